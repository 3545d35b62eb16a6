//! Whether a clause promises something that can be checked.
//!
//! A clause is weighed: verb and object together by one table, then what else it prints (figure, date, rhythm, everyone), then
//! where it stands in the sentence. From [`ENOUGH`] on it is a promise.

use super::clause::Clause;
use super::lexicon::{Act, Kind};
use super::phrase::Opening;
use super::weight::{ENOUGH, is_weak, names_works, verb_weight};
use super::words::{
    ADVISED, CONTEXT, GESTURE, LEADING, PURE_CONTEXT, PURPOSE, SOFT, UNIVERSAL, VAGUE,
};
use crate::breakdown::figure;
use crate::breakdown::ledger::Reason;
use crate::text::pattern::Pattern;

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

/// Where a clause stands in its sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// First.
    #[default]
    First,
    /// First, and what can be checked comes behind it: it may only name what the sentence is about.
    Topic,
    /// Behind another clause.
    Later,
    /// Behind a promise.
    BehindPromise,
}

impl Place {
    /// Whether another clause stands before it.
    fn is_later(self) -> bool {
        matches!(self, Self::Later | Self::BehindPromise)
    }
}

/// What the sentence around it does to a clause.
#[derive(Clone, Copy, Debug, Default)]
pub struct Scope {
    /// The date that governs it.
    pub date: Date,
    /// Somebody is only encouraged.
    pub is_hedged: bool,
    /// Where it stands.
    pub place: Place,
}

/// What a clause is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It promises something.
    Promise,
    /// It does not.
    NoTask(Reason),
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
    let words = clause.phrase.bare;
    if words.is_empty() {
        return Verdict::NoTask(Reason::Context);
    }
    let is_dated = clause
        .deadlines
        .iter()
        .any(|found| found.deadline.last_day.is_some());
    if is_pure_context(clause, words) && !is_dated {
        return Verdict::NoTask(Reason::Context);
    }
    if weight(clause, scope) >= ENOUGH {
        return Verdict::Promise;
    }
    Verdict::NoTask(reason(clause, words, scope))
}

/// Whether a clause only leads up to another.
fn is_pure_context(clause: &Clause, words: &str) -> bool {
    // Every form begins with one of these words, or has one of those.
    let may = words.starts_with([
        '在', '按', '根', '依', '遵', '对', '参', '以', '通', '采', '利', '借', '围', '针', '基',
        '坚', '落', '为', '向', '与',
    ]) || ["原则", "根据", "按照", "依据", "结合"]
        .iter()
        .any(|word| words.contains(word));
    if !may {
        return false;
    }
    let acts = clause.phrase.opening == Opening::Preposition
        && clause.phrase.verb.is_some()
        && clause.weight.own >= ENOUGH;
    let prints = clause.weight.printed > 1;
    LEADING.is_match(words) || !acts && !prints && PURE_CONTEXT.is_match(words)
}

/// Whether the words say how much, or that it is everyone.
pub fn is_measurable(words: &str, shares_figure: bool) -> bool {
    let figures = figure::find(words);
    shares_figure || figures.iter().any(|it| it.is_numeric) || UNIVERSAL.is_match(words)
}

fn weight(clause: &Clause, scope: Scope) -> i32 {
    let words = clause.phrase.bare;
    let mut sum = clause.weight.own + date_weight(clause, scope.date);
    if words.ends_with("目标") && clause.weight.printed < 3 {
        sum -= 6;
    }
    let is_wish = !matches!(
        clause.phrase.kind,
        Kind::Thing | Kind::Works | Kind::Paper | Kind::Size
    );
    let is_built = clause.phrase.verb.is_some_and(|verb| verb.word == "建成");
    if is_wish && !is_built && VAGUE.is_match(clause.phrase.object) && clause.weight.printed < 2 {
        sum -= 2;
    }
    if scope.is_hedged || clause.weight.is_hedged {
        sum -= 3;
    }
    if ADVISED.is_match(words) {
        sum -= 2;
    }
    // 每年一次义诊，两次讲座: a further item of what is promised.
    let begins_with_figure = clause.figures.first().is_some_and(|it| it.range.start == 0);
    if scope.place == Place::BehindPromise && begins_with_figure {
        sum += 2;
    }
    if SOFT.is_match(clause.words) {
        sum -= 1;
    }
    if GESTURE.is_match(clause.words) {
        sum -= 2;
    }
    let may_be_topic = is_weak(clause.phrase.act())
        && clause.phrase.verb.is_some_and(|verb| verb.act != Act::Keep);
    let is_told = clause.phrase.opening == Opening::Subject;
    if scope.place == Place::Topic
        && !is_told
        && may_be_topic
        && !names_works(&clause.phrase)
        && clause.weight.printed < 2
    {
        sum -= 2;
    }
    sum
}

fn date_weight(clause: &Clause, date: Date) -> i32 {
    let deadlines = || clause.deadlines.iter().map(|found| &found.deadline);
    if deadlines().any(|it| it.last_day.is_some() || it.confirm) {
        return 4;
    }
    if deadlines().any(|it| it.is_start_only()) {
        return 2;
    }
    match date {
        Date::Near => 4,
        Date::Governing => 2,
        Date::None => 0,
    }
}

fn reason(clause: &Clause, words: &str, scope: Scope) -> Reason {
    let is_exhortation = matches!(
        clause.phrase.act(),
        Some(
            Act::Exhort
                | Act::Hold
                | Act::Push
                | Act::Raise
                | Act::Spread
                | Act::Grow
                | Act::Improve
        )
    );
    let asks_little = verb_weight(&clause.phrase) < 3;
    if scope.place.is_later() && asks_little && PURPOSE.is_match(words) {
        Reason::Purpose
    } else if words.ends_with(['：', ':']) {
        Reason::Lead
    } else if CONTEXT.is_match(words) && clause.phrase.opening == Opening::Preposition {
        Reason::Context
    } else if is_exhortation || clause.weight.is_hedged {
        Reason::Exhortation
    } else if CONTEXT.is_match(words) {
        Reason::Context
    } else {
        Reason::Unverifiable
    }
}

/// Whether a clause only encourages somebody, so that what follows without a subject is encouraged too.
pub fn opens_hedge(clause: &Clause) -> bool {
    static OPENS: Pattern = Pattern::new(r"^(?:鼓励|允许|支持有条件|鼓励和引导)");
    OPENS.is_match(clause.phrase.bare)
}

/// Whether a clause begins with somebody or something of its own, so that an encouragement before it does not reach it.
pub fn has_own_subject(clause: &Clause) -> bool {
    static SUBJECT: Pattern = Pattern::new(
        r"^(?:各|全市|全县|全区|全省|市|县|区|所有|每|城区|学校|社区|医院|医疗机构|将|把|确保|力争|加快|加强|全面|大力|推进|推动|完善|健全)",
    );
    let opening = clause.phrase.bare;
    SUBJECT.is_match(opening) || SUBJECT.is_match(clause.words) || !clause.deadlines.is_empty()
}
