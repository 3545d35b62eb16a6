//! Writing acts down: every event of one user action shares its step, so that it can be taken back as one.

use chrono::{DateTime, NaiveDate, Utc};
use std::cell::Cell;

use super::Error;
use crate::domain::coverage::Ledger;
use crate::domain::department::Directory;
use crate::domain::draft::DraftIndicator;
use crate::domain::event::{Event, Given, LedgerEvent, Links};
use crate::domain::id::{EventId, IndicatorId, MeasureId, TaskId};
use crate::domain::indicator::RowEvent;
use crate::domain::report::Report;
use crate::domain::status::Verb;
use crate::domain::task::{Task, TaskState};
use crate::store::{Read, Write};

/// The departments as they stand, with who the groups stand for.
pub fn directory(read: &Read<'_>) -> Result<Directory, crate::store::Error> {
    Ok(Directory::new(read.list_departments()?).with_members(read.list_memberships()?))
}

/// One user action on its way into the record.
pub struct Recorder<'a> {
    /// The transaction.
    pub write: &'a Write<'a>,
    /// Now.
    pub at: DateTime<Utc>,
    /// The civil day it counts for.
    pub day: NaiveDate,
    /// Who does it.
    pub actor: &'a str,
    /// The measure whose breakdown it changes.
    pub measure: Option<MeasureId>,
    /// The step that it takes back.
    pub undoes: Option<EventId>,
    /// Nobody undoes it: a revision stands on a paper.
    pub is_lasting: bool,
    step: Cell<Option<EventId>>,
}

/// What is done to a task.
pub struct Deed<'d> {
    /// What.
    pub verb: Verb,
    /// To which task.
    pub task: TaskId,
    /// Progress, reason or basis.
    pub text: String,
    /// The task before.
    pub before: Option<&'d TaskState>,
    /// The task after.
    pub after: &'d TaskState,
    /// What it is given with after, where that changes.
    pub given: Option<Given>,
    /// The same before.
    pub taken: Option<Given>,
    /// What a report says beside its words.
    pub report: Option<Report>,
}

impl<'a> Recorder<'a> {
    /// A new action.
    pub fn new(write: &'a Write<'a>, at: DateTime<Utc>, day: NaiveDate, actor: &'a str) -> Self {
        Self {
            write,
            at,
            day,
            actor,
            measure: None,
            undoes: None,
            is_lasting: false,
            step: Cell::new(None),
        }
    }

    /// The same as part of an action that has begun.
    #[must_use]
    pub fn in_step(self, step: Option<EventId>) -> Self {
        self.step.set(step);
        self
    }

    /// The first event of the action, once there is one.
    pub fn begun(&self) -> Option<EventId> {
        self.step.get()
    }

    /// The first event of the action: the one that comes next, where there is none yet.
    fn step(&self) -> Result<Option<EventId>, Error> {
        if self.is_lasting {
            return Ok(None);
        }
        if self.step.get().is_none() {
            self.step.set(Some(self.write.next_event()?));
        }
        Ok(self.step.get())
    }

    /// Writes down what is done to a task.
    pub fn task(&self, deed: Deed<'_>) -> Result<(), Error> {
        self.write.append_event(&Event {
            id: EventId(0),
            at: self.at,
            day: self.day,
            actor: self.actor.to_owned(),
            verb: deed.verb,
            task: deed.task,
            text: deed.text,
            before: deed.before.cloned(),
            after: deed.after.clone(),
            given: deed.given,
            taken: deed.taken,
            report: deed.report,
            links: Links {
                measure: self.measure,
                step: self.step()?,
                undoes: self.undoes,
            },
        })?;
        Ok(())
    }

    /// Writes down what is done to a measure's ledger.
    pub fn ledger(
        &self,
        verb: Verb,
        measure: MeasureId,
        text: &str,
        before: Ledger,
        after: Ledger,
    ) -> Result<(), Error> {
        self.write.append_ledger_event(&LedgerEvent {
            id: EventId(0),
            at: self.at,
            day: self.day,
            actor: self.actor.to_owned(),
            verb,
            measure,
            text: text.to_owned(),
            before,
            after,
            step: self.step()?,
            undoes: self.undoes,
        })?;
        Ok(())
    }

    /// Writes down what an edition does to an indicator's row, on its basis.
    pub fn row(
        &self,
        verb: Verb,
        indicator: IndicatorId,
        basis: &str,
        (before, after): (Option<DraftIndicator>, Option<DraftIndicator>),
    ) -> Result<(), Error> {
        self.write.append_row_event(&RowEvent {
            id: EventId(0),
            at: self.at,
            day: self.day,
            actor: self.actor.to_owned(),
            verb,
            indicator,
            basis: basis.to_owned(),
            before,
            after,
        })?;
        Ok(())
    }

    /// Makes a task findable by its words and by every name of its lead and of the bodies that answer after it.
    pub fn index(&self, directory: &Directory, task: &Task) -> Result<(), Error> {
        let promise = &task.promise;
        let mut spelt = vec![promise.title.as_str()];
        if let Some(lead) = task.state.lead {
            spelt.extend(directory.spellings(lead));
        }
        let mut words = spelt.clone();
        words.extend([
            promise.quote.as_str(),
            promise.target.as_str(),
            task.place.measure_title.as_str(),
            task.owners.lead_printed.as_str(),
        ]);
        self.write.index_task(task.id, &words, &spelt)?;
        Ok(())
    }

    /// Reads a task again and makes it findable as it now is.
    pub fn reindex(&self, directory: &Directory, id: TaskId) -> Result<(), Error> {
        match self.write.find_task(id)? {
            Some(task) => self.index(directory, &task),
            None => Ok(()),
        }
    }
}
