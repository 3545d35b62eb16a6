//! The overview (总览): how far everything is, against last week, by plan and section, by department, by month.
//!
//! Every number of it is a count of tasks, and [`Behind`] says of which.

mod past;

use chrono::{Datelike, Months, NaiveDate, Weekday};

pub use past::{BurnDown, Passed, Rewind, Shift, Turn};

use super::day::{earlier, later};
use super::department::Tally;
use super::filter::{Branch, Filter, Order, Stage};
use super::id::{DepartmentId, PlanId};
use super::light::Light;
use super::own_way::OwnWay;
use super::status::Status;
use super::task::TaskState;
use super::weekly::{self, Standing};

/// How many months before this one the timeline of deadlines shows.
const MONTHS_BACK: u32 = 3;
/// How many months the timeline and the burn-down have.
pub const MONTHS: u32 = 12;

/// The overview (总览) as it stands now; what only the record knows is in [`Compared`] and [`BurnDown`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[doc(alias = "总览")]
pub struct Overview {
    /// How many tasks show each light, in the order of [`Light::ALL`].
    pub lights: [usize; 5],
    /// How far each plan is, in the order the plans came in.
    pub plans: Vec<PlanLine>,
    /// The departments that lead tasks, ranked.
    pub departments: Vec<Ranked>,
    /// The deadlines of the open tasks, the earliest first.
    pub due: Vec<DueLine>,
}

impl Overview {
    /// How many tasks there are of each kind, in the order of [`Kind::ALL`].
    pub fn counts(&self) -> [usize; 4] {
        let [overdue, soon, on_track, done, _] = self.lights;
        [overdue + soon + on_track, done, overdue, soon]
    }
}

/// How far a plan, or a part of one, is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Given to somebody and not cancelled.
    pub owned: usize,
    /// 已办结.
    pub done: usize,
    /// Open and past the last day.
    pub overdue: usize,
}

impl Progress {
    /// 办结率 in whole percent; `None` where nothing is owned.
    pub fn rate(self) -> Option<usize> {
        weekly::rate(self.done, self.owned)
    }
}

/// A plan and how far it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanLine {
    /// The plan.
    pub plan: PlanId,
    /// Its title.
    pub title: String,
    /// How far it is.
    pub progress: Progress,
}

/// A part of a plan and how far it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BranchLine {
    /// Which part.
    pub branch: Branch,
    /// Its heading; empty for the measures that stand in no section.
    pub heading: String,
    /// Whether sections stand below it.
    pub has_more: bool,
    /// How far it is, with all that stands below.
    pub progress: Progress,
}

/// A department in the ranking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranked {
    /// The body that answers today.
    pub id: DepartmentId,
    /// Its name.
    pub name: String,
    /// Its rank, from 1; equal figures share one.
    pub rank: usize,
    /// What it owes.
    pub tally: Tally,
    /// 办结率 in whole percent.
    pub rate: Option<usize>,
}

/// Ranks departments by the rule of the weekly summary.
pub fn rank(all: Vec<(DepartmentId, String, Tally)>) -> Vec<Ranked> {
    let mut standings: Vec<Standing> = all
        .iter()
        .map(|(_, name, tally)| Standing {
            department: name.clone(),
            owned: tally.owned,
            done: tally.done,
            overdue: tally.overdue,
            done_rate: weekly::rate(tally.done, tally.owned),
            ..Standing::default()
        })
        .collect();
    weekly::rank(&mut standings);
    let mut left = all;
    let mut ranked = Vec::new();
    for standing in standings {
        let Some(at) = left.iter().position(|it| it.1 == standing.department) else {
            continue;
        };
        let (id, name, tally) = left.swap_remove(at);
        ranked.push(Ranked {
            id,
            name,
            rank: standing.rank,
            tally,
            rate: standing.done_rate,
        });
    }
    ranked
}

/// When deadlines lie: a month of the timeline, or what lies around its months.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// Before this day, on which the timeline begins.
    Before(NaiveDate),
    /// In the month with this first and this last day.
    Month(NaiveDate, NaiveDate),
    /// After this day, on which the timeline ends.
    After(NaiveDate),
    /// There is none.
    Undated,
}

/// The open tasks whose deadlines lie there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DueLine {
    /// Where.
    pub due: Due,
    /// How many.
    pub open: usize,
    /// How many of these are overdue.
    pub overdue: usize,
}

impl Due {
    /// The twelve months around today and what lies before, after and nowhere, in that order.
    pub fn around(today: NaiveDate) -> Vec<Self> {
        let this = today.with_day(1).unwrap_or(today);
        let first = back(this, MONTHS_BACK);
        let months: Vec<Self> = (0..MONTHS)
            .map(|at| Self::Month(forth(first, at), earlier(forth(first, at + 1), 1)))
            .collect();
        let last = earlier(forth(first, MONTHS), 1);
        let mut all = vec![Self::Before(first)];
        all.extend(months);
        all.extend([Self::After(last), Self::Undated]);
        all
    }

    /// What a user reads.
    pub fn label(self) -> String {
        match self {
            Self::Before(_) => "更早".to_owned(),
            Self::Month(first, _) => first.format("%Y-%m").to_string(),
            Self::After(_) => "更晚".to_owned(),
            Self::Undated => "无期限".to_owned(),
        }
    }

    /// The open tasks whose deadlines lie there.
    pub fn filter(self) -> Filter {
        let open = Filter {
            stage: Some(Stage::Open),
            order: Order::LastDay,
            ..Filter::default()
        };
        match self {
            Self::Before(day) => Filter {
                due_by: Some(earlier(day, 1)),
                ..open
            },
            Self::Month(first, last) => Filter {
                due_from: Some(first),
                due_by: Some(last),
                ..open
            },
            Self::After(day) => Filter {
                due_from: Some(later(day, 1)),
                ..open
            },
            Self::Undated => Filter {
                is_undated: true,
                order: Order::Printed,
                ..open
            },
        }
    }

    /// Whether a last day lies there.
    pub fn holds(self, last_day: Option<NaiveDate>) -> bool {
        match (self, last_day) {
            (Self::Before(first), Some(day)) => day < first,
            (Self::Month(first, last), Some(day)) => (first..=last).contains(&day),
            (Self::After(last), Some(day)) => day > last,
            (Self::Undated, day) => day.is_none(),
            (_, None) => false,
        }
    }

    /// Those of them that are overdue.
    pub fn overdue_filter(self) -> Filter {
        Filter {
            light: Some(Light::Overdue),
            ..self.filter()
        }
    }

    /// Whether a task with a deadline there may be overdue.
    pub fn is_past(self, today: NaiveDate) -> bool {
        match self {
            Self::Before(_) => true,
            Self::Month(first, _) => first < today,
            Self::After(_) | Self::Undated => false,
        }
    }
}

/// The ends of the months that the burn-down shows, the earliest first; the last of them is today.
pub fn month_ends(today: NaiveDate) -> Vec<NaiveDate> {
    let this = today.with_day(1).unwrap_or(today);
    let mut ends: Vec<NaiveDate> = (0..MONTHS - 1)
        .rev()
        .map(|at| earlier(back(this, at), 1))
        .collect();
    ends.push(today);
    ends
}

fn back(day: NaiveDate, months: u32) -> NaiveDate {
    day.checked_sub_months(Months::new(months)).unwrap_or(day)
}

fn forth(day: NaiveDate, months: u32) -> NaiveDate {
    day.checked_add_months(Months::new(months)).unwrap_or(day)
}

/// As much of a task's state as the overview counts by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stand {
    /// Where it stands.
    pub status: Status,
    /// The last day in force.
    pub last_day: Option<NaiveDate>,
}

impl From<&TaskState> for Stand {
    fn from(state: &TaskState) -> Self {
        Self {
            status: state.status,
            last_day: state.last_day,
        }
    }
}

/// What is counted this week and last: the figures of the weekly summary's headline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// 在办: open.
    Open,
    /// 办结.
    Done,
    /// 逾期.
    Overdue,
    /// 临期: open with the last day within 30 days.
    DueSoon,
}

impl Kind {
    /// Every kind in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::Open, Self::Done, Self::Overdue, Self::DueSoon];

    /// The word a user reads.
    pub fn label(self) -> &'static str {
        match self {
            Self::Open => "在办",
            Self::Done => "办结",
            Self::Overdue => "逾期",
            Self::DueSoon => "临期",
        }
    }

    /// Its place in [`Kind::ALL`].
    pub fn place(self) -> usize {
        match self {
            Self::Open => 0,
            Self::Done => 1,
            Self::Overdue => 2,
            Self::DueSoon => 3,
        }
    }

    /// Whether the calendar alone makes a task one of this kind, or no longer one.
    pub fn is_dated(self) -> bool {
        matches!(self, Self::Overdue | Self::DueSoon)
    }

    /// Whether a task that stands like this on a day is of this kind.
    pub fn holds(self, stand: Stand, day: NaiveDate) -> bool {
        let light = || Light::of(stand.status, stand.last_day, day);
        match self {
            Self::Open => stand.status.is_open(),
            Self::Done => stand.status == Status::Done,
            Self::Overdue => light() == Light::Overdue,
            Self::DueSoon => light() == Light::DueSoon,
        }
    }

    /// The tasks of this kind on the day that a list is asked for.
    pub fn filter(self) -> Filter {
        match self {
            Self::Open => Filter {
                stage: Some(Stage::Open),
                order: Order::LastDay,
                ..Filter::default()
            },
            Self::Done => light(Light::Done),
            Self::Overdue => light(Light::Overdue),
            Self::DueSoon => light(Light::DueSoon),
        }
    }

    /// The open tasks that became of this kind between the end of one day and another, without anybody's doing.
    pub fn drifted_in(self, eve: NaiveDate, today: NaiveDate) -> Option<Filter> {
        let soon = |day| OwnWay::now().soon(day);
        match self {
            Self::Open | Self::Done => None,
            Self::Overdue => between(eve, earlier(today, 1)),
            Self::DueSoon => between(later(soon(eve), 1).max(today), soon(today)),
        }
    }

    /// The open tasks that were no longer of this kind, likewise.
    pub fn drifted_out(self, eve: NaiveDate, today: NaiveDate) -> Option<Filter> {
        match self {
            Self::Open | Self::Done | Self::Overdue => None,
            Self::DueSoon => between(eve, earlier(today, 1).min(OwnWay::now().soon(eve))),
        }
    }
}

fn between(from: NaiveDate, to: NaiveDate) -> Option<Filter> {
    (from <= to).then(|| Filter {
        due_from: Some(from),
        due_by: Some(to),
        stage: Some(Stage::Open),
        order: Order::LastDay,
        ..Filter::default()
    })
}

/// The tasks that show a light: by their last day where it presses, else as printed.
pub fn light(light: Light) -> Filter {
    Filter {
        light: Some(light),
        order: match light {
            Light::Overdue | Light::DueSoon => Order::LastDay,
            Light::OnTrack | Light::Done | Light::Idle => Order::Printed,
        },
        ..Filter::default()
    }
}

/// The last day of last week, that this week is held against.
pub fn eve(today: NaiveDate) -> NaiveDate {
    earlier(OwnWay::now().week_of(today).0, 1)
}

/// What that day is called.
pub fn eve_label() -> &'static str {
    match OwnWay::now().first_day {
        Weekday::Sun => "上周六",
        _ => "上周日",
    }
}

/// One kind, now and at the end of last week.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Compared {
    /// How many there are.
    pub now: usize,
    /// How many there were.
    pub then: usize,
    /// How many there are now and were not then.
    pub came: usize,
    /// How many there were then and are not now.
    pub went: usize,
}

/// Which tasks of one kind, held against the end of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Those that were of it then.
    Then,
    /// Those that are of it now and were not then.
    Came,
    /// Those that were of it then and are not now.
    Went,
}

/// The tasks that a number counts.
#[derive(Clone, Debug, PartialEq)]
pub enum Behind {
    /// Those that a filter shows now.
    Now(Box<Filter>),
    /// Those of one kind, held against the end of a day.
    Past(Kind, Side, NaiveDate),
}

impl Behind {
    /// Those that a filter shows now.
    pub fn now(filter: Filter) -> Self {
        Self::Now(Box::new(filter))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn twelve_months_and_what_lies_around_them_hold_every_day_once() {
        let all = Due::around(day("2021-01-31"));
        assert_eq!(all.len(), 15);
        let labels: Vec<String> = all.iter().map(|it| it.label()).collect();
        assert_eq!(
            (labels[0].as_str(), labels[1].as_str()),
            ("更早", "2020-10")
        );
        assert_eq!(
            (labels[4].as_str(), labels[12].as_str()),
            ("2021-01", "2021-09")
        );
        for at in 0..600 {
            let it = later(day("2020-06-01"), at);
            let holds = |due: &&Due| {
                let filter = due.filter();
                !filter.is_undated
                    && filter.due_from.is_none_or(|from| from <= it)
                    && filter.due_by.is_none_or(|to| it <= to)
            };
            assert_eq!(all.iter().filter(holds).count(), 1, "{it}");
        }
        let past = all.iter().filter(|it| it.is_past(day("2021-01-31")));
        assert_eq!(past.count(), 5);
    }

    #[test]
    fn the_burn_down_ends_today() {
        let ends = month_ends(day("2021-03-31"));
        let told: Vec<String> = ends.iter().map(ToString::to_string).collect();
        assert_eq!(told.len(), 12);
        assert_eq!(
            (told[0].as_str(), told[10].as_str(), told[11].as_str()),
            ("2020-04-30", "2021-02-28", "2021-03-31")
        );
    }

    #[test]
    fn what_drifts_is_what_the_lights_say() {
        let (eve, today) = (day("2021-01-03"), day("2021-01-05"));
        for at in 0..100 {
            let stand = Stand {
                status: Status::InProgress,
                last_day: Some(later(day("2020-12-20"), at)),
            };
            for kind in Kind::ALL {
                let inside = |filter: Option<Filter>| {
                    filter.is_some_and(|it| {
                        it.due_from <= stand.last_day && stand.last_day <= it.due_by
                    })
                };
                let (now, then) = (kind.holds(stand, today), kind.holds(stand, eve));
                let told = (
                    inside(kind.drifted_in(eve, today)),
                    inside(kind.drifted_out(eve, today)),
                );
                assert_eq!(told, (now && !then, then && !now), "{kind:?} {stand:?}");
            }
        }
    }

    #[test]
    fn departments_are_ranked_as_in_the_weekly_summary() {
        let tally = |owned, done, overdue| Tally {
            owned,
            done,
            overdue,
            due_soon: 0,
        };
        let line = |id, name: &str, tally| (DepartmentId(id), name.to_owned(), tally);
        let ranked = rank(vec![
            line(1, "甲", tally(4, 1, 0)),
            line(2, "乙", tally(4, 2, 1)),
            line(3, "丙", tally(2, 1, 1)),
            line(4, "丁", tally(2, 1, 0)),
        ]);
        let told: Vec<(i64, usize, Option<usize>)> = ranked
            .iter()
            .map(|it| (it.id.0, it.rank, it.rate))
            .collect();
        assert_eq!(
            told,
            [
                (4, 1, Some(50)),
                (3, 2, Some(50)),
                (2, 2, Some(50)),
                (1, 4, Some(25))
            ]
        );
    }
}
