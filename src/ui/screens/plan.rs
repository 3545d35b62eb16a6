//! 计划: the tree of plans, with what the cursor is on beside it; with a filter, the list of the tasks found.

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::Effect;
use super::tree::{Branch, Node, Tree};
use crate::app::{App, Error};
use crate::domain::filter::{self, Filter, Window};
use crate::domain::id::TaskId;
use crate::domain::plan::Measure;
use crate::domain::plan::numbered;
use crate::text::width::{cut, pad, pad_left, width};
use crate::ui::action::{Action, Breaking};
use crate::ui::keymap::Scope;
use crate::ui::keys;
use crate::ui::theme::Theme;
use crate::ui::widgets::beside::{self, Beside};
use crate::ui::widgets::detail::{Detail, Sheet};
use crate::ui::widgets::lines;
use crate::ui::widgets::marks::Marks;
use crate::ui::widgets::rows::Rows;
use crate::ui::widgets::search::{Search, found_nothing};
use crate::ui::widgets::task_list::{Listed, TaskList, progress};

/// The tree of plans.
#[derive(Debug)]
pub struct Plans {
    tree: Tree,
    rows: Rows,
    /// What a filter has found, in place of the tree.
    found: Option<TaskList>,
    beside: Beside,
    search: Search,
    /// The marked tasks of the tree.
    marks: Marks,
    is_stale: bool,
    /// Whether the detail is of another row than the cursor's.
    is_behind: bool,
    today: NaiveDate,
}

impl Plans {
    /// A tree that has not read anything yet.
    pub fn new() -> Self {
        Self {
            tree: Tree::default(),
            rows: Rows::default(),
            found: None,
            beside: Beside::default(),
            search: Search::default(),
            marks: Marks::default(),
            is_stale: true,
            is_behind: true,
            today: NaiveDate::MIN,
        }
    }

    /// Does what a key asks.
    pub fn update(&mut self, action: Action, app: &App) -> Result<Effect, Error> {
        if self.beside.has_focus && self.beside.update(action) {
            return Ok(Effect::None);
        }
        let is_moved = match &mut self.found {
            Some(found) => found.update(action),
            None => self.rows.update(action, self.tree.rows().len()),
        };
        if is_moved {
            self.is_behind = true;
            return Ok(Effect::None);
        }
        match action {
            Action::NextPane => self.beside.has_focus = !self.beside.has_focus,
            Action::Back | Action::Fold if self.beside.has_focus => self.beside.has_focus = false,
            Action::Back => self.narrow(Search::clear),
            Action::Open | Action::Unfold
                if self.found.as_mut().is_some_and(TaskList::turn_heading) => {}
            Action::Open if self.selected().is_some() => {
                return Ok(self.selected().map_or(Effect::None, Effect::Open));
            }
            Action::Break(Breaking::Begin) => return self.workspace(app),
            Action::Edition => return self.edition(app),
            Action::Open if self.found.is_none() => self.turn(app)?,
            Action::Unfold if self.found.is_none() => self.unfold(app)?,
            Action::Fold if self.found.is_none() => self.fold(),
            _ => {}
        }
        Ok(Effect::None)
    }

    /// The workspace of what the cursor is on: of a plan the first measure that is not broken down, of a task its measure.
    fn workspace(&self, app: &App) -> Result<Effect, Error> {
        let measure = match self.tree.rows().get(self.rows.cursor).map(|it| &it.node) {
            _ if self.found.is_some() => match self.selected() {
                Some(id) => Some(app.task_page(id)?.task.place.measure),
                None => None,
            },
            Some(Node::Plan(plan)) => app.first_measure(plan.id, None)?,
            Some(Node::Section(section)) => app.first_measure(section.plan, Some(section.id))?,
            Some(Node::Measure(measure)) => Some(measure.id),
            Some(Node::Task(listed)) => Some(app.task_page(listed.row.id)?.task.place.measure),
            Some(Node::More(_)) | None => None,
        };
        Ok(measure.map_or(Effect::Say("这里没有可以拆解的措施。"), Effect::Workspace))
    }

    /// The newest edition of the plan that the cursor is in.
    fn edition(&self, app: &App) -> Result<Effect, Error> {
        let plan = match self.selected().filter(|_| self.found.is_some()) {
            Some(id) => Some(app.task_page(id)?.task.place.plan),
            None => self.tree.rows().get(self.rows.cursor).map(|it| it.plan),
        };
        let newest = match plan {
            Some(plan) => app.list_editions(plan)?.into_iter().next(),
            None => None,
        };
        Ok(newest.map_or(
            Effect::Say("这份计划还没有新版；导入新版时填上它的短名。"),
            |it| Effect::Edition(it.id),
        ))
    }

    /// Opens the branch under the cursor, or closes it.
    fn turn(&mut self, app: &App) -> Result<(), Error> {
        if !self.tree.fold(self.rows.cursor) {
            self.tree.unfold(app, self.rows.cursor)?;
        }
        Ok(())
    }

    fn unfold(&mut self, app: &App) -> Result<(), Error> {
        let at = self.rows.cursor;
        let is_open = self
            .tree
            .rows()
            .get(at)
            .is_some_and(|it| self.tree.is_unfolded(it));
        if is_open {
            self.rows.put(at + 1, self.tree.rows().len());
            self.is_behind = true;
        } else {
            self.tree.unfold(app, at)?;
        }
        Ok(())
    }

    fn fold(&mut self) {
        if !self.tree.fold(self.rows.cursor)
            && let Some(parent) = self.tree.parent(self.rows.cursor)
        {
            self.rows.put(parent, self.tree.rows().len());
            self.is_behind = true;
        }
    }

    /// Reads what the next frame needs.
    pub fn prepare(&mut self, app: &App, body: Rect, theme: Theme) -> Result<(), Error> {
        let (list, detail) = beside::split(body).unwrap_or((body, body));
        self.today = app.today();
        if std::mem::take(&mut self.is_stale) {
            let cursor = self.tree.reload(app, self.rows.cursor)?;
            self.rows.put(cursor, self.tree.rows().len());
            self.is_behind = true;
        }
        if let Some(found) = &mut self.found {
            found.prepare(app, list)?;
        }
        self.rows
            .fit(usize::from(list.height), self.tree.rows().len());
        if self.beside.has_focus && self.is_behind {
            self.rest(app)?;
        }
        self.beside.prepare(detail, theme);
        Ok(())
    }

    /// Whether the detail is of another row than the cursor's.
    pub fn is_behind(&self) -> bool {
        self.is_behind
    }

    /// Tells what the cursor is on.
    pub fn rest(&mut self, app: &App) -> Result<(), Error> {
        self.is_behind = false;
        if self.found.is_some() {
            return self.beside.follow(app, self.selected());
        }
        let node = self.tree.rows().get(self.rows.cursor).map(|it| &it.node);
        let detail = match node {
            Some(Node::Plan(plan)) => Detail::Plan(plan.clone()),
            Some(Node::Section(section)) => Detail::Section(section.clone()),
            Some(Node::Measure(measure)) => Detail::Measure(measure.clone()),
            Some(Node::Task(listed)) => Detail::Task(Box::new(Sheet::load(app, listed.row.id)?)),
            Some(Node::More(_)) | None => Detail::Nothing,
        };
        self.beside.show(detail);
        Ok(())
    }

    /// Reads everything again before the next frame.
    pub fn refresh(&mut self) {
        self.is_stale = true;
        self.is_behind = true;
        if let Some(found) = &mut self.found {
            found.refresh();
        }
    }

    /// The task under the cursor.
    pub fn selected(&self) -> Option<TaskId> {
        let listed = match &self.found {
            Some(found) => found.selected(),
            None => match &self.tree.rows().get(self.rows.cursor)?.node {
                Node::Task(listed) => Some(listed),
                _ => None,
            },
        };
        listed.map(|it| it.row.id)
    }

    /// The task as it was last read.
    pub fn sheet(&self) -> Option<&Sheet> {
        self.beside.detail.sheet()
    }

    /// The tasks found, where the cursor is in them.
    pub fn list_mut(&mut self) -> Option<&mut TaskList> {
        self.found.as_mut().filter(|_| !self.beside.has_focus)
    }

    /// The marked tasks, of the tree or of what a filter has found, where the cursor is in it.
    pub fn marks_mut(&mut self) -> Option<&mut Marks> {
        let marks = match &mut self.found {
            Some(found) => &mut found.marks,
            None => &mut self.marks,
        };
        (!self.beside.has_focus).then_some(marks)
    }

    /// Marks the task under the cursor, or all of the measure, section or plan; all shown from the last mark to the cursor; or
    /// all of the plan. `false` where the cursor is in neither tree nor list.
    pub fn mark(&mut self, action: Action, app: &App) -> Result<bool, Error> {
        let at = self.rows.cursor;
        if self.beside.has_focus {
            return Ok(false);
        }
        if let Some(found) = &mut self.found {
            return found.mark(action, app).map(|()| true);
        }
        let rows = self.tree.rows();
        let Some(branch) = rows.get(at) else {
            return Ok(true);
        };
        let shown = |row: &Branch| match &row.node {
            Node::Task(listed) => Some(listed.row.id),
            _ => None,
        };
        match action {
            Action::Mark => {
                match shown(branch) {
                    Some(id) => self.marks.toggle(id, at),
                    None => self.marks.turn(tasks_in(app, branch)?),
                }
                self.rows.update(Action::Down, self.tree.rows().len());
                self.is_behind = true;
            }
            Action::MarkTo => {
                let last = rows.len();
                let range = self.marks.to(at);
                let range = range.start.min(last)..range.end.min(last);
                let ids: Vec<TaskId> = rows[range].iter().filter_map(shown).collect();
                self.marks.add(ids, at);
            }
            _ => {
                let plan = Filter {
                    plan: Some(branch.plan),
                    ..Filter::default()
                };
                self.marks.turn(ids(app, &plan)?);
            }
        }
        Ok(true)
    }

    /// The filter.
    pub fn search(&self) -> &Search {
        &self.search
    }

    /// Changes the filter: with words, the tasks found take the tree's place.
    pub fn narrow(&mut self, change: impl FnOnce(&mut Search) -> bool) {
        if !change(&mut self.search) {
            return;
        }
        self.is_behind = true;
        if self.search.is_set() {
            let found = self
                .found
                .get_or_insert_with(|| TaskList::new(Filter::default()));
            found.search(self.search.text());
        } else {
            self.found = None;
        }
    }

    /// How many tasks a filter has found, or how many plans there are.
    pub fn summary(&self) -> String {
        if let Some(found) = &self.found {
            return found.summary();
        }
        let plans = self.tree.rows().iter().filter(|it| it.depth == 0);
        let (count, tasks) = plans.fold((0, 0), |(count, tasks), it| match &it.node {
            Node::Plan(plan) => (count + 1, tasks + plan.tasks),
            _ => (count, tasks),
        });
        format!("{count}份计划，{tasks}项任务{}", self.marks.told())
    }

    /// Draws the tree or the tasks found, and the detail beside or instead of it.
    pub fn view(&self, frame: &mut Frame<'_>, body: Rect, theme: Theme) {
        let (list, detail) = match beside::split(body) {
            Some((list, detail)) => {
                beside::divide(frame, list, body, theme);
                (Some(list), Some(detail))
            }
            None if self.beside.has_focus => (None, Some(body)),
            None => (Some(body), None),
        };
        if let Some(area) = list {
            match &self.found {
                Some(found) => {
                    found.view(frame, area, !self.beside.has_focus, theme);
                    if found.total() == 0 {
                        lines::nothing(frame, area, &found_nothing("任务"), theme);
                    }
                }
                None => self.view_tree(frame, area, theme),
            }
        }
        if let Some(area) = detail {
            self.beside.view(frame, area, theme);
        }
    }

    fn view_tree(&self, frame: &mut Frame<'_>, area: Rect, theme: Theme) {
        let rows = self.tree.rows();
        if rows.is_empty() {
            let key = keys::told(Scope::Plan, Action::Import);
            let said =
                format!("还没有计划。\n按 {key} 导入一份计划文件；内置计划用 duban seed 装入。");
            lines::nothing(frame, area, &said, theme);
        }
        for (at, place) in self.rows.shown(rows.len()).zip(area.rows()) {
            let is_chosen = at == self.rows.cursor;
            let line = self.line(&rows[at], is_chosen, usize::from(area.width), theme);
            lines::row(
                frame,
                place,
                &line,
                (is_chosen, !self.beside.has_focus),
                theme,
            );
        }
    }

    fn line(
        &self,
        branch: &Branch,
        is_chosen: bool,
        columns: usize,
        theme: Theme,
    ) -> Line<'static> {
        let fold = match (branch.node.is_branch(), self.tree.is_unfolded(branch)) {
            (false, _) => "  ",
            (true, true) => "- ",
            (true, false) => "+ ",
        };
        let mark = match &branch.node {
            Node::Task(listed) => self.marks.sign(listed.row.id, is_chosen),
            _ if is_chosen => "> ",
            _ => "  ",
        };
        let head = format!("{mark}{}{fold}", "  ".repeat(branch.depth));
        let room = columns.saturating_sub(width(&head) + 1);
        let mut spans = vec![Span::raw(head)];
        match &branch.node {
            Node::Plan(plan) => {
                let note = format!("{}项", plan.tasks);
                spans.extend(noted(&plan.title, theme.strong, &note, room, theme));
            }
            Node::Section(section) => {
                let (style, note) = match section.measures {
                    0 => (theme.dim, String::new()),
                    count => (Style::new(), format!("{count}条措施")),
                };
                spans.extend(noted(&section.heading, style, &note, room, theme));
            }
            Node::Measure(it) => {
                let note = if it.is_gone {
                    format!("新版已删 {}", tallied(it))
                } else {
                    tallied(it)
                };
                let title = numbered(&it.number, &it.title);
                spans.extend(noted(&title, Style::new(), &note, room, theme));
            }
            Node::Task(listed) => spans.extend(self.task(listed, room, theme)),
            Node::More(count) => {
                let text = format!("还有{count}项，按 / 筛选。");
                spans.push(Span::styled(cut(&text, room), theme.dim));
            }
        }
        Line::from(spans)
    }

    fn task(&self, listed: &Listed, room: usize, theme: Theme) -> Vec<Span<'static>> {
        let state = &listed.row.state;
        let light = state.light(self.today);
        let tail = format!(
            " {} {}",
            pad(&listed.lead, 12),
            pad_left(&progress(state), 6)
        );
        let title = room.saturating_sub(width(&tail) + 3);
        vec![
            Span::styled(light.label(), theme.light(light)),
            Span::raw(format!(" {}", pad(&listed.row.title, title))),
            Span::styled(tail, theme.dim),
        ]
    }
}

/// The tasks of a plan, a section or a measure.
fn tasks_in(app: &App, branch: &Branch) -> Result<Vec<TaskId>, Error> {
    let filter = match &branch.node {
        Node::Plan(plan) => Filter {
            plan: Some(plan.id),
            ..Filter::default()
        },
        Node::Section(section) => Filter {
            branch: Some(filter::Branch::Section(section.plan, section.id)),
            ..Filter::default()
        },
        Node::Measure(measure) => Filter {
            measure: Some(measure.id),
            ..Filter::default()
        },
        Node::Task(listed) => return Ok(vec![listed.row.id]),
        Node::More(_) => return Ok(Vec::new()),
    };
    ids(app, &filter)
}

fn ids(app: &App, filter: &Filter) -> Result<Vec<TaskId>, Error> {
    let rows = app.list_tasks(filter, Window::ALL)?;
    Ok(rows.iter().map(|it| it.id).collect())
}

/// What a measure holds: its tasks, and of these what is not none. 9项 办结2 逾期7.
fn tallied(measure: &Measure) -> String {
    let mut tallied = format!("{}项", measure.tasks);
    for (label, count) in [("办结", measure.done), ("逾期", measure.overdue)] {
        if count > 0 {
            tallied = format!("{tallied} {label}{count}");
        }
    }
    tallied
}

/// A text, and a note at the right edge.
fn noted(text: &str, style: Style, note: &str, room: usize, theme: Theme) -> [Span<'static>; 2] {
    let left = room.saturating_sub(width(note) + 1);
    [
        Span::styled(pad(text, left), style),
        Span::styled(format!(" {note}"), theme.dim),
    ]
}
