//! A list of tasks of any length: it holds the rows on the screen and a margin, and asks for others as the cursor
//! comes near.

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
use crate::domain::filter::{Filter, Window};
use crate::domain::status::Status;
use crate::domain::task::{TaskRow, TaskState};
use crate::text::width::{pad, pad_left};

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
    total: usize,
    rows: Rows,
    /// The rows held, the first of which is row `offset` of the list.
    held: Vec<Listed>,
    offset: usize,
    is_stale: bool,
    today: NaiveDate,
    /// What is marked in the rows: the words that narrow the list.
    words: Vec<String>,
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
            filter,
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
            *self = Self { marks, ..*whole };
            return;
        }
        if self.whole.is_none() {
            self.whole = Some(Box::new(self.clone()));
        }
        words.clone_into(&mut self.filter.search);
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

    /// Marks the task under the cursor and goes on to the next, or all from the last mark to the cursor, or all of the list.
    pub fn mark(&mut self, action: Action, app: &App) -> Result<(), Error> {
        let at = self.rows.cursor;
        match action {
            Action::Mark => {
                if let Some(id) = self.selected().map(|it| it.row.id) {
                    self.marks.toggle(id, at);
                    self.rows.update(Action::Down, self.total);
                }
            }
            Action::MarkTo => {
                let rows = self.marks.to(at);
                let window = Window {
                    offset: rows.start,
                    limit: rows.len(),
                };
                let rows = app.list_tasks(&self.filter, window)?;
                self.marks.add(rows.iter().map(|it| it.id), at);
            }
            _ => {
                let rows = app.list_tasks(&self.filter, Window::ALL)?;
                self.marks.turn(rows.iter().map(|it| it.id));
            }
        }
        Ok(())
    }

    /// How many tasks there are, on which the cursor is, and what is wrong with the filter.
    pub fn summary(&self) -> String {
        let told = match self.total {
            0 => "0项".to_owned(),
            total => format!("{total}项，第{}项", self.rows.cursor + 1),
        };
        let told = told + &self.marks.told();
        match &self.problem {
            Some(problem) => format!("{told}  {problem}"),
            None => told,
        }
    }

    /// The task under the cursor.
    pub fn selected(&self) -> Option<&Listed> {
        self.held.get(self.rows.cursor.checked_sub(self.offset)?)
    }

    /// Moves the cursor; `false` where the action is not about moving.
    pub fn update(&mut self, action: Action) -> bool {
        self.rows.update(action, self.total)
    }

    /// Makes sure that the rows of an area (its heading left out) are held.
    pub fn prepare(&mut self, app: &App, area: Rect) -> Result<(), Error> {
        let height = usize::from(area.height.saturating_sub(1));
        if self.is_stale {
            return self.reload(app, height);
        }
        self.rows.fit(height, self.total);
        let shown = self.rows.shown(self.total);
        if shown.start < self.offset || shown.end > self.offset + self.held.len() {
            self.hold(app)?;
        }
        Ok(())
    }

    /// Reads count and rows; the cursor goes with its task where that is still near.
    fn reload(&mut self, app: &App, height: usize) -> Result<(), Error> {
        let kept = self.selected().map(|it| it.row.id);
        let asked = app.task_query(&self.filter.search);
        (self.words, self.problem) = (asked.words, asked.problem);
        self.today = app.today();
        self.total = app.count_tasks(&self.filter)?;
        self.rows.fit(height, self.total);
        self.hold(app)?;
        self.is_stale = false;
        if let Some(at) = self.held.iter().position(|it| Some(it.row.id) == kept) {
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
        self.held = app
            .list_tasks(&self.filter, window)?
            .into_iter()
            .map(|row| Listed::new(app, row))
            .collect();
        Ok(())
    }

    /// Draws heading and rows.
    pub fn view(&self, frame: &mut Frame<'_>, area: Rect, has_focus: bool, theme: Theme) {
        // The tasks of one department need no column that says whose they are.
        let columns = Columns::of(area.width, self.filter.leads.is_none());
        lines::text(frame, area, &columns.heading(), theme.strong);
        let body = Rect {
            y: area.y + 1,
            height: area.height.saturating_sub(1),
            ..area
        };
        for (at, place) in self.rows.shown(self.total).zip(body.rows()) {
            let Some(listed) = at.checked_sub(self.offset).and_then(|it| self.held.get(it)) else {
                continue;
            };
            let is_chosen = at == self.rows.cursor;
            let mark = self.marks.sign(listed.row.id, is_chosen);
            let line = columns.line((listed, mark), (self.today, &self.words), theme);
            lines::row(frame, place, &line, (is_chosen, has_focus), theme);
        }
    }
}

/// How wide the columns are: 灯 天数 任务 牵头 时限 进展.
struct Columns {
    title: usize,
    has_lead: bool,
}

const LEAD: usize = 12;

impl Columns {
    fn of(width: u16, has_lead: bool) -> Self {
        // Marker 2, light 3, days 6, due 11, progress 6, a margin of 1.
        let rest = usize::from(width).saturating_sub(29);
        Self {
            title: if has_lead {
                rest.saturating_sub(LEAD + 1)
            } else {
                rest
            },
            has_lead,
        }
    }

    fn heading(&self) -> String {
        let lead = if self.has_lead {
            pad("牵头", LEAD + 1)
        } else {
            String::new()
        };
        format!(
            "  灯  天数 {}{lead}时限         进展",
            pad("任务", self.title)
        )
    }

    fn line(
        &self,
        (listed, mark): (&Listed, &'static str),
        (today, words): (NaiveDate, &[String]),
        theme: Theme,
    ) -> Line<'static> {
        let row = &listed.row;
        let state = &row.state;
        let light = state.light(today);
        let days = state.days_label(today);
        let due = state.last_day.map_or_else(
            || {
                row.recurrence
                    .map_or(String::new(), |it| it.label().to_owned())
            },
            |day| day.to_string(),
        );
        let title = pad(&row.title, self.title.saturating_sub(1)) + " ";
        let lead = if self.has_lead {
            pad(&listed.lead, LEAD) + " "
        } else {
            String::new()
        };
        let mut spans = vec![
            Span::raw(mark),
            Span::styled(light.label(), theme.light(light)),
            Span::raw(format!(" {} ", pad_left(&days, 5))),
        ];
        spans.extend(lines::marked(&title, words, theme));
        spans.extend(lines::marked(&lead, words, theme));
        spans.push(Span::raw(format!(
            "{} {}",
            pad(&due, 10),
            pad_left(&progress(state), 6)
        )));
        Line::from(spans)
    }
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
