//! The dashboard: state, update and view apart, over the acts and questions of [`crate::app`].
//!
//! One turn: wait for events → [`keymap::resolve`] → [`action::Action`] → `update` → [`crate::app::Command`] or a
//! question → `prepare` reads the rows that the frame shows → `view` draws, without asking anything.
//! What costs more, as the detail beside a list, waits until the hand rests.

mod action;
mod backend;
mod clipboard;
mod colours;
mod dialogs;
mod idle;
mod importing;
mod keeping;
mod keymap;
mod keys;
mod model;
mod own;
mod palette;
mod probe;
mod screens;
mod terminal;
#[cfg(test)]
mod tests;
mod theme;
mod update;
mod view;
mod widgets;

use ratatui::crossterm::event::Event;
use std::collections::VecDeque;
use std::time::{Duration, Instant};

pub use own::{Own, key_table};

use crate::app::config::{Ambiguous, Choices};
use crate::app::{Error, Kind, Settings};
use crate::text::width::set_wide;
use idle::Idle;
use importing::Importing;
use model::Ui;
use terminal::Session;
use theme::Theme;

/// How long the hand rests before the detail follows: longer than the pause between two keys of one held down.
const REST: Duration = Duration::from_millis(100);
/// How often an idle session looks whether another one has written, and whether it was told to end.
const TICK: Duration = Duration::from_secs(1);

/// Takes events, and those that come while one of them lets a document be taken in.
fn turn(ui: &mut Ui, session: &mut Session, events: Vec<Event>) -> Result<(), Error> {
    let mut waiting = VecDeque::from(events);
    while let Some(event) = waiting.pop_front() {
        ui.handle(event);
        if let Some((path, slug)) = ui.awaited.take() {
            let mut importing = Importing::new(session, ui)?;
            ui.import(&path, &slug, &mut importing);
            waiting.extend(importing.finish()?);
        }
    }
    ui.prepare();
    Ok(())
}

/// Draws a frame as large as the window is now, which may have changed before the event that says so has come.
fn show(ui: &mut Ui, session: &mut Session) -> Result<(), Error> {
    let size = Session::size()?;
    if size != ui.size {
        ui.handle(Event::Resize(size.width, size.height));
        ui.prepare();
    }
    session.draw(|frame| ui.view(frame))
}

/// Whether there is a terminal to show a dashboard on.
///
/// # Errors
/// There is none.
pub fn check_terminal() -> Result<(), Error> {
    Session::check()
}

/// Why the dashboard is no longer shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Its person left, or the program was told to end.
    Left,
    /// Nobody pressed a key for too long.
    Idle,
}

/// Shows the dashboard in a person's own way until it is left.
///
/// # Errors
/// Where there is no terminal, the file can't be opened, or the terminal fails.
pub fn run(settings: &Settings, own: &Own) -> Result<(), Error> {
    run_within(settings, own, None).map(drop)
}

/// Shows the dashboard until it is left, or until nobody has pressed a key for so long.
///
/// # Errors
/// Where there is no terminal, the file can't be opened, the terminal fails, or the person may no longer be here.
pub fn run_within(
    settings: &Settings,
    own: &Own,
    limit: Option<Duration>,
) -> Result<Ending, Error> {
    Session::check()?;
    own.put_in_force();
    let choices = own.choices();
    let theme = Theme::of(choices, variable);
    let mut ui = Ui::new(settings, theme, Session::size()?)?;
    ui.begin_at(own.pane());
    ui.clipboard.is_on = choices.clipboard;
    let is_asked = choices.ambiguous == Ambiguous::Auto
        && probe::is_worthwhile(std::env::var("TERM").ok().as_deref());
    let question = if is_asked { probe::QUESTION } else { "" };
    let mut session = Session::enter(ui.keeping.last_words(), choices.mouse, question)?;
    show(&mut ui, &mut session)?;
    if is_asked && probe::is_wide() == Some(true) {
        widen(&mut ui, &mut session, choices)?;
    }
    let ending = go_round(&mut ui, &mut session, limit);
    // Whatever ended it: what is typed and was not sent waits for the next visit.
    ui.keep(true);
    ending
}

fn go_round(ui: &mut Ui, session: &mut Session, limit: Option<Duration>) -> Result<Ending, Error> {
    let mut idle = Idle::new(limit, Instant::now());
    while !ui.is_leaving && !session.is_stopped() {
        let is_behind = ui.is_behind();
        let events = Session::events(if is_behind { REST } else { TICK })?;
        check_entry(ui)?;
        let has_rested = events.is_empty();
        if events.iter().any(is_somebody) {
            idle.touch(Instant::now());
        } else if idle.is_over(Instant::now()) {
            return Ok(Ending::Idle);
        }
        let is_changed = if !events.is_empty() {
            turn(ui, session, events)?;
            true
        } else if is_behind {
            ui.rest();
            true
        } else {
            ui.tick()
        };
        ui.keep(has_rested);
        if let Some(text) = ui.clipboard.waiting.take() {
            Session::send(&clipboard::sequence(&text, variable))?;
            // A multiplexer in between that does not know the sequence may have shown it.
            ui.is_forgotten = true;
        }
        if std::mem::take(&mut ui.is_forgotten) {
            session.forget()?;
        }
        if is_changed {
            show(ui, session)?;
        }
    }
    Ok(Ending::Left)
}

/// Draws everything anew for a terminal that has turned out to draw ambiguous characters two columns wide.
fn widen(ui: &mut Ui, session: &mut Session, choices: &Choices) -> Result<(), Error> {
    set_wide(true);
    let wide = Choices {
        ambiguous: Ambiguous::Wide,
        ..choices.clone()
    };
    ui.theme = Theme::of(&wide, variable);
    ui.refresh();
    session.forget()?;
    show(ui, session)
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// What only a person sends; a window that is resized may be a terminal's own doing.
fn is_somebody(event: &Event) -> bool {
    matches!(event, Event::Key(_) | Event::Paste(_) | Event::Mouse(_))
}

/// Ends the session of somebody whose key was revoked, or who retired, before anything more is done.
fn check_entry(ui: &Ui) -> Result<(), Error> {
    match ui.check_entry() {
        Err(error) if error.kind == Kind::Permission => Err(error),
        // A file that can't be read now says so where it is read.
        _ => Ok(()),
    }
}
