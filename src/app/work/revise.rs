//! 调整: a task's words, target or owners are changed by an approval; its deadline moves by 延期 alone.

use super::{Desk, find_open_department};
use crate::app::command::Command;
use crate::app::error::Error;
use crate::app::workspace;
use crate::domain::event::Given;
use crate::domain::refusal::Refusal;
use crate::domain::task::{Task, TaskState};
use crate::domain::workspace::LONGEST_TITLE;
use crate::text::clean::clean_line;

impl Desk<'_> {
    /// Changes what a command names; the record keeps what stood before.
    ///
    /// # Errors
    /// Nothing is changed, the title is empty or too long, or a department is not understood or retired.
    pub(super) fn revise(
        &self,
        command: &Command,
        task: &Task,
        after: &mut TaskState,
    ) -> Result<Given, Error> {
        let mut given = Given::whole(task);
        if let Some(words) = &mut given.words {
            if let Some(title) = &command.wording.title {
                words.title = checked(title)?;
            }
            if let Some(target) = &command.wording.target {
                clean_line(target).trim().clone_into(&mut words.target);
            }
        }
        let assignment = &command.assignment;
        if assignment.due.is_some() {
            return Err(
                Error::user("期限不能随调整改动。").hinted("请按延期办理：先申请，再审批。")
            );
        }
        let find = |name: &String| find_open_department(self.directory, name, self.today);
        if let Some(name) = &assignment.lead {
            after.lead = Some(find(name)?);
        }
        if !assignment.support.is_empty() {
            given.support = assignment
                .support
                .iter()
                .map(find)
                .collect::<Result<_, _>>()?;
        }
        // Who leads does not support as well.
        given.support.retain(|it| Some(*it) != after.lead);
        if given == Given::whole(task) && after.lead == task.state.lead {
            return Err(Refusal::NothingRevised {
                title: task.promise.title.clone(),
            }
            .into());
        }
        workspace::rewrite(self.write, task, after, &given)?;
        // A workspace that is open on the measure has not seen this.
        if let Some(now) = self.write.find_workspace(task.place.measure)? {
            self.write.touch_measure(task.place.measure, now.rev)?;
        }
        Ok(given)
    }
}

fn checked(title: &str) -> Result<String, Refusal> {
    let title = clean_line(title).trim().to_owned();
    match title.chars().count() {
        0 => Err(Refusal::TitleNeeded),
        count if count > LONGEST_TITLE => Err(Refusal::TitleTooLong { count }),
        _ => Ok(title),
    }
}
