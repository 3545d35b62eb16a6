//! A spreadsheet program of a few lines: it opens a workbook, changes cells, rows and columns, and saves it in its own way,
//! without locks, lists and hidden columns, as what has gone through many hands.

use calamine::{Data, Reader, Xlsx};
use rust_xlsxwriter::Workbook;
use std::io::Cursor;

/// A sheet by rows of cells.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    pub name: String,
    pub rows: Vec<Vec<Data>>,
}

/// An open workbook.
#[derive(Clone, Debug, PartialEq)]
pub struct Editor(pub Vec<Grid>);

impl Editor {
    pub fn open(bytes: &[u8]) -> Self {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
        let names = book.sheet_names();
        let grids = names.into_iter().map(|name| {
            let range = book.worksheet_range(&name).unwrap();
            let rows = range.rows().map(<[Data]>::to_vec).collect();
            Grid { name, rows }
        });
        Self(grids.collect())
    }

    pub fn save(&self) -> Vec<u8> {
        let mut book = Workbook::new();
        for grid in &self.0 {
            let sheet = book.add_worksheet().set_name(&grid.name).unwrap();
            for (row, cells) in (0..).zip(&grid.rows) {
                for (column, cell) in (0..).zip(cells) {
                    let told = match cell {
                        Data::Empty => continue,
                        Data::Float(number) => {
                            sheet.write(row, column, *number).unwrap();
                            continue;
                        }
                        Data::DateTime(day) => day.as_datetime().unwrap().date().to_string(),
                        other => other.to_string(),
                    };
                    sheet.write(row, column, told).unwrap();
                }
            }
        }
        book.save_to_buffer().unwrap()
    }

    /// Writes into the first row of a task, in the column whose heading begins so.
    pub fn put(&mut self, task: &str, heading: &str, text: &str) {
        for grid in &mut self.0 {
            let Some(top) = grid.rows.iter().position(|row| at(row, "编号").is_some()) else {
                continue;
            };
            let number = at(&grid.rows[top], "编号").unwrap();
            let column = at(&grid.rows[top], heading).unwrap();
            let rows = grid.rows[top + 1..].iter_mut();
            let mut of_task = rows.filter(|row| {
                let told = row[number].to_string();
                told == task
            });
            if let Some(row) = of_task.next() {
                row[column] = Data::String(text.to_owned());
                return;
            }
        }
        panic!("no row of task {task}");
    }
}

/// Where a heading stands that begins so.
fn at(row: &[Data], heading: &str) -> Option<usize> {
    row.iter()
        .position(|it| it.to_string().starts_with(heading))
}
