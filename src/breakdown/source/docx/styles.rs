//! Paragraph styles: which of them number their paragraphs, and which make up the table of contents.

use std::collections::{HashMap, HashSet};

use super::KIND;
use crate::breakdown::problem::Problem;
use crate::breakdown::source::xml::{self, Step};

/// How a style or a paragraph numbers: the list and the level, where it names them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// The list; `0` takes the number away.
    pub list: Option<String>,
    /// The level.
    pub level: Option<usize>,
}

/// The styles that number, by their id.
#[derive(Debug, Default)]
pub struct Styles {
    styles: HashMap<String, (Listing, Option<String>)>,
    contents: HashSet<String>,
}

/// A chain of styles is no longer than this.
const LONGEST_CHAIN: usize = 16;

impl Styles {
    /// Reads `styles.xml`.
    pub fn read(bytes: &[u8]) -> Result<Self, Problem> {
        let mut found = Self::default();
        let mut id = String::new();
        xml::walk(bytes, KIND, |step| {
            if let Step::Open(name, attributes) = step {
                if name == "style" {
                    id = attributes.find("styleId").unwrap_or_default();
                    found.styles.insert(id.clone(), Default::default());
                } else if let Some((listing, base)) = found.styles.get_mut(&id) {
                    match name {
                        "name" => {
                            let name = attributes.find("val").unwrap_or_default();
                            if name.to_lowercase().starts_with("toc ") {
                                found.contents.insert(id.clone());
                            }
                        }
                        "basedOn" => *base = attributes.find("val"),
                        "numId" => listing.list = attributes.find("val"),
                        "ilvl" => listing.level = attributes.number("val"),
                        _ => {}
                    }
                }
            }
            Ok(())
        })?;
        Ok(found)
    }

    /// Whether paragraphs of this style are the table of contents: every heading stands below once more.
    pub fn is_contents(&self, style: &str) -> bool {
        self.contents.contains(style)
    }

    /// How a paragraph numbers: what it says itself, else its style, else the style that one is based on.
    pub fn listing(&self, own: &Listing, style: Option<&str>) -> Listing {
        let mut listing = own.clone();
        let mut style = style;
        for _ in 0..LONGEST_CHAIN {
            let Some((of_style, base)) = style.and_then(|id| self.styles.get(id)) else {
                break;
            };
            listing.list = listing.list.or_else(|| of_style.list.clone());
            listing.level = listing.level.or(of_style.level);
            style = base.as_deref();
        }
        listing
    }
}
