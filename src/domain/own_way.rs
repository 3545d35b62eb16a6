//! What a person's own screen counts otherwise than papers do: from when on a task shows 黄, and when 本周 begins.
//!
//! It holds for the thread that draws a dashboard. Papers that leave the house (周报, 催办通知, 考核, every export) never ask
//! here: 30 days and weeks from Monday are the same whoever makes them.

use chrono::{Datelike, NaiveDate, Weekday};
use std::cell::Cell;

use super::day::{earlier, later};
use super::light::Light;

/// A person's own way of counting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnWay {
    /// The days before the last day from which a task counts as due soon, today included.
    pub soon_days: u64,
    /// The day on which a week begins.
    pub first_day: Weekday,
}

impl OwnWay {
    /// The way of papers, and of whoever has chosen none.
    pub const PAPER: Self = Self {
        soon_days: Light::SOON_DAYS,
        first_day: Weekday::Mon,
    };

    /// The way in force.
    pub fn now() -> Self {
        NOW.get()
    }

    /// Puts it in force.
    pub fn put_in_force(self) {
        NOW.set(self);
    }

    /// The last day of which a task counts as due soon.
    pub fn soon(self, today: NaiveDate) -> NaiveDate {
        later(today, self.soon_days)
    }

    /// The first and the last day of the week that a day lies in.
    pub fn week_of(self, day: NaiveDate) -> (NaiveDate, NaiveDate) {
        let back = day.weekday().days_since(self.first_day);
        let first = earlier(day, back.into());
        (first, later(first, 6))
    }
}

thread_local! {
    static NOW: Cell<OwnWay> = const { Cell::new(OwnWay::PAPER) };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::parse_day;
    use crate::domain::status::Status;

    fn day(text: &str) -> NaiveDate {
        parse_day(text).unwrap()
    }

    #[test]
    fn a_week_begins_on_the_day_that_is_chosen() {
        for (first_day, today, first, last) in [
            (Weekday::Mon, "2021-01-03", "2020-12-28", "2021-01-03"),
            (Weekday::Sun, "2021-01-03", "2021-01-03", "2021-01-09"),
            (Weekday::Sun, "2021-01-02", "2020-12-27", "2021-01-02"),
            (Weekday::Mon, "2021-01-04", "2021-01-04", "2021-01-10"),
            (Weekday::Sun, "2021-01-04", "2021-01-03", "2021-01-09"),
        ] {
            let way = OwnWay {
                first_day,
                ..OwnWay::PAPER
            };
            assert_eq!(way.week_of(day(today)), (day(first), day(last)), "{today}");
        }
    }

    #[test]
    fn a_paper_shows_the_same_light_whoever_makes_it() {
        let way = OwnWay {
            soon_days: 7,
            ..OwnWay::PAPER
        };
        way.put_in_force();
        let (today, far) = (day("2020-12-01"), Some(day("2020-12-20")));
        let (on_screen, on_paper) = (
            Light::of(Status::InProgress, far, today),
            Light::on_paper(Status::InProgress, far, today),
        );
        assert_eq!((on_screen, on_paper), (Light::OnTrack, Light::DueSoon));
    }
}
