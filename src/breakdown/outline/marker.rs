//! The number in front of a heading.

use crate::text::numeral;

/// The number of a heading: 第三章, 四、, （一）, 2., （3）, ①, 专栏1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marker {
    /// 0 篇 or 部分, 1 章, 2 节, 3 一、, 4 （一）, 5 1. and 专栏, 6 （1）, 7 ①.
    pub rank: u8,
    /// Its value.
    pub value: u32,
    /// As printed, separator included.
    pub printed: String,
    /// As printed, without the separator.
    pub number: String,
    /// How many bytes it takes.
    pub length: usize,
}

/// No plan has more headings of one kind.
const MOST: u32 = 300;

impl Marker {
    /// The marker that the text begins with.
    pub fn parse(text: &str) -> Option<Self> {
        let first = text.chars().next()?;
        let marker = match first {
            '第' => ordinal(text),
            '专' => boxed(text),
            '(' | '（' => bracketed(text),
            '①'..='⑳' => Some(Self::new(
                text,
                7,
                u32::from(first) - u32::from('①') + 1,
                first.len_utf8(),
                0,
            )),
            _ => separated(text),
        }?;
        let has_words = text
            .get(marker.length..)
            .is_some_and(|rest| !rest.trim().is_empty());
        (has_words && (1..=MOST).contains(&marker.value)).then_some(marker)
    }

    fn new(text: &str, rank: u8, value: u32, number: usize, separator: usize) -> Self {
        let part = |end: usize| text.get(..end).unwrap_or_default().to_owned();
        Self {
            rank,
            value,
            printed: part(number + separator),
            number: part(number).trim_end().to_owned(),
            length: number + separator,
        }
    }
}

/// The first characters of a text: a number is short, and a line may be long.
fn head(text: &str, count: usize) -> &str {
    let end = text
        .char_indices()
        .nth(count)
        .map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or(text)
}

/// 第三章 健康环境.
fn ordinal(text: &str) -> Option<Marker> {
    let rest = text.strip_prefix('第')?;
    let end = head(rest, 8).find(|c| numeral::digit(c).is_none() && !numeral::is_chinese(c))?;
    let value = numeral::parse(rest.get(..end)?)?;
    let after = rest.get(end..)?;
    let (rank, word) = [(0, "篇"), (0, "部分"), (1, "章"), (2, "节")]
        .into_iter()
        .find(|(_, word)| after.starts_with(word))?;
    let behind = after.get(word.len()..)?;
    // 第一部分人口…: only a gap, a mark or a short line makes it a heading.
    let is_heading = behind.starts_with(|c: char| c.is_whitespace() || "、：:".contains(c))
        || head(text, 25).len() == text.len();
    let gap = behind.len()
        - behind
            .trim_start_matches(|c: char| c.is_whitespace() || "、：:".contains(c))
            .len();
    is_heading.then(|| Marker::new(text, rank, value, '第'.len_utf8() + end + word.len(), gap))
}

/// 专栏1 健康细胞建设: a box beside the measures, on a line of its own.
fn boxed(text: &str) -> Option<Marker> {
    const WORD: &str = "专栏";
    let rest = text.strip_prefix(WORD)?;
    let space = rest.len() - rest.trim_start().len();
    let digits = rest.trim_start();
    let is_digit = |c: char| numeral::digit(c).is_some() || numeral::is_chinese(c);
    let end = head(digits, 8).find(|c| !is_digit(c))?;
    let behind = digits.get(end..)?;
    let gap = behind.len()
        - behind
            .trim_start_matches(|c: char| c.is_whitespace() || "、：:.．".contains(c))
            .len();
    let is_line = gap > 0 && !text.contains('。') && text.chars().count() <= 40;
    let value = numeral::parse(digits.get(..end)?)?;
    is_line.then(|| Marker::new(text, 5, value, WORD.len() + space + end, gap))
}

/// （一） and (1).
fn bracketed(text: &str) -> Option<Marker> {
    let open = text.chars().next()?;
    let inside = head(text.get(open.len_utf8()..)?, 8);
    let close = inside.find([')', '）'])?;
    let words = inside.get(..close)?;
    let (rank, fits) = if words
        .chars()
        .all(|c| c.is_ascii_digit() || ('０'..='９').contains(&c))
    {
        (6, words.chars().count() <= 3)
    } else {
        (
            4,
            words.chars().all(numeral::is_chinese) && words.chars().count() <= 5,
        )
    };
    let length = open.len_utf8() + close + inside.get(close..)?.chars().next()?.len_utf8();
    fits.then_some(())?;
    let gap = text.get(length..)?.len()
        - text
            .get(length..)?
            .trim_start_matches(['、', '.', '．', ' ', '\u{3000}'])
            .len();
    let mut marker = Marker::new(text, rank, numeral::parse(words)?, length, gap);
    marker.printed.truncate(marker.printed.trim_end().len());
    Some(marker)
}

/// 四、 and 2. and 2、.
fn separated(text: &str) -> Option<Marker> {
    let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let first = text.chars().next()?;
    let (rank, end) = if is_digit(first) {
        (5, head(text, 8).find(|c| !is_digit(c))?)
    } else if numeral::is_chinese(first) {
        (3, head(text, 8).find(|c| !numeral::is_chinese(c))?)
    } else {
        return None;
    };
    let rest = text.get(end..)?;
    let gap = rest.len() - rest.trim_start().len();
    let separator = rest.trim_start().chars().next()?;
    let allowed = if rank == 3 { "、．." } else { "、．.，" };
    let behind = rest.trim_start().get(separator.len_utf8()..)?;
    // Some converters print 1。 for 1.
    let is_stop = rank == 5 && separator == '。' && end <= 2 && gap == 0;
    let is_allowed = allowed.contains(separator) || is_stop && !behind.starts_with(is_digit);
    let is_number = behind.starts_with(is_digit)
        && separator != '、'
        && text.get(..end)?.len() < 3
        && !head(behind, 12).contains("年");
    if !is_allowed || gap > 1 || is_number {
        return None;
    }
    let space = behind.len() - behind.trim_start().len();
    let mut marker = Marker::new(
        text,
        rank,
        numeral::parse(text.get(..end)?)?,
        end,
        gap + separator.len_utf8() + space,
    );
    marker.printed.truncate(end + gap + separator.len_utf8());
    (end <= 15).then_some(marker)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_of_every_kind() {
        for (text, rank, value, number, printed) in [
            ("第三篇 普及健康生活", 0, 3, "第三篇", "第三篇 "),
            ("第十二章 加强教育", 1, 12, "第十二章", "第十二章 "),
            ("第二节创新发展", 2, 2, "第二节", "第二节"),
            ("四、主要任务", 3, 4, "四", "四、"),
            ("二十一、落实", 3, 21, "二十一", "二十一、"),
            ("（十一）扩大", 4, 11, "（十一）", "（十一）"),
            ("(一)普及", 4, 1, "(一)", "(一)"),
            ("1.推进", 5, 1, "1", "1."),
            ("10．推动", 5, 10, "10", "10．"),
            ("3、推进", 5, 3, "3", "3、"),
            ("４. 推进", 5, 4, "４", "４."),
            ("1.2012年起五年内", 5, 1, "1", "1."),
            ("（2）加强", 6, 2, "（2）", "（2）"),
            ("(3)加强", 6, 3, "(3)", "(3)"),
            ("1。加强上下联动。", 5, 1, "1", "1。"),
            ("第三部分 保障措施", 0, 3, "第三部分", "第三部分 "),
            ("②加强", 7, 2, "②", "②"),
            ("专栏1 健康细胞建设工程", 5, 1, "专栏1", "专栏1 "),
            ("专栏 三：重点项目", 5, 3, "专栏 三", "专栏 三："),
        ] {
            let marker = Marker::parse(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(
                (
                    marker.rank,
                    marker.value,
                    marker.number.as_str(),
                    marker.printed.as_str()
                ),
                (rank, value, number, printed)
            );
        }
    }

    #[test]
    fn what_only_looks_like_one() {
        for text in [
            "1.79",
            "2018年",
            "一是加强",
            "（2018—2020年）",
            "三甲医院",
            "(市)",
            "第一时间上报",
            "1",
            "一、",
            "",
            "12345热线",
            "95",
            "十三五",
            "专栏作家1人",
            "专栏1所列项目",
            "专栏2 按时完成。",
        ] {
            assert_eq!(Marker::parse(text), None, "{text}");
        }
    }
}
