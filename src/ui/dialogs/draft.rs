//! 改写: a draft's title, owners, deadline, figure and period. What is emptied goes; what is not touched stays.

use chrono::NaiveDate;
use ratatui::crossterm::event::KeyEvent;

use super::Reply;
use super::departments::{self, Departments};
use super::form::{Asked, Field, Form};
use crate::app::{Change, Remake, Step};
use crate::domain::deadline::Frame;
use crate::domain::department::Directory;
use crate::domain::form_draft::Purpose;
use crate::domain::id::{MeasureId, TaskId};
use crate::domain::status::Verb;
use crate::domain::task::Task;

/// The field in which the form begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// 名称.
    Title = 0,
    /// 牵头单位.
    Lead = 1,
    /// 完成时限.
    Due = 3,
}

const SUPPORT: usize = 2;
const TARGET: usize = 4;
const PERIOD: usize = 5;

/// The form of 改写.
#[derive(Debug)]
pub struct DraftForm {
    task: TaskId,
    measure: MeasureId,
    seen: i64,
    departments: Departments,
    /// What stood in the fields at first.
    initial: Vec<String>,
    /// The fields.
    pub form: Form,
}

impl DraftForm {
    /// The form for a draft, its departments under today's names.
    pub fn new(
        task: &Task,
        (measure, seen): (MeasureId, i64),
        directory: &Directory,
        (today, frame): (NaiveDate, Frame),
        aim: Aim,
    ) -> Self {
        let name = |id| directory.current_name(id, today).to_owned();
        let support: Vec<String> = task.owners.support.iter().map(|id| name(*id)).collect();
        let deadline = task.promise.deadline.as_ref();
        let phrase = deadline
            .filter(|it| !it.inherited)
            .map(|it| it.phrase.clone());
        let period = task.promise.recurrence.map_or("", |it| it.label());
        let initial = vec![
            task.promise.title.clone(),
            task.state.lead.map(name).unwrap_or_default(),
            support.join("、"),
            phrase.unwrap_or_default(),
            task.promise.target.clone(),
            period.to_owned(),
        ];
        let labels = [
            "任务名称",
            "牵头单位",
            "配合单位",
            "完成时限",
            "目标值",
            "周期",
        ];
        let mut fields: Vec<Field> = labels
            .iter()
            .zip(&initial)
            .map(|(label, text)| Field::line(*label, text))
            .collect();
        let due = Aim::Due as usize;
        // The words of a plan count from its own day.
        fields[due] = Field::deadline(labels[due], &initial[due], frame, today);
        let about = vec![
            task.promise.quote.clone(),
            "时限不填就随计划，如 2020年底前、每年6月底前；周期如 每年、每季度。".to_owned(),
        ];
        let mut form = Form::new(Verb::Edit.label(), about, fields);
        form.focus = aim as usize;
        Self {
            task: task.id,
            measure,
            seen,
            departments: Departments {
                lead: Some(Aim::Lead as usize),
                support: Some(SUPPORT),
                today,
            },
            initial,
            form,
        }
    }

    /// Offers these departments in the field of the lead, while there is none.
    pub fn suggest(&mut self, names: Vec<String>) {
        let lead = self.form.fields.get_mut(Aim::Lead as usize);
        if let Some(field) = lead.filter(|it| it.editor.is_empty()) {
            field.offers = names;
        }
    }

    /// What the form is for.
    pub fn purpose(&self) -> Purpose {
        let (measure, task) = (self.measure, self.task);
        Purpose::new(Verb::Edit.code(), format!("measure/{measure}/task/{task}"))
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
        let typed = |at: usize| {
            let text = self.form.text(at).trim();
            let is_changed = self.initial.get(at).is_some_and(|it| it != text);
            is_changed.then(|| text.to_owned())
        };
        let change = Change {
            title: typed(Aim::Title as usize),
            lead: typed(Aim::Lead as usize),
            support: typed(SUPPORT).map(|it| departments::names(&it)),
            due: typed(Aim::Due as usize),
            target: typed(TARGET),
            recurrence: typed(PERIOD),
        };
        let task = self.task;
        Reply::Remake(Step {
            measure: self.measure,
            seen: Some(self.seen),
            act: Remake::Edit { task, change },
        })
    }

    /// From now on the step is made on the breakdown as it now is.
    pub fn see(&mut self, rev: i64) {
        self.seen = rev;
    }
}
