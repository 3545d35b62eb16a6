//! XML as a sequence of openings, closings and words; no document type definition, no entity but the five of XML, no depth
//! without end. Names go without their namespace: Strict and Transitional documents differ in nothing else.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::encoding;
use crate::breakdown::problem::Problem;

/// Deeper than any document that a word processor writes.
pub const DEEPEST: usize = 256;

/// One step through a document.
pub enum Step<'x> {
    /// An element begins.
    Open(&'x str, Attributes<'x>),
    /// An element ends.
    Close(&'x str),
    /// Words, entities resolved.
    Words(&'x str),
}

/// The attributes of an element.
pub struct Attributes<'x>(&'x BytesStart<'x>);

impl Attributes<'_> {
    /// The value of an attribute, by its name without namespace.
    pub fn find(&self, name: &str) -> Option<String> {
        let attribute = self
            .0
            .attributes()
            .with_checks(false)
            .filter_map(Result::ok)
            .find(|attribute| attribute.key.local_name().into_inner() == name)?;
        Some(
            quick_xml::escape::unescape(&attribute.value)
                .map_or_else(|_| attribute.value.to_string(), |value| value.into_owned()),
        )
    }

    /// A number; Strict documents write a unit behind it.
    pub fn number(&self, name: &str) -> Option<usize> {
        let value = self.find(name)?;
        let value = value.trim();
        let end = value.find(|it: char| !it.is_ascii_digit());
        value.get(..end.unwrap_or(value.len()))?.parse().ok()
    }

    /// Whether a property that is either on or off is on; it is where it does not say.
    pub fn is_on(&self) -> bool {
        self.find("val")
            .is_none_or(|value| ["1", "true", "on"].contains(&value.as_str()))
    }
}

/// Walks through a part of a document of this kind.
pub fn walk(
    bytes: &[u8],
    kind: &'static str,
    mut visit: impl FnMut(Step) -> Result<(), Problem>,
) -> Result<(), Problem> {
    let damaged = || Problem::Damaged { kind };
    let text = encoding::decode(bytes, None).map_err(|_| damaged())?;
    let mut reader = Reader::from_str(&text);
    reader.config_mut().expand_empty_elements = true;
    let mut depth = 0_usize;
    loop {
        match reader.read_event().map_err(|_| damaged())? {
            Event::Start(start) => {
                depth += 1;
                if depth > DEEPEST {
                    return Err(Problem::Nested { limit: DEEPEST });
                }
                visit(Step::Open(
                    start.local_name().into_inner(),
                    Attributes(&start),
                ))?;
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                visit(Step::Close(end.local_name().into_inner()))?;
            }
            Event::Text(words) => visit(Step::Words(&words.xml10_content()))?,
            Event::CData(words) => visit(Step::Words(&words.xml10_content()))?,
            Event::GeneralRef(name) => {
                let written = format!("&{};", name.xml10_content());
                if let Ok(words) = quick_xml::escape::unescape(&written) {
                    visit(Step::Words(&words))?;
                }
            }
            Event::DocType(_) => return Err(Problem::Declares { kind }),
            Event::Eof if depth == 0 => return Ok(()),
            Event::Eof => return Err(damaged()),
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(xml: &str) -> Result<String, Problem> {
        let mut out = String::new();
        walk(xml.as_bytes(), "XML", |step| {
            if let Step::Words(words) = step {
                out.push_str(words);
            }
            Ok(())
        })?;
        Ok(out)
    }

    #[test]
    fn entities_are_the_five_and_nothing_else() {
        assert_eq!(
            words("<a>1 &lt; 2 &amp; &#20581;<b/><![CDATA[<x>]]>&unknown;</a>").unwrap(),
            "1 < 2 & 健<x>"
        );
        let hostile = r#"<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>"#;
        assert_eq!(words(hostile), Err(Problem::Declares { kind: "XML" }));
    }

    #[test]
    fn depth_and_loose_ends_are_refused() {
        let deep = format!("{}{}", "<a>".repeat(300), "</a>".repeat(300));
        assert_eq!(words(&deep), Err(Problem::Nested { limit: DEEPEST }));
        for broken in ["<a><b></a>", "<a>", "<a b=", "</a>"] {
            assert_eq!(
                words(broken),
                Err(Problem::Damaged { kind: "XML" }),
                "{broken}"
            );
        }
    }
}
