//! 周期性任务: a recurring duty has one occurrence a period, each a task with a life of its own.
//!
//! An occurrence is made when its period has begun and the duty is being worked on: by the act that takes the duty on,
//! later by the first session that finds it owed. However many do at once, the store keeps one a period.

use super::Desk;
use super::expand::title_of;
use crate::app::error::Error;
use crate::app::record::{Deed, Recorder};
use crate::app::{App, workspace};
use crate::domain::deadline::{Deadline, Precision};
use crate::domain::event::Given;
use crate::domain::id::TaskId;
use crate::domain::person::Role;
use crate::domain::recurrence::Period;
use crate::domain::status::{Status, Verb};
use crate::domain::task::{Occurrence, Task, TaskState};
use crate::store::Read;

/// Who makes what became due while nobody acted.
pub(in crate::app) const SYSTEM: &str = "系统";

impl App {
    /// Makes the occurrences that are owed today, and says how many; where none is, nothing is written.
    ///
    /// A session that looks at another day than today, and one that may only look, leave it to others.
    pub fn keep_up(&mut self) -> Result<usize, Error> {
        if !self.clock.is_live() || self.person.role == Role::Viewer {
            return Ok(0);
        }
        let today = self.today();
        if !self.store.read(|read| is_behind(read, today))? {
            return Ok(0);
        }
        self.at_desk(|desk| {
            let mut recorder = Recorder::new(desk.write, desk.at, desk.today, SYSTEM);
            // It is nobody's act, so nobody takes it back.
            recorder.is_lasting = true;
            Ok(desk.make_owed(&recorder, None)?.len())
        })
    }

    /// The same as a coordinator's act, on whatever day counts as today.
    ///
    /// # Errors
    /// Refuses people who do not coordinate.
    pub fn make_occurrences(&mut self) -> Result<usize, Error> {
        self.must_coordinate("生成周期任务")?;
        self.at_desk(|desk| {
            let recorder = Recorder::new(desk.write, desk.at, desk.today, &desk.person.login);
            Ok(desk.make_owed(&recorder, None)?.len())
        })
    }
}

fn is_behind(read: &Read<'_>, today: chrono::NaiveDate) -> Result<bool, Error> {
    let duties = read.list_duties(None)?;
    Ok(duties
        .iter()
        .any(|it| !Period::owed(it.recurrence, it.newest, today, it.period).is_empty()))
}

impl Desk<'_> {
    /// Makes what is owed of every duty that is being worked on, or of one.
    pub(in crate::app) fn make_owed(
        &self,
        recorder: &Recorder<'_>,
        only: Option<TaskId>,
    ) -> Result<Vec<TaskId>, Error> {
        let mut made = Vec::new();
        for duty in self.write.list_duties(only)? {
            let owed = Period::owed(duty.recurrence, duty.newest, self.today, duty.period);
            if owed.is_empty() {
                continue;
            }
            let Some(task) = self.write.find_task(duty.task)? else {
                continue;
            };
            for period in &owed {
                made.push(self.make_occurrence(recorder, &task, period)?);
            }
        }
        Ok(made)
    }

    fn make_occurrence(
        &self,
        recorder: &Recorder<'_>,
        duty: &Task,
        period: &Period,
    ) -> Result<TaskId, Error> {
        let mut given = Given::whole(duty);
        given.deadline = Some(Deadline {
            phrase: period.label.clone(),
            last_day: Some(period.last),
            start: Some(period.first),
            precision: Precision::Period,
            inherited: false,
            confirm: false,
        });
        if let Some(words) = &mut given.words {
            words.title = title_of(&words.title, Some(&period.label));
            // The words of the plan are the duty's; every one of them stands in one place.
            words.quote = String::new();
            words.span = crate::domain::coverage::Span::default();
            words.recurrence = None;
            words.note = String::new();
            words.occurrence = Some(Occurrence {
                duty: duty.id,
                period: period.code.clone(),
            });
        }
        let state = TaskState {
            status: Status::InProgress,
            back: None,
            percent: 0,
            lead: duty.state.lead,
            last_day: Some(period.last),
            asked: None,
        };
        let id = workspace::insert(self.write, None, duty.place.plan, &state, &given, self.at)?;
        recorder.task(Deed {
            verb: Verb::Create,
            task: id,
            text: format!("周期任务：{}", period.label),
            before: None,
            after: &state,
            given: Some(given),
            taken: None,
            report: None,
        })?;
        recorder.reindex(self.directory, id)?;
        Ok(id)
    }
}
