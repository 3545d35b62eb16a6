//! The tasks of a list that are marked, for one act on all of them.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::domain::id::TaskId;

/// The marked tasks, whether the list shows them now or not.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    ids: BTreeSet<TaskId>,
    /// The row of the last mark.
    anchor: usize,
}

impl Marks {
    /// Marks the task on a row, or takes its mark away.
    pub fn toggle(&mut self, id: TaskId, row: usize) {
        if !self.ids.remove(&id) {
            self.ids.insert(id);
        }
        self.anchor = row;
    }

    /// The rows from the last mark to this one.
    pub fn to(&self, row: usize) -> Range<usize> {
        self.anchor.min(row)..self.anchor.max(row) + 1
    }

    /// Marks the tasks up to a row.
    pub fn add(&mut self, ids: impl IntoIterator<Item = TaskId>, row: usize) {
        self.ids.extend(ids);
        self.anchor = row;
    }

    /// Marks all of these; where all are marked, none of them.
    pub fn turn(&mut self, all: impl IntoIterator<Item = TaskId>) {
        let all: BTreeSet<TaskId> = all.into_iter().collect();
        if all.is_subset(&self.ids) {
            self.ids.retain(|it| !all.contains(it));
        } else {
            self.ids.extend(all);
        }
    }

    /// Takes all marks away; `false` where there were none.
    pub fn clear(&mut self) -> bool {
        !std::mem::take(&mut self.ids).is_empty()
    }

    /// The marked tasks, by number.
    pub fn list(&self) -> Vec<TaskId> {
        self.ids.iter().copied().collect()
    }

    /// How many are marked, for the status line; empty where none is.
    pub fn told(&self) -> String {
        match self.ids.len() {
            0 => String::new(),
            marked => format!("，选中{marked}项"),
        }
    }

    /// What stands before a row: the cursor, the mark.
    pub fn sign(&self, id: TaskId, is_chosen: bool) -> &'static str {
        match (is_chosen, self.ids.contains(&id)) {
            (true, true) => ">*",
            (true, false) => "> ",
            (false, true) => " *",
            (false, false) => "  ",
        }
    }
}
