//! Rows that are read, without a cursor: which of them is the first on the screen.

use super::super::action::Action;

/// The first row on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scroll {
    /// The first row.
    pub top: usize,
    height: usize,
}

impl Scroll {
    /// Scrolls; `false` where the action is not about moving.
    pub fn update(&mut self, action: Action) -> bool {
        let page = self.height.saturating_sub(1).max(1);
        self.top = match action {
            Action::Up => self.top.saturating_sub(1),
            Action::Down => self.top + 1,
            Action::PageUp => self.top.saturating_sub(page),
            Action::PageDown => self.top + page,
            Action::First => 0,
            Action::Last => usize::MAX,
            _ => return false,
        };
        true
    }

    /// Keeps a screen of `height` rows inside `all`.
    pub fn fit(&mut self, height: usize, all: usize) {
        self.height = height;
        self.top = self.top.min(all.saturating_sub(height));
    }

    /// The row behind the last one on the screen.
    pub fn bottom(self) -> usize {
        self.top + self.height
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_screen_stays_inside() {
        let mut scroll = Scroll::default();
        scroll.fit(4, 10);
        for (action, top) in [
            (Action::Up, 0),
            (Action::Down, 1),
            (Action::PageDown, 4),
            (Action::Last, 6),
            (Action::PageUp, 3),
            (Action::First, 0),
        ] {
            assert!(scroll.update(action));
            scroll.fit(4, 10);
            assert_eq!((scroll.top, scroll.bottom()), (top, top + 4), "{action:?}");
        }
        assert!(!scroll.update(Action::Open));
    }
}
