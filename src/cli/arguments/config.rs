//! The words of `duban config`.

use clap::Args;

/// `duban config`.
#[derive(Debug, Args)]
pub struct ConfigWords {
    /// 只说设置文件放在哪里
    #[arg(long)]
    pub path: bool,
}
