//! How long nobody has pressed a key, and whether that is too long.

use std::time::{Duration, Instant};

/// The clock of a session that ends when nobody is there. Times are passed in.
#[derive(Clone, Copy, Debug)]
pub struct Idle {
    limit: Option<Duration>,
    since: Instant,
}

impl Idle {
    /// Begins now; without a limit it never runs out.
    pub fn new(limit: Option<Duration>, now: Instant) -> Self {
        Self { limit, since: now }
    }

    /// Somebody is there.
    pub fn touch(&mut self, now: Instant) {
        self.since = now;
    }

    /// Whether nobody was there for too long.
    pub fn is_over(&self, now: Instant) -> bool {
        self.limit
            .is_some_and(|limit| now.saturating_duration_since(self.since) >= limit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_begins_the_time_anew() {
        let start = Instant::now();
        let after = |seconds| start + Duration::from_secs(seconds);
        let mut idle = Idle::new(Some(Duration::from_mins(1)), start);
        assert!(!idle.is_over(start) && !idle.is_over(after(59)) && idle.is_over(after(60)));
        idle.touch(after(59));
        assert!(!idle.is_over(after(118)) && idle.is_over(after(119)));
        assert!(!Idle::new(None, start).is_over(after(1_000_000)));
    }
}
