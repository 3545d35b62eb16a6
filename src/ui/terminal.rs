//! The terminal: taken over on entering, given back as it was on leaving, whatever makes the program leave.

use ratatui::Terminal;
use ratatui::crossterm::event::{self, DisableBracketedPaste, EnableBracketedPaste, Event};
use ratatui::crossterm::style::Print;
use ratatui::crossterm::terminal::{self, EnterAlternateScreen, LeaveAlternateScreen};
use ratatui::crossterm::{cursor, execute};
use ratatui::layout::Size;
use std::io::{self, IsTerminal, Stdout};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::backend::CellWriter;
use super::keeping::LastWords;
use crate::app::{Error, GUARDED_THREAD, Kind};
use crate::text::cause::cause;

/// How often it is looked whether the terminal is still there.
const LOOK: Duration = Duration::from_secs(1);
/// How long the loop has to leave in order before it is ended.
const GRACE: Duration = Duration::from_secs(2);

/// Buttons and the wheel with places beyond column 223, but no mere moving about.
const MOUSE_ON: &str = "\x1b[?1000h\x1b[?1006h";
const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1000l";
/// Whether the mouse has to be given back.
static HAS_MOUSE: AtomicBool = AtomicBool::new(false);

/// The terminal while the dashboard has it. Dropping it gives it back.
#[derive(Debug)]
pub struct Session {
    screen: Terminal<CellWriter<Stdout>>,
    stopped: Arc<AtomicBool>,
}

impl Session {
    /// Says no where there is no terminal to draw on.
    pub fn check() -> Result<(), Error> {
        if io::stdin().is_terminal() && io::stdout().is_terminal() {
            return Ok(());
        }
        Err(Error::user("界面需要在终端中运行。")
            .hinted("不要重定向输入输出；在脚本中请用 duban task list 等命令。"))
    }

    /// The size of the terminal.
    pub fn size() -> Result<Size, Error> {
        size().map_err(|error| broken(&error))
    }

    /// Takes the terminal over, with the mouse where that is wanted; `question` goes out in front of the first frame. Where
    /// the loop no longer can, the watch keeps the last words.
    pub fn enter(last_words: LastWords, has_mouse: bool, question: &str) -> Result<Self, Error> {
        let stopped = Arc::new(AtomicBool::new(false));
        listen(&stopped).map_err(|error| broken(&error))?;
        watch(&stopped, last_words);
        restore_on_panic();
        let entered = terminal::enable_raw_mode().and_then(|()| {
            execute!(
                io::stdout(),
                EnterAlternateScreen,
                EnableBracketedPaste,
                cursor::Hide,
                Print(question)
            )?;
            if has_mouse {
                HAS_MOUSE.store(true, Ordering::Relaxed);
                execute!(io::stdout(), Print(MOUSE_ON))?;
            }
            Terminal::new(CellWriter::new(io::stdout(), size))
        });
        match entered {
            Ok(screen) => Ok(Self { screen, stopped }),
            Err(error) => {
                restore();
                Err(broken(&error))
            }
        }
    }

    /// Draws a frame.
    pub fn draw(&mut self, view: impl FnOnce(&mut ratatui::Frame<'_>)) -> Result<(), Error> {
        self.screen
            .draw(view)
            .map(|_| ())
            .map_err(|error| broken(&error))
    }

    /// Sends the terminal something that it does not show.
    pub fn send(sequence: &str) -> Result<(), Error> {
        execute!(io::stdout(), Print(sequence)).map_err(|error| broken(&error))
    }

    /// Forgets what the terminal shows, so that the next frame is drawn whole.
    pub fn forget(&mut self) -> Result<(), Error> {
        self.screen.clear().map_err(|error| broken(&error))
    }

    /// The events that have come within a time, all of them that are there.
    pub fn events(patience: Duration) -> Result<Vec<Event>, Error> {
        let read_all = || -> io::Result<Vec<Event>> {
            let mut events = Vec::new();
            let mut patience = patience;
            while event::poll(patience)? {
                events.push(event::read()?);
                patience = Duration::ZERO;
            }
            Ok(events)
        };
        read_all().map_err(|error| broken(&error))
    }

    /// Whether a signal asked the program to end.
    pub fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        restore();
    }
}

fn size() -> io::Result<Size> {
    // Not `terminal::size`, which starts a program (tput) where the system does not know.
    let window = terminal::window_size()?;
    Ok(Size::new(window.columns, window.rows))
}

fn broken(error: &io::Error) -> Error {
    Error::user(format!("终端出错：{}。", cause(error)))
        .hinted("请重新连接后再试。")
        .of_kind(Kind::Internal)
}

/// A closed window, a `kill` and a shutdown set a flag that the loop looks at.
fn listen(stopped: &Arc<AtomicBool>) -> io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
    for signal in [SIGHUP, SIGINT, SIGQUIT, SIGTERM] {
        signal_hook::flag::register(signal, Arc::clone(stopped))?;
    }
    Ok(())
}

/// Ends the program when its terminal is gone, or when it was told to end and its loop no longer turns.
///
/// Reading events from a terminal that has hung up never returns (crossterm 0.29 reads the end of file over and over), so
/// the loop can't see its own flag then. A write that is under way is undone by the file's next reader, as after a crash.
fn watch(stopped: &Arc<AtomicBool>, last_words: LastWords) {
    let stopped = Arc::clone(stopped);
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(LOOK);
            if stopped.load(Ordering::Relaxed) || terminal::window_size().is_err() {
                break;
            }
        }
        stopped.store(true, Ordering::Relaxed);
        std::thread::sleep(GRACE);
        last_words.keep();
        restore();
        std::process::exit(1);
    });
}

fn restore_on_panic() {
    let previous = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name() != Some(GUARDED_THREAD) {
            restore();
        }
        previous(panic);
    }));
}

/// Gives the terminal back. It may be gone already, so nothing here can be an error.
fn restore() {
    if HAS_MOUSE.swap(false, Ordering::Relaxed) {
        drop(execute!(io::stdout(), Print(MOUSE_OFF)));
    }
    drop(execute!(
        io::stdout(),
        DisableBracketedPaste,
        LeaveAlternateScreen,
        cursor::Show
    ));
    drop(terminal::disable_raw_mode());
}
