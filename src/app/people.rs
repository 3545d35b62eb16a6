//! People (人员): who may do what, for which departments, and since when no longer.
//!
//! Nobody is ever taken out, because the record names them. Every change is one event of the chain, written in the same
//! transaction, in which the rules of [`permission`] are asked on the file as it then is.

use chrono::NaiveDate;
use std::collections::HashMap;

use super::error::Error;
use super::identity;
use super::query::actor_label;
use super::work::find_department;
use super::{App, Kind};
use crate::domain::department::Directory;
use crate::domain::id::{DepartmentId, EventId};
use crate::domain::permission;
use crate::domain::person::{Person, PersonEvent, Role, SshKey};
use crate::domain::status::Verb;
use crate::text::clean::{clean_line, half_width};

/// The longest login; longer than any operating system's.
const LONGEST_LOGIN: usize = 64;
/// The longest name.
const LONGEST_NAME: usize = 32;

/// What is said of a new person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPerson {
    /// The name to log in with.
    pub login: String,
    /// The name to show; the login where empty.
    pub name: String,
    /// What the person may do.
    pub role: Role,
    /// The departments by any of their names, the main one first.
    pub departments: Vec<String>,
}

/// What a person is to be from now on (改动).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PersonChange {
    /// Another role, and where they are named, other departments with it.
    Role(Role, Option<Vec<String>>),
    /// These departments, by any of their names, and no others.
    Departments(Vec<String>),
    /// These departments as well.
    Join(Vec<String>),
    /// These departments no longer.
    Leave(Vec<String>),
    /// Another name to show.
    Name(String),
    /// From this day on nothing more (停用).
    Retire(NaiveDate),
    /// As before that (恢复).
    Restore,
}

/// A person as a list shows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonLine {
    /// Who.
    pub person: Person,
    /// Today's names of the departments, the main one first.
    pub departments: Vec<String>,
    /// How many keys let the person in today.
    pub keys: usize,
}

/// A person with all that their page shows.
#[derive(Clone, Debug)]
pub struct PersonPage {
    /// Who.
    pub person: Person,
    /// Every key, revoked ones too, by day.
    pub keys: Vec<SshKey>,
    /// How the person came and was changed, the oldest first, the people in it by name.
    pub events: Vec<PersonEvent>,
}

/// A change that is ready to be written: before, after, and what was done in words.
type Changed = (Option<Person>, Person, String);

impl App {
    /// Enters a person.
    ///
    /// # Errors
    /// Refuses a login that is taken (in any case of its letters) or not fit, a liaison without a department, and people
    /// who may not manage people.
    pub fn add_person(&mut self, new: &NewPerson) -> Result<Person, Error> {
        self.must_manage_people()?;
        let login = login_of(&new.login)?;
        let name = match clean_line(&new.name).trim() {
            "" => login.clone(),
            name => name_of(name)?,
        };
        let made = Person {
            name,
            login,
            role: new.role,
            departments: self.bodies(&new.departments)?,
            retired_on: None,
        };
        self.change_people(|people, directory, today| {
            // Two that differ in case only would be taken for each other in the record, which nobody can put right.
            if let Some(known) = find(people, &made.login) {
                return Err(taken(known));
            }
            let of = match called(&made.departments, directory, today) {
                names if names.is_empty() => String::new(),
                names => format!("（{names}）"),
            };
            let told = format!("登记为{}{of}", made.role.label());
            Ok((None, made, told))
        })
    }

    /// The same in one line.
    ///
    /// # Errors
    /// What [`App::add_person`] says.
    pub fn put_person(
        &mut self,
        login: &str,
        name: Option<&str>,
        role: Role,
        department: Option<&str>,
    ) -> Result<Person, Error> {
        self.add_person(&NewPerson {
            login: login.to_owned(),
            name: name.unwrap_or_default().to_owned(),
            role,
            departments: department.map(ToOwned::to_owned).into_iter().collect(),
        })
    }

    /// Changes a person; `seen` is the person as whoever asks last saw them, where that is known.
    ///
    /// # Errors
    /// Refuses what the rules do not allow, a change that changes nothing, and one of a person whom somebody else
    /// changed meanwhile.
    pub fn change_person(
        &mut self,
        login: &str,
        change: &PersonChange,
        seen: Option<&Person>,
    ) -> Result<Person, Error> {
        self.must_manage_people()?;
        let named = match change {
            PersonChange::Role(_, Some(names))
            | PersonChange::Departments(names)
            | PersonChange::Join(names)
            | PersonChange::Leave(names) => self.bodies(names)?,
            _ => Vec::new(),
        };
        self.change_people(|people, directory, today| {
            let before = find(people, login).ok_or_else(|| nobody(login))?.clone();
            if seen.is_some_and(|it| *it != before) {
                return Err(
                    Error::user(format!("「{}」刚被他人改动，未保存。", before.name))
                        .hinted("请看过新内容后再提交。")
                        .of_kind(Kind::Conflict),
                );
            }
            let (after, told) = changed(&before, change, named, directory, today)?;
            Ok((Some(before), after, told))
        })
    }

    /// Everybody that the file knows, those who were retired too.
    pub fn list_people(&self) -> Result<Vec<Person>, Error> {
        Ok(self.store.read(|read| read.list_people())?)
    }

    /// The same with what a list shows of them.
    pub fn list_staff(&self) -> Result<Vec<PersonLine>, Error> {
        let today = self.today();
        let (people, keys) = self
            .store
            .read(|read| -> Result<_, Error> { Ok((read.list_people()?, read.list_keys()?)) })?;
        let mut counts: HashMap<String, usize> = HashMap::new();
        for key in keys.into_iter().filter(|it| it.lets_in(today)) {
            *counts.entry(key.login).or_default() += 1;
        }
        let lines = people.into_iter().map(|person| PersonLine {
            departments: self.departments_of(&person),
            keys: counts.get(&person.login).copied().unwrap_or_default(),
            person,
        });
        Ok(lines.collect())
    }

    /// A person with their keys and their record.
    pub fn person_page(&self, login: &str) -> Result<PersonPage, Error> {
        self.store.read(|read| {
            let people = read.list_people()?;
            let person = find(&people, login).ok_or_else(|| nobody(login))?.clone();
            let mut events = read.list_person_events(&person.login)?;
            for event in &mut events {
                event.actor = actor_label(read, &event.actor)?;
            }
            let mut keys = read.list_keys()?;
            keys.retain(|it| it.login == person.login);
            Ok(PersonPage {
                person,
                keys,
                events,
            })
        })
    }

    /// Whom to call: who acts today for a department, or for the one that answers after it.
    pub fn people_of(&self, department: DepartmentId) -> Result<Vec<Person>, Error> {
        let today = self.today();
        let mut people: Vec<Person> = Vec::new();
        self.store.read(|read| -> Result<(), Error> {
            for id in self.leads_of(department) {
                people.extend(read.list_people_of(id)?);
            }
            Ok(())
        })?;
        people.retain(|it| it.is_active(today));
        people.sort_by(|a, b| a.login.cmp(&b.login));
        people.dedup_by(|a, b| a.login == b.login);
        Ok(people)
    }

    /// The same as a page says them: name, role and login, a line each.
    pub fn contacts(&self, department: DepartmentId) -> Result<Vec<String>, Error> {
        let people = self.people_of(department)?.into_iter();
        let told = |it: Person| format!("{} {}（{}）", it.name, it.role.label(), it.login);
        Ok(people.map(told).collect())
    }

    /// Today's names of the departments that a person acts for, the main one first.
    pub fn departments_of(&self, person: &Person) -> Vec<String> {
        let today = self.today();
        let name = |id: &DepartmentId| self.directory.current_name(*id, today).to_owned();
        person.departments.iter().map(name).collect()
    }

    /// Refuses people who may not manage people, as every change of one does, before anything is filled in.
    ///
    /// # Errors
    /// Says so, and who may.
    pub fn must_manage_people(&self) -> Result<(), Error> {
        self.gate().read(|read| {
            let actor = identity::present(read, &self.person, self.key.as_deref(), self.clock)?;
            let people = read.list_people()?;
            Ok(permission::authorize_people(
                actor.role,
                &people,
                self.today(),
            )?)
        })
    }

    /// The departments of these names, each once, in their order.
    fn bodies(&self, names: &[String]) -> Result<Vec<DepartmentId>, Error> {
        let mut bodies = Vec::new();
        for name in names {
            let id = find_department(&self.directory, name, self.today())?;
            if !bodies.contains(&id) {
                bodies.push(id);
            }
        }
        Ok(bodies)
    }

    /// Does a change in one transaction, as whoever the actor is by then, and reads again who that is.
    fn change_people(
        &mut self,
        change: impl FnOnce(&[Person], &Directory, NaiveDate) -> Result<Changed, Error>,
    ) -> Result<Person, Error> {
        let (clock, person, directory) = (self.clock, &self.person, &self.directory);
        let key = self.key.as_deref();
        let done = self.store.write(|write| -> Result<_, Error> {
            let actor = identity::present(write, person, key, clock)?;
            let people = write.list_people()?;
            permission::authorize_people(actor.role, &people, clock.today())?;
            let (before, after, text) = change(&people, directory, clock.today())?;
            permission::authorize_person(&actor, before.as_ref(), &after, &people)?;
            write.put_person(&after)?;
            write.append_person_event(&PersonEvent {
                id: EventId(0),
                at: clock.now(),
                day: clock.today(),
                actor: actor.login,
                verb: before.as_ref().map_or(Verb::Create, |_| Verb::Edit),
                text,
                before,
                after: after.clone(),
            })?;
            Ok(after)
        })?;
        self.meet()?;
        Ok(done)
    }
}

/// What a change makes of a person, and what was done in words.
fn changed(
    before: &Person,
    change: &PersonChange,
    named: Vec<DepartmentId>,
    directory: &Directory,
    today: NaiveDate,
) -> Result<(Person, String), Error> {
    let mut after = before.clone();
    let mut told: Vec<String> = Vec::new();
    match change {
        PersonChange::Role(role, others) => {
            after.role = *role;
            if others.is_some() {
                after.departments = kept(before, named, directory, today);
            }
        }
        PersonChange::Departments(_) => {
            after.departments = kept(before, named, directory, today);
        }
        PersonChange::Join(_) => {
            let is_new = |id: &DepartmentId| !directory.is_one_of(*id, &before.departments, today);
            after.departments.extend(named.into_iter().filter(is_new));
        }
        PersonChange::Leave(_) => {
            let stays = |id: &DepartmentId| !directory.is_one_of(*id, &named, today);
            after.departments.retain(stays);
        }
        PersonChange::Name(name) => after.name = name_of(name)?,
        PersonChange::Retire(since) => {
            if let Some(day) = before.retired_on {
                return Err(
                    Error::user(format!("「{}」自 {day} 起已经停用。", before.name))
                        .hinted("要改日期，请先恢复，再停用。"),
                );
            }
            after.retired_on = Some(*since);
            told.push(format!("自 {since} 起停用"));
        }
        PersonChange::Restore => {
            after.retired_on = None;
            if let Some(day) = before.retired_on {
                told.push(format!("恢复使用（原自 {day} 起停用）"));
            }
        }
    }
    if after.name != before.name {
        told.push(format!("姓名由「{}」改为「{}」", before.name, after.name));
    }
    if after.role != before.role {
        let (old, new) = (before.role.label(), after.role.label());
        told.push(format!("角色由{old}改为{new}"));
    }
    if after.departments != before.departments {
        let [old, new] = [before, &after].map(|it| called(&it.departments, directory, today));
        told.push(match (old.as_str(), new.as_str()) {
            ("", new) => format!("部门定为{new}"),
            (old, "") => format!("不再属于{old}"),
            (old, new) => format!("部门由{old}改为{new}"),
        });
    }
    if told.is_empty() {
        return Err(
            Error::user(format!("「{}」已经是这样，没有改动。", before.name))
                .hinted("用 duban user show 查看。"),
        );
    }
    Ok((after, told.join("，")))
}

/// The named departments; one that the person acts for already stays the body that it was entered as, though another
/// answers for it by now.
fn kept(
    before: &Person,
    named: Vec<DepartmentId>,
    directory: &Directory,
    today: NaiveDate,
) -> Vec<DepartmentId> {
    let own = |id: DepartmentId| {
        let is_same = |it: &&DepartmentId| directory.current(**it, today) == id;
        before.departments.iter().find(is_same).copied()
    };
    named.into_iter().map(|id| own(id).unwrap_or(id)).collect()
}

/// Today's names of departments in one line; empty of none.
fn called(departments: &[DepartmentId], directory: &Directory, today: NaiveDate) -> String {
    let names: Vec<&str> = departments
        .iter()
        .map(|id| directory.current_name(*id, today))
        .collect();
    names.join("、")
}

/// The person whom a typed login names, in any case of its letters.
fn find<'p>(people: &'p [Person], typed: &str) -> Option<&'p Person> {
    let typed = folded(clean_line(typed).trim());
    people.iter().find(|it| folded(&it.login) == typed)
}

fn folded(login: &str) -> String {
    login
        .chars()
        .map(half_width)
        .collect::<String>()
        .to_lowercase()
}

fn nobody(login: &str) -> Error {
    let login = clean_line(login);
    Error::user(format!("没有登录名为「{}」的人员。", login.trim()))
        .hinted("用 duban user list --all 查看人员。")
}

fn taken(known: &Person) -> Error {
    let hint = match known.retired_on {
        Some(_) => "已停用的人员可以恢复：duban user restore。",
        None => "改动用 duban user role、department、name。",
    };
    Error::user(format!(
        "登录名「{}」已经登记，是「{}」（{}）。",
        known.login,
        known.name,
        known.role.label()
    ))
    .hinted(hint)
}

/// A login that is fit to stand in the record for ever: half-width, no blanks, no brackets of a stand-in.
fn login_of(typed: &str) -> Result<String, Error> {
    let login = clean_line(typed).trim().to_owned();
    if login.is_empty() {
        return Err(Error::user("登录名是空的。")
            .hinted("例如 duban user add li --role liaison --department 卫健委。"));
    }
    if login.contains(['（', '）']) {
        return Err(Error::user(format!("登录名「{login}」里有全角括号。"))
            .hinted("留痕里的括号表示代办，如「wang（li代）」；请换一个登录名。"));
    }
    if login.contains(char::is_whitespace) {
        return Err(
            Error::user(format!("登录名「{login}」里有空格。")).hinted("请连着写，例如 wangmin。")
        );
    }
    let count = login.chars().count();
    if count > LONGEST_LOGIN {
        return Err(Error::user(format!(
            "登录名有 {count} 个字符，最多 {LONGEST_LOGIN} 个。"
        ))
        .hinted("请写短些。"));
    }
    Ok(login.chars().map(half_width).collect())
}

fn name_of(typed: &str) -> Result<String, Error> {
    let name = clean_line(typed).trim().to_owned();
    let count = name.chars().count();
    match count {
        0 => Err(Error::user("姓名是空的。").hinted("请写姓名，例如「王敏」。")),
        1..=LONGEST_NAME => Ok(name),
        _ => Err(
            Error::user(format!("姓名有 {count} 个字，最多 {LONGEST_NAME} 个字。"))
                .hinted("请写短些。"),
        ),
    }
}

#[cfg(test)]
impl App {
    /// From now on this person asks, whoever the operating system's user is.
    pub fn become_person(&mut self, login: &str) {
        self.person = self.person_page(login).unwrap().person;
    }

    /// Is called like this, which the file does not know.
    pub fn go_by(&mut self, name: &str) {
        name.clone_into(&mut self.person.name);
    }

    /// Enters the first administrator, as if they did it themselves, and becomes them.
    pub fn found_office(&mut self, login: &str, name: &str) {
        login.clone_into(&mut self.person.login);
        self.put_person(login, Some(name), Role::Administrator, None)
            .unwrap();
    }

    /// Enters a key.
    pub fn put_key(&mut self, key: &SshKey) {
        self.store
            .write(|write| write.insert_key(key).map_err(Error::from))
            .unwrap();
    }
}
