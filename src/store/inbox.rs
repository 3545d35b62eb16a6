//! What the inbox asks of tasks, and the columns of a task that answer it without its events.

use chrono::NaiveDate;
use rusqlite::{Row, named_params};

use super::conditions::{Conditions, bounds};
use super::sql::{optional_word, word};
use super::task::{ROW, row_of};
use super::{Error, Read, Write};
use crate::domain::day::china_day;
use crate::domain::event::Event;
use crate::domain::filter::{Filter, Window};
use crate::domain::id::{DepartmentId, EventId, TaskId};
use crate::domain::inbox::{Group, Mark, Matter, Standing, UNSIGNED_DAYS};
use crate::domain::own_way::OwnWay;
use crate::domain::status::{Status, Verb};
use crate::domain::task::TaskRow;

/// Which tasks stand in a group, in the words of the indexes, and in which order.
///
/// Parameters are `:today`, `:soon`, `:unsigned` and `:leads`; each statement names all of them.
fn rule(group: Group) -> (&'static str, &'static str) {
    const WAITING: &str = "t.since, t.id";
    const DUE: &str = "t.last_day IS NULL, t.last_day, t.id";
    match group {
        Group::Review => (
            "t.status IN ('draft', 'assigned', 'submitted') AND t.status = 'submitted'",
            WAITING,
        ),
        Group::Asked => (
            "t.id IN (SELECT x.task_id FROM extension x WHERE x.decision IS NULL) AND t.status <> 'submitted'",
            "(SELECT x.id FROM extension x WHERE x.task_id = t.id AND x.decision IS NULL)",
        ),
        Group::Declined => ("t.mark = 'declined' AND t.status = 'draft'", WAITING),
        Group::Unsigned => (
            "t.status IN ('draft', 'assigned', 'submitted') AND t.status = 'assigned' AND t.since < :unsigned
                AND t.id NOT IN (SELECT x.task_id FROM extension x WHERE x.decision IS NULL)",
            WAITING,
        ),
        Group::Draft => (
            "t.status IN ('draft', 'assigned', 'submitted') AND t.status = 'draft' AND t.mark IS NOT 'declined'",
            WAITING,
        ),
        Group::ToSign => ("t.lead_id IN (SELECT value FROM json_each(:leads)) AND t.status = 'assigned'", DUE),
        Group::SentBack => (
            "t.lead_id IN (SELECT value FROM json_each(:leads)) AND t.status = 'in_progress' AND t.mark = 'sent_back'",
            DUE,
        ),
        Group::Urged => (
            "t.lead_id IN (SELECT value FROM json_each(:leads)) AND t.status = 'in_progress' AND t.mark = 'urged'",
            DUE,
        ),
        Group::Overdue => (
            "t.lead_id IN (SELECT value FROM json_each(:leads)) AND t.status = 'in_progress' AND t.mark IS NULL
                AND t.last_day < :today",
            DUE,
        ),
        Group::DueSoon => (
            "t.lead_id IN (SELECT value FROM json_each(:leads)) AND t.status = 'in_progress' AND t.mark IS NULL
                AND t.last_day >= :today AND t.last_day <= :soon",
            DUE,
        ),
    }
}

/// A group as one person sees it.
#[derive(Clone, Copy, Debug)]
pub struct InboxQuery<'a> {
    /// Which group.
    pub group: Group,
    /// The departments whose tasks a liaison is asked about.
    pub leads: &'a [DepartmentId],
    /// Only tasks that it shows.
    pub filter: &'a Filter,
    /// The day that counts as today.
    pub today: NaiveDate,
}

impl InboxQuery<'_> {
    /// The statement's conditions.
    fn conditions(&self) -> Conditions {
        let mut conditions = Conditions::of(self.filter, self.today);
        let sql = rule(self.group).0;
        for (name, value) in [
            (":today", self.today.to_string()),
            (":soon", OwnWay::now().soon(self.today).to_string()),
            (":unsigned", unsigned_before(self.today).to_string()),
            (":leads", serde_json::json!(self.leads).to_string()),
        ] {
            if sql.contains(name) {
                conditions.bind(name, value.into());
            }
        }
        conditions.say(sql);
        conditions
    }
}

/// A task given before this day has waited too long for a signature.
fn unsigned_before(today: NaiveDate) -> NaiveDate {
    today
        .checked_sub_days(chrono::Days::new(UNSIGNED_DAYS))
        .unwrap_or(NaiveDate::MIN)
}

fn standing_of(row: &Row<'_>) -> rusqlite::Result<Standing> {
    Ok(Standing {
        since: row.get("since")?,
        mark: optional_word(row, "mark", Mark::find)?,
        reported_on: row.get("reported_on")?,
    })
}

const MATTER: &str = "t.status, t.asked_day, t.last_day, t.since, t.mark, t.reported_on";

fn matter_of(row: &Row<'_>) -> rusqlite::Result<Matter> {
    let asked: Option<NaiveDate> = row.get("asked_day")?;
    Ok(Matter {
        status: word(row, "status", Status::find)?,
        is_asked: asked.is_some(),
        last_day: row.get("last_day")?,
        standing: standing_of(row)?,
    })
}

/// An event on a task that somebody else did.
#[derive(Clone, Debug)]
pub struct Heard {
    /// To which task.
    pub task: TaskId,
    /// The event.
    pub event: EventId,
    /// What was done.
    pub verb: Verb,
    /// What decides on the task's group.
    pub matter: Matter,
}

impl Read<'_> {
    /// How many tasks stand in a group; counting ends at `most`.
    pub fn count_inbox(&self, query: InboxQuery<'_>, most: usize) -> Result<usize, Error> {
        let conditions = query.conditions();
        let (most, _) = bounds(Window {
            offset: 0,
            limit: most,
        });
        let mut params = conditions.params();
        params.push((":most", &most));
        self.number(
            &format!(
                "SELECT count(*) FROM (SELECT 1 FROM task t WHERE {} LIMIT :most)",
                conditions.sql()
            ),
            params.as_slice(),
        )
    }

    /// The tasks of a group, the rows of one window, each with the day since which it waits.
    pub fn list_inbox(
        &self,
        query: InboxQuery<'_>,
        window: Window,
    ) -> Result<Vec<(TaskRow, NaiveDate)>, Error> {
        let conditions = query.conditions();
        let condition = conditions.sql();
        let order = rule(query.group).1;
        let (limit, offset) = bounds(window);
        let mut params = conditions.params();
        params.push((":limit", &limit));
        params.push((":offset", &offset));
        // The window is found in the index; only its rows are read.
        self.rows(
            &format!(
                "{ROW} WHERE t.id IN
                    (SELECT t.id FROM task t WHERE {condition} ORDER BY {order} LIMIT :limit OFFSET :offset)
                ORDER BY {order}"
            ),
            params.as_slice(),
            |row| Ok((row_of(row)?, row.get("since")?)),
        )
    }

    /// When each department last reported, and whether it leads a task in progress.
    pub fn list_reporting(&self) -> Result<Vec<(DepartmentId, Option<NaiveDate>, bool)>, Error> {
        self.rows(
            "SELECT d.id,
                (SELECT max(t.reported_on) FROM task t WHERE t.lead_id = d.id AND t.reported_on IS NOT NULL) AS reported_on,
                EXISTS (SELECT 1 FROM task t WHERE t.lead_id = d.id AND t.status = 'in_progress') AS works
            FROM department d ORDER BY d.id",
            [],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
    }

    /// Whether one of these departments has a task in progress since a day or longer.
    pub fn has_worked_since(&self, leads: &[DepartmentId], day: NaiveDate) -> Result<bool, Error> {
        let leads = serde_json::json!(leads).to_string();
        let found = self.row(
            "SELECT 1 FROM task t
            WHERE t.lead_id IN (SELECT value FROM json_each(:leads)) AND t.status = 'in_progress' AND t.since <= :day
            LIMIT 1",
            named_params! { ":leads": leads, ":day": day },
            |_| Ok(()),
        )?;
        Ok(found.is_some())
    }

    /// What decides on the group of every task, one at a time: the rule is held against it.
    #[cfg(test)]
    pub fn each_matter(&self, mut take: impl FnMut(TaskId, Matter)) -> Result<(), Error> {
        let sql = format!("SELECT t.id, {MATTER} FROM task t ORDER BY t.id");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            take(row.get("id")?, matter_of(row)?);
        }
        Ok(())
    }

    fn find_standing(&self, task: TaskId) -> Result<Option<Standing>, Error> {
        self.row(
            "SELECT since, mark, reported_on FROM task WHERE id = :task",
            named_params! { ":task": task },
            standing_of,
        )
    }

    /// What anybody but one person did to tasks since an event, the newest first; of all that came since, only the newest
    /// `most` are looked at.
    ///
    /// With `own`, only tasks that one of these departments leads or supports, and no drafts.
    pub fn list_events_since(
        &self,
        seen: EventId,
        but: &str,
        own: Option<&[DepartmentId]>,
        most: usize,
    ) -> Result<Vec<Heard>, Error> {
        let (most, _) = bounds(Window {
            offset: 0,
            limit: most,
        });
        let is_all = own.is_none();
        let own = serde_json::json!(own.unwrap_or_default()).to_string();
        self.rows(
            &format!("SELECT e.task_id, e.id AS event, e.verb, {MATTER}
            FROM (SELECT id, task_id, actor, verb FROM event WHERE id > :seen ORDER BY id DESC LIMIT :most) e
            JOIN task t ON t.id = e.task_id
            WHERE e.actor <> :but AND (:is_all OR (t.status <> 'draft' AND (
                t.lead_id IN (SELECT value FROM json_each(:own))
                OR EXISTS (SELECT 1 FROM task_support u
                    WHERE u.task_id = t.id AND u.department_id IN (SELECT value FROM json_each(:own))))))
            ORDER BY e.id DESC"),
            named_params! { ":seen": seen, ":but": but, ":own": own, ":most": most, ":is_all": is_all },
            |row| {
                Ok(Heard {
                    task: row.get("task_id")?,
                    event: row.get("event")?,
                    verb: word(row, "verb", Verb::find)?,
                    matter: matter_of(row)?,
                })
            },
        )
    }
}

#[cfg(test)]
impl super::Store {
    /// Empties the columns and fills them as the step from version 4 does.
    pub fn refill_standings(&self) -> Result<(), Error> {
        let step = include_str!("steps/to_5.sql");
        let rest = step.split_once("UPDATE task SET").unwrap_or_default().1;
        let fill = rest.split_once(';').unwrap_or_default().0;
        self.connection.execute_batch(&format!(
            "UPDATE task SET since = '', mark = NULL, reported_on = NULL; UPDATE task SET {fill}"
        ))?;
        Ok(())
    }
}

impl Write<'_> {
    /// Keeps on the task what an event that was just appended says about since when it waits, and for what.
    pub(super) fn note_standing(&self, event: &Event) -> Result<(), Error> {
        let is_first = event.before.is_none() && event.links.undoes.is_none();
        // A new row carries this day already.
        if is_first && event.day == china_day(event.at) {
            return Ok(());
        }
        let standing = if event.links.undoes.is_some() {
            Standing::of(&self.list_events(event.task)?)
        } else if is_first {
            Some(Standing::begin(event.day))
        } else {
            let before = self.find_standing(event.task)?;
            let after = before.map(|it| it.after(event));
            after.filter(|_| after != before)
        };
        let Some(standing) = standing else {
            return Ok(());
        };
        self.execute(
            "UPDATE task SET since = :since, mark = :mark, reported_on = :reported_on WHERE id = :task",
            named_params! {
                ":task": event.task,
                ":since": standing.since,
                ":mark": standing.mark.map(Mark::code),
                ":reported_on": standing.reported_on,
            },
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::person::Role;
    use crate::store::Store;

    #[test]
    fn no_group_is_looked_for_in_the_whole_table() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open_or_create(&folder.path().join("duban.db")).unwrap();
        let groups = Role::ALL.into_iter().flat_map(Group::of_role);
        let plans = store.read(|read| -> Result<_, Error> {
            let mut plans = Vec::new();
            for group in groups {
                let query = InboxQuery {
                    group: *group,
                    leads: &[DepartmentId(1)],
                    filter: &Filter::default(),
                    today: NaiveDate::default(),
                };
                let conditions = query.conditions();
                let condition = conditions.sql();
                let order = rule(*group).1;
                let sql = format!(
                    "EXPLAIN QUERY PLAN SELECT t.id FROM task t WHERE {condition} ORDER BY {order} LIMIT 9"
                );
                let plan = read.rows(&sql, conditions.params().as_slice(), |row| {
                    row.get::<_, String>("detail")
                })?;
                plans.push((*group, plan));
            }
            Ok(plans)
        });
        for (group, plan) in plans.unwrap() {
            assert!(
                !plan.iter().any(|it| it.starts_with("SCAN t")),
                "{group:?} {plan:?}"
            );
        }
    }
}
