//! 交办: to whom a task is given and until when; how departments and deadlines are found by what people type.

use chrono::NaiveDate;

use super::Desk;
use crate::app::command::Command;
use crate::app::error::Error;
use crate::domain::day_words::{from_today, read_deadline};
use crate::domain::department::Directory;
use crate::domain::event::Given;
use crate::domain::id::{DepartmentId, TaskId};
use crate::domain::past;
use crate::domain::refusal::Refusal;
use crate::domain::status::Status;
use crate::domain::task::{Task, TaskState};
use crate::store::Write;
use crate::text::clean::clean;

impl Desk<'_> {
    /// Gives a task to its departments, a draft with a deadline too.
    pub(super) fn assign(
        &self,
        command: &Command,
        task: &Task,
        after: &mut TaskState,
    ) -> Result<Given, Error> {
        let (write, directory, today) = (self.write, self.directory, self.today);
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
                return Err(Error::user(format!(
                    "任务「{title}」已经交办，时限不能再随交办改动。"
                ))
                .hinted("只有草稿交办时可以定时限。"));
            }
            let mut deadline = read_deadline(&clean(phrase), &from_today(today), today)?;
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
}

/// Whether a task was a draft all its life, so that its deadline is still the first; see [`past::was_never_given`].
pub fn was_never_given(write: &Write<'_>, task: TaskId) -> Result<bool, Error> {
    Ok(past::was_never_given(&write.list_events(task)?))
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
