//! Whether a clause promises something that can be checked.
//!
//! A clause is weighed: verb and object together by one table, then what else it prints (figure, date, rhythm, everyone), then
//! where it stands in the sentence. From [`ENOUGH`] on it is a promise.

use super::clause::Clause;
use super::lexicon::{Act, Kind};
use super::phrase::{self, Opening, Phrase};
use super::words::{
    ADVISED, CONTEXT, COVERED, GESTURE, HEDGE, LEADING, NAMED, PURE_CONTEXT, PURPOSE, SOFT,
    UNIVERSAL, VAGUE,
};
use crate::breakdown::figure;
use crate::breakdown::ledger::Reason;
use crate::text::pattern::Pattern;

/// A clause with at least this weight is a promise.
const ENOUGH: i32 = 4;

/// What verb and object weigh together: the objects in the order of [`Kind`].
///
/// What one can see or read afterwards weighs most. 健全 and 推进 leave something to see only with a thing that has a name;
/// 加强, 提高 and 坚持 leave nothing, and who is encouraged promises nothing.
#[rustfmt::skip]
const TABLE: &[(Act, [i32; 9])] = &[
    //             Thing Works Paper Doing Size System State Other None
    (Act::Found,   [5,    5,    5,    4,    4,   4,     1,    4,    4]),
    (Act::Form,    [3,    3,    2,    2,    2,   2,     0,    0,    0]),
    (Act::Issue,   [5,    4,    5,    4,    4,   4,     2,    4,    4]),
    (Act::Finish,  [5,    5,    4,    5,    4,   4,     2,    4,    4]),
    (Act::Run,     [4,    5,    4,    5,    4,   3,     2,    4,    0]),
    (Act::Admit,   [4,    4,    4,    4,    4,   4,     4,    4,    0]),
    (Act::Give,    [4,    4,    4,    4,    4,   3,     2,    4,    0]),
    (Act::Serve,   [4,    4,    3,    3,    4,   2,     0,    3,    0]),
    (Act::Forbid,  [4,    4,    4,    4,    4,   4,     3,    4,    0]),
    (Act::Settle,  [4,    3,    4,    3,    4,   3,     2,    4,    0]),
    (Act::Order,   [3,    3,    2,    2,    3,   1,     0,    1,    0]),
    (Act::Improve, [3,    3,    3,    2,    3,   2,     0,    1,    0]),
    (Act::Keep,    [3,    3,    3,    2,    4,   2,     0,    2,    0]),
    (Act::Push,    [3,    4,    3,    3,    3,   1,     0,    2,    0]),
    (Act::Tend,    [2,    3,    3,    4,    2,   1,     0,    2,    0]),
    (Act::Raise,   [1,    1,    1,    1,    3,   0,     0,    0,    0]),
    (Act::Spread,  [2,    2,    1,    2,    1,   0,     0,    0,    0]),
    (Act::Grow,    [2,    2,    1,    1,    1,   1,     0,    0,    0]),
    (Act::Hold,    [0,    1,    1,    1,    0,   0,     0,    0,    0]),
    (Act::Exhort,  [1,    2,    1,    1,    1,   0,     0,    0,    0]),
    (Act::Hedge,   [1,    1,    0,    0,    0,   0,     0,    0,    0]),
];

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

/// The words of a clause without its leading date.
pub fn undated<'t>(clause: &Clause<'t>) -> &'t str {
    let words = clause.words;
    let found = clause.deadlines.first().filter(|it| it.range.start == 0);
    let rest = found.and_then(|found| words.get(found.range.end..));
    rest.unwrap_or(words).trim_start_matches(['，', ',', ' '])
}

/// The words of a clause without its date and the adverbs behind it.
pub fn bare<'t>(clause: &Clause<'t>) -> &'t str {
    phrase::without_adverbs(undated(clause)).trim()
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
    let acts = clause.phrase.opening == Opening::Preposition
        && clause.phrase.verb.is_some()
        && own_weight(clause) >= ENOUGH;
    let prints = printed_weight(clause) > 1;
    LEADING.is_match(words) || PURE_CONTEXT.is_match(words) && !acts && !prints
}

/// Whether verb, object, figure or rhythm alone make the clause a promise, wherever it stands.
pub fn is_strong(clause: &Clause) -> bool {
    let is_hedged = clause.phrase.act() == Some(Act::Hedge) || HEDGE.is_match(clause.words);
    own_weight(clause) >= ENOUGH && !is_hedged
}

/// Whether the words say how much, or that it is everyone.
pub fn is_measurable(words: &str, shares_figure: bool) -> bool {
    let figures = figure::find(words);
    shares_figure || figures.iter().any(|it| it.is_numeric) || UNIVERSAL.is_match(words)
}

/// What a clause weighs by its own words.
fn own_weight(clause: &Clause) -> i32 {
    let phrase = &clause.phrase;
    verb_weight(phrase) + printed_weight(clause) + length_weight(clause)
}

fn weight(clause: &Clause, scope: Scope) -> i32 {
    let words = bare(clause);
    let mut sum = own_weight(clause) + date_weight(clause, scope.date);
    if words.ends_with("目标") {
        sum -= 6;
    }
    let is_wish = !matches!(
        clause.phrase.kind,
        Kind::Thing | Kind::Works | Kind::Paper | Kind::Size
    );
    let is_built = clause.phrase.verb.is_some_and(|verb| verb.word == "建成");
    if is_wish && !is_built && VAGUE.is_match(clause.phrase.object) && printed_weight(clause) < 2 {
        sum -= 2;
    }
    let is_hedged = scope.is_hedged || clause.phrase.act() == Some(Act::Hedge);
    if is_hedged || HEDGE.is_match(clause.words) {
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
        && printed_weight(clause) < 2
    {
        sum -= 2;
    }
    sum
}

/// A verb whose clause may only name what the sentence is about, or what it is for.
fn is_weak(act: Option<Act>) -> bool {
    !matches!(
        act,
        Some(
            Act::Found
                | Act::Issue
                | Act::Finish
                | Act::Run
                | Act::Admit
                | Act::Give
                | Act::Serve
                | Act::Forbid
                | Act::Settle
        )
    )
}

/// 推进某中心建设: something that is being built.
fn names_works(phrase: &Phrase) -> bool {
    phrase.kind == Kind::Works && phrase.act() == Some(Act::Push)
}

/// What verb and object weigh together.
fn verb_weight(phrase: &Phrase) -> i32 {
    let row = TABLE.iter().find(|row| Some(row.0) == phrase.act());
    row.map_or(0, |row| {
        // 完成 ends whatever it has for an object.
        let completes = phrase.verb.is_some_and(|verb| verb.word == "完成");
        row.1[match phrase.kind {
            Kind::State if completes => 7,
            Kind::Thing => 0,
            Kind::Works => 1,
            Kind::Paper => 2,
            Kind::Doing => 3,
            Kind::Size => 4,
            Kind::System => 5,
            Kind::State => 6,
            Kind::Other => 7,
            Kind::None => 8,
        }]
    })
}

/// What figures, rhythm and words for everyone weigh.
fn printed_weight(clause: &Clause) -> i32 {
    /// 落实…制度: whether it is kept can be seen.
    static RULE: Pattern = Pattern::new("(?:制度|责任制|准则|协议|待遇|补助|补贴)$");
    static KEPT: Pattern = Pattern::new(r"(?:现有|已有|已建|原有|已)~\S{0,2}$");
    let figures = || {
        clause.figures.iter().filter(|figure| {
            !KEPT.is_match(clause.words.get(..figure.range.start).unwrap_or_default())
        })
    };
    let mut sum = 0;
    if figures().any(|figure| figure.is_numeric) {
        sum += 4;
    } else if figures().next().is_some() {
        sum += if is_weak(clause.phrase.act()) { 2 } else { 3 };
    }
    sum += match clause.rhythm {
        Some(_) => 4,
        None => 0,
    };
    if UNIVERSAL.is_match(clause.words) {
        sum += if COVERED.is_match(clause.words) { 4 } else { 3 };
    }
    let is_named = NAMED.is_match(clause.words) && !is_weak(clause.phrase.act());
    let keeps_rule = clause.phrase.act() == Some(Act::Keep) && RULE.is_match(clause.phrase.object);
    if is_named || keeps_rule {
        sum += 1;
    }
    sum
}

/// A name at length says what; a word or two says nothing.
fn length_weight(clause: &Clause) -> i32 {
    let is_weak = is_weak(clause.phrase.act());
    let prints = printed_weight(clause) >= 3;
    let keeps = matches!(clause.phrase.act(), Some(Act::Keep | Act::Tend));
    match bare(clause).chars().count() {
        0..=5 if !prints => -1,
        6 if !prints && clause.phrase.act() == Some(Act::Run) => -1,
        6..=9 if !prints && is_weak && !names_works(&clause.phrase) && !keeps => -1,
        15.. if matches!(
            clause.phrase.act(),
            Some(Act::Improve | Act::Keep | Act::Tend)
        ) =>
        {
            1
        }
        18.. if !is_weak => 1,
        _ => 0,
    }
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
    } else if is_exhortation || HEDGE.is_match(words) {
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
