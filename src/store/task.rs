//! Tasks: stored, changed by row version, listed by filter and window.

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{Row, named_params};

use super::conditions::{Conditions, bounds};
use super::sql::{instant, instant_text, json, optional_word, word};
use super::{Error, Read, Write};
use crate::domain::coverage::Span;
use crate::domain::day::china_day;
use crate::domain::deadline::{Deadline, Precision};
use crate::domain::event::Words;
use crate::domain::filter::{Filter, Window};
use crate::domain::id::{DepartmentId, MeasureId, PlanId, TaskId};
use crate::domain::recurrence::Recurrence;
use crate::domain::status::Status;
use crate::domain::task::{Occurrence, Owners, Place, Promise, Task, TaskRow, TaskState};

/// A task about to be stored.
#[derive(Debug)]
pub struct NewTask<'a> {
    /// The number of a task that was there before; `None` for a new one.
    pub id: Option<TaskId>,
    /// Its plan.
    pub plan: PlanId,
    /// Its measure.
    pub measure: MeasureId,
    /// In printed order inside the measure, from 0.
    pub position: usize,
    /// What is promised.
    pub promise: &'a Promise,
    /// The lead as printed; empty without one.
    pub lead_printed: &'a str,
    /// The supporting departments.
    pub support: &'a [DepartmentId],
    /// Of which recurring duty it is one occurrence.
    pub occurrence: Option<&'a Occurrence>,
    /// Status, lead, last day.
    pub state: &'a TaskState,
    /// Now.
    pub at: DateTime<Utc>,
}

pub(super) const ROW: &str = "SELECT t.id, t.title, t.target, t.deadline_phrase, t.recurrence, t.status, t.status_back,
    t.percent, t.lead_id, t.last_day, t.asked_day, t.since, (SELECT m.number FROM measure m WHERE m.id = t.measure_id) AS measure_number
    FROM task t";

const WHOLE: &str = "SELECT t.id, t.plan_id, t.measure_id, t.title, t.quote, t.target,
    t.position, t.words_start, t.words_end, t.note,
    t.deadline_phrase, t.deadline_start, t.deadline_precision, t.deadline_inherited, t.deadline_confirm,
    t.first_last_day, t.last_day, t.recurrence, t.lead_id, t.lead_printed, t.status, t.status_back,
    t.percent, t.asked_day, t.duty_id, t.period, t.rev, t.updated_at,
    p.slug, p.title AS plan_title, m.number AS measure_number, m.title AS measure_title, coalesce(m.line, 0) AS line,
    coalesce(s.path, '') AS section,
    (SELECT json_group_array(u.department_id ORDER BY u.position) FROM task_support u WHERE u.task_id = t.id) AS support
    FROM task t
    JOIN plan p ON p.id = t.plan_id
    JOIN measure m ON m.id = t.measure_id
    LEFT JOIN section s ON s.id = m.section_id";

fn task_of(row: &Row<'_>) -> rusqlite::Result<Task> {
    let support: String = row.get("support")?;
    Ok(Task {
        id: row.get("id")?,
        place: Place {
            plan: row.get("plan_id")?,
            slug: row.get("slug")?,
            plan_title: row.get("plan_title")?,
            section: row.get("section")?,
            measure: row.get("measure_id")?,
            measure_number: row.get("measure_number")?,
            measure_title: row.get("measure_title")?,
            line: row.get("line")?,
            position: row.get("position")?,
        },
        promise: Promise {
            title: row.get("title")?,
            quote: row.get("quote")?,
            span: span_of(row)?,
            target: row.get("target")?,
            deadline: deadline_of(row)?,
            recurrence: optional_word(row, "recurrence", Recurrence::find)?,
            note: row.get("note")?,
        },
        owners: Owners {
            lead_printed: row.get("lead_printed")?,
            support: json(&support)?,
        },
        state: state_of(row)?,
        first_last_day: row.get("first_last_day")?,
        occurrence: occurrence_of(row)?,
        rev: row.get("rev")?,
        updated_at: instant(row, "updated_at")?,
    })
}

fn occurrence_of(row: &Row<'_>) -> rusqlite::Result<Option<Occurrence>> {
    let duty: Option<TaskId> = row.get("duty_id")?;
    let period: Option<String> = row.get("period")?;
    Ok(duty
        .zip(period)
        .map(|(duty, period)| Occurrence { duty, period }))
}

fn span_of(row: &Row<'_>) -> rusqlite::Result<Span> {
    let start: Option<usize> = row.get("words_start")?;
    let end: Option<usize> = row.get("words_end")?;
    Ok(start.zip(end).map_or_else(Span::default, Span::from))
}

/// A span as its two columns; an empty one is none.
fn span_columns(span: Span) -> (Option<usize>, Option<usize>) {
    if span.is_empty() {
        (None, None)
    } else {
        (Some(span.start), Some(span.end))
    }
}

fn state_of(row: &Row<'_>) -> rusqlite::Result<TaskState> {
    Ok(TaskState {
        status: word(row, "status", Status::find)?,
        back: optional_word(row, "status_back", Status::find)?,
        percent: row.get("percent")?,
        lead: row.get("lead_id")?,
        last_day: row.get("last_day")?,
        asked: row.get("asked_day")?,
    })
}

pub(super) fn row_of(row: &Row<'_>) -> rusqlite::Result<TaskRow> {
    Ok(TaskRow {
        id: row.get("id")?,
        title: row.get("title")?,
        measure_number: row.get("measure_number")?,
        target: row.get("target")?,
        phrase: row.get("deadline_phrase")?,
        recurrence: optional_word(row, "recurrence", Recurrence::find)?,
        state: state_of(row)?,
    })
}

fn deadline_of(row: &Row<'_>) -> rusqlite::Result<Option<Deadline>> {
    let deadline = Deadline {
        phrase: row.get("deadline_phrase")?,
        last_day: row.get("last_day")?,
        start: row.get("deadline_start")?,
        precision: word(row, "deadline_precision", Precision::find)?,
        inherited: row.get("deadline_inherited")?,
        confirm: row.get("deadline_confirm")?,
    };
    let is_set = !deadline.phrase.is_empty() || deadline.last_day.is_some();
    Ok(is_set.then_some(deadline))
}

impl Read<'_> {
    /// The tasks that a filter shows on a day, the rows of one window.
    pub fn list_tasks(
        &self,
        filter: &Filter,
        window: Window,
        today: NaiveDate,
    ) -> Result<Vec<TaskRow>, Error> {
        if let Some(ids) = filter.plain_ids()
            && window.limit < ids.len()
        {
            return self.list_some(ids, filter, window, today);
        }
        let conditions = Conditions::of(filter, today);
        let sql = conditions.listing(ROW, filter);
        let (limit, offset) = bounds(window);
        let mut params = conditions.params();
        params.push((":limit", &limit));
        params.push((":offset", &offset));
        self.rows(&sql, params.as_slice(), row_of)
    }

    /// How many tasks a filter shows on a day.
    pub fn count_tasks(&self, filter: &Filter, today: NaiveDate) -> Result<usize, Error> {
        if let Some(ids) = filter.plain_ids() {
            return Ok(ids.len());
        }
        let conditions = Conditions::of(filter, today);
        let sql = format!("SELECT count(*) FROM task t WHERE {}", conditions.sql());
        self.number(&sql, conditions.params().as_slice())
    }

    /// A task, whole.
    pub fn find_task(&self, id: TaskId) -> Result<Option<Task>, Error> {
        self.row(
            &format!("{WHOLE} WHERE t.id = :task"),
            named_params! { ":task": id },
            task_of,
        )
    }

    /// Gives lead, title, quote and the measure's heading of the tasks that somebody leads: all, or an even sample of about
    /// `most`.
    pub fn each_led(
        &self,
        most: usize,
        mut take: impl FnMut(DepartmentId, &str, &str, &str),
    ) -> Result<(), Error> {
        let count = self.number("SELECT count(*) FROM task WHERE lead_id IS NOT NULL", [])?;
        let each = count.div_ceil(most.max(1)).max(1);
        let mut statement = self.connection.prepare_cached(
            "SELECT t.lead_id, t.title, t.quote, m.title FROM task t
            JOIN measure m ON m.id = t.measure_id
            WHERE t.lead_id IS NOT NULL AND t.id % :each = 0",
        )?;
        let mut rows = statement.query(named_params! { ":each": each })?;
        while let Some(row) = rows.next()? {
            let text = |at: usize| row.get_ref(at).map(|it| it.as_str().unwrap_or_default());
            take(row.get(0)?, text(1)?, text(2)?, text(3)?);
        }
        Ok(())
    }

    /// Gives the tasks that a filter shows on a day, whole, one at a time, in the filter's order.
    pub fn each_task(
        &self,
        filter: &Filter,
        window: Window,
        today: NaiveDate,
        mut take: impl FnMut(&Task),
    ) -> Result<(), Error> {
        let conditions = Conditions::of(filter, today);
        let (limit, offset) = bounds(window);
        let mut params = conditions.params();
        params.push((":limit", &limit));
        params.push((":offset", &offset));
        let mut statement = self
            .connection
            .prepare_cached(&conditions.listing(WHOLE, filter))?;
        let mut rows = statement.query(params.as_slice())?;
        while let Some(row) = rows.next()? {
            take(&task_of(row)?);
        }
        Ok(())
    }
}

impl Write<'_> {
    /// Stores a task.
    pub fn insert_task(&self, new: &NewTask<'_>) -> Result<TaskId, Error> {
        let deadline = new.promise.deadline.clone().unwrap_or_default();
        let (start, end) = span_columns(new.promise.span);
        let id = self.insert(
            "INSERT INTO task (id, plan_id, measure_id, position, title, quote, target,
                deadline_phrase, deadline_start, deadline_precision, deadline_inherited, deadline_confirm,
                first_last_day, last_day, recurrence, lead_id, lead_printed, status, updated_at, words_start, words_end,
                note, since, duty_id, period, rev)
            VALUES (:id, :plan, :measure, :position, :title, :quote, :target,
                :phrase, :start, :precision, :inherited, :confirm,
                :last_day, :last_day, :recurrence, :lead, :lead_printed, :status, :at, :words_start, :words_end,
                :note, :since, :duty, :period, 1 + (SELECT count(*) FROM event e WHERE e.task_id = :id))",
            named_params! {
                ":id": new.id,
                ":words_start": start,
                ":words_end": end,
                ":plan": new.plan,
                ":measure": new.measure,
                ":position": new.position,
                ":title": new.promise.title,
                ":quote": new.promise.quote,
                ":target": new.promise.target,
                ":phrase": deadline.phrase,
                ":start": deadline.start,
                ":precision": deadline.precision.code(),
                ":inherited": deadline.inherited,
                ":confirm": deadline.confirm,
                ":last_day": new.state.last_day,
                ":recurrence": new.promise.recurrence.map(Recurrence::code),
                ":lead": new.state.lead,
                ":lead_printed": new.lead_printed,
                ":note": new.promise.note,
                ":since": china_day(new.at),
                ":duty": new.occurrence.map(|it| it.duty),
                ":period": new.occurrence.map(|it| it.period.as_str()),
                ":status": new.state.status.code(),
                ":at": instant_text(new.at),
            },
        )?;
        self.set_support(TaskId(id), new.support)?;
        Ok(TaskId(id))
    }

    /// Changes a task's state if it still has the row version that the change was made on; says whether it did.
    pub fn change_task(
        &self,
        id: TaskId,
        seen: i64,
        state: &TaskState,
        at: DateTime<Utc>,
    ) -> Result<bool, Error> {
        let changed = self
            .connection
            .prepare_cached(
                "UPDATE task
                SET status = :status, status_back = :back, percent = :percent, lead_id = :lead, last_day = :last_day,
                    asked_day = :asked, rev = rev + 1, updated_at = :at
                WHERE id = :id AND rev = :seen",
            )?
            .execute(named_params! {
                ":id": id,
                ":seen": seen,
                ":status": state.status.code(),
                ":back": state.back.map(Status::code),
                ":percent": state.percent,
                ":lead": state.lead,
                ":last_day": state.last_day,
                ":asked": state.asked,
                ":at": instant_text(at),
            })?;
        Ok(changed == 1)
    }

    /// Sets a draft's deadline. The first last day is only set on a task that was never given to anybody.
    pub fn set_deadline(
        &self,
        id: TaskId,
        deadline: Option<&Deadline>,
        is_first: bool,
    ) -> Result<(), Error> {
        let none = Deadline::default();
        let deadline = deadline.unwrap_or(&none);
        self.execute(
            "UPDATE task
            SET deadline_phrase = :phrase, deadline_start = :start, deadline_precision = :precision,
                deadline_inherited = :inherited, deadline_confirm = :confirm,
                first_last_day = iif(:is_first, :last_day, first_last_day), last_day = :last_day
            WHERE id = :id",
            named_params! {
                ":id": id,
                ":phrase": deadline.phrase,
                ":start": deadline.start,
                ":precision": deadline.precision.code(),
                ":inherited": deadline.inherited,
                ":confirm": deadline.confirm,
                ":last_day": deadline.last_day,
                ":is_first": is_first,
            },
        )
    }

    /// Sets what the breakdown decides of a task, besides its owners and its deadline.
    pub fn set_words(&self, id: TaskId, words: &Words) -> Result<(), Error> {
        let (start, end) = span_columns(words.span);
        self.execute(
            "UPDATE task
            SET position = :position, title = :title, quote = :quote, words_start = :start, words_end = :end,
                target = :target, recurrence = :recurrence, lead_printed = :lead_printed
            WHERE id = :id",
            named_params! {
                ":id": id,
                ":position": words.position,
                ":title": words.title,
                ":quote": words.quote,
                ":start": start,
                ":end": end,
                ":target": words.target,
                ":recurrence": words.recurrence.map(Recurrence::code),
                ":lead_printed": words.lead_printed,
            },
        )
    }

    /// Makes room for so many tasks at a place of a measure: the tasks from there on move behind.
    pub fn make_room(
        &self,
        measure: MeasureId,
        position: usize,
        count: usize,
    ) -> Result<(), Error> {
        self.execute(
            "UPDATE task SET position = position + :count WHERE measure_id = :measure AND position >= :position",
            named_params! { ":measure": measure, ":position": position, ":count": count },
        )
    }

    /// Takes a draft out; its record stays.
    pub fn delete_task(&self, id: TaskId) -> Result<(), Error> {
        for sql in [
            "DELETE FROM task_support WHERE task_id = :task",
            "DELETE FROM task_search WHERE rowid = :task",
            "DELETE FROM task WHERE id = :task",
        ] {
            self.execute(sql, named_params! { ":task": id })?;
        }
        Ok(())
    }

    /// Replaces the supporting departments of a task.
    pub fn set_support(&self, id: TaskId, support: &[DepartmentId]) -> Result<(), Error> {
        self.execute(
            "DELETE FROM task_support WHERE task_id = :task",
            named_params! { ":task": id },
        )?;
        for (position, department) in support.iter().enumerate() {
            self.execute(
                "INSERT INTO task_support (task_id, position, department_id) VALUES (:task, :position, :department)",
                named_params! { ":task": id, ":position": position, ":department": department },
            )?;
        }
        Ok(())
    }
}
