//! A table of text, aligned by display width.

use crate::text::width::{pad, pad_left, width};

/// A column: its heading, and on which side it is aligned.
pub struct Column<'a> {
    /// The heading.
    pub heading: &'a str,
    /// Where its cells stand.
    pub side: Side,
}

/// The side on which a column's cells stand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Text.
    Left,
    /// Figures.
    Right,
}

/// The table as lines for a terminal: every column as wide as its widest cell, two spaces between.
pub fn plain(columns: &[Column<'_>], rows: &[Vec<String>]) -> String {
    let widths: Vec<usize> = columns
        .iter()
        .enumerate()
        .map(|(at, column)| {
            let cells = rows.iter().map(|row| width(&row[at]));
            cells.chain([width(column.heading)]).max().unwrap_or(0)
        })
        .collect();
    let headings: Vec<String> = columns.iter().map(|it| it.heading.to_owned()).collect();
    let mut text = String::new();
    for row in std::iter::once(&headings).chain(rows) {
        let cells: Vec<String> = row
            .iter()
            .zip(columns)
            .zip(&widths)
            .map(|((cell, column), width)| match column.side {
                Side::Left => pad(cell, *width),
                Side::Right => pad_left(cell, *width),
            })
            .collect();
        text.push_str(cells.join("  ").trim_end());
        text.push('\n');
    }
    text
}

/// The table in Markdown; a `|` in a cell is escaped, a line break becomes a space.
pub fn markdown(columns: &[Column<'_>], rows: &[Vec<String>]) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let headings: Vec<String> = columns.iter().map(|it| it.heading.to_owned()).collect();
    let rules: Vec<String> = columns
        .iter()
        .map(|it| {
            if it.side == Side::Right {
                "---:"
            } else {
                "---"
            }
            .to_owned()
        })
        .collect();
    let mut text = line(&headings) + &line(&rules);
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| escape(cell)).collect();
        text.push_str(&line(&cells));
    }
    text
}

/// Text as it stands in Markdown: what would begin markup or end a cell is escaped.
pub fn escape(text: &str) -> String {
    text.chars()
        .flat_map(|it| match it {
            '\n' => vec![' '],
            '|' | '*' | '_' | '`' | '<' | '[' | '\\' | '#' => vec!['\\', it],
            other => vec![other],
        })
        .collect()
}

/// Rows for a spreadsheet: CSV with a byte order mark, as Excel and WPS want it; no cell can become a formula.
pub fn spreadsheet(headings: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    // Writing to a Vec never fails.
    drop(writer.write_record(headings));
    for row in rows {
        drop(writer.write_record(row.iter().map(|cell| unformula(cell))));
    }
    let bytes = writer.into_inner().unwrap_or_default();
    format!("\u{feff}{}", String::from_utf8_lossy(&bytes))
}

/// A cell that a spreadsheet would take for a formula gets an apostrophe in front.
pub fn unformula(cell: &str) -> String {
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    if is_formula {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}
