//! People.

use rusqlite::named_params;

use super::sql::word;
use super::{Error, Read, Write};
use crate::domain::person::{Person, Role};

fn person_of(row: &rusqlite::Row<'_>) -> rusqlite::Result<Person> {
    Ok(Person {
        login: row.get("login")?,
        name: row.get("name")?,
        role: word(row, "role", Role::find)?,
        department: row.get("department_id")?,
    })
}

impl Read<'_> {
    /// The person who logs in with this name.
    pub fn find_person(&self, login: &str) -> Result<Option<Person>, Error> {
        self.row(
            "SELECT login, name, role, department_id FROM person WHERE login = :login",
            named_params! { ":login": login },
            person_of,
        )
    }

    /// Everybody, by login.
    pub fn list_people(&self) -> Result<Vec<Person>, Error> {
        self.rows(
            "SELECT login, name, role, department_id FROM person ORDER BY login",
            [],
            person_of,
        )
    }
}

impl Write<'_> {
    /// Stores a person, or changes the one with this login.
    pub fn put_person(&self, person: &Person) -> Result<(), Error> {
        self.execute(
            "INSERT INTO person (login, name, role, department_id) VALUES (:login, :name, :role, :department)
            ON CONFLICT (login) DO UPDATE SET name = :name, role = :role, department_id = :department",
            named_params! {
                ":login": person.login,
                ":name": person.name,
                ":role": person.role.code(),
                ":department": person.department,
            },
        )
    }
}
