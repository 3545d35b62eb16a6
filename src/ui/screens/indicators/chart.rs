//! The years of an indicator as a picture in braille dots: what was read as a line with a block at each year, the targets
//! as dotted steps with a cross at each year, the next of them as a dashed line across.
//!
//! Each of the three has its own strokes, so that it is told from the others without colours too.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};
use ratatui::symbols::Marker;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;
use ratatui::widgets::canvas::{Canvas, Context, Line as Stroke, Points};

use super::course::{Course, Point};
use crate::domain::indicator::words::figure;
use crate::text::width::{pad_left, width};
use crate::ui::theme::Theme;
use crate::ui::widgets::lines::width_of;

/// Dots of a braille cell, across and down.
const ACROSS: u16 = 2;
const DOWN: u16 = 4;
/// The dots that are kept free at the edges, for the blocks and crosses that stick out by one.
const MARGIN: f64 = 1.0;
/// The columns of a year under the picture.
const YEAR: usize = 4;

/// The rows of the picture itself, at least and at most.
const LEAST: usize = 5;
const MOST: usize = 12;

/// A picture of about so many lines: what its strokes are, the highest and the lowest value at the left, the years below.
pub fn chart(course: &Course, (columns, room): (usize, usize), theme: Theme) -> Vec<Line<'static>> {
    let mut drawn = legend(course, columns, theme);
    let rows = room.saturating_sub(drawn.len() + 2).clamp(LEAST, MOST);
    let Some(reach) = Reach::of(course) else {
        return drawn;
    };
    let labels = [figure(reach.values.1), figure(reach.values.0)];
    let gutter = labels.iter().map(|it| width(it)).max().unwrap_or(0);
    let gutter = gutter.min(columns / 3);
    let across = u16::try_from(columns.saturating_sub(gutter + 1)).unwrap_or(u16::MAX);
    let scale = Scale {
        reach,
        columns: across.max(8),
        rows: u16::try_from(rows).unwrap_or_default(),
    };
    let labels = beside(course, &scale);
    for (cells, label) in picture(course, &scale, theme).into_iter().zip(labels) {
        let head = format!("{}|", pad_left(&label, gutter));
        let mut line = Line::styled(head, Style::new());
        line.spans.extend(cells);
        drawn.push(line);
    }
    let indent = " ".repeat(gutter);
    for (corner, row) in ["+", " "].into_iter().zip(below(course, &scale)) {
        drawn.push(Line::raw(format!("{indent}{corner}{row}")));
    }
    drawn
}

/// From where to where the years and the values of a picture go.
#[derive(Clone, Copy, Debug)]
struct Reach {
    years: (f64, f64),
    values: (f64, f64),
}

impl Reach {
    /// From the lowest to the highest of a course; `None` where it has no value.
    fn of(course: &Course) -> Option<Self> {
        let ends = |of: fn(Point) -> f64| {
            let all = || course.points().map(of);
            (
                all().fold(f64::INFINITY, f64::min),
                all().fold(f64::NEG_INFINITY, f64::max),
            )
        };
        course.points().next()?;
        Some(Self {
            years: ends(|it| f64::from(it.0)),
            values: ends(|it| it.1),
        })
    }
}

/// Where the dots of a picture go: across from its left, up from its bottom.
#[derive(Clone, Copy, Debug)]
struct Scale {
    reach: Reach,
    columns: u16,
    rows: u16,
}

impl Scale {
    /// The last dot across, and up.
    fn last(&self) -> (f64, f64) {
        last_dot((self.columns, self.rows))
    }

    /// The dot of a year in a value.
    fn dot(&self, (year, value): Point) -> (f64, f64) {
        let (right, top) = self.last();
        (
            place(f64::from(year), self.reach.years, right),
            place(value, self.reach.values, top),
        )
    }

    /// The column that a year's dot is in, from the left.
    fn column(&self, year: i32) -> usize {
        let (x, _) = self.dot((year, self.reach.values.0));
        cell(x, ACROSS)
    }

    /// The row that a value's dot is in, from the top.
    fn row(&self, value: f64) -> usize {
        let (_, y) = self.dot((0, value));
        cell(self.last().1 - y, DOWN)
    }
}

/// The dot of a number on an axis of dots from nought to a last one; where all numbers are the same, the middle.
pub fn place(number: f64, (from, to): (f64, f64), last: f64) -> f64 {
    let share = (number - from) / (to - from);
    let share = if share.is_finite() {
        share.clamp(0.0, 1.0)
    } else {
        0.5
    };
    (MARGIN + share * (last - 2.0 * MARGIN)).round()
}

/// The cell that a dot is in, of cells of so many dots.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a dot is a whole number between nought and those of a screen"
)]
fn cell(dot: f64, dots: u16) -> usize {
    (dot / f64::from(dots)).max(0.0) as usize
}

/// The rows of the picture, each in spans of one look.
fn picture(course: &Course, scale: &Scale, theme: Theme) -> Vec<Vec<Span<'static>>> {
    dots((scale.columns, scale.rows), |canvas| {
        draw_targets(canvas, course, scale, theme.target());
        draw_readings(canvas, course, scale);
    })
}

/// The last dot across, and up, of so many columns and rows.
pub fn last_dot((columns, rows): (u16, u16)) -> (f64, f64) {
    (
        f64::from(columns.saturating_mul(ACROSS)) - 1.0,
        f64::from(rows.saturating_mul(DOWN)) - 1.0,
    )
}

/// What is painted on so many columns and rows, row by row, each in spans of one look; a dot is a unit of the canvas, so that
/// dots and dashes come out as they are meant.
pub fn dots(size: (u16, u16), paint: impl Fn(&mut Context<'_>)) -> Vec<Vec<Span<'static>>> {
    let area = Rect::new(0, 0, size.0, size.1);
    let mut buffer = Buffer::empty(area);
    let (right, top) = last_dot(size);
    Canvas::default()
        .marker(Marker::Braille)
        .x_bounds([0.0, right])
        .y_bounds([0.0, top])
        .paint(paint)
        .render(area, &mut buffer);
    let row = |place: Rect| {
        let mut spans: Vec<Span<'static>> = Vec::new();
        for x in place.left()..place.right() {
            let cell = &buffer[(x, place.y)];
            let style = Style::new().fg(cell.fg);
            match spans.last_mut().filter(|it| it.style == style) {
                Some(span) => span.content.to_mut().push_str(cell.symbol()),
                None => spans.push(Span::styled(cell.symbol().to_owned(), style)),
            }
        }
        spans
    };
    area.rows().map(row).collect()
}

fn draw_targets(canvas: &mut Context<'_>, course: &Course, scale: &Scale, colour: Color) {
    let mut dots = Vec::new();
    let (mut from, mut before) = (MARGIN, None);
    for target in &course.targets {
        let (x, y) = scale.dot(*target);
        if let Some(before) = before {
            let (low, high) = if y < before { (y, before) } else { (before, y) };
            dots.extend(steps(low, high, 2.0).map(|y| (from, y)));
        }
        // The next target has a line of its own, all across.
        if course.next.is_none_or(|it| it.0 != target.0) {
            dots.extend(steps(from, x, 2.0).map(|x| (x, y)));
        }
        dots.extend(CROSS.map(|(right, up)| (x + right, y + up)));
        (from, before) = (x, Some(y));
    }
    if let Some(next) = course.next {
        let (_, y) = scale.dot(next);
        let dashes = steps(0.0, scale.last().0, 1.0).filter(|x| x % 6.0 < 4.0);
        dots.extend(dashes.map(|x| (x, y)));
    }
    canvas.draw(&Points::new(&dots, colour));
}

fn draw_readings(canvas: &mut Context<'_>, course: &Course, scale: &Scale) {
    let dots: Vec<(f64, f64)> = course.readings.iter().map(|it| scale.dot(*it)).collect();
    for pair in dots.windows(2) {
        let ((x1, y1), (x2, y2)) = (pair[0], pair[1]);
        canvas.draw(&Stroke::new(x1, y1, x2, y2, Color::Reset));
    }
    for (x, y) in dots {
        let block = BLOCK.map(|(right, up)| (x + right, y + up));
        canvas.draw(&Points::new(&block, Color::Reset));
    }
}

/// The dots around the one of a reading.
pub const BLOCK: [(f64, f64); 9] = [
    (-1.0, -1.0),
    (0.0, -1.0),
    (1.0, -1.0),
    (-1.0, 0.0),
    (0.0, 0.0),
    (1.0, 0.0),
    (-1.0, 1.0),
    (0.0, 1.0),
    (1.0, 1.0),
];

/// The dots around the one of a target.
const CROSS: [(f64, f64); 5] = [
    (-1.0, -1.0),
    (1.0, -1.0),
    (0.0, 0.0),
    (-1.0, 1.0),
    (1.0, 1.0),
];

/// The numbers from one to another, so far apart.
fn steps(from: f64, to: f64, apart: f64) -> impl Iterator<Item = f64> {
    std::iter::successors(Some(from), move |at| Some(at + apart)).take_while(move |at| *at <= to)
}

/// What stands at the left of each row: the highest and the lowest value, and the next target's where there is room.
fn beside(course: &Course, scale: &Scale) -> Vec<String> {
    let mut labels = vec![String::new(); usize::from(scale.rows)];
    let (low, high) = scale.reach.values;
    let next = course.next.map(|it| it.1);
    for value in [Some(high), Some(low), next].into_iter().flatten() {
        match labels.get_mut(scale.row(value)) {
            Some(label) if label.is_empty() => *label = figure(value),
            _ => {}
        }
    }
    labels
}

/// The axis with a mark at each year, and below it the years that there is room for: the last and the first before all,
/// then those of the next target and of the latest reading.
fn below(course: &Course, scale: &Scale) -> [String; 2] {
    let columns = usize::from(scale.columns);
    let mut years: Vec<i32> = course.points().map(|it| it.0).collect();
    years.sort_unstable();
    years.dedup();
    let mut axis = vec!['-'; columns];
    let mut row = vec![' '; columns];
    let first = years.last().into_iter().chain(years.first()).copied();
    let then = course.next.iter().chain(course.readings.last());
    let wanted: Vec<i32> = first
        .chain(then.map(|it| it.0))
        .chain(years.clone())
        .collect();
    for year in years {
        if let Some(mark) = axis.get_mut(scale.column(year)) {
            *mark = '|';
        }
    }
    for year in wanted {
        let start = scale.column(year).saturating_sub(1);
        let start = start.min(columns.saturating_sub(YEAR));
        let around = start.saturating_sub(1)..(start + YEAR + 1).min(columns);
        if row[around].iter().all(|it| *it == ' ') {
            for (place, digit) in row[start..].iter_mut().zip(year.to_string().chars()) {
                *place = digit;
            }
        }
    }
    [axis, row].map(|it| it.into_iter().collect::<String>().trim_end().to_owned())
}

/// The heading, and which strokes are what, in as many lines as it needs; only what is drawn.
fn legend(course: &Course, columns: usize, theme: Theme) -> Vec<Line<'static>> {
    let has_steps = course
        .targets
        .iter()
        .any(|it| course.next.is_none_or(|next| next.0 != it.0));
    let (reading, target) = (Style::new(), Style::new().fg(theme.target()));
    let entries = [
        ("⠤⠶⠤", "数据", reading, !course.readings.is_empty()),
        ("⠄⠄⠄", "目标", target, has_steps),
        ("⠤⠤ ⠤⠤", "下一目标", target, course.next.is_some()),
    ];
    let mut lines = vec![Line::styled("各年数据和目标  ", theme.strong)];
    for (strokes, word, style, _) in entries.into_iter().filter(|it| it.3) {
        let entry = [
            Span::styled(strokes, style),
            Span::raw(format!(" {word}  ")),
        ];
        let taken = width(strokes) + 1 + width(word);
        match lines.last_mut() {
            Some(line) if width_of(line) + taken <= columns => line.spans.extend(entry),
            _ => lines.push(Line::from(entry.to_vec())),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn course(readings: &[Point], targets: &[Point], next: Option<usize>) -> Course {
        Course {
            readings: readings.to_vec(),
            targets: targets.to_vec(),
            next: next.map(|it| targets[it]),
        }
    }

    fn drawn(course: &Course, columns: usize) -> Vec<String> {
        let lines = chart(course, (columns, 0), Theme::monochrome());
        lines
            .iter()
            .map(|it| it.to_string().trim_end().to_owned())
            .collect()
    }

    #[test]
    fn readings_rise_to_the_target_and_the_years_stand_below() {
        let course = course(
            &[(2015, 10.0), (2017, 20.0), (2019, 22.5)],
            &[(2020, 24.0), (2030, 30.0)],
            Some(1),
        );
        assert_eq!(
            drawn(&course, 34),
            [
                "各年数据和目标  ⠤⠶⠤ 数据  ⠄⠄⠄ 目标",
                "⠤⠤ ⠤⠤ 下一目标",
                "30|⠒⠒ ⠒⠒ ⠒⠒ ⠒⠲ ⠒⠒ ⠒⠒ ⠒⠒ ⠒⠒ ⠒⠒ ⠒⠒⠨⠺",
                "  |⠠⠠⠠⠠⠠⠠⠠⠠⣤⡤⡪⡂",
                "  |   ⢀⠿⠗⠉⠉⠉⠁",
                "  |  ⡰⠁",
                "10|⣶⡎",
                "  +|---|---|-|-------------------|",
                "   2015   2019                2030",
            ]
        );
    }

    #[test]
    fn equal_values_and_a_single_year_stand_in_the_middle() {
        let one = drawn(&course(&[(2018, 7.0)], &[], None), 24);
        assert_eq!(one[0], "各年数据和目标  ⠤⠶⠤ 数据");
        assert_eq!(one[3], "7|          ⠸⠿");
        assert_eq!(one[6..], [" +-----------|----------", "            2018"]);
        let level = drawn(&course(&[(2015, 98.0)], &[(2020, 98.0)], Some(0)), 30);
        assert_eq!(level[4], "98|⠿⠗ ⠒⠒ ⠒⠒ ⠒⠒ ⠒⠒ ⠒⠒ ⠒⠒ ⠒⠒ ⠒⠺⠪");
        assert_eq!(level[8], "   2015                   2020");
    }

    #[test]
    fn numbers_take_the_dots_between_the_edges() {
        for (number, reach, dot) in [
            (0.0, (0.0, 10.0), 1.0),
            (5.0, (0.0, 10.0), 11.0),
            (10.0, (0.0, 10.0), 20.0),
            (3.0, (3.0, 3.0), 11.0),
            (1e308, (-1e308, 1e308), 11.0),
        ] {
            let found = place(number, reach, 21.0);
            assert!((found - dot).abs() < 0.5, "{number} {reach:?}: {found}");
        }
    }

    #[test]
    fn nothing_is_drawn_that_terminals_disagree_about() {
        let values = [-1e308, -0.5, 0.0, 12_345.678, 1e308];
        for (at, value) in values.into_iter().enumerate() {
            let readings = [(1949, value), (2015, values[at / 2])];
            let course = course(&readings, &[(2020, 1.0), (2021, 3.0)], Some(at % 2));
            for columns in [0, 7, 20, 36, 76, 300] {
                for line in drawn(&course, columns) {
                    let is_sure = |it: char| {
                        it.is_ascii()
                            || matches!(it, '\u{2801}'..='\u{28ff}' | '\u{4e00}'..='\u{9fff}' | '…')
                    };
                    assert!(line.chars().all(is_sure), "{line}");
                }
            }
        }
    }
}
