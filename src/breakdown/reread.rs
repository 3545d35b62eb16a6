//! Words that a coordinator parted or marked, read again: the same rules as for a whole paragraph.

use super::commitment::{self, title};
use super::figure;
use crate::domain::coverage::Span;
use crate::domain::deadline::{Deadline, Frame};
use crate::domain::draft::DraftTask;
use crate::domain::recurrence::Recurrence;

/// A draft task on just these words of a measure's paragraph.
///
/// A deadline or rhythm that stands further up in the same sentence governs them too. Unlike the reader, nothing is
/// weighed: a person has said that these words are a task.
pub fn read_words(printed: &str, labels: &[Span], span: Span, frame: &Frame) -> DraftTask {
    let span = span.trimmed(printed);
    let quote = span.of(printed);
    let before = printed.get(sentence_start(printed, labels, span)..span.start);
    let before = before.unwrap_or_default();
    let own = latest(Deadline::find_in(quote, frame));
    let governing = own.or_else(|| latest(Deadline::find_in(before, frame)));
    let figures = figure::find(quote);
    let starts_with_figure = figures
        .first()
        .is_some_and(|figure| figure.range.start == 0);
    let shared = Recurrence::find_in(before).filter(|_| starts_with_figure);
    DraftTask {
        title: title::of(quote, commitment::left_out(quote, Some(before)).as_deref()),
        quote: quote.to_owned(),
        span,
        deadline: Deadline::settle(governing, None, frame),
        recurrence: Recurrence::find_in(quote).or(shared),
        figures: figures.into_iter().map(|figure| figure.text).collect(),
        owners: Vec::new(),
        note: String::new(),
    }
}

/// Where the sentence around these words begins: behind the last stop or label before them.
fn sentence_start(printed: &str, labels: &[Span], span: Span) -> usize {
    let head = printed.get(..span.start).unwrap_or_default();
    let stop = head.rfind(['。', '！', '？', '\n']).and_then(|at| {
        head.get(at..)?
            .chars()
            .next()
            .map(|stop| at + stop.len_utf8())
    });
    let label = labels
        .iter()
        .map(|it| it.end)
        .filter(|end| *end <= span.start);
    label.chain(stop).max().unwrap_or(0)
}

/// The one that reaches furthest.
fn latest(found: Vec<crate::domain::deadline::Found>) -> Option<Deadline> {
    found
        .into_iter()
        .map(|found| found.deadline)
        .max_by_key(|deadline| deadline.last_day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parted_words_keep_what_governs_them() {
        let printed = "1.健身。到2020年,建成步道3条、公园2个。每年义诊一次，两次讲座。";
        let at = |word: &str| {
            let start = printed.find(word).unwrap();
            Span::new(start, start + word.len())
        };
        let read = |word: &str| {
            let task = read_words(printed, &[at("1.健身。")], at(word), &Frame::default());
            let due = task.deadline.and_then(|it| it.last_day);
            let due = due.map(|day| day.to_string()).unwrap_or_default();
            (task.title, due, task.figures.concat(), task.recurrence)
        };
        let told = |title: &str, due: &str, figures: &str, recurrence| {
            (
                title.to_owned(),
                due.to_owned(),
                figures.to_owned(),
                recurrence,
            )
        };
        assert_eq!(
            read("到2020年,建成步道3条"),
            told("建成步道3条", "2020-12-31", "3条", None)
        );
        assert_eq!(
            read("公园2个"),
            told("建成公园2个", "2020-12-31", "2个", None)
        );
        let yearly = Some(Recurrence::Yearly);
        assert_eq!(
            read("每年义诊一次"),
            told("每年义诊一次", "", "一次", yearly)
        );
        assert_eq!(read("两次讲座"), told("两次讲座", "", "两次", yearly));
    }
}
