//! SSH keys for a terminal and as JSON.

use serde_json::{Value, json};

use super::table::{Column, Side, plain};
use crate::domain::person::SshKey;
use crate::domain::public_key::fingerprint;

const COLUMNS: [Column; 7] = [
    left("编号"),
    left("登录名"),
    left("类型"),
    left("指纹"),
    left("备注"),
    left("登记"),
    left("停用"),
];

const fn left(heading: &'static str) -> Column<'static> {
    Column {
        heading,
        side: Side::Left,
    }
}

/// The keys as a table.
pub fn table(keys: &[SshKey]) -> String {
    let rows: Vec<Vec<String>> = keys
        .iter()
        .map(|it| {
            vec![
                it.id.clone(),
                it.login.clone(),
                it.kind.clone(),
                fingerprint(&it.body),
                it.label.clone(),
                it.added_on.to_string(),
                it.revoked_on.map(|day| day.to_string()).unwrap_or_default(),
            ]
        })
        .collect();
    plain(&COLUMNS, &rows)
}

/// The keys as JSON.
pub fn json(keys: &[SshKey]) -> String {
    let list: Vec<Value> = keys
        .iter()
        .map(|it| {
            json!({
                "id": it.id,
                "login": it.login,
                "kind": it.kind,
                "fingerprint": fingerprint(&it.body),
                "label": it.label,
                "added_on": it.added_on,
                "revoked_on": it.revoked_on,
            })
        })
        .collect();
    let mut text = serde_json::to_string_pretty(&list).unwrap_or_default();
    text.push('\n');
    text
}
