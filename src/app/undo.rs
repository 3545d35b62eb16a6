//! 撤销 and 重做: a person's own last step led back, or what was led back done again, by new events; nothing is deleted
//! from the record.

use chrono::NaiveDate;
use std::collections::BTreeSet;

use super::error::Error;
use super::query::actor_label;
use super::record::{Deed, Recorder};
use super::workspace::{insert, no_measure, rewrite};
use super::{App, Kind};
use crate::domain::coverage::Ledger;
use crate::domain::event::{Event, Given, LedgerEvent, Stacks, Step, standing};
use crate::domain::extension::{Outcome, Verdict};
use crate::domain::id::{MeasureId, PlanId};
use crate::domain::status::Verb;
use crate::domain::task::{Task, TaskState};
use crate::store::Write;

/// What was taken back, or done again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undone {
    /// One sentence for the person.
    pub message: String,
    /// The measure whose breakdown it changed.
    pub measure: Option<MeasureId>,
}

impl App {
    /// Takes back the person's own last step in the breakdown of a plan.
    ///
    /// # Errors
    /// There is none, or what it changed has been changed again since; nothing is written then.
    pub fn undo_breakdown(&mut self, plan: PlanId) -> Result<Undone, Error> {
        self.must_coordinate("拆解计划")?;
        self.turn(Verb::Undo, |stacks| {
            let mut done = stacks.done.iter();
            done.rfind(|it| it.plan == Some(plan)).copied()
        })
    }

    /// Takes back the person's own last step, of whatever kind; what was done to many at once is one.
    ///
    /// # Errors
    /// There is none, or somebody has changed since what it changed; nothing is written then.
    pub fn undo(&mut self) -> Result<Undone, Error> {
        self.turn(Verb::Undo, |stacks| stacks.done.last().copied())
    }

    /// Does again what the person took back last, if nothing else was done after.
    ///
    /// # Errors
    /// As [`App::undo`].
    pub fn redo(&mut self) -> Result<Undone, Error> {
        self.turn(Verb::Redo, |stacks| stacks.undone.last().copied())
    }

    fn turn(
        &mut self,
        verb: Verb,
        pick: impl FnOnce(&Stacks) -> Option<Step>,
    ) -> Result<Undone, Error> {
        let undone = self.at_desk(|desk| {
            let write = desk.write;
            let steps = write.list_steps(&desk.person.login)?;
            let step = pick(&Stacks::of(&steps)).ok_or_else(|| nothing_to(verb))?;
            let (tasks, ledgers) = write.list_step(step.id)?;
            let mut recorder = Recorder::new(write, desk.at, desk.today, &desk.person.login);
            recorder.undoes = Some(step.id);
            let mut measures = BTreeSet::new();
            for event in tasks.iter().rev() {
                recorder.measure = event.links.measure;
                measures.extend(event.links.measure);
                Turn {
                    recorder: &recorder,
                    verb,
                    event,
                }
                .run()?;
                recorder.reindex(desk.directory, event.task)?;
            }
            for event in ledgers.iter().rev() {
                measures.insert(event.measure);
                turn_ledger(&recorder, verb, event)?;
            }
            for measure in &measures {
                let now = write.find_workspace(*measure)?.ok_or_else(no_measure)?;
                let (ledger, open_words) = (now.ledger.clone(), now.open_words());
                write.set_ledger(*measure, &ledger, open_words)?;
                write.touch_measure(*measure, now.rev)?;
            }
            Ok(Undone {
                message: said(verb, &tasks, &ledgers, write)?,
                measure: measures.first().copied(),
            })
        })?;
        self.forget_advice();
        Ok(undone)
    }
}

fn nothing_to(verb: Verb) -> Error {
    match verb {
        Verb::Redo => {
            Error::user("没有可以重做的步骤。").hinted("撤销之后又办了别的，就不能再重做。")
        }
        _ => Error::user("没有可以撤销的步骤。").hinted("只能撤销自己办过的步骤。"),
    }
}

/// The act that an event of a step is about, through every taking back.
fn label_of(verb: Verb, text: &str) -> String {
    match verb {
        Verb::Undo | Verb::Redo => text.to_owned(),
        _ => verb.label().to_owned(),
    }
}

/// One sentence on what was led back, or done again: named after what its person did, which a ledger tells where one was
/// changed.
fn said(
    verb: Verb,
    tasks: &[Event],
    ledgers: &[LedgerEvent],
    write: &Write<'_>,
) -> Result<String, Error> {
    let by_ledger = ledgers.first().map(|it| label_of(it.verb, &it.text));
    let by_task = tasks.first().map(|it| label_of(it.verb, &it.text));
    let is_breakdown = by_ledger.is_some() || tasks.iter().any(|it| it.links.measure.is_some());
    let label = by_ledger.or(by_task).unwrap_or_else(|| "改动".to_owned());
    let done = verb.label();
    let same = tasks
        .iter()
        .filter(|it| label_of(it.verb, &it.text) == label);
    let kinds = counts(tasks);
    Ok(match (same.count(), tasks) {
        _ if kinds.len() > 1 && !is_breakdown => {
            let told: Vec<String> = kinds
                .iter()
                .map(|(label, count)| format!("{label} {count} 项"))
                .collect();
            format!("已{done}：{}任务。", told.join("、"))
        }
        (count @ 2.., _) if !is_breakdown || label == Verb::Assign.label() => {
            format!("已{done}：{label} {count} 项任务。")
        }
        (_, [first, ..]) if !is_breakdown => {
            let task = write.find_task(first.task)?;
            let title = task.map_or_else(String::new, |it| format!("「{}」", it.promise.title));
            format!("已{done}：{label}{title}。")
        }
        _ => format!("已{done}：{label}。"),
    })
}

/// How often each act on tasks was done in a step, in the order in which they first were; what an act brought about beside
/// it is none.
fn counts(tasks: &[Event]) -> Vec<(String, usize)> {
    let mut counts: Vec<(String, usize)> = Vec::new();
    for event in tasks {
        let label = label_of(event.verb, &event.text);
        if !Verb::WORK.iter().any(|it| it.label() == label) {
            continue;
        }
        match counts.iter_mut().find(|it| it.0 == label) {
            Some(counted) => counted.1 += 1,
            None => counts.push((label, 1)),
        }
    }
    counts
}

/// One event of a step on its way back.
struct Turn<'a> {
    recorder: &'a Recorder<'a>,
    verb: Verb,
    event: &'a Event,
}

impl Turn<'_> {
    /// Leads one task back, if it still is as the step left it.
    fn run(&self) -> Result<(), Error> {
        let (write, event) = (self.recorder.write, self.event);
        let now = write.find_task(event.task)?;
        if let Some(later) = later_change(write, event)? {
            return Err(self.touched(Some(&later)));
        }
        if !is_untouched(event, now.as_ref()) {
            let last = write.list_events(event.task)?.pop();
            return Err(self.touched(last.as_ref()));
        }
        match (&event.before, now) {
            // It came with the step, and goes with it.
            (None, Some(task)) => {
                write.delete_task(task.id)?;
                self.record(
                    Some(&task.state),
                    &task.state,
                    None,
                    Some(Given::whole(&task)),
                )
            }
            // It went with the step, and comes back.
            (Some(before), None) => {
                let given = event.taken.clone().unwrap_or_default();
                let measure = given.words.as_ref().map(|it| it.measure);
                let measure = measure.or(event.links.measure).ok_or_else(no_measure)?;
                let plan = write.plan_of_measure(measure)?.ok_or_else(no_measure)?;
                insert(
                    write,
                    Some(event.task),
                    plan,
                    before,
                    &given,
                    self.recorder.at,
                )?;
                self.record(None, before, Some(given), None)
            }
            (Some(before), Some(task)) => {
                if let Some(taken) = &event.taken {
                    rewrite(write, &task, before, taken)?;
                }
                if before.asked != task.state.asked {
                    self.turn_extension(&task, before)?;
                }
                if !write.change_task(task.id, task.rev, before, self.recorder.at)? {
                    return Err(self.touched(None));
                }
                self.record(
                    Some(&task.state),
                    before,
                    event.taken.clone(),
                    event.given.clone(),
                )
            }
            (None, None) => Ok(()),
        }
    }

    fn record(
        &self,
        before: Option<&TaskState>,
        after: &TaskState,
        given: Option<Given>,
        taken: Option<Given>,
    ) -> Result<(), Error> {
        self.recorder.task(Deed {
            verb: self.verb,
            task: self.event.task,
            text: label_of(self.event.verb, &self.event.text),
            before,
            after,
            given,
            taken,
            report: None,
        })
    }

    /// Leads the request that moved with an act back: what was asked is withdrawn, what was decided waits again.
    fn turn_extension(&self, task: &Task, target: &TaskState) -> Result<(), Error> {
        let write = self.recorder.write;
        if target.asked.is_some() {
            return Ok(write.reopen_extension(task.id)?);
        }
        // The act that is done again says what was decided; a request that is withdrawn lapses.
        let decided = write
            .list_events(task.id)?
            .into_iter()
            .rfind(|it| matches!(it.verb, Verb::Grant | Verb::Refuse) && self.verb == Verb::Redo);
        let outcome = match decided.as_ref().map(|it| it.verb) {
            Some(Verb::Grant) if target.last_day != task.state.last_day => Outcome::Granted,
            Some(Verb::Refuse) if target.status == task.state.status => Outcome::Refused,
            _ => Outcome::Lapsed,
        };
        let opinion = match (outcome, decided) {
            (Outcome::Lapsed, _) | (_, None) => {
                format!("{}{}", self.verb.label(), Verb::AskExtension.label())
            }
            (_, Some(event)) => event.text,
        };
        Ok(write.decide_extension(
            task.id,
            &Verdict {
                outcome,
                by: self.recorder.actor.to_owned(),
                on: self.recorder.day,
                to: target.last_day.filter(|_| outcome == Outcome::Granted),
                opinion,
            },
        )?)
    }

    /// Says what came after the step.
    fn touched(&self, later: Option<&Event>) -> Error {
        let (write, event) = (self.recorder.write, self.event);
        let who = match later {
            Some(last) => {
                let who = actor_label(write, &last.actor).unwrap_or_else(|_| last.actor.clone());
                format!("{who}已{}", last.verb.label())
            }
            None => "后来又有改动".to_owned(),
        };
        let given = event.given.as_ref().or(event.taken.as_ref());
        let title = given.and_then(|it| it.words.as_ref());
        let title = title.map_or_else(
            || format!("第 {} 项任务", event.task),
            |it| format!("「{}」", it.title),
        );
        let verb = self.verb.label();
        Error::user(format!("{title}{who}，这一步不能{verb}。"))
            .hinted("请直接改成需要的样子。")
            .of_kind(Kind::Conflict)
    }
}

/// What stands of a task that was done after an event, in another step.
fn later_change(write: &Write<'_>, event: &Event) -> Result<Option<Event>, Error> {
    let events = write.list_events(event.task)?;
    let standing = standing(&events, NaiveDate::MAX);
    let is_later = |it: &&Event| it.id > event.id && it.links.step != event.links.step;
    Ok(standing.iter().rev().find(is_later).cloned())
}

/// Whether a task is still as an event left it. Its place in the list does not count: others move it.
fn is_untouched(event: &Event, now: Option<&Task>) -> bool {
    let Some(task) = now else {
        return event.removes();
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
    !event.removes() && task.state == event.after && same_given
}

fn turn_ledger(recorder: &Recorder<'_>, verb: Verb, event: &LedgerEvent) -> Result<(), Error> {
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
            "「{}」的分解情况后来又有改动，不能{}。",
            now.title,
            verb.label()
        ))
        .hinted("请直接改成需要的样子。")
        .of_kind(Kind::Conflict));
    }
    write.set_ledger(event.measure, &event.before, 0)?;
    recorder.ledger(
        verb,
        event.measure,
        &label_of(event.verb, &event.text),
        event.after.clone(),
        event.before.clone(),
    )
}
