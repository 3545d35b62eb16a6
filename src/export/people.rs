//! People for a terminal, as JSON and for a spreadsheet.

use chrono::NaiveDate;
use serde_json::{Value, json};
use std::fmt::Write as _;

use super::table::{Column, Side, plain, spreadsheet};
use crate::domain::person::{Person, PersonEvent, SshKey};

/// A person as a listing tells them.
pub struct Entry {
    /// Who.
    pub person: Person,
    /// Today's names of the departments, the main one first.
    pub departments: Vec<String>,
    /// How many keys let the person in.
    pub keys: usize,
}

const HEADINGS: [&str; 6] = ["登录名", "姓名", "角色", "部门", "现状", "密钥"];

fn cells(entry: &Entry) -> Vec<String> {
    let it = &entry.person;
    let departments = if entry.departments.is_empty() {
        "—".to_owned()
    } else {
        entry.departments.join("、")
    };
    vec![
        it.login.clone(),
        it.name.clone(),
        it.role.label().to_owned(),
        departments,
        it.standing_label(),
        entry.keys.to_string(),
    ]
}

/// People as a table.
pub fn table(entries: &[Entry]) -> String {
    let columns = HEADINGS.map(|heading| Column {
        heading,
        side: if heading == "密钥" {
            Side::Right
        } else {
            Side::Left
        },
    });
    let rows: Vec<Vec<String>> = entries.iter().map(cells).collect();
    plain(&columns, &rows)
}

/// People for a spreadsheet.
pub fn csv(entries: &[Entry]) -> String {
    spreadsheet(&HEADINGS, entries.iter().map(cells))
}

/// People as JSON.
pub fn json(entries: &[Entry]) -> String {
    let list: Vec<Value> = entries
        .iter()
        .map(|entry| {
            json!({
                "login": entry.person.login,
                "name": entry.person.name,
                "role": entry.person.role.code(),
                "departments": entry.departments,
                "retired_on": entry.person.retired_on,
                "keys": entry.keys,
            })
        })
        .collect();
    let mut text = serde_json::to_string_pretty(&list).unwrap_or_default();
    text.push('\n');
    text
}

/// One person with their keys, and how they came and were changed.
pub fn sheet(entry: &Entry, keys: &[SshKey], events: &[PersonEvent], today: NaiveDate) -> String {
    let it = &entry.person;
    let mut text = format!(
        "{}\n登录名  {}\n角色  {}\n部门  {}\n现状  {}\n",
        it.name,
        it.login,
        it.role.label(),
        cells(entry)[3],
        it.standing_label()
    );
    for key in keys {
        let _ = writeln!(text, "密钥  {}", key.told(today));
    }
    text.push_str("经过\n");
    for event in events {
        let _ = writeln!(text, "  {}  {}  {}", event.day, event.actor, event.text);
    }
    text
}
