//! A field that holds one of a few words: what is marked is in it, and what is typed narrows what is offered.

use ratatui::crossterm::event::{KeyCode, KeyEvent};

use super::form::{Asked, Field, Form};
use crate::text::pinyin;

/// The field with these words, one of them in it.
pub fn field(label: &str, words: &[&str], chosen: &str) -> Field {
    let mut field = Field::line(label, chosen);
    field.offers = words.iter().map(|it| (*it).to_owned()).collect();
    field.marked = words.iter().position(|it| *it == chosen).unwrap_or(0);
    field
}

/// Lets the form take a key while the focus is in the field at this place.
pub fn key(form: &mut Form, key: KeyEvent, at: usize, words: &[&str]) -> Asked {
    let asked = form.key(key);
    let Some(field) = form.fields.get_mut(at).filter(|_| form.focus == at) else {
        return asked;
    };
    if asked == Asked::Changed {
        let typed = field.editor.text().trim();
        let meant = words
            .iter()
            .filter(|it| typed.is_empty() || pinyin::holds(it, typed));
        field.offers = meant.map(|it| (*it).to_owned()).collect();
        field.marked = 0;
        return Asked::Nothing;
    }
    let is_marked = asked == Asked::Pick || matches!(key.code, KeyCode::Up | KeyCode::Down);
    if let Some(offer) = field.offers.get(field.marked).filter(|_| is_marked) {
        field.editor.set(offer);
    }
    if asked == Asked::Pick {
        form.step(true);
    }
    asked
}
