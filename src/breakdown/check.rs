//! Nothing of a document is lost: whether every character of it stands in exactly one place of its draft.
//!
//! Only tests and the fuzzer ask: the property costs a second reading.

use super::plan_file;
use super::source::{self, Format};
use crate::domain::coverage::{self, Claims, Part, Span};
use crate::domain::draft::{Draft, DraftMeasure};
use std::collections::BTreeMap;

/// Whether every character of the document stands in exactly one place of the draft that was read from it.
///
/// # Errors
/// What is missing, or stands twice.
pub fn is_whole(bytes: &[u8], format: Option<Format>, draft: &Draft) -> Result<(), String> {
    if format.is_none() && plan_file::is_one(bytes) {
        return Ok(());
    }
    draft.measures.iter().try_for_each(are_parts_whole)?;
    let source = source::read(bytes, format).map_err(|problem| problem.to_string())?;
    let cells: Vec<String> = source
        .lines
        .iter()
        .map(|line| match line.cells.as_slice() {
            [] => line.text.clone(),
            cells => cells.concat(),
        })
        .collect();
    let sections = draft.sections.iter().flat_map(|section| {
        // A heading that is a measure of its own and stands over others is printed in that measure.
        let is_measure = draft.measures.iter().any(|measure| {
            measure.line == section.line
                && section.path.starts_with(&measure.path)
                && section.path.len() == measure.path.len() + 1
                && section
                    .path
                    .last()
                    .is_some_and(|it| words(&measure.source).starts_with(&words(it)))
        });
        let heading = section.path.last().filter(|_| !is_measure);
        heading
            .into_iter()
            .map(String::as_str)
            .chain([section.source.as_str()])
    });
    let measures = draft.measures.iter().map(|measure| measure.source.as_str());
    let outside = draft.outside.iter().map(|line| line.text.as_str());
    let have = tally(sections.chain(measures).chain(outside));
    let printed = tally(cells.iter().map(String::as_str));
    if have == printed {
        return Ok(());
    }
    let differs = |(character, count): (&char, &usize)| {
        let other = printed.get(character).copied().unwrap_or_default();
        (*count != other).then(|| format!("「{character}」 stands {count} times, not {other}"))
    };
    let missing = printed.keys().filter(|it| !have.contains_key(it));
    let told: Vec<String> = have
        .iter()
        .filter_map(differs)
        .chain(missing.map(|it| format!("「{it}」 is missing")))
        .collect();
    Err(told.join("; "))
}

/// How often each character stands in the texts; white space, and the stop that a heading loses, do not count.
fn tally<'t>(texts: impl IntoIterator<Item = &'t str>) -> BTreeMap<char, usize> {
    let mut tally = BTreeMap::new();
    for character in texts.into_iter().flat_map(str::chars) {
        if !character.is_whitespace() && character != '。' {
            *tally.entry(character).or_default() += 1;
        }
    }
    tally
}

/// Every word of a measure is label, task or ledger and only one of them, and what is quoted is what stands there.
fn are_parts_whole(measure: &DraftMeasure) -> Result<(), String> {
    let source = measure.source.as_str();
    let tasks: Vec<Span> = measure.tasks.iter().map(|task| task.span).collect();
    let no_task: Vec<Span> = measure.no_task.iter().map(|entry| entry.span).collect();
    for (quote, span) in (measure.tasks.iter().map(|it| (&it.quote, it.span)))
        .chain(measure.no_task.iter().map(|it| (&it.quote, it.span)))
    {
        if quote.is_empty() || span.of(source) != quote {
            return Err(format!(
                "「{quote}」 does not stand at {span:?} of 「{source}」"
            ));
        }
    }
    let claims = Claims {
        labels: &measure.labels,
        tasks: &tasks,
        no_task: &no_task,
    };
    let stretches = coverage::stretches(source, &claims);
    if let Some(open) = stretches.iter().find(|it| it.part == Part::Open) {
        let words = open.span.of(source);
        return Err(format!("「{words}」 of 「{source}」 is in no part"));
    }
    let kinds = [&measure.labels, &tasks, &no_task];
    for (at, kind) in kinds.iter().enumerate() {
        for span in *kind {
            let mut others = kinds[at + 1..].iter().copied().flatten();
            let twice = others.any(|other| other.overlaps(*span))
                || kind
                    .iter()
                    .any(|other| other != span && other.overlaps(*span));
            if twice && !span.is_empty() {
                return Err(format!(
                    "「{}」 of 「{source}」 is in two parts",
                    span.of(source)
                ));
            }
        }
    }
    Ok(())
}

/// The text without marks and white space: a heading loses the stop behind its number.
fn words(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}
