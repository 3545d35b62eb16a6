//! The paragraph of a measure: where the words of each task stand, and a caret that moves over them.

use ratatui::style::Style;
use ratatui::text::{Line, Span as Words};
use std::ops::Range;
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use crate::domain::coverage::{Part, Span, Stretch};
use crate::text::width::{layout, width};
use crate::ui::action::Action;
use crate::ui::theme::Theme;

/// A paragraph with its caret.
#[derive(Debug, Default)]
pub struct Paragraph {
    text: String,
    stretches: Vec<Stretch>,
    rows: Vec<Range<usize>>,
    columns: usize,
    /// The byte that the caret stands before.
    pub caret: usize,
    /// Where a selection begins.
    pub anchor: Option<usize>,
    /// The first row on the screen.
    top: usize,
    height: usize,
}

impl Paragraph {
    /// Shows another text; the caret stays where it was, as far as there is text.
    pub fn show(&mut self, text: &str, stretches: Vec<Stretch>) {
        if self.text != text {
            text.clone_into(&mut self.text);
            self.rows.clear();
            self.columns = 0;
            self.anchor = None;
        }
        self.stretches = stretches;
        self.put(self.caret);
    }

    /// Whether there is a text at all.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Lays the text out in a number of columns, and scrolls so that the caret is on the screen.
    pub fn fit(&mut self, columns: usize, height: usize) {
        if self.columns != columns || self.rows.is_empty() {
            self.columns = columns;
            self.rows = layout(&self.text, columns);
        }
        self.height = height.max(1);
        let row = self.row();
        self.top = self.top.clamp((row + 1).saturating_sub(self.height), row);
    }

    /// Puts the caret before a byte, or before the character that the byte lies in.
    pub fn put(&mut self, at: usize) {
        self.caret = self.text.floor_char_boundary(at);
    }

    /// Moves the caret; `false` where the action is not about moving.
    pub fn update(&mut self, action: Action) -> bool {
        let row = self.row();
        let page = self.height.saturating_sub(1).max(1);
        match action {
            Action::Fold => self.step(false),
            Action::Unfold => self.step(true),
            Action::Up => self.go_to_row(row.checked_sub(1)),
            Action::Down => self.go_to_row(Some(row + 1)),
            Action::PageUp => self.go_to_row(Some(row.saturating_sub(page))),
            Action::PageDown => self.go_to_row(Some((row + page).min(self.rows.len().max(1) - 1))),
            Action::First => self.caret = 0,
            Action::Last => self.caret = self.text.len(),
            Action::NextStretch => self.jump(true),
            Action::PreviousStretch => self.jump(false),
            _ => return false,
        }
        true
    }

    fn step(&mut self, forward: bool) {
        let mut cursor = GraphemeCursor::new(self.caret, self.text.len(), true);
        let next = if forward {
            cursor.next_boundary(&self.text, 0)
        } else {
            cursor.prev_boundary(&self.text, 0)
        };
        if let Ok(Some(at)) = next {
            self.caret = at;
        }
    }

    /// To the beginning of the stretch behind, or of the one before.
    fn jump(&mut self, forward: bool) {
        let starts = self
            .stretches
            .iter()
            .filter(|it| it.part != Part::Stop)
            .map(|it| it.span.start);
        let next = if forward {
            starts.filter(|at| *at > self.caret).min()
        } else {
            starts.filter(|at| *at < self.caret).max()
        };
        if let Some(at) = next {
            self.caret = at;
        }
    }

    fn row(&self) -> usize {
        self.rows
            .partition_point(|row| row.start <= self.caret)
            .saturating_sub(1)
    }

    /// The columns before the caret in its row.
    fn column(&self) -> usize {
        let start = self.rows.get(self.row()).map_or(0, |row| row.start);
        width(self.text.get(start..self.caret).unwrap_or_default())
    }

    fn go_to_row(&mut self, row: Option<usize>) {
        let Some(range) = row.and_then(|row| self.rows.get(row)).cloned() else {
            return;
        };
        let wanted = self.column();
        let mut used = 0;
        let mut at = range.start;
        for grapheme in self.text[range.clone()].graphemes(true) {
            if used + width(grapheme) > wanted {
                break;
            }
            used += width(grapheme);
            at += grapheme.len();
        }
        // The place behind a row's last character is the next row's first.
        self.caret = if at == range.end && at > range.start && at < self.text.len() {
            at - self.text[range]
                .chars()
                .next_back()
                .map_or(0, char::len_utf8)
        } else {
            at
        };
    }

    /// The words between the selection's beginning and the caret, both ends in.
    pub fn selection(&self) -> Option<Span> {
        let anchor = self.anchor?;
        let (from, to) = (anchor.min(self.caret), anchor.max(self.caret));
        let behind = self
            .text
            .get(to..)
            .and_then(|rest| rest.graphemes(true).next());
        Some(Span::new(from, to + behind.map_or(0, str::len)))
    }

    /// The stretch in which the caret stands.
    pub fn stretch(&self) -> Option<&Stretch> {
        self.stretches
            .iter()
            .find(|it| it.span.contains(self.caret))
    }

    /// Where the caret is on the screen, from the pane's corner: column, row.
    pub fn caret_place(&self) -> (u16, u16) {
        let row = self.row().saturating_sub(self.top);
        let column = self.column();
        (
            u16::try_from(column).unwrap_or(u16::MAX),
            u16::try_from(row).unwrap_or(u16::MAX),
        )
    }

    /// How many rows are above and below the screen.
    pub fn hidden(&self) -> (usize, usize) {
        let below = self.rows.len().saturating_sub(self.top + self.height);
        (self.top, below)
    }

    /// The rows on the screen; the words of a task are underlined, those of the chosen one bold too.
    pub fn lines(&self, chosen: Option<usize>, theme: Theme) -> Vec<Line<'static>> {
        self.rows
            .iter()
            .skip(self.top)
            .take(self.height)
            .map(|row| self.line(row, chosen, theme))
            .collect()
    }

    fn line(&self, row: &Range<usize>, chosen: Option<usize>, theme: Theme) -> Line<'static> {
        let selection = self.selection().unwrap_or_default();
        let mut words = Vec::new();
        let first = self
            .stretches
            .partition_point(|it| it.span.end <= row.start);
        for stretch in self.stretches.iter().skip(first) {
            if stretch.span.start >= row.end {
                break;
            }
            let style = style(&stretch.part, chosen, theme);
            let part = Span::new(
                stretch.span.start.max(row.start),
                stretch.span.end.min(row.end),
            );
            // A selection parts a stretch in up to three.
            let cuts = [
                part.start,
                selection.start.clamp(part.start, part.end),
                selection.end.clamp(part.start, part.end),
                part.end,
            ];
            for (at, pair) in cuts.windows(2).enumerate() {
                let style = if at == 1 {
                    style.patch(theme.chosen)
                } else {
                    style
                };
                let piece = self.text.get(pair[0]..pair[1]).unwrap_or_default();
                if !piece.is_empty() {
                    words.push(Words::styled(piece.to_owned(), style));
                }
            }
        }
        Line::from(words)
    }
}

fn style(part: &Part, chosen: Option<usize>, theme: Theme) -> Style {
    match part {
        Part::Tasks(tasks) if chosen.is_some_and(|it| tasks.contains(&it)) => {
            theme.quoted.patch(theme.strong)
        }
        Part::Tasks(_) => theme.quoted,
        Part::Open => theme.open,
        Part::Label | Part::NoTask(_) => theme.dim,
        Part::Stop => Style::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, columns: usize) -> Paragraph {
        let mut paragraph = Paragraph::default();
        let stretches = text
            .char_indices()
            .map(|(at, character)| Stretch {
                span: Span::new(at, at + character.len_utf8()),
                part: Part::Open,
            })
            .collect();
        paragraph.show(text, stretches);
        paragraph.fit(columns, 2);
        paragraph
    }

    #[test]
    fn the_caret_goes_by_characters_and_rows() {
        let text = "建成三条步道a公园";
        let mut it = shown(text, 8);
        for (action, rest) in [
            (Action::Fold, "建成三条步道a公园"),
            (Action::Unfold, "成三条步道a公园"),
            (Action::Down, "道a公园"),
            (Action::Down, ""),
            (Action::Down, ""),
            (Action::Up, "道a公园"),
            (Action::Last, ""),
            (Action::Fold, "园"),
            (Action::First, text),
            (Action::NextStretch, "成三条步道a公园"),
            (Action::PreviousStretch, text),
        ] {
            assert!(it.update(action));
            it.fit(8, 2);
            assert_eq!(&text[it.caret..], rest, "{action:?}");
        }
        assert!(!it.update(Action::Open));
    }

    #[test]
    fn a_selection_holds_both_its_ends() {
        let text = "建成三条步道";
        let mut it = shown(text, 40);
        it.put(3);
        it.anchor = Some(3);
        it.update(Action::Unfold);
        assert_eq!(it.selection().unwrap().of(text), "成三");
        it.update(Action::First);
        assert_eq!(it.selection().unwrap().of(text), "建成");
        it.put(999);
        assert_eq!(it.selection().unwrap().of(text), "成三条步道");
    }
}
