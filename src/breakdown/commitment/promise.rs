//! A part of a sentence → its promises, with their titles.

use super::judge;
use super::list::{self, Item};
use super::phrase;
use super::reader::Part;
use super::{Promise, title};
use crate::breakdown::figure;
use crate::domain::deadline::Deadline;
use crate::text::pattern::Pattern;

/// The promises of one part: an item of its list each, and each of its horizons once.
pub fn of_part(part: &Part, before: Option<&str>, text: &str) -> Vec<Promise> {
    let items = if part.is_merged {
        vec![list::whole(part.words)]
    } else {
        list::items(part.words)
    };
    let mut found = Vec::new();
    for index in 0..items.len() {
        let promise = of_item(part, &items, index, before, text);
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

/// The promise of one item of a part's list; its deadline is still open.
fn of_item(part: &Part, items: &[Item], index: usize, before: Option<&str>, text: &str) -> Promise {
    let Some(item) = items.get(index) else {
        return Promise::default();
    };
    let (is_first, is_last) = (index == 0, index + 1 == items.len());
    let words = part.words.get(item.range.clone()).unwrap_or_default();
    let start = if is_first {
        part.range.start
    } else {
        part.core.start + item.range.start
    };
    let end = if is_last {
        part.range.end
    } else {
        part.core.start + item.range.end
    };
    let left_out = if is_first {
        left_out(words, before)
    } else {
        verb(part.words)
            .filter(|_| item.told.is_none() && verb(words).is_none())
            .map(str::to_owned)
    };
    let predicate = items
        .last()
        .filter(|_| !is_last && item.told.is_none() && verb(words).is_none())
        .and_then(|last| predicate_of(part.words.get(last.range.clone())?));
    let title_words = match &item.told {
        Some(told) => told.clone(),
        None if words.chars().count() < 4 => text.get(start..end).unwrap_or(words).to_owned(),
        None => format!("{words}{}", predicate.unwrap_or_default()),
    };
    let own_figures = || figure::find(words).into_iter().map(|figure| figure.text);
    Promise {
        range: start..end,
        title: title::of(&title_words, left_out.as_deref()),
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

/// What the print leaves out before these words: the verb of a list, or the subject of a second horizon.
fn left_out(words: &str, before: Option<&str>) -> Option<String> {
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
