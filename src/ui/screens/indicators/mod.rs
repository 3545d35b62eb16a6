//! 指标: figures with targets by year, how each stands, and what it was.

mod bars;
pub(super) mod chart;
mod course;
mod page;

use ratatui::Frame;
use ratatui::layout::{Rect, Size};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use std::collections::HashMap;

use super::Effect;
use crate::app::{App, Error, IndicatorPage};
use crate::domain::id::IndicatorId;
use crate::domain::indicator::words::{GONE, reading, target};
use crate::domain::indicator::{Indicator, Standing, State};
use crate::domain::light::Light;
use crate::domain::status::Verb;
use crate::text::pinyin;
use crate::text::width::{cut, pad, pad_left};
use crate::ui::action::Action;
use crate::ui::dialogs::Dialog;
use crate::ui::dialogs::reading::ReadingForm;
use crate::ui::theme::Theme;
use crate::ui::widgets::beside;
use crate::ui::widgets::lines;
use crate::ui::widgets::rows::Rows;
use crate::ui::widgets::search::{Search, found_nothing};
use page::page_lines;

/// Where the keys go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Focus {
    /// To the list.
    List,
    /// To the page; on a narrow screen it then takes the list's place.
    Page,
}

/// A row of the list.
#[derive(Debug)]
enum Entry {
    /// Plan and domain of those below it.
    Heading(String),
    /// An indicator, as a row of all.
    One(usize),
}

/// The indicators, with the one under the cursor beside them.
#[derive(Debug)]
pub struct Indicators {
    all: Vec<(Indicator, Standing)>,
    /// The titles of the plans by their short words.
    plans: HashMap<String, String>,
    /// What the filter shows of them, under headings.
    shown: Vec<Entry>,
    rows: Rows,
    search: Search,
    page: Option<IndicatorPage>,
    /// The page as it is drawn.
    lines: Vec<Line<'static>>,
    focus: Focus,
    is_wide: bool,
    top: usize,
    is_stale: bool,
    is_unfitted: bool,
}

impl Indicators {
    /// A pane that has not read anything yet.
    pub fn new() -> Self {
        Self {
            all: Vec::new(),
            plans: HashMap::new(),
            shown: Vec::new(),
            rows: Rows::default(),
            search: Search::default(),
            page: None,
            lines: Vec::new(),
            focus: Focus::List,
            is_wide: false,
            top: 0,
            is_stale: true,
            is_unfitted: false,
        }
    }

    /// Does what a key asks.
    ///
    /// # Errors
    /// There is nothing to take back, or the file fails.
    pub fn update(&mut self, action: Action, app: &App) -> Result<Effect, Error> {
        match action {
            Action::Up if self.is_in_page() => self.top = self.top.saturating_sub(1),
            Action::Down if self.is_in_page() => self.top += 1,
            Action::Open | Action::NextPane => {
                self.focus = if self.is_in_page() {
                    Focus::List
                } else {
                    Focus::Page
                };
            }
            Action::Back if self.is_in_page() => self.focus = Focus::List,
            Action::Back => self.narrow(Search::clear),
            Action::Note => return self.ask(app),
            Action::TakeBack => {
                return Ok(self.under_cursor().map_or(Effect::None, Effect::TakeBack));
            }
            _ => {
                self.rows.update(action, self.shown.len());
                let is_upwards = matches!(action, Action::Up | Action::PageUp);
                self.leave_heading(is_upwards);
            }
        }
        Ok(Effect::None)
    }

    fn is_in_page(&self) -> bool {
        self.focus == Focus::Page
    }

    /// The cursor stands on indicators only.
    fn leave_heading(&mut self, is_upwards: bool) {
        let at = self.rows.cursor;
        if matches!(self.shown.get(at), Some(Entry::Heading(_))) {
            // Above the first heading there is nothing, and below each there is an indicator.
            let to = if is_upwards && at > 0 { at - 1 } else { at + 1 };
            self.rows.put(to, self.shown.len());
        }
    }

    /// The form for a reading of the indicator under the cursor.
    fn ask(&self, app: &App) -> Result<Effect, Error> {
        use chrono::Datelike;
        let Some(id) = self.under_cursor() else {
            return Ok(Effect::Say("这里没有指标。"));
        };
        app.check_reading(id, Verb::Read)?;
        let page = app.indicator_page(id)?;
        let unit = match page.indicator.unit.as_str() {
            "" => String::new(),
            unit => format!("（{unit}）"),
        };
        let about = vec![
            format!("{}{unit}", page.indicator.name),
            format!(
                "最新 {}  目标 {}",
                reading(page.standing.latest.as_ref()),
                target(&page.standing)
            ),
        ];
        let year = app.today().year() - 1;
        let form = ReadingForm::new(id, about, year);
        Ok(Effect::Ask(Box::new(Dialog::Reading(form))))
    }

    fn under_cursor(&self) -> Option<IndicatorId> {
        self.id_at(self.rows.cursor)
    }

    fn id_at(&self, row: usize) -> Option<IndicatorId> {
        match self.shown.get(row)? {
            Entry::Heading(_) => None,
            Entry::One(at) => self.all.get(*at).map(|it| it.0.id),
        }
    }

    /// Reads what the next frame needs.
    pub fn prepare(&mut self, app: &App, body: Rect, theme: Theme) -> Result<(), Error> {
        if std::mem::take(&mut self.is_stale) {
            let kept = self.under_cursor();
            self.all = app.list_indicators(None)?;
            let plans = app.list_plans()?.into_iter();
            self.plans = plans.map(|it| (it.slug, it.title)).collect();
            self.fit_names();
            let at = (0..self.shown.len()).find(|row| kept.is_some() && self.id_at(*row) == kept);
            self.rows
                .put(at.unwrap_or(self.rows.cursor), self.shown.len());
            self.leave_heading(false);
            if self.page.is_some() {
                self.rest(app)?;
            }
        }
        if std::mem::take(&mut self.is_unfitted) {
            self.fit_names();
        }
        let (list, page) = beside::split(body).unwrap_or((body, body));
        self.rows
            .fit(usize::from(list.height.saturating_sub(1)), self.shown.len());
        self.is_wide = list != page;
        // Where the page has the keys, it is of the indicator that they are about.
        if self.is_in_page() && self.is_behind() {
            self.rest(app)?;
        }
        let room = Size::new(page.width.saturating_sub(4), page.height);
        let laid_out = |it: &IndicatorPage| page_lines(it, room, theme);
        self.lines = self.page.as_ref().map_or_else(Vec::new, laid_out);
        let hidden = self.lines.len().saturating_sub(usize::from(page.height));
        self.top = self.top.min(hidden);
        Ok(())
    }

    /// Whether the page is of another indicator than the cursor's.
    pub fn is_behind(&self) -> bool {
        let read = self.page.as_ref().map(|it| it.indicator.id);
        (self.is_wide || self.is_in_page()) && read != self.under_cursor()
    }

    /// Reads the page of the indicator under the cursor.
    pub fn rest(&mut self, app: &App) -> Result<(), Error> {
        let wanted = self.under_cursor();
        self.page = wanted.map(|id| app.indicator_page(id)).transpose()?;
        self.top = 0;
        Ok(())
    }

    /// The indicators whose name, domain or plan hold what was typed, or are spelt so.
    fn fit_names(&mut self) {
        let typed = self.search.text();
        let holds = |(it, _): &(Indicator, Standing)| {
            typed.split_whitespace().all(|word| {
                [&it.name, &it.domain, &it.slug, &it.kind]
                    .iter()
                    .any(|text| pinyin::holds(text, word))
            })
        };
        let mut heading = String::new();
        self.shown.clear();
        for (at, row) in self.all.iter().enumerate().filter(|(_, row)| holds(row)) {
            let plan = self.plans.get(&row.0.slug).unwrap_or(&row.0.slug);
            let above = match row.0.domain.as_str() {
                "" => plan.clone(),
                domain => format!("{plan} › {domain}"),
            };
            if above != heading {
                self.shown.push(Entry::Heading(above.clone()));
                heading = above;
            }
            self.shown.push(Entry::One(at));
        }
        self.rows.put(self.rows.cursor, self.shown.len());
        self.leave_heading(false);
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
            self.is_unfitted = true;
        }
    }

    /// How many there are, and how they stand.
    pub fn summary(&self) -> String {
        let count = |state: State| {
            let is_one = |entry: &&Entry| match entry {
                Entry::Heading(_) => false,
                Entry::One(at) => {
                    let (it, standing) = &self.all[*at];
                    !it.is_gone && standing.state == state
                }
            };
            self.shown.iter().filter(is_one).count()
        };
        let states = [State::Reached, State::Near, State::Short, State::Unknown];
        let counts = states.map(|state| (state, count(state)));
        let told = counts.map(|(state, count)| format!("{}{count}", state.label()));
        let total: usize = counts.iter().map(|it| it.1).sum();
        format!("{total}项指标：{}", told.join("，"))
    }

    /// Draws the list, and the page beside or instead of it.
    pub fn view(&self, frame: &mut Frame<'_>, body: Rect, theme: Theme) {
        let (list, page) = match beside::split(body) {
            Some((list, page)) => {
                beside::divide(frame, list, body, theme);
                (Some(list), Some(page))
            }
            None if self.is_in_page() => (None, Some(body)),
            None => (Some(body), None),
        };
        if let Some(area) = list {
            self.view_list(frame, area, theme);
        }
        if let Some(area) = page {
            let area = Rect {
                x: area.x + 1,
                width: area.width.saturating_sub(2),
                ..area
            };
            lines::draw_page(frame, area, &self.lines, self.top, theme);
        }
    }

    fn view_list(&self, frame: &mut Frame<'_>, area: Rect, theme: Theme) {
        let columns = Columns::of(area.width);
        lines::text(frame, area, &columns.heading(), theme.strong);
        let body = Rect {
            y: area.y + 1,
            height: area.height.saturating_sub(1),
            ..area
        };
        if self.shown.is_empty() {
            let text = if self.search.is_set() {
                found_nothing("指标")
            } else {
                "还没有指标。\n导入印有指标表的计划，或用 duban seed 装入内置计划。".to_owned()
            };
            lines::nothing(frame, area, &text, theme);
        }
        let words = self.search.words();
        for (at, place) in self.rows.shown(self.shown.len()).zip(body.rows()) {
            let is_chosen = at == self.rows.cursor;
            let line = match &self.shown[at] {
                Entry::Heading(text) => {
                    Line::styled(cut(text, usize::from(place.width)), theme.strong)
                }
                Entry::One(row) => columns.line((&self.all[*row], &words), is_chosen, theme),
            };
            lines::row(frame, place, &line, (is_chosen, !self.is_in_page()), theme);
        }
    }
}

/// The columns 指标 单位 最新 目标 状态.
struct Columns {
    name: usize,
    unit: usize,
    target: usize,
}

impl Columns {
    /// The columns of the latest value, and of the state.
    const LATEST: usize = 13;
    const STATE: usize = 6;

    fn of(width: u16) -> Self {
        // Marker 2, a gap between two columns each.
        let rest = usize::from(width).saturating_sub(2 + Self::LATEST + Self::STATE + 4);
        let unit = if rest > 44 { 8 } else { 0 };
        let target = (rest / 3).min(24);
        Self {
            name: rest.saturating_sub(unit + target),
            unit,
            target,
        }
    }

    fn heading(&self) -> String {
        format!(
            "  {} {}{} {} 状态",
            pad("指标", self.name),
            pad("单位", self.unit),
            pad_left("最新", Self::LATEST),
            pad("目标", self.target),
        )
    }

    fn line(
        &self,
        ((it, standing), words): (&(Indicator, Standing), &[String]),
        is_chosen: bool,
        theme: Theme,
    ) -> Line<'static> {
        let cell = |text: &str, columns: usize| pad(&cut(text, columns), columns);
        let mut spans = vec![Span::raw(if is_chosen { "> " } else { "  " })];
        spans.extend(lines::marked(&cell(&it.name, self.name), words, theme));
        spans.extend([
            Span::raw(" "),
            Span::raw(cell(&it.unit, self.unit)),
            Span::raw(pad_left(&reading(standing.latest.as_ref()), Self::LATEST)),
            Span::raw(" "),
            Span::raw(cell(&target(standing), self.target)),
            Span::raw(" "),
            if it.is_gone {
                Span::styled(GONE, theme.dim)
            } else {
                Span::styled(standing.state.label(), style_of(standing.state, theme))
            },
        ]);
        Line::from(spans)
    }
}

fn style_of(state: State, theme: Theme) -> Style {
    match state {
        State::Reached => theme.light(Light::Done),
        State::Near => theme.light(Light::DueSoon),
        State::Short => theme.light(Light::Overdue),
        State::Unknown => theme.dim,
    }
}
