//! The words of `department` and `indicator`: what the tasks of every plan refer to.

use chrono::NaiveDate;
use clap::{Args, Subcommand};

use super::{Listing, ShownAs, day};
use crate::domain::id::IndicatorId;

/// `duban department …`.
#[derive(Debug, Subcommand)]
pub enum DepartmentCommands {
    /// 列出全部部门
    List {
        /// 输出形式：table（默认）、json
        #[arg(
            long,
            value_name = "形式",
            value_enum,
            default_value = "table",
            hide_default_value = true,
            hide_possible_values = true
        )]
        format: ShownAs,
    },
    /// 查看一个部门和它的经过
    Show {
        /// 部门；可用任何别名
        #[arg(value_name = "部门")]
        name: String,
    },
    /// 录入一个部门
    Add {
        /// 名称
        #[arg(value_name = "名称")]
        name: String,
        /// 简称
        #[arg(long, value_name = "简称")]
        short: Option<String>,
        /// 类别：政府部门、党委部门、群团、县（市）、区、事业单位、协会、一类单位
        #[arg(long, value_name = "类别")]
        kind: Option<String>,
        /// 别名，可写几次
        #[arg(long, value_name = "别名")]
        alias: Vec<String>,
    },
    /// 写明一类单位（如各县区政府）在一份计划里有哪些成员
    Members {
        /// 一类单位
        #[arg(value_name = "部门")]
        name: String,
        /// 在哪份计划里（短名）
        #[arg(long, value_name = "短名")]
        plan: String,
        /// 成员，可写几个；不写则清空
        #[arg(value_name = "成员")]
        members: Vec<String>,
    },
    /// 更名：从某天起用新名称，以前的日子仍显示原名
    Rename {
        /// 原名称
        #[arg(value_name = "部门")]
        name: String,
        /// 新名称
        #[arg(value_name = "新名称")]
        new: String,
        /// 新简称
        #[arg(long, value_name = "简称")]
        short: Option<String>,
        /// 从哪天起；不写则今天
        #[arg(long, value_name = "日期", value_parser = day)]
        on: Option<NaiveDate>,
    },
    /// 添加别名
    Alias {
        /// 部门
        #[arg(value_name = "部门")]
        name: String,
        /// 别名，可写几个
        #[arg(value_name = "别名", required = true)]
        aliases: Vec<String>,
    },
    /// 机构改革：从某天起由另一个部门承接
    Succeed {
        /// 部门
        #[arg(value_name = "部门")]
        name: String,
        /// 承接的部门
        #[arg(value_name = "承接部门")]
        successor: String,
        /// 从哪天起；不写则今天
        #[arg(long, value_name = "日期", value_parser = day)]
        on: Option<NaiveDate>,
    },
    /// 停用：从某天起不再交办给它，已有的任务不变
    Retire {
        /// 部门
        #[arg(value_name = "部门")]
        name: String,
        /// 从哪天起；不写则今天
        #[arg(long, value_name = "日期", value_parser = day)]
        on: Option<NaiveDate>,
    },
}

/// `duban indicator …`.
#[derive(Debug, Subcommand)]
pub enum IndicatorCommands {
    /// 列出指标，与今年起的下一个目标比较
    List(IndicatorListWords),
    /// 查看一个指标：各年目标和数据、差距、进度、登记经过
    Show(IndicatorShowWords),
    /// 登记一个指标某年的数据；已登记的年份按新数更正
    Read(ReadWords),
    /// 撤销自己对一个指标的上一次登记
    Undo(UndoWords),
}

/// `duban indicator show`.
#[derive(Debug, Args)]
pub struct IndicatorShowWords {
    /// 指标编号
    #[arg(value_name = "编号")]
    pub id: IndicatorId,
}

/// `duban indicator read`.
#[derive(Debug, Args)]
pub struct ReadWords {
    /// 指标编号
    #[arg(value_name = "编号")]
    pub id: IndicatorId,
    /// 哪一年的数据
    #[arg(long, value_name = "年份")]
    pub year: i32,
    /// 数据，只写数字
    #[arg(long, value_name = "数字", allow_negative_numbers = true)]
    pub value: f64,
    /// 数据来源：统计公报、年鉴或文号
    #[arg(long, value_name = "文字")]
    pub source: String,
}

/// `duban indicator undo`.
#[derive(Debug, Args)]
pub struct UndoWords {
    /// 指标编号
    #[arg(value_name = "编号")]
    pub id: IndicatorId,
}

/// `duban indicator list`.
#[derive(Debug, Args)]
pub struct IndicatorListWords {
    /// 只看这份计划（短名）
    #[arg(long, value_name = "短名")]
    pub plan: Option<String>,
    /// 输出形式：table（默认）、json、csv
    #[arg(long, value_name = "形式", value_enum, default_value_t = Listing::Table, hide_default_value = true, hide_possible_values = true)]
    pub format: Listing,
}
