//! `duban export …`: the documents that leave the house.

use super::arguments::{ExportCommands, Summary, WeeklyWords};
use super::open;
use super::output::{print, say, write_file};
use crate::app::{Error, Settings, WeeklyFormat};
use crate::domain::day::Week;
use std::path::Path;

/// Runs one export.
pub fn run(command: &ExportCommands, settings: &Settings) -> Result<(), Error> {
    match command {
        ExportCommands::Weekly(words) => weekly(words, settings),
        ExportCommands::Plan(words) => {
            let text = open(settings)?.plan_document(&words.slug)?;
            give(&text, words.output.as_deref(), settings)
        }
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
    give(&text, words.output.as_deref(), settings)
}

/// To the file that the user names, whole or not at all, or to the screen.
fn give(text: &str, output: Option<&Path>, settings: &Settings) -> Result<(), Error> {
    match output {
        None => print(text),
        Some(path) => {
            settings.must_be_local("写文件", "请写 export … > 文件，存到自己的电脑。")?;
            write_file(path, text)?;
            say(&format!("已写入 {}", path.display()));
        }
    }
    Ok(())
}
