//! 待办: what waits for the person, under headings, and the departments that owe a report.

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use std::collections::BTreeMap;
use std::ops::Range;

use super::Effect;
use crate::app::{App, Error, Inbox, SilentLine};
use crate::domain::filter::Window;
use crate::domain::id::TaskId;
use crate::domain::inbox::Group;
use crate::domain::task_query::TaskQuery;
use crate::text::width::{cut, pad, pad_left};
use crate::ui::action::Action;
use crate::ui::theme::Theme;
use crate::ui::widgets::beside::{self, Beside};
use crate::ui::widgets::detail::Sheet;
use crate::ui::widgets::lines;
use crate::ui::widgets::marks::Marks;
use crate::ui::widgets::rows::Rows;
use crate::ui::widgets::search::{Search, found_nothing};
use crate::ui::widgets::task_list::Listed;

/// The heading of the departments that owe a report.
const SILENT: &str = "零反馈：30天没有反馈的部门";

/// A row of the list.
#[derive(Clone, Debug)]
enum Entry {
    /// What those below it have in common, and how many they are.
    Heading(String),
    /// A task, and why it is there.
    Task(Box<Listed>, String),
    /// A department that owes a report.
    Silent(SilentLine),
}

/// The inbox, with the task under the cursor beside it.
#[derive(Debug)]
pub struct InboxScreen {
    inbox: Inbox,
    /// What is typed into the filter, looked up.
    asked: TaskQuery,
    /// The marked tasks.
    marks: Marks,
    /// Whether the person is ever asked for anything.
    is_asked: bool,
    /// Whose tasks they are stands in a column, as it does for coordinators.
    has_lead: bool,
    today: NaiveDate,
    rows: Rows,
    /// The rows on the screen and a margin, by their places.
    held: BTreeMap<usize, Entry>,
    beside: Beside,
    search: Search,
    is_stale: bool,
}

impl InboxScreen {
    /// A pane that has not read anything yet.
    pub fn new() -> Self {
        Self {
            asked: TaskQuery::default(),
            marks: Marks::default(),
            inbox: Inbox {
                groups: Vec::new(),
                silent: Vec::new(),
            },
            is_asked: true,
            has_lead: true,
            today: NaiveDate::MIN,
            rows: Rows::default(),
            held: BTreeMap::new(),
            beside: Beside::default(),
            search: Search::default(),
            is_stale: true,
        }
    }

    /// Does what a key asks.
    pub fn update(&mut self, action: Action) -> Effect {
        let is_moved = if self.beside.has_focus {
            self.beside.update(action)
        } else {
            self.rows.update(action, self.total())
        };
        if is_moved {
            let is_upwards = matches!(action, Action::Up | Action::PageUp);
            self.leave_heading(is_upwards);
            return Effect::None;
        }
        match action {
            Action::Open => {
                return match self.held.get(&self.rows.cursor) {
                    Some(Entry::Task(listed, _)) => Effect::Open(listed.row.id),
                    Some(Entry::Silent(line)) => Effect::TasksOf(line.id),
                    _ => Effect::None,
                };
            }
            Action::Since => return Effect::Since,
            Action::NextPane => self.beside.has_focus = !self.beside.has_focus,
            Action::Back if self.beside.has_focus => self.beside.has_focus = false,
            Action::Back => self.narrow(Search::clear),
            _ => {}
        }
        Effect::None
    }

    /// The first rows of the groups: their headings.
    fn headings(&self) -> impl Iterator<Item = usize> {
        let sizes = self.inbox.groups.iter().map(|it| it.1);
        let silent = Some(self.inbox.silent.len()).filter(|it| *it > 0);
        sizes.chain(silent).scan(0, |next, size| {
            let at = *next;
            *next += size + 1;
            Some(at)
        })
    }

    fn total(&self) -> usize {
        let tasks: usize = self.inbox.groups.iter().map(|it| it.1 + 1).sum();
        match self.inbox.silent.len() {
            0 => tasks,
            silent => tasks + silent + 1,
        }
    }

    /// The cursor stands on tasks and departments only.
    fn leave_heading(&mut self, is_upwards: bool) {
        let at = self.rows.cursor;
        if self.headings().any(|it| it == at) {
            // Above the first heading there is nothing, and below each there is a row.
            let to = if is_upwards && at > 0 { at - 1 } else { at + 1 };
            self.rows.put(to, self.total());
        }
    }

    /// Reads the rows that the next frame shows.
    pub fn prepare(&mut self, app: &App, body: Rect, theme: Theme) -> Result<(), Error> {
        let (list, detail) = beside::split(body).unwrap_or((body, body));
        let height = usize::from(list.height.saturating_sub(1));
        if std::mem::take(&mut self.is_stale) {
            self.reload(app, height)?;
        }
        self.rows.fit(height, self.total());
        if self.rows.cursor == 1 {
            // The heading of the first row is shown with it.
            self.rows.top = 0;
        }
        let shown = self.rows.shown(self.total());
        if !shown.clone().all(|at| self.held.contains_key(&at)) {
            self.hold(app)?;
        }
        if self.beside.has_focus && self.is_behind() {
            self.rest(app)?;
        }
        self.beside.prepare(detail, theme);
        Ok(())
    }

    /// Reads counts and rows; the cursor goes with its task where that is still near.
    fn reload(&mut self, app: &App, height: usize) -> Result<(), Error> {
        let kept = self.selected();
        self.inbox = app.inbox(self.search.text())?;
        self.asked = app.task_query(self.search.text());
        self.is_asked = app.has_inbox();
        self.has_lead = app.person().role.coordinates();
        self.today = app.today();
        self.rows.fit(height, self.total());
        self.leave_heading(false);
        self.rows.fit(height, self.total());
        self.hold(app)?;
        let found = self.held.iter().find(|(_, entry)| match entry {
            Entry::Task(listed, _) => Some(listed.row.id) == kept,
            Entry::Heading(_) | Entry::Silent(_) => false,
        });
        if let Some((at, _)) = found {
            self.rows.put(*at, self.total());
        }
        Ok(())
    }

    /// Reads the rows on the screen, and as many above and below.
    fn hold(&mut self, app: &App) -> Result<(), Error> {
        let height = self.rows.height.max(1);
        let from = self.rows.top.saturating_sub(height);
        let to = self.rows.top + height * 2;
        self.held.clear();
        let mut heading = 0;
        for (group, size) in self.inbox.groups.clone() {
            let (first, end) = (heading + 1, heading + 1 + size);
            if (from..to).contains(&heading) {
                let text = format!("{} {size}", group.label());
                self.held.insert(heading, Entry::Heading(text));
            }
            let (begin, stop) = (first.max(from), end.min(to));
            if begin < stop {
                self.hold_tasks(app, group, begin, (begin - first, stop - begin))?;
            }
            heading = end;
        }
        if !self.inbox.silent.is_empty() {
            let text = format!("{SILENT} {}", self.inbox.silent.len());
            self.held.insert(heading, Entry::Heading(text));
            for (line, at) in self.inbox.silent.iter().zip(heading + 1..) {
                self.held.insert(at, Entry::Silent(line.clone()));
            }
        }
        Ok(())
    }

    fn hold_tasks(
        &mut self,
        app: &App,
        group: Group,
        first: usize,
        (offset, limit): (usize, usize),
    ) -> Result<(), Error> {
        let window = Window { offset, limit };
        let rows = app.list_inbox(group, self.search.text(), window)?;
        for (it, at) in rows.into_iter().zip(first..) {
            let listed = Box::new(Listed::new(app, it.row));
            self.held.insert(at, Entry::Task(listed, it.why));
        }
        Ok(())
    }

    /// The marked tasks, where the cursor is in the list.
    pub fn marks_mut(&mut self) -> Option<&mut Marks> {
        (!self.beside.has_focus).then_some(&mut self.marks)
    }

    /// Marks the task under the cursor and goes on to the next, or all from the last mark to the cursor, or its whole group;
    /// `false` where the cursor is on none.
    pub fn mark(&mut self, action: Action, app: &App) -> Result<bool, Error> {
        let at = self.rows.cursor;
        let Some(id) = self.selected().filter(|_| !self.beside.has_focus) else {
            return Ok(false);
        };
        match action {
            Action::Mark => {
                self.marks.toggle(id, at);
                self.rows.update(Action::Down, self.total());
                self.leave_heading(false);
            }
            Action::MarkTo => {
                let tasks = self.tasks_in(app, &self.marks.to(at))?;
                self.marks.add(tasks, at);
            }
            _ => {
                let heading = self.headings().filter(|it| *it < at).last().unwrap_or(0);
                let next = self.headings().find(|it| *it > at);
                let group = heading..next.unwrap_or_else(|| self.total());
                let tasks = self.tasks_in(app, &group)?;
                self.marks.turn(tasks);
            }
        }
        Ok(true)
    }

    /// The tasks on some rows.
    fn tasks_in(&self, app: &App, rows: &Range<usize>) -> Result<Vec<TaskId>, Error> {
        let mut tasks = Vec::new();
        for ((group, size), heading) in self.inbox.groups.iter().zip(self.headings()) {
            let (first, end) = (heading + 1, heading + 1 + size);
            let (begin, stop) = (first.max(rows.start), end.min(rows.end));
            if begin < stop {
                let window = Window {
                    offset: begin - first,
                    limit: stop - begin,
                };
                let found = app.list_inbox(*group, self.search.text(), window)?;
                tasks.extend(found.into_iter().map(|it| it.row.id));
            }
        }
        Ok(tasks)
    }

    /// Whether the detail is of another task than the cursor's.
    pub fn is_behind(&self) -> bool {
        self.beside.is_behind(self.selected())
    }

    /// Reads the task under the cursor.
    pub fn rest(&mut self, app: &App) -> Result<(), Error> {
        self.beside.follow(app, self.selected())
    }

    /// Reads everything again before the next frame.
    pub fn refresh(&mut self) {
        self.is_stale = true;
        self.beside.expire();
    }

    /// The task under the cursor.
    pub fn selected(&self) -> Option<TaskId> {
        match self.held.get(&self.rows.cursor)? {
            Entry::Task(listed, _) => Some(listed.row.id),
            Entry::Heading(_) | Entry::Silent(_) => None,
        }
    }

    /// The task as it was last read.
    pub fn sheet(&self) -> Option<&Sheet> {
        self.beside.detail.sheet()
    }

    /// The filter.
    pub fn search(&self) -> &Search {
        &self.search
    }

    /// Changes the filter.
    pub fn narrow(&mut self, change: impl FnOnce(&mut Search) -> bool) {
        if change(&mut self.search) {
            self.rows.cursor = 0;
            self.held.clear();
            self.is_stale = true;
        }
    }

    /// How much waits.
    pub fn summary(&self) -> String {
        let count = |is_wanted: fn(Group) -> bool| -> usize {
            let groups = self.inbox.groups.iter();
            groups.filter(|it| is_wanted(it.0)).map(|it| it.1).sum()
        };
        let mut told = format!("待办{}项", count(Group::is_counted));
        let drafts = count(|it| !it.is_counted());
        if drafts > 0 {
            told = format!("{told}，草稿{drafts}项");
        }
        if !self.inbox.silent.is_empty() {
            told = format!("{told}，零反馈{}个部门", self.inbox.silent.len());
        }
        let told = told + &self.marks.told();
        match &self.asked.problem {
            Some(problem) => format!("{told}  {problem}"),
            None => told,
        }
    }

    /// Draws the list, and the detail beside or instead of it.
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
            self.view_list(frame, area, theme);
        }
        if let Some(area) = detail {
            self.beside.view(frame, area, theme);
        }
    }

    fn view_list(&self, frame: &mut Frame<'_>, area: Rect, theme: Theme) {
        let columns = Columns::of(area.width, self.has_lead);
        lines::text(frame, area, &columns.heading(), theme.strong);
        let body = Rect {
            y: area.y + 1,
            height: area.height.saturating_sub(1),
            ..area
        };
        if self.total() == 0 {
            self.view_nothing(frame, area, theme);
        }
        for (at, place) in self.rows.shown(self.total()).zip(body.rows()) {
            let is_chosen = at == self.rows.cursor;
            let line = match self.held.get(&at) {
                None => continue,
                Some(Entry::Heading(text)) => {
                    Line::styled(cut(text, usize::from(place.width)), theme.strong)
                }
                Some(Entry::Task(listed, why)) => {
                    let (words, row) = (&self.asked.words, (&**listed, why.as_str()));
                    let mark = self.marks.sign(listed.row.id, is_chosen);
                    columns.task(row, (mark, self.today), words, theme)
                }
                Some(Entry::Silent(line)) => columns.silent(line, is_chosen),
            };
            let has_focus = !self.beside.has_focus;
            // Short of the last column, which costs a terminal as much as ten others.
            let place = Rect {
                width: place.width.saturating_sub(1),
                ..place
            };
            lines::row(frame, place, &line, (is_chosen, has_focus), theme);
        }
    }

    fn view_nothing(&self, frame: &mut Frame<'_>, area: Rect, theme: Theme) {
        let said = match (self.search.is_set(), self.is_asked, self.has_lead) {
            (true, ..) => found_nothing("待办"),
            (false, false, _) => "待办列出等人办理的任务。\n\
                查阅人员没有要办的事：按 3 看逾期，按 4 看各部门，按 8 看日志。"
                .to_owned(),
            (false, true, true) => "没有等您办理的事。\n\
                申请办结、申请延期、退还、超过5天未签收、30天没有反馈的，会列在这里。"
                .to_owned(),
            (false, true, false) => "没有等您办理的任务。\n\
                待签收、被退回、催办未复、逾期和快到期的，会列在这里。"
                .to_owned(),
        };
        lines::nothing(frame, area, &said, theme);
    }
}

/// How wide the columns are: 灯 天数 任务, 牵头 for coordinators or 时限 for liaisons, 说明.
struct Columns {
    title: usize,
    why: usize,
    has_lead: bool,
}

/// The columns of lead or last day.
const MIDDLE: usize = 12;

impl Columns {
    fn of(width: u16, has_lead: bool) -> Self {
        // Marker 2, light 3, days 6, a gap on either side of the middle, a margin of 1.
        let rest = usize::from(width).saturating_sub(14 + MIDDLE);
        let title = rest * 3 / 5;
        Self {
            title,
            why: rest - title,
            has_lead,
        }
    }

    fn heading(&self) -> String {
        let middle = if self.has_lead { "牵头" } else { "时限" };
        let (title, middle) = (pad("任务", self.title), pad(middle, MIDDLE));
        format!("  灯  天数 {title} {middle} 说明")
    }

    fn task(
        &self,
        (listed, why): (&Listed, &str),
        (mark, today): (&'static str, NaiveDate),
        words: &[String],
        theme: Theme,
    ) -> Line<'static> {
        let state = &listed.row.state;
        let light = state.light(today);
        let days = state.days_label(today);
        let middle = if self.has_lead {
            listed.lead.clone()
        } else {
            state.last_day.map_or_else(String::new, |it| it.to_string())
        };
        let title = pad(&listed.row.title, self.title) + " ";
        let middle = pad(&middle, MIDDLE) + " ";
        let mut spans = vec![
            Span::raw(mark),
            Span::styled(light.label(), theme.light(light)),
            Span::raw(format!(" {} ", pad_left(&days, 5))),
        ];
        spans.extend(lines::marked(&title, words, theme));
        spans.extend(lines::marked(&middle, words, theme));
        spans.push(Span::raw(cut(&why.replace('\n', " "), self.why)));
        Line::from(spans)
    }

    fn silent(&self, line: &SilentLine, is_chosen: bool) -> Line<'static> {
        let mark = if is_chosen { "> " } else { "  " };
        let last = line
            .reported_on
            .map_or_else(|| "从未反馈".to_owned(), |it| format!("上次 {it}"));
        let name = pad(&line.name, self.title + 9);
        let tasks = pad(&format!("进行中 {}项", line.tasks), MIDDLE);
        Line::raw(format!("{mark}{name} {tasks} {}", cut(&last, self.why)))
    }
}
