//! `duban export …`: the documents that leave the house.

use super::arguments::{ChecklistWords, ExportCommands, Papers, Summary, WeeklyWords};
use super::look;
use super::output::{hand_out, print, say, write_bytes, write_file};
use crate::app::{Error, Paper, PaperFormat, Settings, WeeklyFormat};
use crate::domain::day::Week;
use crate::domain::weekly::Imprint;
use std::path::Path;

/// Runs one export.
pub fn run(command: &ExportCommands, settings: &Settings) -> Result<(), Error> {
    match command {
        ExportCommands::Weekly(words) => weekly(words, settings),
        ExportCommands::Checklist(words) => checklist(words, settings),
        ExportCommands::Plan(words) => {
            let text = look(settings)?.plan_document(&words.slug)?;
            give(&Paper::Text(text), words.output.as_deref(), settings)
        }
    }
}

fn weekly(words: &WeeklyWords, settings: &Settings) -> Result<(), Error> {
    let app = look(settings)?;
    let week = words.week.unwrap_or_else(|| Week::of(app.today()));
    let format = match words.format {
        Summary::Md => WeeklyFormat::Paper(PaperFormat::Md),
        Summary::Docx => WeeklyFormat::Paper(PaperFormat::Docx),
        Summary::Xlsx => WeeklyFormat::Paper(PaperFormat::Xlsx),
        Summary::Html => WeeklyFormat::Paper(PaperFormat::Html),
        Summary::Csv => WeeklyFormat::Paper(PaperFormat::Csv),
        Summary::Json => WeeklyFormat::Json,
    };
    let imprint = Imprint {
        title: words.title.clone(),
        number: words.number.clone(),
        recipients: words.to.clone(),
        signed_by: words.sign.clone(),
    };
    let paper = app.weekly_document(week, words.plan.as_deref(), &imprint, format)?;
    give(&paper, words.output.as_deref(), settings)
}

fn checklist(words: &ChecklistWords, settings: &Settings) -> Result<(), Error> {
    let (plan, department) = (words.plan.as_deref(), words.department.as_deref());
    let paper = look(settings)?.checklist(plan, department, form(words.format))?;
    give(&paper, words.output.as_deref(), settings)
}

/// The form of a document, as the app knows it.
fn form(format: Papers) -> PaperFormat {
    match format {
        Papers::Md => PaperFormat::Md,
        Papers::Docx => PaperFormat::Docx,
        Papers::Xlsx => PaperFormat::Xlsx,
        Papers::Html => PaperFormat::Html,
        Papers::Csv => PaperFormat::Csv,
    }
}

/// To the file that the user names, whole or not at all, or to standard output.
fn give(paper: &Paper, output: Option<&Path>, settings: &Settings) -> Result<(), Error> {
    match (paper, output) {
        (Paper::Text(text), None) => print(text),
        (Paper::Bytes(bytes), None) => hand_out(bytes)?,
        (paper, Some(path)) => {
            settings.must_be_local("写文件", "请写 export … > 文件，存到自己的电脑。")?;
            match paper {
                Paper::Text(text) => write_file(path, text)?,
                Paper::Bytes(bytes) => write_bytes(path, bytes)?,
            }
            say(&format!("已写入 {}", path.display()));
        }
    }
    Ok(())
}
