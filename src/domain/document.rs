//! A document that leaves the house, as plain values: what stands in it, not how it looks.
//!
//! Every document is made once, by a rule of the domain, and every renderer (Markdown, Word, workbook, web page, CSV)
//! writes the same one. Text is as people typed it, already cleaned of control characters; a renderer escapes it.

use chrono::NaiveDate;

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
    /// The kinds, with the light whose colour each has where it is one (红 黄 绿 蓝 灰).
    pub kinds: Vec<String>,
    /// The bars: a label, and a figure for every kind.
    pub bars: Vec<(String, Vec<f64>)>,
    /// Bars of time, from left to right; others lie below each other.
    pub is_course: bool,
}

impl Chart {
    /// The figures that it draws, as a table.
    pub fn figures(&self) -> Table {
        let mut columns = vec![("", 10)];
        let plural = self.kinds.len() > 1;
        columns.extend(
            self.kinds
                .iter()
                .map(|it| (if plural { it.as_str() } else { "数量" }, 4)),
        );
        let mut table = Table::new(&self.name, &columns);
        table.rows = self
            .bars
            .iter()
            .map(|(label, figures)| {
                let mut row = vec![Cell::Text(label.clone())];
                row.extend(figures.iter().map(|it| Cell::Number(*it)));
                row
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

impl From<usize> for Cell {
    fn from(count: usize) -> Self {
        Self::Count(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

impl Table {
    /// A table without rows.
    pub fn new(name: &str, columns: &[(&str, u16)]) -> Self {
        let column = |(heading, width): &(&str, u16)| Column {
            heading: (*heading).to_owned(),
            width: *width,
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
