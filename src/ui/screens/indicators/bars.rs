//! The years of an indicator as bars of plain ASCII, where a terminal has no braille.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::course::Course;
use crate::domain::indicator::words::figure;
use crate::text::width::{pad_left, width};
use crate::ui::theme::Theme;

/// A bar for each year that has a reading, and for each target that has a level; `|` marks the next target in the bars.
pub fn bars(course: &Course, columns: usize, theme: Theme) -> Vec<Line<'static>> {
    let readings = course.readings.iter().map(|it| (it.0, it.1, false));
    let targets = course.targets.iter().map(|it| (it.0, it.1, true));
    let mut bars: Vec<(i32, f64, bool)> = readings.chain(targets).collect();
    bars.sort_by_key(|bar| (bar.0, bar.2));
    let values = || bars.iter().map(|bar| bar.1);
    let (low, high) = (
        values().fold(f64::MAX, f64::min),
        values().fold(f64::MIN, f64::max),
    );
    // Where all values are near each other, bars from nought would look alike.
    let from = if low > high * 0.7 && low < high {
        low - (high - low)
    } else {
        0.0_f64.min(low)
    };
    let widest = bars
        .iter()
        .map(|bar| width(&figure(bar.1)))
        .max()
        .unwrap_or(0);
    let room = columns.saturating_sub(5 + 1 + widest).max(1);
    let length = |value: f64| share(value - from, high - from, room);
    let next = course.next.map(|it| length(it.1));
    let mut drawn = vec![Line::styled("各年数据（#）和目标（=）", theme.strong)];
    for (year, value, is_target) in bars {
        let mut bar: Vec<char> = vec![if is_target { '=' } else { '#' }; length(value)];
        bar.resize(room, ' ');
        if let Some(mark) = next.filter(|_| !is_target).and_then(|at| at.checked_sub(1))
            && let Some(place) = bar.get_mut(mark)
        {
            *place = '|';
        }
        let style = if is_target { theme.dim } else { Style::new() };
        drawn.push(Line::from(vec![
            Span::raw(format!("{year} ")),
            Span::styled(bar.into_iter().collect::<String>(), style),
            Span::raw(format!(" {}", pad_left(&figure(value), widest))),
        ]));
    }
    if from != 0.0 {
        drawn.push(Line::styled(
            format!("横轴从 {} 起", figure(from)),
            theme.dim,
        ));
    }
    drawn
}

/// How many of `room` columns a value takes of the highest; one at least where it is anything.
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
    let columns = (value / highest * room as f64)
        .round()
        .clamp(1.0, room as f64);
    columns as usize
}
