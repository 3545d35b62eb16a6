//! What was, told from what is and from the record, which is read backwards: the newest event first.
//!
//! Only the tasks that something was done to since are looked at; all others stand as they stood. Read to the first event
//! that counts for a later day than the one asked for, nothing before it can change what stands at the end of that day.

use chrono::NaiveDate;
use std::collections::HashMap;

use super::{Kind, Stand};
use crate::domain::id::{EventId, TaskId};

/// An event of a task, as far as what was is told from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Its number.
    pub id: EventId,
    /// The task.
    pub task: TaskId,
    /// The civil day it counts for.
    pub day: NaiveDate,
    /// The task before; `None` where it begins.
    pub before: Option<Stand>,
    /// The task after.
    pub after: Stand,
    /// The record of the task begins here.
    pub is_first: bool,
    /// The task goes with it.
    pub removes: bool,
}

/// A task that something was done to since a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passed {
    /// The task.
    pub task: TaskId,
    /// How it stands now.
    pub now: Stand,
    /// How it stood at the end of that day; `None` where it was not there.
    pub then: Option<Stand>,
}

/// A task whose record is being read.
#[derive(Clone, Copy, Debug)]
struct Passing {
    now: Stand,
    then: Option<Stand>,
    is_settled: bool,
    is_gone: bool,
}

/// Goes back to the end of one day, and tells of every task that something was done to since how it stood then.
#[derive(Clone, Debug)]
pub struct Rewind {
    day: NaiveDate,
    passing: HashMap<TaskId, Passing>,
}

impl Rewind {
    /// Goes back to the end of a day.
    pub fn new(day: NaiveDate) -> Self {
        Self {
            day,
            passing: HashMap::new(),
        }
    }

    /// Takes the next older event; gives its task once nothing more can come of it.
    pub fn take(&mut self, turn: &Turn) -> Option<Passed> {
        let it = self.passing.entry(turn.task).or_insert(Passing {
            now: turn.after,
            then: None,
            is_settled: false,
            is_gone: turn.removes,
        });
        if !it.is_settled {
            it.is_settled = turn.day <= self.day;
            it.then = if it.is_settled {
                Some(turn.after)
            } else {
                turn.before
            };
        }
        if !turn.is_first {
            return None;
        }
        let done = self.passing.remove(&turn.task);
        done.and_then(|it| passed(turn.task, it))
    }

    /// The other tasks, once every event that counts for a later day was taken.
    pub fn finish(self) -> impl Iterator<Item = Passed> {
        let all = self.passing.into_iter();
        all.filter_map(|(task, it)| passed(task, it))
    }
}

fn passed(task: TaskId, it: Passing) -> Option<Passed> {
    (!it.is_gone).then_some(Passed {
        task,
        now: it.now,
        then: it.then,
    })
}

impl Passed {
    /// Whether it counts as what came, what went or what was of a kind; `eve` is the day gone back to.
    pub fn is(self, kind: Kind, side: super::Side, (eve, today): (NaiveDate, NaiveDate)) -> bool {
        let then = self.then.is_some_and(|it| kind.holds(it, eve));
        let now = kind.holds(self.now, today);
        side.holds(now, then)
    }

    /// The same if nothing had been done to it since.
    fn would_be(self, kind: Kind, side: super::Side, (eve, today): (NaiveDate, NaiveDate)) -> bool {
        side.holds(kind.holds(self.now, today), kind.holds(self.now, eve))
    }
}

impl super::Side {
    /// Every side in the order of [`Shift`].
    pub const ALL: [Self; 3] = [Self::Then, Self::Came, Self::Went];

    fn holds(self, now: bool, then: bool) -> bool {
        match self {
            Self::Then => then,
            Self::Came => now && !then,
            Self::Went => then && !now,
        }
    }
}

/// By how much what was done since changes the counts that the tasks as they stand now would give.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shift {
    /// By kind and side.
    by: [[isize; 3]; 4],
}

impl Shift {
    /// Takes a task in.
    pub fn add(&mut self, passed: Passed, days: (NaiveDate, NaiveDate)) {
        for (row, kind) in self.by.iter_mut().zip(Kind::ALL) {
            for (count, side) in row.iter_mut().zip(super::Side::ALL) {
                *count += isize::from(passed.is(kind, side, days));
                *count -= isize::from(passed.would_be(kind, side, days));
            }
        }
    }

    /// A count as it was, from what the tasks as they stand now would give.
    pub fn apply(&self, kind: Kind, side: super::Side, base: usize) -> usize {
        let place = super::Side::ALL.iter().position(|it| *it == side);
        let by = place.map_or(0, |at| self.by[kind.place()][at]);
        base.saturating_add_signed(by)
    }
}

/// A task whose record is being read.
#[derive(Clone, Copy, Debug)]
struct Burning {
    /// How many of the days, the latest first, are known.
    settled: usize,
    /// Whether it was open before the oldest event so far.
    was_open: bool,
    /// It does not count at all.
    is_out: bool,
}

/// The burn-down: how many tasks were open at the end of each of some days.
#[derive(Clone, Debug)]
pub struct BurnDown {
    /// The latest first.
    days: Vec<NaiveDate>,
    /// By how much each count differs from today's.
    by: Vec<isize>,
    hides_drafts: bool,
    burning: HashMap<TaskId, Burning>,
}

impl BurnDown {
    /// Counts at the end of these days; what is a draft now is left out for whoever sees none.
    pub fn new(mut days: Vec<NaiveDate>, hides_drafts: bool) -> Self {
        days.sort_unstable_by(|a, b| b.cmp(a));
        Self {
            by: vec![0; days.len()],
            days,
            hides_drafts,
            burning: HashMap::new(),
        }
    }

    /// Takes the next older event.
    pub fn take(&mut self, turn: &Turn) {
        let is_open = turn.after.status.is_open();
        let it = self.burning.entry(turn.task).or_insert_with(|| {
            let is_draft = turn.after.status == crate::domain::status::Status::Draft;
            let is_out = turn.removes || (self.hides_drafts && is_draft);
            if is_open && !is_out {
                self.by.iter_mut().for_each(|by| *by -= 1);
            }
            Burning {
                settled: 0,
                was_open: false,
                is_out,
            }
        });
        let reached = self.days.partition_point(|day| *day >= turn.day);
        if is_open && !it.is_out && reached > it.settled {
            self.by[it.settled..reached]
                .iter_mut()
                .for_each(|by| *by += 1);
        }
        it.settled = it.settled.max(reached);
        it.was_open = turn.before.is_some_and(|it| it.status.is_open());
        if turn.is_first {
            self.burning.remove(&turn.task);
        }
    }

    /// The days, the earliest first, each with its count, once every event that counts for a later day than the earliest was
    /// taken; so many tasks are open now.
    pub fn finish(mut self, open: usize) -> Vec<(NaiveDate, usize)> {
        for it in self.burning.values().filter(|it| it.was_open && !it.is_out) {
            self.by[it.settled..].iter_mut().for_each(|by| *by += 1);
        }
        let counts = self.by.iter().map(|by| open.saturating_add_signed(*by));
        let mut all: Vec<(NaiveDate, usize)> = self.days.iter().copied().zip(counts).collect();
        all.reverse();
        all
    }
}

#[cfg(test)]
mod tests;
