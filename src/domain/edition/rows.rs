//! The indicator tables of two printings, row by row.

use super::{Kind, Matching, Pair, squash};
use crate::domain::draft::DraftIndicator;

/// Pairs the rows of the file with those of an edition: by name, and where a name repeats by its domain first. Where the
/// edition has no table at all, nothing is said of any.
pub fn compare_rows(old: &[DraftIndicator], new: &[DraftIndicator]) -> Vec<Pair> {
    if new.is_empty() {
        return Vec::new();
    }
    let mut matching = Matching::new(old.len(), new.len());
    matching.by_key(old, new, |row| {
        Some(format!("{}\n{}", squash(&row.domain), squash(&row.name)))
    });
    matching.by_key(old, new, |row| Some(squash(&row.name)));
    matching.pairs(|one, other| {
        let is_same = squash(&old[one].text()) == squash(&new[other].text());
        (!is_same).then_some(Kind::Changed)
    })
}
