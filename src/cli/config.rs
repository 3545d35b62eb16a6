//! `duban config`: the settings in force, as a config.toml.

use std::path::Path;

use super::arguments::ConfigWords;
use super::output::{print, say};
use crate::app::{Error, Kind, config};
use crate::text::clean::clean_line;
use crate::ui::Own;

/// Prints the settings in force, or where their file lies.
pub fn run(words: &ConfigWords, named: Option<&Path>) -> Result<(), Error> {
    if words.path {
        let place = named.map(Path::to_owned).or_else(config::place);
        let place = place.ok_or_else(|| {
            Error::user("找不到您的设置文件夹。")
                .hinted("请用 --config 指定设置文件。")
                .of_kind(Kind::Internal)
        })?;
        say(&clean_line(&place.display().to_string()));
        return Ok(());
    }
    let is_colourless = std::env::var_os("NO_COLOR").is_some_and(|it| !it.is_empty());
    let own = if words.built_in {
        Own::default()
    } else {
        Own::read(named)?
    };
    print(&own.text(is_colourless));
    Ok(())
}
