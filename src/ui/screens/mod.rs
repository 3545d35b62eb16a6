//! The screens: a closed set, each with its own state. `update` may ask the app, `view` never does.

pub mod departments;
pub mod directory;
pub mod edition;
pub mod help;
pub mod inbox;
pub mod indicators;
pub mod log;
pub mod matrix;
pub mod notice;
pub mod overdue;
pub mod overview;
pub mod people;
pub mod plan;
pub mod since;
pub mod task;
mod tree;
pub mod weekly;
pub mod welcome;
pub mod workspace;

use ratatui::Frame;
use ratatui::layout::Rect;

use super::action::Action;
use super::dialogs::Dialog;
use super::keymap::Scope;
use super::theme::Theme;
use super::widgets::detail::Sheet;
use super::widgets::marks::Marks;
use super::widgets::search::Search;
use super::widgets::task_list::TaskList;
use crate::app::{App, Error, Form, Step, WeeklyAsked};
use crate::domain::arrangement::Arrangement;
use crate::domain::filter::Filter;
use crate::domain::id::{DepartmentId, EditionId, EventId, IndicatorId, MeasureId, PlanId, TaskId};
use crate::domain::overview::Behind;
use crate::domain::saved_view::SavedView;
use crate::domain::task_query;
use departments::Departments;
use directory::DirectoryScreen;
use edition::EditionScreen;
use inbox::InboxScreen;
use indicators::Indicators;
use log::LogScreen;
use matrix::MatrixScreen;
use notice::NoticeScreen;
use overdue::Overdue;
use overview::OverviewScreen;
use overview::list::ListScreen;
use people::PeopleScreen;
use plan::Plans;
use since::SinceScreen;
use task::TaskPageScreen;
use weekly::WeeklyScreen;
use workspace::WorkspaceScreen;

/// What a screen asks for that it can't do itself.
#[derive(Debug)]
pub enum Effect {
    /// Nothing.
    None,
    /// Show this task's page.
    Open(TaskId),
    /// Close this screen.
    Close,
    /// Show the workspace of this measure.
    Workspace(MeasureId),
    /// Show the changes of this edition.
    Edition(EditionId),
    /// Show every department, the cursor on this one.
    Directory(Option<DepartmentId>),
    /// Show the notice to this department.
    Notice(DepartmentId),
    /// Show who has how much.
    Matrix,
    /// Show everybody of the file.
    People,
    /// List the tasks behind a number of the overview, under this title.
    Behind(String, Behind),
    /// Show the tasks of this department in its pane.
    TasksOf(DepartmentId),
    /// Show what others did since the person was last there.
    Since,
    /// The person has seen the record up to this event: note it, and close this screen.
    Seen(EventId),
    /// Do this step of the breakdown.
    Remake(Box<Step>),
    /// Take the last step of this plan's breakdown back.
    Undo(PlanId),
    /// Take back what this person last noted of this indicator.
    TakeBack(IndicatorId),
    /// Write this summary into a file.
    Export(Box<WeeklyAsked>, Form),
    /// Ask with this dialog.
    Ask(Box<Dialog>),
    /// Say this on the status line.
    Say(&'static str),
}

/// A screen over the whole body.
#[derive(Debug)]
pub enum Screen {
    /// How far everything is.
    Overview(Box<OverviewScreen>),
    /// The tasks behind a number of it.
    List(Box<ListScreen>),
    /// The tree of plans.
    Plan(Plans),
    /// The overdue tasks.
    Overdue(Overdue),
    /// The departments that lead tasks.
    Departments(Departments),
    /// Every department of the file.
    Directory(Box<DirectoryScreen>),
    /// Everybody of the file.
    People(Box<PeopleScreen>),
    /// The indicators.
    Indicators(Indicators),
    /// The summary of a term.
    Weekly(Box<WeeklyScreen>),
    /// What waits for the person.
    Inbox(Box<InboxScreen>),
    /// What others did since the person was last there.
    Since(Box<SinceScreen>),
    /// The whole record, or that of a task.
    Log(Box<LogScreen>),
    /// Who has how much.
    Matrix(Box<MatrixScreen>),
    /// The notice to a department.
    Notice(Box<NoticeScreen>),
    /// A task's page.
    Task(TaskPageScreen),
    /// A measure on the workbench.
    Workspace(Box<WorkspaceScreen>),
    /// The changes of an edition.
    Edition(Box<EditionScreen>),
}

/// Calls the method of the same name of whichever screen it is.
macro_rules! each {
    ($self:expr, $screen:ident => $call:expr) => {
        match $self {
            Screen::Overview($screen) => $call,
            Screen::List($screen) => $call,
            Screen::Plan($screen) => $call,
            Screen::Overdue($screen) => $call,
            Screen::Departments($screen) => $call,
            Screen::Directory($screen) => $call,
            Screen::People($screen) => $call,
            Screen::Indicators($screen) => $call,
            Screen::Weekly($screen) => $call,
            Screen::Inbox($screen) => $call,
            Screen::Since($screen) => $call,
            Screen::Log($screen) => $call,
            Screen::Matrix($screen) => $call,
            Screen::Notice($screen) => $call,
            Screen::Task($screen) => $call,
            Screen::Workspace($screen) => $call,
            Screen::Edition($screen) => $call,
        }
    };
}

impl Screen {
    /// Where keys are looked up.
    pub fn scope(&self) -> Scope {
        match self {
            Self::Overview(_) => Scope::Overview,
            Self::List(_) => Scope::List,
            Self::Plan(_) => Scope::Plan,
            Self::Overdue(_) => Scope::Overdue,
            Self::Departments(_) => Scope::Departments,
            Self::Directory(_) => Scope::Directory,
            Self::People(_) => Scope::People,
            Self::Indicators(_) => Scope::Indicators,
            Self::Weekly(_) => Scope::Weekly,
            Self::Inbox(_) => Scope::Inbox,
            Self::Since(_) => Scope::Since,
            Self::Log(_) => Scope::Log,
            Self::Matrix(_) => Scope::Matrix,
            Self::Notice(_) => Scope::Notice,
            Self::Task(_) => Scope::Task,
            Self::Workspace(_) => Scope::Workspace,
            Self::Edition(_) => Scope::Edition,
        }
    }

    /// Does what a key asks.
    pub fn update(&mut self, action: Action, app: &App) -> Result<Effect, Error> {
        Ok(match self {
            Self::Overview(screen) => screen.update(action, app)?,
            Self::List(screen) => screen.update(action),
            Self::Plan(screen) => screen.update(action, app)?,
            Self::Overdue(screen) => screen.update(action),
            Self::Departments(screen) => screen.update(action, app),
            Self::Directory(screen) => screen.update(action, app)?,
            Self::People(screen) => screen.update(action, app)?,
            Self::Indicators(screen) => screen.update(action, app)?,
            Self::Weekly(screen) => screen.update(action, app)?,
            Self::Inbox(screen) => screen.update(action),
            Self::Since(screen) => screen.update(action),
            Self::Log(screen) => screen.update(action, app)?,
            Self::Matrix(screen) => screen.update(action, app)?,
            Self::Notice(screen) => screen.update(action),
            Self::Task(screen) => screen.update(action),
            Self::Workspace(screen) => screen.update(action, app)?,
            Self::Edition(screen) => screen.update(action, app)?,
        })
    }

    /// Reads what the next frame needs, and fits the scrolling to its area.
    pub fn prepare(&mut self, app: &App, body: Rect, theme: Theme) -> Result<(), Error> {
        each!(self, screen => screen.prepare(app, body, theme))
    }

    /// Whether something waits for the hand to rest.
    pub fn is_behind(&self) -> bool {
        match self {
            Self::Overview(screen) => screen.is_behind(),
            Self::List(screen) => screen.is_behind(),
            Self::Plan(screen) => screen.is_behind(),
            Self::Overdue(screen) => screen.is_behind(),
            Self::Departments(screen) => screen.is_behind(),
            Self::Directory(screen) => screen.is_behind(),
            Self::People(screen) => screen.is_behind(),
            Self::Indicators(screen) => screen.is_behind(),
            Self::Weekly(screen) => screen.is_behind(),
            Self::Inbox(screen) => screen.is_behind(),
            Self::Since(screen) => screen.is_behind(),
            Self::Log(screen) => screen.is_behind(),
            Self::Matrix(_)
            | Self::Notice(_)
            | Self::Task(_)
            | Self::Workspace(_)
            | Self::Edition(_) => false,
        }
    }

    /// Reads what had to wait for that.
    pub fn rest(&mut self, app: &App) -> Result<(), Error> {
        match self {
            Self::Overview(screen) => screen.rest(app),
            Self::List(screen) => screen.rest(app),
            Self::Plan(screen) => screen.rest(app),
            Self::Overdue(screen) => screen.rest(app),
            Self::Departments(screen) => screen.rest(app),
            Self::Directory(screen) => screen.rest(app),
            Self::People(screen) => screen.rest(app),
            Self::Indicators(screen) => screen.rest(app),
            Self::Weekly(screen) => screen.rest(app),
            Self::Inbox(screen) => screen.rest(app),
            Self::Since(screen) => screen.rest(app),
            Self::Log(screen) => screen.rest(app),
            Self::Matrix(_)
            | Self::Notice(_)
            | Self::Task(_)
            | Self::Workspace(_)
            | Self::Edition(_) => Ok(()),
        }
    }

    /// Something has changed: everything is read again before the next frame, the cursor staying on its task.
    pub fn refresh(&mut self) {
        match self {
            Self::Overview(screen) => screen.refresh(),
            Self::List(screen) => screen.refresh(),
            Self::Plan(screen) => screen.refresh(),
            Self::Overdue(screen) => screen.refresh(),
            Self::Departments(screen) => screen.refresh(),
            Self::Directory(screen) => screen.refresh(),
            Self::People(screen) => screen.refresh(),
            Self::Indicators(screen) => screen.refresh(),
            Self::Weekly(screen) => screen.refresh(),
            Self::Inbox(screen) => screen.refresh(),
            Self::Since(screen) => screen.refresh(),
            Self::Log(screen) => screen.refresh(),
            Self::Matrix(screen) => screen.refresh(),
            Self::Notice(screen) => screen.refresh(),
            Self::Task(screen) => screen.refresh(),
            Self::Workspace(screen) => screen.refresh(),
            Self::Edition(screen) => screen.refresh(),
        }
    }

    /// The task under the cursor.
    pub fn selected(&self) -> Option<TaskId> {
        match self {
            Self::List(screen) => screen.selected(),
            Self::Plan(screen) => screen.selected(),
            Self::Overdue(screen) => screen.selected(),
            Self::Departments(screen) => screen.selected(),
            Self::Inbox(screen) => screen.selected(),
            Self::Since(screen) => screen.selected(),
            Self::Task(screen) => Some(screen.sheet().id()),
            Self::Workspace(screen) => screen.selected(),
            Self::Overview(_)
            | Self::Directory(_)
            | Self::People(_)
            | Self::Indicators(_)
            | Self::Weekly(_)
            | Self::Log(_)
            | Self::Matrix(_)
            | Self::Notice(_)
            | Self::Edition(_) => None,
        }
    }

    /// The task as it was last read, which may be one that the cursor was on before.
    pub fn sheet(&self) -> Option<&Sheet> {
        match self {
            Self::List(screen) => screen.sheet(),
            Self::Plan(screen) => screen.sheet(),
            Self::Overdue(screen) => screen.sheet(),
            Self::Departments(screen) => screen.sheet(),
            Self::Inbox(screen) => screen.sheet(),
            Self::Since(screen) => screen.sheet(),
            Self::Task(screen) => Some(screen.sheet()),
            Self::Overview(_)
            | Self::Directory(_)
            | Self::People(_)
            | Self::Indicators(_)
            | Self::Weekly(_)
            | Self::Log(_)
            | Self::Matrix(_)
            | Self::Notice(_)
            | Self::Workspace(_)
            | Self::Edition(_) => None,
        }
    }

    /// The filter, on a screen that has one.
    pub fn search(&self) -> Option<&Search> {
        match self {
            Self::List(screen) => Some(screen.search()),
            Self::Plan(screen) => Some(screen.search()),
            Self::Overdue(screen) => Some(screen.search()),
            Self::Departments(screen) => Some(screen.search()),
            Self::Directory(screen) => Some(screen.search()),
            Self::People(screen) => Some(screen.search()),
            Self::Indicators(screen) => Some(screen.search()),
            Self::Inbox(screen) => Some(screen.search()),
            Self::Log(screen) => Some(screen.search()),
            Self::Matrix(screen) => Some(screen.search()),
            Self::Weekly(_)
            | Self::Overview(_)
            | Self::Since(_)
            | Self::Notice(_)
            | Self::Task(_)
            | Self::Workspace(_)
            | Self::Edition(_) => None,
        }
    }

    /// Changes the filter, on a screen that has one, and narrows to what it then says.
    pub fn narrow(&mut self, change: impl FnOnce(&mut Search) -> bool) {
        match self {
            Self::List(screen) => screen.narrow(change),
            Self::Plan(screen) => screen.narrow(change),
            Self::Overdue(screen) => screen.narrow(change),
            Self::Departments(screen) => screen.narrow(change),
            Self::Directory(screen) => screen.narrow(change),
            Self::People(screen) => screen.narrow(change),
            Self::Indicators(screen) => screen.narrow(change),
            Self::Inbox(screen) => screen.narrow(change),
            Self::Log(screen) => screen.narrow(change),
            Self::Matrix(screen) => screen.narrow(change),
            Self::Weekly(_)
            | Self::Overview(_)
            | Self::Since(_)
            | Self::Notice(_)
            | Self::Task(_)
            | Self::Workspace(_)
            | Self::Edition(_) => {}
        }
    }

    /// The list of tasks that the cursor is in.
    fn list_mut(&mut self) -> Option<&mut TaskList> {
        match self {
            Self::List(screen) => screen.list_mut(),
            Self::Plan(screen) => screen.list_mut(),
            Self::Overdue(screen) => screen.list_mut(),
            Self::Departments(screen) => screen.list_mut(),
            _ => None,
        }
    }

    /// How the list of tasks is arranged that the cursor is in.
    pub fn arrangement(&mut self) -> Option<Arrangement> {
        self.list_mut().map(|it| it.arrangement())
    }

    /// What that list shows, and how.
    pub fn list_shown(&mut self) -> Option<(&Filter, Arrangement)> {
        let list = self.list_mut()?;
        Some((list.filter(), list.arrangement()))
    }

    /// The saved view that it is.
    pub fn view_shown(&self) -> Option<&SavedView> {
        match self {
            Self::List(screen) => screen.saved(),
            _ => None,
        }
    }

    /// Arranges the list of tasks that the cursor is in; `false` where it is in none.
    pub fn arrange(&mut self, arrangement: Arrangement) -> bool {
        self.list_mut().map(|it| it.arrange(arrangement)).is_some()
    }

    /// Closes every heading of that list, or opens them all.
    pub fn turn_headings(&mut self) {
        if let Some(list) = self.list_mut() {
            list.turn_headings();
        }
    }

    /// The marked tasks, where the cursor is among tasks that can be.
    pub fn marks_mut(&mut self) -> Option<&mut Marks> {
        match self {
            Self::Inbox(screen) => screen.marks_mut(),
            Self::Plan(screen) => screen.marks_mut(),
            _ => self.list_mut().map(|it| &mut it.marks),
        }
    }

    /// Marks tasks, or takes marks away; `false` where none can be marked.
    pub fn mark(&mut self, action: Action, app: &App) -> Result<bool, Error> {
        if let Self::Inbox(screen) = self {
            return screen.mark(action, app);
        }
        if let Self::Plan(screen) = self {
            return screen.mark(action, app);
        }
        match self.list_mut() {
            Some(list) => list.mark(action, app).map(|()| true),
            None => Ok(false),
        }
    }

    /// The fields that can be typed into the filter; empty where there are none, and in the log, which tells its own.
    pub fn fields(&self) -> &'static str {
        match self {
            Self::List(_) | Self::Plan(_) | Self::Overdue(_) | Self::Inbox(_) => task_query::HELP,
            Self::Departments(screen) if screen.is_in_tasks() => task_query::HELP,
            _ => "",
        }
    }

    /// What the status line says when there is no news.
    pub fn summary(&self) -> String {
        match self {
            Self::Overview(screen) => screen.summary(),
            Self::List(screen) => screen.summary(),
            Self::Plan(screen) => screen.summary(),
            Self::Overdue(screen) => screen.summary(),
            Self::Departments(screen) => screen.summary(),
            Self::Directory(screen) => screen.summary(),
            Self::People(screen) => screen.summary(),
            Self::Indicators(screen) => screen.summary(),
            Self::Weekly(screen) => screen.summary(),
            Self::Inbox(screen) => screen.summary(),
            Self::Since(screen) => screen.summary(),
            Self::Log(screen) => screen.summary(),
            Self::Matrix(screen) => screen.summary(),
            Self::Notice(screen) => screen.summary(),
            Self::Task(screen) => screen.summary(),
            Self::Workspace(screen) => screen.summary(),
            Self::Edition(screen) => screen.summary(),
        }
    }

    /// Draws the body.
    pub fn view(&self, frame: &mut Frame<'_>, body: Rect, theme: Theme) {
        each!(self, screen => screen.view(frame, body, theme));
    }
}
