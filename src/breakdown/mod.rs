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

use crate::domain::draft::Draft;

/// Reads a plan document and breaks it down into draft tasks; without a format its content tells which it is.
pub fn read(bytes: &[u8], format: Option<Format>) -> Result<Draft, Problem> {
    let source::Source {
        mut lines,
        mut warnings,
    } = source::read(bytes, format)?;
    let count = lines.len();
    let front = front::read(&lines);
    let frame = front.plan.frame();
    // A list may have a million rows: what each step has read goes out of the one list of lines, and nothing is copied.
    let body = lines.get(front.lines).map_or(0, |first| first.number);
    let indicators = indicator::read(&lines);
    lines.retain(|line| !indicators.lines.contains(&line.number));
    let tables = table::read(&lines, &frame);
    lines.retain(|line| line.number >= body && !tables.lines.contains(&line.number));
    let outline = outline::read(&lines);
    drop(lines);
    let mut reader = measure::Reader::new(frame);
    let units = outline.units.into_iter();
    let mut measures: Vec<_> = units.flat_map(|unit| reader.unit(&unit)).collect();
    measures.extend(tables.measures);
    measures.sort_by_key(|measure| measure.line);
    if measures.is_empty() {
        return Err(Problem::NoMeasure { lines: count });
    }
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
