//! Cells → rows: they come one by one, and a merged cell stands once for all it covers.

use std::collections::BTreeMap;

use super::Sheet;
use crate::breakdown::problem::Problem;
use crate::breakdown::source::grid::MOST_COLUMNS;

/// A merged cell: its first and last row and column.
#[derive(Clone, Copy, Debug)]
pub struct Merge {
    /// The first row.
    pub top: usize,
    /// The first column.
    pub left: usize,
    /// The last row.
    pub bottom: usize,
    /// The last column.
    pub right: usize,
}

/// Cells put together to rows; they come in the order of the rows.
pub struct Rows<'s> {
    sheet: &'s mut Sheet,
    name: &'s str,
    is_first: bool,
    /// The merged cells that begin further down, by their first row.
    merges: BTreeMap<usize, Vec<Merge>>,
    /// Those that cover cells of the open row.
    open: Vec<Merge>,
    row: usize,
    cells: Vec<String>,
}

impl<'s> Rows<'s> {
    /// The rows of a sheet of this name.
    pub fn new(sheet: &'s mut Sheet, name: &'s str, merges: impl Iterator<Item = Merge>) -> Self {
        sheet.open();
        let mut by_row: BTreeMap<usize, Vec<Merge>> = BTreeMap::new();
        for merge in merges {
            by_row.entry(merge.top).or_default().push(merge);
        }
        let mut rows = Self {
            sheet,
            name,
            is_first: true,
            merges: by_row,
            open: Vec::new(),
            row: 0,
            cells: Vec::new(),
        };
        rows.enter(0);
        rows
    }

    /// The next cell.
    pub fn cell(&mut self, row: usize, column: usize, words: String) -> Result<(), Problem> {
        if row != self.row {
            self.flush()?;
            self.enter(row);
        }
        let covers = |merge: &Merge| {
            (merge.left..=merge.right).contains(&column) && (merge.top, merge.left) != (row, column)
        };
        // What is left over in a covered cell is not to be seen.
        if column >= MOST_COLUMNS || words.is_empty() || self.open.iter().any(covers) {
            return Ok(());
        }
        if self.cells.len() <= column {
            self.cells.resize(column + 1, String::new());
        }
        if let Some(cell) = self.cells.get_mut(column) {
            *cell = words;
        }
        Ok(())
    }

    /// The last row is done.
    pub fn finish(mut self) -> Result<(), Problem> {
        self.flush()
    }

    fn enter(&mut self, row: usize) {
        self.row = row;
        self.open.retain(|merge| merge.bottom >= row);
        while let Some(first) = self
            .merges
            .first_entry()
            .filter(|first| *first.key() <= row)
        {
            let merges = first.remove().into_iter();
            // A table has no more columns to merge.
            let free = MOST_COLUMNS.saturating_sub(self.open.len());
            self.open
                .extend(merges.filter(|merge| merge.bottom >= row).take(free));
        }
    }

    fn flush(&mut self) -> Result<(), Problem> {
        let cells = std::mem::take(&mut self.cells);
        let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
        if filled == 0 {
            return Ok(());
        }
        if std::mem::take(&mut self.is_first) && filled > 1 {
            self.sheet.title(self.name)?;
        }
        for merge in &self.open {
            if merge.top == self.row && merge.bottom > merge.top {
                let words = cells.get(merge.left).map_or("", String::as_str);
                self.sheet.merge(merge.left, merge.bottom, words);
            }
        }
        self.sheet.row(self.row, cells)
    }
}
