//! The command line: words in, [`crate::app`] asked, text out. One file a command.
//!
//! Exit codes: 0 done, 1 refused or failed (one line on standard error says why and what to do), 2 wrong usage.

mod arguments;
mod audit;
mod demo;
mod department;
mod edition;
mod export;
mod import;
mod indicator;
mod output;
mod progress;
mod seed;
mod task;
mod usage;
mod user;

use std::ffi::OsString;
use std::process::ExitCode;

use crate::app::{Error, GUARDED_THREAD, Kind, Settings, default_path};
use crate::{app, ui};
use arguments::{Commands, Global};

/// Runs the program on the process's own arguments.
pub fn run() -> ExitCode {
    run_with(std::env::args_os())
}

fn run_with(words: impl IntoIterator<Item = OsString>) -> ExitCode {
    keep_guarded_quiet();
    let arguments = match usage::parse(words) {
        Ok(arguments) => arguments,
        Err(ending) => return ending,
    };
    let done = settings(&arguments.global).and_then(|settings| match arguments.command {
        None => ui::run(&settings),
        Some(Commands::Demo(words)) => demo::run(&words, &settings),
        Some(Commands::Seed(words)) => seed::run(&words, &settings),
        Some(Commands::Import(words)) => import::run(&words, &settings),
        Some(Commands::Task { command }) => task::run(&command, &settings),
        Some(Commands::Edition { command }) => edition::run(&command, &settings),
        Some(Commands::Department { command }) => department::run(&command, &settings),
        Some(Commands::Indicator { command }) => indicator::run(&command, &settings),
        Some(Commands::Export { command }) => export::run(&command, &settings),
        Some(Commands::User { command }) => user::run(&command, &settings),
        Some(Commands::Audit { command }) => audit::run(&command, &settings),
    });
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

fn settings(global: &Global) -> Result<Settings, Error> {
    let path = match &global.db {
        Some(path) => path.clone(),
        None => default_path().ok_or_else(|| {
            Error::user("找不到您的数据文件夹。")
                .hinted("请用 --db 指定数据文件。")
                .of_kind(Kind::Internal)
        })?,
    };
    Ok(Settings {
        path,
        today: global.today,
        stand_in: global.stand_in.clone(),
        key: None,
    })
}

/// The file, which must be there already.
fn open(settings: &Settings) -> Result<app::App, Error> {
    app::App::open(settings)
}
