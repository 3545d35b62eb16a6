//! The summary of a term (周报, 月报, 季报): rebuilt from the events, always the same for the same record.

mod charts;
mod count;
mod document;
mod list;
mod model;

use chrono::NaiveDate;
use std::collections::BTreeMap;

pub use document::Imprint;
pub use model::{
    Asked, Beyond, Flow, Group, Headline, Line, Moved, Noted, Point, Record, Said, Silent,
    Standing, Still, Told, Weekly,
};

use super::day::later;
use super::department::Directory;
use super::event::Event;
use super::id::DepartmentId;
use super::indicator::{Indicator, ReadingEvent};
use super::light::Light;
use super::status::Verb;
use super::task::TaskState;
use super::term::Term;

/// A share in whole percent, rounded half up; `None` for an empty whole.
pub fn rate(part: usize, whole: usize) -> Option<usize> {
    (whole > 0).then(|| (part * 200 + whole) / (whole * 2))
}

/// Folds records, one task at a time, into a summary.
#[derive(Debug)]
pub struct Builder<'a> {
    directory: &'a Directory,
    term: Term,
    /// The one department, under today's id, that the summary is of; `None` for all.
    only: Option<DepartmentId>,
    as_of: NaiveDate,
    summary: Weekly,
    /// By today's department: its row, and how many open tasks it leads.
    standings: BTreeMap<DepartmentId, (Standing, usize)>,
    reported: BTreeMap<DepartmentId, Vec<Said>>,
    overdue: BTreeMap<DepartmentId, Vec<Line>>,
    /// How many tasks in force each department supports.
    supports: BTreeMap<DepartmentId, usize>,
}

impl<'a> Builder<'a> {
    /// A summary of a term as it stands at the end of `today`, or of its last day when the term is over.
    pub fn new(term: Term, today: NaiveDate, directory: &'a Directory) -> Self {
        let as_of = term.last_day().min(today.max(term.first_day()));
        Self {
            directory,
            term,
            only: None,
            as_of,
            summary: Weekly {
                term,
                pace: term.pace().code(),
                period: term.code(),
                first_day: term.first_day(),
                last_day: term.last_day(),
                as_of,
                headline: Headline::default(),
                headline_before: Headline::default(),
                flow: Flow::default(),
                flow_before: Flow::default(),
                course: count::course(term, as_of),
                finished: Vec::new(),
                reported: Vec::new(),
                newly_overdue: Vec::new(),
                overdue: Vec::new(),
                due_7: Vec::new(),
                due_30: Vec::new(),
                extensions: Vec::new(),
                asked: Vec::new(),
                revisions: Vec::new(),
                urges: Vec::new(),
                silent: Vec::new(),
                departments: Vec::new(),
                readings: Vec::new(),
            },
            standings: BTreeMap::new(),
            reported: BTreeMap::new(),
            overdue: BTreeMap::new(),
            supports: BTreeMap::new(),
        }
    }

    /// The same of what one department leads, and of what it reports on its parts.
    #[must_use]
    pub fn only(mut self, department: Option<DepartmentId>) -> Self {
        self.only = department.map(|id| self.directory.current(id, self.as_of));
        self
    }

    /// Takes in what the record says of one task, or of tasks that stand alike.
    pub fn take(&mut self, told: &Told) {
        match told {
            Told::Record(record) => {
                self.count_record(record);
                self.list_record(record);
            }
            Told::Still(still) => self.count_still(still),
            Told::Beyond(beyond) => self.count_beyond(beyond),
            Told::Supported(department, tasks) => self.count_supported(*department, *tasks),
            Told::Dated(record, state) => self.list_dated(record, state),
        }
    }

    /// Whether the summary is of the lead of a task.
    fn concerns(&self, state: &TaskState) -> bool {
        self.only.is_none() || state.lead.is_some_and(|lead| self.tells_of(lead))
    }

    /// Whether the summary is of a body that an indicator is printed with.
    fn answers(&self, indicator: &Indicator) -> bool {
        let found = |name| self.directory.find(name);
        self.only.is_none()
            || indicator
                .owners()
                .any(|name| found(name).is_some_and(|it| self.tells_of(it.id)))
    }

    fn tells_of(&self, department: DepartmentId) -> bool {
        let current = self.directory.current(department, self.as_of);
        self.only.is_none_or(|only| only == current)
    }

    /// Takes in what was noted of indicators, in the order in which it was written down: the last of a year stands.
    pub fn note(&mut self, event: &ReadingEvent, indicator: &Indicator, plan: &str) {
        let Some(year) = event
            .after
            .as_ref()
            .or(event.before.as_ref())
            .map(|it| it.year)
        else {
            return;
        };
        if !self.term.contains(event.day) || event.day > self.as_of || !self.answers(indicator) {
            return;
        }
        let readings = &mut self.summary.readings;
        readings.retain(|it| (it.indicator, it.year) != (event.indicator, year));
        if let (Verb::Read, Some(reading)) = (event.verb, &event.after) {
            readings.push(Noted {
                indicator: event.indicator,
                name: indicator.name.clone(),
                unit: indicator.unit.clone(),
                plan: plan.to_owned(),
                day: event.day,
                year,
                value: reading.value,
                source: reading.source.clone(),
            });
        }
    }

    /// The first day at whose end a task is looked at, and the last last day of which a task is listed.
    pub fn horizon(&self) -> (NaiveDate, NaiveDate) {
        let first = self.summary.course.first().map_or(self.as_of, |it| it.day);
        let eve = self.term.previous().previous().last_day();
        (first.min(eve), later(self.as_of, Light::SOON_DAYS))
    }

    /// The days whose record tells of the term.
    pub fn days(&self) -> (NaiveDate, NaiveDate) {
        (self.term.first_day(), self.as_of)
    }

    /// The finished summary, every list in its order.
    pub fn finish(mut self) -> Weekly {
        let as_of = self.as_of;
        let name = |id: DepartmentId| self.directory.current_name(id, as_of).to_owned();
        let by_day = |line: &Line| (line.last_day, line.id);
        let is_empty = |point: &Point| point.headline.in_force == 0;
        let course = &mut self.summary.course;
        let begun = course.iter().position(|it| !is_empty(it));
        course.drain(..begun.unwrap_or(course.len() - 1));
        self.summary.finished.sort_by_key(by_day);
        self.summary.newly_overdue.sort_by_key(by_day);
        self.summary.due_7.sort_by_key(by_day);
        self.summary.due_30.sort_by_key(by_day);
        self.summary.overdue = std::mem::take(&mut self.overdue)
            .into_iter()
            .map(|(id, mut lines)| {
                lines.sort_by_key(by_day);
                Group {
                    department: name(id),
                    lines,
                }
            })
            .collect();
        // The department with the longest overdue task stands first.
        self.summary
            .overdue
            .sort_by_key(|group| group.lines.first().map(by_day));
        let told = self.reported.iter();
        let supports = std::mem::take(&mut self.supports);
        let reports: BTreeMap<DepartmentId, usize> =
            told.map(|(id, lines)| (*id, lines.len())).collect();
        self.summary.reported = std::mem::take(&mut self.reported)
            .into_iter()
            .map(|(id, lines)| Group {
                department: name(id),
                lines,
            })
            .collect();
        for (id, (mut standing, open)) in std::mem::take(&mut self.standings) {
            standing.reports = reports.get(&id).copied().unwrap_or(0);
            if open > 0 && standing.reports == 0 {
                self.summary.silent.push(Silent {
                    department: name(id),
                    open,
                });
            }
            self.summary.departments.push(Standing {
                department: name(id),
                open,
                supports: supports.get(&id).copied().unwrap_or(0),
                report_rate: rate(standing.sent, standing.owes),
                done_rate: rate(standing.done, standing.owned),
                on_time_rate: rate(standing.on_time, standing.done + standing.overdue),
                ..standing
            });
        }
        self.summary
            .silent
            .sort_by_key(|row| std::cmp::Reverse(row.open));
        rank(&mut self.summary.departments);
        self.summary
    }
}

fn closed_on(events: &[Event], day: NaiveDate) -> Option<NaiveDate> {
    events
        .iter()
        .rfind(|event| event.verb == Verb::Close && event.day <= day)
        .map(|event| event.day)
}

/// Ranks by 办结率, then by fewer overdue, then by name; equal figures share a rank.
pub fn rank(rows: &mut [Standing]) {
    let key = |row: &Standing| (std::cmp::Reverse(row.done_rate), row.overdue);
    rows.sort_by(|a, b| {
        key(a)
            .cmp(&key(b))
            .then_with(|| a.department.cmp(&b.department))
    });
    for at in 0..rows.len() {
        rows[at].rank = match at.checked_sub(1) {
            Some(above) if key(&rows[above]) == key(&rows[at]) => rows[above].rank,
            _ => at + 1,
        };
    }
}

#[cfg(test)]
pub(crate) mod tests;
