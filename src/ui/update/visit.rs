//! Coming back and leaving, and the log of what was done in between.

use crate::app::Error;
use crate::ui::action::Tab;
use crate::ui::model::{Message, Stage, Ui};
use crate::ui::screens::Screen;
use crate::ui::screens::log::LogScreen;
use crate::ui::screens::since::SinceScreen;

impl Ui {
    /// Shows a pane; what lay over the one before is closed, and what it told is seen.
    pub(super) fn turn_to(&mut self, tab: Tab) {
        let Stage::Open(dashboard) = &mut self.stage else {
            return;
        };
        let seen = dashboard.over.iter().find_map(|it| match it {
            Screen::Since(page) => Some(page.seen()),
            _ => None,
        });
        super::show(dashboard, tab);
        if seen.is_some()
            && let Err(error) = dashboard.app.note_visit(seen)
        {
            self.message = Some(error.into());
        }
    }

    /// Leaves the program in order: from now on the person has seen the record as it is.
    pub(super) fn leave(&mut self) {
        self.is_leaving = true;
        if let Stage::Open(dashboard) = &mut self.stage {
            // Where the file can't be written, the next visit tells more than it need; nobody is kept from leaving for that.
            drop(dashboard.app.note_visit(None));
        }
    }

    /// Shows the log of the task under the cursor.
    pub(super) fn show_log(&mut self) {
        let Stage::Open(dashboard) = &mut self.stage else {
            return;
        };
        match dashboard.screen().selected() {
            Some(id) => {
                let log = LogScreen::of_task(id);
                dashboard.over.push(Screen::Log(Box::new(log)));
            }
            None => self.message = Some(Message::Done("先把光标移到一项任务上。".to_owned())),
        }
    }

    /// Shows what others did since the person was last there.
    pub(super) fn show_since(&mut self) -> Result<(), Error> {
        let Stage::Open(dashboard) = &mut self.stage else {
            return Ok(());
        };
        if let Some(since) = dashboard.app.since()? {
            let page = SinceScreen::new(since);
            dashboard.over.push(Screen::Since(Box::new(page)));
        } else {
            let told = "还没有上次离开的记录：用 q 退出一次以后，这里列出别人办了什么。";
            self.message = Some(Message::Done(told.to_owned()));
        }
        Ok(())
    }
}
