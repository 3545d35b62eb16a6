//! A regular expression as a constant: compiled when first used, never a reason to stop the program.

use std::sync::OnceLock;

use regex::{CaptureMatches, Captures, Match, Matches, Regex};

/// A regular expression written in the source; `~` in it stands for any white space.
///
/// One that does not compile matches nothing; tests and debug builds stop at it.
pub struct Pattern {
    source: &'static str,
    compiled: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// The pattern of this source, not compiled yet.
    pub const fn new(source: &'static str) -> Self {
        Self {
            source,
            compiled: OnceLock::new(),
        }
    }

    fn regex(&self) -> Option<&Regex> {
        let compiled = self.compiled.get_or_init(|| {
            let regex = Regex::new(&self.source.replace('~', r"\s*"));
            debug_assert!(regex.is_ok(), "{regex:?}");
            regex.ok()
        });
        compiled.as_ref()
    }

    /// Whether the pattern matches anywhere in the text.
    pub fn is_match(&self, text: &str) -> bool {
        self.regex().is_some_and(|regex| regex.is_match(text))
    }

    /// The first match.
    pub fn find<'t>(&self, text: &'t str) -> Option<Match<'t>> {
        self.regex()?.find(text)
    }

    /// The groups of the first match.
    pub fn captures<'t>(&self, text: &'t str) -> Option<Captures<'t>> {
        self.regex()?.captures(text)
    }

    /// Every match, from left to right.
    pub fn find_iter<'r, 't>(
        &'r self,
        text: &'t str,
    ) -> impl Iterator<Item = Match<'t>> + use<'r, 't> {
        let found: Option<Matches<'r, 't>> = self.regex().map(|regex| regex.find_iter(text));
        found.into_iter().flatten()
    }

    /// The groups of every match, from left to right.
    pub fn captures_iter<'r, 't>(
        &'r self,
        text: &'t str,
    ) -> impl Iterator<Item = Captures<'t>> + use<'r, 't> {
        let found: Option<CaptureMatches<'r, 't>> =
            self.regex().map(|regex| regex.captures_iter(text));
        found.into_iter().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tilde_stands_for_any_white_space() {
        static YEAR: Pattern = Pattern::new(r"\d{4}~年");
        for text in ["2028年", "2028 年", "2028\u{3000}年"] {
            assert!(YEAR.is_match(text), "{text}");
        }
        assert_eq!(YEAR.find_iter("2028年和2030 年").count(), 2);
    }
}
