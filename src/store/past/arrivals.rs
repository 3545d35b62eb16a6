//! When plans came: as the record says, but not after what was done in them, and not before a file that begins later.

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::named_params;

use super::super::sql::instant;
use super::super::{Error, Read, Store, Write};
use crate::domain::day::china_day;
use crate::domain::id::PlanId;

/// Which plans were there on a day, though the record says that they came in later: it was entered on a day of its own.
#[derive(Debug)]
struct Arrivals {
    /// All: but for plans that count from their issue, nothing in the record counts by then.
    all: bool,
    /// Those that came in on the day on which they were entered: the day lies before the file began, and what was entered
    /// for it since stands on them.
    unborn: bool,
    /// Those in which something was done by then, as a list in JSON.
    plans: String,
}

/// An event with which a task came in with its plan.
const ARRIVAL: &str = "(e.verb = 'create' AND e.before IS NULL AND e.step IS NULL AND e.text = '' AND e.task_id IS NOT NULL
    AND e.measure_id IS NOT NULL)";

/// Such an event of a plan that was there before it, in the words of [`Arrivals`].
fn there() -> String {
    format!(
        "({ARRIVAL} AND (:all OR (:unborn AND date(e.at, '+8 hours') = e.day)
            OR (SELECT m.plan_id FROM measure m WHERE m.id = e.measure_id) IN (SELECT value FROM json_each(:plans))))"
    )
}

impl Store {
    /// Whether the record goes on beyond a day.
    pub fn goes_beyond(&self, day: NaiveDate) -> Result<bool, Error> {
        self.read(|read| {
            let last: Option<NaiveDate> = read
                .row("SELECT max(day) FROM event", [], |row| row.get(0))?
                .flatten();
            if last.is_none_or(|it| it <= day) {
                return Ok(false);
            }
            let arrivals = read.arrivals(day)?;
            let later = read.row(
                &format!(
                    "SELECT 1 FROM event e WHERE e.day > :day AND NOT {} LIMIT 1",
                    there()
                ),
                named_params! {
                    ":day": day, ":all": arrivals.all, ":unborn": arrivals.unborn, ":plans": arrivals.plans
                },
                |_| Ok(()),
            )?;
            Ok(later.is_some())
        })
    }
}

impl Read<'_> {
    fn arrivals(&self, day: NaiveDate) -> Result<Arrivals, Error> {
        let first: Option<DateTime<Utc>> =
            self.row("SELECT at FROM event ORDER BY id LIMIT 1", [], |row| {
                instant(row, "at")
            })?;
        let begun: Option<NaiveDate> = self
            .row(
                &format!(
                    "SELECT min(e.day) FROM event e WHERE NOT ({ARRIVAL} AND e.day IS (
                        SELECT p.issued_on FROM measure m JOIN plan p ON p.id = m.plan_id WHERE m.id = e.measure_id))"
                ),
                [],
                |row| row.get(0),
            )?
            .flatten();
        let plans: Vec<PlanId> = self.rows(
            &format!(
                "SELECT t.plan_id FROM event e JOIN task t ON t.id = e.task_id WHERE e.day <= :day AND NOT {ARRIVAL}
                UNION SELECT m.plan_id FROM event e JOIN measure m ON m.id = e.measure_id
                    WHERE e.day <= :day AND NOT {ARRIVAL}
                UNION SELECT i.plan_id FROM event e JOIN indicator i ON i.id = e.indicator_id WHERE e.day <= :day"
            ),
            named_params! { ":day": day },
            |row| row.get(0),
        )?;
        Ok(Arrivals {
            all: begun.is_none_or(|it| it > day),
            unborn: first.is_none_or(|it| china_day(it) > day),
            plans: serde_json::json!(plans).to_string(),
        })
    }
}

impl Write<'_> {
    /// Lets plans be there of which the record says no day on which they came; see [`Arrivals`]. Says whether the day lies
    /// before the file began.
    pub fn let_plans_be(&self, day: NaiveDate) -> Result<bool, Error> {
        let arrivals = self.arrivals(day)?;
        self.execute_batch("DROP TRIGGER event_is_never_changed")?;
        self.execute(
            &format!(
                "UPDATE event AS e SET day = :day WHERE e.day > :day AND {}",
                there()
            ),
            named_params! {
                ":day": day, ":all": arrivals.all, ":unborn": arrivals.unborn, ":plans": arrivals.plans
            },
        )?;
        Ok(arrivals.all || arrivals.unborn)
    }
}
