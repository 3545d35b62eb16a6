//! `duban export workbook`: what the departments fill in, in one file or a file each.

use std::path::Path;

use super::arguments::WorkbookWords;
use super::export::give;
use super::open;
use super::output::{say, write_all};
use crate::app::{Error, Paper, Settings};

/// Writes the workbook.
pub fn run(words: &WorkbookWords, settings: &Settings) -> Result<(), Error> {
    let app = open(settings)?;
    let plan = words.plan.as_deref();
    if let Some(folder) = &words.folder {
        settings.must_be_local("写文件", "请写 export workbook … > 文件，存到自己的电脑。")?;
        let files = app.workbook_files(plan, &words.department)?;
        write_all(folder, &files)?;
        for (name, _) in &files {
            say(&format!(
                "已写入 {}",
                Path::new(folder).join(name).display()
            ));
        }
        return Ok(());
    }
    let bytes = app.workbook_file(plan, &words.department)?;
    give(&Paper::Bytes(bytes), words.output.as_deref(), settings)
}
