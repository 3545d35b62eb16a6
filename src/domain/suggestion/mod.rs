//! Suggestions (建议承办单位): who probably answers for a task whose plan prints no owner.
//!
//! A suggestion assigns nothing; it saves a coordinator the search, and says what it stands on.
//!
//! # The rule
//!
//! Two well-known rules of text classification, each with what a person can check at a glance:
//!
//! - **Duties** (职责), as a search engine ranks documents by tf-idf (Spärck Jones 1972, Salton and Buckley 1988): every
//!   keyword of a department's duties that stands in the text speaks for it, the more the fewer departments claim it.
//!   `weight(w) = ln(1 + D / claims(w)) / ln(1 + D) · √(letters(w) / 2)`, where `D` is the number of departments with
//!   duties and `claims(w)` how many of them claim `w` or a longer keyword that holds it; a keyword that stands only
//!   behind the title counts half, and one inside a longer keyword of the same department not at all.
//! - **Examples**, by the k nearest neighbours (Cover and Hart 1967): the tasks of the file that have an owner and are
//!   like the text, compared by the cosine of their pairs of characters (Chinese has no spaces, and pairs need no
//!   dictionary), each weighted with its rarity `ln(1 + N / n)`. Each of the nearest votes for its owner with its
//!   likeness.
//!
//! `score = duty / best duty + share of the votes · min(1, best likeness / 0.5)`: examples that are hardly like the text
//! say little. The duty of a body that leads nothing in the file yet counts a fifth less, as the city may have no such
//! body. One that the text itself names goes first. Nobody is suggested unless a keyword or an example speaks clearly for
//! somebody, so that a sentence of generalities gets no suggestion.
//!
//! # Cost
//!
//! One pass over the text for names and keywords, and one over the examples that share a pair with it. With 20 000
//! examples an adviser takes 5 MiB, 50 ms to fill (so it is kept, not made for each question) and 0.1 ms a question; a
//! caller with more passes on an even sample.

mod lexicon;
mod likeness;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::sync::OnceLock;

use lexicon::{Hit, Lexicon, letters};
use likeness::{Likeness, Neighbour};

/// How many departments are suggested at most.
pub const SUGGESTIONS: usize = 3;
/// How many keywords a reason names.
const KEYWORDS: usize = 3;
/// How much a keyword counts that stands only behind the title.
const BEHIND: f64 = 0.5;
/// Keywords of less weight together are a coincidence: one that one department alone claims suffices behind a title.
const CLEAR_DUTY: f64 = 0.45;
/// Where no keyword speaks clearly, an example that is less like the text is a coincidence.
const CLEAR_LIKENESS: f64 = 0.12;
/// Where somebody is spoken for, an example that is less like the text brings no other body in.
const LIKENESS: f64 = 0.08;
/// From this likeness on the votes of the examples count in full.
const FULL_LIKENESS: f64 = 0.5;
/// How much the duty of a body counts that leads nothing in the file, where others do.
const STRANGER: f64 = 0.8;
/// How many letters of a title and of the text behind it are read for names and keywords.
const LETTERS: usize = 1_000;
/// Endings of names, and the characters that make another word of them: 局面, 办法, 委托, 组织部门, 多学科协作, 残联合.
const OTHER_WORDS: [(char, &str); 8] = [
    ('局', "面部势限"),
    ('办', "法公理学医事好案"),
    ('委', "托派"),
    ('部', "门分署位"),
    ('协', "作同调商议"),
    ('联', "系合动络网防"),
    ('会', "议诊"),
    ('关', "注键系心"),
];

/// Who probably answers for a text (建议承办单位), learned from duties and from tasks that have an owner.
#[derive(Clone, Debug)]
#[doc(alias = "建议")]
pub struct Adviser<K> {
    keys: Vec<K>,
    rows: HashMap<K, usize>,
    names: Lexicon,
    duties: Lexicon,
    examples: Likeness,
    /// Which departments lead an example.
    leads: HashSet<usize>,
    /// The weight of each keyword of the duties, once all are in.
    weights: OnceLock<Vec<f64>>,
}

/// A department that probably answers, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion<K> {
    /// The department.
    pub key: K,
    /// What speaks for it most.
    pub reason: Reason,
}

/// A suggestion as people read it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Advised {
    /// Today's name.
    pub name: String,
    /// What speaks for it, in a few words.
    pub reason: String,
}

/// What speaks for a department.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The text names it.
    Named {
        /// The name that it uses.
        name: String,
    },
    /// Its duties name what the text is about.
    Duty {
        /// The keywords that the text holds, the most telling first.
        keywords: Vec<String>,
    },
    /// It answers for tasks that are like the text.
    Alike {
        /// The title of the one that is most like it.
        title: String,
        /// How many there are.
        count: usize,
    },
}

impl Reason {
    /// The reason in a few words.
    pub fn label(&self) -> String {
        match self {
            Self::Named { name } => format!("原文提到「{name}」"),
            Self::Duty { keywords } => {
                format!("职责含「{}」", keywords.join("」「"))
            }
            Self::Alike { title, count: 1 } => format!("与「{title}」相近"),
            Self::Alike { title, count } => format!("与「{title}」等{count}项任务相近"),
        }
    }
}

/// What speaks for one department.
#[derive(Clone, Debug, Default)]
struct Evidence {
    /// The keywords of its duties in the text, each with what it weighs there.
    keywords: Vec<(usize, f64)>,
    /// What they weigh together.
    weight: f64,
    /// The same as a share of the department with the weightiest.
    duty: f64,
    /// The share of its tasks in the likeness of the nearest.
    votes: f64,
    /// How many of the nearest are its own.
    count: usize,
    /// The title of the nearest of them.
    title: String,
    /// How like the text that one is.
    nearest: f64,
}

impl Evidence {
    fn score(&self) -> f64 {
        self.duty + self.votes
    }
}

impl<K> Default for Adviser<K> {
    fn default() -> Self {
        Self {
            keys: Vec::new(),
            rows: HashMap::new(),
            names: Lexicon::default(),
            duties: Lexicon::default(),
            examples: Likeness::default(),
            leads: HashSet::new(),
            weights: OnceLock::new(),
        }
    }
}

impl<K: Copy + Eq + Hash> Adviser<K> {
    /// An adviser that knows nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A name of a department. Printed groups such as 各有关部门 are no department to suggest: leave them out.
    pub fn name(&mut self, key: K, name: &str) {
        let row = self.row(key);
        self.names.add(row, name);
    }

    /// A keyword of what a department answers for.
    pub fn duty(&mut self, key: K, keyword: &str) {
        let row = self.row(key);
        self.duties.add(row, keyword);
        self.weights = OnceLock::new();
    }

    /// A task that a department leads: its title, and the words it stands on with the heading of its measure.
    pub fn example(&mut self, key: K, title: &str, text: &str) {
        let row = self.row(key);
        self.examples.add(row, title, text);
        self.leads.insert(row);
    }

    /// The departments that probably answer for a task, the likeliest first; at most [`SUGGESTIONS`], and none where
    /// nothing speaks for anybody. The text is what the task stands on with the heading of its measure: by the title alone
    /// a fifth of the owners is missed.
    pub fn suggest(&self, title: &str, text: &str) -> Vec<Suggestion<K>> {
        let (head, tail) = (letters(title, LETTERS), letters(text, LETTERS));
        let mut suggestions: Vec<(usize, Reason)> = Vec::new();
        for (row, name) in self.named(&head).into_iter().chain(self.named(&tail)) {
            if suggestions.iter().all(|(known, _)| *known != row) {
                suggestions.push((row, Reason::Named { name }));
            }
        }
        for (row, reason) in self.ranked(&self.evidence(title, text, &head, &tail)) {
            if suggestions.iter().all(|(known, _)| *known != row) {
                suggestions.push((row, reason));
            }
        }
        suggestions.truncate(SUGGESTIONS);
        suggestions
            .into_iter()
            .map(|(row, reason)| Suggestion {
                key: self.keys[row],
                reason,
            })
            .collect()
    }

    fn row(&mut self, key: K) -> usize {
        let next = self.keys.len();
        let row = *self.rows.entry(key).or_insert(next);
        if row == next {
            self.keys.push(key);
        }
        row
    }

    /// The departments that a text names, in its order; a name inside a longer one is none.
    fn named(&self, letters: &[char]) -> Vec<(usize, String)> {
        let mut named = Vec::new();
        let mut end = 0;
        for hit in self.names.hits(letters) {
            if hit.at >= end && is_name(letters, hit) {
                end = hit.end;
                let name = self.names.printed(hit.word).to_owned();
                named.push((self.names.owner(hit.word), name));
            }
        }
        named
    }

    /// What speaks for each department, in the order in which they were entered; nothing, if nothing speaks clearly.
    fn evidence(&self, title: &str, text: &str, head: &[char], tail: &[char]) -> Vec<Evidence> {
        let mut evidence = self.duty_evidence(head, tail);
        let near = self.examples.nearest(title, text);
        let is_clear = evidence.iter().any(|it| it.weight >= CLEAR_DUTY)
            || near.first().is_some_and(|it| it.likeness >= CLEAR_LIKENESS);
        if !is_clear {
            return Vec::new();
        }
        let best = evidence.iter().map(|it| it.weight).fold(0.0, f64::max);
        for (row, found) in evidence.iter_mut().enumerate() {
            if found.weight > 0.0 {
                let is_stranger = !self.leads.is_empty() && !self.leads.contains(&row);
                found.duty = found.weight / best * if is_stranger { STRANGER } else { 1.0 };
            }
        }
        count_votes(&near, &mut evidence);
        evidence
    }

    /// The keywords of each department that stand in a title and behind it.
    fn duty_evidence(&self, head: &[char], tail: &[char]) -> Vec<Evidence> {
        let mut evidence = vec![Evidence::default(); self.keys.len()];
        let weights = self.weights.get_or_init(|| self.weigh());
        for (letters, share) in [(head, 1.0), (tail, BEHIND)] {
            for word in self.keywords(letters) {
                let found = &mut evidence[self.duties.owner(word)];
                if found.keywords.iter().all(|(known, _)| *known != word) {
                    let weight = weights[word] * share;
                    found.weight += weight;
                    found.keywords.push((word, weight));
                }
            }
        }
        evidence
    }

    /// Those for whom anything speaks, the likeliest first; of equals the one that was entered first.
    fn ranked(&self, evidence: &[Evidence]) -> Vec<(usize, Reason)> {
        let mut ranked: Vec<(usize, &Evidence)> = evidence
            .iter()
            .enumerate()
            .filter(|(_, it)| it.duty > 0.0 || it.nearest >= LIKENESS)
            .collect();
        ranked.sort_by(|(_, one), (_, other)| other.score().total_cmp(&one.score()));
        ranked
            .into_iter()
            .take(SUGGESTIONS)
            .map(|(row, found)| (row, self.reason(found)))
            .collect()
    }

    /// What speaks for a department most.
    fn reason(&self, found: &Evidence) -> Reason {
        if found.votes > found.duty {
            return Reason::Alike {
                title: found.title.clone(),
                count: found.count,
            };
        }
        let mut keywords = found.keywords.clone();
        keywords.sort_by(|one, other| other.1.total_cmp(&one.1));
        Reason::Duty {
            keywords: keywords
                .into_iter()
                .take(KEYWORDS)
                .map(|(word, _)| self.duties.printed(word).to_owned())
                .collect(),
        }
    }

    /// The keywords that stand in a text; one inside a longer one of the same department is left out.
    fn keywords(&self, letters: &[char]) -> Vec<usize> {
        let mut ends = vec![0; self.keys.len()];
        let mut found = Vec::new();
        for hit in self.duties.hits(letters) {
            let end = &mut ends[self.duties.owner(hit.word)];
            if hit.at >= *end {
                *end = hit.end;
                found.push(hit.word);
            }
        }
        found
    }

    /// The rarer among the departments, and the longer, the more a keyword tells; one of two letters that one department
    /// alone claims weighs 1.
    fn weigh(&self) -> Vec<f64> {
        let departments = real(self.duties.owners());
        let rarity = |claims: usize| (1.0 + departments / real(claims)).ln();
        self.duties
            .claims()
            .into_iter()
            .enumerate()
            .map(|(word, claims)| {
                rarity(claims) / rarity(1) * (real(self.duties.length(word)) / 2.0).sqrt()
            })
            .collect()
    }
}

/// Each of the nearest tasks votes for its owner with its likeness.
fn count_votes(near: &[Neighbour], evidence: &mut [Evidence]) {
    let all: f64 = near.iter().map(|it| it.likeness).sum();
    let best = near.first().map_or(0.0, |it| it.likeness);
    let trust = (best / FULL_LIKENESS).min(1.0);
    for neighbour in near {
        let found = &mut evidence[neighbour.owner];
        if found.count == 0 {
            neighbour.title.clone_into(&mut found.title);
            found.nearest = neighbour.likeness;
        }
        found.count += 1;
        found.votes += neighbour.likeness / all * trust;
    }
}

/// Whether the letters behind a name leave it one: 宣传部 in 宣传部门 is none.
fn is_name(letters: &[char], hit: Hit) -> bool {
    let (last, next) = (letters[hit.end - 1], letters.get(hit.end));
    !OTHER_WORDS
        .iter()
        .any(|(ending, others)| *ending == last && next.is_some_and(|it| others.contains(*it)))
}

/// A count as a number to reckon with.
fn real(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
