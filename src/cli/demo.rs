//! `duban demo`: the dashboard on a throw-away file with lively statuses.

use std::path::Path;

use super::arguments::DemoWords;
use super::output::say;
use crate::app::{Error, Settings, demo};
use crate::text::cause::cause;
use crate::ui;

/// How the folder of a demo begins, before the number of its process.
const FOLDER: &str = "duban-demo-";

/// Makes the demo and opens it, or keeps it in a file.
pub fn run(words: &DemoWords, settings: &Settings, named: Option<&Path>) -> Result<(), Error> {
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
    let own = ui::Own::read(named)?;
    sweep();
    let folder = format!("{FOLDER}{}-", std::process::id());
    let folder = tempfile::Builder::new()
        .prefix(&folder)
        .tempdir()
        .map_err(|error| {
            Error::user(format!("建不了临时文件夹：{}。", cause(&error)))
                .hinted("请检查临时目录的权限和空间。")
        })?;
    let path = folder.path().join("demo.db");
    demo::make(&path)?;
    let settings = Settings {
        path,
        today: settings.today.or(Some(demo::today())),
        stand_in: settings
            .stand_in
            .clone()
            .or_else(|| Some(demo::COORDINATOR.to_owned())),
        key: None,
    };
    ui::run(&settings, &own)
}

/// Takes away what a demo left behind whose terminal was shut; what can't be taken away stays.
fn sweep() {
    let processes = std::path::Path::new("/proc");
    if !processes.join("self").exists() {
        return;
    }
    let found = std::fs::read_dir(std::env::temp_dir());
    for entry in found.into_iter().flatten().flatten() {
        let name = entry.file_name();
        let process = name.to_str().and_then(|it| it.strip_prefix(FOLDER));
        let process = process.and_then(|it| it.split('-').next()?.parse::<u32>().ok());
        if process.is_some_and(|it| !processes.join(it.to_string()).exists()) {
            // Somebody else's folder refuses, and is theirs to sweep.
            drop(std::fs::remove_dir_all(entry.path()));
        }
    }
}
