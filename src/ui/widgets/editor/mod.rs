//! A text that one types: moves and deletes by what a reader takes for one character, and words of Chinese by character.
//!
//! One editor for fields of one line and of several. tui-input knows one line only; ratatui-textarea ignores a paste,
//! keeps escapes and tabs in the text, takes a whole sentence of 汉字 for one word, and deletes half of an é. What a
//! character and a word are comes from unicode-segmentation.

mod history;
#[cfg(test)]
mod tests;

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use std::ops::Range;
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use crate::text::clean::{clean, clean_line};
use crate::text::width::{columns_of, layout_typed, width};
use history::{Burst, Edit, History};

/// The longest text that is taken, in characters: more than any report, less than what would make typing slow.
pub const LONGEST: usize = 20_000;

/// A text with a cursor.
#[derive(Clone, Debug)]
pub struct Editor {
    text: String,
    /// A byte offset, always between two characters.
    cursor: usize,
    shape: Shape,
    /// The column that moving over rows tries to keep.
    goal: Option<usize>,
    history: History,
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
            goal: None,
            history: History::default(),
        };
        editor.insert(text);
        editor.history = History::default();
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

    /// Replaces the text, in one step that can be taken back.
    pub fn set(&mut self, text: &str) {
        let (text, _) = self.fit(text, LONGEST);
        if text != self.text {
            self.replace(0..self.text.len(), &text, Burst::Alone);
        }
    }

    /// Pastes at the cursor, in one step; controls go, and line ends where there is one line. `false` where not all of it
    /// had room.
    pub fn insert(&mut self, text: &str) -> bool {
        self.put(text, Burst::Alone)
    }

    fn put(&mut self, text: &str, burst: Burst) -> bool {
        let room = LONGEST.saturating_sub(self.text.chars().count());
        let (text, is_whole) = self.fit(text, room);
        self.replace(self.cursor..self.cursor, &text, burst);
        is_whole
    }

    /// A text as this field can hold it, cut to so many characters, and whether all of it is there.
    fn fit(&self, text: &str, room: usize) -> (String, bool) {
        let mut text = match self.shape {
            Shape::Line => clean_line(text),
            Shape::Lines => clean(text),
        };
        let end = text.char_indices().nth(room).map(|(at, _)| at);
        if let Some(end) = end {
            text.truncate(end);
        }
        (text, end.is_none())
    }

    /// Takes a key; `false` where it has no use for it.
    pub fn key(&mut self, key: KeyEvent) -> bool {
        let before = (self.cursor, self.text.len());
        self.goal = None;
        match (key.modifiers.contains(KeyModifiers::CONTROL), key.code) {
            (false, KeyCode::Char(character)) => {
                self.put(character.encode_utf8(&mut [0; 4]), Burst::Typing);
            }
            (false, KeyCode::Enter) if self.shape == Shape::Lines => {
                self.put("\n", Burst::Typing);
            }
            (_, KeyCode::Backspace) | (true, KeyCode::Char('h')) => {
                self.replace(self.left()..self.cursor, "", Burst::Erasing);
            }
            (_, KeyCode::Delete) | (true, KeyCode::Char('d')) => {
                self.replace(self.cursor..self.right(), "", Burst::Erasing);
            }
            (true, KeyCode::Char('w')) => self.delete(self.word_left()..self.cursor),
            (true, KeyCode::Char('u')) => self.delete(self.line().start..self.cursor),
            (true, KeyCode::Char('k')) => self.delete(self.cursor..self.line().end),
            (true, KeyCode::Char('z')) => return self.undo(),
            (true, KeyCode::Char('y')) => return self.redo(),
            (true, KeyCode::Left) => self.go(self.word_left()),
            (true, KeyCode::Right) => self.go(self.word_right()),
            (false, KeyCode::Left) => self.go(self.left()),
            (false, KeyCode::Right) => self.go(self.right()),
            (true, KeyCode::Home) => self.go(0),
            (true, KeyCode::End) => self.go(self.text.len()),
            (false, KeyCode::Home) | (true, KeyCode::Char('a')) => self.go(self.line().start),
            (false, KeyCode::End) | (true, KeyCode::Char('e')) => self.go(self.line().end),
            _ => return false,
        }
        before != (self.cursor, self.text.len())
    }

    /// Moves some rows up or down as the text is laid out; `false` where there is no further row. Over shorter rows the
    /// column is kept in mind.
    pub fn move_rows(&mut self, down: bool, count: usize, columns: usize) -> bool {
        let rows = self.rows(columns);
        let (row, column) = self.place(columns);
        let target = if down {
            (row + count).min(rows.len().saturating_sub(1))
        } else {
            row.saturating_sub(count)
        };
        let Some(range) = rows.get(target).filter(|_| target != row) else {
            return false;
        };
        let goal = self.goal.unwrap_or(column);
        // Where the next row goes on in the same line, this one's end is that one's beginning.
        let is_soft = rows.get(target + 1).is_some_and(|it| it.start == range.end);
        let (mut at, mut used) = (range.start, 0);
        for (offset, grapheme) in self.text[range.clone()].grapheme_indices(true) {
            let behind = range.start + offset + grapheme.len();
            used += width(grapheme);
            if used > goal || (is_soft && behind == range.end) {
                break;
            }
            at = behind;
        }
        self.go(at);
        self.goal = Some(goal);
        true
    }

    /// The text as rows of at most `columns` columns, by the rules of Chinese typesetting: byte ranges, line ends left out.
    pub fn rows(&self, columns: usize) -> Vec<Range<usize>> {
        layout_typed(&self.text, columns)
    }

    /// The row and column of the cursor in such a layout.
    pub fn place(&self, columns: usize) -> (usize, usize) {
        let rows = self.rows(columns);
        let row = rows
            .iter()
            .rposition(|it| it.start <= self.cursor)
            .unwrap_or(0);
        let start = rows.get(row).map_or(0, |it| it.start);
        (row, columns_of(&self.text[start..self.cursor]))
    }

    /// One line's part that is seen in `columns` columns, and the column of the cursor in it.
    pub fn window(&self, columns: usize) -> (&str, usize) {
        let (mut start, mut column) = (self.cursor, 0);
        for (at, grapheme) in self.text[..self.cursor].grapheme_indices(true).rev() {
            if column + width(grapheme) >= columns.max(2) {
                break;
            }
            (start, column) = (at, column + width(grapheme));
        }
        let (mut end, mut used) = (start, 0);
        for grapheme in self.text[start..].graphemes(true) {
            used += width(grapheme);
            if used > columns {
                break;
            }
            end += grapheme.len();
        }
        (&self.text[start..end], column)
    }

    /// Takes the last step back; `false` where there is none.
    fn undo(&mut self) -> bool {
        let back = self.history.undo();
        self.turn(back)
    }

    /// Does again what was taken back; `false` where nothing was.
    fn redo(&mut self) -> bool {
        let again = self.history.redo();
        self.turn(again)
    }

    fn turn(&mut self, change: Option<(Range<usize>, String, usize)>) -> bool {
        let Some((range, text, cursor)) = change else {
            return false;
        };
        self.text.replace_range(range, &text);
        self.cursor = self.snapped(cursor);
        true
    }

    fn go(&mut self, to: usize) {
        self.cursor = to;
        self.history.seal();
    }

    fn delete(&mut self, range: Range<usize>) {
        self.replace(range, "", Burst::Alone);
    }

    /// The only way in which the text changes, but for taking back.
    fn replace(&mut self, range: Range<usize>, with: &str, burst: Burst) {
        if range.is_empty() && with.is_empty() {
            return;
        }
        let edit = Edit {
            at: range.start,
            removed: self.text[range.clone()].to_owned(),
            inserted: with.to_owned(),
            cursor: self.cursor,
        };
        self.history.note(edit, burst);
        let end = range.start + with.len();
        self.text.replace_range(range, with);
        self.cursor = self.snapped(end);
        self.goal = None;
    }

    /// The place itself, or where the character ends that it lies in: what is typed can join what stands behind it.
    fn snapped(&self, at: usize) -> usize {
        let mut cursor = GraphemeCursor::new(at, self.text.len(), true);
        match cursor.is_boundary(&self.text, 0) {
            Ok(false) => cursor
                .next_boundary(&self.text, 0)
                .ok()
                .flatten()
                .unwrap_or(self.text.len()),
            _ => at,
        }
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

    /// The start of the word before the cursor; each 汉字 is one, and so is a line end.
    fn word_left(&self) -> usize {
        self.text[..self.cursor]
            .split_word_bound_indices()
            .rfind(|(_, word)| is_word(word))
            .map_or(0, |(at, _)| at)
    }

    /// The end of the word behind the cursor.
    fn word_right(&self) -> usize {
        self.text[self.cursor..]
            .split_word_bound_indices()
            .find(|(_, word)| is_word(word))
            .map_or(self.text.len(), |(at, word)| self.cursor + at + word.len())
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

fn is_word(piece: &str) -> bool {
    piece.contains('\n') || !piece.trim().is_empty()
}
