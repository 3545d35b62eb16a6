//! The words of `audit list`.

use chrono::NaiveDate;
use clap::Args;

use super::{Listing, day};
use crate::domain::id::TaskId;

/// `duban audit list`.
#[derive(Debug, Args)]
pub struct AuditWords {
    /// 只看这项任务
    #[arg(long, value_name = "编号")]
    pub task: Option<TaskId>,
    /// 只看这个人办理的，写登录名
    #[arg(long, value_name = "登录名")]
    pub person: Option<String>,
    /// 只看这个部门和它牵头的任务；可用任何别名
    #[arg(long, value_name = "部门")]
    pub department: Option<String>,
    /// 从这一天起
    #[arg(long, value_name = "日期", value_parser = day)]
    pub from: Option<NaiveDate>,
    /// 到这一天止
    #[arg(long, value_name = "日期", value_parser = day)]
    pub to: Option<NaiveDate>,
    /// 至多几条，不写则100条
    #[arg(
        long,
        value_name = "条数",
        default_value = "100",
        hide_default_value = true
    )]
    pub limit: usize,
    /// 输出形式：table（默认）、json、csv
    #[arg(
        long,
        value_name = "形式",
        value_enum,
        default_value = "table",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub format: Listing,
}
