//! The row of an indicator as its table prints it, and how an edition changed it.

use chrono::{DateTime, NaiveDate, Utc};

use super::{Direction, Indicator};
use crate::domain::draft::DraftIndicator;
use crate::domain::id::{EventId, IndicatorId};
use crate::domain::status::Verb;

/// A change of an indicator's row by an edition of its plan, as it is kept for ever; it stands in the same chain as the
/// readings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowEvent {
    /// Its number.
    pub id: EventId,
    /// The instant at which it was written down.
    pub at: DateTime<Utc>,
    /// The civil day it counts for.
    pub day: NaiveDate,
    /// Who did it.
    pub actor: String,
    /// It came in, was revised, or is no longer printed.
    pub verb: Verb,
    /// Of which indicator.
    pub indicator: IndicatorId,
    /// The document that it stands on.
    pub basis: String,
    /// The row before; `None` for a new one.
    pub before: Option<DraftIndicator>,
    /// After; `None` where the edition no longer prints it.
    pub after: Option<DraftIndicator>,
}

impl Indicator {
    /// The row as its table prints it.
    pub fn row(&self) -> DraftIndicator {
        let cells = self.cells.iter();
        DraftIndicator {
            domain: self.domain.clone(),
            name: self.name.clone(),
            unit: self.unit.clone(),
            kind: self.kind.clone(),
            owner: self.owner.clone(),
            direction: self.direction.clone(),
            values: cells
                .map(|(year, cell)| (year.to_string(), cell.clone()))
                .collect(),
            note: self.note.clone(),
        }
    }
}

impl DraftIndicator {
    /// What the row says, each under its heading: what is empty is left out, and so is a column that is no year, which the
    /// file does not keep.
    pub fn fields(&self) -> Vec<(String, String)> {
        let direction = Direction::parse(&self.direction).label();
        let named = [
            ("领域", self.domain.as_str()),
            ("指标", &self.name),
            ("单位", &self.unit),
            ("性质", &self.kind),
            ("责任单位", &self.owner),
            ("方向", direction),
        ];
        let cells = self.values.iter();
        let cells = cells
            .filter(|(year, _)| year.parse::<i32>().is_ok())
            .map(|(year, cell)| (format!("{year}年"), cell.clone()));
        named
            .into_iter()
            .map(|(heading, value)| (heading.to_owned(), value.to_owned()))
            .chain(cells)
            .filter(|(_, value)| !value.is_empty())
            .collect()
    }

    /// The same as text, a line each.
    pub fn text(&self) -> String {
        let lines = self.fields().into_iter();
        let lines: Vec<String> = lines
            .map(|(heading, value)| format!("{heading}：{value}"))
            .collect();
        lines.join("\n")
    }
}

/// What differs between two printings of a row: 2020年 80 → 81，单位 无 → %.
pub fn difference(before: &DraftIndicator, after: &DraftIndicator) -> String {
    let (old, new) = (before.fields(), after.fields());
    let value = |fields: &[(String, String)], heading: &str| {
        let found = fields.iter().find(|it| it.0 == heading);
        found.map_or_else(|| "无".to_owned(), |it| it.1.clone())
    };
    let mut headings: Vec<&str> = Vec::new();
    for (heading, _) in old.iter().chain(&new) {
        if !headings.contains(&heading.as_str()) {
            headings.push(heading);
        }
    }
    let changed = headings.into_iter().filter_map(|heading| {
        let (old, new) = (value(&old, heading), value(&new, heading));
        (old != new).then(|| format!("{heading} {old} → {new}"))
    });
    changed.collect::<Vec<_>>().join("，")
}
