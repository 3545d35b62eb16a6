//! .ods: `content.xml`, where repeated rows and cells stand once and covered cells are there but empty.

use super::Sheet;
use crate::breakdown::problem::Problem;
use crate::breakdown::source::Line;
use crate::breakdown::source::archive::Archive;
use crate::breakdown::source::grid::MOST_COLUMNS;
use crate::breakdown::source::page::join_cell;
use crate::breakdown::source::xml::{self, Attributes, Step};

const KIND: &str = "ODS 文件";

/// No cell holds more, repeated or not.
const LARGEST_CELL: usize = 1024 * 1024;

/// The lines of an .ods workbook.
pub fn read(bytes: &[u8]) -> Result<Vec<Line>, Problem> {
    let mut archive = Archive::open(bytes, KIND)?;
    let content = archive
        .find("content.xml")?
        .ok_or(Problem::Damaged { kind: KIND })?;
    let mut content_reader = Content::default();
    xml::walk(&content, KIND, |step| content_reader.step(step))?;
    Ok(content_reader.sheet.page.lines())
}

#[derive(Default)]
struct Content {
    sheet: Sheet,
    row: usize,
    repeated_rows: usize,
    cells: Vec<String>,
    /// The paragraphs of the open cell, how often it stands there, how many rows it takes.
    cell: Option<(Vec<String>, usize, usize)>,
    in_paragraph: bool,
    /// How many elements of a comment are open.
    skipped: usize,
}

impl Content {
    fn step(&mut self, step: Step) -> Result<(), Problem> {
        match step {
            Step::Open(name, attributes) => {
                if self.skipped > 0 || name == "annotation" {
                    self.skipped += 1;
                } else {
                    self.open(name, &attributes);
                }
            }
            Step::Close(_) if self.skipped > 0 => self.skipped -= 1,
            Step::Close(name) => return self.close(name),
            Step::Words(words) => self.write(words),
        }
        Ok(())
    }

    fn write(&mut self, words: &str) {
        let last = self.cell.as_mut().and_then(|cell| cell.0.last_mut());
        if let Some(last) = last.filter(|_| self.skipped == 0 && self.in_paragraph) {
            last.push_str(words);
        }
    }

    fn open(&mut self, name: &str, attributes: &Attributes) {
        let number = |key| attributes.number(key).unwrap_or(1).max(1);
        match name {
            "table" => {
                self.sheet.open();
                self.row = 0;
            }
            "table-row" => {
                self.cells.clear();
                self.repeated_rows = number("number-rows-repeated");
            }
            "table-cell" | "covered-table-cell" => {
                let repeated = number("number-columns-repeated");
                self.cell = Some((Vec::new(), repeated, number("number-rows-spanned")));
            }
            "p" | "h" => {
                self.in_paragraph = true;
                if let Some(cell) = &mut self.cell {
                    cell.0.push(String::new());
                }
            }
            "s" | "tab" | "line-break" => self.write(" "),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) -> Result<(), Problem> {
        match name {
            "p" | "h" => self.in_paragraph = false,
            "table-cell" | "covered-table-cell" => {
                let Some((paragraphs, repeated, tall)) = self.cell.take() else {
                    return Ok(());
                };
                let words = join_cell(&paragraphs);
                let free = MOST_COLUMNS.saturating_sub(self.cells.len());
                let count = repeated.min(free);
                if words.len() * count > LARGEST_CELL {
                    return Err(Problem::Damaged { kind: KIND });
                }
                if tall > 1 && count > 0 {
                    let last = self.row.saturating_add(tall - 1);
                    self.sheet.merge(self.cells.len(), last, &words);
                }
                self.cells.extend((0..count).map(|_| words.clone()));
            }
            "table-row" => {
                let cells = std::mem::take(&mut self.cells);
                if cells.iter().any(|cell| !cell.is_empty()) {
                    for at in 0..self.repeated_rows {
                        self.sheet.row(self.row.saturating_add(at), cells.clone())?;
                    }
                }
                self.row = self.row.saturating_add(self.repeated_rows);
            }
            _ => {}
        }
        Ok(())
    }
}
