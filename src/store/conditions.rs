//! Filters as conditions of a statement: a closed set of fragments, the values bound, never written in.

use chrono::NaiveDate;
use rusqlite::ToSql;
use rusqlite::types::Value;
use std::borrow::Cow;

use super::search;
use crate::domain::filter::{Branch, Criterion, Filter, Order, Stage, Window};
use crate::domain::light::Light;
use crate::domain::own_way::OwnWay;

/// The same as [`Stage::Open`], in the words of the index.
pub(super) const OPEN: &str = "t.status IN ('assigned', 'in_progress', 'submitted')";

/// The closed set of conditions that a filter is put together from; values are bound, never written in.
pub(super) struct Conditions {
    fragments: Vec<Cow<'static, str>>,
    values: Vec<(Cow<'static, str>, Value)>,
}

impl Conditions {
    pub(super) fn of(filter: &Filter, today: NaiveDate) -> Self {
        let mut conditions = Self {
            fragments: vec!["TRUE".into()],
            values: Vec::new(),
        };
        if let Some(plan) = filter.plan {
            conditions.add("t.plan_id = :plan", ":plan", plan.0.into());
        }
        if let Some(branch) = filter.branch {
            conditions.add_branch(branch);
        }
        if let Some(ids) = &filter.ids {
            let list = serde_json::to_string(&ids[..]).unwrap_or_default();
            conditions.add(
                "t.id IN (SELECT value FROM json_each(:ids))",
                ":ids",
                list.into(),
            );
        }
        if let Some(measure) = filter.measure {
            conditions.add("t.measure_id = :measure", ":measure", measure.0.into());
        }
        if let Some(leads) = &filter.leads {
            let list = serde_json::json!(leads).to_string();
            conditions.add(
                "t.lead_id IN (SELECT value FROM json_each(:leads))",
                ":leads",
                list.into(),
            );
        }
        if let Some(status) = filter.status {
            conditions.add(
                "t.status = :status",
                ":status",
                status.code().to_owned().into(),
            );
        }
        match filter.stage {
            Some(Stage::Open) => conditions.say(OPEN),
            Some(Stage::InForce) => conditions.say("t.status NOT IN ('draft', 'cancelled')"),
            None => {}
        }
        if let Some(day) = filter.due_from {
            conditions.add(
                "t.last_day >= :due_from",
                ":due_from",
                day.to_string().into(),
            );
        }
        if let Some(day) = filter.due_by {
            conditions.add("t.last_day <= :due_by", ":due_by", day.to_string().into());
        }
        if filter.is_undated {
            conditions.say("t.last_day IS NULL");
        }
        if filter.hide_drafts {
            conditions.say("t.status <> 'draft'");
        }
        if let Some(light) = filter.light {
            conditions.add_lights(&[light], today);
        }
        for (at, criterion) in filter.criteria.iter().enumerate() {
            conditions.add_criterion(at, criterion, today);
        }
        if !filter.search.trim().is_empty() {
            match search::query(&filter.search) {
                Some(query) => conditions.add(
                    "t.id IN (SELECT s.rowid FROM task_search s WHERE s.words MATCH :search)",
                    ":search",
                    query.into(),
                ),
                None => conditions.say("FALSE"),
            }
        }
        conditions
    }

    pub(super) fn say(&mut self, fragment: &'static str) {
        self.fragments.push(fragment.into());
    }

    fn add(&mut self, fragment: &'static str, name: &'static str, value: Value) {
        self.say(fragment);
        self.bind(name, value);
    }

    /// Binds another value of the fragment that was added last.
    pub(super) fn bind(&mut self, name: &'static str, value: Value) {
        self.values.push((name.into(), value));
    }

    /// Only what stands in a part of a plan.
    fn add_branch(&mut self, branch: Branch) {
        match branch {
            Branch::Section(plan, section) => {
                self.add(
                    "t.measure_id IN (
                        WITH RECURSIVE below (id) AS (
                            SELECT :section
                            UNION ALL
                            SELECT s.id FROM section s JOIN below ON s.plan_id = :branch_plan AND s.parent_id = below.id
                        )
                        SELECT m.id FROM below JOIN measure m ON m.plan_id = :branch_plan AND m.section_id = below.id)",
                    ":section",
                    section.0.into(),
                );
                self.bind(":branch_plan", plan.0.into());
            }
            Branch::Loose(plan) => self.add(
                "t.measure_id IN (
                    SELECT m.id FROM measure m WHERE m.plan_id = :branch_plan AND m.section_id IS NULL)",
                ":branch_plan",
                plan.0.into(),
            ),
        }
    }

    /// Tasks with one of these lights: the same as [`Light::of`], in the words of the index; a test holds the two together.
    fn add_lights(&mut self, lights: &[Light], today: NaiveDate) {
        let one = |light: &Light| match light {
            Light::Done => "t.status = 'done'".to_owned(),
            Light::Idle => "t.status IN ('draft', 'suspended', 'cancelled')".to_owned(),
            Light::Overdue => format!("{OPEN} AND t.last_day < :today"),
            Light::DueSoon => format!("{OPEN} AND t.last_day >= :today AND t.last_day <= :soon"),
            Light::OnTrack => format!("{OPEN} AND (t.last_day IS NULL OR t.last_day > :soon)"),
        };
        let sql = match lights {
            [light] => one(light),
            lights => any(lights.iter().map(one)),
        };
        let soon = OwnWay::now().soon(today);
        for (name, day) in [(":today", today), (":soon", soon)] {
            if sql.contains(name) {
                self.bind(name, day.to_string().into());
            }
        }
        self.fragments.push(sql.into());
    }

    /// What stands at this place of the criteria.
    fn add_criterion(&mut self, at: usize, criterion: &Criterion, today: NaiveDate) {
        let leads = format!("t.lead_id IN (SELECT value FROM json_each(:c{at}))");
        let supports = format!(
            "t.id IN (SELECT u.task_id FROM task_support u
                WHERE u.department_id IN (SELECT value FROM json_each(:c{at})))"
        );
        let codes = |codes: Vec<&str>| serde_json::json!(codes);
        let (sql, list) = match criterion {
            Criterion::Lead(all) => (leads, serde_json::json!(all)),
            Criterion::Support(all) => (supports, serde_json::json!(all)),
            Criterion::Concerns(all) => (any([leads, supports]), serde_json::json!(all)),
            Criterion::Plan(all) => (
                format!("t.plan_id IN (SELECT value FROM json_each(:c{at}))"),
                serde_json::json!(all),
            ),
            Criterion::Status(all) => (
                format!("t.status IN (SELECT value FROM json_each(:c{at}))"),
                codes(all.iter().map(|it| it.code()).collect()),
            ),
            Criterion::Recurrence(all) => (
                format!("t.recurrence IN (SELECT value FROM json_each(:c{at}))"),
                codes(all.iter().map(|it| it.code()).collect()),
            ),
            Criterion::Task(all) => (
                format!("t.id IN (SELECT value FROM json_each(:c{at}))"),
                serde_json::json!(all),
            ),
            Criterion::Light(all) => return self.add_lights(all, today),
            Criterion::Unled => return self.say("t.lead_id IS NULL"),
            Criterion::Undated => return self.say("t.last_day IS NULL"),
            Criterion::Due { from, by } => {
                for (day, name, compare) in [(from, "from", ">="), (by, "by", "<=")] {
                    let Some(day) = day else { continue };
                    let name = format!(":c{at}_{name}");
                    self.fragments
                        .push(format!("t.last_day {compare} {name}").into());
                    self.values.push((name.into(), day.to_string().into()));
                }
                return;
            }
        };
        self.fragments.push(sql.into());
        self.values
            .push((format!(":c{at}").into(), list.to_string().into()));
    }

    pub(super) fn sql(&self) -> String {
        self.fragments.join(" AND ")
    }

    /// A whole statement: what is selected, under these conditions, in the filter's order, one window of it.
    pub(super) fn listing(&self, select: &str, filter: &Filter) -> String {
        format!(
            "{select} WHERE {} ORDER BY {} LIMIT :limit OFFSET :offset",
            self.sql(),
            order(filter)
        )
    }

    pub(super) fn params(&self) -> Vec<(&str, &dyn ToSql)> {
        self.values
            .iter()
            .map(|(name, value)| (name.as_ref(), value as &dyn ToSql))
            .collect()
    }
}

/// One of these conditions; without any, none is met.
fn any(conditions: impl IntoIterator<Item = String>) -> String {
    let all: Vec<String> = conditions.into_iter().map(|it| format!("({it})")).collect();
    if all.is_empty() {
        return "FALSE".to_owned();
    }
    format!("({})", all.join(" OR "))
}

pub(super) fn bounds(window: Window) -> (i64, i64) {
    let number = |it| i64::try_from(it).unwrap_or(i64::MAX);
    (number(window.limit), number(window.offset))
}

pub(super) fn order(filter: &Filter) -> &'static str {
    let is_dated = |it: &Light| matches!(it, Light::Overdue | Light::DueSoon);
    let dated = filter.due_by.is_some()
        || filter.due_from.is_some()
        || filter.light.as_ref().is_some_and(is_dated)
        || filter.criteria.iter().any(|it| match it {
            Criterion::Light(all) => all.iter().all(is_dated),
            Criterion::Due { .. } => true,
            _ => false,
        });
    match filter.order {
        Order::Printed => "t.measure_id, t.position, t.id",
        Order::LastDay if dated => "t.last_day, t.id",
        // In these words, the index of open tasks gives the order too.
        Order::LastDay => "t.last_day NULLS LAST, t.id",
    }
}
