//! Silence (零反馈): whole periods in which a department had work in hand and told nothing of it.

use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

use super::course::Run;
use super::model::Deduction;
use super::rules::{Every, Rule};
use crate::domain::day::later;
use crate::domain::id::{DepartmentId, TaskId};
use crate::domain::recurrence::Period;
use crate::domain::weekly::Record;

/// Who owed a report in which period, and who sent one.
#[derive(Debug)]
pub struct Silence {
    periods: Vec<Period>,
    /// How many tasks, and the first with its title.
    owed: BTreeMap<(DepartmentId, usize), (usize, TaskId, String)>,
    told: BTreeSet<(DepartmentId, usize)>,
}

/// A report that was owed and not sent.
#[derive(Debug)]
pub struct Missed {
    period: Period,
    tasks: usize,
    first: String,
}

impl Silence {
    /// The whole periods that lie within these days; part of one owes nothing.
    pub fn new(every: Every, since: NaiveDate, until: NaiveDate) -> Self {
        let mut periods = Vec::new();
        let mut day = since;
        while day <= until
            && let Some(period) = Period::of(every.recurrence(), day, None)
            && period.last >= day
        {
            day = later(period.last, 1);
            if period.first >= since && period.last <= until {
                periods.push(period);
            }
        }
        Self {
            periods,
            owed: BTreeMap::new(),
            told: BTreeSet::new(),
        }
    }

    /// A task was in progress under one lead for these days: a report was owed in every period that lies within them.
    pub fn owes(&mut self, run: &Run<'_>, record: &Record) {
        let first = self.periods.partition_point(|it| it.first < run.from);
        for (at, period) in self.periods.iter().enumerate().skip(first) {
            if period.last > run.to {
                break;
            }
            let fresh = || (0, record.task, record.title.clone());
            let (count, task, title) = self.owed.entry((run.lead, at)).or_insert_with(fresh);
            *count += 1;
            if record.task < *task {
                (*task, *title) = (record.task, record.title.clone());
            }
        }
    }

    /// A department told of a task on a day.
    pub fn told(&mut self, by: DepartmentId, day: NaiveDate) {
        let at = self.periods.partition_point(|it| it.last < day);
        if self.periods.get(at).is_some_and(|it| it.first <= day) {
            self.told.insert((by, at));
        }
    }

    /// What was owed and not sent, by department.
    pub fn finish(self) -> BTreeMap<DepartmentId, Vec<Missed>> {
        let mut missed: BTreeMap<DepartmentId, Vec<Missed>> = BTreeMap::new();
        for ((lead, at), (tasks, _, first)) in self.owed {
            if !self.told.contains(&(lead, at)) {
                missed.entry(lead).or_default().push(Missed {
                    period: self.periods[at].clone(),
                    tasks,
                    first,
                });
            }
        }
        missed
    }
}

impl Missed {
    /// What it costs by a rule.
    pub fn into_deduction(self, rule: &Rule) -> Deduction {
        let title = match self.tasks {
            1 => self.first,
            count => format!("{}等{count}项", self.first),
        };
        Deduction {
            department: String::new(),
            rule: rule.label.clone(),
            on: rule.on,
            task: None,
            title,
            plan: String::new(),
            basis: super::missing(self.period.last, &format!("{}没有反馈", self.period.label)),
            due: Some(self.period.last),
            days: None,
            points: rule.points,
            capped: false,
        }
    }
}
