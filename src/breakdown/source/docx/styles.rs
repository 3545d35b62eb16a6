//! Paragraph styles: which of them number or indent their paragraphs, and which make up the table of contents.

use std::collections::HashMap;

use super::KIND;
use crate::breakdown::problem::Problem;
use crate::breakdown::source::xml::{self, Attributes, Step};

/// What a style or a paragraph says of itself; the rest is its style's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The list that numbers it; `0` takes the number away.
    pub list: Option<String>,
    /// The level in the list.
    pub level: Option<usize>,
    /// Its first line stands back.
    pub is_indented: Option<bool>,
}

impl Layout {
    /// What one element of the properties says.
    pub fn mark(&mut self, name: &str, attributes: &Attributes) {
        match name {
            "numId" => self.list = attributes.find("val"),
            "ilvl" => self.level = attributes.number("val"),
            "ind" => {
                let size = ["firstLineChars", "firstLine"]
                    .iter()
                    .find_map(|name| attributes.number(name));
                self.is_indented = size.map(|size| size > 0).or(self.is_indented);
            }
            _ => {}
        }
    }
}

#[derive(Debug, Default)]
struct Style {
    layout: Layout,
    base: Option<String>,
    is_contents: bool,
}

/// The styles of a document, by their id.
#[derive(Debug, Default)]
pub struct Styles {
    styles: HashMap<String, Style>,
    /// The style of paragraphs that name none.
    standard: Option<String>,
}

/// A chain of styles is no longer than this.
const LONGEST_CHAIN: usize = 16;

impl Styles {
    /// Reads `styles.xml`.
    pub fn read(bytes: &[u8]) -> Result<Self, Problem> {
        let mut found = Self::default();
        let mut id = String::new();
        xml::walk(bytes, KIND, |step| {
            let Step::Open(name, attributes) = step else {
                return Ok(());
            };
            if name == "style" {
                id = attributes.find("styleId").unwrap_or_default();
                let is_paragraph = attributes.find("type").as_deref() == Some("paragraph");
                let is_standard = ["1", "true", "on"].map(str::to_owned).map(Some);
                if is_paragraph && is_standard.contains(&attributes.find("default")) {
                    found.standard = Some(id.clone());
                }
                found.styles.insert(id.clone(), Style::default());
            } else if let Some(style) = found.styles.get_mut(&id) {
                match name {
                    "name" => {
                        let name = attributes.find("val").unwrap_or_default();
                        style.is_contents = name.to_lowercase().starts_with("toc ");
                    }
                    "basedOn" => style.base = attributes.find("val"),
                    _ => style.layout.mark(name, &attributes),
                }
            }
            Ok(())
        })?;
        Ok(found)
    }

    /// Whether paragraphs of this style are the table of contents: every heading stands below once more.
    pub fn is_contents(&self, style: &str) -> bool {
        self.styles
            .get(style)
            .is_some_and(|style| style.is_contents)
    }

    /// How a paragraph is laid out: what it says itself, else its style, else the style that one is based on. With it, the
    /// style that names the list, where it is not the paragraph itself.
    pub fn layout(&self, own: &Layout, style: Option<&str>) -> (Layout, Option<String>) {
        let mut layout = own.clone();
        let mut numbers = None;
        let mut style = style.or(self.standard.as_deref());
        for _ in 0..LONGEST_CHAIN {
            let Some((id, found)) = style.and_then(|id| self.styles.get_key_value(id)) else {
                break;
            };
            if layout.list.is_none() && found.layout.list.is_some() {
                layout.list.clone_from(&found.layout.list);
                numbers = Some(id.clone());
            }
            layout.level = layout.level.or(found.layout.level);
            layout.is_indented = layout.is_indented.or(found.layout.is_indented);
            style = found.base.as_deref();
        }
        (layout, numbers)
    }
}
