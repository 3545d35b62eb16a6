//! Recurring duties and their occurrences.

use chrono::NaiveDate;
use rusqlite::named_params;

use super::sql::word;
use super::{Error, Read};
use crate::domain::id::{PlanId, TaskId};
use crate::domain::recurrence::Recurrence;
use crate::domain::status::Status;
use crate::domain::task::OccurrenceRow;

/// A recurring duty that is being worked on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duty {
    /// The task that is the duty.
    pub task: TaskId,
    /// Its plan.
    pub plan: PlanId,
    /// How often it comes back.
    pub recurrence: Recurrence,
    /// The plan's first and last day.
    pub period: (Option<NaiveDate>, Option<NaiveDate>),
    /// The last day of its newest occurrence, as first set; `None` before the first one.
    pub newest: Option<NaiveDate>,
}

impl Read<'_> {
    /// The recurring duties that are being worked on, or the one of them that is this task.
    pub fn list_duties(&self, only: Option<TaskId>) -> Result<Vec<Duty>, Error> {
        let duties = self.rows(
            "SELECT t.id, t.plan_id, t.recurrence, p.period_start, p.period_end,
                (SELECT max(o.first_last_day) FROM task o WHERE o.duty_id = t.id) AS newest
            FROM task t
            JOIN plan p ON p.id = t.plan_id
            WHERE t.recurrence IS NOT NULL AND t.duty_id IS NULL AND t.status = 'in_progress'
                AND (:only IS NULL OR t.id = :only)
            ORDER BY t.id",
            named_params! { ":only": only },
            |row| {
                Ok(Duty {
                    task: row.get("id")?,
                    plan: row.get("plan_id")?,
                    recurrence: word(row, "recurrence", Recurrence::find)?,
                    period: (row.get("period_start")?, row.get("period_end")?),
                    newest: row.get("newest")?,
                })
            },
        )?;
        Ok(duties)
    }

    /// The occurrences of a duty, the oldest first.
    pub fn list_occurrences(&self, duty: TaskId) -> Result<Vec<OccurrenceRow>, Error> {
        self.rows(
            "SELECT id, period, status, percent FROM task WHERE duty_id = :duty ORDER BY first_last_day, id",
            named_params! { ":duty": duty },
            |row| {
                Ok(OccurrenceRow {
                    task: row.get("id")?,
                    period: row.get("period")?,
                    status: word(row, "status", Status::find)?,
                    percent: row.get("percent")?,
                })
            },
        )
    }
}
