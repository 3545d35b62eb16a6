//! Spreadsheets: every row of every visible sheet, merged cells carried down; what the rows mean is the table reader's to say.
//!
//! `xlsx`, `xls` (by the records of `biff`) and `ods` read cells, `rows` puts them together, `number` knows how a number is
//! shown; comma-separated values are read here.

mod biff;
pub mod cells;
mod number;
pub mod ods;
mod rows;
pub mod xls;
pub mod xlsx;

#[cfg(test)]
mod tests;

use super::Line;
use super::grid::MOST_COLUMNS;
use super::page::Page;
use crate::breakdown::problem::Problem;
use crate::text::pattern::Pattern;

/// The lines of comma-separated values; semicolons and tabs part cells too.
pub fn read_csv(text: &str) -> Result<Vec<Line>, Problem> {
    let mut text = text.trim_start_matches('\u{feff}');
    // Excel writes the separator on a line of its own.
    let first = text.lines().next().unwrap_or_default();
    let named = first.strip_prefix("sep=").filter(|named| named.len() == 1);
    if named.is_some() {
        text = text.get(first.len()..).unwrap_or_default();
    }
    let delimiter = named
        .and_then(|named| named.bytes().next())
        .unwrap_or_else(|| delimiter(text));
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
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

/// The mark that parts the words of a header; where none is known, the one that parts the most cells on one of the first
/// lines: a title above the header has none.
fn delimiter(text: &str) -> u8 {
    const MARKS: [u8; 3] = [b'\t', b';', b','];
    let lines = || text.lines().take(20);
    // The cells below may list more things than there are columns.
    let parts_header = |mark: &u8| lines().any(|line| is_header(line, char::from(*mark)));
    let most = |mark: &u8| {
        let counts = lines().map(|line| line.bytes().filter(|byte| byte == mark).count());
        counts.max().unwrap_or(0)
    };
    let known = MARKS.into_iter().find(parts_header);
    known
        .or_else(|| MARKS.into_iter().max_by_key(most))
        .unwrap_or(b',')
}

/// Whether a line is the header of a list of tasks, its words parted by this mark.
pub fn is_header(line: &str, mark: char) -> bool {
    static WORD: Pattern = Pattern::new(
        r"^(?:序号|编号|.{0,6}(?:任务|措施|目标|事项|内容|举措)|.{0,4}(?:单位|部门|处室)|责任人|.{0,4}(?:时限|时间|期限|进度).{0,2})$",
    );
    let words = line.split(mark);
    let words = words.map(|word| word.trim_matches(['"', ' ', '\u{feff}']));
    words.filter(|word| WORD.is_match(word)).count() >= 2
}

/// Whether a text is nothing but a list whose cells tabs part, as spreadsheets save it.
pub fn is_tabbed(text: &str) -> bool {
    let lines = || text.lines().filter(|line| !line.trim().is_empty());
    let has_header = lines().take(20).any(|line| is_header(line, '\t'));
    let rows = lines().filter(|line| line.contains('\t')).count();
    let others = lines().count() - rows;
    // A cell of several lines stands in quotes.
    has_header && (others <= 3 || rows * 5 >= lines().count() * 4 || text.contains("\t\""))
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
            name.strip_prefix(word).is_some_and(|rest| {
                let mut rest = rest.chars();
                rest.all(|it| it.is_ascii_digit() || matches!(it, ' ' | '(' | ')' | '_'))
            })
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
        for cell in &mut cells {
            if let Some(day) = written_out(cell) {
                *cell = day;
            }
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

/// A date as spreadsheets write it (2020/12/31, 2020-12), as documents do.
fn written_out(cell: &str) -> Option<String> {
    static DATE: Pattern = Pattern::new(
        r"^~(?P<y>(?:19|20)\d\d)(?:[-/](?P<m>0?[1-9]|1[0-2])|[-/.](?P<mm>0?[1-9]|1[0-2])[-/.](?P<d>0?[1-9]|[12]\d|3[01])(?:[ T]\d{1,2}:\d\d(?::\d\d)?)?)~$",
    );
    /// No date is longer.
    const LONGEST: usize = 24;
    if cell.len() > LONGEST || !cell.contains(['-', '/', '.']) {
        return None;
    }
    let date = DATE.captures(cell)?;
    let part = |name| date.name(name)?.as_str().parse::<u32>().ok();
    let (year, month) = (part("y")?, part("m").or_else(|| part("mm"))?);
    let day = part("d").map_or_else(String::new, |day| format!("{day}日"));
    Some(format!("{year}年{month}月{day}"))
}
