//! The whole screen: a bar, the tabs, the body, the status line, the key line, and what lies over it.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::action::{Action, Tab};
use super::keymap::{self, Scope};
use super::model::{Dashboard, Heading, Message, Stage, Ui};
use super::widgets::lines;
use crate::domain::day::{Week, weekday_label};
use crate::domain::status::{Status, Verb};
use crate::text::width::{cut, pad, width};

impl Ui {
    /// Draws everything, on a frame as large as the window was said to be. It asks nothing and changes nothing.
    pub fn view(&self, frame: &mut Frame<'_>) {
        let area = frame.area();
        if area.as_size() != self.size {
            // The window has just changed, and what was read does not fit it: the next turn reads and draws anew.
            return;
        }
        if self.is_too_small() || area.height < 4 {
            let text = format!(
                "窗口太小（{}列{}行），请放大到60列16行以上。",
                area.width, area.height
            );
            lines::text(frame, area, &text, ratatui::style::Style::new());
            return;
        }
        let body = self.body();
        match &self.stage {
            Stage::Welcome(_) => self.view_bar(frame, area, "", ""),
            Stage::Open(dashboard) => {
                let heading = &dashboard.heading;
                self.view_bar(frame, area, &heading.plan, &day_of(heading));
                self.view_tabs(
                    frame,
                    Rect {
                        y: 1,
                        height: 1,
                        ..area
                    },
                    dashboard,
                );
            }
        }
        match (&self.help, &self.stage) {
            (Some(help), _) => help.view(frame, body, self.theme),
            (None, Stage::Welcome(welcome)) => welcome.view(frame, body, self.theme),
            (None, Stage::Open(dashboard)) => dashboard.screen().view(frame, body, self.theme),
        }
        let status = Rect {
            y: area.height - 2,
            height: 1,
            ..area
        };
        let keys = Rect {
            y: area.height - 1,
            height: 1,
            ..area
        };
        self.view_keys(frame, keys);
        self.view_status(frame, status, keys);
        if let Some(palette) = &self.palette {
            palette.view(frame, body, self.theme);
        }
        if let Some(dialog) = &self.dialog {
            dialog.view(frame, body, self.theme);
        }
    }

    fn view_bar(&self, frame: &mut Frame<'_>, area: Rect, plan: &str, right: &str) {
        let style = if self.is_past() {
            self.theme.past
        } else {
            self.theme.bar
        };
        let columns = usize::from(area.width);
        let right = format!("  {right} ");
        let left = columns.saturating_sub(width(&right));
        let text = pad(&format!(" 督办  {plan}"), left) + &right;
        lines::text(frame, area, &text, style);
    }

    /// Whether a past day is looked at.
    fn is_past(&self) -> bool {
        matches!(&self.stage, Stage::Open(dashboard) if dashboard.heading.is_past)
    }

    fn view_tabs(&self, frame: &mut Frame<'_>, area: Rect, dashboard: &Dashboard) {
        let (labels, gap) = self.tab_labels(dashboard);
        let mut spans = Vec::new();
        for (tab, label) in labels {
            let style = if tab == dashboard.tab {
                self.theme.chosen.patch(self.theme.strong)
            } else {
                ratatui::style::Style::new()
            };
            spans.push(Span::styled(format!("{gap}{label}{gap}"), style));
            spans.push(Span::raw(" "));
        }
        lines::draw(frame, area, &[Line::from(spans)], 0);
    }

    /// The tabs with what they count, and what stands on both sides of each.
    pub fn tab_labels(&self, dashboard: &Dashboard) -> (Vec<(Tab, String)>, &'static str) {
        let label = |tab: Tab| {
            let count = match tab {
                Tab::Overdue => Some(dashboard.heading.overdue)
                    .filter(|it| *it > 0)
                    .map_or_else(String::new, |it| it.to_string()),
                Tab::Inbox => dashboard.heading.waiting.label(),
                _ => String::new(),
            };
            format!("{} {count}", tab.label()).trim_end().to_owned()
        };
        let labels: Vec<(Tab, String)> = Tab::ALL.into_iter().map(|it| (it, label(it))).collect();
        // Where the screen is too narrow for all of them, they stand closer.
        let whole: usize = labels.iter().map(|it| width(&it.1) + 3).sum();
        let is_tight = whole > usize::from(self.size.width) + 1;
        (labels, if is_tight { "" } else { " " })
    }

    /// The news, the filter, or how much there is; news that does not fit goes on over the key line.
    fn view_status(&self, frame: &mut Frame<'_>, status: Rect, keys: Rect) {
        let columns = usize::from(status.width.saturating_sub(2));
        let (text, style, more) = match &self.message {
            Some(Message::Done(text)) => (text.clone(), self.theme.done, String::new()),
            Some(Message::Refused { message, hint }) => {
                let hint = if hint.is_empty() {
                    String::new()
                } else {
                    format!("提示：{hint}")
                };
                (message.clone(), self.theme.refused, hint)
            }
            None => return self.view_summary(frame, status),
        };
        let inner = |area: Rect| Rect {
            x: area.x + 1,
            width: area.width.saturating_sub(2),
            ..area
        };
        let whole = format!("{text}{more}");
        if width(&whole) <= columns {
            lines::text(frame, inner(status), &whole, style);
            return;
        }
        let mut rows = crate::text::width::wrap(&text, columns);
        if !more.is_empty() {
            rows.truncate(1);
            rows.push(more);
        }
        if let Some(first) = rows.first() {
            lines::text(frame, inner(status), first, style);
        }
        if rows.len() > 1 {
            let rest = format!(" {}", cut(&rows[1..].concat(), columns));
            lines::text(frame, keys, &pad(&rest, usize::from(keys.width)), style);
        }
    }

    fn view_summary(&self, frame: &mut Frame<'_>, area: Rect) {
        if let Some(help) = &self.help {
            lines::text(frame, area, &format!(" {}", help.summary()), self.theme.dim);
            return;
        }
        let Stage::Open(dashboard) = &self.stage else {
            return;
        };
        let summary = dashboard.screen().summary();
        match dashboard.screen().search() {
            Some(search) if search.is_open && !search.is_set() => {
                let told = format!("{summary}  {}", dashboard.screen().fields());
                search.view(frame, area, told.trim_end(), self.theme);
            }
            Some(search) if search.is_open || search.is_set() => {
                search.view(frame, area, &summary, self.theme);
            }
            _ => lines::text(frame, area, &format!(" {summary}"), self.theme.dim),
        }
    }

    /// What can be done here: acts first, those that can't be done now greyed; the general keys always fit.
    fn view_keys(&self, frame: &mut Frame<'_>, area: Rect) {
        let scope = self.scope();
        let sheet = match &self.stage {
            Stage::Open(dashboard) => dashboard.screen().sheet(),
            Stage::Welcome(_) => None,
        };
        let has_task = match &self.stage {
            Stage::Open(dashboard) => dashboard.screen().selected().is_some(),
            Stage::Welcome(_) => false,
        };
        let is_past = self.is_past();
        let is_suspended = sheet.is_some_and(|it| it.page.task.state.status == Status::Suspended);
        let is_allowed = |verb| has_task && sheet.is_some_and(|it| it.allowed.contains(&verb));
        let entries: Vec<(String, String, bool, bool)> = keymap::shown_in(scope)
            .filter(|it| !it.word.is_empty())
            .map(|it| {
                let key = keymap::label(it.keys[0]);
                match it.action {
                    Action::Act(Verb::Suspend) if is_suspended => (
                        key,
                        Verb::Resume.label().to_owned(),
                        is_allowed(Verb::Resume),
                        true,
                    ),
                    Action::Act(Verb::AskExtension) if is_allowed(Verb::Grant) => {
                        (key, "批延期".to_owned(), true, true)
                    }
                    Action::Act(verb) => (key, it.word.to_owned(), is_allowed(verb), true),
                    Action::Break(_) | Action::Department(_) | Action::Person(_) => {
                        let can = !(is_past && it.action.is_act());
                        (key, it.word.to_owned(), can, true)
                    }
                    _ => (key, it.word.to_owned(), true, false),
                }
            })
            .collect();
        let spaced = scope_has_words(scope);
        let length = |(key, word, ..): &(String, String, bool, bool)| {
            width(key) + usize::from(spaced) + width(word) + 1 + usize::from(spaced)
        };
        let general: usize = entries.iter().filter(|it| !it.3).map(length).sum();
        let mut room = usize::from(area.width).saturating_sub(general + 1);
        let mut spans = vec![Span::raw(" ")];
        for entry in &entries {
            if entry.3 {
                let Some(left) = room.checked_sub(length(entry)) else {
                    continue;
                };
                room = left;
            }
            let (key, word, can, _) = entry;
            let (key_style, word_style) = if *can {
                (self.theme.key, ratatui::style::Style::new())
            } else {
                (self.theme.dim, self.theme.dim)
            };
            let gap = if spaced { " " } else { "" };
            spans.push(Span::styled(key.clone(), key_style));
            spans.push(Span::styled(format!("{gap}{word} {gap}"), word_style));
        }
        lines::draw(frame, area, &[Line::from(spans)], 0);
    }
}

/// The day that is looked at, and who looks.
fn day_of(heading: &Heading) -> String {
    let (day, person) = (heading.today, &heading.person);
    if heading.is_past {
        return format!("{day} 旧貌 · 只读  {person}");
    }
    let (weekday, week) = (weekday_label(day), Week::of(day).number());
    format!("{day} {weekday} 第{week}周  {person}")
}

/// Where the keys are words themselves (回车 确认), a space parts them from what they do.
fn scope_has_words(scope: Scope) -> bool {
    matches!(
        scope,
        Scope::Typing
            | Scope::Form
            | Scope::Question
            | Scope::Unsent
            | Scope::Drafts
            | Scope::Welcome
    )
}
