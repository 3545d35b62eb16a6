//! The weekly summary as plain values, part by part.

use chrono::NaiveDate;
use serde::Serialize;

use crate::domain::event::Event;
use crate::domain::id::{DepartmentId, IndicatorId, TaskId};
use crate::domain::task::TaskState;
use crate::domain::term::Term;

/// A task with its whole record, as the summary is folded from.
#[derive(Clone, Debug)]
pub struct Record {
    /// The task's number.
    pub task: TaskId,
    /// Its title.
    pub title: String,
    /// The printed number of its measure.
    pub measure: String,
    /// The title of its plan.
    pub plan: String,
    /// The deadline phrase as printed; empty where inherited.
    pub phrase: String,
    /// Its events in the order of their numbers.
    pub events: Vec<Event>,
}

/// What a summary is folded from: whole records, and, of tasks of which nothing is told in the days it looks at, counts and
/// the lines that their last days may list.
#[derive(Clone, Debug)]
pub enum Told {
    /// A task with its whole record.
    Record(Record),
    /// Tasks that stand alike and of which nothing is told.
    Still(Still),
    /// What such a task went through that its standing does not say.
    Beyond(Beyond),
    /// How many such tasks in force a department supports.
    Supported(DepartmentId, usize),
    /// Such an open task, without events, that is overdue or due soon.
    Dated(Record, TaskState),
}

/// Tasks with the same lead, status and last day, on every day that a summary looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Still {
    /// What is the same of them.
    pub state: TaskState,
    /// How many they are.
    pub tasks: usize,
    /// Those of them that are done, and were not too late.
    pub on_time: usize,
}

/// A task that was sent back or got more time, before the days that a summary looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beyond {
    /// Where it stands.
    pub state: TaskState,
    /// How often it was sent back.
    pub sent_back: usize,
    /// Whether its last day was moved.
    pub is_extended: bool,
}

/// The summary of a term (周报) in its eight parts.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[doc(alias = "周报")]
pub struct Weekly {
    /// The term that it is of.
    #[serde(skip)]
    pub term: Term,
    /// What sort of term: week, month, quarter, days.
    pub pace: &'static str,
    /// The term as `2020-W53`, `2020-12`, `2020-Q4`.
    pub period: String,
    /// Its first day.
    pub first_day: NaiveDate,
    /// Its last day.
    pub last_day: NaiveDate,
    /// The day whose end is shown: the last day, or today in a term that is not over.
    pub as_of: NaiveDate,
    /// Part 1, at the end of `as_of`.
    pub headline: Headline,
    /// Part 1, at the end of the term before.
    pub headline_before: Headline,
    /// Part 1: what happened in this term.
    pub flow: Flow,
    /// Part 1: what happened in the term before.
    pub flow_before: Flow,
    /// Part 1: how far the work was at the end of each of the last terms, this one last.
    pub course: Vec<Point>,
    /// Part 2: finished in the term.
    pub finished: Vec<Line>,
    /// Part 2: progress reported in the term, by department.
    pub reported: Vec<Group<Said>>,
    /// Part 3: became overdue in the term.
    pub newly_overdue: Vec<Line>,
    /// Part 3: all overdue, by department, the longest first.
    pub overdue: Vec<Group<Line>>,
    /// Part 4: due within 7 days, the last day included.
    pub due_7: Vec<Line>,
    /// Part 4: due within 30 days but not within 7.
    pub due_30: Vec<Line>,
    /// Part 5: extensions decided in the term.
    pub extensions: Vec<Moved>,
    /// Part 5: extensions that wait for a decision at `as_of`.
    pub asked: Vec<Asked>,
    /// Part 5: tasks that were changed in the term on the basis of a paper.
    pub revisions: Vec<Revised>,
    /// Part 5: urges sent in the term.
    pub urges: Vec<Urge>,
    /// Part 6: departments that lead open tasks and reported on none in the term.
    pub silent: Vec<Silent>,
    /// Part 7: the department table, ranked.
    pub departments: Vec<Standing>,
    /// Part 8: what was noted in the term of indicators, and stands.
    pub readings: Vec<Noted>,
}

/// What happened in a term.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Flow {
    /// Tasks closed in it, that stayed closed until its end.
    pub finished: usize,
    /// Tasks that became overdue in it, and were at its end.
    pub newly_overdue: usize,
    /// Progress reports sent.
    pub reports: usize,
    /// Urges sent.
    pub urges: usize,
}

/// How far the work was at the end of a term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Point {
    /// The term's code.
    pub period: String,
    /// The day whose end is counted.
    pub day: NaiveDate,
    /// The counts.
    pub headline: Headline,
}

/// A reading of an indicator noted in the term.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Noted {
    /// The indicator.
    pub indicator: IndicatorId,
    /// Its name.
    pub name: String,
    /// Its unit, as printed; empty without one.
    pub unit: String,
    /// The title of its plan.
    pub plan: String,
    /// The day it was noted.
    pub day: NaiveDate,
    /// The year it is of.
    pub year: i32,
    /// The value.
    pub value: f64,
    /// Where it is taken from.
    pub source: String,
}

/// The counts of the headline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Headline {
    /// Tasks in force: given to somebody and not cancelled.
    pub in_force: usize,
    /// 已办结.
    pub done: usize,
    /// Open: 待签收, 进行中, 待审核.
    pub in_progress: usize,
    /// Open and past the last day.
    pub overdue: usize,
    /// Open with the last day within 30 days.
    pub due_30: usize,
}

/// A task as the summary names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Its number.
    pub id: TaskId,
    /// Its title.
    pub title: String,
    /// The printed number of its measure.
    pub measure: String,
    /// The title of its plan.
    pub plan: String,
    /// Today's name of the lead.
    pub lead: String,
    /// The deadline phrase as printed.
    pub phrase: String,
    /// The last day.
    pub last_day: Option<NaiveDate>,
    /// Days past the last day at `as_of`; for a finished task, at its closing. Negative before the last day.
    pub days_past: Option<i64>,
}

/// Lines of one department.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Group<T> {
    /// Today's name of the department.
    pub department: String,
    /// Its lines.
    pub lines: Vec<T>,
}

/// A progress report as the summary tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Said {
    /// The task.
    pub task: Line,
    /// The day it counts for.
    pub day: NaiveDate,
    /// How far the task is; for a supporting department, its part.
    pub percent: u8,
    /// What was written.
    pub text: String,
    /// 存在问题; empty where none is named.
    pub problems: String,
    /// 下一步; empty where none is named.
    pub next: String,
}

/// An extension decided in the term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Moved {
    /// The task.
    pub task: Line,
    /// The day it was decided.
    pub day: NaiveDate,
    /// Whether it was granted.
    pub granted: bool,
    /// The last day before.
    pub from: Option<NaiveDate>,
    /// The day granted, or the one that was asked for and refused.
    pub to: Option<NaiveDate>,
    /// It was asked after the last day had passed (逾期后申请).
    pub late: bool,
    /// Why it was asked.
    pub reason: String,
    /// What the decider wrote.
    pub opinion: String,
}

/// An extension that waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Asked {
    /// The task.
    pub task: Line,
    /// The day it was asked.
    pub day: NaiveDate,
    /// The day asked for.
    pub to: NaiveDate,
    /// Why.
    pub reason: String,
}

/// A task changed in the term on the basis of a paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Revised {
    /// The task.
    pub task: Line,
    /// The day.
    pub day: NaiveDate,
    /// The paper.
    pub basis: String,
}

/// An urge sent in the term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Urge {
    /// The task.
    pub task: Line,
    /// The day it was sent.
    pub day: NaiveDate,
    /// Whether the department signed, reported or submitted after it.
    pub answered: bool,
}

/// A department that owes a report and sent none (零反馈).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Silent {
    /// Today's name.
    pub department: String,
    /// How many open tasks it leads.
    pub open: usize,
}

/// A row of the department table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// The place in the ranking, from 1; equal figures share one.
    pub rank: usize,
    /// Today's name.
    pub department: String,
    /// Tasks in force that it leads.
    pub owned: usize,
    /// Of these, done.
    pub done: usize,
    /// Of these done, closed on or before the last day.
    pub on_time: usize,
    /// Of these owned, overdue.
    pub overdue: usize,
    /// Tasks in force that it supports.
    pub supports: usize,
    /// Of these owned, open.
    pub open: usize,
    /// Of these owned, open with the last day within 30 days.
    pub due_soon: usize,
    /// Of these owned, not signed for yet.
    pub unsigned: usize,
    /// Of these owned, being worked on: a report is owed on each.
    pub owes: usize,
    /// Of these, reported on in the term.
    pub sent: usize,
    /// 反馈率 in whole percent: sent of owed; `None` where nothing is owed.
    pub report_rate: Option<usize>,
    /// Submissions of its tasks that were sent back until then.
    pub sent_back: usize,
    /// Of these owned, those whose last day was moved on.
    pub extended: usize,
    /// Progress reports that it sent in the term, on what it leads and on its parts.
    pub reports: usize,
    /// 办结率 in whole percent: done of owned; `None` when nothing is owned.
    pub done_rate: Option<usize>,
    /// 按时办结率 in whole percent: closed in time, of those closed or overdue; `None` when there are none.
    pub on_time_rate: Option<usize>,
}
