//! Editions (版本): a later printing of a plan compared with what the file holds, measure by measure and indicator by
//! indicator.
//!
//! A measure is found again by its words, else by its title, else by how like its words are (the Dice coefficient of
//! their pairs of characters, Dice 1945). What differs is shown clause by clause (Myers 1986).

mod rows;

use chrono::{DateTime, NaiveDate, Utc};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::{HashMap, HashSet};

use super::draft::{DraftIndicator, DraftMeasure, DraftTask};
use super::id::{ChangeId, EditionId, IndicatorId, MeasureId, PlanId};
use super::task::Task;
use crate::text::clean::half_width;

pub use rows::compare_rows;

/// Words that are less like each other are two measures.
const ALIKE: f64 = 0.5;
/// Tasks of the same measure stand nearer to each other.
const ALIKE_TASKS: f64 = 0.6;
/// Clauses that are less like each other are shown whole, one for the other.
const ALIKE_CLAUSES: f64 = 0.3;
/// More pairs than this are not compared one by one: such a document is another one.
const MOST_PAIRS: usize = 4_000_000;

/// An edition (版本) of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "版本")]
pub struct Edition {
    /// Its number.
    pub id: EditionId,
    /// The plan that it is an edition of.
    pub plan: PlanId,
    /// Its own title.
    pub title: String,
    /// Its document number (文号); empty where none is printed.
    pub doc_no: String,
    /// The day under its signature.
    pub issued_on: Option<NaiveDate>,
    /// How many measures and indicators it prints as they are.
    pub same: usize,
    /// How many it changes, adds and leaves out.
    pub changes: usize,
    /// How many of these nobody has decided on.
    pub undecided: usize,
    /// Who took it in.
    pub actor: String,
    /// When.
    pub at: DateTime<Utc>,
}

impl Edition {
    /// What a revision by this edition stands on: document number and date, as far as they are printed.
    pub fn basis(&self) -> String {
        let day = self.issued_on.map(|day| day.to_string());
        let parts = [Some(self.doc_no.clone()), day].into_iter().flatten();
        let parts: Vec<String> = parts.filter(|it| !it.is_empty()).collect();
        parts.join(" ")
    }
}

/// What an edition does with a measure or an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// 改动: it prints other words, or other cells.
    Changed,
    /// 新增.
    New,
    /// 删去: it no longer prints it.
    Gone,
}

impl Kind {
    /// The word in the store.
    pub fn code(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::New => "new",
            Self::Gone => "gone",
        }
    }

    /// The word a user reads.
    pub fn label(self) -> &'static str {
        match self {
            Self::Changed => "改动",
            Self::New => "新增",
            Self::Gone => "删去",
        }
    }

    /// The kind that a stored word names.
    pub fn find(code: &str) -> Option<Self> {
        [Self::Changed, Self::New, Self::Gone]
            .into_iter()
            .find(|it| it.code() == code)
    }
}

/// What a coordinator has decided on a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// 采用: it was carried out, as a revision.
    Taken,
    /// 不采用: the plan stays as it is.
    Refused,
}

impl Decision {
    /// The word in the store.
    pub fn code(self) -> &'static str {
        match self {
            Self::Taken => "taken",
            Self::Refused => "refused",
        }
    }

    /// The word a user reads.
    pub fn label(self) -> &'static str {
        match self {
            Self::Taken => "已采用",
            Self::Refused => "未采用",
        }
    }

    /// The decision that a stored word names.
    pub fn find(code: &str) -> Option<Self> {
        [Self::Taken, Self::Refused]
            .into_iter()
            .find(|it| it.code() == code)
    }
}

/// What a change is about, and how the edition prints it.
#[derive(Clone, Debug, PartialEq)]
pub enum Matter {
    /// A measure with its tasks.
    Measure {
        /// The measure of the file; `None` for a new one that was not taken.
        id: Option<MeasureId>,
        /// The measure as the edition prints it; `None` for one that is gone.
        draft: Option<DraftMeasure>,
    },
    /// A row of the indicator table.
    Indicator {
        /// The indicator of the file; `None` for a new one that was not taken.
        id: Option<IndicatorId>,
        /// The row as the edition prints it; `None` for one that is gone.
        row: Option<DraftIndicator>,
    },
}

impl Matter {
    /// The print of the edition; empty for what is gone.
    pub fn after(&self) -> String {
        match self {
            Self::Measure { draft, .. } => draft.as_ref().map(|it| it.source.clone()),
            Self::Indicator { row, .. } => row.as_ref().map(DraftIndicator::text),
        }
        .unwrap_or_default()
    }

    /// What stands in the place of a measure's number before the name of an indicator.
    pub const INDICATOR: &str = "指标";
}

/// A change that an edition makes (调整), with what was decided on it.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Its number.
    pub id: ChangeId,
    /// The edition.
    pub edition: EditionId,
    /// What it does.
    pub kind: Kind,
    /// To what.
    pub matter: Matter,
    /// The number and title of the measure, the new ones where there are any; 指标 and its name.
    pub number: String,
    /// See `number`.
    pub title: String,
    /// What the file holds, or held when it was decided: the paragraph, or the row as text; empty for a new one.
    pub before: String,
    /// What was decided; `None` while nobody has.
    pub decision: Option<Decision>,
    /// The basis of a revision, or why it is not made.
    pub basis: String,
    /// Who decided.
    pub decided_by: String,
}

/// A measure as one side of a comparison.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// Its title.
    pub title: &'a str,
    /// Its paragraph; empty where the plan carries none.
    pub text: &'a str,
}

/// A measure or an indicator of the file and one of the edition, as far as each is there; in the order of the edition, with what is gone
/// behind what stood before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The place in the file's list.
    pub old: Option<usize>,
    /// The place in the edition's.
    pub new: Option<usize>,
    /// `None` where both print the same.
    pub kind: Option<Kind>,
}

/// Pairs the measures of the file with those of an edition.
pub fn compare(old: &[Side<'_>], new: &[Side<'_>]) -> Vec<Pair> {
    let mut matching = Matching::new(old.len(), new.len());
    let words = |side: &Side<'_>| squash(body(side));
    matching.by_key(old, new, |side| {
        let words = words(side);
        (!words.is_empty()).then(|| format!("{}\n{words}", squash(side.title)))
    });
    matching.by_key(old, new, |side| {
        let words = words(side);
        (words.chars().count() >= 12).then_some(words)
    });
    matching.by_key(old, new, |side| {
        let title = squash(side.title);
        (!title.is_empty()).then_some(title)
    });
    matching.by_likeness(old, new);
    let kind_of = |one: usize, other: usize| {
        let (one, other) = (&old[one], &new[other]);
        // A built-in plan carries no paragraphs: its measure is there, and nothing can be compared.
        let is_same = one.text.is_empty() || words(one) == words(other);
        (!is_same).then_some(Kind::Changed)
    };
    matching.pairs(kind_of)
}

/// What was found again of two lists.
struct Matching {
    partner_of_new: Vec<Option<usize>>,
    is_old_taken: Vec<bool>,
}

impl Matching {
    fn new(old: usize, new: usize) -> Self {
        Self {
            partner_of_new: vec![None; new],
            is_old_taken: vec![false; old],
        }
    }

    fn pair(&mut self, old: usize, new: usize) {
        self.partner_of_new[new] = Some(old);
        self.is_old_taken[old] = true;
    }

    fn free_old(&self) -> Vec<usize> {
        let places = self.is_old_taken.iter().enumerate();
        places.filter(|it| !it.1).map(|it| it.0).collect()
    }

    fn free_new(&self) -> Vec<usize> {
        let places = self.partner_of_new.iter().enumerate();
        places.filter(|it| it.1.is_none()).map(|it| it.0).collect()
    }

    /// Pairs what has the same key, in the order of both lists.
    fn by_key<T>(&mut self, old: &[T], new: &[T], key: impl Fn(&T) -> Option<String>) {
        let mut places: HashMap<String, Vec<usize>> = HashMap::new();
        for at in self.free_old().into_iter().rev() {
            if let Some(key) = key(&old[at]) {
                places.entry(key).or_default().push(at);
            }
        }
        for at in self.free_new() {
            let found = key(&new[at]).and_then(|key| places.get_mut(&key)?.pop());
            if let Some(one) = found {
                self.pair(one, at);
            }
        }
    }

    /// What was found again, what is new, and what is gone behind what stood before it.
    fn pairs(&self, kind_of: impl Fn(usize, usize) -> Option<Kind>) -> Vec<Pair> {
        let new = self.partner_of_new.iter().enumerate();
        let mut pairs: Vec<Pair> = new
            .map(|(at, partner)| Pair {
                old: *partner,
                new: Some(at),
                kind: match partner {
                    Some(one) => kind_of(*one, at),
                    None => Some(Kind::New),
                },
            })
            .collect();
        for at in self.free_old() {
            let gone = Pair {
                old: Some(at),
                new: None,
                kind: Some(Kind::Gone),
            };
            let before = pairs
                .iter()
                .rposition(|pair| at.checked_sub(1).is_some_and(|it| pair.old == Some(it)));
            pairs.insert(before.map_or(0, |it| it + 1), gone);
        }
        pairs
    }

    /// Pairs what is most alike, the likest first.
    fn by_likeness(&mut self, old: &[Side<'_>], new: &[Side<'_>]) {
        let (free_old, free_new) = (self.free_old(), self.free_new());
        if free_old.len().saturating_mul(free_new.len()) > MOST_PAIRS {
            return;
        }
        let pairs_of = |side: &Side<'_>| character_pairs(body(side));
        let left: Vec<_> = free_old.iter().map(|at| pairs_of(&old[*at])).collect();
        let mut found: Vec<(f64, usize, usize)> = Vec::new();
        for &other in &free_new {
            let right = pairs_of(&new[other]);
            for (one, left) in free_old.iter().zip(&left) {
                let likeness = dice(left, &right);
                if likeness >= ALIKE {
                    found.push((likeness, *one, other));
                }
            }
        }
        found.sort_by(|a, b| b.0.total_cmp(&a.0));
        for (_, one, other) in found {
            if !self.is_old_taken[one] && self.partner_of_new[other].is_none() {
                self.pair(one, other);
            }
        }
    }
}

/// The words behind the number of a measure: an inserted measure gives all behind it other numbers, and changes none.
fn body<'a>(side: &Side<'a>) -> &'a str {
    let start = side
        .text
        .find(side.title)
        .filter(|_| !side.title.is_empty());
    // A number is short; a title further in is no heading.
    match start.filter(|at| *at <= 24) {
        Some(at) => &side.text[at..],
        None => side.text,
    }
}

/// A text by which two printings are the same: no white space, full- and half-width forms alike.
fn squash(text: &str) -> String {
    text.chars()
        .filter(|it| !it.is_whitespace())
        .map(|it| match it {
            '〇' | '○' => '〇',
            other => half_width(other),
        })
        .collect()
}

fn character_pairs(text: &str) -> HashSet<(char, char)> {
    let characters: Vec<char> = squash(text).chars().collect();
    characters.windows(2).map(|it| (it[0], it[1])).collect()
}

/// The Dice coefficient: twice what both have over what each has.
fn dice(one: &HashSet<(char, char)>, other: &HashSet<(char, char)>) -> f64 {
    let both = one.intersection(other).count();
    let all = one.len() + other.len();
    if all == 0 {
        return 0.0;
    }
    let real = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    2.0 * real(both) / real(all)
}

/// What becomes of a task when its measure changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It stays, on the words of this draft.
    Kept(usize, usize),
    /// It is revised to what this draft says.
    Revised(usize, usize),
    /// This draft is a new task.
    New(usize),
    /// No draft is like it.
    Gone(usize),
}

/// What becomes of the tasks of a measure, by their places, when it is printed anew with these drafts; the drafts in
/// their order, then the tasks that are gone.
pub fn fates(tasks: &[Task], drafts: &[DraftTask]) -> Vec<Fate> {
    let mut matching = Matching::new(tasks.len(), drafts.len());
    let day = |day: Option<NaiveDate>| day.map_or_else(String::new, |it| it.to_string());
    let key_of =
        |quote: &str, last_day: Option<NaiveDate>| format!("{} {}", squash(quote), day(last_day));
    let old: Vec<[String; 3]> = tasks
        .iter()
        .map(|it| {
            let promise = &it.promise;
            let printed = promise.deadline.as_ref().and_then(|it| it.last_day);
            [
                key_of(&promise.quote, printed),
                squash(&promise.quote),
                squash(&promise.title),
            ]
        })
        .collect();
    let new: Vec<[String; 3]> = drafts
        .iter()
        .map(|it| {
            let last_day = it.deadline.as_ref().and_then(|it| it.last_day);
            [
                key_of(&it.quote, last_day),
                squash(&it.quote),
                squash(&it.title),
            ]
        })
        .collect();
    for at in 0..3 {
        matching.by_key(&old, &new, |keys| {
            Some(keys[at].clone()).filter(|it| it.chars().count() > 1)
        });
    }
    matching.by_task_likeness(tasks, drafts);
    let mut fates: Vec<Fate> = matching
        .partner_of_new
        .iter()
        .enumerate()
        .map(|(draft, task)| match task {
            Some(task) if says_the_same(&tasks[*task], &drafts[draft]) => Fate::Kept(*task, draft),
            Some(task) => Fate::Revised(*task, draft),
            None => Fate::New(draft),
        })
        .collect();
    fates.extend(matching.free_old().into_iter().map(Fate::Gone));
    fates
}

impl Matching {
    fn by_task_likeness(&mut self, tasks: &[Task], drafts: &[DraftTask]) {
        let words = |title: &str, quote: &str| character_pairs(&format!("{title}{quote}"));
        let mut found: Vec<(f64, usize, usize)> = Vec::new();
        let free_old = self.free_old();
        if free_old.len().saturating_mul(self.free_new().len()) > MOST_PAIRS {
            return;
        }
        for draft in self.free_new() {
            let right = words(&drafts[draft].title, &drafts[draft].quote);
            for &task in &free_old {
                let promise = &tasks[task].promise;
                let likeness = dice(&words(&promise.title, &promise.quote), &right);
                if likeness >= ALIKE_TASKS {
                    found.push((likeness, task, draft));
                }
            }
        }
        found.sort_by(|a, b| b.0.total_cmp(&a.0));
        for (_, task, draft) in found {
            if !self.is_old_taken[task] && self.partner_of_new[draft].is_none() {
                self.pair(task, draft);
            }
        }
    }
}

/// Whether a draft promises what the task was made of: the same words, and the same deadline where it prints one.
fn says_the_same(task: &Task, draft: &DraftTask) -> bool {
    let promise = &task.promise;
    let printed = draft.deadline.as_ref().filter(|it| !it.inherited);
    let same_day = printed.is_none_or(|new| {
        let old = promise.deadline.as_ref();
        old.is_some_and(|old| old.last_day == new.last_day)
    });
    squash(&promise.quote) == squash(&draft.quote) && same_day
}

/// A part of a comparison of two texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Both print it.
    Same(String),
    /// Only the file's text has it.
    Out(String),
    /// Only the edition's has it.
    In(String),
}

/// Two texts clause by clause, and inside a changed clause character by character where most of it stays.
pub fn diff(old: &str, new: &str) -> Vec<Piece> {
    let (left, right) = (clauses(old), clauses(new));
    let mut pieces = Pieces::default();
    for op in capture_diff_slices(Algorithm::Myers, &left, &right) {
        match op {
            DiffOp::Equal { old_index, len, .. } => {
                pieces.push(Piece::Same(left[old_index..old_index + len].concat()));
            }
            DiffOp::Delete { .. } | DiffOp::Insert { .. } | DiffOp::Replace { .. } => {
                let (out, into) = (op.old_range(), op.new_range());
                pieces.replace(&left[out].concat(), &right[into].concat());
            }
        }
    }
    pieces.0
}

#[derive(Default)]
struct Pieces(Vec<Piece>);

impl Pieces {
    fn push(&mut self, piece: Piece) {
        match (self.0.last_mut(), &piece) {
            (Some(Piece::Same(text)), Piece::Same(more))
            | (Some(Piece::Out(text)), Piece::Out(more))
            | (Some(Piece::In(text)), Piece::In(more)) => text.push_str(more),
            (_, Piece::Same(text) | Piece::Out(text) | Piece::In(text)) if text.is_empty() => {}
            _ => self.0.push(piece),
        }
    }

    fn replace(&mut self, old: &str, new: &str) {
        let (left, right): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
        let is_small = left.len().saturating_mul(right.len()) <= MOST_PAIRS;
        let is_alike = dice(&character_pairs(old), &character_pairs(new)) >= ALIKE_CLAUSES;
        if !is_alike || !is_small {
            self.push(Piece::Out(old.to_owned()));
            self.push(Piece::In(new.to_owned()));
            return;
        }
        for op in capture_diff_slices(Algorithm::Myers, &left, &right) {
            let (out, into) = (op.old_range(), op.new_range());
            if let DiffOp::Equal { .. } = op {
                self.push(Piece::Same(left[out].iter().collect()));
            } else {
                self.push(Piece::Out(left[out].iter().collect()));
                self.push(Piece::In(right[into].iter().collect()));
            }
        }
    }
}

/// A text in clauses, each with the stop behind it.
fn clauses(text: &str) -> Vec<&str> {
    text.split_inclusive(['，', ',', '。', '；', ';', '、', '\n'])
        .collect()
}

#[cfg(test)]
mod tests;
