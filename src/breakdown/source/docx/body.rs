//! `document.xml` → paragraphs and rows.

use super::KIND;
use super::numbering::Numbering;
use super::paragraph::{End, Paragraph, is_page_number};
use super::styles::Styles;
use crate::breakdown::problem::Problem;
use crate::breakdown::source::Line;
use crate::breakdown::source::grid::{Block, Cell, Grid, lay_out};
use crate::breakdown::source::page::Page;
use crate::breakdown::source::xml::{self, Attributes, Step};

/// What is left out with all that stands in it: deleted and moved words, the layout of a section, the reading of a character.
const SKIPPED: [&str; 5] = ["del", "moveFrom", "delText", "sectPr", "rt"];

/// Reads the body of a document.
pub fn read(bytes: &[u8], numbering: Numbering, styles: &Styles) -> Result<Vec<Line>, Problem> {
    let mut body = Body {
        numbering,
        styles,
        paragraphs: Vec::new(),
        tables: Vec::new(),
        blocks: Vec::new(),
        page: Page::default(),
        skipped: 0,
        in_mark: 0,
        marked: Marked::Other,
        choices: Vec::new(),
        controls: Vec::new(),
        unfinished: None,
        words: Words::None,
        has_chunk: false,
    };
    xml::walk(bytes, KIND, |step| body.step(step))?;
    let rest = std::mem::take(&mut body.blocks);
    lay_out(rest, &mut body.page)?;
    let lines = body.page.lines();
    if lines.is_empty() && body.has_chunk {
        return Err(Problem::Unreadable {
            kind: "由网页转存的 Word 文件",
            hint: "请用 Word 打开，另存为 .docx 后再导入。",
        });
    }
    Ok(lines)
}

/// What the words of the open element are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Words {
    /// None of the document's: numbers that place a picture.
    None,
    /// A run's.
    Text,
    /// A field's code.
    Code,
}

/// Whose properties are read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Marked {
    Paragraph,
    Run,
    Row,
    Cell,
    Control,
    Other,
}

impl Marked {
    fn of(name: &str) -> Option<Self> {
        Some(match name {
            "pPr" => Self::Paragraph,
            "rPr" => Self::Run,
            "trPr" => Self::Row,
            "tcPr" => Self::Cell,
            "sdtPr" => Self::Control,
            "tblPr" | "tblPrEx" => Self::Other,
            _ => return None,
        })
    }
}

/// A table while it is read.
#[derive(Default)]
struct Table {
    grid: Grid,
    /// The open row is deleted or hidden.
    is_row_gone: bool,
    /// The open cell is deleted.
    is_cell_gone: bool,
    /// The open cell goes on with the one on its left.
    joins_left: bool,
}

impl Table {
    fn close_cell(&mut self) {
        let Some(row) = self.grid.rows.last_mut() else {
            return;
        };
        if self.is_cell_gone || self.joins_left && row.len() > 1 {
            let width = row.pop().map_or(0, |cell| cell.wide);
            if let Some(left) = row.last_mut().filter(|_| self.joins_left) {
                left.wide += width;
            }
        }
    }

    fn close_row(&mut self) {
        if std::mem::take(&mut self.is_row_gone) {
            self.grid.rows.pop();
        }
    }
}

struct Body<'a> {
    numbering: Numbering,
    styles: &'a Styles,
    paragraphs: Vec<Paragraph>,
    tables: Vec<Table>,
    blocks: Vec<Block>,
    page: Page,
    /// How many skipped elements are open.
    skipped: usize,
    /// How many elements of properties are open.
    in_mark: usize,
    marked: Marked,
    /// Whether one of the open alternatives was read already: the others say the same in another way.
    choices: Vec<bool>,
    /// Whether the open content controls hold nothing of the document's own.
    controls: Vec<bool>,
    /// The words and boxes of a paragraph whose mark is gone.
    unfinished: Option<(String, Vec<Block>)>,
    words: Words,
    /// A page of another format stands in it.
    has_chunk: bool,
}

impl Body<'_> {
    fn step(&mut self, step: Step) -> Result<(), Problem> {
        match step {
            Step::Open(name, attributes) => {
                // What the properties were before a tracked change stands within them.
                if self.skipped > 0 || self.in_mark > 0 && name.ends_with("Change") {
                    self.skipped += 1;
                } else if self.in_mark > 0 {
                    self.in_mark += 1;
                    self.mark(name, &attributes);
                } else if SKIPPED.contains(&name) || self.is_left_out(name, &attributes) {
                    self.skipped = 1;
                } else {
                    self.open(name, &attributes);
                }
            }
            Step::Close(name) => {
                if self.skipped > 0 {
                    self.skipped -= 1;
                } else if self.in_mark > 0 {
                    self.in_mark -= 1;
                } else {
                    self.close(name)?;
                }
            }
            Step::Words(words) if self.skipped == 0 => match self.words {
                Words::None => {}
                Words::Text => self.write(words),
                Words::Code => {
                    if let Some(paragraph) = self.paragraphs.last_mut() {
                        paragraph.write_code(words);
                    }
                }
            },
            Step::Words(_) => {}
        }
        Ok(())
    }

    fn write(&mut self, words: &str) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.write(words);
        }
    }

    /// The second of two ways to say the same, a page number, a table of contents, words that only ask for words.
    fn is_left_out(&mut self, name: &str, attributes: &Attributes) -> bool {
        match name {
            "Choice" => self
                .choices
                .last_mut()
                .is_some_and(|is_read| std::mem::replace(is_read, true)),
            "Fallback" => self.choices.last().copied().unwrap_or_default(),
            "sdtContent" => self.controls.last().copied().unwrap_or_default(),
            "fldSimple" => is_page_number(&attributes.find("instr").unwrap_or_default()),
            _ => false,
        }
    }

    fn open(&mut self, name: &str, attributes: &Attributes) {
        if let Some(marked) = Marked::of(name) {
            self.marked = marked;
            self.in_mark = 1;
            return;
        }
        match name {
            "p" => {
                let before = self.unfinished.take().unwrap_or_default();
                let paragraph = Paragraph::behind(before, self.tables.len());
                self.paragraphs.push(paragraph);
            }
            "t" => self.words = Words::Text,
            "instrText" => self.words = Words::Code,
            // In a cell a tab only makes room.
            "tab" | "ptab" if self.tables.is_empty() => self.write("\t"),
            "tab" | "ptab" => self.write(" "),
            "br" | "cr" => self.write("\n"),
            "noBreakHyphen" => self.write("-"),
            "AlternateContent" => self.choices.push(false),
            "sdt" => self.controls.push(false),
            "altChunk" => self.has_chunk = true,
            "tbl" => self.tables.push(Table::default()),
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.grid.rows.push(Vec::new());
                }
            }
            "tc" => {
                if let Some(table) = self.tables.last_mut() {
                    (table.is_cell_gone, table.joins_left) = (false, false);
                    if let Some(row) = table.grid.rows.last_mut() {
                        row.push(Cell::default());
                    }
                }
            }
            _ => {
                let Some(paragraph) = self.paragraphs.last_mut() else {
                    return;
                };
                let value = |name| attributes.find(name).unwrap_or_default();
                match name {
                    "r" => paragraph.open_run(),
                    "sym" => paragraph.write_symbol(attributes),
                    "fldChar" => paragraph.step_field(&value("fldCharType")),
                    "fldSimple" => paragraph.write_code(&value("instr")),
                    "hyperlink" => paragraph.link(&value("anchor")),
                    _ => {}
                }
            }
        }
    }

    /// What the properties of a paragraph, a run, a row, a cell or a content control say.
    fn mark(&mut self, name: &str, attributes: &Attributes) {
        match self.marked {
            Marked::Paragraph => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    // Properties of the mark itself stand within rPr, one deeper.
                    match name {
                        "pStyle" => paragraph.style = attributes.find("val"),
                        "del" | "moveFrom" if self.in_mark == 3 => paragraph.end = End::Deleted,
                        "vanish" if self.in_mark == 3 && attributes.is_on() => {
                            paragraph.end = End::Hidden;
                        }
                        _ => paragraph.layout.mark(name, attributes),
                    }
                }
            }
            Marked::Run => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.mark_run(name, attributes);
                }
            }
            Marked::Control => {
                let is_contents = name == "docPartGallery"
                    && attributes
                        .find("val")
                        .is_some_and(|it| it == "Table of Contents");
                if let Some(control) = self.controls.last_mut() {
                    *control |= is_contents || name == "showingPlcHdr" && attributes.is_on();
                }
            }
            Marked::Row | Marked::Cell => self.mark_table(name, attributes),
            Marked::Other => {}
        }
    }

    fn mark_table(&mut self, name: &str, attributes: &Attributes) {
        let Some(table) = self.tables.last_mut() else {
            return;
        };
        let goes_on = || attributes.find("val").is_none_or(|val| val == "continue");
        let row = table.grid.rows.last_mut();
        match (name, row) {
            ("del" | "hidden", _) => table.is_row_gone |= attributes.is_on(),
            ("cellDel", _) => table.is_cell_gone = true,
            ("hMerge", _) => table.joins_left = goes_on(),
            ("gridBefore", Some(row)) => {
                let count = attributes.number("val").unwrap_or(0).min(64);
                row.extend((0..count).map(|_| Cell::default()));
            }
            ("gridSpan", Some(row)) => {
                if let Some(cell) = row.last_mut() {
                    cell.wide = attributes.number("val").unwrap_or(1).clamp(1, 64);
                }
            }
            ("vMerge", Some(row)) => {
                if let Some(cell) = row.last_mut() {
                    cell.continues = goes_on();
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) -> Result<(), Problem> {
        match name {
            "p" => {
                if let Some(paragraph) = self.paragraphs.pop() {
                    self.finish(paragraph);
                }
            }
            "t" | "instrText" => self.words = Words::None,
            "AlternateContent" => drop(self.choices.pop()),
            "sdt" => drop(self.controls.pop()),
            "tbl" => {
                if let Some(table) = self.tables.pop() {
                    self.put(Block::Table(table.grid));
                }
            }
            "tr" => self
                .tables
                .last_mut()
                .into_iter()
                .for_each(Table::close_row),
            "tc" => self
                .tables
                .last_mut()
                .into_iter()
                .for_each(Table::close_cell),
            _ => {}
        }
        // Nothing is open: what is done may go to the page.
        if self.paragraphs.is_empty() && self.tables.is_empty() && !self.blocks.is_empty() {
            let done = std::mem::take(&mut self.blocks);
            lay_out(done, &mut self.page)?;
        }
        Ok(())
    }

    fn finish(&mut self, mut paragraph: Paragraph) {
        let boxes = std::mem::take(&mut paragraph.boxes);
        if paragraph.end == End::Deleted {
            self.unfinished = Some((paragraph.text, boxes));
            return;
        }
        let style = paragraph.style.as_deref();
        if paragraph.is_contents() || style.is_some_and(|it| self.styles.is_contents(it)) {
            return;
        }
        let text = self.printed(&paragraph);
        if paragraph.end == End::Hidden {
            self.unfinished = Some((text, boxes));
            return;
        }
        // A break within a paragraph begins a new line on paper.
        for line in text.split('\n') {
            self.put(Block::Paragraph(line.to_owned()));
        }
        for block in boxes {
            self.put(block);
        }
    }

    /// The words of a paragraph with its indent and its number.
    fn printed(&mut self, paragraph: &Paragraph) -> String {
        let (layout, numbers) = self
            .styles
            .layout(&paragraph.layout, paragraph.style.as_deref());
        let mut text = String::new();
        if layout.is_indented == Some(true) {
            text.push('\u{3000}');
        }
        if let Some(list) = layout.list.filter(|list| list != "0") {
            let of_style = || self.numbering.level_of(&list, numbers.as_deref()?);
            let level = layout.level.or_else(of_style).unwrap_or(0);
            // A paragraph without words counts, as it does on paper, but is no line.
            let number = self.numbering.next(&list, level);
            if paragraph.text.trim().is_empty() {
                return text;
            }
            text.push_str(&number);
            let is_digit = |it: char| it.is_ascii_digit();
            if !paragraph.text.starts_with(is_digit) && text.trim_end().ends_with('.') {
                text.truncate(text.trim_end().len());
            }
        }
        text.push_str(&paragraph.text);
        text
    }

    /// Puts a block where it belongs: into the paragraph whose text box it is, the open cell, or the page.
    fn put(&mut self, block: Block) {
        let depth = self.tables.len();
        if let Some(paragraph) = self.paragraphs.last_mut().filter(|it| it.tables == depth) {
            paragraph.boxes.push(block);
            return;
        }
        let cell = self
            .tables
            .last_mut()
            .and_then(|table| table.grid.rows.last_mut())
            .and_then(|row| row.last_mut());
        match cell {
            Some(cell) => cell.blocks.push(block),
            None => self.blocks.push(block),
        }
    }
}
