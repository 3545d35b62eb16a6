//! A sentence with its numerals written in ASCII digits, and the way back to the places of the printed one.

use std::ops::Range;

use crate::text::numeral;

/// A sentence as the grammar reads it.
pub struct Normal {
    /// The text with full-width digits and Chinese numerals before 年月日天个季周 as ASCII digits.
    pub text: String,
    /// For each byte of `text`, and for its end, the byte of the printed sentence that it comes from.
    origin: Vec<usize>,
}

impl Normal {
    /// Normalises a printed sentence.
    pub fn new(printed: &str) -> Self {
        let characters: Vec<(usize, char)> = printed.char_indices().collect();
        let mut normal = Self {
            text: String::with_capacity(printed.len()),
            origin: Vec::with_capacity(printed.len() + 1),
        };
        let mut index = 0;
        while let Some(&(at, character)) = characters.get(index) {
            let run = numeral_run(&characters[index..]);
            let digits: String = characters[index..index + run].iter().map(|c| c.1).collect();
            let number = numeral::parse(&digits)
                .filter(|_| run > 0 && counts_time(&characters[index + run..]));
            if let Some(number) = number {
                normal.push(&number.to_string(), at);
                index += run;
            } else {
                let mut buffer = [0; 4];
                let next = characters.get(index + 1).map(|next| next.1);
                normal.push(read_as(character, next).encode_utf8(&mut buffer), at);
                index += 1;
            }
        }
        normal.origin.push(printed.len());
        normal
    }

    fn push(&mut self, text: &str, at: usize) {
        self.text.push_str(text);
        self.origin.extend(std::iter::repeat_n(at, text.len()));
    }

    /// The place in the printed sentence of a place in `text`.
    pub fn printed(&self, range: &Range<usize>) -> Range<usize> {
        let at = |index: usize| {
            self.origin
                .get(index)
                .or(self.origin.last())
                .copied()
                .unwrap_or(0)
        };
        at(range.start)..at(range.end)
    }
}

/// The character that the grammar sees: a full-width one as its ASCII twin, and 初步 without the 初 that would make a date of
/// 2020年初步建成.
fn read_as(character: char, next: Option<char>) -> char {
    match (character, next) {
        ('初', Some('步')) => '甫',
        _ => numeral::narrow(character),
    }
}

/// How many characters from the start are Chinese numerals (十百千 included, 万 not: 三万年 is no year).
fn numeral_run(characters: &[(usize, char)]) -> usize {
    characters
        .iter()
        .take_while(|(_, c)| numeral::is_chinese(*c) && *c != '万')
        .count()
}

/// Whether a word that counts time follows.
fn counts_time(characters: &[(usize, char)]) -> bool {
    characters
        .iter()
        .map(|c| c.1)
        .find(|c| !c.is_whitespace())
        .is_some_and(|c| "年月日天个季周".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_before_time_words_become_digits_with_a_way_back() {
        for (printed, normal) in [
            ("二○二○年底", "2020年底"),
            ("十二月底前", "12月底前"),
            ("到２０２７年", "到2027年"),
            ("2020年初步建成", "2020年甫步建成"),
            ("两年之内", "2年之内"),
            ("第三季度", "第3季度"),
            ("“十四五”末", "“十四五”末"),
            ("建成一所学校", "建成一所学校"),
        ] {
            assert_eq!(Normal::new(printed).text, normal);
        }
        let normal = Normal::new("到二○二○年底");
        let at = normal.text.find("年底").unwrap();
        assert_eq!(&"到二○二○年底"[normal.printed(&(at..at + 6))], "年底");
    }
}
