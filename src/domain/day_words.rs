//! Days as people type them, and how a day is told: one reading for forms, filters, the log and the command line.
//!
//! A phrase of the plans (到2020年底前) is read by [`Deadline`]; here stand the words that count from today.

use chrono::{Datelike, Months, NaiveDate};
use thiserror::Error;

use super::day::{Week, earlier, later, read_day, read_days};
use super::deadline::{Deadline, Frame, Precision};
use super::light::days_past;
use super::own_way::OwnWay;
use super::term::{Pace, Term};
use crate::text::clean::half_width;
use crate::text::numeral;
use crate::text::width::cut;

/// How many columns of what was typed are told again where it can't be read.
const TOLD: usize = 30;

/// Why what was typed is no day.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DayFault {
    /// The month has no such day.
    #[error("{year}年{month}月没有{day}日。")]
    NoSuchDay {
        /// The year.
        year: u16,
        /// The month.
        month: u16,
        /// The day that it does not have.
        day: u16,
    },
    /// The year has no such month.
    #[error("一年没有{month}月。")]
    NoSuchMonth {
        /// The month that it does not have.
        month: u16,
    },
    /// It means several days, where one is asked for.
    #[error("「{typed}」不是一天。")]
    Several {
        /// What was typed.
        typed: String,
    },
    /// It is read as nothing.
    #[error("看不懂日期「{typed}」。")]
    Unread {
        /// What was typed.
        typed: String,
    },
}

impl DayFault {
    /// What to do: one sentence.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NoSuchDay { .. } | Self::NoSuchMonth { .. } => "请查一下日历。",
            Self::Several { .. } => "请写到日，例如 2020-12-31、今天。",
            Self::Unread { .. } => "例如 2020年底、2020-06-30、本月底、下周五、+14天。",
        }
    }
}

/// The days that somebody means: a day, a month, a year, a range, a phrase of the plans, or words such as 本周 and +14天.
///
/// # Errors
/// It is read as nothing, or as a day that the calendar does not have.
pub fn read_span(typed: &str, today: NaiveDate) -> Result<(NaiveDate, NaiveDate), DayFault> {
    let typed = typed.trim();
    let phrase = || {
        let last = Deadline::parse(typed, &from_today(today))?.last_day?;
        Some((last, last))
    };
    check_calendar(typed)?;
    read_days(typed)
        .or_else(|| around(typed, today))
        .or_else(phrase)
        .ok_or_else(|| DayFault::Unread {
            typed: cut(typed, TOLD),
        })
}

/// The one day that somebody means.
///
/// # Errors
/// It is no day, or more than one.
pub fn read_one(typed: &str, today: NaiveDate) -> Result<NaiveDate, DayFault> {
    let (first, last) = read_span(typed, today)?;
    if first == last {
        Ok(first)
    } else {
        Err(DayFault::Several {
            typed: cut(typed.trim(), TOLD),
        })
    }
}

/// The deadline that somebody means: a phrase of the plans, read against the frame, else what [`read_span`] reads, of
/// which the last day counts.
///
/// # Errors
/// It is read as nothing, or as a day that the calendar does not have.
pub fn read_deadline(typed: &str, frame: &Frame, today: NaiveDate) -> Result<Deadline, DayFault> {
    let typed = typed.trim();
    check_calendar(typed)?;
    if let Some(deadline) = Deadline::parse(typed, frame) {
        return Ok(deadline);
    }
    let (first, last) = read_span(typed, today)?;
    Ok(Deadline {
        phrase: typed.to_owned(),
        last_day: Some(last),
        precision: if first == last {
            Precision::Day
        } else {
            Precision::Period
        },
        ..Deadline::default()
    })
}

/// The frame of what is typed today: 今年 and 年底 are of this year.
pub fn from_today(today: NaiveDate) -> Frame {
    Frame {
        issued: Some(today),
        ..Frame::default()
    }
}

/// A day as a form tells it: `2020年12月31日 星期四，还有 25 天`.
pub fn told(day: NaiveDate, today: NaiveDate) -> String {
    let weekday = ["一", "二", "三", "四", "五", "六", "日"]
        .get(day.weekday().num_days_from_monday() as usize)
        .copied()
        .unwrap_or_default();
    let distance = match days_past(day, today) {
        0 => "就是今天".to_owned(),
        past if past > 0 => format!("已过 {past} 天"),
        left => format!("还有 {} 天", left.unsigned_abs()),
    };
    format!(
        "{}年{}月{}日 星期{weekday}，{distance}",
        day.year(),
        day.month(),
        day.day()
    )
}

/// The same day of a month further on or back; where that month is shorter, its last day.
pub fn month_on(day: NaiveDate, months: i32) -> NaiveDate {
    let count = Months::new(months.unsigned_abs());
    let moved = if months < 0 {
        day.checked_sub_months(count)
    } else {
        day.checked_add_months(count)
    };
    moved.unwrap_or(day)
}

/// Refuses a day or month that the calendar does not have, where one is written in figures.
fn check_calendar(typed: &str) -> Result<(), DayFault> {
    let plain: String = typed.chars().map(half_width).collect();
    let is_mark = |it: char| matches!(it, '年' | '月' | '日' | '号' | '-' | '/' | '.');
    let is_dated = plain.chars().all(|it| it.is_ascii_digit() || is_mark(it));
    let figures: Vec<u16> = plain
        .split(is_mark)
        .filter(|it| !it.is_empty())
        .map_while(|it| it.parse().ok())
        .collect();
    let (year, month, day) = match figures.as_slice() {
        [year, month] => (*year, *month, None),
        [year, month, day] => (*year, *month, Some(*day)),
        _ => return Ok(()),
    };
    if !is_dated || !(1000..=9999).contains(&year) {
        return Ok(());
    }
    if !(1..=12).contains(&month) {
        return Err(DayFault::NoSuchMonth { month });
    }
    match day {
        Some(day) if NaiveDate::from_ymd_opt(year.into(), month.into(), day.into()).is_none() => {
            Err(DayFault::NoSuchDay { year, month, day })
        }
        _ => Ok(()),
    }
}

/// The days of a word that counts from today.
fn around(typed: &str, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let year = |more: i32| read_days(&format!("{:04}", today.year() + more));
    match typed {
        "今天" | "今日" | "当天" => return Some((today, today)),
        "昨天" => return one(today.pred_opt()),
        "明天" => return one(today.succ_opt()),
        "后天" => return one(Some(later(today, 2))),
        "今年" | "本年" => return year(0),
        "明年" => return year(1),
        "去年" => return year(-1),
        _ => {}
    }
    on(typed, today)
        .or_else(|| end_of(typed, today))
        .or_else(|| weekday(typed, today))
        .or_else(|| term(typed, today))
        .or_else(|| bare(typed, today))
}

fn one(day: Option<NaiveDate>) -> Option<(NaiveDate, NaiveDate)> {
    day.map(|it| (it, it))
}

/// +14, +14天, 14天后, 两周后, 3个月后.
fn on(typed: &str, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let counted = match typed.strip_prefix(['+', '＋']) {
        Some(rest) => rest,
        None => typed
            .strip_suffix("之后")
            .or_else(|| typed.strip_suffix('后'))?,
    };
    let counted = counted.trim();
    let is_figure = |it: char| numeral::digit(it).is_some() || it == '十' || it == '百';
    let unit = counted.trim_start_matches(is_figure);
    let count = numeral::parse(counted.strip_suffix(unit)?)?.min(10_000);
    one(Some(match unit.trim() {
        "" | "天" | "日" => later(today, count.into()),
        "周" | "个星期" | "星期" | "个礼拜" => later(today, u64::from(count) * 7),
        "个月" | "月" => month_on(today, i32::try_from(count).ok()?),
        "年" => month_on(today, i32::try_from(count * 12).ok()?),
        _ => return None,
    }))
}

/// 月底, 本月底, 下月末, 季度末, 年底.
fn end_of(typed: &str, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let named = typed.strip_suffix("前").unwrap_or(typed);
    let named = named.strip_suffix(['底', '末'])?;
    let (_, last) = match named {
        "周" | "月" | "季度" => term(&format!("本{named}"), today)?,
        "年" | "今年" | "本年" => read_days(&format!("{:04}", today.year()))?,
        "明年" => read_days(&format!("{:04}", today.year() + 1))?,
        named => term(named, today)?,
    };
    one(Some(last))
}

/// 周五, 本周五, 下周一, 上周日.
fn weekday(typed: &str, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let plain = typed.replace("星期", "周").replace("这周", "本周");
    let (which, day) = plain.split_once('周')?;
    let place = ["一", "二", "三", "四", "五", "六", "日"];
    let day = if day == "天" { "日" } else { day };
    let day = place.iter().position(|it| *it == day)?;
    let week = match which {
        "" | "本" => today,
        "下" => later(today, 7),
        "上" => today.checked_sub_days(chrono::Days::new(7))?,
        _ => return None,
    };
    one(Some(later(
        Week::of(week).first_day(),
        u64::try_from(day).ok()?,
    )))
}

/// 本周, 上月, 下季度.
fn term(typed: &str, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let (which, pace) = [
        ("周", Pace::Week),
        ("月", Pace::Month),
        ("季度", Pace::Quarter),
    ]
    .into_iter()
    .find_map(|(word, pace)| Some((typed.strip_suffix(word)?, pace)))?;
    let which = which.strip_suffix('个').unwrap_or(which);
    if pace == Pace::Week {
        // Weeks begin on the day that whoever types has chosen.
        let way = OwnWay::now();
        let this = way.week_of(today);
        return Some(match which {
            "本" | "这" => this,
            "上" => way.week_of(earlier(this.0, 1)),
            "下" => way.week_of(later(this.1, 1)),
            _ => return None,
        });
    }
    let term = Term::of(pace, today);
    let term = match which {
        "本" | "这" => term,
        "上" => term.previous(),
        "下" => term.next(),
        _ => return None,
    };
    Some((term.first_day(), term.last_day()))
}

/// 6月30日, 6-30, 6月: of this year.
fn bare(typed: &str, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let plain: String = typed.chars().map(half_width).collect();
    let (month, _) = plain.split_once(['月', '-', '/', '.'])?;
    let is_month = (1..=2).contains(&month.len()) && month.bytes().all(|it| it.is_ascii_digit());
    if !is_month {
        return None;
    }
    let whole = format!("{:04}-{plain}", today.year());
    read_day(&whole)
        .map(|it| (it, it))
        .or_else(|| read_days(&whole))
}

#[cfg(test)]
mod tests {
    use super::super::day::parse_day;
    use super::*;

    fn day(text: &str) -> NaiveDate {
        parse_day(text).unwrap()
    }

    /// A Tuesday.
    fn today() -> NaiveDate {
        day("2021-01-05")
    }

    #[test]
    fn days_are_read_as_people_write_them() {
        for (typed, first, last) in [
            ("2020年底", "2020-12-31", "2020-12-31"),
            ("2021年6月底前", "2021-06-30", "2021-06-30"),
            ("2020-06-30", "2020-06-30", "2020-06-30"),
            ("２０２０／６／３０", "2020-06-30", "2020-06-30"),
            ("2020-06", "2020-06-01", "2020-06-30"),
            ("2020", "2020-01-01", "2020-12-31"),
            ("今天", "2021-01-05", "2021-01-05"),
            ("明天", "2021-01-06", "2021-01-06"),
            ("本周", "2021-01-04", "2021-01-10"),
            ("周五", "2021-01-08", "2021-01-08"),
            ("下周五", "2021-01-15", "2021-01-15"),
            ("上星期天", "2021-01-03", "2021-01-03"),
            ("下月", "2021-02-01", "2021-02-28"),
            ("月底", "2021-01-31", "2021-01-31"),
            ("下个月底", "2021-02-28", "2021-02-28"),
            ("本季度末", "2021-03-31", "2021-03-31"),
            ("年底", "2021-12-31", "2021-12-31"),
            ("年底前", "2021-12-31", "2021-12-31"),
            ("明年", "2022-01-01", "2022-12-31"),
            ("+14", "2021-01-19", "2021-01-19"),
            ("+14天", "2021-01-19", "2021-01-19"),
            ("两周后", "2021-01-19", "2021-01-19"),
            ("三个月后", "2021-04-05", "2021-04-05"),
            ("十五天之后", "2021-01-20", "2021-01-20"),
            ("6月30日", "2021-06-30", "2021-06-30"),
            ("6-30", "2021-06-30", "2021-06-30"),
            ("6月", "2021-06-01", "2021-06-30"),
            ("6月底", "2021-06-30", "2021-06-30"),
            ("“十四五”末", "2025-12-31", "2025-12-31"),
        ] {
            assert_eq!(
                read_span(typed, today()),
                Ok((day(first), day(last))),
                "{typed}"
            );
        }
    }

    #[test]
    fn a_deadline_ends_on_the_day_that_a_filter_finds() {
        let frame = from_today(today());
        for typed in [
            "2020年底",
            "2020-06-30",
            "2020-06",
            "2020",
            "2020年",
            "2020年6月",
            "本周",
            "下周五",
            "月底",
            "年底",
            "+14天",
            "6月30日",
            "6月底",
            "今年",
            "明年",
            "今年底",
            "明年6月底前",
        ] {
            let last = read_span(typed, today()).map(|it| it.1);
            let deadline = read_deadline(typed, &frame, today());
            assert_eq!(deadline.map(|it| it.last_day), last.map(Some), "{typed}");
        }
    }

    #[test]
    fn what_is_no_day_is_told_in_a_sentence() {
        for (typed, told) in [
            ("2021-02-30", "2021年2月没有30日。"),
            ("2021年13月", "一年没有13月。"),
            ("尽快", "看不懂日期「尽快」。"),
        ] {
            assert_eq!(
                read_span(typed, today()).map_err(|it| it.to_string()),
                Err(told.to_owned())
            );
            assert!(read_deadline(typed, &Frame::default(), today()).is_err());
        }
        for typed in [
            "",
            "+",
            "-",
            "+99999999999",
            "年",
            "13月",
            "2月30日",
            "99周后周",
            "0000-00-00",
            "周",
        ] {
            assert!(read_span(typed, today()).is_err(), "{typed}");
        }
        let several = read_one("2020年6月", today()).unwrap_err().to_string();
        assert_eq!(several, "「2020年6月」不是一天。");
    }

    #[test]
    fn a_day_is_told_with_how_far_it_is() {
        for (text, words) in [
            ("2020-12-31", "2020年12月31日 星期四，已过 5 天"),
            ("2021-01-05", "2021年1月5日 星期二，就是今天"),
            ("2021-01-10", "2021年1月10日 星期日，还有 5 天"),
        ] {
            assert_eq!(told(day(text), today()), words);
        }
    }

    #[test]
    fn a_month_on_ends_where_the_month_ends() {
        for (from, months, to) in [
            ("2021-01-31", 1, "2021-02-28"),
            ("2020-03-31", -1, "2020-02-29"),
            ("2021-12-15", 1, "2022-01-15"),
        ] {
            assert_eq!(month_on(day(from), months), day(to));
        }
    }
}
