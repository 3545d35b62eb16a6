//! What a line's white space says about the table it may stand in.

use crate::text::clean;
use crate::text::pattern::Pattern;

/// What a line's white space says about the table it may stand in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// It begins with a tab and is one cell.
    pub is_cell: bool,
    /// What stands between it and the line above.
    pub above: Vec<Gap>,
    /// The pieces, where two or more stand apart by at least two blanks; else empty.
    pub spaced: Vec<String>,
}

/// A line without words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// Nothing on it.
    Blank,
    /// A tab: an empty cell.
    Cell,
}

impl Gap {
    /// The kind of an empty line.
    pub fn of(raw: &str) -> Self {
        if raw.contains('\t') {
            Self::Cell
        } else {
            Self::Blank
        }
    }
}

impl Place {
    /// How a line with words stands: `filled` cells of it hold any, `above` are the empty lines over it.
    pub fn of(raw: &str, filled: usize, above: Vec<Gap>) -> Self {
        Self {
            is_cell: raw.starts_with('\t') && filled == 1,
            above,
            spaced: if filled > 1 {
                Vec::new()
            } else {
                split_apart(raw.trim())
            },
        }
    }
}

/// The pieces of a line that stand apart; none where it is one piece.
fn split_apart(raw: &str) -> Vec<String> {
    static APART: Pattern = Pattern::new(r"(?:[ \u{a0}]{2}|\u{3000})[\s\u{a0}]*");
    let mut pieces = Vec::new();
    let mut from = 0;
    for found in APART.find_iter(raw) {
        pieces.push(clean::clean_line(
            raw.get(from..found.start()).unwrap_or_default(),
        ));
        from = found.end();
    }
    if from == 0 {
        return Vec::new();
    }
    pieces.push(clean::clean_line(raw.get(from..).unwrap_or_default()));
    pieces
}
