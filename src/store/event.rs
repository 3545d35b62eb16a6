//! Events: appended, read, and checked against their hashes. Nothing changes or deletes one.

use rusqlite::{Row, named_params};

use super::sql::{instant, instant_text, json, word};
use super::{Error, Read, Write};
use crate::domain::event::Event;
use crate::domain::id::{EventId, PlanId, TaskId};
use crate::domain::status::Verb;
use crate::domain::weekly::Record;
use crate::text::digest::sha256;

const COLUMNS: &str =
    "e.id, e.at, e.day, e.actor, e.verb, e.task_id, e.text, e.before, e.after, e.given";

fn event_of(row: &Row<'_>) -> rusqlite::Result<Event> {
    let before: Option<String> = row.get("before")?;
    let after: String = row.get("after")?;
    let given: Option<String> = row.get("given")?;
    Ok(Event {
        id: row.get("id")?,
        at: instant(row, "at")?,
        day: row.get("day")?,
        actor: row.get("actor")?,
        verb: word(row, "verb", Verb::find)?,
        task: row.get("task_id")?,
        text: row.get("text")?,
        before: before.as_deref().map(json).transpose()?,
        after: json(&after)?,
        given: given.as_deref().map(json).transpose()?,
    })
}

/// A row as text, with the hash that stands in it; the form that is hashed.
struct Link {
    id: i64,
    columns: [Option<String>; 9],
    hash: String,
}

impl Link {
    fn of(row: &Row<'_>) -> rusqlite::Result<Self> {
        let task: i64 = row.get("task_id")?;
        Ok(Self {
            id: row.get("id")?,
            columns: [
                row.get("at")?,
                row.get("day")?,
                row.get("actor")?,
                row.get("verb")?,
                Some(task.to_string()),
                row.get("text")?,
                row.get("before")?,
                row.get("after")?,
                row.get("given")?,
            ],
            hash: row.get("hash")?,
        })
    }

    /// SHA-256 over the hash before, the number and the columns, as a JSON array so that no two rows look alike.
    fn expected(&self, before: &str) -> String {
        let text = serde_json::json!([before, self.id, self.columns]).to_string();
        sha256(text.as_bytes())
    }
}

impl Read<'_> {
    /// The events of a task, the oldest first.
    pub fn list_events(&self, task: TaskId) -> Result<Vec<Event>, Error> {
        self.rows(
            &format!("SELECT {COLUMNS} FROM event e WHERE e.task_id = :task ORDER BY e.id"),
            named_params! { ":task": task },
            event_of,
        )
    }

    /// Gives every task with its whole record, one at a time, by task number.
    pub fn each_record(
        &self,
        plan: Option<PlanId>,
        mut take: impl FnMut(&Record),
    ) -> Result<(), Error> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS}, t.title, t.deadline_phrase, m.number AS measure, p.title AS plan
            FROM task t
            JOIN measure m ON m.id = t.measure_id
            JOIN plan p ON p.id = t.plan_id
            JOIN event e ON e.task_id = t.id
            WHERE :plan IS NULL OR t.plan_id = :plan
            ORDER BY t.id, e.id"
        ))?;
        let mut rows = statement.query(named_params! { ":plan": plan })?;
        let mut record: Option<Record> = None;
        while let Some(row) = rows.next()? {
            let event = event_of(row)?;
            match &mut record {
                Some(open) if open.task == event.task => open.events.push(event),
                _ => {
                    let new = Record {
                        task: event.task,
                        title: row.get("title")?,
                        measure: row.get("measure")?,
                        plan: row.get("plan")?,
                        phrase: row.get("deadline_phrase")?,
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

impl Write<'_> {
    /// Appends an event; the number in it is not used.
    pub fn append_event(&self, event: &Event) -> Result<EventId, Error> {
        let (last, before) = self.last_link()?;
        let state = |state| serde_json::to_string(state).unwrap_or_default();
        let given = |given| serde_json::to_string(given).unwrap_or_default();
        let mut link = Link {
            id: last + 1,
            columns: [
                Some(instant_text(event.at)),
                Some(event.day.to_string()),
                Some(event.actor.clone()),
                Some(event.verb.code().to_owned()),
                Some(event.task.to_string()),
                Some(event.text.clone()),
                event.before.as_ref().map(state),
                Some(state(&event.after)),
                event.given.as_ref().map(given),
            ],
            hash: String::new(),
        };
        link.hash = link.expected(&before);
        let [at, day, actor, verb, _, text, before, after, given] = &link.columns;
        self.execute(
            "INSERT INTO event (id, at, day, actor, verb, task_id, text, before, after, given, hash)
            VALUES (:id, :at, :day, :actor, :verb, :task, :text, :before, :after, :given, :hash)",
            named_params! {
                ":id": link.id, ":at": at, ":day": day, ":actor": actor, ":verb": verb, ":task": event.task,
                ":text": text, ":before": before, ":after": after, ":given": given, ":hash": link.hash,
            },
        )?;
        Ok(EventId(link.id))
    }
}
