//! A task's title: verb and object, at most 30 characters, for a list.

mod shorten;

use super::lexicon;
use crate::domain::deadline::{Deadline, Found, Frame};
use crate::text::pattern::Pattern;

/// The longest title in characters.
pub const LONGEST: usize = 30;

/// The title of the words that a task stands on; `verb` or `subject` stands before them where the print leaves it out.
pub fn of(words: &str, left_out: Option<&str>) -> String {
    let core = core(words);
    let whole = match left_out {
        Some(word) if !core.starts_with(word) => format!("{word}{core}"),
        _ => core,
    };
    shorten::shorten(&whole)
}

/// The words without deadline, adverbs and what leads up to them.
pub fn core(words: &str) -> String {
    static OPENING: Pattern = Pattern::new(
        r"^(?:[，,、；;：:。\s]+|[一二三四五六七八九十]+是|并(?:且)?(?:[^购]|$)|同时|此外|另外|其中|到时|进一步|积极|大力|全力|切实|继续|持续|不断|深入|着力|努力|力争|争取|确保|尽快|还要|也要|原则上|最终|[（(][一二三四五六七八九十\d]+[）)])",
    );
    static CLOSING: Pattern = Pattern::new(r"[，,、；;：:。！\s]+$");
    let mut rest = words.trim();
    loop {
        let before = rest;
        if let Some(opening) = OPENING.find(rest) {
            let opened = opening.as_str();
            let kept = if opened.starts_with('并') {
                opened
                    .chars()
                    .skip(1)
                    .last()
                    .filter(|c| *c != '且')
                    .map_or(0, char::len_utf8)
            } else {
                0
            };
            rest = rest
                .get(opening.end() - kept..)
                .unwrap_or(rest)
                .trim_start();
        }
        // 加快建设基地, but 加快基地建设.
        let behind = rest
            .strip_prefix("加快")
            .or_else(|| rest.strip_prefix("加速"));
        if let Some(behind) = behind.filter(|it| lexicon::verb_at_start(it).is_some()) {
            rest = behind;
        }
        if let Some(found) = opening_date(rest)
            .first()
            .filter(|found| found.range.start == 0 && found.range.end < rest.len())
        {
            rest = rest.get(found.range.end..).unwrap_or(rest).trim_start();
        }
        if rest == before || rest.is_empty() {
            break;
        }
    }
    let rest = if rest.is_empty() { words.trim() } else { rest };
    let end = CLOSING
        .find(rest)
        .map_or(rest.len(), |closing| closing.start());
    rest.get(..end).unwrap_or(rest).split_whitespace().collect()
}

/// The deadlines of words that may begin with one; only the beginning is looked at.
fn opening_date(words: &str) -> Vec<Found> {
    const LONGEST_DATE: usize = 240;
    let begins = words.starts_with(|c: char| {
        c.is_ascii_digit()
            || crate::text::numeral::digit(c).is_some()
            || "到至截在于自从今本明后年利用通未十最印“\"（".contains(c)
    });
    if !begins {
        return Vec::new();
    }
    let head = words.get(..words.floor_char_boundary(LONGEST_DATE));
    Deadline::find_in(head.unwrap_or(words), &Frame::default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_begin_with_what_is_to_do() {
        for (words, left_out, title) in [
            ("到2020年,建成健康步道3条。", None, "建成健康步道3条"),
            ("力争2020年底前完成改造", None, "完成改造"),
            ("20个健康机关;", Some("建成"), "建成20个健康机关"),
            ("并购设备三台", None, "并购设备三台"),
            ("并建立台账", None, "建立台账"),
            ("一是加快建设平台", None, "建设平台"),
            ("加快急救平台建设", None, "加快急救平台建设"),
            ("，", None, ""),
        ] {
            assert_eq!(of(words, left_out), title, "{words}");
        }
    }
}
