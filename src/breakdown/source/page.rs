//! What every reader fills: paragraphs and table rows in printed order, cleaned and numbered when it is done.

use super::archive::MOST_UNPACKED;
use super::noise::{self, Furniture};
use super::{Gap, Line, Place, layout};
use crate::breakdown::problem::Problem;
use crate::text::clean;
use crate::text::pattern::Pattern;

/// The most paragraphs and rows of a document.
pub const MOST_PARAGRAPHS: usize = 1_000_000;

/// A document's lines as they are read.
#[derive(Debug, Default)]
pub struct Page {
    lines: Vec<Line>,
    /// Paragraphs so far, empty ones included: the number of the last one.
    count: usize,
    tables: usize,
    /// The empty lines since the last one with words.
    above: Vec<Gap>,
    /// How many bytes the lines hold: a text that stands once in the file may stand in a million rows.
    bytes: u64,
    /// The indices of the lines with which a page begins.
    breaks: Vec<usize>,
    /// Nothing was printed on this page yet: empty lines part nothing.
    is_page_start: bool,
}

impl Page {
    /// A paragraph as printed; tabs in it part cells.
    pub fn paragraph(&mut self, raw: &str) -> Result<(), Problem> {
        self.step(raw.len())?;
        let words = noise::tidy(clean::clean_line(raw));
        let text = words.trim();
        if text.is_empty() {
            // A table needs to know of a few; a hundred say no more.
            if self.above.len() < 100 && !self.is_page_start {
                self.above.push(Gap::of(raw));
            }
            return Ok(());
        }
        match noise::furniture(text) {
            Some(Furniture::PageNumber) => {
                self.turn_page();
                return Ok(());
            }
            Some(Furniture::Other) => return Ok(()),
            None => {}
        }
        let cells = cells(raw);
        // A line without a tab is one cell.
        let place = Place::of(raw, cells.len().max(1), std::mem::take(&mut self.above));
        self.is_page_start = false;
        self.lines.push(Line {
            number: self.count,
            is_indented: words.starts_with(char::is_whitespace),
            text: text.to_owned(),
            cells,
            table: 0,
            place,
        });
        Ok(())
    }

    /// A new page begins.
    pub fn turn_page(&mut self) {
        if self.breaks.last() != Some(&self.lines.len()) {
            self.breaks.push(self.lines.len());
        }
        self.above.clear();
        self.is_page_start = true;
    }

    /// The number of a new table.
    pub fn open_table(&mut self) -> usize {
        self.tables += 1;
        self.tables
    }

    /// A row of a table. One with a single filled cell is a title or a section within the table.
    pub fn row(&mut self, table: usize, cells: &[String]) -> Result<(), Problem> {
        self.step(cells.iter().map(String::len).sum())?;
        let cells: Vec<String> = cells.iter().map(|cell| tidy(cell)).collect();
        let filled: Vec<&str> = cells
            .iter()
            .filter(|cell| !cell.is_empty())
            .map(String::as_str)
            .collect();
        if filled.is_empty() {
            return Ok(());
        }
        self.lines.push(Line {
            number: self.count,
            is_indented: true,
            text: filled.join(" "),
            cells: if filled.len() > 1 { cells } else { Vec::new() },
            table,
            place: Place::default(),
        });
        Ok(())
    }

    /// Every line with words on it that is the document's own.
    pub fn lines(mut self) -> Vec<Line> {
        layout::drop_running_lines(&mut self.lines, &self.breaks);
        layout::drop_contents(&mut self.lines);
        layout::drop_footer(&mut self.lines);
        layout::close_lone_tabs(&mut self.lines);
        self.lines
    }

    fn step(&mut self, bytes: usize) -> Result<(), Problem> {
        self.count += 1;
        self.bytes += bytes as u64;
        if self.bytes > MOST_UNPACKED {
            return Err(Problem::Unpacked {
                limit: MOST_UNPACKED,
            });
        }
        if self.count > MOST_PARAGRAPHS {
            return Err(Problem::TooManyParagraphs {
                limit: MOST_PARAGRAPHS,
            });
        }
        Ok(())
    }
}

/// The cells of a line that tabs part; none where it is one. A tab behind a number parts no cells.
fn cells(raw: &str) -> Vec<String> {
    static NUMBER: Pattern = Pattern::new(
        r"^(?:第.{1,4}[篇章节条]|[一二三四五六七八九十]{1,3}[、.．]|[（(].{1,3}[)）]|\d{1,3}[.．、)）]|[①-⑳])$",
    );
    if !raw.contains('\t') {
        return Vec::new();
    }
    let cells: Vec<String> = raw.split('\t').map(tidy).collect();
    let filled: Vec<&String> = cells.iter().filter(|cell| !cell.is_empty()).collect();
    let is_heading = filled.len() == 2 && filled.first().is_some_and(|cell| NUMBER.is_match(cell));
    if filled.len() < 2 || is_heading {
        return Vec::new();
    }
    cells
}

/// The paragraphs of one cell as one text: bodies below each other are a list of bodies.
pub fn join_cell<S: AsRef<str>>(parts: &[S]) -> String {
    static BODY: Pattern =
        Pattern::new(r"^[^，。；：,;:、]{2,16}[局委办厅部府会院队社站司校区县市]$");
    let parts: Vec<&str> = parts
        .iter()
        .map(|part| part.as_ref().trim())
        .filter(|part| !part.is_empty())
        .collect();
    let is_list = parts.len() > 1 && parts.iter().all(|part| BODY.is_match(part));
    parts.join(if is_list { "、" } else { " " })
}

/// A cell's words; lines below each other in it are joined as its paragraphs are.
fn tidy(cell: &str) -> String {
    let cell = noise::mend(noise::without_marks(clean::clean(cell)));
    let cell = cell.trim();
    if cell.contains('\n') {
        join_cell(&cell.split('\n').collect::<Vec<_>>())
    } else {
        cell.to_owned()
    }
}
