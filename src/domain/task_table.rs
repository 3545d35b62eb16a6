//! Tasks as one table with everything that a list says of them: the columns of the listing and of the responsibility list.

use chrono::NaiveDate;
use serde::Serialize;

use super::checklist::Row;
use super::document::{Block, Cell, Document, Table};
use super::listing::TaskEntry;
use super::recurrence::Recurrence;

/// A task with what a list says of it, and what the responsibility list adds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Listed {
    /// The same as in `task list --format json`.
    #[serde(flatten)]
    pub entry: TaskEntry,
    /// The last report that stands, with its day (最新进展); empty without one.
    pub latest: String,
    /// What a reader should know of it (备注).
    pub remarks: String,
}

impl Listed {
    /// A task as the listing and as the responsibility list give it.
    pub fn new(entry: TaskEntry, row: Row) -> Self {
        Self {
            entry,
            latest: row.latest,
            remarks: row.remarks,
        }
    }

    fn cells(&self) -> Vec<Cell> {
        let entry = &self.entry;
        let section = entry.section.rsplit(" › ").next().unwrap_or_default();
        let (phrase, last_day) = match &entry.deadline {
            Some(it) if it.inherited => ("随计划".to_owned(), it.last_day),
            Some(it) => (it.phrase.clone(), it.last_day),
            None => (String::new(), None),
        };
        vec![
            Cell::Count(entry.id.0),
            Cell::Text(entry.plan.title.clone()),
            Cell::Text(section.to_owned()),
            Cell::Text(super::plan::numbered(
                &entry.measure.number,
                &entry.measure.title,
            )),
            Cell::Text(entry.title.clone()),
            Cell::Text(entry.target.clone()),
            Cell::Text(entry.lead.clone().unwrap_or_default()),
            Cell::Text(entry.support.join("、")),
            Cell::Text(phrase),
            Cell::Day(last_day),
            entry.status.label().into(),
            entry.light.into(),
            Cell::Count(entry.days_overdue),
            Cell::Percent(Some(entry.percent.into())),
            entry.recurrence.map_or("", Recurrence::label).into(),
            Cell::Text(self.latest.clone()),
            Cell::Text(self.remarks.clone()),
        ]
    }
}

/// The tasks as a document with one wide table.
pub fn document(tasks: &[Listed], scope: &str, today: NaiveDate) -> Document {
    let mut table = Table::new(
        "任务清单",
        &[
            ("编号", 4),
            ("计划", 6),
            ("领域", 5),
            ("方案条款", 6),
            ("任务", 9),
            ("目标值", 4),
            ("牵头单位", 5),
            ("配合单位", 5),
            ("完成时限（原文）", 4),
            ("最后期限", 8),
            ("状态", 3),
            ("灯", 2),
            ("逾期天数", 4),
            ("进度", 4),
            ("周期", 3),
            ("最新进展", 8),
            ("备注", 4),
        ],
    )
    .wide();
    table.rows = tasks.iter().map(Listed::cells).collect();
    Document {
        title: "任务清单".to_owned(),
        subtitle: format!("{scope}，共 {} 项，截至 {today}。", tasks.len()),
        day: Some(today),
        blocks: vec![Block::Table(table)],
        ..Document::default()
    }
}
