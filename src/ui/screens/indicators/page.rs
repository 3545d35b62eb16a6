//! The page of an indicator as lines, with a picture of its years.

use ratatui::layout::Size;
use ratatui::style::Style;
use ratatui::text::Line;

use super::bars::bars;
use super::chart::chart;
use super::course::{Course, table};
use crate::app::IndicatorPage;
use crate::domain::indicator::words::{figure, pace, reading, record, state, target};
use crate::ui::action::Action;
use crate::ui::keymap::Scope;
use crate::ui::keys;
use crate::ui::theme::{Strokes, Theme};
use crate::ui::widgets::lines::{labelled, wrapped};

/// The page of an indicator in a room: what is printed, how it stands, its years as a picture, and its record.
pub fn page_lines(page: &IndicatorPage, room: Size, theme: Theme) -> Vec<Line<'static>> {
    let columns = usize::from(room.width);
    let (it, standing) = (&page.indicator, &page.standing);
    let mut told_lines = wrapped(&it.name, columns, theme.strong);
    let place = [it.slug.as_str(), it.domain.as_str(), it.kind.as_str()];
    let place: Vec<&str> = place.into_iter().filter(|it| !it.is_empty()).collect();
    told_lines.extend(wrapped(&place.join(" › "), columns, theme.dim));
    if it.is_gone {
        told_lines.extend(wrapped("新版计划已删去这项指标。", columns, theme.strong));
    }
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
    // The picture ends above the last row, which may say that there is more.
    let left = usize::from(room.height).saturating_sub(told_lines.len() + 1);
    told_lines.extend(years(page, (columns, left), theme));
    told_lines.push(Line::default());
    told_lines.push(Line::styled("经过", theme.strong));
    let record = record(&page.events, &page.rows);
    if record.is_empty() {
        told_lines.push(Line::styled(
            format!(
                "还没有登记数据，按 {} 登记。",
                keys::told(Scope::Indicators, Action::Note)
            ),
            theme.dim,
        ));
    }
    for event in record.iter().rev() {
        told_lines.extend(wrapped(event, columns, Style::new()));
    }
    told_lines
}

/// The years of an indicator as its picture and as a table; in plain ASCII as bars, which carry their figures.
fn years(page: &IndicatorPage, room: (usize, usize), theme: Theme) -> Vec<Line<'static>> {
    let columns = room.0;
    let course = Course::of(page);
    let mut lines = match theme.strokes {
        _ if course.points().next().is_none() => {
            let heading = Line::styled("各年数据和目标", theme.strong);
            vec![heading, Line::styled("没有可以画出的数值。", theme.dim)]
        }
        Strokes::Ascii => return bars(&course, columns, theme),
        Strokes::Braille => chart(&course, room, theme),
    };
    lines.push(Line::default());
    lines.extend(table(page, columns, theme));
    lines
}
