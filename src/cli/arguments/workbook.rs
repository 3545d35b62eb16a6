//! The words of `export workbook` and `collect`.

use clap::Args;
use std::path::PathBuf;

use super::ShownAs;

/// `duban export workbook`.
#[derive(Debug, Args)]
pub struct WorkbookWords {
    /// 只要这份计划的任务（短名）
    #[arg(long, value_name = "短名")]
    pub plan: Option<String>,
    /// 只要这个部门的，可写几次；可用任何别名或拼音首字母。联络员不写则是本单位
    #[arg(long, value_name = "部门")]
    pub department: Vec<String>,
    /// 写入这个文件，一个部门一张工作表；不写则输出到标准输出
    #[arg(short, long, value_name = "文件", conflicts_with = "folder")]
    pub output: Option<PathBuf>,
    /// 写入这个文件夹，一个部门一个文件
    #[arg(long, value_name = "文件夹")]
    pub folder: Option<PathBuf>,
}

/// `duban collect`.
#[derive(Debug, Args)]
pub struct CollectWords {
    /// 填好的填报表（.xlsx）；写 - 则从标准输入读
    #[arg(value_name = "文件")]
    pub file: PathBuf,
    /// 只看会怎样，不写入
    #[arg(long)]
    pub dry_run: bool,
    /// 输出格式：table（默认）、json
    #[arg(
        long,
        value_name = "格式",
        value_enum,
        default_value = "table",
        hide_possible_values = true,
        hide_default_value = true
    )]
    pub format: ShownAs,
    /// 把收表结果写入这个文件；不写则输出到屏幕
    #[arg(short, long, value_name = "文件")]
    pub output: Option<PathBuf>,
}
