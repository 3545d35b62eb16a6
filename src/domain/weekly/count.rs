//! The figures of a summary: how many, at the ends of which days, and what each department answers for.

use chrono::NaiveDate;

use super::model::{Beyond, Flow, Headline, Point, Record, Standing, Still};
use super::{Builder, closed_on};
use crate::domain::event::{Event, standing, state_on};
use crate::domain::id::DepartmentId;
use crate::domain::light::Light;
use crate::domain::status::{Status, Verb};
use crate::domain::task::TaskState;
use crate::domain::term::Term;

/// How many terms the course of the work is shown over.
pub(super) const COURSE: usize = 12;

impl Builder<'_> {
    /// Counts a task at the ends of the terms, what happened in the last two of them, and what its departments answer for.
    pub(super) fn count_record(&mut self, record: &Record) {
        let term_before = self.term.previous();
        let eve = term_before.last_day();
        let before = state_on(&record.events, eve).filter(|it| self.concerns(it));
        if let Some(state) = before {
            self.summary.headline_before.count(state, eve, 1);
        }
        let happened = self.flow(&record.events, term_before, eve);
        self.summary.flow_before.add(happened);
        let happened = self.flow(&record.events, self.term, self.as_of);
        self.summary.flow.add(happened);
        self.count_course(|day| state_on(&record.events, day), 1);
        let Some(state) = state_on(&record.events, self.as_of) else {
            return;
        };
        if self.concerns(state) {
            self.summary.headline.count(state, self.as_of, 1);
            let events = standing(&record.events, self.as_of);
            self.count_standing(&events, state);
        }
        self.count_support(record, state);
    }

    /// Counts tasks that stood alike on every day that the summary looks at.
    pub(super) fn count_still(&mut self, still: &Still) {
        let state = &still.state;
        if !self.concerns(state) {
            return;
        }
        let term_before = self.term.previous();
        let (eve_before, eve) = (term_before.previous().last_day(), term_before.last_day());
        let (summary, tasks) = (&mut self.summary, still.tasks);
        summary.headline_before.count(state, eve, tasks);
        summary.headline.count(state, self.as_of, tasks);
        let overdue = |day| state.paper_light(day) == Light::Overdue;
        if overdue(eve) && !overdue(eve_before) {
            summary.flow_before.newly_overdue += tasks;
        }
        if overdue(self.as_of) && !overdue(eve) {
            summary.flow.newly_overdue += tasks;
        }
        self.count_course(|_| Some(state), tasks);
        let as_of = self.as_of;
        if let Some((standing, open)) = self.standing(state) {
            count_state(standing, open, state, as_of, tasks);
            standing.on_time += still.on_time;
        }
    }

    /// Counts of tasks that stood alike what their standing does not say.
    pub(super) fn count_beyond(&mut self, beyond: &Beyond) {
        if !self.concerns(&beyond.state) {
            return;
        }
        if let Some((standing, _)) = self.standing(&beyond.state) {
            standing.sent_back += beyond.sent_back;
            standing.extended += usize::from(beyond.is_extended);
        }
    }

    /// Counts tasks in force that a department supports.
    pub(super) fn count_supported(&mut self, department: DepartmentId, tasks: usize) {
        let current = self.directory.current(department, self.as_of);
        *self.supports.entry(current).or_default() += tasks;
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
            let was_overdue = before.is_some_and(|it| it.paper_light(eve) == Light::Overdue);
            let is_overdue = state.paper_light(as_of) == Light::Overdue;
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

    fn count_course<'s>(
        &mut self,
        state_on: impl Fn(NaiveDate) -> Option<&'s TaskState>,
        tasks: usize,
    ) {
        let mut course = std::mem::take(&mut self.summary.course);
        for point in &mut course {
            if let Some(state) = state_on(point.day).filter(|it| self.concerns(it)) {
                point.headline.count(state, point.day, tasks);
            }
        }
        self.summary.course = course;
    }

    fn count_support(&mut self, record: &Record, state: &TaskState) {
        if !state.status.is_in_force() {
            return;
        }
        let until_now = record.events.iter().filter(|it| it.day <= self.as_of);
        let given = until_now.filter_map(|it| it.given.as_ref()).next_back();
        for id in given.iter().flat_map(|it| &it.support) {
            self.count_supported(*id, 1);
        }
    }

    /// The row of who leads a task in force, and how many open tasks it leads.
    fn standing(&mut self, state: &TaskState) -> Option<&mut (Standing, usize)> {
        let lead = state.lead.filter(|_| state.status.is_in_force())?;
        let current = self.directory.current(lead, self.as_of);
        Some(self.standings.entry(current).or_default())
    }

    fn count_standing(&mut self, events: &[Event], state: &TaskState) {
        let (as_of, term) = (self.as_of, self.term);
        let Some((standing, open)) = self.standing(state) else {
            return;
        };
        count_state(standing, open, state, as_of, 1);
        let until_now = || events.iter().filter(|it| it.day <= as_of);
        if state.status == Status::InProgress {
            let is_told = |it: &Event| {
                let by_lead = it.report.as_ref().is_none_or(|report| report.by.is_none());
                it.verb == Verb::Report && by_lead && term.contains(it.day)
            };
            standing.sent += usize::from(until_now().any(is_told));
        }
        standing.sent_back += until_now().filter(|it| it.verb == Verb::SendBack).count();
        standing.extended += usize::from(until_now().any(|it| it.verb == Verb::Grant));
        if state.status == Status::Done {
            let closed = closed_on(events, as_of);
            let last_day = state.last_day;
            let is_on_time = last_day.is_none_or(|last| closed.is_some_and(|day| day <= last));
            standing.on_time += usize::from(is_on_time);
        }
    }
}

/// What a department's row says of tasks from where they stand.
fn count_state(
    standing: &mut Standing,
    open: &mut usize,
    state: &TaskState,
    day: NaiveDate,
    tasks: usize,
) {
    let of = |holds: bool| if holds { tasks } else { 0 };
    let light = state.paper_light(day);
    standing.owned += tasks;
    *open += of(state.status.is_open());
    standing.overdue += of(light == Light::Overdue);
    standing.due_soon += of(light == Light::DueSoon);
    standing.unsigned += of(state.status == Status::Assigned);
    standing.owes += of(state.status == Status::InProgress);
    standing.done += of(state.status == Status::Done);
}

impl Headline {
    fn count(&mut self, state: &TaskState, day: NaiveDate, tasks: usize) {
        if !state.status.is_in_force() {
            return;
        }
        let of = |holds: bool| if holds { tasks } else { 0 };
        let light = state.paper_light(day);
        self.in_force += tasks;
        self.done += of(state.status == Status::Done);
        self.in_progress += of(state.status.is_open());
        self.overdue += of(light == Light::Overdue);
        self.due_30 += of(light == Light::DueSoon);
    }
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
pub(super) fn course(term: Term, as_of: NaiveDate) -> Vec<Point> {
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
