//! What the dashboard is at one moment: the stage, what lies over it, what it says.

use chrono::NaiveDate;
use ratatui::layout::{Rect, Size};
use std::path::PathBuf;

use super::action::Tab;
use super::dialogs::Dialog;
use super::keeping::Keeping;
use super::keymap::Scope;
use super::palette::Palette;
use super::screens::Screen;
use super::screens::departments::Departments;
use super::screens::help::Help;
use super::screens::inbox::InboxScreen;
use super::screens::indicators::Indicators;
use super::screens::log::LogScreen;
use super::screens::overdue::{self, Overdue};
use super::screens::overview::OverviewScreen;
use super::screens::overview::list::ListScreen;
use super::screens::plan::Plans;
use super::screens::since::SinceScreen;
use super::screens::weekly::WeeklyScreen;
use super::screens::welcome::Welcome;
use super::theme::Theme;
use crate::app::{App, Batch, Error, Settings, Waiting, list_built_in};
use crate::domain::id::DepartmentId;

/// The dashboard.
#[derive(Debug)]
pub struct Ui {
    /// Which file, which day, which person.
    pub settings: Settings,
    /// Where files go that are asked for.
    pub folder: PathBuf,
    /// What it is about.
    pub stage: Stage,
    /// The keys, over everything.
    pub help: Option<Help>,
    /// The tasks that the dialog's act is meant for, where it is meant for several.
    pub batch: Option<Batch>,
    /// The palette over the screen.
    pub palette: Option<Palette>,
    /// A dialog over the screen.
    pub dialog: Option<Dialog>,
    /// How much of the open form the file holds.
    pub keeping: Keeping,
    /// What the status line says, until the next key.
    pub message: Option<Message>,
    /// The looks.
    pub theme: Theme,
    /// The size of the terminal.
    pub size: Size,
    /// A document that is to be taken in, and the slug of the plan that it is an edition of; it takes its time, so the loop
    /// does it.
    pub awaited: Option<(PathBuf, String)>,
    /// The terminal's clipboard.
    pub clipboard: Clipboard,
    /// Whether the program is to end.
    pub is_leaving: bool,
    /// Whether the whole screen is to be drawn anew.
    pub is_forgotten: bool,
    /// What waited for the hand to rest could not be read; it is tried again after the next event or change.
    pub is_given_up: bool,
}

/// The clipboard of the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clipboard {
    /// Whether anything may be given to it.
    pub is_on: bool,
    /// What is to be given to it.
    pub waiting: Option<String>,
}

impl Default for Clipboard {
    fn default() -> Self {
        Self {
            is_on: true,
            waiting: None,
        }
    }
}

/// What the dashboard is about.
#[derive(Debug)]
pub enum Stage {
    /// There is no file yet.
    Welcome(Welcome),
    /// A file is open.
    Open(Box<Dashboard>),
}

/// The panes on an open file.
#[derive(Debug)]
pub struct Dashboard {
    /// The file.
    pub app: App,
    /// What the top of the screen says.
    pub heading: Heading,
    /// The pane that is shown.
    pub tab: Tab,
    /// The panes, in the order of [`Tab::ALL`].
    tabs: [Screen; 8],
    /// Pages opened over it, the uppermost last.
    pub over: Vec<Screen>,
    /// Saved views as they were left.
    pub views: Vec<ListScreen>,
}

/// What the top of the screen says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// The plan, or how many there are.
    pub plan: String,
    /// The day that counts as today.
    pub today: NaiveDate,
    /// Whether that is a past day, which is only looked at.
    pub is_past: bool,
    /// Who is asking: name, role, department.
    pub person: String,
    /// How many tasks are overdue.
    pub overdue: usize,
    /// How much waits for the person.
    pub waiting: Waiting,
}

/// What the status line says after an act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// What was done.
    Done(String),
    /// What was not, and what to do.
    Refused {
        /// One sentence.
        message: String,
        /// What to do next.
        hint: String,
    },
}

impl From<Error> for Message {
    fn from(error: Error) -> Self {
        Self::Refused {
            hint: error.hints.concat(),
            message: error.message,
        }
    }
}

impl Heading {
    fn read(app: &App) -> Result<Self, Error> {
        let plans = app.list_plans()?;
        let person = app.person();
        // The names of several would push everything else off the line.
        let department = match app.departments_of(person).as_slice() {
            [first, _, ..] => format!("{first}等{}个部门", person.departments.len()),
            names => names.concat(),
        };
        Ok(Self {
            plan: match plans.as_slice() {
                [] => "还没有计划".to_owned(),
                [only] => only.title.clone(),
                several => format!("全部计划（{}份）", several.len()),
            },
            today: app.today(),
            is_past: app.is_past(),
            person: format!("{} {} {department}", person.name, person.role.label())
                .trim_end()
                .to_owned(),
            overdue: app.count_tasks(&overdue::filter())?,
            waiting: app.count_waiting()?,
        })
    }
}

impl Dashboard {
    /// The panes on a file, the first of them on top; its tabs say how many tasks are overdue.
    pub fn new(mut app: App) -> Result<Self, Error> {
        // Whoever can't write the file may still look at it.
        drop(app.keep_up());
        let heading = Heading::read(&app)?;
        let overdue = Overdue::new(heading.overdue, heading.today);
        Ok(Self {
            tab: Tab::Plan,
            heading,
            app,
            tabs: [
                Screen::Overview(Box::new(OverviewScreen::new())),
                Screen::Plan(Plans::new()),
                Screen::Overdue(overdue),
                Screen::Departments(Departments::new()),
                Screen::Indicators(Indicators::new()),
                Screen::Weekly(Box::new(WeeklyScreen::new())),
                Screen::Inbox(Box::new(InboxScreen::new())),
                Screen::Log(Box::new(LogScreen::new())),
            ],
            over: Vec::new(),
            views: Vec::new(),
        })
    }

    /// The screen that has the keys.
    pub fn screen(&self) -> &Screen {
        self.over.last().unwrap_or(&self.tabs[self.tab.place()])
    }

    /// The screen that has the keys, to be changed, and the file.
    pub fn screen_mut(&mut self) -> (&mut Screen, &App) {
        let screen = self
            .over
            .last_mut()
            .unwrap_or(&mut self.tabs[self.tab.place()]);
        (screen, &self.app)
    }

    /// Shows what others did since the person was last there, where that is anything.
    fn welcome_back(&mut self) -> Result<(), Error> {
        let since = self.app.since()?.filter(|it| !it.counts.is_empty());
        let page = since.map(|it| Screen::Since(Box::new(SinceScreen::new(it))));
        self.over.extend(page);
        Ok(())
    }

    /// Closes the page that lies uppermost; a saved view is kept as it is.
    pub fn close(&mut self) {
        if let Some(Screen::List(list)) = self.over.pop()
            && list.saved().is_some()
        {
            self.views.push(*list);
        }
    }

    /// Closes every page over the panes.
    pub fn close_all(&mut self) {
        while !self.over.is_empty() {
            self.close();
        }
    }

    /// Shows the tasks of a department in its pane.
    pub fn show_tasks_of(&mut self, id: DepartmentId) -> Result<(), Error> {
        self.close_all();
        self.tab = Tab::Departments;
        match &mut self.tabs[Tab::Departments.place()] {
            Screen::Departments(screen) => screen.go_to(&self.app, id),
            _ => Ok(()),
        }
    }

    /// Something has changed: every screen reads again when it is next shown.
    pub fn refresh(&mut self) -> Result<(), Error> {
        for screen in self.tabs.iter_mut().chain(&mut self.over) {
            screen.refresh();
        }
        self.views.iter_mut().for_each(ListScreen::refresh);
        self.heading = Heading::read(&self.app)?;
        Ok(())
    }
}

impl Ui {
    /// The dashboard on the file that the settings name, or the welcome screen where there is none.
    pub fn new(settings: &Settings, theme: Theme, size: Size) -> Result<Self, Error> {
        let stage = if settings.is_first_run() {
            Stage::Welcome(Welcome::new(settings.path.clone(), list_built_in()?))
        } else {
            let mut dashboard = Dashboard::new(App::look(settings)?)?;
            dashboard.welcome_back()?;
            Stage::Open(Box::new(dashboard))
        };
        let mut ui = Self {
            settings: settings.clone(),
            folder: std::env::current_dir().unwrap_or_default(),
            stage,
            help: None,
            palette: None,
            batch: None,
            dialog: None,
            keeping: Keeping::default(),
            message: None,
            theme,
            size,
            awaited: None,
            clipboard: Clipboard::default(),
            is_leaving: false,
            is_forgotten: false,
            is_given_up: false,
        };
        ui.prepare();
        ui.tell_drafts();
        Ok(ui)
    }

    /// Begins with another pane than the first; what was shown on entering stays above it.
    pub fn begin_at(&mut self, tab: Tab) {
        if let Stage::Open(dashboard) = &mut self.stage {
            dashboard.tab = tab;
            self.prepare();
        }
    }

    /// Whether there is room for anything.
    pub fn is_too_small(&self) -> bool {
        self.size.width < 60 || self.size.height < 16
    }

    /// The part of the screen between the top and the two lines at the bottom.
    pub fn body(&self) -> Rect {
        Rect::new(0, 2, self.size.width, self.size.height.saturating_sub(4))
    }

    /// Where keys are looked up.
    pub fn scope(&self) -> Scope {
        if let Some(dialog) = &self.dialog {
            return dialog.scope();
        }
        if self.palette.is_some() {
            return Scope::Palette;
        }
        if self.help.is_some() {
            return Scope::Help;
        }
        match &self.stage {
            Stage::Welcome(_) => Scope::Welcome,
            Stage::Open(dashboard) => match dashboard.screen().search() {
                Some(search) if search.is_open => Scope::Typing,
                _ => dashboard.screen().scope(),
            },
        }
    }

    /// Reads what the next frame needs; no frame is drawn without.
    pub fn prepare(&mut self) {
        let (body, theme) = (self.body(), self.theme);
        if let Some(help) = &mut self.help {
            help.prepare(body, theme);
        }
        if let Stage::Open(dashboard) = &mut self.stage {
            let (screen, app) = dashboard.screen_mut();
            if let Err(error) = screen.prepare(app, body, theme) {
                self.message = Some(error.into());
            }
        }
        if let Some(palette) = &mut self.palette {
            let app = match &self.stage {
                Stage::Open(dashboard) => Some(&dashboard.app),
                Stage::Welcome(_) => None,
            };
            if let Err(error) = palette.prepare(app, body) {
                self.message = Some(error.into());
            }
        }
    }

    /// Whether something waits for the hand to rest.
    pub fn is_behind(&self) -> bool {
        match &self.stage {
            Stage::Welcome(_) => false,
            Stage::Open(dashboard) => !self.is_given_up && dashboard.screen().is_behind(),
        }
    }

    /// Reads what waited for the hand to rest.
    pub fn rest(&mut self) {
        if let Stage::Open(dashboard) = &mut self.stage {
            let (screen, app) = dashboard.screen_mut();
            if let Err(error) = screen.rest(app) {
                self.message = Some(error.into());
                self.is_given_up = true;
            }
        }
        self.prepare();
    }

    /// Whether whoever came from afar may still be here.
    pub fn check_entry(&self) -> Result<(), Error> {
        match &self.stage {
            Stage::Welcome(_) => Ok(()),
            Stage::Open(dashboard) => dashboard.app.check_entry(),
        }
    }

    /// Looks whether another session has written, or the day has changed; says whether there is something new to show.
    pub fn tick(&mut self) -> bool {
        let Stage::Open(dashboard) = &mut self.stage else {
            return false;
        };
        let is_new_day = dashboard.app.today() != dashboard.heading.today;
        let made = if is_new_day {
            dashboard.app.keep_up().map(drop)
        } else {
            Ok(())
        };
        let is_changed = match made.and_then(|()| dashboard.app.has_changed()) {
            Ok(is_changed) => is_changed || is_new_day,
            Err(error) => {
                self.message = Some(error.into());
                return true;
            }
        };
        if is_changed {
            self.refresh();
        }
        is_changed
    }

    /// Reads everything again.
    pub fn refresh(&mut self) {
        self.is_given_up = false;
        if let Stage::Open(dashboard) = &mut self.stage
            && let Err(error) = dashboard.refresh()
        {
            self.message = Some(error.into());
        }
        self.prepare();
        if self.is_behind() {
            self.rest();
        }
    }
}
