//! A part of a sentence → its promises, with their titles.

use std::ops::Range;

use super::judge;
use super::list::{self, Item};
use super::phrase;
use super::reader::Part;
use super::{Promise, title};
use crate::breakdown::figure::{self, Figure};
use crate::domain::deadline::Deadline;
use crate::text::pattern::Pattern;

/// More dates than these are no horizons of one promise.
const MOST_HORIZONS: usize = 8;

/// The promises of one part: an item of its list each, and each of its horizons once.
pub fn of_part(part: &Part, before: Option<&str>, text: &str) -> Vec<Promise> {
    let items = if part.is_merged {
        vec![list::whole(part.words)]
    } else {
        list::items(part.words)
    };
    let horizons: Vec<&Deadline> = part
        .deadlines
        .iter()
        .filter(|deadline| !deadline.is_start_only())
        .take(MOST_HORIZONS)
        .collect();
    let said_once = SaidOnce::of(part, &items);
    if let ([item], Some(turns)) = (items.as_slice(), in_turn(part.words, horizons.len())) {
        let of_turn = |(turn, deadline): (Turn, &&Deadline)| {
            let told = [Item {
                told: Some(turn.words),
                ..item.clone()
            }];
            Promise {
                title: title_of(part, &told, 0, &said_once, before, text),
                deadline: Some((*deadline).clone()),
                figures: vec![turn.figure],
                ..of_item(part, &items, 0)
            }
        };
        return turns.into_iter().zip(&horizons).map(of_turn).collect();
    }
    let mut found = Vec::new();
    for index in 0..items.len() {
        let mut promise = of_item(part, &items, index);
        promise.title = title_of(part, &items, index, &said_once, before, text);
        if horizons.is_empty() {
            promise.deadline = part.deadlines.first().cloned();
            found.push(promise);
        } else {
            found.extend(horizons.iter().map(|&deadline| Promise {
                deadline: Some(deadline.clone()),
                ..promise.clone()
            }));
        }
    }
    found
}

/// What is promised for one of several horizons.
struct Turn {
    /// The words with this horizon's figure alone.
    words: String,
    /// The figure.
    figure: String,
}

/// 到甲年和乙年，…分别达到30%和60%: a figure for each of as many horizons, in their order.
fn in_turn(words: &str, horizons: usize) -> Option<Vec<Turn>> {
    static JOINT: Pattern = Pattern::new("^~(?:、|和|及|以及|与|/)~约?$");
    if horizons < 2 {
        return None;
    }
    let figures = figure::find(words);
    let are_joined = |one: &Figure, other: &Figure| {
        words
            .get(one.range.end..other.range.start)
            .is_some_and(|between| JOINT.is_match(between))
    };
    let lists: Vec<&[Figure]> = figures
        .chunk_by(are_joined)
        .filter(|list| list.len() > 1)
        .collect();
    let [told] = lists.as_slice() else {
        return None;
    };
    let (first, last) = (told.first()?, told.last()?);
    let before = words.get(..first.range.start)?.replace("分别", "");
    let behind = words.get(last.range.end..)?;
    let turns = told.iter().map(|figure| Turn {
        words: format!("{before}{}{behind}", figure.text),
        figure: figure.text.clone(),
    });
    (told.len() == horizons).then(|| turns.collect())
}

/// What a list says once for all of its items.
struct SaidOnce<'t> {
    /// The verb before the first.
    verb: Option<&'t str>,
    /// What is said behind the last.
    predicate: Option<String>,
}

impl<'t> SaidOnce<'t> {
    fn of(part: &Part<'t>, items: &[Item]) -> Self {
        let last = items.last().filter(|_| items.len() > 1);
        Self {
            verb: last.and_then(|_| verb(part.words)),
            predicate: last.and_then(|last| predicate_of(part.words.get(last.range.clone())?)),
        }
    }
}

/// The promise of one item of a part's list; its title and deadline are still open.
fn of_item(part: &Part, items: &[Item], index: usize) -> Promise {
    let Some(item) = items.get(index) else {
        return Promise::default();
    };
    let words = part.words.get(item.range.clone()).unwrap_or_default();
    let own_figures = || figure::find(words).into_iter().map(|figure| figure.text);
    Promise {
        range: range_of(part, items, index),
        title: String::new(),
        deadline: None,
        rhythm: part.rhythm,
        is_measurable: judge::is_measurable(words, item.figures.is_some()),
        figures: match &item.figures {
            Some(shared) => shared.clone(),
            None if items.len() == 1 => part.figures.clone(),
            None => own_figures().collect(),
        },
    }
}

/// The words of an item: the first one takes what leads up to the list, the last one what follows.
fn range_of(part: &Part, items: &[Item], index: usize) -> Range<usize> {
    let item = items.get(index).map_or(0..0, |item| item.range.clone());
    let start = if index == 0 {
        part.range.start
    } else {
        part.core.start + item.start
    };
    let end = if index + 1 == items.len() {
        part.range.end
    } else {
        part.core.start + item.end
    };
    start..end
}

/// The title of an item, with what the print says once for all of them.
fn title_of(
    part: &Part,
    items: &[Item],
    index: usize,
    said_once: &SaidOnce,
    before: Option<&str>,
    text: &str,
) -> String {
    let Some(item) = items.get(index) else {
        return String::new();
    };
    let words = part.words.get(item.range.clone()).unwrap_or_default();
    let says_little = item.told.is_none() && items.len() > 1 && verb(words).is_none();
    let left_out = if index == 0 {
        left_out(words, before)
    } else {
        said_once.verb.filter(|_| says_little).map(str::to_owned)
    };
    let is_last = index + 1 == items.len();
    let predicate = said_once
        .predicate
        .as_deref()
        .filter(|_| says_little && !is_last);
    let title_words = match &item.told {
        Some(told) => told.clone(),
        None if words.chars().nth(3).is_none() => {
            let range = range_of(part, items, index);
            text.get(range).unwrap_or(words).to_owned()
        }
        None => format!("{words}{}", predicate.unwrap_or_default()),
    };
    title::of(&title_words, left_out.as_deref())
}

/// What the print leaves out before these words: the verb of a list, or the subject of a second horizon.
pub fn left_out(words: &str, before: Option<&str>) -> Option<String> {
    static REACHES: Pattern = Pattern::new(
        r"^(?:分别)?(?:达到|达|提高到|提高至|增加到|增至|下降到|降到|降至|控制在|不低于|不少于|超过|扩大到)",
    );
    /// What is said to grow or shrink is no item of a list.
    static GROWS: Pattern = Pattern::new("[率比达到]|增加|增长|提高|减少|下降|降低|缩短|超过|控制");
    let before = before?;
    let core = title::core(words);
    if REACHES.is_match(&core) {
        return subject(before).map(title::core);
    }
    let figures = figure::find(&core);
    let starts_with_figure = figures
        .first()
        .is_some_and(|figure| figure.range.start == 0);
    let ends_with_figure = figures
        .last()
        .is_some_and(|figure| figure.range.end == core.len());
    let is_item = starts_with_figure || (ends_with_figure && !GROWS.is_match(&core));
    if is_item && verb(&core).is_none() && verb_leads(before) {
        return verb(before).map(str::to_owned);
    }
    None
}

/// The verb of a promise.
fn verb(words: &str) -> Option<&str> {
    phrase::read(words).verb.and_then(|verb| {
        let bare = phrase::without_adverbs(words);
        bare.get(verb.at..verb.at + verb.word.len())
    })
}

/// Whether a promise begins with its verb, so that a list may follow it.
fn verb_leads(words: &str) -> bool {
    let core = title::core(words);
    let place = verb(&core).and_then(|verb| core.find(verb));
    let figure = figure::find(&core).first().map(|figure| figure.range.start);
    matches!((place, figure), (Some(verb), Some(figure)) if verb < figure || figure == 0)
}

/// Whether what a later clause leaves out can be read off this one: it has a verb and a figure, or says a figure of something.
pub fn is_complete(words: &str) -> bool {
    subject(words).is_some() || (verb(words).is_some() && !figure::find(words).is_empty())
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
