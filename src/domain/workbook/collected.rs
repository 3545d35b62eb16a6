//! What became of a workbook that came back: row by row what was taken, what was not, and why.

use chrono::NaiveDate;

use super::filled::{Answer, Place, Stray};
use crate::domain::id::TaskId;
use crate::domain::status::Verb;

/// What became of a workbook.
#[derive(Clone, Debug, PartialEq)]
pub struct Collected {
    /// Whether anything was written.
    pub purpose: Purpose,
    /// How many sheets were read.
    pub sheets: usize,
    /// Its rows.
    pub rows: Vec<Handled>,
    /// Words that are in no open column of a known row.
    pub strays: Vec<Stray>,
}

/// Why a workbook is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To see what it would change.
    Rehearse,
    /// To take it.
    Take,
}

/// A row and what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Handled {
    /// Where it stands.
    pub place: Place,
    /// Its task; `None` where it is not known.
    pub task: Option<TaskId>,
    /// The task's title.
    pub title: String,
    /// Today's name of the department.
    pub department: String,
    /// The day its workbook was made.
    pub day: Option<NaiveDate>,
    /// What the department wrote.
    pub answer: Answer,
    /// What became of it.
    pub fate: Fate,
}

/// What became of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Fate {
    /// It was taken.
    Taken(Taken),
    /// There is nothing to take: nothing is filled in, or the same was taken before (`why` says when).
    Unchanged {
        /// Why, where something is filled in.
        why: String,
    },
    /// It was not taken.
    Refused {
        /// Why, a sentence without its full stop.
        why: String,
        /// What to do, a sentence.
        hint: String,
        /// How the task stands now, a line each; empty where that has nothing to do with it.
        now: Vec<String>,
    },
}

/// What a row that was taken changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Taken {
    /// The acts, in order.
    pub acts: Vec<Verb>,
    /// What is otherwise than before, a phrase each: 状态 待签收→进行中.
    pub changes: Vec<String>,
    /// What others did to the task after the sheet was made, a line each; it does not stand against the row.
    pub since: Vec<String>,
}

impl Collected {
    /// How many rows were taken.
    pub fn taken(&self) -> usize {
        self.count(|it| matches!(it, Fate::Taken(_)))
    }

    /// How many rows were not.
    pub fn refused(&self) -> usize {
        self.count(|it| matches!(it, Fate::Refused { .. }))
    }

    /// In how many rows there was nothing to take.
    pub fn unchanged(&self) -> usize {
        self.count(|it| matches!(it, Fate::Unchanged { .. }))
    }

    fn count(&self, is_it: impl Fn(&Fate) -> bool) -> usize {
        self.rows.iter().filter(|it| is_it(&it.fate)).count()
    }

    /// Whether everything that a department wrote was taken.
    pub fn is_whole(&self) -> bool {
        self.refused() == 0 && self.strays.is_empty()
    }

    /// One line on all of it.
    pub fn summary(&self) -> String {
        let (taken, refused, unchanged) = (self.taken(), self.refused(), self.unchanged());
        let strays = match self.strays.len() {
            0 => String::new(),
            count => format!("，另有 {count} 处文字不在可填的格子里"),
        };
        let (will, written) = match self.purpose {
            Purpose::Rehearse => ("可采用", "试收，没有写入。"),
            Purpose::Take if taken == 0 => ("采用", "没有写入。"),
            Purpose::Take => ("采用", "已写入。"),
        };
        format!("{will} {taken} 行，不采用 {refused} 行，无变化 {unchanged} 行{strays}。{written}")
    }
}
