//! Events: appended, read, and checked against their hashes. Nothing changes or deletes one.

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{Row, named_params};

use super::sql::{instant, instant_text, json, word};
use super::{Error, Read, Write};
use crate::domain::department::DepartmentEvent;
use crate::domain::event::{Event, LedgerEvent, Links, Step};
use crate::domain::id::{DepartmentId, EventId, IndicatorId, PlanId, TaskId};
use crate::domain::indicator::{ReadingEvent, RowEvent};
use crate::domain::person::PersonEvent;
use crate::domain::status::Verb;
use crate::text::digest::sha256;

pub(super) const COLUMNS: &str =
    "e.id, e.at, e.day, e.actor, e.verb, e.task_id, e.text, e.before, e.after, e.given,
    e.measure_id, e.taken, e.step, e.undoes, e.indicator_id, e.department_id, e.login, e.report";

/// How many of a person's own actions are looked at for one to take back.
const MOST_STEPS: i64 = 2000;

pub(super) fn event_of(row: &Row<'_>) -> rusqlite::Result<Event> {
    let optional = |column: &str| row.get::<_, Option<String>>(column);
    let after: String = row.get("after")?;
    Ok(Event {
        id: row.get("id")?,
        at: instant(row, "at")?,
        day: row.get("day")?,
        actor: row.get("actor")?,
        verb: word(row, "verb", Verb::find)?,
        task: row.get("task_id")?,
        text: row.get("text")?,
        before: optional("before")?.as_deref().map(json).transpose()?,
        after: json(&after)?,
        given: optional("given")?.as_deref().map(json).transpose()?,
        taken: optional("taken")?.as_deref().map(json).transpose()?,
        report: optional("report")?.as_deref().map(json).transpose()?,
        links: Links {
            measure: row.get("measure_id")?,
            step: row.get("step")?,
            undoes: row.get("undoes")?,
        },
    })
}

pub(super) fn ledger_event_of(row: &Row<'_>) -> rusqlite::Result<LedgerEvent> {
    let before: Option<String> = row.get("before")?;
    let after: String = row.get("after")?;
    Ok(LedgerEvent {
        id: row.get("id")?,
        at: instant(row, "at")?,
        day: row.get("day")?,
        actor: row.get("actor")?,
        verb: word(row, "verb", Verb::find)?,
        measure: row.get("measure_id")?,
        text: row.get("text")?,
        before: json(&before.unwrap_or_default())?,
        after: json(&after)?,
        step: row.get("step")?,
        undoes: row.get("undoes")?,
    })
}

/// A row as text, with the hash that stands in it; the form that is hashed.
struct Link {
    id: i64,
    /// Instant, day, actor, verb, task, text, before, after, given.
    columns: [Option<String>; 9],
    /// Measure, taken, step, undoes: version 1 of the schema had none of them, and its hashes stay true.
    later: [Option<String>; 4],
    /// Indicator, since version 3; the hashes before it stay true.
    indicator: Option<String>,
    /// Department, likewise.
    department: Option<String>,
    /// Person, since version 5.
    login: Option<String>,
    /// What a report says beside its words, likewise.
    report: Option<String>,
    hash: String,
}

impl Link {
    fn of(row: &Row<'_>) -> rusqlite::Result<Self> {
        let number = |column: &str| -> rusqlite::Result<Option<String>> {
            Ok(row.get::<_, Option<i64>>(column)?.map(|it| it.to_string()))
        };
        Ok(Self {
            id: row.get("id")?,
            columns: [
                row.get("at")?,
                row.get("day")?,
                row.get("actor")?,
                row.get("verb")?,
                number("task_id")?,
                row.get("text")?,
                row.get("before")?,
                row.get("after")?,
                row.get("given")?,
            ],
            later: [
                number("measure_id")?,
                row.get("taken")?,
                number("step")?,
                number("undoes")?,
            ],
            indicator: number("indicator_id")?,
            department: number("department_id")?,
            login: row.get("login")?,
            report: row.get("report")?,
            hash: row.get("hash")?,
        })
    }

    /// SHA-256 over the hash before, the number and the columns, as a JSON array so that no two rows look alike.
    fn expected(&self, before: &str) -> String {
        let mut parts = vec![
            serde_json::json!(before),
            serde_json::json!(self.id),
            serde_json::json!(self.columns),
        ];
        if self.later.iter().any(Option::is_some) {
            parts.push(serde_json::json!(self.later));
        }
        if let Some(indicator) = &self.indicator {
            parts.push(serde_json::json!(["indicator", indicator]));
        }
        if let Some(department) = &self.department {
            parts.push(serde_json::json!(["department", department]));
        }
        if let Some(login) = &self.login {
            parts.push(serde_json::json!(["login", login]));
        }
        if let Some(report) = &self.report {
            parts.push(serde_json::json!(["report", report]));
        }
        sha256(serde_json::Value::Array(parts).to_string().as_bytes())
    }
}

pub(super) fn reading_event_of(row: &Row<'_>) -> rusqlite::Result<ReadingEvent> {
    let before: Option<String> = row.get("before")?;
    let after: String = row.get("after")?;
    Ok(ReadingEvent {
        id: row.get("id")?,
        at: instant(row, "at")?,
        day: row.get("day")?,
        actor: row.get("actor")?,
        verb: word(row, "verb", Verb::find)?,
        indicator: row.get("indicator_id")?,
        before: before.as_deref().map(json).transpose()?,
        after: json(&after)?,
        undoes: row.get("undoes")?,
    })
}

pub(super) fn department_event_of(row: &Row<'_>) -> rusqlite::Result<DepartmentEvent> {
    let before: Option<String> = row.get("before")?;
    let after: String = row.get("after")?;
    Ok(DepartmentEvent {
        id: row.get("id")?,
        at: instant(row, "at")?,
        day: row.get("day")?,
        actor: row.get("actor")?,
        verb: word(row, "verb", Verb::find)?,
        text: row.get("text")?,
        before: before.as_deref().map(json).transpose()?,
        after: json(&after)?,
    })
}

pub(super) fn person_event_of(row: &Row<'_>) -> rusqlite::Result<PersonEvent> {
    let before: Option<String> = row.get("before")?;
    let after: String = row.get("after")?;
    Ok(PersonEvent {
        id: row.get("id")?,
        at: instant(row, "at")?,
        day: row.get("day")?,
        actor: row.get("actor")?,
        verb: word(row, "verb", Verb::find)?,
        text: row.get("text")?,
        before: before.as_deref().map(json).transpose()?,
        after: json(&after)?,
    })
}

pub(super) fn row_event_of(row: &Row<'_>) -> rusqlite::Result<RowEvent> {
    let before: Option<String> = row.get("before")?;
    let after: String = row.get("after")?;
    Ok(RowEvent {
        id: row.get("id")?,
        at: instant(row, "at")?,
        day: row.get("day")?,
        actor: row.get("actor")?,
        verb: word(row, "verb", Verb::find)?,
        indicator: row.get("indicator_id")?,
        basis: row.get("text")?,
        before: before.as_deref().map(json).transpose()?,
        after: json(&after)?,
    })
}

impl Read<'_> {
    /// How a department came and was changed, the oldest first.
    pub fn list_department_events(
        &self,
        department: DepartmentId,
    ) -> Result<Vec<DepartmentEvent>, Error> {
        self.rows(
            &format!(
                "SELECT {COLUMNS} FROM event e WHERE e.department_id = :department ORDER BY e.id"
            ),
            named_params! { ":department": department },
            department_event_of,
        )
    }

    /// How a person came, and what they may do since, the oldest first.
    pub fn list_person_events(&self, login: &str) -> Result<Vec<PersonEvent>, Error> {
        self.rows(
            &format!("SELECT {COLUMNS} FROM event e WHERE e.login = :login ORDER BY e.id"),
            named_params! { ":login": login },
            person_event_of,
        )
    }

    /// What was noted of an indicator, the oldest first.
    pub fn list_reading_events(&self, indicator: IndicatorId) -> Result<Vec<ReadingEvent>, Error> {
        self.rows(
            &format!(
                "SELECT {COLUMNS} FROM event e
                WHERE e.indicator_id = :indicator AND e.verb IN ('read', 'undo') ORDER BY e.id"
            ),
            named_params! { ":indicator": indicator },
            reading_event_of,
        )
    }

    /// What was noted of the indicators of a plan, or of all, on the days from one to another, in the order in which it was
    /// written down.
    pub fn list_noted(
        &self,
        plan: Option<PlanId>,
        (from, to): (NaiveDate, NaiveDate),
    ) -> Result<Vec<ReadingEvent>, Error> {
        self.rows(
            &format!(
                "SELECT {COLUMNS} FROM event e JOIN indicator i ON i.id = e.indicator_id
                WHERE e.day BETWEEN :from AND :to AND e.verb IN ('read', 'undo')
                AND (:plan IS NULL OR i.plan_id = :plan)
                ORDER BY e.id"
            ),
            named_params! { ":from": from, ":to": to, ":plan": plan },
            reading_event_of,
        )
    }

    /// How editions changed the row of an indicator, the oldest first.
    pub fn list_row_events(&self, indicator: IndicatorId) -> Result<Vec<RowEvent>, Error> {
        self.rows(
            &format!(
                "SELECT {COLUMNS} FROM event e
                WHERE e.indicator_id = :indicator AND e.verb NOT IN ('read', 'undo') ORDER BY e.id"
            ),
            named_params! { ":indicator": indicator },
            row_event_of,
        )
    }

    /// The events of a task, the oldest first.
    pub fn list_events(&self, task: TaskId) -> Result<Vec<Event>, Error> {
        self.rows(
            &format!("SELECT {COLUMNS} FROM event e WHERE e.task_id = :task ORDER BY e.id"),
            named_params! { ":task": task },
            event_of,
        )
    }

    /// The events of a task that tell its progress, and those that take others back, the oldest first.
    pub fn list_told(&self, task: TaskId) -> Result<Vec<Event>, Error> {
        self.rows(
            &format!(
                "SELECT {COLUMNS} FROM event e
                WHERE e.task_id = :task AND e.verb IN ('report', 'submit', 'undo', 'redo') ORDER BY e.id"
            ),
            named_params! { ":task": task },
            event_of,
        )
    }

    /// The newest event of a task that did this to it.
    pub fn last_event(&self, task: TaskId, verb: Verb) -> Result<Option<Event>, Error> {
        self.row(
            &format!(
                "SELECT {COLUMNS} FROM event e WHERE e.task_id = :task AND e.verb = :verb ORDER BY e.id DESC LIMIT 1"
            ),
            named_params! { ":task": task, ":verb": verb.code() },
            event_of,
        )
    }

    /// What one user action did to tasks and to ledgers, each in its order.
    pub fn list_step(&self, step: EventId) -> Result<(Vec<Event>, Vec<LedgerEvent>), Error> {
        let tasks = self.rows(
            &format!(
                "SELECT {COLUMNS} FROM event e WHERE e.step = :step AND e.task_id IS NOT NULL ORDER BY e.id"
            ),
            named_params! { ":step": step },
            event_of,
        )?;
        let ledgers = self.rows(
            &format!(
                "SELECT {COLUMNS} FROM event e WHERE e.step = :step AND e.task_id IS NULL ORDER BY e.id"
            ),
            named_params! { ":step": step },
            ledger_event_of,
        )?;
        Ok((tasks, ledgers))
    }

    /// The newest actions of a person that can be taken back or done again, the oldest of them first.
    pub fn list_steps(&self, actor: &str) -> Result<Vec<Step>, Error> {
        let mut steps = self.rows(
            "SELECT e.id, e.verb, e.undoes, m.plan_id FROM event e
            LEFT JOIN measure m ON m.id = e.measure_id
            WHERE e.actor = :actor AND e.step = e.id ORDER BY e.id DESC LIMIT :most",
            named_params! { ":actor": actor, ":most": MOST_STEPS },
            |row| {
                Ok(Step {
                    id: row.get("id")?,
                    verb: word(row, "verb", Verb::find)?,
                    undoes: row.get("undoes")?,
                    plan: row.get("plan_id")?,
                })
            },
        )?;
        steps.reverse();
        Ok(steps)
    }

    /// The number that the next event will have.
    pub fn next_event(&self) -> Result<EventId, Error> {
        Ok(EventId(self.last_link()?.0 + 1))
    }

    /// Checks every hash. Gives how many events there are, and the number of the first that was tampered with.
    pub fn verify_events(&self) -> Result<(usize, Option<EventId>), Error> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS}, e.hash FROM event e ORDER BY e.id"
        ))?;
        let mut rows = statement.query([])?;
        let mut before = String::new();
        let mut count: usize = 0;
        while let Some(row) = rows.next()? {
            let link = Link::of(row)?;
            let in_order = usize::try_from(link.id) == Ok(count + 1);
            count += 1;
            if !in_order || link.hash != link.expected(&before) {
                return Ok((count, Some(EventId(link.id))));
            }
            before = link.hash;
        }
        Ok((count, None))
    }

    fn last_link(&self) -> Result<(i64, String), Error> {
        let last = self.row(
            "SELECT id, hash FROM event ORDER BY id DESC LIMIT 1",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        Ok(last.unwrap_or_default())
    }
}

/// An event of any kind on its way into its row: what every kind has, and where it has it the rest, as the columns hold it.
#[derive(Default)]
struct Entry {
    /// Instant, day, actor, verb.
    told: [String; 4],
    text: String,
    before: Option<String>,
    after: String,
    task: Option<i64>,
    given: Option<String>,
    measure: Option<i64>,
    taken: Option<String>,
    step: Option<EventId>,
    undoes: Option<EventId>,
    indicator: Option<i64>,
    department: Option<i64>,
    login: Option<String>,
    report: Option<String>,
}

impl Entry {
    fn new(at: DateTime<Utc>, day: NaiveDate, actor: &str, verb: Verb, text: &str) -> Self {
        Self {
            told: [
                instant_text(at),
                day.to_string(),
                actor.to_owned(),
                verb.code().to_owned(),
            ],
            text: text.to_owned(),
            ..Self::default()
        }
    }
}

impl Write<'_> {
    /// Appends an event; the number in it is not used.
    pub fn append_event(&self, event: &Event) -> Result<EventId, Error> {
        let id = self.append(Entry {
            task: Some(event.task.0),
            before: event.before.as_ref().map(text_of),
            after: text_of(&event.after),
            given: event.given.as_ref().map(text_of),
            measure: event.links.measure.map(|it| it.0),
            taken: event.taken.as_ref().map(text_of),
            report: event.report.as_ref().map(text_of),
            step: event.links.step,
            undoes: event.links.undoes,
            ..Entry::new(event.at, event.day, &event.actor, event.verb, &event.text)
        })?;
        self.note_standing(event)?;
        Ok(id)
    }

    /// Appends a change of a measure's ledger; the number in it is not used.
    pub fn append_ledger_event(&self, event: &LedgerEvent) -> Result<EventId, Error> {
        self.append(Entry {
            before: Some(text_of(&event.before)),
            after: text_of(&event.after),
            measure: Some(event.measure.0),
            step: event.step,
            undoes: event.undoes,
            ..Entry::new(event.at, event.day, &event.actor, event.verb, &event.text)
        })
    }

    /// Appends what was noted of an indicator; the number in it is not used.
    pub fn append_reading_event(&self, event: &ReadingEvent) -> Result<EventId, Error> {
        self.append(Entry {
            before: event.before.as_ref().map(text_of),
            after: text_of(&event.after),
            undoes: event.undoes,
            indicator: Some(event.indicator.0),
            ..Entry::new(event.at, event.day, &event.actor, event.verb, "")
        })
    }

    /// Appends a change of an indicator's row; the number in it is not used.
    pub fn append_row_event(&self, event: &RowEvent) -> Result<EventId, Error> {
        self.append(Entry {
            before: event.before.as_ref().map(text_of),
            after: text_of(&event.after),
            indicator: Some(event.indicator.0),
            ..Entry::new(event.at, event.day, &event.actor, event.verb, &event.basis)
        })
    }

    /// Appends a change of a department; the number in it is not used.
    pub fn append_department_event(&self, event: &DepartmentEvent) -> Result<EventId, Error> {
        self.append(Entry {
            before: event.before.as_ref().map(text_of),
            after: text_of(&event.after),
            department: Some(event.after.id.0),
            ..Entry::new(event.at, event.day, &event.actor, event.verb, &event.text)
        })
    }

    /// Appends what changed of a person; the number in it is not used.
    pub fn append_person_event(&self, event: &PersonEvent) -> Result<EventId, Error> {
        self.append(Entry {
            before: event.before.as_ref().map(text_of),
            after: text_of(&event.after),
            login: Some(event.after.login.clone()),
            ..Entry::new(event.at, event.day, &event.actor, event.verb, &event.text)
        })
    }

    fn append(&self, entry: Entry) -> Result<EventId, Error> {
        let number = |it: Option<i64>| it.map(|it| it.to_string());
        let [at, day, actor, verb] = entry.told;
        let (last, before) = self.last_link()?;
        let mut link = Link {
            id: last + 1,
            columns: [
                Some(at),
                Some(day),
                Some(actor),
                Some(verb),
                number(entry.task),
                Some(entry.text),
                entry.before,
                Some(entry.after),
                entry.given,
            ],
            later: [
                number(entry.measure),
                entry.taken,
                number(entry.step.map(|it| it.0)),
                number(entry.undoes.map(|it| it.0)),
            ],
            indicator: number(entry.indicator),
            department: number(entry.department),
            login: entry.login,
            report: entry.report,
            hash: String::new(),
        };
        link.hash = link.expected(&before);
        let [at, day, actor, verb, task, text, before, after, given] = &link.columns;
        let [measure, taken, step, undoes] = &link.later;
        self.execute(
            "INSERT INTO event (id, at, day, actor, verb, task_id, text, before, after, given, hash,
                measure_id, taken, step, undoes, indicator_id, department_id, login, report)
            VALUES (:id, :at, :day, :actor, :verb, :task, :text, :before, :after, :given, :hash,
                :measure, :taken, :step, :undoes, :indicator, :department, :login, :report)",
            named_params! {
                ":id": link.id, ":at": at, ":day": day, ":actor": actor, ":verb": verb,
                ":task": number_of(task.as_deref()), ":text": text, ":before": before, ":after": after,
                ":given": given, ":hash": link.hash, ":measure": number_of(measure.as_deref()), ":taken": taken,
                ":step": number_of(step.as_deref()), ":undoes": number_of(undoes.as_deref()),
                ":indicator": number_of(link.indicator.as_deref()),
                ":department": number_of(link.department.as_deref()), ":login": link.login, ":report": link.report,
            },
        )?;
        Ok(EventId(link.id))
    }
}

fn text_of(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

fn number_of(text: Option<&str>) -> Option<i64> {
    text.and_then(|it| it.parse().ok())
}
