//! Whole records, task by task: what summaries and scorecards are folded from.
//!
//! A million tasks have several million events, so a row is read by the places of its columns, and only what a fold looks at.

use chrono::{DateTime, NaiveDate};
use rusqlite::{Row, Rows, named_params};
use std::collections::BTreeSet;

use super::sql::json;
use super::{Error, Read};
use crate::domain::event::{Event, Links};
use crate::domain::id::{PlanId, TaskId};
use crate::domain::status::Verb;
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
    /// Gives some tasks with their whole records, by task number, like [`Read::each_record`].
    pub(super) fn each_record_of(
        &self,
        tasks: &BTreeSet<TaskId>,
        plan: Option<PlanId>,
        mut take: impl FnMut(Record),
    ) -> Result<(), Error> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} {FROM} WHERE t.id = :task AND (:plan IS NULL OR t.plan_id = :plan) ORDER BY e.id"
        ))?;
        for task in tasks {
            let values = named_params! { ":task": task, ":plan": plan };
            fold(statement.query(values)?, &mut take)?;
        }
        Ok(())
    }

    /// Gives every task with its whole record, one at a time, by task number. The events carry no instants and not what
    /// stood before.
    pub fn each_record(
        &self,
        plan: Option<PlanId>,
        mut take: impl FnMut(Record),
    ) -> Result<(), Error> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} {FROM} WHERE :plan IS NULL OR t.plan_id = :plan ORDER BY t.id, e.id"
        ))?;
        fold(statement.query(named_params! { ":plan": plan })?, &mut take)
    }
}

/// Rows of events, those of a task behind each other, as records.
fn fold(mut rows: Rows<'_>, take: &mut impl FnMut(Record)) -> Result<(), Error> {
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
                    take(done);
                }
            }
        }
    }
    if let Some(last) = record {
        take(last);
    }
    Ok(())
}
