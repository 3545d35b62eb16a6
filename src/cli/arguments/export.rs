//! The words of `export …`.

use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

use super::documents::{Forms, NoticeWords, SheetsWords, TasksWords};
use super::scorecard::ScorecardWords;
use crate::domain::day::Week;

/// `duban export …`.
#[derive(Debug, Subcommand)]
pub enum ExportCommands {
    /// 一周的督办周报
    Weekly(WeeklyWords),
    /// 责任清单：一项任务一行，附最新进展
    Checklist(ChecklistWords),
    /// 考核：各部门得分，每一笔扣分都写明依据
    Scorecard(ScorecardWords),
    /// 任务：筛选后的一张大表
    Tasks(TasksWords),
    /// 部门任务清单：一个部门一份文件，一次写完
    Sheets(SheetsWords),
    /// 催办通知：可以直接粘贴的文字
    Notice(NoticeWords),
    /// 一份计划，写成可以修改、再用 import 读回的文件
    Plan(PlanWords),
}

/// `duban export plan`.
#[derive(Debug, Args)]
pub struct PlanWords {
    /// 计划的短名
    #[arg(value_name = "短名")]
    pub slug: String,
    /// 写入这个文件；不写则输出到屏幕
    #[arg(short, long, value_name = "文件")]
    pub output: Option<PathBuf>,
}

/// `duban export checklist`.
#[derive(Debug, Args)]
pub struct ChecklistWords {
    /// 只看这份计划（短名）
    #[arg(long, value_name = "短名")]
    pub plan: Option<String>,
    /// 只看这个部门牵头的；可用任何别名或拼音首字母
    #[arg(long, value_name = "部门")]
    pub department: Option<String>,
    /// 输出形式：md（默认）、docx、xlsx、html、csv、json
    #[arg(long, value_name = "形式", value_enum, default_value_t = Forms::Md, hide_default_value = true, hide_possible_values = true)]
    pub format: Forms,
    /// 写入这个文件；不写则输出到屏幕
    #[arg(short, long, value_name = "文件")]
    pub output: Option<PathBuf>,
}

/// `duban export weekly`.
#[derive(Debug, Args)]
pub struct WeeklyWords {
    /// 哪一周，如 2020-W52；不写则本周
    #[arg(long, value_name = "周", value_parser = week)]
    pub week: Option<Week>,
    /// 只看这份计划（短名）
    #[arg(long, value_name = "短名")]
    pub plan: Option<String>,
    /// 输出形式：md（默认）、docx、xlsx、html、csv、json
    #[arg(long, value_name = "形式", value_enum, default_value_t = Summary::Md, hide_default_value = true, hide_possible_values = true)]
    pub format: Summary,
    /// 标题；不写则为“督办周报 2020-W52”
    #[arg(
        long,
        value_name = "文字",
        default_value = "",
        hide_default_value = true
    )]
    pub title: String,
    /// 期号或文号
    #[arg(
        long,
        value_name = "文字",
        default_value = "",
        hide_default_value = true
    )]
    pub number: String,
    /// 主送单位，可写几次
    #[arg(long, value_name = "单位")]
    pub to: Vec<String>,
    /// 落款单位
    #[arg(
        long,
        value_name = "单位",
        default_value = "",
        hide_default_value = true
    )]
    pub sign: String,
    /// 写入这个文件；不写则输出到屏幕
    #[arg(short, long, value_name = "文件")]
    pub output: Option<PathBuf>,
}

/// The form of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Papers {
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
}

/// The form of the weekly summary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Summary {
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

fn week(text: &str) -> Result<Week, &'static str> {
    Week::parse(text).ok_or("应写作 YYYY-Wnn，例如 2020-W52")
}
