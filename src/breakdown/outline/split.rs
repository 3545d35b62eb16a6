//! Printed lines → logical lines: wrapped lines joined, headings that stand inside a line parted from it.

use std::borrow::Cow;

use super::marker::Marker;
use crate::breakdown::enclosed;
use crate::breakdown::source::Line;

/// A line that a PDF broke is at least this long.
const SHORTEST_WRAPPED: usize = 20;

/// A heading line is no longer than this.
const LONGEST_HEADING: usize = 59;

/// Joins what was wrapped and parts what ran together; a line that is already one is only looked at.
pub fn logical_lines(lines: &[Line]) -> Vec<Cow<'_, Line>> {
    let mut sequence = Sequence::default();
    let mut logical = Vec::new();
    let mut rest = lines;
    while let Some((line, size)) = join_wrapped(rest) {
        part(line, &mut sequence, &mut logical);
        rest = rest.get(size..).unwrap_or_default();
    }
    logical
}

/// The first line with all that goes on in it, and how many lines that took.
fn join_wrapped(lines: &[Line]) -> Option<(Cow<'_, Line>, usize)> {
    let mut open = Cow::Borrowed(lines.first()?);
    let mut size = 1;
    for (last, line) in lines.iter().zip(lines.iter().skip(1)) {
        if !is_continued(&open, last, line) {
            break;
        }
        let between = open.text.ends_with(|c: char| c.is_ascii_alphanumeric())
            && line.text.starts_with(|c: char| c.is_ascii_alphabetic());
        let text = &mut open.to_mut().text;
        text.push_str(if between { " " } else { "" });
        text.push_str(&line.text);
        size += 1;
    }
    Some((open, size))
}

/// Whether `next` goes on in the middle of the sentence that `open`, up to its line `last`, leaves.
fn is_continued(open: &Line, last: &Line, next: &Line) -> bool {
    let ends = open.text.ends_with([
        '。', '；', ';', '！', '？', '：', ':', '”', '）', ')', '》', '.',
    ]);
    // Asked in this order, a paragraph of a million lines is not read anew at each of them.
    let is_heading = open.text.chars().nth(LONGEST_HEADING).is_none()
        && Marker::parse(&open.text).is_some()
        && !open.text.contains('。');
    next.number == last.number + 1
        && !next.is_indented
        && next.cells.is_empty()
        && open.cells.is_empty()
        && last.text.chars().count() >= SHORTEST_WRAPPED
        && !ends
        && !is_heading
        && Marker::parse(&next.text).is_none()
}

/// The last number met at each rank.
#[derive(Default)]
struct Sequence {
    last: [u32; 8],
    rank: u8,
}

impl Sequence {
    fn note(&mut self, marker: &Marker) {
        let rank = usize::from(marker.rank);
        if let Some((own, lower)) = self.last.get_mut(rank..).and_then(<[u32]>::split_first_mut) {
            *own = marker.value;
            // Arabic numbers often run on across (一), (二): only their own bracketed children start again.
            lower.fill(0);
        }
        self.rank = marker.rank;
    }

    fn expects(&self, marker: &Marker) -> bool {
        let last = self
            .last
            .get(usize::from(marker.rank))
            .copied()
            .unwrap_or(0);
        marker.value == last + 1 || (marker.value == 1 && marker.rank > self.rank)
    }
}

/// Adds the pieces of a line, each beginning with its own heading.
fn part<'l>(line: Cow<'l, Line>, sequence: &mut Sequence, pieces: &mut Vec<Cow<'l, Line>>) {
    if let Some(marker) = Marker::parse(&line.text) {
        sequence.note(&marker);
    }
    if !line.cells.is_empty() {
        pieces.push(line);
        return;
    }
    let text = &line.text;
    let mask = enclosed::mask(text);
    let mut cuts = vec![0];
    for (at, character) in text.char_indices().skip(1) {
        let is_start = "(（第".contains(character)
            || crate::text::numeral::digit(character).is_some()
            || character == '十';
        let is_free = at == 0
            || !mask.get(at - 1).copied().unwrap_or_default()
            || text
                .get(..at)
                .is_some_and(|t| t.ends_with([')', '）', '”']));
        if !is_start || !is_free {
            continue;
        }
        let Some(marker) = text.get(at..).and_then(Marker::parse) else {
            continue;
        };
        let segment = text
            .get(cuts.last().copied().unwrap_or(0)..at)
            .unwrap_or_default();
        let is_new_line =
            segment.ends_with("\u{3000}\u{3000}") && segment.trim_end().ends_with('。');
        if (is_new_line || sequence.expects(&marker))
            && may_follow(segment, &marker, text.get(at..).unwrap_or_default())
        {
            sequence.note(&marker);
            cuts.push(at);
        }
    }
    if cuts.len() == 1 {
        pieces.push(line);
        return;
    }
    cuts.push(text.len());
    let texts = cuts
        .windows(2)
        .filter_map(|cut| text.get(cut[0]..cut[1]))
        .map(str::trim)
        .filter(|piece| !piece.is_empty());
    pieces.extend(texts.map(|piece| {
        Cow::Owned(Line {
            text: piece.to_owned(),
            ..Line::clone(&line)
        })
    }));
}

/// Whether a heading may begin behind these words of the same line.
fn may_follow(segment: &str, marker: &Marker, rest: &str) -> bool {
    let before = segment.trim_end();
    let gap = segment
        .chars()
        .rev()
        .take_while(|c| c.is_whitespace())
        .count();
    if before.ends_with(['。', '）', ')', '！', '”']) || gap >= 2 {
        return true;
    }
    if before.ends_with(['：', ':']) {
        return marker.rank >= 4 && next_is_sentence(marker, rest);
    }
    // 二、主要任务（一）壮大集群。: a heading directly under a heading.
    let opens = Marker::parse(segment).is_some_and(|open| open.rank < marker.rank);
    opens && marker.value == 1 && marker.rank == 4 && !segment.contains(['。', '；'])
}

/// Behind 如下： a list is one of headings only where each of its items is made of whole sentences.
fn next_is_sentence(marker: &Marker, rest: &str) -> bool {
    rest.char_indices()
        .skip(1)
        .take(4_000)
        .filter_map(|(at, _)| Some((at, Marker::parse(rest.get(at..)?)?)))
        .find(|(_, next)| next.rank == marker.rank && next.value == marker.value + 1)
        .is_some_and(|(at, _)| {
            rest.get(..at)
                .is_some_and(|text| text.trim_end().ends_with(['。', '）', ')']))
        })
}
