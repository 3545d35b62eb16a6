//! Pinyin initials: wjw finds 卫健委 without an input method.

use pinyin::{ToPinyin, ToPinyinMulti};

/// The initials of a text: the first letter of each 汉字's usual reading, letters and digits as they are, in lower case;
/// everything else is left out.
pub fn initials(text: &str) -> String {
    text.chars().filter_map(initial).collect()
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
}
