//! What was done to a text that one types, to be taken back and done again. A burst of typing is one step, and so is a
//! burst of deleting; a paste is one of its own.

use std::ops::Range;

/// The most steps that are remembered; beyond, the oldest go.
const MOST: usize = 1_000;

/// One change: what stood at a place gave way to something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Where, as a byte offset.
    pub at: usize,
    /// What stood there.
    pub removed: String,
    /// What stands there now.
    pub inserted: String,
    /// Where the cursor stood before.
    pub cursor: usize,
}

/// How a change goes together with the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Burst {
    /// A character that was typed.
    Typing,
    /// A character that was deleted.
    Erasing,
    /// A step of its own.
    Alone,
}

/// The steps, and those that were taken back.
#[derive(Clone, Debug, Default)]
pub struct History {
    done: Vec<Edit>,
    undone: Vec<Edit>,
    /// Which changes still belong to the last step.
    open: Option<Burst>,
}

impl History {
    /// Notes a change; what was taken back before it is gone.
    pub fn note(&mut self, edit: Edit, burst: Burst) {
        self.undone.clear();
        let ends = edit
            .inserted
            .ends_with(['\n', '。', '！', '？', '；', '!', '?', ';']);
        let is_open = self.open == Some(burst) && burst != Burst::Alone;
        let rest = match self.done.last_mut().filter(|_| is_open) {
            Some(last) => last.join(edit),
            None => Some(edit),
        };
        if let Some(edit) = rest {
            if self.done.len() >= MOST {
                self.done.remove(0);
            }
            self.done.push(edit);
        }
        self.open = Some(burst).filter(|_| !ends);
    }

    /// The next change is a step of its own.
    pub fn seal(&mut self) {
        self.open = None;
    }

    /// Takes the last step back: the range of the text that gives way, what comes in its place, and the cursor.
    pub fn undo(&mut self) -> Option<(Range<usize>, String, usize)> {
        self.open = None;
        let edit = self.done.pop()?;
        let back = (
            edit.at..edit.at + edit.inserted.len(),
            edit.removed.clone(),
            edit.cursor,
        );
        self.undone.push(edit);
        Some(back)
    }

    /// Does again what was taken back last.
    pub fn redo(&mut self) -> Option<(Range<usize>, String, usize)> {
        self.open = None;
        let edit = self.undone.pop()?;
        let again = (
            edit.at..edit.at + edit.removed.len(),
            edit.inserted.clone(),
            edit.at + edit.inserted.len(),
        );
        self.done.push(edit);
        Some(again)
    }
}

impl Edit {
    /// Takes a change into this one where it goes on right beside it; else gives it back.
    fn join(&mut self, next: Self) -> Option<Self> {
        if next.removed.is_empty() && next.at == self.at + self.inserted.len() {
            self.inserted.push_str(&next.inserted);
        } else if next.inserted.is_empty() && next.at + next.removed.len() == self.at {
            self.at = next.at;
            self.removed.insert_str(0, &next.removed);
        } else if next.inserted.is_empty() && self.inserted.is_empty() && next.at == self.at {
            self.removed.push_str(&next.removed);
        } else {
            return Some(next);
        }
        None
    }
}
