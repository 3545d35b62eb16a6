//! A task's page: all that is known of it, over the whole body.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::Effect;
use crate::app::{App, Error};
use crate::domain::id::TaskId;
use crate::ui::action::Action;
use crate::ui::theme::Theme;
use crate::ui::widgets::beside::Beside;
use crate::ui::widgets::detail::{Detail, Sheet};

/// The widest a page is drawn: a longer line of Chinese is hard to read.
const WIDEST: u16 = 100;

/// A task's page.
#[derive(Debug)]
pub struct TaskPageScreen {
    page: Beside,
    sheet: Box<Sheet>,
    is_stale: bool,
}

impl TaskPageScreen {
    /// Reads a task.
    pub fn open(app: &App, id: TaskId) -> Result<Self, Error> {
        let mut screen = Self {
            page: Beside::default(),
            sheet: Box::new(Sheet::load(app, id)?),
            is_stale: false,
        };
        screen.page.show(Detail::Task(screen.sheet.clone()));
        Ok(screen)
    }

    /// Does what a key asks.
    pub fn update(&mut self, action: Action) -> Effect {
        if self.page.update(action) {
            return Effect::None;
        }
        match action {
            Action::Back => Effect::Close,
            _ => Effect::None,
        }
    }

    /// Reads the task again if it may have changed.
    pub fn prepare(&mut self, app: &App, body: Rect, theme: Theme) -> Result<(), Error> {
        if self.is_stale {
            self.is_stale = false;
            *self.sheet = Sheet::load(app, self.sheet.id())?;
            self.page.show(Detail::Task(self.sheet.clone()));
        }
        self.page.prepare(page(body), theme);
        Ok(())
    }

    /// Reads the task again before the next frame.
    pub fn refresh(&mut self) {
        self.is_stale = true;
    }

    /// The task as it was last read.
    pub fn sheet(&self) -> &Sheet {
        &self.sheet
    }

    /// Which task it is.
    pub fn summary(&self) -> String {
        format!("任务 {}", self.sheet.id())
    }

    /// Draws the page.
    pub fn view(&self, frame: &mut Frame<'_>, body: Rect, theme: Theme) {
        self.page.view(frame, page(body), theme);
    }
}

fn page(body: Rect) -> Rect {
    Rect {
        width: body.width.min(WIDEST),
        ..body
    }
}
