//! The departments that a plan names.

use std::collections::HashMap;

use super::Error;
use crate::app::builtin::{self, SeedDepartment};
use crate::domain::department::Department;
use crate::domain::id::DepartmentId;
use crate::store::Write;

/// Finds a department by any name, and makes it where there is none: from the built-in data, else as printed.
pub struct Names<'a> {
    write: &'a Write<'a>,
    known: HashMap<String, DepartmentId>,
    /// Every name of a department, and of the body that answers for it today.
    spellings: HashMap<DepartmentId, Vec<String>>,
    seeds: HashMap<&'a str, &'a SeedDepartment>,
}

impl<'a> Names<'a> {
    /// Every name that the file knows, with the built-in data behind.
    pub fn load(write: &'a Write<'a>, seeds: &'a [SeedDepartment]) -> Result<Self, Error> {
        let mut by_name = HashMap::new();
        for seed in seeds {
            for name in builtin::names_of(seed) {
                by_name.entry(name).or_insert(seed);
            }
        }
        let mut names = Self {
            write,
            known: HashMap::new(),
            spellings: HashMap::new(),
            seeds: by_name,
        };
        let departments = write.list_departments()?;
        for department in &departments {
            names.enter(department.id, &all_names(department));
        }
        for department in &departments {
            if let Some((successor, _)) = department.successor {
                names.inherit(department.id, successor);
            }
        }
        Ok(names)
    }

    /// The department with this name.
    pub fn get(&mut self, name: &str) -> Result<DepartmentId, Error> {
        if let Some(id) = self.known.get(name) {
            return Ok(*id);
        }
        match self.seeds.get(name).copied() {
            Some(seed) => self.plant(seed),
            None => self.make(&as_printed(name, "bureau")),
        }
    }

    /// The department that the file or the built-in data knows under this name; one of the built-in data is entered.
    pub fn find_seed(&mut self, name: &str) -> Result<Option<DepartmentId>, Error> {
        let name = name.trim();
        if self.known.contains_key(name) || self.seeds.contains_key(name) {
            return self.get(name).map(Some);
        }
        Ok(None)
    }

    /// The group with this name: 各县区政府, 有关部门.
    pub fn group(&mut self, name: &str) -> Result<DepartmentId, Error> {
        match (self.known.get(name), self.seeds.get(name).copied()) {
            (Some(id), _) => Ok(*id),
            (None, Some(seed)) => self.plant(seed),
            (None, None) => self.make(&as_printed(name, "group")),
        }
    }

    /// Makes a department of the built-in data, and the bodies that answer after it.
    fn plant(&mut self, seed: &SeedDepartment) -> Result<DepartmentId, Error> {
        let id = self.make(&Department {
            id: DepartmentId(0),
            name: seed.name.clone(),
            short_name: seed.short_name.clone(),
            aliases: std::iter::once(&seed.full_name)
                .chain(&seed.aliases)
                .chain(&seed.pinyin)
                .cloned()
                .collect(),
            kind: seed.kind.clone(),
            successor: None,
            retired_on: None,
        })?;
        if let (Some(successor), Some(since)) = (&seed.successor, seed.succeeded_on) {
            let successor = self.get(successor)?;
            self.write.set_successor(id, successor, since)?;
            self.inherit(id, successor);
        }
        Ok(id)
    }

    fn make(&mut self, new: &Department) -> Result<DepartmentId, Error> {
        let id = self.write.insert_department(new)?;
        for alias in new
            .aliases
            .iter()
            .filter(|it| **it != new.name && **it != new.short_name)
        {
            self.write.insert_alias(id, alias)?;
        }
        self.enter(id, &all_names(new));
        Ok(id)
    }

    fn enter(&mut self, id: DepartmentId, names: &[String]) {
        for name in names {
            self.known.entry(name.clone()).or_insert(id);
        }
        self.spellings
            .entry(id)
            .or_default()
            .extend(names.iter().cloned());
    }

    fn inherit(&mut self, id: DepartmentId, successor: DepartmentId) {
        let more = self.spellings.get(&successor).cloned().unwrap_or_default();
        self.spellings.entry(id).or_default().extend(more);
    }

    /// Every name by which a department, or the body that answers after it, may be searched.
    pub fn spellings(&self, id: Option<DepartmentId>) -> impl Iterator<Item = &str> {
        id.and_then(|id| self.spellings.get(&id))
            .into_iter()
            .flatten()
            .map(String::as_str)
    }
}

/// A body of which only the printed name is known.
fn as_printed(name: &str, kind: &str) -> Department {
    Department {
        id: DepartmentId(0),
        name: name.to_owned(),
        short_name: name.to_owned(),
        aliases: Vec::new(),
        kind: kind.to_owned(),
        successor: None,
        retired_on: None,
    }
}

fn all_names(department: &Department) -> Vec<String> {
    [&department.name, &department.short_name]
        .into_iter()
        .chain(&department.aliases)
        .cloned()
        .collect()
}
