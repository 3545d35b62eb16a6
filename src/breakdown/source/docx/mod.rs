//! Word: paragraphs with their automatic numbers, tables, text boxes, tracked changes taken as accepted.
//!
//! `parts` finds the document in the file, `body` walks through it, `run` knows what its runs and fields print, `numbering`
//! and `styles` know the numbers that no paragraph holds, `symbol` what symbol fonts print.

mod body;
mod numbering;
mod paragraph;
mod parts;
mod styles;
mod symbol;

#[cfg(test)]
mod tests;

use super::Line;
use super::archive::Archive;
use crate::breakdown::problem::Problem;

const KIND: &str = "Word 文件";

/// The lines of a document.
pub fn read(bytes: &[u8]) -> Result<Vec<Line>, Problem> {
    let mut archive = Archive::open(bytes, KIND)?;
    let parts = parts::find(&mut archive)?;
    let numbering = match archive.find(&parts.numbering)? {
        Some(part) => numbering::Numbering::read(&part)?,
        None => numbering::Numbering::default(),
    };
    let styles = match archive.find(&parts.styles)? {
        Some(part) => styles::Styles::read(&part)?,
        None => styles::Styles::default(),
    };
    let document = archive
        .find(&parts.document)?
        .ok_or(Problem::Damaged { kind: KIND })?;
    body::read(&document, numbering, &styles)
}
