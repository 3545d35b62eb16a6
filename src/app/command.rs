//! What a person asks to be done to a task, the same value from a key and from the command line.

use crate::domain::id::TaskId;
use crate::domain::status::Verb;
use crate::domain::task::TaskState;

/// An act on one task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// Which task.
    pub task: TaskId,
    /// What to do.
    pub verb: Verb,
    /// The row version that the person saw; `None` to take the task as it is.
    pub seen: Option<i64>,
    /// Progress, reason or basis.
    pub text: String,
    /// How far the task is, 0 to 100; `None` leaves it.
    pub percent: Option<i64>,
    /// For 申请延期: document number and date of the paper it stands on, where there is one.
    pub basis: String,
    /// For 反馈 and 申请办结: what is said beside the words.
    pub telling: Telling,
    /// For 调整: the new words.
    pub wording: Wording,
    /// For 交办: to whom and until when; for 延期, until when.
    pub assignment: Assignment,
}

/// What a report says beside its words; what is empty is not said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Telling {
    /// Any name of the department that reports, where the person acts for several or is a coordinator.
    pub department: Option<String>,
    /// 存在问题.
    pub problems: String,
    /// 下一步.
    pub next: String,
    /// A document number or a link.
    pub evidence: String,
    /// The date of the stamped copy, as people type one; empty without one.
    pub stamped: String,
    /// By what it came, where nobody typed it in: whose workbook. Kept with any act.
    pub source: String,
}

/// The new words of a task; what is `None` stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wording {
    /// What is promised, short.
    pub title: Option<String>,
    /// The figure or state to reach.
    pub target: Option<String>,
}

/// To whom a task is given and until when; what is empty stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assignment {
    /// Any name of the lead department.
    pub lead: Option<String>,
    /// Any names of the supporting departments; empty leaves them.
    pub support: Vec<String>,
    /// A deadline phrase such as 2020年底前, or a day as YYYY-MM-DD.
    pub due: Option<String>,
}

impl Command {
    /// An act without words, on the task as it is.
    pub fn new(task: TaskId, verb: Verb) -> Self {
        Self {
            task,
            verb,
            seen: None,
            text: String::new(),
            percent: None,
            basis: String::new(),
            telling: Telling::default(),
            wording: Wording::default(),
            assignment: Assignment::default(),
        }
    }

    /// The same act with words.
    #[must_use]
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.text = text.into();
        self
    }

    /// The same act on the row version that the person saw.
    #[must_use]
    pub fn seen(mut self, rev: i64) -> Self {
        self.seen = Some(rev);
        self
    }
}

/// What an act has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The task.
    pub task: TaskId,
    /// Its title.
    pub title: String,
    /// What was done.
    pub verb: Verb,
    /// The task after.
    pub after: TaskState,
    /// How many tasks it has made beside this one.
    pub made: usize,
}

impl std::fmt::Display for Outcome {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let state = &self.after;
        write!(
            formatter,
            "已{}：{} {}（{} {}%）",
            self.verb.label(),
            self.task,
            self.title,
            state.status.label(),
            state.percent
        )?;
        match (self.verb, self.made, state.asked.or(state.last_day)) {
            (Verb::Sign | Verb::Resume | Verb::Reopen, made @ 1.., _) => {
                write!(formatter, "，生成本期任务 {made} 项")
            }
            (Verb::Expand, made @ 1.., _) => write!(formatter, "，另有 {made} 项归其他成员"),
            (Verb::AskExtension, _, Some(day)) => write!(formatter, "，待批，申请延至 {day}"),
            (Verb::Grant, _, Some(day)) => write!(formatter, "，期限改为 {day}"),
            _ => Ok(()),
        }
    }
}
