//! Plans, their sections, and what stands outside of both.

use chrono::{DateTime, Utc};
use rusqlite::{Row, named_params};

use super::sql::instant_text;
use super::{Error, Read, Write};
use crate::domain::draft::{DraftPlan, Outside};
use crate::domain::id::{PlanId, SectionId};
use crate::domain::plan::{Plan, Section};

/// A plan about to be stored.
#[derive(Debug)]
pub struct NewPlan<'a> {
    /// The short word for the command line.
    pub slug: &'a str,
    /// What the document says of itself.
    pub plan: &'a DraftPlan,
    /// SHA-256 of the document.
    pub digest: &'a str,
    /// Now.
    pub at: DateTime<Utc>,
}

/// A section about to be stored.
#[derive(Debug)]
pub struct NewSection<'a> {
    /// Its plan.
    pub plan: PlanId,
    /// The section it stands in.
    pub parent: Option<SectionId>,
    /// In printed order over the whole plan, from 0.
    pub position: usize,
    /// Headings from the outermost down; the last one is its own.
    pub path: &'a [String],
    /// What stands under it and is no measure.
    pub printed: &'a str,
}

const PLAN: &str =
    "SELECT p.id, p.slug, p.title, p.doc_no, p.issuer, p.issued_on, p.period_start, p.period_end,
    (SELECT count(*) FROM task t WHERE t.plan_id = p.id) AS tasks,
    (SELECT count(*) FROM task t WHERE t.plan_id = p.id AND t.status = 'draft') AS drafts
    FROM plan p";

fn plan_of(row: &Row<'_>) -> rusqlite::Result<Plan> {
    Ok(Plan {
        id: row.get("id")?,
        slug: row.get("slug")?,
        title: row.get("title")?,
        doc_no: row.get("doc_no")?,
        issuer: row.get("issuer")?,
        issued_on: row.get("issued_on")?,
        period_start: row.get("period_start")?,
        period_end: row.get("period_end")?,
        tasks: row.get("tasks")?,
        drafts: row.get("drafts")?,
    })
}

impl Read<'_> {
    /// Every plan, in the order it came in.
    pub fn list_plans(&self) -> Result<Vec<Plan>, Error> {
        self.rows(&format!("{PLAN} ORDER BY p.id"), [], plan_of)
    }

    /// The plan with this slug.
    pub fn find_plan(&self, slug: &str) -> Result<Option<Plan>, Error> {
        self.row(
            &format!("{PLAN} WHERE p.slug = :slug"),
            named_params! { ":slug": slug },
            plan_of,
        )
    }

    /// The plan with this number.
    pub fn get_plan(&self, id: PlanId) -> Result<Plan, Error> {
        let found = self.row(
            &format!("{PLAN} WHERE p.id = :id"),
            named_params! { ":id": id },
            plan_of,
        )?;
        found.ok_or_else(|| rusqlite::Error::QueryReturnedNoRows.into())
    }

    /// The plan that a document with these bytes has become, or is an edition of.
    pub fn find_plan_of(&self, digest: &str) -> Result<Option<Plan>, Error> {
        self.row(
            &format!(
                "{PLAN} WHERE p.digest = :digest
                    OR p.id IN (SELECT e.plan_id FROM edition e WHERE e.digest = :digest)
                    ORDER BY p.id LIMIT 1"
            ),
            named_params! { ":digest": digest },
            plan_of,
        )
    }

    /// The plan with this title; one with the same number and date goes before others.
    pub fn find_plan_titled(&self, plan: &DraftPlan) -> Result<Option<Plan>, Error> {
        self.row(
            &format!(
                "{PLAN} WHERE p.title = :title
                    ORDER BY p.doc_no = :doc_no AND p.issued_on IS :issued_on DESC, p.id LIMIT 1"
            ),
            named_params! {
                ":title": plan.title,
                ":doc_no": plan.doc_no.as_deref().unwrap_or(""),
                ":issued_on": plan.published,
            },
            plan_of,
        )
    }

    /// The section of a plan with this path of headings; where the plan has none, the nearest above.
    pub fn find_section(&self, plan: PlanId, path: &[String]) -> Result<Option<SectionId>, Error> {
        for depth in (1..=path.len()).rev() {
            let found = self.row(
                "SELECT id FROM section WHERE plan_id = :plan AND path = :path ORDER BY position LIMIT 1",
                named_params! { ":plan": plan, ":path": path[..depth].join(" › ") },
                |row| row.get(0),
            )?;
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    /// Where a section stands among all others of its plan, as printed, and its headings from the top down, joined by ` › `.
    pub fn section_path(&self, id: SectionId) -> Result<Option<(usize, String)>, Error> {
        self.row(
            "SELECT position, path FROM section WHERE id = :section",
            named_params! { ":section": id },
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
    }

    /// The sections that stand directly in a section, or at the top of a plan, in printed order.
    pub fn list_sections(
        &self,
        plan: PlanId,
        parent: Option<SectionId>,
    ) -> Result<Vec<Section>, Error> {
        self.rows(
            "WITH RECURSIVE below (top, id) AS (
                SELECT id, id FROM section WHERE plan_id = :plan AND parent_id IS :parent
                UNION ALL
                SELECT below.top, s.id FROM section s JOIN below ON s.plan_id = :plan AND s.parent_id = below.id
            )
            SELECT s.id, s.heading, s.parent_id, s.printed,
                (SELECT count(*) FROM below JOIN measure m ON m.plan_id = :plan AND m.section_id = below.id
                    WHERE below.top = s.id) AS measures
            FROM section s
            WHERE s.plan_id = :plan AND s.parent_id IS :parent
            ORDER BY s.position",
            named_params! { ":plan": plan, ":parent": parent },
            |row| {
                Ok(Section {
                    id: row.get("id")?,
                    plan,
                    heading: row.get("heading")?,
                    parent: row.get("parent_id")?,
                    printed: row.get("printed")?,
                    measures: row.get("measures")?,
                })
            },
        )
    }

    /// Every section of a plan with the one above it and its heading, in printed order.
    pub fn list_headings(
        &self,
        plan: PlanId,
    ) -> Result<Vec<(SectionId, Option<SectionId>, String)>, Error> {
        self.rows(
            "SELECT id, parent_id, heading FROM section WHERE plan_id = :plan ORDER BY position",
            named_params! { ":plan": plan },
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
    }
}

impl Write<'_> {
    /// Stores a plan.
    pub fn insert_plan(&self, new: &NewPlan<'_>) -> Result<PlanId, Error> {
        self.insert(
            "INSERT INTO plan (slug, title, doc_no, issuer, issued_on, period_start, period_end, digest, created_at)
            VALUES (:slug, :title, :doc_no, :issuer, :issued_on, :period_start, :period_end, :digest, :at)",
            named_params! {
                ":slug": new.slug,
                ":title": new.plan.title,
                ":doc_no": new.plan.doc_no.as_deref().unwrap_or(""),
                ":issuer": new.plan.issuer.as_deref().unwrap_or(""),
                ":issued_on": new.plan.published,
                ":period_start": new.plan.period_start,
                ":period_end": new.plan.period_end,
                ":digest": new.digest,
                ":at": instant_text(new.at),
            },
        )
        .map(PlanId)
    }

    /// Stores a section.
    pub fn insert_section(&self, new: &NewSection<'_>) -> Result<SectionId, Error> {
        self.insert(
            "INSERT INTO section (plan_id, parent_id, position, heading, path, printed)
            VALUES (:plan, :parent, :position, :heading, :path, :printed)",
            named_params! {
                ":plan": new.plan,
                ":parent": new.parent,
                ":position": new.position,
                ":heading": new.path.last().map_or("", String::as_str),
                ":path": new.path.join(" › "),
                ":printed": new.printed,
            },
        )
        .map(SectionId)
    }

    /// Stores what of a document stands in no section, measure or indicator.
    pub fn insert_outside(&self, plan: PlanId, lines: &[Outside]) -> Result<(), Error> {
        for (position, line) in lines.iter().enumerate() {
            self.execute(
                "INSERT INTO outside (plan_id, position, line, kind, text)
                VALUES (:plan, :position, :line, :kind, :text)",
                named_params! {
                    ":plan": plan,
                    ":position": position,
                    ":line": line.line,
                    ":kind": line.kind.code(),
                    ":text": line.text,
                },
            )?;
        }
        Ok(())
    }
}
