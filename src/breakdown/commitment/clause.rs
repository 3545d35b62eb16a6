//! A paragraph → sentences → clauses, with what each clause prints: deadlines, rhythm, figures.

use std::ops::Range;

use super::phrase::{self, Phrase};
use super::weight::Weight;
use crate::breakdown::enclosed;
use crate::breakdown::figure::{self, Figure};
use crate::domain::deadline::{Deadline, Found, Frame};
use crate::domain::recurrence::Recurrence;
use crate::text::pattern::Pattern;

/// A clause of a sentence.
#[derive(Clone, Debug)]
pub struct Clause<'t> {
    /// Where it stands in the paragraph, without the stop behind it.
    pub range: Range<usize>,
    /// Its words.
    pub words: &'t str,
    /// The deadlines printed in it; places count from the start of the clause.
    pub deadlines: Vec<Found>,
    /// How often it comes back.
    pub rhythm: Option<Recurrence>,
    /// Its figures; places count from the start of the clause.
    pub figures: Vec<Figure>,
    /// Its verb and object.
    pub phrase: Phrase<'t>,
    /// What it weighs by its own words.
    pub weight: Weight,
    /// It stands behind a semicolon, or first: it may begin something new.
    pub is_fresh: bool,
}

/// A longer sentence is no sentence; it is read in pieces.
const LONGEST: usize = 9_000;

/// The sentences of a paragraph, each up to its full stop; brackets and names are not parted.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let whole = cut(text, &(0..text.len()), |character| {
        "。！？\n".contains(character)
    });
    whole
        .into_iter()
        .flat_map(|part| pieces(text, part.0))
        .collect()
}

/// The range itself, or pieces of it that are short enough.
fn pieces(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut from = range.start;
    while range.end - from > LONGEST {
        let end = text.floor_char_boundary(from + LONGEST);
        pieces.push(from..end);
        from = end;
    }
    pieces.push(from..range.end);
    pieces
}

/// The clauses of one sentence.
pub fn clauses<'t>(text: &'t str, sentence: &Range<usize>, frame: &Frame) -> Vec<Clause<'t>> {
    let whole = text.get(sentence.clone()).unwrap_or_default();
    let deadlines = Deadline::find_in(whole, frame);
    let mut after_semicolon = true;
    let mut clauses = Vec::new();
    let pieces = cut(text, sentence, |character| "，,；;".contains(character));
    for (range, stop) in parted(text, joined(text, pieces)) {
        let words = text.get(range.clone()).unwrap_or_default();
        let here: Vec<Found> = deadlines
            .iter()
            .filter(|found| {
                let start = sentence.start + found.range.start;
                range.start <= start && start < range.end
            })
            .map(|found| Found {
                range: within(found.range.start, sentence.start, &range)
                    ..within(found.range.end, sentence.start, &range),
                deadline: found.deadline.clone(),
            })
            .collect();
        let behind_date = here
            .first()
            .filter(|found| found.range.start == 0)
            .and_then(|found| words.get(found.range.end..))
            .unwrap_or(words);
        let phrase = phrase::read(behind_date.trim_start_matches(['，', ',', ' ']));
        let figures = figure::find(words);
        let rhythm = Recurrence::find_in(words);
        clauses.push(Clause {
            words,
            deadlines: here,
            weight: Weight::of(words, &phrase, &figures, rhythm.is_some()),
            rhythm,
            figures,
            phrase,
            is_fresh: after_semicolon,
            range,
        });
        after_semicolon = stop.is_some_and(|stop| "；;".contains(stop));
    }
    clauses
}

/// Whether a clause breaks off inside what describes its object: 建立以甲为主的, 建立以甲为龙头.
fn breaks_off(words: &str) -> bool {
    static OPEN: Pattern = Pattern::new(
        r"(?:建立|构建|形成|健全|打造|完善)(?:健全|完善)?起?以[^。]+为[^，,的]{1,4}$|(?:成立|组建|建立|构建|设立)由[^。]+(?:组长|牵头|参加|参与|组成|负责)$",
    );
    words.ends_with('的') || OPEN.is_match(words)
}

/// 建立以甲为主的,与乙同步的体系: that comma parts no clauses.
fn joined(
    text: &str,
    pieces: Vec<(Range<usize>, Option<char>)>,
) -> Vec<(Range<usize>, Option<char>)> {
    let mut joined: Vec<(Range<usize>, Option<char>)> = Vec::new();
    for (range, stop) in pieces {
        match joined.last_mut() {
            Some((open, open_stop))
                if text.get(open.clone()).is_some_and(breaks_off)
                    && open_stop.is_some_and(|stop| "，,".contains(stop)) =>
            {
                open.end = range.end;
                *open_stop = stop;
            }
            _ => joined.push((range, stop)),
        }
    }
    joined
}

/// 设置门诊、配备医师; 建立清单并向社会公示: two doings of one clause are two clauses.
fn parted(
    text: &str,
    pieces: Vec<(Range<usize>, Option<char>)>,
) -> Vec<(Range<usize>, Option<char>)> {
    let mut parted = Vec::new();
    for (range, stop) in pieces {
        let words = text.get(range.clone()).unwrap_or_default();
        let mut from = range.start;
        for joint in doing_joints(words) {
            parted.push((from..range.start + joint.start, Some('、')));
            from = range.start + joint.end;
        }
        parted.push((from..range.end, stop));
    }
    parted
}

/// Where one doing ends and the next begins in a clause; only a 、 belongs to neither.
fn doing_joints(words: &str) -> Vec<Range<usize>> {
    /// What goes on longer is no doing of its own.
    const LONGEST_DOING: usize = 900;
    static JOINT: Pattern = Pattern::new("、|并|和|及");
    if !JOINT.is_match(words) {
        return Vec::new();
    }
    let mask = enclosed::mask(words);
    let mut found: Vec<Range<usize>> = Vec::new();
    for joint in JOINT.find_iter(words) {
        let from = found.last().map_or(0, |before| before.end);
        let is_free = !mask.get(joint.start()).copied().unwrap_or_default();
        let left = words.get(from..joint.start()).unwrap_or_default();
        let right = words.get(joint.end()..).unwrap_or_default();
        let may_turn = joint.as_str() == "并";
        let is_short = left.len() <= LONGEST_DOING;
        if is_free && is_short && phrase::begins_doing(right, may_turn) && phrase::is_doing(left) {
            let is_comma = joint.as_str() == "、";
            let end = if is_comma { joint.end() } else { joint.start() };
            found.push(joint.start()..end);
        }
    }
    found
}

/// A place of the sentence as a place of the clause.
fn within(place: usize, sentence: usize, clause: &Range<usize>) -> usize {
    (sentence + place).clamp(clause.start, clause.end) - clause.start
}

/// The pieces of `range` between separators that stand outside brackets, trimmed, with the separator behind each.
fn cut(
    text: &str,
    range: &Range<usize>,
    is_separator: impl Fn(char) -> bool,
) -> Vec<(Range<usize>, Option<char>)> {
    let whole = text.get(range.clone()).unwrap_or_default();
    let mask = enclosed::mask(whole);
    let mut pieces = Vec::new();
    let mut from = 0;
    let mut push = |from: usize, to: usize, stop: Option<char>| {
        let piece = whole.get(from..to).unwrap_or_default();
        let lead = piece.len() - piece.trim_start().len();
        let words = piece.trim();
        if !words.is_empty() {
            let start = range.start + from + lead;
            pieces.push((start..start + words.len(), stop));
        }
    };
    for (at, character) in whole.char_indices() {
        let is_free = !mask.get(at).copied().unwrap_or_default();
        let in_number = character == ','
            && whole
                .get(..at)
                .is_some_and(|t| t.ends_with(|c: char| c.is_ascii_digit()))
            && whole
                .get(at + 1..)
                .is_some_and(|t| t.len() >= 3 && t.bytes().take(3).all(|b| b.is_ascii_digit()));
        if is_separator(character) && (is_free || character == '\n') && !in_number {
            push(from, at, Some(character));
            from = at + character.len_utf8();
        }
    }
    push(from, whole.len(), None);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_know_their_dates_and_figures() {
        let text = "加强管理。到2020年,建成1,000个点（含甲，乙）；每年检查2次。";
        let sentences = sentences(text);
        assert_eq!(sentences.len(), 2);
        let clauses = clauses(text, &sentences[1], &Frame::default());
        let words: Vec<_> = clauses.iter().map(|clause| clause.words).collect();
        assert_eq!(
            words,
            ["到2020年", "建成1,000个点（含甲，乙）", "每年检查2次"]
        );
        assert_eq!(clauses[0].deadlines.len(), 1);
        assert_eq!(clauses[1].figures.len(), 1);
        assert_eq!(clauses[2].rhythm, Some(Recurrence::Yearly));
        assert!(clauses[2].is_fresh);
    }
}
