//! A document's bytes → outline → measures → commitments → draft tasks.
//!
//! One room a step, in the order of the work: `source` yields numbered lines, `front` reads the title page, `outline` finds the
//! headings and what stands under them, `table` the rows of a printed task table, `indicator` those of an indicator table, `measure` puts a measure together from `owners`,
//! `commitment`, `title`, `figure` and `ledger`. Nothing of a plan is lost: what becomes no task is listed with its reason.

mod commitment;
mod enclosed;
mod figure;
mod front;
mod indicator;
mod ledger;
mod measure;
mod outline;
mod owners;
mod problem;
mod source;
mod table;
mod title;

#[cfg(test)]
mod tests;

pub use problem::Problem;
pub use source::{Format, GUARDED_THREAD, LARGEST_DOCUMENT};

use crate::domain::draft::{Draft, Warning};

/// Reads a plan document and breaks it down into draft tasks; without a format its content tells which it is.
pub fn read(bytes: &[u8], format: Option<Format>) -> Result<Draft, Problem> {
    let source = source::read(bytes, format)?;
    let front = front::read(&source.lines);
    let frame = front.plan.frame();
    let indicators = indicator::read(&source.lines);
    let is_free = |line: &&source::Line| !indicators.lines.contains(&line.number);
    let lines: Vec<_> = source.lines.iter().filter(is_free).cloned().collect();
    let tables = table::read(&lines, &frame);
    let body = source.lines.get(front.lines..).unwrap_or_default();
    let paragraphs: Vec<_> = body
        .iter()
        .filter(is_free)
        .filter(|line| !tables.lines.contains(&line.number))
        .cloned()
        .collect();
    let outline = outline::read(&paragraphs);
    let mut reader = measure::Reader::new(frame);
    let mut measures: Vec<_> = outline
        .units
        .iter()
        .flat_map(|unit| reader.unit(unit))
        .collect();
    measures.extend(tables.measures);
    measures.sort_by_key(|measure| measure.line);
    if measures.is_empty() {
        return Err(Problem::NoMeasure {
            lines: source.lines.len(),
        });
    }
    let mut warnings: Vec<Warning> = source.warnings;
    warnings.extend(indicators.warnings);
    warnings.extend(reader.warnings());
    warnings.sort_by_key(|warning| warning.line);
    Ok(Draft {
        plan: front.plan,
        sections: outline.sections,
        measures,
        indicators: indicators.rows,
        warnings,
    })
}
