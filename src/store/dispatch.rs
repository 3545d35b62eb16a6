//! Documents that were sent: kept and given out, never changed.

use rusqlite::{Row, named_params};

use super::sql::{instant, instant_text, json};
use super::{Error, Read, Write};
use crate::domain::dispatch::Dispatch;
use crate::domain::id::DispatchId;

const COLUMNS: &str = "id, at, day, actor, period, title, number, recipients, file, length(body) AS size, sha256, event_id";

fn dispatch_of(row: &Row<'_>) -> rusqlite::Result<Dispatch> {
    let recipients: String = row.get("recipients")?;
    Ok(Dispatch {
        id: row.get("id")?,
        at: instant(row, "at")?,
        day: row.get("day")?,
        actor: row.get("actor")?,
        period: row.get("period")?,
        title: row.get("title")?,
        number: row.get("number")?,
        recipients: json(&recipients)?,
        file: row.get("file")?,
        size: row.get("size")?,
        sha256: row.get("sha256")?,
        event: row.get("event_id")?,
    })
}

impl Read<'_> {
    /// What was sent, the newest first.
    pub fn list_dispatches(&self) -> Result<Vec<Dispatch>, Error> {
        self.rows(
            &format!("SELECT {COLUMNS} FROM dispatch ORDER BY id DESC"),
            [],
            dispatch_of,
        )
    }

    /// What was sent under this number, and its bytes.
    pub fn find_dispatch(&self, id: DispatchId) -> Result<Option<(Dispatch, Vec<u8>)>, Error> {
        self.row(
            &format!("SELECT {COLUMNS}, body FROM dispatch WHERE id = :id"),
            named_params! { ":id": id },
            |row| Ok((dispatch_of(row)?, row.get("body")?)),
        )
    }
}

impl Write<'_> {
    /// Keeps a document that is sent; its number and size are not used.
    pub fn insert_dispatch(&self, new: &Dispatch, body: &[u8]) -> Result<DispatchId, Error> {
        let recipients = serde_json::json!(new.recipients).to_string();
        self.insert(
            "INSERT INTO dispatch
                (at, day, actor, period, title, number, recipients, file, body, sha256, event_id)
            VALUES
                (:at, :day, :actor, :period, :title, :number, :recipients, :file, :body, :sha256, :event)",
            named_params! {
                ":at": instant_text(new.at),
                ":day": new.day,
                ":actor": new.actor,
                ":period": new.period,
                ":title": new.title,
                ":number": new.number,
                ":recipients": recipients,
                ":file": new.file,
                ":body": body,
                ":sha256": new.sha256,
                ":event": new.event,
            },
        )
        .map(DispatchId)
    }
}
