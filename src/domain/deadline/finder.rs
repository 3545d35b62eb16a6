//! Deadline phrases inside a sentence, with their places; years that are baselines, names or history are left out.

use std::ops::Range;

use chrono::Datelike;

use super::grammar::{ALONE, FORMS, Form, Stands};
use super::normal::Normal;
use super::reading::{Context, Reading};
use super::{Deadline, Frame};
use crate::text::pattern::Pattern;

/// A deadline phrase and the bytes of the sentence on which it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where the phrase stands.
    pub range: Range<usize>,
    /// What it means.
    pub deadline: Deadline,
}

/// Every deadline of a sentence.
pub fn find(sentence: &str, frame: &Frame) -> Vec<Found> {
    // Every form has one of these characters; most sentences have none, and are many.
    if !sentence.contains(['年', '月', '五', '内', '汛', '庆', '旦', '季', '半', '春'])
        && !sentence.contains("十一")
    {
        return Vec::new();
    }
    let normal = Normal::new(sentence);
    let forms = FORMS.iter().filter(|form| form.stands != Stands::Alone);
    let mut found = read_all(&normal, sentence, frame, forms, is_deadline);
    found.retain(|found| !is_history(&found.deadline, frame));
    found
}

/// Every deadline of a phrase that stands alone: nothing around it can make it anything else.
pub fn find_alone(phrase: &str, frame: &Frame) -> Vec<Found> {
    let normal = Normal::new(phrase);
    read_all(
        &normal,
        phrase,
        frame,
        FORMS.iter().chain(&ALONE),
        |_, _, _| true,
    )
}

type Judge = fn(&str, &Range<usize>, Stands) -> bool;

fn read_all<'f>(
    normal: &Normal,
    printed: &str,
    frame: &Frame,
    forms: impl Iterator<Item = &'f Form>,
    accepts: Judge,
) -> Vec<Found> {
    let has_year = ["19", "20"]
        .iter()
        .any(|digits| normal.text.contains(digits));
    let mut candidates = Vec::new();
    for form in forms.filter(|form| form.may_match(has_year)) {
        for captures in form.matches(&normal.text) {
            if let Some(whole) = captures.get(0).filter(|whole| !whole.is_empty()) {
                candidates.push((whole.range(), form, captures));
            }
        }
    }
    candidates.sort_by_key(|(range, ..)| (first_word(&normal.text, range), usize::MAX - range.end));
    let mut found: Vec<Found> = Vec::new();
    let mut reached = 0;
    let mut year = frame.year();
    for (range, form, captures) in candidates {
        if range.start < reached {
            continue;
        }
        let context = Context { frame, year };
        let Some(reading) = form.read(&captures, &context) else {
            // 2019年13月: a date that no calendar has does not fall back to its year.
            if captures.name("y").is_some() {
                reached = range.end;
            }
            continue;
        };
        reached = range.end;
        if !accepts(&normal.text, &range, form.stands) {
            continue;
        }
        year = reading.year.or(year);
        let place = normal.printed(&range);
        found.push(Found {
            deadline: deadline(reading, printed.get(place.clone()).unwrap_or_default()),
            range: place,
        });
    }
    found
}

/// The first byte after the white space that a pattern may begin with.
fn first_word(text: &str, range: &Range<usize>) -> usize {
    let matched = text.get(range.clone()).unwrap_or_default();
    range.start + (matched.len() - matched.trim_start().len())
}

fn deadline(reading: Reading, phrase: &str) -> Deadline {
    Deadline {
        phrase: phrase.trim().to_owned(),
        last_day: reading.last,
        start: reading.start,
        precision: reading.precision,
        inherited: false,
        confirm: reading.confirm,
    }
}

/// A day in a year before the plan was issued is a baseline or history, however it is printed.
fn is_history(deadline: &Deadline, frame: &Frame) -> bool {
    let Some(last) = deadline.last_day else {
        return false;
    };
    let first = match (frame.issued, frame.period_start) {
        (Some(issued), Some(start)) => Some(issued.year().min(start.year())),
        (issued, start) => issued.or(start).map(|day| day.year()),
    };
    first.is_some_and(|first| last.year() < first)
}

/// What stands further away than these bytes says nothing about a date.
const NEARBY: usize = 360;

/// Whether what stands around a match lets it be a deadline.
fn is_deadline(text: &str, range: &Range<usize>, stands: Stands) -> bool {
    /// 比2017年…, 由2015年的…, 较“十三五”末…: a baseline.
    static BASELINE: Pattern = Pattern::new(
        r"(?:[比较由]|相较于?|相比|对比|超过|高于|低于|等于|不低于|有效期限?)~[“\x22]?$",
    );
    /// Words behind a bare year that make it a name or a moment passed.
    static NAME: Pattern = Pattern::new(
        r"^~(?:[“\x22《]|的|以来|来|版|度|级|届|后|之后|以后|第|出生|基数|水平|同期|相比|起步|新农合|初(?:$|[，,至到—-]))",
    );
    /// A bare year in the name of a paper: 2023年培训计划.
    static PAPER: Pattern = Pattern::new(
        r"^[\p{Han}]{0,10}(?:计划|方案|要点|规划|报告|名单|目录|标准|年会)(?:$|[，,。的》）)精要])",
    );
    /// Years in the name of a paper: 2021—2022年某工作计划.
    static LONG_PAPER: Pattern = Pattern::new(
        r"^[\p{Han}]{2,20}(?:工作计划|行动计划|年计划|实施方案|工作方案|规划|纲要)(?:$|[报，,。》）)])",
    );
    /// “十四五”时期主要指标: the period in the name of a thing.
    static PERIOD_NAME: Pattern =
        Pattern::new(r"^[\p{Han}]{0,12}(?:指标|规划|目标|任务|纲要)(?:$|[的，,。；、结和体])");
    /// What must not stand before a month without a year.
    static OF_A_YEAR: Pattern = Pattern::new(r"(?:\d|[年每翌次上]|每年.{0,40})$");
    /// 每年…前: the rhythm owns the month.
    static YEARLY: Pattern = Pattern::new(r"每[年季半]");
    /// A place inside a title or a document number.
    static NAMED: Pattern = Pattern::new(r"《[^》]*$");

    let (before, after) = (
        text.get(text.floor_char_boundary(range.start.saturating_sub(NEARBY))..range.start)
            .unwrap_or_default(),
        text.get(range.end..text.floor_char_boundary(range.end + NEARBY))
            .unwrap_or_default(),
    );
    if NAMED.is_match(before) || BASELINE.is_match(before) {
        return false;
    }
    let matched = text.get(range.clone()).unwrap_or_default().trim_start();
    match stands {
        Stands::BareYear => {
            let introduced = matched.starts_with(['到', '至', '截']);
            let comes_from = before.ends_with(['从', '自', '与', '以']);
            !comes_from && !NAME.is_match(after) && (introduced || !PAPER.is_match(after))
        }
        Stands::BareMonth => {
            let bare = before.trim_end();
            !OF_A_YEAR.is_match(bare)
                && !bare.ends_with(['今', '本', '明', '近', '学', '周', '几', '多', '前'])
                && !YEARLY.is_match(bare)
        }
        Stands::Years => {
            let is_year = matched.ends_with(['年', '度']);
            let is_told = is_year && (before.ends_with(['是', '为']) || NAME.is_match(after));
            !is_told
                && !LONG_PAPER.is_match(after)
                && !PERIOD_NAME.is_match(after)
                && !after.starts_with('后')
        }
        Stands::Anywhere => !after.starts_with('后') && !is_yearly_range(before),
        Stands::Alone => false,
    }
}

/// 每三年内, 任期5年内: the years of a thing, not of the plan.
fn is_yearly_range(before: &str) -> bool {
    before.ends_with(['每', '近', '前', '第'])
        || before.ends_with("任期")
        || before.ends_with("连续")
}
