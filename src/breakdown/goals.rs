//! A goal (目标) that is dated and has a measure is a task; the rest of what a chapter of goals says stays where it stands.

use super::commitment::{self, Promise};
use super::ledger::{self, Reason};
use super::outline::{Paragraph, Unit};
use crate::domain::coverage::Span;
use crate::domain::deadline::{Deadline, Frame};
use crate::domain::draft::{DraftMeasure, DraftTask};

/// The goals of a unit as one measure beside the others, and its paragraphs that hold none.
pub fn find<'u>(unit: &'u Unit, frame: &Frame) -> (Option<DraftMeasure>, Vec<&'u Paragraph>) {
    let mut rest = Vec::new();
    let mut goals = Goals::default();
    for paragraph in &unit.paragraphs {
        let read = Read::of(paragraph, goals.carried.as_ref(), frame);
        if read.goals.is_empty() {
            rest.push(paragraph);
        } else {
            goals.add(paragraph, read);
        }
        goals.carry(paragraph, frame);
    }
    (goals.measure(unit), rest)
}

/// What one paragraph says.
struct Read {
    goals: Vec<Promise>,
    others: Vec<(Span, Reason)>,
}

impl Read {
    fn of(paragraph: &Paragraph, carried: Option<&Deadline>, frame: &Frame) -> Self {
        let mut text = paragraph.text.clone();
        text.replace_range(..paragraph.heading, &"\n".repeat(paragraph.heading));
        let mut read = Self {
            goals: Vec::new(),
            others: Vec::new(),
        };
        for sentence in &commitment::sentences(&text) {
            let findings = commitment::find_under(&text, sentence, frame, carried);
            for promise in findings.promises {
                let is_dated = promise
                    .deadline
                    .as_ref()
                    .is_some_and(|it| it.last_day.is_some());
                if is_dated && promise.is_measurable {
                    read.goals.push(promise);
                } else {
                    read.others
                        .push((promise.range.into(), Reason::Unverifiable));
                }
            }
            let rejected = findings.rejected.into_iter();
            read.others
                .extend(rejected.map(|(range, reason)| (Span::from(range), reason)));
        }
        read
    }
}

/// The goals of a unit while its paragraphs are read.
#[derive(Default)]
struct Goals {
    source: String,
    line: usize,
    /// The first paragraph holds the unit's heading.
    has_heading: bool,
    labels: Vec<Span>,
    tasks: Vec<DraftTask>,
    others: Vec<(Span, Reason)>,
    /// 到2030年实现以下目标： dates the paragraphs that follow.
    carried: Option<Deadline>,
}

impl Goals {
    fn add(&mut self, paragraph: &Paragraph, read: Read) {
        if self.source.is_empty() {
            self.line = paragraph.line;
            self.has_heading = paragraph.heading > 0;
        } else {
            self.source.push('\n');
        }
        let start = self.source.len();
        self.source.push_str(&paragraph.text);
        if paragraph.heading > 0 {
            self.labels
                .push(Span::new(start, start + paragraph.heading));
        }
        let moved = |span: Span| Span::new(span.start + start, span.end + start);
        for goal in read.goals {
            let span = moved(goal.range.into()).trimmed(&self.source);
            self.tasks.push(DraftTask {
                title: goal.title,
                quote: span.of(&self.source).to_owned(),
                span,
                deadline: goal.deadline,
                recurrence: goal.rhythm,
                figures: goal.figures,
                owners: Vec::new(),
                note: String::new(),
            });
        }
        let others = read.others.into_iter();
        self.others
            .extend(others.map(|(span, reason)| (moved(span), reason)));
    }

    /// Remembers the date of a line that introduces goals.
    fn carry(&mut self, paragraph: &Paragraph, frame: &Frame) {
        if paragraph.text.trim_end().ends_with(['：', ':']) {
            let found = Deadline::find_in(&paragraph.text, frame).pop();
            self.carried = found
                .map(|found| found.deadline)
                .filter(|it| it.last_day.is_some());
        }
    }

    fn measure(self, unit: &Unit) -> Option<DraftMeasure> {
        let first = self.tasks.first()?;
        let mut path = unit.path.clone();
        let is_titled = !unit.title.is_empty();
        if !self.has_heading && is_titled {
            path.push(unit.heading.clone());
        }
        Some(DraftMeasure {
            path,
            number: if self.has_heading {
                unit.number.clone()
            } else {
                String::new()
            },
            title: if is_titled {
                unit.title.clone()
            } else {
                commitment::title::of(&first.quote, None)
            },
            line: self.line,
            owners: Vec::new(),
            groups: Vec::new(),
            no_task: ledger::entries(&self.source, &self.labels, &self.tasks, &self.others),
            labels: self.labels,
            tasks: self.tasks,
            source: self.source,
            note: String::new(),
        })
    }
}
