//! Who has how much (部门一览): departments down, lights or months across.

use chrono::NaiveDate;

use super::filter::{Criterion, Filter, Order, Stage};
use super::id::{DepartmentId, PlanId};
use super::light::Light;
use super::overview::{self, Due};
use super::status::Status;

/// So many tasks stand alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alike {
    /// Who leads them.
    pub lead: Option<DepartmentId>,
    /// Their status.
    pub status: Status,
    /// Their last day.
    pub last_day: Option<NaiveDate>,
    /// How many they are.
    pub count: usize,
}

/// What stands across.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Across {
    /// The lights: everything that a department leads.
    #[default]
    Lights,
    /// The months of the last days: what a department still owes.
    Months,
}

impl Across {
    /// The word a user reads.
    pub fn label(self) -> &'static str {
        match self {
            Self::Lights => "按灯",
            Self::Months => "按到期月份",
        }
    }

    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Lights => Self::Months,
            Self::Months => Self::Lights,
        }
    }

    /// The heads of the columns on a day, the sum first.
    pub fn heads(self, today: NaiveDate) -> Vec<Head> {
        let others: Vec<Head> = match self {
            Self::Lights => Light::ALL.into_iter().map(Head::Light).collect(),
            Self::Months => Due::around(today).into_iter().map(Head::Due).collect(),
        };
        std::iter::once(Head::Sum(self)).chain(others).collect()
    }
}

/// The head of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Head {
    /// Everything.
    Sum(Across),
    /// What shows this light.
    Light(Light),
    /// What is still owed with its last day there.
    Due(Due),
}

impl Head {
    /// The word a user reads; a month without its century, as columns are narrow.
    pub fn label(self) -> String {
        match self {
            Self::Sum(Across::Lights) => "合计".to_owned(),
            Self::Sum(Across::Months) => "在办".to_owned(),
            Self::Light(light) => light.label().to_owned(),
            Self::Due(Due::Month(first, _)) => first.format("%y-%m").to_string(),
            // As wide as a month at most, with a gap before it.
            Self::Due(Due::Undated) => "不限".to_owned(),
            Self::Due(due) => due.label(),
        }
    }

    /// Whether it counts tasks that stand like this.
    fn holds(self, alike: &Alike, today: NaiveDate) -> bool {
        match self {
            Self::Sum(Across::Lights) => true,
            Self::Sum(Across::Months) => alike.status.is_open(),
            Self::Light(light) => Light::of(alike.status, alike.last_day, today) == light,
            Self::Due(due) => alike.status.is_open() && due.holds(alike.last_day),
        }
    }

    fn filter(self) -> Filter {
        match self {
            Self::Sum(Across::Lights) => Filter::default(),
            Self::Sum(Across::Months) => Filter {
                stage: Some(Stage::Open),
                order: Order::LastDay,
                ..Filter::default()
            },
            Self::Light(light) => overview::light(light),
            Self::Due(due) => due.filter(),
        }
    }
}

/// Whose row it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Everybody's together.
    All,
    /// A department's, with all that it answers for.
    Department(DepartmentId),
    /// Nobody's: no lead is named yet.
    Nobody,
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Whose.
    pub whose: Whose,
    /// What it is called.
    pub name: String,
    /// The number of each column.
    pub cells: Vec<usize>,
    /// How many of its tasks are overdue.
    pub overdue: usize,
}

/// The whole table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matrix {
    /// What stands across.
    pub across: Across,
    /// The heads of the columns.
    pub heads: Vec<Head>,
    /// Everybody's row first, then that with the most overdue, nobody's last.
    pub rows: Vec<Row>,
}

impl Matrix {
    /// Counts. `current` says who answers today for a printed lead, `name` how that is called.
    pub fn of(
        all: &[Alike],
        across: Across,
        today: NaiveDate,
        current: impl Fn(DepartmentId) -> DepartmentId,
        name: impl Fn(DepartmentId) -> String,
    ) -> Self {
        let heads = across.heads(today);
        let row = |whose, name| Row {
            whose,
            name,
            cells: vec![0; heads.len()],
            overdue: 0,
        };
        let mut sum = row(Whose::All, "全部".to_owned());
        let mut nobody = row(Whose::Nobody, "没有牵头单位".to_owned());
        let mut rows: Vec<Row> = Vec::new();
        for alike in all {
            let own = match alike.lead.map(&current) {
                None => &mut nobody,
                Some(id) => {
                    let whose = Whose::Department(id);
                    let at = rows.iter().position(|it| it.whose == whose);
                    let at = at.unwrap_or_else(|| {
                        rows.push(row(whose, name(id)));
                        rows.len() - 1
                    });
                    &mut rows[at]
                }
            };
            let is_overdue = Light::of(alike.status, alike.last_day, today) == Light::Overdue;
            for row in [own, &mut sum] {
                row.overdue += if is_overdue { alike.count } else { 0 };
                for (cell, head) in row.cells.iter_mut().zip(&heads) {
                    *cell += if head.holds(alike, today) {
                        alike.count
                    } else {
                        0
                    };
                }
            }
        }
        rows.sort_by(|a, b| (b.overdue, b.cells[0]).cmp(&(a.overdue, a.cells[0])));
        rows.insert(0, sum);
        rows.push(nobody);
        rows.retain(|it| it.whose == Whose::All || it.cells[0] > 0);
        Self {
            across,
            heads,
            rows,
        }
    }

    /// What tasks a number counts; `answered` says for which departments one answers.
    pub fn filter(
        &self,
        (row, column): (usize, usize),
        plan: Option<PlanId>,
        answered: impl Fn(DepartmentId) -> Vec<DepartmentId>,
    ) -> Option<Filter> {
        let filter = Filter {
            plan,
            ..self.heads.get(column)?.filter()
        };
        Some(match self.rows.get(row)?.whose {
            Whose::All => filter,
            Whose::Department(id) => Filter {
                leads: Some(answered(id)),
                ..filter
            },
            Whose::Nobody => Filter {
                criteria: vec![Criterion::Unled],
                ..filter
            },
        })
    }
}
