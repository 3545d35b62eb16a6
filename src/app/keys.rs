//! The SSH keys that let people in from afar: registered, listed, taken back.

use chrono::{DateTime, Utc};

use super::error::Error;
use super::{App, Settings};
use crate::domain::id::EventId;
use crate::domain::person::{Person, PersonEvent, SshKey};
use crate::domain::public_key::{Fault, PublicKey};
use crate::domain::status::Verb;
use crate::export;
use crate::store::{Read, Store};
use crate::text::clean::clean_line;
use crate::text::digest::sha256;

/// The length of a key's id.
const ID_LENGTH: usize = 16;

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        Self::user(fault.to_string()).hinted(fault.hint())
    }
}

impl App {
    /// Registers a public key for a person; without a label the key's own comment is one.
    ///
    /// # Errors
    /// Refuses what is no public key, one that already lets somebody in, people who are not known or no longer act, and
    /// anybody who does not coordinate.
    pub fn add_key(
        &mut self,
        login: &str,
        line: &[u8],
        label: Option<&str>,
    ) -> Result<SshKey, Error> {
        self.must_manage_people()?;
        let line = std::str::from_utf8(line).map_err(|_| Error::from(Fault::Foreign))?;
        let public = PublicKey::parse(line)?;
        let (at, today) = (self.clock.now(), self.today());
        let key = SshKey {
            id: id_of(&public.body, login, at),
            login: login.to_owned(),
            label: label.map_or(public.comment, |it| clean_line(it).trim().to_owned()),
            kind: public.kind,
            body: public.body,
            added_on: today,
            revoked_on: None,
        };
        let actor = self.person.login.clone();
        self.store.write(|write| -> Result<(), Error> {
            let person = known(write, login)?;
            if !person.is_active(today) {
                return Err(Error::user(format!("「{login}」已停用，不能登记密钥。"))
                    .hinted("请先恢复这个人员。"));
            }
            let keys = write.list_keys()?;
            let mut active = keys.iter().filter(|it| it.revoked_on.is_none());
            if let Some(other) = active.find(|it| it.body == key.body) {
                return Err(Error::user(format!(
                    "这把公钥已登记给「{}」（编号 {}）。",
                    other.login, other.id
                ))
                .hinted("请另做一把，或先用 duban key revoke 停用。"));
            }
            write.insert_key(&key)?;
            write.append_person_event(&event(
                at,
                today,
                &actor,
                format!("添加密钥 {}", key.id),
                person,
            ))?;
            Ok(())
        })?;
        Ok(key)
    }

    /// From today on a key lets nobody in.
    ///
    /// # Errors
    /// Refuses an id that is not known, a key that is revoked already, and anybody who does not coordinate.
    pub fn revoke_key(&mut self, id: &str) -> Result<SshKey, Error> {
        self.must_manage_people()?;
        let (at, today) = (self.clock.now(), self.today());
        let actor = self.person.login.clone();
        self.store.write(|write| {
            let key = write.find_key(id)?.ok_or_else(|| {
                Error::user(format!("没有编号为「{id}」的密钥。"))
                    .hinted("用 duban key list 查看密钥。")
            })?;
            if let Some(since) = key.revoked_on {
                return Err(
                    Error::user(format!("密钥 {id} 已于 {since} 停用。")).hinted("无需再停用。")
                );
            }
            let person = known(write, &key.login)?;
            write.revoke_key(id, today)?;
            write.append_person_event(&event(
                at,
                today,
                &actor,
                format!("停用密钥 {id}"),
                person,
            ))?;
            Ok(SshKey {
                revoked_on: Some(today),
                ..key
            })
        })
    }

    /// The keys of one person or of everybody, revoked ones too, as a table or as JSON.
    ///
    /// # Errors
    /// Refuses a login that is not known, and anybody who does not coordinate.
    pub fn key_listing(&self, login: Option<&str>, is_json: bool) -> Result<String, Error> {
        self.must_coordinate("查看密钥")?;
        let keys = self.store.read(|read| -> Result<_, Error> {
            let keys = read.list_keys()?;
            let Some(login) = login else {
                return Ok(keys);
            };
            known(read, login)?;
            Ok(keys.into_iter().filter(|it| it.login == login).collect())
        })?;
        Ok(if is_json {
            export::keys::json(&keys)
        } else {
            export::keys::table(&keys)
        })
    }

    /// Whether whoever came through a key may still be here; anybody else always may.
    ///
    /// # Errors
    /// The key was revoked, or its person retired, meanwhile.
    pub fn check_entry(&self) -> Result<(), Error> {
        let Some(id) = &self.key else {
            return Ok(());
        };
        let today = self.today();
        self.gate()
            .read(|read| super::identity::key_holder(read, id, today))
            .map(drop)
    }
}

/// Every key that lets somebody in today: what sshd is told. Whoever can read the file may ask.
///
/// # Errors
/// What opening the file says.
pub fn list_entries(settings: &Settings) -> Result<Vec<SshKey>, Error> {
    let today = super::clock::Clock::new(settings.today).today();
    Store::open(&settings.path)?.read(|read| {
        let active: Vec<String> = read
            .list_people()?
            .into_iter()
            .filter(|it| it.is_active(today))
            .map(|it| it.login)
            .collect();
        let keys = read.list_keys()?.into_iter();
        Ok(keys
            .filter(|it| it.lets_in(today) && active.contains(&it.login))
            .collect())
    })
}

/// An opaque word that says nothing of the person.
fn id_of(body: &str, login: &str, at: DateTime<Utc>) -> String {
    let instant = at.timestamp_nanos_opt().unwrap_or_default();
    let mut id = sha256(format!("{body}\n{login}\n{instant}").as_bytes());
    id.truncate(ID_LENGTH);
    id
}

fn known(read: &Read<'_>, login: &str) -> Result<Person, Error> {
    read.find_person(login)?.ok_or_else(|| {
        Error::user(format!("没有登录名为「{login}」的人员。"))
            .hinted("先用 duban user add 登记人员。")
    })
}

fn event(
    at: DateTime<Utc>,
    day: chrono::NaiveDate,
    actor: &str,
    text: String,
    person: Person,
) -> PersonEvent {
    PersonEvent {
        id: EventId(0),
        at,
        day,
        actor: actor.to_owned(),
        verb: Verb::Edit,
        text,
        before: Some(person.clone()),
        after: person,
    }
}
