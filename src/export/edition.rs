//! Editions and what they change, for a terminal and as JSON.

use serde_json::{Value, json};
use std::fmt::Write;

use super::table::{Column, Side, plain};
use crate::domain::edition::{Change, Decision, Edition, Kind, Matter, Piece, diff};

/// An edition with the short word of its plan.
pub type Row = (String, Edition);

const COLUMNS: [Column; 7] = [
    Column {
        heading: "编号",
        side: Side::Right,
    },
    Column {
        heading: "计划",
        side: Side::Left,
    },
    Column {
        heading: "题名",
        side: Side::Left,
    },
    Column {
        heading: "依据",
        side: Side::Left,
    },
    Column {
        heading: "相同",
        side: Side::Right,
    },
    Column {
        heading: "改动",
        side: Side::Right,
    },
    Column {
        heading: "待处理",
        side: Side::Right,
    },
];

/// Editions as a table.
pub fn table(rows: &[Row]) -> String {
    let cells: Vec<Vec<String>> = rows
        .iter()
        .map(|(slug, it)| {
            vec![
                it.id.to_string(),
                slug.clone(),
                it.title.clone(),
                it.basis(),
                it.same.to_string(),
                it.changes.to_string(),
                it.undecided.to_string(),
            ]
        })
        .collect();
    plain(&COLUMNS, &cells)
}

/// Editions as JSON.
pub fn json(rows: &[Row]) -> String {
    let rows: Vec<Value> = rows.iter().map(|(slug, it)| value(slug, it)).collect();
    pretty(&Value::Array(rows))
}

fn value(slug: &str, it: &Edition) -> Value {
    json!({
        "id": it.id,
        "plan": slug,
        "title": it.title,
        "doc_no": it.doc_no,
        "issued_on": it.issued_on,
        "same": it.same,
        "changes": it.changes,
        "undecided": it.undecided,
        "actor": it.actor,
        "at": it.at,
    })
}

/// An edition with all its changes, each with its difference: [-删去的-]{+新增的+}.
pub fn sheet(edition: &Edition, changes: &[Change]) -> String {
    let mut text = format!(
        "{} {}\n依据  {}\n相同 {} 条，改动 {} 条，待处理 {} 条\n",
        edition.id,
        edition.title,
        dash(&edition.basis()),
        edition.same,
        edition.changes,
        edition.undecided
    );
    for change in changes {
        let decided = change.decision.map_or_else(
            || "待处理".to_owned(),
            |it| format!("{}（{}：{}）", it.label(), change.decided_by, change.basis),
        );
        let _ = writeln!(
            text,
            "\n{} {} {} {}  {decided}",
            change.id,
            change.kind.label(),
            change.number,
            change.title
        );
        text.push_str(&marked(&change.before, &change.matter.after()));
        text.push('\n');
    }
    text
}

/// The same as JSON.
pub fn sheet_json(slug: &str, edition: &Edition, changes: &[Change]) -> String {
    let mut whole = value(slug, edition);
    let rows: Vec<Value> = changes
        .iter()
        .map(|it| {
            let (subject, told) = match &it.matter {
                Matter::Measure { .. } => {
                    ("measure", json!({"number": it.number, "title": it.title}))
                }
                Matter::Indicator { id, .. } => ("indicator", json!({"id": id, "name": it.title})),
            };
            json!({
                "id": it.id,
                "kind": it.kind.code(),
                subject: told,
                "before": it.before,
                "after": (it.kind != Kind::Gone).then(|| it.matter.after()),
                "decision": it.decision.map(Decision::code),
                "basis": it.basis,
                "decided_by": it.decided_by,
            })
        })
        .collect();
    if let Some(object) = whole.as_object_mut() {
        object.insert("changed".to_owned(), Value::Array(rows));
    }
    pretty(&whole)
}

fn marked(before: &str, after: &str) -> String {
    diff(before, after)
        .into_iter()
        .map(|piece| match piece {
            Piece::Same(text) => text,
            Piece::Out(text) => format!("[-{text}-]"),
            Piece::In(text) => format!("{{+{text}+}}"),
        })
        .collect()
}

fn dash(text: &str) -> &str {
    if text.is_empty() { "—" } else { text }
}

fn pretty(value: &Value) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}
