//! Plans (计划), sections and measures (措施) as they stand in the store.

use chrono::NaiveDate;

use super::deadline::Frame;
use super::id::{MeasureId, PlanId, SectionId};
use crate::text::pattern::Pattern;

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

/// A measure that was looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasureFound {
    /// Its id.
    pub id: MeasureId,
    /// Its printed number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// The title of its plan.
    pub plan: String,
}

/// Whose plan it is: a city's, or that of a district or county below, whose bodies are called otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tier {
    /// 市, and where the title names no place.
    City,
    /// 区.
    District,
    /// 县.
    County,
}

impl Tier {
    /// Read off the place at the beginning of a plan's title: 振安区“十四五”…, 甲市乙县健康行动.
    pub fn of(title: &str) -> Self {
        static PLACE: Pattern = Pattern::new(
            r"^\p{Han}{1,8}?(?P<tier>自治县|自治区|[城地园社]区|(?:示范|开发|保护)区|县[域级]|区域|[区县])",
        );
        let tier = PLACE
            .captures(title)
            .and_then(|it| it.name("tier").map(|it| it.as_str().to_owned()));
        match tier.as_deref() {
            Some("区") => Self::District,
            Some("县" | "自治县") => Self::County,
            _ => Self::City,
        }
    }

    /// What the body of a district is called at this tier: 区卫健局, 县卫健局.
    pub fn named(self, district: &str) -> String {
        match self {
            Self::County => district.replacen('区', "县", 1),
            Self::City | Self::District => district.to_owned(),
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_tells_whose_plan_it_is() {
        for (title, tier) in [
            ("振安区“十四五”卫生健康发展规划", Tier::District),
            ("甲市乙区健康行动", Tier::District),
            ("丙县健康行动计划", Tier::County),
            ("岫岩满族自治县健康行动", Tier::County),
            ("“健康聊城2030”规划纲要", Tier::City),
            ("健康鞍山建设三年滚动计划", Tier::City),
            ("广西壮族自治区健康规划", Tier::City),
            ("县域医共体建设方案", Tier::City),
            ("全市社区健康行动", Tier::City),
            ("区域卫生规划", Tier::City),
        ] {
            assert_eq!(Tier::of(title), tier, "{title}");
        }
    }
}
