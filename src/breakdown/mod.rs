//! A document's bytes → outline → measures → commitments → draft tasks.
//!
//! One room a step, in the order of the work: `source` yields numbered lines, `front` reads the title page, `outline` finds the
//! headings and what stands under them, `table` the rows of a printed task table, `indicator` those of an indicator table, `section` keeps what is no
//! measure, `measure` puts a measure together from `owners`,
//! `commitment`, `title`, `figure` and `ledger`. Nothing of a plan is lost: what becomes no task is listed with its reason.

#[cfg(any(test, fuzzing))]
mod check;
mod commitment;
mod enclosed;
mod figure;
mod front;
mod goals;
mod indicator;
mod ledger;
mod measure;
mod outline;
mod owners;
mod plan_file;
mod problem;
mod rejoin;
mod reread;
mod section;
mod source;
mod table;
mod workbook;

#[cfg(test)]
mod tests;

#[cfg(fuzzing)]
pub use check::is_whole;
pub use problem::Problem;
pub use reread::read_words;
pub use source::{Format, GUARDED_THREAD, LARGEST_DOCUMENT};
pub use workbook::read as read_workbook;

use crate::domain::draft::{Draft, Outside, OutsideKind, Warning};
use crate::domain::watch::{Stage, Watch};
use section::Sections;
use std::ops::ControlFlow;

/// Reads a plan document and breaks it down into draft tasks; without a format its content tells which it is. The bytes are
/// let go as soon as they are lines.
///
/// # Errors
/// A [`Problem`] in words for a coordinator; [`Problem::Stopped`] where whoever watches says so.
pub fn read(
    bytes: impl Into<Vec<u8>>,
    format: Option<Format>,
    watch: &mut dyn Watch,
) -> Result<Draft, Problem> {
    let bytes: Vec<u8> = bytes.into();
    let mut told = |stage, done, of| match watch.told(stage, done, of) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(Problem::Stopped),
    };
    told(Stage::Reading, 0, 1)?;
    if format.is_none() && plan_file::is_one(&bytes) {
        let file = plan_file::read(&bytes)?;
        let draft = file
            .into_draft()
            .map_err(|detail| Problem::PlanFile { detail })?;
        if draft.measures.is_empty() {
            return Err(Problem::NoMeasure {
                lines: draft.sections.len(),
            });
        }
        return Ok(draft);
    }
    let mut source = source::read(&bytes, format)?;
    drop(bytes);
    rejoin::rejoin(&mut source.lines);
    told(Stage::Reading, 1, 1)?;
    let front = front::read(&source.lines);
    let count = source.lines.len();
    let body = source.lines.get(front.lines).map(|line| line.number);
    let frame = front.plan.frame();
    let mut indicators = indicator::read(&source.lines);
    let (cells, lines): (Vec<_>, Vec<_>) = source
        .lines
        .into_iter()
        .partition(|line| indicators.lines.contains(&line.number));
    let mut outside: Vec<Outside> = as_outside(cells, OutsideKind::Indicator);
    let tables = table::read(&lines, &frame);
    let mut paragraphs = Vec::new();
    for line in lines {
        let kind = if tables.rows.contains(&line.number) {
            continue;
        } else if tables.headers.contains(&line.number) {
            OutsideKind::Table
        } else if body.is_none_or(|first| line.number < first) {
            OutsideKind::Front
        } else {
            paragraphs.push(line);
            continue;
        };
        outside.extend(as_outside(vec![line], kind));
    }
    let outline = outline::read(&paragraphs);
    drop(paragraphs);
    let mut reader = measure::Reader::new(frame);
    let mut measures = Vec::new();
    let mut sections = Sections::default();
    let units = outline.units.len();
    for (at, unit) in outline.units.into_iter().enumerate() {
        told(Stage::Breaking, at, units)?;
        let (found, rest) = reader.unit(&unit);
        outside.extend(sections.take(&unit, &found, &rest));
        measures.extend(found);
    }
    measure::share_owners(&mut measures);
    measures.extend(tables.measures);
    measures.sort_by_key(|measure| measure.line);
    if measures.is_empty() {
        return Err(Problem::NoMeasure { lines: count });
    }
    outside.extend(outline.outside);
    outside.sort_by_key(|line| line.line);
    let mut warnings: Vec<Warning> = source.warnings;
    warnings.append(&mut indicators.warnings);
    warnings.extend(reader.warnings());
    warnings.sort_by_key(|warning| warning.line);
    Ok(Draft {
        groups: Vec::new(),
        plan: front.plan,
        sections: sections.list,
        measures,
        indicators: indicators.rows,
        outside,
        warnings,
    })
}

fn as_outside(lines: Vec<source::Line>, kind: OutsideKind) -> Vec<Outside> {
    lines
        .into_iter()
        .map(|line| Outside {
            line: line.number,
            text: line.text,
            kind,
        })
        .collect()
}
