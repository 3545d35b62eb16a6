//! Automatic numbers (一、 （一） 1.): they stand in no paragraph, but in `numbering.xml`, and often only through the style.

use std::collections::HashMap;

use super::KIND;
use crate::breakdown::problem::Problem;
use crate::breakdown::source::xml::{self, Step};

/// Word has nine levels.
const LEVELS: usize = 9;

/// A level of a list: how its numbers are written.
#[derive(Clone, Debug, Default)]
struct Level {
    start: u32,
    format: String,
    text: String,
}

/// The lists of a document, and how far each has counted.
#[derive(Debug, Default)]
pub struct Numbering {
    abstracts: HashMap<String, Vec<Level>>,
    lists: HashMap<String, String>,
    starts: HashMap<(String, usize), u32>,
    counts: HashMap<String, [Option<u32>; LEVELS]>,
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub fn read(bytes: &[u8]) -> Result<Self, Problem> {
        let mut found = Self::default();
        let (mut list, mut number, mut level) = (String::new(), String::new(), 0_usize);
        let mut is_override = false;
        xml::walk(bytes, KIND, |step| {
            match step {
                Step::Open("abstractNum", attributes) => {
                    list = attributes.find("abstractNumId").unwrap_or_default();
                    found
                        .abstracts
                        .insert(list.clone(), vec![Level::default(); LEVELS]);
                }
                Step::Open("num", attributes) => {
                    number = attributes.find("numId").unwrap_or_default();
                }
                Step::Open("abstractNumId", attributes) => {
                    let of = attributes.find("val").unwrap_or_default();
                    found.lists.insert(number.clone(), of);
                }
                Step::Open("lvlOverride", attributes) => {
                    is_override = true;
                    level = attributes.number("ilvl").unwrap_or(0);
                }
                Step::Close("lvlOverride") => is_override = false,
                Step::Open("startOverride", attributes) => {
                    let start = attributes.number("val").unwrap_or(1);
                    found
                        .starts
                        .insert((number.clone(), level), u32::try_from(start).unwrap_or(1));
                }
                Step::Open("lvl", attributes) => level = attributes.number("ilvl").unwrap_or(0),
                Step::Open(name, attributes) if !is_override => {
                    let known = found.abstracts.get_mut(&list);
                    if let Some(known) = known.and_then(|levels| levels.get_mut(level)) {
                        let value = attributes.find("val").unwrap_or_default();
                        match name {
                            "start" => known.start = value.parse().unwrap_or(1),
                            "numFmt" => known.format = value,
                            "lvlText" => known.text = value,
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
            Ok(())
        })?;
        Ok(found)
    }

    /// The number that the next paragraph of this list and level carries; empty for bullets and unknown lists.
    pub fn next(&mut self, list: &str, level: usize) -> String {
        let level = level.min(LEVELS - 1);
        let Some(of) = self.lists.get(list).cloned() else {
            return String::new();
        };
        let Some(levels) = self.abstracts.get(&of).cloned() else {
            return String::new();
        };
        // A list that starts anew counts by itself; others of the same pattern go on counting together.
        let own = self.starts.keys().any(|(number, _)| number == list);
        let key = if own { format!("#{list}") } else { of };
        let start = |at: usize| {
            let written = levels.get(at).map_or(1, |level| level.start);
            let over = self.starts.get(&(list.to_owned(), at));
            over.copied().unwrap_or(written)
        };
        let starts: Vec<u32> = (0..LEVELS).map(start).collect();
        let counts = self.counts.entry(key).or_default();
        for (at, count) in counts.iter_mut().enumerate() {
            let first = starts.get(at).copied().unwrap_or(1);
            match at.cmp(&level) {
                std::cmp::Ordering::Less => *count = Some(count.unwrap_or(first)),
                std::cmp::Ordering::Equal => {
                    *count = Some(count.map_or(first, |count| count.saturating_add(1)));
                }
                std::cmp::Ordering::Greater => *count = None,
            }
        }
        let Some(pattern) = levels.get(level) else {
            return String::new();
        };
        let mut printed = String::new();
        let mut characters = pattern.text.chars();
        while let Some(character) = characters.next() {
            if character != '%' {
                printed.push(character);
                continue;
            }
            let at = characters.next().and_then(|digit| digit.to_digit(10));
            let at = at.map_or(0, |at| (at as usize).saturating_sub(1));
            let count = counts.get(at).copied().flatten().unwrap_or(1);
            let format = levels.get(at).map_or("", |level| level.format.as_str());
            printed.push_str(&write(count, format));
        }
        if ["bullet", "none"].contains(&pattern.format.as_str()) {
            return String::new();
        }
        // 1 and 一 alone are no heading number: what Word shows with a gap gets a stop.
        if printed.chars().all(char::is_alphanumeric) && !printed.is_empty() {
            printed.push('.');
        }
        printed
    }
}

/// A count in the way of a `numFmt`.
fn write(count: u32, format: &str) -> String {
    match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "ideographDigital"
        | "japaneseCounting"
        | "chineseLegalSimplified" => chinese(count),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => char::from_u32(0x245f + count)
            .filter(|_| (1..=20).contains(&count))
            .map_or_else(|| count.to_string(), String::from),
        "upperLetter" => letter(count, b'A'),
        "lowerLetter" => letter(count, b'a'),
        "upperRoman" => roman(count),
        "lowerRoman" => roman(count).to_lowercase(),
        "decimalZero" => format!("{count:02}"),
        _ => count.to_string(),
    }
}

fn chinese(count: u32) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |value: u32| DIGITS.get(value as usize).copied().unwrap_or_default();
    match count {
        0 => "〇".to_owned(),
        1..=9 => digit(count).to_owned(),
        10..=19 => format!("十{}", digit(count - 10)),
        20..=99 => format!("{}十{}", digit(count / 10), digit(count % 10)),
        100..=999 => {
            let rest = count % 100;
            let behind = match rest {
                0 => String::new(),
                1..=9 => format!("零{}", digit(rest)),
                10..=19 => format!("一{}", chinese(rest)),
                _ => chinese(rest),
            };
            format!("{}百{behind}", digit(count / 100))
        }
        _ => count.to_string(),
    }
}

fn letter(count: u32, first: u8) -> String {
    let at = u8::try_from((count.max(1) - 1) % 26).unwrap_or(0);
    char::from(first + at).to_string()
}

fn roman(mut count: u32) -> String {
    const SIGNS: [(u32, &str); 9] = [
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if count > 300 {
        return count.to_string();
    }
    let mut written = String::new();
    for (value, sign) in SIGNS {
        while count >= value {
            written.push_str(sign);
            count -= value;
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_written_as_word_does() {
        for (count, format, written) in [
            (1, "chineseCounting", "一"),
            (12, "chineseCountingThousand", "十二"),
            (30, "chineseCounting", "三十"),
            (105, "chineseCounting", "一百零五"),
            (112, "chineseCounting", "一百一十二"),
            (3, "decimalEnclosedCircleChinese", "③"),
            (4, "lowerRoman", "iv"),
            (2, "upperLetter", "B"),
            (7, "decimal", "7"),
        ] {
            assert_eq!(write(count, format), written);
        }
    }

    #[test]
    fn levels_start_again_under_the_next_heading() {
        let level = |at: usize, format: &str, text: &str| {
            format!(
                r#"<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/></w:lvl>"#
            )
        };
        let xml = format!(
            r#"<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="3">{}{}{}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="3"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="3"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num></w:numbering>"#,
            level(0, "chineseCounting", "%1、"),
            level(1, "decimal", "%2."),
            level(2, "bullet", "·"),
        );
        let mut numbering = Numbering::read(xml.as_bytes()).unwrap();
        let got: Vec<String> = [
            ("1", 0),
            ("1", 1),
            ("1", 1),
            ("1", 0),
            ("1", 1),
            ("2", 0),
            ("1", 2),
            ("9", 0),
        ]
        .into_iter()
        .map(|(list, level)| numbering.next(list, level))
        .collect();
        assert_eq!(got, ["一、", "1.", "2.", "二、", "1.", "五、", "", ""]);
    }
}
