//! The log, for a terminal, as JSON and for a spreadsheet.

use serde_json::{Value, json};

use super::table::{Column, Side, plain, spreadsheet};
use crate::domain::log::{Difference, LogEntry};

/// An event with its names.
#[derive(Debug)]
pub struct Row {
    /// The event.
    pub entry: LogEntry,
    /// Who did it, by name.
    pub who: String,
    /// What it was done to, by name.
    pub title: String,
    /// What it tells before and after.
    pub differences: Vec<Difference>,
}

const COLUMNS: [Column; 7] = [
    right("编号"),
    left("日期"),
    left("人员"),
    left("办理"),
    left("对象"),
    left("名称"),
    left("内容"),
];

const fn left(heading: &'static str) -> Column<'static> {
    Column {
        heading,
        side: Side::Left,
    }
}

const fn right(heading: &'static str) -> Column<'static> {
    Column {
        heading,
        side: Side::Right,
    }
}

fn cells(row: &Row) -> Vec<String> {
    let mut said = row.entry.said().replace('\n', " ");
    for change in row.differences.iter().filter(|it| it.is_change()) {
        // What a person wrote says it already, or it is too long for a line.
        if said.is_empty() && !change.before.is_empty() {
            said = format!("{}：{} → {}", change.label, change.before, change.after);
        }
    }
    vec![
        row.entry.id().to_string(),
        row.entry.day().to_string(),
        row.who.clone(),
        row.entry.verb().label().to_owned(),
        row.entry.subject(),
        row.title.clone(),
        said,
    ]
}

/// The events as a table.
pub fn table(rows: &[Row]) -> String {
    let cells: Vec<Vec<String>> = rows.iter().map(cells).collect();
    plain(&COLUMNS, &cells)
}

/// The events as CSV with a byte order mark; no cell can become a formula.
pub fn csv(rows: &[Row]) -> String {
    let headings = COLUMNS.map(|it| it.heading);
    spreadsheet(&headings, rows.iter().map(cells))
}

/// The events as JSON, each with what it changed and with its hash.
pub fn json(rows: &[Row]) -> String {
    let list: Vec<Value> = rows.iter().map(value).collect();
    let mut text = serde_json::to_string_pretty(&list).unwrap_or_default();
    text.push('\n');
    text
}

fn value(row: &Row) -> Value {
    let (entry, (kind, id)) = (&row.entry, row.entry.subject_code());
    let changes: Vec<Value> = row
        .differences
        .iter()
        .filter(|it| it.is_change())
        .map(|it| json!({ "field": it.label, "before": it.before, "after": it.after }))
        .collect();
    let report: Vec<Value> = entry
        .report()
        .into_iter()
        .map(|(label, said)| json!({ "field": label, "text": said }))
        .collect();
    json!({
        "id": entry.id(),
        "day": entry.day(),
        "at": entry.at(),
        "actor": entry.actor(),
        "name": row.who,
        "verb": entry.verb().code(),
        "label": entry.verb().label(),
        "subject": { "kind": kind, "id": id, "title": row.title },
        "text": entry.said(),
        "changes": changes,
        "report": report,
        "undoes": entry.undoes(),
        "hash": entry.hash,
    })
}
