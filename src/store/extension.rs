//! Extensions: asked, decided, listed.

use rusqlite::{Row, named_params};

use super::sql::optional_word;
use super::{Error, Read, Write};
use crate::domain::extension::{Extension, Outcome, Verdict};
use crate::domain::id::TaskId;

fn extension_of(row: &Row<'_>) -> rusqlite::Result<Extension> {
    let outcome = optional_word(row, "decision", Outcome::find)?;
    let verdict = match outcome {
        Some(outcome) => Some(Verdict {
            outcome,
            by: row.get("decided_by")?,
            on: row.get("decided_on")?,
            to: row.get("granted_to")?,
            opinion: row.get("opinion")?,
        }),
        None => None,
    };
    Ok(Extension {
        task: row.get("task_id")?,
        from: row.get("from_day")?,
        to: row.get("to_day")?,
        asked_by: row.get("asked_by")?,
        asked_on: row.get("asked_on")?,
        reason: row.get("reason")?,
        basis: row.get("basis")?,
        verdict,
    })
}

const COLUMNS: &str = "task_id, from_day, to_day, asked_by, asked_on, reason, basis, decision, decided_by, decided_on,
    granted_to, opinion";

impl Read<'_> {
    /// The extensions of a task, the oldest first.
    pub fn list_extensions(&self, task: TaskId) -> Result<Vec<Extension>, Error> {
        self.rows(
            &format!("SELECT {COLUMNS} FROM extension WHERE task_id = :task ORDER BY id"),
            named_params! { ":task": task },
            extension_of,
        )
    }

    /// The one that waits for a decision.
    pub fn waiting_extension(&self, task: TaskId) -> Result<Option<Extension>, Error> {
        self.row(
            &format!("SELECT {COLUMNS} FROM extension WHERE task_id = :task AND decision IS NULL"),
            named_params! { ":task": task },
            extension_of,
        )
    }
}

impl Write<'_> {
    /// Stores a request; its verdict is not used.
    pub fn insert_extension(&self, new: &Extension) -> Result<(), Error> {
        self.execute(
            "INSERT INTO extension (task_id, from_day, to_day, asked_by, asked_on, reason, basis)
            VALUES (:task, :from, :to, :by, :on, :reason, :basis)",
            named_params! {
                ":task": new.task,
                ":from": new.from,
                ":to": new.to,
                ":by": new.asked_by,
                ":on": new.asked_on,
                ":reason": new.reason,
                ":basis": new.basis,
            },
        )
    }

    /// The newest request of a task waits again, as before anything became of it.
    pub fn reopen_extension(&self, task: TaskId) -> Result<(), Error> {
        self.execute(
            "UPDATE extension
            SET granted_to = NULL, decision = NULL, decided_by = '', decided_on = NULL, opinion = ''
            WHERE id = (SELECT max(id) FROM extension WHERE task_id = :task)",
            named_params! { ":task": task },
        )
    }

    /// Stores what became of the request of a task that waits.
    pub fn decide_extension(&self, task: TaskId, verdict: &Verdict) -> Result<(), Error> {
        self.execute(
            "UPDATE extension
            SET granted_to = :to, decision = :decision, decided_by = :by, decided_on = :on, opinion = :opinion
            WHERE task_id = :task AND decision IS NULL",
            named_params! {
                ":task": task,
                ":to": verdict.to,
                ":decision": verdict.outcome.code(),
                ":by": verdict.by,
                ":on": verdict.on,
                ":opinion": verdict.opinion,
            },
        )
    }
}
