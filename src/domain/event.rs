//! Events (留痕): who did what to which task, when, before and after. Append-only.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::coverage::{Ledger, Span};
use super::deadline::Deadline;
use super::id::{DepartmentId, EventId, MeasureId, PlanId, TaskId};
use super::recurrence::Recurrence;
use super::report::Report;
use super::status::Verb;
use super::task::{Occurrence, Task, TaskState};

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
    /// The task goes with it: a draft that was dropped, or one whose making was taken back.
    pub fn removes(&self) -> bool {
        self.before.is_some() && self.given.is_none() && self.taken.is_some()
    }

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
    /// Of which recurring duty it is one occurrence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occurrence: Option<Occurrence>,
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
                occurrence: task.occurrence.clone(),
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

/// The events of a task that stand at the end of a day: without what was taken back by then, and without the taking back.
///
/// What was done again stands in its old place.
pub fn standing(events: &[Event], day: NaiveDate) -> Cow<'_, [Event]> {
    let turns = |event: &Event| matches!(event.verb, Verb::Undo | Verb::Redo);
    if !events.iter().any(turns) {
        return Cow::Borrowed(events);
    }
    // By taking back: the steps that an undo removes, and that a redo of it brings back.
    let mut removed: HashSet<EventId> = HashSet::new();
    let mut by_undo: HashMap<EventId, EventId> = HashMap::new();
    for event in events.iter().filter(|it| it.day <= day) {
        let (Some(step), Some(undoes)) = (event.links.step, event.links.undoes) else {
            continue;
        };
        match event.verb {
            // A redo that is taken back takes back what it had done again.
            Verb::Undo => {
                let origin = by_undo.get(&undoes).copied().unwrap_or(undoes);
                removed.insert(origin);
                by_undo.insert(step, origin);
            }
            Verb::Redo => {
                if let Some(origin) = by_undo.get(&undoes).copied() {
                    removed.remove(&origin);
                    by_undo.insert(step, origin);
                }
            }
            _ => {}
        }
    }
    let stands = |event: &&Event| {
        !turns(event) && event.links.step.is_none_or(|step| !removed.contains(&step))
    };
    Cow::Owned(events.iter().filter(stands).cloned().collect())
}

/// One action of a person, as undo looks at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its first event.
    pub id: EventId,
    /// What was done.
    pub verb: Verb,
    /// The step that it takes back.
    pub undoes: Option<EventId>,
    /// The plan whose breakdown it changes; `None` for the work on tasks.
    pub plan: Option<PlanId>,
}

/// What a person can take back and do again, the newest last in each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stacks {
    /// What stands.
    pub done: Vec<Step>,
    /// The undos that nothing else was done after.
    pub undone: Vec<Step>,
}

impl Stacks {
    /// Replays a person's own steps, the oldest first.
    pub fn of(steps: &[Step]) -> Self {
        let mut stacks = Self::default();
        for step in steps {
            let is_it = |it: &Step| Some(it.id) == step.undoes;
            match step.verb {
                Verb::Undo => {
                    stacks.done.retain(|it| !is_it(it));
                    stacks.undone.push(*step);
                }
                Verb::Redo => {
                    stacks.undone.retain(|it| !is_it(it));
                    stacks.done.push(*step);
                }
                _ => {
                    stacks.undone.clear();
                    stacks.done.push(*step);
                }
            }
        }
        stacks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(id: i64, verb: Verb, undoes: i64) -> Step {
        Step {
            id: EventId(id),
            verb,
            undoes: (undoes > 0).then_some(EventId(undoes)),
            plan: None,
        }
    }

    fn ids(steps: &[Step]) -> Vec<i64> {
        steps.iter().map(|it| it.id.0).collect()
    }

    #[test]
    fn steps_are_taken_back_and_done_again_in_order() {
        let acts = [
            step(1, Verb::Sign, 0),
            step(2, Verb::Report, 0),
            step(3, Verb::Undo, 2),
            step(4, Verb::Undo, 1),
            step(5, Verb::Redo, 4),
            step(6, Verb::Redo, 3),
        ];
        let after = |count: usize| Stacks::of(&acts[..count]);
        assert_eq!(ids(&after(2).done), [1, 2]);
        assert_eq!(ids(&after(3).done), [1]);
        assert_eq!(ids(&after(4).done), [0; 0]);
        assert_eq!(ids(&after(4).undone), [3, 4]);
        assert_eq!(ids(&after(5).undone), [3]);
        assert_eq!(ids(&after(6).done), [5, 6]);
        assert_eq!(ids(&after(6).undone), [0; 0]);
    }

    #[test]
    fn a_new_act_leaves_nothing_to_do_again() {
        let stacks = Stacks::of(&[
            step(1, Verb::Sign, 0),
            step(2, Verb::Undo, 1),
            step(3, Verb::Sign, 0),
        ]);
        assert_eq!((ids(&stacks.done), ids(&stacks.undone)), (vec![3], vec![]));
    }
}
