//! The weekly summary as the contract of `export weekly --format json`.

use crate::domain::weekly::Weekly;

/// The summary under its field names.
pub fn json(weekly: &Weekly) -> String {
    let mut text = serde_json::to_string_pretty(weekly).unwrap_or_default();
    text.push('\n');
    text
}
