//! `duban seed`: load built-in plans.

use super::arguments::SeedWords;
use super::output::say;
use crate::app::{App, Error, Settings, list_built_in};

/// Loads the plans that were named, or all; one that is there already stays as it is.
pub fn run(words: &SeedWords, settings: &Settings) -> Result<(), Error> {
    if words.list {
        for (slug, title) in list_built_in()? {
            say(&format!("{slug}  {title}"));
        }
        return Ok(());
    }
    let known = list_built_in()?;
    if let Some(wrong) = words
        .slugs
        .iter()
        .find(|slug| !known.iter().any(|(it, _)| it == *slug))
    {
        // Looked at before the file is opened, so that a slip makes no file.
        return Err(Error::user(format!("没有叫「{wrong}」的内置计划。"))
            .hinted("用 duban seed --list 查看。"));
    }
    let (_, plans) = App::fill(settings, |app| app.seed(&words.slugs))?;
    for (taken, is_new) in plans {
        let (title, slug) = (taken.title, taken.slug);
        if is_new {
            say(&format!(
                "已装入：{title}（{slug}），{} 条措施，{} 项任务。",
                taken.measures, taken.tasks
            ));
        } else {
            say(&format!("已在库中，未改动：{title}（{slug}）。"));
        }
    }
    Ok(())
}
