//! The scorecard as plain values.

use chrono::NaiveDate;
use serde::Serialize;

use super::points::Points;
use super::rules::Kind;
use crate::domain::id::{EventId, TaskId};
use crate::domain::status::Verb;

/// The scorecard (考核): every department with its rates and points, and every deduction with what it stands on.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[doc(alias = "考核")]
pub struct Scorecard {
    /// The first day that counts.
    pub since: NaiveDate,
    /// The last day that counts; everything is as it stood at its end.
    pub until: NaiveDate,
    /// What everybody begins with.
    pub base: Points,
    /// No score is lower.
    pub floor: Points,
    /// No score is higher.
    pub most: Points,
    /// To how many decimals a score is rounded.
    pub decimals: u8,
    /// Each rule in a sentence.
    pub rules: Vec<String>,
    /// The departments, ranked.
    pub departments: Vec<Row>,
    /// What was taken off and added, department by department in their order.
    pub deductions: Vec<Deduction>,
}

/// A department of the scorecard.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Row {
    /// The place in the ranking, from 1; equal scores share one.
    pub rank: usize,
    /// The name at the end of the last day.
    pub department: String,
    /// Tasks in force that it leads.
    pub owned: usize,
    /// Of these, done.
    pub done: usize,
    /// 办结率 in whole percent: done of owned; `None` when nothing is owned.
    pub done_rate: Option<usize>,
    /// 按时办结率: closed by the last day in force, of those closed or overdue; `None` when there are none.
    pub on_time_rate: Option<usize>,
    /// The same against the last day that was first set.
    pub first_on_time_rate: Option<usize>,
    /// Of these owned, overdue.
    pub overdue: usize,
    /// Submissions that were sent back on the days that count.
    pub sent_back: usize,
    /// Extensions that were granted on the days that count.
    pub extended: usize,
    /// Whole periods in which it owed a report and sent none (零反馈).
    pub silent: usize,
    /// The points that were taken off.
    pub deducted: Points,
    /// The points that were added.
    pub added: Points,
    /// The score: what everybody begins with, less the deductions, with the additions; rounded, within the bounds.
    pub points: Points,
}

/// Points that were taken off or added (扣分, 加分), with what they stand on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Deduction {
    /// The department.
    pub department: String,
    /// What the rule is called.
    pub rule: String,
    /// What the rule is about.
    pub on: Kind,
    /// The task; `None` for what is owed on several at once.
    pub task: Option<TaskId>,
    /// Its title, or which they are.
    pub title: String,
    /// The title of its plan; empty for what is owed on several at once.
    pub plan: String,
    /// The event or the missing act.
    #[serde(flatten)]
    pub basis: Basis,
    /// By which day something was owed; `None` where days do not count.
    pub due: Option<NaiveDate>,
    /// How many days it was late, or early; of overdue days those that count. `None` where days do not count.
    pub days: Option<i64>,
    /// The points.
    pub points: Points,
    /// The most for the task or the department was reached, and the points are fewer than the rule says.
    pub capped: bool,
}

/// What a deduction stands on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Basis {
    /// The civil day of the event, or by which something should have been done.
    pub day: NaiveDate,
    /// What was done, or was not.
    pub what: String,
    /// The event's number; `None` for what was not done.
    pub event: Option<EventId>,
    /// The event's act.
    pub verb: Option<Verb>,
    /// Who did it.
    pub actor: Option<String>,
}
