//! Who is asking.

use chrono::NaiveDate;

use super::clock::Clock;
use super::{App, Error, Kind, Settings};
use crate::domain::day::china_day;
use crate::domain::person::{Person, Role, principals};
use crate::store::Read;

/// Who acts: the person whose SSH key let them in, the operating system's user, or the person named with `--as`.
///
/// Whoever can write the local file is its coordinator, unless a person row with this login says otherwise. Whoever comes
/// through a key is that key's person and nobody else.
///
/// # Errors
/// Refuses who was retired, a stand-in for whom one may not stand in, and a key that lets nobody in.
pub fn identify(read: &Read<'_>, settings: &Settings, clock: Clock) -> Result<Person, Error> {
    match &settings.key {
        Some(id) => key_holder(read, id, clock.today()),
        None => local_person(read, settings.stand_in.as_deref(), clock),
    }
}

/// The person whom a key lets in today.
///
/// # Errors
/// Nobody: the key is not known, was revoked, or its person has retired.
pub fn key_holder(read: &Read<'_>, id: &str, today: NaiveDate) -> Result<Person, Error> {
    let refused = |what: &str| {
        Err(Error::user(what)
            .hinted("请联系健康办管理员。")
            .of_kind(Kind::Permission))
    };
    let Some(key) = read.find_key(id)? else {
        return refused("这把密钥没有登记。");
    };
    if !key.lets_in(today) {
        return refused("这把密钥已停用。");
    }
    match read.find_person(&key.login)? {
        Some(person) if person.is_active(today) => Ok(person),
        _ => refused("这个人员已停用，不能再进入。"),
    }
}

fn local_person(read: &Read<'_>, stand_in: Option<&str>, clock: Clock) -> Result<Person, Error> {
    let own = operating_system_user();
    let known = read.find_person(&own)?;
    let is_known = known.is_some();
    let person = known.unwrap_or_else(|| Person {
        login: own.clone(),
        name: own.clone(),
        role: Role::Coordinator,
        departments: Vec::new(),
        retired_on: None,
    });
    must_act(&person, own_day(clock))?;
    let Some(login) = stand_in else {
        return Ok(person);
    };
    if !person.role.coordinates() {
        return Err(no_stand_in());
    }
    let other = read.find_person(login)?.ok_or_else(|| {
        Error::user(format!("没有登录名为「{login}」的人员。"))
            .hinted("用 duban user list 查看人员。")
    })?;
    // Who holds the file and is not entered in it keeps this way in, for the day when no administrator can be reached.
    if is_known && other.role == Role::Administrator && person.role != Role::Administrator {
        return Err(Error::user("协调员不能代管理员办理。")
            .hinted("请联系管理员本人。")
            .of_kind(Kind::Permission));
    }
    must_act(&other, clock.today())?;
    Ok(Person {
        login: format!("{}（{own}代）", other.login),
        ..other
    })
}

/// The same person as the file says by now: with another role or other departments; one who was retired, or whose key was
/// revoked, does no more.
///
/// # Errors
/// Says since when.
pub fn present(
    read: &Read<'_>,
    person: &Person,
    key: Option<&str>,
    clock: Clock,
) -> Result<Person, Error> {
    if let Some(id) = key {
        return key_holder(read, id, clock.today());
    }
    let (own, stand_in) = principals(&person.login);
    let mut day = own_day(clock);
    if let Some(login) = stand_in {
        if let Some(other) = read.find_person(login)? {
            must_act(&other, day)?;
            if !other.role.coordinates() {
                return Err(no_stand_in());
            }
        }
        day = clock.today();
    }
    let Some(now) = read.find_person(own)? else {
        return Ok(person.clone());
    };
    must_act(&now, day)?;
    Ok(Person {
        login: person.login.clone(),
        ..now
    })
}

/// The day on which one's own right to act is looked at: a day before that one looks at brings it not back.
fn own_day(clock: Clock) -> NaiveDate {
    clock.today().max(china_day(clock.now()))
}

fn must_act(person: &Person, day: NaiveDate) -> Result<(), Error> {
    match person.retired_on.filter(|_| !person.is_active(day)) {
        None => Ok(()),
        Some(since) => Err(Error::user(format!(
            "「{}」自 {since} 起已停用，不能再办理。",
            person.name
        ))
        .hinted("如需恢复，请联系管理员。")
        .of_kind(Kind::Permission)),
    }
}

fn no_stand_in() -> Error {
    Error::user("只有协调员和管理员可以用 --as 代他人办理。").of_kind(Kind::Permission)
}

/// The name of the user that this process runs as; the environment is asked only where the system does not say.
fn operating_system_user() -> String {
    system_name()
        .or_else(|| std::env::var("USER").ok())
        .or_else(|| std::env::var("USERNAME").ok())
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| "local".to_owned())
}

#[cfg(target_os = "linux")]
fn system_name() -> Option<String> {
    use std::os::unix::fs::MetadataExt;
    let own = std::fs::metadata("/proc/self").ok()?.uid().to_string();
    let accounts = std::fs::read_to_string("/etc/passwd").ok()?;
    accounts.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next()?;
        (fields.nth(1)? == own).then(|| name.to_owned())
    })
}

#[cfg(not(target_os = "linux"))]
fn system_name() -> Option<String> {
    None
}

impl App {
    /// Refuses people who do not coordinate; `what` says what they can't do.
    pub(super) fn must_coordinate(&self, what: &str) -> Result<(), Error> {
        let person = self
            .gate()
            .read(|read| present(read, &self.person, self.key.as_deref(), self.clock))?;
        if person.role.coordinates() {
            return Ok(());
        }
        Err(Error::user(format!("{}不能{what}。", person.role.label()))
            .hinted("请联系健康办协调员。")
            .of_kind(Kind::Permission))
    }
}
