//! Indicator tables (指标表): 领域, 指标, 单位, a value a year, 约束性 or 预期性.
//!
//! `layout` finds a header and the cells behind it, `header` says what each column holds, `align` puts cells into rows by what they look
//! like (`cell`), `rows` and `name` make indicators of them. What is printed is kept as printed; what is missing is said, not guessed.

mod align;
mod cell;
mod header;
mod layout;
mod name;
mod rows;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use super::outline::Marker;
use super::source::Line;
use crate::domain::draft::{DraftIndicator, Warning};
use crate::text::pattern::Pattern;
use align::{Row, Start};
use layout::{Layout, Table};

/// What the indicator tables of a document hold.
#[derive(Debug, Default)]
pub struct Indicators {
    /// One a row, in printed order.
    pub rows: Vec<DraftIndicator>,
    /// The numbers of the lines that are no paragraphs: captions, cells and footnotes.
    pub lines: BTreeSet<usize>,
    /// What a reader must look at.
    pub warnings: Vec<Warning>,
}

/// Every row of every indicator table.
pub fn read(lines: &[Line]) -> Indicators {
    let mut found = Indicators::default();
    let mut domain = String::new();
    let mut at = 0;
    let mut last: Option<(usize, Vec<header::Column>)> = None;
    while at < lines.len() {
        let Some(table) = layout::find(lines, at) else {
            at += 1;
            continue;
        };
        if last.as_ref() != Some(&(at, table.columns.clone())) {
            domain.clear();
        }
        let findings = rows::read(aligned(&table), &table.columns, table.layout, &mut domain);
        if !findings
            .indicators
            .iter()
            .any(|indicator| !indicator.values.is_empty())
        {
            at += 1;
            continue;
        }
        let from = at - usize::from(at > 0 && lines.get(at - 1).is_some_and(is_caption));
        let size = lines
            .get(at..)
            .unwrap_or_default()
            .iter()
            .take_while(|line| line.number <= findings.end)
            .count();
        at += size.max(1);
        last = Some((at, table.columns));
        at += footnotes(lines.get(at..).unwrap_or_default());
        let used = lines.get(from..at).unwrap_or_default();
        found.lines.extend(used.iter().map(|line| line.number));
        found.rows.extend(findings.indicators);
        found.warnings.extend(findings.warnings);
    }
    found
}

/// The rows of a table: as printed where every cell is seen, else by what the cells look like.
fn aligned(table: &Table) -> Vec<Row> {
    let columns = &table.columns;
    let mut rows = Vec::new();
    for block in &table.blocks {
        let is_row = block.first().is_some_and(|cell| cell.start == Start::Row);
        let shows_empty = matches!(table.layout, Layout::Tabs | Layout::Tabbed);
        let mut cells = block.as_slice();
        while is_row
            && cells.len() > columns.len()
            && let Some((cell, rest)) = cells.split_last()
            && cell.text.is_empty()
        {
            cells = rest;
        }
        let is_whole = is_row && shows_empty && cells.len() == columns.len();
        // An editor cuts empty cells off the end of a line.
        let is_cut = table.layout == Layout::Tabs
            && (2..columns.len()).contains(&cells.len())
            && cells.iter().zip(columns).all(|(cell, column)| {
                cell::fit(column.role, &cell.text, cell::shape(&cell.text), false) > -50
                    || column.role == header::Role::Number
            });
        if is_whole || is_cut {
            rows.push(align::positional(cells, columns.len()));
        } else {
            rows.extend(align::rows(cells, columns));
        }
    }
    rows
}

/// The title of a table, directly above its header.
fn is_caption(line: &Line) -> bool {
    static CAPTION: Pattern =
        Pattern::new("指标|^专栏|^表~[一二三四五六七八九十\\d]|明细表$|一览表$");
    line.cells.is_empty()
        && line.text.chars().count() <= 40
        && !line.text.contains(['。', '，', '；', '：'])
        && Marker::parse(&line.text).is_none()
        && CAPTION.is_match(&line.text)
}

/// How many lines under a table are its footnotes: 注：1.…, and those that count on from it.
fn footnotes(lines: &[Line]) -> usize {
    let mut wanted: Option<u32> = None;
    let mut count = 0;
    for line in lines {
        let number = note_number(&line.text);
        if layout::is_footnote(&line.text) {
            wanted = number.map(|number| number + 1).or(Some(1));
        } else if wanted.is_some() && number == wanted && line.cells.is_empty() {
            wanted = number.map(|number| number + 1);
        } else {
            break;
        }
        count += 1;
    }
    count
}

/// The number of a footnote: 注：1.…, 2.….
fn note_number(text: &str) -> Option<u32> {
    static NUMBER: Pattern = Pattern::new(r"^(?:[（(]?(?:备?注|说明)~[:：]?~)?(\d{1,2})~[.．、]");
    NUMBER.captures(text)?.get(1)?.as_str().parse().ok()
}
