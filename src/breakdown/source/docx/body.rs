//! `document.xml` → paragraphs and rows.

use super::KIND;
use super::numbering::Numbering;
use super::styles::{Listing, Styles};
use crate::breakdown::problem::Problem;
use crate::breakdown::source::Line;
use crate::breakdown::source::grid::{Block, Cell, Grid, lay_out};
use crate::breakdown::source::page::Page;
use crate::breakdown::source::xml::{self, Attributes, Step};

/// What is left out with all that stands in it: deleted and moved words, field codes, the copy for old programs, notes.
const SKIPPED: [&str; 7] = [
    "del",
    "moveFrom",
    "instrText",
    "Fallback",
    "delText",
    "sectPr",
    "rt",
];

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
        unfinished: None,
        is_text: false,
    };
    xml::walk(bytes, KIND, |step| body.step(step))?;
    let rest = std::mem::take(&mut body.blocks);
    lay_out(rest, &mut body.page)?;
    Ok(body.page.lines())
}

/// A paragraph while it is read; text boxes in it hold paragraphs of their own.
#[derive(Default)]
struct Paragraph {
    text: String,
    style: Option<String>,
    listing: Listing,
    is_indented: bool,
    /// Its mark is deleted: the next paragraph goes on with it.
    is_open: bool,
    /// How many tables were open when it began.
    tables: usize,
    /// What its text boxes hold.
    boxes: Vec<Block>,
}

struct Body<'a> {
    numbering: Numbering,
    styles: &'a Styles,
    paragraphs: Vec<Paragraph>,
    tables: Vec<Grid>,
    blocks: Vec<Block>,
    page: Page,
    /// How many skipped elements are open.
    skipped: usize,
    /// How many elements of the properties of a paragraph, run, row or cell are open.
    in_mark: usize,
    unfinished: Option<String>,
    /// Within the words of a run; numbers that place a picture are no words.
    is_text: bool,
}

impl Body<'_> {
    fn step(&mut self, step: Step) -> Result<(), Problem> {
        match step {
            Step::Open(name, attributes) => {
                if self.skipped > 0 {
                    self.skipped += 1;
                } else if self.in_mark > 0 {
                    self.in_mark += 1;
                    self.mark(name, &attributes);
                } else if SKIPPED.contains(&name) {
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
            Step::Words(words) => {
                if self.is_text && self.skipped == 0 {
                    self.write(words);
                }
            }
        }
        Ok(())
    }

    fn write(&mut self, words: &str) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.text.push_str(words);
        }
    }

    fn open(&mut self, name: &str, attributes: &Attributes) {
        match name {
            "p" => self.paragraphs.push(Paragraph {
                tables: self.tables.len(),
                text: self.unfinished.take().unwrap_or_default(),
                ..Paragraph::default()
            }),
            "pPr" | "rPr" | "tblPr" | "tcPr" | "trPr" => self.in_mark = 1,
            "t" => self.is_text = true,
            "tab" | "ptab" => self.write(" "),
            "br" | "cr" => self.write("\n"),
            "noBreakHyphen" => self.write("-"),
            "sym" => {
                let code = attributes.find("char").unwrap_or_default();
                let character = u32::from_str_radix(&code, 16).ok().and_then(char::from_u32);
                // Symbol fonts sit in the private-use area, where the code says nothing.
                if let Some(character) =
                    character.filter(|it| !('\u{e000}'..='\u{f8ff}').contains(it))
                {
                    self.write(character.encode_utf8(&mut [0; 4]));
                }
            }
            "tbl" => self.tables.push(Grid::default()),
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.rows.push(Vec::new());
                }
            }
            "tc" => {
                if let Some(row) = self
                    .tables
                    .last_mut()
                    .and_then(|table| table.rows.last_mut())
                {
                    row.push(Cell::default());
                }
            }
            _ => {}
        }
    }

    /// What the properties of a paragraph, a row or a cell say.
    fn mark(&mut self, name: &str, attributes: &Attributes) {
        let cell = self
            .tables
            .last_mut()
            .and_then(|table| table.rows.last_mut())
            .and_then(|row| row.last_mut());
        match (name, cell) {
            ("gridSpan", Some(cell)) => {
                cell.wide = attributes.number("val").unwrap_or(1).clamp(1, 64);
            }
            ("vMerge", Some(cell)) => {
                cell.continues = attributes.find("val").is_none_or(|val| val == "continue");
            }
            _ => {}
        }
        let row = self.tables.last_mut().and_then(|it| it.rows.last_mut());
        if let Some(row) = row.filter(|_| name == "gridBefore") {
            let count = attributes.number("val").unwrap_or(0).min(64);
            row.extend((0..count).map(|_| Cell::default()));
        }
        let Some(paragraph) = self.paragraphs.last_mut() else {
            return;
        };
        match name {
            "pStyle" => paragraph.style = attributes.find("val"),
            "numId" => paragraph.listing.list = attributes.find("val"),
            "ilvl" => paragraph.listing.level = attributes.number("val"),
            "del" | "moveFrom" if self.in_mark == 3 => paragraph.is_open = true,
            "ind" => {
                let is_set = |key| attributes.number(key).is_some_and(|size| size > 0);
                paragraph.is_indented = is_set("firstLine") || is_set("firstLineChars");
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
            "t" => self.is_text = false,
            "tbl" => {
                if let Some(table) = self.tables.pop() {
                    self.put(Block::Table(table));
                }
            }
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
        if paragraph.is_open {
            self.unfinished = Some(paragraph.text);
            return;
        }
        if paragraph
            .style
            .as_deref()
            .is_some_and(|style| self.styles.is_contents(style))
        {
            return;
        }
        let listing = self
            .styles
            .listing(&paragraph.listing, paragraph.style.as_deref());
        let mut text = String::new();
        if paragraph.is_indented {
            text.push('\u{3000}');
        }
        let list = listing.list.filter(|list| list != "0");
        if let Some(list) = list.filter(|_| !paragraph.text.trim().is_empty()) {
            text.push_str(&self.numbering.next(&list, listing.level.unwrap_or(0)));
        }
        text.push_str(&paragraph.text);
        let boxes = std::mem::take(&mut paragraph.boxes);
        // A break within a paragraph begins a new line on paper.
        for line in text.split('\n') {
            self.put(Block::Paragraph(line.to_owned()));
        }
        for block in boxes {
            self.put(block);
        }
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
            .and_then(|table| table.rows.last_mut())
            .and_then(|row| row.last_mut());
        match cell {
            Some(cell) => cell.blocks.push(block),
            None => self.blocks.push(block),
        }
    }
}
