//! What a person asks a list of tasks for, as typed on one line: words, and fields such as `部门:wjw 灯:红,黄 截止<2020-06-30`.

use chrono::NaiveDate;

use super::day::{earlier, later, read_days};
use super::deadline::{Deadline, Frame};
use super::department::Directory;
use super::filter::Criterion;
use super::id::{DepartmentId, PlanId, TaskId};
use super::light::Light;
use super::own_way::OwnWay;
use super::plan::Plan;
use super::recurrence::Recurrence;
use super::status::Status;
use super::term::{Pace, Term};
use super::typed::{Compare, Part, parts};
use crate::text::pinyin::holds;
use crate::text::width::cut;

/// What can be typed, for the status line.
pub const HELP: &str = "部门: 牵头: 配合: 计划: 状态: 灯: 截止< 周期: 编号:";

/// How many columns of what was typed are told again where it can't be read.
const TOLD: usize = 40;

/// A field of a task that can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Department,
    Lead,
    Support,
    Plan,
    Status,
    Light,
    Due,
    Recurrence,
    Number,
}

const FIELDS: [(Field, &[&str]); 9] = [
    (Field::Department, &["部门", "bm"]),
    (Field::Lead, &["牵头", "qt"]),
    (Field::Support, &["配合", "ph"]),
    (Field::Plan, &["计划", "jh"]),
    (Field::Status, &["状态", "zt"]),
    (Field::Light, &["灯", "deng"]),
    (Field::Due, &["截止", "时限", "jz", "sx"]),
    (Field::Recurrence, &["周期", "zq"]),
    (Field::Number, &["编号", "任务", "bh"]),
];

/// What stands in the lists that a query looks its values up in.
#[derive(Clone, Copy, Debug)]
pub struct Lookup<'a> {
    /// The departments.
    pub directory: &'a Directory,
    /// The plans.
    pub plans: &'a [Plan],
    /// The day that counts as today.
    pub today: NaiveDate,
}

/// What was typed, looked up.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TaskQuery {
    /// Every one of these must be met.
    pub criteria: Vec<Criterion>,
    /// Every one of these must stand in the task.
    pub words: Vec<String>,
    /// Why a field can't be read, or finds nothing: one sentence.
    pub problem: Option<String>,
}

/// Whether a field asks for plans, so that they must be read.
pub fn asks_for_plans(typed: &str) -> bool {
    parts(typed)
        .any(|it| matches!(it, Part::Field { name, .. } if field(name) == Some(Field::Plan)))
}

fn field(name: &str) -> Option<Field> {
    let name = name.to_lowercase();
    let found = FIELDS.iter().find(|it| it.1.contains(&name.as_str()));
    found.map(|it| it.0)
}

impl TaskQuery {
    /// Reads what was typed. A field that is still empty narrows nothing, nor does one that can't be read; one of which the
    /// value is not found shows nothing. What looks like a field but is none is a word.
    pub fn parse(typed: &str, lookup: Lookup<'_>) -> Self {
        let mut query = Self::default();
        for part in parts(typed) {
            let (asked, compare, value, whole) = match part {
                Part::Word(word) => {
                    query.words.push(word.to_owned());
                    continue;
                }
                Part::Field {
                    name,
                    compare,
                    value,
                    whole,
                } => (field(name), compare, value, whole),
            };
            let told = cut(whole, TOLD);
            match asked {
                None => query.words.push(whole.to_owned()),
                Some(_) if value.is_empty() => {}
                Some(Field::Due) => match due(value, compare, lookup.today) {
                    Some(criterion) => query.criteria.push(criterion),
                    None => {
                        query.problem = Some(format!(
                            "看不懂「{told}」：日期写作 2020-06-30、2020-06、2020年底、本周、下月，没有时限的写 无"
                        ));
                    }
                },
                Some(_) if compare != Compare::Is => {
                    query.problem = Some(format!("看不懂「{told}」：只有 截止 能用 < 和 >"));
                }
                Some(asked) => query.add(asked, value, lookup),
            }
        }
        query
    }

    fn add(&mut self, field: Field, value: &str, lookup: Lookup<'_>) {
        let mut lost = None;
        let mut each = |find: &mut dyn FnMut(&str) -> bool| {
            for it in value.split(['，', '、', ',']).filter(|it| !it.is_empty()) {
                if !find(it) {
                    lost = Some(it.to_owned());
                }
            }
        };
        let criterion = match field {
            Field::Department | Field::Lead | Field::Support => {
                let mut found = Vec::new();
                each(&mut |it| grow(&mut found, departments(it, lookup)));
                match field {
                    Field::Lead => Criterion::Lead(found),
                    Field::Support => Criterion::Support(found),
                    _ => Criterion::Concerns(found),
                }
            }
            Field::Plan => {
                let mut found: Vec<PlanId> = Vec::new();
                each(&mut |typed| {
                    let plans = lookup.plans.iter();
                    let named = plans.filter(|it| it.slug == typed || holds(&it.title, typed));
                    grow(&mut found, named.map(|it| it.id))
                });
                Criterion::Plan(found)
            }
            Field::Status => {
                let mut found = Vec::new();
                each(&mut |typed| {
                    let all = Status::ALL.into_iter();
                    grow(&mut found, all.filter(|it| holds(it.label(), typed)))
                });
                Criterion::Status(found)
            }
            Field::Light => {
                let mut found = Vec::new();
                each(&mut |typed| {
                    let all = Light::ALL.into_iter();
                    grow(&mut found, all.filter(|it| is_called(*it, typed)))
                });
                Criterion::Light(found)
            }
            Field::Number => {
                let mut found = Vec::new();
                each(&mut |typed| grow(&mut found, typed.parse().ok().map(TaskId)));
                Criterion::Task(found)
            }
            Field::Due | Field::Recurrence => {
                let mut found = Vec::new();
                each(&mut |typed| {
                    let all = Recurrence::ALL.into_iter();
                    let named = all.filter(|it| holds(it.2, typed)).map(|it| it.0);
                    grow(&mut found, named)
                });
                Criterion::Recurrence(found)
            }
        };
        self.criteria.push(criterion);
        if let Some(lost) = lost.map(|it| cut(&it, TOLD)) {
            self.problem = Some(format!("没有找到「{lost}」"));
        }
    }
}

/// Whether a light is called so: by its colour, or by what it says.
fn is_called(light: Light, typed: &str) -> bool {
    let says = match light {
        Light::Overdue => "逾期",
        Light::DueSoon => "临期",
        Light::OnTrack => "正常",
        Light::Done => "办结",
        Light::Idle => "未办",
    };
    holds(light.label(), typed) || holds(says, typed)
}

/// Adds what was found; says whether anything was.
fn grow<T>(found: &mut Vec<T>, more: impl IntoIterator<Item = T>) -> bool {
    let before = found.len();
    found.extend(more);
    found.len() > before
}

/// The departments that a word names, with all that they took over.
fn departments(typed: &str, lookup: Lookup<'_>) -> Vec<DepartmentId> {
    let Lookup {
        directory, today, ..
    } = lookup;
    let near = directory.near(typed).into_iter();
    let mut found: Vec<DepartmentId> = near
        .map(|it| directory.current(it.id, today))
        .flat_map(|it| directory.answered_by(it, today))
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The last days that a date, a month, a year, a phrase of the plans or a word such as 本周 stands for.
fn due(value: &str, compare: Compare, today: NaiveDate) -> Option<Criterion> {
    if value == "无" {
        return Some(Criterion::Undated);
    }
    let frame = Frame {
        issued: Some(today),
        ..Frame::default()
    };
    let (first, last) = read_days(value)
        .or_else(|| around(value, today))
        .or_else(|| {
            let last = Deadline::parse(value, &frame)?.last_day?;
            Some((last, last))
        })?;
    let (from, by) = match compare {
        Compare::Is => (Some(first), Some(last)),
        Compare::Before => (None, Some(first.pred_opt()?)),
        Compare::UpTo => (None, Some(last)),
        Compare::After => (Some(last.succ_opt()?), None),
        Compare::From => (Some(first), None),
    };
    Some(Criterion::Due { from, by })
}

/// The days of a term that is named from today.
fn around(value: &str, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    if matches!(value, "今天" | "今日") {
        return Some((today, today));
    }
    let year = format!("{}", today.format("%Y"));
    if matches!(value, "今年" | "本年") {
        return read_days(&year);
    }
    let (which, pace) = [
        ("周", Pace::Week),
        ("月", Pace::Month),
        ("季度", Pace::Quarter),
    ]
    .into_iter()
    .find_map(|(word, pace)| Some((value.strip_suffix(word)?, pace)))?;
    if pace == Pace::Week {
        let way = OwnWay::now();
        let this = way.week_of(today);
        return Some(match which {
            "本" => this,
            "上" => way.week_of(earlier(this.0, 1)),
            "下" => way.week_of(later(this.1, 1)),
            _ => return None,
        });
    }
    let term = Term::of(pace, today);
    let term = match which {
        "本" => term,
        "上" => term.previous(),
        "下" => term.next(),
        _ => return None,
    };
    Some((term.first_day(), term.last_day()))
}

#[cfg(test)]
mod tests;
