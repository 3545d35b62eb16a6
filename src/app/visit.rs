//! What others did since a person was last there. Looking at it writes nothing; leaving it does.

use chrono::{DateTime, Utc};
use std::collections::HashMap;

use super::App;
use super::error::Error;
use crate::domain::id::{EventId, TaskId};
use crate::domain::inbox::{Group, is_news};
use crate::domain::person::Role;
use crate::domain::status::Verb;
use crate::store::Heard;

/// Of what came since, only so many of the newest events are looked at: more is a log, and no news.
const MOST: usize = 5_000;

/// What others did since a person was last there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Since {
    /// When the person last left.
    pub at: DateTime<Utc>,
    /// How far the record is told: the newest event.
    pub seen: EventId,
    /// How often each act was done, the most frequent first.
    pub counts: Vec<(Verb, usize)>,
    /// The tasks that the person should look at, the one that was touched last first.
    pub news: Vec<News>,
    /// More came than was looked at.
    pub is_cut: bool,
}

/// What others did to one task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// The task.
    pub task: TaskId,
    /// The events, the newest first.
    pub events: Vec<EventId>,
}

impl App {
    /// The login of the person, without who stands in, and whether the person acts in person.
    pub(super) fn visitor(&self) -> (&str, bool) {
        match self.person.login.split_once('（') {
            Some((login, _)) => (login, false),
            None => (&self.person.login, true),
        }
    }

    /// What others did since the person was last there.
    ///
    /// `None` on a first visit, for who has no person row, and while a past day is looked at.
    pub fn since(&self) -> Result<Option<Since>, Error> {
        let (login, _) = self.visitor();
        self.store.read(|read| {
            if read.find_person(login)?.is_none() {
                return Ok(None);
            }
            let Some((mark, at)) = read.last_visit(login)? else {
                return Ok(None);
            };
            let seen = read.newest_event()?;
            let leads = (self.person.role == Role::Liaison).then(|| self.own_leads());
            let heard = if seen > mark {
                read.list_events_since(mark, login, leads.as_deref(), MOST)?
            } else {
                Vec::new()
            };
            Ok(Some(Since {
                at,
                seen,
                counts: counts(&heard),
                news: self.news(&heard),
                is_cut: usize::try_from(seen.0 - mark.0).is_ok_and(|it| it > MOST),
            }))
        })
    }

    /// The events that the person should hear of, by task.
    fn news(&self, heard: &[Heard]) -> Vec<News> {
        let (role, today) = (self.person.role, self.today());
        let mut news: Vec<News> = Vec::new();
        let mut places: HashMap<TaskId, usize> = HashMap::new();
        for one in heard.iter().filter(|it| is_news(role, it.verb)) {
            // A coordinator is shown what still waits for an answer.
            let waits = Group::of(role, &one.matter, today).and_then(Group::reason);
            if role.coordinates() && waits.is_none() {
                continue;
            }
            let place = *places.entry(one.task).or_insert_with(|| {
                news.push(News {
                    task: one.task,
                    events: Vec::new(),
                });
                news.len() - 1
            });
            if let Some(of_task) = news.get_mut(place) {
                of_task.events.push(one.event);
            }
        }
        news
    }

    /// The person has seen the record up to an event, and goes; without one, up to its end. A stand-in moves no mark, and
    /// neither does who has no person row.
    pub fn note_visit(&mut self, seen: Option<EventId>) -> Result<(), Error> {
        let (login, is_self) = self.visitor();
        // Who looks at a past day has not seen what came since.
        if !is_self || self.is_past() {
            return Ok(());
        }
        let login = login.to_owned();
        let (is_known, before, newest) = self.store.read(|read| -> Result<_, Error> {
            Ok((
                read.find_person(&login)?.is_some(),
                read.last_visit(&login)?,
                read.newest_event()?,
            ))
        })?;
        let seen = seen.unwrap_or(newest);
        if !is_known || before.is_some_and(|(mark, _)| mark >= seen) {
            return Ok(());
        }
        let at = self.clock.now();
        self.store
            .write(|write| write.put_visit(&login, seen, at).map_err(Error::from))
    }
}

#[cfg(test)]
impl App {
    /// Makes the host's user 孙联络 of a department, which nobody may do to oneself: a visit is paid in person.
    pub fn become_liaison(&mut self, department: &str) {
        let person = crate::domain::person::Person {
            name: "孙联络".to_owned(),
            role: Role::Liaison,
            departments: self.leads_named(department).unwrap(),
            ..self.person.clone()
        };
        let done = self
            .store
            .write(|write| write.put_person(&person).map_err(Error::from));
        done.unwrap();
    }
}

fn counts(heard: &[Heard]) -> Vec<(Verb, usize)> {
    let mut counts: HashMap<Verb, usize> = HashMap::new();
    for one in heard {
        *counts.entry(one.verb).or_default() += 1;
    }
    let place = |verb: Verb| Verb::ALL.iter().position(|it| *it == verb);
    let mut counts: Vec<(Verb, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(verb, count)| (std::cmp::Reverse(*count), place(*verb)));
    counts
}
