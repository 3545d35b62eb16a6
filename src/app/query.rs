//! The questions that screens and lists ask. None of them writes.

use super::error::Error;
use super::work::find_department;
use super::{App, Kind};
use crate::domain::department::Tally;
use crate::domain::event::Event;
use crate::domain::extension::Extension;
use crate::domain::filter::{Filter, Window};
use crate::domain::id::{DepartmentId, EventId, PlanId, SectionId, TaskId};
use crate::domain::matrix::{Across, Matrix};
use crate::domain::own_way::OwnWay;
use crate::domain::person::Role;
use crate::domain::plan::{Measure, MeasureFound, Plan, Section};
use crate::domain::status::Status;
use crate::domain::task::{OccurrenceRow, Task, TaskRow};
use crate::domain::task_query::{Lookup, TaskQuery, asks_for_plans, tell};
use crate::store::Read;

/// A task with all that its page shows.
#[derive(Clone, Debug)]
pub struct TaskPage {
    /// The task.
    pub task: Task,
    /// The paragraph of its measure as printed; empty where the plan carries none.
    pub printed: String,
    /// Its events, the oldest first, the people in them by name.
    pub events: Vec<Event>,
    /// The requests to move its last day, the oldest first.
    pub extensions: Vec<Extension>,
    /// For a recurring duty: its occurrences, the oldest first.
    pub occurrences: Vec<OccurrenceRow>,
}

/// A department as the department pane lists it: under today's name, with all that it answers for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DepartmentLine {
    /// The body that answers today.
    pub id: DepartmentId,
    /// Its name.
    pub name: String,
    /// What it owes.
    pub tally: Tally,
}

/// Who acted, as people are called: the name for the login, and who stood in behind it.
pub(super) fn actor_label(read: &Read<'_>, actor: &str) -> Result<String, Error> {
    let (login, rest) = actor.split_at(actor.find('（').unwrap_or(actor.len()));
    let name = read
        .find_person(login)?
        .map_or_else(|| login.to_owned(), |it| it.name);
    Ok(name + rest)
}

impl App {
    /// The tasks that a filter shows, the rows of one window.
    pub fn list_tasks(&self, filter: &Filter, window: Window) -> Result<Vec<TaskRow>, Error> {
        let filter = self.visible(filter);
        Ok(self
            .store
            .read(|read| read.list_tasks(&filter, window, self.today()))?)
    }

    /// How many tasks a filter shows.
    pub fn count_tasks(&self, filter: &Filter) -> Result<usize, Error> {
        let filter = self.visible(filter);
        Ok(self
            .store
            .read(|read| read.count_tasks(&filter, self.today()))?)
    }

    /// A task with its record.
    pub fn task_page(&self, id: TaskId) -> Result<TaskPage, Error> {
        let page = self.store.read(|read| -> Result<_, Error> {
            let Some(task) = read.find_task(id)? else {
                return Ok(None);
            };
            let mut events = read.list_events(id)?;
            for event in &mut events {
                event.actor = actor_label(read, &event.actor)?;
            }
            Ok(Some(TaskPage {
                printed: read.printed_measure(task.place.measure)?,
                events,
                extensions: read.list_extensions(id)?,
                occurrences: match task.promise.recurrence {
                    Some(_) => read.list_occurrences(id)?,
                    None => Vec::new(),
                },
                task,
            }))
        })?;
        page.filter(|page| !(self.hides_drafts() && page.task.state.status == Status::Draft))
            .ok_or_else(|| {
                Error::user(format!("没有编号为「{id}」的任务。"))
                    .hinted("用 duban task list 查看任务编号。")
            })
    }

    /// Every plan, counting the tasks that the person may see.
    pub fn list_plans(&self) -> Result<Vec<Plan>, Error> {
        let mut plans = self.store.read(|read| read.list_plans())?;
        if self.hides_drafts() {
            for plan in &mut plans {
                plan.tasks -= plan.drafts;
            }
        }
        Ok(plans)
    }

    /// The plan with this slug.
    pub fn get_plan(&self, slug: &str) -> Result<Plan, Error> {
        let plans = self.list_plans()?;
        let slugs: Vec<String> = plans.iter().map(|it| it.slug.clone()).collect();
        plans.into_iter().find(|it| it.slug == slug).ok_or_else(|| {
            let hint = if slugs.is_empty() {
                "还没有计划，先用 duban seed 或 duban import。".to_owned()
            } else {
                format!("已有的计划：{}。", slugs.join("、"))
            };
            Error::user(format!("没有短名为「{slug}」的计划。")).hinted(hint)
        })
    }

    /// The sections that stand directly in a section, or at the top of a plan.
    pub fn list_sections(
        &self,
        plan: PlanId,
        parent: Option<SectionId>,
    ) -> Result<Vec<Section>, Error> {
        Ok(self.store.read(|read| read.list_sections(plan, parent))?)
    }

    /// The measures that stand directly in a section, or in none.
    pub fn list_measures(
        &self,
        plan: PlanId,
        section: Option<SectionId>,
    ) -> Result<Vec<Measure>, Error> {
        Ok(self
            .store
            .read(|read| read.list_measures(plan, section, self.today(), self.hides_drafts()))?)
    }

    /// The departments that lead tasks, under today's names: most overdue first, then most owned.
    pub fn list_departments(&self) -> Result<Vec<DepartmentLine>, Error> {
        let today = self.today();
        let tallies = self
            .store
            .read(|read| read.tally_departments(today, OwnWay::now().soon(today)))?;
        let mut lines: Vec<DepartmentLine> = Vec::new();
        for (printed, tally) in tallies {
            let id = self.directory.current(printed, today);
            match lines.iter_mut().find(|line| line.id == id) {
                Some(line) => line.tally += tally,
                None => lines.push(DepartmentLine {
                    id,
                    name: self.directory.current_name(id, today).to_owned(),
                    tally,
                }),
            }
        }
        lines.sort_by(|a, b| {
            let key = |line: &DepartmentLine| {
                (
                    std::cmp::Reverse(line.tally.overdue),
                    std::cmp::Reverse(line.tally.owned),
                )
            };
            key(a).cmp(&key(b)).then_with(|| a.id.cmp(&b.id))
        });
        Ok(lines)
    }

    /// Who has how much: of the file, or of one plan.
    pub fn matrix(&self, across: Across, plan: Option<PlanId>) -> Result<Matrix, Error> {
        let hides = self.hides_drafts();
        let all = self.store.read(|read| read.list_alike(plan, hides))?;
        let (directory, today) = (&self.directory, self.today());
        Ok(Matrix::of(
            &all,
            across,
            today,
            |id| directory.current(id, today),
            |id| directory.current_name(id, today).to_owned(),
        ))
    }

    /// The tasks that a number of it counts.
    pub fn filter_in(
        &self,
        matrix: &Matrix,
        cell: (usize, usize),
        plan: Option<PlanId>,
    ) -> Option<Filter> {
        matrix.filter(cell, plan, |id| self.leads_of(id))
    }

    /// The departments that a filter must name to show what the department with this name answers for today.
    pub fn leads_named(&self, name: &str) -> Result<Vec<DepartmentId>, Error> {
        find_department(&self.directory, name, self.today()).map(|id| self.leads_of(id))
    }

    /// The departments whose tasks this one, or its successor, answers for today.
    pub fn leads_of(&self, id: DepartmentId) -> Vec<DepartmentId> {
        let today = self.today();
        self.directory
            .answered_by(self.directory.current(id, today), today)
    }

    /// The name of the lead today, with the printed one behind where it differs: 市卫健委 (原市卫生计生委).
    pub fn lead_label(&self, task: &Task) -> String {
        let Some(lead) = task.state.lead else {
            return String::new();
        };
        let today = self.directory.current_name(lead, self.today());
        let printed = self.directory.get(lead).map_or("", |it| it.name.as_str());
        if today == printed {
            today.to_owned()
        } else {
            format!("{today}（原{printed}）")
        }
    }

    /// Checks the record's hashes: how many events there are, or where the first break is.
    pub fn verify_record(&self) -> Result<usize, Error> {
        let (count, broken): (usize, Option<EventId>) =
            self.store.read(|read| read.verify_events())?;
        match broken {
            None => Ok(count),
            Some(id) => Err(Error::user(format!(
                "第 {count} 条记录（编号 {id}）与它的校验值不符，记录被改动过。"
            ))
            .hinted("请保留这个文件，并从备份核对。")
            .of_kind(Kind::Internal)),
        }
    }

    pub(super) fn visible(&self, filter: &Filter) -> Filter {
        let asked = self.task_query(&filter.search);
        let criteria = filter.criteria.iter().cloned().chain(asked.criteria);
        Filter {
            hide_drafts: filter.hide_drafts || self.hides_drafts(),
            criteria: criteria.collect(),
            search: asked.words.join(" "),
            ..filter.clone()
        }
    }

    /// The tasks that the person may see and that hold what was typed.
    pub(super) fn searched(&self, typed: &str) -> Filter {
        self.visible(&Filter {
            search: typed.to_owned(),
            ..Filter::default()
        })
    }

    /// The measures whose number is what was typed, or whose title holds it; at most so many.
    pub fn find_measures(&self, typed: &str, most: usize) -> Result<Vec<MeasureFound>, Error> {
        Ok(self.store.read(|read| read.find_measures(typed, most))?)
    }

    /// What was typed into a filter of tasks, its fields looked up.
    pub fn task_query(&self, typed: &str) -> TaskQuery {
        let plans = if asks_for_plans(typed) {
            // A file that can't be read says so where its tasks are listed.
            self.list_plans().unwrap_or_default()
        } else {
            Vec::new()
        };
        let lookup = Lookup {
            directory: &self.directory,
            plans: &plans,
            today: self.today(),
        };
        TaskQuery::parse(typed, lookup)
    }

    /// What could be typed to see what a filter shows; `None` where no words say it.
    pub fn words_of(&self, filter: &Filter) -> Option<String> {
        let plans = self.list_plans().ok()?;
        let lookup = Lookup {
            directory: &self.directory,
            plans: &plans,
            today: self.today(),
        };
        tell(filter, lookup)
    }

    pub(super) fn hides_drafts(&self) -> bool {
        self.person.role == Role::Liaison
    }
}

#[cfg(test)]
mod tests;
