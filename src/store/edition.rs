//! Editions and what they change.

use chrono::{DateTime, Utc};
use rusqlite::{Row, named_params};

use super::sql::{instant, instant_text, json, optional_word, word};
use super::{Error, Read, Write};
use crate::domain::draft::DraftMeasure;
use crate::domain::edition::{Change, Decision, Edition, Kind};
use crate::domain::id::{ChangeId, EditionId, MeasureId, PlanId};

/// An edition about to be stored.
#[derive(Debug)]
pub struct NewEdition<'a> {
    /// Its plan.
    pub plan: PlanId,
    /// Its title, number and date; the number of changes is not used.
    pub edition: &'a Edition,
    /// SHA-256 of the document.
    pub digest: &'a str,
}

/// A change about to be stored.
#[derive(Debug)]
pub struct NewChange<'a> {
    /// Its edition.
    pub edition: EditionId,
    /// In the order of the new document.
    pub position: usize,
    /// What it does.
    pub kind: Kind,
    /// To which measure.
    pub measure: Option<MeasureId>,
    /// The paragraph that the file holds.
    pub before: &'a str,
    /// The measure as the edition prints it.
    pub draft: Option<&'a DraftMeasure>,
}

const EDITION: &str = "SELECT e.id, e.plan_id, e.title, e.doc_no, e.issued_on, e.same, e.actor, e.at,
    (SELECT count(*) FROM edition_change c WHERE c.edition_id = e.id) AS changes,
    (SELECT count(*) FROM edition_change c WHERE c.edition_id = e.id AND c.decision IS NULL) AS undecided
    FROM edition e";

fn edition_of(row: &Row<'_>) -> rusqlite::Result<Edition> {
    Ok(Edition {
        id: row.get("id")?,
        plan: row.get("plan_id")?,
        title: row.get("title")?,
        doc_no: row.get("doc_no")?,
        issued_on: row.get("issued_on")?,
        same: row.get("same")?,
        changes: row.get("changes")?,
        undecided: row.get("undecided")?,
        actor: row.get("actor")?,
        at: instant(row, "at")?,
    })
}

const CHANGE: &str = "SELECT c.id, c.edition_id, c.kind, c.measure_id, c.before, c.draft, c.decision, c.basis, c.decided_by,
    coalesce(m.number, '') AS number, coalesce(m.title, '') AS title
    FROM edition_change c
    LEFT JOIN measure m ON m.id = c.measure_id";

fn change_of(row: &Row<'_>) -> rusqlite::Result<Change> {
    let draft: Option<String> = row.get("draft")?;
    let draft: Option<DraftMeasure> = draft.as_deref().map(json).transpose()?;
    let (number, title) = match &draft {
        Some(draft) => (draft.number.clone(), draft.title.clone()),
        None => (row.get("number")?, row.get("title")?),
    };
    Ok(Change {
        id: row.get("id")?,
        edition: row.get("edition_id")?,
        kind: word(row, "kind", Kind::find)?,
        measure: row.get("measure_id")?,
        number,
        title,
        before: row.get("before")?,
        draft,
        decision: optional_word(row, "decision", Decision::find)?,
        basis: row.get("basis")?,
        decided_by: row.get("decided_by")?,
    })
}

impl Read<'_> {
    /// The editions of a plan, the newest first.
    pub fn list_editions(&self, plan: PlanId) -> Result<Vec<Edition>, Error> {
        self.rows(
            &format!("{EDITION} WHERE e.plan_id = :plan ORDER BY e.id DESC"),
            named_params! { ":plan": plan },
            edition_of,
        )
    }

    /// An edition.
    pub fn find_edition(&self, id: EditionId) -> Result<Option<Edition>, Error> {
        self.row(
            &format!("{EDITION} WHERE e.id = :id"),
            named_params! { ":id": id },
            edition_of,
        )
    }

    /// What an edition changes, in the order of the new document.
    pub fn list_changes(&self, edition: EditionId) -> Result<Vec<Change>, Error> {
        self.rows(
            &format!("{CHANGE} WHERE c.edition_id = :edition ORDER BY c.position"),
            named_params! { ":edition": edition },
            change_of,
        )
    }

    /// One change, and its place in the order of the new document.
    pub fn find_change(&self, id: ChangeId) -> Result<Option<(Change, usize)>, Error> {
        self.row(
            &CHANGE.replacen("SELECT", "SELECT c.position,", 1).replace(
                "LEFT JOIN measure m ON m.id = c.measure_id",
                "LEFT JOIN measure m ON m.id = c.measure_id WHERE c.id = :id",
            ),
            named_params! { ":id": id },
            |row| Ok((change_of(row)?, row.get("position")?)),
        )
    }
}

impl Write<'_> {
    /// Stores an edition.
    pub fn insert_edition(&self, new: &NewEdition<'_>) -> Result<EditionId, Error> {
        let edition = new.edition;
        self.insert(
            "INSERT INTO edition (plan_id, title, doc_no, issued_on, digest, same, actor, at)
            VALUES (:plan, :title, :doc_no, :issued_on, :digest, :same, :actor, :at)",
            named_params! {
                ":plan": new.plan,
                ":title": edition.title,
                ":doc_no": edition.doc_no,
                ":issued_on": edition.issued_on,
                ":digest": new.digest,
                ":same": edition.same,
                ":actor": edition.actor,
                ":at": instant_text(edition.at),
            },
        )
        .map(EditionId)
    }

    /// Stores a change.
    pub fn insert_change(&self, new: &NewChange<'_>) -> Result<ChangeId, Error> {
        let draft = new
            .draft
            .map(|it| serde_json::to_string(it).unwrap_or_default());
        self.insert(
            "INSERT INTO edition_change (edition_id, position, kind, measure_id, before, draft)
            VALUES (:edition, :position, :kind, :measure, :before, :draft)",
            named_params! {
                ":edition": new.edition,
                ":position": new.position,
                ":kind": new.kind.code(),
                ":measure": new.measure,
                ":before": new.before,
                ":draft": draft,
            },
        )
        .map(ChangeId)
    }

    /// Writes down what was decided on a change that nobody has decided on; says whether it was so.
    pub fn decide_change(
        &self,
        id: ChangeId,
        decision: Decision,
        measure: Option<MeasureId>,
        basis: &str,
        by: &str,
        at: DateTime<Utc>,
    ) -> Result<bool, Error> {
        let changed = self
            .connection
            .prepare_cached(
                "UPDATE edition_change SET decision = :decision, measure_id = coalesce(:measure, measure_id),
                    basis = :basis, decided_by = :by, decided_at = :at
                WHERE id = :id AND decision IS NULL",
            )?
            .execute(named_params! {
                ":id": id,
                ":decision": decision.code(),
                ":measure": measure,
                ":basis": basis,
                ":by": by,
                ":at": instant_text(at),
            })?;
        Ok(changed == 1)
    }

    /// Refuses what nobody has decided on of a plan's editions: a later one has come.
    pub fn supersede_changes(
        &self,
        plan: PlanId,
        why: &str,
        by: &str,
        at: DateTime<Utc>,
    ) -> Result<(), Error> {
        self.execute(
            "UPDATE edition_change SET decision = 'refused', basis = :why, decided_by = :by, decided_at = :at
            WHERE decision IS NULL AND edition_id IN (SELECT e.id FROM edition e WHERE e.plan_id = :plan)",
            named_params! { ":plan": plan, ":why": why, ":by": by, ":at": instant_text(at) },
        )
    }
}
