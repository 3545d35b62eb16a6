//! A person's own way, checked: the settings with the keys that they bind, and both as config.toml would say them.

use chrono::Weekday;
use std::fmt::Write as _;
use std::path::Path;

use super::action::Tab;
use super::keymap::{BINDINGS, Binding, Scope, label};
use super::keys;
use crate::app::Error;
use crate::app::config::{Ambiguous, Choices, Config, Pane, SETTINGS, WeekStart};
use crate::domain::own_way::OwnWay;
use crate::text::width::set_wide;

/// What a person has chosen, all of it checked before anything is opened.
#[derive(Clone, Debug)]
pub struct Own {
    config: Config,
    rows: &'static [Binding],
}

impl Own {
    /// What config.toml says: the file that is named, or else the one in the person's configuration folder.
    ///
    /// # Errors
    /// The file can't be read, or a line of it is wrong: then nothing of it counts.
    pub fn read(named: Option<&Path>) -> Result<Self, Error> {
        Self::of(Config::read(named)?)
    }

    fn of(config: Config) -> Result<Self, Error> {
        let rows = keys::bound(&config.keys)?;
        Ok(Self { config, rows })
    }

    /// What is chosen.
    pub fn choices(&self) -> &Choices {
        &self.config.choices
    }

    /// Lets the keys, the days and the columns count from now on, in this thread.
    pub fn put_in_force(&self) {
        let choices = self.choices();
        keys::put_in_force(self.rows);
        set_wide(choices.ambiguous == Ambiguous::Wide);
        let way = OwnWay {
            soon_days: choices.soon_days,
            first_day: match choices.week_start {
                WeekStart::Monday => Weekday::Mon,
                WeekStart::Sunday => Weekday::Sun,
            },
        };
        way.put_in_force();
    }

    /// The pane that is shown first.
    pub fn pane(&self) -> Tab {
        match self.config.choices.pane {
            Pane::Overview => Tab::Overview,
            Pane::Plan => Tab::Plan,
            Pane::Overdue => Tab::Overdue,
            Pane::Departments => Tab::Departments,
            Pane::Indicators => Tab::Indicators,
            Pane::Weekly => Tab::Weekly,
            Pane::Inbox => Tab::Inbox,
            Pane::Log => Tab::Log,
        }
    }

    /// Everything that is in force as a config.toml, which says of each value what it is for and where it comes from;
    /// read again it chooses the same.
    pub fn text(&self, is_colourless: bool) -> String {
        let mut text = String::from(
            "# duban 的设置。存成 config.toml 即可改用；删去的行按默认。放在哪里：duban config --path\n",
        );
        let mut before = "";
        for setting in SETTINGS {
            let (table, key) = setting.parts();
            if table != before {
                let _ = write!(text, "\n[{table}]\n");
                before = table;
            } else if table.is_empty() {
                text.push('\n');
            }
            let value = setting.value(&self.config.choices);
            let mut source = source(self.config.line_of(setting.name));
            if setting.name == "colours.theme" && is_colourless && value == "\"auto\"" {
                source.push_str("；环境变量 NO_COLOR 要求不用颜色");
            }
            let _ = writeln!(text, "# {}（{source}）\n{key} = {value}", setting.about);
        }
        for scope in Scope::ALL {
            let _ = write!(
                text,
                "\n# 按键：{}\n[keys.{}]\n",
                scope.label(),
                scope.word()
            );
            for row in self.rows.iter().filter(|it| it.scope == scope) {
                let _ = writeln!(text, "{}", self.key_line(row));
            }
        }
        text
    }

    fn key_line(&self, row: &Binding) -> String {
        let action = row.action.english();
        let is_it = |scope: &str, other: &str| scope == row.scope.word() && other == action;
        let entry = self
            .config
            .keys
            .iter()
            .find(|it| is_it(&it.scope, &it.action));
        let keys: Vec<String> = row
            .keys
            .iter()
            .map(|it| format!("\"{}\"", keys::written(it)))
            .collect();
        let (keys, source) = (keys.join(", "), source(entry.map(|it| it.line)));
        format!("{action} = [{keys}]  # {}（{source}）", row.help)
    }
}

/// Some keys, any of which does it, and what they do.
type KeyRow = (Vec<String>, String);

/// The keys as a manual tells them, by where they work.
pub fn key_table() -> Vec<(String, Vec<KeyRow>)> {
    let rows = |scope| {
        let rows = BINDINGS.iter().filter(move |it| it.scope == scope);
        rows.map(|it| {
            let keys = it.keys.iter().map(|key| label(key)).collect();
            (keys, it.help.to_owned())
        })
    };
    Scope::ALL
        .into_iter()
        .map(|it| (it.label().to_owned(), rows(it).collect()))
        .collect()
}

/// Where a value comes from.
fn source(line: Option<usize>) -> String {
    line.map_or_else(
        || "默认".to_owned(),
        |line| format!("config.toml 第 {line} 行"),
    )
}

impl Default for Own {
    /// What holds where nobody has chosen anything.
    fn default() -> Self {
        Self {
            config: Config::default(),
            rows: BINDINGS,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Own, Error> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.toml");
        std::fs::write(&path, text).unwrap();
        Own::read(Some(&path))
    }

    fn told(own: &Own) -> String {
        let keys = own.rows.iter().map(|it| (it.scope, it.keys, it.action));
        format!("{:?}\n{:?}", own.choices(), keys.collect::<Vec<_>>())
    }

    #[test]
    fn what_is_printed_reads_back_the_same() {
        for text in [
            "",
            "pane = \"log\"\nmouse = true\nborders = \"ascii\"\ncolumns = [\"title\", \"number\"]\n[thresholds]\nsoon_days = 7\n[colours]\n\
             theme = \"light\"\ndepth = \"256\"\nbar = \"#102030\"\nkey = \"magenta\"\n\
             [keys.acts]\nurge = [\"K\", \"<F12>\"]\n[keys.lists]\nmark = [\"<C-t>\"]\n[keys.rows]\nup = \"<Up>\"\n",
        ] {
            let own = read(text).unwrap_or_else(|error| panic!("{error}"));
            let printed = own.text(false);
            let again = read(&printed).unwrap_or_else(|error| panic!("{error}\n{printed}"));
            assert_eq!(told(&again), told(&own), "{printed}");
            assert_eq!(text.is_empty(), told(&own) == told(&Own::default()));
        }
    }

    #[test]
    fn each_value_says_where_it_comes_from() {
        let own = read("mouse = true\n\n[keys.acts]\nurge = [\"K\"]\n").unwrap();
        let printed = own.text(true);
        for line in [
            "（config.toml 第 1 行）\nmouse = true\n",
            "（默认）\nclipboard = true\n",
            "（默认；环境变量 NO_COLOR 要求不用颜色）\ntheme = \"auto\"\n",
            "urge = [\"K\"]  # 催办（config.toml 第 4 行）\n",
            "sign = [\"s\"]  # 签收（默认）\n",
        ] {
            assert!(printed.contains(line), "{line}\n{printed}");
        }
    }

    #[test]
    fn a_fault_in_the_keys_stops_everything() {
        let error = read("mouse = true\n[keys.acts]\nurge = [\"s\"]\n").unwrap_err();
        assert!(
            error.message.starts_with("config.toml 第 3 行有误"),
            "{error}"
        );
    }
}
