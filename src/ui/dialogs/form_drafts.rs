//! 草稿: what one began to fill in and did not send, to go on with or to throw away.

use ratatui::Frame;
use ratatui::crossterm::event::KeyEvent;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::Reply;
use crate::app::china_minute;
use crate::domain::form_draft::FormDraft;
use crate::text::width::{pad, wrap};
use crate::ui::action::Action;
use crate::ui::keymap::{self, Scope};
use crate::ui::theme::Theme;
use crate::ui::widgets::{lines, popup};

const WIDEST: u16 = 76;
/// The most drafts that are listed at once; the rest of the box is the text of the one under the cursor.
const MOST: usize = 6;

/// The list of drafts.
#[derive(Debug)]
pub struct DraftList {
    drafts: Vec<FormDraft>,
    cursor: usize,
    /// The first line of the text that is shown.
    top: usize,
    /// Whether the one under the cursor goes at the next key: it can't be brought back.
    is_sure: bool,
}

impl DraftList {
    /// A list, which is not empty.
    pub fn new(drafts: Vec<FormDraft>) -> Self {
        Self {
            drafts,
            cursor: 0,
            top: 0,
            is_sure: false,
        }
    }

    /// Takes a key.
    pub fn key(&mut self, key: KeyEvent) -> Reply {
        let was_sure = std::mem::take(&mut self.is_sure);
        let last = self.drafts.len().saturating_sub(1);
        match keymap::resolve(Scope::Drafts, key) {
            Some(Action::Up) => (self.cursor, self.top) = (self.cursor.saturating_sub(1), 0),
            Some(Action::Down) => (self.cursor, self.top) = ((self.cursor + 1).min(last), 0),
            Some(Action::PageUp) => self.top = self.top.saturating_sub(5),
            Some(Action::PageDown) => {
                let end = self.text(usize::from(WIDEST)).len().saturating_sub(1);
                self.top = (self.top + 5).min(end);
            }
            Some(Action::Agree) => return self.reply(Reply::OpenDraft),
            Some(Action::GiveUp) if was_sure => return self.reply(Reply::ThrowAway),
            Some(Action::GiveUp) => self.is_sure = true,
            Some(Action::Back) => return Reply::Close,
            _ => {}
        }
        Reply::Stay
    }

    fn reply(&self, reply: impl Fn(Box<FormDraft>) -> Reply) -> Reply {
        let chosen = self.drafts.get(self.cursor).cloned();
        chosen.map_or(Reply::Close, |it| reply(Box::new(it)))
    }

    /// The text of the draft under the cursor, a field after the other.
    fn text(&self, columns: usize) -> Vec<(String, bool)> {
        let chosen = self.drafts.get(self.cursor);
        let fields = chosen.iter().flat_map(|it| &it.fields);
        let filled = fields.filter(|it| !it.text.trim().is_empty());
        filled
            .flat_map(|it| {
                let head = (it.label.clone(), true);
                let rows = wrap(&it.text, columns.saturating_sub(2));
                std::iter::once(head).chain(rows.into_iter().map(|row| (format!("  {row}"), false)))
            })
            .collect()
    }

    /// Draws it in the middle of an area.
    pub fn view(&self, frame: &mut Frame<'_>, area: Rect, theme: Theme) {
        let columns = WIDEST.min(area.width);
        let room = usize::from(columns.saturating_sub(4));
        let text = self.text(room);
        let listed = self.drafts.len().min(MOST);
        let rows = u16::try_from(listed + text.len() + 4).unwrap_or(u16::MAX);
        let title = format!("草稿，共 {} 份", self.drafts.len());
        let inner = popup::open(frame, area, columns, rows, &title, theme);
        let mut rows = inner.rows();
        let first = self.cursor.saturating_sub(MOST - 1);
        for (at, draft) in self.drafts.iter().enumerate().skip(first).take(listed) {
            let said = format!("{} {}", china_minute(draft.at), draft.title);
            let style = if at == self.cursor {
                theme.chosen
            } else {
                Style::new()
            };
            if let Some(row) = rows.next() {
                lines::text(frame, row, &pad(&said, room), style);
            }
        }
        if let Some(row) = rows.next() {
            let (said, style) = if self.is_sure {
                (
                    "丢弃后找不回来；再按一次 x 丢弃，按别的键不丢弃。",
                    theme.refused,
                )
            } else {
                ("", theme.dim)
            };
            lines::text(frame, row, said, style);
        }
        for ((line, is_head), row) in text.iter().skip(self.top).zip(rows) {
            let style = if *is_head { theme.dim } else { Style::new() };
            lines::text(frame, row, line, style);
        }
    }
}
