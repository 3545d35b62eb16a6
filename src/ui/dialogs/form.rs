//! A form: fields one below the other and a button, with the sentence that says why it was refused.

use ratatui::Frame;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::text::width::{pad, width, wrap};
use crate::ui::action::Action;
use crate::ui::keymap::{self, Scope};
use crate::ui::theme::Theme;
use crate::ui::widgets::editor::{Editor, Shape};
use crate::ui::widgets::{field, lines, popup};

/// The widest a form is, borders and margins included.
const WIDEST: u16 = 76;
/// The columns that borders and margins take.
const FRAME: u16 = 4;

/// One field.
#[derive(Debug)]
pub struct Field {
    /// What belongs in it.
    pub label: String,
    /// What is in it.
    pub editor: Editor,
    /// How many rows it has: one, or more for a text with line ends.
    rows: u16,
    /// What it held at first.
    initial: String,
    /// Whether that stays when one types.
    is_kept: bool,
    /// What could be picked for it, listed below it while it has the focus.
    pub offers: Vec<String>,
    /// Which of these is marked.
    pub marked: usize,
}

impl Field {
    /// A field of one line.
    pub fn line(label: impl Into<String>, text: &str) -> Self {
        Self::new(label, Shape::Line, 1, text)
    }

    /// A field of one line, to which what is typed is added.
    pub fn kept(label: impl Into<String>, text: &str) -> Self {
        Self {
            is_kept: true,
            ..Self::line(label, text)
        }
    }

    /// A field of several lines.
    pub fn lines(label: impl Into<String>, rows: u16) -> Self {
        Self::new(label, Shape::Lines, rows, "")
    }

    fn new(label: impl Into<String>, shape: Shape, rows: u16, text: &str) -> Self {
        Self {
            label: label.into(),
            editor: Editor::new(shape, text),
            rows,
            initial: text.to_owned(),
            is_kept: false,
            offers: Vec::new(),
            marked: 0,
        }
    }

    /// Holds another text, unless somebody typed in it.
    pub fn follow(&mut self, text: &str) {
        if self.editor.text() == self.initial {
            self.editor.set(text);
            text.clone_into(&mut self.initial);
        }
    }

    /// Before the first character is typed: what a field of one line was filled in with gives way to it.
    fn begin(&mut self) {
        let is_prefilled =
            !self.is_kept && !self.initial.is_empty() && self.editor.text() == self.initial;
        if is_prefilled && !self.is_tall() && self.editor.is_at_end() {
            self.editor.set("");
        }
    }

    fn is_tall(&self) -> bool {
        self.rows > 1
    }
}

/// What a form asks for after a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Nothing.
    Nothing,
    /// The text of the field with the focus has changed.
    Changed,
    /// Enter in a field whose offers are shown: the marked one is wanted.
    Pick,
    /// To be closed.
    Close,
    /// To be sent.
    Send,
}

/// A form.
#[derive(Debug)]
pub struct Form {
    title: String,
    /// Lines above the fields: the task, and how it stands.
    pub about: Vec<String>,
    /// The fields.
    pub fields: Vec<Field>,
    /// Which field has the focus; one more for the button.
    pub focus: usize,
    answer: String,
    is_warned: bool,
}

impl Form {
    /// A form with the focus in its first field.
    pub fn new(title: impl Into<String>, about: Vec<String>, fields: Vec<Field>) -> Self {
        Self {
            title: title.into(),
            about,
            fields,
            focus: 0,
            answer: String::new(),
            is_warned: false,
        }
    }

    /// What stands in a field.
    pub fn text(&self, at: usize) -> &str {
        self.fields.get(at).map_or("", |it| it.editor.text())
    }

    /// Says why it was refused, or anything else.
    pub fn refuse(&mut self, answer: &str) {
        answer.clone_into(&mut self.answer);
    }

    /// Whether anything was typed that closing would lose.
    pub fn is_touched(&self) -> bool {
        self.fields
            .iter()
            .any(|it| it.editor.text() != it.initial && !it.editor.is_empty())
    }

    /// Takes a key.
    pub fn key(&mut self, key: KeyEvent) -> Asked {
        match keymap::resolve(Scope::Form, key) {
            Some(Action::NextField) => self.step(true),
            Some(Action::PreviousField) => self.step(false),
            Some(Action::Send) => return Asked::Send,
            Some(Action::Back) => return self.close(),
            Some(Action::Agree) => return self.agree(key),
            _ => return self.edit(key),
        }
        Asked::Nothing
    }

    /// Takes a paste.
    pub fn paste(&mut self, text: &str) {
        if let Some(field) = self.fields.get_mut(self.focus) {
            field.editor.insert(text);
        }
    }

    /// Goes to the next field or the one before; the button is the last.
    pub fn step(&mut self, forward: bool) {
        let count = self.fields.len() + 1;
        self.focus = (self.focus + if forward { 1 } else { count - 1 }) % count;
    }

    fn close(&mut self) -> Asked {
        if self.is_touched() && !self.is_warned {
            self.is_warned = true;
            self.refuse("已填的文字还没有提交，再按一次 Esc 放弃。");
            return Asked::Nothing;
        }
        Asked::Close
    }

    fn agree(&mut self, key: KeyEvent) -> Asked {
        let only = self.fields.len() == 1;
        match self.fields.get_mut(self.focus) {
            None => Asked::Send,
            Some(field) if field.is_tall() => {
                field.editor.key(key);
                Asked::Changed
            }
            Some(field) if !field.offers.is_empty() => Asked::Pick,
            Some(_) if only => Asked::Send,
            Some(_) => {
                self.step(true);
                Asked::Nothing
            }
        }
    }

    fn edit(&mut self, key: KeyEvent) -> Asked {
        self.is_warned = false;
        let Some(field) = self.fields.get_mut(self.focus) else {
            match key.code {
                KeyCode::Up | KeyCode::Left => self.step(false),
                KeyCode::Down | KeyCode::Right => self.step(true),
                _ => {}
            }
            return Asked::Nothing;
        };
        if matches!(key.code, KeyCode::Char(_)) && !key.modifiers.contains(KeyModifiers::CONTROL) {
            field.begin();
        }
        let down = match key.code {
            KeyCode::Up => false,
            KeyCode::Down => true,
            _ if field.editor.key(key) => return Asked::Changed,
            _ => return Asked::Nothing,
        };
        if !field.offers.is_empty() {
            let last = field.offers.len() - 1;
            field.marked = if down {
                (field.marked + 1).min(last)
            } else {
                field.marked.saturating_sub(1)
            };
        } else if !(field.is_tall() && field.editor.move_row(down, text_columns())) {
            self.step(down);
        }
        Asked::Nothing
    }

    /// Draws it in the middle of an area.
    pub fn view(&self, frame: &mut Frame<'_>, area: Rect, theme: Theme) {
        let columns = WIDEST.min(area.width);
        let answer = wrap(&self.answer, usize::from(columns.saturating_sub(FRAME)));
        let answer = if self.answer.is_empty() {
            Vec::new()
        } else {
            answer
        };
        let wanted = self.height() + answer.len();
        let rows = u16::try_from(wanted).unwrap_or(u16::MAX).saturating_add(2);
        let inner = popup::open(frame, area, columns, rows, &self.title, theme);
        let mut rows = inner.rows();
        // Where the screen is too low for all, a text of several lines gives way, and then what stands above the fields.
        let spare = wanted.saturating_sub(usize::from(inner.height));
        let tall = self.fields.iter().filter(|it| it.is_tall());
        let given: usize = tall.map(|it| usize::from(it.rows) - 1).sum();
        let short = spare.saturating_sub(given);
        let kept = self.about.len().saturating_sub(short).max(1);
        for (at, about) in self.about.iter().take(kept).enumerate() {
            let style = if at == 0 { theme.strong } else { theme.dim };
            if let Some(row) = rows.next() {
                lines::text(frame, row, about, style);
            }
        }
        if short <= self.about.len() - kept {
            rows.next();
        }
        let hidden = u16::try_from(spare).unwrap_or(u16::MAX);
        for (at, field) in self.fields.iter().enumerate() {
            view_field(frame, &mut rows, field, hidden, at == self.focus, theme);
        }
        if let Some(row) = rows.next() {
            let style = if self.focus == self.fields.len() {
                theme.chosen
            } else {
                Style::new()
            };
            let place = Rect {
                width: row.width.min(8),
                ..row
            };
            lines::text(frame, place, "[ 提交 ]", style);
        }
        for line in answer {
            if let Some(row) = rows.next() {
                lines::text(frame, row, &line, theme.refused);
            }
        }
    }

    /// The rows inside the frame, the answer left out.
    fn height(&self) -> usize {
        let fields: usize = self
            .fields
            .iter()
            .enumerate()
            .map(|(at, it)| {
                let offers = if at == self.focus { it.offers.len() } else { 0 };
                usize::from(it.rows) + usize::from(it.is_tall()) + offers
            })
            .sum();
        self.about.len() + 1 + fields + 1
    }
}

/// The columns of a text of several lines, as wide as a form is where there is room.
fn text_columns() -> usize {
    usize::from(WIDEST - FRAME - 1)
}

fn view_field(
    frame: &mut Frame<'_>,
    rows: &mut impl Iterator<Item = Rect>,
    field: &Field,
    hidden: u16,
    has_focus: bool,
    theme: Theme,
) {
    let Some(head) = rows.next() else {
        return;
    };
    let style = if has_focus {
        theme.strong
    } else {
        Style::new()
    };
    lines::text(frame, head, &field.label, style);
    if field.is_tall() {
        let Some(first) = rows.next() else {
            return;
        };
        let more = (field.rows - 1).saturating_sub(hidden);
        let height = 1 + rows.take(usize::from(more)).count();
        let area = Rect {
            height: u16::try_from(height).unwrap_or(1),
            ..first
        };
        field::lines(frame, area, &field.editor, has_focus, theme);
    } else {
        let skip = u16::try_from(width(&field.label) + 1)
            .unwrap_or(head.width)
            .min(head.width);
        let area = Rect {
            x: head.x + skip,
            width: head.width - skip,
            ..head
        };
        field::line(frame, area, &field.editor, has_focus, theme);
    }
    if has_focus {
        for (at, offer) in field.offers.iter().enumerate() {
            let style = if at == field.marked {
                theme.chosen
            } else {
                theme.dim
            };
            if let Some(row) = rows.next() {
                let place = Rect {
                    x: row.x + 2,
                    width: row.width.saturating_sub(2).min(40),
                    ..row
                };
                lines::text(frame, place, &pad(offer, usize::from(place.width)), style);
            }
        }
    }
}
