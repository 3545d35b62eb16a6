//! The words of `export …`.

use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

use super::WorkbookWords;
use super::documents::{Forms, NoticeWords, SheetsWords, TasksWords};
use super::scorecard::ScorecardWords;
use crate::domain::id::DispatchId;
use crate::domain::term::{Pace, Term};
use chrono::NaiveDate;

/// `duban export …`.
#[derive(Debug, Subcommand)]
pub enum ExportCommands {
    /// 督办周报、月报、季报，或任意起止日期的通报
    Weekly(WeeklyWords),
    /// 发过的文件：列出来，或照原样再取一份
    Sent(SentWords),
    /// 责任清单：一项任务一行，附最新进展
    Checklist(ChecklistWords),
    /// 填报表：一个部门一张表，填好后用 collect 收回
    Workbook(WorkbookWords),
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

/// `duban export sent`.
#[derive(Debug, Args)]
pub struct SentWords {
    /// 发文编号；不写则列出全部
    #[arg(value_name = "编号")]
    pub id: Option<DispatchId>,
    /// 列表的形式：table（默认）、json
    #[arg(long, value_name = "形式", value_enum, default_value_t = super::ShownAs::Table, hide_default_value = true, hide_possible_values = true)]
    pub format: super::ShownAs,
    /// 写入这个文件；不写则输出到屏幕
    #[arg(short, long, value_name = "文件")]
    pub output: Option<PathBuf>,
}

/// `duban export weekly`.
#[derive(Debug, Args)]
pub struct WeeklyWords {
    /// 哪一周，如 2020-W52；什么都不写则为本周
    #[arg(long, value_name = "周", value_parser = week, group = "term")]
    pub week: Option<Term>,
    /// 哪一月，如 2020-12
    #[arg(long, value_name = "月", value_parser = month, group = "term")]
    pub month: Option<Term>,
    /// 哪一季度，如 2020-Q4
    #[arg(long, value_name = "季度", value_parser = quarter, group = "term")]
    pub quarter: Option<Term>,
    /// 从这一天起，写作 YYYY-MM-DD；与 --until 合用
    #[arg(long, value_name = "日期", value_parser = super::day, group = "term")]
    pub since: Option<NaiveDate>,
    /// 到这一天止；不写则到今天
    #[arg(long, value_name = "日期", value_parser = super::day, requires = "since", conflicts_with_all = ["week", "month", "quarter"])]
    pub until: Option<NaiveDate>,
    /// 只看这份计划（短名）
    #[arg(long, value_name = "短名")]
    pub plan: Option<String>,
    /// 只看这个部门牵头和反馈的；可用任何别名或拼音首字母
    #[arg(long, value_name = "部门")]
    pub department: Option<String>,
    /// 输出形式：md（默认）、docx、xlsx、html、csv、json
    #[arg(long, value_name = "形式", value_enum, default_value_t = Forms::Md, hide_default_value = true, hide_possible_values = true)]
    pub format: Forms,
    /// 标题；不写则为“2020年第52周督办周报”
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
    /// 记为发文：照原样留底，以后用 export sent 再取（限协调员、管理员）
    #[arg(long)]
    pub send: bool,
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

fn week(text: &str) -> Result<Term, &'static str> {
    term(text, Pace::Week).ok_or("应写作 YYYY-Wnn，例如 2020-W52")
}

fn month(text: &str) -> Result<Term, &'static str> {
    term(text, Pace::Month).ok_or("应写作 YYYY-MM，例如 2020-12")
}

fn quarter(text: &str) -> Result<Term, &'static str> {
    term(text, Pace::Quarter).ok_or("应写作 YYYY-Qn，例如 2020-Q4")
}

fn term(text: &str, pace: Pace) -> Option<Term> {
    Term::parse(text).filter(|it| it.pace() == pace)
}
