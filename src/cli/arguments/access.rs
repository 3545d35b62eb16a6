//! The words of `key` and `gate`: who is let in from afar, and how.
#![allow(
    clippy::doc_markdown,
    reason = "these are texts for users, and a backtick would be shown"
)]

use clap::{Args, Subcommand};
use std::path::PathBuf;

use super::ShownAs;

/// `duban key …`.
#[derive(Debug, Subcommand)]
pub enum KeyCommands {
    /// 给一个人登记 SSH 公钥
    Add(KeyWords),
    /// 列出密钥和指纹
    List {
        /// 只看这个人的
        #[arg(value_name = "登录名")]
        login: Option<String>,
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
    /// 停用一把密钥，立即生效
    Revoke {
        /// 密钥编号
        #[arg(value_name = "编号")]
        id: String,
    },
}

/// `duban key add`.
#[derive(Debug, Args)]
pub struct KeyWords {
    /// 登录名
    #[arg(value_name = "登录名")]
    pub login: String,
    /// 公钥文件（如 id_ed25519.pub）；不写或写 - 则从标准输入读
    #[arg(
        value_name = "公钥文件",
        default_value = "-",
        hide_default_value = true
    )]
    pub file: PathBuf,
    /// 备注；不写则用公钥自带的
    #[arg(long, value_name = "文字")]
    pub label: Option<String>,
}

/// `duban gate …`.
#[derive(Clone, Debug, Args)]
pub struct GateWords {
    /// 密钥编号
    #[arg(long, value_name = "编号")]
    pub key: Option<String>,
    /// 界面无人操作多少分钟后退出，默认 30
    #[arg(long, value_name = "分钟", default_value_t = 30, hide_default_value = true,
        value_parser = clap::value_parser!(u32).range(1..=1440))]
    pub idle: u32,
    /// The same in seconds, for tests.
    #[arg(long, value_name = "秒", hide = true, conflicts_with = "idle",
        value_parser = clap::value_parser!(u32).range(1..))]
    pub idle_seconds: Option<u32>,
    /// 同一把密钥最多几个会话，默认 4
    #[arg(long, value_name = "个数", default_value_t = 4, hide_default_value = true,
        value_parser = clap::value_parser!(u32).range(1..=64))]
    pub sessions: u32,
    /// The environment was cleared: what the gate tells itself when it starts anew.
    #[arg(long, hide = true)]
    pub cleared: bool,
    /// What else is asked of the gate.
    #[command(subcommand)]
    pub command: Option<GateCommands>,
}

/// `duban gate keys`, `write` and `sshd`.
#[derive(Clone, Debug, Subcommand)]
pub enum GateCommands {
    /// 输出 authorized_keys 的各行，供 sshd 的 AuthorizedKeysCommand 使用
    Keys {
        /// 只要这一把：类型（sshd 的 %t）
        #[arg(value_name = "类型", requires = "body")]
        kind: Option<String>,
        /// 只要这一把：内容（sshd 的 %k）
        #[arg(value_name = "内容")]
        body: Option<String>,
    },
    /// 把各行写入 authorized_keys 文件，保留其中别的行
    Write {
        /// 文件；不写则是本账户的 ~/.ssh/authorized_keys
        #[arg(value_name = "文件")]
        file: Option<PathBuf>,
    },
    /// 输出一份 sshd 配置，存为 /etc/ssh/sshd_config.d/duban.conf
    Sshd {
        /// 专用账户，默认 duban
        #[arg(
            long,
            value_name = "账户",
            default_value = "duban",
            hide_default_value = true
        )]
        account: String,
    },
}
