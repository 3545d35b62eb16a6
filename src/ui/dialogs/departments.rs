//! Fields of departments in a form: what was typed last is completed from the directory.

use chrono::NaiveDate;
use ratatui::crossterm::event::KeyEvent;

use super::form::{Asked, Field, Form};
use crate::domain::department::Directory;

/// How many departments are offered for what was typed.
const MOST_OFFERS: usize = 5;

/// The fields of a form that hold departments.
#[derive(Clone, Copy, Debug)]
pub struct Departments {
    /// The place of the field for one: who leads, or who answers after another.
    pub lead: Option<usize>,
    /// The place of the field for several: those that support, or that a person acts for.
    pub support: Option<usize>,
    /// The day whose names are offered.
    pub today: NaiveDate,
}

impl Departments {
    /// Lets the form take a key, completes departments, and says what is left to be done: to close, to send, or nothing.
    pub fn key(self, form: &mut Form, key: KeyEvent, directory: &Directory) -> Asked {
        match form.key(key) {
            Asked::Changed => self.offer(form, directory),
            Asked::Pick => self.pick(form),
            asked => return asked,
        }
        Asked::Nothing
    }

    /// Lets the form take a paste.
    pub fn paste(self, form: &mut Form, text: &str, directory: &Directory) {
        form.paste(text);
        self.offer(form, directory);
    }

    fn offer(self, form: &mut Form, directory: &Directory) {
        let focus = form.focus;
        let is_own = [self.lead, self.support].contains(&Some(focus));
        if let Some(field) = form.fields.get_mut(focus).filter(|_| is_own) {
            offer(field, directory, self.today);
        }
    }

    fn pick(self, form: &mut Form) {
        let focus = form.focus;
        let is_taken = form.fields.get_mut(focus).is_some_and(pick);
        if is_taken && Some(focus) == self.lead {
            form.step(true);
        }
    }
}

/// Offers the departments that what was typed last can mean, each under the name of the body that answers today.
fn offer(field: &mut Field, directory: &Directory, today: NaiveDate) {
    field.offers.clear();
    field.marked = 0;
    let typed = names(field.editor.text()).pop().unwrap_or_default();
    if directory.find(&typed).is_some_and(|it| it.name == typed) {
        return;
    }
    for near in directory.near(&typed) {
        let name = directory.current_name(near.id, today).to_owned();
        if field.offers.len() < MOST_OFFERS && !field.offers.contains(&name) {
            field.offers.push(name);
        }
    }
}

/// Writes the marked department in the place of what was typed of it; `false` where none is marked.
fn pick(field: &mut Field) -> bool {
    let Some(offer) = field.offers.get(field.marked).cloned() else {
        return false;
    };
    let mut all = names(field.editor.text());
    all.pop();
    all.push(offer);
    field.editor.set(&all.join("、"));
    field.offers.clear();
    true
}

/// The names in a list as people type it.
pub fn names(typed: &str) -> Vec<String> {
    typed
        .split(['、', '，', ',', '；', ';', ' ', '\u{3000}'])
        .filter(|it| !it.is_empty())
        .map(ToOwned::to_owned)
        .collect()
}
