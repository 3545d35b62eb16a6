//! `duban edition …`: later printings of a plan, and what a coordinator takes of them.

use super::arguments::{DecideWords, EditionCommands, ShownAs};
use super::output::{print, say};
use super::{look, open};
use crate::app::{Error, Settings};

/// Runs one command on editions.
pub fn run(command: &EditionCommands, settings: &Settings) -> Result<(), Error> {
    let mut app = match command {
        EditionCommands::List(_) | EditionCommands::Show(_) => look(settings)?,
        _ => open(settings)?,
    };
    let is_json = |format: ShownAs| format == ShownAs::Json;
    match command {
        EditionCommands::List(words) => {
            print(&app.edition_listing(words.plan.as_deref(), is_json(words.format))?);
        }
        EditionCommands::Show(words) => {
            print(&app.edition_sheet(words.id, is_json(words.format))?);
        }
        EditionCommands::Take(DecideWords { ids, basis }) => {
            for id in ids {
                let (change, effects) = app.take_change(*id, basis)?;
                say(&format!(
                    "已采用：{} {} {}（{effects}）",
                    change.kind.label(),
                    change.number,
                    change.title
                ));
            }
        }
        EditionCommands::Refuse(DecideWords { ids, basis }) => {
            for id in ids {
                let change = app.refuse_change(*id, basis)?;
                say(&format!(
                    "未采用：{} {} {}",
                    change.kind.label(),
                    change.number,
                    change.title
                ));
            }
        }
    }
    Ok(())
}
