//! What the other end of the line may say through the environment: next to nothing.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};

use crate::app::{Error, Kind};

/// The command that was asked for, as sshd hands it on.
const REQUEST: &str = "SSH_ORIGINAL_COMMAND";
/// A terminal that every one resembles.
const PLAIN_TERMINAL: &str = "xterm";
/// What the program tells itself when it starts anew.
const CLEARED: &str = "--cleared";

type Variables = BTreeMap<OsString, OsString>;

/// Starts the program anew in its own stead where the environment holds anything that it should not.
///
/// # Errors
/// It can't be started, or was and the environment is no cleaner.
pub fn clear(is_cleared: bool) -> Result<(), Error> {
    let found: Vec<(OsString, OsString)> = std::env::vars_os().collect();
    let wanted = kept(found.iter().cloned());
    if found.len() == wanted.len()
        && found
            .iter()
            .all(|(name, value)| wanted.get(name) == Some(value))
    {
        return Ok(());
    }
    if is_cleared {
        return Err(failed("环境变量清不干净"));
    }
    start_anew(&wanted)
}

/// The line that was asked for; `None` for the dashboard.
///
/// # Errors
/// It is no text.
pub fn request() -> Result<Option<String>, Error> {
    match std::env::var_os(REQUEST) {
        None => Ok(None),
        Some(line) => line.into_string().map(Some).map_err(|_| {
            Error::user("命令不是 UTF-8 文字。").hinted("请把终端的字符集改为 UTF-8 后再试。")
        }),
    }
}

/// What stays of an environment; done twice it changes nothing more.
fn kept(found: impl Iterator<Item = (OsString, OsString)>) -> Variables {
    let mut kept: Variables = found.filter(|(name, value)| is_kept(name, value)).collect();
    kept.entry("TERM".into())
        .or_insert_with(|| PLAIN_TERMINAL.into());
    kept
}

fn is_kept(name: &OsStr, value: &OsStr) -> bool {
    let (Some(name), Some(text)) = (name.to_str(), value.to_str()) else {
        return name == REQUEST;
    };
    let is_word = |others: &str| {
        (1..=64).contains(&text.len())
            && text
                .chars()
                .all(|it| it.is_ascii_alphanumeric() || others.contains(it))
    };
    match name {
        REQUEST => true,
        "TERM" => is_word("._+-"),
        "LANG" | "LC_ALL" | "LC_CTYPE" => is_word("._@-"),
        "COLUMNS" | "LINES" => text.len() <= 4 && text.parse::<u16>().is_ok(),
        _ => false,
    }
}

#[cfg(unix)]
fn start_anew(wanted: &Variables) -> Result<(), Error> {
    use std::os::unix::process::CommandExt;
    let program = std::env::current_exe().map_err(|_| failed("找不到程序自己"))?;
    let error = std::process::Command::new(program)
        .args(std::env::args_os().skip(1))
        .arg(CLEARED)
        .env_clear()
        .envs(wanted)
        .exec();
    Err(failed(&format!(
        "程序启动不了：{}",
        crate::text::cause::cause(&error)
    )))
}

#[cfg(not(unix))]
fn start_anew(_wanted: &Variables) -> Result<(), Error> {
    Err(failed("这个系统不支持 SSH 入口"))
}

fn failed(what: &str) -> Error {
    Error::user(format!("{what}。"))
        .hinted("请联系健康办管理员。")
        .of_kind(Kind::Internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept_of(found: &[(&str, &str)]) -> Vec<(String, String)> {
        let found = found
            .iter()
            .map(|(name, value)| (name.into(), value.into()));
        let text = |it: OsString| it.into_string().unwrap();
        let once = kept(found);
        assert_eq!(kept(once.clone().into_iter()), once);
        once.into_iter()
            .map(|(name, value)| (text(name), text(value)))
            .collect()
    }

    #[test]
    fn only_what_is_needed_and_looks_right_stays() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(
            kept_of(&[
                ("PATH", "/tmp"),
                ("HOME", "/root"),
                ("DUBAN_DB", "/tmp/x.db"),
                ("LD_PRELOAD", "/tmp/x.so"),
                ("BASH_ENV", "$(reboot)"),
                ("XDG_DATA_HOME", "/tmp"),
                ("NO_COLOR", "1"),
                ("LANG", "zh_CN.UTF-8"),
                ("LC_ALL", "/tmp/locale"),
                ("LC_CTYPE", "zh_CN.GB18030"),
                ("COLUMNS", "120"),
                ("LINES", "40; sh"),
                ("TERM", "xterm-256color"),
                ("SSH_ORIGINAL_COMMAND", "task list; sh"),
            ]),
            [
                pair("COLUMNS", "120"),
                pair("LANG", "zh_CN.UTF-8"),
                pair("LC_CTYPE", "zh_CN.GB18030"),
                pair("SSH_ORIGINAL_COMMAND", "task list; sh"),
                pair("TERM", "xterm-256color"),
            ]
        );
        for term in [
            "\u{1b}]0;x\u{7}",
            "../../x",
            "",
            "x".repeat(65).as_str(),
            "a b",
            "/etc",
        ] {
            assert_eq!(kept_of(&[("TERM", term)]), [pair("TERM", "xterm")]);
        }
        for lines in ["", "-1", "99999", "1e3", "+"] {
            assert_eq!(kept_of(&[("LINES", lines)]), [pair("TERM", "xterm")]);
        }
    }
}
