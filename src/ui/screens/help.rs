//! 按键说明: the key table, as it is.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::text::width::{pad, wrap};
use crate::ui::action::Action;
use crate::ui::keymap::{self, Scope};
use crate::ui::keys::bindings;
use crate::ui::theme::Theme;
use crate::ui::widgets::lines;
use crate::ui::widgets::scroll::Scroll;

/// How many columns the keys have.
const KEYS: usize = 16;

/// The keys: those of the screen below first, then all others.
#[derive(Debug)]
pub struct Help {
    below: Scope,
    scroll: Scroll,
    /// How many rows the table has.
    all: usize,
}

impl Help {
    /// The keys as seen from a screen.
    pub fn new(below: Scope) -> Self {
        Self {
            below,
            scroll: Scroll::default(),
            all: 0,
        }
    }

    /// Scrolls; `false` where it is to be closed.
    pub fn update(&mut self, action: Action) -> bool {
        self.scroll.update(action);
        !matches!(action, Action::Back | Action::Help)
    }

    /// Keeps the scroll inside the table.
    pub fn prepare(&mut self, body: Rect, theme: Theme) {
        self.all = self
            .rows(usize::from(body.width.saturating_sub(2)), theme)
            .len();
        self.scroll.fit(usize::from(body.height), self.all);
    }

    /// Draws the table.
    pub fn view(&self, frame: &mut Frame<'_>, body: Rect, theme: Theme) {
        let inner = Rect {
            x: body.x + 1,
            width: body.width.saturating_sub(2),
            ..body
        };
        let rows = self.rows(usize::from(inner.width), theme);
        lines::draw(frame, inner, &rows, self.scroll.top);
    }

    /// Which part of the table is on the screen.
    pub fn summary(&self) -> String {
        let last = self.scroll.bottom().min(self.all);
        let first = self.scroll.top + 1;
        format!("按键说明，第{first}-{last}行，共{}行", self.all)
    }

    /// The table in one column, or on a wide screen in two, read down.
    fn rows(&self, columns: usize, theme: Theme) -> Vec<Line<'static>> {
        let scopes = self.scopes();
        if columns < 110 {
            let rows = scopes.iter().flat_map(|it| told(*it, columns, theme));
            return rows.collect();
        }
        let half = columns / 2;
        let room = half - 1;
        let (left, right): (Vec<_>, Vec<_>) = scopes.iter().partition(|it| self.is_left(**it));
        let mut left = left.into_iter().flat_map(|it| told(it, room, theme));
        let mut right = right.into_iter().flat_map(|it| told(it, room, theme));
        let mut rows = Vec::new();
        loop {
            let (one, other) = (left.next(), right.next());
            if one.is_none() && other.is_none() {
                return rows;
            }
            let mut line = one.unwrap_or_default();
            let gap = half.saturating_sub(lines::width_of(&line));
            line.spans.push(Span::raw(" ".repeat(gap)));
            line.spans.extend(other.unwrap_or_default().spans);
            rows.push(line);
        }
    }

    /// What works on the screen below first.
    fn scopes(&self) -> Vec<Scope> {
        let mut scopes: Vec<Scope> = Scope::ALL
            .into_iter()
            .filter(|scope| *scope == self.below || !matches!(scope, Scope::Welcome | Scope::Help))
            .collect();
        scopes.sort_by_key(|scope| *scope != self.below);
        scopes
    }

    fn is_left(&self, scope: Scope) -> bool {
        scope == self.below
            || matches!(
                scope,
                Scope::Acts | Scope::Lists | Scope::Rows | Scope::Task
            )
    }
}

/// The keys of a scope under its heading; what a key does goes on below itself where it is long.
fn told(scope: Scope, columns: usize, theme: Theme) -> Vec<Line<'static>> {
    let mut lines = vec![Line::styled(scope.label(), theme.strong)];
    for binding in bindings().iter().filter(|it| it.scope == scope) {
        let keys: Vec<String> = binding.keys.iter().map(|it| keymap::label(it)).collect();
        let mut keys = keys.join(" ");
        for row in wrap(binding.help, columns.saturating_sub(2 + KEYS)) {
            lines.push(Line::from(vec![
                Span::raw("  "),
                Span::styled(pad(&keys, KEYS), theme.key),
                Span::raw(row),
            ]));
            keys.clear();
        }
    }
    lines.push(Line::default());
    lines
}
