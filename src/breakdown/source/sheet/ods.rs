//! .ods: `content.xml`, where repeated rows and cells stand once and covered cells are there but empty.

use std::collections::HashSet;

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

/// More blanks say nothing.
const MOST_SPACES: usize = 16;

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
    /// The name of the open table, until its first row is there.
    name: String,
    /// The style that is read, and those whose tables are not shown.
    style: String,
    hidden: HashSet<String>,
    row: usize,
    repeated_rows: usize,
    cells: Vec<String>,
    /// The paragraphs of the open cell, how often it stands there, how many rows it takes.
    cell: Option<(Vec<String>, usize, usize)>,
    in_paragraph: bool,
    /// How many elements of a comment, a drawing or a hidden table are open.
    skipped: usize,
}

impl Content {
    fn step(&mut self, step: Step) -> Result<(), Problem> {
        match step {
            Step::Open(name, attributes) => {
                if self.skipped > 0 || self.is_left_out(name, &attributes) {
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

    /// Comments and drawings; tables that are hidden or only keep what another file held; changes that were undone.
    fn is_left_out(&self, name: &str, attributes: &Attributes) -> bool {
        match name {
            "annotation" | "shapes" | "frame" | "tracked-changes" | "forms" | "dde-links" => true,
            "table" => {
                let style = attributes.find("style-name").unwrap_or_default();
                let name = attributes.find("name").unwrap_or_default();
                self.hidden.contains(&style) || name.starts_with("'file:")
            }
            _ => false,
        }
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
            "style" => self.style = attributes.find("name").unwrap_or_default(),
            "table-properties" if attributes.find("display").as_deref() == Some("false") => {
                self.hidden.insert(self.style.clone());
            }
            "table" => {
                self.sheet.open();
                self.name = attributes.find("name").unwrap_or_default();
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
            "s" => self.write(&" ".repeat(number("c").min(MOST_SPACES))),
            "tab" => self.write(" "),
            "line-break" => self.write("\n"),
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
                // What is left over in a covered cell is not to be seen.
                let words = if name == "table-cell" {
                    join_cell(&paragraphs)
                } else {
                    String::new()
                };
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
                let mut cells = std::mem::take(&mut self.cells);
                // A row is filled up with empty cells to the last column that there is.
                let end = cells.iter().rposition(|cell| !cell.is_empty());
                cells.truncate(end.map_or(0, |end| end + 1));
                let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
                if filled > 0 {
                    let name = std::mem::take(&mut self.name);
                    if filled > 1 && !name.is_empty() {
                        self.sheet.title(&name)?;
                    }
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
