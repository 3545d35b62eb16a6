//! The rows of a list under headings: which of them is a heading, and which task stands on which.

use std::collections::BTreeSet;

use crate::domain::arrangement::{Arranged, Group};
use crate::domain::id::TaskId;

/// What stands on a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// The heading at this place.
    Heading(usize),
    /// The task at this place of the list.
    Task(usize),
}

/// The rows of an arranged list, closed headings hiding theirs.
#[derive(Clone, Debug, Default)]
pub struct Spots {
    arranged: Arranged,
    /// The headings that are closed, by what they say.
    closed: BTreeSet<String>,
    /// The row of each heading.
    rows: Vec<usize>,
    /// How many rows there are.
    total: usize,
}

impl Spots {
    /// Takes the list as it is arranged now; a heading that was closed stays so.
    pub fn set(&mut self, arranged: Arranged) {
        self.arranged = arranged;
        self.count();
    }

    fn count(&mut self) {
        self.rows.clear();
        let mut row = 0;
        for group in &self.arranged.groups {
            self.rows.push(row);
            row += 1;
            if !self.closed.contains(&group.label) {
                row += group.count;
            }
        }
        self.total = if self.arranged.groups.is_empty() {
            self.arranged.ids.len()
        } else {
            row
        };
    }

    /// How many rows there are.
    pub fn total(&self) -> usize {
        self.total
    }

    /// The tasks in their places.
    pub fn ids(&self) -> &[TaskId] {
        &self.arranged.ids
    }

    /// The heading at a place, and whether it is closed.
    pub fn heading(&self, at: usize) -> Option<(&Group, bool)> {
        let group = self.arranged.groups.get(at)?;
        Some((group, self.closed.contains(&group.label)))
    }

    /// What stands on a row.
    pub fn spot(&self, row: usize) -> Spot {
        if self.rows.is_empty() {
            return Spot::Task(row);
        }
        let at = self.rows.partition_point(|it| *it <= row).saturating_sub(1);
        match row.saturating_sub(self.rows[at]) {
            0 => Spot::Heading(at),
            below => Spot::Task(self.arranged.groups[at].start + below - 1),
        }
    }

    /// The task on a row; none on a heading.
    pub fn task(&self, row: usize) -> Option<TaskId> {
        match self.spot(row) {
            Spot::Task(place) => self.arranged.ids.get(place).copied(),
            Spot::Heading(_) => None,
        }
    }

    /// The row of a task, the first where it stands under several headings; that of its heading where that is closed.
    pub fn row_of(&self, id: TaskId) -> Option<usize> {
        let at = self.arranged.ids.iter().position(|it| *it == id)?;
        if self.rows.is_empty() {
            return Some(at);
        }
        let groups = &self.arranged.groups;
        let under = groups.partition_point(|it| it.start <= at).checked_sub(1)?;
        let row = self.rows[under];
        let (group, is_closed) = self.heading(under)?;
        Some(if is_closed {
            row
        } else {
            row + 1 + (at - group.start)
        })
    }

    /// The row of the heading at a place.
    pub fn row_of_heading(&self, at: usize) -> Option<usize> {
        self.rows.get(at).copied()
    }

    /// Closes the heading at a place, or opens it.
    pub fn turn(&mut self, at: usize) {
        let Some(group) = self.arranged.groups.get(at) else {
            return;
        };
        if !self.closed.remove(&group.label) {
            self.closed.insert(group.label.clone());
        }
        self.count();
    }

    /// Closes every heading; where all are closed, opens them.
    pub fn turn_all(&mut self) {
        let groups = &self.arranged.groups;
        if groups.iter().all(|it| self.closed.contains(&it.label)) {
            self.closed.clear();
        } else {
            self.closed = groups.iter().map(|it| it.label.clone()).collect();
        }
        self.count();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spots() -> Spots {
        let group = |label: &str, start, count| Group {
            label: label.to_owned(),
            start,
            count,
            overdue: 0,
        };
        let mut spots = Spots::default();
        spots.set(Arranged {
            ids: [5, 6, 7, 5].map(TaskId).into(),
            groups: vec![group("甲", 0, 2), group("乙", 2, 1), group("丙", 3, 1)],
        });
        spots
    }

    fn all(spots: &Spots) -> Vec<Spot> {
        (0..spots.total()).map(|it| spots.spot(it)).collect()
    }

    #[test]
    fn headings_stand_above_their_tasks_and_hide_them_when_closed() {
        use Spot::{Heading, Task};
        let mut spots = spots();
        assert_eq!(
            all(&spots),
            [
                Heading(0),
                Task(0),
                Task(1),
                Heading(1),
                Task(2),
                Heading(2),
                Task(3)
            ]
        );
        spots.turn(0);
        assert_eq!(
            all(&spots),
            [Heading(0), Heading(1), Task(2), Heading(2), Task(3)]
        );
        assert_eq!(spots.row_of(TaskId(6)), Some(0), "on its closed heading");
        assert_eq!(spots.row_of(TaskId(7)), Some(2));
        spots.turn_all();
        assert_eq!(all(&spots), [Heading(0), Heading(1), Heading(2)]);
        spots.turn_all();
        assert_eq!(spots.total(), 7);
        assert_eq!(spots.row_of(TaskId(5)), Some(1));
        assert_eq!(spots.row_of(TaskId(9)), None);
    }

    #[test]
    fn a_closed_heading_stays_so_when_the_list_is_read_again() {
        let mut spots = spots();
        spots.turn(1);
        let again = spots.arranged.clone();
        spots.set(again);
        assert_eq!(spots.heading(1).map(|it| it.1), Some(true));
        assert_eq!(spots.total(), 6);
    }

    #[test]
    fn without_headings_every_row_is_a_task() {
        let mut spots = Spots::default();
        spots.set(Arranged {
            ids: [3, 1].map(TaskId).into(),
            groups: Vec::new(),
        });
        assert_eq!(all(&spots), [Spot::Task(0), Spot::Task(1)]);
        assert_eq!(spots.row_of(TaskId(1)), Some(1));
    }
}
