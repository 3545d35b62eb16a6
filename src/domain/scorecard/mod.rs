//! The scorecard (考核): points by the rules of a settings file, every deduction with the event that it stands on.
//!
//! It is folded from the record alone: the same record, rules and days give the same scorecard, whenever it is asked for.

mod course;
mod document;
mod model;
mod points;
mod rules;
mod silence;
mod tally;

use chrono::NaiveDate;
use std::collections::BTreeMap;

pub use model::{Basis, Deduction, Row, Scorecard};
pub use rules::{Every, Kind, Rule, Rules};

use super::day::later;
use super::department::Directory;
use super::event::{Event, standing, state_on};
use super::id::DepartmentId;
use super::light::{Light, days_past};
use super::status::{Status, Verb};
use super::task::TaskState;
use super::weekly::Record;
use course::{Red, course, reds, runs};
#[cfg(test)]
use points::Points;
use silence::Silence;
use tally::Tally;

/// Folds records, one task at a time, into a scorecard.
#[derive(Debug)]
pub struct Builder<'a> {
    rules: &'a Rules,
    directory: &'a Directory,
    since: NaiveDate,
    until: NaiveDate,
    tallies: BTreeMap<DepartmentId, Tally>,
    /// Who owed a report and sent one, for every rule on it; one for the column where there is no rule.
    silences: Vec<(Option<usize>, Silence)>,
}

/// What happened to a task that a rule is about.
struct Found<'r> {
    lead: DepartmentId,
    record: &'r Record,
    basis: Basis,
    due: Option<NaiveDate>,
    days: Option<i64>,
}

impl<'a> Builder<'a> {
    /// A scorecard of the days from one to another, as everything stood at the end of the last.
    pub fn new(
        rules: &'a Rules,
        (since, until): (NaiveDate, NaiveDate),
        directory: &'a Directory,
    ) -> Self {
        let on_silence = |(at, rule): (usize, &Rule)| {
            (rule.on == Kind::Silent).then(|| (Some(at), Silence::new(rule.every, since, until)))
        };
        let listed = rules.list.iter().enumerate();
        let mut silences: Vec<_> = listed.filter_map(on_silence).collect();
        if silences.is_empty() {
            silences.push((None, Silence::new(Every::default(), since, until)));
        }
        Self {
            rules,
            directory,
            since,
            until,
            tallies: BTreeMap::new(),
            silences,
        }
    }

    /// Takes one task in.
    pub fn add(&mut self, record: &Record) {
        let Some(state) = state_on(&record.events, self.until) else {
            return;
        };
        let events = standing(&record.events, self.until);
        let events: Vec<&Event> = events.iter().filter(|it| it.day <= self.until).collect();
        self.count(state, &events);
        let course = course(&record.events, self.until);
        let at = (self.directory, self.until);
        let waits = runs(&course, Status::Assigned, at.0, at.1);
        let works = runs(&course, Status::InProgress, at.0, at.1);
        let reds = reds(&course, self.since, self.rules.count_review, at);
        for (_, silence) in &mut self.silences {
            for run in &works {
                silence.owes(run, record);
            }
            for event in &events {
                if let Some(by) = reporter(event) {
                    silence.told(self.directory.current(by, self.until), event.day);
                }
            }
        }
        for (at, rule) in self.rules.list.iter().enumerate() {
            let found: Vec<Found<'_>> = match rule.on {
                Kind::Overdue => self.overdue(record, (state, &events), &reds, false),
                Kind::ClosedLate => self.overdue(record, (state, &events), &reds, true),
                Kind::Unsigned => self.unsigned(record, &waits, rule.days),
                Kind::Urged => self.urged(record, &events, rule.days),
                Kind::SentBack => self.acts(record, &events, Verb::SendBack),
                Kind::Granted => self.acts(record, &events, Verb::Grant),
                Kind::AskedLate => self.dated(record, &events, Verb::AskExtension, |due, day| {
                    due.is_some_and(|due| day > due)
                }),
                Kind::Early => self.dated(record, &events, Verb::Close, |due, day| {
                    due.is_some_and(|due| later(day, rule.days.into()) <= due)
                }),
                // Owed on all tasks of a department at once.
                Kind::Silent => Vec::new(),
            };
            for it in found {
                self.take(at, it);
            }
        }
    }

    /// The finished scorecard.
    pub fn finish(mut self) -> Scorecard {
        for (rule, silence) in std::mem::take(&mut self.silences) {
            for (lead, missed) in silence.finish() {
                let tally = self.tallies.entry(lead).or_default();
                // The column shows the first of several rules.
                if rule
                    .is_none_or(|at| self.rules.list[..at].iter().all(|it| it.on != Kind::Silent))
                {
                    tally.row.silent = missed.len();
                }
                for it in missed {
                    let Some(at) = rule else { break };
                    tally
                        .found
                        .push((at, it.into_deduction(&self.rules.list[at])));
                }
            }
        }
        let mut departments = Vec::new();
        for (id, tally) in std::mem::take(&mut self.tallies) {
            let name = self.directory.current_name(id, self.until);
            departments.push(tally.finish(name, self.rules));
        }
        tally::rank(&mut departments);
        let rules = self.rules;
        let (rows, deductions): (Vec<Row>, Vec<Vec<Deduction>>) = departments.into_iter().unzip();
        Scorecard {
            since: self.since,
            until: self.until,
            base: rules.base,
            floor: rules.floor,
            most: rules.most,
            decimals: rules.decimals,
            rules: rules.list.iter().map(Rule::told).collect(),
            departments: rows,
            deductions: deductions.into_iter().flatten().collect(),
        }
    }

    /// Whether a day is one of those that count.
    fn counts(&self, day: NaiveDate) -> bool {
        self.since <= day && day <= self.until
    }

    /// The counts of the lead's row.
    fn count(&mut self, state: &TaskState, events: &[&Event]) {
        for event in events {
            let Some(lead) = event.after.lead.filter(|_| self.counts(event.day)) else {
                continue;
            };
            let column = match event.verb {
                Verb::SendBack => |row: &mut Row| row.sent_back += 1,
                Verb::Grant => |row: &mut Row| row.extended += 1,
                _ => continue,
            };
            let lead = self.directory.current(lead, self.until);
            column(&mut self.tallies.entry(lead).or_default().row);
        }
        let Some(lead) = state.lead.filter(|_| state.status.is_in_force()) else {
            return;
        };
        let lead = self.directory.current(lead, self.until);
        let tally = self.tallies.entry(lead).or_default();
        let first = first_day(state, events);
        tally.row.owned += 1;
        tally.row.overdue += usize::from(state.paper_light(self.until) == Light::Overdue);
        if state.status == Status::Done {
            tally.row.done += 1;
            let closed = closed(events).map(|it| it.day);
            let by = |last: NaiveDate| closed.is_some_and(|day| day <= last);
            tally.on_time += usize::from(state.last_day.is_none_or(by));
            tally.first_on_time += usize::from(first.is_none_or(by));
        } else {
            let light = Light::on_paper(state.status, first, self.until);
            tally.first_overdue += usize::from(light == Light::Overdue);
        }
    }

    /// The red days of a task: those that ended with its closing, or all others.
    fn overdue<'r>(
        &self,
        record: &'r Record,
        (state, events): (&TaskState, &[&Event]),
        reds: &[Red<'_>],
        is_closed: bool,
    ) -> Vec<Found<'r>> {
        let closer = state.lead.filter(|_| state.status == Status::Done);
        let closer = closer.map(|it| self.directory.current(it, self.until));
        let found = reds.iter().filter_map(|red| {
            let is_its = closer == Some(red.lead);
            if is_its != is_closed {
                return None;
            }
            let ended = if is_its { closed(events) } else { red.ended };
            Some(Found {
                lead: red.lead,
                record,
                basis: ended.map_or_else(|| missing(red.last_day, "到期没有办结"), done),
                due: Some(red.last_day),
                days: Some(red.days),
            })
        });
        found.collect()
    }

    /// Times in which a task lay unsigned for longer than it may, each on the day on which that became so.
    fn unsigned<'r>(
        &self,
        record: &'r Record,
        waits: &[course::Run<'_>],
        days: u16,
    ) -> Vec<Found<'r>> {
        let late = waits.iter().filter_map(|run| {
            let due = later(run.from, days.into());
            let end = run.ended.map_or(self.until, |_| later(run.to, 1));
            if !self.counts(later(due, 1)) || end <= due {
                return None;
            }
            Some(Found {
                lead: run.lead,
                record,
                basis: run.ended.map_or_else(|| missing(due, "应签收"), done),
                due: Some(due),
                days: Some(days_past(due, end)),
            })
        });
        late.collect()
    }

    /// Urges that nobody answered within so many days, each on the day on which that became so.
    fn urged<'r>(&self, record: &'r Record, events: &[&Event], days: u16) -> Vec<Found<'r>> {
        let mut found = Vec::new();
        for (at, event) in events.iter().enumerate() {
            let is_owed = matches!(event.after.status, Status::Assigned | Status::InProgress);
            let due = later(event.day, days.into());
            let is_answered = events[at + 1..]
                .iter()
                .any(|it| it.day <= due && answers(it));
            let breach = later(due, 1);
            if event.verb != Verb::Urge || !is_owed || is_answered || !self.counts(breach) {
                continue;
            }
            let Some(lead) = event.after.lead else {
                continue;
            };
            let answer = events[at + 1..].iter().find(|it| answers(it));
            let end = answer.map_or(self.until, |it| it.day);
            found.push(Found {
                lead: self.directory.current(lead, self.until),
                record,
                basis: done(event),
                due: Some(due),
                days: Some(days_past(due, end)),
            });
        }
        found
    }

    /// Every act of this kind on the days that count.
    fn acts<'r>(&self, record: &'r Record, events: &[&Event], verb: Verb) -> Vec<Found<'r>> {
        self.dated(record, events, verb, |_, _| true)
            .into_iter()
            .map(|it| Found {
                due: None,
                days: None,
                ..it
            })
            .collect()
    }

    /// The acts of this kind on the days that count of which the last day in force and the day are as wanted.
    fn dated<'r>(
        &self,
        record: &'r Record,
        events: &[&Event],
        verb: Verb,
        is_wanted: impl Fn(Option<NaiveDate>, NaiveDate) -> bool,
    ) -> Vec<Found<'r>> {
        let own = events
            .iter()
            .filter(|it| it.verb == verb && self.counts(it.day));
        let found = own.filter_map(|event| {
            let due = event.after.last_day;
            let lead = event.after.lead.filter(|_| is_wanted(due, event.day))?;
            Some(Found {
                lead: self.directory.current(lead, self.until),
                record,
                basis: done(event),
                due,
                days: due.map(|due| days_past(due, event.day).abs()),
            })
        });
        found.collect()
    }

    /// Puts what was found down under a rule; the limits come in at the end.
    fn take(&mut self, at: usize, it: Found<'_>) {
        let rule = &self.rules.list[at];
        let points = rule.cost(it.days.unwrap_or(1));
        let deduction = Deduction {
            department: String::new(),
            rule: rule.label.clone(),
            on: rule.on,
            task: Some(it.record.task),
            title: it.record.title.clone(),
            plan: it.record.plan.clone(),
            basis: it.basis,
            due: it.due,
            days: it.days,
            points,
            capped: false,
        };
        let tally = self.tallies.entry(it.lead).or_default();
        tally.found.push((at, deduction));
    }
}

/// The department that says something by an event of how far a task is.
fn reporter(event: &Event) -> Option<DepartmentId> {
    match event.verb {
        Verb::Report => event
            .report
            .as_ref()
            .and_then(|it| it.by)
            .or(event.after.lead),
        Verb::Submit => event.after.lead,
        _ => None,
    }
}

/// Whether an event answers an urge, or ends what was urged.
fn answers(event: &Event) -> bool {
    let is_on_whole = event.report.as_ref().is_none_or(|it| it.by.is_none());
    match event.verb {
        Verb::Report => is_on_whole,
        Verb::Sign | Verb::Decline | Verb::Submit | Verb::AskExtension => true,
        _ => !event.after.status.is_open(),
    }
}

/// The event that closed a task for the last time.
fn closed<'e>(events: &[&'e Event]) -> Option<&'e Event> {
    events.iter().copied().rfind(|it| it.verb == Verb::Close)
}

/// The last day that was first set: what the first extension moved, or what is still in force.
fn first_day(state: &TaskState, events: &[&Event]) -> Option<NaiveDate> {
    let moved = events.iter().find(|it| it.verb == Verb::Grant);
    match moved.and_then(|it| it.before.as_ref()) {
        Some(before) => before.last_day,
        None => state.last_day,
    }
}

/// What stands on an event.
fn done(event: &Event) -> Basis {
    Basis {
        day: event.day,
        what: event.verb.label().to_owned(),
        event: Some(event.id),
        verb: Some(event.verb),
        actor: Some(event.actor.clone()),
    }
}

/// What stands on an act that was not done by a day.
fn missing(day: NaiveDate, what: &str) -> Basis {
    Basis {
        day,
        what: what.to_owned(),
        event: None,
        verb: None,
        actor: None,
    }
}

#[cfg(test)]
mod tests;
