//! An import while it goes on: how far it is over the last frame, and Esc or Ctrl-C to stop it.

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::Event;
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use super::action::Action;
use super::keymap::{self, Scope};
use super::model::Ui;
use super::terminal::Session;
use super::theme::Theme;
use super::widgets::{lines, popup};
use crate::app::Error;
use crate::domain::watch::{Stage, Watch, percent};

/// Work that is done sooner shows nothing.
const PATIENCE: Duration = Duration::from_millis(300);
/// How often it is drawn again, and looked for keys.
const PAUSE: Duration = Duration::from_millis(100);

/// The box over the screen while a document is taken in.
pub struct Importing<'s> {
    session: &'s mut Session,
    below: Buffer,
    theme: Theme,
    next: Instant,
    /// What was typed meanwhile, to be done afterwards.
    typed: Vec<Event>,
    /// The terminal failed: the work is stopped, and this is said.
    failed: Option<Error>,
}

impl<'s> Importing<'s> {
    /// Begins over what the dashboard shows now.
    pub fn new(session: &'s mut Session, ui: &Ui) -> Result<Self, Error> {
        let mut below = Buffer::default();
        session.draw(|frame| {
            ui.view(frame);
            below = frame.buffer_mut().clone();
        })?;
        Ok(Self {
            session,
            below,
            theme: ui.theme,
            next: Instant::now() + PATIENCE,
            typed: Vec::new(),
            failed: None,
        })
    }

    /// What was typed while the work went on, in its order; or that the terminal failed.
    pub fn finish(self) -> Result<Vec<Event>, Error> {
        match self.failed {
            Some(error) => Err(error),
            None => Ok(self.typed),
        }
    }

    fn turn(&mut self, stage: Stage, percent: usize) -> Result<ControlFlow<()>, Error> {
        for event in Session::events(Duration::ZERO)? {
            if let Event::Key(key) = event
                && keymap::resolve(Scope::Form, key) == Some(Action::Back)
            {
                return Ok(ControlFlow::Break(()));
            }
            self.typed.push(event);
        }
        if self.session.is_stopped() {
            return Ok(ControlFlow::Break(()));
        }
        let (below, theme) = (&self.below, self.theme);
        self.session.draw(|frame| {
            if frame.buffer_mut().area == below.area {
                frame.buffer_mut().clone_from(below);
            }
            view(frame, stage, percent, theme);
        })?;
        Ok(ControlFlow::Continue(()))
    }
}

impl Watch for Importing<'_> {
    fn told(&mut self, stage: Stage, done: usize, of: usize) -> ControlFlow<()> {
        if Instant::now() < self.next {
            return ControlFlow::Continue(());
        }
        self.next = Instant::now() + PAUSE;
        match self.turn(stage, percent(stage, done, of)) {
            Ok(turned) => turned,
            Err(error) => {
                self.failed = Some(error);
                ControlFlow::Break(())
            }
        }
    }
}

/// The bar in the middle of the screen.
pub fn view(frame: &mut ratatui::Frame<'_>, stage: Stage, percent: usize, theme: Theme) {
    const STEPS: usize = 40;
    let area = frame.area();
    let inner = popup::open(frame, area, 56, 4, "导入", theme);
    let full = STEPS * percent / 100;
    let bar = format!(
        "{}{} {percent:>3}%",
        "#".repeat(full),
        "-".repeat(STEPS - full)
    );
    let told = format!("正在{}，按 Esc 中断", stage.label());
    for (row, text) in inner.rows().zip([told, bar]) {
        lines::text(frame, row, &text, ratatui::style::Style::new());
    }
}
