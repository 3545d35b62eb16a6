//! A text that one types: moves and deletes by what a reader takes for one character, and words of Chinese by character.
//!
//! One editor for fields of one line and of several. tui-input knows one line only; ratatui-textarea ignores a paste,
//! keeps escapes and tabs in the text, takes a whole sentence of 汉字 for one word, and deletes half of an é. What a
//! character and a word are comes from unicode-segmentation.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

use crate::text::clean::{clean, clean_line};
use crate::text::width::width;

/// The longest text that is taken, in characters: more than any report, less than what would make typing slow.
const LONGEST: usize = 20_000;

/// A text with a cursor.
#[derive(Clone, Debug)]
pub struct Editor {
    text: String,
    /// A byte offset, always between two characters.
    cursor: usize,
    shape: Shape,
}

/// Whether a text may hold line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One line.
    Line,
    /// Several.
    Lines,
}

impl Editor {
    /// An editor holding a text, the cursor at its end.
    pub fn new(shape: Shape, text: &str) -> Self {
        let mut editor = Self {
            text: String::new(),
            cursor: 0,
            shape,
        };
        editor.insert(text);
        editor
    }

    /// What was typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Whether the cursor stands behind the text.
    pub fn is_at_end(&self) -> bool {
        self.cursor == self.text.len()
    }

    /// Replaces the text.
    pub fn set(&mut self, text: &str) {
        self.text.clear();
        self.cursor = 0;
        self.insert(text);
    }

    /// Types or pastes at the cursor; controls go, and line ends where there is one line.
    pub fn insert(&mut self, text: &str) {
        let text = match self.shape {
            Shape::Line => clean_line(text),
            Shape::Lines => clean(text),
        };
        let room = LONGEST.saturating_sub(self.text.chars().count());
        let text: String = text.chars().take(room).collect();
        self.text.insert_str(self.cursor, &text);
        self.cursor += text.len();
    }

    /// Takes a key; `false` where it has no use for it.
    pub fn key(&mut self, key: KeyEvent) -> bool {
        let before = (self.cursor, self.text.len());
        match (key.modifiers.contains(KeyModifiers::CONTROL), key.code) {
            (false, KeyCode::Char(character)) => self.insert(character.encode_utf8(&mut [0; 4])),
            (false, KeyCode::Enter) if self.shape == Shape::Lines => self.insert("\n"),
            (_, KeyCode::Backspace) | (true, KeyCode::Char('h')) => {
                self.delete(self.left()..self.cursor);
            }
            (_, KeyCode::Delete) | (true, KeyCode::Char('d')) => {
                self.delete(self.cursor..self.right());
            }
            (true, KeyCode::Char('w')) => self.delete(self.word_left()..self.cursor),
            (true, KeyCode::Char('u')) => self.delete(self.line().start..self.cursor),
            (true, KeyCode::Char('k')) => self.delete(self.cursor..self.line().end),
            (true, KeyCode::Left) => self.cursor = self.word_left(),
            (false, KeyCode::Left) => self.cursor = self.left(),
            (_, KeyCode::Right) => self.cursor = self.right(),
            (_, KeyCode::Home) | (true, KeyCode::Char('a')) => self.cursor = self.line().start,
            (_, KeyCode::End) | (true, KeyCode::Char('e')) => self.cursor = self.line().end,
            _ => return false,
        }
        before != (self.cursor, self.text.len())
    }

    /// Moves one row up or down as the text is laid out; `false` at its first or last row.
    pub fn move_row(&mut self, down: bool, columns: usize) -> bool {
        let rows = self.rows(columns);
        let (row, column) = self.place(columns);
        let target = if down {
            row.checked_add(1)
        } else {
            row.checked_sub(1)
        };
        let Some(range) = target.and_then(|it| rows.get(it)) else {
            return false;
        };
        let mut at = range.start;
        for (offset, grapheme) in self.text[range.clone()].grapheme_indices(true) {
            if width(&self.text[range.start..range.start + offset + grapheme.len()]) > column {
                break;
            }
            at = range.start + offset + grapheme.len();
        }
        self.cursor = at;
        true
    }

    /// The text as rows of at most `columns` columns: byte ranges, line ends left out.
    pub fn rows(&self, columns: usize) -> Vec<Range<usize>> {
        let mut rows = Vec::new();
        let mut start = 0;
        let mut used = 0;
        for (at, grapheme) in self.text.grapheme_indices(true) {
            if grapheme == "\n" {
                rows.push(start..at);
                (start, used) = (at + 1, 0);
                continue;
            }
            let wide = width(grapheme);
            if used + wide > columns.max(2) {
                rows.push(start..at);
                (start, used) = (at, 0);
            }
            used += wide;
        }
        rows.push(start..self.text.len());
        rows
    }

    /// The row and column of the cursor in such a layout.
    pub fn place(&self, columns: usize) -> (usize, usize) {
        let rows = self.rows(columns);
        let row = rows
            .iter()
            .rposition(|it| it.start <= self.cursor)
            .unwrap_or(0);
        let start = rows.get(row).map_or(0, |it| it.start);
        (row, width(&self.text[start..self.cursor]))
    }

    /// One line's part that is seen in `columns` columns, and the column of the cursor in it.
    pub fn window(&self, columns: usize) -> (&str, usize) {
        let mut start = 0;
        while width(&self.text[start..self.cursor]) >= columns.max(2) {
            start += self.text[start..]
                .graphemes(true)
                .next()
                .map_or(1, str::len);
        }
        let mut end = start;
        for grapheme in self.text[start..].graphemes(true) {
            if width(&self.text[start..end + grapheme.len()]) > columns {
                break;
            }
            end += grapheme.len();
        }
        (
            &self.text[start..end],
            width(&self.text[start..self.cursor]),
        )
    }

    fn delete(&mut self, range: Range<usize>) {
        self.cursor = range.start;
        self.text.replace_range(range, "");
    }

    fn left(&self) -> usize {
        self.text[..self.cursor]
            .grapheme_indices(true)
            .next_back()
            .map_or(0, |(at, _)| at)
    }

    fn right(&self) -> usize {
        self.text[self.cursor..]
            .graphemes(true)
            .next()
            .map_or(self.cursor, |it| self.cursor + it.len())
    }

    /// The start of the word before the cursor; each 汉字 is one.
    fn word_left(&self) -> usize {
        self.text[..self.cursor]
            .split_word_bound_indices()
            .rfind(|(_, word)| !word.trim().is_empty())
            .map_or(0, |(at, _)| at)
    }

    /// The line that the cursor is in.
    fn line(&self) -> Range<usize> {
        let start = self.text[..self.cursor].rfind('\n').map_or(0, |at| at + 1);
        let end = self.text[self.cursor..]
            .find('\n')
            .map_or(self.text.len(), |at| self.cursor + at);
        start..end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(editor: &mut Editor, code: KeyCode, modifiers: KeyModifiers) {
        editor.key(KeyEvent::new(code, modifiers));
    }

    #[test]
    fn deleting_takes_what_a_reader_takes_for_one_character() {
        let mut editor = Editor::new(Shape::Line, "健康e\u{301}");
        press(&mut editor, KeyCode::Backspace, KeyModifiers::NONE);
        assert_eq!(editor.text(), "健康");
        press(&mut editor, KeyCode::Char('w'), KeyModifiers::CONTROL);
        assert_eq!(editor.text(), "健");
        press(&mut editor, KeyCode::Home, KeyModifiers::NONE);
        press(&mut editor, KeyCode::Delete, KeyModifiers::NONE);
        assert_eq!(editor.text(), "");
    }

    #[test]
    fn a_paste_is_text() {
        let mut line = Editor::new(Shape::Line, "");
        line.insert("甲\r\n\u{1b}[31m乙\t丙\u{202e}");
        assert_eq!(line.text(), "甲 [31m乙 丙");
        let mut lines = Editor::new(Shape::Lines, "");
        lines.insert("甲\r乙");
        assert_eq!(lines.text(), "甲\n乙");
    }

    #[test]
    fn rows_and_the_cursor_follow_the_display_width() {
        let editor = Editor::new(Shape::Lines, "健康步道a\n公园");
        let rows: Vec<&str> = editor
            .rows(6)
            .into_iter()
            .map(|it| &editor.text()[it])
            .collect();
        assert_eq!(rows, ["健康步", "道a", "公园"]);
        assert_eq!(editor.place(6), (2, 4));
    }

    #[test]
    fn moving_over_rows_keeps_the_column() {
        let mut editor = Editor::new(Shape::Lines, "健康\na步道");
        assert!(editor.move_row(false, 20));
        assert_eq!(editor.place(20), (0, 4));
        assert!(!editor.move_row(false, 20));
        assert!(editor.move_row(true, 20));
        assert_eq!(editor.place(20), (1, 3));
    }

    #[test]
    fn a_long_line_shows_the_part_with_the_cursor() {
        let mut editor = Editor::new(Shape::Line, "健康步道公园");
        assert_eq!(editor.window(6), ("公园", 4));
        press(&mut editor, KeyCode::Home, KeyModifiers::NONE);
        assert_eq!(editor.window(5), ("健康", 0));
    }
}
