//! Whether a clause promises something that can be checked.

use super::clause::Clause;
use super::words::{
    ABSTRACT, ACTION, ADVERBS, BUILD, CONTEXT, EXHORTATION, HEDGE, OBJECT, ONGOING, PURE_CONTEXT,
    PURPOSE, RESULT, RESULT_PAIR, SOFT, UNIVERSAL,
};
use crate::breakdown::ledger::Reason;
use crate::domain::recurrence::Recurrence;
use crate::text::pattern::Pattern;

/// A clause with at least this weight is a promise.
const ENOUGH: i32 = 2;

/// How near the date is that governs a clause.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Date {
    /// There is none.
    #[default]
    None,
    /// It stands further up in the sentence.
    Governing,
    /// It stands right before the clause.
    Near,
}

/// What the sentence so far does to a clause.
#[derive(Clone, Copy, Debug, Default)]
pub struct Scope {
    /// The date that governs it.
    pub date: Date,
    /// Somebody is only encouraged.
    pub is_hedged: bool,
    /// It is not the first clause.
    pub is_later: bool,
}

/// What a clause is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It promises something.
    Promise,
    /// It does not.
    NoTask(Reason),
}

/// The words of a clause without its dates and leading adverbs.
pub fn bare<'t>(clause: &Clause<'t>) -> &'t str {
    let mut rest = clause.words;
    if let Some(found) = clause
        .deadlines
        .first()
        .filter(|found| found.range.start == 0)
    {
        rest = rest.get(found.range.end..).unwrap_or_default();
    }
    while let Some(adverb) = ADVERBS.find(rest) {
        rest = rest.get(adverb.end()..).unwrap_or_default();
    }
    rest.trim()
}

/// Whether only a date stands in the clause.
pub fn is_date_only(clause: &Clause) -> bool {
    static FILLER: Pattern =
        Pattern::new(r"^(?:力争|争取|确保|原则上|计划|预计|以上任务|要|应|和|、|\s)*$");
    if clause.deadlines.is_empty() {
        return false;
    }
    let mut rest = clause.words.to_owned();
    for found in clause.deadlines.iter().rev() {
        rest.replace_range(found.range.clone(), "");
    }
    FILLER.is_match(&rest)
}

/// Weighs a clause.
pub fn judge(clause: &Clause, scope: Scope) -> Verdict {
    let words = bare(clause);
    if words.is_empty() {
        return Verdict::NoTask(Reason::Context);
    }
    let is_dated = clause
        .deadlines
        .iter()
        .any(|found| found.deadline.last_day.is_some());
    if PURE_CONTEXT.is_match(words) && !is_dated {
        return Verdict::NoTask(Reason::Context);
    }
    if weight(clause, words, scope) >= ENOUGH {
        return Verdict::Promise;
    }
    Verdict::NoTask(reason(words, scope))
}

fn weight(clause: &Clause, words: &str, scope: Scope) -> i32 {
    static KEPT: Pattern = Pattern::new(r"(?:现有|已有|已建|原有|已)~\S{0,2}$");
    let is_exhortation = EXHORTATION.is_match(words) || ONGOING.is_match(words);
    let figures = || {
        clause.figures.iter().filter(|figure| {
            !KEPT.is_match(clause.words.get(..figure.range.start).unwrap_or_default())
        })
    };
    let mut sum = 0;
    if figures().any(|figure| figure.is_numeric) {
        sum += 3;
    } else if figures().next().is_some() {
        sum += if is_exhortation { 1 } else { 2 };
    }
    sum += match clause.rhythm {
        Some(Recurrence::Regular) => 2,
        Some(_) => 3,
        None => 0,
    };
    let has_date = clause
        .deadlines
        .iter()
        .any(|found| found.deadline.last_day.is_some() || found.deadline.confirm);
    let has_start = clause
        .deadlines
        .iter()
        .any(|found| found.deadline.is_start_only());
    sum += match scope.date {
        _ if has_date => 3,
        _ if has_start => 2,
        Date::Near => 2,
        Date::Governing => 1,
        Date::None => 0,
    };
    sum += verb_weight(words, is_exhortation);
    if UNIVERSAL.is_match(clause.words) {
        sum += 2;
    }
    if words.ends_with("目标") {
        sum -= 4;
    } else if ABSTRACT.is_match(words) && (scope.is_later || !words.starts_with("实现")) {
        sum -= 2;
    }
    if HEDGE.is_match(clause.words) || scope.is_hedged {
        sum -= 2;
    }
    if SOFT.is_match(clause.words) {
        sum -= 1;
    }
    if scope.is_later
        && (is_exhortation || !RESULT.is_match(words))
        && PURPOSE.is_match(words)
        && figures().next().is_none()
        && !has_date
    {
        sum -= 1;
    }
    sum
}

/// What verb and object weigh together.
fn verb_weight(words: &str, is_exhortation: bool) -> i32 {
    let object = i32::from(OBJECT.is_match(words));
    if is_exhortation {
        return -1;
    }
    if RESULT.is_match(words) || RESULT_PAIR.is_match(words) || BUILD.is_match(words) {
        2 + object
    } else if ACTION.is_match(words) {
        1 + object
    } else {
        0
    }
}

fn reason(words: &str, scope: Scope) -> Reason {
    if scope.is_later && PURPOSE.is_match(words) {
        Reason::Purpose
    } else if words.ends_with(['：', ':']) {
        Reason::Lead
    } else if CONTEXT.is_match(words) {
        Reason::Context
    } else if EXHORTATION.is_match(words) || HEDGE.is_match(words) {
        Reason::Exhortation
    } else {
        Reason::Unverifiable
    }
}

/// Whether a clause only encourages somebody, so that what follows without a subject is encouraged too.
pub fn opens_hedge(clause: &Clause) -> bool {
    static OPENS: Pattern = Pattern::new(r"^(?:鼓励|引导|倡导|提倡|允许|支持有条件|鼓励和引导)");
    OPENS.is_match(bare(clause))
}

/// Whether a clause begins with somebody or something of its own, so that an encouragement before it does not reach it.
pub fn has_own_subject(clause: &Clause) -> bool {
    static SUBJECT: Pattern = Pattern::new(
        r"^(?:各|全市|全县|全区|全省|市|县|区|所有|每|城区|学校|社区|医院|医疗机构|将|把|确保|力争)",
    );
    let opening = bare(clause);
    SUBJECT.is_match(opening) || SUBJECT.is_match(clause.words) || !clause.deadlines.is_empty()
}
