//! Drawing a form.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::field::{Field, Kind, Note};
use super::unsent::{ANSWERS, QUESTION};
use super::{FRAME, Form, WIDEST, read_percent};
use crate::text::width::{pad, width, wrap};
use crate::ui::theme::Theme;
use crate::ui::widgets::{field, lines, popup};

/// The columns of a field that holds a percent, and of the bar behind it.
const PERCENT: u16 = 8;
const BAR: u16 = 20;

impl Form {
    /// Draws it in the middle of an area.
    pub fn view(&self, frame: &mut Frame<'_>, area: Rect, theme: Theme) {
        let columns = WIDEST.min(area.width);
        let answer = self.said(usize::from(columns.saturating_sub(FRAME)));
        let wanted = self.height() + answer.len();
        let rows = u16::try_from(wanted).unwrap_or(u16::MAX).saturating_add(2);
        let inner = popup::open(frame, area, columns, rows, &self.title, theme);
        let mut rows = inner.rows();
        // Where the screen is too low for all, a text of several lines gives way, and then what stands above the fields.
        let spare = wanted.saturating_sub(usize::from(inner.height));
        let tall = self.fields.iter().filter(|it| it.is_tall());
        let given: usize = tall.map(|it| usize::from(it.rows) - 1).sum();
        let short = spare.saturating_sub(given);
        let kept = self.about.len().saturating_sub(short).max(1);
        for (at, about) in self.about.iter().take(kept).enumerate() {
            let style = if at == 0 { theme.strong } else { theme.dim };
            if let Some(row) = rows.next() {
                lines::text(frame, row, about, style);
            }
        }
        if short <= self.about.len() - kept {
            rows.next();
        }
        let hidden = u16::try_from(spare).unwrap_or(u16::MAX);
        for (at, field) in self.fields.iter().enumerate() {
            let has_focus = at == self.focus && !self.is_asking;
            view_field(frame, &mut rows, field, hidden, has_focus, theme);
        }
        if let Some(row) = rows.next() {
            let style = if self.focus == self.fields.len() {
                theme.chosen
            } else {
                Style::new()
            };
            let place = Rect {
                width: row.width.min(8),
                ..row
            };
            lines::text(frame, place, "[ 提交 ]", style);
        }
        for line in answer {
            if let Some(row) = rows.next() {
                let style = match (self.is_asking, self.is_told) {
                    (true, _) => theme.strong,
                    (_, true) => theme.done,
                    _ => theme.refused,
                };
                lines::text(frame, row, &line, style);
            }
        }
    }

    /// The lines below the button: a question, or an answer.
    fn said(&self, columns: usize) -> Vec<String> {
        if self.is_asking {
            vec![QUESTION.to_owned(), ANSWERS.to_owned()]
        } else if self.answer.is_empty() {
            Vec::new()
        } else {
            wrap(&self.answer, columns)
        }
    }

    /// The rows inside the frame, the answer left out.
    fn height(&self) -> usize {
        let fields: usize = self
            .fields
            .iter()
            .enumerate()
            .map(|(at, it)| {
                let below = if at == self.focus && !self.is_asking {
                    it.offers.len() + usize::from(it.kind != Kind::Words)
                } else {
                    0
                };
                usize::from(it.rows) + usize::from(it.is_tall()) + below
            })
            .sum();
        self.about.len() + 1 + fields + 1
    }
}

fn view_field(
    frame: &mut Frame<'_>,
    rows: &mut impl Iterator<Item = Rect>,
    field: &Field,
    hidden: u16,
    has_focus: bool,
    theme: Theme,
) {
    let Some(head) = rows.next() else {
        return;
    };
    let style = if has_focus {
        theme.strong
    } else {
        Style::new()
    };
    lines::text(frame, head, &field.label, style);
    if field.is_tall() {
        let Some(first) = rows.next() else {
            return;
        };
        let more = (field.rows - 1).saturating_sub(hidden);
        let height = 1 + rows.take(usize::from(more)).count();
        let area = Rect {
            height: u16::try_from(height).unwrap_or(1),
            ..first
        };
        field::lines(frame, area, &field.editor, has_focus, theme);
    } else {
        let skip = u16::try_from(width(&field.label) + 1)
            .unwrap_or(head.width)
            .min(head.width);
        let area = Rect {
            x: head.x + skip,
            width: head.width - skip,
            ..head
        };
        let area = with_bar(frame, area, field);
        field::line(frame, area, &field.editor, has_focus, theme);
    }
    if has_focus {
        view_note(frame, rows, field, theme);
        for (at, offer) in field.offers.iter().enumerate() {
            let style = if at == field.marked {
                theme.chosen
            } else {
                theme.dim
            };
            if let Some(row) = rows.next() {
                let place = Rect {
                    x: row.x + 2,
                    width: row.width.saturating_sub(2).min(40),
                    ..row
                };
                lines::text(frame, place, &pad(offer, usize::from(place.width)), style);
            }
        }
    }
}

/// Draws the bar of a percent behind its field, and gives the room that is left to the field.
fn with_bar(frame: &mut Frame<'_>, area: Rect, field: &Field) -> Rect {
    if field.kind != Kind::Percent || area.width < PERCENT + 1 + BAR + 6 {
        return area;
    }
    let percent = read_percent(field.editor.text()).ok().flatten();
    if let Some(percent) = percent.and_then(|it| usize::try_from(it).ok()) {
        let whole = usize::from(BAR);
        let full = whole * percent / 100;
        let bar = format!(
            "[{}{}] {percent}%",
            "#".repeat(full),
            "-".repeat(whole - full)
        );
        let place = Rect {
            x: area.x + PERCENT + 1,
            width: area.width - PERCENT - 1,
            ..area
        };
        lines::text(frame, place, &bar, Style::new());
    }
    Rect {
        width: PERCENT,
        ..area
    }
}

/// Says below a field how what is typed is read, or why it is not.
fn view_note(
    frame: &mut Frame<'_>,
    rows: &mut impl Iterator<Item = Rect>,
    field: &Field,
    theme: Theme,
) {
    let Some(note) = field.note() else {
        return;
    };
    let (text, style) = match note {
        Note::Told(text) => (text, theme.dim),
        Note::Wrong(text) => (text, theme.refused),
    };
    if let Some(row) = rows.next() {
        let place = Rect {
            x: row.x + 2,
            width: row.width.saturating_sub(2),
            ..row
        };
        lines::text(frame, place, &text, style);
    }
}
