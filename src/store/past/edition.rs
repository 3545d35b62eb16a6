//! Editions of plans, which the record carries as far as they were taken.

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::named_params;

use super::super::sql::instant_text;
use super::super::{Error, Write};
use crate::domain::id::{MeasureId, PlanId};

impl Write<'_> {
    /// The measures that an edition has printed anew or given up since a day.
    pub fn list_reprinted(
        &self,
        day: NaiveDate,
        end: DateTime<Utc>,
    ) -> Result<Vec<MeasureId>, Error> {
        self.rows(
            &format!(
                "SELECT c.measure_id FROM edition_change c
                WHERE c.decision = 'taken' AND c.kind IN ('changed', 'gone') AND c.measure_id IS NOT NULL AND {LATE}
                ORDER BY 1"
            ),
            named_params! { ":day": day, ":end": instant_text(end) },
            |row| row.get(0),
        )
    }

    /// Decisions on changes that came later are open again, what they made goes, and editions that came later go whole.
    ///
    /// Without an edition the measures and indicators of a plan stand in the order in which they came.
    pub fn put_back_editions(&self, day: NaiveDate, end: DateTime<Utc>) -> Result<(), Error> {
        let editions: usize = self.number("SELECT count(*) FROM edition", [])?;
        if editions == 0 {
            return Ok(());
        }
        let end = instant_text(end);
        let late: Vec<(i64, String, Option<MeasureId>)> = self.rows(
            &format!(
                "SELECT c.id, c.kind, c.measure_id FROM edition_change c WHERE c.decision IS NOT NULL AND {LATE}"
            ),
            named_params! { ":day": day, ":end": end },
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )?;
        for (id, kind, measure) in late {
            let is_new = kind == "new";
            if let (Some(measure), true) = (measure, is_new) {
                for sql in [
                    "DELETE FROM no_task WHERE measure_id = :measure",
                    "DELETE FROM measure_owner WHERE measure_id = :measure",
                    "DELETE FROM measure WHERE id = :measure",
                ] {
                    self.execute(sql, named_params! { ":measure": measure })?;
                }
            }
            self.execute(
                "UPDATE measure SET gone_in = NULL WHERE id = :measure",
                named_params! { ":measure": measure },
            )?;
            self.execute(
                "UPDATE edition_change
                SET decision = NULL, basis = '', decided_by = '', decided_at = NULL,
                    measure_id = iif(:is_new, NULL, measure_id), indicator_id = iif(:is_new, NULL, indicator_id)
                WHERE id = :id",
                named_params! { ":id": id, ":is_new": is_new },
            )?;
        }
        self.drop_editions(&end)
    }

    fn drop_editions(&self, end: &str) -> Result<(), Error> {
        // An edition of which anything was decided by then was there by then.
        const GONE: &str = "SELECT e.id FROM edition e WHERE e.at >= :end
            AND NOT EXISTS (SELECT 1 FROM edition_change c WHERE c.edition_id = e.id AND c.decision IS NOT NULL)";
        let gone: Vec<(i64, PlanId)> = self.rows(
            &format!("SELECT id, plan_id FROM edition WHERE id IN ({GONE})"),
            named_params! { ":end": end },
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        for (edition, plan) in gone {
            for sql in [
                "DELETE FROM edition_change WHERE edition_id = :edition",
                "DELETE FROM edition WHERE id = :edition",
            ] {
                self.execute(sql, named_params! { ":edition": edition })?;
            }
            for sql in [
                "UPDATE measure SET position = (SELECT count(*) FROM measure o WHERE o.plan_id = :plan AND o.id < measure.id)
                WHERE plan_id = :plan AND NOT EXISTS (SELECT 1 FROM edition WHERE plan_id = :plan)",
                "UPDATE indicator
                SET position = (SELECT count(*) FROM indicator o WHERE o.plan_id = :plan AND o.id < indicator.id)
                WHERE plan_id = :plan AND NOT EXISTS (SELECT 1 FROM edition WHERE plan_id = :plan)",
            ] {
                self.execute(sql, named_params! { ":plan": plan })?;
            }
        }
        Ok(())
    }
}

/// Whether a change was decided on after a day: its events say so, which carry its very instant; else the instant does.
const LATE: &str = "coalesce((SELECT min(e.day) > :day FROM event e WHERE e.at = c.decided_at), c.decided_at >= :end)";
