//! The mouse, where a person has turned it on: the wheel moves rows, a click moves the cursor or turns to a pane, and a
//! click on the row under the cursor opens it.

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::style::Modifier;

use crate::ui::action::{Action, Tab};
use crate::ui::model::{Stage, Ui};

/// The rows that a turn of the wheel moves.
const STEP: usize = 3;
/// The row of the tabs.
const TABS: u16 = 1;

/// The cursor as it is drawn.
struct Cursor {
    row: u16,
    /// Whether its list has the keys, and not the pane beside it.
    has_focus: bool,
}

impl Ui {
    /// Takes what the mouse did.
    pub(super) fn mouse(&mut self, event: MouseEvent) {
        if self.is_too_small() || self.dialog.is_some() {
            return;
        }
        match event.kind {
            MouseEventKind::ScrollUp => self.roll(Action::Up),
            MouseEventKind::ScrollDown => self.roll(Action::Down),
            MouseEventKind::Down(MouseButton::Left) => self.click(event.column, event.row),
            _ => {}
        }
    }

    fn roll(&mut self, action: Action) {
        for _ in 0..STEP {
            match &mut self.palette {
                Some(palette) => palette.update(action),
                None => self.act(action),
            }
        }
    }

    fn click(&mut self, x: u16, y: u16) {
        if self.palette.is_some() || self.help.is_some() {
            return;
        }
        if y == TABS {
            if let Some(tab) = self.tab_at(x) {
                self.act(Action::Show(tab));
            }
            return;
        }
        let body = self.body();
        if !(body.top()..body.bottom()).contains(&y) {
            return;
        }
        self.message = None;
        let Some(cursor) = self.cursor() else {
            return;
        };
        if !cursor.has_focus {
            self.act(Action::NextPane);
        }
        if cursor.row == y {
            self.act(Action::Open);
        } else {
            self.walk_to(y);
        }
    }

    /// Moves the cursor to the row at a height, or past a heading there to the next.
    fn walk_to(&mut self, y: u16) {
        for _ in 0..self.size.height {
            let Some(before) = self.cursor().map(|it| it.row).filter(|it| *it != y) else {
                return;
            };
            let is_above = before < y;
            self.act(if is_above { Action::Down } else { Action::Up });
            let after = self.cursor().map(|it| it.row);
            if after.is_none_or(|it| it == before || (it < y) != is_above) {
                return;
            }
        }
    }

    /// Where the row under the cursor is drawn. Every list marks it with > in its first column, and turns its colours round
    /// where it has the keys; the frame is drawn once more, off the screen, to see.
    fn cursor(&mut self) -> Option<Cursor> {
        self.prepare();
        let backend = TestBackend::new(self.size.width, self.size.height);
        let mut screen = Terminal::new(backend).ok()?;
        let drawn = screen.draw(|frame| self.view(frame)).ok()?;
        let body = self.body();
        (body.top()..body.bottom()).find_map(|row| {
            let cell = drawn.buffer.cell((body.x, row))?;
            (cell.symbol() == ">").then(|| Cursor {
                row,
                has_focus: cell.modifier.contains(Modifier::REVERSED),
            })
        })
    }

    /// The pane whose tab lies in a column.
    fn tab_at(&self, x: u16) -> Option<Tab> {
        let Stage::Open(dashboard) = &self.stage else {
            return None;
        };
        let (labels, gap) = self.tab_labels(dashboard);
        let mut from = 0;
        for (tab, label) in labels {
            let to = from + crate::text::width::width(&label) + 2 * gap.len();
            if (from..to).contains(&usize::from(x)) {
                return Some(tab);
            }
            from = to + 1;
        }
        None
    }
}
