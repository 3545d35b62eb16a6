//! Lists inside a clause: 3条步道、3个公园; 某集聚区、某集聚区和某集聚区.

use std::ops::Range;

use crate::breakdown::enclosed;
use crate::breakdown::figure;
use crate::text::pattern::Pattern;

/// The items of a clause that promises several things; one range where it promises one.
pub fn items(words: &str) -> Vec<Range<usize>> {
    let counted = counted_items(words);
    if counted.len() > 1 {
        return counted;
    }
    let named = named_items(words);
    if named.len() > 1 {
        return named;
    }
    std::iter::once(0..words.len()).collect()
}

/// Where 、, 和, 及 stand outside brackets and names.
fn joints(words: &str) -> Vec<Range<usize>> {
    let mask = enclosed::mask(words);
    words
        .char_indices()
        .filter(|(at, character)| {
            "、和及".contains(*character) && !mask.get(*at).copied().unwrap_or_default()
        })
        .map(|(at, character)| at..at + character.len_utf8())
        .collect()
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

/// Three or more things of one kind behind one verb, each with its whole name.
fn named_items(words: &str) -> Vec<Range<usize>> {
    static VERB: Pattern = Pattern::new(r"举办|承办|建成|打造|成立|创建|新建|设立");
    static THING: Pattern =
        Pattern::new(r"(?:区|节|赛|展|论坛|博览会|站|馆|中心|基地|平台|医院|学院|公园|小镇)$");
    let Some(verb) = VERB.find(words) else {
        return Vec::new();
    };
    let list = words.get(verb.end()..).unwrap_or_default();
    if list.contains('等') {
        return Vec::new();
    }
    let mut items = Vec::new();
    let mut from = 0;
    for joint in joints(words)
        .into_iter()
        .filter(|joint| joint.start >= verb.end())
    {
        items.push(from..joint.start);
        from = joint.end;
    }
    items.push(from..words.len());
    let is_thing = |item: &Range<usize>| {
        words
            .get(item.clone())
            .is_some_and(|text| text.chars().count() >= 5 && THING.is_match(text))
    };
    if items.len() >= 3 && items.iter().all(is_thing) {
        items
    } else {
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_parted_where_each_item_can_be_checked() {
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
                vec!["建成东湖康养集聚区", "西山康养集聚区", "南塘康养集聚区"],
            ),
            (
                "贫血率和迟缓率分别控制在10%和4%以下",
                vec!["贫血率和迟缓率分别控制在10%和4%以下"],
            ),
            (
                "分别奖励50万元、100万元、150万元",
                vec!["分别奖励50万元、100万元、150万元"],
            ),
            (
                "在东县、西县建设5个医共体",
                vec!["在东县、西县建设5个医共体"],
            ),
            (
                "建设照料中心、活动中心、服务中心等设施",
                vec!["建设照料中心、活动中心、服务中心等设施"],
            ),
        ] {
            let got: Vec<_> = items(words)
                .into_iter()
                .map(|range| &words[range])
                .collect();
            assert_eq!(got, parts);
        }
    }
}
