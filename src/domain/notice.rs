//! The notice (催办通知): what one department owes, as plain text to paste into a chat.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;
use std::fmt::Write as _;

use super::id::TaskId;
use super::light::days_past;
use super::status::Status;
use super::task::TaskRow;

/// The notice (催办通知) to one department.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[doc(alias = "催办通知")]
pub struct Notice {
    /// Today's name of the department.
    pub department: String,
    /// The day whose state is told.
    pub day: NaiveDate,
    /// What is overdue, the longest first.
    pub overdue: Vec<Owed>,
    /// What is due within 30 days, the first first.
    pub due: Vec<Owed>,
    /// Whom to call; empty where nobody is known.
    pub contact: String,
    /// Who sends it.
    pub signed_by: String,
}

/// A task that a notice names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Owed {
    /// Its number.
    pub id: TaskId,
    /// Its title.
    pub title: String,
    /// The last day in force.
    pub last_day: NaiveDate,
    /// Days past the last day; negative before it.
    pub days_past: i64,
    /// Where it stands.
    pub status: Status,
    /// How far it is, 0 to 100.
    pub percent: u8,
    /// The last day that is asked for, while an extension waits.
    pub asked: Option<NaiveDate>,
}

impl Owed {
    /// A task of a list on a day; `None` where it has no last day.
    pub fn of(row: TaskRow, today: NaiveDate) -> Option<Self> {
        let last_day = row.state.last_day?;
        Some(Self {
            id: row.id,
            title: row.title,
            last_day,
            days_past: days_past(last_day, today),
            status: row.state.status,
            percent: row.state.percent,
            asked: row.state.asked,
        })
    }

    fn told(&self) -> String {
        let days = match self.days_past {
            0 => "今天到期".to_owned(),
            late if late > 0 => format!("逾期{late}天"),
            early => format!("还有{}天", -early),
        };
        let status = match self.status {
            Status::InProgress => format!("进行中{}%", self.percent),
            status => status.label().to_owned(),
        };
        let asked = self
            .asked
            .map_or_else(String::new, |it| format!("，已申请延至{it}，待批"));
        format!(
            "{}（编号{}）\n   期限{}，{days}，{status}{asked}",
            self.title, self.id, self.last_day
        )
    }
}

impl Notice {
    /// Nothing is owed.
    pub fn is_empty(&self) -> bool {
        self.overdue.is_empty() && self.due.is_empty()
    }

    /// The text to paste: short lines, numbered, no table.
    pub fn text(&self) -> String {
        let day = format!(
            "{}年{}月{}日",
            self.day.year(),
            self.day.month(),
            self.day.day()
        );
        let mut text = format!(
            "【催办通知】{}：\n截至{day}，贵单位牵头的任务",
            self.department
        );
        let (overdue, due) = (self.overdue.len(), self.due.len());
        // Writing to a String never fails, here and below.
        let _ = match (overdue, due) {
            (0, 0) => writeln!(text, "没有逾期和30天内到期的。"),
            (_, 0) => writeln!(text, "有{overdue}项已逾期。\n请抓紧办理，及时反馈进展。"),
            (0, _) => writeln!(
                text,
                "有{due}项将在30天内到期。\n请按期办结，及时反馈进展。"
            ),
            _ => writeln!(
                text,
                "有{overdue}项已逾期，{due}项将在30天内到期。\n请抓紧办理，及时反馈进展。"
            ),
        };
        let parts = [
            (format!("已逾期{overdue}项："), &self.overdue),
            (format!("30天内到期{due}项："), &self.due),
        ];
        for (heading, tasks) in parts.iter().filter(|it| !it.1.is_empty()) {
            let _ = writeln!(text, "\n{heading}");
            for (at, task) in tasks.iter().enumerate() {
                let _ = writeln!(text, "{}. {}", at + 1, task.told());
            }
        }
        let _ = match self.contact.as_str() {
            "" => writeln!(text, "\n有疑问请与{}联系。", self.signed_by),
            contact => writeln!(text, "\n联系人：{contact}"),
        };
        let _ = writeln!(text, "{}\n{day}", self.signed_by);
        text
    }
}
