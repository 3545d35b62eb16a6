//! A document as a workbook.
//!
//! Sheet 正文 has everything that is text, a cell a paragraph; every table and every chart has a sheet of its own, at
//! whose place 正文 says where it is. Figures, shares and days are numbers to calculate with; text is always text, never a
//! formula. Nothing is lost where a cell is too small: a long paragraph goes on in the cell below, and a cell of a table
//! that can't be held or seen whole stands in sheet 全文 as well, by its place. The same document gives the same bytes.

mod chart;
mod names;
mod parts;
mod style;
#[cfg(test)]
mod tests;
pub mod workbook;

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::utility::row_col_to_cell;
use rust_xlsxwriter::{DocProperties, Format, IgnoreError, Workbook, Worksheet, XlsxError};

use crate::domain::document::{Block, Cell, Chart, Column, Document, Table};
use crate::text::clean::clean_line;
use crate::text::width::{layout, width};
use names::Names;
use parts::{MOST_LINES, cut, fit, is_markup, rows};
use style::Styles;

/// The sheet of the text.
const BODY: &str = "正文";

/// The sheet of what no cell shows whole.
const WHOLE: &str = "全文";

/// What a portrait page holds, in columns of a terminal, about as many as digits stand in a row.
const PAGE_WIDTH: u16 = 84;

/// A number of more digits is no longer exact in a spreadsheet.
const MOST_EXACT: i64 = 999_999_999_999_999;

/// Why a document can't be a workbook.
#[derive(Debug, thiserror::Error)]
pub enum Unwritable {
    /// A table has more rows or columns than a sheet.
    #[error("表格超出了工作表的容量（1048576 行、16384 列）")]
    TooLarge,
    /// The writing library refused it.
    #[error("无法生成工作簿")]
    Refused(#[source] XlsxError),
}

impl From<XlsxError> for Unwritable {
    fn from(error: XlsxError) -> Self {
        match error {
            XlsxError::RowColumnLimitError => Self::TooLarge,
            other => Self::Refused(other),
        }
    }
}

/// A text that its cell doesn't show whole, and where that is.
struct Whole {
    sheet: String,
    cell: String,
    text: String,
}

/// A workbook being written.
struct Book {
    workbook: Workbook,
    styles: Styles,
    whole: Vec<Whole>,
}

/// The document as the bytes of an .xlsx file.
pub fn bytes(document: &Document) -> Result<Vec<u8>, Unwritable> {
    let mut names = Names::new();
    let (body, whole) = (names.take(BODY), names.take(WHOLE));
    let mut sheets = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Table(Table { name, .. }) | Block::Chart(Chart { name, .. }) => {
                sheets.push(names.take(name));
            }
            _ => {}
        }
    }
    let mut book = Book::new(document)?;
    book.body(&body, document, &sheets)?;
    let mut sheets = sheets.iter();
    for block in &document.blocks {
        let (table, drawn) = match block {
            Block::Table(table) => (table, None),
            Block::Chart(chart) => (&chart.figures(), Some(chart)),
            _ => continue,
        };
        let Some(name) = sheets.next() else { continue };
        let sheet = book.table(name, table)?;
        if let Some(drawn) = drawn {
            chart::draw(sheet, name, drawn)?;
        }
    }
    book.whole(&whole)?;
    Ok(book.workbook.save_to_buffer()?)
}

impl Book {
    fn new(document: &Document) -> Result<Self, Unwritable> {
        /// The height of a row and the width of a column in pixels, as this type has them.
        const ROW: u32 = 18;
        const COLUMN: u32 = 72;
        let mut workbook = Workbook::new();
        workbook.set_default_format(&style::base(), ROW, COLUMN)?;
        let made = document.day.or(NaiveDate::from_ymd_opt(2020, 1, 1));
        let mut properties = DocProperties::new().set_title(line(&document.title));
        if let Some(made) = made.filter(|it| is_writable(*it)) {
            properties = properties.set_creation_datetime(&made);
        }
        workbook.set_properties(&properties);
        Ok(Self {
            workbook,
            styles: Styles::new(),
            whole: Vec::new(),
        })
    }

    /// Everything that is text, and where the rest is.
    fn body(
        &mut self,
        name: &str,
        document: &Document,
        sheets: &[String],
    ) -> Result<(), Unwritable> {
        let styles = &self.styles;
        let sheet = self.workbook.add_worksheet().set_name(name)?;
        style::page(sheet, false);
        sheet.set_column_width(0, PAGE_WIDTH)?;
        let mut body = Body { sheet, row: 0 };
        body.say_in(&document.title, &styles.title, style::TITLE)?;
        for line in [&document.number, &document.subtitle] {
            if !line.is_empty() {
                body.say(line, &styles.middle)?;
            }
        }
        if !document.recipients.is_empty() {
            body.say(
                &format!("{}：", document.recipients.join("，")),
                &styles.paragraph,
            )?;
        }
        let mut sheets = sheets.iter();
        let mut refer = |kind: &str, name: &str| {
            let sheet = sheets.next().map_or("", String::as_str);
            format!("{kind}：{name}（见工作表“{sheet}”）")
        };
        for block in &document.blocks {
            match block {
                Block::Heading(0..=1, heading) => {
                    body.say_in(heading, &styles.heading, style::HEADING)?;
                }
                Block::Heading(_, heading) => body.say(heading, &styles.subheading)?,
                Block::Paragraph(text) => body.say(text, &styles.paragraph)?,
                Block::List(items) => {
                    for item in items {
                        body.say(item, &styles.item)?;
                    }
                }
                Block::Table(table) => body.say(&refer("表", &table.name), &styles.paragraph)?,
                Block::Chart(chart) => body.say(&refer("图", &chart.name), &styles.paragraph)?,
            }
        }
        if !document.signed_by.is_empty() {
            body.say(&document.signed_by, &styles.signature)?;
        }
        if let Some(day) = document.day {
            write_day(
                body.sheet,
                (body.row, 0),
                day,
                (&styles.signed_on, &styles.signature),
            )?;
        }
        Ok(())
    }

    /// A table on a sheet of its own.
    fn table(&mut self, name: &str, table: &Table) -> Result<&mut Worksheet, Unwritable> {
        let Self {
            workbook,
            styles,
            whole,
        } = self;
        let sheet = workbook.add_worksheet().set_name(name)?;
        let widths: Vec<u16> = (0..table.columns.len())
            .map(|at| column_width(table, at))
            .collect();
        for (at, width) in widths.iter().enumerate() {
            sheet.set_column_width(column(at)?, *width)?;
        }
        let across: u32 = widths.iter().map(|it| u32::from(*it)).sum();
        style::page(sheet, table.is_wide || across > u32::from(PAGE_WIDTH) + 6);
        sheet
            .set_header("&C&A")
            .set_freeze_panes(1, 0)?
            .set_repeat_rows(0, 0)?;
        let mut put = |sheet: &mut Worksheet, place: (u32, u16), text: &str, format: &Format| {
            let text = fit(text);
            let kept = cut(&text);
            let wide = widths.get(usize::from(place.1)).copied().unwrap_or(8);
            let lines = layout(&text, usize::from(wide) - 1).len();
            if kept != text || lines > MOST_LINES {
                whole.push(Whole {
                    sheet: name.to_owned(),
                    cell: row_col_to_cell(place.0, place.1),
                    text,
                });
            }
            write_text(sheet, place, &kept, format)?;
            Ok::<usize, Unwritable>(lines)
        };
        let mut lines = 1;
        for (at, Column { heading, .. }) in table.columns.iter().enumerate() {
            lines = lines.max(put(sheet, (0, column(at)?), heading, &styles.column)?);
        }
        style::height(sheet, 0, lines, style::PLAIN)?;
        let mut last = (0, 0);
        for (row, cells) in (1_u32..).zip(&table.rows) {
            let mut lines = 1;
            for (at, cell) in cells.iter().enumerate() {
                let place = (row, column(at)?);
                last = (row, last.1.max(place.1));
                match cell {
                    Cell::Text(text) => lines = lines.max(put(sheet, place, text, &styles.text)?),
                    figure => write_figure(sheet, place, figure, styles)?,
                }
            }
            style::height(sheet, row, lines, style::PLAIN)?;
        }
        if let Some(across) = table.columns.len().checked_sub(1).filter(|_| last.0 > 0) {
            sheet.autofilter(0, 0, last.0, column(across)?)?;
            // 011 is a number of a document, not a number.
            sheet.ignore_error_range(1, 0, last.0, last.1, IgnoreError::NumberStoredAsText)?;
        }
        Ok(sheet)
    }

    /// What no cell shows whole, part by part.
    fn whole(&mut self, name: &str) -> Result<(), Unwritable> {
        const TEXT_WIDTH: u16 = 31;
        if self.whole.is_empty() {
            return Ok(());
        }
        let mut table = Table::new(
            name,
            &[
                ("工作表", 10),
                ("单元格", 3),
                ("段", 2),
                ("文字", TEXT_WIDTH),
            ],
        );
        for Whole { sheet, cell, text } in std::mem::take(&mut self.whole) {
            for (at, part) in rows(&text, usize::from(TEXT_WIDTH) * 2)
                .into_iter()
                .enumerate()
            {
                table.rows.push(vec![
                    Cell::Text(sheet.clone()),
                    Cell::Text(cell.clone()),
                    Cell::from(at + 1),
                    Cell::from(part),
                ]);
            }
        }
        self.table(name, &table)?;
        Ok(())
    }
}

/// The sheet of the text while it is written.
struct Body<'b> {
    sheet: &'b mut Worksheet,
    row: u32,
}

impl Body<'_> {
    /// The text in the next cell, and in more below it if it is long.
    fn say(&mut self, text: &str, format: &Format) -> Result<(), Unwritable> {
        self.say_in(text, format, style::PLAIN)
    }

    /// The same in letters of this size.
    fn say_in(&mut self, text: &str, format: &Format, size: usize) -> Result<(), Unwritable> {
        let columns = (usize::from(PAGE_WIDTH) - 2) * style::PLAIN / size;
        for part in rows(&fit(text), columns) {
            write_text(self.sheet, (self.row, 0), part, format)?;
            style::height(self.sheet, self.row, layout(part, columns).len(), size)?;
            self.row += 1;
        }
        Ok(())
    }
}

/// Text as text, whatever it looks like.
fn write_text(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    text: &str,
    format: &Format,
) -> Result<(), Unwritable> {
    /// What a spreadsheet takes for a formula once somebody edits the cell.
    const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\n', '＝', '＋', '－', '＠'];
    if is_markup(text) {
        // The library would take it for its own. In runs an escape is not escaped: none stands within one.
        let plain = Format::default();
        let mut runs = Vec::new();
        let mut rest = text;
        while let Some(at) = rest.find("_x") {
            let (run, after) = rest.split_at(at + 1);
            runs.push((&plain, run));
            rest = after;
        }
        runs.push((&plain, rest));
        sheet.write_rich_string_with_format(row, column, &runs, format)?;
    } else if text.starts_with(FORMULA) {
        let quoted = format.clone().set_quote_prefix();
        sheet.write_string_with_format(row, column, text, &quoted)?;
    } else {
        sheet.write_string_with_format(row, column, text, format)?;
    }
    Ok(())
}

/// A figure as a number, unless a spreadsheet has none like it.
fn write_figure(
    sheet: &mut Worksheet,
    place: (u32, u16),
    cell: &Cell,
    styles: &Styles,
) -> Result<(), Unwritable> {
    let (number, format) = match cell {
        #[expect(clippy::cast_precision_loss, reason = "so many digits are exact")]
        Cell::Count(count) if (-MOST_EXACT..=MOST_EXACT).contains(count) => {
            (*count as f64, &styles.count)
        }
        #[expect(clippy::cast_precision_loss, reason = "so many digits are exact")]
        Cell::Change(change) if (-MOST_EXACT..=MOST_EXACT).contains(change) => {
            (*change as f64, &styles.change)
        }
        Cell::Number(number) if number.is_finite() => (*number, &styles.number),
        Cell::Percent(Some(percent)) if u32::try_from(*percent).is_ok() => {
            let percent = u32::try_from(*percent).unwrap_or_default();
            (f64::from(percent) / 100.0, &styles.percent)
        }
        Cell::Day(Some(day)) => return write_day(sheet, place, *day, (&styles.day, &styles.dash)),
        Cell::Day(None) => return write_text(sheet, place, &cell.told(), &styles.day),
        other => return write_text(sheet, place, &other.told(), &styles.dash),
    };
    sheet.write_number_with_format(place.0, place.1, number, format)?;
    Ok(())
}

/// A day as a date, in the first format; as words in the second where spreadsheets have no such date.
fn write_day(
    sheet: &mut Worksheet,
    place: (u32, u16),
    day: NaiveDate,
    (format, words): (&Format, &Format),
) -> Result<(), Unwritable> {
    if is_writable(day) {
        sheet.write_datetime_with_format(place.0, place.1, day, format)?;
        Ok(())
    } else {
        write_text(sheet, place, &day.to_string(), words)
    }
}

/// Whether spreadsheets have the day; those of 1900 they count wrong.
fn is_writable(day: NaiveDate) -> bool {
    (1901..=9999).contains(&day.year())
}

/// How wide a column is: as the table says, and no figure becomes ####.
fn column_width(table: &Table, at: usize) -> u16 {
    const WIDEST: usize = 120;
    /// The mark that opens a filter stands beside the heading, of which so much is on one line at least.
    const MARK: usize = 3;
    const HEADING: usize = 8;
    let column = table.columns.get(at);
    let told = column.map_or(0, |it| usize::from(it.width) * 2 + 2);
    let heading = column.map_or(0, |it| width(&it.heading).min(HEADING) + MARK);
    let figures = table.rows.iter().filter_map(|row| row.get(at));
    let figures = figures
        .filter(|it| it.is_figure())
        .map(|it| width(&it.told()) + 2);
    let widest = figures
        .chain([told, heading])
        .max()
        .unwrap_or(0)
        .min(WIDEST);
    u16::try_from(widest).unwrap_or(u16::MAX)
}

/// Where a column stands in a sheet.
fn column(at: usize) -> Result<u16, Unwritable> {
    u16::try_from(at).map_err(|_| Unwritable::TooLarge)
}

/// One line of text for where no cell is.
fn line(text: &str) -> String {
    const MOST: usize = 200;
    parts::head(&fit(&clean_line(text)), MOST).to_owned()
}
