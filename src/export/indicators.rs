//! Indicators and how they stand, for a terminal, as JSON and for a spreadsheet.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::table::{Column, Side, plain, spreadsheet};
use crate::domain::indicator::words::{GONE, figure, pace, reading, state, target};
use crate::domain::indicator::{Indicator, Reading, Standing};
use crate::domain::plan::Plan;

/// An indicator and how it stands.
pub type Row = (Indicator, Standing);

const COLUMNS: [Column; 10] = [
    right("编号"),
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

const fn left(heading: &'static str) -> Column<'static> {
    Column {
        heading,
        side: Side::Left,
    }
}

const fn right(heading: &'static str) -> Column<'static> {
    Column {
        heading,
        side: Side::Right,
    }
}

fn cells((it, standing): &Row) -> Vec<String> {
    vec![
        it.id.to_string(),
        it.slug.clone(),
        it.domain.clone(),
        it.name.clone(),
        it.unit.clone(),
        it.kind.clone(),
        reading(standing.latest.as_ref()),
        target(standing),
        standing.distance.map_or_else(|| "—".to_owned(), figure),
        state_of(it, standing),
    ]
}

fn state_of(it: &Indicator, standing: &Standing) -> String {
    if it.is_gone {
        GONE.to_owned()
    } else {
        state(standing)
    }
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

/// An indicator with its cells, its readings and its record, for a terminal.
pub fn sheet(
    it: &Indicator,
    standing: &Standing,
    readings: &[Reading],
    record: &[String],
) -> String {
    let dash = |text: &str| {
        if text.is_empty() {
            "—".to_owned()
        } else {
            text.to_owned()
        }
    };
    let mut text = format!(
        "{} {}\n计划  {}\n领域  {}\n单位  {}\n性质  {}\n最新  {}\n目标  {}\n差距  {}\n状态  {}\n",
        it.id,
        it.name,
        it.slug,
        dash(&it.domain),
        dash(&it.unit),
        dash(&it.kind),
        reading(standing.latest.as_ref()),
        target(standing),
        standing.distance.map_or_else(|| "—".to_owned(), figure),
        state_of(it, standing),
    );
    if let Some(pace) = pace(standing) {
        let _ = writeln!(text, "进度  {pace}");
    }
    if !it.owner.is_empty() {
        let _ = writeln!(text, "责任  {}", it.owner);
    }
    if !it.note.is_empty() {
        let _ = writeln!(text, "附注  {}", it.note);
    }
    let cells: Vec<String> = it
        .cells
        .iter()
        .map(|(year, cell)| format!("{year}年 {cell}"))
        .collect();
    let _ = writeln!(text, "原表  {}", cells.join("，"));
    text.push_str("数据\n");
    for it in readings {
        let source = if it.source.is_empty() {
            "原表"
        } else {
            &it.source
        };
        let _ = writeln!(text, "  {}年  {}  {source}", it.year, figure(it.value));
    }
    text.push_str("经过\n");
    for line in record {
        let _ = writeln!(text, "  {line}");
    }
    text
}

/// The indicators as JSON, each with what was read of it: the cells as printed, and what was computed from them.
///
/// `baseline` is the state before the plan, `targets` are the other cells as printed, by year; `readings` are the values by
/// year since.
pub fn json(rows: &[(Row, Vec<Reading>)], plans: &[Plan]) -> String {
    let list: Vec<Value> = rows
        .iter()
        .map(|((it, standing), readings)| {
            let next = standing.next.as_ref();
            let baseline = it.baseline();
            let is_target = |year: i32| baseline.as_ref().is_none_or(|it| it.year != year);
            let targets: BTreeMap<i32, &String> = it
                .cells
                .iter()
                .filter(|(year, _)| is_target(**year))
                .map(|(year, cell)| (*year, cell))
                .collect();
            let readings: BTreeMap<i32, f64> =
                readings.iter().map(|it| (it.year, it.value)).collect();
            let plan = plans.iter().find(|plan| plan.id == it.plan);
            json!({
                "id": it.id,
                "plan": {"slug": it.slug, "title": plan.map(|it| &it.title)},
                "domain": it.domain,
                "name": it.name,
                "unit": it.unit,
                "kind": it.kind,
                "owner": it.owner,
                "direction": it.direction,
                "baseline": baseline.map(|it| json!({"year": it.year, "value": it.value})),
                "targets": targets,
                "readings": readings,
                "latest": standing.latest.as_ref().map(|it| json!({"year": it.year, "value": it.value})),
                "target": next.map(|it| json!({"year": it.year, "printed": it.printed, "level": it.level})),
                "distance": standing.distance,
                "state": standing.state.label(),
                "why": standing.why,
                "needed_a_year": standing.needed,
                "pace_a_year": standing.pace,
                "note": it.note,
                "gone": it.is_gone,
            })
        })
        .collect();
    let mut text = serde_json::to_string_pretty(&list).unwrap_or_default();
    text.push('\n');
    text
}
