//! By what a row is known again: hidden marks that belong together.

use chrono::NaiveDate;
use thiserror::Error;

use crate::domain::id::{DepartmentId, TaskId};
use crate::text::digest::sha256;

/// The form of the workbook; a later program may write another.
const FORM: u32 = 1;

/// Which task a row is about, as which department saw it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The mark of the file that the workbook was made from.
    pub office: String,
    /// The day it was made.
    pub day: NaiveDate,
    /// The task.
    pub task: TaskId,
    /// The row version that the department saw.
    pub rev: i64,
    /// The department.
    pub department: DepartmentId,
}

/// Why a row is not known.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum KeyFault {
    /// It has no marks: it was added.
    #[error("这一行没有编号，不是导出时就有的")]
    Missing,
    /// Its marks do not belong together.
    #[error("这一行隐藏的编号或版本被改动过，不能确定是哪项任务")]
    Broken,
    /// Another program wrote it.
    #[error("这一行是另一版本的程序导出的")]
    Form,
}

impl Key {
    /// What stands in the four hidden columns.
    pub fn marks(&self) -> [String; 4] {
        let day = self.day.format("%Y%m%d");
        [
            self.task.to_string(),
            self.rev.to_string(),
            self.department.to_string(),
            format!("{FORM}-{}-{day}-{}", self.office, self.check()),
        ]
    }

    /// The key that four cells hold.
    ///
    /// # Errors
    /// They hold none, or one that was tampered with, be it by dragging a cell down.
    pub fn read([task, rev, department, check]: [&str; 4]) -> Result<Self, KeyFault> {
        if [task, rev, department, check]
            .iter()
            .all(|it| it.trim().is_empty())
        {
            return Err(KeyFault::Missing);
        }
        let mut parts = check.trim().split('-');
        let (form, office, day, digest) = (parts.next(), parts.next(), parts.next(), parts.next());
        match form.and_then(|it| it.parse::<u32>().ok()) {
            Some(FORM) => {}
            Some(_) if digest.is_some() => return Err(KeyFault::Form),
            _ => return Err(KeyFault::Broken),
        }
        let number = |text: &str| text.trim().parse::<i64>().ok();
        let day = day.and_then(|it| NaiveDate::parse_from_str(it, "%Y%m%d").ok());
        let read = || {
            Some(Self {
                office: office?.to_owned(),
                day: day?,
                task: TaskId(number(task)?),
                rev: number(rev)?,
                department: DepartmentId(number(department)?),
            })
        };
        let key = read().ok_or(KeyFault::Broken)?;
        if digest == Some(key.check().as_str()) && parts.next().is_none() {
            Ok(key)
        } else {
            Err(KeyFault::Broken)
        }
    }

    fn check(&self) -> String {
        let Self {
            office,
            day,
            task,
            rev,
            department,
        } = self;
        let mut digest =
            sha256(format!("{FORM}|{office}|{day}|{task}|{rev}|{department}").as_bytes());
        digest.truncate(8);
        digest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> Key {
        Key {
            office: "f3a9c2d1".to_owned(),
            day: NaiveDate::from_ymd_opt(2020, 12, 28).unwrap(),
            task: TaskId(12),
            rev: 3,
            department: DepartmentId(7),
        }
    }

    fn read(marks: &[String; 4]) -> Result<Key, KeyFault> {
        Key::read(marks.each_ref().map(String::as_str))
    }

    #[test]
    fn the_marks_give_the_key_again() {
        assert_eq!(read(&key().marks()), Ok(key()));
        assert_eq!(Key::read(["", " ", "", ""]), Err(KeyFault::Missing));
    }

    #[test]
    fn marks_that_do_not_belong_together_are_noticed() {
        let other = Key {
            task: TaskId(13),
            ..key()
        };
        for at in 0..4 {
            let mut marks = key().marks();
            marks[at] = match at {
                0 => "13".to_owned(),
                1 => "4".to_owned(),
                2 => "8".to_owned(),
                _ => other.marks()[3].clone(),
            };
            assert_eq!(read(&marks), Err(KeyFault::Broken), "{marks:?}");
            marks[at] = String::new();
            assert_eq!(read(&marks), Err(KeyFault::Broken));
        }
        let mut marks = key().marks();
        marks[3] = marks[3].replacen('1', "2", 1);
        assert_eq!(read(&marks), Err(KeyFault::Form));
    }
}
