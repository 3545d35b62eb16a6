//! What an indicator was and is to be, year by year, as figures that can be drawn and told.

use std::collections::BTreeSet;

use ratatui::text::{Line, Span};

use crate::app::IndicatorPage;
use crate::domain::indicator::words::{asked, figure};
use crate::text::width::{pad_left, width, wrap};
use crate::ui::theme::Theme;

/// A year and a value.
pub type Point = (i32, f64);

/// The values of an indicator that have a place in a picture, each by year.
#[derive(Debug, PartialEq)]
pub struct Course {
    /// What was read, the state before the plan first.
    pub readings: Vec<Point>,
    /// The targets that have a level.
    pub targets: Vec<Point>,
    /// The next of them, if it has one.
    pub next: Option<Point>,
}

impl Course {
    /// The values of a page.
    pub fn of(page: &IndicatorPage) -> Self {
        let targets = page.indicator.targets(&page.readings);
        let level = |year: i32, level: Option<f64>| level.map(|it| (year, it));
        Self {
            readings: page.readings.iter().map(|it| (it.year, it.value)).collect(),
            targets: targets
                .iter()
                .filter_map(|it| level(it.year, it.level))
                .collect(),
            next: page
                .standing
                .next
                .as_ref()
                .and_then(|it| level(it.year, it.level)),
        }
    }

    /// Every value; none where there is nothing to draw.
    pub fn points(&self) -> impl Iterator<Item = Point> + '_ {
        self.readings.iter().chain(&self.targets).copied()
    }
}

/// The years as a table, so that no value has to be read off a picture: what was read, and what was asked for.
pub fn table(page: &IndicatorPage, columns: usize, theme: Theme) -> Vec<Line<'static>> {
    let targets = page.indicator.targets(&page.readings);
    let years: BTreeSet<i32> = page
        .readings
        .iter()
        .map(|it| it.year)
        .chain(targets.iter().map(|it| it.year))
        .collect();
    let read = |year: i32| page.readings.iter().find(|it| it.year == year);
    let read = |year: i32| read(year).map_or_else(|| "-".to_owned(), |it| figure(it.value));
    let widest = years.iter().map(|it| width(&read(*it))).max().unwrap_or(0);
    let widest = widest.max(width("数据"));
    let room = columns.saturating_sub(4 + 2 + widest + 2);
    let mut rows = vec![Line::styled(
        format!("年份  {}  目标", pad_left("数据", widest)),
        theme.dim,
    )];
    for year in years {
        let target = targets.iter().find(|it| it.year == year);
        let told = target.map_or_else(|| "-".to_owned(), asked);
        let mut head = format!("{year}  {}  ", pad_left(&read(year), widest));
        for part in wrap(&told, room) {
            let indent = " ".repeat(width(&head));
            let head = std::mem::replace(&mut head, indent);
            rows.push(Line::from(vec![Span::raw(head), Span::raw(part)]));
        }
    }
    rows
}
