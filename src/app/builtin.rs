//! The plans and departments that the program carries (seeds/), as data to be taken in.

use chrono::NaiveDate;
use serde::Deserialize;

use super::error::{Error, Kind};
use super::intake::Document;
use crate::domain::deadline::{Deadline, Frame};
use crate::domain::draft::{
    Draft, DraftMeasure, DraftOwner, DraftPlan, DraftSection, DraftTask, OwnerRole,
};
use crate::domain::recurrence::Recurrence;
use crate::text::digest::sha256;

const PLANS: [&str; 1] = [include_str!("../../seeds/anshan-2018.toml")];
const DEPARTMENTS: &str = include_str!("../../seeds/departments.toml");

/// A department of the built-in data.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeedDepartment {
    /// The name that plans print.
    pub name: String,
    /// The name in full, without the city.
    pub full_name: String,
    /// The name for narrow columns.
    pub short_name: String,
    /// Every other name.
    pub aliases: Vec<String>,
    /// Pinyin initials where the usual readings of the short name give wrong ones.
    pub pinyin: Option<String>,
    /// bureau, district, group, ….
    pub kind: String,
    /// Keywords of what it answers for, for suggestions; none for a printed group and for a body that was succeeded.
    #[serde(default)]
    pub duties: Vec<String>,
    /// The name of the body that answers since a reform.
    pub successor: Option<String>,
    /// From which day on.
    pub succeeded_on: Option<NaiveDate>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SeedDepartments {
    department: Vec<SeedDepartment>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SeedPlan {
    slug: String,
    title: String,
    doc_no: String,
    issuer: String,
    issued_on: NaiveDate,
    period_start: NaiveDate,
    period_end: NaiveDate,
    section: Vec<SeedSection>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SeedSection {
    path: Vec<String>,
    #[serde(default)]
    measure: Vec<SeedMeasure>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SeedMeasure {
    number: String,
    title: String,
    owners: Vec<String>,
    tasks: Vec<SeedTask>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SeedTask {
    title: String,
    target: Option<String>,
    deadline: Option<String>,
    recurrence: Option<Recurrence>,
    #[serde(default)]
    owners: Vec<String>,
}

/// Every name of a department of the built-in data.
pub fn names_of(seed: &SeedDepartment) -> impl Iterator<Item = &str> {
    [&seed.name, &seed.short_name, &seed.full_name]
        .into_iter()
        .chain(&seed.aliases)
        .map(String::as_str)
}

/// Every built-in plan: the word for the command line, and the title.
pub fn list() -> Result<Vec<(String, String)>, Error> {
    PLANS
        .iter()
        .map(|text| read(text).map(|plan| (plan.slug, plan.title)))
        .collect()
}

/// The built-in plan with this word.
pub fn find(slug: &str) -> Result<Option<Document>, Error> {
    for text in PLANS {
        let plan = read(text)?;
        if plan.slug == slug {
            return document(plan, text).map(Some);
        }
    }
    Ok(None)
}

/// The departments that the built-in data knows.
pub fn departments() -> Result<Vec<SeedDepartment>, Error> {
    toml::from_str::<SeedDepartments>(DEPARTMENTS)
        .map(|seeds| seeds.department)
        .map_err(|error| broken(&error))
}

fn read(text: &str) -> Result<SeedPlan, Error> {
    toml::from_str(text).map_err(|error| broken(&error))
}

fn broken(what: &impl std::fmt::Display) -> Error {
    Error::user(format!("内置数据有误：{what}。")).of_kind(Kind::Internal)
}

fn document(seed: SeedPlan, text: &str) -> Result<Document, Error> {
    let plan = DraftPlan {
        title: seed.title,
        doc_no: Some(seed.doc_no),
        issuer: Some(seed.issuer),
        published: Some(seed.issued_on),
        period_start: Some(seed.period_start),
        period_end: Some(seed.period_end),
    };
    let frame = plan.frame();
    let mut draft = Draft {
        plan,
        ..Draft::default()
    };
    for section in seed.section {
        for measure in section.measure {
            let tasks = measure
                .tasks
                .into_iter()
                .map(|task| draft_task(task, &frame))
                .collect::<Result<_, _>>()?;
            draft.measures.push(DraftMeasure {
                path: section.path.clone(),
                number: measure.number,
                title: measure.title,
                owners: owners(measure.owners),
                tasks,
                ..DraftMeasure::default()
            });
        }
        draft.sections.push(DraftSection {
            path: section.path,
            ..DraftSection::default()
        });
    }
    Ok(Document {
        draft,
        digest: sha256(text.as_bytes()),
    })
}

fn draft_task(seed: SeedTask, frame: &Frame) -> Result<DraftTask, Error> {
    let deadline = match &seed.deadline {
        Some(phrase) => Some(Deadline::parse(phrase, frame).ok_or_else(|| broken(phrase))?),
        None => None,
    };
    Ok(DraftTask {
        title: seed.title,
        deadline,
        recurrence: seed.recurrence,
        figures: seed.target.into_iter().collect(),
        owners: owners(seed.owners),
        ..DraftTask::default()
    })
}

/// Where a plan only lists names, the first leads.
fn owners(names: Vec<String>) -> Vec<DraftOwner> {
    names
        .into_iter()
        .enumerate()
        .map(|(at, name)| DraftOwner {
            name,
            role: if at == 0 {
                OwnerRole::Lead
            } else {
                OwnerRole::Support
            },
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_plan_can_be_taken_in() {
        for (slug, title) in list().unwrap() {
            let draft = find(&slug).unwrap().unwrap().draft;
            assert_eq!(draft.plan.title, title);
            assert!(!draft.measures.is_empty());
        }
    }

    #[test]
    fn the_plan_of_anshan_is_whole() {
        let draft = find("anshan-2018").unwrap().unwrap().draft;
        assert_eq!(draft.measures.len(), 46);
        let tasks: Vec<&DraftTask> = draft.measures.iter().flat_map(|it| &it.tasks).collect();
        assert!(tasks.len() >= 227, "{}", tasks.len());
        assert!(
            tasks
                .iter()
                .all(|it| !it.title.is_empty() && it.title.chars().count() <= 30)
        );
    }

    #[test]
    fn every_owner_of_a_built_in_plan_is_a_known_department() {
        let known: std::collections::HashSet<String> = departments()
            .unwrap()
            .into_iter()
            .flat_map(|it| [vec![it.name, it.full_name, it.short_name], it.aliases].concat())
            .collect();
        for (slug, _) in list().unwrap() {
            for measure in find(&slug).unwrap().unwrap().draft.measures {
                for owner in measure
                    .owners
                    .iter()
                    .chain(measure.tasks.iter().flat_map(|it| &it.owners))
                {
                    assert!(known.contains(&owner.name), "{}", owner.name);
                }
            }
        }
    }

    #[test]
    fn whoever_answers_today_has_duties() {
        for seed in departments().unwrap() {
            let has_none = seed.kind == "group" || seed.successor.is_some();
            let counts = if has_none { 0..=0 } else { 8..=48 };
            assert!(counts.contains(&seed.duties.len()), "{}", seed.name);
            for keyword in &seed.duties {
                let letters = keyword.chars().count();
                assert!((2..=8).contains(&letters), "{}: {keyword}", seed.name);
            }
            let distinct: std::collections::HashSet<&String> = seed.duties.iter().collect();
            assert_eq!(distinct.len(), seed.duties.len(), "{}", seed.name);
        }
    }
}
