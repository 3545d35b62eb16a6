//! The summary of a term (周报, 月报, 季报): rebuilt from the events, always the same for the same record.

mod charts;
mod document;
mod model;

use chrono::NaiveDate;
use std::collections::BTreeMap;

pub use document::Imprint;
pub use model::{
    Asked, Flow, Group, Headline, Line, Moved, Noted, Point, Record, Revised, Said, Silent,
    Standing, Urge, Weekly,
};

use super::day::later;
use super::department::Directory;
use super::event::{Event, standing, state_on};
use super::id::DepartmentId;
use super::indicator::{Indicator, ReadingEvent};
use super::light::{Light, days_past};
use super::status::{Status, Verb};
use super::task::TaskState;
use super::term::Term;

/// A share in whole percent, rounded half up; `None` for an empty whole.
pub fn rate(part: usize, whole: usize) -> Option<usize> {
    (whole > 0).then(|| (part * 200 + whole) / (whole * 2))
}

/// How many terms the course of the work is shown over.
const COURSE: usize = 12;

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
                course: course(term, as_of),
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

    /// Takes one task in.
    pub fn add(&mut self, record: &Record) {
        let before_term = self.term.previous();
        let before_day = before_term.last_day();
        let before = state_on(&record.events, before_day).filter(|it| self.concerns(it));
        if let Some(state) = before {
            count(&mut self.summary.headline_before, state, before_day);
        }
        let happened = self.flow(&record.events, before_term, before_day);
        self.summary.flow_before.add(happened);
        let happened = self.flow(&record.events, self.term, self.as_of);
        self.summary.flow.add(happened);
        self.add_course(record);
        let Some(state) = state_on(&record.events, self.as_of) else {
            return;
        };
        let events = standing(&record.events, self.as_of);
        if self.concerns(state) {
            count(&mut self.summary.headline, state, self.as_of);
            self.add_standing(&events, state);
            self.add_dates((record, &events), state, before);
            self.add_moved((record, &events), state);
        }
        self.add_supports(record, state);
        self.add_said((record, &events), state);
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

    /// What happened to a task in a term, seen at the end of a day.
    fn flow(&self, events: &[Event], term: Term, as_of: NaiveDate) -> Flow {
        let mut flow = Flow::default();
        let Some(state) = state_on(events, as_of) else {
            return flow;
        };
        let eve = term.previous().last_day();
        let before = state_on(events, eve);
        let events = standing(events, as_of);
        let concerns = self.concerns(state);
        if concerns {
            let was_done = before.is_some_and(|it| it.status == Status::Done);
            let closed = closed_on(&events, as_of).unwrap_or(as_of);
            let is_done = state.status == Status::Done;
            flow.finished += usize::from(is_done && !was_done && term.contains(closed));
            let was_overdue = before.is_some_and(|it| it.light(eve) == Light::Overdue);
            let is_overdue = state.light(as_of) == Light::Overdue;
            flow.newly_overdue += usize::from(is_overdue && !was_overdue);
        }
        for event in events.iter().filter(|it| it.day <= as_of) {
            if !term.contains(event.day) {
                continue;
            }
            flow.urges += usize::from(concerns && event.verb == Verb::Urge);
            if event.verb == Verb::Report {
                let by = event.report.as_ref().and_then(|it| it.by);
                let is_told = by.or(event.after.lead).is_some_and(|by| self.tells_of(by));
                flow.reports += usize::from(is_told);
            }
        }
        flow
    }

    fn add_course(&mut self, record: &Record) {
        let mut course = std::mem::take(&mut self.summary.course);
        for point in &mut course {
            let state = state_on(&record.events, point.day);
            if let Some(state) = state.filter(|it| self.concerns(it)) {
                count(&mut point.headline, state, point.day);
            }
        }
        self.summary.course = course;
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

    fn add_supports(&mut self, record: &Record, state: &TaskState) {
        if !is_in_force(state.status) {
            return;
        }
        let until_now = record.events.iter().filter(|it| it.day <= self.as_of);
        let given = until_now.filter_map(|it| it.given.as_ref()).next_back();
        for id in given.iter().flat_map(|it| &it.support) {
            let current = self.directory.current(*id, self.as_of);
            *self.supports.entry(current).or_default() += 1;
        }
    }

    fn add_standing(&mut self, events: &[Event], state: &TaskState) {
        let Some(lead) = state.lead.filter(|_| is_in_force(state.status)) else {
            return;
        };
        let (standing, open) = self
            .standings
            .entry(self.directory.current(lead, self.as_of))
            .or_default();
        standing.owned += 1;
        *open += usize::from(state.status.is_open());
        let light = state.light(self.as_of);
        standing.overdue += usize::from(light == Light::Overdue);
        standing.due_soon += usize::from(light == Light::DueSoon);
        standing.unsigned += usize::from(state.status == Status::Assigned);
        let until_now = || events.iter().filter(|it| it.day <= self.as_of);
        if state.status == Status::InProgress {
            standing.owes += 1;
            let is_told = |it: &Event| {
                let by_lead = it.report.as_ref().is_none_or(|report| report.by.is_none());
                it.verb == Verb::Report && by_lead && self.term.contains(it.day)
            };
            standing.sent += usize::from(until_now().any(is_told));
        }
        standing.sent_back += until_now().filter(|it| it.verb == Verb::SendBack).count();
        standing.extended += usize::from(until_now().any(|it| it.verb == Verb::Grant));
        if state.status == Status::Done {
            standing.done += 1;
            let closed = closed_on(events, self.as_of);
            standing.on_time += usize::from(
                state
                    .last_day
                    .is_none_or(|last| closed.is_some_and(|day| day <= last)),
            );
        }
    }

    fn add_dates(
        &mut self,
        (record, events): (&Record, &[Event]),
        state: &TaskState,
        before: Option<&TaskState>,
    ) {
        if state.status == Status::Done && before.is_none_or(|before| before.status != Status::Done)
        {
            let closed = closed_on(events, self.as_of).unwrap_or(self.as_of);
            if self.term.contains(closed) {
                let line = self.line(record, state, closed);
                self.summary.finished.push(line);
            }
        }
        let Some(last_day) = state.last_day else {
            return;
        };
        let line = || self.line(record, state, self.as_of);
        match state.light(self.as_of) {
            Light::Overdue => {
                let line = line();
                let eve = self.term.previous().last_day();
                if before.is_none_or(|before| before.light(eve) != Light::Overdue) {
                    self.summary.newly_overdue.push(line.clone());
                }
                if let Some(lead) = state.lead {
                    let current = self.directory.current(lead, self.as_of);
                    self.overdue.entry(current).or_default().push(line);
                }
            }
            Light::DueSoon if last_day <= later(self.as_of, 7) => {
                let line = line();
                self.summary.due_7.push(line);
            }
            Light::DueSoon => {
                let line = line();
                self.summary.due_30.push(line);
            }
            _ => {}
        }
    }

    /// Extensions decided and waiting, and revisions.
    fn add_moved(&mut self, (record, events): (&Record, &[Event]), state: &TaskState) {
        let mut asked: Option<&Event> = None;
        for event in events.iter().filter(|it| it.day <= self.as_of) {
            let is_now = self.term.contains(event.day);
            let task = || self.line(record, state, self.as_of);
            match (event.verb, asked) {
                (Verb::AskExtension, _) => asked = Some(event),
                (Verb::Grant | Verb::Refuse, Some(request)) if is_now => {
                    let granted = event.verb == Verb::Grant;
                    let from = request.after.last_day;
                    let moved = Moved {
                        task: task(),
                        day: event.day,
                        granted,
                        from,
                        to: if granted {
                            event.after.last_day
                        } else {
                            request.after.asked
                        },
                        late: from.is_some_and(|from| request.day > from),
                        reason: request.text.clone(),
                        opinion: event.text.clone(),
                    };
                    self.summary.extensions.push(moved);
                }
                (Verb::Revise, _) if is_now => {
                    let revised = Revised {
                        task: task(),
                        day: event.day,
                        basis: event.text.clone(),
                    };
                    self.summary.revisions.push(revised);
                }
                _ => {}
            }
        }
        if let (Some(request), Some(to)) = (asked, state.asked) {
            let waits = Asked {
                task: self.line(record, state, self.as_of),
                day: request.day,
                to,
                reason: request.text.clone(),
            };
            self.summary.asked.push(waits);
        }
    }

    fn add_said(&mut self, (record, events): (&Record, &[Event]), state: &TaskState) {
        for (at, event) in events.iter().enumerate() {
            if !self.term.contains(event.day) || event.day > self.as_of {
                continue;
            }
            let task = self.line(record, state, self.as_of);
            match event.verb {
                Verb::Report => {
                    let report = event.report.clone().unwrap_or_default();
                    let Some(by) = report.by.or(event.after.lead) else {
                        continue;
                    };
                    let current = self.directory.current(by, self.as_of);
                    if !self.tells_of(by) {
                        continue;
                    }
                    self.reported.entry(current).or_default().push(Said {
                        task,
                        day: event.day,
                        percent: report.part.unwrap_or(event.after.percent),
                        text: event.text.clone(),
                        problems: report.problems,
                        next: report.next,
                    });
                }
                Verb::Urge if self.concerns(state) => self.summary.urges.push(Urge {
                    task,
                    day: event.day,
                    answered: events[at + 1..].iter().any(|later| {
                        later.day <= self.as_of
                            && matches!(later.verb, Verb::Sign | Verb::Report | Verb::Submit)
                    }),
                }),
                _ => {}
            }
        }
    }

    fn line(&self, record: &Record, state: &TaskState, day: NaiveDate) -> Line {
        Line {
            id: record.task,
            title: record.title.clone(),
            measure: record.measure.clone(),
            plan: record.plan.clone(),
            lead: state.lead.map_or_else(String::new, |lead| {
                self.directory.current_name(lead, self.as_of).to_owned()
            }),
            phrase: record.phrase.clone(),
            last_day: state.last_day,
            days_past: state.last_day.map(|last_day| days_past(last_day, day)),
        }
    }
}

fn is_in_force(status: Status) -> bool {
    !matches!(status, Status::Draft | Status::Cancelled)
}

fn count(headline: &mut Headline, state: &TaskState, day: NaiveDate) {
    if !is_in_force(state.status) {
        return;
    }
    headline.in_force += 1;
    headline.done += usize::from(state.status == Status::Done);
    headline.in_progress += usize::from(state.status.is_open());
    headline.overdue += usize::from(state.light(day) == Light::Overdue);
    headline.due_30 += usize::from(state.light(day) == Light::DueSoon);
}

impl Flow {
    fn add(&mut self, other: Self) {
        self.finished += other.finished;
        self.newly_overdue += other.newly_overdue;
        self.reports += other.reports;
        self.urges += other.urges;
    }
}

/// The ends of the last terms, the newest last: nothing counted yet.
fn course(term: Term, as_of: NaiveDate) -> Vec<Point> {
    let mut points = Vec::new();
    let (mut term, mut day) = (term, as_of);
    for _ in 0..COURSE {
        points.push(Point {
            period: term.code(),
            day,
            headline: Headline::default(),
        });
        term = term.previous();
        day = term.last_day();
    }
    points.reverse();
    points
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
