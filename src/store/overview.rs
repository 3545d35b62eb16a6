//! The counts of the overview, from indexes where there is one, and the record read backwards.

use chrono::NaiveDate;
use rusqlite::{Row, named_params};
use std::ops::Range;

use super::conditions::Conditions;
use super::sql::{json, word};
use super::{Error, Read};
use crate::domain::filter::{Branch, Filter, Window};
use crate::domain::id::{EventId, PlanId, SectionId, TaskId};
use crate::domain::overview::{BranchLine, Progress, Stand, Turn};
use crate::domain::status::{Status, Verb};
use crate::domain::task::{TaskRow, TaskState};

fn progress_of(row: &Row<'_>) -> rusqlite::Result<Progress> {
    Ok(Progress {
        owned: row.get("owned")?,
        done: row.get("done")?,
        overdue: row.get("overdue")?,
    })
}

fn turn_of(row: &Row<'_>) -> rusqlite::Result<Turn> {
    let stand = |text: &str| json::<TaskState>(text).map(|it| Stand::from(&it));
    let verb = word(row, "verb", Verb::find)?;
    let before = row.get_ref("before")?.as_str_or_null()?;
    let before = before.map(stand).transpose()?;
    Ok(Turn {
        id: row.get("id")?,
        task: row.get("task_id")?,
        day: row.get("day")?,
        // What is made again by an undo or a redo had a record before.
        is_first: before.is_none() && !matches!(verb, Verb::Undo | Verb::Redo),
        before,
        after: stand(row.get_ref("after")?.as_str()?)?,
        removes: row.get("removes")?,
    })
}

impl Read<'_> {
    /// The rows of one window of tasks that are known by number, of which only those are looked for.
    pub(super) fn list_some(
        &self,
        ids: &[TaskId],
        filter: &Filter,
        window: Window,
        today: NaiveDate,
    ) -> Result<Vec<TaskRow>, Error> {
        let wanted = ids.iter().skip(window.offset).take(window.limit);
        let filter = Filter {
            ids: Some(wanted.copied().collect()),
            ..filter.clone()
        };
        self.list_tasks(&filter, Window::ALL, today)
    }

    /// The last days and the numbers of the tasks that a filter shows on a day, in no order.
    pub fn list_dated(
        &self,
        filter: &Filter,
        today: NaiveDate,
    ) -> Result<Vec<(Option<NaiveDate>, TaskId)>, Error> {
        let conditions = Conditions::of(filter, today);
        let sql = format!(
            "SELECT t.last_day, t.id FROM task t WHERE {}",
            conditions.sql()
        );
        self.rows(&sql, conditions.params().as_slice(), |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
    }

    /// The highest number of a task, which says how large the file is without counting.
    pub fn last_task(&self) -> Result<usize, Error> {
        self.number("SELECT coalesce(max(id), 0) FROM task", [])
    }

    /// How many tasks of each plan have each status.
    pub fn count_statuses(&self) -> Result<Vec<(PlanId, Status, usize)>, Error> {
        self.rows(
            "SELECT plan_id, status, count(*) AS tasks FROM task GROUP BY plan_id, status",
            [],
            |row| {
                Ok((
                    row.get("plan_id")?,
                    word(row, "status", Status::find)?,
                    row.get("tasks")?,
                ))
            },
        )
    }

    /// How many tasks of each plan are overdue; a plan without any is left out.
    pub fn count_overdue(&self, today: NaiveDate) -> Result<Vec<(PlanId, usize)>, Error> {
        self.rows(
            // The + keeps SQLite from going through every task of every plan for the sake of the order.
            "SELECT plan_id, count(*) FROM task
            WHERE status IN ('assigned', 'in_progress', 'submitted') AND last_day < :today GROUP BY +plan_id",
            named_params! { ":today": today },
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
    }

    /// How far the sections are that stand directly in a section, or at the top of a plan, in printed order; one that holds
    /// no task is left out.
    pub fn list_branches(
        &self,
        plan: PlanId,
        parent: Option<SectionId>,
        today: NaiveDate,
    ) -> Result<Vec<BranchLine>, Error> {
        self.rows(
            "WITH RECURSIVE below (top, id) AS (
                SELECT id, id FROM section WHERE plan_id = :plan AND parent_id IS :parent
                UNION ALL
                SELECT below.top, s.id FROM section s JOIN below ON s.plan_id = :plan AND s.parent_id = below.id
            ),
            tally AS (
                SELECT below.top,
                    count(*) FILTER (WHERE t.status NOT IN ('draft', 'cancelled')) AS owned,
                    count(*) FILTER (WHERE t.status = 'done') AS done,
                    count(*) FILTER (WHERE t.status IN ('assigned', 'in_progress', 'submitted')
                        AND t.last_day < :today) AS overdue
                FROM below
                JOIN measure m ON m.plan_id = :plan AND m.section_id = below.id
                JOIN task t ON t.measure_id = m.id
                GROUP BY below.top
            )
            SELECT s.id, s.heading,
                EXISTS (
                    SELECT 1 FROM below
                    JOIN measure m ON m.plan_id = :plan AND m.section_id = below.id
                    JOIN task t ON t.measure_id = m.id
                    WHERE below.top = s.id AND below.id <> s.id
                ) AS has_more,
                tally.owned, tally.done, tally.overdue
            FROM section s JOIN tally ON tally.top = s.id
            WHERE s.plan_id = :plan AND s.parent_id IS :parent
            ORDER BY s.position",
            named_params! { ":plan": plan, ":parent": parent, ":today": today },
            |row| {
                Ok(BranchLine {
                    branch: Branch::Section(plan, row.get("id")?),
                    heading: row.get("heading")?,
                    has_more: row.get("has_more")?,
                    progress: progress_of(row)?,
                })
            },
        )
    }

    /// How far the tasks of a plan are that stand in no section.
    pub fn find_loose(&self, plan: PlanId, today: NaiveDate) -> Result<Option<BranchLine>, Error> {
        let progress = self.row(
            "SELECT
                count(*) FILTER (WHERE t.status NOT IN ('draft', 'cancelled')) AS owned,
                count(*) FILTER (WHERE t.status = 'done') AS done,
                count(*) FILTER (WHERE t.status IN ('assigned', 'in_progress', 'submitted')
                    AND t.last_day < :today) AS overdue
            FROM measure m JOIN task t ON t.measure_id = m.id
            WHERE m.plan_id = :plan AND m.section_id IS NULL
            HAVING owned > 0",
            named_params! { ":plan": plan, ":today": today },
            progress_of,
        )?;
        Ok(progress.map(|progress| BranchLine {
            branch: Branch::Loose(plan),
            heading: String::new(),
            has_more: false,
            progress,
        }))
    }

    /// The first event that counts for a later day; the next one where there is none.
    pub fn first_after(&self, day: NaiveDate) -> Result<EventId, Error> {
        let first: Option<Option<EventId>> = self.row(
            "SELECT min(id) FROM event WHERE day > :day",
            named_params! { ":day": day },
            |row| row.get(0),
        )?;
        first.flatten().map_or_else(|| self.next_event(), Ok)
    }

    /// Gives the events of tasks in a range of numbers, the newest first, so many at most; where there may be more, says
    /// from which number on they were given.
    pub fn each_turn(
        &self,
        range: Range<EventId>,
        most: usize,
        mut take: impl FnMut(&Turn),
    ) -> Result<Option<EventId>, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, task_id, day, verb, before, after, given IS NULL AND taken IS NOT NULL AND before IS NOT NULL AS removes
            FROM event WHERE id >= :from AND id < :to AND task_id IS NOT NULL ORDER BY id DESC LIMIT :most",
        )?;
        let mut rows = statement
            .query(named_params! { ":from": range.start, ":to": range.end, ":most": most })?;
        let (mut last, mut count) = (None, 0);
        while let Some(row) = rows.next()? {
            let turn = turn_of(row)?;
            (last, count) = (Some(turn.id), count + 1);
            take(&turn);
        }
        Ok(last.filter(|_| count == most))
    }
}
