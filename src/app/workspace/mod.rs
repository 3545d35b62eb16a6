//! The breakdown workspace (拆解): putting right, measure by measure, what the reader made of a plan.
//!
//! `remake` changes drafts and ledger, `assignment` gives whole measures out.

mod assignment;
mod remake;

pub use assignment::{Preview, Scope};
pub use remake::{Change, Remake, Step};

use super::error::Error;
use super::{App, Kind};
use crate::domain::coverage::{Ledger, Span};
use crate::domain::event::Given;
use crate::domain::id::{DepartmentId, MeasureId, PlanId, SectionId, TaskId};
use crate::domain::status::Status;
use crate::domain::task::{Promise, Task, TaskState};
use crate::domain::workspace::{Progress, Workspace};
use crate::store::{NewTask, Read, Write};
use chrono::{DateTime, FixedOffset, Utc};

/// Where the workspace goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// The measure behind in printed order.
    Behind,
    /// The measure before.
    Before,
    /// The next one that is not broken down.
    Unfinished,
}

impl App {
    /// A measure on the workbench; only for people who coordinate.
    pub fn workspace(&self, measure: MeasureId) -> Result<Workspace, Error> {
        self.must_coordinate("拆解计划")?;
        self.store
            .read(|read| read.find_workspace(measure))?
            .ok_or_else(no_measure)
    }

    /// How much of a plan is broken down.
    pub fn breakdown_progress(&self, plan: PlanId) -> Result<Progress, Error> {
        Ok(self.store.read(|read| read.breakdown_progress(plan))?)
    }

    /// The measure with which the breakdown of a plan or section begins: the first unfinished one of the plan, or the
    /// first of the section.
    pub fn first_measure(
        &self,
        plan: PlanId,
        section: Option<SectionId>,
    ) -> Result<Option<MeasureId>, Error> {
        Ok(self.store.read(|read| {
            if section.is_none()
                && let Some(unfinished) = read.next_unfinished(plan, None)?
            {
                return Ok::<_, crate::store::Error>(Some(unfinished));
            }
            read.first_measure(plan, section)
        })?)
    }

    /// The measure where the workspace goes on; `None` where there is none.
    pub fn next_measure(&self, from: MeasureId, next: Next) -> Result<Option<MeasureId>, Error> {
        Ok(self.store.read(|read| match next {
            Next::Behind => read.neighbour_measure(from, true),
            Next::Before => read.neighbour_measure(from, false),
            Next::Unfinished => match read.find_workspace(from)? {
                Some(here) => read.next_unfinished(here.plan, Some(from)),
                None => Ok(None),
            },
        })?)
    }
}

pub(super) fn no_measure() -> Error {
    Error::user("这条措施已经不在了。").hinted("请回到「计划」屏重新选择。")
}

/// The measure as it is, if its breakdown is still the one that was seen.
fn workspace_seen(
    write: &Write<'_>,
    measure: MeasureId,
    seen: Option<i64>,
) -> Result<Workspace, Error> {
    let found = write.find_workspace(measure)?.ok_or_else(no_measure)?;
    if seen.is_some_and(|seen| seen != found.rev) {
        return Err(breakdown_conflict(write, &found)?);
    }
    Ok(found)
}

/// Says that somebody else changed the breakdown first, and who, where the record tells.
fn breakdown_conflict(read: &Read<'_>, measure: &Workspace) -> Result<Error, Error> {
    let last = read.last_breakdown_event(measure.measure)?;
    let said = match last.zip(FixedOffset::east_opt(8 * 3600)) {
        Some(((actor, at), china)) => format!(
            "「{}」的拆解已由{}于 {} 改动，未保存。",
            measure.title,
            super::query::actor_label(read, &actor)?,
            at.with_timezone(&china).format("%H:%M"),
        ),
        None => format!("「{}」的拆解已被他人改动，未保存。", measure.title),
    };
    Ok(Error::user(said)
        .hinted("请看过新内容后再办。")
        .of_kind(Kind::Conflict))
}

/// Makes a task row of what it is given with, under its old number or a new one.
pub(super) fn insert(
    write: &Write<'_>,
    id: Option<TaskId>,
    plan: PlanId,
    state: &TaskState,
    given: &Given,
    at: DateTime<Utc>,
) -> Result<TaskId, Error> {
    let Some(words) = &given.words else {
        return Err(Error::user("记录里没有这项任务的文字，不能恢复。").of_kind(Kind::Internal));
    };
    let promise = Promise {
        title: words.title.clone(),
        quote: words.quote.clone(),
        span: words.span,
        target: words.target.clone(),
        deadline: given.deadline.clone(),
        recurrence: words.recurrence,
        note: words.note.clone(),
    };
    Ok(write.insert_task(&NewTask {
        id,
        plan,
        measure: words.measure,
        position: words.position,
        promise: &promise,
        lead_printed: &words.lead_printed,
        occurrence: words.occurrence.as_ref(),
        support: &given.support,
        state,
        at,
    })?)
}

/// Writes what a task is given with into its row; its state goes with the row version.
pub(super) fn rewrite(
    write: &Write<'_>,
    task: &Task,
    state: &TaskState,
    given: &Given,
) -> Result<(), Error> {
    if let Some(words) = &given.words {
        write.set_words(task.id, words)?;
    }
    if given.support != task.owners.support {
        write.set_support(task.id, &given.support)?;
    }
    if given.deadline != task.promise.deadline {
        let is_first =
            state.status == Status::Draft && super::work::was_never_given(write, task.id)?;
        write.set_deadline(task.id, given.deadline.as_ref(), is_first)?;
    }
    Ok(())
}

/// The state of a new draft.
fn draft_state(lead: Option<DepartmentId>, given: &Given) -> TaskState {
    TaskState {
        status: Status::Draft,
        back: None,
        asked: None,
        percent: 0,
        lead,
        last_day: given.deadline.as_ref().and_then(|it| it.last_day),
    }
}

/// Stores a ledger with the count that follows from it and from the tasks as they now are.
pub(super) fn store_ledger(
    write: &Write<'_>,
    measure: MeasureId,
    ledger: &Ledger,
) -> Result<(), Error> {
    let Some(mut now) = write.find_workspace(measure)? else {
        return Err(no_measure());
    };
    now.ledger = ledger.clone();
    if let Some(printed) = &ledger.printed {
        now.printed.clone_from(&printed.text);
        now.labels.clone_from(&printed.labels);
    }
    write.set_ledger(measure, ledger, now.open_words())?;
    Ok(())
}

/// The words of a stretch, as a span that a caller may have made of two bytes in any order.
fn ordered(span: Span) -> Span {
    Span::new(span.start.min(span.end), span.start.max(span.end))
}

#[cfg(test)]
mod tests;
