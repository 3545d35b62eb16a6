//! A plan of the file as a plan file: what was promised, not what has come of it.

use std::collections::HashMap;

use super::App;
use super::error::Error;
use crate::domain::filter::{Filter, Window};
use crate::domain::id::{DepartmentId, MeasureId, PlanId, SectionId};
use crate::domain::indicator::Indicator;
use crate::domain::plan_file::{GroupEntry, IndicatorEntry, PlanFile, SectionEntry, TaskEntry};
use crate::domain::task::Task;

impl App {
    /// The plan with this slug: its sections, measures, tasks and indicators, as `import` reads them back.
    ///
    /// # Errors
    /// There is no such plan.
    pub fn plan_file(&self, slug: &str) -> Result<PlanFile, Error> {
        let plan = self.get_plan(slug)?;
        let own = |text: &String| Some(text.clone()).filter(|it| !it.is_empty());
        let mut file = PlanFile {
            slug: plan.slug.clone(),
            title: plan.title.clone(),
            doc_no: own(&plan.doc_no),
            issuer: own(&plan.issuer),
            issued_on: plan.issued_on,
            period_start: plan.period_start,
            period_end: plan.period_end,
            ..PlanFile::default()
        };
        let filter = self.visible(&Filter {
            plan: Some(plan.id),
            ..Filter::default()
        });
        let mut tasks: HashMap<MeasureId, Vec<Task>> = HashMap::new();
        let (headings, measures, indicators, shared) =
            self.store.read(|read| -> Result<_, Error> {
                read.each_task(&filter, Window::ALL, self.today(), |task| {
                    // The plan prints the duty, not its occurrences.
                    if task.occurrence.is_none() {
                        let measure = tasks.entry(task.place.measure).or_default();
                        measure.push(task.clone());
                    }
                })?;
                let measures = read.list_measure_entries(plan.id)?;
                let mut shared = HashMap::new();
                for (id, ..) in &measures {
                    shared.insert(*id, read.measure_owners(*id)?);
                }
                let headings = read.list_headings(plan.id)?;
                Ok((
                    headings,
                    measures,
                    read.list_indicators(Some(plan.id))?,
                    shared,
                ))
            })?;
        let mut places: HashMap<Option<SectionId>, usize> = HashMap::new();
        for (id, parent, heading) in headings {
            let above = parent.and_then(|it| places.get(&Some(it)));
            let mut path = above.map_or_else(Vec::new, |at| file.section[*at].path.clone());
            path.push(heading);
            places.insert(Some(id), file.section.len());
            file.section.push(SectionEntry {
                path,
                ..SectionEntry::default()
            });
        }
        for (id, section, mut entry) in measures {
            let mut own = tasks.remove(&id).unwrap_or_default();
            own.sort_by_key(|task| (task.place.position, task.id));
            let owners = shared.get(&id);
            let written = own.iter().map(|task| {
                let is_shared = owners.is_some_and(|(lead, owners)| {
                    *lead == task.state.lead && owners.support == task.owners.support
                });
                self.task_entry(task, is_shared)
            });
            entry.tasks = written.collect();
            let at = *places.entry(section).or_insert_with(|| {
                file.section.push(SectionEntry::default());
                file.section.len() - 1
            });
            file.section[at].measure.push(entry);
        }
        let printed = indicators.into_iter().filter(|it| !it.is_gone);
        file.indicator = printed.map(indicator_entry).collect();
        file.group = self.group_entries(plan.id);
        Ok(file)
    }

    /// Who the groups stand for in the plan.
    fn group_entries(&self, plan: PlanId) -> Vec<GroupEntry> {
        let name = |id: &DepartmentId| self.directory.get(*id).map(|it| it.name.clone());
        let groups = self.directory.all().iter().filter_map(|group| {
            let members = self.directory.members(plan, group.id);
            (!members.is_empty()).then(|| GroupEntry {
                name: group.name.clone(),
                members: members.iter().filter_map(name).collect(),
            })
        });
        groups.collect()
    }

    /// Whether a body is a member of the printed group in the plan of a task.
    fn is_member(&self, task: &Task, printed: &str, lead: DepartmentId) -> bool {
        self.directory.find(printed).is_some_and(|group| {
            self.directory
                .members(task.place.plan, group.id)
                .contains(&lead)
        })
    }

    /// A task as the plan has it; owners that are the measure's are not said again.
    fn task_entry(&self, task: &Task, is_shared: bool) -> TaskEntry {
        let name = |id| {
            self.directory
                .get(id)
                .map_or_else(String::new, |it| it.name.clone())
        };
        let lead = match (task.owners.lead_printed.as_str(), task.state.lead) {
            ("", Some(lead)) => Some(name(lead)),
            ("", None) => None,
            // What a group led was given to its members.
            (printed, Some(lead)) if self.is_member(task, printed, lead) => Some(name(lead)),
            (printed, _) => Some(printed.to_owned()),
        };
        let support = task.owners.support.iter().copied().map(name);
        let owners = lead.map_or_else(Vec::new, |lead| {
            std::iter::once(lead).chain(support).collect()
        });
        let promise = &task.promise;
        TaskEntry {
            title: promise.title.clone(),
            target: promise.target.clone(),
            deadline: promise
                .deadline
                .as_ref()
                .map(|it| it.phrase.clone())
                .unwrap_or_default(),
            recurrence: promise.recurrence,
            owners: if is_shared { Vec::new() } else { owners },
            note: promise.note.clone(),
        }
    }
}

fn indicator_entry(it: Indicator) -> IndicatorEntry {
    let cells = it.cells.into_iter();
    IndicatorEntry {
        domain: it.domain,
        name: it.name,
        unit: it.unit,
        kind: it.kind,
        direction: it.direction,
        owner: it.owner,
        values: cells.map(|(year, cell)| (year.to_string(), cell)).collect(),
        note: it.note,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{Imported, Settings, break_down};
    use crate::domain::day::parse_day;
    use crate::domain::watch::Unwatched;

    fn app(folder: &tempfile::TempDir, name: &str) -> App {
        let settings = Settings {
            path: folder.path().join(name),
            today: parse_day("2019-06-01"),
            stand_in: None,
            key: None,
        };
        App::open_or_create(&settings).unwrap()
    }

    #[test]
    fn what_is_written_of_a_built_in_plan_is_what_it_came_from_and_is_read_back() {
        let folder = tempfile::tempdir().unwrap();
        let mut first = app(&folder, "first.db");
        first.seed(&[]).unwrap();
        let mut second = app(&folder, "second.db");
        for (slug, _) in crate::app::list_built_in().unwrap() {
            let seed = crate::app::builtin::read_file(&slug).unwrap();
            let file = first.plan_file(&slug).unwrap();
            assert_eq!(file, seed, "{slug}");
            let text = first.plan_document(&slug).unwrap();
            let document = break_down(text.as_bytes(), None, &mut Unwatched).unwrap();
            let imported = second.import(&document, None, &mut Unwatched).unwrap();
            assert!(matches!(imported, Imported::New(taken) if taken.slug == slug));
            assert_eq!(second.plan_document(&slug).unwrap(), text, "{slug}");
        }
    }
}
