//! Lists inside a clause: 3条步道、3个公园; 甲筛查、乙筛查和丙筛查; 甲率和乙率均达到90%.
//!
//! A list is parted where each item can be closed on its own. What only describes one thing (决策、执行和监督机制) stays whole.

use std::ops::Range;

use super::lexicon::{self, Act, Kind};
use super::phrase::{self, Opening, Phrase};
use crate::breakdown::enclosed;
use crate::breakdown::figure::{self, Figure};
use crate::text::pattern::Pattern;

/// An item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its own words.
    pub range: Range<usize>,
    /// The same with what the print says once for all items; none where its own words say all.
    pub told: Option<String>,
    /// The figures that it shares; none where its own words print them.
    pub figures: Option<Vec<String>>,
}

impl Item {
    /// An item that its words say completely.
    fn plain(range: Range<usize>) -> Self {
        Self {
            range,
            told: None,
            figures: None,
        }
    }
}

/// All the words as one item.
pub fn whole(words: &str) -> Item {
    Item::plain(0..words.len())
}

/// The most items that are parted: a longer list describes.
const MOST: usize = 8;

/// A clause of more bytes is no list that anybody wrote.
const LONGEST: usize = 3_000;

/// The items of a clause that promises several things; one where it promises one.
pub fn items(words: &str) -> Vec<Item> {
    if words.len() > LONGEST {
        return vec![whole(words)];
    }
    let counted = counted_items(words);
    if counted.len() > 1 {
        return counted.into_iter().map(Item::plain).collect();
    }
    let phrase = phrase::read(words);
    rate_items(words)
        .or_else(|| named_items(words, &phrase))
        .unwrap_or_else(|| vec![Item::plain(0..words.len())])
}

/// Where 、, 和, 及 stand outside brackets, names and words (普及, 和谐, 参与).
pub fn joints(words: &str) -> Vec<Range<usize>> {
    static IN_A_WORD: Pattern = Pattern::new(
        "普及|涉及|波及|触及|顾及|及时|及早|及格|和谐|和平|和睦|和解|温和|缓和|中和|参与|给予|授予|与会|与否",
    );
    static JOINT: Pattern = Pattern::new("、|以及|和|及|与");
    let mask = enclosed::mask(words);
    let in_words: Vec<Range<usize>> = IN_A_WORD.find_iter(words).map(|it| it.range()).collect();
    let is_word = |joint: &Range<usize>| {
        in_words
            .iter()
            .any(|word| word.start <= joint.start && joint.end <= word.end)
    };
    let mut found: Vec<Range<usize>> = JOINT
        .find_iter(words)
        .map(|joint| joint.range())
        .filter(|joint| !is_word(joint))
        .filter(|joint| !mask.get(joint.start).copied().unwrap_or_default())
        .collect();
    // “甲”“乙”: nothing stands between them.
    let between = words.match_indices("”“").map(|(at, _)| at + '”'.len_utf8());
    found.extend(between.map(|at| at..at));
    found.sort_by_key(|joint| joint.start);
    found
}

/// The pieces of a part of the words between the joints in it.
fn pieces(words: &str, part: &Range<usize>) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut from = part.start;
    for joint in joints(words) {
        if joint.start >= part.start && joint.end <= part.end {
            pieces.push(from..joint.start);
            from = joint.end;
        }
    }
    pieces.push(from..part.end);
    pieces
}

/// Items that each have a figure of their own and say of what.
fn counted_items(words: &str) -> Vec<Range<usize>> {
    static ONLY_FIGURE: Pattern = Pattern::new(r"^(?:至少|不少于|约|超过|和|以上|以下|左右|\s)*$");
    let figures = figure::find(words);
    let joints = joints(words);
    let mut items = Vec::new();
    let mut from = 0;
    for (index, joint) in joints.iter().enumerate() {
        // Between 、 and 、 an item may hold a 及 of its own: 负责人及管理人员300人次.
        let is_comma = |joint: &&Range<usize>| words.get((*joint).clone()) == Some("、");
        let next = joints
            .iter()
            .skip(index + 1)
            .find(is_comma)
            .map_or(words.len(), |next| next.start);
        let right = words.get(joint.end..).unwrap_or_default();
        let lead = right.len()
            - right
                .trim_start_matches(['约', '至', '少', '不', '于', '建', '成'])
                .len();
        let left_has = figures
            .iter()
            .any(|figure| figure.range.start >= from && figure.range.end <= joint.start);
        let left_ends = figures
            .iter()
            .any(|figure| figure.range.end == joint.start && figure.range.start >= from);
        let of_right = figures
            .iter()
            .find(|figure| figure.range.start >= joint.end && figure.range.end <= next);
        let right_starts = of_right.is_some_and(|figure| figure.range.start <= joint.end + lead);
        let says_what = of_right.is_some_and(|figure| {
            let before = words.get(joint.end..figure.range.start).unwrap_or_default();
            let after = words.get(figure.range.end..next).unwrap_or_default();
            !(ONLY_FIGURE.is_match(before)
                && (ONLY_FIGURE.is_match(after) || after.chars().count() < 2))
        });
        if left_has && says_what && (left_ends || right_starts) {
            items.push(from..joint.start);
            from = joint.end;
        }
    }
    items.push(from..words.len());
    items
}

/// Several rates with one predicate: 甲覆盖率和乙合格率均达到90%; with 分别 each has its own figure.
fn rate_items(words: &str) -> Option<Vec<Item>> {
    static PREDICATE: Pattern = Pattern::new(
        r"(?:力争|要|应|均|都|全部|总体)?(?P<each>分别)?(?:力争|均|都)?(?:达到|达|提高到|提高至|提高|提升至|提升到|增加到|增至|下降到|降低到|降到|降至|下降|降低|控制在|保持在|稳定在|不低于|不高于|超过)~[\d０-９≥≤<>约]",
    );
    static RATE: Pattern = Pattern::new(
        r"(?:率|比例|比重|占比|人数|起数|例数|次数|浓度|强度|水平|时间|期望寿命|预期寿命)$",
    );
    const SHORTEST: usize = 4;
    let predicate = PREDICATE.captures(words)?;
    let place = predicate.get(0)?.start();
    let items = pieces(words, &(0..place));
    let is_rate = |item: &Range<usize>| {
        words
            .get(item.clone())
            .is_some_and(|text| text.chars().count() >= SHORTEST && RATE.is_match(text))
    };
    if !(2..=MOST).contains(&items.len()) || !items.iter().all(is_rate) {
        // The first of them may be introduced by more than its name; each must be a rate.
        return None;
    }
    let figures: Vec<Figure> = figure::find(words)
        .into_iter()
        .filter(|figure| figure.range.start >= place)
        .collect();
    let all: Vec<String> = figures.iter().map(|figure| figure.text.clone()).collect();
    let are_own = predicate.name("each").is_some() && figures.len() == items.len();
    let said = words.get(place..).unwrap_or_default();
    let last = items.len() - 1;
    let told = items.into_iter().enumerate().map(|(index, range)| {
        let name = words.get(range.clone()).unwrap_or_default();
        let own = all.get(index).filter(|_| are_own);
        let reaches = match (own, figures.first()) {
            (Some(own), Some(first)) => {
                let verb = words.get(place..first.range.start).unwrap_or_default();
                format!("{}{own}", verb.replace("分别", ""))
            }
            _ => said.to_owned(),
        };
        Item {
            told: Some(format!("{name}{reaches}")),
            range: if index == last {
                range.start..words.len()
            } else {
                range
            },
            figures: Some(own.map_or_else(|| all.clone(), |own| vec![own.clone()])),
        }
    });
    Some(told.collect())
}

/// Several things of one kind behind one verb, each with its whole name.
fn named_items(words: &str, phrase: &Phrase) -> Option<Vec<Item>> {
    let (part, behind) = region(words, phrase)?;
    let mut items = pieces(words, &part);
    if !(2..=MOST).contains(&items.len()) {
        return None;
    }
    let last = items.last()?.clone();
    let last_words = words.get(last.clone())?;
    // 甲平台、乙平台等平台的建设: what the last one is called is said once more for all.
    let (last_name, sum) = last_words.split_once('等').unwrap_or((last_words, ""));
    let names: Vec<&str> = items
        .iter()
        .map(|item| words.get(item.clone()).unwrap_or_default())
        .take(items.len() - 1)
        .chain([last_name])
        .collect();
    if !are_alike(&names, sum, phrase.act()?) {
        return None;
    }
    let before = words.get(part.start.min(first_verb_place(words, phrase))..part.start)?;
    let tail = works_tail(last_words);
    if let Some(end) = items.last_mut() {
        end.end = words.len();
    }
    let last = items.len() - 1;
    let told = items.into_iter().enumerate().map(|(index, range)| {
        let name = words.get(range.clone()).unwrap_or_default();
        let tail = if name.ends_with(tail) { "" } else { tail };
        let told = match index {
            0 => format!(
                "{}{name}{tail}{behind}",
                words.get(..part.start).unwrap_or_default()
            ),
            _ if index == last => format!("{before}{name}"),
            _ => format!("{before}{name}{tail}{behind}"),
        };
        Item {
            told: Some(told),
            range: if index == 0 { 0..range.end } else { range },
            figures: None,
        }
    });
    Some(told.collect())
}

/// Where the list of a clause may stand, and what is said behind it: the object, or what 将…纳入 takes.
fn region(words: &str, phrase: &Phrase) -> Option<(Range<usize>, String)> {
    let act = phrase.act()?;
    let object = words.len() - phrase.object.len();
    let verb = object - phrase.verb?.word.len();
    if act == Act::Admit {
        let bare = words.len() - phrase::without_adverbs(words).len();
        let is_told = phrase.verb.is_some_and(|verb| verb.word == "作为");
        let list = words.get(bare..verb)?.strip_prefix(['将', '把'])?;
        if is_told {
            return None;
        }
        let start = verb - list.len();
        let end = start + list.trim_end_matches(['均', '都']).len();
        return Some((start..end, words.get(end..)?.to_owned()));
    }
    if act == Act::Finish && !matches!(phrase.kind, Kind::Doing | Kind::Works) {
        return None;
    }
    let parts_lists = matches!(
        act,
        Act::Found
            | Act::Issue
            | Act::Finish
            | Act::Run
            | Act::Give
            | Act::Push
            | Act::Tend
            | Act::Order
    );
    let speaks_of_object = phrase.opening != Opening::Subject || act == Act::Found;
    (parts_lists && speaks_of_object).then(|| (object..words.len(), String::new()))
}

/// Where the verb of a phrase begins, adverbs left out.
fn first_verb_place(words: &str, phrase: &Phrase) -> usize {
    let bare = words.len() - phrase::without_adverbs(words).len();
    match phrase.opening {
        Opening::Verb => bare,
        Opening::Preposition if phrase.act() == Some(Act::Admit) => bare,
        _ => words.len() - phrase.object.len() - phrase.verb.map_or(0, |verb| verb.word.len()),
    }
}

/// Whether every name of a list is that of a thing that can be closed on its own, and all are of one sort.
fn are_alike(names: &[&str], sum: &str, act: Act) -> bool {
    const SHORTEST: usize = 4;
    let sizes = || names.iter().map(|name| name.chars().count());
    let has_one_ending = shared_ending(names) >= 4;
    // 甲平台与乙平台对接: one doing between the two.
    let joins = [
        "对接", "衔接", "融合", "结合", "合作", "联动", "关联", "互认",
    ];
    if names
        .last()
        .is_some_and(|last| joins.iter().any(|word| last.ends_with(word)))
    {
        return false;
    }
    let describes = names.iter().any(|name| name.contains('的')) && !has_one_ending
        || sum.contains('的') && !sum.ends_with("的建设");
    if describes || sizes().any(|size| size < SHORTEST) {
        return false;
    }
    if sum.is_empty() {
        sizes().any(|size| size > SHORTEST) && are_of_one_kind(names, act)
    } else {
        sums_up(names, sum, act)
    }
}

/// Whether the names are of one kind, each said in full.
fn are_of_one_kind(names: &[&str], act: Act) -> bool {
    const LONG: usize = 5;
    let mut kinds: Vec<Kind> = names
        .iter()
        .map(|name| lexicon::kind_of(&phrase::trimmed(name)))
        .collect();
    kinds.sort_unstable();
    kinds.dedup();
    let are_programmes = || names.iter().all(|name| is_programme(name));
    let is_sort = || shared_ending(names) > 0 || share_beginning(names);
    let is_roll = || names.len() > 2 && names.iter().all(|name| name.chars().count() >= LONG);
    let are_long = || names.iter().all(|name| name.chars().count() > LONG);
    match kinds.as_slice() {
        [Kind::Thing] | [Kind::Thing, Kind::Works] if are_long() => true,
        [Kind::Thing] => is_sort() || is_roll(),
        [Kind::Works | Kind::Doing | Kind::Size] | [Kind::Thing, Kind::Works] => {
            is_sort() || are_programmes()
        }
        [Kind::Paper] if act == Act::Issue => is_sort(),
        [Kind::Paper] => act == Act::Found && are_long() && shared_ending(names) >= 2,
        [Kind::Paper, Kind::Doing] => are_programmes(),
        _ => false,
    }
}

/// How many characters all names end with: 东湖营地、西山营地 share two.
fn shared_ending(names: &[&str]) -> usize {
    let names: Vec<Vec<char>> = names
        .iter()
        .map(|name| {
            let name = phrase::trimmed(name);
            name.trim_end_matches(works_tail(&name))
                .chars()
                .rev()
                .collect()
        })
        .collect();
    let Some(first) = names.first() else {
        return 0;
    };
    (0..first.len())
        .take_while(|&at| names.iter().all(|name| name.get(at) == first.get(at)))
        .count()
}

/// 健康食堂、健康餐厅、健康步道: names that begin alike are of one sort too.
fn share_beginning(names: &[&str]) -> bool {
    let mut beginnings = names
        .iter()
        .map(|name| name.chars().take(2).collect::<String>());
    let first = beginnings.next();
    names.len() > 2 && first.is_some() && beginnings.all(|beginning| Some(beginning) == first)
}

/// 计划, 项目 and the like: a name under which something is done.
fn is_programme(name: &str) -> bool {
    ["计划", "项目", "工程", "行动", "培训", "试点", "活动"]
        .iter()
        .any(|word| name.ends_with(word))
}

/// Whether what stands behind 等 says of each name what it is: 甲平台、乙平台等平台; 甲、乙等信息系统; 甲检查、乙补助等项目.
fn sums_up(names: &[&str], sum: &str, act: Act) -> bool {
    const LONGEST: usize = 14;
    let sum = sum.trim_end_matches("的建设").trim_end_matches("建设");
    let ends = |words: &[&str]| words.iter().any(|word| sum.ends_with(word));
    let known = names
        .iter()
        .filter(|name| lexicon::kind_of(&phrase::trimmed(name)) != Kind::Other)
        .count();
    let all: Vec<&str> = names.iter().copied().chain([sum]).collect();
    let repeats = shared_ending(&all) >= 2;
    let is_system = matches!(act, Act::Found | Act::Run) && ends(&["系统", "平台"]);
    let is_programme = ends(&["项目", "工程", "行动", "活动"]) && known * 2 >= names.len();
    sum.chars().count() <= LONGEST && (repeats || is_system || is_programme)
}

/// 建设, where only the last name of a list has it: 甲食堂、乙餐厅建设.
fn works_tail(last: &str) -> &'static str {
    [
        "创建工作",
        "建设工作",
        "改造工程",
        "建设",
        "创建",
        "改造",
        "发展",
    ]
    .into_iter()
    .find(|tail| last.ends_with(tail))
    .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each item as its words in the title.
    fn shown(words: &str) -> Vec<String> {
        items(words)
            .into_iter()
            .map(|item| item.told.unwrap_or_else(|| words[item.range].to_owned()))
            .collect()
    }

    #[test]
    fn lists_are_parted_where_each_item_can_be_closed() {
        for (words, parts) in [
            (
                "至少建成3条步道、3个公园",
                vec!["至少建成3条步道", "3个公园"],
            ),
            (
                "垃圾处理率提高到95%、污水处理率提高到95%",
                vec!["垃圾处理率提高到95%", "污水处理率提高到95%"],
            ),
            (
                "全市100%的乡镇和90%以上的村建立站点",
                vec!["全市100%的乡镇", "90%以上的村建立站点"],
            ),
            (
                "建成东湖康养集聚区、西山康养集聚区和南塘康养集聚区",
                vec![
                    "建成东湖康养集聚区",
                    "建成西山康养集聚区",
                    "建成南塘康养集聚区",
                ],
            ),
            (
                "开展健康食堂、健康步道和健康小屋建设",
                vec!["开展健康食堂建设", "开展健康步道建设", "开展健康小屋建设"],
            ),
            (
                "将孤独症筛查、先心病筛查纳入公共卫生服务",
                vec![
                    "将孤独症筛查纳入公共卫生服务",
                    "将先心病筛查纳入公共卫生服务",
                ],
            ),
            (
                "继续做好结核病筛查和视力筛查",
                vec!["继续做好结核病筛查", "做好视力筛查"],
            ),
            (
                "患者规范管理率和居民建档率均达到80%",
                vec!["患者规范管理率均达到80%", "居民建档率均达到80%"],
            ),
            (
                "儿童贫血患病率和儿童发育迟缓率分别控制在10%和4%以下",
                vec!["儿童贫血患病率控制在10%", "儿童发育迟缓率控制在4%以下"],
            ),
        ] {
            assert_eq!(shown(words), parts, "{words}");
        }
    }

    #[test]
    fn what_describes_one_thing_stays_whole() {
        for words in [
            "分别奖励50万元、100万元、150万元",
            "在东县、西县建设5个医共体",
            "建设照料中心、活动中心、服务中心等设施",
            "建立决策、执行、监督相互制衡的管理机制",
            "建立食品风险监测和应急处置机制",
            "管理率、治疗率达到100%",
            "村卫生室和诊所配备健康一体机",
            "提供预约挂号、移动支付、报告查询等服务",
        ] {
            assert_eq!(items(words).len(), 1, "{words}: {:?}", shown(words));
        }
    }
}
