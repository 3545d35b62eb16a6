//! Values as JSON for a program.

use serde::Serialize;

/// The values under their field names, with a line end behind the last.
pub fn text(values: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(values).unwrap_or_default();
    text.push('\n');
    text
}
