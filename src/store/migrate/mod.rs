//! Stepping an older file up to today's schema, one version at a time.

use rusqlite::{Connection, TransactionBehavior};
use std::collections::HashMap;
use std::path::Path;

use super::error::Error;
use super::search;
use crate::domain::coverage::{self, Claims, Part, Span};

/// The version of the schema in `schema.sql`.
pub const VERSION: u32 = 8;

/// Leads from one version to the next.
pub struct Step {
    /// The version it starts from; it leads to the one after.
    pub from: u32,
    /// The statements.
    pub sql: &'static str,
    /// What the statements can't say, done behind them in the same transaction.
    pub then: fn(&Connection) -> Result<(), Error>,
}

/// Every step since the first released version.
pub const STEPS: &[Step] = &[
    Step {
        from: 1,
        sql: include_str!("../steps/to_2.sql"),
        then: label_the_rest,
    },
    Step {
        from: 2,
        sql: include_str!("../steps/to_3.sql"),
        then: |_| Ok(()),
    },
    Step {
        from: 3,
        sql: include_str!("../steps/to_4.sql"),
        then: |_| Ok(()),
    },
    Step {
        from: 4,
        sql: include_str!("../steps/to_5.sql"),
        then: |_| Ok(()),
    },
    Step {
        from: 5,
        sql: include_str!("../steps/to_6.sql"),
        then: |_| Ok(()),
    },
    Step {
        from: 6,
        sql: include_str!("../steps/to_7.sql"),
        then: spell_in_full,
    },
    Step {
        from: 7,
        sql: include_str!("../steps/to_8.sql"),
        then: |_| Ok(()),
    },
];

/// Version 1 kept no labels: what of a paragraph was neither task nor no task was heading and owners.
fn label_the_rest(connection: &Connection) -> Result<(), Error> {
    let spans = |sql: &str, measure: i64| -> Result<Vec<Span>, Error> {
        let mut statement = connection.prepare_cached(sql)?;
        let rows = statement.query_map([measure], |row| Ok(Span::new(row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    };
    let mut statement =
        connection.prepare("SELECT id, printed FROM measure WHERE printed <> ''")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (measure, printed): (i64, String) = (row.get(0)?, row.get(1)?);
        let tasks = spans(
            "SELECT words_start, words_end FROM task WHERE measure_id = ?1 AND words_start IS NOT NULL",
            measure,
        )?;
        let no_task = spans(
            "SELECT words_start, words_end FROM no_task WHERE measure_id = ?1",
            measure,
        )?;
        let claims = Claims {
            labels: &[],
            tasks: &tasks,
            no_task: &no_task,
        };
        let labels: Vec<Span> = coverage::stretches(&printed, &claims)
            .into_iter()
            .filter(|stretch| stretch.part == Part::Open)
            .map(|stretch| stretch.span)
            .collect();
        let text = serde_json::to_string(&labels).unwrap_or_default();
        connection
            .prepare_cached("UPDATE measure SET labels = ?1 WHERE id = ?2")?
            .execute((text, measure))?;
    }
    Ok(())
}

/// Version 6 found tasks by pinyin initials alone; now by whole syllables too.
fn spell_in_full(connection: &Connection) -> Result<(), Error> {
    let mut statement = connection.prepare(
        "WITH RECURSIVE answering (lead_id, department_id, depth) AS (
            SELECT id, id, 0 FROM department
            UNION ALL
            SELECT a.lead_id, d.successor_id, a.depth + 1 FROM answering a
            JOIN department d ON d.id = a.department_id WHERE d.successor_id IS NOT NULL AND a.depth < 100
        )
        SELECT lead_id, name FROM answering JOIN department ON id = department_id
        UNION ALL SELECT lead_id, short_name FROM answering JOIN department ON id = department_id
        UNION ALL SELECT lead_id, alias FROM answering JOIN department_alias USING (department_id)",
    )?;
    let mut names: HashMap<i64, Vec<String>> = HashMap::new();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        names.entry(row.get(0)?).or_default().push(row.get(1)?);
    }
    let mut statement = connection.prepare(
        "SELECT t.id, t.lead_id, t.title, t.quote, t.target, m.title, t.lead_printed
        FROM task t JOIN measure m ON m.id = t.measure_id",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let lead: Option<i64> = row.get(1)?;
        let lead = lead.and_then(|it| names.get(&it)).into_iter().flatten();
        let title: String = row.get(2)?;
        let spelt: Vec<&str> = std::iter::once(title.as_str())
            .chain(lead.map(String::as_str))
            .collect();
        let more: [String; 4] = [row.get(3)?, row.get(4)?, row.get(5)?, row.get(6)?];
        let words: Vec<&str> = spelt
            .iter()
            .copied()
            .chain(more.iter().map(String::as_str))
            .collect();
        search::index(connection, row.get(0)?, &words, &spelt)?;
    }
    Ok(())
}

/// The version that a file says it has.
pub fn version(connection: &Connection) -> Result<u32, Error> {
    Ok(connection.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

/// Steps a file up to `target`, each step in a transaction of its own with the new version written last.
///
/// A copy named `….v1.bak` is made beside the file before the first step. Of two programs that start at once, one
/// steps up; the other waits and then finds the work done. A file that is already there is left alone.
pub fn step_up(
    connection: &mut Connection,
    path: &Path,
    steps: &[Step],
    target: u32,
) -> Result<(), Error> {
    let found = version(connection)?;
    if found == target {
        return Ok(());
    }
    if found > target {
        return Err(Error::TooNew {
            path: path.to_owned(),
            found,
            known: target,
        });
    }
    keep_copy(connection, path, found)?;
    for step in steps.iter().filter(|step| step.from >= found) {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if version(&transaction)? == step.from {
            transaction.execute_batch(step.sql)?;
            (step.then)(&transaction)?;
            transaction.pragma_update(None, "user_version", step.from + 1)?;
        }
        transaction.commit()?;
    }
    Ok(())
}

fn keep_copy(connection: &Connection, path: &Path, found: u32) -> Result<(), Error> {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".v{found}.bak"));
    if Path::new(&name).exists() {
        return Ok(());
    }
    connection.execute("VACUUM INTO ?1", [name.to_string_lossy()])?;
    Ok(())
}

#[cfg(test)]
mod tests;
