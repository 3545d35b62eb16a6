//! A form: fields one below the other and a button, with the sentence that says why it was refused.

mod field;
mod unsent;
mod view;

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::domain::form_draft::Filled;
use crate::text::width::cut;
use crate::ui::action::Action;
use crate::ui::keymap::{self, Scope};
use crate::ui::widgets::editor::LONGEST;
pub use field::{Field, read_percent};
pub use unsent::Unsent;

/// The widest a form is, borders and margins included.
const WIDEST: u16 = 76;
/// The columns that borders and margins take.
const FRAME: u16 = 4;

/// The columns of what a form is about that its heading tells.
const ABOUT: usize = 40;

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
    /// Whether the answer is good news.
    is_told: bool,
    /// Whether it asks what is to become of what was typed.
    is_asking: bool,
    /// The columns that a text of several lines has; see [`Form::fit`].
    columns: usize,
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
            is_told: false,
            is_asking: false,
            columns: text_columns(WIDEST),
        }
    }

    /// Learns how wide the screen is, on which the next keys move.
    pub fn fit(&mut self, columns: u16) {
        self.columns = text_columns(columns);
    }

    /// What stands in a field.
    pub fn text(&self, at: usize) -> &str {
        self.fields.get(at).map_or("", |it| it.editor.text())
    }

    /// What it is for, as a person reads it: 反馈「建成健康步道3条」.
    pub fn heading(&self) -> String {
        match self.about.first() {
            Some(about) => format!("{}「{}」", self.title, cut(about, ABOUT)),
            None => self.title.clone(),
        }
    }

    /// What stands in its fields.
    pub fn filled(&self) -> Vec<Filled> {
        let fields = self.fields.iter().map(|it| Filled {
            label: it.label.clone(),
            text: it.editor.text().to_owned(),
        });
        fields.collect()
    }

    /// Puts texts back into the fields that are called so; what was offered for them before they were typed is not.
    pub fn fill(&mut self, filled: &[Filled]) {
        for field in &mut self.fields {
            let found = filled.iter().find(|it| it.label == field.label);
            if let Some(found) = found.filter(|it| it.text != field.editor.text()) {
                field.editor.set(&found.text);
                field.offers.clear();
            }
        }
    }

    /// Says why it was refused.
    pub fn refuse(&mut self, answer: &str) {
        answer.clone_into(&mut self.answer);
        (self.is_told, self.is_asking) = (false, false);
    }

    /// Says something that is no refusal.
    pub fn tell(&mut self, answer: &str) {
        answer.clone_into(&mut self.answer);
        self.is_told = true;
    }

    /// Whether anything was typed that closing would lose.
    pub fn is_touched(&self) -> bool {
        self.fields.iter().any(Field::is_touched)
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
        self.is_asking = false;
        let Some(field) = self.fields.get_mut(self.focus) else {
            return;
        };
        if !field.editor.insert(text) {
            self.refuse(&format!(
                "一栏最多 {LONGEST} 字，粘贴的文字没有全部放进来。请分成几次填，或按 Ctrl-Z 撤销。"
            ));
        }
    }

    /// Goes to the next field or the one before; the button is the last.
    pub fn step(&mut self, forward: bool) {
        let count = self.fields.len() + 1;
        self.focus = (self.focus + if forward { 1 } else { count - 1 }) % count;
    }

    fn close(&mut self) -> Asked {
        self.is_asking = self.is_touched();
        if self.is_asking {
            Asked::Nothing
        } else {
            Asked::Close
        }
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
        let screen = usize::from(field.rows);
        let (down, is_page) = match key.code {
            KeyCode::Up => (false, false),
            KeyCode::Down => (true, false),
            KeyCode::PageUp => (false, true),
            KeyCode::PageDown => (true, true),
            _ if field.editor.key(key) => return Asked::Changed,
            _ => return Asked::Nothing,
        };
        let count = if is_page { screen } else { 1 };
        if field.nudge(!down, is_page) {
            return Asked::Changed;
        }
        if let Some(last) = field.offers.len().checked_sub(1) {
            field.marked = if down {
                (field.marked + 1).min(last)
            } else {
                field.marked.saturating_sub(1)
            };
            return Asked::Nothing;
        }
        let is_moved = field.is_tall() && field.editor.move_rows(down, count, self.columns);
        if !is_moved && !is_page {
            self.step(down);
        }
        Asked::Nothing
    }
}

/// The columns of a text of several lines on a screen of so many, the cursor's own left out.
fn text_columns(screen: u16) -> usize {
    usize::from(WIDEST.min(screen).saturating_sub(FRAME + 1))
}
