//! Which parts of a text stand inside brackets, quotation marks or a title, so that no comma in them parts a sentence.

use std::ops::Range;

/// A longer quotation is no name: a mark was lost.
const LONGEST_QUOTE: usize = 240;

/// No text nests deeper; marks beyond it enclose nothing.
const DEEPEST: usize = 64;

/// The marks that open.
const MARKS: [char; 8] = ['(', '（', '《', '“', '〔', '[', '［', '【'];

/// The kind of an opening or closing mark; full and half width are one kind.
fn kind(character: char) -> Option<(u8, bool)> {
    match character {
        '(' | '（' => Some((0, true)),
        ')' | '）' => Some((0, false)),
        '《' => Some((1, true)),
        '》' => Some((1, false)),
        '“' => Some((2, true)),
        '”' => Some((2, false)),
        '〔' | '[' | '［' | '【' => Some((3, true)),
        '〕' | ']' | '］' | '】' => Some((3, false)),
        _ => None,
    }
}

/// Every matched pair with the mark's kind, marks included; a mark without its twin encloses nothing.
fn pairs(text: &str) -> Vec<(u8, Range<usize>)> {
    if !text.contains(MARKS) {
        return Vec::new();
    }
    let mut open: Vec<(u8, usize)> = Vec::new();
    let mut found = Vec::new();
    for (at, character) in text.char_indices() {
        match kind(character) {
            Some((kind, true)) if open.len() < DEEPEST => open.push((kind, at)),
            Some((kind, false)) => {
                if let Some(depth) = open.iter().rposition(|mark| mark.0 == kind) {
                    found.push((kind, open[depth].1..at + character.len_utf8()));
                    open.truncate(depth);
                }
            }
            Some((_, true)) | None => {}
        }
    }
    found
}

/// For each byte, whether it stands inside a pair of marks.
pub fn mask(text: &str) -> Vec<bool> {
    let mut mask = vec![false; text.len()];
    for (kind, range) in pairs(text) {
        let inside = text.get(range.clone()).unwrap_or_default();
        let is_name = kind == 0 || (range.len() <= LONGEST_QUOTE && !inside.contains('。'));
        if let Some(part) = mask.get_mut(range).filter(|_| is_name) {
            part.fill(true);
        }
    }
    mask
}

/// The outermost brackets of a text, （…） and 〔…〕, marks included.
pub fn brackets(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<_> = pairs(text)
        .into_iter()
        .filter(|(kind, _)| matches!(kind, 0 | 3))
        .map(|(_, range)| range)
        .collect();
    found.sort_by_key(|range| (range.start, usize::MAX - range.end));
    let mut reached = 0;
    found.retain(|range| {
        let is_outer = range.start >= reached;
        reached = reached.max(range.end);
        is_outer
    });
    found
}

/// The pieces of a text between separators that stand outside every pair of marks.
pub fn split<'t>(text: &'t str, separators: &[char]) -> Vec<&'t str> {
    let mask = mask(text);
    let mut pieces = Vec::new();
    let mut from = 0;
    for (at, character) in text.char_indices() {
        if separators.contains(&character) && !mask.get(at).copied().unwrap_or_default() {
            pieces.push(text.get(from..at).unwrap_or_default());
            from = at + character.len_utf8();
        }
    }
    pieces.push(text.get(from..).unwrap_or_default());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_either_width_pair_and_lost_ones_enclose_nothing() {
        assert_eq!(
            split("甲(市、区),乙（丙，丁)", &['、', ',', '，']),
            ["甲(市、区)", "乙（丙，丁)"]
        );
        assert_eq!(split("“甲、乙”、丙", &['、']), ["“甲、乙”", "丙"]);
        assert_eq!(split("“甲、乙", &['、']), ["“甲", "乙"]);
        assert_eq!(split("甲、“乙", &['、']), ["甲", "“乙"]);
        let text = "各县(市)区(责任单位:甲(乙))";
        let found: Vec<_> = brackets(text)
            .into_iter()
            .map(|range| &text[range])
            .collect();
        assert_eq!(found, ["(市)", "(责任单位:甲(乙))"]);
    }
}
