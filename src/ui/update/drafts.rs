//! Drafts of forms: kept while one types, put back when the form is opened again, gone when it is sent or given up.

use crate::app::{Error, china_minute};
use crate::domain::form_draft::{FormDraft, Purpose};
use crate::domain::id::{MeasureId, TaskId};
use crate::domain::status::Verb;
use crate::ui::action::Tab;
use crate::ui::dialogs::form_drafts::DraftList;
use crate::ui::dialogs::path::PathForm;
use crate::ui::dialogs::{Dialog, Form};
use crate::ui::keeping::Unkept;
use crate::ui::model::{Message, Stage, Ui};
use crate::ui::screens::Effect;
use crate::ui::widgets::detail::Sheet;

impl Ui {
    /// Says that there are drafts, where there are any.
    pub fn tell_drafts(&mut self) {
        let Stage::Open(dashboard) = &self.stage else {
            return;
        };
        let drafts = match dashboard.app.list_form_drafts() {
            Ok(drafts) => drafts,
            Err(error) => {
                self.message = Some(error.into());
                return;
            }
        };
        let Some(newest) = drafts.first() else {
            return;
        };
        let told = format!("{}（{}）", newest.title, china_minute(newest.at));
        self.message = Some(Message::Done(match drafts.len() {
            1 => format!("有一份没写完的草稿：{told}；按 D 打开。"),
            count => format!("有 {count} 份没写完的草稿，按 D 查看；最近的是{told}。"),
        }));
    }

    /// After an event: a form that was opened gets its draft back, of one that was closed the draft goes, and what is typed
    /// waits to be kept.
    pub(super) fn follow_form(&mut self) {
        let batch = self.batch.as_ref();
        let open = self.dialog.as_ref().and_then(|it| it.purpose(batch));
        if open != self.keeping.open {
            let closed = std::mem::replace(&mut self.keeping.open, open);
            let kept = self.keeping.kept.take();
            self.keeping.rest();
            if let (Some(closed), Some(_)) = (closed, kept) {
                self.drop_draft(&closed);
            }
            self.put_back();
        }
        let Some((purpose, form)) = self.keeping.open.as_ref().zip(self.form()) else {
            return;
        };
        let fields = form.is_touched().then(|| form.filled());
        if fields == self.keeping.kept {
            self.keeping.rest();
        } else {
            let unkept = Unkept {
                purpose: purpose.clone(),
                title: form.heading(),
                fields,
            };
            self.keeping.wait(&self.settings, unkept);
        }
    }

    fn form(&self) -> Option<&Form> {
        self.dialog.as_ref().and_then(Dialog::form)
    }

    /// Puts the draft of the form that was opened back into it.
    fn put_back(&mut self) {
        let (Stage::Open(dashboard), Some(purpose)) = (&self.stage, &self.keeping.open) else {
            return;
        };
        let form = self.dialog.as_mut().and_then(Dialog::form_mut);
        match (dashboard.app.find_form_draft(purpose), form) {
            (Ok(Some(draft)), Some(form)) => {
                form.fill(&draft.fields);
                let at = china_minute(draft.at);
                form.tell(&format!("已放回 {at} 没写完的内容；不要就按 Esc 再按 f。"));
                self.keeping.kept = Some(draft.fields);
            }
            (Ok(_), _) => {}
            (Err(error), _) => self.message = Some(error.into()),
        }
    }

    /// Keeps what is typed: where the hand rests, or has not rested for long. What can't be kept now is tried again.
    pub fn keep(&mut self, has_rested: bool) {
        if let Some(unkept) = self.keeping.due(has_rested) {
            drop(self.write_draft(&unkept));
        }
    }

    fn write_draft(&mut self, unkept: &Unkept) -> Result<(), Error> {
        let Stage::Open(dashboard) = &mut self.stage else {
            return Err(Error::user("还没有数据文件，不能保留草稿。")
                .hinted("请接着填写，或按 Esc 再按 f 放弃。"));
        };
        dashboard.app.must_be_present()?;
        unkept.write(&mut dashboard.app)?;
        self.keeping.kept.clone_from(&unkept.fields);
        self.keeping.rest();
        Ok(())
    }

    /// Closes the form and keeps what was typed; where that does not work, the form stays.
    pub(super) fn keep_and_close(&mut self) {
        let kept = match self.keeping.due(true) {
            Some(unkept) => self.write_draft(&unkept),
            None => Ok(()),
        };
        match kept {
            Ok(()) => {
                // Its draft stays, so it is no longer the form that is open.
                (self.keeping.open, self.keeping.kept) = (None, None);
                (self.dialog, self.batch) = (None, None);
                let told = "已保留为草稿；再打开这张表时放回，按 D 查看全部草稿。";
                self.message = Some(Message::Done(told.to_owned()));
            }
            Err(error) => {
                if let Some(dialog) = &mut self.dialog {
                    dialog.refuse(&error, None);
                }
                self.message = None;
            }
        }
    }

    /// Shows the person's drafts.
    pub(super) fn show_drafts(&mut self) {
        let Stage::Open(dashboard) = &self.stage else {
            return;
        };
        match dashboard.app.list_form_drafts() {
            Ok(drafts) if drafts.is_empty() => {
                let told = "没有草稿：表没写完时按 Esc，可以保留为草稿。";
                self.message = Some(Message::Done(told.to_owned()));
            }
            Ok(drafts) => self.dialog = Some(Dialog::FormDrafts(Box::new(DraftList::new(drafts)))),
            Err(error) => self.message = Some(error.into()),
        }
    }

    /// Throws a draft away from the list.
    pub(super) fn throw_away(&mut self, purpose: &Purpose) {
        self.drop_draft(purpose);
        self.dialog = None;
        if self.message.is_none() {
            self.show_drafts();
        }
    }

    fn drop_draft(&mut self, purpose: &Purpose) {
        let Stage::Open(dashboard) = &mut self.stage else {
            return;
        };
        if let Err(error) = dashboard.app.drop_form_draft(purpose) {
            self.message = Some(error.into());
        }
    }

    /// Opens the form of a draft, or the screen on which it is opened; where its act is no longer possible, says why, and
    /// the list stays.
    pub(super) fn open_draft(&mut self, draft: &FormDraft) {
        let list = self.dialog.take();
        if let Err(error) = self.open_form(&draft.purpose) {
            self.dialog = list;
            self.message = Some(error.into());
        }
    }

    fn open_form(&mut self, purpose: &Purpose) -> Result<(), Error> {
        let Stage::Open(dashboard) = &mut self.stage else {
            return Ok(());
        };
        let (kind, number) = purpose.target.split_once('/').unwrap_or(("", ""));
        let id = || number.split('/').next()?.parse::<i64>().ok();
        if let Some(verb) = Verb::find(&purpose.form).filter(|it| Verb::WORK.contains(it)) {
            if kind == "tasks" {
                let ids = number.split(',').filter_map(|it| it.parse().ok());
                let tasks: Vec<TaskId> = ids.map(TaskId).collect();
                return self.ask_of_all(verb, &tasks);
            }
            if let Some(task) = id().map(TaskId) {
                let sheet = Sheet::load(&dashboard.app, task)?;
                self.dialog = Some(super::acts::ask_of(&mut dashboard.app, &sheet, verb)?);
                return Ok(());
            }
        }
        let (effect, how) = match (kind, purpose.form.as_str()) {
            (_, "import") => {
                self.settings
                    .must_be_local(super::IMPORT, super::IMPORT_FROM_AFAR)?;
                self.dialog = Some(Dialog::Path(PathForm::new()));
                return Ok(());
            }
            ("measure", _) => (
                id().map(|it| Effect::Workspace(MeasureId(it))),
                "办同一件事",
            ),
            (_, form) if form.starts_with("department-") => {
                (Some(Effect::Directory(None)), "对同一个部门办同一件事")
            }
            (_, form) if form.starts_with("person-") => {
                (Some(Effect::People), "对同一个人办同一件事")
            }
            ("indicator", _) => {
                self.turn_to(Tab::Indicators);
                (None, "在同一个指标上按 n")
            }
            ("term", _) => {
                self.turn_to(Tab::Weekly);
                (None, "在同一期上按 s")
            }
            (_, "view") => {
                self.turn_to(Tab::Overdue);
                (None, "在任务列表里按 W")
            }
            _ => (None, "再打开同一张表"),
        };
        if let Some(effect) = effect {
            self.effect(effect)?;
        }
        let told = format!("{how}，草稿就会放回。");
        self.message = Some(Message::Done(told));
        Ok(())
    }
}
