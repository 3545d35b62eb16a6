//! A person's own way (config.toml): looks, keys, the terminal, and what counts as soon on their own screen.
//!
//! It shapes one person's dashboard and nothing else. Papers that leave the house, listings of the command line and the
//! record are the same whoever makes them: there a week begins on Monday and 30 days are soon. From afar it is the
//! server account's file that counts; nobody at the other end of the line names one.

mod choices;
mod file;
mod settings;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

pub use choices::{
    Ambiguous, Background, Borders, Choices, Colour, Depth, Hue, Pane, Role, WeekStart, hues,
};
pub use settings::SETTINGS;

use super::error::Error;

/// The name of the file.
const NAME: &str = "config.toml";

/// The settings in force, and where each comes from.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// What is chosen.
    pub choices: Choices,
    /// The keys that are bound otherwise, as written.
    pub keys: Vec<KeyEntry>,
    /// The lines of the file that say something, by the setting's name.
    lines: BTreeMap<String, usize>,
}

/// A line of the file that binds keys: which act, where, on what; what the words mean is the dashboard's to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyEntry {
    /// Where, as in `[keys.lists]`.
    pub scope: String,
    /// What is done.
    pub action: String,
    /// The keys, any of which does it.
    pub keys: Vec<String>,
    /// The line of the file.
    pub line: usize,
}

impl Config {
    /// The settings of the file that is named; without one, those of the file in the person's configuration folder, and
    /// where there is none what holds without.
    ///
    /// # Errors
    /// The file can't be read, or a line of it is wrong: then nothing of it is applied.
    pub fn read(named: Option<&Path>) -> Result<Self, Error> {
        match named {
            Some(path) => file::read(path),
            None => match place() {
                Some(path) if path.exists() => file::read(&path),
                _ => Ok(Self::default()),
            },
        }
    }

    /// The line of the file that sets it, where one does.
    pub fn line_of(&self, name: &str) -> Option<usize> {
        self.lines.get(name).copied()
    }
}

/// Where the file lies when nobody says otherwise: the person's configuration folder.
pub fn place() -> Option<PathBuf> {
    directories::ProjectDirs::from("", "", "duban").map(|it| it.config_dir().join(NAME))
}

/// What is wrong with a line of the file, and what to do.
pub fn wrong(line: Option<usize>, reason: &str) -> Error {
    let at = line.map_or_else(String::new, |it| format!("第 {it} 行"));
    Error::user(format!("{NAME} {at}有误：{reason}。"))
        .hinted("请改正后再试；全部设置和写法见 duban config --built-in。")
}
