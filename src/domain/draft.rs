//! What the breakdown of a document yields: the contract that `import --dry-run --json` prints.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;

use super::coverage::Span;
use super::deadline::{Deadline, Frame};
use super::recurrence::Recurrence;

/// A document broken down: the plan, its measures with draft tasks, its indicators, and what a reader must know.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Draft {
    /// The document itself.
    pub plan: DraftPlan,
    /// Every section in printed order, also those that hold no measure.
    pub sections: Vec<DraftSection>,
    /// The measures in printed order.
    pub measures: Vec<DraftMeasure>,
    /// The rows of the indicator tables.
    pub indicators: Vec<DraftIndicator>,
    /// Who the printed groups stand for, where the plan file says so.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<DraftGroup>,
    /// The lines that stand in no section, measure or indicator: with them nothing of the document is lost.
    pub outside: Vec<Outside>,
    /// What the reader noticed: one sentence each, with the line it stands on.
    pub warnings: Vec<Warning>,
}

/// A printed group (各县区政府) and the bodies it stands for in this plan.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct DraftGroup {
    /// The group as printed.
    pub name: String,
    /// Its members, by any of their names.
    pub members: Vec<String>,
}

/// A heading above measures, with what stands under it and is no measure: background, principles, goals.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct DraftSection {
    /// The headings from the outermost down, its own last.
    pub path: Vec<String>,
    /// The paragraphs under it that are no measure, as printed, a line each.
    pub source: String,
    /// The 1-based line of its heading.
    pub line: usize,
}

/// A line that stands in no section, measure or indicator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Outside {
    /// The 1-based line of the document.
    pub line: usize,
    /// Its words.
    pub text: String,
    /// What it is.
    pub kind: OutsideKind,
}

/// What a line outside of sections and measures is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum OutsideKind {
    /// 题头: title, document number, addressees, what stands before the first heading.
    Front,
    /// 落款和附件: signature, copies, annexes.
    Annex,
    /// 表格: header, section or caption of a table.
    Table,
    /// 指标表: its rows are indicators.
    Indicator,
}

impl OutsideKind {
    /// The word in the store and in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Front => "front",
            Self::Annex => "annex",
            Self::Table => "table",
            Self::Indicator => "indicator",
        }
    }
}

/// Title, document number, issuer and dates of a document; empty or `None` where it prints none.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct DraftPlan {
    /// The short word that a plan file gives it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slug: Option<String>,
    /// The plan's own title, without 关于印发…的通知.
    pub title: String,
    /// The document number (文号), as printed.
    pub doc_no: Option<String>,
    /// Who issued it.
    pub issuer: Option<String>,
    /// The day under the signature.
    pub published: Option<NaiveDate>,
    /// The first day of the plan's period.
    pub period_start: Option<NaiveDate>,
    /// The last day of the plan's period: the deadline of tasks that print none.
    pub period_end: Option<NaiveDate>,
}

impl DraftPlan {
    /// What the deadline phrases of this plan are read against.
    pub fn frame(&self) -> Frame {
        Frame {
            issued: self.published,
            period_start: self.period_start,
            period_end: self.period_end,
        }
    }
}

/// A measure (措施) as found: where it stands, who answers, and the tasks in it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DraftMeasure {
    /// The headings above it, outermost first, without a closing 。.
    pub path: Vec<String>,
    /// The printed number without its separator: `1`, `(一)`.
    pub number: String,
    /// The heading of the measure.
    pub title: String,
    /// The whole paragraph as printed, with heading and owners.
    pub source: String,
    /// The 1-based line of the document on which it begins.
    pub line: usize,
    /// Where heading, number and owners stand in the source; in a table's row also its date.
    pub labels: Vec<Span>,
    /// The owners as printed, in printed order.
    pub owners: Vec<DraftOwner>,
    /// Groups printed beside them, which stand for many: 各县区政府, 有关部门.
    pub groups: Vec<String>,
    /// One checkable promise each.
    pub tasks: Vec<DraftTask>,
    /// The coverage ledger: every part of the paragraph that became no task, and why.
    pub no_task: Vec<NoTask>,
    /// What a reader of the document should know of it: a slip of the print, a likely meaning; empty where nothing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// A body named as owner, and in which part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftOwner {
    /// The name as printed.
    pub name: String,
    /// Lead or support; where the document only lists names, the first leads.
    pub role: OwnerRole,
}

/// The part an owner has in a measure or task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OwnerRole {
    /// 牵头: the one body that answers.
    Lead,
    /// 配合.
    Support,
}

/// A commitment (承诺事项) on its way to becoming a task.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DraftTask {
    /// Short, for a list: at most 30 characters.
    pub title: String,
    /// The exact words of the document that it stands on.
    pub quote: String,
    /// Where they stand in the measure's source; empty for a task that came without its words.
    pub span: Span,
    /// Printed, or inherited from the measure or the plan; `None` where there is nothing to inherit.
    pub deadline: Option<Deadline>,
    /// A recurring duty's period.
    pub recurrence: Option<Recurrence>,
    /// The figures in the quote, as printed: `≥40%`, `100套`.
    pub figures: Vec<String>,
    /// Owners that the sentence itself names; empty where the measure's own stand.
    pub owners: Vec<DraftOwner>,
    /// What a reader of the document should know of it: a slip of the print, a likely meaning; empty where nothing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// A part of a paragraph that became no task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoTask {
    /// The words as printed.
    pub quote: String,
    /// Where they stand in the measure's source.
    pub span: Span,
    /// Why, in words for the coordinator: 号召, 目的, ….
    pub reason: Cow<'static, str>,
}

/// A row of an indicator table, cells as printed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftIndicator {
    /// The domain (领域) column.
    pub domain: String,
    /// The indicator's name.
    pub name: String,
    /// The unit, `%` included.
    pub unit: String,
    /// 约束性 or 预期性, as printed.
    pub kind: String,
    /// The body in brackets after the name.
    pub owner: String,
    /// Which way is better, as printed or read off the target.
    pub direction: String,
    /// The cell of each year.
    pub values: BTreeMap<String, String>,
    /// What a reader of the document should know of it: a slip of the print, a likely meaning; empty where nothing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// Something the reader noticed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// The 1-based line of the document.
    pub line: usize,
    /// One Chinese sentence.
    pub message: String,
}
