//! The words of `export tasks`, `export sheets` and `export notice`, and those that they share with others.

use chrono::NaiveDate;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

use super::export::Papers;
use super::{day, light, status};
use crate::domain::light::Light;
use crate::domain::status::Status;

/// Which tasks are wanted.
#[derive(Debug, Args)]
pub struct FilterWords {
    /// 只看这份计划（短名）
    #[arg(long, value_name = "短名")]
    pub plan: Option<String>,
    /// 只看这个部门牵头的；可用任何别名或拼音首字母
    #[arg(long, value_name = "部门")]
    pub department: Option<String>,
    /// 只看这个状态：草稿 待签收 进行中 待审核 已办结 暂缓 已取消
    #[arg(long, value_name = "状态", value_parser = status)]
    pub status: Option<Status>,
    /// 只看这种灯：红 黄 绿 蓝 灰
    #[arg(long, value_name = "灯", value_parser = light)]
    pub light: Option<Light>,
    /// 只看逾期的，逾期最久的在前
    #[arg(long, conflicts_with = "light")]
    pub overdue: bool,
    /// 只看最后期限不晚于这一天的
    #[arg(long, value_name = "日期", value_parser = day)]
    pub due_before: Option<NaiveDate>,
    /// 只看含有这些字的；可用拼音首字母，几个词用空格隔开
    #[arg(long, value_name = "文字")]
    pub search: Option<String>,
    /// 最多列出几项
    #[arg(long, value_name = "数目")]
    pub limit: Option<usize>,
}

/// `duban export tasks`.
#[derive(Debug, Args)]
pub struct TasksWords {
    /// Which.
    #[command(flatten)]
    pub filter: FilterWords,
    /// 输出形式：csv（默认）、xlsx、docx、md、html、json
    #[arg(long, value_name = "形式", value_enum, default_value_t = Forms::Csv, hide_default_value = true, hide_possible_values = true)]
    pub format: Forms,
    /// 写入这个文件；不写则输出到屏幕
    #[arg(short, long, value_name = "文件")]
    pub output: Option<PathBuf>,
}

/// `duban export sheets`.
#[derive(Debug, Args)]
pub struct SheetsWords {
    /// 写入这个文件夹，没有则新建
    #[arg(long, value_name = "文件夹")]
    pub folder: PathBuf,
    /// 只看这份计划（短名）
    #[arg(long, value_name = "短名")]
    pub plan: Option<String>,
    /// 文件形式：docx（默认）、xlsx、md、html、csv
    #[arg(long, value_name = "形式", value_enum, default_value_t = Papers::Docx, hide_default_value = true, hide_possible_values = true)]
    pub format: Papers,
    /// 覆盖文件夹里同名的文件
    #[arg(long)]
    pub overwrite: bool,
}

/// `duban export notice`.
#[derive(Debug, Args)]
pub struct NoticeWords {
    /// 只写给这个部门；可用任何别名或拼音首字母；不写则写给每个有逾期或30天内到期任务的部门
    #[arg(long, value_name = "部门")]
    pub department: Option<String>,
    /// 只看这份计划（短名）
    #[arg(long, value_name = "短名")]
    pub plan: Option<String>,
    /// 联系人和电话；不写则为协调员的姓名
    #[arg(
        long,
        value_name = "文字",
        default_value = "",
        hide_default_value = true
    )]
    pub contact: String,
    /// 落款单位；不写则为健康办
    #[arg(
        long,
        value_name = "单位",
        default_value = "",
        hide_default_value = true
    )]
    pub sign: String,
    /// 输出形式：txt（默认）、json
    #[arg(long, value_name = "形式", value_enum, default_value_t = Said::Txt, hide_default_value = true, hide_possible_values = true)]
    pub format: Said,
    /// 写入这个文件；不写则输出到屏幕
    #[arg(short, long, value_name = "文件")]
    pub output: Option<PathBuf>,
}

/// The form of a document that a program can have as values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Forms {
    /// Markdown
    Md,
    /// Word
    Docx,
    /// Excel
    Xlsx,
    /// 网页
    Html,
    /// CSV
    Csv,
    /// JSON
    Json,
}

/// The form of a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Said {
    /// 纯文本
    Txt,
    /// JSON
    Json,
}
