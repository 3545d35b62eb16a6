//! What every reader fills: paragraphs and table rows in printed order, cleaned and numbered when it is done.

use super::archive::MOST_UNPACKED;
use super::{Gap, Line, Place};
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
}

impl Page {
    /// A paragraph as printed; tabs in it part cells.
    pub fn paragraph(&mut self, raw: &str) -> Result<(), Problem> {
        self.step(raw.len())?;
        let words = without_marks(clean::clean_line(raw));
        let text = words.trim();
        if text.is_empty() {
            // A table needs to know of a few; a hundred say no more.
            if self.above.len() < 100 {
                self.above.push(Gap::of(raw));
            }
            return Ok(());
        }
        if is_furniture(text) {
            return Ok(());
        }
        let cells: Vec<String> = if raw.contains('\t') {
            raw.split('\t').map(tidy).collect()
        } else {
            Vec::new()
        };
        let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
        // A line without a tab is one cell.
        let place = Place::of(raw, filled.max(1), std::mem::take(&mut self.above));
        self.lines.push(Line {
            number: self.count,
            is_indented: words.starts_with(char::is_whitespace),
            text: text.to_owned(),
            cells: if filled > 1 { cells } else { Vec::new() },
            table: 0,
            place,
        });
        Ok(())
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

    /// Every line with words on it.
    pub fn lines(self) -> Vec<Line> {
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
    let cell = without_marks(clean::clean(cell));
    let cell = cell.trim();
    if cell.contains('\n') {
        join_cell(&cell.split('\n').collect::<Vec<_>>())
    } else {
        cell.to_owned()
    }
}

/// Without what a word processor leaves behind inside a line.
fn without_marks(words: String) -> String {
    static MARKS: Pattern = Pattern::new(r"\[bookmark:[^\]]*\]|^~#{1,6}~|\*\*");
    if !words.contains(['[', '#', '*']) {
        return words;
    }
    let mut rest = String::with_capacity(words.len());
    let mut end = 0;
    for mark in MARKS.find_iter(&words) {
        rest.push_str(words.get(end..mark.start()).unwrap_or_default());
        end = mark.end();
    }
    rest.push_str(words.get(end..).unwrap_or_default());
    rest
}

/// Page numbers and what a web page prints around a document.
fn is_furniture(line: &str) -> bool {
    static FURNITURE: Pattern = Pattern::new(
        r"^(?:[-—–－_·~]*第?~\d{1,4}~页?(?:~[/共]~\d+~页?)?~[-—–－_·]+|[-—–－]+~\d{1,4}~[-—–－]*|第~\d{1,4}~页(?:~共~\d+~页?)?|当前位置.*|您的位置.*|首页.*[>›].*|(?:发布日期|发布时间|来源|信息来源|索引号|浏览次数|阅读次数|字号)[:：].*|.*(?:阅读次数|浏览次数|字号)[:：].*|【?(?:打印|关闭|收藏)】?.{0,12}|(?:上|下)一篇[:：].*|相关阅读[:：].*|分享到?[:：].*|https?://\S+|[\w-]+(?:\.[\w-]+)*\.(?:xlsx?|docx?|pdf|wps))$",
    );
    FURNITURE.is_match(line)
}
