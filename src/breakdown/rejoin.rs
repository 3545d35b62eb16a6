//! Lines that a converter joined with a space where they were wrapped: 分级 诊疗 is one word.

use super::source::Line;

/// A wrapped line of print holds this many characters.
const WIDTH: std::ops::RangeInclusive<usize> = 20..=44;

/// A shorter paragraph has too few spaces to tell anything.
const LONG: usize = 60;

/// Takes the spaces out of a document whose paragraphs have one at the end of every printed line.
pub fn rejoin(lines: &mut [Line]) {
    let long = lines
        .iter()
        .filter(|line| line.cells.is_empty() && line.text.chars().nth(LONG).is_some());
    let (wrapped, all) = long.fold((0_usize, 0_usize), |(wrapped, all), line| {
        (wrapped + usize::from(is_wrapped(&line.text)), all + 1)
    });
    if all == 0 || wrapped * 2 <= all {
        return;
    }
    for line in lines.iter_mut().filter(|line| line.cells.is_empty()) {
        line.text = joined(&line.text);
    }
}

/// Whether most spaces of a paragraph stand a line's width apart.
fn is_wrapped(text: &str) -> bool {
    let (mut regular, mut other, mut since) = (0, 0, 0);
    for (before, character, after) in triples(text) {
        since += 1;
        if is_wrap(before, character, after) {
            if WIDTH.contains(&since) {
                regular += 1;
            } else {
                other += 1;
            }
            since = 0;
        }
    }
    regular > other
}

/// The text without the spaces inside its words.
fn joined(text: &str) -> String {
    triples(text)
        .filter(|(before, character, after)| !is_wrap(*before, *character, *after))
        .map(|(_, character, _)| character)
        .collect()
}

/// Each character with its neighbours.
fn triples(text: &str) -> impl Iterator<Item = (Option<char>, char, Option<char>)> {
    let before = std::iter::once(None).chain(text.chars().map(Some));
    let after = text.chars().skip(1).map(Some).chain(std::iter::once(None));
    before
        .zip(text.chars())
        .zip(after)
        .map(|((before, character), after)| (before, character, after))
}

/// One blank between two characters of Chinese print.
fn is_wrap(before: Option<char>, character: char, after: Option<char>) -> bool {
    let is_wide = |c: Option<char>| c.is_some_and(|c| !c.is_ascii() && !c.is_whitespace());
    character == ' ' && is_wide(before) && is_wide(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Line {
        Line {
            text: text.to_owned(),
            ..Line::default()
        }
    }

    #[test]
    fn words_parted_by_wrapped_lines_are_put_together() {
        let row = "甲".repeat(28);
        let text = format!("{row} {row} {row}乙");
        let mut lines = [line(&text), line("各市 局")];
        rejoin(&mut lines);
        assert_eq!(lines[0].text, format!("{row}{row}{row}乙"));
        assert_eq!(lines[1].text, "各市局");
    }

    #[test]
    fn spaces_elsewhere_stay() {
        let text = format!("{} 市甲局 市乙局 {}", "甲".repeat(7), "丙".repeat(60));
        let mut lines = [line(&text)];
        rejoin(&mut lines);
        assert_eq!(lines[0].text, text);
    }
}
