//! duban (督办): the terminal dashboard in which a city health office (健康办) and its departments carry out a plan.
//!
//! # The house
//!
//! The layers are private modules, and arrows point one way; `tests/architecture.rs` reads the sources and fails on one
//! that points the other way.
//!
//! ```text
//! text ← domain ← { breakdown, export, store } ← app ← ui ← cli ← gate ← main        A ← B: B may name A and all left of A
//! ```
//!
//! The three in braces never name each other, and ui, cli and gate never name those three: [`app`] is the only place where
//! they meet, and the only way to change data.
//!
//! | layer | what lives there |
//! | --- | --- |
//! | [`text`] | characters: width, wrapping, cleaning, pinyin, Chinese numerals |
//! | [`domain`] | the words of 督办 as types, and the rules on them; pure |
//! | [`breakdown`] | a document's bytes become measures and draft tasks |
//! | [`export`] | domain values become bytes |
//! | [`store`] | the SQLite file |
//! | [`app`] | the acts (交办, 签收, 反馈 …) and the questions of screens and lists |
//! | [`ui`] | the dashboard |
//! | [`cli`] | the command line |
//! | [`gate`] | the SSH entrance: who a key is, and what may be asked from afar |
//!
//! # What always holds
//!
//! - One user action is one `BEGIN IMMEDIATE` transaction with one event a task; a read never writes.
//! - A change names the row version that its person saw; if the task moved on, nothing is written.
//! - Events are only ever added, and each carries a hash of itself and the one before.
//! - The printed deadline phrase is kept for ever; lights are derived, never stored.
//! - Nothing but [`app`]'s clock asks the time. "Today" is China's calendar day.
//!
//! # Where to begin reading
//!
//! `domain::status` (the life of a task), `app::work` (how an act is done), `store::task` (how a list is asked for),
//! `breakdown` (how a paragraph becomes promises).
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        reason = "a test fails by panicking"
    )
)]

mod app;
mod breakdown;
mod cli;
mod domain;
mod export;
mod gate;
mod store;
mod text;
mod ui;

/// Runs the program on the process's own arguments, and says how it ended: 0 done, 1 refused or failed, 2 wrong usage.
pub fn main() -> std::process::ExitCode {
    cli::keep_guarded_quiet();
    match cli::read(std::env::args_os()) {
        Ok(cli::Asked::Here(here)) => cli::run(*here),
        Ok(cli::Asked::Gate(words, file)) => gate::run(&words, file.as_ref()),
        Err(ending) => ending,
    }
}

#[cfg(fuzzing)]
pub use cli::keep_guarded_quiet;

/// The fuzzer's door: breaks a document of any bytes down, and says what of a read one is lost or stands twice. The format
/// is the one at that place of the table, round and round; at its end the content tells.
///
/// # Errors
/// The broken promise, in words; a document that is refused breaks none.
#[cfg(fuzzing)]
pub fn break_down(bytes: &[u8], format: u8) -> Result<(), String> {
    use breakdown::Format;
    const FORMATS: [Option<Format>; 9] = [
        None,
        Some(Format::Text),
        Some(Format::Markdown),
        Some(Format::Docx),
        Some(Format::Html),
        Some(Format::Xlsx),
        Some(Format::Xls),
        Some(Format::Ods),
        Some(Format::Csv),
    ];
    let format = FORMATS
        .into_iter()
        .cycle()
        .nth(usize::from(format))
        .flatten();
    match breakdown::read(bytes, format, &mut domain::watch::Unwatched) {
        Ok(draft) => breakdown::is_whole(bytes, format, &draft),
        Err(_) => Ok(()),
    }
}
