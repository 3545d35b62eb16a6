//! The figures (数值) of a sentence as printed: ≥40%, 100套, 58/10万以下, 一支.

use std::ops::Range;

use crate::text::pattern::Pattern;

/// A figure and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The bytes of the text.
    pub range: Range<usize>,
    /// As printed.
    pub text: String,
    /// Written in Arabic digits, not as 一个.
    pub is_numeric: bool,
}

/// Digits with a unit, with or without a comparison, a range, or 以上.
static NUMERIC: Pattern = Pattern::new(
    r"(?:[≥≤＞＜<>≧≦]=?~)?[\d０-９][\d０-９,]*(?:[.．][\d０-９]+)?(?:~[—–－～~至-]+~[\d０-９]+(?:[.．][\d０-９]+)?)?~(?:(?:/~)?[\d]*[万亿千百]*~(?:%|％|‰|个百分点|百分点|平方公里|平方米|立方米|公里|千米|延米|米|批次|人次|例次|人份|万元|亿元|元|吨|公斤|克|亩|公顷|小时|分钟|工作日|周|个|家|所|支|次|届|条|处|件|份|项|种|类|名|位|人|场|台|套|辆|张|座|栋|幢|间|户|例|所|门|篇|部|株|只|床|架|倍|处|片|本|册|课时|学时|人日|眼|艘|对|组|期|轮|居民|人口|村|乡镇|街道|社区|DDD|kg|千瓦时|标准煤)|/~\d+~万?|[万亿])(?:（册）|\(册\))?(?:以上|以下|以内|之内|左右|及以上|及以下)?",
);

/// Chinese numerals with a measure word; 一批, 一些, 一体 and ordinals are no figures.
static WRITTEN: Pattern = Pattern::new(
    r"(?:[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])(?:个|家|所|支|次|届|条|处|件|份(?:（册）|\(册\))?|项|种|类|名|位|场|台|套|辆|张|座|间|小时|周|倍|场次)(?:以上|以下|以内|左右)?",
);

/// An age that a life is to last: 预期寿命达到81岁左右.
static LIFE: Pattern = Pattern::new(
    r"寿命[^，,。；;、]{0,6}?(?:达到|达|提高到|提高至|增加到|增至|延长到|超过|保持在|稳定在|为|到)~约?(?P<age>[\d０-９]+(?:[.．][\d０-９]+)?~岁(?:以上|左右)?)",
);

/// A share or a class without a digit: 半数以上, Ⅲ类以上.
static SHARE: Pattern = Pattern::new(r"半数(?:以上)?|[ⅠⅡⅢⅣⅤ]类(?:标准|水体|水质)?(?:及以上|以上)?");

/// Every figure of a text, dates and ages left out.
pub fn find(text: &str) -> Vec<Figure> {
    // Most words print none, and the patterns are long.
    let has_digit = text.contains(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c));
    let has_numeral = text.contains([
        '一', '二', '两', '三', '四', '五', '六', '七', '八', '九', '十', '半', '类',
    ]);
    let mut found = if has_digit { numeric(text) } else { Vec::new() };
    if has_numeral {
        add_written(text, &mut found);
    }
    found.sort_by_key(|figure| figure.range.start);
    found
}

/// The figures in digits.
fn numeric(text: &str) -> Vec<Figure> {
    static ORDINAL: Pattern = Pattern::new(r"(?:第|[年月日级型类]|[A-Za-z+])$");
    let mut found: Vec<Figure> = NUMERIC
        .find_iter(text)
        .filter(|figure| {
            !ORDINAL.is_match(text.get(..figure.start()).unwrap_or_default())
                || figure.as_str().contains(['%', '％', '‰'])
        })
        .filter(|figure| {
            !is_date(
                text.get(figure.end()..).unwrap_or_default(),
                figure.as_str(),
            )
        })
        .map(|figure| Figure {
            range: figure.range(),
            text: figure.as_str().trim().to_owned(),
            is_numeric: true,
        })
        .collect();
    let ages = LIFE.captures_iter(text).filter_map(|life| life.name("age"));
    found.extend(ages.map(|age| Figure {
        range: age.range(),
        text: age.as_str().trim().to_owned(),
        is_numeric: true,
    }));
    found
}

/// Adds the figures in Chinese numerals.
fn add_written(text: &str, found: &mut Vec<Figure>) {
    for figure in SHARE.find_iter(text).chain(WRITTEN.find_iter(text)) {
        let before = text.get(..figure.start()).unwrap_or_default();
        let after = text.get(figure.end()..).unwrap_or_default();
        let is_ordinal = before.ends_with(['第', '每', '这', '同', '任', '另', '几', '百', '千'])
            || before.ends_with(crate::text::numeral::is_chinese);
        let is_word = after.starts_with('性');
        let overlaps = found
            .iter()
            .any(|known| known.range.start < figure.end() && figure.start() < known.range.end);
        if !is_ordinal && !is_word && !overlaps {
            found.push(Figure {
                range: figure.range(),
                text: figure.as_str().to_owned(),
                is_numeric: false,
            });
        }
    }
}

/// 3个月, 5周岁, 2018年, 24小时热线: time, age and service round the clock, no figure.
fn is_date(after: &str, figure: &str) -> bool {
    (figure == "24小时" && !after.starts_with('内'))
        || (figure.ends_with('个')
            && after.starts_with(['月', '工'])
            && !after.starts_with("工作站"))
        || (figure.ends_with('周') && after.starts_with('岁'))
        || after.starts_with(['年', '月', '岁'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_kept_as_printed() {
        for (text, figures) in [
            ("比例≥40%，强度≤40DDD", vec!["≥40%", "≤40DDD"]),
            ("发病率控制在58/10万以下", vec!["58/10万以下"]),
            ("每3—10万居民设1所中心", vec!["3—10万居民", "1所"]),
            ("投放发放机100套", vec!["100套"]),
            ("增加15个百分点", vec!["15个百分点"]),
            ("选送50-100名骨干", vec!["50-100名"]),
            (
                "建立一支队伍，拥有一件以上器材，一份(册)以上图书",
                vec!["一支", "一件以上", "一份(册)以上"],
            ),
            ("抽检5000批次，造林0.3万亩", vec!["5000批次", "0.3万亩"]),
            ("24小时内报告，24小时以内处置", vec!["24小时", "24小时以内"]),
            ("时间控制在8分钟以内", vec!["8分钟以内"]),
            ("管理率达到８５％以上", vec!["８５％以上"]),
            ("组建三个集团，每天一小时", vec!["三个", "一小时"]),
            ("人均预期寿命达到80.5岁左右", vec!["80.5岁左右"]),
            ("每学期上课不少于7课时", vec!["7课时"]),
            (
                "半数以上的医院，水质达到Ⅲ类以上",
                vec!["半数以上", "Ⅲ类以上"],
            ),
        ] {
            let got: Vec<_> = find(text).into_iter().map(|figure| figure.text).collect();
            assert_eq!(got, figures, "{text}");
        }
    }

    #[test]
    fn names_ages_dates_and_words_are_no_figures() {
        for text in [
            "12320热线",
            "24小时心理援助热线",
            "“121”工程",
            "H7N9流感",
            "2018年9月",
            "0-6岁儿童",
            "人均寿命和12岁儿童",
            "65岁以上老人",
            "5年生存率",
            "第一次",
            "一体化",
            "二级医院",
            "一次性",
            "万人千台",
            "3个月内",
            "十三五",
            "每个乡镇",
            "一户一档",
            "一系列",
        ] {
            assert!(find(text).is_empty(), "{text}: {:?}", find(text));
        }
    }
}
