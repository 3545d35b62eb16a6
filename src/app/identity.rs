//! Who is asking.

use chrono::NaiveDate;

use super::{App, Error, Kind, Settings};
use crate::domain::person::{Person, Role};
use crate::store::Read;

/// Who acts: the person whose SSH key let them in, the operating system's user, or the person named with `--as`.
///
/// Whoever can write the local file is its coordinator, unless a person row with this login says otherwise. Whoever comes
/// through a key is that key's person and nobody else.
pub fn identify(read: &Read<'_>, settings: &Settings, today: NaiveDate) -> Result<Person, Error> {
    match &settings.key {
        Some(id) => key_holder(read, id, today),
        None => local_person(read, settings.stand_in.as_deref()),
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
    if !key.is_active() {
        return refused("这把密钥已停用。");
    }
    match read.find_person(&key.login)? {
        Some(person) if person.is_active(today) => Ok(person),
        _ => refused("这个人员已停用，不能再进入。"),
    }
}

fn local_person(read: &Read<'_>, stand_in: Option<&str>) -> Result<Person, Error> {
    let own = operating_system_user();
    let person = read.find_person(&own)?.unwrap_or_else(|| Person {
        login: own.clone(),
        name: own.clone(),
        role: Role::Coordinator,
        departments: Vec::new(),
        retired_on: None,
    });
    let Some(login) = stand_in else {
        return Ok(person);
    };
    if !person.role.coordinates() {
        return Err(
            Error::user("只有协调员和管理员可以用 --as 代他人办理。").of_kind(Kind::Permission)
        );
    }
    let other = read.find_person(login)?.ok_or_else(|| {
        Error::user(format!("没有登录名为「{login}」的人员。"))
            .hinted("用 duban user list 查看人员。")
    })?;
    Ok(Person {
        login: format!("{}（{own}代）", other.login),
        ..other
    })
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
        if self.person.role.coordinates() {
            return Ok(());
        }
        Err(
            Error::user(format!("{}不能{what}。", self.person.role.label()))
                .hinted("请联系健康办协调员。")
                .of_kind(Kind::Permission),
        )
    }
}
