//! Bytes → numbered, cleaned lines, whatever the format: one reader a format, all of them filling a [`page::Page`]; wrapped
//! lines stay apart (see `outline`), and a document that is printed twice in one file is read once.
//!
//! `kind` tells the format by the content, `encoding` turns bytes into characters.

mod archive;
mod count;
mod docx;
mod encoding;
mod grid;
mod html;
mod kind;
mod layout;
mod markdown;
mod noise;
mod page;
mod place;
mod sheet;
mod text;
mod xml;

use std::collections::HashSet;

use super::problem::Problem;
use crate::domain::draft::Warning;

pub use kind::Format;
pub use place::{Gap, Place};
pub use sheet::cells::{CellSheet, Fault, SheetCell, read as read_cells};

/// The largest file that is read, in bytes.
pub const LARGEST_DOCUMENT: u64 = 64 * 1024 * 1024;

/// The name of the thread in which a library reads what may break it: its end is answered for, not announced.
pub const GUARDED_THREAD: &str = "guarded";

/// A line with words on it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The 1-based line of the file; in a document without lines the paragraph or row.
    pub number: usize,
    /// The words, without white space at either end.
    pub text: String,
    /// The cells, where the line has several; else empty.
    pub cells: Vec<String>,
    /// It begins with white space: a new paragraph where lines are wrapped.
    pub is_indented: bool,
    /// The table that it is a row of, from 1; 0 where the format knows of no tables.
    pub table: usize,
    /// How its white space places it in a table of plain text.
    pub place: Place,
}

/// What a file holds.
pub struct Source {
    /// Its lines, empty ones and page furniture left out.
    pub lines: Vec<Line>,
    /// What was noticed on the way.
    pub warnings: Vec<Warning>,
}

/// Decodes and cleans a file; without a format its content tells which it is.
pub fn read(bytes: &[u8], format: Option<Format>) -> Result<Source, Problem> {
    let size = bytes.len() as u64;
    if size > LARGEST_DOCUMENT {
        return Err(Problem::TooLarge {
            bytes: size,
            limit: LARGEST_DOCUMENT,
        });
    }
    let format = match format {
        Some(format) => kind::check(bytes, format)?,
        None => kind::tell(bytes)?,
    };
    let mut lines = match format {
        Format::Text => text::read(&encoding::decode(bytes, None)?)?,
        Format::Docx => docx::read(bytes)?,
        Format::Xlsx => sheet::xlsx::read(bytes)?,
        Format::Xls => sheet::xls::read(bytes)?,
        Format::Ods => sheet::ods::read(bytes)?,
        Format::Csv => sheet::read_csv(&encoding::decode(bytes, None)?)?,
        Format::Markdown => markdown::read(&encoding::decode(bytes, None)?)?,
        Format::Html => html::read(bytes)?,
    };
    if lines.is_empty() {
        return Err(Problem::Empty);
    }
    let mut warnings = Vec::new();
    if let Some(copy) = second_copy(&lines) {
        let line = lines.get(copy).map_or(0, |line| line.number);
        warnings.push(Warning {
            line,
            message: format!("文件从第 {line} 行起重复了全文，只导入第一遍。"),
        });
        lines.truncate(copy);
    }
    Ok(Source { lines, warnings })
}

/// The index of the line on which the same document begins a second time.
fn second_copy(lines: &[Line]) -> Option<usize> {
    /// Fewer lines than this are no document.
    const LEAST: usize = 8;
    /// A first line that stands on every page is no second beginning.
    const MOST: usize = 8;
    let letters = |line: &Line| {
        let characters = line.text.chars().filter(|it| !it.is_whitespace());
        characters.collect::<String>()
    };
    let first = letters(lines.first()?);
    // Nearly every document is printed once: its lines are only looked at.
    let is_first = |line: &Line| {
        let characters = line.text.chars().filter(|it| !it.is_whitespace());
        characters.eq(first.chars())
    };
    let starts: Vec<usize> = (LEAST..lines.len())
        .filter(|at| lines.get(*at).is_some_and(is_first))
        .take(MOST)
        .collect();
    if starts.is_empty() {
        return None;
    }
    let words: Vec<String> = lines.iter().map(letters).collect();
    let share = |of: &[String], within: &HashSet<&String>| {
        let size = |line: &String| line.chars().count();
        let whole: usize = of.iter().map(size).sum();
        let same = of.iter().filter(|line| within.contains(line));
        same.map(size).sum::<usize>() * 10 >= whole * 8
    };
    starts.into_iter().find(|&at| {
        let (one, two) = words.split_at(at);
        let (first_set, second_set) = (one.iter().collect(), two.iter().collect());
        two.len() >= LEAST && share(two, &first_set) && share(one, &second_set)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_and_too_much_are_refused() {
        for bytes in [&b" \r\n\t\n"[..], b"", b"\xef\xbb\xbf"] {
            assert!(matches!(read(bytes, None), Err(Problem::Empty)));
        }
        let bytes = vec![b'a'; usize::try_from(LARGEST_DOCUMENT).unwrap() + 1];
        assert!(matches!(read(&bytes, None), Err(Problem::TooLarge { .. })));
        let bytes = "甲\n".repeat(page::MOST_PARAGRAPHS + 1);
        assert!(matches!(
            read(bytes.as_bytes(), None),
            Err(Problem::TooManyParagraphs { .. })
        ));
    }

    #[test]
    fn lines_keep_their_numbers_and_lose_their_furniture() {
        let text = "\u{feff}甲 \r\n\r\n— 3 —\r\n  乙\t丙\r\n丁\t戊\n第 4 页\n当前位置: 首页 > 规划\n# 庚\n[bookmark: _x]1.己\n附表.xls";
        let source = read(text.as_bytes(), None).unwrap();
        let got: Vec<_> = source
            .lines
            .iter()
            .map(|l| (l.number, l.text.as_str(), l.cells.len()))
            .collect();
        assert_eq!(
            got,
            [
                (1, "甲", 0),
                (4, "乙 丙", 2),
                (5, "丁 戊", 2),
                (8, "庚", 0),
                (9, "1.己", 0)
            ]
        );
        assert!(source.lines[1].is_indented);
    }

    #[test]
    fn a_document_printed_twice_is_read_once() {
        let lines: Vec<String> = (0..12)
            .map(|n| format!("第{n}段，说明这一段的内容。\n"))
            .collect();
        let once = lines.concat();
        let source = read(format!("{once}{once}").as_bytes(), None).unwrap();
        assert_eq!(source.lines.len(), 12);
        assert_eq!(source.warnings[0].line, 13);
        assert!(source.warnings[0].message.ends_with('。'));
        assert!(read(once.as_bytes(), None).unwrap().warnings.is_empty());
    }
}
