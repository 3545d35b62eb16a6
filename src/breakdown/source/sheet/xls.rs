//! .xls of Excel 95 to 2003, and WPS's .et, which is the same: values, number formats and merged cells, record by record.
//!
//! Read here and not by calamine, which reserves what such a file claims to hold, however little it holds, lets a chain of
//! sectors go round for ever, and drops the number formats: 90% comes as 0.9.

use std::collections::HashMap;
use std::io::{Cursor, Read as _};

use super::Sheet;
use super::biff::{self, Reader, Record, Records, double, long, short};
use super::number;
use super::rows::{Merge, Rows};
use crate::breakdown::problem::Problem;
use crate::breakdown::source::Line;
use crate::breakdown::source::archive::MOST_UNPACKED;

const KIND: &str = "Excel 文件";

const DAMAGED: Problem = Problem::Damaged { kind: KIND };

/// The lines of a workbook.
pub fn read(bytes: &[u8]) -> Result<Vec<Line>, Problem> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| DAMAGED)?;
    let mut stream = Vec::new();
    let part = ["Workbook", "Book"]
        .iter()
        .find_map(|name| file.open_stream(name).ok());
    part.ok_or(DAMAGED)?
        .take(MOST_UNPACKED)
        .read_to_end(&mut stream)
        .map_err(|_| DAMAGED)?;
    let book = Book::read(&stream)?;
    let mut sheet = Sheet::default();
    for (name, at) in &book.sheets {
        let mut cells = Cells::read(&book, &stream, *at);
        // Writers that keep to no order are read in the order of the sheet.
        cells.cells.sort_by_key(|cell| (cell.row, cell.column));
        let mut rows = Rows::new(&mut sheet, name, cells.merges.into_iter());
        for cell in cells.cells {
            let words = match cell.value {
                Value::Shared(at) => book.texts.get(at).cloned().unwrap_or_default(),
                Value::Own(words) => words,
            };
            rows.cell(usize::from(cell.row), usize::from(cell.column), words)?;
        }
        rows.finish()?;
    }
    Ok(sheet.page.lines())
}

/// What the first records say of the whole workbook.
#[derive(Default)]
struct Book {
    is_old: bool,
    is_1904: bool,
    page: u16,
    /// The sheets that are shown: name and place in the stream.
    sheets: Vec<(String, usize)>,
    texts: Vec<String>,
    formats: HashMap<u16, String>,
    /// The number of the format of each style.
    styles: Vec<u16>,
}

impl Book {
    fn read(stream: &[u8]) -> Result<Self, Problem> {
        /// No workbook has more sheets, and none may be read a thousand times over.
        const MOST_SHEETS: usize = 256;
        let mut book = Self {
            page: 936,
            ..Self::default()
        };
        for record in Records::at(stream, 0) {
            let bytes = record.bytes();
            match record.kind {
                0x0809 => book.is_old = short(bytes, 0).is_some_and(|version| version < 0x600),
                0x002f => {
                    return Err(Problem::Unreadable {
                        kind: "加密的 Excel 文件",
                        hint: "请用密码打开，取消密码后另存，再导入。",
                    });
                }
                0x0042 => book.page = short(bytes, 0).unwrap_or(936),
                0x0022 => book.is_1904 = short(bytes, 0) == Some(1),
                0x0085 if book.sheets.len() < MOST_SHEETS => {
                    let is_shown = bytes.get(4..6) == Some(&[0, 0]);
                    let place = long(bytes, 0).and_then(|at| usize::try_from(at).ok());
                    let name = book.text(&record, 6, Length::Byte);
                    if let Some(at) =
                        place.filter(|at| is_shown && book.sheets.iter().all(|it| it.1 != *at))
                    {
                        book.sheets.push((name, at));
                    }
                }
                0x041e => {
                    let length = if book.is_old {
                        Length::Byte
                    } else {
                        Length::Short
                    };
                    let code = book.text(&record, 2, length);
                    if let Some(id) = short(bytes, 0) {
                        book.formats.insert(id, code);
                    }
                }
                0x00e0 => book.styles.push(short(bytes, 2).unwrap_or(0)),
                0x00fc => book.texts = biff::shared_texts(&record),
                0x000a => break,
                _ => {}
            }
        }
        Ok(book)
    }

    /// The text that stands in a record from this byte on.
    fn text(&self, record: &Record, at: usize, length: Length) -> String {
        if self.is_old {
            let bytes = record.bytes();
            let (count, from) = match length {
                Length::Byte => (bytes.get(at).map(|count| usize::from(*count)), at + 1),
                Length::Short => (short(bytes, at).map(usize::from), at + 2),
            };
            let end = (from + count.unwrap_or(0)).min(bytes.len());
            return biff::old_text(bytes.get(from..end).unwrap_or_default(), self.page);
        }
        let mut reader = Reader::new(record, at);
        let text = match length {
            Length::Byte => reader.short_text(),
            Length::Short => reader.text(),
        };
        text.unwrap_or_default()
    }

    /// A number in a cell of this style.
    fn number(&self, value: f64, style: Option<u16>) -> Value {
        let id = style.and_then(|style| self.styles.get(usize::from(style)));
        let code = id.and_then(|id| {
            let own = self.formats.get(id).map(String::as_str);
            own.or_else(|| number::builtin(u32::from(*id)))
        });
        Value::Own(number::show(value, code.unwrap_or_default(), self.is_1904))
    }
}

/// How many bytes the length of a text takes.
#[derive(Clone, Copy)]
enum Length {
    Byte,
    Short,
}

/// What a cell holds: words, or the number of a text of the workbook.
enum Value {
    Own(String),
    Shared(usize),
}

struct Cell {
    row: u16,
    column: u16,
    value: Value,
}

/// The cells of one sheet.
#[derive(Default)]
struct Cells {
    cells: Vec<Cell>,
    merges: Vec<Merge>,
}

impl Cells {
    fn read(book: &Book, stream: &[u8], at: usize) -> Self {
        let mut sheet = Self::default();
        // Where the text of a formula goes, which comes in a record of its own.
        let mut formula: Option<(u16, u16)> = None;
        // Charts within the sheet have records of their own.
        let mut depth = 0_usize;
        for record in Records::at(stream, at) {
            match record.kind {
                0x0809 => depth += 1,
                0x000a if depth <= 1 => break,
                0x000a => depth -= 1,
                0x0207 if depth == 1 => {
                    if let Some((row, column)) = formula.take() {
                        let words = book.text(&record, 0, Length::Short);
                        sheet.put(row, column, Value::Own(words));
                    }
                }
                _ if depth == 1 => {
                    formula = sheet.cell(book, &record).or(formula);
                }
                _ => {}
            }
        }
        sheet
    }

    fn put(&mut self, row: u16, column: u16, value: Value) {
        self.cells.push(Cell { row, column, value });
    }

    /// Takes a record that holds cells; returns the place of a formula whose text is still to come.
    fn cell(&mut self, book: &Book, record: &Record) -> Option<(u16, u16)> {
        let bytes = record.bytes();
        let (row, column, style) = (short(bytes, 0)?, short(bytes, 2)?, short(bytes, 4));
        match record.kind {
            0x0203 => self.put(row, column, book.number(double(bytes, 6)?, style)),
            0x027e => {
                let value = biff::packed(long(bytes, 6)?);
                self.put(row, column, book.number(value, style));
            }
            0x00bd => {
                let numbers = bytes.get(4..)?.chunks_exact(6);
                for (number, column) in numbers.zip(column..) {
                    let value = biff::packed(long(number, 2)?);
                    self.put(row, column, book.number(value, short(number, 0)));
                }
            }
            0x00fd => {
                let text = usize::try_from(long(bytes, 6)?).ok()?;
                self.put(row, column, Value::Shared(text));
            }
            0x0204 | 0x00d6 => {
                let words = book.text(record, 6, Length::Short);
                self.put(row, column, Value::Own(words));
            }
            0x0205 if bytes.get(7) == Some(&0) => {
                let words = if bytes.get(6) == Some(&0) {
                    "FALSE"
                } else {
                    "TRUE"
                };
                self.put(row, column, Value::Own(words.to_owned()));
            }
            0x0006 if bytes.get(12..14) == Some(&[0xff, 0xff]) => {
                // No number: a text, which follows, or a truth, an error, nothing.
                return (bytes.get(6) == Some(&0)).then_some((row, column));
            }
            0x0006 => self.put(row, column, book.number(double(bytes, 6)?, style)),
            0x00e5 => {
                let ranges = bytes.get(2..)?.chunks_exact(8);
                self.merges.extend(ranges.filter_map(|range| {
                    let place = |at| short(range, at).map(usize::from);
                    Some(Merge {
                        top: place(0)?,
                        bottom: place(2)?,
                        left: place(4)?,
                        right: place(6)?,
                    })
                }));
            }
            _ => {}
        }
        None
    }
}
