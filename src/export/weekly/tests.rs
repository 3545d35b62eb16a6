//! The summary as people read it.

use super::*;
use crate::domain::weekly::tests::{directory, sample};

#[test]
fn the_eight_parts_of_a_full_week() {
    insta::assert_snapshot!(document(&sample("2021-02-01"), "全部计划"));
}

#[test]
fn an_empty_part_says_so() {
    let directory = directory();
    let week = crate::domain::day::Week::parse("2020-W53").unwrap();
    let empty = crate::domain::weekly::Builder::new(week, week.last_day(), &directory).finish();
    insta::assert_snapshot!(document(&empty, "样例计划"));
}
