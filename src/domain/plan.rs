//! Plans (计划), sections and measures (措施) as they stand in the store.

use chrono::NaiveDate;

use super::deadline::Frame;
use super::id::{MeasureId, PlanId, SectionId};

/// A plan (计划/规划): one issued document.
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "计划")]
pub struct Plan {
    /// Its number.
    pub id: PlanId,
    /// The short word for the command line.
    pub slug: String,
    /// Title as printed.
    pub title: String,
    /// Document number (文号); empty where none is printed.
    pub doc_no: String,
    /// Who issued it; empty where not printed.
    pub issuer: String,
    /// The day under the signature.
    pub issued_on: Option<NaiveDate>,
    /// The first day of its period.
    pub period_start: Option<NaiveDate>,
    /// The last day of its period.
    pub period_end: Option<NaiveDate>,
    /// How many tasks it holds, drafts included.
    pub tasks: usize,
    /// How many of these are drafts, which a liaison does not see.
    pub drafts: usize,
}

/// A section (篇章节): a heading above measures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Its number.
    pub id: SectionId,
    /// Its plan.
    pub plan: PlanId,
    /// The heading as printed.
    pub heading: String,
    /// The section it stands in.
    pub parent: Option<SectionId>,
    /// What stands under it and is no measure, as printed.
    pub printed: String,
    /// How many measures stand in it or below.
    pub measures: usize,
}

/// A measure (措施): the smallest numbered or titled unit with a paragraph of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "措施")]
pub struct Measure {
    /// Its number in the store.
    pub id: MeasureId,
    /// Its printed number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// The paragraph as printed; empty for a built-in plan, which carries no sentences.
    pub printed: String,
    /// A later edition no longer prints it.
    pub is_gone: bool,
    /// The owners as printed, the lead first.
    pub owners: Vec<String>,
    /// How many tasks it holds.
    pub tasks: usize,
    /// How many of them are done.
    pub done: usize,
    /// How many of them are overdue today.
    pub overdue: usize,
}

impl Plan {
    /// What the deadline phrases of this plan are read against.
    pub fn frame(&self) -> Frame {
        Frame {
            issued: self.issued_on,
            period_start: self.period_start,
            period_end: self.period_end,
        }
    }
}

/// A measure's number and title as printed: 2. 推进健康素养促进工程.
pub fn numbered(number: &str, title: &str) -> String {
    if number.is_empty() {
        return title.to_owned();
    }
    let mark = if number.ends_with(|it: char| it.is_ascii_digit()) {
        ". "
    } else {
        " "
    };
    format!("{number}{mark}{title}")
}
