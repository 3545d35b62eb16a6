//! The question that stands before typed words are left: keep them as a draft, give them up, or go on.

use ratatui::crossterm::event::{KeyCode, KeyEvent};

use super::Form;
use crate::ui::action::Action;
use crate::ui::keymap::{self, Scope};

/// What is asked; the keys stand below.
pub const QUESTION: &str = "填写的内容还没有提交：";
/// The keys that answer.
pub const ANSWERS: &str = "回车 保留为草稿   f 放弃   Esc 继续填写";

/// What somebody wants to become of what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsent {
    /// The question stands, or typing goes on.
    Stay,
    /// To be kept as a draft.
    Keep,
    /// To be given up.
    GiveUp,
}

impl Form {
    /// Whether it asks what is to become of what was typed.
    pub fn is_asking(&self) -> bool {
        self.is_asking
    }

    /// Takes a key as the answer; what only a person types, as an input method's 汉字, goes on in the field.
    pub fn answer(&mut self, key: KeyEvent) -> Unsent {
        match keymap::resolve(Scope::Unsent, key) {
            Some(Action::Keep) => return Unsent::Keep,
            Some(Action::GiveUp) => return Unsent::GiveUp,
            Some(Action::Back) => self.is_asking = false,
            _ if matches!(key.code, KeyCode::Char(it) if !it.is_ascii()) => {
                self.is_asking = false;
                self.key(key);
            }
            _ => {}
        }
        Unsent::Stay
    }
}
