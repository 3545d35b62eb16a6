//! The acts on a task: 交办, 签收, 退还, 反馈, 申请办结, 销号, 退回, 催办, 暂缓, 恢复, 取消, 重新打开.
//!
//! Every act goes one way: may they → rule → change and event, in one transaction.

use chrono::{FixedOffset, NaiveDate};
use std::collections::HashSet;

use super::command::{Command, Outcome};
use super::error::Error;
use super::query::actor_label;
use super::record::{Deed, Recorder};
use super::{App, Kind};
use crate::domain::deadline::{Deadline, Frame};
use crate::domain::department::Directory;
use crate::domain::event::{Event, Given};
use crate::domain::id::{DepartmentId, EventId, TaskId};
use crate::domain::permission::{self, Ownership, Subject};
use crate::domain::person::Role;
use crate::domain::refusal::Refusal;
use crate::domain::status::{Status, Verb};
use crate::domain::task::{Task, TaskState};
use crate::store::Write;
use crate::text::clean::clean;

impl App {
    /// Does what a command asks, or says in one sentence why not; then nothing is written.
    ///
    /// # Errors
    /// A [`Refusal`], a department or deadline that is not understood, or a task that somebody else changed since the
    /// command's person saw it.
    pub fn execute(&mut self, command: &Command) -> Result<Outcome, Error> {
        let clock = self.clock;
        let (person, directory) = (&self.person, &self.directory);
        self.store.write(|write| {
            let task = write
                .find_task(command.task)?
                .ok_or_else(|| no_task(command))?;
            if person.role == Role::Liaison && task.state.status == Status::Draft {
                return Err(no_task(command));
            }
            check_seen(write, command, &task)?;
            let today = clock.today();
            let ownership = ownership(person.department, &task, directory, today);
            if !Verb::WORK.contains(&command.verb) {
                return Err(Refusal::NotHere { verb: command.verb }.into());
            }
            let status = permission::authorize(
                person.role,
                command.verb,
                Subject {
                    title: &task.promise.title,
                    lead: task
                        .state
                        .lead
                        .map_or("", |lead| directory.current_name(lead, today)),
                    status: task.state.status,
                    back: task.state.back,
                    ownership,
                },
            )?;
            let text = clean(&command.text).trim().to_owned();
            if command.verb.needs_text() && text.is_empty() {
                return Err(Refusal::TextNeeded { verb: command.verb }.into());
            }
            let mut after = TaskState {
                status,
                back: back(command.verb, &task.state),
                percent: percent(command, &task.state)?,
                ..task.state.clone()
            };
            let given = match command.verb {
                Verb::Assign => Some(assign(write, command, &task, directory, today, &mut after)?),
                _ => None,
            };
            if !write.change_task(task.id, task.rev, &after, clock.now())? {
                return Err(conflict(write, &task)?);
            }
            let recorder = Recorder::new(write, clock.now(), today, &person.login);
            recorder.task(Deed {
                verb: command.verb,
                task: task.id,
                text,
                before: Some(&task.state),
                after: &after,
                taken: given.as_ref().map(|_| Given::of(&task)),
                given,
            })?;
            if after.lead != task.state.lead {
                recorder.reindex(directory, task.id)?;
            }
            Ok(Outcome {
                task: task.id,
                title: task.promise.title,
                verb: command.verb,
                after,
            })
        })
    }

    /// The acts that the person may do to a task now, for the key line.
    pub fn allowed(&self, task: &Task) -> Vec<Verb> {
        let today = self.today();
        let subject = Subject {
            title: "",
            lead: "",
            status: task.state.status,
            back: task.state.back,
            ownership: ownership(self.person.department, task, &self.directory, today),
        };
        Verb::WORK
            .into_iter()
            .filter(|verb| permission::authorize(self.person.role, *verb, subject).is_ok())
            .collect()
    }
}

fn no_task(command: &Command) -> Error {
    Error::user(format!("没有编号为「{}」的任务。", command.task))
        .hinted("用 duban task list 查看任务编号。")
}

fn ownership(
    own: Option<DepartmentId>,
    task: &Task,
    directory: &Directory,
    today: NaiveDate,
) -> Ownership {
    let Some(own) = own.map(|own| directory.current(own, today)) else {
        return Ownership::Neither;
    };
    let is_own = |id: &DepartmentId| directory.current(*id, today) == own;
    if task.state.lead.as_ref().is_some_and(is_own) {
        Ownership::Leads
    } else if task.owners.support.iter().any(is_own) {
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

fn percent(command: &Command, state: &TaskState) -> Result<u8, Error> {
    let percent = match (command.verb, command.percent) {
        (Verb::Close, _) => 100,
        (Verb::Report | Verb::Submit, Some(percent)) => percent,
        _ => return Ok(state.percent),
    };
    match u8::try_from(percent) {
        Ok(percent @ 0..=100) => Ok(percent),
        _ => Err(Refusal::PercentOutOfRange { percent }.into()),
    }
}

fn assign(
    write: &Write<'_>,
    command: &Command,
    task: &Task,
    directory: &Directory,
    today: NaiveDate,
    after: &mut TaskState,
) -> Result<Given, Error> {
    let assignment = &command.assignment;
    let mut given = Given::of(task);
    if let Some(name) = &assignment.lead {
        after.lead = Some(find_open_department(directory, name, today)?);
    }
    if after.lead.is_none() {
        return Err(Refusal::LeadNeeded {
            title: task.promise.title.clone(),
        }
        .into());
    }
    if !assignment.support.is_empty() {
        let names = assignment.support.iter();
        given.support = names
            .map(|name| find_open_department(directory, name, today))
            .collect::<Result<_, _>>()?;
        write.set_support(task.id, &given.support)?;
    }
    if let Some(phrase) = &assignment.due {
        if task.state.status != Status::Draft {
            let title = &task.promise.title;
            return Err(
                Error::user(format!("任务「{title}」已经交办，时限不能再随交办改动。"))
                    .hinted("只有草稿交办时可以定时限。"),
            );
        }
        let mut deadline = read_deadline(write, task, phrase)?;
        // What was printed is kept for ever and shown.
        if let Some(printed) = &task.promise.deadline
            && !printed.phrase.is_empty()
        {
            deadline.phrase.clone_from(&printed.phrase);
        }
        after.last_day = deadline.last_day;
        write.set_deadline(task.id, Some(&deadline), was_never_given(write, task.id)?)?;
        given.deadline = Some(deadline);
    }
    Ok(given)
}

/// Whether a task was a draft all its life, but for acts that were taken back, so that its deadline is still the first.
pub(super) fn was_never_given(write: &Write<'_>, task: TaskId) -> Result<bool, Error> {
    let events = write.list_events(task)?;
    let undone: HashSet<EventId> = events.iter().filter_map(|it| it.links.undoes).collect();
    let stands = |event: &&Event| {
        let is_undone = event.links.step.is_some_and(|step| undone.contains(&step));
        event.links.undoes.is_none() && !is_undone
    };
    Ok(events
        .iter()
        .filter(stands)
        .all(|event| event.after.status == Status::Draft))
}

pub(super) fn read_deadline(
    write: &Write<'_>,
    task: &Task,
    phrase: &str,
) -> Result<Deadline, Error> {
    let phrase = clean(phrase).trim().to_owned();
    let plan = write.find_plan(&task.place.slug)?;
    let frame = plan.map_or_else(Frame::default, |plan| plan.frame());
    Deadline::parse(&phrase, &frame).ok_or_else(|| {
        Error::user(format!("看不懂时限「{phrase}」。"))
            .hinted("例如：2020年底前、2018年9月15日前、2020-12-31。")
    })
}

/// The same for a department to which something is to be given: one that was retired takes nothing.
pub fn find_open_department(
    directory: &Directory,
    name: &str,
    today: NaiveDate,
) -> Result<DepartmentId, Error> {
    let id = find_department(directory, name, today)?;
    let since = directory.get(id).and_then(|it| it.retired_on);
    match since.filter(|since| *since <= today) {
        Some(since) => Err(Error::user(format!(
            "「{}」自 {since} 起已停用，不能再交办。",
            directory.current_name(id, today)
        ))
        .hinted("请另选部门。")),
        None => Ok(id),
    }
}

/// The department that answers today under a typed name: any name or alias of it or of a body it took over, else a part
/// of a name or pinyin initials that only one has.
pub fn find_department(
    directory: &Directory,
    name: &str,
    today: NaiveDate,
) -> Result<DepartmentId, Error> {
    let name = clean(name).trim().to_owned();
    if let Some(found) = directory.find(&name) {
        return Ok(directory.current(found.id, today));
    }
    let mut near: Vec<DepartmentId> = Vec::new();
    for department in directory.near(&name) {
        let current = directory.current(department.id, today);
        if !near.contains(&current) {
            near.push(current);
        }
    }
    match near.as_slice() {
        [only] => Ok(*only),
        [] => Err(Error::user(format!("没有叫「{name}」的部门。"))
            .hinted("部门名称见 duban 界面第 4 屏。")),
        several => {
            let names: Vec<&str> = several
                .iter()
                .take(5)
                .map(|id| directory.current_name(*id, today))
                .collect();
            Err(Error::user(format!("「{name}」可以指几个部门。"))
                .hinted(format!("请写明是哪一个：{}。", names.join("、"))))
        }
    }
}

fn check_seen(write: &Write<'_>, command: &Command, task: &Task) -> Result<(), Error> {
    match command.seen {
        Some(seen) if seen != task.rev => Err(conflict(write, task)?),
        _ => Ok(()),
    }
}

/// Says whose change came first.
pub(super) fn conflict(write: &Write<'_>, task: &Task) -> Result<Error, Error> {
    let last = write.list_events(task.id)?.pop();
    let message = match last.zip(FixedOffset::east_opt(8 * 3600)) {
        Some((event, china)) => format!(
            "任务「{}」已由{}于 {} {}，未保存。",
            task.promise.title,
            actor_label(write, &event.actor)?,
            event.at.with_timezone(&china).format("%H:%M"),
            event.verb.label()
        ),
        None => format!("任务「{}」已被他人改动，未保存。", task.promise.title),
    };
    Ok(Error::user(message)
        .hinted("请看过新内容后再提交，您填写的文字仍在。")
        .of_kind(Kind::Conflict))
}
