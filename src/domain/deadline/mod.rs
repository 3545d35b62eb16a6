//! Deadline (完成时限): the printed phrase, and the last day that it means.
//!
//! `grammar` holds one row for each printed form, `reading` what it means, `span` the calendar, `finder` reads whole sentences and leaves out
//! years that are no deadline, `rhythm` reads how often a duty comes back.

mod finder;
mod grammar;
mod normal;
mod reading;
mod rhythm;
mod span;
#[cfg(test)]
mod tests;

use super::recurrence::Recurrence;
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

pub use finder::Found;

/// A deadline (完成时限): the phrase is kept for ever and shown, the last day is what is computed with.
///
/// A task is overdue from the day after `last_day`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[doc(alias = "完成时限")]
pub struct Deadline {
    /// As printed; empty where nothing is printed and the deadline is inherited.
    pub phrase: String,
    /// The last day on which the promise is kept in time; `None` for a start without an end and for 长期坚持.
    pub last_day: Option<NaiveDate>,
    /// The first day, where the phrase names one (2018—2020年, 2018年1月起).
    pub start: Option<NaiveDate>,
    /// How exactly the phrase speaks.
    pub precision: Precision,
    /// The task prints none: it is the measure's, else the plan's last day.
    pub inherited: bool,
    /// The phrase can be read in two ways (2020年前): a coordinator must confirm the day.
    pub confirm: bool,
}

/// How exactly a deadline phrase speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Precision {
    /// 2018年9月15日前.
    Day,
    /// 2018年9月上旬.
    TenDays,
    /// 2018年9月.
    Month,
    /// 2019年三季度.
    Quarter,
    /// 2019年上半年.
    HalfYear,
    /// 到2020年.
    #[default]
    Year,
    /// “十四五”期间, 2018—2020年.
    Period,
    /// 长期坚持: no end of its own.
    Ongoing,
}

impl Precision {
    /// Every precision with the word of the JSON contract, also what the store keeps.
    pub const ALL: [(Self, &'static str); 8] = [
        (Self::Day, "day"),
        (Self::TenDays, "ten-days"),
        (Self::Month, "month"),
        (Self::Quarter, "quarter"),
        (Self::HalfYear, "half-year"),
        (Self::Year, "year"),
        (Self::Period, "period"),
        (Self::Ongoing, "ongoing"),
    ];

    /// The word of the JSON contract.
    pub fn code(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|row| row.0 == self)
            .map_or("year", |row| row.1)
    }

    /// The precision that a word names.
    pub fn find(code: &str) -> Option<Self> {
        Self::ALL.iter().find(|row| row.1 == code).map(|row| row.0)
    }
}

/// What a phrase is read against: the plan's issue date and its period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// The day under the signature: 年内, 明年6月底前 and 印发后3个月内 count from it.
    pub issued: Option<NaiveDate>,
    /// The first day of the plan's period.
    pub period_start: Option<NaiveDate>,
    /// The last day of the plan's period: what a task without a deadline inherits.
    pub period_end: Option<NaiveDate>,
}

impl Frame {
    /// The year that 今年 means: that of the issue date, else the plan's first.
    fn year(&self) -> Option<i32> {
        self.issued.or(self.period_start).map(|day| day.year())
    }
}

impl Deadline {
    /// How the last day was read off the phrase: 只写到年，算到年底. Empty where the phrase names the day itself.
    pub fn told_reading(&self) -> &'static str {
        match (self.inherited, self.confirm, self.precision) {
            (true, ..) => "没有写时限，随措施或计划",
            (false, true, _) => "有两种读法，请核对",
            (false, false, precision) => match precision {
                Precision::Day => "",
                Precision::TenDays => "写到旬，算到那一旬的最后一天",
                Precision::Month => "只写到月，算到月底",
                Precision::Quarter => "写到季度，算到季度末",
                Precision::HalfYear => "写到半年，算到半年末",
                Precision::Year => "只写到年，算到年底",
                Precision::Period => "写一段时期，算到期末",
                Precision::Ongoing => "长期坚持，没有最后一天",
            },
        }
    }

    /// Reads a phrase that stands alone: what a coordinator types, a table's cell, a seed file (到2020年, “十四五”末, 长期坚持).
    ///
    /// The whole phrase is kept as printed. Of two dates in it the later one counts.
    pub fn parse(phrase: &str, frame: &Frame) -> Option<Self> {
        let phrase = phrase.trim();
        let mut found = finder::find_alone(phrase, frame);
        found.sort_by_key(|found| found.deadline.last_day);
        let mut deadline = match found.pop() {
            Some(found) => found.deadline,
            None if grammar::is_ongoing(phrase) => Self {
                precision: Precision::Ongoing,
                ..Self::default()
            },
            None => return None,
        };
        // 每年3月底前: the month comes back, it is no day of the plan.
        let has_year = ["19", "20", "二〇", "二○", "二零"]
            .iter()
            .any(|it| phrase.contains(it));
        if !has_year && phrase.contains('每') && Recurrence::find_in(phrase).is_some() {
            deadline = Self {
                precision: Precision::Ongoing,
                ..Self::default()
            };
        }
        phrase.clone_into(&mut deadline.phrase);
        Some(deadline)
    }

    /// The deadline of a task that prints none: the last day of the plan's period.
    pub fn inherited(frame: &Frame) -> Option<Self> {
        frame.period_end.map(|last_day| Self {
            last_day: Some(last_day),
            precision: Precision::Period,
            inherited: true,
            ..Self::default()
        })
    }

    /// The deadline of a task: its own, else the measure's, else the plan's last day; a start alone takes its end from the
    /// plan.
    pub fn settle(printed: Option<Self>, measure: Option<&Self>, frame: &Frame) -> Option<Self> {
        match printed {
            Some(deadline) if deadline.is_start_only() => {
                let end = Self::inherited(frame);
                Some(Self {
                    last_day: end.as_ref().and_then(|end| end.last_day),
                    inherited: end.is_some(),
                    ..deadline
                })
            }
            Some(deadline) => Some(deadline),
            None => measure.cloned().or_else(|| Self::inherited(frame)),
        }
    }

    /// Every deadline phrase of a sentence, from left to right; baselines, names and service times are no deadlines.
    pub fn find_in(sentence: &str, frame: &Frame) -> Vec<Found> {
        finder::find(sentence, frame)
    }

    /// Whether the phrase says only when something begins (2018年1月起).
    pub fn is_start_only(&self) -> bool {
        self.last_day.is_none() && self.start.is_some()
    }
}
