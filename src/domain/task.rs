//! Tasks (任务): one checkable promise of a measure.

use chrono::{DateTime, NaiveDate, Utc};

use super::coverage::Span;
use super::deadline::Deadline;
use super::id::{DepartmentId, MeasureId, PlanId, TaskId};
use super::light::{self, Light};
use super::recurrence::Recurrence;
use super::status::Status;

/// A task (任务): one checkable promise of a measure, with one lead, one deadline and one status.
#[derive(Clone, Debug, PartialEq)]
#[doc(alias = "任务")]
pub struct Task {
    /// Its number.
    pub id: TaskId,
    /// Where it stands in its plan.
    pub place: Place,
    /// What is promised.
    pub promise: Promise,
    /// Who answers.
    pub owners: Owners,
    /// How far it is.
    pub state: TaskState,
    /// The last day that was first set; extensions never change it.
    pub first_last_day: Option<NaiveDate>,
    /// Of which recurring duty it is one occurrence, and which; `None` for any other task.
    pub occurrence: Option<Occurrence>,
    /// The row version: a change names the one it saw.
    pub rev: i64,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
}

/// One occurrence of a recurring duty (周期性任务): a task with a life of its own.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Occurrence {
    /// The duty.
    pub duty: TaskId,
    /// The period as [`super::recurrence::Period::code`] writes it: 2020-Q3.
    pub period: String,
}

/// An occurrence as its duty lists it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct OccurrenceRow {
    /// The task that it is.
    pub task: TaskId,
    /// The word of its period: 2020-Q3.
    pub period: String,
    /// Where it stands.
    pub status: Status,
    /// How far it is, 0 to 100.
    pub percent: u8,
}

impl OccurrenceRow {
    /// One line for a person: 2020-Q3  编号 12  进行中 40%.
    pub fn told(&self) -> String {
        let (status, percent) = (self.status.label(), self.percent);
        format!("{}  编号 {}  {status} {percent}%", self.period, self.task)
    }
}

/// Where a task stands: plan, section, measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The plan's number.
    pub plan: PlanId,
    /// The plan's short word for the command line.
    pub slug: String,
    /// The plan's title.
    pub plan_title: String,
    /// The printed headings above the measure, outermost first, joined by ` › `.
    pub section: String,
    /// The measure's number in the store.
    pub measure: MeasureId,
    /// The measure's printed number.
    pub measure_number: String,
    /// The measure's title.
    pub measure_title: String,
    /// The line of the document on which the measure begins; 0 where unknown.
    pub line: usize,
    /// In printed order inside the measure, from 0; two tasks may share one.
    pub position: usize,
}

/// What is promised, and by when.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Promise {
    /// Short, for a list.
    pub title: String,
    /// The words of the document it stands on; empty where a built-in plan does not carry them.
    pub quote: String,
    /// Where they stand in the measure's paragraph; empty without one.
    pub span: Span,
    /// The figure or state to reach.
    pub target: String,
    /// The printed deadline; `None` where there is none to compute with.
    pub deadline: Option<Deadline>,
    /// A recurring duty's period.
    pub recurrence: Option<Recurrence>,
    /// What a reader should know of it: a slip of the print, a likely meaning; empty where nothing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// Who answers for a task.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Owners {
    /// The lead as printed.
    pub lead_printed: String,
    /// The supporting departments in printed order.
    pub support: Vec<DepartmentId>,
}

/// The part of a task that acts change: what an event keeps before and after.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct TaskState {
    /// Where it stands.
    pub status: Status,
    /// The status before a suspension or cancellation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub back: Option<Status>,
    /// How far it is, 0 to 100.
    pub percent: u8,
    /// The lead department.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead: Option<DepartmentId>,
    /// The last day in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_day: Option<NaiveDate>,
    /// The last day that is asked for, while an extension waits (延期待批).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<NaiveDate>,
}

/// A task as a list shows it: what fits in one row.
#[derive(Clone, Debug, PartialEq)]
pub struct TaskRow {
    /// Its number.
    pub id: TaskId,
    /// Short, for a list.
    pub title: String,
    /// The measure's printed number.
    pub measure_number: String,
    /// The figure or state to reach.
    pub target: String,
    /// The deadline phrase as printed; empty where it is inherited.
    pub phrase: String,
    /// A recurring duty's period.
    pub recurrence: Option<Recurrence>,
    /// Status, percent, lead, last day.
    pub state: TaskState,
}

impl TaskState {
    /// What is otherwise than before, one short phrase each: 状态 待签收→进行中.
    pub fn changes_from(&self, before: &Self) -> Vec<String> {
        let day = |day: Option<NaiveDate>| day.map_or_else(|| "无".to_owned(), |it| it.to_string());
        let mut changes = Vec::new();
        if self.status != before.status {
            let (from, to) = (before.status.label(), self.status.label());
            changes.push(format!("状态 {from}→{to}"));
        }
        if self.percent != before.percent {
            changes.push(format!("进度 {}%→{}%", before.percent, self.percent));
        }
        if self.last_day != before.last_day {
            changes.push(format!(
                "期限 {}→{}",
                day(before.last_day),
                day(self.last_day)
            ));
        }
        if self.asked != before.asked {
            changes.push(format!(
                "申请延至 {}→{}",
                day(before.asked),
                day(self.asked)
            ));
        }
        if self.lead != before.lead {
            changes.push("牵头单位有变".to_owned());
        }
        changes
    }

    /// The light on a day, on a person's own screen.
    pub fn light(&self, today: NaiveDate) -> Light {
        Light::of(self.status, self.last_day, today)
    }

    /// The light on a day, as papers have it.
    pub fn paper_light(&self, day: NaiveDate) -> Light {
        Light::on_paper(self.status, self.last_day, day)
    }

    /// The days past the last day for a list, negative before it; empty where nothing presses: far off, closed, at rest.
    pub fn days_label(&self, today: NaiveDate) -> String {
        match (self.light(today), self.last_day) {
            (Light::Overdue | Light::DueSoon, Some(last_day)) => {
                light::days_past(last_day, today).to_string()
            }
            _ => String::new(),
        }
    }

    /// How many days the task is overdue on a day; 0 when it is not.
    pub fn days_overdue(&self, today: NaiveDate) -> i64 {
        match self.last_day {
            Some(last_day) if self.light(today) == Light::Overdue => {
                light::days_past(last_day, today)
            }
            _ => 0,
        }
    }
}
