//! Departments, their names, and the counts of the department pane.

use chrono::NaiveDate;
use rusqlite::{Row, named_params};
use std::collections::HashMap;

use super::sql::word;
use super::{Error, Read, Write};
use crate::domain::department::{Department, Membership, Tally};
use crate::domain::id::{DepartmentId, PlanId, TaskId};
use crate::domain::matrix::Alike;
use crate::domain::status::Status;

impl Read<'_> {
    /// Every department with its aliases, in the order it came in.
    pub fn list_departments(&self) -> Result<Vec<Department>, Error> {
        let mut aliases: HashMap<DepartmentId, Vec<String>> = HashMap::new();
        for (department, alias) in self.rows(
            "SELECT department_id, alias FROM department_alias ORDER BY alias",
            [],
            |row| Ok((row.get::<_, DepartmentId>(0)?, row.get::<_, String>(1)?)),
        )? {
            aliases.entry(department).or_default().push(alias);
        }
        self.rows(
            "SELECT id, name, short_name, kind, successor_id, succeeded_on, retired_on FROM department ORDER BY id",
            [],
            |row| {
                let id = row.get("id")?;
                let successor: Option<DepartmentId> = row.get("successor_id")?;
                let since: Option<NaiveDate> = row.get("succeeded_on")?;
                Ok(Department {
                    id,
                    name: row.get("name")?,
                    short_name: row.get("short_name")?,
                    aliases: aliases.remove(&id).unwrap_or_default(),
                    kind: row.get("kind")?,
                    successor: successor.zip(since),
                    retired_on: row.get("retired_on")?,
                })
            },
        )
    }

    /// Who the groups stand for, plan by plan.
    pub fn list_memberships(&self) -> Result<Vec<Membership>, Error> {
        let rows = self.rows(
            "SELECT plan_id, group_id, department_id FROM group_member ORDER BY plan_id, group_id, position",
            [],
            |row| {
                Ok((
                    row.get::<_, PlanId>("plan_id")?,
                    row.get::<_, DepartmentId>("group_id")?,
                    row.get::<_, DepartmentId>("department_id")?,
                ))
            },
        )?;
        let mut found: Vec<Membership> = Vec::new();
        for (plan, group, member) in rows {
            match found.last_mut() {
                Some(last) if last.plan == plan && last.group == group => last.members.push(member),
                _ => found.push(Membership {
                    plan,
                    group,
                    members: vec![member],
                }),
            }
        }
        Ok(found)
    }

    /// How many tasks every department leads that were given to it and are not cancelled.
    pub fn count_led(&self) -> Result<Vec<(DepartmentId, usize)>, Error> {
        self.rows(
            "SELECT lead_id, count(*) FROM task
            WHERE lead_id IS NOT NULL AND status NOT IN ('draft', 'cancelled') GROUP BY lead_id",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
    }

    /// Gives every task of that kind with each department that supports it, task by task.
    pub fn each_supported(&self, mut take: impl FnMut(TaskId, DepartmentId)) -> Result<(), Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT u.task_id, u.department_id FROM task_support u
            JOIN task t ON t.id = u.task_id AND t.status NOT IN ('draft', 'cancelled')
            ORDER BY u.task_id",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            take(row.get(0)?, row.get(1)?);
        }
        Ok(())
    }

    /// The tasks of the file, or of a plan, counted by what a table of departments asks of them.
    pub fn list_alike(&self, plan: Option<PlanId>, hide_drafts: bool) -> Result<Vec<Alike>, Error> {
        // In this order and without a plan, an index alone tells it.
        let plans = if plan.is_some() {
            "WHERE plan_id = :plan"
        } else {
            ""
        };
        let sql = format!(
            "SELECT lead_id, status, last_day, count(*) AS count FROM task {plans} GROUP BY lead_id, status, last_day"
        );
        let alike = |row: &Row<'_>| {
            Ok(Alike {
                lead: row.get("lead_id")?,
                status: word(row, "status", Status::find)?,
                last_day: row.get("last_day")?,
                count: row.get("count")?,
            })
        };
        let mut all = match plan {
            Some(plan) => self.rows(&sql, named_params! { ":plan": plan }, alike)?,
            None => self.rows(&sql, [], alike)?,
        };
        all.retain(|it| !(hide_drafts && it.status == Status::Draft));
        Ok(all)
    }

    /// The counts of every department that leads a task, by the department as printed.
    pub fn tally_departments(
        &self,
        today: NaiveDate,
        soon: NaiveDate,
    ) -> Result<Vec<(DepartmentId, Tally)>, Error> {
        self.rows(
            "SELECT lead_id,
                count(*) AS owned,
                count(*) FILTER (WHERE status = 'done') AS done,
                count(*) FILTER (WHERE status IN ('assigned', 'in_progress', 'submitted') AND last_day < :today) AS overdue,
                count(*) FILTER (WHERE status IN ('assigned', 'in_progress', 'submitted')
                    AND last_day BETWEEN :today AND :soon) AS due_soon
            FROM task
            WHERE lead_id IS NOT NULL AND status NOT IN ('draft', 'cancelled')
            GROUP BY lead_id",
            named_params! { ":today": today, ":soon": soon },
            |row| {
                Ok((
                    row.get("lead_id")?,
                    Tally {
                        owned: row.get("owned")?,
                        done: row.get("done")?,
                        overdue: row.get("overdue")?,
                        due_soon: row.get("due_soon")?,
                    },
                ))
            },
        )
    }
}

impl Write<'_> {
    /// Says from which day on nothing is given to a department.
    pub fn set_retired(&self, department: DepartmentId, since: NaiveDate) -> Result<(), Error> {
        self.execute(
            "UPDATE department SET retired_on = :since WHERE id = :department",
            named_params! { ":department": department, ":since": since },
        )
    }

    /// Stores a department; the number in it is not used.
    pub fn insert_department(&self, new: &Department) -> Result<DepartmentId, Error> {
        self.insert(
            "INSERT INTO department (name, short_name, kind) VALUES (:name, :short_name, :kind)",
            named_params! { ":name": new.name, ":short_name": new.short_name, ":kind": new.kind },
        )
        .map(DepartmentId)
    }

    /// Gives a department another name; a name that already names one is left as it is.
    pub fn insert_alias(&self, department: DepartmentId, alias: &str) -> Result<(), Error> {
        self.execute(
            "INSERT OR IGNORE INTO department_alias (alias, department_id) VALUES (:alias, :department)",
            named_params! { ":alias": alias, ":department": department },
        )
    }

    /// Says who a group stands for in a plan, instead of who it stood for.
    pub fn set_members(&self, now: &Membership) -> Result<(), Error> {
        self.execute(
            "DELETE FROM group_member WHERE plan_id = :plan AND group_id = :group",
            named_params! { ":plan": now.plan, ":group": now.group },
        )?;
        for (position, member) in now.members.iter().enumerate() {
            self.execute(
                "INSERT INTO group_member (plan_id, group_id, position, department_id)
                VALUES (:plan, :group, :position, :member)",
                named_params! {
                    ":plan": now.plan,
                    ":group": now.group,
                    ":position": position,
                    ":member": member,
                },
            )?;
        }
        Ok(())
    }

    /// Says who answers for a department from a day on.
    pub fn set_successor(
        &self,
        department: DepartmentId,
        successor: DepartmentId,
        since: NaiveDate,
    ) -> Result<(), Error> {
        self.execute(
            "UPDATE department SET successor_id = :successor, succeeded_on = :since WHERE id = :department",
            named_params! { ":department": department, ":successor": successor, ":since": since },
        )
    }
}
