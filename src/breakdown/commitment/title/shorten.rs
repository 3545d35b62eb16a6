//! Long words → a title: what describes goes before what is promised does.

use std::ops::Range;

use super::LONGEST;
use crate::breakdown::commitment::lexicon::{self, Act, Kind};
use crate::breakdown::commitment::list;
use crate::breakdown::commitment::phrase::{self, Opening, Phrase};
use crate::breakdown::enclosed;
use crate::text::numeral;
use crate::text::pattern::Pattern;

/// What may be left out, in this order, until the words fit.
const STEPS: &[fn(&str) -> Option<String>] = &[
    without_opening,
    first_clause,
    without_brackets,
    without_adverbs,
    without_issuer,
    without_context,
    |words| without_description(words, 6),
    without_list,
    |words| without_description(words, 4),
    without_subject,
    shorter_subject,
    without_listed,
    first_item,
];

/// The words in at most [`LONGEST`] characters; where nothing can be left out they end with ….
pub fn shorten(words: &str) -> String {
    let mut words = words.to_owned();
    for step in STEPS {
        if fits(&words) {
            return words;
        }
        if let Some(shorter) = step(&words) {
            words = shorter;
        }
    }
    if fits(&words) {
        return words;
    }
    words.chars().take(LONGEST - 1).chain(['…']).collect()
}

fn length(words: &str) -> usize {
    words.chars().count()
}

fn fits(words: &str) -> bool {
    length(words) <= LONGEST
}

/// 对某类人员，实行分类救治 → 实行分类救治: what only leads up to the verb goes.
fn without_opening(words: &str) -> Option<String> {
    const ENOUGH: usize = 6;
    let mask = enclosed::mask(words);
    let mut stops = words.match_indices(['，', ',']);
    let (at, stop) = stops.find(|(at, _)| !mask.get(*at).copied().unwrap_or_default())?;
    let (opening, rest) = (words.get(..at)?, words.get(at + stop.len()..)?);
    let leads_up =
        opening.starts_with(['对', '在', '以', '从']) && phrase::read(opening).verb.is_none();
    let says_enough = length(rest) >= ENOUGH && lexicon::verb_at_start(rest).is_some();
    (leads_up && says_enough).then(|| rest.to_owned())
}

/// 甲信息、乙信息等五大数据库覆盖八成人口 → 五大数据库覆盖八成人口.
fn without_listed(words: &str) -> Option<String> {
    const ENOUGH: usize = 8;
    let (list, sum) = words.rsplit_once('等')?;
    let is_counted = sum.starts_with(|c: char| numeral::is_chinese(c) || c.is_ascii_digit());
    (list.contains('、') && is_counted && length(sum) >= ENOUGH).then(|| sum.to_owned())
}

/// Up to the last comma that leaves enough.
fn first_clause(words: &str) -> Option<String> {
    const ENOUGH: usize = 8;
    let mask = enclosed::mask(words);
    let stops = words
        .match_indices(['，', ',', '；', ';'])
        .filter(|(at, _)| !mask.get(*at).copied().unwrap_or_default());
    let heads: Vec<&str> = stops
        .filter_map(|(at, _)| words.get(..at))
        .filter(|head| length(head) >= ENOUGH && !head.ends_with('的'))
        .collect();
    let fitting = heads.iter().rev().find(|head| fits(head));
    fitting.or(heads.first()).map(|head| (*head).to_owned())
}

/// 除颤器（自动体外除颤器） → 除颤器.
fn without_brackets(words: &str) -> Option<String> {
    let brackets = enclosed::brackets(words);
    let mut kept = words.to_owned();
    for bracket in brackets.iter().rev().filter(|bracket| bracket.start > 0) {
        kept.replace_range(bracket.clone(), "");
    }
    (!brackets.is_empty()).then_some(kept)
}

/// 全面建成 → 建成; 每年 stays.
fn without_adverbs(words: &str) -> Option<String> {
    static LIGHT: Pattern = Pattern::new(
        r"^(?:全面|广泛|逐步|逐渐|初步|基本|扎实|稳步|有序|认真|严格|科学|规范|统筹|配套|至少|重点|率先|合理|有效|充分|及时)",
    );
    let light = LIGHT.find(words)?;
    let rest = words.get(light.end()..)?;
    lexicon::verb_at_start(rest).map(|_| rest.to_owned())
}

/// 《某办公室关于某事的意见》 → 《关于某事的意见》.
fn without_issuer(words: &str) -> Option<String> {
    let name = words.find('《')? + '《'.len_utf8();
    let about = words.get(name..)?.find("关于").filter(|at| *at > 0)?;
    let behind = words.get(name + about..)?;
    Some(format!("{}{behind}", words.get(..name)?))
}

/// 在各校投放设备 → 投放设备; 将…纳入… keeps what it takes, and 对某资源开展调研 on what.
fn without_context(words: &str) -> Option<String> {
    const ENOUGH: usize = 6;
    let phrase = phrase::read(words);
    let is_told = phrase.act() == Some(Act::Admit) || phrase.object.is_empty();
    if phrase.opening != Opening::Preposition || is_told {
        return None;
    }
    let place = verb_place(words, &phrase)?;
    let rest = words.get(place..)?;
    let context = words.get(..place)?;
    let preposition = context.chars().next()?;
    if length(rest) >= ENOUGH && preposition != '对' {
        return Some(rest.to_owned());
    }
    let on_what = after_description(context);
    let is_shorter = on_what.len() < context.len();
    is_shorter.then(|| format!("{preposition}{on_what}{rest}"))
}

/// 某院要建立制度, 推动各院建立制度 → 建立制度, where enough is left.
fn without_subject(words: &str) -> Option<String> {
    const ENOUGH: usize = 6;
    let phrase = phrase::read(words);
    let rest = words.get(verb_place(words, &phrase)?..)?;
    let says_enough = length(rest) >= ENOUGH && !phrase.object.is_empty();
    match (phrase.opening, phrase.act()) {
        (Opening::Preposition, _) => None,
        // 各部门要将…列入…: what is taken stays.
        (_, Some(Act::Admit)) => {
            let taken = words.find(['将', '把']).filter(|at| *at > 0)?;
            words.get(taken..).map(str::to_owned)
        }
        _ => says_enough.then(|| rest.to_owned()),
    }
}

/// Up to the last joint that leaves enough, so that no half word ends the title.
fn first_item(words: &str) -> Option<String> {
    const ENOUGH: usize = 10;
    let has_verb = |words: &str| phrase::read(words).verb.is_some();
    let is_verbless = !has_verb(words);
    let joints = list::joints(words);
    let mut heads = joints
        .iter()
        .rev()
        .filter_map(|joint| words.get(..joint.start));
    heads
        .find(|head| length(head) >= ENOUGH && fits(head) && (is_verbless || has_verb(head)))
        .map(str::to_owned)
}

/// Where the verb begins.
fn verb_place(words: &str, phrase: &Phrase) -> Option<usize> {
    let verb = phrase.verb?;
    Some(words.len() - phrase.object.len() - verb.word.len())
}

/// Where the list or the description of a clause may stand: what 将…纳入 takes, and the object.
fn regions(words: &str) -> Vec<Range<usize>> {
    let phrase = phrase::read(words);
    let Some(verb) = verb_place(words, &phrase) else {
        return Vec::new();
    };
    let object = words.len() - phrase.object.len()..words.len();
    let is_admitted = phrase.act() == Some(Act::Admit);
    let taken = words
        .find(['将', '把', '对'])
        .filter(|at| is_admitted && *at < verb)
        .map(|at| at + '将'.len_utf8()..verb);
    let subject =
        (phrase.object.is_empty() && phrase.opening == Opening::Subject).then_some(0..verb);
    let regions = taken.into_iter().chain([object]).chain(subject);
    regions.filter(|region| !region.is_empty()).collect()
}

/// 建设甲中心、乙站、丙室等设施 → 建设甲中心等设施; of items of one sort the first one and how many there are.
fn without_list(words: &str) -> Option<String> {
    regions(words)
        .into_iter()
        .find_map(|region| shorter_list(words, &region))
}

/// The same of a list that is the subject.
fn shorter_subject(words: &str) -> Option<String> {
    let phrase = phrase::read(words);
    let verb = verb_place(words, &phrase)?;
    (phrase.opening == Opening::Subject).then(|| shorter_list(words, &(0..verb)))?
}

fn shorter_list(words: &str, region: &Range<usize>) -> Option<String> {
    /// A longer piece of a list is no name.
    const LONGEST_NAME: usize = 22;
    let pieces = pieces(words, region);
    let (first, last) = (pieces.first()?.clone(), pieces.last()?.clone());
    if pieces.len() < 2 {
        return None;
    }
    let (head, behind) = (words.get(..region.start)?, words.get(region.end..)?);
    let last_words = words.get(last)?;
    let are_names = pieces.iter().all(|piece| {
        words
            .get(piece.clone())
            .is_some_and(|it| length(it) <= LONGEST_NAME)
    });
    let counted = format!("等{}项", pieces.len());
    let end = match last_words.split_once('等') {
        Some((_, sum)) => format!("等{}", sum.trim_start_matches('的')),
        None if are_names && are_of_one_sort(words, &pieces) => counted.clone(),
        None => format!("等{}", after_description(last_words)),
    };
    let with = |count: usize, end: &str| {
        let kept = words.get(first.start..pieces.get(count.checked_sub(1)?)?.end)?;
        let shorter = format!("{head}{kept}{end}{behind}");
        (length(&shorter) < length(words)).then_some(shorter)
    };
    // As many items as fit, at least the first.
    let fitting = (1..pieces.len().min(LONGEST))
        .rev()
        .filter_map(|count| with(count, &end))
        .find(|shorter| fits(shorter));
    fitting
        .or_else(|| with(1, &counted).filter(|shorter| are_names && fits(shorter)))
        .or_else(|| with(1, &end))
}

/// The pieces of a part of the words between the joints in it.
fn pieces(words: &str, part: &Range<usize>) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut from = part.start;
    for joint in list::joints(words) {
        if joint.start > from && joint.end < part.end {
            pieces.push(from..joint.start);
            from = joint.end;
        }
    }
    pieces.push(from..part.end);
    pieces
}

/// Whether every piece of a list names a thing of the same kind.
fn are_of_one_sort(words: &str, pieces: &[Range<usize>]) -> bool {
    let mut kinds = pieces.iter().map(|piece| {
        lexicon::kind_of(&phrase::trimmed(
            words.get(piece.clone()).unwrap_or_default(),
        ))
    });
    let first = kinds.next();
    let is_known = first.is_some_and(|kind| !matches!(kind, Kind::Other | Kind::None));
    is_known && kinds.all(|kind| Some(kind) == first)
}

/// 建立以甲为主的乙体系 → 建立乙体系, where at least so many characters are left of the object.
fn without_description(words: &str, enough: usize) -> Option<String> {
    regions(words).into_iter().find_map(|region| {
        let described = words.get(region.clone())?;
        let rest = after_description(described);
        // 甲的乙和丙的丁 are two things: the last 的 describes only one of them.
        let is_list =
            rest.contains('、') && !described.contains("的,") && !described.contains("的，");
        let is_whole = described.matches('的').count() == 1 && !is_list;
        let is_long = length(rest) >= enough && rest.len() < described.len();
        let (head, behind) = (words.get(..region.start)?, words.get(region.end..)?);
        (is_whole && is_long).then(|| format!("{head}{rest}{behind}"))
    })
}

/// The words behind the last 的 outside marks.
fn after_description(words: &str) -> &str {
    let mask = enclosed::mask(words);
    let last = words
        .match_indices('的')
        .rfind(|(at, _)| !mask.get(*at).copied().unwrap_or_default());
    let rest = last.and_then(|(at, of)| words.get(at + of.len()..));
    let rest = rest.map_or(words, |rest| rest.trim_start_matches(['，', ',']));
    // “某日”宣传活动 is an activity too.
    let behind_name = rest.strip_prefix('“').and_then(|it| it.split_once('”'));
    behind_name
        .map(|(_, behind)| behind)
        .filter(|behind| length(behind) >= 4)
        .unwrap_or(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_describes_goes_before_what_is_promised() {
        for (words, title) in [
            (
                "建立由各级医院和基层机构以及社会组织专业人员共同组成的骨干志愿服务队伍",
                "建立骨干志愿服务队伍",
            ),
            (
                "建设老年人日间照料中心、老年人活动站、乡村托老所、互助院等社区养老服务设施",
                "建设老年人日间照料中心、老年人活动站等社区养老服务设施",
            ),
            (
                "在机关、学校、医院、车站、大型商场和主要旅游景区等公共场所投放自动除颤器",
                "投放自动除颤器",
            ),
            (
                "对全市食品生产、药品经营等行业的各类检验检测资源和人员队伍开展调研摸底",
                "对各类检验检测资源和人员队伍开展调研摸底",
            ),
            (
                "贯彻落实《某省人民政府办公厅关于加快发展健身休闲产业的若干实施意见》",
                "贯彻落实《关于加快发展健身休闲产业的若干实施意见》",
            ),
            (
                "各级教育行政部门和中小学校、幼儿园要认真建立学生健康体检档案管理制度",
                "建立学生健康体检档案管理制度",
            ),
            (
                "对长期卧床的失能人员和生活困难的低收入家庭老年人，实行分类救治和上门服务",
                "实行分类救治和上门服务",
            ),
            (
                "人口信息、健康资源信息、电子健康档案、电子病历、健康知识等五大数据库覆盖全市80%人口",
                "五大数据库覆盖全市80%人口",
            ),
            (
                "实现甲型病毒核酸检测、遗传性耳聋基因检测、孕妇外周血胎儿染色体检测",
                "实现甲型病毒核酸检测、遗传性耳聋基因检测等3项",
            ),
            (
                "举办“急救日”和“白金十分钟”急救知识科普宣传志愿服务进社区系列活动",
                "举办“急救日”等急救知识科普宣传志愿服务进社区系列活动",
            ),
            (
                "推动各级各类医疗机构和社会办医疗机构普遍建立老年人就医绿色通道",
                "建立老年人就医绿色通道",
            ),
            (
                "各部门要将健康影响评估情况和下一年度的安排列入党委和政府重点督查事项",
                "各部门要将健康影响评估情况等安排列入党委和政府重点督查事项",
            ),
        ] {
            let got = shorten(words);
            assert_eq!(got, title, "{words}");
            assert!(fits(&got));
        }
    }

    #[test]
    fn what_cannot_be_shortened_is_cut() {
        let words = "甲".repeat(40);
        let got = shorten(&words);
        assert!(length(&got) == LONGEST && got.ends_with('…'));
        assert_eq!(shorten("建成步道5条"), "建成步道5条");
    }
}
