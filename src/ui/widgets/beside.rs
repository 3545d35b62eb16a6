//! The pane beside a list, which follows the cursor once the hand rests; on a narrow screen it takes the list's place.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::super::action::Action;
use super::super::theme::Theme;
use super::detail::{Detail, Sheet};
use super::lines;
use super::scroll::Scroll;
use crate::app::{App, Error};
use crate::domain::id::TaskId;

/// From this width on, the list and its detail stand side by side.
const WIDE: u16 = 110;
/// On a narrower one, from this height on one above the other.
const TALL: u16 = 30;

/// A detail that can be scrolled when it has the focus.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    /// What is told.
    pub detail: Detail,
    /// Whether the keys scroll it instead of moving over the list.
    pub has_focus: bool,
    is_stale: bool,
    scroll: Scroll,
}

impl Beside {
    /// Tells something else, from its top; where it is about the same task, from where it was.
    pub fn show(&mut self, detail: Detail) {
        let id = |detail: &Detail| detail.sheet().map(Sheet::id);
        if id(&self.detail).is_none() || id(&self.detail) != id(&detail) {
            self.scroll.top = 0;
        }
        self.detail = detail;
        self.is_stale = false;
    }

    /// What is told may have changed.
    pub fn expire(&mut self) {
        self.is_stale = true;
    }

    /// Whether something else has to be told: the cursor is on another task, or this one may have changed.
    pub fn is_behind(&self, id: Option<TaskId>) -> bool {
        let told = self.detail.sheet().map(Sheet::id);
        told != id || (self.is_stale && id.is_some())
    }

    /// Reads what the cursor is on.
    pub fn follow(&mut self, app: &App, id: Option<TaskId>) -> Result<(), Error> {
        let detail = match id {
            Some(id) => Detail::Task(Box::new(Sheet::load(app, id)?)),
            None => Detail::Nothing,
        };
        self.show(detail);
        Ok(())
    }

    /// Scrolls; `false` where the action is not about moving.
    pub fn update(&mut self, action: Action) -> bool {
        self.scroll.update(action)
    }

    /// Keeps the scroll inside what there is to show in an area.
    pub fn prepare(&mut self, area: Rect, theme: Theme) {
        let all = if self.scroll.top > 0 {
            self.detail.lines(columns(area), theme).len()
        } else {
            0
        };
        self.scroll.fit(usize::from(area.height), all);
    }

    /// Draws it.
    pub fn view(&self, frame: &mut Frame<'_>, area: Rect, theme: Theme) {
        let lines = self.detail.lines(columns(area), theme);
        let inner = Rect {
            x: area.x + 1,
            width: area.width.saturating_sub(2),
            ..area
        };
        lines::draw_page(frame, inner, &lines, self.scroll.top, theme);
    }
}

fn columns(area: Rect) -> usize {
    usize::from(area.width.saturating_sub(2))
}

/// The list's part of a body and the detail's: side by side where it is wide, one above the other where it is narrow and
/// tall. On a small screen there is no such parting: both are the whole, and one is drawn.
pub fn split(body: Rect) -> Option<(Rect, Rect)> {
    if body.width >= WIDE {
        return Some(part(body, body.width * 2 / 3 / 2 * 2));
    }
    (body.height >= TALL).then(|| {
        let list = body.height / 2;
        (
            Rect {
                height: list,
                ..body
            },
            Rect {
                y: body.y + list + 1,
                height: body.height - list - 1,
                ..body
            },
        )
    })
}

/// A list of so many columns and what is left beside it, a column for the line between them.
pub fn part(body: Rect, list: u16) -> (Rect, Rect) {
    let width = list.min(body.width.saturating_sub(1));
    (
        Rect { width, ..body },
        Rect {
            x: body.x + width + 1,
            width: body.width.saturating_sub(width + 1),
            ..body
        },
    )
}

/// Draws the line between a list's part of a body and the detail's.
pub fn divide(frame: &mut Frame<'_>, list: Rect, body: Rect, theme: Theme) {
    if list.width < body.width {
        lines::divide(frame, list.right(), body, theme);
    } else {
        let place = Rect {
            y: list.bottom(),
            height: 1,
            ..body
        };
        lines::rule(frame, place, theme);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_bodies_part_sideways_tall_ones_across_and_small_ones_not_at_all() {
        let body = |width, height| Rect::new(0, 2, width, height);
        let (list, detail) = split(body(120, 36)).unwrap();
        assert_eq!((list.height, detail.height), (36, 36));
        assert_eq!(list.width + 1 + detail.width, 120);
        let (list, detail) = split(body(80, 36)).unwrap();
        assert_eq!((list.width, detail.width), (80, 80));
        assert_eq!(list.height + 1 + detail.height, 36);
        assert_eq!(detail.y, list.bottom() + 1);
        assert_eq!(split(body(80, 20)), None);
    }
}
