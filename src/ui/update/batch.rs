//! Marking tasks, and one act on all that are marked.

use super::acts::meant;
use crate::app::{Command, Error};
use crate::domain::id::TaskId;
use crate::domain::status::Verb;
use crate::ui::action::Action;
use crate::ui::dialogs::Dialog;
use crate::ui::keymap::Scope;
use crate::ui::keys;
use crate::ui::model::{Message, Stage, Ui};
use crate::ui::widgets::detail::Sheet;
use crate::ui::widgets::marks::Marks;

impl Ui {
    /// Marks tasks of the list under the cursor, or takes marks away.
    pub(super) fn mark(&mut self, action: Action) {
        let Stage::Open(dashboard) = &mut self.stage else {
            return;
        };
        let (screen, app) = dashboard.screen_mut();
        match screen.mark(action, app) {
            Ok(true) => {}
            Ok(false) => {
                let refused = Error::user("这里不能多选。").hinted(
                    "在待办、计划、逾期、部门的任务、总览列出和筛选出的任务里，用空格、V 和 * 选。",
                );
                self.message = Some(refused.into());
            }
            Err(error) => self.message = Some(error.into()),
        }
    }

    /// Takes all marks away; `false` where there were none.
    pub(super) fn unmark(&mut self) -> bool {
        let Stage::Open(dashboard) = &mut self.stage else {
            return false;
        };
        let marks = dashboard.screen_mut().0.marks_mut();
        marks.is_some_and(Marks::clear)
    }

    /// Begins an act on all that are marked; `false` where nothing is.
    ///
    /// # Errors
    /// It can be done on none of them.
    pub(super) fn begin_batch(&mut self, verb: Verb) -> Result<bool, Error> {
        let Stage::Open(dashboard) = &mut self.stage else {
            return Ok(false);
        };
        let (screen, app) = dashboard.screen_mut();
        let marked = screen.marks_mut().map(|it| it.list()).unwrap_or_default();
        let Some(first) = marked.first() else {
            return Ok(false);
        };
        if verb == Verb::Revise {
            return Err(Error::user("调整一次只改一项任务。").hinted(format!(
                "按 Esc 取消选择，再按 {}。",
                keys::told(Scope::Acts, Action::Act(Verb::Revise))
            )));
        }
        let verb = meant(verb, &Sheet::load(app, *first)?.page.task.state);
        self.ask_of_all(verb, &marked)?;
        Ok(true)
    }

    /// Opens the dialog of an act for those of several tasks on which it can be done.
    ///
    /// # Errors
    /// It can be done on none of them.
    pub(super) fn ask_of_all(&mut self, verb: Verb, tasks: &[TaskId]) -> Result<(), Error> {
        let Stage::Open(dashboard) = &self.stage else {
            return Ok(());
        };
        let app = &dashboard.app;
        let batch = app.batch(verb, tasks)?;
        let Some((first, _)) = batch.fit.first() else {
            return Err(Error::user(format!(
                "选中的{}项现在都不能{}。",
                tasks.len(),
                verb.label()
            ))
            .hinted("按 Esc 取消选择，看其中一项为什么。"));
        };
        let mut dialog = Dialog::for_act(verb, &Sheet::load(app, *first)?);
        dialog.tell(batch.told(verb));
        self.dialog = Some(dialog);
        self.batch = Some(batch);
        Ok(())
    }

    /// Does an act on every task of the batch in one transaction, which is taken back as one.
    pub(super) fn send_batch(&mut self, command: &Command) {
        let (Stage::Open(dashboard), Some(batch)) = (&mut self.stage, self.batch.take()) else {
            return;
        };
        let each = batch.fit.iter().map(|(task, rev)| Command {
            task: *task,
            ..command.clone().seen(*rev)
        });
        let commands: Vec<Command> = each.collect();
        let done = match dashboard.app.execute_all(&commands) {
            Ok(done) => done,
            Err(error) => {
                if let Some(dialog) = &mut self.dialog {
                    dialog.refuse(&error, None);
                }
                self.batch = Some(batch);
                return;
            }
        };
        let count = done.iter().filter(|it| it.is_ok()).count();
        let first = done.into_iter().find_map(Result::err);
        match first {
            // Nothing was done, and what was typed stays.
            Some(error) if count == 0 => {
                if let Some(dialog) = &mut self.dialog {
                    dialog.refuse(&error, None);
                }
                self.batch = Some(batch);
            }
            first => {
                self.dialog = None;
                self.unmark();
                self.refresh();
                let left = commands.len() - count;
                let undo = keys::told(Scope::Acts, Action::Undo);
                let told = format!("已{}{count}项；按 {undo} 一并撤销。", command.verb.label());
                self.message = Some(match first {
                    Some(error) => Message::Refused {
                        message: format!("{told}{left}项未办：{}", error.message),
                        hint: error.hints.concat(),
                    },
                    None => Message::Done(told),
                });
            }
        }
    }
}
