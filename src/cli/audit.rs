//! `duban audit …`: what was done, and is the record as it was written?

use super::arguments::AuditCommands;
use super::open;
use super::output::{print, say};
use super::task::form;
use crate::app::{Error, LogWords, Settings};

/// Runs one question to the record.
pub fn run(command: &AuditCommands, settings: &Settings) -> Result<(), Error> {
    let app = open(settings)?;
    match command {
        AuditCommands::Verify => {
            let count = app.verify_record()?;
            say(&format!("留痕 {count} 条，校验值全部相符。"));
        }
        AuditCommands::List(words) => {
            let asked = LogWords {
                task: words.task,
                person: words.person.clone(),
                department: words.department.clone(),
                from: words.from,
                to: words.to,
                limit: words.limit,
            };
            print(&app.log_listing(&asked, form(words.format))?);
        }
    }
    Ok(())
}
