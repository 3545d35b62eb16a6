//! Progress reports (进展反馈): what a department writes beside its words.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::id::DepartmentId;

/// What a report (进展反馈) says beside its words and the task's percent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[doc(alias = "进展反馈")]
pub struct Report {
    /// The supporting department that reports on its part; `None` for the lead, and for whoever reports on the whole task.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<DepartmentId>,
    /// How far the part of a supporting department is, 0 to 100; the lead's percent is the task's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<u8>,
    /// 存在问题.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub problems: String,
    /// 下一步.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub next: String,
    /// A document number or a link (佐证).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub evidence: String,
    /// The date of the stamped copy (盖章件日期).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stamped: Option<NaiveDate>,
    /// By what it came, where nobody typed it in here: whose workbook (填报表), and of which day.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
}

impl Report {
    /// Nothing is said.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What is said beside the words, each with its heading, for a line of the record.
    pub fn told(&self) -> Vec<(&'static str, String)> {
        let stamped = self.stamped.map_or_else(String::new, |it| it.to_string());
        [
            ("存在问题", self.problems.clone()),
            ("下一步", self.next.clone()),
            ("佐证", self.evidence.clone()),
            ("盖章件", stamped),
            ("来源", self.source.clone()),
        ]
        .into_iter()
        .filter(|(_, said)| !said.is_empty())
        .collect()
    }
}
