//! Looking back (旧貌): with a past day as today, lists, exports and the dashboard show the file as it was at its end.
//!
//! A private copy of the file is led back by what the record says stood before each act; the file itself is not touched.
//! Who may look is asked of the file as it is now.

use chrono::NaiveDate;
use std::collections::{BTreeSet, HashSet};

use super::error::Error;
use super::record::{Recorder, directory};
use super::workspace::insert;
use super::{App, Settings};
use crate::domain::event::{Given, Words};
use crate::domain::filter::{Filter, Window};
use crate::domain::id::{DepartmentId, IndicatorId, MeasureId, TaskId};
use crate::domain::past::{self, Print, Stood};
use crate::domain::status::Verb;
use crate::domain::task::Task;
use crate::store::{Store, Touched, Write};

impl App {
    /// Opens the file that the settings name to be looked at: as it is, or where the record goes on beyond the day that
    /// counts as today, as it was at the end of that day.
    ///
    /// # Errors
    /// What [`App::open`] says.
    pub fn look(settings: &Settings) -> Result<Self, Error> {
        let mut app = Self::open(settings)?;
        let Some(day) = settings.today else {
            return Ok(app);
        };
        if app.store.goes_beyond(day)? {
            let copy = app.store.look_back(day, |write| take_back(write, day))?;
            app.data_version = copy.data_version()?;
            app.written = copy.times_written()?;
            app.entry = Some(std::mem::replace(&mut app.store, copy));
            app.reload()?;
        }
        Ok(app)
    }

    /// Whether a past day is looked at, on which nothing can be done.
    pub fn is_past(&self) -> bool {
        self.entry.is_some()
    }

    /// Refuses every act while a past day is looked at.
    ///
    /// # Errors
    /// Says so, and how to act.
    pub fn must_be_present(&self) -> Result<(), Error> {
        if !self.is_past() {
            return Ok(());
        }
        let day = self.today();
        Err(crate::store::Error::Past { day }.into())
    }

    /// The file that says who may do what now.
    pub(super) fn gate(&self) -> &Store {
        self.entry.as_ref().unwrap_or(&self.store)
    }
}

/// Takes back in a copy what came after a day.
fn take_back(write: &Write<'_>, day: NaiveDate) -> Result<(), Error> {
    let is_before = write.let_plans_be(day)?;
    let end = write.end_of(day)?;
    let reprinted = write.list_reprinted(day, end)?;
    let measures: Vec<MeasureId> = write.list_touched(Touched::Measures, day)?;
    let mut changed = tasks(write, day, &reprinted)?;
    for measure in write.list_touched(Touched::Ledgers, day)? {
        ledger(write, day, measure)?;
    }
    for measure in &measures {
        let events = write.list_breakdown_events(*measure)?;
        let places = if reprinted.contains(measure) {
            past::places_on(&events, day)
        } else {
            past::places_back(&events, day, write.places(*measure)?)
        };
        write.set_places(&places)?;
    }
    for indicator in write.list_touched(Touched::Indicators, day)? {
        readings(write, day, indicator)?;
    }
    people(write, day)?;
    let touched: Vec<DepartmentId> = write.list_touched(Touched::Departments, day)?;
    let made_later = departments(write, day, &touched)?;
    write.put_back_editions(day, end)?;
    write.drop_plans(day, (!is_before).then_some(end))?;
    write.drop_events(day)?;
    write.drop_departments(&made_later)?;
    for measure in measures.iter().chain(&reprinted) {
        if let Some(bench) = write.find_workspace(*measure)? {
            write.set_ledger(*measure, &bench.ledger, bench.open_words())?;
        }
    }
    let directory = directory(write)?;
    // Tasks are found by every name of their lead and of those that answer after it.
    let chains = touched
        .iter()
        .map(|it| directory.current(*it, NaiveDate::MAX));
    let led = Filter {
        leads: Some(
            chains
                .flat_map(|it| directory.answered_by(it, NaiveDate::MAX))
                .collect(),
        ),
        ..Filter::default()
    };
    let found_anew = write.list_tasks(&led, Window::ALL, day)?;
    changed.extend(found_anew.into_iter().map(|it| it.id));
    let recorder = Recorder::new(write, end, day, "");
    for task in changed {
        recorder.reindex(&directory, task)?;
    }
    Ok(())
}

/// Leads the tasks back; gives those whose words or lead are not what they were, and that must be found anew.
fn tasks(
    write: &Write<'_>,
    day: NaiveDate,
    reprinted: &[MeasureId],
) -> Result<BTreeSet<TaskId>, Error> {
    let reprinted: HashSet<MeasureId> = reprinted.iter().copied().collect();
    let mut changed = BTreeSet::new();
    let mut gone = Vec::new();
    let touched: Vec<MeasureId> = reprinted.iter().copied().collect();
    for id in write.list_touched_tasks(day, &touched)? {
        let events = write.list_events(id)?;
        let now = write.find_task(id)?;
        let print = |measure: MeasureId| {
            if reprinted.contains(&measure) {
                Print::Changed
            } else {
                Print::Same
            }
        };
        let print = now
            .as_ref()
            .map_or(Print::Same, |it| print(it.place.measure));
        let stood = Stood::of(&events, day, now.as_ref(), print);
        let (kept, later) = past::part(&events, day);
        // What went comes back as it was: by now its number may be that of another task.
        let went = later.iter().any(|it| it.before.is_none());
        match (now, stood) {
            (Some(_), Some(stood)) if went => {
                write.delete_task(id)?;
                gone.push((id, stood));
            }
            (Some(now), Some(stood)) => {
                if put_back(write, &now, &stood)? {
                    changed.insert(id);
                }
            }
            (Some(_), None) => write.delete_task(id)?,
            (None, Some(stood)) => gone.push((id, stood)),
            (None, None) => {}
        }
        if past::moves_extension(later) {
            write.put_back_extensions(id, &past::extensions(kept))?;
        }
    }
    // One occurrence stands a period: what came later in its place has gone by now.
    for (id, stood) in gone {
        let measure = stood.given.words.as_ref().map(|it| it.measure);
        let Some(plan) = measure
            .map(|it| write.plan_of_measure(it))
            .transpose()?
            .flatten()
        else {
            continue;
        };
        insert(
            write,
            Some(id),
            plan,
            &stood.state,
            &stood.given,
            stood.updated_at,
        )?;
        write.put_back(id, &stood)?;
        changed.insert(id);
    }
    Ok(changed)
}

/// Leads one task back; says whether its words or its lead are other ones now.
fn put_back(write: &Write<'_>, now: &Task, stood: &Stood) -> Result<bool, Error> {
    let mut is_changed = stood.state.lead != now.state.lead;
    if let Some(words) = &stood.given.words {
        // Its place is led back with those of its neighbours.
        let words = Words {
            position: now.place.position,
            ..words.clone()
        };
        if Given::whole(now).words.as_ref() != Some(&words) {
            write.set_words(now.id, &words)?;
            is_changed = true;
        }
    }
    if stood.given.support != now.owners.support {
        write.set_support(now.id, &stood.given.support)?;
    }
    write.put_back(now.id, stood)?;
    Ok(is_changed)
}

/// Leads the ledger of a measure back, and its paragraph where an edition has changed that.
fn ledger(write: &Write<'_>, day: NaiveDate, measure: MeasureId) -> Result<(), Error> {
    let events = write.list_ledger_events(measure)?;
    for event in events.iter().rev().take_while(|it| it.day > day) {
        write.set_ledger(measure, &event.before, 0)?;
    }
    Ok(())
}

/// Leads the readings of an indicator back, and its row.
fn readings(write: &Write<'_>, day: NaiveDate, indicator: IndicatorId) -> Result<(), Error> {
    let mut settled = HashSet::new();
    for event in write.list_reading_events(indicator)?.iter().rev() {
        let noted = event.after.as_ref().or(event.before.as_ref());
        let Some(year) = noted.map(|it| it.year) else {
            continue;
        };
        if event.day <= day {
            settled.insert(year);
        } else if !settled.contains(&year) {
            write.set_reading(indicator, year, event.before.as_ref())?;
        }
    }
    let events = write.list_row_events(indicator)?;
    for event in events.iter().rev().take_while(|it| it.day > day) {
        match (&event.before, &event.after) {
            (Some(_), None) => write.print_indicator_again(indicator)?,
            (Some(row), Some(_)) => write.change_indicator(indicator, row)?,
            (None, _) => write.drop_indicator(indicator)?,
        }
    }
    Ok(())
}

/// Leads the departments back, and gives those that came later.
fn departments(
    write: &Write<'_>,
    day: NaiveDate,
    touched: &[DepartmentId],
) -> Result<Vec<DepartmentId>, Error> {
    let mut made_later = Vec::new();
    for id in touched {
        let events = write.list_department_events(*id)?;
        for event in events.iter().rev().take_while(|it| it.since() > day) {
            match (&event.before, event.verb) {
                (Some(before), _) => write.put_back_department(before)?,
                (None, Verb::Create) => made_later.push(*id),
                (None, _) => {}
            }
        }
    }
    Ok(made_later)
}

/// Leads the people back, with the keys that let them in.
fn people(write: &Write<'_>, day: NaiveDate) -> Result<(), Error> {
    for login in write.list_touched_people(day)? {
        let events = write.list_person_events(&login)?;
        for event in events.iter().rev().take_while(|it| it.day > day) {
            match &event.before {
                Some(before) => write.put_person(before)?,
                None => write.drop_person(&login)?,
            }
        }
    }
    Ok(write.put_back_keys_and_visits(day)?)
}
