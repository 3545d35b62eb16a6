//! 部门一览: departments down, lights or months across; Enter on a number lists its tasks.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::Effect;
use crate::app::{App, Error};
use crate::domain::light::Light;
use crate::domain::matrix::{Across, Head, Matrix, Row};
use crate::domain::overview::{Behind, Due};
use crate::domain::plan::Plan;
use crate::text::pinyin;
use crate::text::width::{pad, pad_left};
use crate::ui::action::{Action, Tab};
use crate::ui::keymap::Scope;
use crate::ui::keys;
use crate::ui::theme::{Strokes, Theme};
use crate::ui::widgets::rows::Rows;
use crate::ui::widgets::search::{Search, found_nothing};
use crate::ui::widgets::{ink, lines};

/// The columns of a name, and those of a number.
const NAME: usize = 16;
const NUMBER: usize = 6;
/// The columns of the marker before a row.
const MARKER: usize = 2;

/// The page.
#[derive(Debug)]
pub struct MatrixScreen {
    matrix: Matrix,
    across: Across,
    /// Of which plan; `None` for all.
    plan: Option<Plan>,
    /// The rows that the filter shows.
    shown: Vec<usize>,
    rows: Rows,
    /// The column of the cursor, and the first one on the screen.
    column: usize,
    first: usize,
    /// How many columns there is room for.
    room: usize,
    search: Search,
    is_stale: bool,
}

impl MatrixScreen {
    /// A page that has not read anything yet.
    pub fn new() -> Self {
        Self {
            matrix: Matrix::default(),
            across: Across::default(),
            plan: None,
            shown: Vec::new(),
            rows: Rows::default(),
            column: 0,
            first: 0,
            room: 1,
            search: Search::default(),
            is_stale: true,
        }
    }

    /// Does what a key asks.
    pub fn update(&mut self, action: Action, app: &App) -> Result<Effect, Error> {
        if self.rows.update(action, self.shown.len()) {
            return Ok(Effect::None);
        }
        let last = self.matrix.heads.len().saturating_sub(1);
        match action {
            Action::Fold => self.column = self.column.saturating_sub(1),
            Action::Unfold => self.column = (self.column + 1).min(last),
            Action::NextPane => {
                self.across = self.across.other();
                (self.column, self.first) = (0, 0);
                self.is_stale = true;
            }
            Action::NextPlan => {
                let plans = app.list_plans()?;
                let at = self.plan.as_ref().map(|it| it.id);
                let next = match at {
                    None => 0,
                    Some(id) => plans
                        .iter()
                        .position(|it| it.id == id)
                        .map_or(0, |it| it + 1),
                };
                self.plan = plans.into_iter().nth(next);
                self.is_stale = true;
            }
            Action::Open => return Ok(self.open(app)),
            Action::Back if self.search.is_set() => self.narrow(Search::clear),
            Action::Back => return Ok(Effect::Close),
            _ => {}
        }
        Ok(Effect::None)
    }

    /// Lists the tasks that the number under the cursor counts.
    fn open(&self, app: &App) -> Effect {
        let Some(at) = self.shown.get(self.rows.cursor) else {
            return Effect::None;
        };
        let plan = self.plan.as_ref().map(|it| it.id);
        let filter = app.filter_in(&self.matrix, (*at, self.column), plan);
        let head = self.matrix.heads.get(self.column);
        let (Some(filter), Some(head)) = (filter, head) else {
            return Effect::None;
        };
        let title = format!("{} {}", self.matrix.rows[*at].name, head.label());
        Effect::Behind(title, Behind::now(filter))
    }

    /// Reads what the next frame needs.
    pub fn prepare(&mut self, app: &App, body: Rect, _theme: Theme) -> Result<(), Error> {
        if std::mem::take(&mut self.is_stale) {
            let kept = self.chosen().map(|it| it.whose.clone());
            let plan = self.plan.as_ref().map(|it| it.id);
            self.matrix = app.matrix(self.across, plan)?;
            self.fit_names();
            let rows = &self.matrix.rows;
            let at = self
                .shown
                .iter()
                .position(|it| Some(&rows[*it].whose) == kept.as_ref());
            if let Some(at) = at {
                self.rows.put(at, self.shown.len());
            }
        }
        let height = usize::from(body.height.saturating_sub(1));
        self.rows.fit(height, self.shown.len());
        let columns = usize::from(body.width).saturating_sub(MARKER + NAME + 1);
        self.room = (columns / NUMBER).max(1);
        self.first = self
            .first
            .clamp((self.column + 1).saturating_sub(self.room), self.column);
        Ok(())
    }

    /// The rows whose name holds what was typed; everybody's stays.
    fn fit_names(&mut self) {
        let typed = self.search.text().trim();
        let rows = self.matrix.rows.iter().enumerate();
        self.shown = rows
            .filter(|(at, it)| {
                *at == 0
                    || typed.is_empty()
                    || typed
                        .split_whitespace()
                        .all(|word| pinyin::holds(&it.name, word))
            })
            .map(|it| it.0)
            .collect();
        self.rows.put(self.rows.cursor, self.shown.len());
    }

    fn chosen(&self) -> Option<&Row> {
        self.matrix.rows.get(*self.shown.get(self.rows.cursor)?)
    }

    /// Reads everything again before the next frame.
    pub fn refresh(&mut self) {
        self.is_stale = true;
    }

    /// The filter.
    pub fn search(&self) -> &Search {
        &self.search
    }

    /// Changes the filter.
    pub fn narrow(&mut self, change: impl FnOnce(&mut Search) -> bool) {
        if change(&mut self.search) {
            self.rows.cursor = 0;
            self.fit_names();
        }
    }

    /// What the number under the cursor counts.
    pub fn summary(&self) -> String {
        let plan = self
            .plan
            .as_ref()
            .map_or("全部计划", |it| it.title.as_str());
        let across = self.across.label();
        let cell = self.chosen().zip(self.matrix.heads.get(self.column));
        let cell = cell.map_or_else(String::new, |(row, head)| {
            let count = row.cells.get(self.column).copied().unwrap_or_default();
            format!("{} {} {count}项  ", row.name, whole_label(*head))
        });
        format!("{cell}{across}，{plan}")
    }

    /// Draws the table.
    pub fn view(&self, frame: &mut Frame<'_>, body: Rect, theme: Theme) {
        let heads = self.matrix.heads.iter().skip(self.first).take(self.room);
        let mut told = pad("", MARKER) + &pad("部门", NAME);
        for head in heads {
            told += &pad_left(&head.label(), NUMBER);
        }
        let shown = self.matrix.heads.len().min(self.first + self.room);
        // What the bars or the course beside the numbers take.
        let left = usize::from(body.width)
            .saturating_sub(MARKER + NAME + (shown - self.first) * NUMBER + 1);
        let word = match self.across {
            Across::Lights => "逾期占合计",
            Across::Months => "各月多少",
        };
        if left >= 10 {
            told.push(' ');
            told.push_str(word);
        }
        lines::text(frame, body, &told, theme.strong);
        let below = Rect {
            y: body.y + 1,
            height: body.height.saturating_sub(1),
            ..body
        };
        if self.matrix.rows.first().is_none_or(|it| it.cells[0] == 0) {
            let plans = keys::told(Scope::Everywhere, Action::Show(Tab::Plan));
            let import = keys::told(Scope::Plan, Action::Import);
            let said = format!("还没有任务。\n按 {plans} 到计划，再按 {import} 导入一份计划文件。");
            return lines::nothing(frame, below, &said, theme);
        }
        if self.search.is_set() && self.shown.len() <= 1 {
            lines::nothing(frame, below, &found_nothing("部门"), theme);
        }
        let words = self.search.words();
        for (at, place) in self.rows.shown(self.shown.len()).zip(below.rows()) {
            let row = &self.matrix.rows[self.shown[at]];
            let is_chosen = at == self.rows.cursor;
            let mark = if is_chosen { "> " } else { "  " };
            let mut spans = vec![Span::raw(mark)];
            spans.extend(lines::marked(&pad(&row.name, NAME), &words, theme));
            for column in self.first..shown {
                spans.push(self.number(row, column, is_chosen, theme));
            }
            if left >= 10 {
                spans.push(Span::raw(" "));
                spans.push(self.beside(row, left.min(30), theme));
            }
            let line = Line::from(spans);
            ink::line(frame, place, &line);
        }
    }

    /// A number; nothing for none, so that the eye finds the others.
    fn number(&self, row: &Row, column: usize, is_chosen: bool, theme: Theme) -> Span<'static> {
        let count = row.cells[column];
        let told = match count {
            0 => "-".to_owned(),
            count => count.to_string(),
        };
        let look = match self.matrix.heads[column] {
            _ if count == 0 => theme.dim,
            Head::Light(light) => theme.light(light),
            Head::Due(Due::Before(_)) => theme.light(Light::Overdue),
            _ => ratatui::style::Style::new(),
        };
        let look = if is_chosen && column == self.column {
            look.patch(theme.chosen)
        } else {
            look
        };
        Span::styled(pad_left(&told, NUMBER), look)
    }

    /// The look that beats reading: how much of all is overdue, or the course over the months.
    fn beside(&self, row: &Row, columns: usize, theme: Theme) -> Span<'static> {
        match self.across {
            Across::Lights => {
                let bar = columns.saturating_sub(6);
                let all = row.cells[0].max(1);
                let filled = (row.overdue * bar).div_ceil(all);
                let percent = row.overdue * 100 / all;
                let told = format!("{} {percent}%", "#".repeat(filled));
                Span::styled(told.trim_start().to_owned(), theme.light(Light::Overdue))
            }
            Across::Months => {
                let is_month =
                    |at: &usize| matches!(self.matrix.heads[*at], Head::Due(Due::Month(..)));
                let months = (0..row.cells.len()).filter(is_month);
                let counts: Vec<usize> = months.map(|it| row.cells[it]).collect();
                Span::raw(course(&counts, theme.strokes))
            }
        }
    }
}

/// A course in one cell a number, against the greatest of them.
fn course(counts: &[usize], strokes: Strokes) -> String {
    let steps = match strokes {
        Strokes::Braille => [' ', '⣀', '⣤', '⣶', '⣿'],
        Strokes::Ascii => [' ', '.', ':', '+', '#'],
    };
    let most = counts.iter().copied().max().unwrap_or_default().max(1);
    let step = |count: &usize| steps[(count * (steps.len() - 1)).div_ceil(most)];
    counts.iter().map(step).collect()
}

/// The head of a column where there is room for all of it.
fn whole_label(head: Head) -> String {
    match head {
        Head::Due(due) => format!("到期{}", due.label()),
        Head::Light(light) => format!("{}灯", light.label()),
        Head::Sum(_) => head.label(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_course_rises_to_the_greatest_number_and_shows_every_number_above_none() {
        assert_eq!(course(&[0, 1, 50, 100], Strokes::Ascii), " .:#");
        assert_eq!(course(&[0, 0], Strokes::Ascii), "  ");
        assert_eq!(course(&[3], Strokes::Braille), "⣿");
        assert_eq!(course(&[], Strokes::Braille), "");
    }
}
