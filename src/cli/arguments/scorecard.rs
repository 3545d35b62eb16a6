//! The words of `export scorecard`.

use chrono::NaiveDate;
use clap::Args;
use std::path::PathBuf;

use super::day;
use super::documents::Forms;

/// `duban export scorecard`.
#[derive(Debug, Args)]
pub struct ScorecardWords {
    /// 从这一天算起，写作 YYYY-MM-DD；不写则从截止日当年的 1 月 1 日
    #[arg(long, value_name = "日期", value_parser = day)]
    pub since: Option<NaiveDate>,
    /// 截止日；不写则到今天
    #[arg(long, value_name = "日期", value_parser = day)]
    pub until: Option<NaiveDate>,
    /// 只看这份计划（短名）
    #[arg(long, value_name = "短名")]
    pub plan: Option<String>,
    /// 计分规则文件（TOML）；不写则用数据文件旁边的 scorecard.toml，没有则用内置规则
    #[arg(long, value_name = "文件")]
    pub rules: Option<PathBuf>,
    /// 只输出内置的计分规则，供改写
    #[arg(long, conflicts_with_all = ["since", "until", "plan", "rules"])]
    pub show_rules: bool,
    /// 输出形式：md（默认）、docx、xlsx、html、csv、json
    #[arg(long, value_name = "形式", value_enum, default_value_t = Forms::Md, hide_default_value = true, hide_possible_values = true)]
    pub format: Forms,
    /// 写入这个文件；不写则输出到屏幕
    #[arg(short, long, value_name = "文件")]
    pub output: Option<PathBuf>,
}
