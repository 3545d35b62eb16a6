//! Departments (部门): who answers, under which names, and who answers today for a body that was merged.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};

use super::id::{DepartmentId, EventId, PlanId};
use super::status::Verb;
use crate::text::pinyin;

/// A department (部门): a bureau, county, district or office that answers for tasks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[doc(alias = "部门")]
pub struct Department {
    /// Its number.
    pub id: DepartmentId,
    /// The name that plans print: 市卫生计生委.
    pub name: String,
    /// The name for narrow columns: 市卫计委.
    pub short_name: String,
    /// Every other name it is called by.
    pub aliases: Vec<String>,
    /// One body or a printed group such as 各有关部门.
    pub kind: String,
    /// The body that answers since a reform, and from which day on.
    pub successor: Option<(DepartmentId, NaiveDate)>,
    /// From which day on nothing is given to it.
    pub retired_on: Option<NaiveDate>,
}

/// The kinds of bodies: the code in the store and in seeds/, and the word that a user reads.
pub const KINDS: [(&str, &str); 8] = [
    ("bureau", "政府部门"),
    ("party-body", "党委部门"),
    ("mass-organisation", "群团"),
    ("county", "县（市）"),
    ("district", "区"),
    ("institution", "事业单位"),
    ("association", "协会"),
    ("group", "一类单位"),
];

impl Department {
    /// It stands for many: 各县区政府, 各有关部门.
    pub fn is_group(&self) -> bool {
        self.kind == "group"
    }

    /// The word of its kind; of an unknown one the code.
    pub fn kind_label(&self) -> &str {
        let known = KINDS.iter().find(|kind| kind.0 == self.kind);
        known.map_or(self.kind.as_str(), |kind| kind.1)
    }
}

/// A change of a department, as it is kept for ever; it stands in the same chain as the events of tasks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DepartmentEvent {
    /// Its number.
    pub id: EventId,
    /// The instant at which it was written down.
    pub at: DateTime<Utc>,
    /// The civil day it counts for.
    pub day: NaiveDate,
    /// Who did it.
    pub actor: String,
    /// 录入, 改写.
    pub verb: Verb,
    /// What was done, in words.
    pub text: String,
    /// The department before; `None` for a new one.
    pub before: Option<Department>,
    /// After.
    pub after: Department,
}

impl DepartmentEvent {
    /// From which day on the directory shows it: the one it was entered for, or an earlier one that it names itself.
    pub fn since(&self) -> NaiveDate {
        let named = |it: &Department| [it.successor.map(|it| it.1), it.retired_on];
        let before = self.before.as_ref().map(named).unwrap_or_default();
        let new = named(&self.after).into_iter().zip(before);
        let new = new.filter(|(after, before)| after != before);
        let earliest = new.filter_map(|(after, _)| after).min();
        earliest.map_or(self.day, |it| it.min(self.day))
    }
}

/// What a department owes (承办情况): counts of the tasks it leads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Given to it and not cancelled.
    pub owned: usize,
    /// 已办结.
    pub done: usize,
    /// Open and past the last day.
    pub overdue: usize,
    /// Open with the last day within 30 days.
    pub due_soon: usize,
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, more: Self) {
        self.owned += more.owned;
        self.done += more.done;
        self.overdue += more.overdue;
        self.due_soon += more.due_soon;
    }
}

/// How many tasks are given to a department and not cancelled, those of the bodies it took over included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Workload {
    /// Which it leads.
    pub leads: usize,
    /// Which it supports.
    pub supports: usize,
}

/// All departments, to be asked by number or by any name.
#[derive(Clone, Debug, Default)]
pub struct Directory {
    departments: Vec<Department>,
    rows: HashMap<DepartmentId, usize>,
    names: HashMap<String, DepartmentId>,
    memberships: Vec<Membership>,
}

/// Who a printed group (各县区政府) stands for in one plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// In which plan.
    pub plan: PlanId,
    /// The group.
    pub group: DepartmentId,
    /// Its members, in order.
    pub members: Vec<DepartmentId>,
}

impl Directory {
    /// A directory of these departments; the first that claims a name keeps it.
    pub fn new(departments: Vec<Department>) -> Self {
        let rows = departments
            .iter()
            .enumerate()
            .map(|(row, it)| (it.id, row))
            .collect();
        let mut names = HashMap::new();
        // Own names win over anybody's aliases, so they are entered first.
        for department in &departments {
            names.entry(fold(&department.name)).or_insert(department.id);
        }
        for department in &departments {
            for name in std::iter::once(&department.short_name).chain(&department.aliases) {
                names.entry(fold(name)).or_insert(department.id);
            }
        }
        Self {
            departments,
            rows,
            names,
            memberships: Vec::new(),
        }
    }

    /// The same with who the groups stand for.
    #[must_use]
    pub fn with_members(self, memberships: Vec<Membership>) -> Self {
        Self {
            memberships,
            ..self
        }
    }

    /// Who a group stands for in a plan; nobody where that is not known.
    pub fn members(&self, plan: PlanId, group: DepartmentId) -> &[DepartmentId] {
        let found = self
            .memberships
            .iter()
            .find(|it| it.plan == plan && it.group == group);
        found.map_or(&[], |it| &it.members)
    }

    /// Who a group stands for, plan by plan.
    pub fn memberships(&self, group: DepartmentId) -> impl Iterator<Item = &Membership> {
        self.memberships.iter().filter(move |it| it.group == group)
    }

    /// Every department, in the order it came in.
    pub fn all(&self) -> &[Department] {
        &self.departments
    }

    /// The department with this number.
    pub fn get(&self, id: DepartmentId) -> Option<&Department> {
        self.rows.get(&id).map(|row| &self.departments[*row])
    }

    /// The department that a printed name, short name or alias names.
    pub fn find(&self, name: &str) -> Option<&Department> {
        self.names.get(&fold(name)).and_then(|id| self.get(*id))
    }

    /// The departments of which a name, short name or alias holds the typed text or is spelt with just these pinyin initials
    /// (wjw for 卫健委); where there is none, those that are spelt with these initials at first (sty for 市体育局), and then
    /// those whose pinyin in full holds it (weijianwei).
    pub fn near(&self, typed: &str) -> Vec<&Department> {
        let typed = fold(typed).to_lowercase();
        if typed.is_empty() {
            return Vec::new();
        }
        let names = |it: &'_ Department| -> Vec<String> {
            let own = [&it.name, &it.short_name];
            own.into_iter()
                .chain(&it.aliases)
                .map(|name| fold(name).to_lowercase())
                .collect()
        };
        let having = |is_named: &dyn Fn(&str) -> bool| -> Vec<&Department> {
            self.departments
                .iter()
                .filter(|it| names(it).iter().any(|name| is_named(name)))
                .collect()
        };
        let spelt = |name: &str, is_so: &dyn Fn(&String) -> bool| {
            pinyin::all_initials(name).iter().any(is_so)
        };
        let found = having(&|name| name.contains(&typed) || spelt(name, &|it| *it == typed));
        if !found.is_empty() {
            return found;
        }
        let found = having(&|name| spelt(name, &|it| it.starts_with(&typed)));
        if !found.is_empty() {
            return found;
        }
        having(&|name| pinyin::holds(name, &typed))
    }

    /// The department that answers on a day for what this one was given: its successor's successor, and so on.
    pub fn current(&self, id: DepartmentId, day: NaiveDate) -> DepartmentId {
        self.chain(id, day).last().unwrap_or(id)
    }

    /// Whether a department is one of several, each as the body that answers for it on a day.
    pub fn is_one_of(&self, id: DepartmentId, several: &[DepartmentId], day: NaiveDate) -> bool {
        let id = self.current(id, day);
        several.iter().any(|it| self.current(*it, day) == id)
    }

    /// A department and those that answered for it one after the other until a day, the last of them still then.
    pub fn chain(&self, id: DepartmentId, day: NaiveDate) -> impl Iterator<Item = DepartmentId> {
        let next = move |at: &DepartmentId| match self.get(*at)?.successor {
            Some((next, since)) if since <= day && self.rows.contains_key(&next) => Some(next),
            _ => None,
        };
        // A chain is never longer than the directory; the bound ends a circle in bad data.
        std::iter::successors(Some(id), next).take(self.departments.len() + 1)
    }

    /// Every department once, and how far it stands below the one that answers for it on a day: each is followed by
    /// those it took over.
    pub fn lineage(&self, day: NaiveDate) -> Vec<(&Department, usize)> {
        let mut heirs: HashMap<DepartmentId, Vec<&Department>> = HashMap::new();
        let (mut roots, mut told) = (Vec::new(), HashSet::new());
        for department in &self.departments {
            match self.chain(department.id, day).nth(1) {
                Some(next) => heirs.entry(next).or_default().push(department),
                None => roots.push(department),
            }
        }
        // Bodies in a circle, which only bad data has, hang from no root and come at the end.
        let mut open: Vec<(&Department, usize)> = roots
            .into_iter()
            .chain(&self.departments)
            .map(|it| (it, 0))
            .rev()
            .collect();
        let mut all = Vec::new();
        while let Some((department, depth)) = open.pop() {
            if told.insert(department.id) {
                all.push((department, depth));
                let below = heirs.get(&department.id).into_iter().flatten().rev();
                open.extend(below.map(|it| (*it, depth + 1)));
            }
        }
        all
    }

    /// The bodies that passed on to a department directly, and from which day on.
    pub fn predecessors(&self, id: DepartmentId) -> impl Iterator<Item = (&Department, NaiveDate)> {
        self.departments.iter().filter_map(move |it| {
            let (next, since) = it.successor?;
            (next == id).then_some((it, since))
        })
    }

    /// How a department stands: 现行, who answers for it and from which day on, from which day on it is given nothing.
    pub fn standing_label(&self, it: &Department) -> String {
        let succeeded = it.successor.map(|(next, since)| {
            let name = self.get(next).map_or("", |it| it.name.as_str());
            format!("{since}起由「{name}」承接")
        });
        let retired = it.retired_on.map(|since| format!("{since}起停用"));
        let parts: Vec<String> = succeeded.into_iter().chain(retired).collect();
        if parts.is_empty() {
            return "现行".to_owned();
        }
        parts.join("，")
    }

    /// Whether a department itself answers on a day and can be given something.
    pub fn stands(&self, it: &Department, day: NaiveDate) -> bool {
        self.current(it.id, day) == it.id && it.retired_on.is_none_or(|since| day < since)
    }

    /// The departments whose tasks this one answers for on a day: itself, if it still stands, and those it took over.
    pub fn answered_by(&self, id: DepartmentId, day: NaiveDate) -> Vec<DepartmentId> {
        self.departments
            .iter()
            .map(|it| it.id)
            .filter(|it| self.current(*it, day) == id)
            .collect()
    }

    /// Every name of a department, and of the bodies that took over from it, whenever that was.
    pub fn spellings(&self, id: DepartmentId) -> Vec<&str> {
        let mut names = Vec::new();
        let mut at = Some(id);
        // A chain is never longer than the directory; the bound ends a circle in bad data.
        for _ in 0..=self.departments.len() {
            let Some(department) = at.and_then(|id| self.get(id)) else {
                break;
            };
            names.extend([department.name.as_str(), department.short_name.as_str()]);
            names.extend(department.aliases.iter().map(String::as_str));
            at = department.successor.map(|it| it.0);
        }
        names
    }

    /// The same for a narrow column.
    pub fn current_short_name(&self, id: DepartmentId, day: NaiveDate) -> &str {
        self.get(self.current(id, day))
            .map_or("", |it| &it.short_name)
    }

    /// Today's name of the body that answers; an unknown number is an empty name.
    pub fn current_name(&self, id: DepartmentId, day: NaiveDate) -> &str {
        self.get(self.current(id, day)).map_or("", |it| &it.name)
    }
}

/// Names are compared without white space and with full- and half-width brackets alike.
fn fold(name: &str) -> String {
    name.chars()
        .filter(|it| !it.is_whitespace())
        .map(|it| match it {
            '（' => '(',
            '）' => ')',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::parse_day;

    fn sample() -> Directory {
        let since = parse_day("2019-01-01").unwrap();
        let department = |id, name: &str, aliases: &[&str], successor: Option<i64>| Department {
            id: DepartmentId(id),
            name: name.to_owned(),
            short_name: name.to_owned(),
            aliases: aliases.iter().map(ToString::to_string).collect(),
            kind: "bureau".to_owned(),
            successor: successor.map(|next| (DepartmentId(next), since)),
            retired_on: None,
        };
        Directory::new(vec![
            department(1, "市卫生计生委", &["市卫计委"], Some(2)),
            department(2, "市卫健委", &["卫健委"], None),
            department(3, "市老龄办", &[], Some(1)),
            department(4, "各县(市)区", &[], None),
            department(5, "甲", &[], Some(6)),
            department(6, "乙", &[], Some(5)),
        ])
    }

    #[test]
    fn any_name_finds_its_department() {
        let directory = sample();
        for (name, id) in [
            ("市卫计委", 1),
            ("卫健委", 2),
            ("市卫健委", 2),
            ("各县（市）区", 4),
            ("各县 (市)区", 4),
        ] {
            assert_eq!(directory.find(name).map(|it| it.id.0), Some(id), "{name}");
        }
        assert!(directory.find("省卫健委").is_none());
    }

    #[test]
    fn a_successor_answers_from_its_day_on() {
        let directory = sample();
        let before = parse_day("2018-12-31").unwrap();
        let after = parse_day("2019-01-01").unwrap();
        assert_eq!(
            directory.current_name(DepartmentId(1), before),
            "市卫生计生委"
        );
        assert_eq!(directory.current_name(DepartmentId(1), after), "市卫健委");
        assert_eq!(directory.current_name(DepartmentId(3), after), "市卫健委");
        let ids: Vec<i64> = directory
            .answered_by(DepartmentId(2), after)
            .iter()
            .map(|it| it.0)
            .collect();
        assert_eq!(ids, [1, 2, 3]);
        assert!(directory.answered_by(DepartmentId(1), after).is_empty());
    }

    #[test]
    fn a_circle_in_bad_data_ends() {
        let directory = sample();
        let day = parse_day("2020-01-01").unwrap();
        assert!([5, 6].contains(&directory.current(DepartmentId(5), day).0));
    }

    #[test]
    fn each_stands_once_and_below_the_one_that_answers_for_it() {
        let directory = sample();
        let told = |day: &str| -> Vec<(i64, usize)> {
            let all = directory.lineage(parse_day(day).unwrap());
            all.iter().map(|(it, depth)| (it.id.0, *depth)).collect()
        };
        let before = [(1, 0), (2, 0), (3, 0), (4, 0), (5, 0), (6, 0)];
        assert_eq!(told("2018-12-31"), before);
        let after = [(2, 0), (1, 1), (3, 2), (4, 0), (5, 0), (6, 1)];
        assert_eq!(told("2019-01-01"), after);
    }

    #[test]
    fn how_a_department_stands_is_told_with_its_day() {
        let directory = sample();
        let day = |text| parse_day(text).unwrap();
        let mut one = directory.get(DepartmentId(1)).unwrap().clone();
        let succeeded = "2019-01-01起由「市卫健委」承接";
        assert_eq!(directory.standing_label(&one), succeeded);
        assert!(directory.stands(&one, day("2018-12-31")));
        assert!(!directory.stands(&one, day("2019-01-01")));
        one.successor = None;
        assert_eq!(directory.standing_label(&one), "现行");
        let mut other = directory.get(DepartmentId(4)).unwrap().clone();
        other.retired_on = Some(day("2020-06-01"));
        assert_eq!(directory.standing_label(&other), "2020-06-01起停用");
        assert!(directory.stands(&other, day("2020-05-31")));
        assert!(!directory.stands(&other, day("2020-06-01")));
        let before: Vec<&str> = directory
            .predecessors(DepartmentId(2))
            .map(|it| it.0.name.as_str())
            .collect();
        assert_eq!(before, ["市卫生计生委"]);
    }
}
