//! Indicators and how they stand, for a terminal, as JSON and for a spreadsheet.

use serde_json::{Value, json};

use super::table::{Column, Side, plain, spreadsheet};
use crate::domain::indicator::{Indicator, Reading, Standing};

/// An indicator and how it stands.
pub type Row = (Indicator, Standing);

const COLUMNS: [Column; 9] = [
    left("计划"),
    left("领域"),
    left("指标"),
    left("单位"),
    left("性质"),
    right("最新"),
    right("目标"),
    right("差距"),
    left("状态"),
];

const fn left(heading: &'static str) -> Column {
    Column {
        heading,
        side: Side::Left,
    }
}

const fn right(heading: &'static str) -> Column {
    Column {
        heading,
        side: Side::Right,
    }
}

/// A figure without the noise of its binary form: at most three decimals, none that is nought.
pub fn figure(value: f64) -> String {
    let text = format!("{value:.3}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0" } else { text }.to_owned()
}

/// A reading with its year: 16.3（2015）.
pub fn reading(reading: Option<Reading>) -> String {
    reading.map_or_else(
        || "—".to_owned(),
        |it| format!("{}（{}）", figure(it.value), it.year),
    )
}

/// The next target with its year, as printed.
pub fn target(standing: &Standing) -> String {
    let next = standing.next.as_ref();
    next.map_or_else(
        || "—".to_owned(),
        |it| format!("{}（{}）", it.printed, it.year),
    )
}

fn cells((it, standing): &Row) -> Vec<String> {
    vec![
        it.slug.clone(),
        it.domain.clone(),
        it.name.clone(),
        it.unit.clone(),
        it.kind.clone(),
        reading(standing.latest),
        target(standing),
        standing.distance.map_or_else(|| "—".to_owned(), figure),
        match standing.why {
            "" => standing.state.label().to_owned(),
            why => format!("{}（{why}）", standing.state.label()),
        },
    ]
}

/// The indicators as a table.
pub fn table(rows: &[Row]) -> String {
    let cells: Vec<Vec<String>> = rows.iter().map(cells).collect();
    plain(&COLUMNS, &cells)
}

/// The indicators as CSV with a byte order mark; no cell can become a formula.
pub fn csv(rows: &[Row]) -> String {
    let headings = COLUMNS.map(|it| it.heading);
    spreadsheet(&headings, rows.iter().map(cells))
}

/// The indicators as JSON: the cells as printed, and what was computed from them.
pub fn json(rows: &[Row]) -> String {
    let list: Vec<Value> = rows
        .iter()
        .map(|(it, standing)| {
            let next = standing.next.as_ref();
            json!({
                "id": it.id,
                "plan": it.slug,
                "domain": it.domain,
                "name": it.name,
                "unit": it.unit,
                "kind": it.kind,
                "owner": it.owner,
                "direction": it.direction,
                "values": it.cells,
                "latest": standing.latest.map(|it| json!({"year": it.year, "value": it.value})),
                "target": next.map(|it| json!({"year": it.year, "printed": it.printed, "level": it.level})),
                "distance": standing.distance,
                "state": standing.state.label(),
                "why": standing.why,
                "needed_a_year": standing.needed,
                "pace_a_year": standing.pace,
                "note": it.note,
            })
        })
        .collect();
    let mut text = serde_json::to_string_pretty(&list).unwrap_or_default();
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_carry_no_noise() {
        for (value, text) in [
            (17.0, "17"),
            (0.1 + 0.2, "0.3"),
            (-0.5, "-0.5"),
            (2.0345, "2.034"),
            (-1e-9, "0"),
        ] {
            assert_eq!(figure(value), text, "{value}");
        }
    }
}
