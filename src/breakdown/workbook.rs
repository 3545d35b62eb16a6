//! A workbook (填报表) that came back: its cells become rows, whatever was sorted, moved, hidden or deleted.
//!
//! Columns are found by their headings, rows by their hidden marks. What stands anywhere else is told with its place: no
//! word of a department's is passed over.

use std::collections::{BTreeMap, HashMap};

use super::problem::Problem;
use super::source::{CellSheet, Fault, SheetCell, read_cells};
use crate::domain::workbook::filled::{Answer, Filled, FilledRow, Place, Stray};
use crate::domain::workbook::{Column, Key, KeyFault, Use, is_own_words};
use crate::text::clean::{clean, clean_line};

/// A row of this many known headings begins a table.
const LEAST_HEADINGS: usize = 4;

/// Reads a workbook that came back.
///
/// # Errors
/// It is no .xlsx file, or none that is read. A workbook without a table of ours has no sheet in the result.
pub fn read(bytes: &[u8]) -> Result<Filled, Problem> {
    let mut filled = Filled::default();
    for sheet in read_cells(bytes)? {
        sheet_into(&mut filled, &sheet);
    }
    Ok(filled)
}

/// The cells of a row by column.
type Cells = BTreeMap<usize, SheetCell>;

fn sheet_into(filled: &mut Filled, sheet: &CellSheet) {
    let Some((top, columns)) = header(sheet) else {
        for (row, cells) in &sheet.rows {
            beside(filled, sheet, *row, cells, "这个工作表没有填报表的表头");
        }
        return;
    };
    filled.sheets += 1;
    for (row, cells) in sheet.rows.range(..top) {
        beside(filled, sheet, *row, cells, "写在表头上方");
    }
    let merged = merged_away(sheet, &columns);
    let mut table = Table {
        sheet,
        columns,
        headings: Cells::new(),
        merged: &merged,
    };
    for (row, cells) in sheet.rows.range(top..) {
        // Sheets put below each other have headings of their own.
        match header_of(cells) {
            Some(columns) => (table.columns, table.headings) = (columns, cells.clone()),
            None => filled.rows.extend(table.row(*row, cells)),
        }
    }
}

/// The row of the headings, and which column stands where.
fn header(sheet: &CellSheet) -> Option<(usize, HashMap<usize, Column>)> {
    let mut rows = sheet.rows.iter();
    rows.find_map(|(row, cells)| Some((*row, header_of(cells)?)))
}

fn header_of(cells: &Cells) -> Option<HashMap<usize, Column>> {
    let mut columns: HashMap<usize, Column> = HashMap::new();
    for (at, cell) in cells {
        // Of two columns of one name the first is the real one.
        if let Some(column) = Column::find(&cell.words)
            && columns.values().all(|it| *it != column)
        {
            columns.insert(*at, column);
        }
    }
    let is_open = columns.values().any(|it| it.usage() == Use::Filled);
    (is_open && columns.len() >= LEAST_HEADINGS).then_some(columns)
}

/// Words outside every table.
fn beside(filled: &mut Filled, sheet: &CellSheet, row: usize, cells: &Cells, why: &str) {
    let cells = cells.values().filter(|it| !is_own_words(&it.words));
    filled
        .strays
        .extend(cells.filter(|it| !is_blank(it)).map(|cell| Stray {
            place: place(sheet, row),
            column: String::new(),
            text: clean(&cell.words).trim().to_owned(),
            why: why.to_owned(),
        }));
}

fn is_blank(cell: &SheetCell) -> bool {
    clean(&cell.words).trim().is_empty() && cell.fault.is_none()
}

fn place(sheet: &CellSheet, row: usize) -> Place {
    Place {
        sheet: clean_line(&sheet.name),
        row: row + 1,
    }
}

/// The open cells that are covered by a merged one with words in it, which would count for the first row alone.
fn merged_away(
    sheet: &CellSheet,
    columns: &HashMap<usize, Column>,
) -> BTreeMap<usize, Vec<Column>> {
    let mut covered: BTreeMap<usize, Vec<Column>> = BTreeMap::new();
    for merge in &sheet.merges {
        let first = sheet
            .rows
            .get(&merge.top)
            .and_then(|it| it.get(&merge.left));
        if first.is_none_or(is_blank) {
            continue;
        }
        let open = columns
            .iter()
            .filter(|(at, column)| {
                (merge.left..=merge.right).contains(at) && column.usage() == Use::Filled
            })
            .map(|(_, column)| *column);
        let open: Vec<Column> = open.collect();
        if !open.is_empty() && merge.top < merge.bottom {
            for (row, _) in sheet.rows.range(merge.top + 1..=merge.bottom) {
                covered.entry(*row).or_default().extend(&open);
            }
        }
    }
    covered
}

/// The table of a sheet.
struct Table<'s> {
    sheet: &'s CellSheet,
    columns: HashMap<usize, Column>,
    headings: Cells,
    merged: &'s BTreeMap<usize, Vec<Column>>,
}

impl Table<'_> {
    /// A row below the headings; `None` for one without a word of anybody's.
    fn row(&self, row: usize, cells: &Cells) -> Option<FilledRow> {
        let mut found = FilledRow {
            place: place(self.sheet, row),
            key: Err(KeyFault::Missing),
            printed: Vec::new(),
            answer: Answer::default(),
            faults: Vec::new(),
            strays: Vec::new(),
        };
        let mut marks: HashMap<Column, &str> = HashMap::new();
        for (at, cell) in cells {
            match self.columns.get(at) {
                Some(column) if column.usage() == Use::Filled => {
                    open_cell(&mut found, *column, cell);
                }
                Some(column) if column.usage() == Use::Hidden => {
                    marks.insert(*column, &cell.words);
                }
                Some(column) => found.printed.push((*column, clean(&cell.words))),
                None if is_blank(cell) => {}
                None => found.strays.push(Stray {
                    place: found.place.clone(),
                    column: self
                        .headings
                        .get(at)
                        .map_or_else(String::new, |it| clean_line(&it.words).trim().to_owned()),
                    text: clean(&cell.words).trim().to_owned(),
                    why: "不是可填的栏".to_owned(),
                }),
            }
        }
        for column in self.merged.get(&row).into_iter().flatten() {
            let label = column.label();
            found.faults.push(format!(
                "“{label}”栏与上面的行合并成一格，不知道这一行写的是什么"
            ));
        }
        let mark = |column| marks.get(&column).copied().unwrap_or_default();
        found.key = Key::read([
            mark(Column::KeyTask),
            mark(Column::KeyRev),
            mark(Column::KeyDepartment),
            mark(Column::KeyCheck),
        ]);
        let is_empty = found.key == Err(KeyFault::Missing)
            && found.faults.is_empty()
            && found.strays.is_empty()
            && found.answer.written().is_empty()
            && found.printed.iter().all(|it| it.1.trim().is_empty());
        (!is_empty).then_some(found)
    }
}

/// A cell that was left open for the department.
fn open_cell(found: &mut FilledRow, column: Column, cell: &SheetCell) {
    let label = column.label();
    let fault = match cell.fault {
        None => None,
        Some(Fault::Error) => Some(format!("“{label}”栏是错误值 {}", clean_line(&cell.words))),
        Some(Fault::Formula) => Some(format!(
            "“{label}”栏是没有算出结果的公式 {}",
            clean_line(&cell.words)
        )),
        Some(Fault::Picture) => Some(format!("“{label}”栏是图片，不是文字")),
    };
    found.faults.extend(fault);
    let words = match (&cell.figure, column) {
        (Some(figure), Column::Done) => figure.clone(),
        _ => cell.words.clone(),
    };
    // The column is an open one.
    drop(found.answer.write(column, words));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{DepartmentId, TaskId};
    use chrono::NaiveDate;
    use proptest::prelude::*;
    use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet};

    fn key(task: i64) -> Key {
        Key {
            office: "f3a9".to_owned(),
            day: NaiveDate::from_ymd_opt(2020, 12, 28).unwrap(),
            task: TaskId(task),
            rev: 3,
            department: DepartmentId(7),
        }
    }

    /// What stands in a column of a row whose progress is this text.
    fn cell(column: Column, task: i64, text: &str) -> String {
        let [id, rev, department, check] = key(task).marks();
        match column {
            Column::Text => text.to_owned(),
            Column::Title => format!("任务{task}"),
            Column::KeyTask => id,
            Column::KeyRev => rev,
            Column::KeyDepartment => department,
            Column::KeyCheck => check,
            _ => String::new(),
        }
    }

    fn book(fill: impl FnOnce(&mut Worksheet)) -> Filled {
        let mut book = Workbook::new();
        fill(book.add_worksheet());
        read(&book.save_to_buffer().unwrap()).unwrap()
    }

    /// The headings in the first row, and a task in each row below, its number and its progress.
    fn table(sheet: &mut Worksheet, columns: &[Column], rows: &[(i64, &str)]) {
        for (at, column) in (0..).zip(columns) {
            sheet.write(0, at, column.heading()).unwrap();
            for (row, (task, text)) in (1..).zip(rows) {
                let told = cell(*column, *task, text);
                sheet.write(row, at, told).unwrap();
            }
        }
    }

    fn place_of(column: Column) -> u16 {
        let at = Column::ALL.iter().position(|it| *it == column).unwrap();
        u16::try_from(at).unwrap()
    }

    #[test]
    fn percent_errors_and_formulas_are_told_from_text() {
        let filled = book(|sheet| {
            table(
                sheet,
                &Column::ALL,
                &[(1, "甲"), (2, ""), (3, ""), (4, "丁"), (5, "")],
            );
            let (done, text) = (place_of(Column::Done), place_of(Column::Text));
            let share = Format::new().set_num_format("0%");
            sheet.write_with_format(1, done, 1, &share).unwrap();
            sheet.write(2, done, 0.29).unwrap();
            sheet.write(2, text, 2020).unwrap();
            sheet
                .write_formula(3, text, Formula::new("=1/0").set_result("#DIV/0!"))
                .unwrap();
            sheet
                .write_formula(4, done, Formula::new("=30+30").set_result("60"))
                .unwrap();
            sheet
                .write_formula(5, text, Formula::new("=A1").set_result(""))
                .unwrap();
        });
        let told: Vec<(&str, &str, usize)> = filled
            .rows
            .iter()
            .map(|it| {
                (
                    it.answer.percent.as_str(),
                    it.answer.text.as_str(),
                    it.faults.len(),
                )
            })
            .collect();
        assert_eq!(told[..2], [("100%", "甲", 0), ("0.29", "2020", 0)]);
        assert_eq!((told[2].2, told[3].0), (1, "60"));
        assert_eq!(filled.sheets, 1);
    }

    #[test]
    fn a_merged_cell_counts_for_its_first_row_and_says_so_for_the_others() {
        let filled = book(|sheet| {
            table(sheet, &Column::ALL, &[(1, ""), (2, ""), (3, "丙")]);
            let at = place_of(Column::Text);
            sheet
                .merge_range(1, at, 2, at, "两项一起写", &Format::new())
                .unwrap();
            sheet.merge_range(4, 0, 5, 0, "", &Format::new()).unwrap();
        });
        let faults: Vec<usize> = filled.rows.iter().map(|it| it.faults.len()).collect();
        assert_eq!(faults, [0, 1, 0]);
        assert_eq!(filled.rows[0].answer.text, "两项一起写");
    }

    #[test]
    fn sheets_put_below_each_other_are_read_each_by_its_headings() {
        let mut backwards = Column::ALL.to_vec();
        backwards.reverse();
        let filled = book(|sheet| {
            table(sheet, &Column::ALL, &[(1, "甲"), (2, "乙")]);
            for (at, column) in (0..).zip(&backwards) {
                sheet.write(3, at, column.heading()).unwrap();
                sheet.write(4, at, cell(*column, 3, "丙")).unwrap();
            }
        });
        let told: Vec<(i64, &str)> = filled
            .rows
            .iter()
            .map(|it| (it.key.as_ref().unwrap().task.0, it.answer.text.as_str()))
            .collect();
        assert_eq!(told, [(1, "甲"), (2, "乙"), (3, "丙")]);
    }

    #[test]
    fn words_anywhere_else_are_told() {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        table(sheet, &Column::ALL, &[(1, "甲")]);
        sheet.write(0, 30, "备注").unwrap();
        sheet.write(1, 30, "旁边").unwrap();
        sheet.write(7, 2, "下面").unwrap();
        book.add_worksheet().write(0, 0, "另一张").unwrap();
        let guide = book.add_worksheet();
        guide
            .write(0, 0, crate::domain::workbook::INSTRUCTIONS[3])
            .unwrap();
        let filled = read(&book.save_to_buffer().unwrap()).unwrap();
        let row = &filled.rows[0];
        assert_eq!(
            (row.strays[0].column.as_str(), row.strays[0].text.as_str()),
            ("备注", "旁边")
        );
        let below = &filled.rows[1];
        assert_eq!(
            (below.key.clone(), below.place.row),
            (Err(KeyFault::Missing), 8)
        );
        assert_eq!(below.printed, [(Column::Title, "下面".to_owned())]);
        let texts: Vec<&str> = filled.strays.iter().map(|it| it.text.as_str()).collect();
        assert_eq!((texts, filled.sheets), (vec!["另一张"], 1));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn whatever_is_sorted_or_moved_every_row_comes_back(
            columns in Just(Column::ALL.to_vec()).prop_shuffle(),
            texts in prop::collection::vec("(?s:[\\x20-\\x7e]|\n|[一-龥]|𠮷|👍|_x000D_|<r>|</r>){1,40}", 1..12),
            tasks in Just((1_i64..=12).collect::<Vec<_>>()).prop_shuffle(),
        ) {
            let rows: Vec<(i64, &str)> = tasks.into_iter().zip(texts.iter().map(String::as_str)).collect();
            // The library would take it for its own markup; ours writes such text in runs.
            prop_assume!(rows.iter().all(|it| !it.1.starts_with("<r>")));
            let filled = book(|sheet| table(sheet, &columns, &rows));
            prop_assert!(filled.strays.is_empty());
            for (task, text) in rows {
                let found = filled.rows.iter().find(|it| it.key == Ok(key(task))).unwrap();
                prop_assert_eq!(&found.answer.text, text);
            }
        }
    }
}
