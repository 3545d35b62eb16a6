//! `duban user …`: people, their roles and their departments.

use super::arguments::{DepartmentWords, UserCommands, UserWords};
use super::output::{print, say};
use super::task::form;
use super::{look, open};
use crate::app::{App, Error, NewPerson, PersonChange, Settings};

/// Runs one command on people.
pub fn run(command: &UserCommands, settings: &Settings) -> Result<(), Error> {
    let mut app = match command {
        UserCommands::List { .. } | UserCommands::Show { .. } => look(settings)?,
        _ => open(settings)?,
    };
    let (login, change) = match command {
        UserCommands::Add(words) => return add(&mut app, words),
        UserCommands::List { all, format } => {
            print(&app.people_listing(*all, form(*format))?);
            return Ok(());
        }
        UserCommands::Show { login } => {
            print(&app.person_sheet(login)?);
            return Ok(());
        }
        UserCommands::Role {
            login,
            role,
            department,
        } => {
            let others = (!department.is_empty()).then(|| department.clone());
            (login, PersonChange::Role(*role, others))
        }
        UserCommands::Department(words) => (&words.login, departments(words)),
        UserCommands::Name { login, name } => (login, PersonChange::Name(name.clone())),
        UserCommands::Retire { login, on } => {
            let since = on.unwrap_or_else(|| app.today());
            (login, PersonChange::Retire(since))
        }
        UserCommands::Restore { login } => (login, PersonChange::Restore),
    };
    let person = app.change_person(login, &change, None)?;
    print(&app.person_sheet(&person.login)?);
    Ok(())
}

fn add(app: &mut App, words: &UserWords) -> Result<(), Error> {
    let person = app.add_person(&NewPerson {
        login: words.login.clone(),
        name: words.name.clone().unwrap_or_default(),
        role: words.role,
        departments: words.department.clone(),
    })?;
    let departments = match app.departments_of(&person) {
        names if names.is_empty() => "—".to_owned(),
        names => names.join("、"),
    };
    say(&format!(
        "已登记：{}  {}  {}  {departments}",
        person.login,
        person.name,
        person.role.label()
    ));
    Ok(())
}

fn departments(words: &DepartmentWords) -> PersonChange {
    let named = words.departments.clone();
    match (words.add, words.remove) {
        (true, _) => PersonChange::Join(named),
        (_, true) => PersonChange::Leave(named),
        _ => PersonChange::Departments(named),
    }
}
