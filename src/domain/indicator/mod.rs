//! Indicators (指标): a named figure with a baseline and targets by year, and how far it is from the next of them.

mod goal;
mod row;
pub mod words;

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::id::{EventId, IndicatorId, PlanId};
use super::status::Verb;
use crate::text::clean::half_width;
use crate::text::pattern::Pattern;

pub use goal::{Direction, Goal, number};
pub use row::{RowEvent, difference};

/// A row of a plan's indicator table, its cells as printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// Its number.
    pub id: IndicatorId,
    /// Its plan.
    pub plan: PlanId,
    /// The plan's short word for the command line.
    pub slug: String,
    /// The first year of the plan; `None` where it says none.
    pub begins: Option<i32>,
    /// The domain (领域).
    pub domain: String,
    /// Its name.
    pub name: String,
    /// Its unit; empty where the cells carry it.
    pub unit: String,
    /// 约束性 or 预期性, as printed.
    pub kind: String,
    /// The body in brackets behind the name, as printed.
    pub owner: String,
    /// Which way is better: up, down, or the words of a target.
    pub direction: String,
    /// The cell of each year.
    pub cells: BTreeMap<i32, String>,
    /// What a reader should know of its print.
    pub note: String,
    /// An edition of its plan no longer prints it; its readings stay.
    pub is_gone: bool,
}

/// What an indicator was in a year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// The year.
    pub year: i32,
    /// The value, in the indicator's unit.
    pub value: f64,
    /// Where it is taken from: a yearbook, a document number; empty for the cell of the table.
    pub source: String,
}

impl Reading {
    /// A reading as typed; full-width digits and a unit sign behind the value are taken too.
    ///
    /// # Errors
    /// Which of the two is no number, in one sentence.
    pub fn parse(year: &str, value: &str, source: String) -> Result<Self, String> {
        let plain = |text: &str| text.trim().chars().map(half_width).collect::<String>();
        let (typed_year, typed) = (plain(year), plain(value));
        let year = typed_year.trim_end_matches('年').parse();
        let value = typed.trim_end_matches(['%', '‰']).parse();
        Ok(Self {
            year: year.map_err(|_| format!("年份「{typed_year}」不是数字。"))?,
            value: value.map_err(|_| format!("数据「{typed}」不是数字。"))?,
            source,
        })
    }
}

/// A reading that was noted, corrected or taken back, as it is kept for ever; it stands in the same chain as the events of
/// tasks.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadingEvent {
    /// Its number.
    pub id: EventId,
    /// The instant at which it was written down.
    pub at: DateTime<Utc>,
    /// The civil day it counts for.
    pub day: NaiveDate,
    /// Who did it.
    pub actor: String,
    /// Noted, or taken back.
    pub verb: Verb,
    /// Of which indicator.
    pub indicator: IndicatorId,
    /// The reading of that year before; `None` where there was none.
    pub before: Option<Reading>,
    /// After; `None` where there is none any more.
    pub after: Option<Reading>,
    /// The event that it takes back.
    pub undoes: Option<EventId>,
}

/// How an indicator stands to a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// 达标.
    Reached,
    /// 接近: within [`NEAR`] of the target.
    Near,
    /// 未达标.
    Short,
    /// 无数据: no reading, or nothing to compute with.
    Unknown,
}

impl State {
    /// The word a user reads.
    pub fn label(self) -> &'static str {
        match self {
            Self::Reached => "达标",
            Self::Near => "接近",
            Self::Short => "未达标",
            Self::Unknown => "无数据",
        }
    }
}

/// A reading is near a target that it misses by no more than this share of it.
pub const NEAR: f64 = 0.05;

/// 左右 and 接近 are kept within this share of the figure, and on the better side of it anywhere.
pub const ABOUT: f64 = 0.02;

/// What a target year asks for, in figures where it can be.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// The year.
    pub year: i32,
    /// As printed.
    pub printed: String,
    /// What it asks for.
    pub goal: Goal,
    /// The value to reach; `None` where it cannot be computed.
    pub level: Option<f64>,
    /// Which way is better.
    direction: Direction,
}

/// How an indicator stands in a year.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// The latest reading that is known by then, the state before the plan among them.
    pub latest: Option<Reading>,
    /// The next target, or the last one where all are past.
    pub next: Option<Target>,
    /// How the reading stands to the target.
    pub state: State,
    /// By how much the target is missed, in the indicator's unit; 0 where it is reached.
    pub distance: Option<f64>,
    /// What each year must bring from the latest reading to the target; `None` where the target is past or reached.
    pub needed: Option<f64>,
    /// What each year has brought from the first reading to the latest.
    pub pace: Option<f64>,
    /// Why nothing is computed, in one sentence; empty where it is.
    pub why: &'static str,
}

impl Indicator {
    /// Which way is better.
    pub fn direction(&self) -> Direction {
        Direction::parse(&self.direction)
    }

    /// The bodies in brackets behind the name, each without the words that say what it is for: 责任单位：甲局、乙局.
    pub fn owners(&self) -> impl Iterator<Item = &str> {
        static LABEL: Pattern =
            Pattern::new(r"^(?:(?:责任|牵头|负责)(?:单位|部门)|由)~[:：]?~|~(?:牵头|负责)$");
        let names = self.owner.split(['、', '，', ',', '；', ';']);
        names
            .map(|name| {
                let name = name.trim();
                match LABEL.find(name) {
                    Some(label) if label.start() == 0 => &name[label.end()..],
                    Some(label) => &name[..label.start()],
                    None => name,
                }
            })
            .filter(|name| !name.is_empty())
    }

    /// The state before the plan: a number printed for a year before it begins; where it says not when, the first of several
    /// cells, if nothing but a number stands in it.
    pub fn baseline(&self) -> Option<Reading> {
        let (year, printed) = self.cells.iter().next()?;
        let is_before = match self.begins {
            Some(begins) => *year < begins,
            None => self.cells.len() > 1 && printed.trim().parse::<f64>().is_ok(),
        };
        let value = number(printed).filter(|_| is_before)?;
        Some(Reading {
            year: *year,
            value,
            source: String::new(),
        })
    }

    /// The targets in the order of their years.
    pub fn targets(&self, readings: &[Reading]) -> Vec<Target> {
        let before = self.baseline().map_or(i32::MIN, |it| it.year + 1);
        let begins = self.begins.unwrap_or(before);
        let cells = self.cells.iter().filter(|(year, _)| **year >= begins);
        cells
            .map(|(year, printed)| self.target(*year, printed, readings))
            .collect()
    }

    fn target(&self, year: i32, printed: &str, readings: &[Reading]) -> Target {
        let direction = self.direction();
        let goal = Goal::parse(printed, direction, &self.unit);
        let of_year = |year| readings.iter().find(|it| it.year == year);
        let first = readings.iter().min_by_key(|it| it.year);
        let by_change = |change: f64| match direction {
            Direction::Open if change < 0.0 => Direction::Down,
            Direction::Open => Direction::Up,
            known => known,
        };
        let (level, direction) = match goal {
            Goal::AtLeast(level) => (Some(level), Direction::Up),
            Goal::AtMost(level) => (Some(level), Direction::Down),
            Goal::About(level) => (Some(level), direction),
            Goal::Since {
                year: from,
                by,
                is_share,
            } => {
                let base = of_year(from).map(|it| it.value);
                let level = base.map(|base| {
                    if is_share {
                        base * (1.0 + by)
                    } else {
                        base + by
                    }
                });
                (level, by_change(by))
            }
            Goal::Yearly(by) => {
                let level = first.map(|it| it.value + by * f64::from(year - it.year));
                (level, by_change(by))
            }
            Goal::Better => (first.map(|it| it.value), by_change(0.0)),
            Goal::Words => (None, by_change(0.0)),
        };
        Target {
            year,
            printed: printed.to_owned(),
            goal,
            level,
            direction,
        }
    }

    /// The readings by year: the state before the plan, where nobody corrected it, and what was read since.
    pub fn readings(&self, since: &[Reading]) -> Vec<Reading> {
        let mut readings: Vec<Reading> = self.baseline().into_iter().collect();
        readings.retain(|cell| since.iter().all(|it| it.year != cell.year));
        readings.extend(since.iter().cloned());
        readings.sort_by_key(|it| it.year);
        readings
    }

    /// How the indicator stands in a year, with what was read since; the state before the plan counts as a reading.
    pub fn standing(&self, since: &[Reading], year: i32) -> Standing {
        let mut readings = self.readings(since);
        readings.retain(|it| it.year <= year);
        let latest = readings.last().cloned();
        let targets = self.targets(&readings);
        let next = targets.iter().find(|it| it.year >= year).or(targets.last());
        let mut standing = Standing {
            latest: latest.clone(),
            next: next.cloned(),
            state: State::Unknown,
            distance: None,
            needed: None,
            pace: pace(&readings),
            why: "",
        };
        let (Some(latest), Some(next)) = (latest, next) else {
            standing.why = if next.is_none() {
                "没有目标值"
            } else {
                "还没有数据"
            };
            return standing;
        };
        let Some(level) = next.level else {
            standing.why = match next.goal {
                Goal::Words => "目标没有数值，不能计算",
                _ => "没有基数，不能计算",
            };
            return standing;
        };
        if next.goal == Goal::Better && readings.len() < 2 {
            standing.why = "只有基数，看不出变化";
            return standing;
        }
        let missed = rounded(next.missed(latest.value, level));
        standing.distance = Some(missed);
        standing.state = if missed <= 0.0 {
            State::Reached
        } else if missed <= level.abs() * NEAR {
            State::Near
        } else {
            State::Short
        };
        let years = next.year - latest.year;
        if missed > 0.0 && years > 0 && next.year >= year {
            standing.needed = Some(rounded((level - latest.value) / f64::from(years)));
        }
        standing
    }
}

impl Target {
    /// By how much a value misses the level, 0 where it does not.
    fn missed(&self, value: f64, level: f64) -> f64 {
        let missed = match self.direction {
            Direction::Up => level - value,
            Direction::Down => value - level,
            Direction::Open => (value - level).abs(),
        };
        let slack = match self.goal {
            Goal::About(level) => level.abs() * ABOUT,
            // 持续提高 must be better than it was, not only as good.
            Goal::Better => -HAIR,
            _ => 0.0,
        };
        if missed <= slack {
            0.0
        } else {
            missed.max(HAIR)
        }
    }
}

/// The least that counts: sums of printed decimals are off by less.
const HAIR: f64 = 1e-6;

/// A computed figure without the noise of its binary form.
fn rounded(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}

/// What each year has brought from the first reading to the last.
fn pace(readings: &[Reading]) -> Option<f64> {
    let (first, last) = (readings.first()?, readings.last()?);
    let years = last.year - first.year;
    (years > 0).then(|| rounded((last.value - first.value) / f64::from(years)))
}

#[cfg(test)]
mod tests;
