//! Spreadsheets: every row of every visible sheet, merged cells carried down; what the rows mean is the table reader's to say.
//!
//! `excel` reads .xlsx and .xls, `ods` .ods; comma-separated values are read here.

pub mod excel;
pub mod ods;

use super::Line;
use super::grid::MOST_COLUMNS;
use super::page::Page;
use crate::breakdown::problem::Problem;

/// The lines of comma-separated values; semicolons and tabs part cells too.
pub fn read_csv(text: &str) -> Result<Vec<Line>, Problem> {
    let head = text.lines().find(|line| !line.trim().is_empty());
    let delimiter = [',', ';', '\t']
        .into_iter()
        .max_by_key(|&mark| head.map_or(0, |head| head.matches(mark).count()))
        .filter(|&mark| head.is_some_and(|head| head.contains(mark)));
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(
            delimiter
                .and_then(|mark| u8::try_from(mark).ok())
                .unwrap_or(b','),
        )
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let mut sheet = Sheet::default();
    for (index, record) in reader.records().enumerate() {
        let record = record.map_err(|_| Problem::Damaged { kind: "CSV 文件" })?;
        let cells = record
            .iter()
            .take(MOST_COLUMNS)
            .map(str::to_owned)
            .collect();
        sheet.row(index, cells)?;
    }
    Ok(sheet.page.lines())
}

/// A merged cell that reaches down: its column, its last row, its words.
#[derive(Debug)]
struct Merged {
    column: usize,
    last_row: usize,
    words: String,
}

/// The rows of a workbook as they are read.
#[derive(Debug, Default)]
struct Sheet {
    page: Page,
    table: usize,
    merged: Vec<Merged>,
}

impl Sheet {
    /// The sheet's own rows begin; the merged cells of the last one are done.
    fn open(&mut self) {
        self.table = self.page.open_table();
        self.merged.clear();
    }

    /// A name that says something stands above its sheet, where the sheet itself begins with its header.
    fn title(&mut self, name: &str) -> Result<(), Problem> {
        let is_default = ["Sheet", "sheet", "工作表", "表"].iter().any(|word| {
            name.strip_prefix(word)
                .is_some_and(|rest| rest.chars().all(|it| it.is_ascii_digit()))
        });
        if is_default {
            Ok(())
        } else {
            self.page.paragraph(name)
        }
    }

    /// The cell at this place reaches down to this row.
    fn merge(&mut self, column: usize, last_row: usize, words: &str) {
        if !words.is_empty() && self.merged.len() < MOST_COLUMNS {
            self.merged.push(Merged {
                column,
                last_row,
                words: words.to_owned(),
            });
        }
    }

    fn row(&mut self, row: usize, mut cells: Vec<String>) -> Result<(), Problem> {
        if self.table == 0 {
            self.open();
        }
        self.merged.retain(|merged| merged.last_row >= row);
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return Ok(());
        }
        for merged in &self.merged {
            if cells.len() <= merged.column {
                cells.resize(merged.column + 1, String::new());
            }
            if let Some(cell) = cells.get_mut(merged.column).filter(|cell| cell.is_empty()) {
                cell.clone_from(&merged.words);
            }
        }
        self.page.row(self.table, &cells)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_marks_and_gaps() {
        let text = "\u{feff}责任清单\n任务,牵头单位,完成时限\n\"建设步道,5条\",\"市体育局\n市教育局\",2020年底\n,,\n";
        let lines = read_csv(text).unwrap();
        let cells: Vec<Vec<String>> = lines.iter().map(|line| line.cells.clone()).collect();
        assert_eq!(lines[0].text, "责任清单");
        assert_eq!(cells[1], ["任务", "牵头单位", "完成时限"]);
        assert_eq!(cells[2], ["建设步道,5条", "市体育局、市教育局", "2020年底"]);
        assert_eq!(lines.len(), 3);
    }
}
