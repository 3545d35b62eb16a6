//! What can go wrong with the file.

use chrono::NaiveDate;
use std::path::PathBuf;
use thiserror::Error;

/// Why the file could not be opened, read or written.
#[derive(Debug, Error)]
pub enum Error {
    /// There is no file at this path.
    #[error("还没有数据文件「{}」。", path.display())]
    Missing {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// The file was written by a newer duban.
    #[error("数据文件「{}」是更新版本的督办写的（版本 {found}，本程序只认识到 {known}）。", path.display())]
    TooNew {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: u32,
        /// The version of this program.
        known: u32,
    },
    /// The file is not duban's.
    #[error("「{}」不是督办的数据文件。", path.display())]
    NotOurs {
        /// The file.
        path: PathBuf,
    },
    /// The file lies on a network file system, where WAL loses data.
    #[error("「{}」在网络文件系统（{kind}）上，多人同时使用会损坏数据。", path.display())]
    Network {
        /// The file.
        path: PathBuf,
        /// The file system's name.
        kind: String,
    },
    /// The folder or file could not be made.
    #[error("不能建立「{}」：{}。", path.display(), crate::text::cause::cause(cause))]
    Create {
        /// What was to be made.
        path: PathBuf,
        /// What the system said.
        cause: std::io::Error,
    },
    /// The file can't be opened.
    #[error("打不开数据文件「{}」。", path.display())]
    CannotOpen {
        /// The file.
        path: PathBuf,
    },
    /// The disk is full.
    #[error("磁盘空间不足，未能写入。")]
    Full,
    /// Somebody else wrote for longer than we wait.
    #[error("数据文件正忙，未能写入。")]
    Busy,
    /// The file may only be read.
    #[error("数据文件只能读，未能写入。")]
    ReadOnly,
    /// What is open is a copy that shows the file as it was on a past day.
    #[error("现在看的是 {day} 的旧貌，不能办理。")]
    Past {
        /// The day.
        day: NaiveDate,
    },
    /// SQLite is older than the fix of the WAL-reset corruption.
    #[error("SQLite {found} 太旧，可能损坏数据。")]
    OldSqlite {
        /// The version linked in.
        found: &'static str,
    },
    /// Anything else that SQLite says.
    #[error("数据文件读写失败（{}）。", told(.0))]
    Sqlite(rusqlite::Error),
}

impl Error {
    /// What to do next, one sentence.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Missing { .. } => {
                "先运行 duban 打开欢迎页，或用 duban seed 装入内置计划、duban import 导入文件。"
            }
            Self::TooNew { .. } => "请换用新版督办；旧版不会改动这个文件。",
            Self::NotOurs { .. } => "请检查 --db 指定的路径。",
            Self::Network { .. } => "请用 --db 把数据文件放到本机磁盘，多人通过 SSH 登录本机使用。",
            Self::Create { .. } | Self::CannotOpen { .. } => {
                "请检查路径和权限，或用 --db 指定别处。"
            }
            Self::Full => "请腾出空间后再试；刚才的内容没有写入。",
            Self::Busy => "请稍后再试；刚才的内容没有写入。",
            Self::ReadOnly => "请检查文件权限。",
            Self::Past { .. } => "要办理，请去掉 --today 再打开。",
            Self::OldSqlite { .. } => "请重新编译（自带 SQLite）。",
            Self::Sqlite(_) => "请先备份数据文件，再联系管理员。",
        }
    }
}

/// What SQLite says, in a few words; its own words are English, and stand in [`std::error::Error::source`].
fn told(error: &rusqlite::Error) -> String {
    use rusqlite::ErrorCode as Code;
    let words = match error.sqlite_error_code() {
        Some(Code::DatabaseCorrupt) => "文件已损坏",
        Some(Code::NotADatabase) => "不是数据文件",
        Some(Code::SystemIoFailure) => "磁盘读写出错",
        Some(Code::PermissionDenied) => "没有权限",
        Some(Code::CannotOpen) => "打不开文件",
        Some(Code::OutOfMemory) => "内存不足",
        Some(Code::ConstraintViolation) => "内容不合规定",
        Some(Code::TooBig) => "内容太长",
        Some(_) | None => "内容与程序不符",
    };
    match error.sqlite_error() {
        Some(code) => format!("{words}，SQLite 代码 {}", code.extended_code),
        None => words.to_owned(),
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => {
                Self::Busy
            }
            Some(rusqlite::ErrorCode::DiskFull) => Self::Full,
            Some(rusqlite::ErrorCode::ReadOnly) => Self::ReadOnly,
            _ => Self::Sqlite(error),
        }
    }
}
