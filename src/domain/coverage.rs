//! Coverage (分解情况): where every word of a measure's paragraph went.
//!
//! A paragraph is heading and owners (`labels`), the words that tasks stand on, the words that need no task and why, and
//! words that nobody has looked at yet (`Open`). Nothing is in two of these, and nothing is in none.

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A stretch of a measure's printed paragraph, in bytes; it never cuts a character.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(from = "(usize, usize)", into = "(usize, usize)")]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte behind the last one.
    pub end: usize,
}

impl Span {
    /// From one byte up to another.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Whether nothing is in it.
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// Whether a byte lies in it.
    pub fn contains(self, at: usize) -> bool {
        self.start <= at && at < self.end
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The words there; empty where the span does not fit the text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// The same without the white space and stops at either end.
    #[must_use]
    pub fn trimmed(self, text: &str) -> Self {
        let words = self.of(text);
        let start = self.start + (words.len() - words.trim_start_matches(is_separator).len());
        let kept = words.trim_matches(is_separator).len();
        Self::new(start, start + kept)
    }
}

impl From<(usize, usize)> for Span {
    fn from((start, end): (usize, usize)) -> Self {
        Self { start, end }
    }
}

impl From<Span> for (usize, usize) {
    fn from(span: Span) -> Self {
        (span.start, span.end)
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// The ledger of a measure (分解情况): what of its paragraph needs no task, and whether it needs any.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    /// What needs no task, in printed order.
    pub entries: Vec<Entry>,
    /// Why the measure needs no task at all; only a coordinator says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settled: Option<String>,
    /// The paragraph and its place, where a new edition changed them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub printed: Option<Printed>,
}

/// Words that need no task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Where they stand.
    pub span: Span,
    /// The words.
    pub quote: String,
    /// Why.
    pub reason: String,
    /// Who said so; empty for the reader.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
}

/// A measure as one edition prints it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Printed {
    /// Its number.
    pub number: String,
    /// Its heading.
    pub title: String,
    /// The whole paragraph.
    pub text: String,
    /// Where heading and owners stand in it.
    pub labels: Vec<Span>,
}

impl Ledger {
    /// The stretches of its entries.
    pub fn spans(&self) -> Vec<Span> {
        self.entries.iter().map(|entry| entry.span).collect()
    }

    /// Takes these words out: what they cover is no longer "no task"; what is left of an entry on either side stays.
    pub fn clear(&mut self, span: Span, text: &str) {
        let mut kept = Vec::with_capacity(self.entries.len() + 1);
        for entry in self.entries.drain(..) {
            if !entry.span.overlaps(span) {
                kept.push(entry);
                continue;
            }
            let sides = [
                Span::new(entry.span.start, span.start.max(entry.span.start)),
                Span::new(span.end.min(entry.span.end), entry.span.end),
            ];
            for side in sides {
                let side = side.trimmed(text);
                if !side.is_empty() {
                    kept.push(Entry {
                        span: side,
                        quote: side.of(text).to_owned(),
                        ..entry.clone()
                    });
                }
            }
        }
        self.entries = kept;
    }

    /// Says that these words need no task, whatever was said of them before.
    pub fn mark(&mut self, span: Span, text: &str, reason: &str, by: &str) {
        self.clear(span, text);
        let span = span.trimmed(text);
        if !span.is_empty() {
            self.entries.push(Entry {
                span,
                quote: span.of(text).to_owned(),
                reason: reason.to_owned(),
                by: by.to_owned(),
            });
            self.entries.sort_by_key(|entry| entry.span);
        }
    }
}

/// The characters that only part one piece from the next.
pub fn is_separator(character: char) -> bool {
    character.is_whitespace() || "，,、；;：:。．.！!？?".contains(character)
}

/// Who claims which words of a paragraph.
#[derive(Clone, Copy, Debug, Default)]
pub struct Claims<'a> {
    /// Heading, number, owners, and the date cell of a table's row.
    pub labels: &'a [Span],
    /// What each task stands on; two horizons of one promise may stand on the same words.
    pub tasks: &'a [Span],
    /// What needs no task.
    pub no_task: &'a [Span],
}

/// What a stretch of a paragraph is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Heading or owners.
    Label,
    /// These tasks stand on it, by their place in the claims.
    Tasks(Vec<usize>),
    /// It needs no task: its place in the claims.
    NoTask(usize),
    /// Nobody has said what becomes of it.
    Open,
    /// Only stops and white space between two others.
    Stop,
}

/// A stretch and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Where.
    pub span: Span,
    /// What.
    pub part: Part,
}

/// The whole paragraph in its order, every byte in exactly one stretch.
///
/// Where claims overlap, a label goes before a task and a task before no task.
pub fn stretches(text: &str, claims: &Claims<'_>) -> Vec<Stretch> {
    let mut borders: Vec<usize> = [claims.labels, claims.tasks, claims.no_task]
        .into_iter()
        .flatten()
        .flat_map(|span| [span.start, span.end])
        .chain([0, text.len()])
        .filter(|at| text.is_char_boundary(*at))
        .collect();
    borders.sort_unstable();
    borders.dedup();
    let mut sweep = Sweep::new(claims);
    let mut found: Vec<Stretch> = Vec::new();
    for pair in borders.windows(2) {
        let span = Span::new(pair[0], pair[1]);
        let part = match sweep.part(span.start) {
            Part::Open if span.of(text).chars().all(is_separator) => Part::Stop,
            part => part,
        };
        match found.last_mut() {
            Some(last) if last.part == part => last.span.end = span.end,
            _ => found.push(Stretch { span, part }),
        }
    }
    found
}

/// The claims in the order of their beginnings, each kind with those that reach to where the sweep is.
struct Sweep<'a> {
    kinds: [Queue<'a>; 3],
}

struct Queue<'a> {
    spans: &'a [Span],
    order: Vec<usize>,
    next: usize,
    active: Vec<usize>,
}

impl<'a> Queue<'a> {
    fn new(spans: &'a [Span]) -> Self {
        let mut order: Vec<usize> = (0..spans.len()).collect();
        order.sort_by_key(|&at| spans[at]);
        Self {
            spans,
            order,
            next: 0,
            active: Vec::new(),
        }
    }

    /// The claims on the byte, which lies behind every byte asked for before.
    fn at(&mut self, byte: usize) -> &[usize] {
        while let Some(&claim) = self.order.get(self.next)
            && self.spans[claim].start <= byte
        {
            self.active.push(claim);
            self.next += 1;
        }
        self.active.retain(|&claim| self.spans[claim].end > byte);
        &self.active
    }
}

impl<'a> Sweep<'a> {
    fn new(claims: &Claims<'a>) -> Self {
        Self {
            kinds: [claims.labels, claims.tasks, claims.no_task].map(Queue::new),
        }
    }

    fn part(&mut self, byte: usize) -> Part {
        let [labels, tasks, no_task] = &mut self.kinds;
        let (is_label, tasks, no_task) = (
            !labels.at(byte).is_empty(),
            tasks.at(byte).to_vec(),
            no_task.at(byte).first().copied(),
        );
        match (is_label, tasks, no_task) {
            (true, ..) => Part::Label,
            (_, tasks, _) if !tasks.is_empty() => Part::Tasks(tasks),
            (_, _, Some(entry)) => Part::NoTask(entry),
            _ => Part::Open,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn span(start: usize, end: usize) -> Span {
        Span::new(start, end)
    }

    #[test]
    fn every_word_is_in_one_stretch() {
        let text = "1.题。甲乙，丙丁；戊己。（某局）";
        let at = |word: &str| {
            let start = text.find(word).unwrap();
            span(start, start + word.len())
        };
        let claims = Claims {
            labels: &[at("1.题。"), at("（某局）")],
            tasks: &[at("甲乙"), at("甲乙")],
            no_task: &[at("戊己")],
        };
        let told: Vec<(&str, Part)> = stretches(text, &claims)
            .into_iter()
            .map(|it| (it.span.of(text), it.part))
            .collect();
        assert_eq!(
            told,
            [
                ("1.题。", Part::Label),
                ("甲乙", Part::Tasks(vec![0, 1])),
                ("，丙丁；", Part::Open),
                ("戊己", Part::NoTask(0)),
                ("。", Part::Stop),
                ("（某局）", Part::Label),
            ]
        );
    }

    #[test]
    fn the_ledger_gives_words_up_and_takes_them_again() {
        let text = "甲乙，丙丁，戊己。";
        let mut ledger = Ledger::default();
        ledger.mark(span(0, 24), text, "号召", "");
        ledger.clear(span(9, 15), text);
        let told = |ledger: &Ledger| -> Vec<String> {
            let entries = ledger.entries.iter();
            entries
                .map(|it| format!("{} {}{}", it.quote, it.reason, it.by))
                .collect()
        };
        assert_eq!(told(&ledger), ["甲乙 号召", "戊己 号召"]);
        ledger.mark(span(9, 24), text, "目的", "王");
        assert_eq!(told(&ledger), ["甲乙 号召", "丙丁，戊己 目的王"]);
        ledger.mark(span(6, 9), text, "标点", "王");
        assert_eq!(ledger.entries.len(), 2);
    }

    #[test]
    fn stops_at_either_end_go() {
        assert_eq!(span(3, 9).trimmed("，甲，"), span(3, 6));
        assert!(span(0, 3).trimmed("，甲，").is_empty());
    }

    proptest! {
        #[test]
        fn stretches_follow_each_other_without_a_gap(
            text in "[甲乙，。a ]{0,30}",
            spans in prop::collection::vec((0usize..90, 0usize..90), 0..12),
        ) {
            let spans: Vec<Span> = spans.into_iter().map(|(a, b)| span(a.min(b), a.max(b))).collect();
            let (labels, rest) = spans.split_at(spans.len() / 3);
            let (tasks, no_task) = rest.split_at(rest.len() / 2);
            let found = stretches(&text, &Claims { labels, tasks, no_task });
            let mut at = 0;
            for stretch in &found {
                prop_assert_eq!(stretch.span.start, at);
                prop_assert!(!stretch.span.of(&text).is_empty());
                at = stretch.span.end;
            }
            prop_assert_eq!(at, text.len());
        }
    }
}
