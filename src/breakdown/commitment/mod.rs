//! A sentence → the commitments (承诺事项) in it: one checkable promise each.
//!
//! A clause is weighed by what it prints (a figure, a date, a rhythm, a thing to build or finish). What leads up to a promise and
//! what it is for stay in its quote; an exhortation alone is listed with its reason. A deadline governs what follows it up to the
//! full stop; two horizons make two promises.

mod clause;
mod judge;
mod list;
mod words;

use std::ops::Range;

use super::ledger::Reason;
use super::title;
use crate::domain::deadline::{Deadline, Frame};
use crate::domain::recurrence::Recurrence;
use crate::text::pattern::Pattern;

use clause::Clause;
use judge::{Date, Scope, Verdict};

pub use clause::sentences;

/// A promise and where its words stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Promise {
    /// The words it stands on.
    pub range: Range<usize>,
    /// Its title.
    pub title: String,
    /// The deadline that governs it.
    pub deadline: Option<Deadline>,
    /// How often it comes back.
    pub rhythm: Option<Recurrence>,
    /// Its figures as printed.
    pub figures: Vec<String>,
}

/// What a sentence holds.
#[derive(Debug, Default)]
pub struct Findings {
    /// Its promises.
    pub promises: Vec<Promise>,
    /// What of it is none, and why.
    pub rejected: Vec<(Range<usize>, Reason)>,
    /// A deadline for the whole paragraph (该项工作于…前完成).
    pub of_paragraph: Option<Deadline>,
}

/// Finds the promises of one sentence.
pub fn find(text: &str, sentence: &Range<usize>, frame: &Frame) -> Findings {
    let clauses = clause::clauses(text, sentence, frame);
    if let Some(deadline) =
        of_whole_paragraph(text.get(sentence.clone()).unwrap_or_default(), &clauses)
    {
        return Findings {
            rejected: vec![(sentence.clone(), Reason::WholeMeasure)],
            of_paragraph: Some(deadline),
            ..Findings::default()
        };
    }
    let mut reader = Reader::default();
    for clause in &clauses {
        reader.clause(clause);
    }
    reader.finish(text)
}

/// 该项工作于2019年4月底前完成: a date for everything said before it.
fn of_whole_paragraph(sentence: &str, clauses: &[Clause]) -> Option<Deadline> {
    static WHOLE: Pattern =
        Pattern::new(r"^~(?:该项|此项|本项|上述|以上|以上各项|各项)(?:工作|任务|措施|改造)");
    (WHOLE.is_match(sentence) && sentence.chars().count() <= 48).then_some(())?;
    let found = clauses.iter().find_map(|clause| clause.deadlines.first())?;
    Some(found.deadline.clone())
}

/// A stretch of the sentence while it is read.
#[derive(Clone, Debug)]
struct Part<'t> {
    range: Range<usize>,
    /// The clause or clauses that promise, without what leads up to them and follows.
    core: Range<usize>,
    verdict: Verdict,
    deadlines: Vec<Deadline>,
    rhythm: Option<Recurrence>,
    figures: Vec<String>,
    words: &'t str,
    is_merged: bool,
}

#[derive(Default)]
struct Reader<'t> {
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
    fn clause(&mut self, clause: &Clause<'t>) {
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
            is_later: !self.parts.is_empty(),
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
            && COMPLETES.is_match(judge::bare(clause).trim_start_matches("原则上"));
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
        static DEPENDENT: Pattern = Pattern::new(r"^(?:提供|使|做到|达到|达|具备|共|总数|总量)");
        let is_dated = !clause.deadlines.is_empty() || part.range.start < clause.range.start;
        let is_short = clause.words.chars().count() <= 8 && is_dependent_check(clause.words);
        let length = self.parts.len();
        if let Some(last) = self.parts.last_mut() {
            let repeats = tail(last.words, 2).is_some_and(|tail| clause.words.starts_with(tail));
            let closes = clause.words.chars().count() <= 9
                && clause.words.starts_with("实现")
                && last.verdict == Verdict::Promise;
            let sums_up =
                last.verdict == Verdict::Promise && clause.words.starts_with(['共', '总']);
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
                && DEPENDENT.is_match(judge::bare(clause))
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

    fn finish(mut self, text: &str) -> Findings {
        self.leave_open_date();
        let mut findings = Findings::default();
        let mut before: Option<String> = None;
        for part in self.parts {
            match part.verdict {
                Verdict::NoTask(reason) => findings.rejected.push((part.range, reason)),
                Verdict::Promise => {
                    let words = part.words.to_owned();
                    findings
                        .promises
                        .extend(promises(&part, before.as_deref(), text));
                    if is_complete(&words) {
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

/// The promises of one part: an item of its list each, and each of its horizons once.
fn promises(part: &Part, before: Option<&str>, text: &str) -> Vec<Promise> {
    let items = if part.is_merged {
        std::iter::once(0..part.words.len()).collect()
    } else {
        list::items(part.words)
    };
    let last = items.len().saturating_sub(1);
    let mut found = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let words = part.words.get(item.clone()).unwrap_or_default();
        let start = if index == 0 {
            part.range.start
        } else {
            part.core.start + item.start
        };
        let end = if index == last {
            part.range.end
        } else {
            part.core.start + item.end
        };
        let is_only = items.len() == 1;
        let left_out = if index == 0 {
            left_out(words, before)
        } else {
            verb(part.words)
                .filter(|_| verb(words).is_none())
                .map(str::to_owned)
        };
        let predicate = items
            .last()
            .filter(|_| index < last && verb(words).is_none());
        let whole = predicate.and_then(|last| predicate_of(part.words.get(last.clone())?));
        let title_words = if words.chars().count() < 4 {
            text.get(start..end).unwrap_or(words).to_owned()
        } else {
            format!("{words}{}", whole.unwrap_or_default())
        };
        let promise = Promise {
            range: start..end,
            title: title::of(&title_words, left_out.as_deref()),
            deadline: None,
            rhythm: part.rhythm,
            figures: if is_only {
                part.figures.clone()
            } else {
                super::figure::find(words)
                    .into_iter()
                    .map(|figure| figure.text)
                    .collect()
            },
        };
        let horizons: Vec<&Deadline> = part
            .deadlines
            .iter()
            .filter(|deadline| !deadline.is_start_only())
            .collect();
        if horizons.is_empty() {
            found.push(Promise {
                deadline: part.deadlines.first().cloned(),
                ..promise
            });
        } else {
            found.extend(horizons.into_iter().map(|deadline| Promise {
                deadline: Some(deadline.clone()),
                ..promise.clone()
            }));
        }
    }
    found
}

/// What the print leaves out before these words: the verb of a list, or the subject of a second horizon.
pub fn left_out(words: &str, before: Option<&str>) -> Option<String> {
    static REACHES: Pattern = Pattern::new(
        r"^(?:分别)?(?:达到|达|提高到|提高至|增加到|增至|下降到|降到|降至|控制在|不低于|不少于|超过|扩大到)",
    );
    let before = before?;
    let core = title::core(words);
    if REACHES.is_match(&core) {
        return subject(before).map(title::core);
    }
    let figures = super::figure::find(&core);
    let starts_with_figure = figures
        .first()
        .is_some_and(|figure| figure.range.start == 0);
    let ends_with_figure = figures
        .last()
        .is_some_and(|figure| figure.range.end == core.len());
    let is_item =
        starts_with_figure || (ends_with_figure && !core.contains(['率', '比', '达', '到']));
    if is_item && verb(&core).is_none() && verb_leads(before) {
        return verb(before).map(str::to_owned);
    }
    None
}

/// The verb of a promise.
fn verb(words: &str) -> Option<&str> {
    words::RESULT
        .find(words)
        .or_else(|| words::ACTION.find(words))
        .map(|verb| verb.as_str())
}

/// Whether a promise begins with its verb, so that a list may follow it.
fn verb_leads(words: &str) -> bool {
    let core = title::core(words);
    let place = verb(&core).and_then(|verb| core.find(verb));
    let figure = super::figure::find(&core)
        .first()
        .map(|figure| figure.range.start);
    matches!((place, figure), (Some(verb), Some(figure)) if verb < figure || figure == 0)
}

/// Whether what a later clause leaves out can be read off this one: it has a verb and a figure, or says a figure of something.
fn is_complete(words: &str) -> bool {
    subject(words).is_some() || (verb(words).is_some() && !super::figure::find(words).is_empty())
}

/// What is said of the last of several subjects: 建立站点 in 90%的村建立站点.
fn predicate_of(words: &str) -> Option<String> {
    let at = verb(words)
        .and_then(|verb| words.find(verb))
        .filter(|at| *at > 0)?;
    words.get(at..).map(str::to_owned)
}

/// What a promise says a figure of: 覆盖率 in 覆盖率达到80%.
fn subject(words: &str) -> Option<&str> {
    static SUBJECT: Pattern = Pattern::new(
        r"^(?:.*年(?:底前|底|末)?[，,]?)?(?P<subject>[^，,]{2,16}?)(?:要|应|须|均|分别)?(?:达到|达|提高到|提高至|增加到|增至|下降到|降到|降至|控制在|不低于|不少于|超过|扩大到)",
    );
    SUBJECT
        .captures(words)?
        .name("subject")
        .map(|subject| subject.as_str())
}

#[cfg(test)]
mod tests;
