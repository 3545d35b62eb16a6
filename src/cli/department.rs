//! `duban department …`: who the departments are, how they are called, and who answers after them.

use chrono::NaiveDate;

use super::arguments::{DepartmentCommands, ShownAs};
use super::output::print;
use super::{look, open};
use crate::app::{App, Error, NewDepartment, Settings};

/// Runs one command on departments.
pub fn run(command: &DepartmentCommands, settings: &Settings) -> Result<(), Error> {
    let mut app = match command {
        DepartmentCommands::List { .. } | DepartmentCommands::Show { .. } => look(settings)?,
        _ => open(settings)?,
    };
    let day = |on: Option<NaiveDate>, app: &App| on.unwrap_or_else(|| app.today());
    let done = match command {
        DepartmentCommands::List { format } => {
            print(&app.department_listing(*format == ShownAs::Json));
            return Ok(());
        }
        DepartmentCommands::Show { name } => {
            print(&app.department_sheet(name)?);
            return Ok(());
        }
        DepartmentCommands::Add {
            name,
            short,
            kind,
            alias,
        } => app.add_department(&NewDepartment {
            name: name.clone(),
            short_name: short.clone().unwrap_or_default(),
            kind: kind.clone().unwrap_or_default(),
            aliases: alias.clone(),
        })?,
        DepartmentCommands::Members {
            name,
            plan,
            members,
        } => app.set_members(name, plan, members)?,
        DepartmentCommands::Alias { name, aliases } => app.add_aliases(name, aliases)?,
        DepartmentCommands::Rename {
            name,
            new,
            short,
            on,
        } => {
            let since = day(*on, &app);
            let new = NewDepartment {
                name: new.clone(),
                short_name: short.clone().unwrap_or_default(),
                ..NewDepartment::default()
            };
            app.rename_department(name, &new, since)?
        }
        DepartmentCommands::Succeed {
            name,
            successor,
            on,
        } => {
            let since = day(*on, &app);
            app.succeed_department(name, successor, since)?
        }
        DepartmentCommands::Retire { name, on } => {
            let since = day(*on, &app);
            app.retire_department(name, since)?
        }
    };
    print(&app.department_sheet(&done.name)?);
    Ok(())
}
