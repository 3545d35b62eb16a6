//! .xlsx, cell by cell.

use std::io::Cursor;
use std::thread;

use calamine::{Data, DataType, Reader, SheetType, SheetVisible, Style, Xlsx};

use super::Sheet;
use super::number;
use super::rows::{Merge, Rows};
use crate::breakdown::problem::Problem;
use crate::breakdown::source::archive::Archive;
use crate::breakdown::source::{GUARDED_THREAD, Line};

pub(super) const KIND: &str = "Excel 文件";

pub(super) const DAMAGED: Problem = Problem::Damaged { kind: KIND };

/// The lines of a workbook.
pub fn read(bytes: &[u8]) -> Result<Vec<Line>, Problem> {
    Archive::open(bytes, KIND)?.check()?;
    guarded(|| {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| DAMAGED)?;
        let is_1904 = book.has_1904_epoch();
        let mut sheet = Sheet::default();
        for name in visible(&book) {
            let merges = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
            let merges = merges.into_iter().map(|merge| Merge {
                top: merge.start.0 as usize,
                left: merge.start.1 as usize,
                bottom: merge.end.0 as usize,
                right: merge.end.1 as usize,
            });
            let mut cells = book.worksheet_cells_reader(&name).map_err(|_| DAMAGED)?;
            let mut rows = Rows::new(&mut sheet, &name, merges);
            while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(|_| DAMAGED)? {
                let (row, column) = cell.get_position();
                let words = words(
                    Data::from(cell.get_value().clone()),
                    cells.styles().get(style),
                    is_1904,
                );
                rows.cell(row as usize, column as usize, words)?;
            }
            rows.finish()?;
        }
        Ok(sheet.page.lines())
    })
}

/// The library reads files that nobody vouches for: should it stop, the file is damaged, and the program goes on. It has a
/// thread of its own, by whose name a panic hook knows that nothing is to be said.
pub(super) fn guarded<T: Send>(
    read: impl FnOnce() -> Result<T, Problem> + Send,
) -> Result<T, Problem> {
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
        .filter(|sheet| sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet)
        .map(|sheet| sheet.name.clone())
        .collect()
}

/// How a number of this style is shown.
pub(super) fn code(style: Option<&Style>) -> &str {
    let format = style.and_then(|style| style.number_format.as_ref());
    let written = format.map(|it| it.format_code.as_str());
    // The formats that a Chinese Excel adds of itself are written nowhere.
    let known = format.and_then(|it| number::builtin(it.format_id?));
    let written = written.filter(|code| !code.is_empty() && *code != "General");
    written.or(known).unwrap_or_default()
}

/// A value as a reader of the sheet sees it.
pub(super) fn words(value: Data, style: Option<&Style>, is_1904: bool) -> String {
    match value {
        Data::DateTime(moment) => number::show(moment.as_f64(), code(style), is_1904),
        Data::Float(value) => number::show(value, code(style), is_1904),
        #[expect(clippy::cast_precision_loss, reason = "a sheet knows no other numbers")]
        Data::Int(value) => number::show(value as f64, code(style), is_1904),
        Data::DateTimeIso(_) => value.as_date().map_or_else(
            || value.to_string(),
            |day| day.format("%Y年%-m月%-d日").to_string(),
        ),
        Data::Error(_) | Data::Empty => String::new(),
        Data::Bool(value) => if value { "TRUE" } else { "FALSE" }.to_owned(),
        // WPS keeps pictures in cells as formulas of its own.
        Data::String(words) if words.starts_with("=DISPIMG(") => String::new(),
        Data::String(words) => words,
        Data::DurationIso(words) => words,
    }
}
