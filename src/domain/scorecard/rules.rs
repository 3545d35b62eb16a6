//! The rules of an appraisal (计分规则): what costs points, how many, and where they end. Data of a settings file.

use serde::{Deserialize, Serialize};

use super::points::Points;
use crate::domain::recurrence::Recurrence;
use crate::text::clean::clean_line;
use crate::text::width::width;

/// A settings file has no more rules than this.
const MOST_RULES: usize = 50;
/// The longest label, as wide as so many Latin letters.
const WIDEST_LABEL: usize = 32;
/// Days for an answer where the rule names none, as in the inbox.
const DAYS: u16 = 5;

/// The rules of an appraisal (计分规则).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Written")]
pub struct Rules {
    /// What everybody begins with.
    pub base: Points,
    /// No score is lower.
    pub floor: Points,
    /// No score is higher.
    pub most: Points,
    /// To how many decimals a score is rounded.
    pub decimals: u8,
    /// Whether the days on which a task waits for its review count as overdue.
    pub count_review: bool,
    /// What costs or earns points, in the order in which it is told.
    pub list: Vec<Rule>,
}

/// What costs or earns points.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "WrittenRule")]
pub struct Rule {
    /// What happened, or did not.
    pub on: Kind,
    /// What an office calls it.
    pub label: String,
    /// How many points each time.
    pub points: Points,
    /// Taken once for every started so many days; `None` for once.
    pub per_days: Option<u16>,
    /// Within how many days an answer is owed; how many days before the last day it counts as early.
    pub days: u16,
    /// How often a report is owed.
    pub every: Every,
    /// The most for one task.
    pub most: Option<Points>,
    /// The most for one department.
    pub most_all: Option<Points>,
}

/// What costs or earns points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// 逾期: red days of a task that was not closed.
    Overdue,
    /// 逾期办结: red days of a task that was closed.
    ClosedLate,
    /// 退回: a submission was not agreed to.
    SentBack,
    /// Not signed for in time.
    Unsigned,
    /// 零反馈: no report in a whole period in which one was owed.
    Silent,
    /// An urge was not answered in time.
    Urged,
    /// 逾期后申请: an extension was asked for after the last day.
    AskedLate,
    /// 延期: a last day was moved on.
    Granted,
    /// Closed well before the last day; earns points.
    Early,
}

/// How often a report is owed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Every {
    /// Every calendar month.
    #[default]
    Month,
    /// Every ISO week.
    Week,
    /// Every quarter.
    Quarter,
}

impl Every {
    /// The same as a recurrence, whose periods are asked for.
    pub fn recurrence(self) -> Recurrence {
        match self {
            Self::Month => Recurrence::Monthly,
            Self::Week => Recurrence::Weekly,
            Self::Quarter => Recurrence::Quarterly,
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::Month => "每月",
            Self::Week => "每周",
            Self::Quarter => "每季度",
        }
    }
}

impl Kind {
    /// It earns points instead of costing any.
    pub fn adds(self) -> bool {
        self == Self::Early
    }

    fn counts_days(self) -> bool {
        matches!(self, Self::Overdue | Self::ClosedLate)
    }

    fn waits(self) -> bool {
        matches!(self, Self::Unsigned | Self::Urged | Self::Early)
    }
}

impl Rule {
    /// What it costs where so many days have passed.
    pub fn cost(&self, days: i64) -> Points {
        let times = self.per_days.map_or(1, |it| {
            let span = i64::from(it);
            (days + span - 1) / span
        });
        let points = self.points.times(times.max(0));
        self.most.map_or(points, |most| points.min(most))
    }

    /// The rule in one sentence.
    pub fn told(&self) -> String {
        let (points, days) = (self.points, self.days);
        let act = if self.on.adds() { "加" } else { "扣" };
        let each = match (self.on, self.per_days) {
            (_, Some(1)) => "每项每天".to_owned(),
            (_, Some(span)) => format!("每项每开始{span}天"),
            (Kind::Overdue | Kind::ClosedLate, None) => "每项".to_owned(),
            (Kind::Unsigned, _) => format!("超过{days}天没有签收，每次"),
            (Kind::Urged, _) => format!("催办后{days}天没有回应，每次"),
            (Kind::Silent, _) => format!("{}有进行中的任务而没有反馈，每次", self.every.label()),
            (Kind::Early, _) => format!("比最后期限早{days}天以上，每项"),
            (Kind::SentBack | Kind::AskedLate | Kind::Granted, _) => "每次".to_owned(),
        };
        let most = |whose: &str, most: Option<Points>| {
            most.map_or_else(String::new, |it| format!("，{whose}至多{act}{it}分"))
        };
        format!(
            "{}：{each}{act}{points}分{}{}。",
            self.label,
            most("一项任务", self.most),
            most("一个部门", self.most_all),
        )
    }
}

/// The rules as a settings file writes them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    base: Points,
    floor: Points,
    most: Points,
    decimals: u8,
    count_review: bool,
    #[serde(default)]
    rule: Vec<Rule>,
}

impl TryFrom<Written> for Rules {
    type Error = String;

    fn try_from(it: Written) -> Result<Self, String> {
        if it.decimals > 2 {
            return Err("decimals 应为 0、1 或 2".to_owned());
        }
        if !(it.floor <= it.base && it.base <= it.most) {
            return Err("应有 floor ≤ base ≤ most".to_owned());
        }
        if it.rule.len() > MOST_RULES {
            return Err(format!("至多写 {MOST_RULES} 条规则"));
        }
        Ok(Self {
            base: it.base,
            floor: it.floor,
            most: it.most,
            decimals: it.decimals,
            count_review: it.count_review,
            list: it.rule,
        })
    }
}

/// A rule as a settings file writes it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenRule {
    on: Kind,
    label: String,
    points: Points,
    per_days: Option<u16>,
    days: Option<u16>,
    every: Option<Every>,
    most: Option<Points>,
    most_all: Option<Points>,
}

impl TryFrom<WrittenRule> for Rule {
    type Error = String;

    fn try_from(it: WrittenRule) -> Result<Self, String> {
        let label = clean_line(&it.label).trim().to_owned();
        if label.is_empty() || width(&label) > WIDEST_LABEL {
            return Err(format!("label 应有 1 到 {} 个字", WIDEST_LABEL / 2));
        }
        for (key, points) in [
            ("points", Some(it.points)),
            ("most", it.most),
            ("most_all", it.most_all),
        ] {
            if points.is_some_and(|it| it <= Points::ZERO) {
                return Err(format!("「{label}」的 {key} 应大于 0"));
            }
        }
        let is_misplaced = [
            ("per_days", it.per_days.is_some() && !it.on.counts_days()),
            ("days", it.days.is_some() && !it.on.waits()),
            ("every", it.every.is_some() && it.on != Kind::Silent),
            ("most", it.most.is_some() && it.on == Kind::Silent),
        ];
        if let Some((key, _)) = is_misplaced.into_iter().find(|it| it.1) {
            return Err(format!("「{label}」用不着 {key}"));
        }
        if it.per_days == Some(0) {
            return Err(format!("「{label}」的 per_days 应至少为 1"));
        }
        Ok(Self {
            on: it.on,
            label,
            points: it.points,
            per_days: it.per_days,
            days: it.days.unwrap_or(DAYS),
            every: it.every.unwrap_or_default(),
            most: it.most,
            most_all: it.most_all,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The built-in rules.
    pub(crate) fn built_in() -> Rules {
        toml::from_str(include_str!("../../../seeds/scorecard.toml")).unwrap()
    }

    #[test]
    fn the_built_in_rules_are_told_in_sentences() {
        let told: Vec<String> = built_in().list.iter().map(Rule::told).collect();
        assert_eq!(
            told,
            [
                "逾期未办结：每项每开始30天扣1分，一项任务至多扣5分，一个部门至多扣30分。",
                "逾期办结：每项每开始30天扣0.5分，一项任务至多扣3分，一个部门至多扣15分。",
                "审核退回：每次扣0.5分，一项任务至多扣2分，一个部门至多扣10分。",
                "签收超期：超过5天没有签收，每次扣0.5分，一个部门至多扣10分。",
                "零反馈：每月有进行中的任务而没有反馈，每次扣2分，一个部门至多扣20分。",
                "催办未复：催办后10天没有回应，每次扣1分，一个部门至多扣10分。",
                "逾期后申请延期：每次扣1分，一个部门至多扣10分。",
            ]
        );
    }

    #[test]
    fn days_are_paid_for_as_they_begin() {
        let overdue = &built_in().list[0];
        for (days, points) in [(1, 1), (30, 1), (31, 2), (150, 5), (151, 5), (9999, 5)] {
            assert_eq!(overdue.cost(days), Points::hundredths(points * 100));
        }
        let each = Rule {
            per_days: None,
            ..overdue.clone()
        };
        assert_eq!(each.cost(9999), Points::hundredths(100));
        assert!(each.told().starts_with("逾期未办结：每项扣1分"));
    }
}
