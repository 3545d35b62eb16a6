//! The term of days that a summary is of (统计期): a week, a month, a quarter, or any days from one to another.

use chrono::{Datelike, Days, NaiveDate};

use super::day::{Week, later};
use super::recurrence::{Period, Recurrence};

/// What sort of term it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// An ISO week.
    Week,
    /// A calendar month.
    Month,
    /// A calendar quarter.
    Quarter,
    /// From one day to another.
    Days,
}

/// A term of days, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[doc(alias = "统计期")]
pub struct Term {
    pace: Pace,
    first: NaiveDate,
    last: NaiveDate,
}

impl From<Week> for Term {
    fn from(week: Week) -> Self {
        Self {
            pace: Pace::Week,
            first: week.first_day(),
            last: week.last_day(),
        }
    }
}

impl Pace {
    /// The word in the contract.
    pub fn code(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Days => "days",
        }
    }

    /// What a summary of such a term is called.
    pub fn paper(self) -> &'static str {
        match self {
            Self::Week => "督办周报",
            Self::Month => "督办月报",
            Self::Quarter => "督办季报",
            Self::Days => "督办通报",
        }
    }

    /// The term itself in a sentence.
    pub fn this(self) -> &'static str {
        match self {
            Self::Week => "本周",
            Self::Month => "本月",
            Self::Quarter => "本季度",
            Self::Days => "本期",
        }
    }

    /// The term before in a sentence.
    pub fn before(self) -> &'static str {
        match self {
            Self::Week => "上周",
            Self::Month => "上月",
            Self::Quarter => "上季度",
            Self::Days => "上期",
        }
    }

    /// The recurrence whose periods such terms are; days of one's own have none.
    fn recurrence(self) -> Option<Recurrence> {
        match self {
            Self::Week => Some(Recurrence::Weekly),
            Self::Month => Some(Recurrence::Monthly),
            Self::Quarter => Some(Recurrence::Quarterly),
            Self::Days => None,
        }
    }
}

impl Term {
    /// The week, month or quarter that a day lies in; for days of one's own, the day itself.
    pub fn of(pace: Pace, day: NaiveDate) -> Self {
        let (first, last) = match period(pace, day) {
            Some(period) => (period.first, period.last),
            None => (day, day),
        };
        Self { pace, first, last }
    }

    /// From one day to another, both included; `None` where the second lies before the first.
    pub fn between(first: NaiveDate, last: NaiveDate) -> Option<Self> {
        (first <= last).then_some(Self {
            pace: Pace::Days,
            first,
            last,
        })
    }

    /// Reads a week `2020-W52`, a month `2020-12` or a quarter `2020-Q4`; anything else is `None`.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(week) = Week::parse(text) {
            return Some(week.into());
        }
        let (year, rest) = text.trim().split_once('-')?;
        let year: i32 = year.parse().ok().filter(|it| (1900..=2200).contains(it))?;
        let (pace, month) = match rest.strip_prefix(['Q', 'q']) {
            Some(quarter) => {
                let quarter: u32 = quarter.parse().ok().filter(|it| (1..=4).contains(it))?;
                (Pace::Quarter, quarter * 3)
            }
            None if rest.len() <= 2 => (Pace::Month, rest.parse().ok()?),
            None => return None,
        };
        NaiveDate::from_ymd_opt(year, month, 1).map(|day| Self::of(pace, day))
    }

    /// What sort of term it is.
    pub fn pace(self) -> Pace {
        self.pace
    }

    /// Its first day.
    pub fn first_day(self) -> NaiveDate {
        self.first
    }

    /// Its last day.
    pub fn last_day(self) -> NaiveDate {
        self.last
    }

    /// Whether a day lies in it.
    pub fn contains(self, day: NaiveDate) -> bool {
        self.first <= day && day <= self.last
    }

    /// The term before: the week, month or quarter before, or as many days as this has.
    #[must_use]
    pub fn previous(self) -> Self {
        let eve = self.first.pred_opt().unwrap_or(self.first);
        match self.pace {
            Pace::Days => Self {
                first: eve
                    .checked_sub_days(Days::new(self.length()))
                    .unwrap_or(NaiveDate::MIN),
                last: eve,
                ..self
            },
            pace => Self::of(pace, eve),
        }
    }

    /// The term behind it, of the same sort.
    #[must_use]
    pub fn next(self) -> Self {
        let day = later(self.last, 1);
        match self.pace {
            Pace::Days => Self {
                first: day,
                last: later(day, self.length()),
                ..self
            },
            pace => Self::of(pace, day),
        }
    }

    /// The word in the contract and on the command line: 2020-W52, 2020-12, 2020-Q4, 2020-12-01..2020-12-20.
    pub fn code(self) -> String {
        match period(self.pace, self.first) {
            Some(period) => period.code,
            None => format!("{}..{}", self.first, self.last),
        }
    }

    /// What a reader calls it: 2020年第52周, 2020年12月, 2020年第4季度, 2020年12月1日至20日.
    pub fn label(self) -> String {
        if let Some(period) = period(self.pace, self.first) {
            return period.label;
        }
        let (first, last) = (self.first, self.last);
        let from = format!("{}年{}月{}日", first.year(), first.month(), first.day());
        if first == last {
            return from;
        }
        let day = format!("{}日", last.day());
        if first.year() != last.year() {
            format!("{from}至{}年{}月{day}", last.year(), last.month())
        } else if first.month() != last.month() {
            format!("{from}至{}月{day}", last.month())
        } else {
            format!("{from}至{day}")
        }
    }

    /// How many days lie between its first and its last.
    fn length(self) -> u64 {
        u64::try_from((self.last - self.first).num_days()).unwrap_or(0)
    }
}

fn period(pace: Pace, day: NaiveDate) -> Option<Period> {
    Period::of(pace.recurrence()?, day, None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::parse_day;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        parse_day(text).unwrap()
    }

    #[test]
    fn a_span_is_read_and_called_as_people_call_it() {
        for (typed, label, first, last, before) in [
            (
                "2020-W53",
                "2020年第53周",
                "2020-12-28",
                "2021-01-03",
                "2020-W52",
            ),
            ("2021-1", "2021年1月", "2021-01-01", "2021-01-31", "2020-12"),
            (
                "2021-q1",
                "2021年第1季度",
                "2021-01-01",
                "2021-03-31",
                "2020-Q4",
            ),
        ] {
            let term = Term::parse(typed).unwrap();
            assert_eq!(term.label(), label);
            assert_eq!((term.first_day(), term.last_day()), (day(first), day(last)));
            assert_eq!(term.previous().code(), before);
        }
    }

    #[test]
    fn what_names_no_span_is_refused() {
        for typed in [
            "2020", "2020-13", "2020-0", "2020-Q5", "2020-Q0", "2020-W54", "12-2020", "2020-",
            "2020-012", "",
        ] {
            assert_eq!(Term::parse(typed), None, "{typed}");
        }
    }

    #[test]
    fn days_of_ones_own_are_compared_with_as_many_days_before() {
        let term = Term::between(day("2020-12-11"), day("2020-12-20")).unwrap();
        assert_eq!(term.label(), "2020年12月11日至20日");
        assert_eq!(term.previous().code(), "2020-12-01..2020-12-10");
        assert_eq!(term.next().code(), "2020-12-21..2020-12-30");
        assert_eq!(Term::between(day("2020-12-20"), day("2020-12-11")), None);
        let one = Term::between(day("2020-12-31"), day("2020-12-31")).unwrap();
        assert_eq!(one.label(), "2020年12月31日");
        let over = Term::between(day("2020-12-31"), day("2021-01-02")).unwrap();
        assert_eq!(over.label(), "2020年12月31日至2021年1月2日");
    }

    proptest! {
        #[test]
        fn spans_follow_each_other_without_a_gap(days in 0_u64..40_000, length in 0_u64..400) {
            let start = later(day("1950-01-01"), days);
            let own = Term::between(start, later(start, length)).unwrap();
            for term in [
                Term::of(Pace::Week, start),
                Term::of(Pace::Month, start),
                Term::of(Pace::Quarter, start),
                own,
            ] {
                prop_assert!(term.contains(start));
                prop_assert_eq!(later(term.previous().last_day(), 1), term.first_day());
                prop_assert_eq!(later(term.last_day(), 1), term.next().first_day());
                prop_assert_eq!(term.next().previous(), term);
                if term.pace() != Pace::Days {
                    prop_assert_eq!(Term::parse(&term.code()), Some(term));
                }
            }
        }
    }
}
