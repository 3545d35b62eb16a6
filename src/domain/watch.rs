//! Watching long work: how far it is, and whether it is to stop.

use std::ops::ControlFlow;

/// What long work is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// 识别文字: bytes become lines.
    Reading,
    /// 拆解: lines become measures and tasks.
    Breaking,
    /// 写入: they become rows.
    Storing,
}

impl Stage {
    /// The word a user reads.
    pub fn label(self) -> &'static str {
        match self {
            Self::Reading => "识别文字",
            Self::Breaking => "拆解",
            Self::Storing => "写入",
        }
    }
}

/// Who is told how far long work is, and may stop it.
pub trait Watch {
    /// So many of so many steps of a stage are done. Told often: look at the clock before you draw anything.
    fn told(&mut self, stage: Stage, done: usize, of: usize) -> ControlFlow<()>;
}

/// Nobody watches, and nothing is stopped.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn told(&mut self, _: Stage, _: usize, _: usize) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}

/// The share of long work that is done, in percent: a stage counts by how long it usually takes.
pub fn percent(stage: Stage, done: usize, of: usize) -> usize {
    let (from, share) = match stage {
        Stage::Reading => (0, 10),
        Stage::Breaking => (10, 50),
        Stage::Storing => (60, 40),
    };
    from + (share * done.min(of)).checked_div(of).unwrap_or(share)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_percent_only_grows() {
        let mut last = 0;
        for stage in [Stage::Reading, Stage::Breaking, Stage::Storing] {
            for done in 0..=4 {
                let now = percent(stage, done, 4);
                assert!(now >= last, "{stage:?} {done}");
                last = now;
            }
        }
        assert_eq!(last, 100);
        assert_eq!(percent(Stage::Breaking, 0, 0), 60);
    }
}
