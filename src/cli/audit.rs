//! `duban audit …`: what was done, and is the record as it was written?

use super::arguments::AuditCommands;
use super::output::{print, say};
use super::task::form;
use super::{look, open};
use crate::app::{Error, LogWords, Settings};

/// Runs one question to the record.
pub fn run(command: &AuditCommands, settings: &Settings) -> Result<(), Error> {
    match command {
        AuditCommands::Verify => {
            let count = open(settings)?.verify_record()?;
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
            print(&look(settings)?.log_listing(&asked, form(words.format))?);
        }
    }
    Ok(())
}
