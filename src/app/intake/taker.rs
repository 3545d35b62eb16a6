//! Storing one plan: sections, measures, owners, tasks, and the first event of each task.

use chrono::{DateTime, NaiveDate, Utc};
use std::collections::HashMap;

use super::names::Names;
use super::{Error, Intake, Origin, TakenIn, stopped};
use crate::domain::coverage::{Entry, Ledger};
use crate::domain::deadline::{Deadline, Frame};
use crate::domain::department::Membership;
use crate::domain::draft::{DraftMeasure, DraftOwner, DraftTask, OwnerRole};
use crate::domain::event::{Event, Given, Links, Words};
use crate::domain::id::{DepartmentId, EventId, MeasureId, PlanId, SectionId, TaskId};
use crate::domain::status::{Status, Verb};
use crate::domain::task::{Promise, TaskState};
use crate::domain::watch::{Stage, Watch};
use crate::store::{NewMeasure, NewPlan, NewSection, NewTask, Write};

/// One plan on its way into the store.
pub struct Taker<'a> {
    write: &'a Write<'a>,
    intake: Intake<'a>,
    names: Names<'a>,
    frame: Frame,
    at: DateTime<Utc>,
    day: NaiveDate,
    actor: String,
    /// What tasks that come with a later edition stand on; empty for the plan itself.
    basis: String,
}

impl<'a> Taker<'a> {
    /// A plan about to be stored, by whom and when.
    ///
    /// Its tasks are in force from the day the plan was issued, where that is known and past.
    pub fn new(
        write: &'a Write<'a>,
        intake: Intake<'a>,
        names: Names<'a>,
        at: DateTime<Utc>,
        today: NaiveDate,
        actor: String,
    ) -> Self {
        let frame = intake.draft.plan.frame();
        let day = frame.issued.map_or(today, |issued| issued.min(today));
        Self {
            write,
            intake,
            names,
            frame,
            at,
            day,
            actor,
            basis: String::new(),
        }
    }

    /// The same for what comes with a later edition, whose tasks are in force from today.
    #[must_use]
    pub fn on_basis(self, basis: &str, today: NaiveDate) -> Self {
        Self {
            basis: basis.to_owned(),
            day: today,
            ..self
        }
    }

    /// Stores the plan with all that is in it.
    ///
    /// # Errors
    /// Whoever watches has stopped it; then the transaction ends without having written.
    pub fn plan(&mut self, watch: &mut dyn Watch) -> Result<TakenIn, Error> {
        let draft = self.intake.draft;
        let plan = self.write.insert_plan(&NewPlan {
            slug: self.intake.slug,
            plan: &draft.plan,
            digest: self.intake.digest,
            at: self.at,
        })?;
        let sections = self.sections(plan)?;
        self.write.insert_outside(plan, &draft.outside)?;
        self.write.insert_indicators(plan, &draft.indicators)?;
        self.groups(plan)?;
        let mut tasks = 0;
        for (position, measure) in draft.measures.iter().enumerate() {
            if watch
                .told(Stage::Storing, position, draft.measures.len())
                .is_break()
            {
                return Err(stopped());
            }
            let section = sections.get(&measure.path).copied();
            self.measure(plan, section, position, measure)?;
            tasks += measure.tasks.len();
        }
        Ok(TakenIn {
            slug: self.intake.slug.to_owned(),
            title: draft.plan.title.clone(),
            measures: draft.measures.len(),
            tasks,
        })
    }

    /// Who the printed groups stand for in this plan.
    fn groups(&mut self, plan: PlanId) -> Result<(), Error> {
        for group in &self.intake.draft.groups {
            let now = Membership {
                plan,
                group: self.names.group(&group.name)?,
                members: group
                    .members
                    .iter()
                    .map(|name| self.names.get(name))
                    .collect::<Result<_, _>>()?,
            };
            self.write.set_members(&now)?;
        }
        Ok(())
    }

    /// Every section that is listed or stands above a measure, and those above it.
    fn sections(&self, plan: PlanId) -> Result<HashMap<Vec<String>, SectionId>, Error> {
        let draft = self.intake.draft;
        let mut known: HashMap<Vec<String>, SectionId> = HashMap::new();
        let printed: HashMap<&[String], &str> = draft
            .sections
            .iter()
            .map(|it| (it.path.as_slice(), it.source.as_str()))
            .collect();
        let paths = draft
            .sections
            .iter()
            .map(|it| &it.path)
            .chain(draft.measures.iter().map(|it| &it.path));
        for path in paths {
            for depth in 1..=path.len() {
                let path = &path[..depth];
                if known.contains_key(path) {
                    continue;
                }
                let id = self.write.insert_section(&NewSection {
                    plan,
                    parent: known.get(&path[..depth - 1]).copied(),
                    position: known.len(),
                    path,
                    printed: printed.get(path).copied().unwrap_or_default(),
                })?;
                known.insert(path.to_vec(), id);
            }
        }
        Ok(known)
    }

    /// Stores a measure with its owners, its ledger and its tasks.
    pub fn measure(
        &mut self,
        plan: PlanId,
        section: Option<SectionId>,
        position: usize,
        measure: &DraftMeasure,
    ) -> Result<MeasureId, Error> {
        let id = self.write.insert_measure(&NewMeasure {
            plan,
            section,
            position,
            number: &measure.number,
            title: &measure.title,
            printed: &measure.source,
            line: measure.line,
            labels: &measure.labels,
            // The reader says something of every word.
            open_words: 0,
            note: &measure.note,
        })?;
        self.owners(id, measure)?;
        self.write.set_ledger(id, &ledger_of(measure), 0)?;
        for (position, task) in measure.tasks.iter().enumerate() {
            self.task(plan, id, position, task, measure)?;
        }
        Ok(id)
    }

    /// Stores the printed owners of a measure, and behind them the groups.
    pub fn owners(&mut self, id: MeasureId, measure: &DraftMeasure) -> Result<(), Error> {
        for (position, owner) in measure.owners.iter().enumerate() {
            let department = self.names.get(&owner.name)?;
            self.write
                .insert_measure_owner(id, position, &owner.name, owner.role, department)?;
        }
        for (position, group) in measure.groups.iter().enumerate() {
            let department = self.names.group(group)?;
            let position = measure.owners.len() + position;
            self.write
                .insert_measure_owner(id, position, group, OwnerRole::Support, department)?;
        }
        Ok(())
    }

    /// Stores one task with its first event.
    pub fn task(
        &mut self,
        plan: PlanId,
        measure_id: MeasureId,
        position: usize,
        task: &DraftTask,
        measure: &DraftMeasure,
    ) -> Result<TaskId, Error> {
        let owners = if task.owners.is_empty() {
            &measure.owners
        } else {
            &task.owners
        };
        let (lead, support) = split_owners(owners);
        let lead_id = lead.map(|it| self.names.get(&it.name)).transpose()?;
        let mut support = support
            .iter()
            .map(|it| self.names.get(&it.name))
            .collect::<Result<Vec<_>, _>>()?;
        if task.owners.is_empty() {
            for group in &measure.groups {
                support.push(self.names.group(group)?);
            }
        }
        let deadline = Deadline::settle(task.deadline.clone(), None, &self.frame);
        let state = TaskState {
            status: match self.intake.origin {
                Origin::BuiltIn if lead_id.is_some() => Status::Assigned,
                _ => Status::Draft,
            },
            back: None,
            asked: None,
            percent: 0,
            lead: lead_id,
            last_day: deadline.as_ref().and_then(|it| it.last_day),
        };
        let promise = Promise {
            title: task.title.clone(),
            quote: task.quote.clone(),
            span: task.span,
            target: task.figures.join("、"),
            deadline,
            recurrence: task.recurrence,
            note: task.note.clone(),
        };
        let lead_printed = lead.map_or("", |it| it.name.as_str());
        let id = self.write.insert_task(&NewTask {
            id: None,
            plan,
            measure: measure_id,
            position,
            promise: &promise,
            lead_printed,
            support: &support,
            occurrence: None,
            state: &state,
            at: self.at,
        })?;
        let mut spelt = vec![promise.title.as_str()];
        spelt.extend(self.names.spellings(lead_id));
        let mut words = spelt.clone();
        words.extend([
            promise.quote.as_str(),
            promise.target.as_str(),
            measure.title.as_str(),
            lead_printed,
        ]);
        self.write.index_task(id, &words, &spelt)?;
        self.write.append_event(&Event {
            id: EventId(0),
            at: self.at,
            day: self.day,
            actor: self.actor.clone(),
            verb: Verb::Create,
            task: id,
            text: self.basis.clone(),
            before: None,
            after: state,
            given: Some(given(
                promise,
                support,
                (measure_id, position),
                lead_printed,
            )),
            taken: None,
            report: None,
            links: Links {
                measure: Some(measure_id),
                ..Links::default()
            },
        })?;
        Ok(id)
    }
}

/// What the record keeps of a new task.
fn given(
    promise: Promise,
    support: Vec<DepartmentId>,
    (measure, position): (MeasureId, usize),
    lead_printed: &str,
) -> Given {
    Given {
        support,
        words: Some(Words {
            measure,
            position,
            title: promise.title,
            quote: promise.quote,
            span: promise.span,
            target: promise.target,
            recurrence: promise.recurrence,
            lead_printed: lead_printed.to_owned(),
            note: promise.note,
            occurrence: None,
        }),
        deadline: promise.deadline,
    }
}

/// The ledger as the reader made it.
pub fn ledger_of(measure: &DraftMeasure) -> Ledger {
    Ledger {
        entries: measure
            .no_task
            .iter()
            .map(|it| Entry {
                span: it.span,
                quote: it.quote.clone(),
                reason: it.reason.clone().into_owned(),
                by: String::new(),
            })
            .collect(),
        ..Ledger::default()
    }
}

/// The lead and the supporting owners; where none is marked as lead, nobody leads.
fn split_owners(owners: &[DraftOwner]) -> (Option<&DraftOwner>, Vec<&DraftOwner>) {
    let lead = owners.iter().position(|it| it.role == OwnerRole::Lead);
    let support = owners
        .iter()
        .enumerate()
        .filter(|(at, _)| Some(*at) != lead)
        .map(|(_, it)| it)
        .collect();
    (lead.map(|at| &owners[at]), support)
}
