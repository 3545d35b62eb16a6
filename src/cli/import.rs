//! `duban import`: break a document down, and store it unless it is a dry run.

use std::path::Path;

use super::arguments::{DocumentFormat, ImportWords};
use super::output::{complain, is_heard, print, read_input, say};
use super::progress::Bar;
use crate::app::{
    App, Error, Format, Imported, LARGEST_DOCUMENT, Settings, TakenIn, break_down, draft_json,
    read_document,
};
use crate::domain::draft::Draft;

/// Reads the file or standard input, breaks it down, and stores it or shows what would be stored.
pub fn run(words: &ImportWords, settings: &Settings) -> Result<(), Error> {
    let bytes = if words.file == Path::new("-") {
        read_input(LARGEST_DOCUMENT)?
    } else {
        settings.must_be_local(
            "按路径导入",
            "请写 import - ，从标准输入读：import - < 计划文件。",
        )?;
        read_document(&words.file)?
    };
    let format = words.format.map(DocumentFormat::format);
    let mut bar = Bar::new()?;
    let size = bytes.len();
    let document = break_down(bytes, format, &mut bar)?;
    // A line that broke ends standard input like a whole document does; but then nobody reads what is said.
    if settings.key.is_some() && !is_heard(&format!("已收到 {size} 字节。")) {
        return Err(
            Error::user("连接已断开，文件可能不完整，没有导入。").hinted("请重新连接后再试。")
        );
    }
    let draft = &document.draft;
    if words.dry_run {
        drop(bar);
        if words.json {
            print(&draft_json(draft));
        } else {
            say(&format!(
                "试拆解：{}，{}{}，未写入。",
                draft.plan.title,
                counts(draft),
                indicators(draft)
            ));
            warn(draft);
        }
        return Ok(());
    }
    let slug = words.plan.as_deref();
    let (app, imported) = App::fill(settings, |app| app.import(&document, slug, &mut bar))?;
    drop(bar);
    match imported {
        Imported::New(taken) => tell_new(&taken, draft, words.json),
        Imported::Same(plan) => {
            let (title, slug) = (plan.title, plan.slug);
            if words.json {
                say(&serde_json::json!({"slug": slug, "title": title, "changes": 0}).to_string());
            } else {
                say(&format!(
                    "与已导入的「{title}」（{slug}）逐条相同，没有改动。"
                ));
            }
        }
        Imported::Edition(edition, slug) => {
            if words.json {
                print(&app.edition_sheet(edition.id, true)?);
            } else {
                say(&format!(
                    "是「{slug}」的新版（编号 {}）：相同 {} 条，改动 {} 条，计划尚未改变。",
                    edition.id, edition.same, edition.changes
                ));
                say(&format!(
                    "用 duban edition show {} 查看，edition take 逐条采用；或在界面的「计划」屏按 v。",
                    edition.id
                ));
            }
        }
    }
    Ok(())
}

fn tell_new(taken: &TakenIn, draft: &Draft, is_json: bool) {
    if is_json {
        let summary = serde_json::json!({
            "slug": taken.slug,
            "title": taken.title,
            "measures": taken.measures,
            "tasks": taken.tasks,
            "no_task": draft.measures.iter().map(|it| it.no_task.len()).sum::<usize>(),
            "warnings": draft.warnings,
        });
        say(&summary.to_string());
        return;
    }
    say(&format!(
        "已导入：{}（{}），{}。",
        taken.title,
        taken.slug,
        counts(draft)
    ));
    say("任务都是草稿，核对后用 duban task assign 或界面的拆解交办给牵头单位。");
    warn(draft);
}

impl DocumentFormat {
    fn format(self) -> Format {
        match self {
            Self::Txt => Format::Text,
            Self::Md => Format::Markdown,
            Self::Docx => Format::Docx,
            Self::Html => Format::Html,
            Self::Xlsx => Format::Xlsx,
            Self::Xls => Format::Xls,
            Self::Ods => Format::Ods,
            Self::Csv => Format::Csv,
        }
    }
}

fn counts(draft: &Draft) -> String {
    let tasks: usize = draft.measures.iter().map(|it| it.tasks.len()).sum();
    let rest: usize = draft.measures.iter().map(|it| it.no_task.len()).sum();
    format!(
        "{} 条措施，{tasks} 项任务，{rest} 处文字未成任务",
        draft.measures.len()
    )
}

/// How many indicators were found, where there are any.
fn indicators(draft: &Draft) -> String {
    match draft.indicators.len() {
        0 => String::new(),
        count => format!("，{count} 项指标"),
    }
}

fn warn(draft: &Draft) {
    for warning in &draft.warnings {
        complain(&format!(
            "注意：第 {} 行：{}",
            warning.line, warning.message
        ));
    }
}
