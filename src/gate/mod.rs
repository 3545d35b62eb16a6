//! The SSH entrance: who a key is, and what may be asked from afar.
//!
//! OpenSSH does the cryptography and runs `duban gate --key ID` whatever was asked. Then, in this order: the environment is
//! cleared (`environment`), the key's person is found, and without a request the dashboard opens. A request is split
//! into words by our own grammar (`grammar`), held against a table (`table`, `allow`), and run as the ordinary command
//! with settings that nothing in it changes. No shell, no path, no other program: nothing of a request is ever expanded.

mod allow;
mod environment;
mod grammar;
mod lines;
mod slots;
mod sshd;
mod table;

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use crate::app::{App, Error, Kind, Settings, list_entries};
use crate::cli::{self, GateCommands, GateWords};
use crate::text::cause::cause;
use crate::ui;

/// How long a command waits for one of its person's sessions to end.
const PATIENCE: Duration = Duration::from_secs(5);

/// Runs the entrance, or tells sshd who may come in.
pub fn run(words: &GateWords, file: Option<&PathBuf>) -> ExitCode {
    let done = match (&words.command, &words.key) {
        (None, Some(key)) => return enter(key, words, file),
        (None, None) => Err(Error::user("还缺密钥编号。").hinted(
            "这个命令由 sshd 调用；管理员请用 duban gate keys、write 或 sshd，见 docs/ssh.zh-CN.md。",
        )),
        (Some(GateCommands::Keys { kind, body }), _) => {
            let offered = kind.as_deref().zip(body.as_deref());
            entries(words, file, offered).map(|text| cli::print(&text))
        }
        (Some(GateCommands::Write { file: target }), _) => {
            entries(words, file, None).and_then(|text| write(target.as_deref(), &text))
        }
        (Some(GateCommands::Sshd { account }), _) => configuration(account, words, file),
    };
    cli::end(done)
}

fn enter(key: &str, words: &GateWords, file: Option<&PathBuf>) -> ExitCode {
    match admit(key, words, file) {
        Ok(ending) => ending,
        Err(error) => cli::end(Err(error)),
    }
}

fn admit(key: &str, words: &GateWords, file: Option<&PathBuf>) -> Result<ExitCode, Error> {
    environment::clear(words.cleared)?;
    let settings = Settings {
        path: absolute(&cli::place(file)?)?,
        today: None,
        stand_in: None,
        key: Some(key.to_owned()),
    };
    let role = match App::open(&settings) {
        Ok(app) => app.person().role,
        Err(error) if error.kind == Kind::Missing => {
            return Err(Error::user("服务器上还没有督办的数据文件。")
                .hinted("请联系健康办管理员。")
                .of_kind(Kind::Missing));
        }
        Err(error) => return Err(error),
    };
    let Some(line) = environment::request()? else {
        return dashboard(key, words, &settings);
    };
    let asked = grammar::split(&line)?;
    let asked = allow::check(&asked, role)?;
    if allow::is_help(&asked) {
        cli::print(&allow::help(role));
        return Ok(ExitCode::SUCCESS);
    }
    let _slot = slots::take(&settings.path, key, words.sessions, PATIENCE)?;
    Ok(cli::run_from_afar(&asked, &settings))
}

fn dashboard(key: &str, words: &GateWords, settings: &Settings) -> Result<ExitCode, Error> {
    if !std::io::stdin().is_terminal() || !std::io::stdout().is_terminal() {
        return Err(Error::user("界面需要一个终端。")
            .hinted("请用 ssh -t 连接；只办一件事请写命令，例如 ssh 主机 help。"));
    }
    // The server account's own file; the other end of the line names none.
    let own = ui::Own::read(None)?;
    let _slot = slots::take(&settings.path, key, words.sessions, Duration::ZERO)?;
    let (limit, told) = match words.idle_seconds {
        Some(seconds) => (
            Duration::from_secs(u64::from(seconds)),
            format!("{seconds} 秒"),
        ),
        None => (
            Duration::from_secs(u64::from(words.idle) * 60),
            format!("{} 分钟", words.idle),
        ),
    };
    if ui::run_within(settings, &own, Some(limit))? == ui::Ending::Idle {
        cli::say(&format!("已有 {told}无人操作，会话已结束。请重新连接。"));
    }
    Ok(ExitCode::SUCCESS)
}

/// The lines of all keys that let somebody in, or only of the one that is offered.
fn entries(
    words: &GateWords,
    file: Option<&PathBuf>,
    offered: Option<(&str, &str)>,
) -> Result<String, Error> {
    let db = absolute(&cli::place(file)?)?;
    let mut keys = list_entries(&Settings {
        path: db.clone(),
        today: None,
        stand_in: None,
        key: None,
    })?;
    if let Some((kind, body)) = offered {
        keys.retain(|it| it.kind == kind && it.body == body);
    }
    let forced = lines::Forced {
        program: &program()?,
        db: &db,
        extra: &extra(words),
    };
    lines::all(&keys, &forced)
}

/// Writes the lines into a file, whole or not at all, and keeps those of others.
fn write(target: Option<&Path>, ours: &str) -> Result<(), Error> {
    let path = match target {
        Some(path) => path.to_owned(),
        None => std::env::home_dir()
            .ok_or_else(|| {
                Error::user("找不到本账户的主目录。").hinted("请写明 authorized_keys 文件。")
            })?
            .join(".ssh/authorized_keys"),
    };
    let failed = |error: &std::io::Error| {
        let (path, cause) = (path.display(), cause(error));
        Error::user(format!("读不了「{path}」：{cause}。")).hinted("请检查路径和权限。")
    };
    let before = match std::fs::read_to_string(&path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        read => read.map_err(|error| failed(&error))?,
    };
    if let Some(folder) = path.parent().filter(|it| !it.as_os_str().is_empty()) {
        make(folder).map_err(|error| failed(&error))?;
    }
    cli::write_file(&path, &lines::placed(&before, ours)?)?;
    let count = ours.lines().count();
    cli::say(&format!("已写入 {}：{count} 把密钥。", path.display()));
    Ok(())
}

#[cfg(unix)]
fn make(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true).mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn make(folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)
}

fn configuration(account: &str, words: &GateWords, file: Option<&PathBuf>) -> Result<(), Error> {
    let db = absolute(&cli::place(file)?)?;
    cli::print(&sshd::drop_in(account, &program()?, &db, &extra(words))?);
    Ok(())
}

/// What every session is told beside its key, where it is not what it would do anyway.
fn extra(words: &GateWords) -> String {
    let said = [
        (words.idle != 30).then(|| format!(" --idle {}", words.idle)),
        words.idle_seconds.map(|it| format!(" --idle-seconds {it}")),
        (words.sessions != 4).then(|| format!(" --sessions {}", words.sessions)),
    ];
    said.into_iter().flatten().collect()
}

fn program() -> Result<PathBuf, Error> {
    std::env::current_exe().map_err(|error| {
        Error::user(format!("找不到程序自己：{}。", cause(&error)))
            .hinted("请用完整路径运行 duban。")
            .of_kind(Kind::Internal)
    })
}

fn absolute(path: &Path) -> Result<PathBuf, Error> {
    std::path::absolute(path).map_err(|error| {
        Error::user(format!(
            "路径「{}」不对：{}。",
            path.display(),
            cause(&error)
        ))
        .hinted("请用 --db 写明完整路径。")
    })
}
