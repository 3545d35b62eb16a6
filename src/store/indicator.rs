//! Indicators and their cells.

use rusqlite::{Row, named_params};
use std::collections::HashMap;

use super::sql::json;
use super::{Error, Read, Write};
use crate::domain::draft::DraftIndicator;
use crate::domain::id::{EditionId, IndicatorId, PlanId};
use crate::domain::indicator::{Indicator, Reading};

const INDICATOR: &str = "SELECT i.id, i.plan_id, p.slug, CAST(substr(p.period_start, 1, 4) AS INTEGER) AS begins,
    i.domain, i.name, i.unit, i.kind, i.owner, i.direction, i.note, i.gone_in IS NOT NULL AS is_gone,
    (SELECT json_group_object(c.year, c.printed) FROM indicator_cell c WHERE c.indicator_id = i.id) AS cells
    FROM indicator i JOIN plan p ON p.id = i.plan_id";

fn indicator_of(row: &Row<'_>) -> rusqlite::Result<Indicator> {
    let cells: String = row.get("cells")?;
    Ok(Indicator {
        id: row.get("id")?,
        plan: row.get("plan_id")?,
        slug: row.get("slug")?,
        begins: row.get("begins")?,
        domain: row.get("domain")?,
        name: row.get("name")?,
        unit: row.get("unit")?,
        kind: row.get("kind")?,
        owner: row.get("owner")?,
        direction: row.get("direction")?,
        cells: json(&cells)?,
        note: row.get("note")?,
        is_gone: row.get("is_gone")?,
    })
}

const READING: &str = "SELECT indicator_id, year, value, source FROM reading
    WHERE :id IS NULL OR indicator_id = :id ORDER BY indicator_id, year";

fn reading_of(row: &Row<'_>) -> rusqlite::Result<(IndicatorId, Reading)> {
    let reading = Reading {
        year: row.get("year")?,
        value: row.get("value")?,
        source: row.get("source")?,
    };
    Ok((row.get("indicator_id")?, reading))
}

impl Read<'_> {
    /// The indicator with this number.
    pub fn find_indicator(&self, id: IndicatorId) -> Result<Option<Indicator>, Error> {
        self.row(
            &format!("{INDICATOR} WHERE i.id = :id"),
            named_params! { ":id": id },
            indicator_of,
        )
    }

    /// The indicators of a plan, or of all plans, in printed order; those that an edition no longer prints among them.
    pub fn list_indicators(&self, plan: Option<PlanId>) -> Result<Vec<Indicator>, Error> {
        self.rows(
            &format!("{INDICATOR} WHERE :plan IS NULL OR i.plan_id = :plan ORDER BY i.plan_id, i.position"),
            named_params! { ":plan": plan },
            indicator_of,
        )
    }
}

impl Read<'_> {
    /// The readings of every indicator, by year.
    pub fn list_readings(&self) -> Result<HashMap<IndicatorId, Vec<Reading>>, Error> {
        let mut readings: HashMap<IndicatorId, Vec<Reading>> = HashMap::new();
        for (indicator, reading) in
            self.rows(READING, named_params! { ":id": None::<i64> }, reading_of)?
        {
            readings.entry(indicator).or_default().push(reading);
        }
        Ok(readings)
    }

    /// The readings of one indicator, by year.
    pub fn list_readings_of(&self, id: IndicatorId) -> Result<Vec<Reading>, Error> {
        let rows = self.rows(READING, named_params! { ":id": id }, reading_of)?;
        Ok(rows.into_iter().map(|it| it.1).collect())
    }
}

impl Write<'_> {
    /// Sets the reading of a year, or takes it away.
    pub fn set_reading(
        &self,
        indicator: IndicatorId,
        year: i32,
        reading: Option<&Reading>,
    ) -> Result<(), Error> {
        match reading {
            Some(it) => self.execute(
                "INSERT OR REPLACE INTO reading (indicator_id, year, value, source)
                VALUES (:id, :year, :value, :source)",
                named_params! { ":id": indicator, ":year": year, ":value": it.value, ":source": it.source },
            ),
            None => self.execute(
                "DELETE FROM reading WHERE indicator_id = :id AND year = :year",
                named_params! { ":id": indicator, ":year": year },
            ),
        }
    }

    /// Stores the rows of a plan's indicator tables.
    pub fn insert_indicators(&self, plan: PlanId, rows: &[DraftIndicator]) -> Result<(), Error> {
        for (position, row) in rows.iter().enumerate() {
            self.insert_indicator(plan, position, row)?;
        }
        Ok(())
    }

    /// Stores a row of an indicator table.
    pub fn insert_indicator(
        &self,
        plan: PlanId,
        position: usize,
        row: &DraftIndicator,
    ) -> Result<IndicatorId, Error> {
        let id = self.insert(
            "INSERT INTO indicator (plan_id, position, domain, name, unit, kind, owner, direction, note)
            VALUES (:plan, :position, :domain, :name, :unit, :kind, :owner, :direction, :note)",
            named_params! {
                ":plan": plan,
                ":position": position,
                ":domain": row.domain,
                ":name": row.name,
                ":unit": row.unit,
                ":kind": row.kind,
                ":owner": row.owner,
                ":direction": row.direction,
                ":note": row.note,
            },
        )?;
        self.insert_cells(IndicatorId(id), row)?;
        Ok(IndicatorId(id))
    }

    /// A row becomes as an edition prints it; its readings stay.
    pub fn change_indicator(&self, id: IndicatorId, row: &DraftIndicator) -> Result<(), Error> {
        self.execute(
            "UPDATE indicator SET domain = :domain, name = :name, unit = :unit, kind = :kind, owner = :owner,
                direction = :direction, note = :note
            WHERE id = :id",
            named_params! {
                ":id": id,
                ":domain": row.domain,
                ":name": row.name,
                ":unit": row.unit,
                ":kind": row.kind,
                ":owner": row.owner,
                ":direction": row.direction,
                ":note": row.note,
            },
        )?;
        self.execute(
            "DELETE FROM indicator_cell WHERE indicator_id = :id",
            named_params! { ":id": id },
        )?;
        self.insert_cells(id, row)
    }

    /// Puts an indicator at its place in the order of an edition.
    pub fn move_indicator(&self, id: IndicatorId, position: usize) -> Result<(), Error> {
        self.execute(
            "UPDATE indicator SET position = :position WHERE id = :id",
            named_params! { ":id": id, ":position": position },
        )
    }

    /// Marks an indicator that an edition no longer prints.
    pub fn set_indicator_gone(&self, id: IndicatorId, edition: EditionId) -> Result<(), Error> {
        self.execute(
            "UPDATE indicator SET gone_in = :edition WHERE id = :id",
            named_params! { ":id": id, ":edition": edition },
        )
    }

    /// A column that is no year is left to the printed lines.
    fn insert_cells(&self, id: IndicatorId, row: &DraftIndicator) -> Result<(), Error> {
        for (year, printed) in &row.values {
            let Ok(year) = year.parse::<i32>() else {
                continue;
            };
            self.execute(
                "INSERT INTO indicator_cell (indicator_id, year, printed) VALUES (:id, :year, :printed)",
                named_params! { ":id": id, ":year": year, ":printed": printed },
            )?;
        }
        Ok(())
    }
}
