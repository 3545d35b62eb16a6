//! What a line carries that its author did not write: marks of word processors, slips of a scanner, page furniture.

use std::borrow::Cow;
use std::ops::Range;

use crate::text::numeral;
use crate::text::pattern::Pattern;

/// What stands around a document and is no part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Furniture {
    /// A page ends here.
    PageNumber,
    /// Anything else.
    Other,
}

/// No furniture is longer; a document that lost its line ends may begin like some.
const LONGEST_FURNITURE: usize = 160;

/// Page numbers and what a web page prints around a document.
pub fn furniture(line: &str) -> Option<Furniture> {
    static NUMBER: Pattern = Pattern::new(
        r"^(?:[-—–－_·~]*第?~\d{1,4}~页?(?:~[/共]~\d+~页?)?~[-—–－_·]+|[-—–－]+~\d{1,4}~[-—–－]*|第~[\d一二三四五六七八九十百]{1,5}~页(?:[，,~]*共~[\d一二三四五六七八九十百]+~页)?)$",
    );
    static OTHER: Pattern = Pattern::new(
        r"^(?:(?:您?(?:现在|当前)?的?(?:所在)?位置|当前位置)[:：].*|首页.*[>›»].*|(?:发布日期|发布时间|发布机构|来源|信息来源|文章来源|稿件来源|索引号|浏览次数|浏览量|阅读次数|阅读量|点击数|点击量|访问量|访问次数|字号|字体|作者|责任编辑|编辑|签发人|份号|主题分类|信息分类|主题词|关键词|发文机关|成文日期|成文时间|发文日期|发文时间|生成日期|公开方式|公开类别|公开范围|体裁分类|组配分类|服务对象|有效性|效力状态|公文种类|内容概述|信息索取号)[:：].*|.*(?:阅读次数|浏览次数|点击次数|字号|字体)[:：].*|【?(?:打印|关闭|收藏)】?.{0,12}|(?:上|下)一(?:篇|条)[:：].*|(?:相关阅读|相关链接|相关信息|相关文章|相关文件|相关解读|延伸阅读)[:：]?.{0,20}|(?:分享|转发)到?[:：]?.{0,30}|(?:微信|微博|新浪微博|腾讯微博|QQ|QQ空间|朋友圈|QQ好友|更多|[\s|｜、])+|[【\[（(]?字[体号]~[:：].*|视力保护.*|保护视力.*|扫[一描码].{0,20}|.{0,30}(?:[.．…·]~){6,}~\d{1,4}|https?://\S+|[\w-]+(?:\.[\w-]+)*\.(?:xlsx?|docx?|pdf|wps|et|ofd|rar|zip))$",
    );
    if line.len() > LONGEST_FURNITURE {
        None
    } else if NUMBER.is_match(line) {
        Some(Furniture::PageNumber)
    } else {
        OTHER.is_match(line).then_some(Furniture::Other)
    }
}

/// A line without what a word processor leaves behind, its number as headings write it, its scanner's slips mended.
pub fn tidy(words: String) -> String {
    let words = mend(without_marks(words));
    let text = words.trim_start();
    let indent = words.get(..words.len() - text.len()).unwrap_or_default();
    match plain_number(without_bullet(text)) {
        Cow::Borrowed(same) if same.len() == text.len() => words,
        plain => format!("{indent}{plain}"),
    }
}

/// A line or cell with its scanner's slips mended.
pub fn mend(words: String) -> String {
    mended_digits(&words)
        .or_else(|| close_up(&words))
        .map_or(words, |mended| close_up(&mended).unwrap_or(mended))
}

/// Without what a word processor leaves behind inside a line.
pub fn without_marks(words: String) -> String {
    static MARKS: Pattern = Pattern::new(r"\[bookmark:[^\]]*\]|^~#{1,6}~|\*\*");
    if !words.contains(['[', '#', '*']) {
        return words;
    }
    let mut rest = String::with_capacity(words.len());
    let mut end = 0;
    for mark in MARKS.find_iter(&words) {
        rest.push_str(words.get(end..mark.start()).unwrap_or_default());
        end = mark.end();
    }
    rest.push_str(words.get(end..).unwrap_or_default());
    rest
}

/// Without the dot of a list entry; symbol fonts write theirs in the private-use area.
fn without_bullet(text: &str) -> &str {
    let is_bullet = |it: char| {
        matches!(
            it,
            '•' | '●' | '◆' | '■' | '▪' | '▶' | '►' | '➢' | '➤' | '\u{f000}'..='\u{f0ff}'
        )
    };
    let rest = text.trim_start_matches(is_bullet).trim_start();
    if rest.is_empty() { text } else { rest }
}

/// A number that one character writes (⒈ ⑴ ㈠) in the characters that headings are read by.
fn plain_number(text: &str) -> Cow<'_, str> {
    let Some(first) = text.chars().next() else {
        return Cow::Borrowed(text);
    };
    let rest = text.get(first.len_utf8()..).unwrap_or_default();
    let code = u32::from(first);
    let number = match code {
        0x2488..=0x249b => format!("{}.", code - 0x2487),
        0x2474..=0x2487 => format!("({})", code - 0x2473),
        0x3220..=0x3229 => {
            let written = "一二三四五六七八九十".chars();
            let at = usize::try_from(code - 0x3220).unwrap_or(0);
            format!("（{}）", written.skip(at).take(1).collect::<String>())
        }
        _ => return Cow::Borrowed(text),
    };
    Cow::Owned(number + rest.trim_start())
}

/// 2O2O年, 二O二O年, 1O月, l.推进: letters that a scanner took for digits, where nothing else can be meant.
fn mended_digits(words: &str) -> Option<String> {
    static MARK: Pattern = Pattern::new(r"^~[（(]?(?P<mark>[lI])\d?[)）.．、]~\p{Han}");
    let may_slip = words.contains(is_letter) || words.contains('0') && words.contains('年');
    if !may_slip {
        return None;
    }
    let mut characters: Vec<char> = words.chars().collect();
    let mark = MARK.captures(words).and_then(|found| found.name("mark"));
    if let Some(mark) = mark {
        let at = words.get(..mark.start()).map_or(0, |it| it.chars().count());
        mend_at(&mut characters, at..at + 1, '0');
    }
    let mut from = 0;
    while from < characters.len() {
        let is_part = |it: &&char| is_letter(**it) || numeral::digit(**it).is_some();
        let rest = characters.get(from..).unwrap_or_default();
        let size = rest.iter().take_while(is_part).count();
        let run = rest.get(..size).unwrap_or_default();
        let behind = rest.iter().skip(size).find(|it| !it.is_whitespace());
        let before = from.checked_sub(1).and_then(|at| characters.get(at));
        let is_word = before.is_some_and(char::is_ascii_alphabetic);
        if let Some(zero) = behind
            .filter(|_| !is_word)
            .and_then(|unit| zero_of(run, *unit))
        {
            mend_at(&mut characters, from..from + size, zero);
        }
        from += size.max(1);
    }
    let mended: String = characters.into_iter().collect();
    (mended != words).then_some(mended)
}

/// Letters that a scanner takes for 0 and 1.
fn is_letter(character: char) -> bool {
    matches!(character, 'O' | 'o' | 'Ｏ' | 'l' | 'I')
}

/// The zero that the letters O of a number before this unit stand for, if the number can be nothing else.
fn zero_of(run: &[char], unit: char) -> Option<char> {
    let letters = run.iter().filter(|it| is_letter(**it)).count();
    let is_han = |it: &&char| numeral::is_chinese(**it) && !is_letter(**it);
    let han = run.iter().filter(is_han).count();
    match (unit, run.len()) {
        ('年', 4) if han == 0 => (letters <= 2).then_some('0'),
        ('年', 4) if han >= 2 => Some('〇'),
        ('月' | '日', 2) if han == 0 => (letters == 1).then_some('0'),
        _ => None,
    }
}

fn mend_at(characters: &mut [char], range: Range<usize>, zero: char) {
    for character in characters.get_mut(range).unwrap_or_default() {
        match *character {
            'O' | 'o' | 'Ｏ' => *character = zero,
            '0' if zero != '0' => *character = zero,
            'l' | 'I' => *character = '1',
            _ => {}
        }
    }
}

/// 责 任 单 位: three and more single characters with a blank between each two are one word.
fn close_up(words: &str) -> Option<String> {
    let is_blank = |it: char| matches!(it, ' ' | '\u{3000}');
    if !words.contains(is_blank) {
        return None;
    }
    let is_han = |it: Option<&char>| it.is_some_and(|it| ('\u{4e00}'..='\u{9fff}').contains(it));
    let characters: Vec<char> = words.chars().collect();
    let at = |index: usize| characters.get(index);
    // A gap stands between two characters that are words of their own.
    let is_gap = |index: usize| {
        at(index).is_some_and(|it| is_blank(*it))
            && index > 0
            && is_han(at(index - 1))
            && is_han(at(index + 1))
            && (index < 2 || !is_han(at(index - 2)))
            && !is_han(at(index + 2))
    };
    let gaps: Vec<bool> = (0..characters.len()).map(is_gap).collect();
    let gap = |index: usize| gaps.get(index).copied().unwrap_or_default();
    let closes = |index: usize| gap(index) && (gap(index + 2) || index > 1 && gap(index - 2));
    let word: String = characters
        .iter()
        .enumerate()
        .filter(|(index, _)| !closes(*index))
        .map(|(_, character)| character)
        .collect();
    (word.len() < words.len()).then_some(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_become_what_their_author_wrote() {
        for (raw, words) in [
            ("责 任 单 位：市教育局", "责任单位：市教育局"),
            ("（责 任 单 位：市教育局）", "（责任单位：市教育局）"),
            ("健\u{3000}康\u{3000}样\u{3000}城", "健康样城"),
            ("序 号", "序 号"),
            ("任务 单位 时限", "任务 单位 时限"),
            ("建设 A B C 三个", "建设 A B C 三个"),
            ("到2O2O年，完成。", "到2020年，完成。"),
            ("到202l年1O月底", "到2021年10月底"),
            ("二O二O年三月", "二〇二〇年三月"),
            ("二0一八年", "二〇一八年"),
            ("二十年", "二十年"),
            ("l.推进工程", "1.推进工程"),
            ("（l）推进工程", "（1）推进工程"),
            ("I2月3l日前", "12月31日前"),
            ("ISO9000年审", "ISO9000年审"),
            ("QOL年度评估", "QOL年度评估"),
            ("100年", "100年"),
            ("⒈推进工程", "1.推进工程"),
            ("⑴ 推进", "(1)推进"),
            ("㈠推进", "（一）推进"),
            ("\u{3000}\u{f06c} 建设步道", "\u{3000}建设步道"),
            ("● 建设步道", "建设步道"),
            ("●", "●"),
            ("[bookmark: _x]1.戊", "1.戊"),
        ] {
            assert_eq!(tidy(raw.to_owned()), words, "{raw}");
            assert_eq!(tidy(words.to_owned()), words, "{raw}");
        }
    }

    #[test]
    fn furniture_is_known_by_its_words() {
        for line in [
            "— 3 —",
            "-12-",
            "第 4 页",
            "第3页 共12页",
            "第 3 页，共 12 页",
            "第十二页",
        ] {
            assert_eq!(furniture(line), Some(Furniture::PageNumber), "{line}");
        }
        for line in [
            "当前位置: 首页 > 规划",
            "您现在的位置：首页",
            "发布时间：2020-01-01 来源：市卫健委 浏览次数：12",
            "【打印】【关闭】",
            "上一篇：某通知",
            "下一条：没有了",
            "相关链接",
            "一、总体要求............3",
            "一、总体要求……………………12",
            "附表.xls",
            "https://www.example.com/a",
        ] {
            assert_eq!(furniture(line), Some(Furniture::Other), "{line}");
        }
        for line in [
            "3",
            "第3页的内容要修改。",
            "来源分析。",
            "打印机采购100台，2020年底前完成并投入使用。",
            "首页",
        ] {
            assert_eq!(furniture(line), None, "{line}");
        }
    }
}
