//! A unit of the outline → measures (措施), each with its owners, tasks and coverage ledger.

use std::collections::BTreeMap;
use std::ops::Range;

use super::commitment::{self, Promise};
use super::goals;
use super::ledger::{self, Reason};
use super::outline::{Marker, Paragraph, Sort, Unit};
use super::owners::{self, Assignment, Subject};
use crate::domain::coverage::Span;
use crate::domain::deadline::{Deadline, Frame};
use crate::domain::draft::{DraftMeasure, DraftOwner, DraftTask, NoTask, Warning};
use crate::text::pattern::Pattern;

/// Builds measures and remembers what the coordinator must know about them.
pub struct Reader {
    frame: Frame,
    /// Groups named beside other owners: the first line and how often.
    groups: BTreeMap<String, (usize, usize)>,
}

impl Reader {
    /// A reader for one plan.
    pub fn new(frame: Frame) -> Self {
        Self {
            frame,
            groups: BTreeMap::new(),
        }
    }

    /// The measures of one unit: one, unless its paragraphs name owners of their own. Paragraphs that are in none of them
    /// are given back.
    pub fn unit<'u>(&mut self, unit: &'u Unit) -> (Vec<DraftMeasure>, Vec<&'u Paragraph>) {
        let owned: Vec<bool> = unit
            .paragraphs
            .iter()
            .map(|paragraph| !owners::find(&paragraph.text, &self.frame).is_empty())
            .collect();
        if unit.sort == Sort::Goals && !owned.contains(&true) {
            let (measure, rest) = goals::find(unit, &self.frame);
            return (measure.into_iter().collect(), rest);
        }
        if unit.sort.is_background() && !owned.contains(&true) {
            return (Vec::new(), unit.paragraphs.iter().collect());
        }
        let (chunks, mut rest) = chunks(unit, &owned);
        let mut measures = Vec::new();
        for chunk in chunks {
            let measure = self.measure(unit, &chunk);
            let has_body = chunk
                .iter()
                .any(|paragraph| paragraph.text.len() > paragraph.heading);
            let (has_owners, has_tasks) = (!measure.owners.is_empty(), !measure.tasks.is_empty());
            let is_wanted = if unit.sort == Sort::Aside {
                has_owners || has_tasks
            } else if unit.number.is_empty() {
                has_owners
            } else if unit.has_children {
                // A heading alone, with others under it, is a section and promises nothing.
                has_owners || (has_body && has_tasks)
            } else {
                has_body || has_tasks
            };
            if is_wanted {
                self.note_groups(&measure);
                measures.push(measure);
            } else {
                rest.extend(chunk);
            }
        }
        rest.sort_by_key(|paragraph| paragraph.line);
        (measures, rest)
    }

    /// One warning for each group that was named beside other owners.
    pub fn warnings(&self) -> Vec<Warning> {
        self.groups
            .iter()
            .map(|(name, (line, count))| Warning {
                line: *line,
                message: format!("「{name}」是一类单位，在 {count} 条措施中与其他单位并列，未列入责任单位，请协调员展开。"),
            })
            .collect()
    }

    fn measure(&self, unit: &Unit, chunk: &[&Paragraph]) -> DraftMeasure {
        let source = chunk
            .iter()
            .map(|paragraph| paragraph.text.as_str())
            .collect::<Vec<_>>()
            .join("\n");
        let has_heading = chunk.first().is_some_and(|first| first.heading > 0);
        let mut body = Body::new(source, chunk, &self.frame);
        let title = match (has_heading, own_title(&body.source)) {
            (true, _) if !unit.title.is_empty() => unit.title.clone(),
            (false, Some(own)) if unit.sort != Sort::Aside => {
                let words = own.trim_end_matches('。').to_owned();
                body.heading = 0..own.len();
                words
            }
            _ => commitment::title::of(body.first_sentence(), None),
        };
        let mut path = unit.path.clone();
        if !has_heading && !unit.heading.is_empty() {
            path.push(unit.heading.clone());
        }
        let parts = body.parts(&title, &self.frame);
        DraftMeasure {
            path,
            number: if has_heading {
                unit.number.clone()
            } else {
                String::new()
            },
            title,
            line: chunk.first().map_or(0, |paragraph| paragraph.line),
            labels: parts.labels,
            owners: body.owners(),
            groups: body.groups(),
            tasks: parts.tasks,
            no_task: parts.no_task,
            source: body.source,
            note: String::new(),
        }
    }

    fn note_groups(&mut self, measure: &DraftMeasure) {
        for group in &measure.groups {
            let line = measure.line;
            self.groups.entry(group.clone()).or_insert((line, 0)).1 += 1;
        }
    }
}

/// Gives the owners on a line of their own, below the last of several numbered measures, to those above it that name none.
pub fn share_owners(measures: &mut [DraftMeasure]) {
    let is_alone = |measure: &DraftMeasure| {
        measure.labels.iter().any(|label| {
            let before = measure.source.get(..label.start).unwrap_or_default();
            label.end == measure.source.len() && before.ends_with('\n')
        })
    };
    for run in measures.chunk_by_mut(|one, next| one.path == next.path) {
        let Some((last, others)) = run.split_last_mut() else {
            continue;
        };
        let are_open = others
            .iter()
            .all(|other| other.labels.len() == 1 && !other.number.is_empty());
        if are_open && !last.number.is_empty() && is_alone(last) && !last.owners.is_empty() {
            for other in others {
                other.owners.clone_from(&last.owners);
                other.groups.clone_from(&last.groups);
            }
        }
    }
}

/// The paragraphs of a unit that make one measure together, and a heading that only stands above them.
fn chunks<'u>(unit: &'u Unit, owned: &[bool]) -> (Vec<Vec<&'u Paragraph>>, Vec<&'u Paragraph>) {
    let all: Vec<&Paragraph> = unit.paragraphs.iter().collect();
    let is_bare_heading = all
        .first()
        .is_some_and(|first| first.heading > 0 && first.heading >= first.text.len());
    let body = usize::from(is_bare_heading);
    let owned_count = owned.iter().filter(|owned| **owned).count();
    let are_titled = all.len() > body + 1
        && all
            .iter()
            .skip(body)
            .all(|paragraph| paragraph.heading == 0 && own_title(&paragraph.text).is_some());
    // A box (专栏) is one measure, however many titled paragraphs it holds.
    let is_box = unit.sort == Sort::Aside || unit.number.starts_with("专栏");
    let are_titled = are_titled && !is_box;
    if owned_count < 2 && !(owned_count == 0 && are_titled) && (is_box || !unit.number.is_empty()) {
        return (vec![all], Vec::new());
    }
    let (heading, paragraphs) = all.split_at(body);
    let mut chunks: Vec<Vec<&Paragraph>> = Vec::new();
    let mut open: Vec<&Paragraph> = Vec::new();
    for (paragraph, owned) in paragraphs.iter().zip(owned.iter().skip(body)) {
        open.push(paragraph);
        if *owned || owned_count == 0 {
            chunks.push(std::mem::take(&mut open));
        }
    }
    if !open.is_empty() {
        chunks.push(open);
    }
    (chunks, heading.to_vec())
}

/// The short first sentence of a paragraph that has no number: its title.
fn own_title(text: &str) -> Option<&str> {
    static TITLE: Pattern = Pattern::new(r"^[^。，；：,;:\d\n（(]{4,24}。");
    TITLE
        .find(text)
        .map(|title| title.as_str())
        .filter(|title| title.len() < text.len())
}

/// The words of a measure while they are read.
struct Body {
    source: String,
    heading: Range<usize>,
    assignments: Vec<Assignment>,
    /// Bodies that act in it, where no assignment is printed.
    subjects: Vec<Subject>,
}

impl Body {
    fn new(source: String, chunk: &[&Paragraph], frame: &Frame) -> Self {
        let assignments = owners::find(&source, frame);
        let heading = chunk.first().map_or(0, |first| first.heading);
        let subjects = if assignments.is_empty() {
            owners::find_subjects(&source)
        } else {
            Vec::new()
        };
        Self {
            subjects,
            source,
            heading: 0..heading,
            assignments,
        }
    }

    fn first_sentence(&self) -> &str {
        let body = self.source.get(self.heading.end..).unwrap_or_default();
        body.split(['。', '\n', '（'])
            .find(|sentence| !sentence.trim().is_empty())
            .unwrap_or_default()
    }

    /// The source with heading and owners blanked out, byte for byte.
    fn blanked(&self, heading: &Range<usize>) -> String {
        let mut text = self.source.clone();
        let ranges = self
            .assignments
            .iter()
            .map(|assignment| &assignment.range)
            .chain([heading]);
        for range in ranges {
            if text.get(range.clone()).is_some() {
                text.replace_range(range.clone(), &"\n".repeat(range.len()));
            }
        }
        text
    }

    fn owners(&self) -> Vec<DraftOwner> {
        let mut owners: Vec<DraftOwner> = Vec::new();
        for owner in self
            .assignments
            .iter()
            .flat_map(|assignment| &assignment.owners)
        {
            if !owners.iter().any(|known| known.name == owner.name) {
                owners.push(owner.clone());
            }
        }
        for subject in &self.subjects {
            if !owners.iter().any(|known| known.name == subject.name) {
                owners.push(subject.owner(owners.len()));
            }
        }
        owners
    }

    /// The owners that a task's own sentence names, where they are not the measure's.
    fn owners_of(&self, range: &Range<usize>) -> Vec<DraftOwner> {
        if self.assignments.len() > 1 {
            let own = self
                .assignments
                .iter()
                .find(|assignment| assignment.range.start >= range.end);
            return own
                .map(|assignment| assignment.owners.clone())
                .unwrap_or_default();
        }
        self.subjects
            .iter()
            .filter(|subject| range.start <= subject.range.start && subject.range.end <= range.end)
            .enumerate()
            .map(|(index, subject)| subject.owner(index))
            .collect()
    }

    /// The groups named beside other owners.
    fn groups(&self) -> Vec<String> {
        let is_owner = |group: &String| {
            self.assignments
                .iter()
                .any(|assignment| assignment.owners.iter().any(|owner| owner.name == *group))
        };
        self.assignments
            .iter()
            .flat_map(|assignment| &assignment.groups)
            .filter(|group| !is_owner(group))
            .cloned()
            .collect()
    }

    /// Labels, tasks and coverage ledger: every word of the source is in exactly one of them.
    fn parts(&self, title: &str, frame: &Frame) -> Parts {
        let mut heading = self.heading.clone();
        let mut text = self.blanked(&heading);
        if text.trim().is_empty() {
            // A heading that is the whole measure: its words are read as the paragraph.
            heading = 0..Marker::parse(&self.source).map_or(0, |marker| marker.length);
            text = self.blanked(&heading);
        }
        let mut promises: Vec<Promise> = Vec::new();
        let mut rejected: Vec<(Span, Reason)> = Vec::new();
        let mut own = self
            .assignments
            .iter()
            .find_map(|assignment| assignment.deadline.clone());
        let sentences = commitment::sentences(&text);
        for sentence in &sentences {
            let findings = commitment::find(&text, sentence, frame);
            promises.extend(findings.promises);
            let reasons = findings.rejected.into_iter();
            rejected.extend(reasons.map(|(range, reason)| (Span::from(range), reason)));
            own = own.or(findings.of_paragraph);
        }
        if promises.is_empty()
            && own
                .as_ref()
                .is_some_and(|deadline| deadline.last_day.is_some())
        {
            promises.extend(sentences.first().map(|range| Promise {
                range: range.clone(),
                title: commitment::title::of(title, None),
                ..Promise::default()
            }));
        }
        let labels = self.labels(&heading);
        let tasks: Vec<DraftTask> = promises
            .into_iter()
            .map(|promise| self.task(promise, own.as_ref(), frame))
            .collect();
        Parts {
            no_task: ledger::entries(&self.source, &labels, &tasks, &rejected),
            labels,
            tasks,
        }
    }

    /// Heading and owners; owners inside the heading part it.
    fn labels(&self, heading: &Range<usize>) -> Vec<Span> {
        let mut labels = Vec::new();
        let mut from = heading.start;
        for assignment in &self.assignments {
            let (start, end) = (assignment.range.start, assignment.range.end);
            if start < heading.end {
                labels.push(Span::new(from, start));
                from = end;
            }
            labels.push(Span::new(start, end));
        }
        labels.push(Span::new(from, heading.end));
        labels.retain(|label| !label.is_empty());
        labels.sort();
        labels
    }

    fn task(&self, promise: Promise, own: Option<&Deadline>, frame: &Frame) -> DraftTask {
        let owners = self.owners_of(&promise.range);
        let span = Span::from(promise.range).trimmed(&self.source);
        let quote = span.of(&self.source);
        let mut figures = promise.figures;
        let mut title = if promise.title.is_empty() {
            commitment::title::of(quote, None)
        } else {
            promise.title
        };
        // A large document has a hundred thousand of them.
        figures.shrink_to_fit();
        title.shrink_to_fit();
        DraftTask {
            title,
            quote: quote.to_owned(),
            span,
            deadline: Deadline::settle(promise.deadline, own, frame),
            recurrence: promise.rhythm,
            figures,
            owners,
            note: String::new(),
        }
    }
}

/// Where the words of a measure went.
struct Parts {
    labels: Vec<Span>,
    tasks: Vec<DraftTask>,
    no_task: Vec<NoTask>,
}
