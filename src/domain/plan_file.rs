//! A plan as a file that a clerk can read and edit (`seeds/*.toml`): what it holds, and the draft that it stands for.
//!
//! A measure has its printed number, heading, owners and tasks; what is printed nowhere is left out. Deadlines stand as the
//! plan prints them, and are read against its own period.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::deadline::{Deadline, Frame};
use super::draft::{
    Draft, DraftGroup, DraftIndicator, DraftMeasure, DraftOwner, DraftPlan, DraftSection,
    DraftTask, OwnerRole,
};
use super::recurrence::Recurrence;

/// A whole plan.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanFile {
    /// The short word for the command line.
    pub slug: String,
    /// The plan's title.
    pub title: String,
    /// The document number (文号), where it prints one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc_no: Option<String>,
    /// Who issued it, where it says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// The day under the signature.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued_on: Option<NaiveDate>,
    /// The first day of its period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period_start: Option<NaiveDate>,
    /// The last day of its period: the deadline of tasks that print none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period_end: Option<NaiveDate>,
    /// Who the printed groups stand for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub group: Vec<GroupEntry>,
    /// Every section in printed order, with the measures that stand directly in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub section: Vec<SectionEntry>,
    /// The rows of its indicator tables.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub indicator: Vec<IndicatorEntry>,
}

/// A printed group (各县区政府) with its members in this plan.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupEntry {
    /// The group as printed.
    pub name: String,
    /// The bodies that it stands for.
    pub members: Vec<String>,
}

/// A section.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SectionEntry {
    /// The headings from the outermost down, its own last.
    pub path: Vec<String>,
    /// Its measures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub measure: Vec<MeasureEntry>,
}

/// A measure.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasureEntry {
    /// The printed number; empty where it has none.
    pub number: String,
    /// Its heading.
    pub title: String,
    /// The line of the document on which it begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// What a reader should know of its print.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The bodies that it names, the lead first.
    #[serde(default)]
    pub owners: Vec<String>,
    /// The groups named beside them: 各县区政府.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<String>,
    /// Its commitments.
    #[serde(default)]
    pub tasks: Vec<TaskEntry>,
}

/// A task.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaskEntry {
    /// Short, in our own words.
    pub title: String,
    /// The figure or state to reach.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub target: String,
    /// The deadline as printed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub deadline: String,
    /// How often it comes back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recurrence: Option<Recurrence>,
    /// The bodies that its own sentence names, the lead first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub owners: Vec<String>,
    /// What a reader should know of its print.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// A row of an indicator table, its cells as printed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndicatorEntry {
    /// The domain (领域).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub domain: String,
    /// Its name.
    pub name: String,
    /// Its unit.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// 约束性 or 预期性.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub kind: String,
    /// Which way is better: up, down, or as printed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub direction: String,
    /// The body in brackets behind the name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub owner: String,
    /// The cell of each year.
    #[serde(default)]
    pub values: BTreeMap<String, String>,
    /// What a reader should know of its print.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl PlanFile {
    /// The draft that the file stands for.
    ///
    /// # Errors
    /// A deadline that cannot be read, in one sentence with the task that has it.
    pub fn into_draft(self) -> Result<Draft, String> {
        let plan = DraftPlan {
            slug: Some(self.slug),
            title: self.title,
            doc_no: self.doc_no,
            issuer: self.issuer,
            published: self.issued_on,
            period_start: self.period_start,
            period_end: self.period_end,
        };
        let frame = plan.frame();
        let mut draft = Draft {
            plan,
            indicators: self.indicator.into_iter().map(row).collect(),
            groups: self.group.into_iter().map(group).collect(),
            ..Draft::default()
        };
        for section in self.section {
            for entry in section.measure {
                draft.measures.push(measure(&section.path, entry, &frame)?);
            }
            draft.sections.push(DraftSection {
                path: section.path,
                ..DraftSection::default()
            });
        }
        Ok(draft)
    }
}

fn measure(path: &[String], entry: MeasureEntry, frame: &Frame) -> Result<DraftMeasure, String> {
    let tasks = entry.tasks.into_iter().map(|it| task(it, frame));
    Ok(DraftMeasure {
        path: path.to_vec(),
        number: entry.number,
        title: entry.title,
        line: entry.line.unwrap_or_default(),
        owners: owners(entry.owners),
        groups: entry.groups,
        tasks: tasks.collect::<Result<_, _>>()?,
        note: entry.note,
        ..DraftMeasure::default()
    })
}

fn task(entry: TaskEntry, frame: &Frame) -> Result<DraftTask, String> {
    let phrase = Some(entry.deadline.as_str()).filter(|it| !it.is_empty());
    let deadline = phrase.map(|phrase| {
        Deadline::parse(phrase, frame)
            .ok_or_else(|| format!("「{}」的时限「{phrase}」无法识别", entry.title))
    });
    Ok(DraftTask {
        deadline: deadline.transpose()?,
        title: entry.title,
        recurrence: entry.recurrence,
        figures: Some(entry.target)
            .filter(|it| !it.is_empty())
            .into_iter()
            .collect(),
        owners: owners(entry.owners),
        note: entry.note,
        ..DraftTask::default()
    })
}

/// The first leads, as where a plan only lists names.
fn owners(names: Vec<String>) -> Vec<DraftOwner> {
    let mut role = OwnerRole::Lead;
    let owner = |name| DraftOwner {
        name,
        role: std::mem::replace(&mut role, OwnerRole::Support),
    };
    names.into_iter().map(owner).collect()
}

fn group(entry: GroupEntry) -> DraftGroup {
    DraftGroup {
        name: entry.name,
        members: entry.members,
    }
}

fn row(entry: IndicatorEntry) -> DraftIndicator {
    DraftIndicator {
        domain: entry.domain,
        name: entry.name,
        unit: entry.unit,
        kind: entry.kind,
        owner: entry.owner,
        direction: entry.direction,
        values: entry.values,
        note: entry.note,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file() -> PlanFile {
        PlanFile {
            period_end: NaiveDate::from_ymd_opt(2030, 12, 31),
            section: vec![SectionEntry {
                path: vec!["一、任务".to_owned()],
                measure: vec![MeasureEntry {
                    number: "1".to_owned(),
                    line: Some(7),
                    owners: vec!["市甲局".to_owned(), "市乙局".to_owned()],
                    tasks: vec![TaskEntry {
                        title: "建步道".to_owned(),
                        target: "5条".to_owned(),
                        deadline: "到2020年".to_owned(),
                        note: "印作六条".to_owned(),
                        ..TaskEntry::default()
                    }],
                    ..MeasureEntry::default()
                }],
            }],
            ..PlanFile::default()
        }
    }

    #[test]
    fn a_file_stands_for_a_draft() {
        let draft = file().into_draft().unwrap();
        let measure = &draft.measures[0];
        assert_eq!((measure.line, measure.path.len()), (7, 1));
        let roles: Vec<OwnerRole> = measure.owners.iter().map(|it| it.role).collect();
        assert_eq!(roles, [OwnerRole::Lead, OwnerRole::Support]);
        let task = &measure.tasks[0];
        assert_eq!(
            (task.figures.join("、"), task.note.as_str()),
            ("5条".to_owned(), "印作六条")
        );
        let last_day = task.deadline.as_ref().and_then(|it| it.last_day);
        assert_eq!(last_day, NaiveDate::from_ymd_opt(2020, 12, 31));
    }

    #[test]
    fn a_deadline_that_nobody_can_read_is_named() {
        let mut file = file();
        "早日".clone_into(&mut file.section[0].measure[0].tasks[0].deadline);
        let told = file.into_draft().unwrap_err();
        assert!(told.contains("建步道") && told.contains("早日"), "{told}");
    }
}
