//! Indicators as they are told: figures, the pace, the record.

use super::{Goal, Reading, ReadingEvent, RowEvent, Standing, Target, difference};
use crate::domain::id::EventId;
use crate::domain::status::Verb;

/// A figure without the noise of its binary form: at most three decimals, none that is nought.
pub fn figure(value: f64) -> String {
    let text = format!("{value:.3}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0" } else { text }.to_owned()
}

/// A reading with its year: 16.3（2015）.
pub fn reading(reading: Option<&Reading>) -> String {
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

/// What a target asks for, as printed; where its level had to be computed, behind the level: 18.369（比2015年降低10）.
pub fn asked(target: &Target) -> String {
    match (target.goal, target.level) {
        (Goal::Since { .. } | Goal::Yearly(_) | Goal::Better, Some(level)) => {
            format!("{}（{}）", figure(level), target.printed)
        }
        _ => target.printed.clone(),
    }
}

/// What is said of an indicator that no edition prints any more.
pub const GONE: &str = "已删去";

/// The state, with the reason where nothing is computed.
pub fn state(standing: &Standing) -> String {
    match standing.why {
        "" => standing.state.label().to_owned(),
        why => format!("{}（{why}）", standing.state.label()),
    }
}

/// What each year must bring and what it has brought, in one line; `None` where neither is known.
pub fn pace(standing: &Standing) -> Option<String> {
    let signed = |value: f64| format!("{}{}", if value > 0.0 { "+" } else { "" }, figure(value));
    let been = standing.pace.map(|it| format!("至今每年 {}", signed(it)));
    let needed = standing
        .needed
        .map(|it| format!("到目标每年须 {}", signed(it)));
    let parts: Vec<String> = been.into_iter().chain(needed).collect();
    (!parts.is_empty()).then(|| parts.join("，"))
}

/// One reading that was noted or taken back.
fn told(event: &ReadingEvent) -> String {
    let value = |it: &Option<Reading>| {
        it.as_ref()
            .map_or_else(|| "无".to_owned(), |it| figure(it.value))
    };
    let year = event
        .after
        .as_ref()
        .or(event.before.as_ref())
        .map_or(0, |it| it.year);
    let change = match &event.before {
        None => value(&event.after),
        Some(_) => format!("{} → {}", value(&event.before), value(&event.after)),
    };
    let source = match &event.after {
        Some(it) if event.verb == Verb::Read => format!("（{}）", it.source),
        _ => String::new(),
    };
    format!(
        "{}  {}  {} {year}年 {change}{source}",
        event.day,
        event.actor,
        event.verb.label()
    )
}

/// One change of an indicator's row.
fn told_row(event: &RowEvent) -> String {
    let change = match (&event.before, &event.after) {
        (Some(before), Some(after)) => format!(" {}", difference(before, after)),
        _ => String::new(),
    };
    let (day, actor, verb, basis) = (event.day, &event.actor, event.verb.label(), &event.basis);
    format!("{day}  {actor}  {verb}指标行{change}（{basis}）")
}

/// The record of an indicator in its order: what was noted of it, and how its row was changed.
pub fn record(readings: &[ReadingEvent], rows: &[RowEvent]) -> Vec<String> {
    let noted = readings.iter().map(|it| (it.id, told(it)));
    let changed = rows.iter().map(|it| (it.id, told_row(it)));
    let mut record: Vec<(EventId, String)> = noted.chain(changed).collect();
    record.sort_by_key(|it| it.0);
    record.into_iter().map(|it| it.1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::indicator::Direction;

    #[test]
    fn a_target_is_told_as_printed_with_the_level_that_was_computed() {
        for (printed, level, told) in [
            ("≥30", Some(30.0), "≥30"),
            ("28左右", Some(28.0), "28左右"),
            ("比2015年降低10%", Some(18.369), "18.369（比2015年降低10%）"),
            ("比2015年降低10%", None, "比2015年降低10%"),
            ("持续提高", Some(36.4), "36.4（持续提高）"),
            ("达到省平均水平", None, "达到省平均水平"),
        ] {
            let target = Target {
                year: 2020,
                printed: printed.to_owned(),
                goal: Goal::parse(printed, Direction::Open, ""),
                level,
                direction: Direction::Open,
            };
            assert_eq!(asked(&target), told);
        }
    }

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
