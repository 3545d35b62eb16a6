//! The clauses of a sentence read from left to right: which promise, what governs them, and what belongs together.

use std::ops::Range;

use super::clause::Clause;
use super::judge::{self, Date, Place, Scope, Verdict};
use super::{Findings, promise};
use crate::breakdown::ledger::Reason;
use crate::domain::deadline::Deadline;
use crate::domain::recurrence::Recurrence;
use crate::text::pattern::Pattern;

/// A stretch of the sentence while it is read.
#[derive(Clone, Debug)]
pub struct Part<'t> {
    pub range: Range<usize>,
    /// The clause or clauses that promise, without what leads up to them and follows.
    pub core: Range<usize>,
    pub verdict: Verdict,
    pub deadlines: Vec<Deadline>,
    pub rhythm: Option<Recurrence>,
    pub figures: Vec<String>,
    pub words: &'t str,
    pub is_merged: bool,
}

/// What is known of a sentence so far.
#[derive(Default)]
pub struct Reader<'t> {
    parts: Vec<Part<'t>>,
    governing: Vec<Deadline>,
    /// Where a date stands alone before the next clause.
    open_date: Option<Range<usize>>,
    /// A date stood alone, and only context has come since.
    is_near: bool,
    is_hedged: bool,
    rhythm: Option<Recurrence>,
}

impl<'t> Reader<'t> {
    /// A reader of a sentence that a date further up governs, if one does.
    pub fn under(carried: Option<&Deadline>) -> Self {
        Self {
            governing: carried.into_iter().cloned().collect(),
            ..Self::default()
        }
    }

    /// Takes the next clause; whether one behind it can be checked by its own words says if it only names the topic.
    pub fn clause(&mut self, clause: &Clause<'t>, strong_behind: bool) {
        if !clause.deadlines.is_empty() {
            self.governing = clause
                .deadlines
                .iter()
                .map(|found| found.deadline.clone())
                .collect();
        }
        if judge::is_date_only(clause) {
            self.leave_open_date();
            self.open_date = Some(clause.range.clone());
            self.is_near = true;
            return;
        }
        if self.completes_previous(clause) {
            return;
        }
        if judge::opens_hedge(clause) {
            self.is_hedged = true;
        } else if judge::has_own_subject(clause) {
            self.is_hedged = false;
        }
        let scope = Scope {
            date: if self.is_near {
                Date::Near
            } else if self
                .governing
                .iter()
                .any(|deadline| !deadline.is_start_only())
            {
                Date::Governing
            } else {
                Date::None
            },
            is_hedged: self.is_hedged,
            place: self.place(strong_behind),
        };
        let verdict = judge::judge(clause, scope);
        self.is_near &= verdict == Verdict::NoTask(Reason::Context);
        let mut part = Part {
            range: clause.range.clone(),
            core: clause.range.clone(),
            verdict,
            deadlines: self.governing.clone(),
            rhythm: clause.rhythm.or_else(|| self.rhythm_for(clause)),
            figures: clause
                .figures
                .iter()
                .map(|figure| figure.text.clone())
                .collect(),
            words: clause.words,
            is_merged: false,
        };
        if clause.rhythm.is_some() {
            self.rhythm = clause.rhythm;
        }
        if let Some(date) = self.open_date.take() {
            part.range.start = date.start;
        }
        match verdict {
            Verdict::Promise => self.promise(part, clause),
            Verdict::NoTask(reason) => self.no_task(part, reason, clause),
        }
    }

    /// Where the next clause stands.
    fn place(&self, strong_behind: bool) -> Place {
        match self.parts.last() {
            Some(last) if last.verdict == Verdict::Promise => Place::BehindPromise,
            Some(_) => Place::Later,
            None if strong_behind => Place::Topic,
            None => Place::First,
        }
    }

    /// A date on its own with nothing behind it.
    fn leave_open_date(&mut self) {
        if let Some(range) = self.open_date.take() {
            self.parts.push(Part {
                core: range.clone(),
                range,
                verdict: Verdict::NoTask(Reason::Context),
                deadlines: Vec::new(),
                rhythm: None,
                figures: Vec::new(),
                words: "",
                is_merged: false,
            });
        }
    }

    /// 两次讲座 behind 每年一次义诊, 3月底前 behind 每年2月底前: both share the rhythm.
    fn rhythm_for(&self, clause: &Clause) -> Option<Recurrence> {
        static MONTH: Pattern = Pattern::new(r"^\d{1,2}~月");
        let starts_with_figure = clause
            .figures
            .first()
            .is_some_and(|figure| figure.range.start == 0);
        self.rhythm
            .filter(|_| starts_with_figure || MONTH.is_match(clause.words))
    }

    /// …，原则上于2019年6月底前完成: the date of what stands before it.
    fn completes_previous(&mut self, clause: &Clause) -> bool {
        static COMPLETES: Pattern = Pattern::new(
            r"^(?:全面|全部|基本|初步|总体)?(?:完成|落实|落实到位|实现|建成|完工|竣工|到位|实施|见效|取得实效|建成投用|投入使用|完成任务)$",
        );
        let is_completion = !clause.deadlines.is_empty()
            && !clause.is_fresh
            && COMPLETES.is_match(clause.phrase.bare.trim_start_matches("原则上"));
        let Some(part) = self.parts.last_mut().filter(|_| is_completion) else {
            return false;
        };
        part.range.end = clause.range.end;
        part.deadlines.clone_from(&self.governing);
        part.verdict = Verdict::Promise;
        part.is_merged = true;
        true
    }

    fn promise(&mut self, mut part: Part<'t>, clause: &Clause) {
        /// Says how much of what the clause before it names.
        static SUM: Pattern = Pattern::new("^(?:共|总[计数量共])");
        static DEPENDENT: Pattern = Pattern::new(r"^(?:提供|使|做到|达到|达|具备|共|总数|总量)");
        let is_dated = !clause.deadlines.is_empty() || part.range.start < clause.range.start;
        let is_short = clause.words.chars().count() <= 8 && is_dependent_check(clause.words);
        let length = self.parts.len();
        if let Some(last) = self.parts.last_mut() {
            let repeats = tail(last.words, 2).is_some_and(|tail| clause.words.starts_with(tail));
            let closes = clause.words.chars().count() <= 9
                && clause.words.starts_with("实现")
                && last.verdict == Verdict::Promise;
            let sums_up = last.verdict == Verdict::Promise && SUM.is_match(clause.words);
            if !clause.is_fresh && !is_dated && (is_short || repeats || closes || sums_up) {
                last.range.end = part.range.end;
                last.figures.append(&mut part.figures);
                last.rhythm = last.rhythm.or(part.rhythm);
                if last.deadlines.is_empty() {
                    last.deadlines = part.deadlines;
                }
                last.verdict = Verdict::Promise;
                last.is_merged = true;
                return;
            }
            let is_context = matches!(last.verdict, Verdict::NoTask(Reason::Context));
            let depends = length == 1
                && DEPENDENT.is_match(clause.phrase.bare)
                && matches!(last.verdict, Verdict::NoTask(_));
            if !clause.is_fresh && (is_context || depends) {
                part.range.start = last.range.start;
                self.parts.pop();
            }
        }
        self.parts.push(part);
    }

    fn no_task(&mut self, part: Part<'t>, reason: Reason, clause: &Clause) {
        let is_short = clause.words.chars().count() <= 12;
        let belongs = reason == Reason::Purpose || (is_short && reason != Reason::Context);
        match self.parts.last_mut() {
            Some(last) if last.verdict == Verdict::Promise && belongs && !clause.is_fresh => {
                last.range.end = part.range.end;
                last.figures.extend(part.figures);
            }
            _ => self.parts.push(part),
        }
    }

    /// What the sentence holds.
    pub fn finish(mut self, text: &str) -> Findings {
        self.leave_open_date();
        let mut findings = Findings::default();
        let mut before: Option<String> = None;
        for part in self.parts {
            match part.verdict {
                Verdict::NoTask(reason) => findings.rejected.push((part.range, reason)),
                Verdict::Promise => {
                    let words = part.words.to_owned();
                    let promises = promise::of_part(&part, before.as_deref(), text);
                    findings.promises.extend(promises);
                    if promise::is_complete(&words) {
                        before = Some(words);
                    }
                }
            }
        }
        findings
    }
}

/// 督导检查1次, 培训率达到20%: too short to stand alone.
fn is_dependent_check(words: &str) -> bool {
    static CHECK: Pattern = Pattern::new("达到|检查|督导|监督|考核|评估");
    CHECK.is_match(words)
}

/// The last characters of a text.
fn tail(text: &str, count: usize) -> Option<&str> {
    let (at, _) = text.char_indices().rev().nth(count - 1)?;
    text.get(at..).filter(|tail| !tail.is_ascii())
}
