//! Paragraphs that stand beside the headings: boxes (专栏) without their title, and what closes a list of headings.

use std::borrow::Cow;

use super::{Sort, Unit};
use crate::breakdown::outline::Marker;
use crate::breakdown::source::Line;
use crate::domain::deadline::{Deadline, Frame};

/// A shorter line is no paragraph.
const SHORTEST: usize = 20;

/// Whether an indented paragraph can be a box that lost its title: the document has boxes, and its other paragraphs begin at
/// the margin.
pub fn may_lose_titles(lines: &[Cow<'_, Line>]) -> bool {
    let has_boxes = lines.iter().any(|line| {
        Marker::parse(&line.text).is_some_and(|marker| marker.number.starts_with("专栏"))
    });
    let paragraphs = lines.iter().filter(|line| {
        line.cells.is_empty()
            && line.text.chars().nth(SHORTEST).is_some()
            && Marker::parse(&line.text).is_none()
    });
    let (indented, all) = paragraphs.fold((0_usize, 0_usize), |(indented, all), line| {
        (indented + usize::from(line.is_indented), all + 1)
    });
    has_boxes && indented * 5 <= all
}

/// Parts the paragraph that closes a list of headings from the last of them.
///
/// Where each heading of the list runs into one paragraph, a second one under the last that begins with a date speaks of the
/// whole list.
pub fn part_closing(units: &mut Vec<Unit>) {
    let mut at = 0;
    while at < units.len() {
        let last = closing(units, at);
        if let Some(unit) = last {
            units.insert(at + 1, unit);
        }
        at += 1;
    }
}

/// The closing paragraphs of the unit at a place, taken out of it.
fn closing(units: &mut [Unit], at: usize) -> Option<Unit> {
    let unit = units.get(at)?;
    let second = unit.paragraphs.get(1)?;
    let is_last = units.get(at + 1).is_none_or(|next| next.path != unit.path);
    if !is_last || !runs_in(unit) || !begins_with_date(&second.text) {
        return None;
    }
    let siblings = || {
        let before = units.get(..at).unwrap_or_default();
        before
            .iter()
            .rev()
            .take_while(|other| other.path == unit.path)
    };
    let are_single = siblings().all(|other| runs_in(other) && other.paragraphs.len() == 1);
    if siblings().next().is_none() || !are_single {
        return None;
    }
    let path = unit.path.clone();
    let paragraphs = units.get_mut(at)?.paragraphs.split_off(1);
    Some(Unit {
        path,
        paragraphs,
        sort: Sort::Aside,
        ..Unit::default()
    })
}

/// Whether a paragraph begins with a date.
fn begins_with_date(text: &str) -> bool {
    const LONGEST_DATE: usize = 120;
    let head = text.get(..text.floor_char_boundary(LONGEST_DATE));
    let found = Deadline::find_in(head.unwrap_or(text), &Frame::default());
    found.first().is_some_and(|found| found.range.start == 0)
}

/// Whether the heading of a unit runs into its paragraph.
fn runs_in(unit: &Unit) -> bool {
    let first = unit.paragraphs.first();
    first.is_some_and(|first| first.heading > 0 && first.text.len() > first.heading)
}
