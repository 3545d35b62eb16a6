//! What a list says of each task, column by column.

use chrono::NaiveDate;
use ratatui::text::{Line, Span};

use super::{Listed, progress};
use crate::domain::arrangement::{Column, Sort};
use crate::text::width::{pad, pad_left, width};
use crate::ui::theme::Theme;
use crate::ui::widgets::lines;

/// The columns of the marker before a row.
const MARKER: usize = 2;
/// A title gets at least these; what does not fit beside it is left out.
const TITLE: usize = 16;

/// The columns that a list of a width has room for.
pub struct Columns {
    shown: Vec<Column>,
    title: usize,
}

impl Columns {
    /// The wanted ones, without those that would leave no room for the title, the last first.
    pub fn of(area: u16, wanted: impl Iterator<Item = Column>) -> Self {
        let mut shown: Vec<Column> = wanted.collect();
        let room = usize::from(area).saturating_sub(MARKER);
        let taken = |shown: &[Column]| -> usize {
            let others = shown.iter().filter(|it| **it != Column::Title);
            others.map(|it| wide(*it) + 1).sum()
        };
        while taken(&shown) + TITLE > room && shown.len() > 2 {
            let last = shown
                .iter()
                .rposition(|it| matches!(it, Column::Number | Column::Target))
                .or_else(|| shown.iter().rposition(|it| *it != Column::Title));
            let Some(last) = last else { break };
            shown.remove(last);
        }
        Self {
            title: room.saturating_sub(taken(&shown)),
            shown,
        }
    }

    fn wide(&self, column: Column) -> usize {
        match column {
            Column::Title => self.title.saturating_sub(1),
            other => wide(other),
        }
    }

    /// The row above: the word of each column, with the way in which the list is sorted by it.
    pub fn heading(&self, sort: Option<Sort>) -> String {
        let mut told = " ".repeat(MARKER);
        for column in &self.shown {
            let way = match sort.filter(|it| it.column == *column) {
                Some(sort) if sort.is_reversed => "v",
                Some(_) => "^",
                None => "",
            };
            let word = format!("{}{way}", column.label());
            let room = self.wide(*column);
            // Figures stand to the right, and so do the words above them.
            told += &match column {
                Column::Days | Column::Progress => pad_left(&word, room),
                _ => pad(&word, room.max(width(&word))),
            };
            if width(&word) <= room {
                told.push(' ');
            }
        }
        told
    }

    /// A row.
    pub fn line(
        &self,
        (listed, mark): (&Listed, &'static str),
        (today, words): (NaiveDate, &[String]),
        theme: Theme,
    ) -> Line<'static> {
        let row = &listed.row;
        let state = &row.state;
        let mut spans = vec![Span::raw(mark)];
        for column in &self.shown {
            let room = self.wide(*column);
            match column {
                Column::Light => {
                    let light = state.light(today);
                    spans.push(Span::styled(light.label(), theme.light(light)));
                }
                Column::Days => spans.push(Span::raw(pad_left(&state.days_label(today), room))),
                Column::Number => {
                    spans.push(Span::styled(pad(&row.measure_number, room), theme.dim));
                }
                Column::Title => spans.extend(lines::marked(&pad(&row.title, room), words, theme)),
                Column::Target => {
                    spans.extend(lines::marked(&pad(&row.target, room), words, theme));
                }
                Column::Lead => {
                    spans.extend(lines::marked(&pad(&listed.lead, room), words, theme));
                }
                Column::LastDay => {
                    let due = state.last_day.map_or_else(
                        || {
                            row.recurrence
                                .map_or(String::new(), |it| it.label().to_owned())
                        },
                        |day| day.to_string(),
                    );
                    spans.push(Span::raw(pad(&due, room)));
                }
                Column::Progress => spans.push(Span::raw(pad_left(&progress(state), room))),
            }
            spans.push(Span::raw(" "));
        }
        Line::from(spans)
    }
}

/// How wide a column is, besides the title, which takes what is left.
fn wide(column: Column) -> usize {
    match column {
        Column::Light => 2,
        Column::Days => 5,
        Column::Number => 6,
        Column::Title => 0,
        Column::Target => 12,
        Column::Lead => 12,
        Column::LastDay => 10,
        Column::Progress => 6,
    }
}
