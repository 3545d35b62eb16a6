//! The responsibility list (责任清单): every task of a plan or department, a row each.

use chrono::NaiveDate;

use super::department::Directory;
use super::document::{Block, Cell, Document, Table};
use super::event::{Event, standing};
use super::plan::numbered;
use super::status::Verb;
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

/// A responsibility list on its way.
#[derive(Debug)]
pub struct Checklist<'a> {
    directory: &'a Directory,
    today: NaiveDate,
    table: Table,
}

impl<'a> Checklist<'a> {
    /// A list as it stands on a day, departments under that day's names.
    pub fn new(directory: &'a Directory, today: NaiveDate) -> Self {
        Self {
            directory,
            today,
            table: Table::new("责任清单", &COLUMNS).wide(),
        }
    }

    /// Takes the next task in, with its record.
    pub fn add(&mut self, task: &Task, events: &[Event]) {
        let name = |id| self.directory.current_name(id, self.today).to_owned();
        let support: Vec<String> = task.owners.support.iter().copied().map(name).collect();
        let phrase = match &task.promise.deadline {
            Some(it) if it.inherited => "随计划".to_owned(),
            Some(it) => it.phrase.clone(),
            None => String::new(),
        };
        let above = &task.place.section;
        let domain = above.rsplit(" › ").next().unwrap_or_default();
        let measure = numbered(&task.place.measure_number, &task.place.measure_title);
        self.table.rows.push(vec![
            (self.table.rows.len() + 1).into(),
            domain.into(),
            Cell::Text(measure),
            Cell::Text(task.promise.title.clone()),
            Cell::Text(task.promise.target.clone()),
            Cell::Text(task.state.lead.map(name).unwrap_or_default()),
            Cell::Text(support.join("、")),
            Cell::Text(phrase),
            Cell::Day(task.state.last_day),
            task.state.status.label().into(),
            Cell::Text(self.progress(task, events)),
            Cell::Text(self.remarks(task)),
        ]);
    }

    /// The last report that stands, with its day and percent.
    fn progress(&self, task: &Task, events: &[Event]) -> String {
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
        let count = self.table.rows.len();
        Document {
            title: title.to_owned(),
            subtitle: format!("{scope}，共 {count} 项，截至 {}。", self.today),
            day: Some(self.today),
            blocks: vec![Block::Table(self.table)],
            ..Document::default()
        }
    }
}
