//! Whole records, task by task: what summaries and scorecards are folded from.
//!
//! A million tasks have several million events, so a row is read by the places of its columns, and only what a fold looks at.

use chrono::{DateTime, NaiveDate};
use rusqlite::{Row, Rows, named_params};
use std::collections::HashSet;

use super::sql::json;
use super::{Error, Read};
use crate::domain::event::{Event, Given, Links};
use crate::domain::id::{DepartmentId, EventId, PlanId, TaskId};
use crate::domain::status::{Status, Verb};
use crate::domain::task::TaskState;
use crate::domain::weekly::Record;

/// What a fold looks at, in the order of [`event_at`]; then the task's own columns.
const COLUMNS: &str = "e.id, e.day, e.actor, e.verb, e.task_id, e.text, e.after, e.given, e.report,
    e.measure_id, e.step, e.undoes, t.title, t.deadline_phrase, m.number, p.title";

const FROM: &str = "FROM task t
    JOIN measure m ON m.id = t.measure_id
    JOIN plan p ON p.id = t.plan_id
    JOIN event e ON e.task_id = t.id";

/// The place of the task's first own column.
const OWN: usize = 12;

/// An event without its instant, what stood before and what was taken: no fold asks for these.
fn event_at(row: &Row<'_>) -> rusqlite::Result<Event> {
    let text =
        |at: usize| -> rusqlite::Result<Option<&str>> { Ok(row.get_ref(at)?.as_str_or_null()?) };
    let verb = text(3)?.and_then(Verb::find).ok_or_else(|| unknown(3))?;
    let day = text(1)?.and_then(day_of).ok_or_else(|| unknown(1))?;
    Ok(Event {
        id: row.get(0)?,
        at: DateTime::UNIX_EPOCH,
        day,
        actor: row.get(2)?,
        verb,
        task: row.get(4)?,
        text: row.get(5)?,
        before: None,
        after: json(text(6)?.unwrap_or_default())?,
        given: text(7)?.map(json).transpose()?,
        taken: None,
        report: text(8)?.map(json).transpose()?,
        links: Links {
            measure: row.get(9)?,
            step: row.get(10)?,
            undoes: row.get(11)?,
        },
    })
}

/// YYYY-MM-DD, as the store writes every day.
fn day_of(text: &str) -> Option<NaiveDate> {
    let (year, month, day) = (text.get(..4)?, text.get(5..7)?, text.get(8..)?);
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

fn unknown(column: usize) -> rusqlite::Error {
    rusqlite::Error::InvalidColumnType(column, COLUMNS.to_owned(), rusqlite::types::Type::Text)
}

impl Read<'_> {
    /// Gives every task with its whole record, one at a time, by task number. The events carry no instants and not what
    /// stood before.
    pub fn each_record(
        &self,
        plan: Option<PlanId>,
        mut take: impl FnMut(&Record),
    ) -> Result<(), Error> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} {FROM} WHERE :plan IS NULL OR t.plan_id = :plan ORDER BY t.id, e.id"
        ))?;
        fold(statement.query(named_params! { ":plan": plan })?, &mut take)
    }

    /// The same for a fold that looks at no day before `day`'s end: of a task of which nothing is told since, what its row
    /// says stands for its record, as one event of the day on which it came to its status.
    ///
    /// A million tasks have several million events, most of them long ago. The words of such a task (title, phrase, measure,
    /// plan) are given where it is open and its last day lies on or before `soon`; nobody lists the others.
    pub fn each_record_since(
        &self,
        plan: Option<PlanId>,
        (day, soon): (NaiveDate, NaiveDate),
        mut take: impl FnMut(&Record),
    ) -> Result<(), Error> {
        let moved = self.moved_since(day)?;
        let mut statement = self.connection.prepare_cached(
            "SELECT t.id, t.status, t.status_back, t.percent, t.lead_id, t.last_day, t.since,
                CASE WHEN t.is_listed THEN t.title ELSE '' END,
                CASE WHEN t.is_listed THEN t.deadline_phrase ELSE '' END,
                CASE WHEN t.is_listed THEN (SELECT m.number FROM measure m WHERE m.id = t.measure_id) ELSE '' END,
                CASE WHEN t.is_listed THEN (SELECT p.title FROM plan p WHERE p.id = t.plan_id) ELSE '' END,
                t.status <> 'draft' AND EXISTS (SELECT 1 FROM task_support s WHERE s.task_id = t.id)
            FROM (SELECT *, status IN ('assigned', 'in_progress', 'submitted') AND last_day <= :soon AS is_listed
                FROM task) t
            WHERE :plan IS NULL OR t.plan_id = :plan",
        )?;
        let mut rows = statement.query(named_params! { ":plan": plan, ":soon": soon })?;
        while let Some(row) = rows.next()? {
            let id: TaskId = row.get(0)?;
            if !moved.contains(&id) {
                take(&self.still(row, day)?);
            }
        }
        let mut moved: Vec<TaskId> = moved.into_iter().collect();
        moved.sort_unstable();
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} {FROM} WHERE t.id = :task AND (:plan IS NULL OR t.plan_id = :plan) ORDER BY e.id"
        ))?;
        for task in moved {
            fold(
                statement.query(named_params! { ":task": task, ":plan": plan })?,
                &mut take,
            )?;
        }
        Ok(())
    }

    /// The tasks of which something is told after a day, or whose row does not say all that their record does: what was
    /// sent back, moved on, revised or taken back, and what waits for a longer time.
    fn moved_since(&self, day: NaiveDate) -> Result<HashSet<TaskId>, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT task_id FROM event WHERE day > :day AND task_id IS NOT NULL
            UNION ALL
            SELECT task_id FROM event
            WHERE verb IN ('send_back', 'grant', 'revise', 'undo', 'redo') AND task_id IS NOT NULL
            UNION ALL
            SELECT task_id FROM extension WHERE decision IS NULL",
        )?;
        let rows = statement.query_map(named_params! { ":day": day }, |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The row of a task as its record.
    fn still(&self, row: &Row<'_>, day: NaiveDate) -> Result<Record, Error> {
        let text = |at: usize| -> rusqlite::Result<Option<&str>> {
            Ok(row.get_ref(at)?.as_str_or_null()?)
        };
        let task = row.get(0)?;
        let status = text(1)?.and_then(Status::find).ok_or_else(|| unknown(1))?;
        let given = if row.get(11)? {
            let support = self.list_support(task)?;
            Some(Given {
                support,
                deadline: None,
                words: None,
            })
        } else {
            None
        };
        let event = Event {
            id: EventId(0),
            at: DateTime::UNIX_EPOCH,
            day: text(6)?.and_then(day_of).unwrap_or(day).min(day),
            actor: String::new(),
            verb: if status == Status::Done {
                Verb::Close
            } else {
                Verb::Create
            },
            task,
            text: String::new(),
            before: None,
            after: TaskState {
                status,
                back: text(2)?.and_then(Status::find),
                percent: row.get(3)?,
                lead: row.get(4)?,
                last_day: text(5)?.and_then(day_of),
                asked: None,
            },
            given,
            taken: None,
            report: None,
            links: Links::default(),
        };
        Ok(Record {
            task,
            title: row.get(7)?,
            phrase: row.get(8)?,
            measure: row.get(9)?,
            plan: row.get(10)?,
            events: vec![event],
        })
    }

    fn list_support(&self, task: TaskId) -> Result<Vec<DepartmentId>, Error> {
        self.rows(
            "SELECT department_id FROM task_support WHERE task_id = :task ORDER BY position",
            named_params! { ":task": task },
            |row| row.get(0),
        )
    }
}

/// Rows of events, those of a task behind each other, as records.
fn fold(mut rows: Rows<'_>, take: &mut impl FnMut(&Record)) -> Result<(), Error> {
    let mut record: Option<Record> = None;
    while let Some(row) = rows.next()? {
        let event = event_at(row)?;
        match &mut record {
            Some(open) if open.task == event.task => open.events.push(event),
            _ => {
                let new = Record {
                    task: event.task,
                    title: row.get(OWN)?,
                    phrase: row.get(OWN + 1)?,
                    measure: row.get(OWN + 2)?,
                    plan: row.get(OWN + 3)?,
                    events: vec![event],
                };
                if let Some(done) = record.replace(new) {
                    take(&done);
                }
            }
        }
    }
    if let Some(last) = record {
        take(&last);
    }
    Ok(())
}
