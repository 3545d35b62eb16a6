//! The acts of the workspace: split, merge, edit, drop, add, mark.

use super::{
    Error, breakdown_conflict, draft_state, insert, ordered, rewrite, store_ledger, workspace_seen,
};
use crate::app::builtin;
use crate::app::intake::Names;
use crate::app::record::{Deed, Recorder};
use crate::app::work::{conflict, find_department, find_open_department};
use crate::app::{App, Kind};
use crate::breakdown;
use crate::domain::coverage::{Ledger, Span};
use crate::domain::day_words::read_deadline;
use crate::domain::deadline::{Deadline, Frame};
use crate::domain::draft::DraftTask;
use crate::domain::event::{Given, Words};
use crate::domain::id::{DepartmentId, MeasureId, TaskId};
use crate::domain::permission::{self, Ownership, Subject};
use crate::domain::recurrence::Recurrence;
use crate::domain::refusal::Refusal;
use crate::domain::status::Verb;
use crate::domain::task::{Task, TaskState};
use crate::domain::workspace::{Workspace, checked_title, merge};
use crate::text::clean::clean;
use chrono::NaiveDate;

/// What a coordinator asks of the workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remake {
    /// Part a draft's words at a byte of the paragraph.
    Split {
        /// Which draft.
        task: TaskId,
        /// Where.
        at: usize,
    },
    /// Join a draft with the next one.
    Merge {
        /// The first of the two.
        task: TaskId,
    },
    /// Put a draft right.
    Edit {
        /// Which draft.
        task: TaskId,
        /// What of it.
        change: Change,
    },
    /// Say who leads drafts, each by any name of the department.
    Lead {
        /// Which drafts, and who leads them.
        leads: Vec<(TaskId, String)>,
    },
    /// Take a draft out; its words are unmarked then.
    Drop {
        /// Which draft.
        task: TaskId,
    },
    /// Make a task of unmarked words; without words, of a title alone.
    Add {
        /// The words.
        span: Span,
        /// The title; empty for one made from the words.
        title: String,
    },
    /// Say that words need no task.
    Mark {
        /// The words.
        span: Span,
        /// Why.
        reason: String,
    },
    /// Say that a draft is none: it goes, and its words need no task.
    MarkTask {
        /// Which draft.
        task: TaskId,
        /// Why.
        reason: String,
    },
    /// Say that the measure needs no task at all.
    Settle {
        /// Why.
        reason: String,
    },
}

/// What of a draft is put right; `None` leaves it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// The title.
    pub title: Option<String>,
    /// Any name of the lead department; empty for none.
    pub lead: Option<String>,
    /// Any names of the supporting departments.
    pub support: Option<Vec<String>>,
    /// A deadline phrase; empty for that of the plan.
    pub due: Option<String>,
    /// The figure or state to reach.
    pub target: Option<String>,
    /// The period of a recurring duty as a user reads it (每年); empty for none.
    pub recurrence: Option<String>,
}

/// One step in the workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// In which measure.
    pub measure: MeasureId,
    /// The row version of its breakdown that the person saw; `None` to take it as it is.
    pub seen: Option<i64>,
    /// What to do.
    pub act: Remake,
}

/// What was done in the workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remade {
    /// One sentence for the person.
    pub message: String,
    /// The task on which the cursor stands best.
    pub focus: Option<TaskId>,
}

impl App {
    /// Does one step in the workspace, if the measure's breakdown is still the one that was seen.
    ///
    /// # Errors
    /// A [`Refusal`], words that are not understood, or a breakdown that somebody else changed first; nothing is written
    /// then.
    pub fn remake(&mut self, step: &Step) -> Result<Remade, Error> {
        self.must_coordinate("拆解计划")?;
        let clock = self.clock;
        let (person, directory) = (&self.person, &self.directory);
        let remade = self.store.write(|write| {
            let before = workspace_seen(write, step.measure, step.seen)?;
            let plan = write.get_plan(before.plan)?;
            let mut recorder =
                Recorder::new(write, clock.now(), clock.today(), person.login.as_str());
            recorder.measure = Some(step.measure);
            let bench = Bench {
                write,
                recorder,
                directory,
                role: person.role,
                name: person.name.as_str(),
                frame: plan.frame(),
                before,
            };
            let remade = bench.act(&step.act)?;
            if !write.touch_measure(step.measure, bench.before.rev)? {
                return Err(breakdown_conflict(write, &bench.before)?);
            }
            Ok::<_, Error>(remade)
        })?;
        if matches!(step.act, Remake::Edit { .. } | Remake::Lead { .. }) {
            self.forget_advice();
        }
        self.reload()?;
        Ok(remade)
    }
}

/// Everything at hand while a step is done.
struct Bench<'a> {
    write: &'a crate::store::Write<'a>,
    recorder: Recorder<'a>,
    directory: &'a crate::domain::department::Directory,
    role: crate::domain::person::Role,
    name: &'a str,
    frame: Frame,
    before: Workspace,
}

impl Bench<'_> {
    fn act(&self, act: &Remake) -> Result<Remade, Error> {
        match act {
            Remake::Split { task, at } => self.split(*task, *at),
            Remake::Merge { task } => self.merge(*task),
            Remake::Edit { task, change } => self.edit(*task, change),
            Remake::Lead { leads } => self.lead(leads),
            Remake::Drop { task } => self.drop(*task),
            Remake::Add { span, title } => self.add(ordered(*span), title),
            Remake::Mark { span, reason } => self.mark(ordered(*span), reason),
            Remake::MarkTask { task, reason } => self.mark_task(*task, reason),
            Remake::Settle { reason } => self.settle(reason),
        }
    }

    /// A draft of this measure that the act may be done to.
    fn draft(&self, id: TaskId, verb: Verb) -> Result<&Task, Error> {
        let found = self.before.tasks.iter().find(|task| task.id == id);
        let task = found
            .ok_or_else(|| Error::user("这项任务已经不在这条措施里了。").of_kind(Kind::Conflict))?;
        let subject = Subject {
            title: &task.promise.title,
            lead: "",
            status: task.state.status,
            back: task.state.back,
            ownership: Ownership::Neither,
        };
        permission::authorize(self.role, verb, subject)?;
        Ok(task)
    }

    /// Gives a draft other words, owners or deadline, and writes it down.
    fn change(
        &self,
        verb: Verb,
        task: &Task,
        after: &TaskState,
        given: Given,
        text: String,
    ) -> Result<(), Error> {
        rewrite(self.write, task, after, &given)?;
        if !self
            .write
            .change_task(task.id, task.rev, after, self.recorder.at)?
        {
            return Err(conflict(self.write, task)?);
        }
        self.recorder.task(Deed {
            verb,
            task: task.id,
            text,
            before: Some(&task.state),
            after,
            given: Some(given),
            taken: Some(Given::whole(task)),
            report: None,
        })?;
        self.recorder.reindex(self.directory, task.id)
    }

    fn create(&self, state: &TaskState, given: Given, text: String) -> Result<TaskId, Error> {
        let (write, at) = (self.write, self.recorder.at);
        let id = insert(write, None, self.before.plan, state, &given, at)?;
        self.recorder.task(Deed {
            verb: Verb::Create,
            task: id,
            text,
            before: None,
            after: state,
            given: Some(given),
            taken: None,
            report: None,
        })?;
        self.recorder.reindex(self.directory, id)?;
        Ok(id)
    }

    fn remove(&self, task: &Task, text: String) -> Result<(), Error> {
        self.write.delete_task(task.id)?;
        self.recorder.task(Deed {
            verb: Verb::Drop,
            task: task.id,
            text,
            before: Some(&task.state),
            after: &task.state,
            given: None,
            taken: Some(Given::whole(task)),
            report: None,
        })
    }

    /// Stores a ledger and writes it down, where it is another one.
    fn put_ledger(&self, verb: Verb, after: Ledger, text: &str) -> Result<(), Error> {
        let measure = self.before.measure;
        store_ledger(self.write, measure, &after)?;
        if after == self.before.ledger {
            return Ok(());
        }
        let before = self.before.ledger.clone();
        self.recorder.ledger(verb, measure, text, before, after)
    }

    /// What the reader makes of words of this paragraph.
    fn read(&self, span: Span) -> DraftTask {
        breakdown::read_words(&self.before.printed, &self.before.labels, span, &self.frame)
    }

    fn words(&self, draft: &DraftTask, position: usize, lead_printed: &str) -> Words {
        Words {
            measure: self.before.measure,
            position,
            title: draft.title.clone(),
            quote: draft.quote.clone(),
            span: draft.span,
            target: draft.figures.join("、"),
            recurrence: draft.recurrence,
            lead_printed: lead_printed.to_owned(),
            note: String::new(),
            occurrence: None,
        }
    }

    fn split(&self, id: TaskId, at: usize) -> Result<Remade, Error> {
        let task = self.draft(id, Verb::Split)?;
        let (first, second) = self.before.halves(task, at)?;
        let is_as_read = self.read(task.promise.span).title == task.promise.title;
        let (one, two) = (self.read(first), self.read(second));
        let position = task.place.position;
        let printed = task.owners.lead_printed.as_str();
        let given = |draft: &DraftTask, position: usize| {
            let own = draft.deadline.clone().filter(|it| !it.inherited);
            Given {
                support: task.owners.support.clone(),
                deadline: own.or_else(|| task.promise.deadline.clone()),
                words: Some(self.words(draft, position, printed)),
            }
        };
        let mut kept = given(&one, position);
        if let Some(words) = kept.words.as_mut().filter(|_| !is_as_read) {
            words.title.clone_from(&task.promise.title);
        }
        let after = TaskState {
            last_day: kept.deadline.as_ref().and_then(|it| it.last_day),
            ..task.state.clone()
        };
        self.change(Verb::Split, task, &after, kept, String::new())?;
        self.write.make_room(self.before.measure, position + 1, 1)?;
        let new = given(&two, position + 1);
        let state = draft_state(task.state.lead, &new);
        let focus = self.create(&state, new, format!("从第 {id} 项拆出"))?;
        self.put_ledger(Verb::Split, self.before.ledger.clone(), "")?;
        Ok(Remade {
            message: format!("已拆成「{}」和「{}」。", one.title, two.title),
            focus: Some(focus),
        })
    }

    fn merge(&self, id: TaskId) -> Result<Remade, Error> {
        self.draft(id, Verb::Merge)?;
        let (first, second, span) = self.before.merged(id)?;
        self.draft(second.id, Verb::Drop)?;
        let given = merge(first, second, span, &self.before.printed);
        let after = TaskState {
            lead: first.state.lead.or(second.state.lead),
            last_day: given.deadline.as_ref().and_then(|it| it.last_day),
            ..first.state.clone()
        };
        self.change(
            Verb::Merge,
            first,
            &after,
            given,
            format!("并入第 {} 项", second.id),
        )?;
        self.remove(second, format!("并入第 {id} 项"))?;
        let mut ledger = self.before.ledger.clone();
        ledger.clear(span, &self.before.printed);
        self.put_ledger(Verb::Merge, ledger, "")?;
        Ok(Remade {
            message: format!(
                "已把「{}」并入「{}」。",
                second.promise.title, first.promise.title
            ),
            focus: Some(id),
        })
    }

    fn edit(&self, id: TaskId, change: &Change) -> Result<Remade, Error> {
        let task = self.draft(id, Verb::Edit)?;
        let today = self.recorder.day;
        let mut given = Given::whole(task);
        let mut after = task.state.clone();
        if let Some(lead) = &change.lead {
            after.lead = match lead.trim() {
                "" => None,
                name => Some(self.department(name, today)?),
            };
        }
        if let Some(names) = &change.support {
            given.support = names
                .iter()
                .map(|name| find_open_department(self.directory, name, today))
                .collect::<Result<_, _>>()?;
        }
        if let Some(phrase) = &change.due {
            given.deadline = match phrase.trim() {
                "" => Deadline::inherited(&self.frame),
                phrase => Some(read_deadline(&clean(phrase), &self.frame, today)?),
            };
            after.last_day = given.deadline.as_ref().and_then(|it| it.last_day);
        }
        if let Some(words) = &mut given.words {
            if let Some(title) = &change.title {
                words.title = checked_title(&clean(title))?;
            }
            if let Some(target) = &change.target {
                clean(target).trim().clone_into(&mut words.target);
            }
            if let Some(typed) = &change.recurrence {
                words.recurrence = read_recurrence(typed)?;
            }
        }
        if given == Given::whole(task) && after == task.state {
            return Ok(Remade {
                message: "没有改动。".to_owned(),
                focus: Some(id),
            });
        }
        let title = given.words.as_ref().map_or("", |it| &it.title).to_owned();
        self.change(Verb::Edit, task, &after, given, String::new())?;
        Ok(Remade {
            message: format!("已改写：{title}。"),
            focus: Some(id),
        })
    }

    fn lead(&self, leads: &[(TaskId, String)]) -> Result<Remade, Error> {
        let mut names: Vec<&str> = Vec::new();
        for (id, name) in leads {
            let task = self.draft(*id, Verb::Edit)?;
            let after = TaskState {
                lead: Some(self.department(name, self.recorder.day)?),
                ..task.state.clone()
            };
            self.change(Verb::Edit, task, &after, Given::whole(task), String::new())?;
            if !names.contains(&name.as_str()) {
                names.push(name);
            }
        }
        Ok(Remade {
            message: format!(
                "已为 {} 项任务定牵头单位：{}。",
                leads.len(),
                names.join("、")
            ),
            focus: leads.first().map(|it| it.0),
        })
    }

    /// The department that a name means; one that only the built-in data knows is entered.
    fn department(&self, name: &str, today: NaiveDate) -> Result<DepartmentId, Error> {
        let found = find_department(self.directory, name, today);
        if found.is_ok() {
            return find_open_department(self.directory, name, today);
        }
        let seeds = builtin::departments()?;
        match Names::load(self.write, &seeds)?.find_seed(name)? {
            Some(id) => Ok(id),
            None => found,
        }
    }

    fn drop(&self, id: TaskId) -> Result<Remade, Error> {
        let task = self.draft(id, Verb::Drop)?;
        self.remove(task, String::new())?;
        self.put_ledger(Verb::Drop, self.before.ledger.clone(), "")?;
        Ok(Remade {
            message: format!(
                "已删去「{}」，它的文字待定：补成任务，或标为不需拆。",
                task.promise.title
            ),
            focus: self.neighbour(id),
        })
    }

    fn add(&self, span: Span, title: &str) -> Result<Remade, Error> {
        let typed = clean(title);
        let draft = if span.is_empty() {
            DraftTask {
                title: checked_title(&typed)?,
                deadline: Deadline::inherited(&self.frame),
                ..DraftTask::default()
            }
        } else {
            let mut draft = self.read(self.before.unmarked(span)?);
            if !typed.trim().is_empty() {
                draft.title = checked_title(&typed)?;
            }
            draft
        };
        let behind = self
            .before
            .tasks
            .iter()
            .filter(|it| draft.span.is_empty() || it.promise.span.start < draft.span.start)
            .map(|it| it.place.position)
            .max();
        let position = behind.map_or(0, |at| at + 1);
        self.write.make_room(self.before.measure, position, 1)?;
        let (lead, owners) = self.write.measure_owners(self.before.measure)?;
        let given = Given {
            support: owners.support,
            deadline: draft.deadline.clone(),
            words: Some(self.words(&draft, position, &owners.lead_printed)),
        };
        let state = draft_state(lead, &given);
        let focus = self.create(&state, given, String::new())?;
        let mut ledger = self.before.ledger.clone();
        ledger.clear(draft.span, &self.before.printed);
        ledger.settled = None;
        self.put_ledger(Verb::Create, ledger, "")?;
        Ok(Remade {
            message: format!("已添加任务「{}」。", draft.title),
            focus: Some(focus),
        })
    }

    fn mark(&self, span: Span, reason: &str) -> Result<Remade, Error> {
        let reason = read_reason(reason)?;
        let span = self.before.unmarked(span)?;
        let mut ledger = self.before.ledger.clone();
        ledger.mark(span, &self.before.printed, &reason, self.name);
        self.put_ledger(Verb::Mark, ledger, &reason)?;
        Ok(Remade {
            message: format!("已标为不需拆：{reason}。"),
            focus: None,
        })
    }

    fn mark_task(&self, id: TaskId, reason: &str) -> Result<Remade, Error> {
        let reason = read_reason(reason)?;
        let task = self.draft(id, Verb::Drop)?;
        self.remove(task, reason.clone())?;
        let mut ledger = self.before.ledger.clone();
        let is_shared = self
            .before
            .tasks
            .iter()
            .any(|it| it.id != id && it.promise.span.overlaps(task.promise.span));
        if !is_shared {
            ledger.mark(task.promise.span, &self.before.printed, &reason, self.name);
        }
        self.put_ledger(Verb::Mark, ledger, &reason)?;
        Ok(Remade {
            message: format!("「{}」已标为不需拆：{reason}。", task.promise.title),
            focus: self.neighbour(id),
        })
    }

    fn settle(&self, reason: &str) -> Result<Remade, Error> {
        let reason = read_reason(reason)?;
        if !self.before.tasks.is_empty() {
            return Err(Refusal::TasksLeft {
                count: self.before.tasks.len(),
            }
            .into());
        }
        let mut ledger = self.before.ledger.clone();
        for stretch in self.before.stretches() {
            if stretch.part == crate::domain::coverage::Part::Open {
                ledger.mark(stretch.span, &self.before.printed, &reason, self.name);
            }
        }
        ledger.settled = Some(reason.clone());
        self.put_ledger(Verb::Mark, ledger, &reason)?;
        Ok(Remade {
            message: format!("「{}」整条不需拆：{reason}。", self.before.title),
            focus: None,
        })
    }

    /// The task on which the cursor stands when one has gone: the next one, else the one before.
    fn neighbour(&self, id: TaskId) -> Option<TaskId> {
        let tasks = &self.before.tasks;
        let at = self.before.place_of(id)?;
        let next = tasks.get(at + 1).or_else(|| tasks.get(at.checked_sub(1)?));
        next.map(|it| it.id)
    }
}

/// A reason that says something.
fn read_reason(typed: &str) -> Result<String, Error> {
    let reason = clean(typed).trim().trim_end_matches('。').to_owned();
    if reason.is_empty() {
        return Err(Refusal::TextNeeded { verb: Verb::Mark }.into());
    }
    Ok(reason)
}

/// A period as a coordinator types it: 每年, yearly; 无 or nothing for none.
fn read_recurrence(typed: &str) -> Result<Option<Recurrence>, Error> {
    let typed = clean(typed);
    let typed = typed.trim();
    if matches!(typed, "" | "无" | "-") {
        return Ok(None);
    }
    let found = Recurrence::ALL
        .iter()
        .find(|row| row.2 == typed)
        .map(|row| row.0);
    found
        .or_else(|| Recurrence::find(typed))
        .or_else(|| Recurrence::find_in(typed))
        .map(Some)
        .ok_or_else(|| {
            let known: Vec<&str> = Recurrence::ALL.iter().map(|row| row.2).collect();
            Error::user(format!("看不懂周期「{typed}」。"))
                .hinted(format!("可以填：{}，或不填。", known.join("、")))
        })
}
