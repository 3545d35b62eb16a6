//! What was typed and not yet sent is kept: by the loop while the hand rests, and by the watch when the terminal is gone.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::app::{App, Settings};
use crate::domain::form_draft::{Filled, Purpose};

/// How long typing goes on at most before it is kept, though the hand does not rest.
const LONGEST: Duration = Duration::from_secs(5);

/// The open form, and how much of it the file holds.
#[derive(Debug, Default)]
pub struct Keeping {
    /// What the open form is for.
    pub open: Option<Purpose>,
    /// What the file holds of it.
    pub kept: Option<Vec<Filled>>,
    /// Since when something is not kept.
    since: Option<Instant>,
    last_words: LastWords,
}

/// What is typed and not kept.
#[derive(Clone, Debug)]
pub struct Unkept {
    /// What the form is for.
    pub purpose: Purpose,
    /// The same as its person reads it.
    pub title: String,
    /// What was typed; `None` where all of it was deleted again.
    pub fields: Option<Vec<Filled>>,
}

/// What is still to be kept when the program ends without its loop.
#[derive(Clone, Debug, Default)]
pub struct LastWords(Arc<Mutex<Option<(Settings, Unkept)>>>);

impl Keeping {
    /// Learns what is typed and not kept.
    pub fn wait(&mut self, settings: &Settings, unkept: Unkept) {
        self.since.get_or_insert_with(Instant::now);
        self.last_words.set(Some((settings.clone(), unkept)));
    }

    /// Everything is kept, or nothing is to be.
    pub fn rest(&mut self) {
        self.since = None;
        self.last_words.set(None);
    }

    /// What is to be kept now: where the hand rests, or has not rested for long.
    pub fn due(&self, has_rested: bool) -> Option<Unkept> {
        let since = self.since?;
        let is_due = has_rested || since.elapsed() >= LONGEST;
        self.last_words.get().filter(|_| is_due).map(|it| it.1)
    }

    /// What the watch keeps where the loop no longer can.
    pub fn last_words(&self) -> LastWords {
        self.last_words.clone()
    }
}

impl LastWords {
    fn set(&self, words: Option<(Settings, Unkept)>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = words;
    }

    fn get(&self) -> Option<(Settings, Unkept)> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Keeps them, over a connection of its own: the loop's may be in the middle of anything.
    pub fn keep(&self) {
        let Some((settings, unkept)) = self.get() else {
            return;
        };
        // Nobody is left to be told of an error.
        if let Ok(mut app) = App::open(&settings) {
            drop(unkept.write(&mut app));
        }
    }
}

impl Unkept {
    /// Writes it into the file.
    ///
    /// # Errors
    /// Somebody else writes just now, or the file can't be written.
    pub fn write(&self, app: &mut App) -> Result<(), crate::app::Error> {
        match &self.fields {
            Some(fields) => app.keep_form_draft(&self.purpose, &self.title, fields),
            None => app.drop_form_draft(&self.purpose),
        }
    }
}
