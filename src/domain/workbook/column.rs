//! The columns of a sheet: what is printed, what is open, what is hidden.

use crate::text::clean::{clean_line, half_width};

/// A column of a sheet; the order of [`Column::ALL`] is that on paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    /// 序号.
    Place,
    /// 编号: the task's number.
    Task,
    /// 任务.
    Title,
    /// 计划.
    Plan,
    /// 措施.
    Measure,
    /// 目标值.
    Target,
    /// 职责: 牵头 or 配合.
    Duty,
    /// 最后期限.
    LastDay,
    /// 现状态.
    Status,
    /// 现百分比.
    Percent,
    /// 上次进展.
    Said,
    /// 状态: the act that the department chooses.
    Act,
    /// 完成百分比.
    Done,
    /// 进展.
    Text,
    /// 存在问题.
    Problems,
    /// 下一步.
    Next,
    /// 佐证.
    Evidence,
    /// Hidden: the task's number.
    KeyTask,
    /// Hidden: the row version.
    KeyRev,
    /// Hidden: the department's number.
    KeyDepartment,
    /// Hidden: of which file and day, and that the other three belong together.
    KeyCheck,
}

/// What a column is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// Printed and locked.
    Printed,
    /// Left open for the department.
    Filled,
    /// Hidden: by it the row is known again.
    Hidden,
}

impl Column {
    /// Every column from left to right.
    pub const ALL: [Self; 21] = [
        Self::Place,
        Self::Task,
        Self::Title,
        Self::Plan,
        Self::Measure,
        Self::Target,
        Self::Duty,
        Self::LastDay,
        Self::Status,
        Self::Percent,
        Self::Said,
        Self::Act,
        Self::Done,
        Self::Text,
        Self::Problems,
        Self::Next,
        Self::Evidence,
        Self::KeyTask,
        Self::KeyRev,
        Self::KeyDepartment,
        Self::KeyCheck,
    ];

    /// What stands over it.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Place => "序号",
            Self::Task => "编号",
            Self::Plan => "计划",
            Self::Measure => "措施",
            Self::Title => "任务",
            Self::Target => "目标值",
            Self::Duty => "职责",
            Self::LastDay => "最后期限",
            Self::Status => "现状态",
            Self::Percent => "现百分比",
            Self::Said => "上次进展",
            Self::Act => "状态（选）",
            Self::Done => "完成百分比（填0至100）",
            Self::Text => "进展（填）",
            Self::Problems => "存在问题（填）",
            Self::Next => "下一步（填）",
            Self::Evidence => "佐证（填文号或链接）",
            Self::KeyTask => "任务标识",
            Self::KeyRev => "版本标识",
            Self::KeyDepartment => "单位标识",
            Self::KeyCheck => "核对标识",
        }
    }

    /// The heading without what stands in brackets behind it.
    pub fn label(self) -> &'static str {
        let heading = self.heading();
        heading.split('（').next().unwrap_or(heading)
    }

    /// What it is for.
    pub fn usage(self) -> Use {
        match self {
            Self::Act | Self::Done | Self::Text | Self::Problems | Self::Next | Self::Evidence => {
                Use::Filled
            }
            Self::KeyTask | Self::KeyRev | Self::KeyDepartment | Self::KeyCheck => Use::Hidden,
            _ => Use::Printed,
        }
    }

    /// The column that a heading names, whatever stands in brackets behind it.
    pub fn find(heading: &str) -> Option<Self> {
        let narrow = clean_line(heading).replace(char::is_whitespace, "");
        let narrow: String = narrow.chars().map(half_width).collect();
        let bare = narrow.split('(').next().unwrap_or_default();
        Self::ALL.into_iter().find(|it| it.label() == bare)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_found_by_its_heading_however_it_is_spaced() {
        for column in Column::ALL {
            assert_eq!(Column::find(column.heading()), Some(column));
            assert_eq!(Column::find(column.label()), Some(column));
        }
        assert_eq!(Column::find(" 完成\n百分比(%)"), Some(Column::Done));
        assert_eq!(Column::find("进展"), Some(Column::Text));
        for other in ["", "备注", "进展情况", "（填）"] {
            assert_eq!(Column::find(other), None, "{other}");
        }
    }
}
