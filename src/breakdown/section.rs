//! Sections (篇章节): headings, with the paragraphs under them that are no measure.

use std::collections::HashMap;

use super::outline::{Paragraph, Unit};
use crate::domain::draft::{DraftMeasure, DraftSection, Outside, OutsideKind};

/// The sections of a document while its units are read in their order.
#[derive(Default)]
pub struct Sections {
    /// In printed order.
    pub list: Vec<DraftSection>,
    /// The place of each path in the list.
    places: HashMap<Vec<String>, usize>,
}

impl Sections {
    /// Enters the section that a unit opens, and keeps those of its paragraphs that are in none of its measures: in its
    /// own section, else in the nearest above. What has none above it stands outside.
    pub fn take(
        &mut self,
        unit: &Unit,
        measures: &[DraftMeasure],
        rest: &[&Paragraph],
    ) -> Vec<Outside> {
        let mut path = unit.path.clone();
        let heading_is_kept = is_section(unit, measures);
        if heading_is_kept {
            path.push(unit.heading.clone());
            self.enter(&path, unit.paragraphs.first().map_or(0, |first| first.line));
        }
        let mut place = None;
        while place.is_none() && !path.is_empty() {
            place = self.places.get(&path).copied();
            path.pop();
        }
        let mut outside = Vec::new();
        for paragraph in rest {
            let from = if heading_is_kept {
                paragraph.heading
            } else {
                0
            };
            let words = paragraph.text.get(from..).unwrap_or_default().trim();
            if words.is_empty() {
                continue;
            }
            match place.and_then(|at| self.list.get_mut(at)) {
                Some(section) => {
                    if !section.source.is_empty() {
                        section.source.push('\n');
                    }
                    section.source.push_str(words);
                }
                None => outside.push(Outside {
                    line: paragraph.line,
                    text: words.to_owned(),
                    kind: OutsideKind::Front,
                }),
            }
        }
        outside
    }

    fn enter(&mut self, path: &[String], line: usize) {
        if self.places.contains_key(path) {
            return;
        }
        self.places.insert(path.to_vec(), self.list.len());
        self.list.push(DraftSection {
            path: path.to_vec(),
            source: String::new(),
            line,
        });
    }
}

/// Whether a heading stands over something, and is not itself the one measure.
fn is_section(unit: &Unit, measures: &[DraftMeasure]) -> bool {
    let stands_over = |measure: &DraftMeasure| measure.path.len() > unit.path.len();
    let is_titled = !unit.title.is_empty();
    is_titled
        && (unit.has_children
            || unit.is_background
            || measures.is_empty() && unit.paragraphs.len() > 1
            || measures.iter().any(stands_over))
}
