//! The page of an indicator as lines, with a bar for each year.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::IndicatorPage;
use crate::domain::indicator::words::{figure, pace, reading, state, target, told};
use crate::text::width::{pad_left, width};
use crate::ui::theme::Theme;
use crate::ui::widgets::lines::{labelled, wrapped};

/// The page of an indicator: what is printed, how it stands, a bar a year, and its record.
pub fn page_lines(page: &IndicatorPage, columns: usize, theme: Theme) -> Vec<Line<'static>> {
    let (it, standing) = (&page.indicator, &page.standing);
    let mut told_lines = wrapped(&it.name, columns, theme.strong);
    let place = [it.slug.as_str(), it.domain.as_str(), it.kind.as_str()];
    let place: Vec<&str> = place.into_iter().filter(|it| !it.is_empty()).collect();
    told_lines.extend(wrapped(&place.join(" › "), columns, theme.dim));
    told_lines.push(Line::default());
    let mut label = |label, value: &str| told_lines.extend(labelled(label, value, columns, theme));
    label("单位", &it.unit);
    label("最新", &reading(standing.latest.as_ref()));
    label("目标", &target(standing));
    let distance = standing.distance.filter(|it| *it > 0.0);
    let distance = distance.map_or_else(String::new, |it| format!("，差 {}", figure(it)));
    label("状态", &format!("{}{distance}", state(standing)));
    if let Some(pace) = pace(standing) {
        label("进度", &pace);
    }
    if !it.owner.is_empty() {
        label("责任", &it.owner);
    }
    if !it.note.is_empty() {
        label("附注", &it.note);
    }
    told_lines.push(Line::default());
    told_lines.extend(chart(page, columns, theme));
    told_lines.push(Line::default());
    told_lines.push(Line::styled("经过", theme.strong));
    if page.events.is_empty() {
        told_lines.push(Line::styled("还没有登记数据，按 n 登记。", theme.dim));
    }
    for event in page.events.iter().rev() {
        told_lines.extend(wrapped(&told(event), columns, Style::new()));
    }
    told_lines
}

/// A bar for each year that has a reading, and for each target that has a level; `|` marks the next target in the bars.
fn chart(page: &IndicatorPage, columns: usize, theme: Theme) -> Vec<Line<'static>> {
    let targets = page.indicator.targets(&page.readings);
    let readings = page.readings.iter().map(|it| (it.year, it.value, false));
    let levels = targets
        .iter()
        .filter_map(|it| it.level.map(|level| (it.year, level, true)));
    let mut bars: Vec<(i32, f64, bool)> = readings.chain(levels).collect();
    bars.sort_by_key(|bar| (bar.0, bar.2));
    let values = || bars.iter().map(|bar| bar.1);
    let (low, high) = (
        values().fold(f64::MAX, f64::min),
        values().fold(f64::MIN, f64::max),
    );
    let mut drawn = vec![Line::styled("各年数据（#）和目标（=）", theme.strong)];
    if bars.is_empty() {
        drawn.push(Line::styled("没有可以画出的数值。", theme.dim));
        return drawn;
    }
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
    let next = page
        .standing
        .next
        .as_ref()
        .and_then(|it| it.level)
        .map(length);
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
