//! The search index: single characters as tokens, so that a phrase finds any substring.

use rusqlite::{Connection, named_params};

use super::{Error, Write};
use crate::domain::id::TaskId;
use crate::text::pinyin;

/// Parts one field from the next: a token of two letters, which no phrase of single characters can cross.
const FENCE: &str = "xx ";

/// Stands before a syllable, so that none is taken for a letter: no other token has two letters and more but the fence.
const SPELT: &str = "py";

impl Write<'_> {
    /// Makes a task findable, like [`index`].
    pub fn index_task(&self, task: TaskId, words: &[&str], spelt: &[&str]) -> Result<(), Error> {
        index(self.connection, task.0, words, spelt)
    }
}

/// Makes the task with this number findable by these words: any substring, and the pinyin of the words marked for it, by
/// initials and in full.
pub fn index(
    connection: &Connection,
    task: i64,
    words: &[&str],
    spelt: &[&str],
) -> Result<(), Error> {
    let mut tokens = String::new();
    for word in words {
        spread(word, &mut tokens);
    }
    for word in spelt {
        for initials in pinyin::all_initials(word) {
            spread(&initials, &mut tokens);
        }
        for syllables in pinyin::syllables(word) {
            for syllable in &syllables {
                tokens.push_str(SPELT);
                tokens.push_str(syllable);
                tokens.push(' ');
            }
            tokens.push_str(FENCE);
        }
    }
    connection
        .prepare_cached("INSERT OR REPLACE INTO task_search (rowid, words) VALUES (:task, :words)")?
        .execute(named_params! { ":task": task, ":words": tokens })?;
    Ok(())
}

fn spread(word: &str, tokens: &mut String) {
    for character in word.chars().filter(|it| it.is_alphanumeric()) {
        tokens.extend(character.to_lowercase());
        tokens.push(' ');
    }
    tokens.push_str(FENCE);
}

/// The FTS5 query for what a person typed: every word, parted by white space, must stand in the task.
///
/// `None` where nothing that could be found is left, as in `，`. Nothing typed reaches the query's grammar: only letters
/// and digits are kept, each phrase in quotation marks.
pub fn query(typed: &str) -> Option<String> {
    let phrases: Vec<String> = typed
        .split_whitespace()
        .filter_map(|word| {
            let tokens: Vec<String> = word
                .chars()
                .filter(|it| it.is_alphanumeric())
                .map(|it| it.to_lowercase().collect())
                .collect();
            let literal = format!("\"{}\"", tokens.join(" "));
            let spelt = word
                .bytes()
                .all(|it| it.is_ascii_alphabetic())
                .then(|| in_full(word));
            let ways: Vec<String> = std::iter::once(literal)
                .chain(spelt.into_iter().flatten())
                .collect();
            match (tokens.len(), &ways[..]) {
                (0, _) => None,
                (_, [literal]) => Some(literal.clone()),
                (_, ways) => Some(format!("({})", ways.join(" OR "))),
            }
        })
        .collect();
    (!phrases.is_empty()).then(|| phrases.join(" AND "))
}

/// Phrases of syllables for letters, the last syllable perhaps begun only.
fn in_full(letters: &str) -> impl Iterator<Item = String> {
    let ways = if letters.len() >= pinyin::IN_FULL {
        pinyin::part(letters)
    } else {
        Vec::new()
    };
    ways.into_iter().map(|way| {
        let tokens: Vec<String> = way.iter().map(|it| format!("{SPELT}{it}")).collect();
        format!("\"{}\" *", tokens.join(" "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_typed_reaches_the_grammar() {
        for (typed, wanted) in [
            ("健康", Some("\"健 康\"")),
            ("健康 Wjw", Some("\"健 康\" AND \"w j w\"")),
            (
                "jiank",
                Some("(\"j i a n k\" OR \"pyjian pyk\" * OR \"pyji pyan pyk\" *)"),
            ),
            ("a\"b* OR -c", Some("\"a b\" AND \"o r\" AND \"c\"")),
            ("wei* \"", Some("\"w e i\"")),
            ("，。", None),
            ("  ", None),
        ] {
            assert_eq!(query(typed).as_deref(), wanted, "{typed}");
        }
    }
}
