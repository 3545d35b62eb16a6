//! Calendar arithmetic for deadline phrases: the first and the last day of what a phrase names.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

/// The first day of a month.
pub fn month_first(year: i32, month: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, 1)
}

/// The last day of a month, leap years included.
pub fn month_last(year: i32, month: u32) -> Option<NaiveDate> {
    month_first(year, month)?
        .checked_add_months(Months::new(1))?
        .pred_opt()
}

/// 1 January.
pub fn year_first(year: i32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, 1, 1)
}

/// 31 December.
pub fn year_last(year: i32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, 12, 31)
}

/// The first and the last year of a five-year plan (五年规划): the fourteenth is 2021 to 2025.
pub fn five_year_plan(ordinal: u32) -> Option<(i32, i32)> {
    let last = 2025 + 5 * (i32::try_from(ordinal).ok()? - 14);
    Some((last - 4, last))
}

/// The day so many calendar months later.
pub fn plus_months(day: NaiveDate, months: u32) -> Option<NaiveDate> {
    day.checked_add_months(Months::new(months))
}

/// The day so many days later.
pub fn plus_days(day: NaiveDate, days: u32) -> Option<NaiveDate> {
    day.checked_add_days(Days::new(u64::from(days)))
}

/// The day so many working days later; public holidays are not known here, only week-ends.
pub fn plus_working_days(day: NaiveDate, days: u32) -> Option<NaiveDate> {
    let mut reached = day;
    let mut left = days.min(1_000);
    while left > 0 {
        reached = reached.succ_opt()?;
        if !matches!(reached.weekday(), Weekday::Sat | Weekday::Sun) {
            left -= 1;
        }
    }
    Some(reached)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn months_end_where_the_calendar_says() {
        assert_eq!(month_last(2020, 2), Some(day("2020-02-29")));
        assert_eq!(month_last(2019, 2), Some(day("2019-02-28")));
        assert_eq!(month_last(2019, 12), Some(day("2019-12-31")));
        assert_eq!(month_last(2019, 13), None);
    }

    #[test]
    fn working_days_skip_week_ends() {
        assert_eq!(
            plus_working_days(day("2018-11-16"), 1),
            Some(day("2018-11-19"))
        );
        assert_eq!(
            plus_working_days(day("2018-11-16"), 10),
            Some(day("2018-11-30"))
        );
    }

    #[test]
    fn five_year_plans_are_counted_from_the_fourteenth() {
        assert_eq!(five_year_plan(13), Some((2016, 2020)));
        assert_eq!(five_year_plan(15), Some((2026, 2030)));
    }
}
