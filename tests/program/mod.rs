//! The program as a test has it: run by a command on a file in a folder of its own, and in a terminal.

use portable_pty::{CommandBuilder, NativePtySystem, PtySize, PtySystem};
use std::ffi::OsStr;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// How long a screen is waited for before the test gives up; a machine under load is no failure.
pub const PATIENCE: Duration = Duration::from_mins(1);

/// The day that counts as today.
pub const TODAY: &str = "2021-01-05";

/// A folder with a file in it, or where one will be.
pub struct Office {
    folder: tempfile::TempDir,
}

/// How one run of the program ended.
pub struct Ended {
    pub code: i32,
    pub out: Vec<u8>,
    pub err: Vec<u8>,
}

impl Ended {
    pub fn out(&self) -> String {
        String::from_utf8(self.out.clone()).unwrap()
    }

    pub fn err(&self) -> String {
        String::from_utf8(self.err.clone()).unwrap()
    }
}

impl Office {
    /// Without a file.
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// With the built-in plan of one city.
    pub fn seeded() -> Self {
        let office = Self::new();
        office.does(&["seed", "anshan-2018"]);
        office
    }

    pub fn path(&self, name: impl AsRef<OsStr>) -> PathBuf {
        self.folder.path().join(name.as_ref())
    }

    pub fn db(&self) -> PathBuf {
        self.path("督办.db")
    }

    /// The program on the file, with nothing of the host around it.
    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_duban"));
        command
            .arg("--db")
            .arg(self.db())
            .args(["--today", TODAY])
            .env_clear()
            .env("HOME", self.folder.path())
            .current_dir(self.folder.path())
            .stdin(Stdio::null());
        command
    }

    /// Runs the program to its end.
    pub fn run<S: AsRef<OsStr>>(&self, words: &[S]) -> Ended {
        let output = self.command().args(words).output().unwrap();
        Ended {
            code: output.status.code().unwrap(),
            out: output.stdout,
            err: output.stderr,
        }
    }

    /// The same for what must succeed.
    pub fn does<S: AsRef<OsStr> + std::fmt::Debug>(&self, words: &[S]) -> String {
        let ended = self.run(words);
        assert_eq!(ended.code, 0, "{words:?}: {}", ended.err());
        ended.out()
    }

    /// The program in a terminal.
    pub fn sit_down(&self, rows: u16, columns: u16) -> Session {
        self.sit_down_as(None, rows, columns)
    }

    /// The same for a person who is not the one that the tests run as.
    pub fn sit_down_as(&self, login: Option<&str>, rows: u16, columns: u16) -> Session {
        let size = PtySize {
            rows,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = NativePtySystem::default().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_duban"));
        command.args(["--db".as_ref(), self.db().as_os_str()]);
        command.args(["--today", TODAY]);
        if let Some(login) = login {
            command.args(["--as", login]);
        }
        command.env_clear();
        command.env("TERM", "xterm-256color");
        command.env("HOME", self.folder.path());
        command.cwd(self.folder.path());
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
        let cells = |count| NonZeroU16::new(count).unwrap();
        Session {
            child,
            keys: pair.master.take_writer().unwrap(),
            output,
            terminal: vt100::Parser::new(cells(rows), cells(columns), 0),
            raw: Vec::new(),
            _window: pair.master,
        }
    }
}

/// The program in a terminal of its own.
pub struct Session {
    child: Box<dyn portable_pty::Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    terminal: vt100::Parser,
    /// Everything that came out, as it came.
    pub raw: Vec<u8>,
    /// Kept, it keeps the terminal open.
    _window: Box<dyn portable_pty::MasterPty + Send>,
}

impl Session {
    pub fn screen(&self) -> String {
        self.terminal.screen().contents()
    }

    /// The row under the cursor of a list.
    pub fn marked(&self) -> String {
        let screen = self.screen();
        let row = screen.lines().find(|it| it.starts_with("> "));
        row.unwrap_or_default().to_owned()
    }

    fn take(&mut self, bytes: &[u8]) {
        self.terminal.process(bytes);
        self.raw.extend_from_slice(bytes);
    }

    /// Reads until the screen is as wanted; says what it shows where it never is.
    pub fn until(&mut self, what: &str, is_so: impl Fn(&str) -> bool) -> &mut Self {
        let end = Instant::now() + PATIENCE;
        while !is_so(&self.screen()) {
            match self
                .output
                .recv_timeout(end.saturating_duration_since(Instant::now()))
            {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Timeout) => panic!("never {what}:\n{}", self.screen()),
                Err(RecvTimeoutError::Disconnected) => {
                    panic!("ended before {what}:\n{}", self.screen())
                }
            }
        }
        self
    }

    pub fn shows(&mut self, text: &str) -> &mut Self {
        self.until(text, |screen| screen.contains(text))
    }

    pub fn hides(&mut self, text: &str) -> &mut Self {
        self.until(&format!("without {text}"), |screen| !screen.contains(text))
    }

    pub fn press(&mut self, keys: &str) -> &mut Self {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
        self
    }

    /// Takes what comes until nothing has come for a time; how many bytes that was.
    pub fn settle(&mut self, rest: Duration) -> usize {
        let mut count = 0;
        while let Ok(bytes) = self.output.recv_timeout(rest) {
            count += bytes.len();
            self.take(&bytes);
        }
        count
    }

    /// Sends a signal to this program alone.
    pub fn signal(&self, name: &str) {
        if let Some(id) = self.child.process_id() {
            signal(name, id);
        }
    }

    /// Whether it has ended.
    pub fn is_over(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(Some(_)))
    }

    /// Waits for the end; the terminal must then be as it was, unless the program was killed.
    pub fn ends(mut self, is_killed: bool) -> u32 {
        let end = Instant::now() + PATIENCE;
        while let Ok(bytes) = self
            .output
            .recv_timeout(end.saturating_duration_since(Instant::now()))
        {
            self.take(&bytes);
        }
        while !self.is_over() {
            assert!(Instant::now() < end, "it goes on:\n{}", self.screen());
            std::thread::sleep(Duration::from_millis(5));
        }
        let code = self.child.wait().unwrap().exit_code();
        let screen = self.terminal.screen();
        if !is_killed {
            assert!(!screen.alternate_screen(), "still on the alternate screen");
            assert!(!screen.hide_cursor(), "the cursor is still hidden");
            assert!(!screen.bracketed_paste(), "bracketed paste is still on");
        }
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
    let sent = Command::new("kill").args([name, &id.to_string()]).status();
    assert!(sent.unwrap().success());
}
