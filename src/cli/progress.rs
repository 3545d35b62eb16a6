//! How far long work is, on standard error, and Ctrl-C while it goes on.

use std::io::{self, IsTerminal, Write};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::app::Error;
use crate::domain::watch::{Stage, Watch, percent};
use crate::text::cause::cause;

/// Work that is done sooner shows no bar.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often the bar is drawn again.
const PAUSE: Duration = Duration::from_millis(100);
/// How many steps the bar has.
const STEPS: usize = 30;

/// A bar on standard error, where that is a terminal; Ctrl-C stops the work in order.
pub struct Bar {
    next: Instant,
    is_terminal: bool,
    is_drawn: bool,
    stopped: Arc<AtomicBool>,
}

impl Bar {
    /// A bar for work that begins now. A second Ctrl-C ends the program at once.
    pub fn new() -> Result<Self, Error> {
        let stopped = Arc::new(AtomicBool::new(false));
        for signal in [
            signal_hook::consts::SIGINT,
            signal_hook::consts::SIGTERM,
            signal_hook::consts::SIGHUP,
        ] {
            let flag = Arc::clone(&stopped);
            signal_hook::flag::register_conditional_shutdown(signal, 1, Arc::clone(&flag))
                .and_then(|_| signal_hook::flag::register(signal, flag))
                .map_err(|error| Error::user(format!("不能处理中断信号：{}。", cause(&error))))?;
        }
        Ok(Self {
            next: Instant::now() + PATIENCE,
            is_terminal: io::stderr().is_terminal(),
            is_drawn: false,
            stopped,
        })
    }
}

impl Watch for Bar {
    fn told(&mut self, stage: Stage, done: usize, of: usize) -> ControlFlow<()> {
        if self.stopped.load(Ordering::Relaxed) {
            return ControlFlow::Break(());
        }
        if self.is_terminal && Instant::now() >= self.next {
            self.next = Instant::now() + PAUSE;
            self.is_drawn = true;
            let percent = percent(stage, done, of);
            // Nothing is left to tell anybody when standard error is gone.
            drop(write!(io::stderr().lock(), "\r{}", line(stage, percent)));
        }
        ControlFlow::Continue(())
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        if self.is_drawn {
            let blank = " ".repeat(crate::text::width::width(&line(Stage::Reading, 100)));
            drop(write!(io::stderr().lock(), "\r{blank}\r"));
        }
    }
}

/// 识别文字 [######------]  20%，Ctrl-C 中断.
fn line(stage: Stage, percent: usize) -> String {
    let full = STEPS * percent / 100;
    format!(
        "{} [{}{}] {percent:>3}%，Ctrl-C 中断",
        crate::text::width::pad(stage.label(), 8),
        "#".repeat(full),
        "-".repeat(STEPS - full)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_is_as_long_at_its_end_as_at_its_beginning() {
        let width = |stage, percent| crate::text::width::width(&line(stage, percent));
        assert_eq!(
            line(Stage::Breaking, 40),
            "拆解     [############------------------]  40%，Ctrl-C 中断"
        );
        assert_eq!(width(Stage::Reading, 0), width(Stage::Storing, 100));
    }
}
