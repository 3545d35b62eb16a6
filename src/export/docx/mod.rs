//! A document for Word, laid out by GB/T 9704—2012 (党政机关公文格式), without a red head.
//!
//! Written here, on `zip` and `quick-xml`, which read documents already: a writer of this size lays down what the standard
//! asks for and nothing else. `docx-rs` writes a section's footers behind its margins, where the schema wants them first,
//! lets characters through that XML forbids, hides the grid of 22 lines, and brings a second `zip` and a second `quick-xml`.
//!
//! Fonts are named, never embedded. The same document is the same bytes.

mod body;
mod page;
mod styles;
mod table;
#[cfg(test)]
mod tests;
mod text;
mod xml;

use std::io::{self, Cursor, Write as _};

use zip::write::{SimpleFileOptions, ZipWriter};

use self::styles::Style;
use self::xml::Xml;
use crate::domain::document::Document;

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// The document as a .docx. It fails only where it is too large for a file of that kind.
pub fn bytes(document: &Document) -> io::Result<Vec<u8>> {
    let parts = [
        ("[Content_Types].xml", content_types()?),
        ("_rels/.rels", package_relations()?),
        ("docProps/core.xml", properties(document)?),
        ("word/document.xml", body::document(document)?),
        ("word/_rels/document.xml.rels", document_relations()?),
        ("word/styles.xml", styles::styles()?),
        ("word/settings.xml", settings()?),
        ("word/fontTable.xml", styles::font_table()?),
        ("word/footer-odd.xml", footer("right")?),
        ("word/footer-even.xml", footer("left")?),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .last_modified_time(zip::DateTime::default())
        .unix_permissions(0o644);
    for (name, part) in parts {
        zip.start_file(name, options)?;
        zip.write_all(&part)?;
    }
    Ok(zip.finish()?.into_inner())
}

fn content_types() -> io::Result<Vec<u8>> {
    let root = [("xmlns", &*format!("{PACKAGE}/content-types"))];
    Xml::part("Types", &root, |xml| {
        for (extension, kind) in [
            (
                "rels",
                "application/vnd.openxmlformats-package.relationships+xml",
            ),
            ("xml", "application/xml"),
        ] {
            xml.empty(
                "Default",
                &[("Extension", extension), ("ContentType", kind)],
            )?;
        }
        let mut part = |name: &str, kind: &str| {
            xml.empty("Override", &[("PartName", name), ("ContentType", kind)])
        };
        part(
            "/docProps/core.xml",
            "application/vnd.openxmlformats-package.core-properties+xml",
        )?;
        part("/word/document.xml", &format!("{WORD}.document.main+xml"))?;
        part("/word/styles.xml", &format!("{WORD}.styles+xml"))?;
        part("/word/settings.xml", &format!("{WORD}.settings+xml"))?;
        part("/word/fontTable.xml", &format!("{WORD}.fontTable+xml"))?;
        part("/word/footer-odd.xml", &format!("{WORD}.footer+xml"))?;
        part("/word/footer-even.xml", &format!("{WORD}.footer+xml"))
    })
}

fn package_relations() -> io::Result<Vec<u8>> {
    let core = format!("{PACKAGE}/relationships/metadata/core-properties");
    let main = format!("{RELATIONS}/officeDocument");
    relations(&[
        ("document", &main, "word/document.xml"),
        ("core", &core, "docProps/core.xml"),
    ])
}

fn document_relations() -> io::Result<Vec<u8>> {
    let kind = |name: &str| format!("{RELATIONS}/{name}");
    relations(&[
        ("styles", &kind("styles"), "styles.xml"),
        ("settings", &kind("settings"), "settings.xml"),
        ("fonts", &kind("fontTable"), "fontTable.xml"),
        ("odd", &kind("footer"), "footer-odd.xml"),
        ("even", &kind("footer"), "footer-even.xml"),
    ])
}

/// What belongs to what: an id, the kind, the part.
fn relations(all: &[(&str, &str, &str)]) -> io::Result<Vec<u8>> {
    let root = [("xmlns", &*format!("{PACKAGE}/relationships"))];
    Xml::part("Relationships", &root, |xml| {
        for (id, kind, target) in all {
            xml.empty(
                "Relationship",
                &[("Id", *id), ("Type", *kind), ("Target", *target)],
            )?;
        }
        Ok(())
    })
}

/// Title, author and day, as a file manager shows them; the day is the document's own, never today.
fn properties(document: &Document) -> io::Result<Vec<u8>> {
    let root = [
        ("xmlns:cp", &*format!("{PACKAGE}/metadata/core-properties")),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:dcterms", "http://purl.org/dc/terms/"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ];
    Xml::part("cp:coreProperties", &root, |xml| {
        xml.text("dc:title", &[], &document.title)?;
        xml.text("dc:creator", &[], &document.signed_by)?;
        let Some(day) = document.day else {
            return Ok(());
        };
        let kind = [("xsi:type", "dcterms:W3CDTF")];
        xml.text("dcterms:created", &kind, &format!("{day}T00:00:00Z"))
    })
}

/// Odd and even pages have footers of their own; Word takes the file for one of today's.
fn settings() -> io::Result<Vec<u8>> {
    Xml::part("w:settings", &[("xmlns:w", MAIN)], |xml| {
        xml.value("w:defaultTabStop", "630")?;
        xml.empty("w:evenAndOddHeaders", &[])?;
        xml.value("w:characterSpacingControl", "compressPunctuation")?;
        xml.element("w:compat", &[], |xml| {
            xml.empty(
                "w:compatSetting",
                &[
                    ("w:name", "compatibilityMode"),
                    ("w:uri", "http://schemas.microsoft.com/office/word"),
                    ("w:val", "15"),
                ],
            )
        })
    })
}

/// — 1 —, one character from the margin of a side.
fn footer(side: &str) -> io::Result<Vec<u8>> {
    let root = [("xmlns:w", MAIN), ("xmlns:r", RELATIONS)];
    Xml::part("w:ftr", &root, |xml| {
        xml.element("w:p", &[], |xml| {
            xml.element("w:pPr", &[], |xml| {
                xml.value("w:pStyle", Style::Footer.id())?;
                xml.empty("w:ind", &[(&*format!("w:{side}"), "280")])?;
                xml.value("w:jc", side)
            })?;
            let run = |xml: &mut Xml, inside: &dyn Fn(&mut Xml) -> io::Result<()>| {
                xml.element("w:r", &[], |xml| {
                    text::chinese(xml)?;
                    inside(xml)
                })
            };
            let mark = |kind: &'static str| {
                move |xml: &mut Xml| xml.empty("w:fldChar", &[("w:fldCharType", kind)])
            };
            run(xml, &|xml| text::words(xml, "— "))?;
            run(xml, &mark("begin"))?;
            run(xml, &|xml| {
                xml.text("w:instrText", &[("xml:space", "preserve")], " PAGE ")
            })?;
            run(xml, &mark("separate"))?;
            run(xml, &|xml| text::words(xml, "1"))?;
            run(xml, &mark("end"))?;
            run(xml, &|xml| text::words(xml, " —"))
        })
    })
}
