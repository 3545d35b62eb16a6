//! 交办 of a whole measure or section, after a preview.

use super::{Error, no_measure};
use crate::app::record::{Deed, Recorder};
use crate::app::work::conflict;
use crate::app::{App, Kind};
use crate::domain::event::Given;
use crate::domain::id::{MeasureId, TaskId};
use crate::domain::permission::{self, Ownership, Subject};
use crate::domain::refusal::Refusal;
use crate::domain::status::Verb;
use crate::domain::task::{Task, TaskState};
use crate::store::Read;
use std::collections::BTreeSet;

/// How much is given out at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The drafts of one measure.
    Measure,
    /// The drafts of every measure that stands in the same section.
    Section,
}

/// What giving out would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// The drafts that would be given out, with the row version that this preview saw.
    pub tasks: Vec<(TaskId, i64)>,
    /// How many each department would get, under today's name, most first.
    pub departments: Vec<(String, usize)>,
    /// The titles of the drafts that stay because nobody leads them.
    pub without_lead: Vec<String>,
    /// The titles of those whose deadline can be read in two ways.
    pub to_confirm: Vec<String>,
    /// How many measures they stand in.
    pub measures: usize,
}

impl App {
    /// What giving out the drafts of a measure, or of its whole section, would do.
    pub fn preview_assignment(&self, measure: MeasureId, scope: Scope) -> Result<Preview, Error> {
        self.must_coordinate("交办任务")?;
        let (today, directory) = (self.today(), &self.directory);
        self.store.read(|read| {
            let mut preview = Preview::default();
            let mut measures = BTreeSet::new();
            for task in drafts(read, measure, scope)? {
                let title = task.promise.title.clone();
                let Some(lead) = task.state.lead else {
                    preview.without_lead.push(title);
                    continue;
                };
                let name = directory.current_name(lead, today).to_owned();
                match preview.departments.iter_mut().find(|it| it.0 == name) {
                    Some(row) => row.1 += 1,
                    None => preview.departments.push((name, 1)),
                }
                if task.promise.deadline.as_ref().is_some_and(|it| it.confirm) {
                    preview.to_confirm.push(title);
                }
                measures.insert(task.place.measure);
                preview.tasks.push((task.id, task.rev));
            }
            preview
                .departments
                .sort_by_key(|row| std::cmp::Reverse(row.1));
            preview.measures = measures.len();
            Ok(preview)
        })
    }

    /// Gives out what a preview has shown, all of it or nothing; gives how many tasks that was.
    ///
    /// # Errors
    /// Somebody changed one of the drafts since the preview, or there is none to give out.
    pub fn assign_previewed(&mut self, preview: &Preview) -> Result<usize, Error> {
        self.must_coordinate("交办任务")?;
        if preview.tasks.is_empty() {
            return Err(
                Error::user("没有可以交办的草稿。").hinted("没有牵头单位的草稿，请先按 o 定部门。")
            );
        }
        let (now, today) = (self.clock.now(), self.clock.today());
        let (person, role) = (&self.person, self.person.role);
        self.store.write(|write| {
            let mut recorder = Recorder::new(write, now, today, person.login.as_str());
            let mut touched = BTreeSet::new();
            for (id, seen) in &preview.tasks {
                let task = write.find_task(*id)?.ok_or_else(changed)?;
                if task.rev != *seen {
                    return Err(conflict(write, &task)?);
                }
                let after = assigned(&task, role)?;
                if !write.change_task(task.id, task.rev, &after, now)? {
                    return Err(conflict(write, &task)?);
                }
                recorder.measure = Some(task.place.measure);
                recorder.task(Deed {
                    verb: Verb::Assign,
                    task: task.id,
                    text: String::new(),
                    before: Some(&task.state),
                    after: &after,
                    given: Some(Given::of(&task)),
                    taken: Some(Given::of(&task)),
                    report: None,
                })?;
                touched.insert(task.place.measure);
            }
            for measure in touched {
                let now = write.find_workspace(measure)?.ok_or_else(no_measure)?;
                write.touch_measure(measure, now.rev)?;
            }
            Ok(preview.tasks.len())
        })
    }
}

fn changed() -> Error {
    Error::user("草稿在预览之后有改动，没有交办。")
        .hinted("请再按一次交办，看过新的预览。")
        .of_kind(Kind::Conflict)
}

fn drafts(read: &Read<'_>, measure: MeasureId, scope: Scope) -> Result<Vec<Task>, Error> {
    let mut tasks = Vec::new();
    for id in read.list_drafts(measure, scope == Scope::Section)? {
        tasks.extend(read.find_task(id)?);
    }
    Ok(tasks)
}

/// The task as given to its lead.
fn assigned(task: &Task, role: crate::domain::person::Role) -> Result<TaskState, Error> {
    let title = task.promise.title.as_str();
    let subject = Subject {
        title,
        lead: "",
        status: task.state.status,
        back: task.state.back,
        ownership: Ownership::Neither,
    };
    let status = permission::authorize(role, Verb::Assign, subject)?;
    if task.state.lead.is_none() {
        return Err(Refusal::LeadNeeded {
            title: title.to_owned(),
        }
        .into());
    }
    Ok(TaskState {
        status,
        back: None,
        ..task.state.clone()
    })
}
