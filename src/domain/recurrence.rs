//! Recurrence (周期性任务): a duty that comes back every period inside the plan's.

use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::day::{Week, later};

/// How often a recurring duty (周期性任务) comes back.
///
/// The serialised words are those of the JSON contract (`yearly`, `every-2-years`, …).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[doc(alias = "周期性任务")]
pub enum Recurrence {
    /// 每年, 每年度, 年度.
    Yearly,
    /// 每半年, 春秋两季: twice a year.
    HalfYearly,
    /// 每季度.
    Quarterly,
    /// 每月.
    Monthly,
    /// 每周.
    Weekly,
    /// 每天, 每日.
    Daily,
    /// 每学期.
    PerSemester,
    /// 每两年.
    #[serde(rename = "every-2-years")]
    EveryTwoYears,
    /// 定期: recurring, but the document prints no period; the coordinator sets it.
    Regular,
}

impl Recurrence {
    /// Every recurrence with its contract word and the word a user reads.
    pub const ALL: [(Self, &'static str, &'static str); 9] = [
        (Self::Yearly, "yearly", "每年"),
        (Self::HalfYearly, "half-yearly", "每半年"),
        (Self::Quarterly, "quarterly", "每季度"),
        (Self::Monthly, "monthly", "每月"),
        (Self::Weekly, "weekly", "每周"),
        (Self::Daily, "daily", "每天"),
        (Self::PerSemester, "per-semester", "每学期"),
        (Self::EveryTwoYears, "every-2-years", "每两年"),
        (Self::Regular, "regular", "定期"),
    ];

    /// The word of the JSON contract, also what the store keeps.
    pub fn code(self) -> &'static str {
        Self::row(self).1
    }

    /// The word a user reads.
    pub fn label(self) -> &'static str {
        Self::row(self).2
    }

    /// The recurrence that a contract word names, if any.
    pub fn find(code: &str) -> Option<Self> {
        Self::ALL.iter().find(|row| row.1 == code).map(|row| row.0)
    }

    fn row(self) -> (Self, &'static str, &'static str) {
        // `ALL` lists every variant (a test holds it to that), so the fallback is never taken.
        Self::ALL
            .into_iter()
            .find(|row| row.0 == self)
            .unwrap_or(Self::ALL[0])
    }
}

/// A period of a recurring duty: the days in which one occurrence is owed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// The word in the store, which sorts as the periods follow: 2020, 2020-H1, 2020-Q3, 2020-07, 2020-W05, 2020-S2.
    pub code: String,
    /// What a user reads: 2020年第3季度.
    pub label: String,
    /// Its first day.
    pub first: NaiveDate,
    /// Its last day.
    pub last: NaiveDate,
}

/// How many occurrences one duty can be behind before the older ones are let go: as many as a plan of ten years has weeks.
const MOST: usize = 530;

impl Period {
    /// The period of a duty that a day lies in, for a plan that begins in `start`'s year.
    ///
    /// Years, quarters and months are the calendar's, weeks ISO 8601's; the spring semester is February to August, the
    /// autumn one September to January; two years are counted from the plan's first. Nothing that is owed every day
    /// is asked for one day at a time, and 定期 prints no period: `None`.
    pub fn of(recurrence: Recurrence, day: NaiveDate, start: Option<NaiveDate>) -> Option<Self> {
        let (year, month) = (day.year(), day.month());
        let months = |from_year: i32, from_month: u32, count: u32| {
            let first = NaiveDate::from_ymd_opt(from_year, from_month, 1)?;
            let last = first.checked_add_months(Months::new(count))?.pred_opt()?;
            Some((first, last))
        };
        let (code, label, (first, last)) = match recurrence {
            Recurrence::Yearly => (format!("{year}"), format!("{year}年"), months(year, 1, 12)?),
            Recurrence::HalfYearly => {
                let half = (month - 1) / 6;
                let name = ["上半年", "下半年"].get(half as usize)?;
                (
                    format!("{year}-H{}", half + 1),
                    format!("{year}年{name}"),
                    months(year, half * 6 + 1, 6)?,
                )
            }
            Recurrence::Quarterly => {
                let quarter = (month - 1) / 3;
                (
                    format!("{year}-Q{}", quarter + 1),
                    format!("{year}年第{}季度", quarter + 1),
                    months(year, quarter * 3 + 1, 3)?,
                )
            }
            Recurrence::Monthly => (
                format!("{year}-{month:02}"),
                format!("{year}年{month}月"),
                months(year, month, 1)?,
            ),
            Recurrence::Weekly => {
                let week = Week::of(day);
                let iso = day.iso_week();
                (
                    week.to_string(),
                    format!("{}年第{}周", iso.year(), iso.week()),
                    (week.first_day(), week.last_day()),
                )
            }
            Recurrence::PerSemester if (2..=8).contains(&month) => (
                format!("{year}-S1"),
                format!("{year}年春季学期"),
                months(year, 2, 7)?,
            ),
            Recurrence::PerSemester => {
                // January belongs to the semester that began in the year before.
                let year = if month == 1 { year - 1 } else { year };
                (
                    format!("{year}-S2"),
                    format!("{year}年秋季学期"),
                    months(year, 9, 5)?,
                )
            }
            Recurrence::EveryTwoYears => {
                let base = start.map_or(year, |it| it.year());
                let from = year - (year - base).rem_euclid(2);
                (
                    format!("{from}-{}", from + 1),
                    format!("{from}—{}年", from + 1),
                    months(from, 1, 24)?,
                )
            }
            Recurrence::Daily | Recurrence::Regular => return None,
        };
        Some(Self {
            code,
            label,
            first,
            last,
        })
    }

    /// The periods of a duty that have begun by `today` and are owed: those behind `behind`, the last day of the newest
    /// that is there, or else the one that today lies in. Only periods that lie in the plan's, wholly or in part; a last
    /// day behind the plan's end is the plan's end.
    pub fn owed(
        recurrence: Recurrence,
        behind: Option<NaiveDate>,
        today: NaiveDate,
        (start, end): (Option<NaiveDate>, Option<NaiveDate>),
    ) -> Vec<Self> {
        let mut owed = Vec::new();
        let mut day = behind.map_or(today, |it| later(it, 1));
        while day <= today && owed.len() < MOST {
            let Some(mut period) = Self::of(recurrence, day, start) else {
                break;
            };
            let next = later(period.last, 1);
            let is_over = end.is_some_and(|end| period.first > end);
            if is_over || next <= day {
                break;
            }
            // The newest may have been cut at the plan's end.
            let is_there = behind.is_some_and(|it| period.first <= it);
            if !is_there && start.is_none_or(|start| period.last >= start) {
                period.last = end.map_or(period.last, |end| period.last.min(end));
                owed.push(period);
            }
            day = next;
        }
        owed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_recurrence_is_listed_under_its_contract_word() {
        for (recurrence, code, label) in Recurrence::ALL {
            assert_eq!(serde_json::to_value(recurrence).unwrap(), code);
            assert_eq!(Recurrence::find(code), Some(recurrence));
            assert_eq!((recurrence.code(), recurrence.label()), (code, label));
        }
    }

    fn day(text: &str) -> NaiveDate {
        super::super::day::parse_day(text).unwrap()
    }

    #[test]
    fn a_day_lies_in_the_period_that_people_name() {
        let start = Some(day("2019-01-01"));
        for (recurrence, on, code, label, first, last) in [
            (
                Recurrence::Yearly,
                "2020-02-29",
                "2020",
                "2020年",
                "2020-01-01",
                "2020-12-31",
            ),
            (
                Recurrence::HalfYearly,
                "2020-06-30",
                "2020-H1",
                "2020年上半年",
                "2020-01-01",
                "2020-06-30",
            ),
            (
                Recurrence::HalfYearly,
                "2020-07-01",
                "2020-H2",
                "2020年下半年",
                "2020-07-01",
                "2020-12-31",
            ),
            (
                Recurrence::Quarterly,
                "2020-09-30",
                "2020-Q3",
                "2020年第3季度",
                "2020-07-01",
                "2020-09-30",
            ),
            (
                Recurrence::Monthly,
                "2020-02-01",
                "2020-02",
                "2020年2月",
                "2020-02-01",
                "2020-02-29",
            ),
            (
                Recurrence::Weekly,
                "2021-01-03",
                "2020-W53",
                "2020年第53周",
                "2020-12-28",
                "2021-01-03",
            ),
            (
                Recurrence::PerSemester,
                "2020-03-01",
                "2020-S1",
                "2020年春季学期",
                "2020-02-01",
                "2020-08-31",
            ),
            (
                Recurrence::PerSemester,
                "2021-01-31",
                "2020-S2",
                "2020年秋季学期",
                "2020-09-01",
                "2021-01-31",
            ),
            (
                Recurrence::EveryTwoYears,
                "2020-05-01",
                "2019-2020",
                "2019—2020年",
                "2019-01-01",
                "2020-12-31",
            ),
        ] {
            let period = Period::of(recurrence, day(on), start).unwrap();
            let found = (
                period.code.as_str(),
                period.label.as_str(),
                period.first,
                period.last,
            );
            assert_eq!(
                found,
                (code, label, day(first), day(last)),
                "{recurrence:?} {on}"
            );
        }
        assert_eq!(
            Period::of(Recurrence::Daily, day("2020-01-01"), start),
            None
        );
        assert_eq!(
            Period::of(Recurrence::Regular, day("2020-01-01"), start),
            None
        );
    }

    #[test]
    fn what_is_owed_goes_on_behind_the_newest_and_ends_with_the_plan() {
        let plan = (Some(day("2018-06-01")), Some(day("2020-11-30")));
        let codes = |behind: Option<&str>, today: &str| -> Vec<String> {
            Period::owed(Recurrence::Quarterly, behind.map(day), day(today), plan)
                .into_iter()
                .map(|it| it.code)
                .collect()
        };
        assert_eq!(codes(None, "2019-05-05"), ["2019-Q2"]);
        assert_eq!(codes(Some("2019-06-30"), "2019-06-30"), [""; 0]);
        assert_eq!(
            codes(Some("2019-06-30"), "2020-01-01"),
            ["2019-Q3", "2019-Q4", "2020-Q1"]
        );
        assert_eq!(codes(Some("2020-09-30"), "2026-01-01"), ["2020-Q4"]);
        assert_eq!(codes(Some("2020-11-30"), "2026-01-01"), [""; 0]);
        assert_eq!(codes(None, "2026-01-01"), [""; 0]);
        assert_eq!(codes(None, "2018-03-01"), [""; 0]);
        let last = Period::owed(
            Recurrence::Quarterly,
            Some(day("2020-09-30")),
            day("2020-10-01"),
            plan,
        );
        assert_eq!(last[0].last, day("2020-11-30"));
    }

    proptest::proptest! {
        #[test]
        fn periods_follow_each_other_without_a_gap(at in 0..9i64, days in 0..4000u64) {
            let (recurrence, ..) = Recurrence::ALL[usize::try_from(at).unwrap()];
            let on = later(day("2016-01-01"), days);
            if let Some(period) = Period::of(recurrence, on, Some(day("2018-01-01"))) {
                proptest::prop_assert!(period.first <= on && on <= period.last);
                let next = Period::of(recurrence, later(period.last, 1), Some(day("2018-01-01"))).unwrap();
                proptest::prop_assert_eq!(next.first, later(period.last, 1));
                proptest::prop_assert!(next.code > period.code);
                proptest::prop_assert_eq!(Period::of(recurrence, period.first, Some(day("2018-01-01"))), Some(period));
            }
        }
    }
}
