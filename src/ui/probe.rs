//! Asking the terminal how wide it draws characters of ambiguous width.
//!
//! The question goes out in front of the first frame, which waits for nothing; the answer says in which column the cursor
//! stood behind one such character. What is typed meanwhile stays in line: nothing is read before as many bytes have come
//! as an answer has, and then through crossterm, which keeps all that is no answer.

use std::time::{Duration, Instant};

/// At the top left: a character, where is the cursor, and away with it.
pub const QUESTION: &str = "\x1b[H…\x1b[6n\x1b[2K\x1b[H";

/// How long an answer is waited for.
const PATIENCE: Duration = Duration::from_millis(200);
/// How often it is looked whether more has come.
const PAUSE: Duration = Duration::from_millis(5);
/// The bytes of an answer, `ESC [ 1 ; 2 R`.
const ANSWER: u64 = 6;

/// Whether a terminal is worth asking: neither of these draws Chinese, and one may not answer.
pub fn is_worthwhile(term: Option<&str>) -> bool {
    term.is_some_and(|it| !matches!(it, "" | "dumb" | "linux"))
}

/// Whether the terminal draws such characters two columns wide; `None` where it doesn't say in time.
pub fn is_wide() -> Option<bool> {
    let deadline = Instant::now() + PATIENCE;
    while waiting() < ANSWER {
        if Instant::now() >= deadline {
            return None;
        }
        std::thread::sleep(PAUSE);
    }
    let (column, _) = ratatui::crossterm::cursor::position().ok()?;
    Some(column >= 2)
}

/// How many bytes have come and nobody has read.
#[cfg(unix)]
fn waiting() -> u64 {
    rustix::io::ioctl_fionread(std::io::stdin()).unwrap_or(0)
}

#[cfg(not(unix))]
fn waiting() -> u64 {
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terminals_that_may_not_answer_are_not_asked() {
        for (term, is_asked) in [
            (Some("xterm-256color"), true),
            (Some("screen"), true),
            (Some("dumb"), false),
            (Some("linux"), false),
            (Some(""), false),
            (None, false),
        ] {
            assert_eq!(is_worthwhile(term), is_asked, "{term:?}");
        }
    }
}
