//! Who answers, as printed: (责任单位:A、B), （A牵头，B、C按职责分工负责）, 责任单位：A on a line of its own, or the subject of a sentence.

mod names;
mod statement;
mod subject;

use std::ops::Range;

use super::enclosed;
use crate::domain::deadline::{Deadline, Frame};
use crate::domain::draft::{DraftOwner, OwnerRole};
use crate::text::pattern::Pattern;

pub use subject::{Subject, find as find_subjects};

/// One printed assignment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assignment {
    /// Where it stands, brackets included.
    pub range: Range<usize>,
    /// The bodies named, in printed order.
    pub owners: Vec<DraftOwner>,
    /// The groups named beside them: 各县区政府, 有关部门.
    pub groups: Vec<String>,
    /// A deadline printed in the same bracket.
    pub deadline: Option<Deadline>,
}

/// The words that introduce a list of bodies, with the part that they give them.
static LABEL: Pattern = Pattern::new(
    r"(?P<lead>牵头(?:考核|责任)?(?:单位|部门)|主办(?:单位|部门)|主责(?:单位|部门))~[:：为]|(?P<support>(?:配合|协办|参与|参加|协助|协同)(?:单位|部门))~[:：为]|(?P<all>(?:责任|负责|实施|落实|主管)(?:单位|主体|部门|领导)|责任人)~[:：为]|(?P<when>(?:完成|办理)(?:时限|时间|期限)|时间节点|进度要求)~[:：为]|(?P<other>适用范围|分管领导|联系人)~[:：]",
);

/// Words about later items, or about who of the list leads: no owners.
static NOTE: Pattern = Pattern::new(r"以下|下同|第一位|不再.{0,4}列出|均需|均包括|排在首位");

/// Every assignment of a paragraph.
pub fn find(text: &str, frame: &Frame) -> Vec<Assignment> {
    let mut found: Vec<Assignment> = Vec::new();
    for range in enclosed::brackets(text) {
        let printed = text.get(range.clone()).unwrap_or_default();
        let inside = printed.trim_matches(['(', ')', '（', '）', '〔', '〕', '[', ']', '【', '】']);
        let inside = if inside.matches(['(', '（']).count() == inside.matches([')', '）']).count()
        {
            inside
        } else {
            bare(printed)
        };
        let ends_sentence = text.get(range.end..).is_none_or(|rest| {
            rest.trim_start().is_empty() || rest.trim_start().starts_with(['。', '\n'])
        }) || text
            .get(..range.start)
            .is_some_and(|before| before.trim_end().ends_with('。'));
        if let Some(mut assignment) = read(inside, frame, ends_sentence) {
            assignment.range = range;
            found.push(assignment);
        }
    }
    found.extend(find_unbracketed(text, frame, &found));
    if found.is_empty() {
        found = find_bare_lines(text, frame);
    }
    found.sort_by_key(|assignment| assignment.range.start);
    found
}

/// The inside of a bracket whose own brackets stand at its ends.
fn bare(printed: &str) -> &str {
    let mut characters = printed.chars();
    characters.next();
    characters.next_back();
    characters.as_str()
}

/// 责任单位：A、B。 without brackets, up to the end of its line or to the next assignment.
fn find_unbracketed(text: &str, frame: &Frame, known: &[Assignment]) -> Option<Assignment> {
    static LINE: Pattern = Pattern::new(
        r"(?:^|[。\n）)]~|[(（])(?P<list>(?:责任|牵头|负责|配合)(?:单位|主体|部门)~[:：][^。\n]*)|[，,；;]~(?P<told>(?:责任|牵头|负责)(?:单位|部门)~为[^。\n]*)",
    );
    let list = LINE
        .captures_iter(text)
        .filter_map(|captures| captures.name("list").or(captures.name("told")))
        .find(|list| {
            !known.iter().any(|assignment| {
                assignment.range.start <= list.start() && list.start() < assignment.range.end
            })
        })?;
    let next = known.iter().map(|assignment| assignment.range.start);
    let next = next.filter(|start| list.range().contains(start)).min();
    let range = list.start()..next.unwrap_or(list.end());
    let mut assignment = read(text.get(range.clone())?, frame, true)?;
    assignment.range = range;
    Some(assignment)
}

/// 省甲厅、乙委，省丙局按职责分工负责 on a line of its own, without brackets or label.
fn find_bare_lines(text: &str, frame: &Frame) -> Vec<Assignment> {
    static ENDS: Pattern = Pattern::new(r"(?:负责|牵头|配合|落实)。?$");
    let mut at = 0;
    let mut found = Vec::new();
    for line in text.split('\n') {
        let words = line.trim_end_matches('。');
        let is_list = ENDS.is_match(line)
            && !words.contains(['。', '：', ':', '“', '《'])
            && line.contains('、');
        let assignment = is_list.then(|| read(words, frame, true)).flatten();
        if let Some(mut assignment) = assignment.filter(|found| {
            found
                .owners
                .iter()
                .all(|owner| names::is_body(&owner.name) || names::is_group(&owner.name))
        }) {
            assignment.range = at..at + line.len();
            found.push(assignment);
        }
        at += line.len() + 1;
    }
    found
}

/// Reads a table's cell of owners.
pub fn read_cell(cell: &str, frame: &Frame) -> Assignment {
    let mut builder = Builder::new(frame);
    builder.statement(cell);
    builder.finish("")
}

/// Reads what stands in a bracket, if it assigns anything.
fn read(inside: &str, frame: &Frame, ends_sentence: bool) -> Option<Assignment> {
    static VERB: Pattern = Pattern::new(
        r"(?:负责|牵头|配合|参与|参加|指导|落实|协助|推进)$|(?:负责|牵头|配合|参与|指导|落实)[，,。；;]",
    );
    let words = inside.trim();
    let has_label = LABEL.is_match(words);
    let is_list = ends_sentence && names::is_list(words);
    if !has_label && !VERB.is_match(statement::without_notes(words).as_str()) && !is_list {
        return None;
    }
    let mut builder = Builder::new(frame);
    let body = statement::without_notes(words);
    if has_label {
        builder.labelled(&body);
    } else {
        builder.statement(&body);
    }
    let assignment = builder.finish(words);
    let names_known_body = assignment
        .owners
        .iter()
        .any(|owner| names::is_body(&owner.name))
        || !assignment.groups.is_empty();
    (names_known_body || (has_label && !assignment.owners.is_empty())).then_some(assignment)
}

/// Gathers owners while a bracket is read.
struct Builder<'a> {
    frame: &'a Frame,
    leads: Vec<String>,
    supports: Vec<String>,
    listed: Vec<String>,
    deadline: Option<Deadline>,
}

impl<'a> Builder<'a> {
    fn new(frame: &'a Frame) -> Self {
        Self {
            frame,
            leads: Vec::new(),
            supports: Vec::new(),
            listed: Vec::new(),
            deadline: None,
        }
    }

    /// 牵头单位：A；配合单位：B, with a deadline before or behind.
    fn labelled(&mut self, text: &str) {
        let labels: Vec<_> = LABEL.captures_iter(text).collect();
        let places: Vec<Range<usize>> = labels
            .iter()
            .filter_map(|label| label.get(0))
            .map(|label| label.range())
            .collect();
        let preface = places
            .first()
            .and_then(|first| text.get(..first.start))
            .unwrap_or_default();
        self.read_deadline(preface);
        for (index, (label, place)) in labels.iter().zip(&places).enumerate() {
            let end = places.get(index + 1).map_or(text.len(), |next| next.start);
            let words = text.get(place.end..end).unwrap_or_default();
            if label.name("lead").is_some() {
                self.leads.extend(names::split(words));
            } else if label.name("support").is_some() {
                self.supports.extend(names::split(words));
            } else if label.name("when").is_some() {
                self.read_deadline(words);
            } else if label.name("all").is_some() {
                self.statement(words);
            }
        }
    }

    fn read_deadline(&mut self, words: &str) {
        let words = words.trim_matches(|c: char| c.is_whitespace() || "，,；;。、".contains(c));
        if !words.is_empty() && self.deadline.is_none() {
            self.deadline = Deadline::parse(words, self.frame);
        }
    }

    /// A牵头，B、C配合; A、B按职责分工负责; A会同B.
    fn statement(&mut self, text: &str) {
        for clause in statement::clauses(text) {
            match clause.part {
                statement::Part::Lead => self.leads.extend(clause.names),
                statement::Part::Support => self.supports.extend(clause.names),
                statement::Part::Listed => self.listed.extend(clause.names),
                statement::Part::When => self.read_deadline(&clause.text),
            }
        }
    }

    /// Gives everyone a part: whoever leads by name, else the first of the list.
    fn finish(self, whole: &str) -> Assignment {
        let (mut leads, mut supports) = (self.leads, self.supports);
        // 以下责任单位均包括甲: in a plain list those bodies stand for every item, not for this one.
        let is_plain = leads.is_empty() && supports.is_empty();
        let note = whole
            .find("以下")
            .filter(|_| is_plain)
            .and_then(|at| whole.get(at..))
            .unwrap_or_default();
        let is_group = |name: &String| {
            names::is_group(name) || (note.contains(name.as_str()) && !name.is_empty())
        };
        if leads.is_empty() && !supports.is_empty() {
            leads = self.listed;
        } else if leads.is_empty() {
            let first = self
                .listed
                .iter()
                .position(|name| !is_group(name))
                .unwrap_or(0);
            for (index, name) in self.listed.into_iter().enumerate() {
                if index == first {
                    leads.push(name);
                } else {
                    supports.push(name);
                }
            }
        } else {
            let mut rest = self.listed;
            rest.append(&mut supports);
            supports = rest;
        }
        let mut assignment = Assignment {
            deadline: self.deadline,
            ..Assignment::default()
        };
        let mut seen: Vec<String> = Vec::new();
        let parts = leads
            .into_iter()
            .map(|name| (name, OwnerRole::Lead))
            .chain(supports.into_iter().map(|name| (name, OwnerRole::Support)));
        let mut only_groups = Vec::new();
        for (name, role) in parts {
            if seen.contains(&name) {
                continue;
            }
            seen.push(name.clone());
            if is_group(&name) {
                assignment.groups.push(name.clone());
                only_groups.push(DraftOwner { name, role });
            } else {
                assignment.owners.push(DraftOwner { name, role });
            }
        }
        // Where nobody else is named the group itself answers; the coordinator expands it.
        if assignment.owners.is_empty() {
            assignment.owners = only_groups;
        }
        assignment
    }
}

#[cfg(test)]
mod tests;
