//! `duban user …`: people and their roles.

use super::arguments::{UserCommands, UserWords};
use super::open;
use super::output::say;
use crate::app::{App, Error, Settings};
use crate::domain::person::Person;

/// Runs one command on people.
pub fn run(command: &UserCommands, settings: &Settings) -> Result<(), Error> {
    let mut app = open(settings)?;
    match command {
        UserCommands::Add(words) => add(&mut app, words),
        UserCommands::List => {
            for person in app.list_people()? {
                say(&line(&app, &person));
            }
            Ok(())
        }
    }
}

fn add(app: &mut App, words: &UserWords) -> Result<(), Error> {
    let person = app.put_person(
        &words.login,
        words.name.as_deref(),
        words.role,
        words.department.as_deref(),
    )?;
    say(&format!("已登记：{}", line(app, &person)));
    Ok(())
}

fn line(app: &App, person: &Person) -> String {
    let names: Vec<&str> = person
        .departments
        .iter()
        .map(|id| app.directory().current_name(*id, app.today()))
        .collect();
    let department = if names.is_empty() {
        "—".to_owned()
    } else {
        names.join("、")
    };
    format!(
        "{}  {}  {}  {department}",
        person.login,
        person.name,
        person.role.label()
    )
}
