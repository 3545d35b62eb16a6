//! 6 周报: the summary of a week, a month or a quarter as it would leave the house.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::Effect;
use crate::app::{App, Error, WeeklyAsked};
use crate::domain::document::Document;
use crate::domain::term::{Pace, Term};
use crate::ui::action::Action;
use crate::ui::dialogs::Dialog;
use crate::ui::dialogs::dispatch::DispatchForm;
use crate::ui::theme::Theme;
use crate::ui::widgets::lines;
use crate::ui::widgets::paper::paper;
use crate::ui::widgets::scroll::Scroll;

/// The columns at the left and at the right of the text.
const MARGIN: u16 = 1;

/// The summary that was read, and as what.
#[derive(Debug)]
struct Read {
    asked: WeeklyAsked,
    document: Document,
    /// The columns that it is laid out in, its lines, and where its parts begin.
    columns: usize,
    lines: Vec<Line<'static>>,
    parts: Vec<usize>,
}

/// The pane.
#[derive(Debug)]
pub struct WeeklyScreen {
    /// What is asked for; `None` until the day is known.
    asked: Option<WeeklyAsked>,
    read: Option<Read>,
    /// Something has changed since it was read.
    is_stale: bool,
    scroll: Scroll,
    /// The columns and rows of the text, and its looks.
    room: (usize, usize),
    theme: Theme,
}

impl WeeklyScreen {
    /// The pane; it opens on this week.
    pub fn new() -> Self {
        Self {
            asked: None,
            read: None,
            is_stale: false,
            scroll: Scroll::default(),
            room: (0, 0),
            theme: Theme::monochrome(),
        }
    }

    /// Does what a key asks.
    pub fn update(&mut self, action: Action, app: &App) -> Result<Effect, Error> {
        let is_jump = matches!(action, Action::NextStretch | Action::PreviousStretch);
        let mut scroll = self.scroll;
        if is_jump || scroll.update(action) {
            // Whoever types ahead of the screen means the lines that are to come.
            if self.shown().is_none() {
                self.rest(app)?;
            }
            match action {
                Action::NextStretch => self.jump(true),
                Action::PreviousStretch => self.jump(false),
                _ => drop(self.scroll.update(action)),
            }
            self.lay_out();
            return Ok(Effect::None);
        }
        let Some(asked) = &self.asked else {
            return Ok(Effect::None);
        };
        let term = asked.term;
        match action {
            Action::Earlier => self.turn_to(term.previous(), asked.plan.clone()),
            Action::Later if term.next().first_day() > app.today() => {
                return Ok(Effect::Say("这已经是最近的一期。"));
            }
            Action::Later => self.turn_to(term.next(), asked.plan.clone()),
            Action::NextPane => {
                let pace = match term.pace() {
                    Pace::Week => Pace::Month,
                    Pace::Month => Pace::Quarter,
                    Pace::Quarter | Pace::Days => Pace::Week,
                };
                let day = term.last_day().min(app.today());
                self.turn_to(Term::of(pace, day), asked.plan.clone());
            }
            Action::NextPlan => {
                let slugs: Vec<String> = app.list_plans()?.into_iter().map(|it| it.slug).collect();
                let at = asked
                    .plan
                    .as_ref()
                    .and_then(|own| slugs.iter().position(|it| it == own));
                let next = at.map_or(0, |at| at + 1);
                self.turn_to(term, slugs.get(next).cloned());
            }
            Action::Export(format) => {
                return Ok(Effect::Export(Box::new(asked.clone()), format));
            }
            Action::Dispatch if !app.person().role.coordinates() => {
                return Ok(Effect::Say(
                    "只有协调员和管理员可以发文留底；导出不受限制。",
                ));
            }
            Action::Dispatch => {
                let form = DispatchForm::new(asked.clone());
                return Ok(Effect::Ask(Box::new(Dialog::Dispatch(Box::new(form)))));
            }
            _ => {}
        }
        Ok(Effect::None)
    }

    fn turn_to(&mut self, term: Term, plan: Option<String>) {
        self.asked = Some(WeeklyAsked {
            plan,
            ..WeeklyAsked::of(term)
        });
        self.scroll.top = 0;
    }

    /// To the beginning of the next part, or of the one before.
    fn jump(&mut self, is_forward: bool) {
        let Some(read) = &self.read else {
            return;
        };
        let top = self.scroll.top;
        let part = if is_forward {
            read.parts.iter().find(|it| **it > top)
        } else {
            read.parts.iter().rfind(|it| **it < top)
        };
        if let Some(part) = part {
            self.scroll.top = *part;
        } else if !is_forward {
            self.scroll.top = 0;
        }
    }

    /// Lays out what was read for the next frame.
    #[expect(clippy::unnecessary_wraps, reason = "every screen's can fail")]
    pub fn prepare(&mut self, app: &App, body: Rect, theme: Theme) -> Result<(), Error> {
        if self.asked.is_none() {
            self.turn_to(Term::of(Pace::Week, app.today()), None);
        }
        let columns = usize::from(body.width.saturating_sub(2 * MARGIN));
        (self.room, self.theme) = ((columns, usize::from(body.height)), theme);
        self.lay_out();
        Ok(())
    }

    fn lay_out(&mut self) {
        let (columns, height) = self.room;
        let mut count = 0;
        if let Some(read) = &mut self.read {
            if read.columns != columns {
                read.columns = columns;
                (read.lines, read.parts) = paper(&read.document, columns, self.theme);
            }
            count = read.lines.len();
        }
        self.scroll.fit(height, count);
    }

    /// Whether the summary that is asked for is still to be read.
    pub fn is_behind(&self) -> bool {
        self.is_stale || self.shown().is_none()
    }

    /// Reads the summary: the whole record is folded, so it waits for the hand to rest.
    pub fn rest(&mut self, app: &App) -> Result<(), Error> {
        let Some(asked) = &self.asked else {
            return Ok(());
        };
        let document = app.weekly_page(asked)?;
        self.read = Some(Read {
            asked: asked.clone(),
            document,
            columns: 0,
            lines: Vec::new(),
            parts: Vec::new(),
        });
        self.is_stale = false;
        self.lay_out();
        Ok(())
    }

    /// Reads it again when it is next shown.
    pub fn refresh(&mut self) {
        self.is_stale = true;
    }

    /// What was read, if it is what is asked for.
    fn shown(&self) -> Option<&Read> {
        self.read
            .as_ref()
            .filter(|it| Some(&it.asked) == self.asked.as_ref())
    }

    /// Which term, of which plan, and which lines of it stand on the screen.
    pub fn summary(&self) -> String {
        let Some(asked) = &self.asked else {
            return String::new();
        };
        let plan = asked.plan.as_deref().unwrap_or("全部计划");
        let what = format!(
            "{}{}  {plan}",
            asked.term.label(),
            asked.term.pace().paper()
        );
        match self.shown() {
            None => what,
            Some(read) => {
                let last = self.scroll.bottom().min(read.lines.len());
                format!(
                    "{what}  第{}至{last}行，共{}行",
                    self.scroll.top + 1,
                    read.lines.len()
                )
            }
        }
    }

    /// Draws it.
    pub fn view(&self, frame: &mut Frame<'_>, body: Rect, theme: Theme) {
        let area = Rect {
            x: body.x + MARGIN,
            width: body.width.saturating_sub(2 * MARGIN),
            ..body
        };
        match (self.shown(), &self.asked) {
            (Some(read), _) => {
                lines::draw_page(frame, area, &read.lines, self.scroll.top, theme);
            }
            (None, Some(asked)) => {
                let said = format!("正在汇总{}……", asked.term.label());
                lines::nothing(frame, area, &said, theme);
            }
            (None, None) => {}
        }
    }
}
