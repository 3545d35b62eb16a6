//! A department's part of the scorecard on its way: what was found, then the limits, the sums and the rank.

use std::collections::HashMap;

use super::model::{Deduction, Row};
use super::points::Points;
use super::rules::Rules;
use crate::domain::id::TaskId;

/// What was found of a department so far.
#[derive(Debug, Default)]
pub struct Tally {
    /// Its counts.
    pub row: Row,
    /// Of those done, closed by the last day in force.
    pub on_time: usize,
    /// Of those done, closed by the last day that was first set.
    pub first_on_time: usize,
    /// Of those owned, past the last day that was first set.
    pub first_overdue: usize,
    /// What costs or earns points, each with the place of its rule.
    pub found: Vec<(usize, Deduction)>,
}

impl Tally {
    /// The department's row and deductions under its name, the points within the limits of the rules.
    pub fn finish(self, name: &str, rules: &Rules) -> (Row, Vec<Deduction>) {
        let mut found = self.found;
        // Which of them a limit cuts must not depend on the order in which tasks came.
        found.sort_by_key(|(rule, it)| (*rule, it.basis.day, it.task, it.basis.event));
        let mut spent: HashMap<usize, Points> = HashMap::new();
        let mut spent_on: HashMap<(usize, TaskId), Points> = HashMap::new();
        let (mut deducted, mut added) = (Points::ZERO, Points::ZERO);
        for (at, it) in &mut found {
            let rule = &rules.list[*at];
            let whole = it.points;
            let mut left = whole;
            if let Some((most, task)) = rule.most.zip(it.task) {
                left = left.min(most - *spent_on.entry((*at, task)).or_default());
            }
            if let Some(most) = rule.most_all {
                left = left.min(most - *spent.entry(*at).or_default());
            }
            it.points = left;
            it.capped = left < whole;
            name.clone_into(&mut it.department);
            let sum = spent.entry(*at).or_default();
            *sum = *sum + left;
            if let Some(task) = it.task {
                let sum = spent_on.entry((*at, task)).or_default();
                *sum = *sum + left;
            }
            let side = if rule.on.adds() {
                &mut added
            } else {
                &mut deducted
            };
            *side = *side + left;
        }
        let score = (rules.base - deducted + added).rounded(rules.decimals);
        let row = Row {
            department: name.to_owned(),
            done_rate: rate(self.row.done, self.row.owned),
            on_time_rate: rate(self.on_time, self.row.done + self.row.overdue),
            first_on_time_rate: rate(self.first_on_time, self.row.done + self.first_overdue),
            deducted,
            added,
            points: score.clamp(rules.floor, rules.most),
            ..self.row
        };
        (row, found.into_iter().map(|it| it.1).collect())
    }
}

/// A share in whole percent, rounded half up; `None` for an empty whole.
fn rate(part: usize, whole: usize) -> Option<usize> {
    (whole > 0).then(|| (part * 200 + whole) / (whole * 2))
}

/// Ranks by score, then by 办结率, then by name; equal scores share a rank.
pub fn rank(rows: &mut [(Row, Vec<Deduction>)]) {
    rows.sort_by(|(a, _), (b, _)| {
        let key = |row: &Row| std::cmp::Reverse((row.points, row.done_rate));
        key(a)
            .cmp(&key(b))
            .then_with(|| a.department.cmp(&b.department))
    });
    for at in 0..rows.len() {
        rows[at].0.rank = match at.checked_sub(1) {
            Some(above) if rows[above].0.points == rows[at].0.points => rows[above].0.rank,
            _ => at + 1,
        };
    }
}
