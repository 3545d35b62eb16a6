//! 部门名录: every department of the file, who answers for whom, and what is changed of them.

mod page;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use std::collections::HashMap;

use super::Effect;
use crate::app::{App, Error};
use crate::domain::department::{Department, Workload};
use crate::domain::id::DepartmentId;
use crate::text::width::{cut, pad, pad_left, width};
use crate::ui::action::{Action, DepartmentAct};
use crate::ui::dialogs::Dialog;
use crate::ui::dialogs::directory::DirectoryForm;
use crate::ui::keymap::Scope;
use crate::ui::keys;
use crate::ui::theme::Theme;
use crate::ui::widgets::beside;
use crate::ui::widgets::lines;
use crate::ui::widgets::rows::Rows;
use crate::ui::widgets::scroll::Scroll;
use crate::ui::widgets::search::{Search, found_nothing};
use page::Page;

/// Where the keys go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Focus {
    /// To the list.
    List,
    /// To the page; on a narrow screen it then takes the list's place.
    Page,
}

/// A department as a row shows it.
#[derive(Debug)]
struct Entry {
    it: Department,
    /// How far below the one that answers for it.
    depth: usize,
    standing: String,
    /// Whether it answers itself today and can be given something.
    stands: bool,
    load: Workload,
}

/// The departments, with the one under the cursor beside them.
#[derive(Debug)]
pub struct DirectoryScreen {
    all: Vec<Entry>,
    /// Those that the filter shows, as rows of `all`.
    shown: Vec<usize>,
    rows: Rows,
    search: Search,
    page: Option<Page>,
    /// The page as it is drawn.
    lines: Vec<Line<'static>>,
    scroll: Scroll,
    focus: Focus,
    /// Where the cursor goes when everything is read again.
    wanted: Option<DepartmentId>,
    is_wide: bool,
    is_stale: bool,
    is_unfitted: bool,
}

impl DirectoryScreen {
    /// A screen that has not read anything yet, the cursor to be on this department.
    pub fn new(at: Option<DepartmentId>) -> Self {
        Self {
            all: Vec::new(),
            shown: Vec::new(),
            rows: Rows::default(),
            search: Search::default(),
            page: None,
            lines: Vec::new(),
            scroll: Scroll::default(),
            focus: Focus::List,
            wanted: at,
            is_wide: false,
            is_stale: true,
            is_unfitted: false,
        }
    }

    /// Puts the cursor on a department once everything is read again, without the filter, which may hide it.
    pub fn go_to(&mut self, id: DepartmentId) {
        self.wanted = Some(id);
        self.search.clear();
    }

    /// Does what a key asks.
    ///
    /// # Errors
    /// The person may not change departments.
    pub fn update(&mut self, action: Action, app: &App) -> Result<Effect, Error> {
        let is_moved = if self.is_in_page() {
            self.scroll.update(action)
        } else {
            self.rows.update(action, self.shown.len())
        };
        match action {
            _ if is_moved => {}
            Action::Open | Action::NextPane => {
                self.focus = match self.focus {
                    Focus::List if self.under_cursor().is_some() => Focus::Page,
                    _ => Focus::List,
                };
            }
            Action::Back if self.is_in_page() => self.focus = Focus::List,
            Action::Back if self.search.is_set() => self.narrow(Search::clear),
            Action::Back => return Ok(Effect::Close),
            Action::Department(act) => return self.ask(app, act),
            _ => {}
        }
        Ok(Effect::None)
    }

    fn is_in_page(&self) -> bool {
        self.focus == Focus::Page
    }

    /// The form of an act on the department under the cursor.
    fn ask(&self, app: &App, act: DepartmentAct) -> Result<Effect, Error> {
        app.must_manage_departments()?;
        let name = match (act, self.under_cursor()) {
            (DepartmentAct::Add, _) => "",
            (_, Some(entry)) => entry.it.name.as_str(),
            (_, None) => return Ok(Effect::Say("这里没有部门。")),
        };
        let mut form = DirectoryForm::new(act, name, app.today());
        if act == DepartmentAct::Members {
            let group = self.under_cursor().map(|entry| &entry.it);
            let known = group.map_or_else(|| Ok(None), |it| app.membership(it))?;
            if let Some((slug, members)) = known {
                form = form.holding(&slug, &members.join("、"));
            }
        }
        Ok(Effect::Ask(Box::new(Dialog::Directory(form))))
    }

    fn under_cursor(&self) -> Option<&Entry> {
        self.all.get(*self.shown.get(self.rows.cursor)?)
    }

    fn id_under_cursor(&self) -> Option<DepartmentId> {
        self.under_cursor().map(|entry| entry.it.id)
    }

    /// Reads what the next frame needs.
    pub fn prepare(&mut self, app: &App, body: Rect, theme: Theme) -> Result<(), Error> {
        if std::mem::take(&mut self.is_stale) {
            let wanted = self.wanted.take().or(self.id_under_cursor());
            self.all = read_entries(app)?;
            self.fit_names(app);
            let is_wanted = |at: &usize| Some(self.all[*at].it.id) == wanted;
            if let Some(at) = self.shown.iter().position(is_wanted) {
                self.rows.put(at, self.shown.len());
            }
            if self.page.is_some() {
                self.rest(app)?;
            }
        }
        if std::mem::take(&mut self.is_unfitted) {
            self.fit_names(app);
        }
        let (list, page) = beside::split(body).unwrap_or((body, body));
        self.rows
            .fit(usize::from(list.height.saturating_sub(1)), self.shown.len());
        self.is_wide = list != page;
        // Where the page has the keys, it is of the department that they are about.
        if self.is_in_page() && self.is_behind() {
            self.rest(app)?;
        }
        let columns = usize::from(page.width).saturating_sub(2);
        let laid_out = |it: &Page| it.lines(columns, theme);
        self.lines = self.page.as_ref().map_or_else(Vec::new, laid_out);
        self.scroll.fit(usize::from(page.height), self.lines.len());
        Ok(())
    }

    /// The departments of which a name or its initials hold what was typed.
    fn fit_names(&mut self, app: &App) {
        let near = app.directory().near(self.search.text());
        let is_near = |entry: &Entry| near.iter().any(|it| it.id == entry.it.id);
        self.shown = (0..self.all.len())
            .filter(|at| !self.search.is_set() || is_near(&self.all[*at]))
            .collect();
        self.rows.put(self.rows.cursor, self.shown.len());
    }

    /// Whether the page is of another department than the cursor's.
    pub fn is_behind(&self) -> bool {
        let read = self.page.as_ref().map(|it| it.id);
        (self.is_wide || self.is_in_page()) && read != self.id_under_cursor()
    }

    /// Reads the page of the department under the cursor.
    pub fn rest(&mut self, app: &App) -> Result<(), Error> {
        let read = self.page.take().map(|it| it.id);
        if let Some(entry) = self.under_cursor() {
            self.page = Page::read(app, entry.it.id, entry.load)?;
        }
        if self.page.as_ref().map(|it| it.id) != read {
            self.scroll = Scroll::default();
        }
        Ok(())
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

    /// How many there are, and how many of them stand.
    pub fn summary(&self) -> String {
        let standing = self.shown.iter().filter(|at| self.all[**at].stands).count();
        format!("部门名录：{}个部门，现行{standing}个", self.shown.len())
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
            lines::draw_page(frame, area, &self.lines, self.scroll.top, theme);
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
                found_nothing("部门")
            } else {
                let key = keys::told(Scope::Directory, Action::Department(DepartmentAct::Add));
                format!("还没有部门。\n按 {key} 新增；导入计划或装入内置计划时也会录入。")
            };
            lines::nothing(frame, area, &text, theme);
        }
        let words = self.search.words();
        for (at, place) in self.rows.shown(self.shown.len()).zip(body.rows()) {
            let is_chosen = at == self.rows.cursor;
            let entry = &self.all[self.shown[at]];
            // Without those above it in between, a row below another would say nothing.
            let depth = if self.search.is_set() { 0 } else { entry.depth };
            let style = if entry.stands || is_chosen {
                Style::new()
            } else {
                theme.dim
            };
            let mut spans = vec![Span::raw(if is_chosen { "> " } else { "  " })];
            spans.extend(lines::marked_in(
                &columns.row(entry, depth),
                &words,
                style,
                theme,
            ));
            let line = Line::from(spans);
            lines::row(frame, place, &line, (is_chosen, !self.is_in_page()), theme);
        }
    }
}

/// Every department, each followed by those it took over.
fn read_entries(app: &App) -> Result<Vec<Entry>, Error> {
    let loads: HashMap<DepartmentId, Workload> = app.list_workloads()?;
    let (directory, today) = (app.directory(), app.today());
    let entries = directory.lineage(today).into_iter();
    let entries = entries.map(|(it, depth)| Entry {
        it: it.clone(),
        depth,
        standing: directory.standing_label(it),
        stands: directory.stands(it, today),
        load: loads.get(&it.id).copied().unwrap_or_default(),
    });
    Ok(entries.collect())
}

/// The columns 部门 类别 现状 牵头; on a very narrow screen the kind gives way.
struct Columns {
    name: usize,
    kind: usize,
    standing: usize,
}

impl Columns {
    /// The columns of a kind, of a number of tasks, and those that a day and most names of a successor need.
    const KIND: usize = 9;
    const LEADS: usize = 5;
    const STANDING: usize = 36;

    fn of(width: u16) -> Self {
        let kind = if width < 70 { 0 } else { Self::KIND };
        // Marker 2, a gap before the standing, a margin of 1.
        let rest = usize::from(width).saturating_sub(2 + 1 + kind + Self::LEADS + 1);
        let standing = Self::STANDING.max(rest / 2).min(rest * 3 / 5);
        Self {
            name: rest - standing,
            kind,
            standing,
        }
    }

    fn heading(&self) -> String {
        format!(
            "  {} {}{}{}",
            pad("部门", self.name),
            pad(&cut("类别", self.kind), self.kind),
            pad("现状", self.standing),
            pad_left("牵头", Self::LEADS)
        )
    }

    fn row(&self, entry: &Entry, depth: usize) -> String {
        let cell = |text: &str, columns: usize| pad(&cut(text, columns), columns);
        let indent = "  ".repeat(depth);
        let it = &entry.it;
        let both = format!("{indent}{}（{}）", it.name, it.short_name);
        let name = if it.short_name == it.name || width(&both) > self.name {
            format!("{indent}{}", it.name)
        } else {
            both
        };
        format!(
            "{} {}{}{}",
            cell(&name, self.name),
            cell(it.kind_label(), self.kind),
            cell(&entry.standing, self.standing),
            pad_left(&entry.load.leads.to_string(), Self::LEADS)
        )
    }
}
