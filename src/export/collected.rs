//! What became of a workbook that came back, for a reader and as JSON.

use serde_json::{Value, json};
use std::fmt::Write as _;

use crate::domain::status::Verb;
use crate::domain::workbook::collected::{Collected, Fate, Handled, Purpose, Taken};
use crate::domain::workbook::filled::Stray;
use crate::text::clean::clean;

/// The report for a reader: what is taken, what is not and why, each with all that the department wrote.
pub fn text(collected: &Collected) -> String {
    let mut text = String::new();
    let mut under = |heading: &str, parts: Vec<String>| {
        if !parts.is_empty() {
            // Writing to a String never fails.
            let _ = write!(text, "{heading}\n{}\n", parts.concat());
        }
    };
    let rows = |tell: fn(&Handled) -> Option<String>| -> Vec<String> {
        let told = collected.rows.iter().filter_map(tell);
        told.collect()
    };
    under(
        match collected.purpose {
            Purpose::Rehearse => "可采用",
            Purpose::Take => "已采用",
        },
        rows(taken),
    );
    under("未采用", rows(refused));
    under("已收过，不再重复", rows(repeated));
    let strays = collected.strays.iter().map(stray).collect();
    under("不在可填的格子里，未采用", strays);
    let (sheets, count) = (collected.sheets, collected.rows.len());
    let _ = writeln!(
        text,
        "共 {sheets} 个工作表，{count} 行。{}",
        collected.summary()
    );
    clean(&text)
}

/// Where a row stands and what it is about.
fn head(row: &Handled) -> String {
    let mut head = format!("  「{}」第 {} 行", row.place.sheet, row.place.row);
    if let Some(task) = row.task {
        let _ = write!(head, "  {task} {}", row.title);
    }
    if !row.department.is_empty() {
        let _ = write!(head, "（{}）", row.department);
    }
    let mut head = head.replace('\n', " ");
    head.push('\n');
    head
}

/// A line under a row, further lines of its text below.
fn entry(text: &mut String, label: &str, words: &str) {
    let words = words.replace('\n', "\n      ");
    let _ = writeln!(text, "    {label}：{words}");
}

fn taken(row: &Handled) -> Option<String> {
    let Fate::Taken(taken) = &row.fate else {
        return None;
    };
    let mut text = head(row);
    entry(&mut text, "办理", &done(taken));
    for (label, words) in row.answer.written() {
        if label != "状态" {
            entry(&mut text, label, &words);
        }
    }
    for line in &taken.since {
        entry(&mut text, "其间", line);
    }
    Some(text)
}

/// The acts and what they changed: 签收、反馈（状态 待签收→进行中；进度 0%→20%）.
fn done(taken: &Taken) -> String {
    let acts: Vec<&str> = taken.acts.iter().map(|it| it.label()).collect();
    let acts = acts.join("、");
    if taken.changes.is_empty() {
        acts
    } else {
        format!("{acts}（{}）", taken.changes.join("；"))
    }
}

fn refused(row: &Handled) -> Option<String> {
    let Fate::Refused { why, hint, now } = &row.fate else {
        return None;
    };
    let mut text = head(row);
    entry(&mut text, "原因", &format!("{why}。{hint}"));
    for (label, words) in row.answer.written() {
        entry(&mut text, &format!("表上{label}"), &words);
    }
    for line in now {
        entry(&mut text, "现在", line);
    }
    Some(text)
}

/// A row of which there is nothing more to take.
fn repeated(row: &Handled) -> Option<String> {
    match &row.fate {
        Fate::Unchanged { why } if !why.is_empty() => {
            let mut text = head(row);
            entry(&mut text, "原因", &format!("{why}。"));
            Some(text)
        }
        _ => None,
    }
}

fn stray(stray: &Stray) -> String {
    let place = &stray.place;
    let column = match stray.column.as_str() {
        "" => String::new(),
        column => format!("“{column}”栏"),
    };
    let mut text = format!("  「{}」第 {} 行{column}\n", place.sheet, place.row);
    entry(&mut text, "原因", &format!("{}。", stray.why));
    entry(&mut text, "文字", &stray.text);
    text
}

/// The same for a program.
pub fn json(collected: &Collected) -> String {
    let rows: Vec<Value> = collected.rows.iter().map(row_json).collect();
    let whole = json!({
        "dry_run": collected.purpose == Purpose::Rehearse,
        "sheets": collected.sheets,
        "taken": collected.taken(),
        "refused": collected.refused(),
        "unchanged": collected.unchanged(),
        "rows": rows,
        "strays": collected.strays,
    });
    let mut text = serde_json::to_string_pretty(&whole).unwrap_or_default();
    text.push('\n');
    text
}

fn row_json(row: &Handled) -> Value {
    let filled: serde_json::Map<String, Value> = [
        ("act", &row.answer.act),
        ("percent", &row.answer.percent),
        ("text", &row.answer.text),
        ("problems", &row.answer.problems),
        ("next", &row.answer.next),
        ("evidence", &row.answer.evidence),
    ]
    .into_iter()
    .map(|(key, words)| (key.to_owned(), clean(words).trim().into()))
    .collect();
    let mut value = json!({
        "sheet": row.place.sheet,
        "row": row.place.row,
        "task": row.task,
        "title": row.title,
        "department": row.department,
        "exported_on": row.day,
        "filled": filled,
    });
    let codes = |acts: &[Verb]| -> Vec<&str> { acts.iter().map(|it| it.code()).collect() };
    let more = match &row.fate {
        Fate::Taken(taken) => json!({
            "outcome": "taken",
            "acts": codes(&taken.acts),
            "changes": taken.changes,
            "since": taken.since,
        }),
        Fate::Unchanged { why } => json!({"outcome": "unchanged", "reason": why}),
        Fate::Refused { why, hint, now } => {
            json!({"outcome": "refused", "reason": why, "hint": hint, "now": now})
        }
    };
    if let (Value::Object(value), Value::Object(more)) = (&mut value, more) {
        value.extend(more);
    }
    value
}
