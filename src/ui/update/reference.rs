//! What the tasks of every plan refer to, changed: departments and indicators.

use crate::app::{App, Error};
use crate::domain::day_words::read_one;
use crate::domain::department::Department;
use crate::domain::id::{DepartmentId, IndicatorId};
use crate::domain::indicator::Reading;
use crate::domain::indicator::words::figure;
use crate::ui::action::Action;
use crate::ui::dialogs::directory::DepartmentChange;
use crate::ui::keymap::Scope;
use crate::ui::keys;
use crate::ui::model::{Message, Stage, Ui};
use crate::ui::screens::Screen;

impl Ui {
    /// Enters or changes a department, and goes to it; refused, the form stays with what was typed.
    pub(super) fn change_department(&mut self, change: &DepartmentChange) {
        let Stage::Open(dashboard) = &mut self.stage else {
            return;
        };
        match carry_out(&mut dashboard.app, change) {
            Ok((id, told)) => {
                self.dialog = None;
                if let (Screen::Directory(screen), _) = dashboard.screen_mut() {
                    screen.go_to(id);
                }
                self.refresh();
                self.message = Some(Message::Done(told));
            }
            Err(error) => {
                if let Some(dialog) = &mut self.dialog {
                    dialog.refuse(&error, None);
                }
            }
        }
    }

    /// Notes what an indicator was in a year; refused, the form stays with what was typed.
    pub(super) fn note(&mut self, indicator: IndicatorId, year: &str, value: &str, source: String) {
        let Stage::Open(dashboard) = &mut self.stage else {
            return;
        };
        let reading = Reading::parse(year, value, source)
            .map_err(|told| Error::user(told).hinted("只写数字，例如 2019 和 78.6。"));
        match reading.and_then(|it| dashboard.app.note_reading(indicator, &it)) {
            Ok(()) => {
                self.dialog = None;
                self.refresh();
                self.message = Some(Message::Done(format!(
                    "已登记；按 {} 撤销。",
                    keys::told(Scope::Indicators, Action::TakeBack)
                )));
            }
            Err(error) => {
                if let Some(dialog) = &mut self.dialog {
                    dialog.refuse(&error, None);
                }
            }
        }
    }

    pub(super) fn take_back(&mut self, indicator: IndicatorId) -> Result<(), Error> {
        let Stage::Open(dashboard) = &mut self.stage else {
            return Ok(());
        };
        let taken = dashboard.app.undo_reading(indicator)?;
        self.refresh();
        let message = format!("已撤销 {} 年的登记：{}。", taken.year, figure(taken.value));
        self.message = Some(Message::Done(message));
        Ok(())
    }
}

/// Does it, and says which department was made or changed, and what was done.
fn carry_out(app: &mut App, change: &DepartmentChange) -> Result<(DepartmentId, String), Error> {
    let today = app.today();
    let changed = match change {
        DepartmentChange::Add(new) => {
            let made = app.add_department(new)?;
            return Ok((made.id, format!("已录入「{}」。", made.name)));
        }
        DepartmentChange::Rename { name, new, since } => {
            let before = app.rename_department(name, new, read_one(since, today)?)?;
            let made = before.successor.map_or(before.id, |it| it.0);
            return Ok((made, told(app, &before)?));
        }
        DepartmentChange::Alias { name, aliases } => app.add_aliases(name, aliases)?,
        DepartmentChange::Succeed {
            name,
            successor,
            since,
        } => app.succeed_department(name, successor, read_one(since, today)?)?,
        DepartmentChange::Members {
            name,
            slug,
            members,
        } => app.set_members(name, slug, members)?,
        DepartmentChange::Retire { name, since } => {
            app.retire_department(name, read_one(since, today)?)?
        }
    };
    Ok((changed.id, told(app, &changed)?))
}

/// The last change of a department, in the words of its record.
fn told(app: &App, changed: &Department) -> Result<String, Error> {
    let (it, events) = app.department_page(&changed.name)?;
    let text = events.last().map_or("", |event| &event.text);
    Ok(format!("「{}」{text}。", it.name))
}
