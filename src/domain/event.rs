//! Events (留痕): who did what to which task, when, before and after. Append-only.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::coverage::{Ledger, Span};
use super::deadline::Deadline;
use super::id::{DepartmentId, EventId, MeasureId, TaskId};
use super::recurrence::Recurrence;
use super::report::Report;
use super::status::Verb;
use super::task::{Task, TaskState};

/// An event (留痕): one act on a task, as it is kept for ever.
///
/// Its inverse is the event that leads from `after` back to `before` and from `given` back to `taken`; undoing adds it,
/// and deletes nothing.
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
    /// The task after; where a draft was dropped, as it last was.
    pub after: TaskState,
    /// Where the act changes it: who supports it, until when and its words, as they stand after. `None` for a draft that
    /// was dropped.
    pub given: Option<Given>,
    /// The same as it stood before; `None` for a task that begins.
    pub taken: Option<Given>,
    /// What a report says beside its words.
    pub report: Option<Report>,
    /// What else was done with it.
    pub links: Links,
}

impl Event {
    /// What the person wrote, behind the day that an extension asks for or sets.
    pub fn said(&self) -> String {
        let mark = if self.text.is_empty() { "" } else { "：" };
        let text = &self.text;
        match (self.verb, self.after.asked, self.after.last_day) {
            (Verb::AskExtension, Some(day), _) => format!("延至 {day}{mark}{text}"),
            (Verb::Grant, _, Some(day)) => format!("期限改为 {day}{mark}{text}"),
            _ => text.clone(),
        }
    }
}

/// What an event belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// The measure whose breakdown it is part of; `None` for the work on a task.
    pub measure: Option<MeasureId>,
    /// The first event of the same user action; `None` for what comes in with a plan, which nobody undoes.
    pub step: Option<EventId>,
    /// The step that it takes back.
    pub undoes: Option<EventId>,
}

/// What a task is given with, besides its lead.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// The supporting departments in order.
    pub support: Vec<DepartmentId>,
    /// The deadline: phrase, last day and all.
    pub deadline: Option<Deadline>,
    /// Everything else that the breakdown decides; only where it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<Words>,
}

/// What the breakdown decides of a task, besides its owners and its deadline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// The measure it stands in.
    pub measure: MeasureId,
    /// Its place there.
    pub position: usize,
    /// Short, for a list.
    pub title: String,
    /// The words it stands on.
    pub quote: String,
    /// Where they stand.
    pub span: Span,
    /// The figure or state to reach.
    pub target: String,
    /// A recurring duty's period.
    pub recurrence: Option<Recurrence>,
    /// The lead as printed.
    pub lead_printed: String,
    /// What a reader should know of it: a slip of the print, a likely meaning; empty where nothing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl Given {
    /// Who supports a task and until when.
    pub fn of(task: &Task) -> Self {
        Self {
            support: task.owners.support.clone(),
            deadline: task.promise.deadline.clone(),
            words: None,
        }
    }

    /// All that the breakdown decides of a task.
    pub fn whole(task: &Task) -> Self {
        Self {
            words: Some(Words {
                measure: task.place.measure,
                position: task.place.position,
                title: task.promise.title.clone(),
                quote: task.promise.quote.clone(),
                span: task.promise.span,
                target: task.promise.target.clone(),
                recurrence: task.promise.recurrence,
                lead_printed: task.owners.lead_printed.clone(),
                note: task.promise.note.clone(),
            }),
            ..Self::of(task)
        }
    }
}

/// A change of a measure's ledger (分解情况), as it is kept for ever; it stands in the same chain as [`Event`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerEvent {
    /// Its number.
    pub id: EventId,
    /// The instant at which it was written down.
    pub at: DateTime<Utc>,
    /// The civil day it counts for.
    pub day: NaiveDate,
    /// Who did it.
    pub actor: String,
    /// What was done.
    pub verb: Verb,
    /// To which measure.
    pub measure: MeasureId,
    /// Why.
    pub text: String,
    /// The ledger before.
    pub before: Ledger,
    /// The ledger after.
    pub after: Ledger,
    /// The first event of the same user action.
    pub step: Option<EventId>,
    /// The step that it takes back.
    pub undoes: Option<EventId>,
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
