//! The printed forms of a deadline, one row each: what it looks like, and what day it means.
//!
//! `~` in a pattern is any white space (PDF texts print `2028 年`). The order of the rows is of no importance:
//! of two readings that overlap the finder takes the one that begins first, and of those the longest.

use chrono::NaiveDate;
use regex::Captures;

use super::{Frame, Precision, span};
use crate::text::pattern::Pattern;

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

/// How sure a form is to be a deadline when it is met inside a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// Wherever it stands.
    Anywhere,
    /// A year with nothing behind it: what stands around it decides.
    BareYear,
    /// No year of its own: only where no 年 and no 每 stands before it.
    BareMonth,
    /// Only as a whole phrase, in a cell or as typed.
    Alone,
}

/// One printed form.
pub struct Form {
    pattern: Pattern,
    /// Where it may stand.
    pub stands: Stands,
    read: fn(&Captures, &Context) -> Option<Reading>,
}

impl Form {
    const fn new(
        stands: Stands,
        source: &'static str,
        read: fn(&Captures, &Context) -> Option<Reading>,
    ) -> Self {
        Self {
            pattern: Pattern::new(source),
            stands,
            read,
        }
    }

    /// Every place of a normalised sentence where the form matches.
    pub fn matches<'r, 't>(
        &'r self,
        text: &'t str,
    ) -> impl Iterator<Item = Captures<'t>> + use<'r, 't> {
        self.pattern.captures_iter(text)
    }

    /// What the match means.
    pub fn read(&self, captures: &Captures, context: &Context) -> Option<Reading> {
        (self.read)(captures, context)
    }
}

/// 到, 至, 于, 在, 截至: printed with the date, part of the phrase.
macro_rules! by {
    ($tail:literal) => {
        concat!(r"(?:截至|截止到|截止|至迟|最迟|到|至|于|在)?~", $tail)
    };
}

/// Every printed form.
pub static FORMS: [Form; 21] = [
    Form::new(
        Stands::Anywhere,
        r"(?:从|自|于|在)?~(?P<y>(?:19|20)\d\d)~年~(?P<m>\d{1,2})~月~(?P<d>\d{1,2})~日~[至到—–－~～-]+~(?:(?P<y2>(?:19|20)\d\d)~年~)?(?P<m2>\d{1,2})~月~(?P<d2>\d{1,2})~日(?:~之?前|~止)?",
        day_range,
    ),
    Form::new(
        Stands::Anywhere,
        r"(?:从|自|于|在)?~(?P<y>(?:19|20)\d\d)~年~(?P<m>\d{1,2})~月?[份初底末]?~[至到—–－～-]+~(?:(?P<y2>(?:19|20)\d\d)~年~)?(?P<m2>\d{1,2})~月份?[底末]?(?:之?前)?",
        month_range,
    ),
    Form::new(
        Stands::Anywhere,
        r"(?P<y>(?:19|20)\d\d)~年?~[至到—–－～-]+~(?P<y2>(?:19|20)\d\d)~年(?:期间|[底末])?",
        year_range,
    ),
    Form::new(
        Stands::Anywhere,
        r"(?:自|从)?~(?P<y>(?:19|20)\d\d)~年(?:~(?P<m>\d{1,2})~月(?:~(?P<d>\d{1,2})~日)?)?(?:起|开始)",
        start,
    ),
    Form::new(
        Stands::Anywhere,
        r"(?:自|从)?~(?P<y>(?:19|20)\d\d)~年起~(?P<n>\d{1,2})~年(?:之|以)?内",
        start_and_years,
    ),
    Form::new(
        Stands::Anywhere,
        by!(r"(?P<y>(?:19|20)\d\d)~年~(?P<m>\d{1,2})~月~(?P<d>\d{1,2})~日(?:之前|以前|前|止)?"),
        day,
    ),
    Form::new(
        Stands::Anywhere,
        by!(
            r"(?P<y>(?:19|20)\d\d)~年~(?P<m>\d{1,2})~月份?~(?P<part>上旬|中下旬|中旬|下旬|底|末)?(?P<before>之前|以前|前)?"
        ),
        month,
    ),
    Form::new(
        Stands::Anywhere,
        by!(
            r"(?P<y>(?:19|20)\d\d)~年~(?:第~(?P<q>[1-4])|(?P<q1>[1-4])|第?(?P<q2>[一二三四]))~季度(?P<part>[底末内])?(?P<before>之前|以前|前)?"
        ),
        quarter,
    ),
    Form::new(
        Stands::Anywhere,
        by!(r"(?P<y>(?:19|20)\d\d)~年~(?:前(?P<q>[1-3])季度)"),
        quarter,
    ),
    Form::new(
        Stands::Anywhere,
        by!(
            r"(?P<y>(?:19|20)\d\d)~年~(?P<half>[上下])半年(?P<part>[底末内])?(?P<before>之前|以前|前)?"
        ),
        half,
    ),
    Form::new(
        Stands::Anywhere,
        by!(
            r"(?P<y>(?:19|20)\d\d)~年~(?P<part>年底|年末|年内|度内|度末|底|末|终|内|期间)(?:之前|以前|前)?"
        ),
        year_end,
    ),
    Form::new(
        Stands::Anywhere,
        by!(r"(?P<y>(?:19|20)\d\d)~年~(?:之前|以前|前)"),
        year_before,
    ),
    Form::new(Stands::BareYear, by!(r"(?P<y>(?:19|20)\d\d)~年"), year_end),
    Form::new(
        Stands::Anywhere,
        by!(
            r"[“”\x22「]?~十(?P<n>[一二三四五六七八九])五~[”“\x22」]?~(?:规划|计划)?(?P<part>末期|期末|末年|末|期间|时期|中期)(?:之前|以前|前)?"
        ),
        five_years,
    ),
    Form::new(
        Stands::Alone,
        by!(r"[“”\x22「]?~十(?P<n>[一二三四五六七八九])五~[”“\x22」]?"),
        five_years,
    ),
    Form::new(
        Stands::Anywhere,
        by!(
            r"(?P<rel>今年|本年|明年|后年)度?~(?:(?P<m>\d{1,2})~月份?(?:~(?P<d>\d{1,2})~日)?(?P<part>上旬|中下旬|中旬|下旬|底|末)?|(?P<half>[上下])半年|第?(?P<q>[1-4])季度|年?[底末内终])?(?P<before>之前|以前|前)?"
        ),
        relative,
    ),
    Form::new(
        Stands::BareMonth,
        by!(r"年~[底末内](?:之前|以前|前)?"),
        this_year_end,
    ),
    Form::new(
        Stands::BareMonth,
        by!(
            r"(?P<m>\d{1,2})~月份?(?:(?P<part>上旬|中下旬|中旬|下旬|底|末)(?P<before>之前|以前|前)?|(?P<before2>之前|以前|前)|(?P<done>~(?:完成|取得)))"
        ),
        bare_month,
    ),
    Form::new(
        Stands::BareMonth,
        by!(r"(?P<m>\d{1,2})~月~(?P<d>\d{1,2})~日(?:之前|以前|前)"),
        bare_month,
    ),
    Form::new(
        Stands::Anywhere,
        r"(?:(?P<spend>利用|通过|用)|在|争取|力争)?~(?:(?P<next>今后|未来)~)?(?P<n>\d{1,2})(?:~年?~[—–－～至到-]+~(?P<n2>\d{1,2}))?~年(?:左右)?(?:的)?(?P<tail>之内|以内|内|时间|努力|持续发展)",
        years_within,
    ),
    Form::new(
        Stands::Anywhere,
        r"(?:自|从|在|于)?~(?:本~(?:意见|通知|方案|文件|文|规划|计划|办法|措施|行动计划|实施方案)~)?(?:印发|发布|下发|出台|公布|发文)(?:之日起|之日后|之后|后|起)~(?:(?P<n>\d{1,3})~(?P<unit>个?工作日|个?月|日|天|年)|(?P<halfyear>半年))(?:之内|以内|内)",
        after_issue,
    ),
];

/// Forms that are met only where a phrase stands alone: a bare month in a cell, an ISO date as typed.
pub static ALONE: [Form; 3] = [
    Form::new(
        Stands::Alone,
        r"(?P<y>(?:19|20)\d\d)~[-/.]~(?P<m>\d{1,2})~[-/.]~(?P<d>\d{1,2})",
        day,
    ),
    Form::new(
        Stands::Alone,
        r"^(?P<m>\d{1,2})~月(?:~(?P<d>\d{1,2})~日)?(?P<part>上旬|中下旬|中旬|下旬|底|末)?",
        bare_month,
    ),
    Form::new(Stands::Alone, r"^(?P<y>(?:19|20)\d\d)$", year_end),
];

/// 长期坚持, 持续推进, 常态化: a duty without an end of its own.
pub fn is_ongoing(phrase: &str) -> bool {
    static ONGOING: Pattern = Pattern::new("长期|持续|常态|常年|按进度|滚动|动态");
    ONGOING.is_match(phrase)
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

fn day_range(captures: &Captures, _: &Context) -> Option<Reading> {
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

fn month_range(captures: &Captures, _: &Context) -> Option<Reading> {
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

fn year_range(captures: &Captures, _: &Context) -> Option<Reading> {
    let (first, last) = (year_of(captures, "y")?, year_of(captures, "y2")?);
    (first <= last).then_some(())?;
    Some(Reading {
        start: span::year_first(first),
        last: span::year_last(last),
        precision: Precision::Period,
        ..Reading::default()
    })
}

fn start(captures: &Captures, _: &Context) -> Option<Reading> {
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

fn start_and_years(captures: &Captures, _: &Context) -> Option<Reading> {
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

fn day(captures: &Captures, _: &Context) -> Option<Reading> {
    Some(Reading {
        last: Some(NaiveDate::from_ymd_opt(
            year_of(captures, "y")?,
            number(captures, "m")?,
            number(captures, "d")?,
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

fn month(captures: &Captures, _: &Context) -> Option<Reading> {
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

fn quarter(captures: &Captures, _: &Context) -> Option<Reading> {
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

fn half(captures: &Captures, _: &Context) -> Option<Reading> {
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

fn year_end(captures: &Captures, _: &Context) -> Option<Reading> {
    in_year(year_of(captures, "y")?)
}

fn year_before(captures: &Captures, _: &Context) -> Option<Reading> {
    let year = year_of(captures, "y")?;
    until(
        span::year_first(year)?,
        span::year_last(year)?,
        Precision::Year,
        true,
    )
}

fn five_years(captures: &Captures, _: &Context) -> Option<Reading> {
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
fn open() -> Reading {
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

fn relative(captures: &Captures, context: &Context) -> Option<Reading> {
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

fn this_year_end(_: &Captures, context: &Context) -> Option<Reading> {
    context
        .year
        .map_or(Some(open()), |year| Some(guessed(in_year(year)?, context)))
}

fn bare_month(captures: &Captures, context: &Context) -> Option<Reading> {
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
fn years_within(captures: &Captures, context: &Context) -> Option<Reading> {
    let tail = captures.name("tail")?.as_str();
    let inside = tail.ends_with('内');
    if !inside && !has(captures, "spend") && !has(captures, "next") {
        return None;
    }
    let least = number(captures, "n")?;
    let years = number(captures, "n2").unwrap_or(least);
    let (soft, years) = (
        has(captures, "n2"),
        i32::try_from(years).ok().filter(|n| (1..=30).contains(n))?,
    );
    let frame = context.frame;
    let last = match (frame.issued, frame.period_start) {
        (Some(issued), _) if inside => span::plus_months(issued, u32::try_from(years).ok()? * 12),
        (Some(issued), _) => span::year_last(chrono::Datelike::year(&issued) + years),
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

fn after_issue(captures: &Captures, context: &Context) -> Option<Reading> {
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
