//! Saved views.

use rusqlite::{Row, named_params};

use super::sql::json;
use super::{Error, Read, Write};
use crate::domain::id::ViewId;
use crate::domain::saved_view::{Kept, SavedView};

const VIEW: &str = "SELECT id, login, name, words, arrangement, key, shared FROM saved_view";

fn view_of(row: &Row<'_>) -> rusqlite::Result<SavedView> {
    Ok(SavedView {
        id: row.get("id")?,
        login: row.get("login")?,
        kept: Kept {
            name: row.get("name")?,
            words: row.get("words")?,
            arrangement: json(row.get_ref("arrangement")?.as_str()?)?,
            key: row.get("key")?,
            is_shared: row.get("shared")?,
        },
    })
}

impl Read<'_> {
    /// The views that a person may open: their own, then those that others share, each by number.
    pub fn list_views(&self, login: &str) -> Result<Vec<SavedView>, Error> {
        self.rows(
            &format!("{VIEW} WHERE login = :login OR shared ORDER BY login <> :login, id"),
            named_params! { ":login": login },
            view_of,
        )
    }
}

impl Write<'_> {
    /// Keeps a view; the one that the person has by this name, or on this key, gives way.
    pub fn put_view(&self, login: &str, kept: &Kept) -> Result<ViewId, Error> {
        let arrangement = serde_json::json!(kept.arrangement).to_string();
        self.execute(
            "UPDATE saved_view SET key = NULL WHERE login = :login AND key = :key",
            named_params! { ":login": login, ":key": kept.key },
        )?;
        self.execute(
            "INSERT INTO saved_view (login, name, words, arrangement, key, shared)
            VALUES (:login, :name, :words, :arrangement, :key, :shared)
            ON CONFLICT (login, name) DO UPDATE
            SET words = :words, arrangement = :arrangement, key = :key, shared = :shared",
            named_params! {
                ":login": login,
                ":name": kept.name,
                ":words": kept.words,
                ":arrangement": arrangement,
                ":key": kept.key,
                ":shared": kept.is_shared,
            },
        )?;
        let id = self.row(
            "SELECT id FROM saved_view WHERE login = :login AND name = :name",
            named_params! { ":login": login, ":name": kept.name },
            |row| row.get(0),
        )?;
        id.ok_or(Error::Sqlite(rusqlite::Error::QueryReturnedNoRows))
    }

    /// Takes a view away.
    pub fn delete_view(&self, id: ViewId) -> Result<(), Error> {
        self.execute(
            "DELETE FROM saved_view WHERE id = :id",
            named_params! { ":id": id },
        )
    }
}
