//! The notice to a department (催办通知), as it is pasted into a chat: plain text over the whole body, to be marked and copied.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::Effect;
use crate::app::{App, Error};
use crate::domain::id::DepartmentId;
use crate::text::width::wrap;
use crate::ui::action::Action;
use crate::ui::theme::Theme;
use crate::ui::widgets::lines;
use crate::ui::widgets::scroll::Scroll;

/// The notice to one department.
#[derive(Debug)]
pub struct NoticeScreen {
    department: DepartmentId,
    name: String,
    text: String,
    rows: Vec<Line<'static>>,
    scroll: Scroll,
    is_stale: bool,
}

impl NoticeScreen {
    /// Reads the notice.
    pub fn open(app: &App, department: DepartmentId) -> Result<Self, Error> {
        let notice = app.notice_to(department)?;
        Ok(Self {
            department,
            text: notice.text(),
            name: notice.department,
            rows: Vec::new(),
            scroll: Scroll::default(),
            is_stale: false,
        })
    }

    /// Does what a key asks.
    pub fn update(&mut self, action: Action) -> Effect {
        if self.scroll.update(action) {
            return Effect::None;
        }
        match action {
            Action::Back => Effect::Close,
            _ => Effect::None,
        }
    }

    /// Reads the notice again if it may have changed, and fits it to the body.
    pub fn prepare(&mut self, app: &App, body: Rect, _theme: Theme) -> Result<(), Error> {
        if std::mem::take(&mut self.is_stale) {
            self.text = app.notice_to(self.department)?.text();
        }
        let columns = usize::from(body.width);
        let rows = self.text.lines().flat_map(|line| match line {
            "" => vec![String::new()],
            line => wrap(line, columns),
        });
        self.rows = rows.map(Line::from).collect();
        self.scroll.fit(usize::from(body.height), self.rows.len());
        Ok(())
    }

    /// Reads the notice again before the next frame.
    pub fn refresh(&mut self) {
        self.is_stale = true;
    }

    /// To whom it is, and how to send it all at once.
    pub fn summary(&self) -> String {
        let (name, all) = (&self.name, self.rows.len());
        format!("催办通知：{name}，共{all}行；export notice --department {name} 输出同样的文字")
    }

    /// Draws the text.
    pub fn view(&self, frame: &mut Frame<'_>, body: Rect, theme: Theme) {
        lines::draw_page(frame, body, &self.rows, self.scroll.top, theme);
    }
}
