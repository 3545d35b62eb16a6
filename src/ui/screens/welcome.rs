//! 欢迎: the first run, with no file yet. It says where the file will be, and makes none before one has chosen.

use ratatui::Frame;
use ratatui::layout::Rect;
use std::path::PathBuf;

use crate::text::width::{cut, wrap};
use crate::ui::action::Action;
use crate::ui::theme::Theme;
use crate::ui::widgets::lines;

/// How to begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Start {
    /// With a built-in plan: its word for the command line.
    BuiltIn(String),
    /// With the user's own document.
    Import,
    /// With nothing.
    Empty,
}

/// The welcome screen.
#[derive(Debug)]
pub struct Welcome {
    path: PathBuf,
    choices: Vec<(Start, String, &'static str)>,
    cursor: usize,
}

impl Welcome {
    /// Offers the built-in plans (word and title), an import, an empty start.
    pub fn new(path: PathBuf, built_in: Vec<(String, String)>) -> Self {
        let mut choices: Vec<(Start, String, &'static str)> = built_in
            .into_iter()
            .map(|(slug, title)| {
                (
                    Start::BuiltIn(slug),
                    format!("装入内置计划：{title}"),
                    "已逐条拆成任务，可以马上看、马上办；没有印责任单位的，列出建议。",
                )
            })
            .collect();
        choices.push((
            Start::Import,
            "导入自己的计划文件".to_owned(),
            "逐条拆成任务草稿，由协调员核对后交办。",
        ));
        choices.push((
            Start::Empty,
            "空着开始".to_owned(),
            "只建立数据文件，以后再导入计划。",
        ));
        Self {
            path,
            choices,
            cursor: 0,
        }
    }

    /// Moves over the choices; gives the one that is taken.
    pub fn update(&mut self, action: Action) -> Option<Start> {
        let last = self.choices.len().saturating_sub(1);
        match action {
            Action::Up => self.cursor = self.cursor.saturating_sub(1),
            Action::Down => self.cursor = (self.cursor + 1).min(last),
            Action::First | Action::PageUp => self.cursor = 0,
            Action::Last | Action::PageDown => self.cursor = last,
            Action::Open => return self.choices.get(self.cursor).map(|it| it.0.clone()),
            _ => {}
        }
        None
    }

    /// Draws greeting, place of the file, and choices.
    pub fn view(&self, frame: &mut Frame<'_>, body: Rect, theme: Theme) {
        let width = body.width.saturating_sub(4).min(92);
        let mut place = Rect {
            x: body.x + (body.width - width) / 2,
            y: body.y + body.height / 10,
            width,
            height: 1,
        };
        let columns = usize::from(width);
        let gap = u16::from(body.height > 20);
        let mut say = |text: &str, style, gap: u16| {
            for line in wrap(text, columns) {
                if place.y < body.bottom() {
                    lines::text(frame, place, &line, style);
                }
                place.y += 1;
            }
            place.y += gap;
        };
        say("欢迎使用督办", theme.strong, 1);
        say(
            "把一份计划逐条拆成任务，每项任务一个牵头单位、一个时限、一个状态，看得见谁逾期、谁办结。",
            theme.dim,
            1,
        );
        say(
            "还没有数据文件。选定后建立在：",
            ratatui::style::Style::new(),
            0,
        );
        say(&format!("  {}", self.path.display()), theme.strong, 1);
        say("从哪里开始？", ratatui::style::Style::new(), 1);
        for (at, (_, title, note)) in self.choices.iter().enumerate() {
            let is_chosen = at == self.cursor;
            let mark = if is_chosen { "> " } else { "  " };
            let style = if is_chosen {
                theme.chosen
            } else {
                theme.strong
            };
            say(&cut(&format!("{mark}{title}"), columns), style, 0);
            // Only what is chosen says more, so that a small screen has room for every choice.
            if is_chosen {
                say(&cut(&format!("  {note}"), columns), theme.dim, gap);
            }
        }
    }
}
