//! Pinyin: wjw and weijianwei find 卫健委 without an input method.

use pinyin::{ToPinyin, ToPinyinMulti};
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

/// The initials of a text: the first letter of each 汉字's usual reading, letters and digits as they are, in lower case;
/// everything else is left out.
pub fn initials(text: &str) -> String {
    text.chars().filter_map(initial).collect()
}

/// What a text is sorted by, as a dictionary sorts: 汉字 by their usual readings, of two with the same one the lower code
/// first, letters in lower case before any 汉字.
pub fn sort_key(text: &str) -> String {
    let mut key = String::with_capacity(text.len() * 2);
    for character in text.chars() {
        match character.to_pinyin() {
            // The mark is above every letter and below every 汉字: whatever begins with a reading comes after letters alone.
            Some(reading) => {
                key.push('~');
                key.push_str(reading.plain());
                key.push(' ');
                key.push(character);
            }
            None => key.extend(character.to_lowercase()),
        }
    }
    key
}

/// The initials, and where a 汉字 has another reading with another initial, a second string with those.
pub fn all_initials(text: &str) -> Vec<String> {
    let usual = initials(text);
    let other: String = text
        .chars()
        .filter_map(|it| other_initial(it).or_else(|| initial(it)))
        .collect();
    if other == usual {
        vec![usual]
    } else {
        vec![usual, other]
    }
}

fn initial(character: char) -> Option<char> {
    if character.is_ascii_alphanumeric() {
        return Some(character.to_ascii_lowercase());
    }
    character.to_pinyin()?.plain().chars().next().map(fold)
}

fn other_initial(character: char) -> Option<char> {
    let usual = initial(character)?;
    let mut readings = character.to_pinyin_multi()?.into_iter();
    readings.find_map(|reading| {
        reading
            .plain()
            .chars()
            .next()
            .map(fold)
            .filter(|it| *it != usual)
    })
}

/// ü stands on the v key.
fn fold(letter: char) -> char {
    if letter == 'ü' { 'v' } else { letter }
}

/// The syllables of the 汉字 of a text in lower case, ü as v: those of the usual readings, and where a 汉字 has another one, a
/// second list with those.
pub fn syllables(text: &str) -> Vec<Vec<String>> {
    let usual: Vec<String> = text.chars().filter_map(syllable).collect();
    let other = |it: char| {
        let usual = syllable(it)?;
        let mut readings = it.to_pinyin_multi()?.into_iter();
        let other = readings.find_map(|it| Some(plain(it)).filter(|it| *it != usual));
        Some(other.unwrap_or(usual))
    };
    let other: Vec<String> = text.chars().filter_map(other).collect();
    if other == usual {
        vec![usual]
    } else {
        vec![usual, other]
    }
}

fn syllable(character: char) -> Option<String> {
    character.to_pinyin().map(plain)
}

fn plain(reading: pinyin::Pinyin) -> String {
    reading.plain().chars().map(fold).collect()
}

/// Every syllable that a 汉字 of the basic block is read as, without those that have no vowel (嗯 as n).
static SYLLABLES: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    ('\u{4e00}'..='\u{9fff}')
        .filter_map(|it| it.to_pinyin_multi())
        .flatten()
        .map(plain)
        .filter(|it| it.contains(['a', 'e', 'i', 'o', 'u', 'v']))
        .collect()
});

/// How many ways of parting letters into syllables are tried.
const WAYS: usize = 8;

/// Up to how many letters they may be pinyin in full.
const LONGEST: usize = 120;

/// The ways in which letters part into syllables, of which the last may be begun only: xian as xian and as xi an, weijianw as
/// wei jian w. Nothing where other characters stand in it, or where there is no way.
pub fn part(letters: &str) -> Vec<Vec<String>> {
    let letters = letters.to_ascii_lowercase();
    let mut parting = Parting::default();
    if letters.len() <= LONGEST && letters.bytes().all(|it| it.is_ascii_lowercase()) {
        parting.go_on(&letters);
    }
    parting.ways
}

/// The ways found so far, and what was tried.
#[derive(Debug, Default)]
struct Parting {
    so_far: Vec<String>,
    ways: Vec<Vec<String>>,
    /// How many letters were left where no way led on: none is gone twice, or the ways would double with every syllable.
    dead: BTreeSet<usize>,
}

impl Parting {
    fn go_on(&mut self, rest: &str) {
        if self.dead.contains(&rest.len()) {
            return;
        }
        let before = self.ways.len();
        // No syllable is longer than six letters, zhuang.
        for end in (1..=rest.len().min(6)).rev() {
            if self.ways.len() == WAYS {
                return;
            }
            let (head, tail) = rest.split_at(end);
            let is_begun = || {
                let mut from = SYLLABLES.range(head.to_owned()..);
                from.next().is_some_and(|it| it.starts_with(head))
            };
            self.so_far.push(head.to_owned());
            if tail.is_empty() && is_begun() {
                self.ways.push(self.so_far.clone());
            } else if SYLLABLES.contains(head) {
                self.go_on(tail);
            }
            self.so_far.pop();
        }
        if self.ways.len() == before {
            self.dead.insert(rest.len());
        }
    }
}

/// From how many letters on they may be pinyin in full; one or two are initials.
pub const IN_FULL: usize = 3;

/// Where a text first holds what was typed: in these letters, whatever their case, or as the pinyin of its 汉字, by initials
/// (wjw) or in full (weijianwei); in bytes.
pub fn find(text: &str, typed: &str) -> Option<Range<usize>> {
    let places: Vec<(usize, char)> = text.char_indices().collect();
    let end = |at: usize| places.get(at).map_or(text.len(), |it| it.0);
    let typed: Vec<char> = typed.chars().flat_map(char::to_lowercase).collect();
    if typed.is_empty() {
        return None;
    }
    let same = |(it, wanted): (&(usize, char), &char)| {
        it.1 == *wanted || it.1.to_lowercase().eq(std::iter::once(*wanted))
    };
    let literal = places
        .windows(typed.len())
        .position(|it| it.iter().zip(&typed).all(same));
    if let Some(at) = literal {
        return Some(places[at].0..end(at + typed.len()));
    }
    if !typed.iter().all(char::is_ascii_alphanumeric) {
        return None;
    }
    let is_long = (IN_FULL..=LONGEST).contains(&typed.len());
    let letters: String = typed.iter().take(LONGEST).collect();
    (0..places.len()).find_map(|from| {
        let begun = &places[from..];
        let in_full = || spelt_in_full(begun, &letters).filter(|_| is_long);
        let count = spelt_by_initials(begun, &typed).or_else(in_full)?;
        Some(places[from].0..end(from + count))
    })
}

/// Whether a text holds what was typed, like [`find`].
pub fn holds(text: &str, typed: &str) -> bool {
    find(text, typed).is_some()
}

/// How many characters the typed letters are the initials of.
fn spelt_by_initials(text: &[(usize, char)], typed: &[char]) -> Option<usize> {
    initial(text.first()?.1)?;
    let mut count = 0;
    let mut left = typed;
    for (_, it) in text {
        let Some(wanted) = left.first() else { break };
        count += 1;
        // What has no initial, a mark or a space, is passed over, as in the initials of the whole text.
        let Some(usual) = initial(*it) else { continue };
        if usual != *wanted && other_initial(*it) != Some(*wanted) {
            return None;
        }
        left = &left[1..];
    }
    left.is_empty().then_some(count)
}

/// How many characters the typed letters spell in full; the last one may be begun only.
fn spelt_in_full(text: &[(usize, char)], typed: &str) -> Option<usize> {
    // How many letters the characters so far may have taken: more than one number where a reading begins another.
    let mut taken = BTreeSet::from([0]);
    for (count, (_, character)) in text.iter().enumerate() {
        let usual = character.to_pinyin()?;
        let others = character.to_pinyin_multi().into_iter().flatten();
        let readings: BTreeSet<String> = others.chain([usual]).map(plain).collect();
        let mut next = BTreeSet::new();
        for from in taken {
            let rest = typed.get(from..)?;
            for reading in &readings {
                if reading.starts_with(rest) {
                    return Some(count + 1);
                }
                if rest.starts_with(reading.as_str()) {
                    next.insert(from + reading.len());
                }
            }
        }
        if next.is_empty() {
            return None;
        }
        taken = next;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_those_of_the_usual_readings() {
        for (text, letters) in [
            ("卫健委", "wjw"),
            ("市教育局", "sjyj"),
            ("AED 15台", "aed15t"),
            ("，。", ""),
        ] {
            assert_eq!(initials(text), letters);
        }
    }

    #[test]
    fn a_second_reading_is_found_too() {
        assert!(all_initials("重点").contains(&"zd".to_owned()));
        assert!(all_initials("重点").contains(&"cd".to_owned()));
    }

    #[test]
    fn letters_part_into_syllables() {
        for (letters, ways) in [
            ("weijianwei", vec!["wei jian wei", "wei ji an wei"]),
            ("weijianw", vec!["wei jian w", "wei ji an w"]),
            ("xian", vec!["xian", "xi an"]),
            ("nv", vec!["nv"]),
            ("wjw", vec![]),
            ("卫", vec![]),
            ("", vec![]),
        ] {
            let found: Vec<String> = part(letters).iter().map(|it| it.join(" ")).collect();
            for way in &ways {
                assert!(found.iter().any(|it| it == way), "{letters}: {found:?}");
            }
            assert_eq!(found.is_empty(), ways.is_empty(), "{letters}: {found:?}");
        }
        assert!(part(&"a".repeat(4_000)).is_empty());
        assert!(part(&"a".repeat(100)).len() <= WAYS);
    }

    /// Every syllable parts in two ways, and none of them leads to the end.
    #[test]
    fn letters_that_lead_nowhere_are_given_up_soon() {
        let letters = format!("{}vv", "jian".repeat(29));
        assert_eq!(part(&letters), Vec::<Vec<String>>::new());
        assert_eq!(
            find(&"健干".repeat(200), &format!("{}q", "jiangan".repeat(16))),
            None
        );
        assert!(find(&"健干".repeat(200), &"jiangan".repeat(16)).is_some());
    }

    #[test]
    fn what_is_typed_is_found_by_letter_initials_and_in_full() {
        for (text, typed, part) in [
            ("市卫健委", "卫健", Some("卫健")),
            ("市卫健委", "wjw", Some("卫健委")),
            ("市卫健委", "WeiJian", Some("卫健")),
            ("市卫健委", "weijianw", Some("卫健委")),
            ("投放AED 15台", "aed15t", Some("AED 15台")),
            ("重点人群", "chongd", Some("重点")),
            ("重点人群", "zdrq", Some("重点人群")),
            ("市卫健委", "wjj", None),
            ("管理员", "li", None),
            ("管理员", "guanli", Some("管理")),
            ("市卫健委", "", None),
            ("市、卫", "，", None),
        ] {
            assert_eq!(
                find(text, typed).map(|it| &text[it]),
                part,
                "{text} {typed}"
            );
        }
    }
}
