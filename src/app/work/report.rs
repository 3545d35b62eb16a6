//! 反馈: who reports, on the whole task or on the own part, and what is said beside the words.

use chrono::NaiveDate;

use super::{Desk, find_department};
use crate::app::App;
use crate::app::command::Command;
use crate::app::error::Error;
use crate::domain::day_words::read_one;
use crate::domain::department::Directory;
use crate::domain::id::DepartmentId;
use crate::domain::person::{Person, Role};
use crate::domain::refusal::Refusal;
use crate::domain::report::Report;
use crate::domain::task::{Task, TaskState};
use crate::text::clean::{clean, clean_line};

impl Desk<'_> {
    /// What a report says: the lead's percent is the task's, a supporting department's is that of its part.
    ///
    /// # Errors
    /// The percent is none, the day of the stamped copy is not understood or to come, or the department has no part in
    /// the task.
    pub(super) fn tell(
        &self,
        command: &Command,
        task: &Task,
        after: &mut TaskState,
    ) -> Result<Option<Report>, Error> {
        let percent = command.percent.map(checked).transpose()?;
        let telling = &command.telling;
        let by = match &telling.department {
            Some(name) => self.named(name, task)?,
            None => own_part(self.person, task, self.directory, self.today),
        };
        if by.is_none() {
            after.percent = percent.unwrap_or(after.percent);
        }
        let report = Report {
            by,
            part: percent.filter(|_| by.is_some()),
            problems: clean(&telling.problems).trim().to_owned(),
            next: clean(&telling.next).trim().to_owned(),
            evidence: clean_line(&telling.evidence).trim().to_owned(),
            stamped: self.stamped(&telling.stamped)?,
            source: clean_line(&telling.source).trim().to_owned(),
        };
        Ok((!report.is_empty()).then_some(report))
    }

    /// The department that was named, if it has a part; `None` where it is the lead itself.
    fn named(&self, name: &str, task: &Task) -> Result<Option<DepartmentId>, Error> {
        let (directory, today) = (self.directory, self.today);
        let id = find_department(directory, name, today)?;
        let may = self.person.role.coordinates()
            || directory.is_one_of(id, &self.person.departments, today);
        if !may || !has_part(id, task, directory, today) {
            return Err(Refusal::NoPart {
                title: task.promise.title.clone(),
                department: directory.current_name(id, today).to_owned(),
            }
            .into());
        }
        let leads = |lead| directory.current(lead, today) == id;
        Ok((!task.state.lead.is_some_and(leads)).then_some(id))
    }

    fn stamped(&self, typed: &str) -> Result<Option<NaiveDate>, Error> {
        let typed = clean_line(typed).trim().to_owned();
        if typed.is_empty() {
            return Ok(None);
        }
        let day = read_one(&typed, self.today)?;
        if day > self.today {
            return Err(Error::user(format!("盖章件的日期 {day} 还没有到。"))
                .hinted("请填文件上的日期，没有盖章件就空着。"));
        }
        Ok(Some(day))
    }
}

impl App {
    /// The own department that reports on its part of a task; `None` for who reports on the whole.
    pub fn own_part(&self, task: &Task) -> Option<DepartmentId> {
        own_part(&self.person, task, &self.directory, self.today())
    }
}

/// The own department that supports the task and does not lead it; `None` for the lead and for coordinators.
fn own_part(
    person: &Person,
    task: &Task,
    directory: &Directory,
    today: NaiveDate,
) -> Option<DepartmentId> {
    let own = &person.departments;
    let leads = |lead| directory.is_one_of(lead, own, today);
    if person.role != Role::Liaison || task.state.lead.is_some_and(leads) {
        return None;
    }
    let mut own = own.iter().map(|it| directory.current(*it, today));
    own.find(|it| has_part(*it, task, directory, today))
}

/// Whether a department leads or supports a task, or belongs to a group that does.
fn has_part(
    department: DepartmentId,
    task: &Task,
    directory: &Directory,
    today: NaiveDate,
) -> bool {
    let is_it = |id: &DepartmentId| directory.current(*id, today) == department;
    let mut owners = task.state.lead.iter().chain(&task.owners.support);
    owners.any(|id| is_it(id) || directory.members(task.place.plan, *id).iter().any(is_it))
}

fn checked(percent: i64) -> Result<u8, Refusal> {
    match u8::try_from(percent) {
        Ok(percent @ 0..=100) => Ok(percent),
        _ => Err(Refusal::PercentOutOfRange { percent }),
    }
}
