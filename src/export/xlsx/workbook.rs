//! A workbook (填报表) that departments fill in: a sheet a department, its tasks locked, the columns to fill in open.
//!
//! The list of acts and the rule for percent hold for a whole column, so that sorting does not part a row from them; what a
//! row really allows is decided when it comes back.

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DataValidationRule, DocProperties, Format,
    FormatAlign, FormatBorder, IgnoreError, ProtectionOptions, Worksheet,
};

use super::names::Names;
use super::parts::{cut, fit};
use super::{Unwritable, column, is_writable, line, style, write_day, write_text};
use crate::domain::workbook::{ACTS, Column, INSTRUCTIONS, Key, Row, Sheet, Use, Workbook};
use crate::text::width::{layout, width};

/// The sheet that says how to fill the others in.
const GUIDE: &str = "填表说明";

/// The row of the headings: the lines over the table stand above it.
const HEADINGS: u32 = 2;

/// A row to fill in has room for so many lines at least.
const LEAST_LINES: usize = 2;

/// How cells look.
struct Styles {
    title: Format,
    info: Format,
    heading: Format,
    open_heading: Format,
    text: Format,
    middle: Format,
    day: Format,
    open: Format,
    open_middle: Format,
    closed: Format,
    plain: Format,
}

impl Styles {
    fn new() -> Self {
        let open = Color::RGB(0x00ff_f8dc);
        let closed = Color::RGB(0x00ee_eeee);
        let cell = style::base()
            .set_text_wrap()
            .set_align(FormatAlign::VerticalCenter)
            .set_border(FormatBorder::Thin)
            .set_border_color(Color::RGB(0x00bf_bfbf));
        let middle = cell.clone().set_align(FormatAlign::Center);
        let heading = middle
            .clone()
            .set_bold()
            .set_background_color(Color::RGB(0x00e8_eef4));
        let written = cell.clone().set_unlocked().set_background_color(open);
        Self {
            title: style::base().set_bold().set_font_size(16.0),
            info: style::base(),
            open_heading: heading
                .clone()
                .set_background_color(Color::RGB(0x00ff_e699)),
            open_middle: written.clone().set_align(FormatAlign::Center),
            // What is typed there is text, whatever it begins with.
            open: written.set_num_format("@"),
            closed: cell.clone().set_background_color(closed),
            day: middle.clone().set_num_format("yyyy-mm-dd"),
            plain: style::base()
                .set_text_wrap()
                .set_align(FormatAlign::VerticalCenter),
            heading,
            middle,
            text: cell,
        }
    }
}

/// The workbook as the bytes of an .xlsx file; the same workbook gives the same bytes.
pub fn bytes(workbook: &Workbook) -> Result<Vec<u8>, Unwritable> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let mut properties = DocProperties::new()
        .set_title("填报表")
        .set_custom_property(
            "督办填报表",
            format!("{}-{}", workbook.office, workbook.day),
        );
    if is_writable(workbook.day) {
        properties = properties.set_creation_datetime(&workbook.day);
    }
    book.set_properties(&properties);
    let styles = Styles::new();
    let mut names = Names::new();
    // The guide keeps its name; no department is called so.
    let guide = names.take(GUIDE);
    for sheet in &workbook.sheets {
        let name = names.take(&sheet.name);
        let page = book.add_worksheet().set_name(name)?;
        Page {
            page,
            styles: &styles,
        }
        .fill(workbook, sheet)?;
    }
    instructions(book.add_worksheet().set_name(guide)?, &styles)?;
    Ok(book.save_to_buffer()?)
}

/// A sheet being written.
struct Page<'p> {
    page: &'p mut Worksheet,
    styles: &'p Styles,
}

impl Page<'_> {
    fn fill(&mut self, workbook: &Workbook, sheet: &Sheet) -> Result<(), Unwritable> {
        style::page(self.page, true);
        let [title, info] = sheet.head(workbook.day);
        write_text(self.page, (0, 0), &line(&title), &self.styles.title)?;
        write_text(self.page, (1, 0), &line(&info), &self.styles.info)?;
        self.page.set_row_height_pixels(0, 30)?;
        self.page.set_row_height_pixels(HEADINGS, 42)?;
        for (at, it) in (0_u16..).zip(Column::ALL) {
            let format = match it.usage() {
                Use::Filled => &self.styles.open_heading,
                _ => &self.styles.heading,
            };
            self.page.set_column_width(at, room(it))?;
            write_text(self.page, (HEADINGS, at), it.heading(), format)?;
            if it.usage() == Use::Hidden {
                self.page.set_column_hidden(at)?;
            }
        }
        let mut last = HEADINGS;
        for (place, row) in (1_usize..).zip(&sheet.rows) {
            last += 1;
            let key = Key {
                office: workbook.office.clone(),
                day: workbook.day,
                task: row.task,
                rev: row.rev,
                department: sheet.department,
            };
            self.row(last, place, row, &key.marks())?;
        }
        self.rules(last)?;
        self.page
            .set_header("&C&A")
            // Number and task stay in sight beside the columns to fill in.
            .set_freeze_panes(HEADINGS + 1, place_of(Column::Plan)?)?
            .set_repeat_rows(HEADINGS, HEADINGS)?
            .set_print_area(0, 0, last, place_of(Column::Evidence)?)?
            .protect_with_options(&ProtectionOptions {
                format_columns: true,
                format_rows: true,
                sort: true,
                use_autofilter: true,
                ..ProtectionOptions::default()
            });
        Ok(())
    }

    fn row(
        &mut self,
        at: u32,
        place: usize,
        row: &Row,
        marks: &[String; 4],
    ) -> Result<(), Unwritable> {
        let styles = self.styles;
        let is_open = !row.acts().is_empty();
        let mut lines = LEAST_LINES;
        let mut marks = marks.iter();
        for (column, it) in (0_u16..).zip(Column::ALL) {
            let there = (at, column);
            match it {
                Column::Place => self.number(there, place)?,
                Column::Task if u32::try_from(row.task.0).is_ok() => {
                    self.number(there, usize::try_from(row.task.0).unwrap_or_default())?;
                }
                Column::Percent => match row.percent {
                    Some(percent) => self.number(there, usize::from(percent))?,
                    None => write_text(self.page, there, "", &styles.middle)?,
                },
                Column::LastDay => match row.last_day {
                    Some(day) => write_day(self.page, there, day, (&styles.day, &styles.middle))?,
                    None => write_text(self.page, there, "", &styles.middle)?,
                },
                _ => match it.usage() {
                    Use::Printed => {
                        let text = fit(&row.told(it));
                        // Not every program has the same letters: some room is left.
                        lines = lines.max(lines_of(&text, usize::from(room(it)) - 2));
                        let format = match it {
                            Column::Task | Column::Status => &styles.middle,
                            _ => &styles.text,
                        };
                        write_text(self.page, there, &cut(&text), format)?;
                    }
                    Use::Filled => {
                        let format = match it {
                            _ if !is_open => &styles.closed,
                            Column::Act | Column::Done => &styles.open_middle,
                            _ => &styles.open,
                        };
                        self.page.write_blank(at, column, format)?;
                    }
                    Use::Hidden => {
                        let mark = marks.next().map_or("", String::as_str);
                        self.page.write_string(at, column, mark)?;
                    }
                },
            }
        }
        style::height(self.page, at, lines, style::PLAIN)?;
        Ok(())
    }

    fn number(&mut self, (row, at): (u32, u16), number: usize) -> Result<(), Unwritable> {
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        self.page
            .write_number_with_format(row, at, number, &self.styles.middle)?;
        Ok(())
    }

    /// What may be typed, and the filter.
    fn rules(&mut self, last: u32) -> Result<(), Unwritable> {
        let first = HEADINGS + 1;
        if last < first {
            return Ok(());
        }
        let words = ACTS.map(crate::domain::status::Verb::label);
        let acts = DataValidation::new()
            .allow_list_strings(&words)?
            .set_error_style(DataValidationErrorStyle::Stop)
            .set_error_title("状态")?
            .set_error_message("请从下拉列表中选：签收、反馈、申请办结、退还；没有变化的空着。")?;
        let act = place_of(Column::Act)?;
        self.page
            .add_data_validation(first, act, last, act, &acts)?;
        let percent = DataValidation::new()
            .allow_whole_number(DataValidationRule::Between(0, 100))
            .set_error_style(DataValidationErrorStyle::Stop)
            .set_error_title("完成百分比")?
            .set_error_message("请填 0 至 100 的整数，不变的空着。")?;
        let done = place_of(Column::Done)?;
        self.page
            .add_data_validation(first, done, last, done, &percent)?;
        let (text, evidence) = (place_of(Column::Text)?, place_of(Column::Evidence)?);
        self.page.autofilter(HEADINGS, 0, last, evidence)?;
        // A document number or a date that is typed stays as it is typed.
        self.page.ignore_error_range(
            first,
            text,
            last,
            evidence,
            IgnoreError::NumberStoredAsText,
        )?;
        let check = place_of(Column::KeyCheck)?;
        let task = place_of(Column::KeyTask)?;
        self.page
            .ignore_error_range(first, task, last, check, IgnoreError::NumberStoredAsText)?;
        Ok(())
    }
}

/// The sheet that says how to fill the others in.
fn instructions(page: &mut Worksheet, styles: &Styles) -> Result<(), Unwritable> {
    const WIDTH: u16 = 100;
    style::page(page, false);
    page.set_column_width(0, WIDTH)?;
    for (row, text) in (0_u32..).zip(INSTRUCTIONS) {
        let format = if row == 0 {
            &styles.title
        } else {
            &styles.plain
        };
        write_text(page, (row, 0), text, format)?;
        let lines = layout(text, usize::from(WIDTH) - 2).len();
        style::height(page, row, lines.max(LEAST_LINES), style::PLAIN)?;
    }
    page.protect();
    Ok(())
}

/// How many lines a text takes in so many columns.
fn lines_of(text: &str, columns: usize) -> usize {
    // No character is wider than two columns, and most cells hold few.
    if !text.contains('\n') && text.chars().count() * 2 <= columns {
        1
    } else {
        layout(text, columns).len()
    }
}

/// Where a column stands.
fn place_of(it: Column) -> Result<u16, Unwritable> {
    let place = Column::ALL.iter().position(|other| *other == it);
    column(place.unwrap_or_default())
}

/// How wide a column is.
fn room(it: Column) -> u16 {
    match it {
        Column::Place => 5,
        Column::Task => 7,
        Column::Plan => 12,
        Column::Measure => 14,
        Column::Title => 22,
        Column::Target => 11,
        Column::Duty | Column::Percent | Column::Status => 9,
        Column::LastDay => 12,
        Column::Said => 24,
        Column::Act | Column::Done => 11,
        Column::Text => 36,
        Column::Problems | Column::Next => 20,
        Column::Evidence => 14,
        _ => u16::try_from(width(it.heading())).unwrap_or(8) + 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{DepartmentId, TaskId};
    use crate::domain::status::Status;
    use crate::domain::workbook::Part;
    use calamine::{Data, Reader, Xlsx};
    use chrono::NaiveDate;
    use std::io::{Cursor, Read};

    fn row(task: i64, status: Status, title: &str) -> Row {
        Row {
            task: TaskId(task),
            rev: 3,
            plan: "计划".to_owned(),
            measure: "1. 措施".to_owned(),
            title: title.to_owned(),
            target: "=1+1".to_owned(),
            part: Part::Leads,
            duty: "牵头".to_owned(),
            last_day: NaiveDate::from_ymd_opt(2020, 12, 31),
            status,
            percent: Some(40),
            said: "@甲\n-乙".to_owned(),
        }
    }

    fn workbook(names: &[&str], rows: &[Row]) -> Workbook {
        let sheets = names.iter().map(|name| Sheet {
            department: DepartmentId(7),
            name: (*name).to_owned(),
            rows: rows.to_vec(),
        });
        Workbook {
            office: "f3a9".to_owned(),
            day: NaiveDate::from_ymd_opt(2020, 12, 28).unwrap(),
            sheets: sheets.collect(),
        }
    }

    fn part(bytes: &[u8], name: &str) -> String {
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut text = String::new();
        zip.by_name(name)
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        text
    }

    #[test]
    fn tasks_are_locked_and_the_columns_to_fill_in_are_not() {
        let rows = [
            row(12, Status::InProgress, "开的"),
            row(13, Status::Submitted, "关的"),
        ];
        let bytes = bytes(&workbook(&["市教育局"], &rows)).unwrap();
        let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
        let styles = part(&bytes, "xl/styles.xml");
        for wanted in [
            "<sheetProtection sheet=\"1\" objects=\"1\" scenarios=\"1\" formatColumns=\"0\" formatRows=\"0\" sort=\"0\" autoFilter=\"0\"/>",
            "type=\"list\"",
            "<formula1>\"签收,反馈,申请办结,退还\"</formula1>",
            "type=\"whole\"",
            "sqref=\"L4:L5\"",
            "sqref=\"M4:M5\"",
            "<autoFilter ref=\"A3:Q5\"/>",
            "topLeftCell=\"D4\"",
            "orientation=\"landscape\"",
            "paperSize=\"9\"",
        ] {
            assert!(sheet.contains(wanted), "{wanted}: {sheet}");
        }
        assert!(!sheet.contains("<f>") && !sheet.contains("password"));
        let key =
            "<col min=\"18\" max=\"21\" width=\"10.7109375\" hidden=\"1\" customWidth=\"1\"/>";
        assert!(sheet.contains(key), "{sheet}");
        // Which formats are unlocked, and which cells of the two rows have one of them.
        let formats = styles
            .split("<cellXfs")
            .nth(1)
            .unwrap()
            .split("</cellXfs>")
            .next()
            .unwrap();
        let unlocked: Vec<usize> = formats
            .split("<xf ")
            .skip(1)
            .enumerate()
            .filter(|(_, it)| it.contains("locked=\"0\""))
            .map(|it| it.0)
            .collect();
        let is_open = |cell: &str| {
            let at = sheet
                .split(&format!("<c r=\"{cell}\" s=\""))
                .nth(1)
                .unwrap();
            unlocked.contains(&at.split('"').next().unwrap().parse().unwrap())
        };
        for (at, column) in ('A'..='Q').enumerate() {
            let is_filled = Column::ALL[at].usage() == Use::Filled;
            assert_eq!(is_open(&format!("{column}4")), is_filled, "{column}4");
            assert!(!is_open(&format!("{column}5")), "{column}5");
        }
        assert!(part(&bytes, "xl/workbook.xml").contains("_xlnm.Print_Titles"));
        assert!(part(&bytes, "docProps/custom.xml").contains("f3a9-2020-12-28"));
    }

    #[test]
    fn text_stays_text_and_the_marks_come_back() {
        let title = "=cmd|' /C calc'!A0";
        let rows = [row(12, Status::InProgress, title)];
        let workbook = workbook(
            &["市教育局", "市教育局", "各县（市）/区[全部]", "填表说明"],
            &rows,
        );
        let bytes = bytes(&workbook).unwrap();
        assert_eq!(bytes, super::bytes(&workbook).unwrap());
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
        assert_eq!(
            book.sheet_names(),
            [
                "市教育局",
                "市教育局(2)",
                "各县（市）-区（全部）",
                "填表说明(2)",
                "填表说明"
            ]
        );
        let range = book.worksheet_range("市教育局").unwrap();
        let cell = |column: Column| {
            let at = Column::ALL.iter().position(|it| *it == column).unwrap();
            range.get((3, at)).unwrap().clone()
        };
        assert_eq!(cell(Column::Title), Data::String(title.to_owned()));
        assert_eq!(cell(Column::Target), Data::String("=1+1".to_owned()));
        assert_eq!(cell(Column::Said), Data::String("@甲\n-乙".to_owned()));
        assert_eq!(cell(Column::Percent), Data::Float(40.0));
        let marks = [
            Column::KeyTask,
            Column::KeyRev,
            Column::KeyDepartment,
            Column::KeyCheck,
        ]
        .map(|it| cell(it).to_string());
        let key = Key::read(marks.each_ref().map(String::as_str)).unwrap();
        assert_eq!(
            (key.task, key.rev, key.department),
            (TaskId(12), 3, DepartmentId(7))
        );
    }
}
