//! Events (留痕): who did what to which task, when, before and after. Append-only.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::deadline::Deadline;
use super::id::{DepartmentId, EventId, TaskId};
use super::status::Verb;
use super::task::TaskState;

/// An event (留痕): one act, as it is kept for ever.
///
/// Its inverse is the event that leads from `after` back to `before`; undoing adds it, and deletes nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "留痕")]
pub struct Event {
    /// Its number: events are told in this order.
    pub id: EventId,
    /// The instant at which it was written down.
    pub at: DateTime<Utc>,
    /// The civil day it counts for: that of `at` in China, unless `--today` named another.
    pub day: NaiveDate,
    /// Who did it.
    pub actor: String,
    /// What was done.
    pub verb: Verb,
    /// To which task.
    pub task: TaskId,
    /// What the person wrote: progress, reason, basis.
    pub text: String,
    /// The task before; `None` where it begins.
    pub before: Option<TaskState>,
    /// The task after.
    pub after: TaskState,
    /// For 录入 and 交办: who supports it and until when, as it stands after.
    pub given: Option<Given>,
}

/// What a task is given with, besides its lead.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// The supporting departments in order.
    pub support: Vec<DepartmentId>,
    /// The deadline: phrase, last day and all.
    pub deadline: Option<Deadline>,
}

/// The state of a task at the end of a day, rebuilt from its events in the order of their numbers.
///
/// `None` where the task did not yet exist. An act that counts for a later day is left out, even where one that counts
/// for an earlier day was written down after it.
pub fn state_on(events: &[Event], day: NaiveDate) -> Option<&TaskState> {
    events
        .iter()
        .rfind(|event| event.day <= day)
        .map(|event| &event.after)
}
