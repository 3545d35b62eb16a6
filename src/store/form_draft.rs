//! Drafts of forms: read and written by their person alone.

use rusqlite::{Row, named_params};

use super::sql::{instant, instant_text, json};
use super::{Error, Read, Write};
use crate::domain::form_draft::{FormDraft, Purpose};

fn draft_of(row: &Row<'_>) -> rusqlite::Result<FormDraft> {
    let fields: String = row.get("fields")?;
    Ok(FormDraft {
        purpose: Purpose {
            form: row.get("form")?,
            target: row.get("target")?,
        },
        title: row.get("title")?,
        fields: json(&fields)?,
        at: instant(row, "at")?,
    })
}

impl Read<'_> {
    /// The drafts of a person, the newest first.
    pub fn list_form_drafts(&self, login: &str) -> Result<Vec<FormDraft>, Error> {
        self.rows(
            "SELECT form, target, title, fields, at FROM form_draft
            WHERE login = :login ORDER BY at DESC, form, target",
            named_params! { ":login": login },
            draft_of,
        )
    }

    /// A person's draft of one form.
    pub fn find_form_draft(
        &self,
        login: &str,
        purpose: &Purpose,
    ) -> Result<Option<FormDraft>, Error> {
        self.row(
            "SELECT form, target, title, fields, at FROM form_draft
            WHERE login = :login AND form = :form AND target = :target",
            named_params! {
                ":login": login,
                ":form": purpose.form,
                ":target": purpose.target,
            },
            draft_of,
        )
    }
}

impl Write<'_> {
    /// Keeps a person's draft in the place of the one before.
    pub fn put_form_draft(&self, login: &str, draft: &FormDraft) -> Result<(), Error> {
        self.execute(
            "INSERT INTO form_draft (login, form, target, title, fields, at)
            VALUES (:login, :form, :target, :title, :fields, :at)
            ON CONFLICT (login, form, target) DO UPDATE SET title = :title, fields = :fields, at = :at",
            named_params! {
                ":login": login,
                ":form": draft.purpose.form,
                ":target": draft.purpose.target,
                ":title": draft.title,
                ":fields": serde_json::json!(draft.fields).to_string(),
                ":at": instant_text(draft.at),
            },
        )
    }

    /// Throws a person's draft away.
    pub fn delete_form_draft(&self, login: &str, purpose: &Purpose) -> Result<(), Error> {
        self.execute(
            "DELETE FROM form_draft WHERE login = :login AND form = :form AND target = :target",
            named_params! {
                ":login": login,
                ":form": purpose.form,
                ":target": purpose.target,
            },
        )
    }
}
