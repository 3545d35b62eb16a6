//! A clause as verb and object: who or on what, does what, to what.

use std::borrow::Cow;

use super::lexicon::{self, Act, Kind, Verb};
use super::words::{ADVERBS, DOUBTFUL_ADVERBS};
use crate::breakdown::enclosed;
use crate::text::pattern::Pattern;

/// How a clause begins, its date and adverbs left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// With its verb.
    Verb,
    /// With on what, by what, for whom: 依托…, 对…, 将….
    Preposition,
    /// With whoever does it, or what is done.
    Subject,
}

/// What a clause says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phrase<'t> {
    /// Its words without the adverbs before.
    pub bare: &'t str,
    /// How it begins.
    pub opening: Opening,
    /// Its verb; none where no word of the lexicon acts.
    pub verb: Option<Verb>,
    /// What stands behind the verb.
    pub object: &'t str,
    /// The kind of the object.
    pub kind: Kind,
}

impl Phrase<'_> {
    /// What its verb does.
    pub fn act(&self) -> Option<Act> {
        self.verb.map(|verb| verb.act)
    }
}

/// The words without the adverbs that change nothing.
pub fn without_adverbs(words: &str) -> &str {
    let mut rest = words.trim_start();
    loop {
        if let Some(adverb) = ADVERBS.find(rest) {
            rest = rest.get(adverb.end()..).unwrap_or_default();
        } else if let Some(adverb) = DOUBTFUL_ADVERBS.find(rest) {
            // 加快建设: an adverb; 加快基地建设: the verb itself.
            let behind = without_adverbs(rest.get(adverb.end()..).unwrap_or_default());
            if lexicon::verb_at_start(behind).is_some() {
                return behind;
            }
            return rest;
        } else {
            return rest;
        }
    }
}

/// Reads the words of a clause, its date left out.
pub fn read(words: &str) -> Phrase<'_> {
    static PREPOSITION: Pattern = Pattern::new(
        r"^(?:在|对于?|依托|通过|利用|以|按照|按|根据|依据|将|把|由|向|为|针对|与|使|让|从|结合|围绕|采取|采用|借助|面向|基于|参照)",
    );
    let bare = without_adverbs(words);
    let (opening, verb) = if let Some(preposition) = PREPOSITION.find(bare) {
        let verb = behind_preposition(bare, preposition.as_str());
        (Opening::Preposition, verb)
    } else if let Some(last) = closing_verb(bare) {
        (Opening::Subject, Some(last))
    } else if let Some(first) = lexicon::verb_at_start(bare) {
        let verb = second_verb(bare, first).unwrap_or(first);
        (Opening::Verb, Some(verb))
    } else {
        (Opening::Subject, behind_subject(bare))
    };
    let object = verb
        .and_then(|verb| bare.get(verb.at + verb.word.len()..))
        .unwrap_or_default();
    let kind = match lexicon::kind_of(&trimmed(object)) {
        Kind::Other if object.ends_with("工作") => Kind::Doing,
        kind => kind,
    };
    Phrase {
        bare: bare.trim_end(),
        opening,
        verb,
        object,
        kind,
    }
}

/// An object without brackets, marks and 等, so that its last word says what it is.
pub fn trimmed(object: &str) -> Cow<'_, str> {
    /// More bytes say nothing about the last word.
    const ENOUGH: usize = 240;
    let from = object.ceil_char_boundary(object.len().saturating_sub(ENOUGH));
    let object = object.get(from..).unwrap_or_default();
    let is_mark = |c: char| c.is_whitespace() || "“”《》\"'（）()〔〕[]".contains(c);
    let mut words = if object.contains(is_mark) {
        Cow::Owned(without_marks(object))
    } else {
        Cow::Borrowed(object)
    };
    for tail in ["等", "等工作", "工作"] {
        let shorter = words.strip_suffix(tail).map(str::len);
        if let Some(length) = shorter.filter(|_| words.chars().count() > 3 + tail.chars().count()) {
            words = match words {
                Cow::Borrowed(words) => Cow::Borrowed(words.get(..length).unwrap_or(words)),
                Cow::Owned(mut words) => {
                    words.truncate(length);
                    Cow::Owned(words)
                }
            };
        }
    }
    words
}

/// The words without white space, quotation marks and what stands in brackets.
fn without_marks(object: &str) -> String {
    let mut words: String = object
        .chars()
        .filter(|c| !c.is_whitespace() && !"“”《》\"'".contains(*c))
        .collect();
    for bracket in enclosed::brackets(&words).into_iter().rev() {
        words.replace_range(bracket, "");
    }
    words
}

/// Whether a verb may act here: something stands behind it, and it does not describe a noun (建立的) or stand in a list.
fn acts(bare: &str, verb: &Verb) -> bool {
    /// What follows a verb that is a noun here.
    static NOUN_BEHIND: Pattern = Pattern::new(
        r"^(?:的|、|和|及|与|等|情况|时限|过程|进度|水平|工作的|任务的|主体|者|方案|意见|办法|细则|标准(?:$|[^化])|效果|主体|单位|时间|步骤|路径|进程)",
    );
    let behind = bare.get(verb.at + verb.word.len()..).unwrap_or_default();
    let ends = behind.is_empty() && matches!(verb.act, Act::Finish | Act::Found) && verb.is_plain;
    ends || (behind.chars().nth(1).is_some() && !NOUN_BEHIND.is_match(behind))
}

/// 推进建立…, 推动各机构开展…: what is pushed is a doing of its own. 鼓励举办… stays encouraged.
fn second_verb(bare: &str, first: Verb) -> Option<Verb> {
    let is_light = matches!(first.act, Act::Push | Act::Tend | Act::Exhort | Act::Hold);
    let helps = ["支持", "配合", "协助", "指导"].contains(&first.word);
    if !is_light && !helps {
        return None;
    }
    let from = first.word.len();
    let rest = bare.get(from..)?;
    let behind = without_adverbs(rest);
    let gap = from + (rest.len() - behind.len());
    let directly = lexicon::verb_at_start(behind)
        .filter(|verb| !helps && is_strong(verb.act) && acts(behind, verb))
        .filter(|verb| verb.is_plain || first.act == Act::Push && is_building(behind, verb));
    let found = match directly {
        Some(verb) => Some(verb),
        None if helps => lexicon::verbs_of(behind).into_iter().find(|verb| {
            let may = verb.act == Act::Found || first.word != "支持" && verb.act == Act::Run;
            verb.is_plain && may && verb.at >= 6 && acts(behind, verb)
        }),
        None if first.act == Act::Push => lexicon::verbs_of(behind).into_iter().find(|verb| {
            let is_verb = verb.is_plain || is_after_adverb(behind, verb);
            is_verb && is_strong(verb.act) && verb.act != Act::Keep && acts(behind, verb)
        }),
        None => None,
    }?;
    Some(Verb {
        at: gap + found.at,
        ..found
    })
}

/// 建设一批机构, not 建设工作.
fn is_building(behind: &str, verb: &Verb) -> bool {
    static NOUN: Pattern = Pattern::new(r"^(?:工作|项目|进程|步伐|进度|任务|规划|标准|达标|与|和)");
    let object = behind.get(verb.word.len()..).unwrap_or_default();
    verb.act == Act::Found && object.chars().nth(3).is_some() && !NOUN.is_match(object)
}

/// A verb whose result can be seen.
fn is_strong(act: Act) -> bool {
    matches!(
        act,
        Act::Found
            | Act::Issue
            | Act::Finish
            | Act::Run
            | Act::Admit
            | Act::Give
            | Act::Serve
            | Act::Forbid
            | Act::Settle
            | Act::Keep
    )
}

/// Whether the words are a doing of their own: a verb with an object that names something.
pub fn is_doing(words: &str) -> bool {
    let phrase = read(words);
    phrase.act().is_some_and(|act| act != Act::Hedge)
        && phrase.object.chars().count() >= 3
        && phrase.kind != Kind::None
}

/// Whether the words begin with a doing: a plain verb with an object, behind 并 also 向…公布.
pub fn begins_doing(words: &str, may_turn: bool) -> bool {
    /// The verb of what turns to somebody stands near.
    const NEAR: usize = 300;
    let behind = without_adverbs(words);
    if let Some(verb) = lexicon::verb_at_start(behind) {
        let object = behind.get(verb.word.len()..).unwrap_or_default();
        let is_long = object.chars().nth(2).is_some();
        return verb.is_plain && is_strong(verb.act) && is_long && acts(behind, &verb);
    }
    let behind = behind
        .get(..behind.floor_char_boundary(NEAR))
        .unwrap_or(behind);
    let turns = behind.starts_with(['向', '对', '将', '在', '与']);
    may_turn && turns && behind_preposition(behind, behind.get(..3).unwrap_or_default()).is_some()
}

/// 通过…评审: here 通过 is the verb.
static PASSES: Pattern =
    Pattern::new(r"^通过.{2,24}(?:评审|验收|认证|评估|检验|考核|复审|复核|审批|认定|达标)$");

/// The verb of 依托…建立…, 对…进行…, 将…纳入….
fn behind_preposition(bare: &str, preposition: &str) -> Option<Verb> {
    let verbs = lexicon::verbs_of(bare);
    let may = |verb: &&Verb| {
        verb.at >= preposition.len()
            && (verb.is_plain || is_after_adverb(bare, verb))
            && acts(bare, verb)
    };
    let passes = |verb: &&Verb| {
        bare.get(verb.at..)
            .is_some_and(|rest| PASSES.is_match(rest))
    };
    if let Some(verb) = verbs.iter().find(passes) {
        return Some(*verb);
    }
    if ["将", "把"].contains(&preposition) {
        let admits = |verb: &&Verb| may(verb) && verb.act == Act::Admit;
        return verbs
            .iter()
            .find(admits)
            .or_else(|| verbs.iter().rev().find(|verb| may(verb)))
            .copied();
    }
    if preposition == "向" {
        let tells = |verb: &&Verb| verb.act == Act::Issue && verb.at > preposition.len();
        if let Some(verb) = verbs.iter().rev().find(tells) {
            return Some(*verb);
        }
    }
    let is_adjacent = |verb: &Verb| verb.at == preposition.len();
    let found = verbs
        .iter()
        .find(|verb| may(verb) && !is_adjacent(verb) && verb.act != Act::Hedge)
        .or_else(|| verbs.iter().find(|verb| may(verb) && !is_adjacent(verb)))
        .or_else(|| verbs.iter().find(|verb| may(verb) && preposition == "通过"));
    found.copied()
}

/// The verb that ends a clause about what is done: 整治工作全面完成, 联席机制初步建立.
fn closing_verb(bare: &str) -> Option<Verb> {
    let closes = ["完成", "建成", "建立", "实现", "成立", "组建"];
    let word = closes.iter().find_map(|word| bare.strip_suffix(word));
    let before = word.filter(|before| before.chars().count() >= 4)?;
    let verb = lexicon::verb_at_start(bare.get(before.len()..)?)?;
    Some(Verb {
        at: before.len(),
        ..verb
    })
}

/// The verb of 某医院设立…, 各校全部配备…, 某医院通过…评审.
fn behind_subject(bare: &str) -> Option<Verb> {
    let verbs = lexicon::verbs_of(bare);
    // 各部门要将…列入…: what is taken may hold verbs of its own.
    let taken = bare.find(['将', '把']);
    let admits = |verb: &&Verb| taken.is_some_and(|at| verb.at > at) && verb.act == Act::Admit;
    if let Some(verb) = verbs.iter().find(admits) {
        return Some(*verb);
    }
    let passes = |verb: &&Verb| {
        bare.get(verb.at..)
            .is_some_and(|rest| PASSES.is_match(rest))
    };
    if let Some(verb) = verbs.iter().find(passes) {
        return Some(*verb);
    }
    verbs
        .into_iter()
        .find(|verb| (verb.is_plain || is_after_adverb(bare, verb)) && acts(bare, verb))
}

/// 依托现有机构建设…中心: what stands before the verb is where or on what.
fn begins_at(before: &str) -> bool {
    ["依托", "在", "利用"]
        .iter()
        .any(|word| before.starts_with(word))
}

/// A word behind 要, 应, 均 and the like is a verb; 建设 is one behind a place.
fn is_after_adverb(bare: &str, verb: &Verb) -> bool {
    static ADVERB: Pattern = Pattern::new(
        r"(?:要|应|应当|须|必须|均|都|全部|全面|普遍|逐步|至少|各|需|将|不再|并|一律|及时|定期|统一|积极|可以|负责|自行|牵头|分别|加快|大力|重点|继续|保证|深入|联合|严格)$",
    );
    static PLACE: Pattern = Pattern::new(r"(?:[市县区镇乡村处院校门所）)]|等地|内|上|各地)$");
    static NOUN: Pattern = Pattern::new(
        r"^(?:工作|用地|项目|标准(?:$|、|和|体系)|规划|情况|需要|水平|成果|者|资金|、|，)",
    );
    let before = bare.get(..verb.at).unwrap_or_default();
    let behind = bare.get(verb.at + verb.word.len()..).unwrap_or_default();
    ADVERB.is_match(before)
        || verb.act == Act::Found
            && !NOUN.is_match(behind)
            && (PLACE.is_match(before)
                || begins_at(before) && lexicon::kind_of(&trimmed(behind)) == Kind::Thing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_are_read_as_verb_and_object() {
        use Opening::{Preposition as P, Subject as S, Verb as V};
        for (words, opening, verb, kind) in [
            ("进一步建立健全转诊制度", V, "建立健全", Kind::Paper),
            ("加快建设急救中心", V, "建设", Kind::Thing),
            ("加快急救中心建设", V, "加快", Kind::Works),
            ("推进建立信息平台", V, "建立", Kind::Thing),
            ("推动各校开展视力筛查", V, "开展", Kind::Doing),
            ("鼓励举办养老机构", V, "鼓励", Kind::Thing),
            ("依托县医院建立卒中中心", P, "建立", Kind::Thing),
            ("对高风险企业实施专项检查", P, "实施", Kind::Doing),
            ("将孤独症筛查纳入公共卫生服务", P, "纳入", Kind::Doing),
            ("为实施方案提供支持", P, "提供", Kind::Other),
            ("各乡镇卫生院全部配备中医师", S, "配备", Kind::Thing),
            ("整治工作全面完成", S, "完成", Kind::None),
            ("提高服务水平", V, "提高", Kind::State),
        ] {
            let phrase = read(words);
            let word = phrase.verb.map(|verb| verb.word).unwrap_or_default();
            assert_eq!(
                (phrase.opening, word, phrase.kind),
                (opening, verb, kind),
                "{words}"
            );
        }
        assert_eq!(read("资源配置从规模转向质量").verb, None);
    }
}
