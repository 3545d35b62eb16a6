//! Plain text: a line a paragraph, tabs between cells.

use super::Line;
use super::page::Page;
use crate::breakdown::problem::Problem;

/// What ends a line; a form feed also begins a page.
const ENDS: [char; 5] = ['\n', '\r', '\u{c}', '\u{2028}', '\u{2029}'];

/// The lines of a text.
pub fn read(text: &str) -> Result<Vec<Line>, Problem> {
    let mut page = Page::default();
    let mut rest = text;
    while let Some(end) = rest.find(ENDS) {
        let (raw, behind) = rest.split_at(end);
        page.paragraph(raw)?;
        if behind.starts_with('\u{c}') {
            page.turn_page();
        }
        let size = behind.chars().next().map_or(0, char::len_utf8);
        let size = if behind.starts_with("\r\n") { 2 } else { size };
        rest = behind.get(size..).unwrap_or_default();
    }
    page.paragraph(rest)?;
    Ok(page.lines())
}
