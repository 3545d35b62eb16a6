//! People, the departments they act for, the keys that let them in, and how far they have seen the record.

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::named_params;

use super::sql::{instant, instant_text, json, word};
use super::{Error, Read, Write};
use crate::domain::id::{DepartmentId, EventId};
use crate::domain::person::{Person, Role, SshKey};

const PERSON: &str = "SELECT p.login, p.name, p.role, p.retired_on,
    (SELECT json_group_array(d.department_id ORDER BY d.position) FROM person_department d WHERE d.login = p.login)
        AS departments
    FROM person p";

fn person_of(row: &rusqlite::Row<'_>) -> rusqlite::Result<Person> {
    let departments: String = row.get("departments")?;
    Ok(Person {
        login: row.get("login")?,
        name: row.get("name")?,
        role: word(row, "role", Role::find)?,
        departments: json(&departments)?,
        retired_on: row.get("retired_on")?,
    })
}

fn key_of(row: &rusqlite::Row<'_>) -> rusqlite::Result<SshKey> {
    Ok(SshKey {
        id: row.get("id")?,
        login: row.get("login")?,
        kind: row.get("kind")?,
        body: row.get("body")?,
        label: row.get("label")?,
        added_on: row.get("added_on")?,
        revoked_on: row.get("revoked_on")?,
    })
}

impl Read<'_> {
    /// The person who logs in with this name.
    pub fn find_person(&self, login: &str) -> Result<Option<Person>, Error> {
        self.row(
            &format!("{PERSON} WHERE p.login = :login"),
            named_params! { ":login": login },
            person_of,
        )
    }

    /// Everybody, by login.
    pub fn list_people(&self) -> Result<Vec<Person>, Error> {
        self.rows(&format!("{PERSON} ORDER BY p.login"), [], person_of)
    }

    /// Who acts for a department, by login.
    pub fn list_people_of(&self, department: DepartmentId) -> Result<Vec<Person>, Error> {
        self.rows(
            &format!(
                "{PERSON} WHERE p.login IN
                    (SELECT o.login FROM person_department o WHERE o.department_id = :department)
                ORDER BY p.login"
            ),
            named_params! { ":department": department },
            person_of,
        )
    }

    /// The key with this id, revoked or not.
    pub fn find_key(&self, id: &str) -> Result<Option<SshKey>, Error> {
        self.row(
            "SELECT * FROM ssh_key WHERE id = :id",
            named_params! { ":id": id },
            key_of,
        )
    }

    /// Every key, revoked ones too, by person and day.
    pub fn list_keys(&self) -> Result<Vec<SshKey>, Error> {
        self.rows(
            "SELECT * FROM ssh_key ORDER BY login, added_on, id",
            [],
            key_of,
        )
    }

    /// How far a person had seen the record on leaving last, and when that was; `None` before the first visit.
    pub fn last_visit(&self, login: &str) -> Result<Option<(EventId, DateTime<Utc>)>, Error> {
        self.row(
            "SELECT event_id, at FROM visit WHERE login = :login",
            named_params! { ":login": login },
            |row| Ok((row.get("event_id")?, instant(row, "at")?)),
        )
    }
}

impl Write<'_> {
    /// Stores a person, or changes the one with this login.
    pub fn put_person(&self, person: &Person) -> Result<(), Error> {
        self.execute(
            "INSERT INTO person (login, name, role, retired_on) VALUES (:login, :name, :role, :retired_on)
            ON CONFLICT (login) DO UPDATE SET name = :name, role = :role, retired_on = :retired_on",
            named_params! {
                ":login": person.login,
                ":name": person.name,
                ":role": person.role.code(),
                ":retired_on": person.retired_on,
            },
        )?;
        self.execute(
            "DELETE FROM person_department WHERE login = :login",
            named_params! { ":login": person.login },
        )?;
        for (position, department) in person.departments.iter().enumerate() {
            self.execute(
                "INSERT INTO person_department (login, position, department_id) VALUES (:login, :position, :department)",
                named_params! { ":login": person.login, ":position": position, ":department": department },
            )?;
        }
        Ok(())
    }

    /// Stores a key.
    pub fn insert_key(&self, key: &SshKey) -> Result<(), Error> {
        self.execute(
            "INSERT INTO ssh_key (id, login, kind, body, label, added_on)
            VALUES (:id, :login, :kind, :body, :label, :added_on)",
            named_params! {
                ":id": key.id,
                ":login": key.login,
                ":kind": key.kind,
                ":body": key.body,
                ":label": key.label,
                ":added_on": key.added_on,
            },
        )
    }

    /// From a day on a key lets nobody in.
    pub fn revoke_key(&self, id: &str, since: NaiveDate) -> Result<(), Error> {
        self.execute(
            "UPDATE ssh_key SET revoked_on = :since WHERE id = :id AND revoked_on IS NULL",
            named_params! { ":id": id, ":since": since },
        )
    }

    /// Notes how far a person has seen the record.
    pub fn put_visit(&self, login: &str, seen: EventId, at: DateTime<Utc>) -> Result<(), Error> {
        self.execute(
            "INSERT INTO visit (login, event_id, at) VALUES (:login, :seen, :at)
            ON CONFLICT (login) DO UPDATE SET event_id = :seen, at = :at",
            named_params! { ":login": login, ":seen": seen, ":at": instant_text(at) },
        )
    }
}
