//! A document that leaves the house, as lines of a terminal: the same values that every renderer writes.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::lines::wrapped;
use crate::domain::document::{Block, Cell, Chart, Document, Table};
use crate::domain::light::Light;
use crate::text::width::{cut, pad, pad_left, width};
use crate::ui::theme::Theme;

/// The columns between two columns of a table.
const GAP: usize = 2;

/// The fewest columns that a column of a table is cut to.
const NARROWEST: usize = 4;

/// The columns of a bar's label at the most, and of a bar.
const LABEL: usize = 20;
const BAR: usize = 48;

/// The document in so many columns, and the lines at which its parts begin.
pub fn paper(
    document: &Document,
    columns: usize,
    theme: Theme,
) -> (Vec<Line<'static>>, Vec<usize>) {
    let mut page = Page {
        lines: Vec::new(),
        parts: Vec::new(),
        columns,
        theme,
    };
    page.head(document);
    for block in &document.blocks {
        page.block(block);
    }
    page.foot(document);
    (page.lines, page.parts)
}

struct Page {
    lines: Vec<Line<'static>>,
    parts: Vec<usize>,
    columns: usize,
    theme: Theme,
}

impl Page {
    fn head(&mut self, document: &Document) {
        self.say(&document.title, self.theme.strong);
        if !document.number.is_empty() {
            self.say(&document.number, Style::new());
        }
        self.say(&document.subtitle, self.theme.dim);
        if !document.recipients.is_empty() {
            self.say(
                &format!("主送：{}", document.recipients.join("、")),
                Style::new(),
            );
        }
    }

    fn foot(&mut self, document: &Document) {
        if document.signed_by.is_empty() {
            return;
        }
        self.gap();
        self.say(&document.signed_by, Style::new());
        if let Some(day) = document.day {
            self.say(&day.to_string(), Style::new());
        }
    }

    fn say(&mut self, text: &str, style: Style) {
        self.lines.extend(wrapped(text, self.columns, style));
    }

    /// An empty line, one at a time.
    fn gap(&mut self) {
        if self.lines.last().is_some_and(|it| it.width() > 0) {
            self.lines.push(Line::default());
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(level, text) => {
                self.gap();
                if *level == 1 {
                    self.parts.push(self.lines.len());
                }
                self.say(text, self.theme.strong);
            }
            Block::Paragraph(text) => self.say(text, Style::new()),
            Block::List(items) => {
                for item in items {
                    let rows = wrapped(item, self.columns.saturating_sub(2), Style::new());
                    for (at, row) in rows.into_iter().enumerate() {
                        let mark = if at == 0 { "- " } else { "  " };
                        let mut line = Line::raw(mark);
                        line.spans.extend(row.spans);
                        self.lines.push(line);
                    }
                }
            }
            Block::Table(table) => {
                self.gap();
                self.table(table);
                self.gap();
            }
            Block::Chart(chart) => {
                self.gap();
                self.chart(chart);
                self.gap();
            }
        }
    }

    /// A row a line: what does not fit is cut, the widest columns first.
    fn table(&mut self, table: &Table) {
        let told: Vec<Vec<String>> = table
            .rows
            .iter()
            .map(|row| row.iter().map(|it| it.told().replace('\n', " ")).collect())
            .collect();
        let mut widths: Vec<usize> = table.columns.iter().map(|it| width(&it.heading)).collect();
        for row in &told {
            for (at, cell) in row.iter().enumerate().take(widths.len()) {
                widths[at] = widths[at].max(width(cell));
            }
        }
        fit(&mut widths, self.columns);
        let line = |cells: &mut dyn Iterator<Item = (&str, bool)>| {
            let placed = cells.zip(&widths).map(|((text, is_figure), room)| {
                if is_figure {
                    pad_left(&cut(text, *room), *room)
                } else {
                    pad(&cut(text, *room), *room)
                }
            });
            let placed: Vec<String> = placed.collect();
            placed.join(&" ".repeat(GAP)).trim_end().to_owned()
        };
        let is_figure = |at: usize| {
            let mut cells = table.rows.iter().filter_map(|row| row.get(at));
            cells.next().is_some_and(Cell::is_figure)
        };
        let headings = table.columns.iter().enumerate();
        let mut headings = headings.map(|(at, it)| (it.heading.as_str(), is_figure(at)));
        let heading = line(&mut headings);
        self.lines.push(Line::styled(heading, self.theme.dim));
        for (row, cells) in told.iter().zip(&table.rows) {
            let mut placed = row.iter().zip(cells);
            let mut placed = placed
                .by_ref()
                .map(|(text, cell)| (text.as_str(), cell.is_figure()));
            let text = line(&mut placed);
            self.lines.push(Line::raw(text));
        }
    }

    /// A bar a line, its figures beside it, and what the signs of the bars mean above them.
    fn chart(&mut self, chart: &Chart) {
        let kinds: Vec<(char, Style)> = chart.kinds.iter().map(|it| self.look(it)).collect();
        let mut legend = vec![Span::styled(format!("{}  ", chart.name), self.theme.strong)];
        for (kind, (sign, style)) in chart.kinds.iter().zip(&kinds) {
            legend.push(Span::styled(sign.to_string(), *style));
            legend.push(Span::raw(format!(" {kind}  ")));
        }
        self.lines.push(Line::from(legend));
        let labels = chart.bars.iter().map(|it| width(&it.0)).max().unwrap_or(0);
        let labels = labels.min(LABEL);
        let whole = |bar: &[f64]| bar.iter().filter(|it| **it > 0.0).sum::<f64>();
        let highest = chart.bars.iter().map(|it| whole(&it.1)).fold(0.0, f64::max);
        let told = |bar: &[f64]| {
            let told = bar.iter().zip(&kinds).filter(|it| *it.0 > 0.0);
            let told: Vec<String> = told.map(|(it, (sign, _))| format!("{sign}{it}")).collect();
            if told.is_empty() {
                "0".to_owned()
            } else {
                told.join(" ")
            }
        };
        let figures = chart.bars.iter().map(|it| width(&told(&it.1))).max();
        let taken = labels + figures.unwrap_or(0) + 4;
        let room = self.columns.saturating_sub(taken).clamp(NARROWEST, BAR);
        for (label, bar) in &chart.bars {
            let mut spans = vec![Span::raw(format!("{}  ", pad(&cut(label, labels), labels)))];
            let mut drawn = 0;
            let mut sum = 0.0;
            for (figure, (sign, style)) in bar.iter().zip(&kinds) {
                sum += figure.max(0.0);
                // Rounded from the left edge on, so that the parts end where the whole does.
                let end = share(sum, highest, room);
                let part = end.saturating_sub(drawn);
                spans.push(Span::styled(sign.to_string().repeat(part), *style));
                drawn += part;
            }
            spans.push(Span::raw(" ".repeat(room.saturating_sub(drawn) + 2)));
            spans.push(Span::raw(told(bar)));
            self.lines.push(Line::from(spans));
        }
    }

    /// A sign for every light, so that none is told by its colour alone; plain ASCII, as wide everywhere.
    fn look(&self, kind: &str) -> (char, Style) {
        let Some(light) = Chart::light_of(kind) else {
            return ('#', Style::new());
        };
        let sign = match light {
            Light::Overdue => '!',
            Light::DueSoon => '*',
            Light::OnTrack => '=',
            Light::Done => '#',
            Light::Idle => '-',
        };
        (sign, self.theme.light(light))
    }
}

/// Narrows columns until they fit side by side, the widest first.
fn fit(widths: &mut [usize], columns: usize) {
    let room = columns.saturating_sub(GAP * widths.len().saturating_sub(1));
    while widths.iter().sum::<usize>() > room {
        let widest = widths.iter_mut().max_by_key(|it| **it);
        match widest {
            Some(widest) if *widest > NARROWEST => *widest -= 1,
            _ => return,
        }
    }
}

/// How many of `room` columns a value takes of the highest.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a screen has few columns, and the share is kept between nought and all of them"
)]
fn share(value: f64, highest: f64, room: usize) -> usize {
    if highest <= 0.0 || value <= 0.0 {
        return 0;
    }
    (value / highest * room as f64)
        .round()
        .clamp(0.0, room as f64) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(document: &Document, columns: usize) -> (Vec<String>, Vec<usize>) {
        let (lines, parts) = paper(document, columns, Theme::monochrome());
        (lines.iter().map(ToString::to_string).collect(), parts)
    }

    fn document() -> Document {
        let mut table = Table::new("表", &[("部门", 8), ("任务", 8), ("数", 2)]);
        table.rows = vec![
            vec![
                "市教育局".into(),
                "很长很长很长很长很长的任务名称".into(),
                3_usize.into(),
            ],
            vec!["市体育局".into(), "短\n名".into(), 12_usize.into()],
        ];
        Document {
            title: "题".to_owned(),
            blocks: vec![
                Block::Heading(1, "一、总体".to_owned()),
                Block::Table(table),
                Block::Heading(1, "二、图".to_owned()),
                Block::Chart(Chart {
                    name: "灯".to_owned(),
                    kinds: vec!["逾期（红）".to_owned(), "已办结（蓝）".to_owned()],
                    bars: vec![
                        ("甲".to_owned(), vec![1.0, 3.0]),
                        ("乙".to_owned(), vec![0.0, 0.0]),
                    ],
                    is_course: false,
                }),
                Block::List(vec!["一二三四五六七八九十".repeat(3)]),
            ],
            ..Document::default()
        }
    }

    #[test]
    fn tables_and_bars_stand_in_their_columns() {
        let (lines, parts) = text(&document(), 34);
        assert_eq!(
            lines.join("\n"),
            "题

一、总体

部门      任务                  数
市教育局  很长很长很长很长很…    3
市体育局  短 名                 12

二、图

灯  ! 逾期（红）  # 已办结（蓝）  
甲  !!!!!!#################  !1 #3
乙                           0

- 一二三四五六七八九十一二三四五六
  七八九十一二三四五六七八九十"
        );
        assert_eq!(parts, [2, 8]);
    }

    #[test]
    fn no_line_is_wider_than_its_columns_and_none_is_lost() {
        for columns in [36, 60, 79, 120] {
            let (lines, _) = text(&document(), columns);
            assert!(
                lines.iter().all(|it| width(it.trim_end()) <= columns),
                "{lines:#?}"
            );
        }
    }
}
