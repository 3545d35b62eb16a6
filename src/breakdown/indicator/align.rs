//! Cells in printed order → rows: each cell goes to the column that it looks like, so that one missing or wrapped cell shifts no other.
//!
//! The best reading of all cells together is found by dynamic programming: a cell goes on in the cell above, into a later column of
//! the same row, or begins a row; what fits counts for a reading, a column left out against it.

use std::collections::HashSet;

use super::cell::{self, Shape};
use super::header::{Column, Role};

/// Where a cell may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// It begins a row.
    Row,
    /// It is a cell of the row begun.
    Cell,
    /// It is a cell, of this row or the next.
    Any,
    /// It is a cell, or a part of the one above.
    Free,
}

/// A printed cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The 1-based line it begins on.
    pub line: usize,
    /// The line it ends on.
    pub end: usize,
    /// Its words.
    pub text: String,
    /// Where it may stand.
    pub start: Start,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The 1-based line it begins on.
    pub line: usize,
    /// The line it ends on.
    pub end: usize,
    /// The text of each column; `None` where the row has no cell for it.
    pub texts: Vec<Option<String>>,
    /// It prints as many cells as there are columns.
    pub is_positional: bool,
    /// Two printed cells had to share a column.
    pub is_crowded: bool,
}

/// The row that prints a cell for each column.
pub fn positional(cells: &[Cell], columns: usize) -> Row {
    let mut texts: Vec<Option<String>> = cells.iter().map(|cell| Some(cell.text.clone())).collect();
    texts.resize(columns, None);
    Row {
        line: cells.first().map_or(0, |cell| cell.line),
        end: cells.iter().map(|cell| cell.end).max().unwrap_or(0),
        texts,
        is_positional: true,
        is_crowded: false,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Row,
    Next,
    Merge,
}

/// The best reading in which a cell stands in a column.
#[derive(Clone, Copy)]
struct State {
    score: i32,
    step: Step,
    from: usize,
    /// The first part of the cell it belongs to.
    begin: usize,
}

/// No reading at all.
const NEVER: i32 = i32::MIN / 4;

/// What it costs that two printed cells share a column.
const CROWDED: i32 = 90;

/// The most parts that one cell is wrapped into.
const MOST_PARTS: usize = 8;

/// Puts the cells into rows.
pub fn rows(cells: &[Cell], columns: &[Column]) -> Vec<Row> {
    let reader = Reader::new(cells, columns);
    let mut states: Vec<Vec<State>> = Vec::with_capacity(cells.len());
    for at in 0..cells.len() {
        let above = states.last().map(Vec::as_slice);
        let next = (0..columns.len())
            .map(|column| reader.state(at, column, above))
            .collect();
        states.push(next);
    }
    reader.rows(&states)
}

struct Reader<'t> {
    cells: &'t [Cell],
    columns: &'t [Column],
    shapes: Vec<Shape>,
    serials: HashSet<usize>,
    repeated: HashSet<&'t str>,
    /// What the columns before each one cost to leave out, together.
    before: Vec<i32>,
}

impl<'t> Reader<'t> {
    fn new(cells: &'t [Cell], columns: &'t [Column]) -> Self {
        let shapes: Vec<Shape> = cells.iter().map(|cell| cell::shape(&cell.text)).collect();
        let mut before = vec![0];
        for column in columns {
            let sum = before.last().copied().unwrap_or(0);
            before.push(sum + cell::absence(column.role));
        }
        let has_numbers = columns.iter().any(|column| column.role == Role::Number);
        Self {
            serials: if has_numbers {
                serials(cells, &shapes)
            } else {
                HashSet::new()
            },
            repeated: repeated(cells, &shapes),
            cells,
            columns,
            shapes,
            before,
        }
    }

    /// What the columns from `from` up to `to` cost to leave out.
    fn absent(&self, from: usize, to: usize) -> i32 {
        let sum = |at: usize| self.before.get(at).copied().unwrap_or(0);
        sum(to) - sum(from)
    }

    fn state(&self, at: usize, column: usize, above: Option<&[State]>) -> State {
        let (Some(cell), Some(shape), Some(role)) = (
            self.cells.get(at),
            self.shapes.get(at).copied(),
            self.columns.get(column).map(|column| column.role),
        ) else {
            return State {
                score: NEVER,
                step: Step::Row,
                from: 0,
                begin: at,
            };
        };
        let fit = cell::fit(role, &cell.text, shape, self.serials.contains(&at));
        let start = |score: i32, step: Step, from: usize| State {
            score,
            step,
            from,
            begin: at,
        };
        let Some(above) = above else {
            return start(fit - self.absent(0, column), Step::Row, 0);
        };
        let mut best = start(NEVER, Step::Row, 0);
        let mut take = |state: State| {
            if state.score > best.score {
                best = state;
            }
        };
        for (from, state) in above.iter().enumerate() {
            if cell.start != Start::Cell {
                let cost = self.absent(from + 1, self.columns.len()) + self.absent(0, column);
                take(start(state.score + fit - cost, Step::Row, from));
            }
            if cell.start != Start::Row && from < column {
                let cost = self.absent(from + 1, column);
                take(start(state.score + fit - cost, Step::Next, from));
            }
        }
        if let Some(state) = above.get(column).filter(|_| cell.start != Start::Row)
            && at - state.begin < MOST_PARTS
        {
            let gain = if cell.start == Start::Free {
                let printed = self.text(state.begin, at);
                let is_repeated = self.repeated.contains(cell.text.as_str());
                cell::continues(role, &printed, &cell.text, shape, is_repeated)
            } else {
                -CROWDED
            };
            take(State {
                score: state.score + gain,
                step: Step::Merge,
                from: column,
                begin: state.begin,
            });
        }
        best
    }

    fn text(&self, from: usize, to: usize) -> String {
        let parts = self.cells.get(from..to).unwrap_or_default();
        parts.iter().map(|cell| cell.text.as_str()).collect()
    }

    /// The rows of the best reading.
    fn rows(&self, states: &[Vec<State>]) -> Vec<Row> {
        let width = self.columns.len();
        let last = states.last().into_iter().flatten().enumerate();
        let best = last.max_by_key(|(column, state)| state.score - self.absent(column + 1, width));
        let Some((mut column, _)) = best else {
            return Vec::new();
        };
        let mut path = Vec::with_capacity(states.len());
        for row in states.iter().rev() {
            let Some(state) = row.get(column) else { break };
            path.push((column, state.step));
            column = state.from;
        }
        let mut rows: Vec<Row> = Vec::new();
        for (cell, (column, step)) in self.cells.iter().zip(path.into_iter().rev()) {
            if step == Step::Row || rows.is_empty() {
                rows.push(Row {
                    line: cell.line,
                    texts: vec![None; width],
                    ..Row::default()
                });
            }
            let Some(row) = rows.last_mut() else { break };
            row.end = row.end.max(cell.end);
            row.is_crowded |= step == Step::Merge && cell.start != Start::Free;
            if let Some(text) = row.texts.get_mut(column) {
                text.get_or_insert_default().push_str(&cell.text);
            }
        }
        rows
    }
}

/// The cells that count the rows: 1, 2, 3, each before words.
fn serials(cells: &[Cell], shapes: &[Shape]) -> HashSet<usize> {
    let mut found = HashSet::new();
    let mut wanted: Option<u32> = None;
    let mut last = 0;
    for (at, cell) in cells.iter().enumerate() {
        let Ok(number) = cell.text.parse::<u32>() else {
            continue;
        };
        let is_wanted = match wanted {
            None => at < 3 && number < 200,
            Some(wanted) => number == wanted && at > last + 2,
        };
        let is_before_words = shapes
            .get(at + 1)
            .is_some_and(|next| matches!(next, Shape::Name | Shape::Words | Shape::Trend));
        if is_wanted && is_before_words {
            found.insert(at);
            wanted = Some(number + 1);
            last = at;
        }
    }
    found
}

/// The words that stand behind a value in words that wants more, and do so more than once: its second half, no domain.
fn repeated<'t>(cells: &'t [Cell], shapes: &[Shape]) -> HashSet<&'t str> {
    let mut once = HashSet::new();
    let mut found = HashSet::new();
    for (at, pair) in cells.windows(2).enumerate() {
        let [above, own] = pair else { continue };
        let is_half = shapes.get(at) == Some(&Shape::Trend) && !cell::is_whole_trend(&above.text);
        let goes_on = matches!(shapes.get(at + 1), Some(Shape::Words | Shape::Trend));
        if is_half && goes_on && !once.insert(own.text.as_str()) {
            found.insert(own.text.as_str());
        }
    }
    found
}
