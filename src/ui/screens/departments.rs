//! 部门: who answers for how much, and the tasks of the department that is chosen.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::Effect;
use crate::app::{App, DepartmentLine, Error};
use crate::domain::filter::{Filter, Order};
use crate::domain::id::{DepartmentId, TaskId};
use crate::domain::light::Light;
use crate::text::width::{pad, pad_left};
use crate::ui::action::Action;
use crate::ui::keymap::Scope;
use crate::ui::keys;
use crate::ui::theme::Theme;
use crate::ui::widgets::beside::{self, Beside};
use crate::ui::widgets::detail::Sheet;
use crate::ui::widgets::lines;
use crate::ui::widgets::rows::Rows;
use crate::ui::widgets::search::{Search, found_nothing};
use crate::ui::widgets::task_list::TaskList;

/// From this width on, the departments and the tasks of one stand side by side.
const WIDE: u16 = 110;
/// The columns of the departments then.
const NARROW_TABLE: u16 = 52;

/// Where the cursor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Focus {
    /// In the departments.
    Names,
    /// In the tasks of the chosen one.
    Tasks,
}

/// The departments and the tasks of one.
#[derive(Debug)]
pub struct Departments {
    all: Vec<DepartmentLine>,
    /// Those that the filter shows, as rows of `all`.
    shown: Vec<usize>,
    rows: Rows,
    names: Search,
    /// The department whose tasks are listed.
    chosen: Option<DepartmentId>,
    tasks: TaskList,
    words: Search,
    focus: Focus,
    /// The task under the cursor, as read when the hand rested.
    beside: Beside,
    is_stale: bool,
    /// Whether the filter on names has changed since it was last looked at.
    is_unfitted: bool,
    is_wide: bool,
}

impl Departments {
    /// A pane that has not read anything yet.
    pub fn new() -> Self {
        Self {
            all: Vec::new(),
            shown: Vec::new(),
            rows: Rows::default(),
            names: Search::default(),
            chosen: None,
            tasks: TaskList::new(Filter::default()),
            words: Search::default(),
            focus: Focus::Names,
            beside: Beside::default(),
            is_stale: true,
            is_unfitted: false,
            is_wide: false,
        }
    }

    /// Does what a key asks.
    pub fn update(&mut self, action: Action, app: &App) -> Effect {
        let is_moved = if self.is_in_tasks() {
            self.tasks.update(action)
        } else {
            self.rows.update(action, self.shown.len())
        };
        if is_moved {
            return Effect::None;
        }
        match (action, self.is_in_tasks()) {
            (Action::Open | Action::NextPane, false) => {
                self.choose(app);
                if self.chosen.is_some() {
                    self.focus = Focus::Tasks;
                }
            }
            (Action::Open, true) if self.tasks.turn_heading() => {}
            (Action::Open, true) => {
                return self.selected().map_or(Effect::None, Effect::Open);
            }
            (Action::NextPane, true) => self.focus = Focus::Names,
            (Action::Back, true) if self.words.is_set() => self.narrow(Search::clear),
            (Action::Back, true) => self.focus = Focus::Names,
            (Action::Back, false) => self.narrow(Search::clear),
            (Action::Matrix, _) => return Effect::Matrix,
            (Action::People, _) => return Effect::People,
            (Action::Notice, _) => {
                let chosen = self.chosen.filter(|_| self.is_in_tasks());
                let id = chosen.or_else(|| self.under_cursor().map(|it| it.id));
                return id.map_or(Effect::Say("这里没有部门。"), Effect::Notice);
            }
            (Action::Directory, true) => return Effect::Directory(self.chosen),
            (Action::Directory, false) => {
                return Effect::Directory(self.under_cursor().map(|it| it.id));
            }
            _ => {}
        }
        Effect::None
    }

    /// Reads what the next frame needs.
    pub fn prepare(&mut self, app: &App, body: Rect, _theme: Theme) -> Result<(), Error> {
        if std::mem::take(&mut self.is_stale) {
            let kept = self.under_cursor().map(|it| it.id);
            self.all = app.list_departments()?;
            self.fit_names(app);
            let at = self
                .shown
                .iter()
                .position(|it| Some(self.all[*it].id) == kept);
            if let Some(at) = at {
                self.rows.put(at, self.shown.len());
            }
        }
        if std::mem::take(&mut self.is_unfitted) {
            self.fit_names(app);
        }
        let (table, tasks) = areas(body);
        self.is_wide = table != tasks;
        self.rows.fit(
            usize::from(table.height.saturating_sub(1)),
            self.shown.len(),
        );
        if self.is_in_tasks() || (self.is_wide && self.chosen.is_some()) {
            self.tasks.prepare(app, tasks)?;
        }
        Ok(())
    }

    /// The departments whose name or initials hold what was typed.
    fn fit_names(&mut self, app: &App) {
        let typed = self.names.text();
        self.shown = if self.names.is_set() {
            let today = app.today();
            let near: Vec<DepartmentId> = app
                .directory()
                .near(typed)
                .iter()
                .map(|it| app.directory().current(it.id, today))
                .collect();
            (0..self.all.len())
                .filter(|at| near.contains(&self.all[*at].id))
                .collect()
        } else {
            (0..self.all.len()).collect()
        };
        self.rows.put(self.rows.cursor, self.shown.len());
    }

    pub fn is_in_tasks(&self) -> bool {
        self.focus == Focus::Tasks
    }

    /// Lists the tasks of the department under the cursor.
    fn choose(&mut self, app: &App) {
        let id = self.under_cursor().map(|it| it.id);
        if id == self.chosen {
            return;
        }
        self.chosen = id;
        self.words = Search::default();
        self.tasks = TaskList::new(Filter {
            leads: id.map(|id| app.leads_of(id)),
            order: Order::LastDay,
            ..Filter::default()
        });
    }

    /// Goes to the tasks of a department.
    pub fn go_to(&mut self, app: &App, id: DepartmentId) -> Result<(), Error> {
        self.all = app.list_departments()?;
        self.is_stale = false;
        self.is_unfitted = false;
        self.names = Search::default();
        self.fit_names(app);
        if let Some(at) = self.all.iter().position(|it| it.id == id) {
            self.rows.put(at, self.shown.len());
            self.choose(app);
            self.focus = Focus::Tasks;
        }
        Ok(())
    }

    fn under_cursor(&self) -> Option<&DepartmentLine> {
        self.all.get(*self.shown.get(self.rows.cursor)?)
    }

    /// Whether the tasks are another department's than the cursor's, or the task another one's.
    pub fn is_behind(&self) -> bool {
        if self.is_in_tasks() {
            self.beside.is_behind(self.selected())
        } else {
            self.is_wide && self.under_cursor().map(|it| it.id) != self.chosen
        }
    }

    /// Lists the tasks of the department, or reads the task, that the cursor is on.
    pub fn rest(&mut self, app: &App) -> Result<(), Error> {
        if self.is_in_tasks() {
            return self.beside.follow(app, self.selected());
        }
        self.choose(app);
        Ok(())
    }

    /// Reads everything again before the next frame.
    pub fn refresh(&mut self) {
        self.is_stale = true;
        self.tasks.refresh();
        self.beside.expire();
    }

    /// The task under the cursor.
    pub fn selected(&self) -> Option<TaskId> {
        self.tasks
            .selected()
            .filter(|_| self.is_in_tasks())
            .map(|it| it.row.id)
    }

    /// The task as it was last read.
    pub fn sheet(&self) -> Option<&Sheet> {
        self.beside.detail.sheet()
    }

    /// The tasks of the department, where the cursor is in them.
    pub fn list_mut(&mut self) -> Option<&mut TaskList> {
        self.is_in_tasks().then_some(&mut self.tasks)
    }

    /// The filter of the part that the cursor is in.
    pub fn search(&self) -> &Search {
        if self.is_in_tasks() {
            &self.words
        } else {
            &self.names
        }
    }

    /// Changes the filter of the part that the cursor is in.
    pub fn narrow(&mut self, change: impl FnOnce(&mut Search) -> bool) {
        if self.is_in_tasks() {
            if change(&mut self.words) {
                self.tasks.search(self.words.text());
            }
        } else if change(&mut self.names) {
            self.rows.cursor = 0;
            self.is_unfitted = true;
        }
    }

    /// How many departments or tasks there are.
    pub fn summary(&self) -> String {
        if !self.is_in_tasks() {
            return format!("{}个部门，按逾期多少排列", self.shown.len());
        }
        let name = self
            .all
            .iter()
            .find(|it| Some(it.id) == self.chosen)
            .map_or("", |it| it.name.as_str());
        format!("{name} {}", self.tasks.summary())
    }

    /// Draws the table, and the tasks beside or instead of it.
    pub fn view(&self, frame: &mut Frame<'_>, body: Rect, theme: Theme) {
        let (table, tasks) = areas(body);
        let is_wide = table != tasks;
        if is_wide {
            beside::divide(frame, table, body, theme);
        }
        if is_wide || !self.is_in_tasks() {
            self.view_table(frame, table, theme);
        }
        if (is_wide && self.chosen.is_some()) || self.is_in_tasks() {
            self.tasks.view(frame, tasks, self.is_in_tasks(), theme);
            if self.tasks.total() == 0 && self.words.is_set() {
                lines::nothing(frame, tasks, &found_nothing("任务"), theme);
            }
        }
    }

    fn view_table(&self, frame: &mut Frame<'_>, area: Rect, theme: Theme) {
        let columns = Columns::of(area.width);
        lines::text(frame, area, &columns.heading(), theme.strong);
        let body = Rect {
            y: area.y + 1,
            height: area.height.saturating_sub(1),
            ..area
        };
        if self.shown.is_empty() {
            let text = if self.names.is_set() {
                found_nothing("部门")
            } else {
                let key = keys::told(Scope::Departments, Action::Directory);
                format!(
                    "还没有牵头任务的部门。\n任务交办以后，牵头的部门列在这里；按 {key} 看全部部门。"
                )
            };
            lines::nothing(frame, area, &text, theme);
        }
        let words = self.names.words();
        for (at, place) in self.rows.shown(self.shown.len()).zip(body.rows()) {
            let is_chosen = at == self.rows.cursor;
            let department = &self.all[self.shown[at]];
            let line = columns.line((department, &words), is_chosen, theme);
            lines::row(frame, place, &line, (is_chosen, !self.is_in_tasks()), theme);
        }
    }
}

/// The part of the departments and that of the tasks; on a small screen both are the whole, and one is drawn.
fn areas(body: Rect) -> (Rect, Rect) {
    if body.width < WIDE {
        return beside::split(body).unwrap_or((body, body));
    }
    beside::part(body, NARROW_TABLE)
}

/// The columns 部门 牵头 办结 逾期 临期 办结率, and a bar where there is room.
struct Columns {
    name: usize,
    bar: usize,
}

impl Columns {
    fn of(width: u16) -> Self {
        // Marker 2, four numbers of 6, the rate 8, a margin of 1.
        let rest = usize::from(width).saturating_sub(35);
        let name = rest.min(26);
        Self {
            name,
            bar: rest.saturating_sub(name + 1).min(20),
        }
    }

    fn heading(&self) -> String {
        format!(
            "  {}  牵头  办结  逾期  临期  办结率",
            pad("部门", self.name)
        )
    }

    fn line(
        &self,
        (department, words): (&DepartmentLine, &[String]),
        is_chosen: bool,
        theme: Theme,
    ) -> Line<'static> {
        let tally = department.tally;
        let number = |count: usize| pad_left(&count.to_string(), 6);
        let coloured = |count, light| {
            let style = if count > 0 {
                theme.light(light)
            } else {
                Style::new()
            };
            Span::styled(number(count), style)
        };
        let rate = match tally.owned {
            0 => "-".to_owned(),
            owned => format!("{}%", tally.done * 100 / owned),
        };
        let filled = (tally.done * self.bar)
            .checked_div(tally.owned)
            .unwrap_or(0);
        let mut spans = vec![Span::raw(if is_chosen { "> " } else { "  " })];
        spans.extend(lines::marked(
            &pad(&department.name, self.name),
            words,
            theme,
        ));
        spans.extend([
            Span::raw(number(tally.owned)),
            Span::raw(number(tally.done)),
            coloured(tally.overdue, Light::Overdue),
            coloured(tally.due_soon, Light::DueSoon),
            Span::raw(pad_left(&rate, 8)),
            Span::raw(" "),
            Span::styled("#".repeat(filled), theme.light(Light::Done)),
        ]);
        Line::from(spans)
    }
}
