//! 人员: everybody of the file, who may do what for which departments, and what is changed of them.

mod page;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::Effect;
use crate::app::{App, Error, PersonLine};
use crate::domain::id::DepartmentId;
use crate::domain::person::Person;
use crate::text::pinyin;
use crate::text::width::{cut, pad, pad_left};
use crate::ui::action::{Action, PersonAct};
use crate::ui::dialogs::Dialog;
use crate::ui::dialogs::people::PersonForm;
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

/// The people, with the one under the cursor beside them.
#[derive(Debug)]
pub struct PeopleScreen {
    /// Those who act before those who were retired.
    all: Vec<PersonLine>,
    /// How many of them act.
    active: usize,
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
    wanted: Option<String>,
    is_wide: bool,
    is_stale: bool,
    is_unfitted: bool,
}

impl PeopleScreen {
    /// A screen that has not read anything yet.
    pub fn new() -> Self {
        Self {
            all: Vec::new(),
            active: 0,
            shown: Vec::new(),
            rows: Rows::default(),
            search: Search::default(),
            page: None,
            lines: Vec::new(),
            scroll: Scroll::default(),
            focus: Focus::List,
            wanted: None,
            is_wide: false,
            is_stale: true,
            is_unfitted: false,
        }
    }

    /// Puts the cursor on a person once everything is read again, without the filter where it would hide them.
    pub fn go_to(&mut self, login: &str) {
        if self.under_cursor().is_none_or(|it| it.login != login) {
            self.search.clear();
        }
        self.wanted = Some(login.to_owned());
    }

    /// Does what a key asks.
    ///
    /// # Errors
    /// The person may not manage people.
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
            Action::Person(act) => return self.ask(app, act),
            _ => {}
        }
        Ok(Effect::None)
    }

    fn is_in_page(&self) -> bool {
        self.focus == Focus::Page
    }

    /// The form of an act on the person under the cursor.
    fn ask(&self, app: &App, act: PersonAct) -> Result<Effect, Error> {
        app.must_manage_people()?;
        let today = app.today();
        let form = match (act, self.under_cursor()) {
            (PersonAct::Add, _) => PersonForm::add(today),
            (_, None) => return Ok(Effect::Say("这里没有人员。")),
            (_, Some(it)) => PersonForm::of(act, it.clone(), &app.departments_of(it), today),
        };
        Ok(Effect::Ask(Box::new(Dialog::Person(Box::new(form)))))
    }

    fn under_cursor(&self) -> Option<&Person> {
        let line = self.all.get(*self.shown.get(self.rows.cursor)?)?;
        Some(&line.person)
    }

    fn login_under_cursor(&self) -> Option<&str> {
        self.under_cursor().map(|it| it.login.as_str())
    }

    /// Reads what the next frame needs.
    pub fn prepare(&mut self, app: &App, body: Rect, theme: Theme) -> Result<(), Error> {
        if std::mem::take(&mut self.is_stale) {
            let kept = || self.login_under_cursor().map(ToOwned::to_owned);
            let wanted = self.wanted.clone().or_else(kept);
            self.wanted = None;
            let today = app.today();
            self.all = app.list_staff()?;
            self.all.sort_by_key(|it| !it.person.is_active(today));
            let acts = |it: &&PersonLine| it.person.is_active(today);
            self.active = self.all.iter().filter(acts).count();
            self.fit_words(app);
            let is_wanted = |at: &usize| Some(&self.all[*at].person.login) == wanted.as_ref();
            if let Some(at) = self.shown.iter().position(is_wanted) {
                self.rows.put(at, self.shown.len());
            }
            if self.page.is_some() {
                self.rest(app)?;
            }
        }
        if std::mem::take(&mut self.is_unfitted) {
            self.fit_words(app);
        }
        let (list, page) = beside::split(body).unwrap_or((body, body));
        self.rows
            .fit(usize::from(list.height.saturating_sub(1)), self.shown.len());
        self.is_wide = list != page;
        // Where the page has the keys, it is of the person that they are about.
        if self.is_in_page() && self.is_behind() {
            self.rest(app)?;
        }
        let columns = usize::from(page.width).saturating_sub(2);
        let laid_out = |it: &Page| it.lines(columns, theme);
        self.lines = self.page.as_ref().map_or_else(Vec::new, laid_out);
        self.scroll.fit(usize::from(page.height), self.lines.len());
        Ok(())
    }

    /// The people whom every word typed names: by login, name, role, department, or by the initials of one.
    fn fit_words(&mut self, app: &App) {
        let words: Vec<Word> = self
            .search
            .text()
            .split_whitespace()
            .map(|word| Word::of(word, app))
            .collect();
        let is_meant = |at: &usize| words.iter().all(|word| word.names(&self.all[*at], app));
        self.shown = (0..self.all.len()).filter(is_meant).collect();
        self.rows.put(self.rows.cursor, self.shown.len());
    }

    /// Whether the page is of another person than the cursor's.
    pub fn is_behind(&self) -> bool {
        let read = self.page.as_ref().map(|it| it.login.as_str());
        (self.is_wide || self.is_in_page()) && read != self.login_under_cursor()
    }

    /// Reads the page of the person under the cursor.
    pub fn rest(&mut self, app: &App) -> Result<(), Error> {
        let read = self.page.take().map(|it| it.login);
        if let Some(login) = self.login_under_cursor() {
            self.page = Some(Page::read(app, login)?);
        }
        if self.page.as_ref().map(|it| &it.login) != read.as_ref() {
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

    /// How many there are, and how many of them act.
    pub fn summary(&self) -> String {
        let acting = self.shown.iter().filter(|at| **at < self.active).count();
        format!("人员：{}人，在用{acting}人", self.shown.len())
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
                found_nothing("人员")
            } else {
                let key = keys::told(Scope::People, Action::Person(PersonAct::Add));
                format!("还没有登记人员：能写数据文件的人都是协调员。\n按 {key} 新增。")
            };
            lines::nothing(frame, area, &text, theme);
        }
        let words = self.search.words();
        for (at, place) in self.rows.shown(self.shown.len()).zip(body.rows()) {
            let is_chosen = at == self.rows.cursor;
            let own = self.shown[at];
            let acts = own < self.active;
            let style = if acts || is_chosen {
                Style::new()
            } else {
                theme.dim
            };
            let mut spans = vec![Span::raw(if is_chosen { "> " } else { "  " })];
            spans.extend(lines::marked_in(
                &columns.row(&self.all[own], acts),
                &words,
                style,
                theme,
            ));
            let line = Line::from(spans);
            lines::row(frame, place, &line, (is_chosen, !self.is_in_page()), theme);
        }
    }
}

/// A word that was typed to find somebody.
struct Word {
    text: String,
    /// The departments that it may name, as those that answer today.
    departments: Vec<DepartmentId>,
}

impl Word {
    fn of(typed: &str, app: &App) -> Self {
        let (directory, today) = (app.directory(), app.today());
        let near = directory.near(typed).into_iter();
        Self {
            text: typed.to_lowercase(),
            departments: near.map(|it| directory.current(it.id, today)).collect(),
        }
    }

    fn names(&self, line: &PersonLine, app: &App) -> bool {
        let it = &line.person;
        let is_held = |text: &str| pinyin::holds(text, &self.text);
        let (directory, today) = (app.directory(), app.today());
        is_held(&it.login)
            || is_held(&it.name)
            || is_held(it.role.label())
            || it
                .departments
                .iter()
                .any(|id| self.departments.contains(&directory.current(*id, today)))
    }
}

/// The columns 登录名 姓名 角色 部门 现状 密钥; the departments get what is left.
struct Columns {
    login: usize,
    name: usize,
    departments: usize,
}

impl Columns {
    /// The columns of a role, of 在用 or 停用, and of a number of keys.
    const ROLE: usize = 7;
    const STATE: usize = 5;
    const KEYS: usize = 4;

    fn of(width: u16) -> Self {
        let (login, name) = if width < 70 { (11, 9) } else { (15, 11) };
        // Marker 2, a margin of 1.
        let taken = 2 + login + name + Self::ROLE + Self::STATE + Self::KEYS + 1;
        Self {
            login,
            name,
            departments: usize::from(width).saturating_sub(taken),
        }
    }

    fn heading(&self) -> String {
        let cells = ["登录名", "姓名", "角色", "部门", "现状", "密钥"];
        format!("  {}", self.line(cells))
    }

    fn row(&self, line: &PersonLine, acts: bool) -> String {
        let departments = if line.departments.is_empty() {
            "-".to_owned()
        } else {
            line.departments.join("、")
        };
        self.line([
            &line.person.login,
            &line.person.name,
            line.person.role.label(),
            &departments,
            if acts { "在用" } else { "停用" },
            &line.keys.to_string(),
        ])
    }

    fn line(&self, [login, name, role, departments, state, keys]: [&str; 6]) -> String {
        // A cell that is full still leaves a gap before the next.
        let cell = |text: &str, columns: usize| pad(&cut(text, columns.saturating_sub(1)), columns);
        format!(
            "{}{}{}{}{}{}",
            cell(login, self.login),
            cell(name, self.name),
            cell(role, Self::ROLE),
            cell(departments, self.departments),
            cell(state, Self::STATE),
            pad_left(keys, Self::KEYS)
        )
    }
}
