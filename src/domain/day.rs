//! Civil days in China, and ISO weeks.

use chrono::{DateTime, Datelike, Days, FixedOffset, NaiveDate, Utc, Weekday};

use crate::text::clean::half_width;

/// The calendar day in China (UTC+8) at an instant, whatever the host's time zone.
pub fn china_day(instant: DateTime<Utc>) -> NaiveDate {
    // 8 hours lie well inside the range that FixedOffset takes, so the fallback is never used.
    FixedOffset::east_opt(8 * 3600).map_or(instant.date_naive(), |china| {
        instant.with_timezone(&china).date_naive()
    })
}

/// Reads a day as `YYYY-MM-DD`; anything else is `None`.
pub fn parse_day(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()
}

/// Reads a day as people type one: 2019-01-01, 2019/1/1, 2019.1.1, 2019年1月1日, in full-width digits, too.
pub fn read_day(typed: &str) -> Option<NaiveDate> {
    let plain: String = typed
        .trim()
        .chars()
        .map(half_width)
        .filter(|it| !it.is_whitespace())
        .map(|it| match it {
            '年' | '月' | '/' | '.' => '-',
            other => other,
        })
        .collect();
    let plain = plain.strip_suffix(['日', '号']).unwrap_or(&plain);
    let mut parts = plain.split('-');
    let mut number = |digits: usize| {
        let part = parts.next()?;
        let is_number = part.len() <= digits && part.bytes().all(|it| it.is_ascii_digit());
        is_number.then(|| part.parse::<u16>().ok()).flatten()
    };
    let (year, month, day) = (number(4)?, number(2)?, number(2)?);
    let is_whole = parts.next().is_none() && year >= 1000;
    NaiveDate::from_ymd_opt(year.into(), month.into(), day.into()).filter(|_| is_whole)
}

/// The days that a word names: 2021, 2021-01, 2021-01-05, 2021-01-05..2021-02-01.
pub fn read_days(typed: &str) -> Option<(NaiveDate, NaiveDate)> {
    let ends = ["..", "至", "~"]
        .into_iter()
        .find_map(|mark| typed.split_once(mark));
    match ends {
        Some((first, last)) => Some((span(first)?.0, span(last)?.1)),
        None => span(typed),
    }
}

fn span(typed: &str) -> Option<(NaiveDate, NaiveDate)> {
    if let Some(day) = read_day(typed) {
        return Some((day, day));
    }
    let typed: String = typed.chars().map(half_width).collect();
    let mut parts = typed
        .trim_end_matches(['年', '月'])
        .split(['-', '/', '.', '年']);
    let year: i32 = parts.next().filter(|it| it.len() == 4)?.parse().ok()?;
    let month: Option<u32> = parts.next().map(str::parse).transpose().ok()?;
    if parts.next().is_some() {
        return None;
    }
    let first = NaiveDate::from_ymd_opt(year, month.unwrap_or(1), 1)?;
    let last = match month {
        // Thirty-one days on is always in the next month.
        Some(_) => later(first, 31).with_day(1)?.pred_opt()?,
        None => NaiveDate::from_ymd_opt(year, 12, 31)?,
    };
    Some((first, last))
}

/// The day of the week as a user reads it: 周一 … 周日.
pub fn weekday_label(day: NaiveDate) -> &'static str {
    match day.weekday() {
        Weekday::Mon => "周一",
        Weekday::Tue => "周二",
        Weekday::Wed => "周三",
        Weekday::Thu => "周四",
        Weekday::Fri => "周五",
        Weekday::Sat => "周六",
        Weekday::Sun => "周日",
    }
}

/// An ISO 8601 week: Monday to Sunday; the last days of December can lie in week 1 of the next year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Week {
    monday: NaiveDate,
}

impl Week {
    /// The week that a day lies in.
    pub fn of(day: NaiveDate) -> Self {
        let back = u64::from(day.weekday().num_days_from_monday());
        Self {
            monday: day.checked_sub_days(Days::new(back)).unwrap_or(day),
        }
    }

    /// Reads `2020-W52` (also `2020-w5`); a week that the year does not have is `None`.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, week) = text.trim().split_once(['-'])?;
        let week = week.strip_prefix(['W', 'w'])?;
        let year: i32 = year
            .parse()
            .ok()
            .filter(|year| (1900..=2200).contains(year))?;
        let monday = NaiveDate::from_isoywd_opt(year, week.parse().ok()?, Weekday::Mon)?;
        Some(Self { monday })
    }

    /// Monday.
    pub fn first_day(self) -> NaiveDate {
        self.monday
    }

    /// Sunday.
    pub fn last_day(self) -> NaiveDate {
        later(self.monday, 6)
    }

    /// The number of the week in its year, 1 to 53.
    pub fn number(self) -> u32 {
        self.monday.iso_week().week()
    }
}

impl std::fmt::Display for Week {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            formatter,
            "{}-W{:02}",
            self.monday.iso_week().year(),
            self.number()
        )
    }
}

/// The day `days` days later; at the calendar's end, that end.
pub fn later(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days))
        .unwrap_or(NaiveDate::MAX)
}

/// The day `days` days earlier; at the calendar's beginning, that beginning.
pub fn earlier(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(Days::new(days))
        .unwrap_or(NaiveDate::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        parse_day(text).unwrap()
    }

    #[test]
    fn today_is_chinas_whatever_the_host_says() {
        let before = "2020-12-31T15:59:59Z".parse().unwrap();
        let after = "2020-12-31T16:00:00Z".parse().unwrap();
        assert_eq!(china_day(before), day("2020-12-31"));
        assert_eq!(china_day(after), day("2021-01-01"));
    }

    #[test]
    fn days_are_read_as_people_type_them() {
        for typed in [
            "2019-01-02",
            " 2019/1/2 ",
            "2019.1.2",
            "2019年1月2日",
            "2019 年 1 月 2 日",
            "２０１９年１月２号",
            "2019年1月2",
        ] {
            assert_eq!(read_day(typed), Some(day("2019-01-02")), "{typed}");
        }
        for typed in [
            "",
            "今天",
            "2019年1月",
            "2019-02-29",
            "19-1-2",
            "2019-1-2-3",
            "2019-01-02日起",
            "2019--2",
            "+2019-1-2",
        ] {
            assert_eq!(read_day(typed), None, "{typed}");
        }
    }

    #[test]
    fn weeks_cross_the_year_as_iso_says() {
        for (date, week, monday, sunday) in [
            ("2020-12-31", "2020-W53", "2020-12-28", "2021-01-03"),
            ("2021-01-03", "2020-W53", "2020-12-28", "2021-01-03"),
            ("2021-01-04", "2021-W01", "2021-01-04", "2021-01-10"),
            ("2018-12-31", "2019-W01", "2018-12-31", "2019-01-06"),
        ] {
            let found = Week::of(day(date));
            assert_eq!(found.to_string(), week);
            assert_eq!(Week::parse(week), Some(found));
            assert_eq!(
                (found.first_day(), found.last_day()),
                (day(monday), day(sunday))
            );
        }
    }

    #[test]
    fn a_week_that_does_not_exist_is_none() {
        for text in [
            "2021-W53",
            "2020-W00",
            "2020-53",
            "W53",
            "",
            "99999-W01",
            "2020-Wx",
        ] {
            assert_eq!(Week::parse(text), None, "{text}");
        }
    }
}
