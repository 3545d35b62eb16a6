//! Word: paragraphs with their automatic numbers, tables, text boxes, tracked changes taken as accepted.
//!
//! `body` walks through the document, `numbering` and `styles` know the numbers that no paragraph holds.

mod body;
mod numbering;
mod styles;

use super::Line;
use super::archive::Archive;
use crate::breakdown::problem::Problem;

const KIND: &str = "Word 文件";

/// The lines of a document.
pub fn read(bytes: &[u8]) -> Result<Vec<Line>, Problem> {
    let mut archive = Archive::open(bytes, KIND)?;
    let numbering = match archive.find("word/numbering.xml")? {
        Some(part) => numbering::Numbering::read(&part)?,
        None => numbering::Numbering::default(),
    };
    let styles = match archive.find("word/styles.xml")? {
        Some(part) => styles::Styles::read(&part)?,
        None => styles::Styles::default(),
    };
    let document = match archive.find("word/document.xml")? {
        Some(part) => part,
        None => archive
            .find("word/document2.xml")?
            .ok_or(Problem::Damaged { kind: KIND })?,
    };
    body::read(&document, numbering, &styles)
}
