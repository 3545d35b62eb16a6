//! The filter of a list: narrows it as one types.

use ratatui::Frame;
use ratatui::crossterm::event::KeyEvent;
use ratatui::layout::Rect;

use super::super::action::Action;
use super::super::keymap::Scope;
use super::super::keys;
use super::super::theme::Theme;
use super::editor::{Editor, Shape};
use super::{field, lines};
use crate::domain::typed::{Part, parts};
use crate::text::width::width;

/// What a list is narrowed to.
#[derive(Clone, Debug)]
pub struct Search {
    editor: Editor,
    /// Whether one is typing in it.
    pub is_open: bool,
}

impl Default for Search {
    fn default() -> Self {
        Self {
            editor: Editor::new(Shape::Line, ""),
            is_open: false,
        }
    }
}

impl Search {
    /// A filter with words in it.
    pub fn of(words: &str) -> Self {
        Self {
            editor: Editor::new(Shape::Line, words),
            is_open: false,
        }
    }

    /// The words typed.
    pub fn text(&self) -> &str {
        self.editor.text()
    }

    /// The words among what is typed, fields left out: they are marked in the rows that they find.
    pub fn words(&self) -> Vec<String> {
        let words = parts(self.text()).filter_map(|it| match it {
            Part::Word(word) => Some(word.to_owned()),
            Part::Field { .. } => None,
        });
        words.collect()
    }

    /// Whether the list is narrowed.
    pub fn is_set(&self) -> bool {
        !self.editor.is_empty()
    }

    /// Takes a key that one types; says whether the words have changed.
    pub fn key(&mut self, key: KeyEvent) -> bool {
        let before = self.editor.text().len();
        self.editor.key(key);
        self.editor.text().len() != before
    }

    /// Takes a paste.
    pub fn paste(&mut self, text: &str) {
        self.editor.insert(text);
    }

    /// Closes the field and forgets the words; `false` where there was nothing to close or forget.
    pub fn clear(&mut self) -> bool {
        let had_something = self.is_open || !self.editor.text().is_empty();
        *self = Self::default();
        had_something
    }

    /// Draws the field, with what was found behind it.
    pub fn view(&self, frame: &mut Frame<'_>, area: Rect, found: &str, theme: Theme) {
        let label = " 筛选 / ";
        let [head, rest] = split(area, width(label));
        lines::text(frame, head, label, theme.key);
        let tail = format!("  {found}");
        let room = usize::from(rest.width).saturating_sub(width(&tail)).min(40);
        let [typed, behind] = split(rest, room);
        if self.is_open {
            field::line(frame, typed, &self.editor, true, theme);
        } else {
            lines::text(frame, typed, self.text(), theme.strong);
        }
        let used = if self.is_open {
            behind.x
        } else {
            typed.x + fitting(width(self.text())).min(typed.width)
        };
        let behind = Rect {
            x: used,
            width: area.right().saturating_sub(used),
            ..behind
        };
        lines::text(frame, behind, &tail, theme.dim);
    }
}

fn split(area: Rect, columns: usize) -> [Rect; 2] {
    let left = fitting(columns).min(area.width);
    [
        Rect {
            width: left,
            ..area
        },
        Rect {
            x: area.x + left,
            width: area.width - left,
            ..area
        },
    ]
}

fn fitting(columns: usize) -> u16 {
    u16::try_from(columns).unwrap_or(u16::MAX)
}

/// What an empty list says where words narrow it: that nothing of this sort fits, and the way back.
pub fn found_nothing(what: &str) -> String {
    let key = keys::told(Scope::Lists, Action::Back);
    format!("没有符合筛选的{what}。\n按 {key} 清除筛选。")
}
