//! `duban demo`: the dashboard on a throw-away file with lively statuses.

use super::arguments::DemoWords;
use super::output::say;
use crate::app::{Error, Settings, demo};
use crate::ui;

/// Makes the demo and opens it, or keeps it in a file.
pub fn run(words: &DemoWords, settings: &Settings) -> Result<(), Error> {
    if let Some(path) = &words.keep {
        demo::make(path)?;
        let (path, today) = (path.display(), demo::today());
        say(&format!(
            "演示数据已存入「{path}」，用 duban --db {path} --today {today} --as {} 打开。",
            demo::COORDINATOR
        ));
        return Ok(());
    }
    ui::check_terminal()?;
    let folder = tempfile::tempdir().map_err(|error| {
        Error::user(format!("建不了临时文件夹：{error}。")).hinted("请检查临时目录的权限和空间。")
    })?;
    let path = folder.path().join("demo.db");
    demo::make(&path)?;
    ui::run(&Settings {
        path,
        today: settings.today.or(Some(demo::today())),
        stand_in: settings
            .stand_in
            .clone()
            .or_else(|| Some(demo::COORDINATOR.to_owned())),
    })
}
