//! People and their roles.

use super::error::Error;
use super::work::find_department;
use super::{App, Kind};
use crate::domain::person::{Person, Role};
use crate::text::clean::clean_line;

impl App {
    /// Adds a person, or changes the one with this login.
    ///
    /// # Errors
    /// Refuses a liaison without a department, an empty login, and anybody who does not coordinate.
    pub fn put_person(
        &mut self,
        login: &str,
        name: Option<&str>,
        role: Role,
        department: Option<&str>,
    ) -> Result<Person, Error> {
        if !self.person.role.coordinates() {
            return Err(Error::user("人员由协调员或管理员管理。").of_kind(Kind::Permission));
        }
        let login = clean_line(login).trim().to_owned();
        if login.is_empty() {
            return Err(Error::user("登录名是空的。")
                .hinted("例如 duban user add li --role liaison --department 卫健委。"));
        }
        let department = department
            .map(|name| find_department(&self.directory, name, self.clock.today()))
            .transpose()?;
        if role == Role::Liaison && department.is_none() {
            return Err(
                Error::user("联络员必须属于一个部门。").hinted("请用 --department 指定部门。")
            );
        }
        let person = Person {
            name: name.map_or_else(|| login.clone(), |name| clean_line(name).trim().to_owned()),
            login,
            role,
            departments: department.into_iter().collect(),
            retired_on: None,
        };
        self.store
            .write(|write| write.put_person(&person).map_err(Error::from))?;
        Ok(person)
    }

    /// Everybody that the file knows.
    pub fn list_people(&self) -> Result<Vec<Person>, Error> {
        Ok(self.store.read(|read| read.list_people())?)
    }
}
