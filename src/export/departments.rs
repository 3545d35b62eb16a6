//! Departments for a terminal and as JSON.

use serde_json::{Value, json};
use std::fmt::Write as _;

use super::table::{Column, Side, plain};
use crate::domain::department::{Department, DepartmentEvent, Directory};

const COLUMNS: [Column; 5] = [
    left("部门"),
    left("简称"),
    left("类别"),
    left("现状"),
    left("别名"),
];

const fn left(heading: &'static str) -> Column<'static> {
    Column {
        heading,
        side: Side::Left,
    }
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
                directory.standing_label(it),
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

/// One department with its members, a line a plan, whom to call, a line a person, and how it came and was changed.
pub fn sheet(
    it: &Department,
    (members, people): (&[String], &[String]),
    events: &[DepartmentEvent],
    directory: &Directory,
) -> String {
    let mut text = format!(
        "{}\n简称  {}\n类别  {}\n现状  {}\n",
        it.name,
        it.short_name,
        it.kind_label(),
        directory.standing_label(it)
    );
    if !it.aliases.is_empty() {
        let _ = writeln!(text, "别名  {}", it.aliases.join("、"));
    }
    for line in members {
        let _ = writeln!(text, "成员  {line}");
    }
    for line in people {
        let _ = writeln!(text, "人员  {line}");
    }
    text.push_str("经过\n");
    for event in events {
        let _ = writeln!(text, "  {}  {}  {}", event.day, event.actor, event.text);
    }
    text
}
