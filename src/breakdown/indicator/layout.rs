//! The lines of a table → its header and its cells, whether they stand side by side (tabs, blanks) or one below the other.

use super::align::{Cell, Start};
use super::cell::{self, Shape};
use super::header::{self, Column};
use crate::breakdown::outline::Marker;
use crate::breakdown::source::{Gap, Line};
use crate::text::pattern::Pattern;

/// How the cells of a table stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Side by side, a tab between them: an empty one is seen.
    Tabs,
    /// Side by side, blanks between them: an empty one is not seen.
    Blanks,
    /// One a line, each behind a tab.
    Tabbed,
    /// One a line.
    Plain,
}

/// A table as it is printed.
pub struct Table {
    /// How its cells stand.
    pub layout: Layout,
    /// What the header says.
    pub columns: Vec<Column>,
    /// The cells; those of one row where the rows are seen, else all.
    pub blocks: Vec<Vec<Cell>>,
}

/// A cell of an indicator table is no longer than this.
const LONGEST_CELL: usize = 60;

/// A header has no more cells than this.
const MOST_HEADS: usize = 24;

/// A table has no more cells than this.
const MOST_CELLS: usize = 6_000;

/// The table whose header begins on this line.
pub fn find(lines: &[Line], at: usize) -> Option<Table> {
    let line = lines.get(at)?;
    let behind = lines.get(at + 1..).unwrap_or_default();
    if !line.cells.is_empty() {
        return Some(Table {
            layout: Layout::Tabs,
            columns: header::columns(&line.cells)?,
            blocks: side_by_side(behind, |line| &line.cells),
        });
    }
    if line.place.spaced.len() > 2 {
        return Some(Table {
            layout: Layout::Blanks,
            columns: header::columns(&line.place.spaced)?,
            blocks: side_by_side(behind, |line| &line.place.spaced),
        });
    }
    let head = stacked_header(lines.get(at..)?)?;
    let behind = lines.get(at + head.lines..).unwrap_or_default();
    Some(if line.place.is_cell {
        Table {
            layout: Layout::Tabbed,
            blocks: tabbed(behind, head.is_parted),
            columns: head.columns,
        }
    } else {
        Table {
            layout: Layout::Plain,
            blocks: vec![plain(behind, head.is_parted)],
            columns: head.columns,
        }
    })
}

/// The rows whose cells stand on one line; a line of its own between them is a domain or the rest of a name.
fn side_by_side(lines: &[Line], cells: impl Fn(&Line) -> &Vec<String>) -> Vec<Vec<Cell>> {
    let mut blocks: Vec<Vec<Cell>> = Vec::new();
    for (at, line) in lines.iter().enumerate().take(MOST_CELLS) {
        let mut texts = cells(line).clone();
        if texts.len() < 2 {
            let goes_on = lines
                .iter()
                .skip(at + 1)
                .take(2)
                .any(|next| cells(next).len() > 1)
                && !line.place.above.contains(&Gap::Blank)
                && line.text.chars().count() <= 24
                && !is_end(&line.text);
            if !goes_on {
                break;
            }
            texts = vec![line.text.clone()];
        }
        // The header of another table, whatever it holds.
        let heads = texts.iter().filter(|text| header::is_word(text)).count();
        if heads > 1 && heads * 2 >= texts.len() {
            break;
        }
        blocks.push(
            texts
                .into_iter()
                .enumerate()
                .map(|(index, text)| Cell {
                    line: line.number,
                    end: line.number,
                    text: text.trim().to_owned(),
                    start: if index == 0 { Start::Row } else { Start::Cell },
                })
                .collect(),
        );
    }
    blocks
}

struct StackedHeader {
    columns: Vec<Column>,
    lines: usize,
    /// Empty lines part its cells: they part no rows.
    is_parted: bool,
}

/// A header whose cells stand one below the other.
fn stacked_header(lines: &[Line]) -> Option<StackedHeader> {
    let first = lines.first()?;
    let is_tabbed = first.place.is_cell;
    let mut texts: Vec<String> = Vec::new();
    let mut parted = 0;
    let mut used = 0;
    if is_tabbed && gaps_behind_blank(first) == 1 && !is_domain_first(first) {
        texts.push(String::new());
    }
    while let Some(line) = lines.get(used) {
        let is_apart = line.place.above.contains(&Gap::Blank);
        let is_row = is_tabbed && is_apart && used > 1 && parted == 0 || texts.len() > MOST_HEADS;
        if !is_one_cell(line) || line.place.is_cell != is_tabbed || is_row {
            break;
        }
        let mut text = line.text.clone();
        let mut size = 1;
        while is_tabbed
            && let Some(rest) = lines.get(used + size)
            && is_one_cell(rest)
            && !rest.place.is_cell
            && rest.place.above.is_empty()
            && size < 4
        {
            text.push_str(&rest.text);
            size += 1;
        }
        if !header::is_word(&text) {
            break;
        }
        parted += usize::from(used > 0 && is_apart);
        texts.push(text);
        used += size;
    }
    let cells = texts.len();
    let texts = if is_tabbed {
        texts
    } else {
        header::joined(texts)
    };
    let columns = (texts.len() > 2).then(|| header::columns(&texts))??;
    Some(StackedHeader {
        columns,
        lines: used,
        is_parted: parted > 0 && parted + 1 == cells,
    })
}

/// The empty cells directly above a line, behind the last blank line.
fn gaps_behind_blank(line: &Line) -> usize {
    let above = line.place.above.iter().rev();
    above.take_while(|gap| **gap == Gap::Cell).count()
}

fn is_domain_first(line: &Line) -> bool {
    static DOMAIN: Pattern = Pattern::new("领域|类别|分类|序号");
    DOMAIN.is_match(&line.text)
}

fn is_one_cell(line: &Line) -> bool {
    line.cells.is_empty() && line.place.spaced.len() < 3
}

/// Cells one below the other, each behind a tab; a line without one goes on in the cell above.
fn tabbed(lines: &[Line], is_parted: bool) -> Vec<Vec<Cell>> {
    let mut blocks: Vec<Vec<Cell>> = vec![Vec::new()];
    let empty = |line: &Line| Cell {
        line: line.number,
        end: 0,
        text: String::new(),
        start: Start::Any,
    };
    for (at, line) in lines.iter().enumerate().take(MOST_CELLS) {
        let is_apart = line.place.above.contains(&Gap::Blank);
        let goes_on = is_one_cell(line)
            && !is_end(&line.text)
            && (line.place.is_cell || !is_apart && at > 0)
            && stacked_header(lines.get(at..).unwrap_or_default()).is_none();
        for gap in &line.place.above {
            match gap {
                Gap::Blank if !goes_on => break,
                Gap::Blank if is_parted => {}
                Gap::Blank => blocks.push(Vec::new()),
                Gap::Cell => blocks
                    .last_mut()
                    .into_iter()
                    .for_each(|block| block.push(empty(line))),
            }
        }
        if !goes_on {
            break;
        }
        let Some(block) = blocks.last_mut() else {
            break;
        };
        match block.last_mut().filter(|_| !line.place.is_cell) {
            Some(cell) => {
                cell.text.push_str(&line.text);
                cell.end = line.number;
            }
            None => block.push(Cell {
                line: line.number,
                end: line.number,
                text: line.text.clone(),
                start: Start::Any,
            }),
        }
    }
    blocks.retain(|block| block.iter().any(|cell| !cell.text.is_empty()));
    if blocks.len() > 1 {
        for block in &mut blocks {
            for (index, cell) in block.iter_mut().enumerate() {
                cell.start = if index == 0 { Start::Row } else { Start::Cell };
            }
        }
    }
    blocks
}

/// Cells one below the other with nothing to tell where one begins; where empty lines part them, a line without one goes on.
fn plain(lines: &[Line], is_parted: bool) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    for (at, line) in lines.iter().enumerate().take(MOST_CELLS) {
        let behind = lines.get(at..).unwrap_or_default();
        if !is_one_cell(line)
            || line.place.is_cell
            || is_end(&line.text) && !is_domain_in_table(behind)
            || stacked_header(behind).is_some()
        {
            break;
        }
        match cells.last_mut() {
            Some(cell) if is_parted && line.place.above.is_empty() => {
                cell.text.push_str(&line.text);
                cell.end = line.number;
            }
            _ => cells.push(Cell {
                line: line.number,
                end: line.number,
                text: line.text.clone(),
                start: Start::Free,
            }),
        }
    }
    cells
}

/// Whether a line is no cell: a sentence, a heading, a footnote.
fn is_end(text: &str) -> bool {
    text.chars().count() > LONGEST_CELL
        || text.contains(['。', '；'])
        || is_footnote(text)
        || cell::shape(text) != Shape::Number
            && Marker::parse(text).is_some_and(|marker| marker.rank <= 4)
}

/// A footnote under a table.
pub fn is_footnote(text: &str) -> bool {
    static NOTE: Pattern =
        Pattern::new(r"^[（(]?(?:备?注|说明)~(?:[:：]|\d~[.．、:：])|^[*※＊]~\S");
    NOTE.is_match(text)
}

/// A numbered domain inside a table: short, with values not far below and no sentence before them.
fn is_domain_in_table(lines: &[Line]) -> bool {
    let is_short = |line: &&Line| line.text.chars().count() <= 14;
    let is_domain = lines
        .first()
        .filter(is_short)
        .is_some_and(|line| Marker::parse(&line.text).is_some_and(|marker| marker.rank >= 3));
    let below = lines.iter().skip(1).take(6);
    let mut below = below.take_while(|line| !is_end(&line.text));
    is_domain && below.any(|line| matches!(cell::shape(&line.text), Shape::Number | Shape::Kind))
}
