//! A sentence → the commitments (承诺事项) in it: one checkable promise each.
//!
//! A clause is weighed by what it prints (a figure, a date, a rhythm, a thing to build or finish). What leads up to a promise and
//! what it is for stay in its quote; an exhortation alone is listed with its reason. A deadline governs what follows it up to the
//! full stop; two horizons make two promises.

mod clause;
mod judge;
mod lexicon;
mod list;
mod phrase;
mod promise;
mod reader;
pub mod title;
mod weight;
mod words;

use std::ops::Range;

use super::ledger::Reason;
use crate::domain::deadline::{Deadline, Frame};
use crate::domain::recurrence::Recurrence;
use crate::text::pattern::Pattern;

use clause::Clause;
use reader::Reader;

pub use clause::sentences;
pub use promise::left_out;

/// A promise and where its words stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Promise {
    /// The words it stands on.
    pub range: Range<usize>,
    /// Its title.
    pub title: String,
    /// The deadline that governs it.
    pub deadline: Option<Deadline>,
    /// How often it comes back.
    pub rhythm: Option<Recurrence>,
    /// Its figures as printed.
    pub figures: Vec<String>,
    /// It says how much, or that it is everyone.
    pub is_measurable: bool,
}

/// What a sentence holds.
#[derive(Debug, Default)]
pub struct Findings {
    /// Its promises.
    pub promises: Vec<Promise>,
    /// What of it is none, and why.
    pub rejected: Vec<(Range<usize>, Reason)>,
    /// A deadline for the whole paragraph (该项工作于…前完成).
    pub of_paragraph: Option<Deadline>,
}

/// Finds the promises of one sentence.
pub fn find(text: &str, sentence: &Range<usize>, frame: &Frame) -> Findings {
    find_under(text, sentence, frame, None)
}

/// The same where a line further up dates what it introduces.
pub fn find_under(
    text: &str,
    sentence: &Range<usize>,
    frame: &Frame,
    carried: Option<&Deadline>,
) -> Findings {
    let clauses = clause::clauses(text, sentence, frame);
    if let Some(deadline) =
        of_whole_paragraph(text.get(sentence.clone()).unwrap_or_default(), &clauses)
    {
        return Findings {
            rejected: vec![(sentence.clone(), Reason::WholeMeasure)],
            of_paragraph: Some(deadline),
            ..Findings::default()
        };
    }
    let mut reader = Reader::under(carried);
    let strong: Vec<bool> = clauses.iter().map(|it| it.weight.is_strong()).collect();
    let last_strong = strong.iter().rposition(|strong| *strong);
    for (index, clause) in clauses.iter().enumerate() {
        reader.clause(clause, last_strong.is_some_and(|last| last > index));
    }
    reader.finish(text)
}

/// 该项工作于2019年4月底前完成: a date for everything said before it.
fn of_whole_paragraph(sentence: &str, clauses: &[Clause]) -> Option<Deadline> {
    static WHOLE: Pattern =
        Pattern::new(r"^~(?:该项|此项|本项|上述|以上|以上各项|各项)(?:工作|任务|措施|改造)");
    (WHOLE.is_match(sentence) && sentence.chars().count() <= 48).then_some(())?;
    let found = clauses.iter().find_map(|clause| clause.deadlines.first())?;
    Some(found.deadline.clone())
}

#[cfg(test)]
mod tests;
