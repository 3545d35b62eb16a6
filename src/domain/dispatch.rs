//! Documents that were sent (发文): what left the house is kept as it was, and can be given out again.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use super::id::{DispatchId, EventId};

/// A document that was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[doc(alias = "发文")]
pub struct Dispatch {
    /// Its number among all that were sent.
    pub id: DispatchId,
    /// When it was written down.
    pub at: DateTime<Utc>,
    /// The civil day it was sent on.
    pub day: NaiveDate,
    /// Who sent it.
    pub actor: String,
    /// The term that it is of: 2020-W52.
    pub period: String,
    /// Its title.
    pub title: String,
    /// 期号 or 文号; empty without one.
    pub number: String,
    /// To whom it went.
    pub recipients: Vec<String>,
    /// The name of its file, with the ending that tells its form.
    pub file: String,
    /// How many bytes it has.
    pub size: usize,
    /// The SHA-256 of its bytes.
    pub sha256: String,
    /// The newest event of the record that it was made from; `None` where there was none.
    pub event: Option<EventId>,
}
