//! Text as cells take it: without what XML forbids, and in parts where a cell is too small.

use unicode_segmentation::UnicodeSegmentation;

use crate::text::width::layout;

/// What a cell holds, in UTF-16 units, as spreadsheets count.
pub const MOST: usize = 32_767;

/// Text that looks like the writing library's own markup is written in runs, which take far more room.
const MOST_IN_RUNS: usize = 150;

/// A row is at most 409 points high: what needs more lines can't be seen in one cell.
pub const MOST_LINES: usize = 24;

/// The text without what XML forbids, its line ends as LF.
pub fn fit(text: &str) -> String {
    text.replace("\r\n", "\n")
        .chars()
        .filter_map(|it| match it {
            '\r' => Some('\n'),
            '\t' | '\n' => Some(it),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => None,
            _ => Some(it),
        })
        .collect()
}

/// The length of a text as spreadsheets count.
pub fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// The longest beginning of at most `most` units (2 or more); no character is halved that would fit whole.
pub fn head(text: &str, most: usize) -> &str {
    let end = |pieces: &mut dyn Iterator<Item = (usize, &str)>| {
        let mut used = 0;
        let fitting = pieces.take_while(|(_, piece)| {
            used += units(piece);
            used <= most
        });
        fitting.last().map_or(0, |(at, piece)| at + piece.len())
    };
    let whole = end(&mut text.grapheme_indices(true));
    if whole > 0 {
        return &text[..whole];
    }
    // One character with so many marks on it that no cell holds it.
    let mut characters = text
        .char_indices()
        .map(|(at, it)| (at, &text[at..at + it.len_utf8()]));
    &text[..end(&mut characters)]
}

/// Whether the writing library would take the text for its own markup.
pub fn is_markup(text: &str) -> bool {
    text.starts_with("<r>") && text.ends_with("</r>")
}

/// The beginning of the text that one cell holds.
pub fn first(text: &str) -> &str {
    let first = head(text, MOST);
    if is_markup(first) {
        head(first, MOST_IN_RUNS)
    } else {
        first
    }
}

/// The text as one cell holds it, cut with … where it is too long.
pub fn cut(text: &str) -> String {
    if first(text).len() == text.len() {
        text.to_owned()
    } else {
        format!("{}…", head(text, MOST - 1))
    }
}

/// The text in parts that can be seen whole in a cell of so many columns, to be put one below the other; together they
/// are the text. An empty text is one part.
pub fn rows(text: &str, columns: usize) -> Vec<&str> {
    let lines = layout(text, columns);
    let mut starts: Vec<usize> = lines.chunks(MOST_LINES).map(|it| it[0].start).collect();
    starts.push(text.len());
    let mut rows = Vec::new();
    for pair in starts.windows(2) {
        let mut rest = &text[pair[0]..pair[1]];
        while !rest.is_empty() {
            let row = first(rest);
            rows.push(row);
            rest = &rest[row.len()..];
        }
    }
    if rows.is_empty() {
        rows.push("");
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_cell_gets_what_it_holds() {
        assert_eq!(fit("甲\r\n乙\r丙\t丁\u{0}\u{1b}\u{fffe}"), "甲\n乙\n丙\t丁");
        assert_eq!(head("甲乙丙", 2), "甲乙");
        assert_eq!(head("甲👨‍👩‍👧乙", 8), "甲");
        assert_eq!(head("甲👨‍👩‍👧乙", 9), "甲👨‍👩‍👧");
        assert_eq!(head("e\u{301}\u{301}\u{301}", 3), "e\u{301}\u{301}");
        assert_eq!(head("", 3), "");
        assert_eq!(cut(&"健".repeat(MOST)), "健".repeat(MOST));
        assert_eq!(cut(&"健".repeat(MOST + 1)), "健".repeat(MOST - 1) + "…");
        assert_eq!(rows("", 20), [""]);
        assert_eq!(rows("甲\n乙", 20), ["甲\n乙"]);
        let lines: Vec<usize> = rows(&"健".repeat(1000), 20)
            .iter()
            .map(|it| units(it))
            .collect();
        assert_eq!(lines, [240, 240, 240, 240, 40]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn nothing_is_lost_between_parts(text in "(?s:.|<r>|</r>|\n|\u{301}|健康){0,200}", times in 1_usize..120) {
            let text = fit(&text).repeat(times);
            let rows = rows(&text, 20);
            prop_assert!(rows.iter().all(|it| units(it) <= MOST));
            prop_assert_eq!(rows.concat(), text);
        }
    }
}
