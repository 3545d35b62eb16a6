//! The burn-down as a picture, a line of it beside each of its figures: a line in braille dots, or bars of plain ASCII where
//! a terminal has no braille.

use chrono::NaiveDate;
use ratatui::style::Color;
use ratatui::text::{Line, Span};
use ratatui::widgets::canvas::{Line as Stroke, Points};

use crate::text::width::pad_left;
use crate::ui::screens::indicators::chart::{BLOCK, dots, last_dot, place};
use crate::ui::theme::{Strokes, Theme};

/// The lines below the picture: its axis, and the months.
const BELOW: usize = 2;
/// The narrowest picture that is worth drawing.
const NARROWEST: usize = 16;

/// A line beside each figure, of so many columns; none where there is too little room.
pub fn chart(course: &[(NaiveDate, usize)], columns: usize, theme: Theme) -> Vec<Line<'static>> {
    if columns < NARROWEST || course.len() <= BELOW + 1 {
        return Vec::new();
    }
    match theme.strokes {
        Strokes::Braille => line(course, columns),
        Strokes::Ascii => bars(course, columns),
    }
}

/// Where the axis begins: at nought, unless all figures are near each other.
fn reach(course: &[(NaiveDate, usize)]) -> (usize, usize) {
    let counts = || course.iter().map(|it| it.1);
    let (low, high) = (counts().min().unwrap_or(0), counts().max().unwrap_or(0));
    let is_flat = low < high && low * 10 > high * 7;
    (if is_flat { low } else { 0 }, high)
}

fn line(course: &[(NaiveDate, usize)], columns: usize) -> Vec<Line<'static>> {
    let (low, high) = reach(course);
    let gutter = high.to_string().len();
    let across = u16::try_from(columns - gutter - 1).unwrap_or(u16::MAX);
    let rows = course.len() - BELOW;
    let size = (across, u16::try_from(rows).unwrap_or(u16::MAX));
    let (right, top) = last_dot(size);
    let dot = |(at, count): (usize, usize)| {
        let last = float(course.len() - 1);
        (
            place(float(at), (0.0, last), right),
            place(float(count), (float(low), float(high)), top),
        )
    };
    let points: Vec<(f64, f64)> = course
        .iter()
        .enumerate()
        .map(|(at, it)| dot((at, it.1)))
        .collect();
    let picture = dots(size, |canvas| {
        for pair in points.windows(2) {
            let ((x1, y1), (x2, y2)) = (pair[0], pair[1]);
            canvas.draw(&Stroke::new(x1, y1, x2, y2, Color::Reset));
        }
        for (x, y) in &points {
            let block = BLOCK.map(|(right, up)| (x + right, y + up));
            canvas.draw(&Points::new(&block, Color::Reset));
        }
    });
    let mut lines = Vec::new();
    for (at, spans) in picture.into_iter().enumerate() {
        let label = match at {
            0 => high.to_string(),
            _ if at + 1 == rows => low.to_string(),
            _ => String::new(),
        };
        let mut drawn = Line::raw(format!("{}|", pad_left(&label, gutter)));
        drawn.spans.extend(spans);
        lines.push(drawn);
    }
    let indent = " ".repeat(gutter);
    let wide = usize::from(across);
    lines.push(Line::raw(format!("{indent}+{}", "-".repeat(wide))));
    let month = |it: Option<&(NaiveDate, usize)>| {
        it.map_or_else(String::new, |it| it.0.format("%Y-%m").to_string())
    };
    let (first, last) = (month(course.first()), month(course.last()));
    let gap = " ".repeat(wide.saturating_sub(first.len() + last.len()));
    lines.push(Line::raw(format!("{indent} {first}{gap}{last}")));
    lines
}

fn bars(course: &[(NaiveDate, usize)], columns: usize) -> Vec<Line<'static>> {
    let high = course.iter().map(|it| it.1).max().unwrap_or(0);
    course
        .iter()
        .map(|it| Line::from(Span::raw("#".repeat(share(it.1, high, columns)))))
        .collect()
}

/// How many of `room` columns a number takes of the highest; one at least where it is anything.
pub fn share(count: usize, highest: usize, room: usize) -> usize {
    let columns = (count * room).checked_div(highest).unwrap_or(0);
    columns.max(usize::from(count > 0)).min(room)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a picture of 48 dots needs no exact count of tasks"
)]
fn float(number: usize) -> f64 {
    number as f64
}
