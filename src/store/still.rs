//! What a summary of a term is folded from, without reading what lies before the days it looks at.
//!
//! A million tasks have several million events, most of them long ago. A task of which nothing is told in those days stood
//! on each of them as its row says: such tasks are counted in an index, and only those that a list shows are read.

use chrono::NaiveDate;
use rusqlite::{Row, named_params};
use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::sql::word;
use super::{Error, Read};
use crate::domain::id::{DepartmentId, PlanId, TaskId};
use crate::domain::status::{Status, Verb};
use crate::domain::task::TaskState;
use crate::domain::weekly::{Beyond, Record, Still, Told};

/// What tasks are counted by.
type Alike = (Option<DepartmentId>, Status, Option<NaiveDate>);

/// What went on before the days looked at: the tasks that were sent back or got more time, and those of which something was
/// taken back, whose rows can't say which of their events stand.
type Past = (BTreeMap<TaskId, Beyond>, BTreeSet<TaskId>);

fn alike(row: &Row<'_>) -> rusqlite::Result<Alike> {
    Ok((
        row.get("lead_id")?,
        word(row, "status", Status::find)?,
        row.get("last_day")?,
    ))
}

/// As much of a state as tasks are counted by.
fn state((lead, status, last_day): Alike) -> TaskState {
    TaskState {
        status,
        back: None,
        percent: 0,
        lead,
        last_day,
        asked: None,
    }
}

/// The condition that a task is of a plan; without one, none that would keep an index from answering.
fn of(plan: Option<PlanId>) -> &'static str {
    plan.map_or(":plan IS NULL", |_| "t.plan_id = :plan")
}

impl Read<'_> {
    /// Gives what a summary is folded from that looks at the ends of days from `day` on, and lists what is due until `soon`:
    /// the whole record of every task of which something is told after `day`, and the others as they stand.
    pub fn each_told(
        &self,
        plan: Option<PlanId>,
        (day, soon): (NaiveDate, NaiveDate),
        mut take: impl FnMut(&Told),
    ) -> Result<(), Error> {
        let (beyond, turned) = self.list_past(plan)?;
        let mut moved = self.moved_since(day)?;
        moved.extend(turned);
        for still in self.list_still(plan, &moved)? {
            take(&Told::Still(still));
        }
        for (department, tasks) in self.count_supported(plan, &moved)? {
            take(&Told::Supported(department, tasks));
        }
        for (task, beyond) in beyond {
            if !moved.contains(&task) {
                take(&Told::Beyond(beyond));
            }
        }
        self.each_dated(plan, soon, |record, state| {
            if !moved.contains(&record.task) {
                take(&Told::Dated(record, state));
            }
        })?;
        self.each_record_of(&moved, plan, |record| take(&Told::Record(record)))
    }

    fn list_past(&self, plan: Option<PlanId>) -> Result<Past, Error> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT e.task_id, e.verb, t.lead_id, t.status, t.last_day FROM event e JOIN task t ON t.id = e.task_id
            WHERE e.verb IN ('send_back', 'grant', 'undo', 'redo') AND e.task_id IS NOT NULL AND {}",
            of(plan)
        ))?;
        let (mut beyond, mut turned) = (BTreeMap::new(), BTreeSet::new());
        let mut rows = statement.query(named_params! { ":plan": plan })?;
        while let Some(row) = rows.next()? {
            let task = row.get("task_id")?;
            let verb = word(row, "verb", Verb::find)?;
            if matches!(verb, Verb::Undo | Verb::Redo) {
                turned.insert(task);
                continue;
            }
            let state = state(alike(row)?);
            let it: &mut Beyond = beyond.entry(task).or_insert(Beyond {
                state,
                sent_back: 0,
                is_extended: false,
            });
            it.sent_back += usize::from(verb == Verb::SendBack);
            it.is_extended |= verb == Verb::Grant;
        }
        Ok((beyond, turned))
    }

    /// The tasks of which something is told after a day, and those that wait for more time.
    fn moved_since(&self, day: NaiveDate) -> Result<BTreeSet<TaskId>, Error> {
        let all = self.rows(
            // The + keeps SQLite from going through the events of every task for the sake of the order.
            "SELECT task_id FROM event WHERE day > :day AND +task_id IS NOT NULL
            UNION ALL
            SELECT task_id FROM extension WHERE decision IS NULL",
            named_params! { ":day": day },
            |row| row.get(0),
        )?;
        Ok(all.into_iter().collect())
    }

    /// The tasks that stand alike, without those that moved.
    fn list_still(
        &self,
        plan: Option<PlanId>,
        moved: &BTreeSet<TaskId>,
    ) -> Result<Vec<Still>, Error> {
        let on_time = "t.status = 'done' AND (t.last_day IS NULL OR t.since <= t.last_day)";
        let columns = "t.lead_id, t.status, t.last_day";
        let mut all: HashMap<Alike, (usize, usize)> = self
            .rows(
                &format!(
                    "SELECT {columns}, count(*), count(*) FILTER (WHERE {on_time}) FROM task t WHERE {} GROUP BY {columns}",
                    of(plan)
                ),
                named_params! { ":plan": plan },
                |row| Ok((alike(row)?, (row.get(3)?, row.get(4)?))),
            )?
            .into_iter()
            .collect();
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {columns}, {on_time} FROM task t WHERE t.id = :task AND {}",
            of(plan)
        ))?;
        for task in moved {
            let mut rows = statement.query(named_params! { ":task": task, ":plan": plan })?;
            let Some(row) = rows.next()? else { continue };
            if let Some((tasks, in_time)) = all.get_mut(&alike(row)?) {
                *tasks = tasks.saturating_sub(1);
                *in_time = in_time.saturating_sub(row.get(3)?);
            }
        }
        let still = |(alike, (tasks, on_time))| Still {
            state: state(alike),
            tasks,
            on_time,
        };
        let all = all.into_iter().map(still);
        Ok(all.filter(|it| it.tasks > 0).collect())
    }

    /// How many tasks in force each department supports, without those that moved.
    fn count_supported(
        &self,
        plan: Option<PlanId>,
        moved: &BTreeSet<TaskId>,
    ) -> Result<BTreeMap<DepartmentId, usize>, Error> {
        let in_force = format!(
            "FROM task_support u JOIN task t ON t.id = u.task_id
            WHERE t.status NOT IN ('draft', 'cancelled') AND {}",
            of(plan)
        );
        let mut all: BTreeMap<DepartmentId, usize> = self
            .rows(
                &format!("SELECT u.department_id, count(*) {in_force} GROUP BY u.department_id"),
                named_params! { ":plan": plan },
                |row| Ok((row.get(0)?, row.get(1)?)),
            )?
            .into_iter()
            .collect();
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT u.department_id {in_force} AND u.task_id = :task"
        ))?;
        for task in moved {
            let mut rows = statement.query(named_params! { ":task": task, ":plan": plan })?;
            while let Some(row) = rows.next()? {
                if let Some(tasks) = all.get_mut(&row.get(0)?) {
                    *tasks = tasks.saturating_sub(1);
                }
            }
        }
        Ok(all)
    }

    /// Gives every open task whose last day lies on or before `soon`, its record without events.
    fn each_dated(
        &self,
        plan: Option<PlanId>,
        soon: NaiveDate,
        mut take: impl FnMut(Record, TaskState),
    ) -> Result<(), Error> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT t.id, t.title, t.deadline_phrase, m.number, p.title AS plan, t.lead_id, t.status, t.last_day
            FROM task t JOIN measure m ON m.id = t.measure_id JOIN plan p ON p.id = t.plan_id
            WHERE t.status IN ('assigned', 'in_progress', 'submitted') AND t.last_day <= :soon AND {}",
            of(plan)
        ))?;
        let mut rows = statement.query(named_params! { ":plan": plan, ":soon": soon })?;
        while let Some(row) = rows.next()? {
            let record = Record {
                task: row.get("id")?,
                title: row.get("title")?,
                phrase: row.get("deadline_phrase")?,
                measure: row.get("number")?,
                plan: row.get("plan")?,
                events: Vec::new(),
            };
            take(record, state(alike(row)?));
        }
        Ok(())
    }
}
