//! What a clause weighs by its own words: verb and object together by one table, then what else it prints.

use super::lexicon::{Act, Kind};
use super::phrase::Phrase;
use super::words::{COVERED, HEDGE, NAMED, UNIVERSAL};
use crate::breakdown::figure::Figure;
use crate::text::pattern::Pattern;

/// A clause with at least this weight is a promise.
pub const ENOUGH: i32 = 4;

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
    (Act::Run,     [4,    5,    4,    5,    4,   3,     3,    4,    0]),
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

/// What a clause weighs by its own words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Weight {
    /// Verb, object, figures, rhythm and length together.
    pub own: i32,
    /// Figures, rhythm and words for everyone alone.
    pub printed: i32,
    /// Somebody is only encouraged.
    pub is_hedged: bool,
}

impl Weight {
    /// Weighs the words of a clause.
    pub fn of(words: &str, phrase: &Phrase, figures: &[Figure], has_rhythm: bool) -> Self {
        let printed = printed_weight(words, phrase, figures, has_rhythm);
        Self {
            own: verb_weight(phrase) + printed + length_weight(phrase, printed),
            printed,
            is_hedged: phrase.act() == Some(Act::Hedge) || HEDGE.is_match(words),
        }
    }

    /// Whether the words alone make a promise, wherever they stand.
    pub fn is_strong(self) -> bool {
        self.own >= ENOUGH && !self.is_hedged
    }
}

/// A verb whose clause may only name what the sentence is about, or what it is for.
pub fn is_weak(act: Option<Act>) -> bool {
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
pub fn names_works(phrase: &Phrase) -> bool {
    phrase.kind == Kind::Works && phrase.act() == Some(Act::Push)
}

/// What verb and object weigh together.
pub fn verb_weight(phrase: &Phrase) -> i32 {
    static GENERAL: Pattern = Pattern::new(
        "(?:设施|机构|队伍|城市|城镇|村镇|乡镇|学校|单位|企业|场所|人员)(?:的|标准化|规范化|、)*(?:建设|创建|改造|发展)",
    );
    let row = TABLE.iter().find(|row| Some(row.0) == phrase.act());
    row.map_or(0, |row| {
        // 推进某类设施建设: no one thing is built.
        let is_general = names_works(phrase) && GENERAL.is_match(phrase.object);
        // 对某病进行治疗: only a doing with a name can be checked.
        let proceeds = phrase.verb.is_some_and(|verb| verb.word == "进行");
        // 完成 ends whatever it has for an object.
        let completes = phrase.verb.is_some_and(|verb| verb.word == "完成");
        row.1[match phrase.kind {
            Kind::State if completes => 7,
            Kind::Other | Kind::State if proceeds => 8,
            Kind::Works if is_general => 7,
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
fn printed_weight(words: &str, phrase: &Phrase, figures: &[Figure], has_rhythm: bool) -> i32 {
    /// 落实…制度: whether it is kept can be seen.
    static RULE: Pattern = Pattern::new("(?:制度|制|准则|协议|待遇|补助|补贴)$");
    /// 提高…待遇: who gets it sees it.
    static PAY: Pattern = Pattern::new("(?:待遇|薪酬|补助|补贴|津贴|收入)(?:标准|水平)?$");
    static KEPT: Pattern = Pattern::new(r"(?:现有|已有|已建|原有|已)~\S{0,2}$");
    let is_new = |figure: &&Figure| {
        let before = words.get(..figure.range.start).unwrap_or_default();
        !KEPT.is_match(before)
    };
    let mut figures = figures.iter().filter(is_new).peekable();
    let is_weak = is_weak(phrase.act());
    let mut sum = 0;
    if figures.peek().is_some() {
        sum += match (figures.any(|figure| figure.is_numeric), is_weak) {
            (true, _) => 4,
            (false, false) => 3,
            (false, true) => 2,
        };
    }
    if has_rhythm {
        sum += 4;
    }
    if UNIVERSAL.is_match(words) {
        sum += if COVERED.is_match(words) { 4 } else { 3 };
    }
    let is_named = !is_weak && NAMED.is_match(words);
    let keeps_rule = phrase.act() == Some(Act::Keep) && RULE.is_match(phrase.object);
    let raises_pay = phrase.act() == Some(Act::Raise) && PAY.is_match(phrase.object);
    if is_named || keeps_rule || raises_pay {
        sum += 1;
    }
    sum
}

/// A name at length says what; a word or two says nothing.
fn length_weight(phrase: &Phrase, printed: i32) -> i32 {
    let act = phrase.act();
    let is_weak = is_weak(act);
    let prints = printed >= 3;
    let keeps = matches!(act, Some(Act::Keep | Act::Tend));
    match phrase.bare.chars().count() {
        0..=5 if !prints => -1,
        6 if !prints && act == Some(Act::Run) => -1,
        6..=9 if !prints && is_weak && !names_works(phrase) && !keeps => -1,
        15.. if act == Some(Act::Keep) && phrase.object.trim_end().ends_with('》') => 0,
        15.. if keeps || act == Some(Act::Improve) => 1,
        18.. if !is_weak => 1,
        _ => 0,
    }
}
