//! Drawing prepared lines; what is long was wrapped before (ratatui's own wrapping panics on Chinese).

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use std::ops::Range;

use super::super::theme::Theme;
use super::ink;
use crate::text::pinyin::find;
use crate::text::width::{cut, pad, width, wrap};

/// Draws lines from a first one on, each cut at the area's edge.
pub fn draw(frame: &mut Frame<'_>, area: Rect, lines: &[Line<'_>], first: usize) {
    let rows = area.rows().zip(lines.iter().skip(first));
    for (row, line) in rows {
        ink::line(frame, row, line);
    }
}

/// The same, and says in the last row how many lines are left below.
pub fn draw_page(
    frame: &mut Frame<'_>,
    area: Rect,
    lines: &[Line<'_>],
    first: usize,
    theme: Theme,
) {
    draw(frame, area, lines, first);
    rest(frame, area, lines.len().saturating_sub(first), theme);
}

/// Says on an area's last row how many of the lines that are left from its first row on it has no room for.
fn rest(frame: &mut Frame<'_>, area: Rect, left: usize, theme: Theme) {
    let hidden = left.saturating_sub(usize::from(area.height));
    if hidden > 0 && area.height > 0 {
        let last = Rect {
            y: area.bottom() - 1,
            height: 1,
            ..area
        };
        let said = pad(&format!("（还有{hidden}行）"), usize::from(area.width));
        text(frame, last, &said, theme.dim);
    }
}

/// The columns that a line takes.
pub fn width_of(line: &Line<'_>) -> usize {
    line.iter().map(|it| width(&it.content)).sum()
}

/// Draws one line of text, cut with `…`.
pub fn text(frame: &mut Frame<'_>, area: Rect, text: &str, style: Style) {
    if area.height > 0 {
        let cut = cut(text, usize::from(area.width));
        ink::text(frame, (area.x, area.y), &cut, area.width, style);
    }
}

/// Draws a row of a list in the look that it has under the cursor, of a pane with the focus or without.
pub fn row(
    frame: &mut Frame<'_>,
    place: Rect,
    line: &Line<'_>,
    (is_chosen, has_focus): (bool, bool),
    theme: Theme,
) {
    let style = match (is_chosen, has_focus) {
        (true, true) => theme.chosen,
        (true, false) => theme.remembered,
        (false, _) => Style::new(),
    };
    ink::line(frame, place, line);
    frame.buffer_mut().set_style(place, style);
}

/// A text with what a filter has found in it marked: each word in its first place, in letters or as pinyin.
pub fn marked(text: &str, words: &[String], theme: Theme) -> Vec<Span<'static>> {
    let mut found: Vec<Range<usize>> = words.iter().filter_map(|it| find(text, it)).collect();
    found.sort_by_key(|it| it.start);
    let mut spans = Vec::new();
    let mut told = 0;
    for place in found {
        let start = place.start.max(told);
        if start >= place.end {
            continue;
        }
        spans.push(Span::raw(text[told..start].to_owned()));
        spans.push(Span::styled(text[start..place.end].to_owned(), theme.found));
        told = place.end;
    }
    spans.push(Span::raw(text[told..].to_owned()));
    spans
}

/// The same in a look of its own.
pub fn marked_in(text: &str, words: &[String], look: Style, theme: Theme) -> Vec<Span<'static>> {
    let spans = marked(text, words, theme).into_iter();
    spans
        .map(|it| {
            let style = look.patch(it.style);
            it.style(style)
        })
        .collect()
}

/// Says in a list why it is empty and what to do, a sentence a row.
pub fn nothing(frame: &mut Frame<'_>, area: Rect, said: &str, theme: Theme) {
    let place = Rect {
        x: area.x + 2,
        y: area.y + 2,
        ..area
    };
    for (row, sentence) in place.intersection(area).rows().zip(said.lines()) {
        text(frame, row, sentence, theme.dim);
    }
}

/// A text wrapped into lines of one style.
pub fn wrapped(text: &str, columns: usize, style: Style) -> Vec<Line<'static>> {
    wrap(text, columns)
        .into_iter()
        .map(|line| Line::styled(line, style))
        .collect()
}

/// A label of four columns and its value, wrapped with the value hanging beside the label.
pub fn labelled(label: &str, value: &str, columns: usize, theme: Theme) -> Vec<Line<'static>> {
    let indent = width(label) + 2;
    let value = if value.is_empty() { "-" } else { value };
    wrap(value, columns.saturating_sub(indent))
        .into_iter()
        .enumerate()
        .map(|(at, part)| {
            let head = if at == 0 {
                format!("{label}  ")
            } else {
                " ".repeat(indent)
            };
            Line::from(vec![Span::styled(head, theme.dim), Span::raw(part)])
        })
        .collect()
}

/// A vertical line between two panes.
pub fn divide(frame: &mut Frame<'_>, x: u16, area: Rect, theme: Theme) {
    for y in area.top()..area.bottom() {
        ink::text(frame, (x, y), theme.frame().vertical_left, 1, theme.dim);
    }
}

/// A horizontal line between two panes.
pub fn rule(frame: &mut Frame<'_>, place: Rect, theme: Theme) {
    let stroke = theme.frame().horizontal_top;
    let line = stroke.repeat(usize::from(place.width) / width(stroke).max(1));
    ink::text(frame, (place.x, place.y), &line, place.width, theme.dim);
}
