//! `duban audit …`: is the record as it was written?

use super::arguments::AuditCommands;
use super::open;
use super::output::say;
use crate::app::{Error, Settings};

/// Runs one check.
pub fn run(command: &AuditCommands, settings: &Settings) -> Result<(), Error> {
    match command {
        AuditCommands::Verify => {
            let count = open(settings)?.verify_record()?;
            say(&format!("留痕 {count} 条，校验值全部相符。"));
            Ok(())
        }
    }
}
