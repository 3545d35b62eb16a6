//! .xlsx as its cells stand, every sheet, hidden ones too: for a workbook of which each cell has a meaning of its own.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Data, Reader, SheetType, Xlsx};

use super::rows::Merge;
use super::xlsx::{DAMAGED, KIND, code, guarded, words};
use crate::breakdown::problem::Problem;
use crate::breakdown::source::LARGEST_DOCUMENT;
use crate::breakdown::source::archive::Archive;
use crate::breakdown::source::kind::{self, Format};

/// No workbook of ours has more cells with something in them.
const MOST_CELLS: usize = 2_000_000;

/// A sheet with the cells that have something in them.
#[derive(Debug, Default)]
pub struct CellSheet {
    /// Its name.
    pub name: String,
    /// By row and column, from 0.
    pub rows: BTreeMap<usize, BTreeMap<usize, SheetCell>>,
    /// The merged cells that reach over more than one row.
    pub merges: Vec<Merge>,
}

/// A cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetCell {
    /// What a reader of the sheet sees.
    pub words: String,
    /// A number as it is kept: with % where it is shown in percent.
    pub figure: Option<String>,
    /// What stands there that is no text: an error, a formula without a value, a picture.
    pub fault: Option<Fault>,
}

/// What stands in a cell and is no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// #NAME? and the like.
    Error,
    /// A formula that nobody has computed.
    Formula,
    /// A picture in the cell, as WPS keeps one.
    Picture,
}

/// The sheets of a workbook.
///
/// # Errors
/// It is none, or none that is read.
pub fn read(bytes: &[u8]) -> Result<Vec<CellSheet>, Problem> {
    let size = bytes.len() as u64;
    if size > LARGEST_DOCUMENT {
        return Err(Problem::TooLarge {
            bytes: size,
            limit: LARGEST_DOCUMENT,
        });
    }
    if bytes.is_empty() {
        return Err(Problem::Empty);
    }
    kind::check(bytes, Format::Xlsx)?;
    Archive::open(bytes, KIND)?.check()?;
    guarded(|| {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| DAMAGED)?;
        let sheets = book.sheets_metadata().iter();
        let sheets = sheets.filter(|it| it.typ == SheetType::WorkSheet);
        let names: Vec<String> = sheets.map(|it| it.name.clone()).collect();
        let mut room = MOST_CELLS;
        names
            .into_iter()
            .map(|name| sheet(&mut book, name, &mut room))
            .collect()
    })
}

fn sheet(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: String,
    room: &mut usize,
) -> Result<CellSheet, Problem> {
    let merges = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
    let merges = merges.into_iter().filter(|it| it.end.0 > it.start.0);
    let merges = merges.map(|it| Merge {
        top: it.start.0 as usize,
        left: it.start.1 as usize,
        bottom: it.end.0 as usize,
        right: it.end.1 as usize,
    });
    let mut sheet = CellSheet {
        merges: merges.collect(),
        ..CellSheet::default()
    };
    values(book, &name, &mut sheet, room)?;
    formulas(book, &name, &mut sheet, room)?;
    sheet.name = name;
    Ok(sheet)
}

/// Room for one more cell.
fn take_room(room: &mut usize) -> Result<(), Problem> {
    let limit = MOST_CELLS;
    *room = room
        .checked_sub(1)
        .ok_or(Problem::TooManyParagraphs { limit })?;
    Ok(())
}

fn values(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    sheet: &mut CellSheet,
    room: &mut usize,
) -> Result<(), Problem> {
    let is_1904 = book.has_1904_epoch();
    let mut cells = book.worksheet_cells_reader(name).map_err(|_| DAMAGED)?;
    while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(|_| DAMAGED)? {
        let (row, column) = cell.get_position();
        let value = Data::from(cell.get_value().clone());
        let style = cells.styles().get(style);
        let found = SheetCell {
            figure: figure(&value, code(style)),
            fault: fault(&value),
            words: match &value {
                Data::Error(error) => error.to_string(),
                _ => words(value, style, is_1904),
            },
        };
        if found == SheetCell::default() {
            continue;
        }
        take_room(room)?;
        let row = sheet.rows.entry(row as usize).or_default();
        row.insert(column as usize, found);
    }
    Ok(())
}

/// A formula that no program has computed yet has no value: without this it would look like an empty cell.
fn formulas(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    sheet: &mut CellSheet,
    room: &mut usize,
) -> Result<(), Problem> {
    let mut cells = book.worksheet_cells_reader(name).map_err(|_| DAMAGED)?;
    while let Some(formula) = cells.next_formula().map_err(|_| DAMAGED)? {
        let (row, column) = formula.get_position();
        let (row, column) = (row as usize, column as usize);
        let words = formula.get_value();
        let is_there = sheet
            .rows
            .get(&row)
            .is_some_and(|it| it.contains_key(&column));
        if words.is_empty() || is_there {
            continue;
        }
        take_room(room)?;
        let found = SheetCell {
            words: format!("={words}"),
            figure: None,
            fault: Some(if words.contains("DISPIMG(") {
                Fault::Picture
            } else {
                Fault::Formula
            }),
        };
        sheet.rows.entry(row).or_default().insert(column, found);
    }
    Ok(())
}

fn fault(value: &Data) -> Option<Fault> {
    match value {
        Data::Error(_) => Some(Fault::Error),
        Data::String(words) if words.starts_with("=DISPIMG(") => Some(Fault::Picture),
        _ => None,
    }
}

/// A number as it is kept; one that is shown in percent as that many percent.
fn figure(value: &Data, code: &str) -> Option<String> {
    let number = match value {
        Data::Float(number) => *number,
        #[expect(clippy::cast_precision_loss, reason = "a sheet knows no other numbers")]
        Data::Int(number) => *number as f64,
        _ => return None,
    };
    Some(if is_percent(code) {
        format!("{}%", number * 100.0)
    } else {
        number.to_string()
    })
}

/// Whether a number format shows percent: its sign stands there as itself, not in quotes or behind a backslash.
fn is_percent(code: &str) -> bool {
    let mut is_quoted = false;
    let mut characters = code.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => is_quoted = !is_quoted,
            '\\' => drop(characters.next()),
            '%' if !is_quoted => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_is_known_by_its_sign() {
        for (code, is_it) in [
            ("0%", true),
            ("0.00%;[Red]-0.00%", true),
            ("General", false),
            ("0\"%\"", false),
            ("0\\%", false),
            ("\"完成\"0%", true),
        ] {
            assert_eq!(is_percent(code), is_it, "{code}");
        }
        assert_eq!(figure(&Data::Float(0.6), "0%").as_deref(), Some("60%"));
        assert_eq!(figure(&Data::Float(60.0), "0").as_deref(), Some("60"));
        assert_eq!(figure(&Data::String("60".to_owned()), "0%"), None);
    }

    #[test]
    fn what_is_no_workbook_is_refused() {
        assert!(matches!(read(b""), Err(Problem::Empty)));
        assert!(matches!(
            read("甲".as_bytes()),
            Err(Problem::Mistaken { .. })
        ));
        assert!(matches!(read(b"%PDF-1.7"), Err(Problem::Unreadable { .. })));
        assert!(read(b"PK\x03\x04..xl/workbook.xml").is_err());
    }
}
