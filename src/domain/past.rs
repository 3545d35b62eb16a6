//! Looking back (旧貌): how tasks stood at the end of a past day, folded from the record.
//!
//! An act counts for its day, whenever it was written down; what came after the last act that counts by then is taken back.

use chrono::{DateTime, NaiveDate, Utc};
use std::collections::{HashMap, HashSet};

use super::event::{Event, Given};
use super::extension::{Extension, Outcome, Verdict};
use super::id::{EventId, TaskId};
use super::inbox::Standing;
use super::status::{Status, Verb};
use super::task::{Task, TaskState};

/// A task as it stood at the end of a past day (旧貌).
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "旧貌")]
pub struct Stood {
    /// Its changing part.
    pub state: TaskState,
    /// Its words, support and deadline; without words where the record carries none.
    pub given: Given,
    /// Since when it waited, and for what.
    pub standing: Standing,
    /// The first last day.
    pub first_last_day: Option<NaiveDate>,
    /// Its row version.
    pub rev: usize,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
}

/// Whether the paragraph of a task was printed anew after the day, which moves its words without an event of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Print {
    /// It is the one that the task now stands on.
    Same,
    /// An edition of the plan has changed it since.
    Changed,
}

/// The events of a task in the order of their numbers, parted behind the last that counts by the end of a day.
pub fn part(events: &[Event], day: NaiveDate) -> (&[Event], &[Event]) {
    let kept = events.iter().rposition(|it| it.day <= day);
    events.split_at(kept.map_or(0, |at| at + 1))
}

/// Whether a task was a draft all its life, but for acts that were taken back, so that its deadline is still the first.
pub fn was_never_given(events: &[Event]) -> bool {
    let undone: HashSet<EventId> = events.iter().filter_map(|it| it.links.undoes).collect();
    let stands = |event: &&Event| {
        let is_undone = event.links.step.is_some_and(|step| undone.contains(&step));
        event.links.undoes.is_none() && !is_undone
    };
    events
        .iter()
        .filter(stands)
        .all(|event| event.after.status == Status::Draft)
}

impl Stood {
    /// The task at the end of a day, from its whole record and from what it is now, where it still is.
    ///
    /// `None` where there was none.
    pub fn of(events: &[Event], day: NaiveDate, now: Option<&Task>, print: Print) -> Option<Self> {
        let (kept, later) = part(events, day);
        let last = kept.last().filter(|it| !it.removes())?;
        let mut given = taken_back(later, now.map(Given::whole)).unwrap_or_default();
        let recorded = || {
            let mut said = kept.iter().rev().filter_map(|it| it.given.as_ref());
            said.find_map(|it| it.words.clone())
        };
        if print == Print::Changed || given.words.is_none() {
            given.words = recorded().or(given.words);
        }
        Some(Self {
            first_last_day: match now {
                Some(now) if !later.iter().any(moves_deadline) => now.first_last_day,
                _ => first_last_day(kept),
            },
            given,
            state: last.after.clone(),
            standing: Standing::of(&kept[begin_of(kept)..])?,
            rev: rev(kept),
            updated_at: last.at,
        })
    }
}

/// Where the record of a task begins that has the number of one that was dropped before.
fn begin_of(kept: &[Event]) -> usize {
    let is_turned = |event: &Event| matches!(event.verb, Verb::Undo | Verb::Redo);
    let begin = kept
        .iter()
        .rposition(|it| it.before.is_none() && !is_turned(it));
    begin.unwrap_or(0)
}

/// The row version after some events: one for every event; one that comes back after a drop counts what came before, too.
fn rev(kept: &[Event]) -> usize {
    let begin = begin_of(kept);
    let comes_back = |event: &Event| event.before.is_none();
    if kept[begin..].iter().skip(1).any(comes_back) {
        kept.len()
    } else {
        kept.len() - begin
    }
}

/// What a task was given with before some events, the oldest of them first, from what it is given with after.
fn taken_back(later: &[Event], now: Option<Given>) -> Option<Given> {
    let mut given = now;
    for event in later.iter().rev() {
        if event.before.is_none() {
            given = None;
        } else if let Some(taken) = &event.taken {
            let words = taken.words.clone();
            let words = words.or_else(|| given.and_then(|it| it.words));
            given = Some(Given {
                words,
                ..taken.clone()
            });
        }
    }
    given
}

/// Whether an event may have set another first last day than the one before.
fn moves_deadline(event: &Event) -> bool {
    let deadline = |given: &Option<Given>| given.as_ref().map(|it| it.deadline.clone());
    event.before.is_none() || event.removes() || deadline(&event.given) != deadline(&event.taken)
}

/// The first last day after some events: that of the beginning, or the one set last before the task was given out.
fn first_last_day(kept: &[Event]) -> Option<NaiveDate> {
    let mut first = None;
    for (at, event) in kept.iter().enumerate() {
        if event.before.is_none() {
            first = event.after.last_day;
            continue;
        }
        let is_first = event.verb == Verb::Assign || event.after.status == Status::Draft;
        if moves_deadline(event) && is_first && was_never_given(&kept[..at]) {
            let set = event.given.as_ref().and_then(|it| it.deadline.as_ref());
            first = set.and_then(|it| it.last_day);
        }
    }
    first
}

/// Whether one of these events asks for an extension, decides on one, or takes that back.
pub fn moves_extension(events: &[Event]) -> bool {
    let asked = |event: &Event| event.before.as_ref().and_then(|it| it.asked);
    events.iter().any(|it| asked(it) != it.after.asked)
}

/// The requests to move a last day after some events, the oldest first; their basis stands in no event.
pub fn extensions(kept: &[Event]) -> Vec<Extension> {
    let mut requests: Vec<Extension> = Vec::new();
    for (at, event) in kept.iter().enumerate() {
        let before = event.before.as_ref();
        let from = before.and_then(|it| it.last_day).unwrap_or_default();
        match (before.and_then(|it| it.asked), event.after.asked) {
            (_, Some(to)) if event.verb == Verb::AskExtension => requests.push(Extension {
                task: event.task,
                from,
                to,
                asked_by: event.actor.clone(),
                asked_on: event.day,
                reason: event.text.clone(),
                basis: String::new(),
                verdict: None,
            }),
            (Some(_), None) => {
                if let Some(request) = requests.last_mut() {
                    request.verdict = Some(verdict(&kept[..at], event));
                }
            }
            (None, Some(_)) => {
                if let Some(request) = requests.last_mut() {
                    request.verdict = None;
                }
            }
            _ => {}
        }
    }
    requests
}

/// What an event makes of the request that waits.
fn verdict(before: &[Event], event: &Event) -> Verdict {
    let decision = |it: &&Event| matches!(it.verb, Verb::Grant | Verb::Refuse);
    let turned = event.before.as_ref();
    // What is done again was decided by the newest decision before.
    let decided = match event.verb {
        Verb::Grant | Verb::Refuse => Some(event),
        Verb::Redo => before.iter().rfind(decision),
        _ => None,
    };
    let moves = turned.is_some_and(|it| it.last_day != event.after.last_day);
    let stays = turned.is_some_and(|it| it.status == event.after.status);
    let outcome = match decided.map(|it| it.verb) {
        Some(Verb::Grant) if moves => Outcome::Granted,
        Some(Verb::Refuse) if stays => Outcome::Refused,
        _ => Outcome::Lapsed,
    };
    let opinion = match (outcome, event.verb, decided) {
        (Outcome::Granted | Outcome::Refused, _, Some(decided)) => decided.text.clone(),
        (_, Verb::Undo | Verb::Redo, _) => {
            format!("{}{}", event.verb.label(), Verb::AskExtension.label())
        }
        _ => String::new(),
    };
    Verdict {
        outcome,
        by: event.actor.clone(),
        on: event.day,
        to: event.after.last_day.filter(|_| outcome == Outcome::Granted),
        opinion,
    }
}

/// The places of the tasks in one measure, each by its number.
pub type Places = HashMap<TaskId, usize>;

/// The places at the end of a day, from what they are now and from what the record says of the measure's breakdown.
pub fn places_back(events: &[Event], day: NaiveDate, mut places: Places) -> Places {
    for event in events.iter().rev().filter(|it| it.day > day) {
        if event.before.is_none() {
            places.remove(&event.task);
            if let Some(place) = made_room(event) {
                let behind = places.values_mut().filter(|it| **it > place);
                behind.for_each(|it| *it -= 1);
            }
        } else if let Some(words) = event.taken.as_ref().and_then(|it| it.words.as_ref()) {
            places.insert(event.task, words.position);
        }
    }
    places
}

/// The same from the beginning of the record, for a measure that an edition has put in another order since.
pub fn places_on(events: &[Event], day: NaiveDate) -> Places {
    let mut places = Places::new();
    for event in events.iter().filter(|it| it.day <= day) {
        if event.removes() {
            places.remove(&event.task);
            continue;
        }
        if let Some(place) = made_room(event) {
            let behind = places.values_mut().filter(|it| **it >= place);
            behind.for_each(|it| *it += 1);
        }
        if let Some(words) = event.given.as_ref().and_then(|it| it.words.as_ref()) {
            places.insert(event.task, words.position);
        }
    }
    places
}

/// The place at which a new task has moved those behind it.
fn made_room(event: &Event) -> Option<usize> {
    let words = event.given.as_ref().and_then(|it| it.words.as_ref())?;
    let is_new = event.before.is_none() && matches!(event.verb, Verb::Create | Verb::Expand);
    // What comes in with a plan has its printed place; an occurrence stands at that of its duty.
    let is_made = is_new && event.links.step.is_some() && words.occurrence.is_none();
    is_made.then_some(words.position)
}
