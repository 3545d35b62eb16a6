//! The words that the command line takes, as typed; what they mean is decided elsewhere.

mod access;
mod audit;
mod config;
mod documents;
mod export;
mod reference;
mod scorecard;
mod user;
mod workbook;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

use crate::domain::day::parse_day;
use crate::domain::id::{ChangeId, EditionId, TaskId};
use crate::domain::light::Light;
use crate::domain::status::Status;

pub use access::{GateCommands, GateWords, KeyCommands, KeyWords};
pub use audit::AuditWords;
pub use config::ConfigWords;
pub use documents::{FilterWords, Forms, NoticeWords, Said, SheetsWords, TasksWords};
pub use export::{ChecklistWords, ExportCommands, Papers, SentWords, WeeklyWords};
pub use reference::{DepartmentCommands, IndicatorCommands, ReadWords};
pub use scorecard::ScorecardWords;
pub use user::{DepartmentWords, UserCommands, UserWords};
pub use workbook::{CollectWords, WorkbookWords};

/// 督办：把健康计划逐条拆成任务，看清谁欠什么、哪些逾期
#[derive(Debug, Parser)]
#[command(
    name = "duban",
    version,
    after_help = "不带命令时打开界面。数据文件默认在您的数据文件夹，界面首屏写明位置。"
)]
pub struct Arguments {
    /// What every command takes.
    #[command(flatten)]
    pub global: Global,
    /// What to do; without it, the dashboard opens.
    #[command(subcommand)]
    pub command: Option<Commands>,
}

/// What every command takes.
#[derive(Debug, Args)]
pub struct Global {
    /// 数据文件；也可用环境变量 DUBAN_DB 指定
    #[arg(
        long,
        global = true,
        value_name = "文件",
        env = "DUBAN_DB",
        hide_env = true
    )]
    pub db: Option<PathBuf>,
    /// 把这一天当作今天，写作 YYYY-MM-DD
    #[arg(long, global = true, value_name = "日期", value_parser = day)]
    pub today: Option<NaiveDate>,
    /// 代这个登录名办理（限协调员、管理员）
    #[arg(long = "as", global = true, value_name = "登录名")]
    pub stand_in: Option<String>,
    /// The file of settings.
    #[arg(
        long,
        help = "设置文件；也可用环境变量 DUBAN_CONFIG 指定",
        global = true,
        value_name = "文件",
        env = "DUBAN_CONFIG",
        hide_env = true
    )]
    pub config: Option<PathBuf>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Commands {
    /// 装入内置计划；已装入的不再重复
    Seed(SeedWords),
    /// 演示：在临时文件里打开五份内置计划和两年的办理情况，退出即删
    Demo(DemoWords),
    /// 导入计划文件并逐条拆成任务草稿
    Import(ImportWords),
    /// 任务：查看、交办、签收、反馈、办结
    Task {
        /// Which.
        #[command(subcommand)]
        command: TaskCommands,
    },
    /// 计划的新版：比较、采用、不采用
    Edition {
        /// Which.
        #[command(subcommand)]
        command: EditionCommands,
    },
    /// 部门：名称、别名、更名、机构改革、停用
    Department {
        /// Which.
        #[command(subcommand)]
        command: DepartmentCommands,
    },
    /// 指标：目标、最新数据、差距
    Indicator {
        /// Which.
        #[command(subcommand)]
        command: IndicatorCommands,
    },
    /// 导出周报、责任清单、考核、任务、部门清单、填报表、催办通知、计划
    Export {
        /// Which.
        #[command(subcommand)]
        command: ExportCommands,
    },
    /// 收回部门填好的填报表，逐行采用
    Collect(CollectWords),
    /// 人员：登记、角色、部门、停用
    User {
        /// Which.
        #[command(subcommand)]
        command: UserCommands,
    },
    /// SSH 密钥：登记、列出、停用
    Key {
        /// Which.
        #[command(subcommand)]
        command: KeyCommands,
    },
    /// 设置：列出正在生效的，写明各从哪里来
    Config(ConfigWords),
    /// 手册：全部命令、按键和设置，用 duban man | man -l - 看
    Man,
    /// SSH 入口：由 sshd 调用，见 docs/ssh.zh-CN.md
    Gate(GateWords),
    /// 留痕：列出、核验
    Audit {
        /// Which.
        #[command(subcommand)]
        command: AuditCommands,
    },
}

/// `duban demo`.
#[derive(Debug, Args)]
pub struct DemoWords {
    /// 把演示数据存成这个文件，不打开界面；以后用 --db 打开
    #[arg(long, value_name = "文件")]
    pub keep: Option<PathBuf>,
}

/// `duban seed`.
#[derive(Debug, Args)]
pub struct SeedWords {
    /// 内置计划的短名；不写则全部装入
    #[arg(value_name = "短名")]
    pub slugs: Vec<String>,
    /// 只列出有哪些内置计划
    #[arg(long)]
    pub list: bool,
}

/// `duban import`.
#[derive(Debug, Args)]
pub struct ImportWords {
    /// 计划文件（txt、md、docx、html）或责任清单（xlsx、xls、ods、csv）；写 - 则从标准输入读
    #[arg(value_name = "文件")]
    pub file: PathBuf,
    /// 文件格式：txt、md、docx、html、xlsx、xls、ods、csv；不写则按内容判断
    #[arg(long, value_name = "格式", value_enum, hide_possible_values = true)]
    pub format: Option<DocumentFormat>,
    /// 只拆解，不写入
    #[arg(long)]
    pub dry_run: bool,
    /// 以 JSON 输出结果
    #[arg(long)]
    pub json: bool,
    /// 计划的短名；写已有计划的短名，则作为它的新版逐条比较
    #[arg(long, value_name = "短名")]
    pub plan: Option<String>,
}

/// `duban edition …`.
#[derive(Debug, Subcommand)]
pub enum EditionCommands {
    /// 列出各计划的新版
    List(EditionListWords),
    /// 查看一个新版改了什么
    Show(EditionShowWords),
    /// 采用改动，作为调整，须写依据
    Take(DecideWords),
    /// 不采用改动，须写理由
    Refuse(DecideWords),
}

/// `duban edition list`.
#[derive(Debug, Args)]
pub struct EditionListWords {
    /// 只看这份计划
    #[arg(long, value_name = "短名")]
    pub plan: Option<String>,
    /// 输出格式：table、json
    #[arg(
        long,
        value_name = "格式",
        value_enum,
        default_value = "table",
        hide_possible_values = true,
        hide_default_value = true
    )]
    pub format: ShownAs,
}

/// `duban edition show`.
#[derive(Debug, Args)]
pub struct EditionShowWords {
    /// 新版的编号
    #[arg(value_name = "编号")]
    pub id: EditionId,
    /// 输出格式：table、json
    #[arg(
        long,
        value_name = "格式",
        value_enum,
        default_value = "table",
        hide_possible_values = true,
        hide_default_value = true
    )]
    pub format: ShownAs,
}

/// `duban edition take` and `refuse`.
#[derive(Debug, Args)]
pub struct DecideWords {
    /// 改动的编号，可写几个
    #[arg(value_name = "编号", required = true)]
    pub ids: Vec<ChangeId>,
    /// 依据（文号和日期）；不采用时写理由
    #[arg(long, value_name = "文字", required = true, visible_alias = "text")]
    pub basis: String,
}

/// The form of what is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ShownAs {
    /// For a terminal.
    Table,
    /// For a program.
    Json,
}

/// `duban task …`.
#[derive(Debug, Subcommand)]
pub enum TaskCommands {
    /// 列出任务
    List(ListWords),
    /// 查看一项任务和它的经过
    Show(ShowWords),
    /// 查看一项任务的经过
    History(HistoryWords),
    /// 交办给牵头单位
    Assign(AssignWords),
    /// 签收
    Sign(ActWords),
    /// 退还：不是本单位的任务，须写理由
    Decline(ActWords),
    /// 反馈进展和完成百分比
    Report(ReportWords),
    /// 申请办结
    Submit(ReportWords),
    /// 销号：审核通过，任务办结
    Close(ActWords),
    /// 退回：审核不通过，须写理由
    SendBack(ActWords),
    /// 催办
    Urge(ActWords),
    /// 暂缓，须写理由
    Suspend(ActWords),
    /// 恢复暂缓的任务
    Resume(ActWords),
    /// 取消，须写依据
    Cancel(ActWords),
    /// 重新打开已办结或已取消的任务，须写理由
    Reopen(ActWords),
    /// 分解：一类单位（如各县区政府）的任务，按成员分成各自的任务
    Expand(ActWords),
    /// 申请延期，须写延到哪天和理由
    AskExtension(ExtensionWords),
    /// 准予延期；不写时限则按申请的日期
    Grant(ExtensionWords),
    /// 不予延期，须写理由
    Refuse(ActWords),
    /// 调整名称、目标值或责任单位，须写依据；原来的内容留痕
    Revise(ReviseWords),
    /// 撤销自己办的上一步；一次办的几项一起撤销
    Undo,
    /// 重做刚撤销的一步
    Redo,
    /// 生成到期的周期任务（界面打开时会自动生成）
    Recur,
}

/// `duban task list`.
#[derive(Debug, Args)]
pub struct ListWords {
    /// Which.
    #[command(flatten)]
    pub filter: FilterWords,
    /// 输出形式：table（默认）、json、csv
    #[arg(long, value_name = "形式", value_enum, default_value_t = Listing::Table, hide_default_value = true, hide_possible_values = true)]
    pub format: Listing,
}

/// `duban task show`.
#[derive(Debug, Args)]
pub struct ShowWords {
    /// 任务编号
    #[arg(value_name = "编号")]
    pub id: TaskId,
    /// 输出形式：table（默认）、json、csv
    #[arg(long, value_name = "形式", value_enum, default_value_t = Listing::Table, hide_default_value = true, hide_possible_values = true)]
    pub format: Listing,
}

/// `duban task history`.
#[derive(Debug, Args)]
pub struct HistoryWords {
    /// 任务编号
    #[arg(value_name = "编号")]
    pub id: TaskId,
}

/// `duban task assign`.
#[derive(Debug, Args)]
pub struct AssignWords {
    /// 任务编号，可写几个
    #[arg(value_name = "编号", required = true)]
    pub ids: Vec<TaskId>,
    /// 牵头单位；不写则按原文的牵头单位
    #[arg(long, value_name = "部门")]
    pub lead: Option<String>,
    /// 配合单位，可写几次
    #[arg(long, value_name = "部门")]
    pub support: Vec<String>,
    /// 完成时限，如 2020年底前、2020-12-31；只能给草稿定
    #[arg(long, value_name = "时限")]
    pub due: Option<String>,
    /// 说明
    #[arg(
        long,
        value_name = "文字",
        default_value = "",
        hide_default_value = true
    )]
    pub text: String,
}

/// An act with words.
#[derive(Debug, Args)]
pub struct ActWords {
    /// 任务编号，可写几个
    #[arg(value_name = "编号", required = true)]
    pub ids: Vec<TaskId>,
    /// 说明、理由或依据
    #[arg(
        long,
        visible_alias = "basis",
        value_name = "文字",
        default_value = "",
        hide_default_value = true
    )]
    pub text: String,
}

/// `duban task ask-extension` and `grant`.
#[derive(Debug, Args)]
pub struct ExtensionWords {
    /// 任务编号，可写几个
    #[arg(value_name = "编号", required = true)]
    pub ids: Vec<TaskId>,
    /// 延到什么时候，如 2021年6月底前、2021-06-30
    #[arg(long, value_name = "时限")]
    pub due: Option<String>,
    /// 申请的理由，或审批的意见
    #[arg(
        long,
        value_name = "文字",
        default_value = "",
        hide_default_value = true
    )]
    pub text: String,
    /// 依据（文号和日期）
    #[arg(
        long,
        value_name = "文字",
        default_value = "",
        hide_default_value = true
    )]
    pub basis: String,
}

/// An act with words and percent.
#[derive(Debug, Args)]
pub struct ReportWords {
    /// 任务编号，可写几个
    #[arg(value_name = "编号", required = true)]
    pub ids: Vec<TaskId>,
    /// 进展情况
    #[arg(
        long,
        value_name = "文字",
        default_value = "",
        hide_default_value = true
    )]
    pub text: String,
    /// 完成百分比，0 到 100；配合单位填的是自己那一部分
    #[arg(long, value_name = "数", allow_negative_numbers = true)]
    pub percent: Option<i64>,
    /// 存在问题
    #[arg(
        long,
        value_name = "文字",
        default_value = "",
        hide_default_value = true
    )]
    pub problems: String,
    /// 下一步
    #[arg(
        long,
        value_name = "文字",
        default_value = "",
        hide_default_value = true
    )]
    pub next: String,
    /// 佐证：文号或链接
    #[arg(
        long,
        value_name = "文字",
        default_value = "",
        hide_default_value = true
    )]
    pub evidence: String,
    /// 盖章件的日期
    #[arg(
        long,
        value_name = "日期",
        default_value = "",
        hide_default_value = true
    )]
    pub stamped: String,
    /// 以哪个单位的名义；属于几个单位，或代单位填报时写
    #[arg(long, value_name = "部门")]
    pub department: Option<String>,
}

/// `duban task revise`.
#[derive(Debug, Args)]
pub struct ReviseWords {
    /// 任务编号，可写几个
    #[arg(value_name = "编号", required = true)]
    pub ids: Vec<TaskId>,
    /// 新的名称
    #[arg(long, value_name = "文字")]
    pub title: Option<String>,
    /// 新的目标值
    #[arg(long, value_name = "文字")]
    pub target: Option<String>,
    /// 新的牵头单位
    #[arg(long, value_name = "部门")]
    pub lead: Option<String>,
    /// 新的配合单位，可写几次
    #[arg(long, value_name = "部门")]
    pub support: Vec<String>,
    /// 依据（文号和日期）
    #[arg(
        long,
        visible_alias = "text",
        value_name = "文字",
        default_value = "",
        hide_default_value = true
    )]
    pub basis: String,
}

/// `duban audit …`.
#[derive(Debug, Subcommand)]
pub enum AuditCommands {
    /// 逐条核对留痕的校验值
    Verify,
    /// 列出留痕，最新的在前
    List(AuditWords),
}

/// The format of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DocumentFormat {
    /// 纯文本
    Txt,
    /// Markdown
    Md,
    /// Word 文档
    Docx,
    /// 网页
    Html,
    /// Excel 表格
    Xlsx,
    /// 旧版 Excel 表格
    Xls,
    /// ODS 表格
    Ods,
    /// 逗号分隔的表格
    Csv,
}

/// The form of a listing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Listing {
    /// 屏幕表格
    Table,
    /// JSON
    Json,
    /// 电子表格用的 CSV
    Csv,
}

fn day(text: &str) -> Result<NaiveDate, &'static str> {
    parse_day(text).ok_or("应写作 YYYY-MM-DD，例如 2020-12-31")
}

fn status(text: &str) -> Result<Status, &'static str> {
    Status::find(text).ok_or("应为 草稿、待签收、进行中、待审核、已办结、暂缓、已取消 之一")
}

fn light(text: &str) -> Result<Light, &'static str> {
    Light::find(text).ok_or("应为 红、黄、绿、蓝、灰 之一")
}
