//! Measures with their owners and their ledger, and how far they are broken down.

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::named_params;

use super::sql::{instant, json};
use super::{Error, Read, Write};
use crate::domain::coverage::{Entry, Ledger, Span};
use crate::domain::draft::OwnerRole;
use crate::domain::filter::{Filter, Window};
use crate::domain::id::{DepartmentId, EditionId, MeasureId, PlanId, SectionId, TaskId};
use crate::domain::plan::{Measure, MeasureFound};
use crate::domain::plan_file::MeasureEntry;
use crate::domain::task::Owners;
use crate::domain::workspace::{Progress, Workspace};
use crate::text::pinyin;

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
    /// Where heading and owners stand in the paragraph.
    pub labels: &'a [Span],
    /// How many stretches of it are neither label nor task nor ledger.
    pub open_words: usize,
    /// What a reader should know of its print; empty where nothing.
    pub note: &'a str,
}

/// The same as [`Workspace::is_finished`], in the words of the index; a test holds the two together.
const FINISHED: &str = "m.open_words = 0
    AND NOT EXISTS (SELECT 1 FROM task t WHERE t.measure_id = m.id AND t.status = 'draft')
    AND (m.settled IS NOT NULL OR EXISTS (SELECT 1 FROM task t WHERE t.measure_id = m.id))";

impl Read<'_> {
    /// The measures that stand directly in a section, or in none, in printed order, with their counts on a day.
    pub fn list_measures(
        &self,
        plan: PlanId,
        section: Option<SectionId>,
        today: NaiveDate,
        hide_drafts: bool,
    ) -> Result<Vec<Measure>, Error> {
        let mut measures = self.rows(
            "SELECT m.id, m.number, m.title, m.printed, m.gone_in IS NOT NULL AS is_gone,
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
                    is_gone: row.get("is_gone")?,
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

    /// The measures that the newest edition of a plan prints, in printed order: number, title, paragraph.
    pub fn list_printed(
        &self,
        plan: PlanId,
    ) -> Result<Vec<(MeasureId, String, String, String)>, Error> {
        self.rows(
            "SELECT id, number, title, printed FROM measure
            WHERE plan_id = :plan AND gone_in IS NULL ORDER BY position, id",
            named_params! { ":plan": plan },
            |row| {
                Ok((
                    row.get("id")?,
                    row.get("number")?,
                    row.get("title")?,
                    row.get("printed")?,
                ))
            },
        )
    }

    /// A measure on the workbench: its paragraph, all its tasks, its ledger.
    pub fn find_workspace(&self, measure: MeasureId) -> Result<Option<Workspace>, Error> {
        let found = self.row(
            "SELECT m.plan_id, m.number, m.title, m.printed, m.labels, m.settled, m.rev, coalesce(s.path, '') AS section
            FROM measure m
            LEFT JOIN section s ON s.id = m.section_id
            WHERE m.id = :measure",
            named_params! { ":measure": measure },
            |row| {
                let labels: String = row.get("labels")?;
                Ok(Workspace {
                    measure,
                    plan: row.get("plan_id")?,
                    section: row.get("section")?,
                    number: row.get("number")?,
                    title: row.get("title")?,
                    owners: Vec::new(),
                    printed: row.get("printed")?,
                    labels: json(&labels)?,
                    tasks: Vec::new(),
                    ledger: Ledger {
                        settled: row.get("settled")?,
                        ..Ledger::default()
                    },
                    rev: row.get("rev")?,
                })
            },
        )?;
        let Some(mut workspace) = found else {
            return Ok(None);
        };
        workspace.owners = self.list_measure_owners(measure)?;
        workspace.ledger.entries = self.list_no_task(measure)?;
        let filter = Filter {
            measure: Some(measure),
            ..Filter::default()
        };
        self.each_task(&filter, Window::ALL, NaiveDate::MIN, |task| {
            // An occurrence of a duty is work on it; the breakdown knows the duty.
            if task.occurrence.is_none() {
                workspace.tasks.push(task.clone());
            }
        })?;
        Ok(Some(workspace))
    }

    /// What of a measure's paragraph needs no task, in printed order.
    fn list_no_task(&self, measure: MeasureId) -> Result<Vec<Entry>, Error> {
        self.rows(
            "SELECT quote, words_start, words_end, reason, decided_by FROM no_task
            WHERE measure_id = :measure ORDER BY words_start, id",
            named_params! { ":measure": measure },
            |row| {
                Ok(Entry {
                    span: Span::new(row.get("words_start")?, row.get("words_end")?),
                    quote: row.get("quote")?,
                    reason: row.get("reason")?,
                    by: row.get("decided_by")?,
                })
            },
        )
    }

    /// Every measure that the plan still prints with the section it stands in, in printed order; its tasks are not in it.
    pub fn list_measure_entries(
        &self,
        plan: PlanId,
    ) -> Result<Vec<(MeasureId, Option<SectionId>, MeasureEntry)>, Error> {
        let mut found = self.rows(
            "SELECT id, section_id, number, title, line, note FROM measure
            WHERE plan_id = :plan AND gone_in IS NULL ORDER BY position",
            named_params! { ":plan": plan },
            |row| {
                let entry = MeasureEntry {
                    number: row.get("number")?,
                    title: row.get("title")?,
                    line: row.get("line")?,
                    note: row.get("note")?,
                    ..MeasureEntry::default()
                };
                Ok((row.get("id")?, row.get("section_id")?, entry))
            },
        )?;
        for (measure, _, entry) in &mut found {
            let owners = self.list_measure_owners(*measure)?;
            if self.measure_owners(*measure)?.0.is_some() {
                entry.owners = owners;
            } else {
                entry.groups = owners;
            }
        }
        Ok(found)
    }

    /// The measures whose number is what was typed, or whose title holds it, in the order they came in; at most so many, of
    /// the first twenty thousand.
    pub fn find_measures(&self, typed: &str, most: usize) -> Result<Vec<MeasureFound>, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT m.id, m.number, m.title, p.title AS plan FROM measure m JOIN plan p ON p.id = m.plan_id
            ORDER BY m.id LIMIT 20000",
        )?;
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()?.filter(|_| found.len() < most) {
            let (number, title): (String, String) = (row.get("number")?, row.get("title")?);
            if number == typed || pinyin::holds(&title, typed) {
                found.push(MeasureFound {
                    id: row.get("id")?,
                    number,
                    title,
                    plan: row.get("plan")?,
                });
            }
        }
        Ok(found)
    }

    /// Who leads and supports a measure as printed, for a task that is added to it.
    pub fn measure_owners(
        &self,
        measure: MeasureId,
    ) -> Result<(Option<DepartmentId>, Owners), Error> {
        let rows = self.rows(
            "SELECT printed, role, department_id FROM measure_owner WHERE measure_id = :measure ORDER BY position",
            named_params! { ":measure": measure },
            |row| {
                Ok((
                    row.get::<_, String>("printed")?,
                    row.get::<_, String>("role")?,
                    row.get::<_, DepartmentId>("department_id")?,
                ))
            },
        )?;
        let mut lead = None;
        let mut owners = Owners::default();
        for (printed, role, department) in rows {
            if role == "lead" && lead.is_none() {
                lead = Some(department);
                owners.lead_printed = printed;
            } else {
                owners.support.push(department);
            }
        }
        Ok((lead, owners))
    }

    /// The plan that a measure stands in.
    pub fn plan_of_measure(&self, measure: MeasureId) -> Result<Option<PlanId>, Error> {
        self.row(
            "SELECT plan_id FROM measure WHERE id = :measure",
            named_params! { ":measure": measure },
            |row| row.get(0),
        )
    }

    /// Who changed the breakdown of a measure last, and when.
    pub fn last_breakdown_event(
        &self,
        measure: MeasureId,
    ) -> Result<Option<(String, DateTime<Utc>)>, Error> {
        self.row(
            "SELECT actor, at FROM event WHERE measure_id = :measure ORDER BY id DESC LIMIT 1",
            named_params! { ":measure": measure },
            |row| Ok((row.get("actor")?, instant(row, "at")?)),
        )
    }

    /// How much of a plan is broken down.
    pub fn breakdown_progress(&self, plan: PlanId) -> Result<Progress, Error> {
        let found = self.row(
            &format!(
                "SELECT count(*) AS measures, count(*) FILTER (WHERE {FINISHED}) AS finished
                FROM measure m WHERE m.plan_id = :plan AND m.gone_in IS NULL"
            ),
            named_params! { ":plan": plan },
            |row| {
                Ok(Progress {
                    finished: row.get("finished")?,
                    measures: row.get("measures")?,
                })
            },
        )?;
        Ok(found.unwrap_or_default())
    }

    /// The next measure of a plan that is not broken down, behind one, and then from the first on; `None` where all are.
    pub fn next_unfinished(
        &self,
        plan: PlanId,
        behind: Option<MeasureId>,
    ) -> Result<Option<MeasureId>, Error> {
        self.row(
            &format!(
                "SELECT m.id FROM measure m
                WHERE m.plan_id = :plan AND m.gone_in IS NULL AND NOT ({FINISHED}) AND m.id IS NOT :behind
                ORDER BY m.position <= coalesce((SELECT b.position FROM measure b WHERE b.id = :behind), -1), m.position
                LIMIT 1"
            ),
            named_params! { ":plan": plan, ":behind": behind },
            |row| row.get(0),
        )
    }

    /// The measure before or behind another one in printed order.
    pub fn neighbour_measure(
        &self,
        measure: MeasureId,
        is_next: bool,
    ) -> Result<Option<MeasureId>, Error> {
        let sql = if is_next {
            "SELECT n.id FROM measure m JOIN measure n ON n.plan_id = m.plan_id AND n.position > m.position
            WHERE m.id = :measure ORDER BY n.position LIMIT 1"
        } else {
            "SELECT n.id FROM measure m JOIN measure n ON n.plan_id = m.plan_id AND n.position < m.position
            WHERE m.id = :measure ORDER BY n.position DESC LIMIT 1"
        };
        self.row(sql, named_params! { ":measure": measure }, |row| row.get(0))
    }

    /// The first measure of a plan, or of a section and all below it.
    pub fn first_measure(
        &self,
        plan: PlanId,
        section: Option<SectionId>,
    ) -> Result<Option<MeasureId>, Error> {
        self.row(
            "SELECT m.id FROM measure m
            WHERE m.plan_id = :plan AND (:section IS NULL OR m.section_id IN (
                WITH RECURSIVE below (id) AS (
                    SELECT :section
                    UNION ALL
                    SELECT s.id FROM section s JOIN below ON s.plan_id = :plan AND s.parent_id = below.id
                )
                SELECT id FROM below
            ))
            ORDER BY m.position LIMIT 1",
            named_params! { ":plan": plan, ":section": section },
            |row| row.get(0),
        )
    }

    /// The drafts of a measure, or of all measures of its section, in printed order.
    pub fn list_drafts(
        &self,
        measure: MeasureId,
        whole_section: bool,
    ) -> Result<Vec<TaskId>, Error> {
        let sql = if whole_section {
            "SELECT t.id FROM measure here
            JOIN measure m ON m.plan_id = here.plan_id AND m.section_id IS here.section_id
            JOIN task t ON t.measure_id = m.id AND t.status = 'draft'
            WHERE here.id = :measure ORDER BY m.position, t.position, t.id"
        } else {
            "SELECT t.id FROM task t
            WHERE t.measure_id = :measure AND t.status = 'draft' ORDER BY t.position, t.id"
        };
        self.rows(sql, named_params! { ":measure": measure }, |row| row.get(0))
    }
}

impl Write<'_> {
    /// Stores a measure.
    pub fn insert_measure(&self, new: &NewMeasure<'_>) -> Result<MeasureId, Error> {
        self.insert(
            "INSERT INTO measure (plan_id, section_id, position, number, title, printed, line, labels, open_words, note)
            VALUES (:plan, :section, :position, :number, :title, :printed, nullif(:line, 0), :labels, :open_words,
                :note)",
            named_params! {
                ":plan": new.plan,
                ":section": new.section,
                ":position": new.position,
                ":number": new.number,
                ":title": new.title,
                ":printed": new.printed,
                ":line": new.line,
                ":labels": spans_text(new.labels),
                ":open_words": new.open_words,
                ":note": new.note,
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

    /// Replaces the ledger of a measure, and what follows from it; the paragraph only where the ledger carries one.
    pub fn set_ledger(
        &self,
        measure: MeasureId,
        ledger: &Ledger,
        open_words: usize,
    ) -> Result<(), Error> {
        self.execute(
            "DELETE FROM no_task WHERE measure_id = :measure",
            named_params! { ":measure": measure },
        )?;
        for entry in &ledger.entries {
            self.execute(
                "INSERT INTO no_task (measure_id, quote, words_start, words_end, reason, decided_by)
                VALUES (:measure, :quote, :start, :end, :reason, :by)",
                named_params! {
                    ":measure": measure,
                    ":quote": entry.quote,
                    ":start": entry.span.start,
                    ":end": entry.span.end,
                    ":reason": entry.reason,
                    ":by": entry.by,
                },
            )?;
        }
        if let Some(printed) = &ledger.printed {
            self.execute(
                "UPDATE measure SET number = :number, title = :title, printed = :text, labels = :labels
                WHERE id = :measure",
                named_params! {
                    ":measure": measure,
                    ":number": printed.number,
                    ":title": printed.title,
                    ":text": printed.text,
                    ":labels": spans_text(&printed.labels),
                },
            )?;
        }
        self.execute(
            "UPDATE measure SET settled = :settled, open_words = :open_words WHERE id = :measure",
            named_params! {
                ":measure": measure,
                ":settled": ledger.settled,
                ":open_words": open_words,
            },
        )
    }

    /// Puts a measure at another place of its plan.
    pub fn move_measure(&self, measure: MeasureId, position: usize) -> Result<(), Error> {
        self.execute(
            "UPDATE measure SET position = :position WHERE id = :measure",
            named_params! { ":measure": measure, ":position": position },
        )
    }

    /// Gives a measure another printed number.
    pub fn renumber_measure(&self, measure: MeasureId, number: &str) -> Result<(), Error> {
        self.execute(
            "UPDATE measure SET number = :number WHERE id = :measure",
            named_params! { ":measure": measure, ":number": number },
        )
    }

    /// Says that an edition no longer prints a measure.
    pub fn set_gone(&self, measure: MeasureId, edition: EditionId) -> Result<(), Error> {
        self.execute(
            "UPDATE measure SET gone_in = :edition WHERE id = :measure",
            named_params! { ":measure": measure, ":edition": edition },
        )
    }

    /// Takes away the printed owners of a measure, for others to be stored.
    pub fn clear_measure_owners(&self, measure: MeasureId) -> Result<(), Error> {
        self.execute(
            "DELETE FROM measure_owner WHERE measure_id = :measure",
            named_params! { ":measure": measure },
        )
    }

    /// Counts the row version of a measure's breakdown up, if it still is the one that was seen; says whether it did.
    pub fn touch_measure(&self, measure: MeasureId, seen: i64) -> Result<bool, Error> {
        let changed = self
            .connection
            .prepare_cached("UPDATE measure SET rev = rev + 1 WHERE id = :measure AND rev = :seen")?
            .execute(named_params! { ":measure": measure, ":seen": seen })?;
        Ok(changed == 1)
    }
}

fn spans_text(spans: &[Span]) -> String {
    serde_json::to_string(spans).unwrap_or_default()
}
