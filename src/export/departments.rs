//! Departments for a terminal and as JSON.

use serde_json::{Value, json};
use std::fmt::Write as _;

use super::table::{Column, Side, plain};
use crate::domain::department::{Department, DepartmentEvent, Directory};

const COLUMNS: [Column; 6] = [
    left("部门"),
    left("简称"),
    left("类别"),
    left("承接单位"),
    left("停用"),
    left("别名"),
];

const fn left(heading: &'static str) -> Column {
    Column {
        heading,
        side: Side::Left,
    }
}

fn successor(it: &Department, directory: &Directory) -> Option<String> {
    let (next, since) = it.successor?;
    let name = directory.get(next).map_or("", |it| it.name.as_str());
    Some(format!("{name}（{since}起）"))
}

/// Every department as a table.
pub fn table(directory: &Directory) -> String {
    let rows: Vec<Vec<String>> = directory
        .all()
        .iter()
        .map(|it| {
            vec![
                it.name.clone(),
                it.short_name.clone(),
                it.kind_label().to_owned(),
                successor(it, directory).unwrap_or_default(),
                it.retired_on.map(|it| it.to_string()).unwrap_or_default(),
                it.aliases.join("、"),
            ]
        })
        .collect();
    plain(&COLUMNS, &rows)
}

/// Every department as JSON.
pub fn json(directory: &Directory) -> String {
    let list: Vec<Value> = directory
        .all()
        .iter()
        .map(|it| {
            json!({
                "id": it.id,
                "name": it.name,
                "short_name": it.short_name,
                "kind": it.kind,
                "aliases": it.aliases,
                "successor": it.successor.and_then(|(next, _)| directory.get(next)).map(|it| &it.name),
                "succeeded_on": it.successor.map(|it| it.1),
                "retired_on": it.retired_on,
            })
        })
        .collect();
    let mut text = serde_json::to_string_pretty(&list).unwrap_or_default();
    text.push('\n');
    text
}

/// One department with its members, a line a plan, and how it came and was changed.
pub fn sheet(
    it: &Department,
    members: &[String],
    events: &[DepartmentEvent],
    directory: &Directory,
) -> String {
    let mut text = format!(
        "{}\n简称  {}\n类别  {}\n",
        it.name,
        it.short_name,
        it.kind_label()
    );
    let retired = it.retired_on.map(|it| it.to_string());
    for (label, value) in [
        ("承接", successor(it, directory)),
        ("停用", retired),
        (
            "别名",
            Some(it.aliases.join("、")).filter(|it| !it.is_empty()),
        ),
    ] {
        if let Some(value) = value {
            let _ = writeln!(text, "{label}  {value}");
        }
    }
    for line in members {
        let _ = writeln!(text, "成员  {line}");
    }
    text.push_str("经过\n");
    for event in events {
        let _ = writeln!(text, "  {}  {}  {}", event.day, event.actor, event.text);
    }
    text
}
