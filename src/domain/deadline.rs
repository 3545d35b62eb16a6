//! Deadline (完成时限): the printed phrase, and the last day that it means.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

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
