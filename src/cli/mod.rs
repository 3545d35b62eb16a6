//! The command line: words in, [`crate::app`] asked, text out. One file a command.
//!
//! Exit codes: 0 done, 1 refused or failed (one line on standard error says why and what to do), 2 wrong usage.

mod arguments;
mod audit;
mod collect;
mod config;
mod demo;
mod department;
mod edition;
mod export;
mod import;
mod indicator;
mod key;
mod man;
mod notice;
mod output;
mod progress;
mod scorecard;
mod seed;
mod task;
mod task_papers;
mod usage;
mod user;
mod workbook;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use crate::app::{Error, GUARDED_THREAD, Kind, Settings, default_path};
use crate::{app, ui};
use arguments::{Arguments, Commands, Global};
pub use arguments::{GateCommands, GateWords};
pub use output::{print, say, write_file};

/// What the process was asked for.
#[derive(Debug)]
pub enum Asked {
    /// A command or the dashboard, of whoever sits at this machine.
    Here(Box<Here>),
    /// The SSH entrance, with the file that the command line itself names.
    Gate(GateWords, Option<PathBuf>),
}

/// A command or the dashboard, as typed.
#[derive(Debug)]
pub struct Here(Arguments);

/// Reads the words of the process, or says how it ends: 0 after help, 2 after wrong usage.
///
/// # Errors
/// How the process ends.
pub fn read(words: impl IntoIterator<Item = OsString>) -> Result<Asked, ExitCode> {
    let (arguments, is_file_typed) = usage::parse(words, usage::HELP)?;
    let Arguments { global, command } = arguments;
    match command {
        // What the environment says of the file does not count there: it may come from the other end of the line.
        Some(Commands::Gate(words)) if global.today.is_none() && global.stand_in.is_none() => {
            Ok(Asked::Gate(words, global.db.filter(|_| is_file_typed)))
        }
        Some(Commands::Gate(_)) => {
            output::complain("「gate」不能和 --today、--as 同时用。请去掉后再试。");
            Err(ExitCode::from(2))
        }
        command => Ok(Asked::Here(Box::new(Here(Arguments { global, command })))),
    }
}

/// Runs what was asked here.
pub fn run(here: Here) -> ExitCode {
    let Arguments { global, command } = here.0;
    let named = global.config.as_deref();
    end(settings(&global).and_then(|settings| match command {
        None => ui::run(&settings, &ui::Own::read(named)?),
        Some(Commands::Demo(words)) => demo::run(&words, &settings, named),
        Some(Commands::Config(words)) => config::run(&words, named),
        Some(Commands::Man) => {
            man::run();
            Ok(())
        }
        Some(command) => execute(command, &settings),
    }))
}

/// Runs words that came from afar and were let through, with settings that nothing in them changes.
pub fn run_from_afar(words: &[String], settings: &Settings) -> ExitCode {
    let words = std::iter::once("duban")
        .chain(words.iter().map(String::as_str))
        .map(OsString::from);
    match usage::parse(words, "用 help 查看可用的命令。") {
        Ok((arguments, _)) => end(arguments
            .command
            .map_or_else(unfit, |command| execute(command, settings))),
        Err(ending) => ending,
    }
}

fn execute(command: Commands, settings: &Settings) -> Result<(), Error> {
    match command {
        Commands::Seed(words) => seed::run(&words, settings),
        Commands::Import(words) => import::run(&words, settings),
        Commands::Task { command } => task::run(&command, settings),
        Commands::Edition { command } => edition::run(&command, settings),
        Commands::Department { command } => department::run(&command, settings),
        Commands::Indicator { command } => indicator::run(&command, settings),
        Commands::Export { command } => export::run(&command, settings),
        Commands::Collect(words) => collect::run(&words, settings),
        Commands::User { command } => user::run(&command, settings),
        Commands::Key { command } => key::run(&command, settings),
        Commands::Audit { command } => audit::run(&command, settings),
        // `read` or `run` has sent them on; from afar nobody gets here.
        Commands::Gate(_) | Commands::Demo(_) | Commands::Config(_) | Commands::Man => unfit(),
    }
}

/// What nobody asks from afar.
fn unfit() -> Result<(), Error> {
    Err(Error::user("这里不能这样用。").hinted("请直接登录。"))
}

/// How the process ends.
pub fn end(done: Result<(), Error>) -> ExitCode {
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&error),
    }
}

/// A library that a damaged file breaks ends in a thread of its own and is answered for as a refusal; nothing is printed.
pub fn keep_guarded_quiet() {
    let previous = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name() != Some(GUARDED_THREAD) {
            previous(panic);
        }
    }));
}

/// The one place where an error is printed.
fn fail(error: &Error) -> ExitCode {
    output::complain(&format!("{}{}", error.message, error.hints.concat()));
    ExitCode::from(1)
}

/// The file that was named, or else the one in the user's data folder.
pub fn place(named: Option<&PathBuf>) -> Result<PathBuf, Error> {
    match named {
        Some(path) => Ok(path.clone()),
        None => default_path().ok_or_else(|| {
            Error::user("找不到您的数据文件夹。")
                .hinted("请用 --db 指定数据文件。")
                .of_kind(Kind::Internal)
        }),
    }
}

fn settings(global: &Global) -> Result<Settings, Error> {
    Ok(Settings {
        path: place(global.db.as_ref())?,
        today: global.today,
        stand_in: global.stand_in.clone(),
        key: None,
    })
}

/// The file, which must be there already, to be looked at only: with a past day as today, as it was on that day.
fn look(settings: &Settings) -> Result<app::App, Error> {
    app::App::look(settings)
}

/// The file, which must be there already.
fn open(settings: &Settings) -> Result<app::App, Error> {
    app::App::open(settings)
}
