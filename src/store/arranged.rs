//! Lists as they are arranged: every task in its place, with the heading under which it stands.

use chrono::NaiveDate;
use rusqlite::{Connection, Row, functions::FunctionFlags};

use super::conditions::{Conditions, OPEN, order};
use super::{Error, Read};
use crate::domain::arrangement::{Arrangement, Column, GroupKey, Grouping, Placed, Sort};
use crate::domain::filter::Filter;
use crate::domain::id::{DepartmentId, PlanId, SectionId};
use crate::domain::own_way::OwnWay;
use crate::text::pinyin;

/// The function by which words are sorted; made for every connection.
const SORT_KEY: &str = "sort_key";

/// Gives a connection the order of words.
pub(super) fn make_sort_key(connection: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    connection.create_scalar_function(SORT_KEY, 1, flags, |context| {
        let text = context.get_raw(0).as_str_or_null()?;
        Ok(text.map(pinyin::sort_key))
    })
}

impl Read<'_> {
    /// Gives every task that a filter shows on a day, as it is arranged. Departments sort as they stand in `ranks`; those that do
    /// not stand there, like tasks without one, come last.
    ///
    /// By department, first what each leads, in its order, then what each supports.
    pub fn each_arranged(
        &self,
        filter: &Filter,
        arrangement: Arrangement,
        (ranks, today): (&[DepartmentId], NaiveDate),
        mut take: impl FnMut(Placed),
    ) -> Result<(), Error> {
        let leads = ("", "t.lead_id");
        self.each_under(filter, arrangement, leads, (ranks, today), &mut take)?;
        if arrangement.grouping == Some(Grouping::Department) {
            let support = ("JOIN task_support u ON u.task_id = t.id", "u.department_id");
            self.each_under(filter, arrangement, support, (ranks, today), &mut take)?;
        }
        Ok(())
    }

    /// The same, each task under the department that `department` gives it.
    fn each_under(
        &self,
        filter: &Filter,
        arrangement: Arrangement,
        (with, department): (&str, &str),
        (ranks, today): (&[DepartmentId], NaiveDate),
        take: &mut impl FnMut(Placed),
    ) -> Result<(), Error> {
        let conditions = Conditions::of(filter, today);
        let ranks = serde_json::json!(ranks).to_string();
        let day = today.to_string();
        let soon = OwnWay::now().soon(today).to_string();
        let mut params = conditions.params();
        params.push((":arranged_on", &day));
        let (rank, order) = match arrangement.sort {
            None => ("", order(filter).to_owned()),
            Some(sort) => {
                let rank = "LEFT JOIN (SELECT value AS id, key AS place FROM json_each(:ranks)) r ON r.id = t.lead_id";
                let rank = match sort.column {
                    Column::Lead => {
                        params.push((":ranks", &ranks));
                        rank
                    }
                    Column::Light => {
                        params.push((":arranged_soon", &soon));
                        ""
                    }
                    _ => "",
                };
                (rank, sorted(sort))
            }
        };
        let section = match arrangement.grouping {
            Some(Grouping::Section) => ("JOIN measure m ON m.id = t.measure_id", "m.section_id"),
            _ => ("", "NULL"),
        };
        let sql = format!(
            "SELECT t.id, {OPEN} AND coalesce(t.last_day < :arranged_on, FALSE), t.last_day, t.plan_id,
                {department}, {}
            FROM task t {} {with} {rank}
            WHERE {} ORDER BY {order}",
            section.1,
            section.0,
            conditions.sql()
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query(params.as_slice())?;
        while let Some(row) = rows.next()? {
            take(Placed {
                id: row.get(0)?,
                key: match arrangement.grouping {
                    Some(grouping) => key_of(row, grouping)?,
                    None => GroupKey::None,
                },
                is_overdue: row.get(1)?,
            });
        }
        Ok(())
    }
}

fn key_of(row: &Row<'_>, grouping: Grouping) -> rusqlite::Result<GroupKey> {
    let plan = || row.get::<_, PlanId>(3);
    Ok(match grouping {
        Grouping::Department | Grouping::Lead => row
            .get::<_, Option<DepartmentId>>(4)?
            .map_or(GroupKey::None, GroupKey::Department),
        Grouping::Plan => GroupKey::Plan(plan()?),
        Grouping::Section => match row.get::<_, Option<SectionId>>(5)? {
            Some(section) => GroupKey::Section(plan()?, section),
            None => GroupKey::Loose(plan()?),
        },
        Grouping::Month => GroupKey::month(row.get(2)?),
    })
}

/// The terms of an order by a column, as printed where it says the same of two tasks.
fn sorted(sort: Sort) -> String {
    let way = if sort.is_reversed { "DESC" } else { "ASC" };
    let last = format!("{way} NULLS LAST");
    let printed = "t.measure_id, t.position, t.id";
    match sort.column {
        Column::Number => format!("t.measure_id {way}, t.position {way}, t.id {way}"),
        Column::Light => format!(
            "CASE WHEN {OPEN} THEN CASE WHEN t.last_day < :arranged_on THEN 0 WHEN t.last_day <= :arranged_soon THEN 1 ELSE 2 END
                WHEN t.status = 'done' THEN 3 ELSE 4 END {way}, t.last_day {last}, {printed}"
        ),
        Column::Days => {
            format!("CASE WHEN {OPEN} THEN t.last_day END {last}, {printed}")
        }
        Column::Title => format!("{SORT_KEY}(t.title) {way}, {printed}"),
        Column::Target => format!("{SORT_KEY}(nullif(t.target, '')) {last}, {printed}"),
        Column::Lead => format!("r.place {last}, {printed}"),
        Column::LastDay => format!("t.last_day {last}, {printed}"),
        Column::Progress => format!(
            "CASE t.status WHEN 'draft' THEN 0 WHEN 'assigned' THEN 1 WHEN 'in_progress' THEN 2
                WHEN 'submitted' THEN 3 WHEN 'done' THEN 4 WHEN 'suspended' THEN 5 ELSE 6 END {way},
                t.percent {way}, {printed}"
        ),
    }
}
