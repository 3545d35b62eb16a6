//! 签收, 恢复, 分解 of several tasks: an act without words, of which is shown what it will do.

use ratatui::Frame;
use ratatui::crossterm::event::KeyEvent;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Reply, said};
use crate::app::{Command, Error};
use crate::domain::id::TaskId;
use crate::domain::status::Verb;
use crate::text::width::wrap;
use crate::ui::action::Action;
use crate::ui::keymap::{self, Scope};
use crate::ui::theme::Theme;
use crate::ui::widgets::detail::Sheet;
use crate::ui::widgets::{lines, popup};

const WIDEST: u16 = 60;

/// A question.
#[derive(Debug)]
pub struct Confirm {
    verb: Verb,
    task: TaskId,
    seen: i64,
    /// What is asked, in lines.
    question: Vec<String>,
    answer: String,
}

impl Confirm {
    /// Asks whether to do this to the task.
    pub fn new(verb: Verb, sheet: &Sheet) -> Self {
        Self {
            verb,
            task: sheet.id(),
            seen: sheet.page.task.rev,
            question: vec![format!(
                "{}「{}」？",
                verb.label(),
                sheet.page.task.promise.title
            )],
            answer: String::new(),
        }
    }

    /// Tells what it is meant for instead of its one task.
    pub fn tell(&mut self, about: Vec<String>) {
        self.question = about;
    }

    /// Takes a key; the act's own, pressed again, means yes.
    pub fn key(&mut self, key: KeyEvent) -> Reply {
        let is_again = match keymap::resolve(Scope::Acts, key) {
            Some(Action::Act(verb)) => {
                verb == self.verb || (verb, self.verb) == (Verb::Suspend, Verb::Resume)
            }
            _ => false,
        };
        match keymap::resolve(Scope::Question, key) {
            Some(Action::Back) => Reply::Close,
            Some(Action::Agree) => Reply::Send(self.command()),
            _ if is_again => Reply::Send(self.command()),
            _ => Reply::Stay,
        }
    }

    /// The act on its one task.
    pub fn command(&self) -> Command {
        Command::new(self.task, self.verb).seen(self.seen)
    }

    /// Says why not. With the task as it now is, the next try is made on that.
    pub fn refuse(&mut self, error: &Error, now: Option<&Sheet>) {
        self.answer = said(error);
        if let Some(sheet) = now {
            self.seen = sheet.page.task.rev;
        }
    }

    /// Draws it in the middle of an area.
    pub fn view(&self, frame: &mut Frame<'_>, area: Rect, theme: Theme) {
        let columns = WIDEST.min(area.width);
        let room = usize::from(columns.saturating_sub(4));
        let question: Vec<String> = self.question.iter().flat_map(|it| wrap(it, room)).collect();
        let answer = if self.answer.is_empty() {
            Vec::new()
        } else {
            wrap(&self.answer, room)
        };
        let rows = u16::try_from(question.len() + answer.len()).unwrap_or(u16::MAX);
        let inner = popup::open(
            frame,
            area,
            columns,
            rows.saturating_add(2),
            self.verb.label(),
            theme,
        );
        let question = question.iter().map(|it| (it, Style::new()));
        let answer = answer.iter().map(|it| (it, theme.refused));
        for (row, (line, style)) in inner.rows().zip(question.chain(answer)) {
            lines::text(frame, row, line, style);
        }
    }
}
