//! The acts of 督办 and the questions that screens and lists ask: the only place where the layers meet, and the only
//! way to change data.

mod advice;
mod arranging;
mod builtin;
mod clock;
mod command;
pub mod config;
pub mod demo;
mod departments;
mod dispatch;
mod documents;
mod error;
#[cfg(test)]
mod extension_tests;
mod files;
mod form_drafts;
mod forms;
mod groups;
mod identity;
mod inbox;
mod indicators;
mod intake;
mod keys;
mod log;
mod notice;
mod overview;
mod past;
#[cfg(test)]
mod past_tests;
mod people;
#[cfg(test)]
mod people_tests;
mod plan_file;
mod query;
mod record;
mod scorecard;
mod scoring;
#[cfg(test)]
mod suggestion_tests;
mod task_papers;
#[cfg(test)]
mod tests;
mod undo;
mod views;
mod visit;
mod weekly;
mod work;
mod workbook;
#[cfg(test)]
mod workflow_tests;
mod workspace;

use chrono::NaiveDate;
use std::cell::OnceCell;
use std::path::PathBuf;

pub use builtin::list as list_built_in;
pub use command::{Assignment, Command, Telling, Wording};
pub use departments::NewDepartment;
pub use documents::{ListFormat, Paper, PaperFormat, draft_json};
pub use error::{Error, Kind};
pub use files::{write_all, write_bytes};
pub use forms::Form;
pub use inbox::{Inbox, SilentLine, Waiting};
pub use indicators::IndicatorPage;
pub use intake::{
    Format, GUARDED_THREAD, Imported, LARGEST_DOCUMENT, TakenIn, break_down, read_document,
};
pub use keys::list_entries;
pub use log::{LogLine, LogPage, LogWords, china_minute};
pub use notice::Signature;
pub use overview::LookBack;
pub use people::{NewPerson, PersonChange, PersonLine};
pub use query::{DepartmentLine, TaskPage};
pub use scorecard::Appraisal;
pub use scoring::{DEFAULT_RULES, Scoring};
pub use task_papers::TaskSheet;
pub use visit::Since;
pub use weekly::WeeklyAsked;
pub use work::Batch;
pub use workbook::{collected_json, collected_text};
pub use workspace::{Change, Next, Preview, Remake, Scope, Step};

use crate::domain::department::Directory;
use crate::domain::person::Person;
use crate::store::{self, Store};
use advice::Advice;
use clock::Clock;

/// Which file, which day, which person: what every command is given.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The SQLite file.
    pub path: PathBuf,
    /// The civil day that counts as today (`--today`); `None` for China's calendar day.
    pub today: Option<NaiveDate>,
    /// The person to act as (`--as`).
    pub stand_in: Option<String>,
    /// The id of the SSH key that let the person in (`duban gate`); `None` for whoever sits at this machine.
    pub key: Option<String>,
}

impl Settings {
    /// Whether there is no file yet, so that a first run is offered.
    pub fn is_first_run(&self) -> bool {
        matches!(Store::open(&self.path), Err(store::Error::Missing { .. }))
    }

    /// Refuses whoever comes from afar what names a file of this machine; `hint` says how to do it over SSH.
    ///
    /// # Errors
    /// The person came through an SSH key.
    pub fn must_be_local(&self, what: &str, hint: &str) -> Result<(), Error> {
        match self.key {
            None => Ok(()),
            Some(_) => Err(Error::user(format!("通过 SSH 使用时不能{what}。"))
                .hinted(hint)
                .of_kind(Kind::Permission)),
        }
    }
}

/// Where the file lies when nobody says otherwise: the user's data folder.
pub fn default_path() -> Option<PathBuf> {
    directories::ProjectDirs::from("", "", "duban")
        .map(|folders| folders.data_dir().join("duban.db"))
}

/// An open file, with who is asking and which day it is.
#[derive(Debug)]
pub struct App {
    store: Store,
    /// The file itself, while `store` is a copy that shows a past day.
    entry: Option<Store>,
    clock: Clock,
    person: Person,
    /// The key that let the person in.
    key: Option<String>,
    directory: Directory,
    data_version: i64,
    /// How often had been written what others read, when this was last asked.
    written: i64,
    /// Who probably answers for what, once somebody has asked.
    advice: OnceCell<Advice>,
}

impl App {
    /// Opens the file that the settings name.
    ///
    /// # Errors
    /// [`Kind::Missing`] where there is none yet.
    pub fn open(settings: &Settings) -> Result<Self, Error> {
        Self::with(Store::open(&settings.path)?, settings)
    }

    /// Opens the file that the settings name, and makes it where there is none.
    pub fn open_or_create(settings: &Settings) -> Result<Self, Error> {
        Self::with(Store::open_or_create(&settings.path)?, settings)
    }

    /// Opens the file that the settings name and fills it; where there is none yet, the file appears filled or not at all.
    ///
    /// A new file is made beside its place and linked there once it is whole. Of two programs that do this at once one
    /// is first, and the other fills what that one has made.
    ///
    /// # Errors
    /// What opening says, or what `fill` says; then no file was made, and one that was there is as it was.
    pub fn fill<T>(
        settings: &Settings,
        mut fill: impl FnMut(&mut Self) -> Result<T, Error>,
    ) -> Result<(Self, T), Error> {
        if !settings.is_first_run() {
            let mut app = Self::open(settings)?;
            let done = fill(&mut app)?;
            return Ok((app, done));
        }
        let beside = Settings {
            path: Store::beside(&settings.path),
            ..settings.clone()
        };
        let filled = Self::open_or_create(&beside).and_then(|mut app| fill(&mut app));
        // Closing the last connection writes everything into the one file.
        let placed =
            filled.and_then(|done| Ok((done, Store::place(&beside.path, &settings.path)?)));
        Store::discard(&beside.path);
        let (done, is_placed) = placed?;
        let mut app = Self::open_or_create(settings)?;
        let done = if is_placed { done } else { fill(&mut app)? };
        Ok((app, done))
    }

    fn with(store: Store, settings: &Settings) -> Result<Self, Error> {
        let clock = Clock::new(settings.today);
        let person = store.read(|read| identity::identify(read, settings, clock))?;
        let mut app = Self {
            data_version: store.data_version()?,
            written: store.times_written()?,
            store,
            entry: None,
            clock,
            person,
            key: settings.key.clone(),
            directory: Directory::default(),
            advice: OnceCell::new(),
        };
        app.reload()?;
        Ok(app)
    }

    /// The civil day that counts as today.
    pub fn today(&self) -> NaiveDate {
        self.clock.today()
    }

    /// Who is asking.
    pub fn person(&self) -> &Person {
        &self.person
    }

    /// The departments.
    pub fn directory(&self) -> &Directory {
        &self.directory
    }

    /// Whether another session has written since this was last asked; if so, what is kept in memory is read again.
    pub fn has_changed(&mut self) -> Result<bool, Error> {
        let version = self.store.data_version()?;
        if version == self.data_version {
            return Ok(false);
        }
        self.data_version = version;
        // What others write for themselves alone is nothing new.
        let written = self.store.times_written()?;
        if written == self.written {
            return Ok(false);
        }
        self.written = written;
        self.forget_advice();
        self.reload()?;
        self.meet()?;
        Ok(true)
    }

    /// Reads again who is asking: another session may have changed what they may do.
    fn meet(&mut self) -> Result<(), Error> {
        self.person = self
            .gate()
            .read(|read| identity::present(read, &self.person, self.key.as_deref(), self.clock))?;
        Ok(())
    }

    fn reload(&mut self) -> Result<(), Error> {
        self.directory = self.store.read(record::directory)?;
        Ok(())
    }
}
