//! Editions and what they change.

use chrono::{DateTime, Utc};
use rusqlite::{Row, named_params};

use super::sql::{instant, instant_text, json, optional_word, word};
use super::{Error, Read, Write};
use crate::domain::draft::{DraftIndicator, DraftMeasure};
use crate::domain::edition::{Change, Decision, Edition, Kind, Matter};
use crate::domain::id::{ChangeId, EditionId, IndicatorId, MeasureId, PlanId};

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
    /// To what, and how the edition prints it.
    pub matter: &'a Matter,
    /// What the file holds.
    pub before: &'a str,
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

const CHANGE: &str =
    "SELECT c.id, c.edition_id, c.kind, c.subject, c.measure_id, c.indicator_id, c.before, c.draft,
    c.decision, c.basis, c.decided_by,
    coalesce(m.number, '') AS number, coalesce(m.title, i.name, '') AS title
    FROM edition_change c
    LEFT JOIN measure m ON m.id = c.measure_id
    LEFT JOIN indicator i ON i.id = c.indicator_id";

/// The measures in their order, then the indicators in theirs.
const IN_ORDER: &str = "ORDER BY c.subject = 'indicator', c.position";

fn change_of(row: &Row<'_>) -> rusqlite::Result<Change> {
    let draft: Option<String> = row.get("draft")?;
    let draft = draft.as_deref();
    let (mut number, mut title): (String, String) = (row.get("number")?, row.get("title")?);
    let subject: String = row.get("subject")?;
    let matter = if subject == INDICATOR {
        let row_of: Option<DraftIndicator> = draft.map(json).transpose()?;
        Matter::INDICATOR.clone_into(&mut number);
        if let Some(it) = &row_of {
            title.clone_from(&it.name);
        }
        Matter::Indicator {
            id: row.get("indicator_id")?,
            row: row_of,
        }
    } else {
        let draft: Option<DraftMeasure> = draft.map(json).transpose()?;
        if let Some(it) = &draft {
            number.clone_from(&it.number);
            title.clone_from(&it.title);
        }
        Matter::Measure {
            id: row.get("measure_id")?,
            draft,
        }
    };
    Ok(Change {
        id: row.get("id")?,
        edition: row.get("edition_id")?,
        kind: word(row, "kind", Kind::find)?,
        matter,
        number,
        title,
        before: row.get("before")?,
        decision: optional_word(row, "decision", Decision::find)?,
        basis: row.get("basis")?,
        decided_by: row.get("decided_by")?,
    })
}

/// A matter in columns.
struct Stored {
    subject: &'static str,
    measure: Option<MeasureId>,
    indicator: Option<IndicatorId>,
    draft: Option<String>,
}

/// The subjects of changes in the store.
const MEASURE: &str = "measure";
const INDICATOR: &str = "indicator";

impl Stored {
    fn of(matter: &Matter) -> Self {
        match matter {
            Matter::Measure { id, draft } => Self {
                subject: MEASURE,
                measure: *id,
                indicator: None,
                draft: draft.as_ref().map(text_of),
            },
            Matter::Indicator { id, row } => Self {
                subject: INDICATOR,
                measure: None,
                indicator: *id,
                draft: row.as_ref().map(text_of),
            },
        }
    }
}

fn text_of(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
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
            &format!("{CHANGE} WHERE c.edition_id = :edition {IN_ORDER}"),
            named_params! { ":edition": edition },
            change_of,
        )
    }

    /// One change, and its place among the measures or the indicators of the new document.
    pub fn find_change(&self, id: ChangeId) -> Result<Option<(Change, usize)>, Error> {
        self.row(
            &format!(
                "{} WHERE c.id = :id",
                CHANGE.replacen("SELECT", "SELECT c.position,", 1)
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
        let stored = Stored::of(new.matter);
        self.insert(
            "INSERT INTO edition_change (edition_id, position, kind, subject, measure_id, indicator_id, before, draft)
            VALUES (:edition, :position, :kind, :subject, :measure, :indicator, :before, :draft)",
            named_params! {
                ":edition": new.edition,
                ":position": new.position,
                ":kind": new.kind.code(),
                ":subject": stored.subject,
                ":measure": stored.measure,
                ":indicator": stored.indicator,
                ":before": new.before,
                ":draft": stored.draft,
            },
        )
        .map(ChangeId)
    }

    /// Writes down what was decided on a change that nobody has decided on, and what it has become where it was taken; says
    /// whether it was so.
    pub fn decide_change(
        &self,
        id: ChangeId,
        decision: Decision,
        matter: Option<&Matter>,
        basis: &str,
        by: &str,
        at: DateTime<Utc>,
    ) -> Result<bool, Error> {
        let stored = matter.map(Stored::of);
        let changed = self
            .connection
            .prepare_cached(
                "UPDATE edition_change SET decision = :decision, measure_id = coalesce(:measure, measure_id),
                    indicator_id = coalesce(:indicator, indicator_id), basis = :basis, decided_by = :by, decided_at = :at
                WHERE id = :id AND decision IS NULL",
            )?
            .execute(named_params! {
                ":id": id,
                ":decision": decision.code(),
                ":measure": stored.as_ref().and_then(|it| it.measure),
                ":indicator": stored.as_ref().and_then(|it| it.indicator),
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
