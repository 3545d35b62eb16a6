//! The one clock: nothing else asks the time.

use chrono::{DateTime, NaiveDate, Utc};

use crate::domain::day::china_day;

/// Tells the instant, and which civil day counts as today.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    /// The instant at which it stands still, for the life of the demo; `None` while it goes.
    still: Option<DateTime<Utc>>,
    fixed: Option<NaiveDate>,
}

impl Clock {
    /// A clock whose today is a fixed day (`--today`), or China's calendar day.
    ///
    /// A fixed day never changes the instant: an event keeps both, so that a late entry shows as one.
    pub fn new(fixed: Option<NaiveDate>) -> Self {
        Self { still: None, fixed }
    }

    /// A clock that stands still.
    pub fn still(at: DateTime<Utc>) -> Self {
        Self {
            still: Some(at),
            fixed: None,
        }
    }

    /// Whether today is the day it really is.
    pub fn is_live(self) -> bool {
        self.still.is_none() && self.fixed.is_none()
    }

    /// The instant.
    pub fn now(self) -> DateTime<Utc> {
        self.still.unwrap_or_else(Utc::now)
    }

    /// The civil day that counts as today.
    pub fn today(self) -> NaiveDate {
        self.fixed.unwrap_or_else(|| china_day(self.now()))
    }
}
