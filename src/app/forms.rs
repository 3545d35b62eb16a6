//! The forms in which a document leaves the house, JSON among them.

use serde::Serialize;

use super::documents::{Paper, PaperFormat};
use super::error::Error;
use crate::domain::document::Document;
use crate::export;

/// The form of something that is a document to a person and values to a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As a document.
    Paper(PaperFormat),
    /// Under English field names.
    Json,
}

impl Form {
    /// The ending of a file in this form.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Paper(format) => format.ending(),
            Self::Json => "json",
        }
    }

    /// Writes values in this form; the document is made only where it is wanted.
    pub(super) fn write(
        self,
        values: &impl Serialize,
        document: impl FnOnce() -> Document,
    ) -> Result<Paper, Error> {
        match self {
            Self::Paper(format) => format.write(document()),
            Self::Json => Ok(Paper::Text(export::json::text(values))),
        }
    }
}
