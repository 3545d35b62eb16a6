//! A later edition of a plan: compared when it comes, carried out change by change when a coordinator takes it.

use super::rows::{Place, Table, revise_row};
use super::taker::{Taker, ledger_of};
use super::{Document, Error, Imported, Intake, Names, Origin};
use crate::app::record::{Deed, Recorder};
use crate::app::work::conflict;
use crate::app::workspace::{no_measure, rewrite, store_ledger};
use crate::app::{App, Kind, builtin};
use crate::domain::coverage::{Ledger, Printed, Span};
use crate::domain::department::Directory;
use crate::domain::draft::{Draft, DraftMeasure, DraftPlan, DraftTask};
use crate::domain::edition::{self, Change, Decision, Edition, Fate, Matter, Side};
use crate::domain::event::{Given, Words};
use crate::domain::id::{ChangeId, EditionId, PlanId};
use crate::domain::plan::Plan;
use crate::domain::status::{Status, Verb};
use crate::domain::task::{Task, TaskState};
use crate::domain::workspace::Workspace;
use crate::store::{NewChange, NewEdition, Read, Write};
use crate::text::clean::clean;

/// What taking a change has done, or would do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effects {
    /// Tasks that stay as they are.
    pub kept: usize,
    /// Tasks that are revised.
    pub revised: usize,
    /// Tasks that come in as drafts.
    pub new: usize,
    /// Drafts that go.
    pub dropped: usize,
    /// Tasks that a department has, and that are cancelled on this basis; their record stays.
    pub cancelled: usize,
    /// Tasks that are finished and stay so.
    pub finished: usize,
    /// What becomes of the row of an indicator, where the change is about one.
    pub row: Option<edition::Kind>,
}

impl Effects {
    /// What a change of an indicator's row does.
    fn of_row(kind: edition::Kind) -> Self {
        Self {
            row: Some(kind),
            ..Self::default()
        }
    }
}

impl std::fmt::Display for Effects {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(kind) = self.row {
            return formatter.write_str(match kind {
                edition::Kind::Changed => "指标按新版改写，已登记的数据照旧",
                edition::Kind::New => "新增 1 项指标",
                edition::Kind::Gone => "指标标为已删去，已登记的数据照旧",
            });
        }
        let parts = [
            (self.kept, "不变"),
            (self.revised, "调整"),
            (self.new, "新增草稿"),
            (self.dropped, "删去草稿"),
            (self.cancelled, "取消"),
            (self.finished, "已办结的照旧"),
        ];
        let told: Vec<String> = parts
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| format!("{what} {count} 项"))
            .collect();
        if told.is_empty() {
            return formatter.write_str("不涉及任务");
        }
        formatter.write_str(&told.join("，"))
    }
}

impl App {
    /// The editions of a plan, the newest first.
    pub fn list_editions(&self, plan: PlanId) -> Result<Vec<Edition>, Error> {
        Ok(self.store.read(|read| read.list_editions(plan))?)
    }

    /// An edition.
    pub fn get_edition(&self, id: EditionId) -> Result<Edition, Error> {
        let found = self.store.read(|read| read.find_edition(id))?;
        found.ok_or_else(|| {
            Error::user(format!("没有编号为「{id}」的版本。"))
                .hinted("用 duban edition list 查看各计划的版本。")
        })
    }

    /// What an edition changes, in the order of its document.
    pub fn list_changes(&self, edition: EditionId) -> Result<Vec<Change>, Error> {
        Ok(self.store.read(|read| read.list_changes(edition))?)
    }

    /// What taking a change would do to the tasks as they now are.
    pub fn preview_change(&self, change: &Change) -> Result<Effects, Error> {
        let Matter::Measure { id, draft } = &change.matter else {
            return Ok(Effects::of_row(change.kind));
        };
        self.store.read(|read| {
            let workspace = match *id {
                Some(measure) => read.find_workspace(measure)?,
                None => None,
            };
            Ok(effects(workspace.as_ref(), draft.as_ref()))
        })
    }

    /// Compares a document with the plan that it is a later printing of, and keeps what differs for a coordinator.
    pub(super) fn take_edition(
        &mut self,
        plan: &Plan,
        document: &Document,
    ) -> Result<Imported, Error> {
        let (now, actor) = (self.clock.now(), self.person.login.clone());
        let front = &document.draft.plan;
        let mut new = Edition {
            id: EditionId(0),
            plan: plan.id,
            title: front.title.clone(),
            doc_no: front.doc_no.clone().unwrap_or_default(),
            issued_on: front.published,
            same: 0,
            changes: 0,
            undecided: 0,
            actor: actor.clone(),
            at: now,
        };
        let measures = &document.draft.measures;
        self.store.write(|write| {
            let rows = write.list_printed(plan.id)?;
            if rows.iter().all(|row| row.3.is_empty()) {
                return Err(no_paragraphs(plan));
            }
            let old: Vec<Side<'_>> = rows
                .iter()
                .map(|row| Side {
                    title: &row.2,
                    text: &row.3,
                })
                .collect();
            let sides: Vec<Side<'_>> = measures
                .iter()
                .map(|it| Side {
                    title: &it.title,
                    text: &it.source,
                })
                .collect();
            let pairs = edition::compare(&old, &sides);
            let table = Table::compare(write, plan.id, &document.draft.indicators)?;
            let all = || pairs.iter().chain(&table.pairs);
            new.changes = all().filter(|pair| pair.kind.is_some()).count();
            new.undecided = new.changes;
            new.same = all().count() - new.changes;
            if new.changes == 0 {
                return Ok(Imported::Same(plan.clone()));
            }
            write.supersede_changes(plan.id, "已有更新的版本", &actor, now)?;
            new.id = write.insert_edition(&NewEdition {
                plan: plan.id,
                edition: &new,
                digest: &document.digest,
            })?;
            for (position, pair) in pairs.iter().enumerate() {
                let row = pair.old.and_then(|at| rows.get(at));
                let draft = pair.new.and_then(|at| measures.get(at));
                if let Some((measure, number, ..)) = row {
                    write.move_measure(*measure, position)?;
                    // The same words under another number are the same measure.
                    if let Some(draft) =
                        draft.filter(|it| pair.kind.is_none() && it.number != *number)
                    {
                        write.renumber_measure(*measure, &draft.number)?;
                    }
                }
                if let Some(kind) = pair.kind {
                    write.insert_change(&NewChange {
                        edition: new.id,
                        position,
                        kind,
                        matter: &Matter::Measure {
                            id: row.map(|it| it.0),
                            draft: draft.cloned(),
                        },
                        before: row.map_or("", |it| it.3.as_str()),
                    })?;
                }
            }
            table.store(write, new.id)?;
            Ok(Imported::Edition(new.clone(), plan.slug.clone()))
        })
    }

    /// Does not take a change: the plan stays as it is, and the reason is kept.
    pub fn refuse_change(&mut self, id: ChangeId, reason: &str) -> Result<Change, Error> {
        self.must_coordinate("处理新版计划")?;
        let reason = read_basis(reason, "不采用一处改动须写明理由。")?;
        let (now, person) = (self.clock.now(), &self.person);
        self.store.write(|write| {
            let (change, _) = undecided(write, id)?;
            let by = person.name.as_str();
            if !write.decide_change(id, Decision::Refused, None, &reason, by, now)? {
                return Err(decided(&change));
            }
            Ok(change)
        })
    }

    /// Takes a change: the measure and its tasks become as the edition prints them, as a revision on this basis.
    ///
    /// Nothing that was reported is lost: a task that the edition no longer holds is cancelled with its record, a finished
    /// one stays finished, and every old value stays in the record.
    ///
    /// # Errors
    /// No basis, a change that was decided on before, or a person who does not coordinate; nothing is written then.
    pub fn take_change(&mut self, id: ChangeId, basis: &str) -> Result<(Change, Effects), Error> {
        self.must_coordinate("处理新版计划")?;
        let basis = read_basis(basis, "采用一处改动须写明依据（文号和日期）。")?;
        let (now, today) = (self.clock.now(), self.clock.today());
        let (person, directory) = (&self.person, &self.directory);
        let seeds = builtin::departments()?;
        let done = self.store.write(|write| {
            let (change, position) = undecided(write, id)?;
            let edition = write.find_edition(change.edition)?.ok_or_else(no_measure)?;
            let plan = write.get_plan(edition.plan)?;
            let draft = Draft {
                plan: DraftPlan {
                    published: plan.issued_on,
                    period_start: plan.period_start,
                    period_end: plan.period_end,
                    ..DraftPlan::default()
                },
                ..Draft::default()
            };
            let intake = Intake {
                slug: &plan.slug,
                draft: &draft,
                origin: Origin::Document,
                digest: "",
            };
            let names = Names::load(write, &seeds)?;
            let login = person.login.clone();
            let taker = Taker::new(write, intake, names, now, today, login.clone());
            let mut recorder = Recorder::new(write, now, today, &login);
            recorder.is_lasting = true;
            let mut reviser = Reviser {
                write,
                recorder,
                taker: taker.on_basis(&basis, today),
                directory,
                basis: &basis,
                plan: plan.id,
            };
            let (matter, effects) = reviser.carry_out(&change, position)?;
            let by = person.name.as_str();
            if !write.decide_change(id, Decision::Taken, Some(&matter), &basis, by, now)? {
                return Err(decided(&change));
            }
            Ok::<_, Error>((change, effects))
        })?;
        self.forget_advice();
        self.reload()?;
        Ok(done)
    }
}

fn no_paragraphs(plan: &Plan) -> Error {
    Error::user(format!("「{}」不带原文，不能与新文件比较。", plan.title))
        .hinted("如需逐条拆解这份文件，请用 --plan 给它另起短名导入。")
}

fn read_basis(typed: &str, needed: &str) -> Result<String, Error> {
    let basis = clean(typed).trim().to_owned();
    if basis.is_empty() {
        return Err(Error::user(needed).hinted("例如：甲政办发〔2020〕3号，2020-03-01。"));
    }
    Ok(basis)
}

fn undecided(read: &Read<'_>, id: ChangeId) -> Result<(Change, usize), Error> {
    let found = read.find_change(id)?;
    let (change, position) = found.ok_or_else(|| {
        Error::user(format!("没有编号为「{id}」的改动。"))
            .hinted("用 duban edition show 查看一个版本的改动。")
    })?;
    if change.decision.is_some() {
        return Err(decided(&change));
    }
    Ok((change, position))
}

fn decided(change: &Change) -> Error {
    let what = change.decision.map_or("已处理", Decision::label);
    Error::user(format!(
        "「{}」的改动{what}（{}）。",
        change.title, change.decided_by
    ))
    .hinted("处理过的改动不能再改；如有新的文件，请再导入一次。")
    .of_kind(Kind::Conflict)
}

/// What becomes of the tasks of a measure when it becomes this draft, or goes.
fn fates(workspace: Option<&Workspace>, draft: Option<&DraftMeasure>) -> Vec<Fate> {
    let tasks: &[Task] = workspace.map_or(&[], |it| &it.tasks);
    let drafts: &[DraftTask] = draft.map_or(&[], |it| &it.tasks);
    edition::fates(tasks, drafts)
        .into_iter()
        .flat_map(|fate| match fate {
            // What is finished is not revised: it stays, and what is now promised comes in anew.
            Fate::Revised(task, draft) if is_final(&tasks[task]) => {
                vec![Fate::Gone(task), Fate::New(draft)]
            }
            fate => vec![fate],
        })
        .collect()
}

fn is_final(task: &Task) -> bool {
    matches!(task.state.status, Status::Done | Status::Cancelled)
}

fn effects(workspace: Option<&Workspace>, draft: Option<&DraftMeasure>) -> Effects {
    let mut effects = Effects::default();
    for fate in fates(workspace, draft) {
        let gone = match fate {
            Fate::Kept(..) => &mut effects.kept,
            Fate::Revised(..) => &mut effects.revised,
            Fate::New(_) => &mut effects.new,
            Fate::Gone(at) => match workspace.map(|it| it.tasks[at].state.status) {
                Some(Status::Draft) => &mut effects.dropped,
                Some(Status::Done | Status::Cancelled) => &mut effects.finished,
                _ => &mut effects.cancelled,
            },
        };
        *gone += 1;
    }
    effects
}

/// Everything at hand while a change is carried out.
struct Reviser<'a> {
    write: &'a Write<'a>,
    recorder: Recorder<'a>,
    taker: Taker<'a>,
    directory: &'a Directory,
    basis: &'a str,
    plan: PlanId,
}

impl Reviser<'_> {
    /// Carries a change out, and gives what it was about with its number in the file.
    fn carry_out(&mut self, change: &Change, position: usize) -> Result<(Matter, Effects), Error> {
        let (id, draft) = match &change.matter {
            Matter::Measure { id, draft } => (*id, draft.as_ref()),
            Matter::Indicator { id, row } => {
                let place = Place {
                    plan: self.plan,
                    position,
                    edition: change.edition,
                };
                let id = revise_row(&self.recorder, place, *id, row.as_ref(), self.basis)?;
                let matter = Matter::Indicator {
                    id: Some(id),
                    row: None,
                };
                return Ok((matter, Effects::of_row(change.kind)));
            }
        };
        let workspace = match id {
            Some(measure) => Some(self.write.find_workspace(measure)?.ok_or_else(no_measure)?),
            None => None,
        };
        let effects = effects(workspace.as_ref(), draft);
        let measure = match (workspace, draft) {
            (Some(old), Some(new)) => {
                self.revise(&old, new)?;
                old.measure
            }
            (Some(old), None) => {
                for task in &old.tasks {
                    self.give_up(task)?;
                }
                self.write.set_gone(old.measure, change.edition)?;
                self.write.touch_measure(old.measure, old.rev)?;
                old.measure
            }
            (None, Some(new)) => {
                let section = self.write.find_section(self.plan, &new.path)?;
                self.taker.measure(self.plan, section, position, new)?
            }
            (None, None) => return Err(no_measure()),
        };
        let matter = Matter::Measure {
            id: Some(measure),
            draft: None,
        };
        Ok((matter, effects))
    }

    /// A measure becomes as the edition prints it.
    fn revise(&mut self, old: &Workspace, new: &DraftMeasure) -> Result<(), Error> {
        let fates = fates(Some(old), Some(new));
        for fate in &fates {
            if let Fate::Gone(at) = fate {
                self.give_up(&old.tasks[*at])?;
            }
        }
        let before = Ledger {
            printed: Some(Printed {
                number: old.number.clone(),
                title: old.title.clone(),
                text: old.printed.clone(),
                labels: old.labels.clone(),
            }),
            ..old.ledger.clone()
        };
        let mut after = Ledger {
            printed: Some(Printed {
                number: new.number.clone(),
                title: new.title.clone(),
                text: new.source.clone(),
                labels: new.labels.clone(),
            }),
            ..ledger_of(new)
        };
        keep_decisions(&old.ledger, &mut after);
        for fate in &fates {
            match *fate {
                Fate::Kept(task, draft) => {
                    self.place(&old.tasks[task], &new.tasks[draft], draft)?;
                }
                Fate::Revised(task, draft) => {
                    self.revise_task(&old.tasks[task], &new.tasks[draft], draft)?;
                }
                Fate::New(draft) => {
                    let task = &new.tasks[draft];
                    self.taker.task(self.plan, old.measure, draft, task, new)?;
                }
                Fate::Gone(_) => {}
            }
        }
        self.write.clear_measure_owners(old.measure)?;
        self.taker.owners(old.measure, new)?;
        store_ledger(self.write, old.measure, &after)?;
        self.recorder
            .ledger(Verb::Revise, old.measure, self.basis, before, after)?;
        self.write.touch_measure(old.measure, old.rev)?;
        Ok(())
    }

    /// A task stays, on the words that the edition prints.
    fn place(&self, task: &Task, draft: &DraftTask, position: usize) -> Result<(), Error> {
        let words = Given::whole(task).words.map(|words| Words {
            position,
            quote: draft.quote.clone(),
            span: draft.span,
            ..words
        });
        if let Some(words) = words {
            self.write.set_words(task.id, &words)?;
        }
        self.recorder.reindex(self.directory, task.id)
    }

    /// A task promises what the edition prints; the old values stay in the record.
    fn revise_task(&self, task: &Task, draft: &DraftTask, position: usize) -> Result<(), Error> {
        let mut given = Given::whole(task);
        let mut after = task.state.clone();
        if let Some(words) = &mut given.words {
            words.position = position;
            words.title.clone_from(&draft.title);
            words.quote.clone_from(&draft.quote);
            words.span = draft.span;
            words.target = draft.figures.join("、");
            words.recurrence = draft.recurrence;
        }
        let printed = draft.deadline.as_ref();
        let had_printed = task
            .promise
            .deadline
            .as_ref()
            .is_some_and(|it| !it.inherited);
        if printed.is_some_and(|it| !it.inherited) || had_printed {
            given.deadline.clone_from(&draft.deadline);
            after.last_day = printed.and_then(|it| it.last_day);
        }
        rewrite(self.write, task, &after, &given)?;
        if !self
            .write
            .change_task(task.id, task.rev, &after, self.recorder.at)?
        {
            return Err(conflict(self.write, task)?);
        }
        self.recorder.task(Deed {
            verb: Verb::Revise,
            task: task.id,
            text: self.basis.to_owned(),
            before: Some(&task.state),
            after: &after,
            given: Some(given),
            taken: Some(Given::whole(task)),
            report: None,
        })?;
        self.recorder.reindex(self.directory, task.id)
    }

    /// A task that the edition no longer holds: a draft goes, what a department has is cancelled, what is finished stays.
    fn give_up(&self, task: &Task) -> Result<(), Error> {
        if task.state.status == Status::Draft {
            self.write.delete_task(task.id)?;
            return self.recorder.task(Deed {
                verb: Verb::Drop,
                task: task.id,
                text: self.basis.to_owned(),
                before: Some(&task.state),
                after: &task.state,
                given: None,
                taken: Some(Given::whole(task)),
                report: None,
            });
        }
        // Its words stand in the edition no more.
        if let Some(words) = Given::whole(task).words {
            let span = Span::default();
            self.write.set_words(task.id, &Words { span, ..words })?;
        }
        if is_final(task) {
            return Ok(());
        }
        let after = TaskState {
            status: Status::Cancelled,
            back: task.state.back.or(Some(task.state.status)),
            ..task.state.clone()
        };
        if !self
            .write
            .change_task(task.id, task.rev, &after, self.recorder.at)?
        {
            return Err(conflict(self.write, task)?);
        }
        self.recorder.task(Deed {
            verb: Verb::Cancel,
            task: task.id,
            text: self.basis.to_owned(),
            before: Some(&task.state),
            after: &after,
            given: None,
            taken: None,
            report: None,
        })
    }
}

/// What a person once said of words that the edition prints again still holds.
fn keep_decisions(old: &Ledger, new: &mut Ledger) {
    for entry in &mut new.entries {
        let said = old.entries.iter().find(|it| it.quote == entry.quote);
        if let Some(said) = said.filter(|it| !it.by.is_empty()) {
            entry.reason.clone_from(&said.reason);
            entry.by.clone_from(&said.by);
        }
    }
}
