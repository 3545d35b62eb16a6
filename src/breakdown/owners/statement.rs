//! A牵头，B、C按职责分工负责: clauses that say who does what.

use super::{NOTE, names};
use crate::breakdown::enclosed;
use crate::domain::deadline::{Deadline, Frame};
use crate::text::pattern::Pattern;

/// What a clause makes of those it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// 牵头.
    Lead,
    /// 配合, 参与, 指导.
    Support,
    /// 负责, or nothing said.
    Listed,
    /// No names but a date.
    When,
}

/// A clause of an assignment.
pub struct Clause {
    /// The part.
    pub part: Part,
    /// Who is named.
    pub names: Vec<String>,
    /// The words.
    pub text: String,
}

/// How a clause ends, and what that makes of its names.
static VERB: Pattern = Pattern::new(
    r"(?:等)?(?:要|应)?(?:按照?)?(?:各自)?(?:职责|职能)?(?:分工)?(?:分别|共同|具体|组织|统筹)?(?P<verb>牵头负责|牵头实施|牵头组织|牵头落实|牵头|负责落实|负责配合|负责|分工负责|配合落实|配合|参与|参加|协助|协同|指导|落实|推进|实施)$",
);

/// The words without 〔列第一位者…〕 and sentences or clauses about later items.
pub fn without_notes(words: &str) -> String {
    let mut kept = words.to_owned();
    for bracket in enclosed::brackets(words).into_iter().rev() {
        if words
            .get(bracket.clone())
            .is_some_and(|inside| NOTE.is_match(inside))
        {
            kept.replace_range(bracket, "");
        }
    }
    let sentences: Vec<String> = kept
        .split('。')
        .map(|sentence| {
            let clauses = enclosed::split(sentence, &['，', ',']);
            let cut = clauses
                .iter()
                .position(|clause| NOTE.is_match(clause))
                .unwrap_or(clauses.len());
            clauses.get(..cut).unwrap_or_default().join("，")
        })
        .filter(|sentence| !sentence.trim().is_empty())
        .collect();
    sentences.join("；")
}

/// The clauses of a statement; names without a verb belong to the verb that follows.
pub fn clauses(text: &str) -> Vec<Clause> {
    let mut found: Vec<Clause> = Vec::new();
    let mut waiting: Vec<String> = Vec::new();
    for piece in enclosed::split(text, &['，', ',', '；', ';', '\n']) {
        let piece = piece.trim().trim_end_matches('。');
        if piece.is_empty() {
            continue;
        }
        if !found.is_empty() || !waiting.is_empty() || text.len() == piece.len() {
            let names_body = names::split(piece)
                .iter()
                .any(|name| names::is_body(name) || names::is_group(name));
            if !names_body && Deadline::parse(piece, &Frame::default()).is_some() {
                found.push(Clause {
                    part: Part::When,
                    names: Vec::new(),
                    text: piece.to_owned(),
                });
                continue;
            }
        }
        let verb = VERB.captures(piece);
        let place = verb
            .as_ref()
            .and_then(|verb| verb.get(0))
            .map_or(piece.len(), |verb| verb.start());
        let body = piece.get(..place).unwrap_or_default();
        let part = verb
            .as_ref()
            .and_then(|verb| verb.name("verb"))
            .map(|verb| part_of(verb.as_str()));
        let (first, with) = match body.split_once("会同") {
            Some((first, with)) => (first, names::split(with)),
            None => (body, Vec::new()),
        };
        let mut listed = std::mem::take(&mut waiting);
        listed.extend(join_split_group(&listed, names::split(first)));
        if !with.is_empty() {
            found.push(Clause {
                part: Part::Lead,
                names: listed,
                text: piece.to_owned(),
            });
            found.push(Clause {
                part: Part::Support,
                names: with,
                text: piece.to_owned(),
            });
        } else if let Some(part) = part {
            found.push(Clause {
                part,
                names: listed,
                text: piece.to_owned(),
            });
        } else {
            waiting = listed;
        }
    }
    if !waiting.is_empty() {
        found.push(Clause {
            part: Part::Listed,
            names: waiting,
            text: text.to_owned(),
        });
    }
    found
}

/// Names already gathered are not named twice.
fn join_split_group(before: &[String], names: Vec<String>) -> Vec<String> {
    names
        .into_iter()
        .filter(|name| !before.contains(name))
        .collect()
}

fn part_of(verb: &str) -> Part {
    if verb.starts_with("牵头") {
        Part::Lead
    } else if verb.contains("配合") || ["参与", "参加", "协助", "协同", "指导"].contains(&verb)
    {
        Part::Support
    } else {
        Part::Listed
    }
}
