//! Lists by any column and under headings: what the store can't know of names is looked up here.

use std::collections::HashMap;

use super::App;
use super::error::Error;
use crate::domain::arrangement::{Arranged, Arrangement, GroupKey, Grouping, Placed};
use crate::domain::filter::{Filter, Window};
use crate::domain::id::{DepartmentId, PlanId, SectionId, TaskId};
use crate::domain::task::TaskRow;
use crate::store::Read;
use crate::text::pinyin;

/// What the headings of a list are called, and where they stand.
struct Headings<'a> {
    /// Departments by their names of today.
    ranks: &'a [DepartmentId],
    names: HashMap<GroupKey, String>,
    /// Where each section stands in its plan.
    places: HashMap<SectionId, usize>,
}

impl App {
    /// The tasks that a filter shows, arranged.
    pub fn arrange(&self, filter: &Filter, arrangement: Arrangement) -> Result<Arranged, Error> {
        let filter = self.visible(filter);
        let ranks = self.departments_by_name();
        self.store.read(|read| -> Result<_, Error> {
            let among = (ranks.as_slice(), self.today());
            let Some(grouping) = arrangement.grouping else {
                let mut ids = Vec::new();
                read.each_arranged(&filter, arrangement, among, |it| ids.push(it.id))?;
                return Ok(Arranged {
                    ids: ids.into(),
                    groups: Vec::new(),
                });
            };
            let mut placed = Vec::new();
            read.each_arranged(&filter, arrangement, among, |it| placed.push(it))?;
            self.answer_today(&mut placed);
            let headings = self.headings(read, &placed, grouping, &ranks)?;
            Ok(Arranged::group(
                &placed,
                |key| headings.rank(key),
                |key| headings.name(key, grouping),
            ))
        })
    }

    /// The tasks with these numbers, in the order of the numbers; those that are there no more are left out.
    pub fn list_by_number(&self, ids: &[TaskId]) -> Result<Vec<TaskRow>, Error> {
        let filter = Filter {
            ids: Some(ids.into()),
            ..Filter::default()
        };
        let rows = self.list_tasks(&filter, Window::ALL)?;
        let by_number: HashMap<TaskId, TaskRow> = rows.into_iter().map(|it| (it.id, it)).collect();
        Ok(ids
            .iter()
            .filter_map(|it| by_number.get(it).cloned())
            .collect())
    }

    /// Every department, as a dictionary orders the names that they have today.
    fn departments_by_name(&self) -> Vec<DepartmentId> {
        let (directory, today) = (self.directory(), self.today());
        let mut all: Vec<DepartmentId> = directory.all().iter().map(|it| it.id).collect();
        all.sort_by_cached_key(|it| {
            let current = directory.current(*it, today);
            // The printed ones behind the one that answers for them, so that they stand together.
            (
                pinyin::sort_key(directory.current_short_name(current, today)),
                current,
                *it != current,
                *it,
            )
        });
        all
    }

    /// A department's tasks stand under the one that answers for it today; under the same one, a task stands once.
    fn answer_today(&self, placed: &mut Vec<Placed>) {
        let (directory, today) = (self.directory(), self.today());
        let mut is_folded = false;
        for it in placed.iter_mut() {
            if let GroupKey::Department(id) = it.key {
                let current = directory.current(id, today);
                is_folded |= current != id;
                it.key = GroupKey::Department(current);
            }
        }
        if is_folded {
            let mut seen = std::collections::HashSet::new();
            placed.retain(|it| seen.insert((it.id, it.key)));
        }
    }

    fn headings<'a>(
        &self,
        read: &Read<'_>,
        placed: &[Placed],
        grouping: Grouping,
        ranks: &'a [DepartmentId],
    ) -> Result<Headings<'a>, Error> {
        let plans = match grouping {
            Grouping::Plan | Grouping::Section => read.list_plans()?,
            _ => Vec::new(),
        };
        let title = |id: PlanId| {
            let plan = plans.iter().find(|it| it.id == id);
            plan.map_or("", |it| &it.title)
        };
        let inside = |id: PlanId, path: &str| {
            // With one plan its title would stand before every section.
            match plans.len() {
                1 => path.to_owned(),
                _ => format!("{} › {path}", title(id)),
            }
        };
        let mut headings = Headings {
            ranks,
            names: HashMap::new(),
            places: HashMap::new(),
        };
        for it in placed {
            if headings.names.contains_key(&it.key) {
                continue;
            }
            let name = match it.key {
                GroupKey::Department(id) => {
                    self.directory.current_name(id, self.today()).to_owned()
                }
                GroupKey::Plan(id) => title(id).to_owned(),
                GroupKey::Section(plan, section) => {
                    let (place, path) = read.section_path(section)?.unwrap_or_default();
                    headings.places.insert(section, place);
                    inside(plan, &path)
                }
                GroupKey::Loose(plan) => inside(plan, "不在章节中的措施"),
                GroupKey::Month(_) | GroupKey::None => it.key.label(grouping),
            };
            headings.names.insert(it.key, name);
        }
        Ok(headings)
    }
}

impl Headings<'_> {
    fn name(&self, key: GroupKey, grouping: Grouping) -> String {
        let name = self.names.get(&key).cloned();
        name.unwrap_or_else(|| key.label(grouping))
    }

    /// Months and plans as they come, sections as printed, departments by name, what has no heading of its own last.
    fn rank(&self, key: GroupKey) -> (bool, Option<PlanId>, usize, GroupKey) {
        match key {
            GroupKey::Department(id) => {
                let place = self.ranks.iter().position(|it| *it == id);
                (false, None, place.unwrap_or(usize::MAX), key)
            }
            GroupKey::Section(plan, section) => {
                let place = self.places.get(&section).copied();
                (false, Some(plan), place.unwrap_or(usize::MAX), key)
            }
            GroupKey::Loose(plan) => (false, Some(plan), usize::MAX, key),
            GroupKey::Plan(_) | GroupKey::Month(_) => (false, None, 0, key),
            GroupKey::None => (true, None, 0, key),
        }
    }
}

#[cfg(test)]
mod tests;
