//! `duban indicator …`: figures with targets by year, and how they stand.

use super::arguments::IndicatorCommands;
use super::open;
use super::output::print;
use super::task::form;
use crate::app::{Error, Settings};

/// Runs one command on indicators.
pub fn run(command: &IndicatorCommands, settings: &Settings) -> Result<(), Error> {
    let IndicatorCommands::List(words) = command;
    let app = open(settings)?;
    print(&app.indicator_listing(words.plan.as_deref(), form(words.format))?);
    Ok(())
}
