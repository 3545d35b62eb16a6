//! The responsibility list (责任清单): every task of a plan or department, a row each.

use chrono::NaiveDate;
use serde::Serialize;

use super::department::Directory;
use super::document::{Block, Cell, Document, Table};
use super::event::{Event, standing};
use super::id::TaskId;
use super::plan::numbered;
use super::status::{Status, Verb};
use super::task::Task;

const COLUMNS: [(&str, u16); 12] = [
    ("序号", 2),
    ("领域", 5),
    ("方案条款", 7),
    ("任务", 10),
    ("目标值", 4),
    ("牵头单位", 6),
    ("配合单位", 6),
    ("完成时限（原文）", 5),
    ("最后期限", 5),
    ("状态", 3),
    ("最新进展", 10),
    ("备注", 5),
];

/// A row of the responsibility list, departments under the day's names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// The task.
    pub id: TaskId,
    /// The heading right above its measure (领域).
    pub domain: String,
    /// Its measure, number and title (方案条款).
    pub measure: String,
    /// Short, for a list.
    pub title: String,
    /// The figure or state to reach.
    pub target: String,
    /// The lead; `None` without one.
    pub lead: Option<String>,
    /// The supporting departments.
    pub support: Vec<String>,
    /// The deadline as printed, 随计划 where it is the plan's; empty without one.
    pub phrase: String,
    /// The last day in force.
    pub last_day: Option<NaiveDate>,
    /// Where it stands.
    pub status: Status,
    /// How far it is, 0 to 100.
    pub percent: u8,
    /// The last report that stands, with its day (最新进展); empty without one.
    pub latest: String,
    /// What a reader should know: overdue, moved, asked to be moved, a slip of the print (备注).
    pub remarks: String,
}

/// A responsibility list on its way.
#[derive(Debug)]
pub struct Checklist<'a> {
    directory: &'a Directory,
    today: NaiveDate,
    rows: Vec<Row>,
}

impl<'a> Checklist<'a> {
    /// A list as it stands on a day, departments under that day's names.
    pub fn new(directory: &'a Directory, today: NaiveDate) -> Self {
        Self {
            directory,
            today,
            rows: Vec::new(),
        }
    }

    /// Takes the next task in, with its record.
    pub fn add(&mut self, task: &Task, events: &[Event]) {
        self.rows.push(self.row(task, events));
    }

    /// The rows so far.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// What the list says of a task with its record.
    pub fn row(&self, task: &Task, events: &[Event]) -> Row {
        let name = |id| self.directory.current_name(id, self.today).to_owned();
        let phrase = match &task.promise.deadline {
            Some(it) if it.inherited => "随计划".to_owned(),
            Some(it) => it.phrase.clone(),
            None => String::new(),
        };
        let above = &task.place.section;
        let domain = above.rsplit(" › ").next().unwrap_or_default();
        Row {
            id: task.id,
            domain: domain.to_owned(),
            measure: numbered(&task.place.measure_number, &task.place.measure_title),
            title: task.promise.title.clone(),
            target: task.promise.target.clone(),
            lead: task.state.lead.map(name),
            support: task.owners.support.iter().copied().map(name).collect(),
            phrase,
            last_day: task.state.last_day,
            status: task.state.status,
            percent: task.state.percent,
            latest: self.latest(task, events),
            remarks: self.remarks(task),
        }
    }

    /// The last report that stands, with its day and percent.
    fn latest(&self, task: &Task, events: &[Event]) -> String {
        let events = standing(events, self.today);
        let told = |it: &&Event| {
            let on_whole = it.report.as_ref().is_none_or(|it| it.by.is_none());
            matches!(it.verb, Verb::Report | Verb::Submit) && on_whole && it.day <= self.today
        };
        let Some(last) = events.iter().rfind(told) else {
            return String::new();
        };
        let mark = if last.text.is_empty() { "" } else { "：" };
        format!("{}% {}{mark}{}", task.state.percent, last.day, last.text)
    }

    /// What a reader should know: overdue, moved, asked to be moved, a slip of the print.
    fn remarks(&self, task: &Task) -> String {
        let mut remarks = Vec::new();
        match task.state.days_overdue(self.today) {
            0 => {}
            days => remarks.push(format!("逾期{days}天")),
        }
        if let Some(first) = task
            .first_last_day
            .filter(|it| Some(*it) != task.state.last_day)
        {
            remarks.push(format!("原定{first}"));
        }
        if let Some(day) = task.state.asked {
            remarks.push(format!("申请延至{day}，待批"));
        }
        if !task.promise.note.is_empty() {
            remarks.push(task.promise.note.clone());
        }
        remarks.join("；")
    }

    /// The list under a title.
    pub fn document(self, title: &str, scope: &str) -> Document {
        let count = self.rows.len();
        Document {
            title: title.to_owned(),
            subtitle: format!("{scope}，共 {count} 项，截至 {}。", self.today),
            day: Some(self.today),
            blocks: vec![Block::Table(table("责任清单", &self.rows))],
            ..Document::default()
        }
    }
}

/// The rows as a table of this name, numbered in their order.
pub fn table(name: &str, rows: &[Row]) -> Table {
    let mut table = Table::new(name, &COLUMNS).wide();
    let cells = |(at, row): (usize, &Row)| {
        vec![
            (at + 1).into(),
            Cell::Text(row.domain.clone()),
            Cell::Text(row.measure.clone()),
            Cell::Text(row.title.clone()),
            Cell::Text(row.target.clone()),
            Cell::Text(row.lead.clone().unwrap_or_default()),
            Cell::Text(row.support.join("、")),
            Cell::Text(row.phrase.clone()),
            Cell::Day(row.last_day),
            row.status.label().into(),
            Cell::Text(row.latest.clone()),
            Cell::Text(row.remarks.clone()),
        ]
    };
    table.rows = rows.iter().enumerate().map(cells).collect();
    table
}
