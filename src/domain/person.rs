//! People (人员), their roles, and the keys that let them in.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::id::{DepartmentId, EventId};
use super::status::Verb;

/// What a person may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 协调员: imports, assigns, chases, reviews, exports.
    Coordinator,
    /// 联络员: signs and reports for the own department.
    Liaison,
    /// 查阅: reads everything, changes nothing.
    Viewer,
    /// 管理员: people, departments, backup; everything a coordinator may.
    Administrator,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 4] = [
        Self::Coordinator,
        Self::Liaison,
        Self::Viewer,
        Self::Administrator,
    ];

    /// The word in the store and on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Self::Coordinator => "coordinator",
            Self::Liaison => "liaison",
            Self::Viewer => "viewer",
            Self::Administrator => "administrator",
        }
    }

    /// The word a user reads.
    pub fn label(self) -> &'static str {
        match self {
            Self::Coordinator => "协调员",
            Self::Liaison => "联络员",
            Self::Viewer => "查阅",
            Self::Administrator => "管理员",
        }
    }

    /// The role that a code or label names.
    pub fn find(word: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|it| it.code() == word || it.label() == word)
    }

    /// A coordinator, or an administrator, who may everything a coordinator may.
    pub fn coordinates(self) -> bool {
        matches!(self, Self::Coordinator | Self::Administrator)
    }
}

/// A person (人员) who acts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[doc(alias = "人员")]
pub struct Person {
    /// The name to log in with, or the operating system's.
    pub login: String,
    /// The name to show.
    pub name: String,
    /// What the person may do.
    pub role: Role,
    /// The departments that the person acts for, the main one first; a liaison has at least one.
    pub departments: Vec<DepartmentId>,
    /// The day from which on the person does nothing more (停用).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired_on: Option<NaiveDate>,
}

impl Person {
    /// Whether the person still acts on a day.
    pub fn is_active(&self, today: NaiveDate) -> bool {
        self.retired_on.is_none_or(|since| today < since)
    }
}

/// What changed of a person (留痕): a new role, another department, a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonEvent {
    /// Its number.
    pub id: EventId,
    /// The instant at which it was written down.
    pub at: DateTime<Utc>,
    /// The civil day it counts for.
    pub day: NaiveDate,
    /// Who did it.
    pub actor: String,
    /// 录入, 改写.
    pub verb: Verb,
    /// What was done, in words.
    pub text: String,
    /// The person before; `None` for a new one.
    pub before: Option<Person>,
    /// After.
    pub after: Person,
}

/// An SSH key (密钥) that lets a person in from afar.
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "密钥")]
pub struct SshKey {
    /// An opaque word, never a name: what the forced command is given.
    pub id: String,
    /// Whom it lets in.
    pub login: String,
    /// The algorithm as OpenSSH writes it: ssh-ed25519.
    pub kind: String,
    /// The public key in base64.
    pub body: String,
    /// What the person calls it.
    pub label: String,
    /// Since when.
    pub added_on: NaiveDate,
    /// The day from which on it lets nobody in.
    pub revoked_on: Option<NaiveDate>,
}

impl SshKey {
    /// Whether it still lets its person in.
    pub fn is_active(&self) -> bool {
        self.revoked_on.is_none()
    }
}
