//! A list of tasks of any length: it holds the rows on the screen and a margin, and asks for others as the cursor
//! comes near.

mod columns;
mod spots;

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::super::action::Action;
use super::super::theme::Theme;
use super::lines;
use super::marks::Marks;
use super::rows::Rows;
use crate::app::{App, Error};
use crate::domain::arrangement::{Arrangement, Column, Group, Grouping};
use crate::domain::filter::{Filter, Window};
use crate::domain::id::TaskId;
use crate::domain::status::Status;
use crate::domain::task::{TaskRow, TaskState};
use crate::text::width::{cut, width};
use columns::Columns;
use spots::{Spot, Spots};

/// A row with the name of its lead.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The task.
    pub row: TaskRow,
    /// Today's short name of its lead; empty without one.
    pub lead: String,
}

impl Listed {
    /// A row as the directory names its lead today.
    pub fn new(app: &App, row: TaskRow) -> Self {
        let directory = app.directory();
        let lead = row
            .state
            .lead
            .and_then(|lead| directory.get(directory.current(lead, app.today())))
            .map_or_else(String::new, |it| it.short_name.clone());
        Self { row, lead }
    }
}

/// A list of the tasks that a filter shows.
#[derive(Clone, Debug)]
pub struct TaskList {
    filter: Filter,
    /// By which column, under which headings.
    arrangement: Arrangement,
    /// Where it is arranged: every task in its place.
    spots: Option<Spots>,
    /// How many tasks it has.
    total: usize,
    rows: Rows,
    /// The rows held, the first of which is row `offset` of the list; `None` is a heading, or a task that is there no more.
    held: Vec<Option<Listed>>,
    offset: usize,
    is_stale: bool,
    today: NaiveDate,
    /// What is marked in the rows: the words that narrow the list.
    words: Vec<String>,
    /// The words that always narrow it; what is typed comes behind.
    base: String,
    /// Why a field among them can't be read, or finds nothing.
    problem: Option<String>,
    /// The marked tasks.
    pub marks: Marks,
    /// While words narrow it, the list as it was without them.
    whole: Option<Box<Self>>,
}

impl TaskList {
    /// A list that has not read anything yet.
    pub fn new(filter: Filter) -> Self {
        Self {
            base: filter.search.clone(),
            filter,
            arrangement: Arrangement::default(),
            spots: None,
            total: 0,
            rows: Rows::default(),
            held: Vec::new(),
            offset: 0,
            is_stale: true,
            today: NaiveDate::MIN,
            words: Vec::new(),
            problem: None,
            marks: Marks::default(),
            whole: None,
        }
    }

    /// A list whose tasks were counted before, so that it need not ask again.
    pub fn counted(filter: Filter, total: usize, today: NaiveDate) -> Self {
        Self {
            total,
            today,
            is_stale: false,
            ..Self::new(filter)
        }
    }

    /// Narrows to other words, from the first row; without words, it is again what it was before, cursor and all.
    pub fn search(&mut self, words: &str) {
        if words.trim().is_empty()
            && let Some(whole) = self.whole.take()
        {
            let marks = std::mem::take(&mut self.marks);
            let arrangement = self.arrangement;
            *self = Self { marks, ..*whole };
            if arrangement != self.arrangement {
                self.arrange(arrangement);
            }
            return;
        }
        if self.whole.is_none() {
            self.whole = Some(Box::new(self.clone()));
        }
        self.filter.search = match self.base.as_str() {
            "" => words.to_owned(),
            base => format!("{base} {words}"),
        };
        self.rows.cursor = 0;
        self.held.clear();
        self.is_stale = true;
    }

    /// Shows what another filter shows, under the same words; the cursor stays on its task where that is still there.
    pub fn change(&mut self, filter: Filter) {
        if let Some(whole) = &mut self.whole {
            whole.change(filter.clone());
        }
        let search = std::mem::take(&mut self.filter.search);
        self.filter = Filter { search, ..filter };
        self.is_stale = true;
    }

    /// Reads again before the next frame; the cursor stays on its task.
    pub fn refresh(&mut self) {
        self.is_stale = true;
        if let Some(whole) = &mut self.whole {
            whole.is_stale = true;
        }
    }

    /// How many tasks the list has.
    pub fn total(&self) -> usize {
        self.total
    }

    /// What it shows.
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    /// How it is arranged.
    pub fn arrangement(&self) -> Arrangement {
        self.arrangement
    }

    /// Arranges it otherwise, from the first row.
    pub fn arrange(&mut self, arrangement: Arrangement) {
        self.arrangement = arrangement;
        self.spots = None;
        self.rows.cursor = 0;
        self.held.clear();
        self.is_stale = true;
    }

    /// The rows, headings among them.
    fn row_count(&self) -> usize {
        self.spots.as_ref().map_or(self.total, Spots::total)
    }

    /// What stands under the cursor.
    fn spot(&self) -> Spot {
        let row = self.rows.cursor;
        self.spots
            .as_ref()
            .map_or(Spot::Task(row), |it| it.spot(row))
    }

    /// The heading under the cursor.
    fn heading(&self) -> Option<(usize, &Group)> {
        let spots = self.spots.as_ref()?;
        match self.spot() {
            Spot::Heading(at) if self.total > 0 => Some((at, spots.heading(at)?.0)),
            _ => None,
        }
    }

    /// Opens or closes the heading under the cursor; `false` where there is none.
    pub fn turn_heading(&mut self) -> bool {
        let Some(at) = self.heading().map(|it| it.0) else {
            return false;
        };
        if let Some(spots) = &mut self.spots {
            spots.turn(at);
            self.held.clear();
        }
        true
    }

    /// Closes every heading, or opens them all; the cursor stays under the one above it.
    pub fn turn_headings(&mut self) {
        let kept =
            (0..=self.rows.cursor)
                .rev()
                .find_map(|row| match self.spots.as_ref()?.spot(row) {
                    Spot::Heading(at) => Some(at),
                    Spot::Task(_) => None,
                });
        if let Some(spots) = &mut self.spots {
            spots.turn_all();
            self.held.clear();
            let row = kept.and_then(|it| spots.row_of_heading(it));
            self.rows.put(row.unwrap_or(0), spots.total());
        }
    }

    /// Marks the task under the cursor and goes on to the next, or all from the last mark to the cursor, or all of the list;
    /// on a heading, all under it.
    pub fn mark(&mut self, action: Action, app: &App) -> Result<(), Error> {
        let at = self.rows.cursor;
        match action {
            Action::Mark => {
                if let Some(id) = self.selected().map(|it| it.row.id) {
                    self.marks.toggle(id, at);
                } else if let (Some((_, group)), Some(spots)) = (self.heading(), &self.spots) {
                    let under = &spots.ids()[group.start..][..group.count];
                    let under: Vec<TaskId> = under.to_vec();
                    self.marks.turn(under);
                }
                self.rows.update(Action::Down, self.row_count());
            }
            Action::MarkTo => {
                let rows = self.marks.to(at);
                let ids: Vec<TaskId> = if let Some(spots) = &self.spots {
                    rows.filter_map(|row| spots.task(row)).collect()
                } else {
                    let window = Window {
                        offset: rows.start,
                        limit: rows.len(),
                    };
                    let rows = app.list_tasks(&self.filter, window)?;
                    rows.into_iter().map(|it| it.id).collect()
                };
                self.marks.add(ids, at);
            }
            _ => {
                let rows = app.list_tasks(&self.filter, Window::ALL)?;
                self.marks.turn(rows.iter().map(|it| it.id));
            }
        }
        Ok(())
    }

    /// How many tasks there are, on which the cursor is, how it is arranged, and what is wrong with the filter.
    pub fn summary(&self) -> String {
        let mut told = match (self.total, self.spot()) {
            (0, _) => "0项".to_owned(),
            (total, Spot::Task(at)) => format!("{total}项，第{}项", at + 1),
            (total, Spot::Heading(at)) => format!("{total}项，第{}组", at + 1),
        };
        if !self.arrangement.is_plain() {
            told = format!("{told}，{}", self.arrangement.label());
        }
        let told = told + &self.marks.told();
        match &self.problem {
            Some(problem) => format!("{told}  {problem}"),
            None => told,
        }
    }

    /// The task under the cursor.
    pub fn selected(&self) -> Option<&Listed> {
        let row = self.rows.cursor.checked_sub(self.offset)?;
        self.held.get(row)?.as_ref()
    }

    /// Moves the cursor; `false` where the action is not about moving.
    pub fn update(&mut self, action: Action) -> bool {
        self.rows.update(action, self.row_count())
    }

    /// Makes sure that the rows of an area (its heading left out) are held.
    pub fn prepare(&mut self, app: &App, area: Rect) -> Result<(), Error> {
        let height = usize::from(area.height.saturating_sub(1));
        if self.is_stale {
            return self.reload(app, height);
        }
        self.rows.fit(height, self.row_count());
        let shown = self.rows.shown(self.row_count());
        if shown.start < self.offset || shown.end > self.offset + self.held.len() {
            self.hold(app)?;
        }
        Ok(())
    }

    /// Reads count and rows; the cursor goes with its task where that is still near, in an arranged list wherever it is.
    fn reload(&mut self, app: &App, height: usize) -> Result<(), Error> {
        let kept = self.selected().map(|it| it.row.id);
        let asked = app.task_query(&self.filter.search);
        (self.words, self.problem) = (asked.words, asked.problem);
        self.today = app.today();
        if self.arrangement.is_plain() {
            self.total = app.count_tasks(&self.filter)?;
        } else {
            let arranged = app.arrange(&self.filter, self.arrangement)?;
            // By department, a task stands in as many places as it has departments.
            self.total = match self.arrangement.grouping {
                Some(Grouping::Department) => app.count_tasks(&self.filter)?,
                _ => arranged.ids.len(),
            };
            let spots = self.spots.get_or_insert_default();
            spots.set(arranged);
            if let Some(row) = kept.and_then(|it| spots.row_of(it)) {
                self.rows.put(row, spots.total());
            }
        }
        self.rows.fit(height, self.row_count());
        self.hold(app)?;
        self.is_stale = false;
        let is_kept = |it: &Option<Listed>| it.as_ref().map(|it| it.row.id) == kept;
        if kept.is_some()
            && self.spots.is_none()
            && let Some(at) = self.held.iter().position(is_kept)
        {
            self.rows.put(self.offset + at, self.total);
            self.rows.fit(height, self.total);
        }
        Ok(())
    }

    /// Reads the rows on the screen, and as many above and below.
    fn hold(&mut self, app: &App) -> Result<(), Error> {
        let height = self.rows.height.max(1);
        self.offset = self.rows.top.saturating_sub(height);
        let window = Window {
            offset: self.offset,
            limit: height * 3,
        };
        let Some(spots) = &self.spots else {
            let rows = app.list_tasks(&self.filter, window)?;
            let listed = rows.into_iter().map(|row| Some(Listed::new(app, row)));
            self.held = listed.collect();
            return Ok(());
        };
        let rows = window.offset..(window.offset + window.limit).min(spots.total());
        let ids: Vec<Option<TaskId>> = rows.map(|row| spots.task(row)).collect();
        let tasks: Vec<TaskId> = ids.iter().copied().flatten().collect();
        let read = app.list_by_number(&tasks)?;
        let find = |id| read.iter().find(|it| it.id == id);
        self.held = ids
            .into_iter()
            .map(|id| Some(Listed::new(app, find(id?)?.clone())))
            .collect();
        Ok(())
    }

    /// Draws heading and rows.
    pub fn view(&self, frame: &mut Frame<'_>, area: Rect, has_focus: bool, theme: Theme) {
        // The tasks of one department need no column that says whose they are.
        let has_lead = self.filter.leads.is_none();
        let wanted = theme.columns.into_iter().flatten();
        let columns = Columns::of(
            area.width,
            wanted.filter(|it| has_lead || *it != Column::Lead),
        );
        let heading = columns.heading(self.arrangement.sort);
        lines::text(frame, area, &heading, theme.strong);
        let body = Rect {
            y: area.y + 1,
            height: area.height.saturating_sub(1),
            ..area
        };
        for (at, place) in self.rows.shown(self.row_count()).zip(body.rows()) {
            let is_chosen = at == self.rows.cursor;
            let spot = self.spots.as_ref().map(|it| (it, it.spot(at)));
            let line = if let Some((spots, Spot::Heading(heading))) = spot {
                spots
                    .heading(heading)
                    .map(|it| told(it, is_chosen, place.width, theme))
            } else {
                let held = at.checked_sub(self.offset).and_then(|it| self.held.get(it));
                held.and_then(Option::as_ref).map(|listed| {
                    let mark = self.marks.sign(listed.row.id, is_chosen);
                    columns.line((listed, mark), (self.today, &self.words), theme)
                })
            };
            if let Some(line) = line {
                lines::row(frame, place, &line, (is_chosen, has_focus), theme);
            }
        }
    }
}

/// A heading: whether it is open, what it says, how many tasks stand under it and how many of them are overdue.
fn told(
    (group, is_closed): (&Group, bool),
    is_chosen: bool,
    columns: u16,
    theme: Theme,
) -> Line<'static> {
    let mark = if is_chosen { "> " } else { "  " };
    let sign = if is_closed { "+ " } else { "- " };
    let figures = match group.overdue {
        0 => format!("  {}项", group.count),
        overdue => format!("  {}项，逾期{overdue}", group.count),
    };
    let room = usize::from(columns).saturating_sub(4 + width(&figures));
    Line::from(vec![
        Span::raw(mark),
        Span::styled(sign, theme.dim),
        Span::styled(cut(&group.label, room), theme.strong),
        Span::raw(figures),
    ])
}

/// How far a task is, in six columns: its percent while it is worked on, else its status.
pub fn progress(state: &TaskState) -> String {
    match state.status {
        // An extension that waits (延期待批) stands before the percent.
        status if status.is_open() && state.asked.is_some() => "延待批".to_owned(),
        Status::InProgress => format!("{}%", state.percent),
        status => status.label().to_owned(),
    }
}
