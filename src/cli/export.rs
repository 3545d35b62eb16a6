//! `duban export …`: the documents that leave the house.

use super::arguments::{
    ChecklistWords, ExportCommands, Forms, Papers, SentWords, ShownAs, WeeklyWords,
};
use super::output::{complain, hand_out, print, say, write_bytes, write_file};
use super::{look, notice, open, scorecard, task_papers, workbook};
use crate::app::{App, Error, Form, Paper, PaperFormat, Settings, WeeklyAsked};
use crate::domain::term::{Pace, Term};
use crate::domain::weekly::Imprint;
use std::path::Path;

/// Runs one export.
pub fn run(command: &ExportCommands, settings: &Settings) -> Result<(), Error> {
    match command {
        ExportCommands::Weekly(words) => weekly(words, settings),
        ExportCommands::Checklist(words) => checklist(words, settings),
        ExportCommands::Sent(words) => sent(words, settings),
        ExportCommands::Workbook(words) => workbook::run(words, settings),
        ExportCommands::Scorecard(words) => scorecard::run(words, settings),
        ExportCommands::Tasks(words) => task_papers::tasks(words, settings),
        ExportCommands::Sheets(words) => task_papers::sheets(words, settings),
        ExportCommands::Notice(words) => notice::run(words, settings),
        ExportCommands::Plan(words) => {
            let text = look(settings)?.plan_document(&words.slug)?;
            give(&Paper::Text(text), words.output.as_deref(), settings)
        }
    }
}

fn weekly(words: &WeeklyWords, settings: &Settings) -> Result<(), Error> {
    // What is sent is of today; a look back sends nothing.
    let mut app = if words.send {
        open(settings)?
    } else {
        look(settings)?
    };
    let format = values(words.format);
    let asked = WeeklyAsked {
        term: term(words, &app)?,
        plan: words.plan.clone(),
        department: words.department.clone(),
        imprint: Imprint {
            title: words.title.clone(),
            number: words.number.clone(),
            recipients: words.to.clone(),
            signed_by: words.sign.clone(),
        },
    };
    let paper = if words.send {
        let (sent, paper) = app.send_weekly(&asked, format)?;
        complain(&format!(
            "已记为发文 {}：{}；用 duban export sent {} 再取。",
            sent.id, sent.file, sent.id
        ));
        paper
    } else {
        app.weekly_document(&asked, format)?.paper
    };
    give(&paper, words.output.as_deref(), settings)
}

/// What was sent: a list, or one as it was.
fn sent(words: &SentWords, settings: &Settings) -> Result<(), Error> {
    let app = look(settings)?;
    let paper = match words.id {
        Some(id) => app.sent(id)?.1,
        None => Paper::Text(app.dispatch_listing(words.format == ShownAs::Json)?),
    };
    give(&paper, words.output.as_deref(), settings)
}

/// The days that are asked for: this week where nothing is said.
fn term(words: &WeeklyWords, app: &App) -> Result<Term, Error> {
    if let Some(since) = words.since {
        let until = words.until.unwrap_or_else(|| app.today());
        return Term::between(since, until).ok_or_else(|| {
            Error::user(format!("起始日期 {since} 在截止日期 {until} 之后。"))
                .hinted("请改 --since 或 --until。")
        });
    }
    let named = words.week.or(words.month).or(words.quarter);
    Ok(named.unwrap_or_else(|| Term::of(Pace::Week, app.today())))
}

fn checklist(words: &ChecklistWords, settings: &Settings) -> Result<(), Error> {
    let (plan, department) = (words.plan.as_deref(), words.department.as_deref());
    let app = look(settings)?;
    let paper = match values(words.format) {
        Form::Paper(format) => app.checklist(plan, department, format)?,
        Form::Json => Paper::Text(app.checklist_json(plan, department)?),
    };
    give(&paper, words.output.as_deref(), settings)
}

/// The form of a document, as the app knows it.
pub fn form(format: Papers) -> PaperFormat {
    match format {
        Papers::Md => PaperFormat::Md,
        Papers::Docx => PaperFormat::Docx,
        Papers::Xlsx => PaperFormat::Xlsx,
        Papers::Html => PaperFormat::Html,
        Papers::Csv => PaperFormat::Csv,
    }
}

/// The form of a document that can also be had as values, as the app knows it.
pub fn values(format: Forms) -> Form {
    Form::Paper(match format {
        Forms::Md => PaperFormat::Md,
        Forms::Docx => PaperFormat::Docx,
        Forms::Xlsx => PaperFormat::Xlsx,
        Forms::Html => PaperFormat::Html,
        Forms::Csv => PaperFormat::Csv,
        Forms::Json => return Form::Json,
    })
}

/// To the file that the user names, whole or not at all, or to standard output.
pub fn give(paper: &Paper, output: Option<&Path>, settings: &Settings) -> Result<(), Error> {
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
