//! A field of departments: what was typed last is completed from the directory.

use chrono::NaiveDate;

use super::form::Field;
use crate::domain::department::Directory;

/// How many departments are offered for what was typed.
const MOST_OFFERS: usize = 5;

/// Offers the departments that what was typed last can mean, each under the name of the body that answers today.
pub fn offer(field: &mut Field, directory: &Directory, today: NaiveDate) {
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
pub fn pick(field: &mut Field) -> bool {
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
