//! What each printed form of a deadline means: one function a form.

use chrono::{Datelike, NaiveDate};
use regex::Captures;

use super::{Frame, Precision, span};

/// What a phrase means before it becomes a [`super::Deadline`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The last day, if the phrase names one.
    pub last: Option<NaiveDate>,
    /// The first day, if the phrase names one.
    pub start: Option<NaiveDate>,
    /// How exactly it speaks.
    pub precision: Precision,
    /// It can be read in two ways.
    pub confirm: bool,
    /// The year that a later bare month (12月底前) belongs to.
    pub year: Option<i32>,
}

/// What a row may ask besides its own words.
pub struct Context<'a> {
    /// The plan.
    pub frame: &'a Frame,
    /// The year a bare month belongs to: the one printed before it, else the plan's.
    pub year: Option<i32>,
}

fn number(captures: &Captures, name: &str) -> Option<u32> {
    captures.name(name)?.as_str().parse().ok()
}

fn year_of(captures: &Captures, name: &str) -> Option<i32> {
    captures.name(name)?.as_str().parse().ok()
}

fn has(captures: &Captures, name: &str) -> bool {
    captures.name(name).is_some()
}

/// A period that ends on `last`; 前 without 底 or 末 means the day before it begins, which many writers do not mean.
fn until(
    first: NaiveDate,
    last: NaiveDate,
    precision: Precision,
    strictly_before: bool,
) -> Option<Reading> {
    let last = if strictly_before {
        first.pred_opt()?
    } else {
        last
    };
    Some(Reading {
        last: Some(last),
        precision,
        confirm: strictly_before,
        ..Reading::default()
    })
}

/// 2019年1月1日至12月31日.
pub(super) fn day_range(captures: &Captures, _: &Context) -> Option<Reading> {
    let year = year_of(captures, "y")?;
    let last_year = year_of(captures, "y2").unwrap_or(year);
    Some(Reading {
        start: NaiveDate::from_ymd_opt(year, number(captures, "m")?, number(captures, "d")?),
        last: Some(NaiveDate::from_ymd_opt(
            last_year,
            number(captures, "m2")?,
            number(captures, "d2")?,
        )?),
        precision: Precision::Day,
        ..Reading::default()
    })
}

/// 2018年10月至2019年10月底.
pub(super) fn month_range(captures: &Captures, _: &Context) -> Option<Reading> {
    let year = year_of(captures, "y")?;
    let last_year = year_of(captures, "y2").unwrap_or(year);
    Some(Reading {
        start: span::month_first(year, number(captures, "m")?),
        last: Some(span::month_last(last_year, number(captures, "m2")?)?),
        precision: Precision::Month,
        year: Some(last_year),
        ..Reading::default()
    })
}

/// 2018—2020年.
pub(super) fn year_range(captures: &Captures, _: &Context) -> Option<Reading> {
    let (first, last) = (year_of(captures, "y")?, year_of(captures, "y2")?);
    (first <= last).then_some(())?;
    Some(Reading {
        start: span::year_first(first),
        last: span::year_last(last),
        precision: Precision::Period,
        ..Reading::default()
    })
}

/// 自2018年1月起.
pub(super) fn start(captures: &Captures, _: &Context) -> Option<Reading> {
    let (month, day) = (number(captures, "m"), number(captures, "d"));
    Some(Reading {
        start: Some(NaiveDate::from_ymd_opt(
            year_of(captures, "y")?,
            month.unwrap_or(1),
            day.unwrap_or(1),
        )?),
        precision: match (month, day) {
            (_, Some(_)) => Precision::Day,
            (Some(_), None) => Precision::Month,
            _ => Precision::Year,
        },
        ..Reading::default()
    })
}

/// 2012年起5年内.
pub(super) fn start_and_years(captures: &Captures, _: &Context) -> Option<Reading> {
    let first = year_of(captures, "y")?;
    let years = i32::try_from(number(captures, "n")?)
        .ok()
        .filter(|n| *n > 0)?;
    Some(Reading {
        start: span::year_first(first),
        last: span::year_last(first + years - 1),
        precision: Precision::Period,
        ..Reading::default()
    })
}

/// 2018年9月15日前: with a day, 前 means on or before.
pub(super) fn day(captures: &Captures, _: &Context) -> Option<Reading> {
    Some(Reading {
        last: Some(NaiveDate::from_ymd_opt(
            year_of(captures, "y")?,
            number(captures, "m")?,
            number(captures, "d").or_else(|| number(captures, "d2"))?,
        )?),
        precision: Precision::Day,
        year: year_of(captures, "y"),
        ..Reading::default()
    })
}

/// A month of a known year, with its third or its 前.
fn in_month(year: i32, month: u32, part: Option<&str>, before: bool) -> Option<Reading> {
    let (first, last) = (
        span::month_first(year, month)?,
        span::month_last(year, month)?,
    );
    let reading = match part {
        Some("上旬") => until(
            first,
            first.checked_add_days(chrono::Days::new(9))?,
            Precision::TenDays,
            false,
        ),
        Some("中旬") => until(
            first,
            first.checked_add_days(chrono::Days::new(19))?,
            Precision::TenDays,
            false,
        ),
        Some("下旬" | "中下旬") => until(first, last, Precision::TenDays, false),
        Some(_) => until(first, last, Precision::Month, false),
        None => until(first, last, Precision::Month, before),
    }?;
    Some(Reading {
        year: Some(year),
        ..reading
    })
}

/// 2018年9月底前, 2018年9月上旬.
pub(super) fn month(captures: &Captures, _: &Context) -> Option<Reading> {
    let part = captures.name("part").map(|part| part.as_str());
    in_month(
        year_of(captures, "y")?,
        number(captures, "m")?,
        part,
        has(captures, "before"),
    )
}

fn in_quarter(year: i32, quarter: u32, before: bool) -> Option<Reading> {
    let first = span::month_first(year, quarter * 3 - 2)?;
    let last = span::month_last(year, quarter * 3)?;
    until(first, last, Precision::Quarter, before)
}

/// 2019年三季度, 2019年前三季度.
pub(super) fn quarter(captures: &Captures, _: &Context) -> Option<Reading> {
    let digit = ["q", "q1", "q2"]
        .iter()
        .find_map(|name| captures.name(name))?;
    let quarter = crate::text::numeral::parse(digit.as_str()).filter(|q| *q > 0)?;
    in_quarter(
        year_of(captures, "y")?,
        quarter,
        has(captures, "before") && !has(captures, "part"),
    )
}

fn in_half(year: i32, half: &str, before: bool) -> Option<Reading> {
    let (first, last) = if half == "上" { (1, 6) } else { (7, 12) };
    until(
        span::month_first(year, first)?,
        span::month_last(year, last)?,
        Precision::HalfYear,
        before,
    )
}

/// 2019年上半年.
pub(super) fn half(captures: &Captures, _: &Context) -> Option<Reading> {
    let before = has(captures, "before") && !has(captures, "part");
    in_half(
        year_of(captures, "y")?,
        captures.name("half")?.as_str(),
        before,
    )
}

fn in_year(year: i32) -> Option<Reading> {
    Some(Reading {
        last: Some(span::year_last(year)?),
        precision: Precision::Year,
        year: Some(year),
        ..Reading::default()
    })
}

/// 到2020年, 2020年底前.
pub(super) fn year_end(captures: &Captures, _: &Context) -> Option<Reading> {
    in_year(year_of(captures, "y")?)
}

/// 2020年前: the last day of 2019, to be confirmed.
pub(super) fn year_before(captures: &Captures, _: &Context) -> Option<Reading> {
    let year = year_of(captures, "y")?;
    until(
        span::year_first(year)?,
        span::year_last(year)?,
        Precision::Year,
        true,
    )
}

/// “十四五”末, “十四五”期间.
pub(super) fn five_years(captures: &Captures, _: &Context) -> Option<Reading> {
    let ordinal = 10 + crate::text::numeral::parse(captures.name("n")?.as_str())?;
    let (first, last) = span::five_year_plan(ordinal)?;
    let part = captures.name("part").map(|part| part.as_str());
    let middle = part == Some("中期");
    Some(Reading {
        start: matches!(part, Some("期间" | "时期"))
            .then(|| span::year_first(first))
            .flatten(),
        last: span::year_last(if middle { first + 2 } else { last }),
        precision: Precision::Period,
        confirm: middle,
        ..Reading::default()
    })
}

/// A phrase that needs the issue date: where that is unknown, the day is open and must be confirmed.
pub(super) fn open() -> Reading {
    Reading {
        confirm: true,
        ..Reading::default()
    }
}

/// Without an issue date the plan's first year is the best guess, and only a guess.
fn guessed(reading: Reading, context: &Context) -> Reading {
    Reading {
        confirm: reading.confirm || context.frame.issued.is_none(),
        ..reading
    }
}

/// 今年底, 明年6月底前.
pub(super) fn relative(captures: &Captures, context: &Context) -> Option<Reading> {
    let Some(this_year) = context.frame.year() else {
        return Some(open());
    };
    let year = match captures.name("rel")?.as_str() {
        "明年" => this_year + 1,
        "后年" => this_year + 2,
        _ => this_year,
    };
    let before = has(captures, "before");
    let reading = if let Some(month) = number(captures, "m") {
        match number(captures, "d") {
            Some(day) => Reading {
                last: Some(NaiveDate::from_ymd_opt(year, month, day)?),
                precision: Precision::Day,
                ..Reading::default()
            },
            None => in_month(
                year,
                month,
                captures.name("part").map(|part| part.as_str()),
                before,
            )?,
        }
    } else if let Some(half) = captures.name("half") {
        in_half(year, half.as_str(), before)?
    } else if let Some(quarter) = number(captures, "q") {
        in_quarter(year, quarter, before)?
    } else {
        in_year(year)?
    };
    Some(guessed(reading, context))
}

/// 年内, 年底前.
pub(super) fn this_year_end(_: &Captures, context: &Context) -> Option<Reading> {
    context
        .year
        .map_or(Some(open()), |year| Some(guessed(in_year(year)?, context)))
}

/// 12月底前, in the year printed before it.
pub(super) fn bare_month(captures: &Captures, context: &Context) -> Option<Reading> {
    let Some(year) = context.year else {
        return Some(open());
    };
    let month = number(captures, "m")?;
    let reading = match number(captures, "d") {
        Some(day) => Reading {
            last: Some(NaiveDate::from_ymd_opt(year, month, day)?),
            precision: Precision::Day,
            ..Reading::default()
        },
        None => in_month(
            year,
            month,
            captures.name("part").map(|part| part.as_str()),
            has(captures, "before2"),
        )?,
    };
    Some(Reading {
        year: Some(year),
        ..reading
    })
}

/// 三年内 counts from the issue date; 用五年时间 ends with a calendar year; of 3—5年 the longer one counts.
pub(super) fn years_within(captures: &Captures, context: &Context) -> Option<Reading> {
    let tail = captures.name("tail")?.as_str();
    let inside = tail.ends_with('内');
    if !inside && !has(captures, "spend") && !has(captures, "next") {
        return None;
    }
    let fewest = number(captures, "n")?;
    let years = number(captures, "n2").unwrap_or(fewest);
    let (soft, years) = (
        has(captures, "n2"),
        i32::try_from(years).ok().filter(|n| (1..=30).contains(n))?,
    );
    let frame = context.frame;
    let last = match (frame.issued, frame.period_start) {
        (Some(issued), _) if inside => span::plus_months(issued, u32::try_from(years).ok()? * 12),
        (Some(issued), _) => span::year_last(issued.year() + years),
        (None, Some(first)) => {
            span::plus_months(first, u32::try_from(years).ok()? * 12)?.pred_opt()
        }
        (None, None) => None,
    };
    Some(Reading {
        last,
        precision: if inside {
            Precision::Day
        } else {
            Precision::Year
        },
        confirm: soft || frame.issued.is_none(),
        ..Reading::default()
    })
}

/// 印发之日起30日内.
pub(super) fn after_issue(captures: &Captures, context: &Context) -> Option<Reading> {
    let Some(issued) = context.frame.issued else {
        return Some(open());
    };
    if has(captures, "halfyear") {
        return Some(Reading {
            last: span::plus_months(issued, 6),
            precision: Precision::Day,
            ..Reading::default()
        });
    }
    let count = number(captures, "n")?;
    let unit = captures.name("unit")?.as_str();
    let last = match unit {
        "日" | "天" => span::plus_days(issued, count),
        "年" => span::plus_months(issued, count * 12),
        _ if unit.ends_with("工作日") => span::plus_working_days(issued, count),
        _ => span::plus_months(issued, count),
    };
    Some(Reading {
        last: Some(last?),
        precision: Precision::Day,
        confirm: unit.ends_with("工作日"),
        ..Reading::default()
    })
}

/// 2019年初: the first quarter, to be confirmed.
pub(super) fn year_start(captures: &Captures, _: &Context) -> Option<Reading> {
    let year = year_of(captures, "y")?;
    Some(Reading {
        start: span::year_first(year),
        last: Some(span::month_last(year, 3)?),
        precision: Precision::Quarter,
        confirm: true,
        year: Some(year),
    })
}

/// 2019年中, 年中完成: the end of June, to be confirmed.
pub(super) fn year_middle(captures: &Captures, context: &Context) -> Option<Reading> {
    let Some(year) = year_of(captures, "y").or(context.year) else {
        return Some(open());
    };
    let reading = in_half(year, "上", false)?;
    Some(Reading {
        confirm: true,
        year: Some(year),
        ..reading
    })
}

/// 第三季度完成, 上半年完成: in the year printed before it, else the plan's.
pub(super) fn bare_part(captures: &Captures, context: &Context) -> Option<Reading> {
    let Some(year) = context.year else {
        return Some(open());
    };
    let before = has(captures, "before");
    let reading = match captures.name("half") {
        Some(half) => in_half(year, half.as_str(), before)?,
        None => in_quarter(year, number(captures, "q")?, before)?,
    };
    Some(Reading {
        year: Some(year),
        ..guessed(reading, context)
    })
}

/// 本月底前: the month of the issue date.
pub(super) fn this_month(_: &Captures, context: &Context) -> Option<Reading> {
    let Some(issued) = context.frame.issued else {
        return Some(open());
    };
    in_month(issued.year(), issued.month(), None, false)
}

/// 汛期前, 国庆节前: the day before it begins. When the floods and 春节 begin differs from year to year.
pub(super) fn before_season(captures: &Captures, context: &Context) -> Option<Reading> {
    let Some(year) = year_of(captures, "y").or(context.year) else {
        return Some(open());
    };
    let (month, differs) = match captures.name("season")?.as_str() {
        "汛期" => (5, true),
        "五一" => (4, false),
        "国庆" | "十一" => (9, false),
        "元旦" if has(captures, "y") => {
            return until(
                span::year_first(year)?,
                span::year_last(year)?,
                Precision::Day,
                true,
            );
        }
        "元旦" => (12, false),
        _ => return Some(open()),
    };
    Some(Reading {
        last: Some(span::month_last(year, month)?),
        precision: Precision::Day,
        confirm: differs || context.frame.issued.is_none() && !has(captures, "y"),
        year: Some(year),
        ..Reading::default()
    })
}

/// 分三年完成: the last day of the third year, to be confirmed.
pub(super) fn in_years(captures: &Captures, context: &Context) -> Option<Reading> {
    let years = i32::try_from(number(captures, "n")?)
        .ok()
        .filter(|n| (2..=30).contains(n))?;
    let frame = context.frame;
    let first = frame.period_start.or(frame.issued).map(|day| day.year());
    Some(Reading {
        last: first.and_then(|first| span::year_last(first + years - 1)),
        precision: Precision::Period,
        confirm: true,
        ..Reading::default()
    })
}

/// 为期一年半: from the issue date, to be confirmed.
pub(super) fn lasting(captures: &Captures, context: &Context) -> Option<Reading> {
    let count = number(captures, "n")?;
    let unit = if captures.name("unit")?.as_str() == "年" {
        12
    } else {
        1
    };
    let months = count * unit + if has(captures, "half") { unit / 2 } else { 0 };
    let issued = context.frame.issued;
    Some(Reading {
        last: issued.and_then(|issued| span::plus_months(issued, months)),
        precision: Precision::Day,
        confirm: true,
        ..Reading::default()
    })
}
