//! Tasks that leave the house: the responsibility list for a program, any listing, and a sheet for every department.

use std::collections::{BTreeMap, HashSet};

use super::App;
use super::documents::{Paper, PaperFormat};
use super::error::Error;
use super::forms::Form;
use crate::domain::checklist::Checklist;
use crate::domain::department_tasks::{DepartmentTasks, is_listed};
use crate::domain::document::Document;
use crate::domain::filter::{Filter, Window};
use crate::domain::id::DepartmentId;
use crate::domain::listing::TaskEntry;
use crate::domain::task::Task;
use crate::domain::task_table::{self, Listed};
use crate::export;
use crate::text::file_name;

/// The task sheet of one department, ready to be written.
#[derive(Clone, Debug)]
pub struct TaskSheet {
    /// Its file's name, without the ending that its form asks for; no two of one go are the same.
    pub file_name: String,
    document: Document,
}

impl TaskSheet {
    /// The sheet in a form.
    ///
    /// # Errors
    /// It cannot be written in this form.
    pub fn paper(&self, format: PaperFormat) -> Result<Paper, Error> {
        format.write(self.document.clone())
    }
}

impl App {
    /// The responsibility list under English field names, for a program.
    ///
    /// # Errors
    /// No such plan or department.
    pub fn checklist_json(
        &self,
        plan: Option<&str>,
        department: Option<&str>,
    ) -> Result<String, Error> {
        let plan = plan.map(|slug| self.get_plan(slug)).transpose()?;
        let filter = Filter {
            plan: plan.map(|it| it.id),
            leads: department.map(|name| self.leads_named(name)).transpose()?,
            ..Filter::default()
        };
        let mut list = Checklist::new(&self.directory, self.today());
        self.each_with_record(&filter, Window::ALL, |task, events| list.add(task, events))?;
        Ok(export::json::text(&list.rows()))
    }

    /// The tasks that a filter shows with all that lists say of them; `scope` says in words which they are.
    ///
    /// # Errors
    /// They cannot be written in this form.
    pub fn tasks_document(
        &self,
        (filter, scope): (&Filter, &str),
        window: Window,
        form: Form,
    ) -> Result<Paper, Error> {
        let today = self.today();
        let list = Checklist::new(&self.directory, today);
        let mut tasks = Vec::new();
        self.each_with_record(filter, window, |task, events| {
            let entry = TaskEntry::of(task, &self.directory, today);
            tasks.push(Listed::new(entry, list.row(task, events)));
        })?;
        let document = || task_table::document(&tasks, scope, today);
        match form {
            // Nothing but the heading and the rows: a program reads it, too.
            Form::Paper(PaperFormat::Csv) => {
                Ok(Paper::Text(export::csv::rows(&document().cleaned())))
            }
            form => form.write(&tasks, document),
        }
    }

    /// The task sheet of every department that leads or supports something in force, of the plan with this slug or of all.
    ///
    /// # Errors
    /// There is no such plan, or no such task.
    pub fn task_sheets(&self, plan: Option<&str>) -> Result<Vec<TaskSheet>, Error> {
        let plan = plan.map(|slug| self.get_plan(slug)).transpose()?;
        let today = self.today();
        let filter = Filter {
            plan: plan.as_ref().map(|it| it.id),
            ..Filter::default()
        };
        let list = Checklist::new(&self.directory, today);
        let mut sheets: BTreeMap<DepartmentId, DepartmentTasks> = BTreeMap::new();
        self.each_with_record(&filter, Window::ALL, |task, events| {
            if !is_listed(task) {
                return;
            }
            let current = |id: DepartmentId| self.directory.current(id, today);
            let row = list.row(task, events);
            let lead = task.state.lead.map(current);
            let support = task.owners.support.iter().map(|it| current(*it));
            let support: HashSet<DepartmentId> = support.filter(|it| Some(*it) != lead).collect();
            for id in support {
                let sheet = sheets.entry(id).or_default();
                sheet.support(task, row.clone(), today);
            }
            if let Some(id) = lead {
                sheets.entry(id).or_default().lead(task, row, today);
            }
        })?;
        if sheets.is_empty() {
            return Err(Error::user("还没有交办到部门的任务。").hinted("请先交办任务。"));
        }
        let scope = plan.map_or_else(|| "全部计划".to_owned(), |it| it.title);
        let mut taken = HashSet::new();
        let sheet = |(id, tasks): (DepartmentId, DepartmentTasks)| {
            let department = self.directory.current_name(id, today);
            TaskSheet {
                file_name: unique(&mut taken, department, &today.to_string()),
                document: tasks.document(department, &scope, today),
            }
        };
        Ok(sheets.into_iter().map(sheet).collect())
    }

    /// Gives the tasks that a filter shows, each with its record.
    fn each_with_record(
        &self,
        filter: &Filter,
        window: Window,
        mut take: impl FnMut(&Task, &[crate::domain::event::Event]),
    ) -> Result<(), Error> {
        let filter = self.visible(filter);
        self.store.read(|read| -> Result<(), Error> {
            let mut tasks = Vec::new();
            read.each_task(&filter, window, self.today(), |task| {
                tasks.push(task.clone());
            })?;
            for task in &tasks {
                take(task, &read.list_events(task.id)?);
            }
            Ok(())
        })
    }
}

/// The name of a department's file: two that differ in nothing that a file system sees are told apart by a number.
fn unique(names: &mut HashSet<String>, department: &str, day: &str) -> String {
    let part = file_name::part(department);
    let mut name = format!("部门任务清单_{part}_{day}");
    let mut number = 1;
    while !names.insert(name.to_lowercase()) {
        number += 1;
        name = format!("部门任务清单_{part}_{day}_{number}");
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_files_of_one_go_have_the_same_name() {
        let mut names = HashSet::new();
        let mut next = |department| unique(&mut names, department, "2021-01-05");
        assert_eq!(next("市A局"), "部门任务清单_市A局_2021-01-05");
        assert_eq!(next("市a局"), "部门任务清单_市a局_2021-01-05_2");
        assert_eq!(next("市/局"), "部门任务清单_市-局_2021-01-05");
        assert_eq!(next("市:局"), "部门任务清单_市-局_2021-01-05_2");
    }
}
