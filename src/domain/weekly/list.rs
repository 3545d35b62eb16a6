//! The lists of a summary: what is finished, overdue and due, what moved, and what was said.

use super::model::{Asked, Line, Moved, Record, Revised, Said, Urge};
use super::{Builder, closed_on};
use crate::domain::day::later;
use crate::domain::event::{Event, standing, state_on};
use crate::domain::light::{Light, days_past};
use crate::domain::status::{Status, Verb};
use crate::domain::task::TaskState;
use chrono::NaiveDate;

impl Builder<'_> {
    /// Lists a task wherever its record says that it belongs.
    pub(super) fn list_record(&mut self, record: &Record) {
        let Some(state) = state_on(&record.events, self.as_of) else {
            return;
        };
        let events = standing(&record.events, self.as_of);
        if self.concerns(state) {
            let eve = self.term.previous().last_day();
            let before = state_on(&record.events, eve).filter(|it| self.concerns(it));
            self.add_dates((record, &events), state, before);
            self.add_moved((record, &events), state);
        }
        self.add_said((record, &events), state);
    }

    /// Lists a task that nothing is told of since the first of those days: only its last day may list it.
    pub(super) fn list_dated(&mut self, record: &Record, state: &TaskState) {
        if self.concerns(state) {
            self.add_dates((record, &[]), state, Some(state));
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
        match state.paper_light(self.as_of) {
            Light::Overdue => {
                let line = line();
                let eve = self.term.previous().last_day();
                if before.is_none_or(|before| before.paper_light(eve) != Light::Overdue) {
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
