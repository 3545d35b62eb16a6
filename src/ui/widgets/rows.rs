//! A cursor over rows, of which a screen shows some.

use super::super::action::Action;

/// Where the cursor is, and which row is the first on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// The row under the cursor.
    pub cursor: usize,
    /// The first row on the screen.
    pub top: usize,
    /// How many rows the screen shows.
    pub height: usize,
}

impl Rows {
    /// Moves the cursor over `total` rows; `false` where the action is not about moving.
    pub fn update(&mut self, action: Action, total: usize) -> bool {
        let page = self.height.saturating_sub(1).max(1);
        let cursor = match action {
            Action::Up => self.cursor.saturating_sub(1),
            Action::Down => self.cursor + 1,
            Action::PageUp => self.cursor.saturating_sub(page),
            Action::PageDown => self.cursor + page,
            Action::First => 0,
            Action::Last => usize::MAX,
            _ => return false,
        };
        self.put(cursor, total);
        true
    }

    /// Puts the cursor on a row, or on the last one where there are fewer.
    pub fn put(&mut self, cursor: usize, total: usize) {
        self.cursor = cursor.min(total.saturating_sub(1));
    }

    /// Scrolls so that the cursor is on a screen of `height` rows, and no more than needed.
    pub fn fit(&mut self, height: usize, total: usize) {
        self.height = height;
        self.put(self.cursor, total);
        let last_top = total.saturating_sub(height);
        let lowest = (self.cursor + 1).saturating_sub(height);
        self.top = self
            .top
            .clamp(lowest, self.cursor.max(lowest))
            .min(last_top);
    }

    /// The rows on the screen.
    pub fn shown(&self, total: usize) -> std::ops::Range<usize> {
        self.top..(self.top + self.height).min(total)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_stays_inside_and_on_the_screen() {
        let mut rows = Rows::default();
        rows.fit(4, 10);
        for (action, cursor, top) in [
            (Action::Up, 0, 0),
            (Action::Down, 1, 0),
            (Action::PageDown, 4, 1),
            (Action::Last, 9, 6),
            (Action::Down, 9, 6),
            (Action::PageUp, 6, 6),
            (Action::Up, 5, 5),
            (Action::First, 0, 0),
        ] {
            assert!(rows.update(action, 10));
            rows.fit(4, 10);
            assert_eq!((rows.cursor, rows.top), (cursor, top), "{action:?}");
        }
        assert!(!rows.update(Action::Open, 10));
    }

    #[test]
    fn fewer_rows_than_before_keep_the_cursor_inside() {
        let mut rows = Rows::default();
        rows.fit(4, 10);
        rows.update(Action::Last, 10);
        rows.fit(4, 2);
        assert_eq!((rows.cursor, rows.top, rows.shown(2)), (1, 0, 0..2));
        rows.fit(4, 0);
        assert_eq!((rows.cursor, rows.shown(0)), (0, 0..0));
    }
}
