//! The coverage ledger: every part of a paragraph that became no task, with the reason.

use std::ops::Range;

use crate::domain::draft::NoTask;

/// Why words became no task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// 加强, 推进, 鼓励 with nothing to check.
    Exhortation,
    /// What it is for.
    Purpose,
    /// On what, by what, under what.
    Context,
    /// The date of the whole measure.
    WholeMeasure,
    /// Nothing that can be checked.
    Unverifiable,
    /// A line that only introduces.
    Lead,
}

impl Reason {
    /// The words for the coordinator.
    pub fn label(self) -> &'static str {
        match self {
            Self::Exhortation => "号召性要求，没有可核验的数值、期限或成果",
            Self::Purpose => "目的或预期效果",
            Self::Context => "依据、条件或方式",
            Self::WholeMeasure => "全条的完成时限，已用于本条各任务",
            Self::Unverifiable => "没有可核验的数值、期限、成果或周期",
            Self::Lead => "引出下文的文字",
        }
    }
}

/// The entries for every stretch of `text` that neither `kept` nor `reasons` covers, and for those of `reasons`.
pub fn entries(
    text: &str,
    kept: &[Range<usize>],
    reasons: &[(Range<usize>, Reason)],
) -> Vec<NoTask> {
    let mut taken: Vec<Range<usize>> = kept.to_vec();
    taken.sort_by_key(|range| range.start);
    let mut parts: Vec<(Range<usize>, Reason)> = Vec::new();
    for (range, reason) in reasons {
        parts.extend(
            outside(range, &taken)
                .into_iter()
                .map(|part| (part, *reason)),
        );
    }
    taken.extend(parts.iter().map(|part| part.0.clone()));
    taken.sort_by_key(|range| range.start);
    parts.extend(
        outside(&(0..text.len()), &taken)
            .into_iter()
            .map(|part| (part, Reason::Unverifiable)),
    );
    parts.sort_by_key(|part| part.0.start);
    parts
        .into_iter()
        .filter_map(|(range, reason)| {
            let quote = trimmed(text.get(range)?);
            (!quote.is_empty()).then(|| NoTask {
                quote: quote.to_owned(),
                reason: reason.label().to_owned(),
            })
        })
        .collect()
}

/// A quote without the white space and stops that part it from its neighbours; empty where nothing else is left.
pub fn trimmed(text: &str) -> &str {
    text.trim_matches(is_separator)
}

/// The characters that only part one piece from the next.
pub fn is_separator(character: char) -> bool {
    character.is_whitespace() || "，,、；;：:。．.！!？?".contains(character)
}

/// What of `range` no part of `taken` (sorted) covers.
fn outside(range: &Range<usize>, taken: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut free = Vec::new();
    let mut at = range.start;
    let first = taken.partition_point(|part| part.end <= range.start);
    for part in taken.iter().skip(first) {
        if part.start >= range.end {
            break;
        }
        if part.start > at {
            free.push(at..part.start);
        }
        at = at.max(part.end);
    }
    if at < range.end {
        free.push(at..range.end);
    }
    free
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nothing_covers_is_listed() {
        let text = "甲乙，丙丁。戊己";
        let entries = entries(text, &[0..6, 0..3], &[(9..15, Reason::Purpose)]);
        let got: Vec<_> = entries
            .iter()
            .map(|entry| (entry.quote.as_str(), entry.reason.as_str()))
            .collect();
        assert_eq!(
            got,
            [
                ("丙丁", Reason::Purpose.label()),
                ("戊己", Reason::Unverifiable.label())
            ]
        );
    }
}
