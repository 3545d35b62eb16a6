//! Arrangements (排序, 分组): in which order a list shows its tasks, and under which headings.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

use super::id::{DepartmentId, PlanId, SectionId, TaskId};

/// What a list of tasks says of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// 灯: the light.
    Light,
    /// 天数: the days past the last day, negative before it.
    Days,
    /// 编号: the printed number of the measure.
    Number,
    /// 任务: the title.
    Title,
    /// 目标: the figure or state to reach.
    Target,
    /// 牵头: the short name of the lead.
    Lead,
    /// 时限: the last day, or how often.
    LastDay,
    /// 进展: the percent while it is worked on, else the status.
    Progress,
}

impl Column {
    /// Every column, in the order in which a list has them.
    pub const ALL: [Self; 8] = [
        Self::Light,
        Self::Days,
        Self::Number,
        Self::Title,
        Self::Target,
        Self::Lead,
        Self::LastDay,
        Self::Progress,
    ];

    /// Those that a list has when nobody says otherwise.
    pub const USUAL: [Self; 6] = [
        Self::Light,
        Self::Days,
        Self::Title,
        Self::Lead,
        Self::LastDay,
        Self::Progress,
    ];

    /// The word in config.toml.
    pub fn code(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Days => "days",
            Self::Number => "number",
            Self::Title => "title",
            Self::Target => "target",
            Self::Lead => "lead",
            Self::LastDay => "last-day",
            Self::Progress => "progress",
        }
    }

    /// The word a user reads, at the head of the column.
    pub fn label(self) -> &'static str {
        match self {
            Self::Light => "灯",
            Self::Days => "天数",
            Self::Number => "编号",
            Self::Title => "任务",
            Self::Target => "目标",
            Self::Lead => "牵头",
            Self::LastDay => "时限",
            Self::Progress => "进展",
        }
    }
}

/// By which column a list is sorted.
///
/// Lights go from the most pressing on, days from the longest overdue, numbers as printed, words by pinyin, progress along a
/// task's life. What has nothing in the column stands at the end, whichever way it is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[doc(alias = "排序")]
pub struct Sort {
    /// The column.
    pub column: Column,
    /// The other way round.
    pub is_reversed: bool,
}

impl Sort {
    /// Sorts by a column; the one by which it is sorted already is turned round.
    #[must_use]
    pub fn turned(now: Option<Self>, column: Column) -> Self {
        Self {
            column,
            is_reversed: now.is_some_and(|it| it.column == column && !it.is_reversed),
        }
    }

    /// What the status line says: 按时限排序.
    pub fn label(self) -> String {
        let way = if self.is_reversed { "倒序" } else { "排序" };
        format!("按{}{way}", self.column.label())
    }
}

/// What the headings of a list are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[doc(alias = "分组")]
pub enum Grouping {
    /// 部门: every department under which a task stands, as its lead or as one that supports it; a task of three
    /// departments stands under each.
    Department,
    /// 牵头: the department that leads.
    Lead,
    /// 计划.
    Plan,
    /// 章节.
    Section,
    /// 月份: the month of the last day.
    Month,
}

impl Grouping {
    /// Every one.
    pub const ALL: [Self; 5] = [
        Self::Department,
        Self::Lead,
        Self::Plan,
        Self::Section,
        Self::Month,
    ];

    /// The word a user reads.
    pub fn label(self) -> &'static str {
        match self {
            Self::Department => "部门",
            Self::Lead => "牵头",
            Self::Plan => "计划",
            Self::Section => "章节",
            Self::Month => "月份",
        }
    }
}

/// How a list is to be arranged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrangement {
    /// By which column; `None` for the list's own order.
    pub sort: Option<Sort>,
    /// Under which headings; `None` for none.
    pub grouping: Option<Grouping>,
}

impl Arrangement {
    /// Whether it is the list's own order without headings.
    pub fn is_plain(self) -> bool {
        self == Self::default()
    }

    /// What the status line says; empty where it is plain.
    pub fn label(self) -> String {
        let sort = self.sort.map(Sort::label);
        let grouping = self.grouping.map(|it| format!("按{}分组", it.label()));
        let said: Vec<String> = sort.into_iter().chain(grouping).collect();
        said.join("，")
    }
}

/// Under which heading a task stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum GroupKey {
    /// A department.
    Department(DepartmentId),
    /// A plan.
    Plan(PlanId),
    /// A section of a plan.
    Section(PlanId, SectionId),
    /// The measures of a plan that stand in no section.
    Loose(PlanId),
    /// A month, as its first day.
    Month(NaiveDate),
    /// Nothing to stand under: no lead, no last day.
    None,
}

impl GroupKey {
    /// The month of a day.
    pub fn month(day: Option<NaiveDate>) -> Self {
        day.and_then(|it| it.with_day(1))
            .map_or(Self::None, Self::Month)
    }

    /// What the heading says where the key says it all; the name of anything else is looked up.
    pub fn label(self, grouping: Grouping) -> String {
        match self {
            Self::Month(day) => format!("{}年{}月", day.year(), day.month()),
            _ if grouping == Grouping::Month => "没有时限".to_owned(),
            _ => "没有牵头单位".to_owned(),
        }
    }
}

/// A task with the heading under which it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The task.
    pub id: TaskId,
    /// Its heading.
    pub key: GroupKey,
    /// Whether it is overdue.
    pub is_overdue: bool,
}

/// A heading, and the tasks under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What it says.
    pub label: String,
    /// The place of its first task among all of the list.
    pub start: usize,
    /// How many tasks stand under it.
    pub count: usize,
    /// How many of them are overdue.
    pub overdue: usize,
}

/// A list as it was arranged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arranged {
    /// Every task in its place; one that stands under several headings is there as often.
    pub ids: Arc<[TaskId]>,
    /// The headings, in order; none where the list has none.
    pub groups: Vec<Group>,
}

impl Arranged {
    /// Puts tasks, which come in the order of their list, under their headings: these in the order that `rank` gives them,
    /// each called as `name` says.
    pub fn group<R: Ord>(
        placed: &[Placed],
        rank: impl Fn(GroupKey) -> R,
        name: impl Fn(GroupKey) -> String,
    ) -> Self {
        let mut under: Vec<(GroupKey, Vec<usize>)> = Vec::new();
        let mut seen = std::collections::HashMap::new();
        for (at, it) in placed.iter().enumerate() {
            let place = *seen.entry(it.key).or_insert_with(|| {
                under.push((it.key, Vec::new()));
                under.len() - 1
            });
            under[place].1.push(at);
        }
        under.sort_by_cached_key(|(key, _)| rank(*key));
        let mut ids = Vec::with_capacity(placed.len());
        let mut groups = Vec::with_capacity(under.len());
        for (key, tasks) in under {
            groups.push(Group {
                label: name(key),
                start: ids.len(),
                count: tasks.len(),
                overdue: tasks.iter().filter(|at| placed[**at].is_overdue).count(),
            });
            ids.extend(tasks.into_iter().map(|at| placed[at].id));
        }
        Self {
            ids: ids.into(),
            groups,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_column_again_turns_the_order_round() {
        let once = Sort::turned(None, Column::Lead);
        let twice = Sort::turned(Some(once), Column::Lead);
        assert_eq!((once.is_reversed, twice.is_reversed), (false, true));
        assert_eq!(Sort::turned(Some(twice), Column::Lead), once);
        assert!(!Sort::turned(Some(once), Column::Title).is_reversed);
        let both = Arrangement {
            sort: Some(twice),
            grouping: Some(Grouping::Month),
        };
        assert_eq!(both.label(), "按牵头倒序，按月份分组");
    }

    #[test]
    fn tasks_keep_their_order_under_headings_in_theirs() {
        let key = |it: i64| match it {
            0 => GroupKey::None,
            it => GroupKey::Department(DepartmentId(it)),
        };
        let placed: Vec<Placed> = [(1, 2), (2, 0), (3, 1), (4, 2), (1, 1)]
            .into_iter()
            .map(|(id, under)| Placed {
                id: TaskId(id),
                key: key(under),
                is_overdue: id == 1,
            })
            .collect();
        let arranged = Arranged::group(
            &placed,
            |it| (it == GroupKey::None, it),
            |it| format!("{it:?}"),
        );
        let ids: Vec<i64> = arranged.ids.iter().map(|it| it.0).collect();
        assert_eq!(ids, [3, 1, 1, 4, 2]);
        let told: Vec<(usize, usize, usize)> = arranged
            .groups
            .iter()
            .map(|it| (it.start, it.count, it.overdue))
            .collect();
        assert_eq!(told, [(0, 2, 1), (2, 2, 1), (4, 1, 0)]);
    }
}
