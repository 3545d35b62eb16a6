//! Looking back (旧貌): a private copy of the file in which what came after a day is taken back.
//!
//! The copy is a temporary database that SQLite keeps beside nothing and deletes by itself; the file is only read.

mod arrivals;
mod edition;

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use rusqlite::backup::{Backup, StepResult};
use rusqlite::types::FromSql;
use rusqlite::{Connection, TransactionBehavior, named_params};
use std::time::Duration;

use super::sql::{instant, instant_text};
use super::{Error, Read, Store, Write, arranged};
use crate::domain::day::china_day;
use crate::domain::department::Department;
use crate::domain::event::{Event, LedgerEvent};
use crate::domain::extension::{Extension, Outcome};
use crate::domain::id::{DepartmentId, IndicatorId, MeasureId, PlanId, TaskId};
use crate::domain::inbox::Mark;
use crate::domain::past::{Places, Stood};
use crate::domain::status::Status;

/// How many pages are copied at once; in between another session may write.
const PAGES: i32 = 4096;

/// How long is waited where another session is just writing.
const PAUSE: Duration = Duration::from_millis(5);

/// What of a table an event may be about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Touched {
    /// The ledger of a measure.
    Ledgers,
    /// The breakdown of a measure: its ledger or a task in it.
    Measures,
    /// The readings of an indicator, or its row.
    Indicators,
    /// A department.
    Departments,
}

impl Touched {
    fn column(self) -> (&'static str, &'static str) {
        match self {
            Self::Ledgers => ("measure_id", "task_id IS NULL"),
            Self::Measures => ("measure_id", "TRUE"),
            Self::Indicators => ("indicator_id", "TRUE"),
            Self::Departments => ("department_id", "TRUE"),
        }
    }
}

impl Store {
    /// A copy that can only be looked at, after everything that came behind the day has been taken back in it.
    pub fn look_back<E: From<Error>>(
        &self,
        day: NaiveDate,
        take_back: impl FnOnce(&Write<'_>) -> Result<(), E>,
    ) -> Result<Self, E> {
        let mut connection = self.copy()?;
        let transaction = connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(Error::from)?;
        take_back(&Write {
            read: Read {
                connection: &transaction,
            },
        })?;
        transaction.commit().map_err(Error::from)?;
        connection
            .pragma_update(None, "query_only", true)
            .map_err(Error::from)?;
        Ok(Self {
            connection,
            past: Some(day),
        })
    }

    /// The whole file as it is at one moment, in a temporary database of this process alone.
    fn copy(&self) -> Result<Connection, Error> {
        let mut copy = Connection::open("")?;
        {
            let backup = Backup::new(&self.connection, &mut copy)?;
            loop {
                match backup.step(PAGES)? {
                    StepResult::Done => break,
                    StepResult::More => {}
                    _ => std::thread::sleep(PAUSE),
                }
            }
        }
        arranged::make_sort_key(&copy)?;
        copy.pragma_update(None, "trusted_schema", false)?;
        copy.pragma_update(None, "temp_store", "FILE")?;
        // Nobody needs it once this process has ended.
        copy.pragma_update(None, "synchronous", "OFF")?;
        // Rows go before the ones that they stand on; in the end nothing hangs in the air, a test says so.
        copy.pragma_update(None, "foreign_keys", false)?;
        Ok(copy)
    }

    /// What hangs in the air: rows that name one that is not there.
    #[cfg(test)]
    pub fn loose_ends(&self) -> Vec<String> {
        let mut statement = self.connection.prepare("PRAGMA foreign_key_check").unwrap();
        let rows = statement.query_map([], |row| row.get::<_, String>(0));
        rows.unwrap().map(Result::unwrap).collect()
    }
}

impl Read<'_> {
    /// The numbers of what events that count for a later day are about.
    pub fn list_touched<T: FromSql>(&self, what: Touched, day: NaiveDate) -> Result<Vec<T>, Error> {
        let (column, condition) = what.column();
        self.rows(
            &format!(
                "SELECT DISTINCT {column} FROM event WHERE day > :day AND {column} IS NOT NULL AND {condition} ORDER BY 1"
            ),
            named_params! { ":day": day },
            |row| row.get(0),
        )
    }

    /// The people whom events that count for a later day are about.
    pub fn list_touched_people(&self, day: NaiveDate) -> Result<Vec<String>, Error> {
        self.rows(
            "SELECT DISTINCT login FROM event WHERE day > :day AND login IS NOT NULL ORDER BY 1",
            named_params! { ":day": day },
            |row| row.get(0),
        )
    }

    /// The tasks with an event that counts for a later day, and those of measures that were printed anew or given up since.
    pub fn list_touched_tasks(
        &self,
        day: NaiveDate,
        reprinted: &[MeasureId],
    ) -> Result<Vec<TaskId>, Error> {
        self.rows(
            "SELECT task_id FROM event WHERE day > :day AND task_id IS NOT NULL
            UNION SELECT id FROM task WHERE measure_id IN (SELECT value FROM json_each(:reprinted))
            ORDER BY 1",
            named_params! { ":day": day, ":reprinted": serde_json::json!(reprinted).to_string() },
            |row| row.get(0),
        )
    }

    /// What was done to the ledger of a measure, the oldest first.
    pub fn list_ledger_events(&self, measure: MeasureId) -> Result<Vec<LedgerEvent>, Error> {
        self.rows(
            &format!(
                "SELECT {} FROM event e WHERE e.measure_id = :measure AND e.task_id IS NULL ORDER BY e.id",
                super::event::COLUMNS
            ),
            named_params! { ":measure": measure },
            super::event::ledger_event_of,
        )
    }

    /// What the breakdown of a measure did to its tasks, the oldest first.
    pub fn list_breakdown_events(&self, measure: MeasureId) -> Result<Vec<Event>, Error> {
        self.rows(
            &format!(
                "SELECT {} FROM event e WHERE e.measure_id = :measure AND e.task_id IS NOT NULL ORDER BY e.id",
                super::event::COLUMNS
            ),
            named_params! { ":measure": measure },
            super::event::event_of,
        )
    }

    /// The places of the tasks of a measure.
    pub fn places(&self, measure: MeasureId) -> Result<Places, Error> {
        let rows = self.rows(
            "SELECT id, position FROM task WHERE measure_id = :measure",
            named_params! { ":measure": measure },
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        Ok(rows.into_iter().collect())
    }

    /// The instant from which on a row that names no day was written after a day.
    ///
    /// It is the end of the day in China; where the acts that follow are entered for days of their own (`--today`), the
    /// first of them.
    pub fn end_of(&self, day: NaiveDate) -> Result<DateTime<Utc>, Error> {
        let next = self.row(
            "SELECT at, day FROM event WHERE day > :day ORDER BY id LIMIT 1",
            named_params! { ":day": day },
            |row| Ok((instant(row, "at")?, row.get::<_, NaiveDate>("day")?)),
        )?;
        let midnight = day.checked_add_days(Days::new(1)).unwrap_or(day);
        // Midnight in China is 16:00 UTC of the day before.
        let end = midnight.and_time(NaiveTime::MIN).and_utc() - chrono::TimeDelta::hours(8);
        Ok(match next {
            Some((at, on)) if china_day(at) != on => at,
            _ => end,
        })
    }
}

impl Write<'_> {
    /// Writes a task that is there as it stood; its words and its support are set by themselves.
    pub fn put_back(&self, task: TaskId, stood: &Stood) -> Result<(), Error> {
        let deadline = stood.given.deadline.clone().unwrap_or_default();
        let (state, standing) = (&stood.state, &stood.standing);
        self.execute(
            "UPDATE task
            SET status = :status, status_back = :back, percent = :percent, lead_id = :lead, last_day = :last_day,
                asked_day = :asked, deadline_phrase = :phrase, deadline_start = :start, deadline_precision = :precision,
                deadline_inherited = :inherited, deadline_confirm = :confirm, first_last_day = :first, rev = :rev,
                updated_at = :at, since = :since, mark = :mark, reported_on = :reported_on
            WHERE id = :task",
            named_params! {
                ":task": task,
                ":status": state.status.code(),
                ":back": state.back.map(Status::code),
                ":percent": state.percent,
                ":lead": state.lead,
                ":last_day": state.last_day,
                ":asked": state.asked,
                ":phrase": deadline.phrase,
                ":start": deadline.start,
                ":precision": deadline.precision.code(),
                ":inherited": deadline.inherited,
                ":confirm": deadline.confirm,
                ":first": stood.first_last_day,
                ":rev": stood.rev,
                ":at": instant_text(stood.updated_at),
                ":since": standing.since,
                ":mark": standing.mark.map(Mark::code),
                ":reported_on": standing.reported_on,
            },
        )
    }

    /// Puts the tasks of a measure at their places.
    pub fn set_places(&self, places: &Places) -> Result<(), Error> {
        for (task, place) in places {
            self.execute(
                "UPDATE task SET position = :place WHERE id = :task AND position <> :place",
                named_params! { ":task": task, ":place": place },
            )?;
        }
        Ok(())
    }

    /// The requests of a task become these: those behind go, what became of the others is said anew.
    pub fn put_back_extensions(&self, task: TaskId, stood: &[Extension]) -> Result<(), Error> {
        let ids: Vec<i64> = self.rows(
            "SELECT id FROM extension WHERE task_id = :task ORDER BY id",
            named_params! { ":task": task },
            |row| row.get(0),
        )?;
        for id in ids.iter().skip(stood.len()) {
            self.execute(
                "DELETE FROM extension WHERE id = :id",
                named_params! { ":id": id },
            )?;
        }
        for (id, request) in ids.iter().zip(stood) {
            let verdict = request.verdict.as_ref();
            self.execute(
                "UPDATE extension
                SET granted_to = :to, decision = :decision, decided_by = :by, decided_on = :on, opinion = :opinion
                WHERE id = :id",
                named_params! {
                    ":id": id,
                    ":to": verdict.and_then(|it| it.to),
                    ":decision": verdict.map(|it| Outcome::code(it.outcome)),
                    ":by": verdict.map_or("", |it| &it.by),
                    ":on": verdict.map(|it| it.on),
                    ":opinion": verdict.map_or("", |it| &it.opinion),
                },
            )?;
        }
        Ok(())
    }

    /// Writes a department as it stood.
    pub fn put_back_department(&self, stood: &Department) -> Result<(), Error> {
        let (successor, since) = stood.successor.unzip();
        self.execute(
            "UPDATE department
            SET name = :name, short_name = :short_name, kind = :kind, successor_id = :successor, succeeded_on = :since,
                retired_on = :retired_on
            WHERE id = :id",
            named_params! {
                ":id": stood.id,
                ":name": stood.name,
                ":short_name": stood.short_name,
                ":kind": stood.kind,
                ":successor": successor,
                ":since": since,
                ":retired_on": stood.retired_on,
            },
        )?;
        self.execute(
            "DELETE FROM department_alias WHERE department_id = :id",
            named_params! { ":id": stood.id },
        )?;
        for alias in &stood.aliases {
            self.insert_alias(stood.id, alias)?;
        }
        Ok(())
    }

    /// Takes away departments that came later, as far as nothing that stays names them: those of these numbers, and those
    /// that came in, without an event, behind all that anything names.
    pub fn drop_departments(&self, made_later: &[DepartmentId]) -> Result<(), Error> {
        const NAMED: &str = "SELECT lead_id AS id FROM task WHERE lead_id IS NOT NULL
            UNION SELECT department_id FROM task_support
            UNION SELECT department_id FROM measure_owner
            UNION SELECT group_id FROM group_member
            UNION SELECT department_id FROM group_member
            UNION SELECT department_id FROM person_department
            UNION SELECT department_id FROM event WHERE department_id IS NOT NULL";
        let made_later = serde_json::json!(made_later).to_string();
        let gone: Vec<DepartmentId> = self.rows(
            &format!(
                "WITH RECURSIVE named (id) AS MATERIALIZED (
                    SELECT id FROM ({NAMED})
                    UNION SELECT d.successor_id FROM department d JOIN named n ON n.id = d.id
                        WHERE d.successor_id IS NOT NULL
                )
                SELECT id FROM department
                WHERE id NOT IN (SELECT id FROM named)
                    AND (id > (SELECT coalesce(max(id), 0) FROM named)
                        OR id IN (SELECT value FROM json_each(:made_later)))"
            ),
            named_params! { ":made_later": made_later },
            |row| row.get(0),
        )?;
        for id in gone {
            for sql in [
                "DELETE FROM department_alias WHERE department_id = :id",
                "UPDATE department SET successor_id = NULL, succeeded_on = NULL WHERE successor_id = :id",
                "DELETE FROM department WHERE id = :id",
            ] {
                self.execute(sql, named_params! { ":id": id })?;
            }
        }
        Ok(())
    }

    /// Takes a person away who came later.
    pub fn drop_person(&self, login: &str) -> Result<(), Error> {
        for sql in [
            "DELETE FROM person_department WHERE login = :login",
            "DELETE FROM ssh_key WHERE login = :login",
            "DELETE FROM person WHERE login = :login",
        ] {
            self.execute(sql, named_params! { ":login": login })?;
        }
        Ok(())
    }

    /// Keys that came later go, those that were revoked later let in again; what anybody has seen is nobody's past.
    pub fn put_back_keys_and_visits(&self, day: NaiveDate) -> Result<(), Error> {
        self.execute(
            "DELETE FROM ssh_key WHERE added_on > :day",
            named_params! { ":day": day },
        )?;
        self.execute(
            "UPDATE ssh_key SET revoked_on = NULL WHERE revoked_on > :day",
            named_params! { ":day": day },
        )?;
        self.execute("DELETE FROM visit", [])
    }

    /// An indicator is printed again.
    pub fn print_indicator_again(&self, id: IndicatorId) -> Result<(), Error> {
        self.execute(
            "UPDATE indicator SET gone_in = NULL WHERE id = :id",
            named_params! { ":id": id },
        )
    }

    /// Takes an indicator away that came later.
    pub fn drop_indicator(&self, id: IndicatorId) -> Result<(), Error> {
        for sql in [
            "DELETE FROM reading WHERE indicator_id = :id",
            "DELETE FROM indicator_cell WHERE indicator_id = :id",
            "DELETE FROM indicator WHERE id = :id",
        ] {
            self.execute(sql, named_params! { ":id": id })?;
        }
        Ok(())
    }

    /// Takes the events away that count for a later day, and what was sent later.
    pub fn drop_events(&self, day: NaiveDate) -> Result<(), Error> {
        self.execute_batch(
            "DROP TRIGGER event_is_never_deleted; DROP TRIGGER dispatch_is_never_deleted",
        )?;
        self.execute(
            "DELETE FROM dispatch WHERE day > :day",
            named_params! { ":day": day },
        )?;
        self.execute(
            "DELETE FROM event WHERE day > :day",
            named_params! { ":day": day },
        )
    }

    /// Takes the plans away that came later: whose tasks count from a later day on, or that came in without any after an
    /// instant.
    pub fn drop_plans(&self, day: NaiveDate, end: Option<DateTime<Utc>>) -> Result<(), Error> {
        let gone: Vec<PlanId> = self.rows(
            "SELECT p.id FROM plan p
            WHERE NOT EXISTS (SELECT 1 FROM measure m JOIN event e ON e.measure_id = m.id
                    WHERE m.plan_id = p.id AND e.day <= :day)
                AND (EXISTS (SELECT 1 FROM measure m JOIN event e ON e.measure_id = m.id WHERE m.plan_id = p.id)
                    OR (coalesce(p.issued_on, '9999') > :day AND p.created_at >= :end))",
            named_params! { ":day": day, ":end": end.map(instant_text) },
            |row| row.get(0),
        )?;
        for plan in gone {
            for sql in [
                "DELETE FROM no_task WHERE measure_id IN (SELECT id FROM measure WHERE plan_id = :plan)",
                "DELETE FROM measure_owner WHERE measure_id IN (SELECT id FROM measure WHERE plan_id = :plan)",
                "DELETE FROM edition_change WHERE edition_id IN (SELECT id FROM edition WHERE plan_id = :plan)",
                "DELETE FROM edition WHERE plan_id = :plan",
                "DELETE FROM reading WHERE indicator_id IN (SELECT id FROM indicator WHERE plan_id = :plan)",
                "DELETE FROM indicator_cell WHERE indicator_id IN (SELECT id FROM indicator WHERE plan_id = :plan)",
                "DELETE FROM indicator WHERE plan_id = :plan",
                "DELETE FROM measure WHERE plan_id = :plan",
                "DELETE FROM section WHERE plan_id = :plan",
                "DELETE FROM outside WHERE plan_id = :plan",
                "DELETE FROM group_member WHERE plan_id = :plan",
                "DELETE FROM plan WHERE id = :plan",
            ] {
                self.execute(sql, named_params! { ":plan": plan })?;
            }
        }
        Ok(())
    }
}
