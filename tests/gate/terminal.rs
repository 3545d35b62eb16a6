//! A client with a terminal of its own.

use portable_pty::{CommandBuilder, MasterPty, NativePtySystem, PtySize, PtySystem};
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Instant;

use crate::server::{PATIENCE, Server};

/// A client in a terminal.
pub struct Terminal {
    client: Box<dyn portable_pty::Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    window: Box<dyn MasterPty + Send>,
}

fn size(rows: u16, cols: u16) -> PtySize {
    PtySize {
        rows,
        cols,
        pixel_width: 0,
        pixel_height: 0,
    }
}

fn nonzero(cells: u16) -> NonZeroU16 {
    NonZeroU16::new(cells).unwrap()
}

impl Terminal {
    /// Logs in as a person, with more options of the client and more environment.
    pub fn open(server: &Server, login: &str, more: &[&str], given: &[(&str, &str)]) -> Self {
        let (rows, cols) = (30, 100);
        let pair = NativePtySystem::default()
            .openpty(size(rows, cols))
            .unwrap();
        let mut command = CommandBuilder::new("ssh");
        command.args(server.options(login));
        command.args(more);
        command.arg(Server::host());
        command.env_clear();
        command.env("PATH", "/usr/bin:/bin");
        command.env("TERM", "xterm-256color");
        command.cwd(std::env::temp_dir());
        for (name, value) in given {
            command.env(name, value);
        }
        let client = pair.slave.spawn_command(command).unwrap();
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
            client,
            keys: pair.master.take_writer().unwrap(),
            output,
            screen: vt100::Parser::new(nonzero(rows), nonzero(cols), 0),
            window: pair.master,
        }
    }

    /// The dashboard of a person, open.
    pub fn dashboard(server: &Server, login: &str) -> Self {
        let mut terminal = Self::open(server, login, &[], &[]);
        terminal.shows("2计划");
        terminal
    }

    /// What the terminal shows.
    pub fn contents(&self) -> String {
        self.screen.screen().contents()
    }

    /// Reads until the terminal shows a text.
    pub fn shows(&mut self, text: &str) -> &mut Self {
        let end = Instant::now() + PATIENCE;
        while !self.contents().contains(text) {
            let patience = end.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(patience) {
                Ok(bytes) => self.screen.process(&bytes),
                Err(RecvTimeoutError::Timeout) => panic!("never {text}:\n{}", self.contents()),
                Err(RecvTimeoutError::Disconnected) => {
                    panic!("ended before {text}:\n{}", self.contents())
                }
            }
        }
        self
    }

    /// Types.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
        self
    }

    /// Gives the window another size.
    pub fn resize(&mut self, rows: u16, cols: u16) {
        self.window.resize(size(rows, cols)).unwrap();
        let screen = self.screen.screen_mut();
        screen.set_size(nonzero(rows), nonzero(cols));
    }

    /// Waits for the client's end; the terminal must then be as it was. Gives the exit code and what is left on it.
    pub fn ends(mut self) -> (u32, String) {
        let end = Instant::now() + PATIENCE;
        while let Ok(bytes) = self
            .output
            .recv_timeout(end.saturating_duration_since(Instant::now()))
        {
            self.screen.process(&bytes);
        }
        let code = self.client.wait().unwrap().exit_code();
        let screen = self.screen.screen();
        assert!(!screen.alternate_screen(), "still on the alternate screen");
        assert!(!screen.hide_cursor(), "the cursor is still hidden");
        assert!(!screen.bracketed_paste(), "bracketed paste is still on");
        (code, self.contents())
    }

    /// The client dies at once, as when a machine is switched off.
    pub fn dies(mut self) {
        self.client.kill().unwrap();
        drop(self.client.wait());
    }

    /// Waits until anything comes, or the client ends.
    pub fn stirs(&mut self) {
        if let Ok(bytes) = self.output.recv_timeout(PATIENCE) {
            self.screen.process(&bytes);
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        if let Ok(None) = self.client.try_wait() {
            drop(self.client.kill());
            drop(self.client.wait());
        }
    }
}
