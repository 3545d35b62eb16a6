//! 自上次离开以来: what others did to the tasks that concern the person, task by task.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use std::collections::HashMap;

use super::Effect;
use crate::app::{App, Error, LogLine, Since, china_minute};
use crate::domain::id::{EventId, TaskId};
use crate::text::width::cut;
use crate::ui::action::Action;
use crate::ui::theme::Theme;
use crate::ui::widgets::beside::{self, Beside};
use crate::ui::widgets::detail::Sheet;
use crate::ui::widgets::lines;
use crate::ui::widgets::rows::Rows;

/// The rows above the list: since when, how much, and an empty one.
const HEAD: u16 = 3;

/// A row of the list: a task by its title, which its newest event tells, or one of the events below it.
#[derive(Clone, Copy, Debug)]
struct Row {
    task: TaskId,
    event: EventId,
    is_title: bool,
}

/// The page.
#[derive(Debug)]
pub struct SinceScreen {
    since: Since,
    list: Vec<Row>,
    rows: Rows,
    /// The events of the rows on the screen and a margin.
    held: HashMap<EventId, LogLine>,
    beside: Beside,
}

impl SinceScreen {
    /// What the app found.
    pub fn new(since: Since) -> Self {
        let mut list = Vec::new();
        for news in &since.news {
            let task = news.task;
            let title = news.events.first().map(|event| Row {
                task,
                event: *event,
                is_title: true,
            });
            list.extend(title);
            list.extend(news.events.iter().map(|event| Row {
                task,
                event: *event,
                is_title: false,
            }));
        }
        Self {
            since,
            list,
            rows: Rows::default(),
            held: HashMap::new(),
            beside: Beside::default(),
        }
    }

    /// Does what a key asks; going on moves the mark of how far the person has seen the record.
    pub fn update(&mut self, action: Action) -> Effect {
        let is_moved = if self.beside.has_focus {
            self.beside.update(action)
        } else {
            self.rows.update(action, self.list.len())
        };
        if is_moved {
            return Effect::None;
        }
        match action {
            Action::Open => return self.selected().map_or(Effect::None, Effect::Open),
            Action::NextPane => self.beside.has_focus = !self.beside.has_focus,
            Action::Back if self.beside.has_focus => self.beside.has_focus = false,
            Action::Back => return Effect::Seen(self.since.seen),
            _ => {}
        }
        Effect::None
    }

    /// Reads the rows that the next frame shows.
    pub fn prepare(&mut self, app: &App, body: Rect, theme: Theme) -> Result<(), Error> {
        let (list, detail) = beside::split(body).unwrap_or((body, body));
        let height = usize::from(list.height.saturating_sub(HEAD));
        self.rows.fit(height, self.list.len());
        let shown = self.rows.shown(self.list.len());
        let is_held = |row: &Row| self.held.contains_key(&row.event);
        if !self.list[shown].iter().all(is_held) {
            let from = self.rows.top.saturating_sub(height);
            let to = (self.rows.top + height * 2).min(self.list.len());
            let mut ids: Vec<EventId> = self.list[from..to].iter().map(|it| it.event).collect();
            ids.sort_unstable();
            ids.dedup();
            let lines = app.list_log(&ids)?.into_iter();
            self.held = lines.map(|it| (it.entry.id(), it)).collect();
        }
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

    /// Reads the task again before the next frame; what is new since stays as it was when the page came.
    pub fn refresh(&mut self) {
        self.held.clear();
        self.beside.expire();
    }

    /// The task under the cursor.
    pub fn selected(&self) -> Option<TaskId> {
        self.list.get(self.rows.cursor).map(|it| it.task)
    }

    /// The task as it was last read.
    pub fn sheet(&self) -> Option<&Sheet> {
        self.beside.detail.sheet()
    }

    /// How far the page tells the record.
    pub fn seen(&self) -> EventId {
        self.since.seen
    }

    /// How many tasks.
    pub fn summary(&self) -> String {
        format!("{}项任务有变动，按 Esc 继续", self.since.news.len())
    }

    /// Draws the page, and the task under the cursor beside or instead of it.
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
            self.view_list(frame, area, theme);
        }
        if let Some(area) = detail {
            self.beside.view(frame, area, theme);
        }
    }

    fn view_list(&self, frame: &mut Frame<'_>, area: Rect, theme: Theme) {
        let title = format!(" 自上次离开（{}）以来", china_minute(self.since.at));
        lines::text(frame, area, &title, theme.strong);
        let below = |rows: u16| {
            Rect {
                y: area.y + rows,
                height: area.height.saturating_sub(rows),
                ..area
            }
            .intersection(area)
        };
        lines::text(frame, below(1), &self.counts(), theme.dim);
        if self.list.is_empty() {
            lines::nothing(frame, below(1), "没有需要您看的变动。", theme);
        }
        for (at, place) in self.rows.shown(self.list.len()).zip(below(HEAD).rows()) {
            let row = self.list[at];
            let is_chosen = at == self.rows.cursor;
            let Some(line) = self.held.get(&row.event) else {
                continue;
            };
            let mark = if is_chosen { "> " } else { "  " };
            let columns = usize::from(place.width).saturating_sub(3);
            let line = if row.is_title {
                let text = cut(&line.title(), columns);
                Line::from(vec![Span::raw(mark), Span::styled(text, theme.strong)])
            } else {
                let (who, verb) = (&line.who, line.entry.verb().label());
                let said = line.entry.said().replace('\n', " ");
                let text = format!("  {} {who} {verb} {said}", line.when());
                Line::raw(format!("{mark}{}", cut(&text, columns)))
            };
            let has_focus = !self.beside.has_focus;
            lines::row(frame, place, &line, (is_chosen, has_focus), theme);
        }
    }

    /// How often others did what: 反馈12 申请办结3.
    fn counts(&self) -> String {
        let told: Vec<String> = self
            .since
            .counts
            .iter()
            .map(|(verb, count)| format!("{}{count}", verb.label()))
            .collect();
        let cut = if self.since.is_cut {
            "（只看最近5000条留痕）"
        } else {
            ""
        };
        format!(" {}{cut}", told.join("  "))
    }
}
