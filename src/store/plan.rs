//! Plans, sections and measures.

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{Row, named_params};

use super::sql::instant_text;
use super::{Error, Read, Write};
use crate::domain::draft::{DraftPlan, NoTask, OwnerRole};
use crate::domain::id::{DepartmentId, MeasureId, PlanId, SectionId};
use crate::domain::plan::{Measure, Plan, Section};

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
}

/// A measure about to be stored.
#[derive(Debug)]
pub struct NewMeasure<'a> {
    /// Its plan.
    pub plan: PlanId,
    /// The section it stands in.
    pub section: Option<SectionId>,
    /// In printed order over the whole plan, from 0.
    pub position: usize,
    /// The printed number.
    pub number: &'a str,
    /// The heading.
    pub title: &'a str,
    /// The paragraph as printed.
    pub printed: &'a str,
    /// The line on which it begins; 0 where unknown.
    pub line: usize,
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

    /// The plan that these bytes, or a document with this title and number, have become.
    pub fn find_same_plan(&self, digest: &str, plan: &DraftPlan) -> Result<Option<Plan>, Error> {
        self.row(
            &format!(
                "{PLAN} WHERE p.digest = :digest
                    OR (p.title = :title AND p.doc_no = :doc_no AND p.issued_on IS :issued_on)
                    ORDER BY p.id LIMIT 1"
            ),
            named_params! {
                ":digest": digest,
                ":title": plan.title,
                ":doc_no": plan.doc_no.as_deref().unwrap_or(""),
                ":issued_on": plan.published,
            },
            plan_of,
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
            SELECT s.id, s.heading, s.parent_id,
                (SELECT count(*) FROM below JOIN measure m ON m.plan_id = :plan AND m.section_id = below.id
                    WHERE below.top = s.id) AS measures
            FROM section s
            WHERE s.plan_id = :plan AND s.parent_id IS :parent
            ORDER BY s.position",
            named_params! { ":plan": plan, ":parent": parent },
            |row| {
                Ok(Section {
                    id: row.get("id")?,
                    heading: row.get("heading")?,
                    parent: row.get("parent_id")?,
                    measures: row.get("measures")?,
                })
            },
        )
    }

    /// The measures that stand directly in a section, or in none, in printed order, with their counts on a day.
    pub fn list_measures(
        &self,
        plan: PlanId,
        section: Option<SectionId>,
        today: NaiveDate,
        hide_drafts: bool,
    ) -> Result<Vec<Measure>, Error> {
        let mut measures = self.rows(
            "SELECT m.id, m.number, m.title, m.printed,
                count(t.id) FILTER (WHERE NOT (:hide_drafts AND t.status = 'draft')) AS tasks,
                count(*) FILTER (WHERE t.status = 'done') AS done,
                count(*) FILTER (WHERE t.status IN ('assigned', 'in_progress', 'submitted') AND t.last_day < :today) AS overdue
            FROM measure m
            LEFT JOIN task t ON t.measure_id = m.id
            WHERE m.plan_id = :plan AND m.section_id IS :section
            GROUP BY m.id
            ORDER BY m.position",
            named_params! { ":plan": plan, ":section": section, ":today": today, ":hide_drafts": hide_drafts },
            |row| {
                Ok(Measure {
                    id: row.get("id")?,
                    number: row.get("number")?,
                    title: row.get("title")?,
                    printed: row.get("printed")?,
                    owners: Vec::new(),
                    tasks: row.get("tasks")?,
                    done: row.get("done")?,
                    overdue: row.get("overdue")?,
                })
            },
        )?;
        for measure in &mut measures {
            measure.owners = self.list_measure_owners(measure.id)?;
        }
        Ok(measures)
    }

    /// The owners of a measure as printed, the lead first.
    pub fn list_measure_owners(&self, measure: MeasureId) -> Result<Vec<String>, Error> {
        self.rows(
            "SELECT printed FROM measure_owner WHERE measure_id = :measure ORDER BY position",
            named_params! { ":measure": measure },
            |row| row.get(0),
        )
    }

    /// The paragraph of a measure as printed; empty where the plan carries none.
    pub fn printed_measure(&self, measure: MeasureId) -> Result<String, Error> {
        let printed = self.row(
            "SELECT printed FROM measure WHERE id = :measure",
            named_params! { ":measure": measure },
            |row| row.get(0),
        )?;
        Ok(printed.unwrap_or_default())
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
            "INSERT INTO section (plan_id, parent_id, position, heading, path)
            VALUES (:plan, :parent, :position, :heading, :path)",
            named_params! {
                ":plan": new.plan,
                ":parent": new.parent,
                ":position": new.position,
                ":heading": new.path.last().map_or("", String::as_str),
                ":path": new.path.join(" › "),
            },
        )
        .map(SectionId)
    }

    /// Stores a measure.
    pub fn insert_measure(&self, new: &NewMeasure<'_>) -> Result<MeasureId, Error> {
        self.insert(
            "INSERT INTO measure (plan_id, section_id, position, number, title, printed, line)
            VALUES (:plan, :section, :position, :number, :title, :printed, nullif(:line, 0))",
            named_params! {
                ":plan": new.plan,
                ":section": new.section,
                ":position": new.position,
                ":number": new.number,
                ":title": new.title,
                ":printed": new.printed,
                ":line": new.line,
            },
        )
        .map(MeasureId)
    }

    /// Stores one printed owner of a measure.
    pub fn insert_measure_owner(
        &self,
        measure: MeasureId,
        position: usize,
        printed: &str,
        role: OwnerRole,
        department: DepartmentId,
    ) -> Result<(), Error> {
        self.execute(
            "INSERT INTO measure_owner (measure_id, position, printed, role, department_id)
            VALUES (:measure, :position, :printed, :role, :department)",
            named_params! {
                ":measure": measure,
                ":position": position,
                ":printed": printed,
                ":role": match role { OwnerRole::Lead => "lead", OwnerRole::Support => "support" },
                ":department": department,
            },
        )
    }

    /// Stores a part of a paragraph that became no task.
    pub fn insert_no_task(&self, measure: MeasureId, part: &NoTask) -> Result<(), Error> {
        self.execute(
            "INSERT INTO no_task (measure_id, quote, reason) VALUES (:measure, :quote, :reason)",
            named_params! { ":measure": measure, ":quote": part.quote, ":reason": part.reason },
        )
    }
}
