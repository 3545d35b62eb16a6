//! Acts on tasks: from the key to the dialog, and from the dialog to the file.

use crate::app::{App, Command, Error, Kind};
use crate::domain::status::{Status, Verb};
use crate::domain::task::TaskState;
use crate::ui::dialogs::Dialog;
use crate::ui::model::{Dashboard, Message, Stage, Ui};
use crate::ui::widgets::detail::Sheet;

impl Ui {
    /// Begins an act on the task under the cursor: opens its dialog, or says why it can't be done now.
    pub(super) fn begin(&mut self, verb: Verb) {
        match self.begin_batch(verb) {
            Ok(false) => {}
            Ok(true) => return,
            Err(error) => {
                self.message = Some(error.into());
                return;
            }
        }
        let Stage::Open(dashboard) = &mut self.stage else {
            return;
        };
        match prepare_act(dashboard, verb) {
            // What needs no words is done at once, and can be taken back.
            Ok(Dialog::Confirm(question)) => self.do_at_once(&question.command()),
            Ok(dialog) => self.dialog = Some(dialog),
            Err(error) => {
                if error.kind == Kind::Conflict {
                    self.refresh();
                }
                self.message = Some(error.into());
            }
        }
    }

    /// Does an act that needs no words.
    fn do_at_once(&mut self, command: &Command) {
        let Stage::Open(dashboard) = &mut self.stage else {
            return;
        };
        let done = dashboard.app.execute(command);
        self.refresh();
        self.message = Some(match done {
            Ok(outcome) => Message::Done(format!("{outcome}；按 U 撤销。")),
            Err(error) => error.into(),
        });
    }

    /// Does an act; refused, the dialog stays with what was typed, and after a conflict it knows the task as it now is.
    pub(super) fn send(&mut self, command: &Command) {
        let Stage::Open(dashboard) = &mut self.stage else {
            return;
        };
        match dashboard.app.execute(command) {
            Ok(outcome) => {
                self.dialog = None;
                self.refresh();
                self.message = Some(Message::Done(format!("{outcome}。")));
            }
            Err(error) => {
                let now = (error.kind == Kind::Conflict)
                    .then(|| Sheet::load(&dashboard.app, command.task).ok())
                    .flatten();
                if let Some(dialog) = &mut self.dialog {
                    dialog.refuse(&error, now.as_ref());
                }
                if now.is_some() {
                    self.refresh();
                }
            }
        }
    }
}

/// The act that a key stands for on a task that stands so.
pub(super) fn meant(verb: Verb, state: &TaskState) -> Verb {
    match verb {
        Verb::Suspend if state.status == Status::Suspended => Verb::Resume,
        Verb::AskExtension if state.asked.is_some() => Verb::Grant,
        other => other,
    }
}

/// The dialog for an act on the task under the cursor, or the reason why it can't be done now.
fn prepare_act(dashboard: &mut Dashboard, verb: Verb) -> Result<Dialog, Error> {
    let Some(id) = dashboard.screen().selected() else {
        return Err(Error::user("这里没有选中任务。").hinted("先把光标移到一项任务上。"));
    };
    let read = dashboard.screen().sheet().filter(|it| it.id() == id);
    let sheet = match read {
        Some(sheet) => sheet.clone(),
        None => Sheet::load(&dashboard.app, id)?,
    };
    let verb = meant(verb, &sheet.page.task.state);
    ask_of(&mut dashboard.app, &sheet, verb)
}

/// The dialog for an act on a task, or the reason why it can't be done now.
pub(super) fn ask_of(app: &mut App, sheet: &Sheet, verb: Verb) -> Result<Dialog, Error> {
    if !sheet.allowed.contains(&verb) {
        // The rule says why, in its own words; on the row version that was seen it can't let the act through.
        let command = Command::new(sheet.id(), verb).seen(sheet.page.task.rev);
        app.execute(&command)?;
    }
    Ok(Dialog::for_act(verb, sheet))
}
