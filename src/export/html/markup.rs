//! Text made fit to stand in a page.

use crate::text::clean::clean;

/// The text as it may stand between tags and inside a quoted attribute.
///
/// It was cleaned of control characters and of what changes the direction when it came in; it is cleaned once more here,
/// for a page travels further than a terminal.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in clean(text).chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}
