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
        lines::draw(frame, inner, &lines, self.scroll.top);
        let left = lines.len().saturating_sub(self.scroll.top);
        lines::rest(frame, inner, left, theme);
    }
}

fn columns(area: Rect) -> usize {
    usize::from(area.width.saturating_sub(2))
}

/// The list's part of a body and the detail's; on a narrow screen both are the whole, and one is drawn.
pub fn split(body: Rect) -> Option<(Rect, Rect)> {
    if body.width < WIDE {
        return None;
    }
    let list = body.width * 2 / 3 / 2 * 2;
    Some((
        Rect {
            width: list,
            ..body
        },
        Rect {
            x: body.x + list + 1,
            width: body.width - list - 1,
            ..body
        },
    ))
}
