//! Who may do what, changed.

use crate::app::{App, Error, Kind};
use crate::ui::dialogs::Dialog;
use crate::ui::dialogs::people::StaffChange;
use crate::ui::model::{Message, Stage, Ui};
use crate::ui::screens::Screen;

impl Ui {
    /// Enters or changes a person, and goes to them; refused, the form stays with what was typed, and after a conflict it
    /// knows the person as they now are.
    pub(super) fn change_staff(&mut self, change: &StaffChange) {
        let Stage::Open(dashboard) = &mut self.stage else {
            return;
        };
        match carry_out(&mut dashboard.app, change) {
            Ok((login, told)) => {
                self.dialog = None;
                if let (Screen::People(screen), _) = dashboard.screen_mut() {
                    screen.go_to(&login);
                }
                self.refresh();
                self.message = Some(Message::Done(told));
            }
            Err(error) => {
                let app = &dashboard.app;
                if let Some(dialog) = &mut self.dialog {
                    dialog.refuse(&error, None);
                    if let Dialog::Person(form) = dialog
                        && error.kind == Kind::Conflict
                        && let Some(Ok(page)) = form.login().map(|login| app.person_page(login))
                    {
                        form.see(page.person);
                    }
                }
                if error.kind == Kind::Conflict {
                    self.refresh();
                }
            }
        }
    }
}

/// Does it, and says who was entered or changed, and what was done.
fn carry_out(app: &mut App, change: &StaffChange) -> Result<(String, String), Error> {
    let person = match change {
        StaffChange::Add(new) => app.add_person(new)?,
        StaffChange::Change(seen, change) => app.change_person(&seen.login, change, Some(seen))?,
    };
    let page = app.person_page(&person.login)?;
    let text = page.events.last().map_or("", |event| &event.text);
    Ok((person.login, format!("「{}」{text}。", person.name)))
}
