//! Automatic numbers (一、 （一） 1.): they stand in no paragraph, but in `numbering.xml`, and often only through the style.
//!
//! A list (`num`) has a pattern (`abstractNum`) of nine levels. Lists of one pattern count together, until one that starts anew is
//! met for the first time: so does Word.

use std::collections::{HashMap, HashSet};

use super::KIND;
use crate::breakdown::problem::Problem;
use crate::breakdown::source::count::{is_written, write};
use crate::breakdown::source::xml::{self, Attributes, Step};

/// Word has nine levels.
const LEVELS: usize = 9;

/// A level of a pattern: how its numbers are written and when they start again.
#[derive(Clone, Debug, Default)]
struct Level {
    start: u32,
    format: String,
    text: String,
    /// The paragraph style that stands for this level.
    style: String,
    /// How many levels above it make it start again when they count on; all where it does not say.
    restart: Option<usize>,
    /// Every number in it is written with plain digits (第一章, 1.1).
    is_legal: bool,
    /// Nothing stands between the number and the words.
    is_tight: bool,
}

impl Level {
    /// What one element in a level says of it.
    fn mark(&mut self, name: &str, attributes: &Attributes) {
        let value = || attributes.find("val").unwrap_or_default();
        match name {
            "start" => self.start = value().parse().unwrap_or(1),
            "numFmt" => self.format = value(),
            "lvlText" => self.text = value(),
            "pStyle" => self.style = value(),
            "lvlRestart" => self.restart = attributes.number("val"),
            "isLgl" => self.is_legal = attributes.is_on(),
            "suff" => self.is_tight = value() == "nothing",
            _ => {}
        }
    }
}

/// A list: its pattern, and where it differs from it.
#[derive(Debug, Default)]
struct List {
    pattern: String,
    levels: HashMap<usize, Level>,
    starts: HashMap<usize, u32>,
}

/// The lists of a document, and how far each pattern has counted.
#[derive(Debug, Default)]
pub struct Numbering {
    patterns: HashMap<String, Vec<Level>>,
    /// The pattern that a list style names, and the style that a pattern without levels points at.
    styled: HashMap<String, String>,
    links: HashMap<String, String>,
    lists: HashMap<String, List>,
    counts: HashMap<String, [Option<u32>; LEVELS]>,
    /// The lists and levels that have started anew already.
    begun: HashSet<(String, usize)>,
}

/// Where the reader of `numbering.xml` is.
#[derive(Default)]
struct Place {
    pattern: String,
    list: String,
    level: usize,
    in_list: bool,
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub fn read(bytes: &[u8]) -> Result<Self, Problem> {
        let mut found = Self::default();
        let mut place = Place::default();
        xml::walk(bytes, KIND, |step| {
            if let Step::Open(name, attributes) = step {
                found.open(name, &attributes, &mut place);
            }
            Ok(())
        })?;
        Ok(found)
    }

    fn open(&mut self, name: &str, attributes: &Attributes, place: &mut Place) {
        let value = || attributes.find("val").unwrap_or_default();
        match name {
            "abstractNum" => {
                place.in_list = false;
                place.pattern = attributes.find("abstractNumId").unwrap_or_default();
                let levels = vec![Level::default(); LEVELS];
                self.patterns.insert(place.pattern.clone(), levels);
            }
            "styleLink" => {
                self.styled.insert(value(), place.pattern.clone());
            }
            "numStyleLink" => {
                self.links.insert(place.pattern.clone(), value());
            }
            "num" => {
                place.in_list = true;
                place.list = attributes.find("numId").unwrap_or_default();
                self.lists.insert(place.list.clone(), List::default());
            }
            "lvlOverride" | "lvl" => {
                place.level = attributes.number("ilvl").unwrap_or(0);
                let list = self.lists.get_mut(&place.list);
                if let Some(list) = list.filter(|_| place.in_list && name == "lvl") {
                    list.levels.insert(place.level, Level::default());
                }
            }
            "abstractNumId" => {
                if let Some(list) = self.lists.get_mut(&place.list) {
                    list.pattern = value();
                }
            }
            "startOverride" => {
                let start = value().parse().unwrap_or(1);
                if let Some(list) = self.lists.get_mut(&place.list) {
                    list.starts.insert(place.level, start);
                }
            }
            _ => {
                let level = if place.in_list {
                    let list = self.lists.get_mut(&place.list);
                    list.and_then(|list| list.levels.get_mut(&place.level))
                } else {
                    let pattern = self.patterns.get_mut(&place.pattern);
                    pattern.and_then(|levels| levels.get_mut(place.level))
                };
                if let Some(level) = level {
                    level.mark(name, attributes);
                }
            }
        }
    }

    /// The level that a paragraph style stands for in a list.
    pub fn level_of(&self, list: &str, style: &str) -> Option<usize> {
        let levels = self.patterns.get(&self.pattern_of(list)?)?;
        levels.iter().position(|level| level.style == style)
    }

    /// The pattern by which a list counts.
    fn pattern_of(&self, list: &str) -> Option<String> {
        let pattern = &self.lists.get(list)?.pattern;
        let linked = self.links.get(pattern).and_then(|it| self.styled.get(it));
        Some(linked.unwrap_or(pattern).clone())
    }

    /// The number that the next paragraph of this list and level carries, with the gap behind it; empty for bullets and
    /// unknown lists.
    pub fn next(&mut self, list: &str, level: usize) -> String {
        let level = level.min(LEVELS - 1);
        let Some(pattern) = self.pattern_of(list) else {
            return String::new();
        };
        let (Some(levels), Some(of)) = (self.patterns.get(&pattern), self.lists.get(list)) else {
            return String::new();
        };
        let is_first = self.begun.insert((list.to_owned(), level));
        let first = |at: usize| {
            let written = levels.get(at).map_or(1, |level| level.start);
            of.starts.get(&at).copied().unwrap_or(written)
        };
        let counts = self.counts.entry(pattern).or_default();
        for (at, count) in counts.iter_mut().enumerate() {
            match at.cmp(&level) {
                std::cmp::Ordering::Less => *count = Some(count.unwrap_or(first(at))),
                std::cmp::Ordering::Equal => {
                    let starts = is_first && of.starts.contains_key(&at);
                    let before = count.filter(|_| !starts);
                    *count = Some(before.map_or(first(at), |count| count.saturating_add(1)));
                }
                std::cmp::Ordering::Greater => {
                    let restart = levels.get(at).and_then(|level| level.restart);
                    if restart.is_none_or(|above| level < above) {
                        *count = None;
                    }
                }
            }
        }
        let level_at = |at: usize| of.levels.get(&at).or(levels.get(at));
        level_at(level).map_or_else(String::new, |own| print(own, counts, level_at))
    }
}

/// A number as Word prints it, with a gap where the words behind it might run into it.
fn print<'l>(
    own: &Level,
    counts: &[Option<u32>; LEVELS],
    level_at: impl Fn(usize) -> Option<&'l Level>,
) -> String {
    if !is_written(&own.format) {
        return String::new();
    }
    let mut printed = String::new();
    let mut characters = own.text.chars();
    while let Some(character) = characters.next() {
        if character != '%' {
            printed.push(character);
            continue;
        }
        let at = characters.next().and_then(|digit| digit.to_digit(10));
        let at = at.map_or(0, |at| (at as usize).saturating_sub(1));
        let count = counts.get(at).copied().flatten().unwrap_or(1);
        let format = level_at(at).map_or("", |level| level.format.as_str());
        let format = if own.is_legal { "decimal" } else { format };
        printed.push_str(&write(count, format));
    }
    // 1 and 一 alone are no heading number: what Word shows with a gap gets a stop.
    let is_bare = own.text.strip_prefix('%').is_some_and(|it| it.len() == 1);
    if is_bare && !printed.is_empty() {
        printed.push('.');
    }
    if !own.is_tight && printed.ends_with(|last: char| last.is_alphanumeric() || last == '.') {
        printed.push(' ');
    }
    printed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(at: usize, format: &str, text: &str, more: &str) -> String {
        format!(
            r#"<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{format}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>"#
        )
    }

    /// The numbers of paragraphs of these lists and levels; white space at their end says nothing.
    fn numbers(patterns: &str, paragraphs: &[(&str, usize)]) -> Vec<String> {
        let xml = format!(r#"<w:numbering xmlns:w="w">{patterns}</w:numbering>"#);
        let mut numbering = Numbering::read(xml.as_bytes()).unwrap();
        paragraphs
            .iter()
            .map(|(list, level)| numbering.next(list, *level).trim_end().to_owned())
            .collect()
    }

    fn pattern(id: &str, inside: &str) -> String {
        format!(r#"<w:abstractNum w:abstractNumId="{id}">{inside}</w:abstractNum>"#)
    }

    fn list(id: &str, pattern: &str, inside: &str) -> String {
        format!(r#"<w:num w:numId="{id}"><w:abstractNumId w:val="{pattern}"/>{inside}</w:num>"#)
    }

    fn plan() -> String {
        [
            level(0, "chineseCounting", "%1、", ""),
            level(1, "chineseCounting", "（%2）", ""),
            level(2, "decimal", "%3.", ""),
        ]
        .concat()
    }

    #[test]
    fn levels_start_again_under_the_next_heading() {
        let levels = [
            level(0, "chineseCounting", "%1、", ""),
            level(1, "decimal", "%2.", ""),
            level(2, "bullet", "·", ""),
            level(3, "none", "注：", ""),
        ];
        let xml = pattern("3", &levels.concat()) + &list("1", "3", "");
        let got = numbers(
            &xml,
            &[
                ("1", 0),
                ("1", 1),
                ("1", 1),
                ("1", 0),
                ("1", 1),
                ("1", 2),
                ("1", 3),
                ("9", 0),
            ],
        );
        assert_eq!(got, ["一、", "1.", "2.", "二、", "1.", "", "注：", ""]);
    }

    #[test]
    fn a_level_may_count_on_across_headings() {
        let measures = |restart: &str| {
            let levels = [
                level(0, "chineseCounting", "%1、", ""),
                level(1, "chineseCounting", "（%2）", ""),
                level(2, "decimal", "%3.", restart),
            ];
            let xml = pattern("3", &levels.concat()) + &list("1", "3", "");
            numbers(
                &xml,
                &[
                    ("1", 0),
                    ("1", 1),
                    ("1", 2),
                    ("1", 1),
                    ("1", 2),
                    ("1", 0),
                    ("1", 2),
                ],
            )
        };
        let last = |restart| {
            let got = measures(restart);
            [got[4].clone(), got[6].clone()]
        };
        assert_eq!(last(""), ["1.", "1."]);
        assert_eq!(last(r#"<w:lvlRestart w:val="0"/>"#), ["2.", "3."]);
        // Only a new 一、 starts it again, a new （一） does not.
        assert_eq!(last(r#"<w:lvlRestart w:val="1"/>"#), ["2.", "1."]);
    }

    #[test]
    fn lists_of_a_pattern_count_together_until_one_starts_anew() {
        let anew = r#"<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>"#;
        let xml = pattern("3", &plan())
            + &list("1", "3", "")
            + &list("2", "3", "")
            + &list("4", "3", anew);
        let got = numbers(
            &xml,
            &[("1", 0), ("2", 0), ("4", 0), ("4", 0), ("1", 0), ("4", 0)],
        );
        assert_eq!(got, ["一、", "二、", "一、", "二、", "三、", "四、"]);
        let under = r#"<w:lvlOverride w:ilvl="1"><w:startOverride w:val="1"/></w:lvlOverride>"#;
        let xml = pattern("3", &plan()) + &list("1", "3", "") + &list("2", "3", under);
        let got = numbers(
            &xml,
            &[("1", 0), ("1", 1), ("2", 1), ("2", 1), ("1", 0), ("2", 1)],
        );
        assert_eq!(
            got,
            ["一、", "（一）", "（一）", "（二）", "二、", "（一）"]
        );
    }

    #[test]
    fn a_list_may_write_its_pattern_in_another_way() {
        let other = format!(
            r#"<w:lvlOverride w:ilvl="0">{}</w:lvlOverride>"#,
            level(0, "decimal", "%1)", "")
        );
        let xml = pattern("3", &plan()) + &list("1", "3", "") + &list("2", "3", &other);
        assert_eq!(
            numbers(&xml, &[("1", 0), ("2", 0), ("1", 0)]),
            ["一、", "2)", "三、"]
        );
    }

    #[test]
    fn a_pattern_may_be_that_of_a_list_style() {
        let xml = pattern("3", &(r#"<w:styleLink w:val="L"/>"#.to_owned() + &plan()))
            + &pattern("4", r#"<w:numStyleLink w:val="L"/>"#)
            + &list("1", "4", "")
            + &list("2", "3", "");
        assert_eq!(
            numbers(&xml, &[("1", 0), ("1", 0), ("2", 0)]),
            ["一、", "二、", "三、"]
        );
    }

    #[test]
    fn chapters_in_chinese_may_number_their_sections_in_digits() {
        let levels = [
            level(0, "chineseCounting", "第%1章", ""),
            level(1, "decimal", "%1.%2", "<w:isLgl/>"),
            level(2, "decimal", "%3", ""),
        ];
        let xml = pattern("3", &levels.concat()) + &list("1", "3", "");
        assert_eq!(
            numbers(&xml, &[("1", 0), ("1", 1), ("1", 2)]),
            ["第一章", "1.1", "1."]
        );
    }

    #[test]
    fn a_style_stands_for_its_level() {
        let levels = [
            level(0, "decimal", "%1.", r#"<w:pStyle w:val="H1"/>"#),
            level(1, "decimal", "%2)", r#"<w:pStyle w:val="H2"/>"#),
        ];
        let xml = pattern("3", &levels.concat()) + &list("1", "3", "");
        let xml = format!(r#"<w:numbering xmlns:w="w">{xml}</w:numbering>"#);
        let numbering = Numbering::read(xml.as_bytes()).unwrap();
        assert_eq!(numbering.level_of("1", "H2"), Some(1));
        assert_eq!(numbering.level_of("1", "H3"), None);
    }
}
