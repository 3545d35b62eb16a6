//! The search index: single characters as tokens, so that a phrase finds any substring.

use rusqlite::named_params;

use super::{Error, Write};
use crate::domain::id::TaskId;
use crate::text::pinyin;

/// Parts one field from the next: a token of two letters, which no phrase of single characters can cross.
const FENCE: &str = "xx ";

impl Write<'_> {
    /// Makes a task findable by these words: any substring, and the pinyin initials of the words marked for it.
    pub fn index_task(&self, task: TaskId, words: &[&str], spelt: &[&str]) -> Result<(), Error> {
        let mut tokens = String::new();
        for word in words {
            spread(word, &mut tokens);
        }
        for word in spelt {
            for initials in pinyin::all_initials(word) {
                spread(&initials, &mut tokens);
            }
        }
        self.execute(
            "INSERT OR REPLACE INTO task_search (rowid, words) VALUES (:task, :words)",
            named_params! { ":task": task, ":words": tokens },
        )
    }
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
            (!tokens.is_empty()).then(|| format!("\"{}\"", tokens.join(" ")))
        })
        .collect();
    (!phrases.is_empty()).then(|| phrases.join(" AND "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_typed_reaches_the_grammar() {
        for (typed, wanted) in [
            ("健康", Some("\"健 康\"")),
            ("健康 Wjw", Some("\"健 康\" AND \"w j w\"")),
            ("a\"b* OR -c", Some("\"a b\" AND \"o r\" AND \"c\"")),
            ("，。", None),
            ("  ", None),
        ] {
            assert_eq!(query(typed).as_deref(), wanted, "{typed}");
        }
    }
}
