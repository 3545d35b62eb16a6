//! Words that are looked for in a text: names of departments, keywords of their duties, words that say nothing.

use std::collections::{HashMap, HashSet};

/// The first so many characters of a text that are compared: white space and case are gone, brackets are half-width; a
/// line end stays, as it parts words.
pub fn letters(text: &str, most: usize) -> Vec<char> {
    text.chars()
        .filter(|it| *it == '\n' || !it.is_whitespace())
        .map(|it| match it {
            '（' => '(',
            '）' => ')',
            other => other.to_ascii_lowercase(),
        })
        .take(most)
        .collect()
}

/// A set of words, each claimed by an owner, to be found in a text in one pass over it.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    words: Vec<Word>,
    /// The words by their first two letters, the longest first.
    starts: HashMap<[char; 2], Vec<usize>>,
}

/// A word and who claims it.
#[derive(Clone, Debug)]
struct Word {
    printed: String,
    letters: Vec<char>,
    owner: usize,
}

/// A word found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The letter it begins with.
    pub at: usize,
    /// The letter behind it.
    pub end: usize,
    /// Which word.
    pub word: usize,
}

impl Lexicon {
    /// Enters a word. One of fewer than two letters would be found everywhere, and is left out; so is a repetition.
    pub fn add(&mut self, owner: usize, printed: &str) {
        let letters = letters(printed, usize::MAX);
        let &[first, second, ..] = letters.as_slice() else {
            return;
        };
        let words = &mut self.words;
        let start = self.starts.entry([first, second]).or_default();
        let is_known = |it: &usize| words[*it].owner == owner && words[*it].letters == letters;
        if start.iter().any(is_known) {
            return;
        }
        let place = start.partition_point(|it| words[*it].letters.len() >= letters.len());
        start.insert(place, words.len());
        words.push(Word {
            printed: printed.to_owned(),
            letters,
            owner,
        });
    }

    /// The word as it was entered.
    pub fn printed(&self, word: usize) -> &str {
        &self.words[word].printed
    }

    /// Who claims a word.
    pub fn owner(&self, word: usize) -> usize {
        self.words[word].owner
    }

    /// How many letters a word has.
    pub fn length(&self, word: usize) -> usize {
        self.words[word].letters.len()
    }

    /// Every place where a word stands, from left to right, the longest word first; words may lie over one another.
    pub fn hits(&self, letters: &[char]) -> Vec<Hit> {
        let mut hits = Vec::new();
        for (at, pair) in letters.windows(2).enumerate() {
            let Some(start) = self.starts.get(&[pair[0], pair[1]]) else {
                continue;
            };
            for &word in start {
                let found = &self.words[word].letters;
                if letters[at..].starts_with(found) {
                    hits.push(Hit {
                        at,
                        end: at + found.len(),
                        word,
                    });
                }
            }
        }
        hits
    }

    /// For each word, how many owners claim it or a longer word that it is a part of: a measure of how general it is.
    pub fn claims(&self) -> Vec<usize> {
        let mut owners: HashMap<&[char], HashSet<usize>> = HashMap::new();
        for word in &self.words {
            for hit in self.hits(&word.letters) {
                let part = self.words[hit.word].letters.as_slice();
                owners.entry(part).or_default().insert(word.owner);
            }
        }
        let claimed = |word: &Word| owners.get(word.letters.as_slice()).map_or(1, HashSet::len);
        self.words.iter().map(claimed).collect()
    }

    /// How many owners claim any word.
    pub fn owners(&self) -> usize {
        let owners: HashSet<usize> = self.words.iter().map(|it| it.owner).collect();
        owners.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Lexicon {
        let mut lexicon = Lexicon::default();
        for (owner, word) in [
            (0, "健身"),
            (0, "健身步道"),
            (1, "步道"),
            (1, "AED"),
            (2, "健身"),
            (2, "车"),
            (0, "健身"),
        ] {
            lexicon.add(owner, word);
        }
        lexicon
    }

    #[test]
    fn words_are_found_from_left_to_right_and_the_longest_first() {
        let lexicon = sample();
        let text = letters("新建 健身步道，配aed", 20);
        let found: Vec<(usize, &str)> = lexicon
            .hits(&text)
            .into_iter()
            .map(|it| (it.at, lexicon.printed(it.word)))
            .collect();
        assert_eq!(
            found,
            [
                (2, "健身步道"),
                (2, "健身"),
                (2, "健身"),
                (4, "步道"),
                (8, "AED")
            ]
        );
    }

    #[test]
    fn a_word_inside_a_longer_word_of_another_owner_is_claimed_by_both() {
        let lexicon = sample();
        let claims: Vec<(&str, usize)> = lexicon
            .claims()
            .into_iter()
            .enumerate()
            .map(|(word, count)| (lexicon.printed(word), count))
            .collect();
        assert_eq!(
            claims,
            [
                ("健身", 2),
                ("健身步道", 1),
                ("步道", 2),
                ("AED", 1),
                ("健身", 2)
            ]
        );
        assert_eq!(lexicon.owners(), 3);
    }
}
