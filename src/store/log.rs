//! The log: events of every kind, found by filter from the newest back, and read by number.

use chrono::NaiveDate;
use rusqlite::types::Value;
use rusqlite::{Row, ToSql, named_params};

use super::event::{
    COLUMNS, department_event_of, event_of, ledger_event_of, person_event_of, reading_event_of,
    row_event_of,
};
use super::search;
use super::sql::word;
use super::{Error, Read};
use crate::domain::id::EventId;
use crate::domain::log::{Found, LogEntry, LogFilter, What};
use crate::domain::status::Verb;

/// From this many people on, the record is looked through instead of the events of each.
const MANY: usize = 8;

fn entry_of(row: &Row<'_>) -> rusqlite::Result<LogEntry> {
    let is_set = |column: &str| -> rusqlite::Result<bool> {
        Ok(row.get_ref(column)? != rusqlite::types::ValueRef::Null)
    };
    let what = if is_set("task_id")? {
        What::Task(Box::new(event_of(row)?))
    } else if is_set("indicator_id")? {
        match word(row, "verb", Verb::find)? {
            Verb::Read | Verb::Undo => What::Reading(Box::new(reading_event_of(row)?)),
            _ => What::Row(Box::new(row_event_of(row)?)),
        }
    } else if is_set("department_id")? {
        What::Department(Box::new(department_event_of(row)?))
    } else if is_set("login")? {
        What::Person(Box::new(person_event_of(row)?))
    } else {
        What::Ledger(Box::new(ledger_event_of(row)?))
    };
    Ok(LogEntry {
        what,
        title: row.get("title")?,
        hash: row.get("hash")?,
    })
}

/// What is looked through, and what of it fits.
struct Plan {
    /// Which events are looked at: conditions that an index answers.
    sources: Vec<String>,
    /// Whether one of them fits.
    fits: Vec<String>,
    values: Vec<(String, Value)>,
}

impl Plan {
    fn of(filter: &LogFilter, bounds: Option<(i64, i64)>) -> Self {
        let mut plan = Self {
            sources: Vec::new(),
            fits: vec!["TRUE".to_owned()],
            values: Vec::new(),
        };
        let (low, high) = bounds.unwrap_or((0, i64::MAX));
        plan.bind(":low", low);
        plan.bind(":high", high);
        plan.choose_source(filter);
        if let Some((first, last)) = filter.days {
            plan.fits.push("e.day BETWEEN :first AND :last".to_owned());
            plan.bind(":first", first.to_string());
            plan.bind(":last", last.to_string());
        }
        if let Some(acts) = &filter.acts {
            let codes: Vec<&str> = acts.iter().map(|it| it.code()).collect();
            plan.fits
                .push("e.verb IN (SELECT value FROM json_each(:acts))".to_owned());
            plan.bind(":acts", serde_json::json!(codes).to_string());
        }
        if let Some(departments) = &filter.departments {
            plan.fits.push(
                "(e.department_id IN (SELECT value FROM json_each(:departments))
                    OR EXISTS (SELECT 1 FROM task t WHERE t.id = e.task_id
                        AND t.lead_id IN (SELECT value FROM json_each(:departments))))"
                    .to_owned(),
            );
            plan.bind(":departments", serde_json::json!(departments).to_string());
        }
        if filter.hide_drafts {
            plan.fits.push(
                "(e.task_id IS NULL OR EXISTS (SELECT 1 FROM task t WHERE t.id = e.task_id AND t.status <> 'draft'))"
                    .to_owned(),
            );
        }
        for (at, typed) in filter.words.iter().enumerate() {
            plan.add_word(at, typed);
        }
        plan
    }

    fn bind(&mut self, name: &str, value: impl Into<Value>) {
        self.values.push((name.to_owned(), value.into()));
    }

    /// The index that leads to the fewest events.
    fn choose_source(&mut self, filter: &LogFilter) {
        let range = "e.id > :low AND e.id < :high";
        if let Some(task) = filter.task {
            self.sources.push(format!("e.task_id = :task AND {range}"));
            self.bind(":task", task.0);
            if let Some(actors) = &filter.actors {
                self.fits
                    .push("e.actor IN (SELECT value FROM json_each(:actors))".to_owned());
                self.bind(":actors", serde_json::json!(actors).to_string());
            }
            return;
        }
        match &filter.actors {
            None => self.sources.push(range.to_owned()),
            Some(actors) if actors.is_empty() || actors.len() > MANY => {
                self.sources.push(range.to_owned());
                self.fits
                    .push("e.actor IN (SELECT value FROM json_each(:actors))".to_owned());
                self.bind(":actors", serde_json::json!(actors).to_string());
            }
            Some(actors) => {
                for (at, actor) in actors.iter().enumerate() {
                    self.sources
                        .push(format!("e.actor = :actor{at} AND {range}"));
                    self.bind(&format!(":actor{at}"), actor.clone());
                }
            }
        }
    }

    fn add_word(&mut self, at: usize, typed: &str) {
        let mut ways = vec![
            format!("instr(e.text, :word{at}) > 0"),
            format!(
                "e.indicator_id IN (SELECT i.id FROM indicator i WHERE instr(i.name, :word{at}) > 0)"
            ),
            format!(
                "e.department_id IN (SELECT d.id FROM department d WHERE instr(d.name, :word{at}) > 0)"
            ),
            format!(
                "e.login IN (SELECT p.login FROM person p WHERE instr(p.name, :word{at}) > 0 OR p.login = :word{at})"
            ),
        ];
        self.bind(&format!(":word{at}"), typed.to_owned());
        if let Some(query) = search::query(typed) {
            ways.push(format!(
                "e.task_id IN (SELECT s.rowid FROM task_search s WHERE s.words MATCH :title{at})"
            ));
            self.bind(&format!(":title{at}"), query);
        }
        self.fits.push(format!("({})", ways.join(" OR ")));
    }

    /// The events from the newest back, each with whether it fits: sources merge in the order of their numbers, and are
    /// only read as far as rows are taken.
    fn sql(&self) -> String {
        let fits = self.fits.join(" AND ");
        let sources: Vec<String> = self
            .sources
            .iter()
            .map(|it| format!("SELECT e.id AS id, ({fits}) AS fits FROM event e WHERE {it}"))
            .collect();
        format!("{} ORDER BY id DESC", sources.join(" UNION ALL "))
    }
}

impl Read<'_> {
    /// The newest event's number; 0 without any.
    pub fn newest_event(&self) -> Result<EventId, Error> {
        self.next_event().map(|it| EventId(it.0 - 1))
    }

    /// Looks for events that a filter shows, older than one, until `want` are found or `most` were looked at.
    pub fn find_log(
        &self,
        filter: &LogFilter,
        below: Option<EventId>,
        want: usize,
        most: usize,
    ) -> Result<Found, Error> {
        let below = below.map_or(i64::MAX, |it| it.0);
        let range = match filter.days {
            None => (0, below),
            Some(days) => match self.event_range(days)? {
                None => return Ok(Found::default()),
                Some((low, high)) => (low - 1, below.min(high + 1)),
            },
        };
        let plan = Plan::of(filter, Some(range));
        let mut statement = self.connection.prepare_cached(&plan.sql())?;
        let params: Vec<(&str, &dyn ToSql)> = plan
            .values
            .iter()
            .map(|(name, value)| (name.as_str(), value as &dyn ToSql))
            .collect();
        let mut rows = statement.query(params.as_slice())?;
        let mut found = Found::default();
        let mut looked = 0;
        while let Some(row) = rows.next()? {
            let id: EventId = row.get(0)?;
            if row.get::<_, Option<bool>>(1)?.unwrap_or_default() {
                found.ids.push(id);
            }
            looked += 1;
            if found.ids.len() >= want || looked >= most {
                found.next = Some(id);
                break;
            }
        }
        Ok(found)
    }

    /// The first and the last number of the events of some days.
    fn event_range(
        &self,
        (first, last): (NaiveDate, NaiveDate),
    ) -> Result<Option<(i64, i64)>, Error> {
        let range = self.row(
            // Two looks at the index a day: a year may have a million events.
            "WITH RECURSIVE told (day) AS (
                SELECT min(day) FROM event WHERE day >= :first
                UNION ALL
                SELECT (SELECT min(e.day) FROM event e WHERE e.day > t.day) FROM told t WHERE t.day <= :last
            )
            SELECT min((SELECT min(e.id) FROM event e WHERE e.day = t.day)),
                max((SELECT max(e.id) FROM event e WHERE e.day = t.day))
            FROM told t WHERE t.day <= :last",
            named_params! { ":first": first, ":last": last },
            |row| Ok((row.get::<_, Option<i64>>(0)?, row.get::<_, Option<i64>>(1)?)),
        )?;
        Ok(range.and_then(|(low, high)| low.zip(high)))
    }

    /// The events with these numbers, the newest first.
    pub fn list_log(&self, ids: &[EventId]) -> Result<Vec<LogEntry>, Error> {
        let ids = serde_json::json!(ids).to_string();
        self.rows(
            &format!(
                "SELECT {COLUMNS}, e.hash, coalesce(
                    (SELECT t.title FROM task t WHERE t.id = e.task_id),
                    CASE WHEN e.task_id IS NOT NULL THEN '' END,
                    (SELECT i.name FROM indicator i WHERE i.id = e.indicator_id),
                    (SELECT d.name FROM department d WHERE d.id = e.department_id),
                    (SELECT p.name FROM person p WHERE p.login = e.login),
                    (SELECT trim(m.number || ' ' || m.title) FROM measure m WHERE m.id = e.measure_id),
                    '') AS title
                FROM event e WHERE e.id IN (SELECT value FROM json_each(:ids)) ORDER BY e.id DESC"
            ),
            named_params! { ":ids": ids },
            entry_of,
        )
    }

    /// The first event of what took a step back.
    pub fn undone_by(&self, step: EventId) -> Result<Option<EventId>, Error> {
        self.row(
            "SELECT id FROM event WHERE undoes = :step ORDER BY id LIMIT 1",
            named_params! { ":step": step },
            |row| row.get(0),
        )
    }

    /// Everybody that the record names, as it does: one look at the index each.
    pub fn list_actors(&self) -> Result<Vec<String>, Error> {
        self.rows(
            "WITH RECURSIVE actor (name) AS (
                SELECT min(actor) FROM event
                UNION ALL
                SELECT (SELECT min(e.actor) FROM event e WHERE e.actor > a.name) FROM actor a WHERE a.name IS NOT NULL
            )
            SELECT name FROM actor WHERE name IS NOT NULL",
            [],
            |row| row.get(0),
        )
    }
}
