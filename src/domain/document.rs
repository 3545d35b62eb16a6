//! A document that leaves the house, as plain values: what stands in it, not how it looks.
//!
//! Every document is made once, by a rule of the domain, and every renderer (Markdown, Word, workbook, web page, CSV)
//! writes the same one. Text is as people typed it, already cleaned of control characters; a renderer escapes it.

use chrono::NaiveDate;

use super::light::Light;
use crate::text::clean::clean;
use crate::text::width::width;

/// A document: a title, whom it is for, and its blocks in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// Its title.
    pub title: String,
    /// Its own number (第12期, 健办督〔2020〕3号); empty without one.
    pub number: String,
    /// Under the title: the period, the plan, as of when.
    pub subtitle: String,
    /// To whom it is addressed; empty for nobody in particular.
    pub recipients: Vec<String>,
    /// Who signs it; empty where nobody does.
    pub signed_by: String,
    /// The day it bears.
    pub day: Option<NaiveDate>,
    /// What stands in it.
    pub blocks: Vec<Block>,
}

/// A part of a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading; level 1 is 一、, level 2 （一）, level 3 1.
    Heading(u8, String),
    /// A paragraph.
    Paragraph(String),
    /// Items below each other.
    List(Vec<String>),
    /// A table.
    Table(Table),
    /// A chart, always with the figures that it draws.
    Chart(Chart),
}

/// A table (表).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// What it is of, for a sheet's name and a caption; short.
    pub name: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, each as long as there are columns.
    pub rows: Vec<Vec<Cell>>,
    /// An appendix with many columns, for a landscape page of its own.
    pub is_wide: bool,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// What stands over it.
    pub heading: String,
    /// How wide it is against the others, in Chinese characters.
    pub width: u16,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// A whole number.
    Count(i64),
    /// By how much a count has changed: +3, 0, -4.
    Change(i64),
    /// A measured value.
    Number(f64),
    /// A share in whole percent; `None` where the whole is nothing, printed —.
    Percent(Option<usize>),
    /// A day; `None` where there is none, printed —.
    Day(Option<NaiveDate>),
}

/// A chart: bars, each parted into the same kinds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chart {
    /// What it shows.
    pub name: String,
    /// The kinds; one that is called by a light ([`Chart::light_of`]) has its colour.
    pub kinds: Vec<String>,
    /// The bars: a label, and a figure for every kind.
    pub bars: Vec<(String, Vec<f64>)>,
    /// Bars of time, from left to right; others lie below each other.
    pub is_course: bool,
}

impl Document {
    /// The same without a character that may stand in no text, wherever it came from; done before any renderer.
    #[must_use]
    pub fn cleaned(mut self) -> Self {
        for text in [
            &mut self.title,
            &mut self.number,
            &mut self.subtitle,
            &mut self.signed_by,
        ] {
            tidy(text);
        }
        self.recipients.iter_mut().for_each(tidy);
        for block in &mut self.blocks {
            match block {
                Block::Heading(_, text) | Block::Paragraph(text) => tidy(text),
                Block::List(items) => items.iter_mut().for_each(tidy),
                Block::Table(table) => {
                    tidy(&mut table.name);
                    for cell in table.rows.iter_mut().flatten() {
                        if let Cell::Text(text) = cell {
                            tidy(text);
                        }
                    }
                }
                Block::Chart(chart) => {
                    tidy(&mut chart.name);
                    chart.bars.iter_mut().for_each(|it| tidy(&mut it.0));
                }
            }
        }
        self
    }
}

fn tidy(text: &mut String) {
    *text = clean(text);
}

impl Chart {
    /// The light that a kind is: it is called 红, 红灯, 红（逾期） or 逾期（红）; 红十字会 and 绿化 are none.
    pub fn light_of(kind: &str) -> Option<Light> {
        const AFTER: [char; 9] = [' ', '灯', '（', '(', '：', ':', '·', '、', '/'];
        let kind = kind.trim();
        Light::ALL.into_iter().find(|light| {
            let name = light.label();
            let begins = kind
                .strip_prefix(name)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(AFTER));
            let ends = [("（", "）"), ("(", ")")].iter().any(|(open, close)| {
                kind.strip_suffix(close)
                    .and_then(|rest| rest.trim_end_matches('灯').strip_suffix(name))
                    .is_some_and(|rest| rest.ends_with(open))
            });
            begins || ends
        })
    }

    /// The figures that it draws, as a table: a bar a row, a kind a column.
    pub fn figures(&self) -> Table {
        let first = if self.is_course { "时间" } else { "项目" };
        let is_single = self.kinds.len() == 1;
        let kinds = self.kinds.iter().map(String::as_str);
        let kinds = kinds.map(|it| if is_single { "数量" } else { it });
        let room = |words: &mut dyn Iterator<Item = &str>| {
            let halves = words.map(width).max().unwrap_or(0);
            u16::try_from(halves / 2 + 1).unwrap_or(16).clamp(4, 16)
        };
        let labels = self.bars.iter().map(|(label, _)| label.as_str());
        let mut columns = vec![(first, room(&mut labels.chain([first])))];
        columns.extend(kinds.map(|it| (it, room(&mut std::iter::once(it)))));
        let mut table = Table::new(&self.name, &columns);
        table.rows = self
            .bars
            .iter()
            .map(|(label, figures)| {
                let figures = figures.iter().map(|it| Cell::Number(*it));
                std::iter::once(Cell::Text(label.clone()))
                    .chain(figures)
                    .collect()
            })
            .collect();
        table
    }
}

impl Cell {
    /// The cell as a reader sees it.
    pub fn told(&self) -> String {
        let dash = || "—".to_owned();
        match self {
            Self::Text(text) => text.clone(),
            Self::Count(count) => count.to_string(),
            Self::Change(0) => "0".to_owned(),
            Self::Change(change) => format!("{change:+}"),
            Self::Number(number) => number.to_string(),
            Self::Percent(percent) => percent.map_or_else(dash, |it| format!("{it}%")),
            Self::Day(day) => day.map_or_else(dash, |it| it.to_string()),
        }
    }

    /// Whether it stands at the right of its column.
    pub fn is_figure(&self) -> bool {
        !matches!(self, Self::Text(_))
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl Cell {
    /// How a count has changed.
    pub fn change(now: usize, before: usize) -> Self {
        let count = |it| i64::try_from(it).unwrap_or(i64::MAX);
        Self::Change(count(now) - count(before))
    }
}

impl From<usize> for Cell {
    fn from(count: usize) -> Self {
        Self::Count(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

impl Table {
    /// A table without rows.
    pub fn new(name: &str, columns: &[(&str, u16)]) -> Self {
        let column = |(heading, room): &(&str, u16)| Column {
            heading: (*heading).to_owned(),
            width: *room,
        };
        Self {
            name: name.to_owned(),
            columns: columns.iter().map(column).collect(),
            ..Self::default()
        }
    }

    /// The same on a landscape page of its own.
    #[must_use]
    pub fn wide(mut self) -> Self {
        self.is_wide = true;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_has_its_sign_and_none_has_no_sign() {
        for (now, before, told) in [(3, 0, "+3"), (2, 2, "0"), (1, 5, "-4")] {
            let cell = Cell::change(now, before);
            assert_eq!(cell.told(), told);
            assert!(cell.is_figure());
        }
    }

    #[test]
    fn a_light_is_known_by_its_name() {
        for (kind, light) in [
            ("红", Some(Light::Overdue)),
            ("黄灯", Some(Light::DueSoon)),
            ("绿（正常）", Some(Light::OnTrack)),
            ("已办结（蓝）", Some(Light::Done)),
            ("暂缓 (灰灯)", Some(Light::Idle)),
            ("红十字会", None),
            ("绿化", None),
            ("", None),
        ] {
            assert_eq!(Chart::light_of(kind), light, "{kind}");
        }
    }
}
