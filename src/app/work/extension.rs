//! 延期: asked by the lead, decided by somebody else; the first last day is never overwritten.

use super::Desk;
use crate::app::command::Command;
use crate::app::error::Error;
use crate::domain::day_words::{from_today, read_deadline};
use crate::domain::extension::{Extension, Outcome, Verdict, check_later, check_request};
use crate::domain::refusal::Refusal;
use crate::domain::status::{Status, Verb};
use crate::domain::task::{Task, TaskState};
use crate::text::clean::{clean, clean_line};

impl Desk<'_> {
    /// Asks for a later last day.
    ///
    /// # Errors
    /// See [`check_request`]; or the day is missing or not understood.
    pub(super) fn ask(
        &self,
        command: &Command,
        task: &Task,
        reason: &str,
        after: &mut TaskState,
    ) -> Result<(), Error> {
        let to = match &command.assignment.due {
            Some(phrase) => self.day_of(phrase)?,
            None => {
                return Err(Error::user("申请延期须写明延到哪一天。")
                    .hinted("例如「2021年6月底前」或 2021-06-30（命令行用 --due）。"));
            }
        };
        let from = check_request(task, to, self.today)?;
        self.write.insert_extension(&Extension {
            task: task.id,
            from,
            to,
            asked_by: self.person.login.clone(),
            asked_on: self.today,
            reason: reason.to_owned(),
            basis: clean_line(&command.basis).trim().to_owned(),
            verdict: None,
        })?;
        after.asked = Some(to);
        Ok(())
    }

    /// Grants what was asked, or another day, or refuses it.
    ///
    /// # Errors
    /// Nothing waits, the person asked it, or the day granted is not later than the one in force.
    pub(super) fn decide(
        &self,
        command: &Command,
        task: &Task,
        opinion: &str,
        after: &mut TaskState,
    ) -> Result<(), Error> {
        let waiting = self.write.waiting_extension(task.id)?;
        let waiting = waiting.ok_or_else(|| Refusal::NothingAsked {
            title: task.promise.title.clone(),
        })?;
        if login_of(&waiting.asked_by) == login_of(&self.person.login) {
            return Err(Refusal::OwnRequest.into());
        }
        let outcome = if command.verb == Verb::Grant {
            let to = match &command.assignment.due {
                Some(phrase) => self.day_of(phrase)?,
                None => waiting.to,
            };
            check_later(task.state.last_day.unwrap_or(waiting.from), to)?;
            after.last_day = Some(to);
            Outcome::Granted
        } else {
            Outcome::Refused
        };
        after.asked = None;
        let to = after.last_day.filter(|_| outcome == Outcome::Granted);
        self.settle(task, outcome, to, opinion)
    }

    /// A request that waits ends with the task's work: when it is closed, cancelled or given back.
    pub(super) fn let_lapse(&self, task: &Task, after: &mut TaskState) -> Result<(), Error> {
        let goes_on = after.status.is_open() || after.status == Status::Suspended;
        match self.write.waiting_extension(task.id)? {
            Some(_) if !goes_on => {
                after.asked = None;
                self.settle(task, Outcome::Lapsed, None, "")
            }
            _ => Ok(()),
        }
    }

    fn settle(
        &self,
        task: &Task,
        outcome: Outcome,
        to: Option<chrono::NaiveDate>,
        opinion: &str,
    ) -> Result<(), Error> {
        let verdict = Verdict {
            outcome,
            by: self.person.login.clone(),
            on: self.today,
            to,
            opinion: opinion.to_owned(),
        };
        Ok(self.write.decide_extension(task.id, &verdict)?)
    }

    fn day_of(&self, phrase: &str) -> Result<chrono::NaiveDate, Error> {
        let deadline = read_deadline(&clean(phrase), &from_today(self.today), self.today)?;
        deadline.last_day.ok_or_else(|| {
            Error::user(format!("「{}」没有说到哪一天为止。", deadline.phrase))
                .hinted("例如「2021年6月底前」或 2021-06-30。")
        })
    }
}

/// The person behind an actor: whoever stands in for somebody is not somebody else.
fn login_of(actor: &str) -> &str {
    actor.split('（').next().unwrap_or(actor)
}
