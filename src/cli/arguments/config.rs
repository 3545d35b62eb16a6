//! The words of `duban config`.

use clap::Args;

/// `duban config`.
#[derive(Debug, Args)]
pub struct ConfigWords {
    /// 只说设置文件放在哪里
    #[arg(long)]
    pub path: bool,
    /// 列出默认的设置，不看设置文件
    #[arg(long, conflicts_with = "path")]
    pub built_in: bool,
}
