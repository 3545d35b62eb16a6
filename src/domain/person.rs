//! People (人员) and their roles.

use serde::{Deserialize, Serialize};

use super::id::DepartmentId;

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
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "人员")]
pub struct Person {
    /// The name to log in with, or the operating system's.
    pub login: String,
    /// The name to show.
    pub name: String,
    /// What the person may do.
    pub role: Role,
    /// The own department; a liaison always has one.
    pub department: Option<DepartmentId>,
}
