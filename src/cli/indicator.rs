//! `duban indicator …`: figures with targets by year, how they stand, and what they were.

use super::arguments::{IndicatorCommands, ReadWords};
use super::output::{print, say};
use super::task::form;
use super::{look, open};
use crate::app::{Error, Settings};
use crate::domain::indicator::Reading;

/// Runs one command on indicators.
pub fn run(command: &IndicatorCommands, settings: &Settings) -> Result<(), Error> {
    let mut app = match command {
        IndicatorCommands::List(_) | IndicatorCommands::Show(_) => look(settings)?,
        _ => open(settings)?,
    };
    match command {
        IndicatorCommands::List(words) => {
            print(&app.indicator_listing(words.plan.as_deref(), form(words.format))?);
        }
        IndicatorCommands::Show(words) => print(&app.indicator_sheet(words.id)?),
        IndicatorCommands::Read(ReadWords {
            id,
            year,
            value,
            source,
        }) => {
            let reading = Reading {
                year: *year,
                value: *value,
                source: source.clone(),
            };
            app.note_reading(*id, &reading)?;
            say(&format!(
                "已登记。\n{}",
                app.indicator_sheet(*id)?.trim_end()
            ));
        }
        IndicatorCommands::Undo(words) => {
            let taken = app.undo_reading(words.id)?;
            say(&format!(
                "已撤销 {} 年的登记：{}。",
                taken.year, taken.value
            ));
        }
    }
    Ok(())
}
