//! Plain text: a line a paragraph, tabs between cells.

use super::Line;
use super::page::Page;
use crate::breakdown::problem::Problem;

/// The lines of a text.
pub fn read(text: &str) -> Result<Vec<Line>, Problem> {
    let mut page = Page::default();
    let unified = text.replace("\r\n", "\n");
    for raw in unified.split(['\n', '\r', '\u{c}', '\u{2028}', '\u{2029}']) {
        page.paragraph(raw)?;
    }
    Ok(page.lines())
}
