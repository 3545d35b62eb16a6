//! Drawing a field that one types in, with the hardware cursor in it, where an input method opens its window.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::super::theme::Theme;
use super::editor::Editor;
use super::ink;
use crate::text::width::pad;

/// Draws a field of one line; with the focus, the cursor stands in it.
pub fn line(frame: &mut Frame<'_>, area: Rect, editor: &Editor, has_focus: bool, theme: Theme) {
    let columns = usize::from(area.width);
    let (shown, column) = editor.window(columns.saturating_sub(1));
    let shown = pad(shown, columns);
    ink::text(frame, (area.x, area.y), &shown, area.width, theme.field);
    if has_focus {
        place_cursor(frame, area, 0, column);
    }
}

/// Draws a field of several lines, scrolled so that the cursor's row has others around it.
pub fn lines(frame: &mut Frame<'_>, area: Rect, editor: &Editor, has_focus: bool, theme: Theme) {
    let columns = usize::from(area.width);
    let rows = editor.rows(text_columns(area));
    let (row, column) = editor.place(text_columns(area));
    let height = usize::from(area.height);
    let first = row
        .saturating_sub(height / 2)
        .min(rows.len().saturating_sub(height));
    for (at, place) in area.rows().enumerate() {
        let shown = rows
            .get(first + at)
            .map_or("", |it| &editor.text()[it.clone()]);
        let shown = pad(shown, columns);
        ink::text(frame, (place.x, place.y), &shown, place.width, theme.field);
    }
    if has_focus {
        place_cursor(frame, area, row - first, column);
    }
}

/// The columns that a field of several lines fills with text; the last is left to the cursor.
pub fn text_columns(area: Rect) -> usize {
    usize::from(area.width).saturating_sub(1)
}

fn place_cursor(frame: &mut Frame<'_>, area: Rect, row: usize, column: usize) {
    let add =
        |start: u16, more: usize| start.saturating_add(u16::try_from(more).unwrap_or(u16::MAX));
    frame.set_cursor_position(Position::new(
        add(area.x, column).min(area.right().saturating_sub(1)),
        add(area.y, row).min(area.bottom().saturating_sub(1)),
    ));
}
