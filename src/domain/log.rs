//! The log (日志): any event of the record, whatever it was done to, what it changed, and which of them a person asks for.

use chrono::{DateTime, NaiveDate, Utc};

use super::coverage::Ledger;
use super::day_words::read_span;
use super::department::{Department, DepartmentEvent, Directory};
use super::draft::DraftIndicator;
use super::event::{Event, Given, LedgerEvent};
use super::id::{DepartmentId, EventId, TaskId};
use super::indicator::{Reading, ReadingEvent, RowEvent};
use super::person::{Person, PersonEvent};
use super::status::Verb;
use super::task::TaskState;
use super::typed::{Compare, Part, parts};
use crate::text::pinyin::holds;

/// An event of any kind.
#[derive(Clone, Debug, PartialEq)]
pub struct LogEntry {
    /// What was done, and to what.
    pub what: What,
    /// What it was done to, by name: a task's title, an indicator's, a department's or a person's name.
    pub title: String,
    /// The SHA-256 that closes the chain up to it.
    pub hash: String,
}

/// The kinds of events.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// Done to a task.
    Task(Box<Event>),
    /// Done to a measure's ledger (分解情况).
    Ledger(Box<LedgerEvent>),
    /// A reading of an indicator.
    Reading(Box<ReadingEvent>),
    /// The row of an indicator.
    Row(Box<RowEvent>),
    /// A department.
    Department(Box<DepartmentEvent>),
    /// A person, or a key.
    Person(Box<PersonEvent>),
}

/// One thing that an event tells before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What it is: 状态, 牵头 ….
    pub label: &'static str,
    /// Before; empty where there was none.
    pub before: String,
    /// After.
    pub after: String,
}

impl Difference {
    /// Whether the event changed it.
    pub fn is_change(&self) -> bool {
        self.before != self.after
    }
}

/// Takes the same field of whichever kind it is.
macro_rules! each {
    ($what:expr, $event:ident => $field:expr) => {
        match $what {
            What::Task($event) => $field,
            What::Ledger($event) => $field,
            What::Reading($event) => $field,
            What::Row($event) => $field,
            What::Department($event) => $field,
            What::Person($event) => $field,
        }
    };
}

impl LogEntry {
    /// Its number.
    pub fn id(&self) -> EventId {
        each!(&self.what, it => it.id)
    }

    /// The instant at which it was written down.
    pub fn at(&self) -> DateTime<Utc> {
        each!(&self.what, it => it.at)
    }

    /// The civil day it counts for.
    pub fn day(&self) -> NaiveDate {
        each!(&self.what, it => it.day)
    }

    /// Who did it.
    pub fn actor(&self) -> &str {
        each!(&self.what, it => &it.actor)
    }

    /// What was done.
    pub fn verb(&self) -> Verb {
        each!(&self.what, it => it.verb)
    }

    /// The first event of the same user action.
    pub fn step(&self) -> Option<EventId> {
        match &self.what {
            What::Task(it) => it.links.step,
            What::Ledger(it) => it.step,
            // A reading is a step of its own.
            What::Reading(it) => Some(it.id),
            What::Row(_) | What::Department(_) | What::Person(_) => None,
        }
    }

    /// The step that it takes back.
    pub fn undoes(&self) -> Option<EventId> {
        match &self.what {
            What::Task(it) => it.links.undoes,
            What::Ledger(it) => it.undoes,
            What::Reading(it) => it.undoes,
            What::Row(_) | What::Department(_) | What::Person(_) => None,
        }
    }

    /// The task, where it was done to one.
    pub fn task(&self) -> Option<TaskId> {
        match &self.what {
            What::Task(it) => Some(it.task),
            _ => None,
        }
    }

    /// What it was done to, and the number there: 任务 12.
    pub fn subject(&self) -> String {
        match &self.what {
            What::Task(it) => format!("任务 {}", it.task),
            What::Ledger(it) => format!("措施 {}", it.measure),
            What::Reading(it) => format!("指标 {}", it.indicator),
            What::Row(it) => format!("指标 {}", it.indicator),
            What::Department(it) => format!("部门 {}", it.after.id),
            What::Person(it) => format!("人员 {}", it.after.login),
        }
    }

    /// The same as one word of the code and the number or login: `task`, `12`.
    pub fn subject_code(&self) -> (&'static str, String) {
        match &self.what {
            What::Task(it) => ("task", it.task.to_string()),
            What::Ledger(it) => ("measure", it.measure.to_string()),
            What::Reading(it) => ("indicator", it.indicator.to_string()),
            What::Row(it) => ("indicator", it.indicator.to_string()),
            What::Department(it) => ("department", it.after.id.to_string()),
            What::Person(it) => ("person", it.after.login.clone()),
        }
    }

    /// The words of it on one line: what a person wrote, behind the percent or the day that it is about.
    pub fn said(&self) -> String {
        match &self.what {
            What::Task(it) => {
                let before = it.before.as_ref().map_or(0, |it| it.percent);
                let mut told = it.said();
                if it.verb == Verb::Report || it.after.percent != before {
                    let mark = if told.is_empty() { "" } else { "：" };
                    told = format!("{}%{mark}{told}", it.after.percent);
                }
                told
            }
            What::Ledger(it) => it.text.clone(),
            What::Reading(it) => it
                .after
                .as_ref()
                .or(it.before.as_ref())
                .map_or_else(String::new, told_reading),
            What::Row(it) => it.basis.clone(),
            What::Department(it) => it.text.clone(),
            What::Person(it) => it.text.clone(),
        }
    }

    /// The title that a task has or had, where the file does not hold it any more.
    pub fn kept_title(&self) -> Option<&str> {
        let What::Task(event) = &self.what else {
            return None;
        };
        let given = event.given.as_ref().or(event.taken.as_ref());
        let found = given.and_then(|it| it.words.as_ref());
        found.map(|it| it.title.as_str())
    }

    /// What a report says beside its words, each with its heading.
    pub fn report(&self) -> Vec<(&'static str, String)> {
        match &self.what {
            What::Task(it) => it
                .report
                .as_ref()
                .map_or_else(Vec::new, super::report::Report::told),
            _ => Vec::new(),
        }
    }

    /// What it tells before and after, departments as they were called on its day; what is empty on both sides is left out.
    pub fn compare(&self, directory: &Directory) -> Vec<Difference> {
        let day = self.day();
        let name = |id: DepartmentId| directory.current_name(id, day).to_owned();
        let (before, after) = match &self.what {
            What::Task(it) => (
                task_told(it.before.as_ref(), it.taken.as_ref(), &name),
                task_told(Some(&it.after), it.given.as_ref(), &name),
            ),
            What::Ledger(it) => (ledger_told(&it.before), ledger_told(&it.after)),
            What::Reading(it) => (
                reading_told(it.before.as_ref()),
                reading_told(it.after.as_ref()),
            ),
            What::Row(it) => (row_told(it.before.as_ref()), row_told(it.after.as_ref())),
            What::Department(it) => (
                department_told(it.before.as_ref(), &name),
                department_told(Some(&it.after), &name),
            ),
            What::Person(it) => (
                person_told(it.before.as_ref(), &name),
                person_told(Some(&it.after), &name),
            ),
        };
        before
            .into_iter()
            .zip(after)
            .filter(|(before, after)| !before.1.is_empty() || !after.1.is_empty())
            .map(|((label, before), (_, after))| Difference {
                label,
                before,
                after,
            })
            .collect()
    }
}

/// Labels and values, always the same labels in the same order for a kind.
type Told = Vec<(&'static str, String)>;

fn day_told(day: Option<NaiveDate>) -> String {
    day.map_or_else(String::new, |it| it.to_string())
}

fn task_told(
    state: Option<&TaskState>,
    given: Option<&Given>,
    name: &impl Fn(DepartmentId) -> String,
) -> Told {
    let of_state = |tell: &dyn Fn(&TaskState) -> String| state.map_or_else(String::new, tell);
    let words = given.and_then(|it| it.words.as_ref());
    let of_words =
        |tell: &dyn Fn(&super::event::Words) -> String| words.map_or_else(String::new, tell);
    let support = given.map_or_else(String::new, |it| {
        let names: Vec<String> = it.support.iter().copied().map(name).collect();
        names.join("、")
    });
    let phrase = given
        .and_then(|it| it.deadline.as_ref())
        .map_or_else(String::new, |it| it.phrase.clone());
    vec![
        ("状态", of_state(&|it| it.status.label().to_owned())),
        ("进度", of_state(&|it| format!("{}%", it.percent))),
        (
            "牵头",
            of_state(&|it| it.lead.map_or_else(String::new, name)),
        ),
        ("配合", support),
        ("期限", of_state(&|it| day_told(it.last_day))),
        ("时限", phrase),
        ("申请延至", of_state(&|it| day_told(it.asked))),
        ("名称", of_words(&|it| it.title.clone())),
        ("目标", of_words(&|it| it.target.clone())),
        (
            "周期",
            of_words(&|it| {
                it.recurrence
                    .map_or_else(String::new, |it| it.label().to_owned())
            }),
        ),
        ("印着", of_words(&|it| it.lead_printed.clone())),
        ("原文", of_words(&|it| it.quote.clone())),
        ("附注", of_words(&|it| it.note.clone())),
    ]
}

fn ledger_told(ledger: &Ledger) -> Told {
    let entries: Vec<String> = ledger
        .entries
        .iter()
        .map(|it| format!("{}（{}）", it.quote, it.reason))
        .collect();
    let printed = ledger.printed.as_ref();
    vec![
        ("不需拆", entries.join("；")),
        ("整条", ledger.settled.clone().unwrap_or_default()),
        (
            "标题",
            printed.map_or_else(String::new, |it| it.title.clone()),
        ),
        (
            "原文",
            printed.map_or_else(String::new, |it| it.text.clone()),
        ),
    ]
}

/// A reading on one line: 2018年 78.5（公报）.
fn told_reading(it: &Reading) -> String {
    format!("{}年 {}（{}）", it.year, it.value, it.source)
}

fn reading_told(reading: Option<&Reading>) -> Told {
    let of = |tell: &dyn Fn(&Reading) -> String| reading.map_or_else(String::new, tell);
    vec![
        ("年份", of(&|it| it.year.to_string())),
        ("数据", of(&|it| it.value.to_string())),
        ("来源", of(&|it| it.source.clone())),
    ]
}

fn row_told(row: Option<&DraftIndicator>) -> Told {
    let of = |tell: &dyn Fn(&DraftIndicator) -> String| row.map_or_else(String::new, tell);
    vec![
        ("领域", of(&|it| it.domain.clone())),
        ("名称", of(&|it| it.name.clone())),
        ("单位", of(&|it| it.unit.clone())),
        ("性质", of(&|it| it.kind.clone())),
        ("责任", of(&|it| it.owner.clone())),
        (
            "各年",
            of(&|it| {
                let cells: Vec<String> = it
                    .values
                    .iter()
                    .map(|(year, cell)| format!("{year} {cell}"))
                    .collect();
                cells.join("；")
            }),
        ),
    ]
}

fn department_told(it: Option<&Department>, name: &impl Fn(DepartmentId) -> String) -> Told {
    let of = |tell: &dyn Fn(&Department) -> String| it.map_or_else(String::new, tell);
    vec![
        ("名称", of(&|it| it.name.clone())),
        ("简称", of(&|it| it.short_name.clone())),
        ("类别", of(&|it| it.kind_label().to_owned())),
        ("别名", of(&|it| it.aliases.join("、"))),
        (
            "承接",
            of(&|it| {
                it.successor.map_or_else(String::new, |(id, since)| {
                    format!("{since} 起 {}", name(id))
                })
            }),
        ),
        ("停用", of(&|it| day_told(it.retired_on))),
    ]
}

fn person_told(it: Option<&Person>, name: &impl Fn(DepartmentId) -> String) -> Told {
    let of = |tell: &dyn Fn(&Person) -> String| it.map_or_else(String::new, tell);
    vec![
        ("姓名", of(&|it| it.name.clone())),
        ("角色", of(&|it| it.role.label().to_owned())),
        (
            "部门",
            of(&|it| {
                let names: Vec<String> = it.departments.iter().copied().map(name).collect();
                names.join("、")
            }),
        ),
        ("停用", of(&|it| day_told(it.retired_on))),
    ]
}

/// What a person asks the log for, as typed on one line: words, and fields such as `人:王 部门:wjw 日:2021-01 办理:销号`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogQuery {
    /// Every one of these must stand in its words or in the name of what it was done to.
    pub words: Vec<String>,
    /// Only of this task.
    pub task: Option<TaskId>,
    /// Only by people whose name, login or initials hold one of these.
    pub people: Vec<String>,
    /// Only of departments called so, and of the tasks they lead.
    pub departments: Vec<String>,
    /// Only of these days, the first and the last.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// Only these acts.
    pub acts: Option<Vec<Verb>>,
    /// A field whose value can't be read, as typed.
    pub unclear: Option<String>,
}

impl LogQuery {
    /// What can be typed, for the status line.
    pub const HELP: &'static str = "人: 部门: 日: 任务: 办理:";

    /// The log of one task, as one would type it, ready for more.
    pub fn of_task(id: TaskId) -> String {
        format!("任务:{id} ")
    }

    /// Reads what was typed; a field that is still empty narrows nothing.
    pub fn parse(typed: &str, today: NaiveDate) -> Self {
        let mut query = Self::default();
        for part in parts(typed) {
            match part {
                Part::Field {
                    name,
                    compare: Compare::Is,
                    value,
                    whole,
                } => query.take(name, value, whole, today),
                Part::Word(word) | Part::Field { whole: word, .. } => {
                    query.words.push(word.to_owned());
                }
            }
        }
        query
    }

    fn take(&mut self, name: &str, value: &str, token: &str, today: NaiveDate) {
        let is_known = ["任务", "人", "部门", "日", "办理"].contains(&name);
        if !is_known {
            self.words.push(token.to_owned());
            return;
        }
        if value.is_empty() {
            return;
        }
        match name {
            "人" => self.people.push(value.to_owned()),
            "部门" => self.departments.push(value.to_owned()),
            "任务" => match value.parse() {
                Ok(id) => self.task = Some(id),
                Err(_) => self.unclear = Some(token.to_owned()),
            },
            "日" => match read_span(value, today) {
                Ok(days) => self.days = Some(days),
                Err(_) => self.unclear = Some(token.to_owned()),
            },
            _ => {
                let found = Verb::ALL
                    .into_iter()
                    .filter(|verb| holds(verb.label(), value));
                self.acts.get_or_insert_default().extend(found);
            }
        }
    }
}

/// Which events a log shows: a query with its words looked up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogFilter {
    /// Every one of these must stand in its words or in the name of what it was done to.
    pub words: Vec<String>,
    /// Only of this task.
    pub task: Option<TaskId>,
    /// Only by these, as the record names them.
    pub actors: Option<Vec<String>>,
    /// Only of these departments, and of the tasks that they lead.
    pub departments: Option<Vec<DepartmentId>>,
    /// Only of these days.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// Only these acts.
    pub acts: Option<Vec<Verb>>,
    /// Leave out what was done to drafts, as a liaison never sees one.
    pub hide_drafts: bool,
}

impl LogFilter {
    /// It shows every event.
    pub fn is_whole(&self) -> bool {
        *self == Self::default()
    }
}

/// A part of the log: the events found, the newest first, and from where to look on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Their numbers.
    pub ids: Vec<EventId>,
    /// Everything from this number on was looked at; `None` where nothing is left.
    pub next: Option<EventId>,
}

#[cfg(test)]
mod tests;
