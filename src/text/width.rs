//! Display width: how many columns a text takes in a terminal, and how to cut and pad it. The only user of
//! `unicode-width`.

use std::cell::Cell;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

thread_local! {
    /// The dashboard draws in one thread; everything else counts as papers and pipes do, one column.
    static IS_WIDE: Cell<bool> = const { Cell::new(false) };
}

/// Says whether the terminal that this thread draws on gives characters of ambiguous width (“ … — ① ≥) two columns.
pub fn set_wide(is_wide: bool) {
    IS_WIDE.set(is_wide);
}

/// Whether characters of ambiguous width take two columns.
pub fn is_wide() -> bool {
    IS_WIDE.get()
}

/// Makes something that leaves the terminal: on paper such characters take one column, whoever makes it.
pub fn on_paper<T>(make: impl FnOnce() -> T) -> T {
    let was = IS_WIDE.replace(false);
    let paper = make();
    IS_WIDE.set(was);
    paper
}

/// The columns that a text takes.
pub fn width(text: &str) -> usize {
    if is_wide() {
        text.width_cjk()
    } else {
        text.width()
    }
}

/// The characters of a text as a reader counts them, each with the columns that it takes.
pub fn characters(text: &str) -> impl Iterator<Item = (&str, usize)> {
    text.graphemes(true).map(|it| (it, width(it)))
}

/// The text in at most `columns` columns; what does not fit is cut between characters and ends in `…`.
pub fn cut(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let Some(room) = columns.checked_sub(width("…")) else {
        return String::new();
    };
    let mut kept = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        let wide = width(grapheme);
        if used + wide > room {
            break;
        }
        used += wide;
        kept.push_str(grapheme);
    }
    kept.push('…');
    kept
}

/// The text cut and filled up with spaces on the right to exactly `columns` columns.
pub fn pad(text: &str, columns: usize) -> String {
    let mut text = cut(text, columns);
    let missing = columns.saturating_sub(width(&text));
    text.extend(std::iter::repeat_n(' ', missing));
    text
}

/// The text cut and filled up with spaces on the left to exactly `columns` columns, as figures stand.
pub fn pad_left(text: &str, columns: usize) -> String {
    let text = cut(text, columns);
    let missing = columns.saturating_sub(width(&text));
    let mut padded = " ".repeat(missing);
    padded.push_str(&text);
    padded
}

/// The text in lines of at most `columns` columns, by the rules of Chinese typesetting (禁则): no line begins with a
/// closing mark, none ends with an opening one. A line break in the text stays one; `columns` under 4 counts as 4.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    layout(text, columns)
        .into_iter()
        .map(|row| text[row].trim_end().to_owned())
        .collect()
}

/// The rows of [`wrap`] as byte ranges of the text, in their order; blanks at a row's end belong to no row's words but
/// to its range.
pub fn layout(text: &str, columns: usize) -> Vec<Range<usize>> {
    let columns = columns.max(4);
    let mut rows = Vec::new();
    let mut start = 0;
    for piece in text.split_inclusive('\n') {
        let line = piece.trim_end_matches(['\n', '\r']);
        let placed = |row: Range<usize>| row.start + start..row.end + start;
        rows.extend(layout_line(line, columns, true).into_iter().map(placed));
        start += piece.len();
    }
    rows
}

/// The rows of a text that one types, where every character has its place: as [`layout`], but blanks at a row's end go on
/// in the next row where they have no room, and behind a line end there is always a row.
pub fn layout_typed(text: &str, columns: usize) -> Vec<Range<usize>> {
    let columns = columns.max(4);
    let mut rows = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let placed = |row: Range<usize>| row.start + start..row.end + start;
        rows.extend(layout_line(line, columns, false).into_iter().map(placed));
        start += line.len() + 1;
    }
    rows
}

/// The columns that a text takes where each of its characters has cells of its own, as on a terminal.
pub fn columns_of(text: &str) -> usize {
    text.graphemes(true).map(width).sum()
}

fn layout_line(text: &str, columns: usize, hangs_blanks: bool) -> Vec<Range<usize>> {
    let graphemes: Vec<(usize, &str)> = text.grapheme_indices(true).collect();
    let place = |at: usize| graphemes.get(at).map_or(text.len(), |it| it.0);
    let mut rows = Vec::new();
    let mut start = 0;
    while start < graphemes.len() {
        let mut end = start;
        let mut used = 0;
        while end < graphemes.len() && used + width(graphemes[end].1) <= columns {
            used += width(graphemes[end].1);
            end += 1;
        }
        end = end.max(start + 1);
        if end < graphemes.len() {
            end = break_before(&graphemes, start, end);
        }
        let from = start;
        start = end;
        while hangs_blanks && start < graphemes.len() && graphemes[start].1 == " " {
            start += 1;
        }
        rows.push(place(from)..place(start));
    }
    if rows.is_empty() {
        rows.push(0..0);
    }
    rows
}

/// The last place at or before `end` where a line may break; `end` itself when there is none after `start`.
fn break_before(graphemes: &[(usize, &str)], start: usize, end: usize) -> usize {
    let may_break = |at: usize| {
        let (left, right) = (graphemes[at - 1].1, graphemes[at].1);
        let is_inside_word = is_latin(left) && is_latin(right);
        !(CLOSING.contains(right) || OPENING.contains(left) || is_inside_word)
    };
    (start + 1..=end)
        .rev()
        .find(|at| may_break(*at))
        .unwrap_or(end)
}

const CLOSING: &str = "，。、；：？！）》〉」』】〕”’％%,.;:?!)]}…";
const OPENING: &str = "（《〈「『【〔“‘([{";

fn is_latin(grapheme: &str) -> bool {
    grapheme.chars().all(|it| it.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_cut_never_halves_a_character() {
        for (text, columns, cut_to) in [
            ("健康步道", 8, "健康步道"),
            ("健康步道", 7, "健康步…"),
            ("健康步道", 6, "健康…"),
            ("a健康", 4, "a健…"),
            ("健康", 1, "…"),
            ("健康", 0, ""),
        ] {
            assert_eq!(cut(text, columns), cut_to);
        }
        assert_eq!(pad("健康", 6), "健康  ");
        assert_eq!(pad_left("47", 4), "  47");
    }

    #[test]
    fn no_line_begins_with_a_closing_mark() {
        assert_eq!(
            wrap("建成三条步道，设立标识。", 12),
            ["建成三条步", "道，设立标", "识。"]
        );
        assert_eq!(wrap("开展“六进”宣讲", 6), ["开展", "“六进”", "宣讲"]);
        assert_eq!(wrap("甲\n\n乙", 10), ["甲", "", "乙"]);
    }

    #[test]
    fn rows_say_where_they_stand() {
        let text = "建成三条  步道\n\n公园";
        let rows: Vec<&str> = layout(text, 8).into_iter().map(|row| &text[row]).collect();
        assert_eq!(rows, ["建成三条  ", "步道", "", "公园"]);
    }

    #[test]
    fn on_a_wide_terminal_ambiguous_characters_take_two_columns() {
        set_wide(true);
        assert_eq!(width("“健”…"), 8);
        assert_eq!(width("健，a"), 5);
        for (columns, cut_to) in [(8, "健康步道"), (7, "健康…"), (3, "…"), (1, "")] {
            assert_eq!(cut("健康步道", columns), cut_to);
        }
        assert_eq!(pad("“六进”", 9), "“六进” ");
    }

    proptest! {
        #[test]
        fn a_cut_is_never_wider_than_asked(text in ".*", columns in 0_usize..40) {
            prop_assert!(width(&cut(&text, columns)) <= columns);
        }

        #[test]
        fn wrapping_loses_nothing_but_spaces(text in "[甲乙，。“”a1 ]{0,60}", columns in 4_usize..20) {
            let kept: String = wrap(&text, columns).concat().replace(' ', "");
            prop_assert_eq!(kept, text.replace(' ', ""));
        }
    }
}
