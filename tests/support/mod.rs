//! What several tests of the command line share.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    reason = "a test fails by panicking"
)]

use std::fmt::Write as _;
use std::process::Command;

/// A file of its own with the plan of Anshan.
pub struct Office {
    /// Where its file and what it writes lie.
    pub folder: tempfile::TempDir,
    /// The name of the user that the tests run as, as the program finds it; it is masked.
    user: String,
}

impl Office {
    /// The file, on the day 2021-01-05.
    pub fn new() -> Self {
        let output = Command::new("id").arg("-un").output().unwrap();
        let office = Self {
            folder: tempfile::tempdir().unwrap(),
            user: String::from_utf8(output.stdout).unwrap().trim().to_owned(),
        };
        assert_eq!(office.run("seed anshan-2018").0, 0);
        office
    }

    /// Runs words parted by spaces; `+` in a word stands for a space. Gives the exit code, and what was printed.
    pub fn run(&self, words: &str) -> (i32, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_duban"))
            .args(["--db", "duban.db", "--today", "2021-01-05"])
            .args(words.split(' ').map(|it| it.replace('+', " ")))
            .env_clear()
            .env("HOME", self.folder.path())
            .current_dir(self.folder.path())
            .output()
            .unwrap();
        let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        let text = text
            .replace(&format!("  {}  ", self.user), "  [USER]  ")
            .replace(&format!("（{}代）", self.user), "（[USER]代）");
        (output.status.code().unwrap(), text)
    }

    /// The runs one after the other, as a person would see them.
    pub fn transcript(&self, runs: &[&str]) -> String {
        let mut text = String::new();
        for words in runs {
            let (code, printed) = self.run(words);
            let _ = write!(text, "$ duban {words}\n{printed}");
            if code != 0 {
                let _ = writeln!(text, "[{code}]");
            }
        }
        text
    }
}
