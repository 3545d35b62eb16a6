//! `duban export tasks` and `export sheets`: tasks as a document, and a task sheet for every department.

use std::path::Path;

use super::arguments::{Papers, SheetsWords, TasksWords};
use super::export::{form, give, values};
use super::look;
use super::output::{say, write_bytes, write_file};
use super::task::filter;
use crate::app::{Error, Paper, Settings, TaskSheet};
use crate::text::cause::cause;

/// Exports the tasks that a filter shows.
pub fn tasks(words: &TasksWords, settings: &Settings) -> Result<(), Error> {
    let app = look(settings)?;
    let (wanted, window) = filter(&app, &words.filter)?;
    let scope = scope(words);
    let paper = app.tasks_document((&wanted, &scope), window, values(words.format))?;
    give(&paper, words.output.as_deref(), settings)
}

/// Which tasks they are, as they were asked for.
fn scope(words: &TasksWords) -> String {
    let asked = &words.filter;
    let parts = [
        asked.plan.clone(),
        asked.department.clone(),
        asked.status.map(|it| it.label().to_owned()),
        asked.light.map(|it| format!("{}灯", it.label())),
        asked.overdue.then(|| "逾期".to_owned()),
        asked.due_before.map(|it| format!("最后期限不晚于 {it}")),
        asked.search.as_ref().map(|it| format!("含有“{it}”")),
        asked.limit.map(|it| format!("至多 {it} 项")),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() {
        return "全部任务".to_owned();
    }
    format!("筛选：{}", parts.join("、"))
}

/// Writes the task sheet of every department into a folder, all of them or none that would be in the way of another file.
pub fn sheets(words: &SheetsWords, settings: &Settings) -> Result<(), Error> {
    settings.must_be_local(
        "写文件夹",
        "请逐个部门写 export checklist --department 部门 --format docx > 文件，存到自己的电脑。",
    )?;
    let sheets = look(settings)?.task_sheets(words.plan.as_deref())?;
    let folder = words.folder.as_path();
    make(folder)?;
    let ending = ending(words.format);
    let name = |it: &TaskSheet| format!("{}.{ending}", it.file_name);
    if !words.overwrite {
        refuse_those_there(folder, &sheets.iter().map(name).collect::<Vec<_>>())?;
    }
    let mut written: Vec<String> = Vec::new();
    for sheet in &sheets {
        let (name, format) = (name(sheet), form(words.format));
        let path = folder.join(&name);
        let done = sheet.paper(format).and_then(|paper| match paper {
            Paper::Text(text) => write_file(&path, &text),
            Paper::Bytes(bytes) => write_bytes(&path, &bytes),
        });
        done.map_err(|error| left_off(error, &written))?;
        written.push(name);
    }
    let (count, folder) = (written.len(), folder.display());
    say(&format!(
        "已写入 {folder}：{count} 个部门的任务清单，一个部门一份 .{ending} 文件。"
    ));
    Ok(())
}

fn ending(format: Papers) -> &'static str {
    match format {
        Papers::Md => "md",
        Papers::Docx => "docx",
        Papers::Xlsx => "xlsx",
        Papers::Html => "html",
        Papers::Csv => "csv",
    }
}

fn make(folder: &Path) -> Result<(), Error> {
    let told = folder.display();
    if folder.exists() && !folder.is_dir() {
        return Err(Error::user(format!("「{told}」不是文件夹。")).hinted("请换一个文件夹。"));
    }
    std::fs::create_dir_all(folder).map_err(|error| {
        Error::user(format!("建不了文件夹「{told}」：{}。", cause(&error)))
            .hinted("请检查路径和权限。")
    })
}

/// Nothing is written where a file of the same name lies there: somebody may have worked on it.
fn refuse_those_there(folder: &Path, names: &[String]) -> Result<(), Error> {
    let there = names.iter().filter(|it| folder.join(it).exists());
    let there: Vec<&str> = there.map(String::as_str).collect();
    let Some(first) = there.first() else {
        return Ok(());
    };
    Err(Error::user(format!(
        "文件夹「{}」里已有 {} 个同名文件，如「{first}」，什么也没有写。",
        folder.display(),
        there.len()
    ))
    .hinted("请换一个文件夹，或加 --overwrite 覆盖。"))
}

/// A file that could not be written, with those that were.
fn left_off(error: Error, written: &[String]) -> Error {
    match written {
        [] => error,
        names => error.hinted(format!(
            "此前已写好 {} 个：{}。",
            names.len(),
            names.join("、")
        )),
    }
}
