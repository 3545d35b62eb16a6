//! Documents that were sent, for a terminal and as JSON.

use super::table::{Column, Side, plain};
use crate::domain::dispatch::Dispatch;

const COLUMNS: [Column; 7] = [
    column("编号", Side::Right),
    column("发出", Side::Left),
    column("发文人", Side::Left),
    column("期号", Side::Left),
    column("主送", Side::Left),
    column("文件", Side::Left),
    column("字节", Side::Right),
];

const fn column(heading: &'static str, side: Side) -> Column<'static> {
    Column { heading, side }
}

/// What was sent, as a table.
pub fn table(sent: &[Dispatch]) -> String {
    let rows: Vec<Vec<String>> = sent
        .iter()
        .map(|it| {
            vec![
                it.id.to_string(),
                it.day.to_string(),
                it.actor.clone(),
                it.number.clone(),
                it.recipients.join("、"),
                it.file.clone(),
                it.size.to_string(),
            ]
        })
        .collect();
    plain(&COLUMNS, &rows)
}
