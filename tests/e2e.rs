//! The real program in a pseudo-terminal, as a person over SSH has it.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use portable_pty::{CommandBuilder, NativePtySystem, PtySize, PtySystem};
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// How long a screen is waited for before the test gives up; a machine under load is no failure.
const PATIENCE: Duration = Duration::from_secs(30);

/// The program in a terminal of its own.
struct Session {
    child: Box<dyn portable_pty::Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    terminal: vt100::Parser,
    /// The window, to be resized; kept, it keeps the terminal open.
    window: Box<dyn portable_pty::MasterPty + Send>,
}

impl Session {
    fn start(db: &Path, rows: u16, columns: u16) -> Self {
        let pair = NativePtySystem::default()
            .openpty(PtySize {
                rows,
                cols: columns,
                pixel_width: 0,
                pixel_height: 0,
            })
            .unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_duban"));
        command.args(["--db".as_ref(), db.as_os_str()]);
        command.args(["--today", "2021-01-05"]);
        command.env_clear();
        command.env("TERM", "xterm-256color");
        command.env("HOME", std::env::temp_dir());
        command.cwd(std::env::temp_dir());
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut bytes = [0; 8192];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                if sender.send(bytes[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        Self {
            child,
            keys: pair.master.take_writer().unwrap(),
            output,
            terminal: vt100::Parser::new(nonzero(rows), nonzero(columns), 0),
            window: pair.master,
        }
    }

    fn screen(&self) -> String {
        self.terminal.screen().contents()
    }

    /// Reads until the terminal shows what is wanted; says what it shows where it never does.
    fn until(&mut self, what: &str, is_so: impl Fn(&vt100::Screen) -> bool) -> &mut Self {
        let end = Instant::now() + PATIENCE;
        while !is_so(self.terminal.screen()) {
            match self
                .output
                .recv_timeout(end.saturating_duration_since(Instant::now()))
            {
                Ok(bytes) => self.terminal.process(&bytes),
                Err(RecvTimeoutError::Timeout) => panic!("never {what}:\n{}", self.screen()),
                Err(RecvTimeoutError::Disconnected) => {
                    panic!("ended before {what}:\n{}", self.screen())
                }
            }
        }
        self
    }

    fn shows(&mut self, text: &str) -> &mut Self {
        self.until(text, |screen| screen.contents().contains(text))
    }

    fn hides(&mut self, text: &str) -> &mut Self {
        self.until(&format!("without {text}"), |screen| {
            !screen.contents().contains(text)
        })
    }

    fn press(&mut self, keys: &str) -> &mut Self {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
        self
    }

    /// Waits for the end; the terminal must then be as it was.
    fn ends(mut self) -> u32 {
        let end = Instant::now() + PATIENCE;
        while let Ok(bytes) = self
            .output
            .recv_timeout(end.saturating_duration_since(Instant::now()))
        {
            self.terminal.process(&bytes);
        }
        let code = self.child.wait().unwrap().exit_code();
        let screen = self.terminal.screen();
        assert!(!screen.alternate_screen(), "still on the alternate screen");
        assert!(!screen.hide_cursor(), "the cursor is still hidden");
        assert!(!screen.bracketed_paste(), "bracketed paste is still on");
        code
    }
}

impl Drop for Session {
    /// A test that failed leaves no program behind; one that has ended already is gone.
    fn drop(&mut self) {
        if let (Ok(None), Some(id)) = (self.child.try_wait(), self.child.process_id()) {
            signal("-KILL", id);
        }
    }
}

/// Sends a signal to a program that a test started.
fn signal(name: &str, id: u32) {
    let sent = std::process::Command::new("kill")
        .args([name, &id.to_string()])
        .status();
    assert!(sent.unwrap().success());
}

fn nonzero(cells: u16) -> NonZeroU16 {
    NonZeroU16::new(cells).unwrap()
}

fn seeded() -> (TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let db = folder.path().join("督办.db");
    let done = std::process::Command::new(env!("CARGO_BIN_EXE_duban"))
        .args(["--db".as_ref(), db.as_os_str()])
        .args(["seed", "anshan-2018"])
        .output()
        .unwrap();
    assert!(done.status.success(), "{done:?}");
    (folder, db)
}

#[test]
fn first_run_to_the_first_report() {
    let folder = tempfile::tempdir().unwrap();
    let db = folder.path().join("数据/督办.db");
    let mut session = Session::start(&db, 40, 120);
    session.shows("欢迎使用督办").shows("数据/督办.db");
    assert!(!db.exists());
    session.press("\r").shows("已装入").shows("3逾期 2");
    assert!(db.exists());
    session.press("2").shows("四、主要任务");
    session.press("4").shows("办结率").shows("市卫健委");
    session.press("3").shows("天数").hides("办结率");
    session.press("s").shows("已签收");
    session.press("r").shows("完成百分比");
    // A bracketed paste is text, line ends and all; what an input method sends comes in one burst.
    session.press("\x1b[200~已完成初审，\r第二行\x1b[201~");
    session
        .press("正在整改。\t\x7f60")
        .shows("第二行正在整改。")
        .shows("完成百分比 60");
    assert!(!session.terminal.screen().hide_cursor());
    session.press("\x13").shows("已反馈").shows("进行中 60%");
    session
        .press("?")
        .shows("按键说明")
        .press("\x1b")
        .hides("按键说明");
    session
        .press("/无此字样")
        .shows("0项")
        .press("\x1b")
        .hides("没有符合");
    session.press("q");
    assert_eq!(session.ends(), 0);
}

#[test]
fn a_narrow_window_grows_and_shrinks() {
    let (_folder, db) = seeded();
    let mut session = Session::start(&db, 24, 80);
    session.shows("四、主要任务").shows("3逾期 2");
    session.press("3").shows("天数");
    session
        .press("\r")
        .shows("经过")
        .press("\x1b")
        .hides("经过");
    let resize = |session: &mut Session, rows, cols| {
        let size = PtySize {
            rows,
            cols,
            pixel_width: 0,
            pixel_height: 0,
        };
        session.window.resize(size).unwrap();
        session
            .terminal
            .screen_mut()
            .set_size(nonzero(rows), nonzero(cols));
    };
    resize(&mut session, 15, 50);
    session.shows("窗口太小");
    resize(&mut session, 40, 120);
    session.shows("经过").hides("窗口太小");
    session.press("q");
    assert_eq!(session.ends(), 0);
}

#[test]
fn a_signal_gives_the_terminal_back() {
    let (_folder, db) = seeded();
    for name in ["-TERM", "-HUP", "-INT"] {
        let mut session = Session::start(&db, 24, 80);
        session.shows("四、主要任务");
        signal(name, session.child.process_id().unwrap());
        session.ends();
    }
}

#[test]
fn a_window_that_is_closed_ends_the_program() {
    let (_folder, db) = seeded();
    let pair = NativePtySystem::default()
        .openpty(PtySize::default())
        .unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_duban"));
    command.args(["--db".as_ref(), db.as_os_str()]);
    command.env("TERM", "xterm-256color");
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let mut reader = pair.master.try_clone_reader().unwrap();
    // The end of the first frame (synchronized output is switched off).
    let mut seen = Vec::new();
    let mut bytes = [0; 8192];
    while !seen.ends_with(b"\x1b[?2026l") {
        let count = reader.read(&mut bytes).unwrap();
        seen.extend_from_slice(&bytes[..count]);
    }
    // The last end of the terminal closes, as when a connection breaks.
    drop(reader);
    drop(pair.master);
    let id = child.process_id().unwrap();
    let (sender, ended) = channel();
    std::thread::spawn(move || sender.send(child.wait()));
    let is_ended = ended.recv_timeout(PATIENCE).is_ok();
    if !is_ended {
        signal("-KILL", id);
    }
    assert!(is_ended, "it goes on without a terminal");
}

#[test]
fn without_a_terminal_it_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let db = folder.path().join("督办.db");
    let done = std::process::Command::new(env!("CARGO_BIN_EXE_duban"))
        .args(["--db".as_ref(), db.as_os_str()])
        .stdin(std::process::Stdio::null())
        .output()
        .unwrap();
    let said = String::from_utf8(done.stderr).unwrap();
    assert_eq!(done.status.code(), Some(1));
    assert!(said.contains("界面需要在终端中运行。"), "{said}");
    assert!(done.stdout.is_empty() && !db.exists());
}
