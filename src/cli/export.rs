//! `duban export …`: the documents that leave the house.

use super::arguments::{ExportCommands, Summary, WeeklyWords};
use super::open;
use super::output::{print, say, write_file};
use crate::app::{Error, Settings, WeeklyFormat};
use crate::domain::day::Week;

/// Runs one export.
pub fn run(command: &ExportCommands, settings: &Settings) -> Result<(), Error> {
    match command {
        ExportCommands::Weekly(words) => weekly(words, settings),
    }
}

fn weekly(words: &WeeklyWords, settings: &Settings) -> Result<(), Error> {
    let app = open(settings)?;
    let week = words.week.unwrap_or_else(|| Week::of(app.today()));
    let format = match words.format {
        Summary::Md => WeeklyFormat::Md,
        Summary::Json => WeeklyFormat::Json,
    };
    let text = app.weekly_document(week, words.plan.as_deref(), format)?;
    match &words.output {
        None => print(&text),
        Some(path) => {
            write_file(path, &text)?;
            say(&format!("已写入 {}", path.display()));
        }
    }
    Ok(())
}
