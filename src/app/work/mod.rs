//! The acts on a task: 交办, 签收, 退还, 反馈, 申请办结, 销号, 退回, 催办, 暂缓, 恢复, 取消, 重新打开, 分解, 延期, 调整.
//!
//! Every act goes one way: may they → rule → change and event, in one transaction. `assign` gives a task to its
//! departments, `expand` makes a group's task its members', `extension` moves a last day, `report` tells progress,
//! `revise` changes a task on a paper, `occurrence` makes what a recurring duty owes.

mod assign;
mod batch;
mod collect;
mod expand;
mod extension;
mod occurrence;
mod report;
mod revise;

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use std::cell::Cell;

pub use batch::Batch;
pub(super) use occurrence::SYSTEM;

pub(super) use assign::{find_department, find_open_department, was_never_given};

use super::clock::Clock;
use super::command::{Command, Outcome};
use super::error::Error;
use super::identity::present;
use super::query::actor_label;
use super::record::{Deed, Recorder};
use super::{App, Kind};
use crate::domain::department::Directory;
use crate::domain::event::Given;
use crate::domain::id::{DepartmentId, EventId};
use crate::domain::permission::{self, Ownership, Subject};
use crate::domain::person::{Person, Role};
use crate::domain::refusal::Refusal;
use crate::domain::report::Report;
use crate::domain::status::{Status, Verb};
use crate::domain::task::{Task, TaskState};
use crate::store::{Store, Write};
use crate::text::clean::{clean, clean_line};

impl App {
    /// Does what a command asks, or says in one sentence why not; then nothing is written.
    ///
    /// # Errors
    /// A [`Refusal`], a department or deadline that is not understood, or a task that somebody else changed since the
    /// command's person saw it.
    pub fn execute(&mut self, command: &Command) -> Result<Outcome, Error> {
        self.at_desk(|desk| desk.execute(command))
    }

    /// Does several acts as one, which is taken back as one; one that is refused does not keep the others from theirs.
    ///
    /// # Errors
    /// The file can't be written; then nothing is.
    pub fn execute_all(
        &mut self,
        commands: &[Command],
    ) -> Result<Vec<Result<Outcome, Error>>, Error> {
        self.at_desk(|desk| {
            let each = commands.iter();
            each.map(|it| desk.write.attempt(|| desk.execute(it)))
                .collect()
        })
    }

    /// Lets one act be done, by the person now, in a transaction of its own.
    pub(super) fn at_desk<T>(
        &mut self,
        act: impl FnOnce(&Desk<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let (sitting, store) = self.sit();
        store.write(|write| sitting.act(write, act))
    }

    /// Lets one act be done like [`App::at_desk`], and takes all of it back: nothing is written.
    pub(super) fn rehearse<T>(
        &mut self,
        act: impl FnOnce(&Desk<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let (sitting, store) = self.sit();
        store.rehearse(|write| sitting.act(write, act))
    }

    fn sit(&mut self) -> (Sitting<'_>, &mut Store) {
        let sitting = Sitting {
            clock: self.clock,
            person: &self.person,
            key: self.key.as_deref(),
            directory: &self.directory,
        };
        (sitting, &mut self.store)
    }

    /// The acts that the person may do to a task now, for the key line.
    pub fn allowed(&self, task: &Task) -> Vec<Verb> {
        if self.is_past() {
            return Vec::new();
        }
        let today = self.today();
        let subject = Subject {
            title: "",
            lead: "",
            status: task.state.status,
            back: task.state.back,
            ownership: ownership(&self.person.departments, task, &self.directory, today),
        };
        let waits = task.state.asked.is_some();
        let fits = |verb: &Verb| match verb {
            Verb::Expand => expand::has_members(task, &self.directory),
            Verb::AskExtension => !waits && task.state.last_day.is_some(),
            Verb::Grant | Verb::Refuse => waits,
            _ => true,
        };
        Verb::WORK
            .into_iter()
            .filter(|verb| permission::authorize(self.person.role, *verb, subject).is_ok())
            .filter(fits)
            .collect()
    }
}

/// Who acts, and when, before the transaction begins.
struct Sitting<'a> {
    clock: Clock,
    person: &'a Person,
    key: Option<&'a str>,
    directory: &'a Directory,
}

impl Sitting<'_> {
    fn act<T>(
        &self,
        write: &Write<'_>,
        act: impl FnOnce(&Desk<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let person = present(write, self.person, self.key, self.clock)?;
        act(&Desk {
            write,
            at: self.clock.now(),
            today: self.clock.today(),
            person: &person,
            directory: self.directory,
            step: Cell::new(None),
        })
    }
}

/// Everything at hand while one act is done.
pub(super) struct Desk<'a> {
    /// The transaction.
    pub(super) write: &'a Write<'a>,
    /// Now.
    pub(super) at: DateTime<Utc>,
    /// The civil day it counts for.
    pub(super) today: NaiveDate,
    /// Who does it.
    pub(super) person: &'a Person,
    /// The departments.
    pub(super) directory: &'a Directory,
    /// The first event of what is done here: all of it is taken back as one.
    pub(super) step: Cell<Option<EventId>>,
}

impl Desk<'_> {
    pub(super) fn execute(&self, command: &Command) -> Result<Outcome, Error> {
        let write = self.write;
        let task = write
            .find_task(command.task)?
            .ok_or_else(|| no_task(command))?;
        if self.person.role == Role::Liaison && task.state.status == Status::Draft {
            return Err(no_task(command));
        }
        check_seen(write, command, &task)?;
        let status = self.may(command.verb, &task)?;
        let text = clean(&command.text).trim().to_owned();
        if command.verb.needs_text() && text.is_empty() {
            return Err(Refusal::TextNeeded { verb: command.verb }.into());
        }
        let mut after = TaskState {
            status,
            back: back(command.verb, &task.state),
            percent: if command.verb == Verb::Close {
                100
            } else {
                task.state.percent
            },
            ..task.state.clone()
        };
        let mut recorder =
            Recorder::new(write, self.at, self.today, &self.person.login).in_step(self.step.get());
        let (mut taken, mut given, mut report) = (None, None, None);
        let mut made = Vec::new();
        let mut made_of_duty = 0;
        match command.verb {
            Verb::Assign => {
                taken = Some(Given::of(&task));
                given = Some(self.assign(command, &task, &mut after)?);
            }
            Verb::Expand => {
                recorder.measure = Some(task.place.measure);
                taken = Some(Given::whole(&task));
                let parts = self.expand(&task, &mut after)?;
                (given, made) = (Some(parts.kept), parts.more);
            }
            Verb::Report => report = self.tell(command, &task, &mut after)?,
            Verb::Submit => {
                report = self.tell(command, &task, &mut after)?;
                self.let_lapse(&task, &mut after)?;
            }
            Verb::Revise => {
                taken = Some(Given::whole(&task));
                given = Some(self.revise(command, &task, &mut after)?);
            }
            Verb::AskExtension => self.ask(command, &task, &text, &mut after)?,
            Verb::Grant | Verb::Refuse => self.decide(command, &task, &text, &mut after)?,
            _ => self.let_lapse(&task, &mut after)?,
        }
        let report = report.or_else(|| came_by(&command.telling.source));
        if !write.change_task(task.id, task.rev, &after, self.at)? {
            return Err(conflict(write, &task)?);
        }
        recorder.task(Deed {
            verb: command.verb,
            task: task.id,
            text,
            before: Some(&task.state),
            after: &after,
            taken,
            given,
            report,
        })?;
        if after.lead != task.state.lead || command.verb == Verb::Revise {
            recorder.reindex(self.directory, task.id)?;
        }
        for (state, given) in &made {
            self.make(&recorder, task.place.plan, state, given)?;
        }
        if task.promise.recurrence.is_some() && after.status == Status::InProgress {
            made_of_duty = self.make_owed(&recorder, Some(task.id))?.len();
        }
        self.step.set(recorder.begun());
        Ok(Outcome {
            task: task.id,
            title: task.promise.title,
            verb: command.verb,
            after,
            made: made.len() + made_of_duty,
        })
    }

    /// Whether the person may do this to the task, and where it leads.
    fn may(&self, verb: Verb, task: &Task) -> Result<Status, Error> {
        if !Verb::WORK.contains(&verb) {
            return Err(Refusal::NotHere { verb }.into());
        }
        let lead = task.state.lead;
        let subject = Subject {
            title: &task.promise.title,
            lead: lead.map_or("", |lead| self.directory.current_name(lead, self.today)),
            status: task.state.status,
            back: task.state.back,
            ownership: ownership(&self.person.departments, task, self.directory, self.today),
        };
        Ok(permission::authorize(self.person.role, verb, subject)?)
    }
}

/// What is kept of an act that nobody typed in here.
fn came_by(source: &str) -> Option<Report> {
    let source = clean_line(source).trim().to_owned();
    let report = Report {
        source,
        ..Report::default()
    };
    (!report.is_empty()).then_some(report)
}

fn no_task(command: &Command) -> Error {
    Error::user(format!("没有编号为「{}」的任务。", command.task))
        .hinted("用 duban task list 查看任务编号。")
}

fn ownership(
    own: &[DepartmentId],
    task: &Task,
    directory: &Directory,
    today: NaiveDate,
) -> Ownership {
    let is_own = |id: &DepartmentId| directory.is_one_of(*id, own, today);
    // Whoever belongs to a group that leads or supports has a part in it, and reports on that.
    let has_own = |id: &DepartmentId| {
        is_own(id) || directory.members(task.place.plan, *id).iter().any(is_own)
    };
    if task.state.lead.as_ref().is_some_and(is_own) {
        Ownership::Leads
    } else if task
        .state
        .lead
        .iter()
        .chain(&task.owners.support)
        .any(has_own)
    {
        Ownership::Supports
    } else {
        Ownership::Neither
    }
}

/// The status to come back to: kept while suspended or cancelled, forgotten otherwise.
fn back(verb: Verb, state: &TaskState) -> Option<Status> {
    match verb {
        // What was suspended and is now cancelled comes back to where it was before both.
        Verb::Suspend | Verb::Cancel => state.back.or(Some(state.status)),
        _ => None,
    }
}

fn check_seen(write: &Write<'_>, command: &Command, task: &Task) -> Result<(), Error> {
    match command.seen {
        Some(seen) if seen != task.rev => {
            let error = conflict(write, task)?;
            Err(match difference(write, task, seen)? {
                Some(difference) => error.hinted(difference),
                None => error,
            })
        }
        _ => Ok(()),
    }
}

/// What has changed of a task since the row version that was seen; every version came with an event.
fn difference(write: &Write<'_>, task: &Task, seen: i64) -> Result<Option<String>, Error> {
    let events = write.list_events(task.id)?;
    let at = usize::try_from(seen - 1).ok();
    let Some(before) = at.and_then(|at| events.get(at)) else {
        return Ok(None);
    };
    let mut changes = task.state.changes_from(&before.after);
    let later = events.iter().filter(|it| it.id > before.id);
    changes.extend(
        later
            .filter(|it| !it.text.is_empty())
            .map(|it| format!("{}：{}", it.verb.label(), it.text.trim_end_matches('。'))),
    );
    if changes.is_empty() {
        return Ok(None);
    }
    Ok(Some(format!("其间的改动：{}。", changes.join("；"))))
}

/// Says whose change came first.
pub(super) fn conflict(write: &Write<'_>, task: &Task) -> Result<Error, Error> {
    let last = write.list_events(task.id)?.pop();
    let message = match last.zip(FixedOffset::east_opt(8 * 3600)) {
        Some((event, china)) => format!(
            "任务「{}」已由{}于 {} {}，未保存。",
            task.promise.title,
            actor_label(write, &event.actor)?,
            event.at.with_timezone(&china).format("%-m月%-d日 %H:%M"),
            event.verb.label()
        ),
        None => format!("任务「{}」已被他人改动，未保存。", task.promise.title),
    };
    Ok(Error::user(message)
        .hinted("请看过新内容后再提交，您填写的文字仍在。")
        .of_kind(Kind::Conflict))
}
