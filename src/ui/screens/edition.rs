//! 新版: what a later printing changes, measure by measure and indicator by indicator, for a coordinator to take or not.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::Effect;
use crate::app::{App, Error};
use crate::domain::edition::{Change, Decision, Edition, Piece, diff};
use crate::domain::id::EditionId;
use crate::domain::plan::numbered;
use crate::text::width::{layout, pad, width};
use crate::ui::action::Action;
use crate::ui::dialogs::Dialog;
use crate::ui::dialogs::decide::DecideForm;
use crate::ui::theme::Theme;
use crate::ui::widgets::beside;
use crate::ui::widgets::lines;
use crate::ui::widgets::rows::Rows;
use crate::ui::widgets::scroll::Scroll;

/// The changes of one edition.
#[derive(Debug)]
pub struct EditionScreen {
    edition: Edition,
    changes: Vec<Change>,
    rows: Rows,
    /// What taking the change under the cursor would do, by its place.
    effects: Option<(usize, String)>,
    has_focus: bool,
    scroll: Scroll,
    is_stale: bool,
}

impl EditionScreen {
    /// Reads an edition; the cursor stands on the first change that nobody has decided on.
    pub fn open(app: &App, id: EditionId) -> Result<Self, Error> {
        let changes = app.list_changes(id)?;
        let first = changes.iter().position(|it| it.decision.is_none());
        let mut rows = Rows::default();
        rows.put(first.unwrap_or(0), changes.len());
        Ok(Self {
            edition: app.get_edition(id)?,
            changes,
            rows,
            effects: None,
            has_focus: false,
            scroll: Scroll::default(),
            is_stale: false,
        })
    }

    fn change(&self) -> Option<&Change> {
        self.changes.get(self.rows.cursor)
    }

    /// Does what a key asks.
    pub fn update(&mut self, action: Action, app: &App) -> Result<Effect, Error> {
        if self.has_focus && self.scroll.update(action) {
            return Ok(Effect::None);
        }
        if self.rows.update(action, self.changes.len()) {
            self.scroll.top = 0;
            return Ok(Effect::None);
        }
        match action {
            Action::NextPane | Action::Open => self.has_focus = !self.has_focus,
            Action::Back if self.has_focus => self.has_focus = false,
            Action::Back => return Ok(Effect::Close),
            Action::Decide(decision) => return self.decide(app, decision),
            _ => {}
        }
        Ok(Effect::None)
    }

    fn decide(&self, app: &App, decision: Decision) -> Result<Effect, Error> {
        let Some(change) = self.change() else {
            return Ok(Effect::Say("这个版本没有改动。"));
        };
        if change.decision.is_some() {
            return Ok(Effect::Say("这处改动已经处理过了。"));
        }
        let effects = format!("采用后：{}。", app.preview_change(change)?);
        let form = DecideForm::new(change, decision, &effects, &self.edition.basis());
        Ok(Effect::Ask(Box::new(Dialog::Decide(form))))
    }

    /// Reads what the next frame needs.
    pub fn prepare(&mut self, app: &App, body: Rect, _theme: Theme) -> Result<(), Error> {
        if std::mem::take(&mut self.is_stale) {
            let at = self.change().map(|it| it.id);
            self.edition = app.get_edition(self.edition.id)?;
            self.changes = app.list_changes(self.edition.id)?;
            let found = self.changes.iter().position(|it| Some(it.id) == at);
            self.rows.put(found.unwrap_or(0), self.changes.len());
            self.effects = None;
        }
        let (list, detail) = beside::split(body).unwrap_or((body, body));
        let height = usize::from(list.height.saturating_sub(1));
        self.rows.fit(height, self.changes.len());
        let cursor = self.rows.cursor;
        if self.effects.as_ref().is_none_or(|it| it.0 != cursor) {
            self.effects = match self.change() {
                Some(change) if change.decision.is_none() => {
                    Some((cursor, app.preview_change(change)?.to_string()))
                }
                _ => Some((cursor, String::new())),
            };
        }
        let all = self.told(
            usize::from(detail.width.saturating_sub(2)),
            Theme::monochrome(),
        );
        self.scroll.fit(usize::from(detail.height), all.len());
        Ok(())
    }

    /// Goes to the next change that nobody has decided on, once this one was.
    pub fn go_on(&mut self) {
        let next =
            |it: &Change| it.decision.is_none() && Some(it.id) != self.change().map(|it| it.id);
        let behind = self.changes.iter().enumerate().skip(self.rows.cursor + 1);
        let found = behind
            .filter(|(_, it)| next(it))
            .map(|(at, _)| at)
            .next()
            .or_else(|| self.changes.iter().position(next));
        if let Some(at) = found {
            self.rows.put(at, self.changes.len());
            self.scroll.top = 0;
        }
    }

    /// Reads everything again before the next frame.
    pub fn refresh(&mut self) {
        self.is_stale = true;
    }

    /// How much is left to decide.
    pub fn summary(&self) -> String {
        format!(
            "相同{}条，改动{}条，待处理{}条",
            self.edition.same, self.edition.changes, self.edition.undecided
        )
    }

    /// Draws the list, and the change under the cursor beside or instead of it.
    pub fn view(&self, frame: &mut Frame<'_>, body: Rect, theme: Theme) {
        let (list, detail) = match beside::split(body) {
            Some((list, detail)) => {
                beside::divide(frame, list, body, theme);
                (Some(list), Some(detail))
            }
            None if self.has_focus => (None, Some(body)),
            None => (Some(body), None),
        };
        if let Some(area) = list {
            self.view_list(frame, area, theme);
        }
        if let Some(area) = detail {
            let inner = Rect {
                x: area.x + 1,
                width: area.width.saturating_sub(2),
                ..area
            };
            let told = self.told(usize::from(inner.width), theme);
            lines::draw(frame, inner, &told, self.scroll.top);
        }
    }

    fn view_list(&self, frame: &mut Frame<'_>, area: Rect, theme: Theme) {
        let head = Rect { height: 1, ..area };
        let title = format!(" 新版：{}  {}", self.edition.title, self.edition.basis());
        lines::text(frame, head, &title, theme.strong);
        let below = Rect {
            y: area.y + 1,
            height: area.height.saturating_sub(1),
            ..area
        };
        for (at, place) in self.rows.shown(self.changes.len()).zip(below.rows()) {
            let change = &self.changes[at];
            let decided = change.decision.map_or("待处理", Decision::label);
            let mark = if at == self.rows.cursor { ">" } else { " " };
            let head = format!("{mark} {}  ", change.kind.label());
            let room = usize::from(place.width).saturating_sub(width(&head) + 8);
            let title = pad(&numbered(&change.number, &change.title), room);
            let style = match (at == self.rows.cursor, self.has_focus) {
                (true, false) => theme.chosen,
                (true, true) => theme.remembered,
                (false, _) if change.decision.is_some() => theme.dim,
                (false, _) => Style::new(),
            };
            lines::text(frame, place, &format!("{head}{title} {decided}"), style);
        }
    }

    /// The change under the cursor: what it does, what was decided, and both printings with what differs marked.
    fn told(&self, columns: usize, theme: Theme) -> Vec<Line<'static>> {
        let Some(change) = self.change() else {
            return Vec::new();
        };
        let title = format!(
            "{} {}",
            change.kind.label(),
            numbered(&change.number, &change.title)
        );
        let mut told = lines::wrapped(&title, columns, theme.strong);
        let what = if let Some(decision) = change.decision {
            let (by, basis) = (&change.decided_by, &change.basis);
            format!("{}（{by}：{basis}）", decision.label())
        } else {
            let effects = self.effects.as_ref().map_or("", |it| it.1.as_str());
            format!("采用后：{effects}")
        };
        told.extend(lines::wrapped(&what, columns, theme.dim));
        told.push(Line::default());
        let pieces = diff(&change.before, &change.matter.after());
        told.extend(marked(&pieces, columns, theme));
        told
    }
}

/// The pieces of a difference in rows; what goes stands in [- -], what comes in {+ +}, so that no colour is needed.
fn marked(pieces: &[Piece], columns: usize, theme: Theme) -> Vec<Line<'static>> {
    let mut text = String::new();
    let mut styles: Vec<(usize, Style)> = Vec::new();
    for piece in pieces {
        let (shown, style) = match piece {
            Piece::Same(words) => (words.clone(), Style::new()),
            Piece::Out(words) => (format!("[-{words}-]"), theme.refused),
            Piece::In(words) => (format!("{{+{words}+}}"), theme.done),
        };
        text.push_str(&shown);
        styles.push((text.len(), style));
    }
    layout(&text, columns)
        .into_iter()
        .map(|row| {
            let mut at = row.start;
            let mut words = Vec::new();
            let first = styles.partition_point(|it| it.0 <= row.start);
            for (end, style) in &styles[first..] {
                let end = (*end).min(row.end);
                if at < end {
                    words.push(Span::styled(text[at..end].to_owned(), *style));
                    at = end;
                }
                if at >= row.end {
                    break;
                }
            }
            Line::from(words)
        })
        .collect()
}
