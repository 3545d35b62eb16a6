//! What a caller is told when something did not work: a kind, one Chinese sentence, and what to do next.

use crate::domain::day_words::DayFault;
use crate::domain::refusal::Refusal;
use crate::store;

/// Why an act or question did not work.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct Error {
    /// What sort of thing went wrong.
    pub kind: Kind,
    /// One sentence: what is wrong.
    pub message: String,
    /// What to do next, a sentence each.
    pub hints: Vec<String>,
}

/// What sort of thing went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// What was asked for can't be done as asked.
    User,
    /// The person may not do it.
    Permission,
    /// Somebody else changed it first.
    Conflict,
    /// There is no file yet.
    Missing,
    /// The file or the machine fails.
    Internal,
}

impl Error {
    /// What was asked for can't be done as asked.
    pub fn user(message: impl Into<String>) -> Self {
        Self {
            kind: Kind::User,
            message: message.into(),
            hints: Vec::new(),
        }
    }

    /// Adds what to do next.
    #[must_use]
    pub fn hinted(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Another kind.
    #[must_use]
    pub fn of_kind(mut self, kind: Kind) -> Self {
        self.kind = kind;
        self
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        let kind = match error {
            store::Error::Missing { .. } => Kind::Missing,
            store::Error::Busy => Kind::Conflict,
            store::Error::Past { .. } => Kind::User,
            _ => Kind::Internal,
        };
        Self::user(error.to_string())
            .hinted(error.hint())
            .of_kind(kind)
    }
}

impl From<DayFault> for Error {
    fn from(fault: DayFault) -> Self {
        Self::user(fault.to_string()).hinted(fault.hint())
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        let kind = match refusal {
            Refusal::ReadOnly { .. }
            | Refusal::CoordinatorOnly { .. }
            | Refusal::NotYourDepartment { .. }
            | Refusal::NotYourIndicator { .. }
            | Refusal::OwnerlessIndicator { .. }
            | Refusal::PeopleOfAdministrators { .. }
            | Refusal::OwnRole { .. }
            | Refusal::OwnRetirement => Kind::Permission,
            _ => Kind::User,
        };
        Self::user(refusal.to_string())
            .hinted(refusal.hint())
            .of_kind(kind)
    }
}
