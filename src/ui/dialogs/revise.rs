//! 调整: the task's name, target and owners as an approval changes them, and the paper it stands on.

use ratatui::crossterm::event::KeyEvent;

use super::Reply;
use super::departments::{Departments, names};
use super::form::{Asked, Field, Form};
use super::words::about;
use crate::app::{Assignment, Command, Wording};
use crate::domain::department::Directory;
use crate::domain::form_draft::Purpose;
use crate::domain::id::TaskId;
use crate::domain::status::Verb;
use crate::ui::widgets::detail::Sheet;

const TITLE: usize = 0;
const TARGET: usize = 1;
const LEAD: usize = 2;
const SUPPORT: usize = 3;
const BASIS: usize = 4;

/// The form of 调整.
#[derive(Debug)]
pub struct Revise {
    task: TaskId,
    seen: i64,
    departments: Departments,
    /// Name and target as they stood when the form was opened.
    stood: [String; 2],
    /// The fields.
    pub form: Form,
}

impl Revise {
    /// The form for a task.
    pub fn new(sheet: &Sheet) -> Self {
        let promise = &sheet.page.task.promise;
        let fields = vec![
            Field::line("名称", &promise.title),
            Field::line("目标值", &promise.target),
            Field::line("牵头单位", ""),
            Field::line("配合单位", ""),
            Field::line("依据（文号和日期）", ""),
        ];
        Self {
            task: sheet.id(),
            seen: sheet.page.task.rev,
            departments: Departments {
                lead: Some(LEAD),
                support: Some(SUPPORT),
                today: sheet.today(),
            },
            stood: [promise.title.clone(), promise.target.clone()],
            form: Form::new(Verb::Revise.label(), stands(sheet), fields),
        }
    }

    /// What the form is for.
    pub fn purpose(&self) -> Purpose {
        Purpose::new(Verb::Revise.code(), format!("task/{}", self.task))
    }

    /// Takes a key.
    pub fn key(&mut self, key: KeyEvent, directory: &Directory) -> Reply {
        match self.departments.key(&mut self.form, key, directory) {
            Asked::Close => Reply::Close,
            Asked::Send => self.send(),
            Asked::Nothing | Asked::Changed | Asked::Pick => Reply::Stay,
        }
    }

    /// Takes a paste.
    pub fn paste(&mut self, text: &str, directory: &Directory) {
        self.departments.paste(&mut self.form, text, directory);
    }

    fn send(&self) -> Reply {
        let changed = |at: usize| {
            let typed = self.form.text(at);
            (typed != self.stood[at]).then(|| typed.to_owned())
        };
        let lead = self.form.text(LEAD).trim();
        Reply::Send(Command {
            wording: Wording {
                title: changed(TITLE),
                target: changed(TARGET),
            },
            assignment: Assignment {
                lead: (!lead.is_empty()).then(|| lead.to_owned()),
                support: names(self.form.text(SUPPORT)),
                due: None,
            },
            ..Command::new(self.task, Verb::Revise)
                .text(self.form.text(BASIS))
                .seen(self.seen)
        })
    }

    /// From now on the act is on the task as it now is; name and target that nobody typed follow it.
    pub fn see(&mut self, now: Option<&Sheet>) {
        let Some(sheet) = now else {
            return;
        };
        self.seen = sheet.page.task.rev;
        self.form.about = stands(sheet);
        let promise = &sheet.page.task.promise;
        for (at, text) in [(TITLE, &promise.title), (TARGET, &promise.target)] {
            self.form.fields[at].follow(text);
            self.stood[at].clone_from(text);
        }
    }
}

fn stands(sheet: &Sheet) -> Vec<String> {
    let mut lines = about(sheet);
    lines.push("单位不填的照旧；原来的内容留痕。期限按延期办理。".to_owned());
    lines
}
