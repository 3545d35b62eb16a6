//! The workspace (拆解): one measure with its paragraph, its tasks and its ledger, and the rules for putting them right.
//!
//! Only drafts are changed here; what was given to a department is changed by a revision.

use super::coverage::{self, Claims, Ledger, Part, Span, Stretch};
use super::event::Given;
use super::id::{MeasureId, PlanId, TaskId};
use super::refusal::Refusal;
use super::status::Status;
use super::task::Task;

/// The longest title of a task, in characters: it stands in a list.
pub const LONGEST_TITLE: usize = 30;

/// A measure on the workbench (拆解).
#[derive(Clone, Debug, PartialEq)]
#[doc(alias = "拆解")]
pub struct Workspace {
    /// The measure.
    pub measure: MeasureId,
    /// Its plan.
    pub plan: PlanId,
    /// The printed headings above it, outermost first, joined by ` › `.
    pub section: String,
    /// Its printed number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Its owners as printed, the lead first.
    pub owners: Vec<String>,
    /// The paragraph; empty where the plan carries none.
    pub printed: String,
    /// Where heading and owners stand in it.
    pub labels: Vec<Span>,
    /// Its tasks in printed order, drafts and given ones.
    pub tasks: Vec<Task>,
    /// What of the paragraph needs no task.
    pub ledger: Ledger,
    /// The row version of the breakdown: a change names the one it saw.
    pub rev: i64,
}

/// How much of a plan is broken down (拆解进度): a measure is, when none of its tasks is a draft and every word of it has
/// become a task or needs none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Measures that are broken down.
    pub finished: usize,
    /// Measures in all.
    pub measures: usize,
}

impl Progress {
    /// The share in percent, rounded down, so that 100 means all.
    pub fn percent(self) -> usize {
        (self.finished * 100)
            .checked_div(self.measures)
            .unwrap_or(100)
    }
}

impl Workspace {
    /// The whole paragraph in stretches, each task by its place in `tasks`, each entry by its place in the ledger.
    pub fn stretches(&self) -> Vec<Stretch> {
        let tasks: Vec<Span> = self.tasks.iter().map(|it| it.promise.span).collect();
        coverage::stretches(
            &self.printed,
            &Claims {
                labels: &self.labels,
                tasks: &tasks,
                no_task: &self.ledger.spans(),
            },
        )
    }

    /// How many stretches nobody has said anything of.
    pub fn open_words(&self) -> usize {
        let stretches = self.stretches();
        stretches.iter().filter(|it| it.part == Part::Open).count()
    }

    /// Whether nothing is left to do here.
    pub fn is_finished(&self) -> bool {
        let has_draft = self.tasks.iter().any(|it| it.state.status == Status::Draft);
        let is_empty = self.tasks.is_empty() && self.ledger.settled.is_none();
        !has_draft && !is_empty && self.open_words() == 0
    }

    /// The place of a task in the list.
    pub fn place_of(&self, task: TaskId) -> Option<usize> {
        self.tasks.iter().position(|it| it.id == task)
    }

    /// The two halves of a task's words, parted at a byte of the paragraph.
    ///
    /// # Errors
    /// The task has no words, or one half would be empty.
    pub fn halves(&self, task: &Task, at: usize) -> Result<(Span, Span), Refusal> {
        let span = task.promise.span;
        let title = || task.promise.title.clone();
        if span.is_empty() {
            return Err(Refusal::NoWords { title: title() });
        }
        let first = Span::new(span.start, at.clamp(span.start, span.end)).trimmed(&self.printed);
        let second = Span::new(at.clamp(span.start, span.end), span.end).trimmed(&self.printed);
        if first.is_empty() || second.is_empty() {
            return Err(Refusal::EmptyHalf { title: title() });
        }
        Ok((first, second))
    }

    /// The words of two tasks as one stretch. Where other tasks stand between them, the words stay those of the first.
    ///
    /// # Errors
    /// There is no next task, or one of the two is no draft.
    pub fn merged(&self, task: TaskId) -> Result<(&Task, &Task, Span), Refusal> {
        let place = self.place_of(task);
        let pair = place.and_then(|at| self.tasks.get(at..at + 2));
        let Some([first, second]) = pair else {
            return Err(Refusal::NothingBehind);
        };
        let (one, two) = (first.promise.span, second.promise.span);
        let span = match (one.is_empty(), two.is_empty()) {
            (false, false) => Span::new(one.start.min(two.start), one.end.max(two.end)),
            (true, _) => two,
            (_, true) => one,
        };
        let is_free = self
            .tasks
            .iter()
            .filter(|it| it.id != first.id && it.id != second.id)
            .all(|it| !it.promise.span.overlaps(span));
        Ok((first, second, if is_free { span } else { one }))
    }

    /// What of these words can become a task: no heading, no owners, no words of another task.
    ///
    /// # Errors
    /// Nothing is left of them.
    pub fn unmarked(&self, span: Span) -> Result<Span, Refusal> {
        let span = span.trimmed(&self.printed);
        let is_taken = |it: &Stretch| {
            it.span.overlaps(span) && matches!(it.part, Part::Label | Part::Tasks(_))
        };
        if span.is_empty() || self.stretches().iter().any(is_taken) {
            return Err(Refusal::WordsTaken);
        }
        Ok(span)
    }

    /// The stretch of unmarked words around a byte; `None` where a task, heading or owners stand.
    pub fn unmarked_at(&self, at: usize) -> Option<Span> {
        let stretches = self.stretches();
        let place = stretches.iter().position(|it| it.span.contains(at))?;
        let is_free = |it: &Stretch| matches!(it.part, Part::Open | Part::NoTask(_));
        let here = stretches.get(place).filter(|it| is_free(it))?;
        Some(here.span.trimmed(&self.printed))
    }
}

/// What a merged task is given with: what the first says goes before what the second says.
pub fn merge(first: &Task, second: &Task, span: Span, printed: &str) -> Given {
    let mut given = Given::whole(first);
    let own = |task: &Task| {
        let deadline = task.promise.deadline.clone();
        deadline.filter(|it| !it.inherited)
    };
    given.deadline = own(first)
        .or_else(|| own(second))
        .or_else(|| first.promise.deadline.clone());
    if given.support.is_empty() {
        given.support.clone_from(&second.owners.support);
    }
    if let Some(words) = &mut given.words {
        let targets = [&first.promise.target, &second.promise.target];
        let mut kept: Vec<&str> = Vec::new();
        for target in targets {
            if !target.is_empty() && !kept.contains(&target.as_str()) {
                kept.push(target);
            }
        }
        words.target = kept.join("、");
        words.span = span;
        span.of(printed).clone_into(&mut words.quote);
        words.recurrence = words.recurrence.or(second.promise.recurrence);
        if words.lead_printed.is_empty() {
            words.lead_printed.clone_from(&second.owners.lead_printed);
        }
    }
    given
}

/// A title as a task may have it: no white space at its ends, not empty, not too long for a list.
///
/// # Errors
/// It is empty or longer than [`LONGEST_TITLE`].
pub fn checked_title(title: &str) -> Result<String, Refusal> {
    let title: String = title.split_whitespace().collect::<Vec<_>>().join(" ");
    match title.chars().count() {
        0 => Err(Refusal::TitleNeeded),
        count if count > LONGEST_TITLE => Err(Refusal::TitleTooLong { count }),
        _ => Ok(title),
    }
}

#[cfg(test)]
mod tests;
