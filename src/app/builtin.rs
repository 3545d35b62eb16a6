//! The plans and departments that the program carries (seeds/), as data to be taken in.

use chrono::NaiveDate;
use serde::Deserialize;

use super::error::{Error, Kind};
use super::intake::Document;
use crate::domain::plan::Tier;
use crate::domain::plan_file::PlanFile;
use crate::text::digest::sha256;

const PLANS: [&str; 5] = [
    include_str!("../../seeds/anshan-2018.toml"),
    include_str!("../../seeds/wafangdian-2017.toml"),
    include_str!("../../seeds/lianyungang-2017.toml"),
    include_str!("../../seeds/liaocheng-2018.toml"),
    include_str!("../../seeds/zhenan-2021.toml"),
];
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
    /// The name of the body that does the same in a district.
    pub district: Option<String>,
    /// For the body of a district or county: the city's that does the same, whose duties are its own.
    #[serde(skip)]
    pub counterpart: Option<String>,
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

/// The file of the built-in plan with this word.
#[cfg(test)]
pub fn read_file(slug: &str) -> Option<PlanFile> {
    let files = PLANS.iter().filter_map(|text| read(text).ok());
    files.into_iter().find(|file| file.slug == slug)
}

/// The departments that the built-in data knows, behind the city's those of districts and counties.
pub fn departments() -> Result<Vec<SeedDepartment>, Error> {
    let seeds: SeedDepartments = toml::from_str(DEPARTMENTS).map_err(|error| broken(&error))?;
    let mut departments = seeds.department;
    let below: Vec<SeedDepartment> = departments
        .iter()
        .flat_map(|it| [Tier::District, Tier::County].map(|tier| below(it, tier)))
        .flatten()
        .collect();
    departments.extend(below);
    Ok(departments)
}

/// The body of a district or county that does what a city's does.
fn below(seed: &SeedDepartment, tier: Tier) -> Option<SeedDepartment> {
    let name = seed.district.as_deref().map(|it| tier.named(it))?;
    Some(SeedDepartment {
        full_name: name.clone(),
        short_name: name.clone(),
        aliases: Vec::new(),
        pinyin: None,
        kind: seed.kind.clone(),
        duties: Vec::new(),
        district: None,
        counterpart: Some(seed.name.clone()),
        successor: None,
        succeeded_on: None,
        name,
    })
}

fn read(text: &str) -> Result<PlanFile, Error> {
    toml::from_str(text).map_err(|error| broken(&error))
}

fn broken(what: &impl std::fmt::Display) -> Error {
    Error::user(format!("内置数据有误：{what}。")).of_kind(Kind::Internal)
}

fn document(file: PlanFile, text: &str) -> Result<Document, Error> {
    Ok(Document {
        draft: file.into_draft().map_err(|error| broken(&error))?,
        digest: sha256(text.as_bytes()),
    })
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
    fn every_built_in_plan_is_whole() {
        for (slug, measures, tasks, indicators) in [
            ("anshan-2018", 46, 227, 0),
            ("wafangdian-2017", 55, 151, 22),
            ("lianyungang-2017", 60, 214, 18),
            ("liaocheng-2018", 52, 286, 20),
            ("zhenan-2021", 52, 148, 30),
        ] {
            let draft = find(slug).unwrap().unwrap().draft;
            assert_eq!(draft.measures.len(), measures, "{slug}");
            let told = draft
                .measures
                .iter()
                .map(|it| it.tasks.len())
                .sum::<usize>();
            assert!(told >= tasks, "{slug}: {told}");
            assert_eq!(draft.indicators.len(), indicators, "{slug}");
        }
    }

    #[test]
    fn every_task_of_a_built_in_plan_has_a_short_title_of_its_own() {
        for (slug, _) in list().unwrap() {
            let draft = find(&slug).unwrap().unwrap().draft;
            for measure in draft.measures {
                assert!(measure.line > 0, "{slug}: {}", measure.title);
                let titles: Vec<&str> = measure.tasks.iter().map(|it| it.title.as_str()).collect();
                let distinct: std::collections::HashSet<&&str> = titles.iter().collect();
                assert_eq!(distinct.len(), titles.len(), "{slug}: {titles:?}");
                for title in titles {
                    assert!((1..=30).contains(&title.chars().count()), "{slug}: {title}");
                }
            }
        }
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
            let has_none = ["group", "county", "district"].contains(&seed.kind.as_str())
                || seed.successor.is_some()
                || seed.counterpart.is_some();
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
