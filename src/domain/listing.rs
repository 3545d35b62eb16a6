//! What a listing says of a task: the contract of `task list --format json`, and the columns of its table.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use super::department::Directory;
use super::event::Event;
use super::id::TaskId;
use super::recurrence::Recurrence;
use super::report::Report;
use super::status::Status;
use super::story;
use super::suggestion::Advised;
use super::task::{Occurrence, OccurrenceRow, Task};

/// A task as a listing gives it, departments under today's names.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TaskEntry {
    /// Its number.
    pub id: TaskId,
    /// Its plan.
    pub plan: PlanEntry,
    /// The headings above its measure, joined by ` › `.
    pub section: String,
    /// Its measure.
    pub measure: MeasureEntry,
    /// Short, for a list.
    pub title: String,
    /// The figure or state to reach.
    pub target: String,
    /// Today's name of the lead; `None` without one.
    pub lead: Option<String>,
    /// The lead as printed; `None` where none is printed.
    pub lead_printed: Option<String>,
    /// Today's names of the supporting departments.
    pub support: Vec<String>,
    /// Where it stands.
    pub status: Status,
    /// 红 黄 绿 蓝 灰.
    pub light: &'static str,
    /// Days past the last day; 0 when not overdue.
    pub days_overdue: i64,
    /// How far it is, 0 to 100.
    pub percent: u8,
    /// Its deadline; `None` without one.
    pub deadline: Option<DeadlineEntry>,
    /// A recurring duty's period.
    pub recurrence: Option<Recurrence>,
    /// Of which recurring duty it is one occurrence, and which.
    pub occurrence: Option<Occurrence>,
    /// The row version.
    pub rev: i64,
    /// When it was last changed, UTC.
    pub updated_at: DateTime<Utc>,
}

/// The plan of a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlanEntry {
    /// The word for the command line.
    pub slug: String,
    /// Its title.
    pub title: String,
}

/// The measure of a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MeasureEntry {
    /// The printed number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// The line of the document on which it begins; 0 where unknown.
    pub line: usize,
}

/// The deadline of a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DeadlineEntry {
    /// As printed; empty where inherited.
    pub phrase: String,
    /// The last day in force.
    pub last_day: Option<NaiveDate>,
    /// The last day that was first set.
    pub first_last_day: Option<NaiveDate>,
    /// The last day that is asked for, while an extension waits (延期待批).
    pub asked: Option<NaiveDate>,
    /// The task prints none: it is the plan's.
    pub inherited: bool,
    /// The phrase can be read in two ways and nobody has confirmed the day.
    pub confirm: bool,
}

/// An event as a listing gives it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EventEntry {
    /// The civil day it counts for.
    pub day: NaiveDate,
    /// When it was written down, UTC.
    pub at: DateTime<Utc>,
    /// Who did it.
    pub actor: String,
    /// What was done: `report`, `close`, ….
    pub verb: &'static str,
    /// The same as a user reads it.
    pub label: &'static str,
    /// What was written.
    pub text: String,
    /// The status after it.
    pub status: Status,
    /// How far the task was after it; for a report on a part, how far that was.
    pub percent: u8,
    /// What a report says beside its words.
    pub report: Option<Report>,
}

/// A task with all that `task show` prints.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TaskSheet {
    /// The task.
    #[serde(flatten)]
    pub entry: TaskEntry,
    /// The words of the document it stands on.
    pub quote: String,
    /// What a reader should know of its print; empty where nothing.
    pub note: String,
    /// Who probably answers for it, where nobody does, each with the reason.
    pub suggestions: Vec<Advised>,
    /// The requests to move its last day, a line each, the oldest first.
    pub extensions: Vec<String>,
    /// The members of the groups among its owners: 各县区政府：东海县政府、….
    pub members: Vec<String>,
    /// For a recurring duty: its occurrences, the oldest first.
    pub occurrences: Vec<OccurrenceRow>,
    /// How far each supporting department is with its part, a line each.
    pub parts: Vec<String>,
    /// What stood before it was revised, each with its heading.
    pub stood: Vec<(&'static str, String)>,
    /// Its record, the oldest first.
    pub events: Vec<EventEntry>,
}

impl TaskEntry {
    /// What a listing says of a task on a day.
    pub fn of(task: &Task, directory: &Directory, today: NaiveDate) -> Self {
        let name = |id| directory.current_name(id, today).to_owned();
        let printed = &task.owners.lead_printed;
        Self {
            id: task.id,
            plan: PlanEntry {
                slug: task.place.slug.clone(),
                title: task.place.plan_title.clone(),
            },
            section: task.place.section.clone(),
            measure: MeasureEntry {
                number: task.place.measure_number.clone(),
                title: task.place.measure_title.clone(),
                line: task.place.line,
            },
            title: task.promise.title.clone(),
            target: task.promise.target.clone(),
            lead: task.state.lead.map(name),
            lead_printed: (!printed.is_empty()).then(|| printed.clone()),
            support: task.owners.support.iter().copied().map(name).collect(),
            status: task.state.status,
            light: task.state.light(today).label(),
            days_overdue: task.state.days_overdue(today),
            percent: task.state.percent,
            deadline: task
                .promise
                .deadline
                .as_ref()
                .map(|deadline| DeadlineEntry {
                    phrase: deadline.phrase.clone(),
                    last_day: task.state.last_day,
                    first_last_day: task.first_last_day,
                    asked: task.state.asked,
                    inherited: deadline.inherited,
                    confirm: deadline.confirm,
                }),
            recurrence: task.promise.recurrence,
            occurrence: task.occurrence.clone(),
            rev: task.rev,
            updated_at: task.updated_at,
        }
    }

    /// The deadline for one cell: the printed phrase, else the last day, marked 随计划 where inherited; where an extension
    /// moved it, the day in force too.
    pub fn deadline_label(&self) -> String {
        let Some(deadline) = &self.deadline else {
            return "—".to_owned();
        };
        let moved = (deadline.first_last_day != deadline.last_day)
            .then_some(deadline.last_day)
            .flatten();
        match (deadline.phrase.as_str(), moved, deadline.last_day) {
            ("", Some(day), _) => format!("{day}（延期）"),
            ("", None, Some(day)) => format!("{day}（随计划）"),
            ("", None, None) => "—".to_owned(),
            (phrase, Some(day), _) => format!("{phrase}（延至 {day}）"),
            (phrase, None, _) => phrase.to_owned(),
        }
    }
}

impl EventEntry {
    /// What a listing says of an event.
    pub fn of(event: &Event) -> Self {
        Self {
            day: event.day,
            at: event.at,
            actor: event.actor.clone(),
            verb: event.verb.code(),
            label: event.verb.label(),
            text: story::words(event),
            status: event.after.status,
            percent: event
                .report
                .as_ref()
                .and_then(|it| it.part)
                .unwrap_or(event.after.percent),
            report: event.report.clone(),
        }
    }
}
