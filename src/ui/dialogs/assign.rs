//! 交办: the lead, the supporting departments, the deadline. What stays empty stays as it is.

use ratatui::crossterm::event::KeyEvent;

use super::Reply;
use super::departments::{Departments, names};
use super::form::{Asked, Field, Form};
use super::words::{self, about};
use crate::app::{Assignment, Command};
use crate::domain::department::Directory;
use crate::domain::form_draft::Purpose;
use crate::domain::id::TaskId;
use crate::domain::status::{Status, Verb};
use crate::ui::widgets::detail::Sheet;

const LEAD: usize = 0;
const SUPPORT: usize = 1;

const KEPT: &str = "不填的照旧。单位可输全称、简称或拼音首字母。";

/// The form of 交办.
#[derive(Debug)]
pub struct Assign {
    task: TaskId,
    seen: i64,
    departments: Departments,
    /// Which field holds the deadline: only a draft's can be set.
    due: Option<usize>,
    /// The fields.
    pub form: Form,
}

impl Assign {
    /// The form for a task.
    pub fn new(sheet: &Sheet) -> Self {
        let mut fields = vec![Field::line("牵头单位", ""), Field::line("配合单位", "")];
        let due = (sheet.page.task.state.status == Status::Draft).then_some(fields.len());
        if due.is_some() {
            fields.push(words::due("完成时限", "", sheet));
        }
        fields.push(Field::line("交办要求", ""));
        let mut form = Form::new(Verb::Assign.label(), Vec::new(), fields);
        form.about = stands(sheet);
        Self {
            task: sheet.id(),
            seen: sheet.page.task.rev,
            departments: Departments {
                lead: Some(LEAD),
                support: Some(SUPPORT),
                today: sheet.today(),
            },
            due,
            form,
        }
    }

    /// Tells what it is meant for instead of its one task.
    pub fn tell(&mut self, mut about: Vec<String>) {
        about.push(KEPT.to_owned());
        self.form.about = about;
    }

    /// What the form is for.
    pub fn purpose(&self) -> Purpose {
        Purpose::new(Verb::Assign.code(), format!("task/{}", self.task))
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
        let filled =
            |at: usize| Some(self.form.text(at).trim().to_owned()).filter(|it| !it.is_empty());
        let text = self.form.fields.len() - 1;
        Reply::Send(Command {
            assignment: Assignment {
                lead: filled(LEAD),
                support: names(self.form.text(SUPPORT)),
                due: self.due.and_then(filled),
            },
            ..Command::new(self.task, Verb::Assign)
                .text(self.form.text(text))
                .seen(self.seen)
        })
    }

    /// From now on the act is on the task as it now is.
    pub fn see(&mut self, now: Option<&Sheet>) {
        if let Some(sheet) = now {
            self.seen = sheet.page.task.rev;
            self.form.about = stands(sheet);
        }
    }
}

fn stands(sheet: &Sheet) -> Vec<String> {
    let mut lines = about(sheet);
    lines.push(KEPT.to_owned());
    lines
}
