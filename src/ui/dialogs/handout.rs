//! 交办本条, 交办本章: what would be given to whom, before it is.

use ratatui::Frame;
use ratatui::crossterm::event::KeyEvent;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Reply, said};
use crate::app::{Error, Preview};
use crate::text::width::wrap;
use crate::ui::action::{Action, Breaking};
use crate::ui::keymap::{self, Scope};
use crate::ui::theme::Theme;
use crate::ui::widgets::{lines, popup};

const WIDEST: u16 = 76;

/// The preview of giving out several drafts.
#[derive(Debug)]
pub struct Handout {
    whole: &'static str,
    preview: Preview,
    answer: String,
}

impl Handout {
    /// A preview; `whole` says of what: 本条, 本章.
    pub fn new(whole: &'static str, preview: Preview) -> Self {
        Self {
            whole,
            preview,
            answer: String::new(),
        }
    }

    /// Takes a key.
    pub fn key(&mut self, key: KeyEvent) -> Reply {
        let is_again = matches!(
            keymap::resolve(Scope::Workspace, key),
            Some(Action::Break(Breaking::AssignSection))
        );
        match keymap::resolve(Scope::Question, key) {
            Some(Action::Back) => Reply::Close,
            Some(Action::Agree) if self.preview.tasks.is_empty() => Reply::Close,
            Some(Action::Agree) => Reply::HandOut(self.preview.clone()),
            _ if is_again && !self.preview.tasks.is_empty() => Reply::HandOut(self.preview.clone()),
            _ => Reply::Stay,
        }
    }

    /// Says why not.
    pub fn refuse(&mut self, error: &Error) {
        self.answer = said(error);
    }

    /// What it says, a paragraph each.
    fn told(&self) -> Vec<String> {
        let preview = &self.preview;
        let mut told = Vec::new();
        if preview.tasks.is_empty() {
            told.push(format!("{}没有可以交办的草稿。", self.whole));
        } else {
            let departments: Vec<String> = preview
                .departments
                .iter()
                .map(|(name, count)| format!("{name}{count}项"))
                .collect();
            told.push(format!(
                "交办{}的 {} 项任务（{} 条措施）：{}。",
                self.whole,
                preview.tasks.len(),
                preview.measures,
                departments.join("，")
            ));
        }
        for (titles, what) in [
            (&preview.without_lead, "没有牵头单位，留作草稿"),
            (&preview.to_confirm, "时限有两种读法，请先核对"),
        ] {
            if let Some(first) = titles.first() {
                let more = if titles.len() > 1 { "等" } else { "" };
                told.push(format!("{} 项{what}：{first}{more}。", titles.len()));
            }
        }
        told
    }

    /// Draws it in the middle of an area.
    pub fn view(&self, frame: &mut Frame<'_>, area: Rect, theme: Theme) {
        let columns = WIDEST.min(area.width);
        let room = usize::from(columns.saturating_sub(4));
        let told: Vec<String> = self.told().iter().flat_map(|it| wrap(it, room)).collect();
        let answer = if self.answer.is_empty() {
            Vec::new()
        } else {
            wrap(&self.answer, room)
        };
        let rows = u16::try_from(told.len() + answer.len()).unwrap_or(u16::MAX);
        let title = format!("交办{}", self.whole);
        let inner = popup::open(frame, area, columns, rows.saturating_add(2), &title, theme);
        let told = told.iter().map(|it| (it, Style::new()));
        let answer = answer.iter().map(|it| (it, theme.refused));
        for (row, (line, style)) in inner.rows().zip(told.chain(answer)) {
            lines::text(frame, row, line, style);
        }
    }
}
