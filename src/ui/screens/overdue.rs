//! 逾期: open tasks past their last day, the longest first.

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::Rect;

use super::Effect;
use crate::app::{App, Error};
use crate::domain::arrangement::Arrangement;
use crate::domain::filter::{Filter, Order};
use crate::domain::id::TaskId;
use crate::domain::light::Light;
use crate::ui::action::{Action, Tab};
use crate::ui::keymap::Scope;
use crate::ui::keys;
use crate::ui::theme::Theme;
use crate::ui::widgets::beside::{self, Beside};
use crate::ui::widgets::detail::Sheet;
use crate::ui::widgets::lines;
use crate::ui::widgets::search::{Search, found_nothing};
use crate::ui::widgets::task_list::TaskList;

/// The overdue tasks, with the one under the cursor beside them.
#[derive(Debug)]
pub struct Overdue {
    list: TaskList,
    beside: Beside,
    search: Search,
    /// Of what there is nothing, where there is nothing.
    what: &'static str,
}

impl Overdue {
    /// Every overdue task, of which there are so many today.
    pub fn new(total: usize, today: NaiveDate) -> Self {
        Self {
            list: TaskList::counted(filter(), total, today),
            beside: Beside::default(),
            search: Search::default(),
            what: "逾期任务",
        }
    }

    /// The tasks that another filter shows.
    pub fn listing(filter: Filter) -> Self {
        Self {
            list: TaskList::new(filter),
            beside: Beside::default(),
            search: Search::default(),
            what: "任务",
        }
    }

    /// Arranges the list.
    pub fn arrange(&mut self, arrangement: Arrangement) {
        self.list.arrange(arrangement);
    }

    /// Shows what another filter shows, the words that narrow it staying.
    pub fn show(&mut self, filter: Filter) {
        self.list.change(filter);
    }

    /// Whether there is something to close before the list: the detail that has the keys, or the words that narrow it.
    pub fn is_narrowed(&self) -> bool {
        self.beside.has_focus || self.search.is_set()
    }

    /// Does what a key asks.
    pub fn update(&mut self, action: Action) -> Effect {
        let is_moved = if self.beside.has_focus {
            self.beside.update(action)
        } else {
            self.list.update(action)
        };
        if is_moved {
            return Effect::None;
        }
        match action {
            Action::Open if self.list.turn_heading() => {}
            Action::Open => return self.selected().map_or(Effect::None, Effect::Open),
            Action::NextPane => self.beside.has_focus = !self.beside.has_focus,
            Action::Back if self.beside.has_focus => self.beside.has_focus = false,
            Action::Back => self.narrow(Search::clear),
            _ => {}
        }
        Effect::None
    }

    /// Reads the rows that the next frame shows.
    pub fn prepare(&mut self, app: &App, body: Rect, theme: Theme) -> Result<(), Error> {
        let (list, detail) = beside::split(body).unwrap_or((body, body));
        self.list.prepare(app, list)?;
        if self.beside.has_focus && self.is_behind() {
            self.rest(app)?;
        }
        self.beside.prepare(detail, theme);
        Ok(())
    }

    /// Whether the detail is of another task than the cursor's.
    pub fn is_behind(&self) -> bool {
        self.beside.is_behind(self.selected())
    }

    /// Reads the task under the cursor.
    pub fn rest(&mut self, app: &App) -> Result<(), Error> {
        self.beside.follow(app, self.selected())
    }

    /// Reads everything again before the next frame.
    pub fn refresh(&mut self) {
        self.list.refresh();
        self.beside.expire();
    }

    /// The task under the cursor.
    pub fn selected(&self) -> Option<TaskId> {
        self.list.selected().map(|it| it.row.id)
    }

    /// The task as it was last read.
    pub fn sheet(&self) -> Option<&Sheet> {
        self.beside.detail.sheet()
    }

    /// The list, where the cursor is in it.
    pub fn list_mut(&mut self) -> Option<&mut TaskList> {
        (!self.beside.has_focus).then_some(&mut self.list)
    }

    /// The filter.
    pub fn search(&self) -> &Search {
        &self.search
    }

    /// Changes the filter.
    pub fn narrow(&mut self, change: impl FnOnce(&mut Search) -> bool) {
        if change(&mut self.search) {
            self.list.search(self.search.text());
        }
    }

    /// How many there are.
    pub fn summary(&self) -> String {
        self.list.summary()
    }

    /// Draws the list, and the detail beside or instead of it.
    pub fn view(&self, frame: &mut Frame<'_>, body: Rect, theme: Theme) {
        let (list, detail) = match beside::split(body) {
            Some((list, detail)) => {
                beside::divide(frame, list, body, theme);
                (Some(list), Some(detail))
            }
            None if self.beside.has_focus => (None, Some(body)),
            None => (Some(body), None),
        };
        if let Some(area) = list {
            self.list.view(frame, area, !self.beside.has_focus, theme);
            if self.list.total() == 0 {
                let text = if self.search.is_set() {
                    found_nothing(self.what)
                } else {
                    let key = keys::told(Scope::Everywhere, Action::Show(Tab::Plan));
                    format!("没有{}。\n按 {key} 看各份计划的全部任务。", self.what)
                };
                lines::nothing(frame, area, &text, theme);
            }
        }
        if let Some(area) = detail {
            self.beside.view(frame, area, theme);
        }
    }
}

/// The filter of this pane, for the number on its tab as well.
pub fn filter() -> Filter {
    Filter {
        light: Some(Light::Overdue),
        order: Order::LastDay,
        ..Filter::default()
    }
}
