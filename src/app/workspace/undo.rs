//! Taking the last step of the breakdown back: by new events that lead the other way; nothing is deleted from the record.

use super::{Error, insert, no_measure, rewrite};
use crate::app::record::{Deed, Recorder};
use crate::app::{App, Kind};
use crate::domain::coverage::Ledger;
use crate::domain::event::{Event, Given, LedgerEvent};
use crate::domain::id::{MeasureId, PlanId};
use crate::domain::status::Verb;
use crate::domain::task::Task;
use crate::store::Write;
use std::collections::BTreeSet;

/// What was taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undone {
    /// One sentence for the person.
    pub message: String,
    /// Where it was done.
    pub measure: MeasureId,
}

impl App {
    /// Takes back the person's own last step in the breakdown of a plan.
    ///
    /// # Errors
    /// There is none, or what it changed has been changed again since; nothing is written then.
    pub fn undo_breakdown(&mut self, plan: PlanId) -> Result<Undone, Error> {
        self.must_coordinate("拆解计划")?;
        let clock = self.clock;
        let person = &self.person;
        let directory = &self.directory;
        let undone = self.store.write(|write| {
            let step = write.last_breakdown_step(plan, &person.login)?;
            let step = step.ok_or_else(|| {
                Error::user("没有可以撤销的步骤。").hinted("只能撤销自己在拆解中做过的步骤。")
            })?;
            let (tasks, ledgers) = write.list_step(step)?;
            let mut recorder =
                Recorder::new(write, clock.now(), clock.today(), person.login.as_str());
            recorder.undoes = Some(step);
            let mut measures = BTreeSet::new();
            for event in tasks.iter().rev() {
                recorder.measure = event.links.measure;
                measures.extend(event.links.measure);
                take_back(&recorder, plan, event)?;
                recorder.reindex(directory, event.task)?;
            }
            for event in ledgers.iter().rev() {
                measures.insert(event.measure);
                take_ledger_back(&recorder, event)?;
            }
            for measure in &measures {
                let now = write.find_workspace(*measure)?.ok_or_else(no_measure)?;
                let (ledger, open_words) = (now.ledger.clone(), now.open_words());
                write.set_ledger(*measure, &ledger, open_words)?;
                write.touch_measure(*measure, now.rev)?;
            }
            // A step is named after what its person did, which a ledger tells where one was changed.
            let verb = ledgers.first().map(|it| it.verb);
            let verb = verb.or_else(|| tasks.first().map(|it| it.verb));
            let measure = measures.first().copied().ok_or_else(no_measure)?;
            Ok::<_, Error>(Undone {
                message: said(verb, &tasks),
                measure,
            })
        })?;
        self.forget_advice();
        Ok(undone)
    }
}

fn said(verb: Option<Verb>, tasks: &[Event]) -> String {
    let label = verb.map_or("改动", Verb::label);
    match tasks.len() {
        0 | 1 => format!("已撤销：{label}。"),
        count if verb == Some(Verb::Assign) => format!("已撤销：交办 {count} 项任务。"),
        _ => format!("已撤销：{label}。"),
    }
}

/// Leads one task back, if it still is as the step left it.
fn take_back(recorder: &Recorder<'_>, plan: PlanId, event: &Event) -> Result<(), Error> {
    let write = recorder.write;
    let now = write.find_task(event.task)?;
    if !is_untouched(event, now.as_ref()) {
        return Err(touched(write, event)?);
    }
    let text = event.verb.label().to_owned();
    match (&event.before, now) {
        // It came with the step, and goes with it.
        (None, Some(task)) => {
            if is_worked_on(write, event)? {
                return Err(touched(write, event)?);
            }
            write.delete_task(task.id)?;
            recorder.task(Deed {
                verb: Verb::Undo,
                task: task.id,
                text,
                before: Some(&task.state),
                after: &task.state,
                given: None,
                taken: Some(Given::whole(&task)),
                report: None,
            })
        }
        // It went with the step, and comes back.
        (Some(before), None) => {
            let given = event.taken.clone().unwrap_or_default();
            insert(write, Some(event.task), plan, before, &given, recorder.at)?;
            recorder.task(Deed {
                verb: Verb::Undo,
                task: event.task,
                text,
                before: None,
                after: before,
                given: Some(given),
                taken: None,
                report: None,
            })
        }
        (Some(before), Some(task)) => {
            if let Some(taken) = &event.taken {
                rewrite(write, &task, before, taken)?;
            }
            if !write.change_task(task.id, task.rev, before, recorder.at)? {
                return Err(touched(write, event)?);
            }
            recorder.task(Deed {
                verb: Verb::Undo,
                task: task.id,
                text,
                before: Some(&task.state),
                after: before,
                given: event.taken.clone(),
                taken: event.given.clone(),
                report: None,
            })
        }
        (None, None) => Ok(()),
    }
}

/// Whether a task is still as an event left it. Its place in the list does not count: others move it.
fn is_untouched(event: &Event, now: Option<&Task>) -> bool {
    let Some(task) = now else {
        return event.given.is_none() && event.verb == Verb::Drop;
    };
    let settled = |given: Given| {
        let words = given.words.map(|mut words| {
            words.position = 0;
            words
        });
        Given { words, ..given }
    };
    let same_given = event.given.clone().is_none_or(|given| {
        let current = if given.words.is_some() {
            Given::whole(task)
        } else {
            Given::of(task)
        };
        settled(given) == settled(current)
    });
    event.verb != Verb::Drop && task.state == event.after && same_given
}

/// Whether something was done to a task after the step that made it, which its state need not show: it was urged.
fn is_worked_on(write: &Write<'_>, event: &Event) -> Result<bool, Error> {
    let events = write.list_events(event.task)?;
    Ok(events
        .iter()
        .any(|it| it.id > event.id && it.links.measure.is_none()))
}

fn take_ledger_back(recorder: &Recorder<'_>, event: &LedgerEvent) -> Result<(), Error> {
    let write = recorder.write;
    let now = write
        .find_workspace(event.measure)?
        .ok_or_else(no_measure)?;
    let without_text = |ledger: &Ledger| Ledger {
        printed: None,
        ..ledger.clone()
    };
    if now.ledger != without_text(&event.after) {
        return Err(Error::user(format!(
            "「{}」的分解情况后来又有改动，不能撤销。",
            now.title
        ))
        .hinted("请直接改成需要的样子。")
        .of_kind(Kind::Conflict));
    }
    write.set_ledger(event.measure, &event.before, 0)?;
    recorder.ledger(
        Verb::Undo,
        event.measure,
        event.verb.label(),
        event.after.clone(),
        event.before.clone(),
    )
}

/// Says what came after the step.
fn touched(write: &Write<'_>, event: &Event) -> Result<Error, Error> {
    let last = write.list_events(event.task)?.pop();
    let who = match last {
        Some(last) => format!(
            "{}已{}",
            crate::app::query::actor_label(write, &last.actor)?,
            last.verb.label()
        ),
        None => "后来又有改动".to_owned(),
    };
    let title = event.given.as_ref().and_then(|it| it.words.as_ref());
    let title = title.map_or_else(
        || format!("第 {} 项任务", event.task),
        |it| format!("「{}」", it.title),
    );
    Ok(Error::user(format!("{title}{who}，这一步不能撤销。"))
        .hinted("请直接改成需要的样子。")
        .of_kind(Kind::Conflict))
}
