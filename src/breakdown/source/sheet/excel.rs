//! Excel: .xlsx cell by cell, .xls sheet by sheet.

use std::collections::HashMap;
use std::io::Cursor;
use std::thread;

use calamine::{Data, DataType, Dimensions, Reader, SheetVisible, Xls, Xlsx};

use super::Sheet;
use crate::breakdown::problem::Problem;
use crate::breakdown::source::archive::Archive;
use crate::breakdown::source::grid::MOST_COLUMNS;
use crate::breakdown::source::{GUARDED_THREAD, Line};

const KIND: &str = "Excel 文件";

const DAMAGED: Problem = Problem::Damaged { kind: KIND };

/// The lines of an .xlsx workbook.
pub fn read_xlsx(bytes: &[u8]) -> Result<Vec<Line>, Problem> {
    Archive::open(bytes, KIND)?.check()?;
    guarded(|| {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| DAMAGED)?;
        let mut sheet = Sheet::default();
        for name in visible(&book) {
            let merges = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
            // A chart sheet has no cells.
            let Ok(mut cells) = book.worksheet_cells_reader(&name) else {
                continue;
            };
            let mut rows = Rows::new(&mut sheet, &name, &merges);
            while let Some(cell) = cells.next_cell().map_err(|_| DAMAGED)? {
                let (row, column) = cell.get_position();
                rows.cell(row, column, &words(&Data::from(cell.get_value().clone())))?;
            }
            rows.finish()?;
        }
        Ok(sheet.page.lines())
    })
}

/// The lines of an .xls workbook.
pub fn read_xls(bytes: &[u8]) -> Result<Vec<Line>, Problem> {
    guarded(|| {
        let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|_| DAMAGED)?;
        let mut sheet = Sheet::default();
        for name in visible(&book) {
            let merges = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
            let Ok(range) = book.worksheet_range(&name) else {
                continue;
            };
            let (top, left) = range.start().unwrap_or_default();
            let mut rows = Rows::new(&mut sheet, &name, &merges);
            for (row, column, value) in range.used_cells() {
                let place =
                    |first: u32, at: usize| first + u32::try_from(at).unwrap_or(u32::MAX - first);
                rows.cell(place(top, row), place(left, column), &words(value))?;
            }
            rows.finish()?;
        }
        Ok(sheet.page.lines())
    })
}

/// The library reads files that nobody vouches for: should it stop, the file is damaged, and the program goes on. It has a
/// thread of its own, by whose name a panic hook knows that nothing is to be said.
fn guarded<T: Send>(read: impl FnOnce() -> Result<T, Problem> + Send) -> Result<T, Problem> {
    thread::scope(|scope| {
        thread::Builder::new()
            .name(GUARDED_THREAD.to_owned())
            .spawn_scoped(scope, read)
            .map_or(Err(DAMAGED), |reader| reader.join().unwrap_or(Err(DAMAGED)))
    })
}

fn visible<'b>(book: &impl Reader<Cursor<&'b [u8]>>) -> Vec<String> {
    book.sheets_metadata()
        .iter()
        .filter(|sheet| sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect()
}

/// Cells put together to rows.
struct Rows<'s> {
    sheet: &'s mut Sheet,
    name: &'s str,
    is_first: bool,
    /// The merged cells that reach down, by the row they begin on.
    merges: HashMap<u32, Vec<Dimensions>>,
    row: u32,
    cells: Vec<String>,
}

impl<'s> Rows<'s> {
    fn new(sheet: &'s mut Sheet, name: &'s str, merges: &[Dimensions]) -> Self {
        sheet.open();
        let mut by_row: HashMap<u32, Vec<Dimensions>> = HashMap::new();
        for merge in merges.iter().filter(|merge| merge.end.0 > merge.start.0) {
            by_row.entry(merge.start.0).or_default().push(*merge);
        }
        Self {
            sheet,
            name,
            is_first: true,
            merges: by_row,
            row: 0,
            cells: Vec::new(),
        }
    }

    fn cell(&mut self, row: u32, column: u32, words: &str) -> Result<(), Problem> {
        if row != self.row {
            self.flush()?;
            self.row = row;
        }
        let column = column as usize;
        if column >= MOST_COLUMNS || words.is_empty() {
            return Ok(());
        }
        if self.cells.len() <= column {
            self.cells.resize(column + 1, String::new());
        }
        if let Some(cell) = self.cells.get_mut(column) {
            words.clone_into(cell);
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<(), Problem> {
        let cells = std::mem::take(&mut self.cells);
        let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
        if filled == 0 {
            return Ok(());
        }
        if std::mem::take(&mut self.is_first) && filled > 1 {
            self.sheet.title(self.name)?;
        }
        for merge in self.merges.remove(&self.row).unwrap_or_default() {
            let column = merge.start.1 as usize;
            let words = cells.get(column).cloned().unwrap_or_default();
            self.sheet.merge(column, merge.end.0 as usize, &words);
        }
        self.sheet.row(self.row as usize, cells)
    }

    fn finish(mut self) -> Result<(), Problem> {
        self.flush()
    }
}

/// A value as a reader of the sheet sees it.
fn words(value: &Data) -> String {
    match value {
        Data::DateTime(_) | Data::DateTimeIso(_) => value.as_date().map_or_else(
            || value.to_string(),
            |day| day.format("%Y年%-m月%-d日").to_string(),
        ),
        Data::Error(_) | Data::Empty => String::new(),
        _ => value.to_string(),
    }
}
