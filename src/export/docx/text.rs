//! Paragraphs and runs.

use std::io;

use super::styles::Style;
use super::xml::Xml;

/// A paragraph as its style has it.
pub fn paragraph(xml: &mut Xml, style: Style, text: &str) -> io::Result<()> {
    paragraph_with(xml, style, text, |_| Ok(()))
}

/// A paragraph, with what `own` writes into its properties after the style.
pub fn paragraph_with(
    xml: &mut Xml,
    style: Style,
    text: &str,
    own: impl FnOnce(&mut Xml) -> io::Result<()>,
) -> io::Result<()> {
    xml.element("w:p", &[], |xml| {
        xml.element("w:pPr", &[], |xml| {
            xml.value("w:pStyle", style.id())?;
            own(xml)
        })?;
        run(xml, text)
    })
}

/// A run of text: a line end stays one, a tab stays one.
fn run(xml: &mut Xml, text: &str) -> io::Result<()> {
    if text.is_empty() {
        return Ok(());
    }
    xml.element("w:r", &[], |xml| {
        chinese(xml)?;
        for (at, line) in text.lines().enumerate() {
            if at > 0 {
                xml.empty("w:br", &[])?;
            }
            for (at, piece) in line.split('\t').enumerate() {
                if at > 0 {
                    xml.empty("w:tab", &[])?;
                }
                if !piece.is_empty() {
                    words(xml, piece)?;
                }
            }
        }
        Ok(())
    })
}

/// Text in a run; spaces at its ends are kept.
pub fn words(xml: &mut Xml, text: &str) -> io::Result<()> {
    xml.text("w:t", &[("xml:space", "preserve")], text)
}

/// “ ” — … · are Chinese here: without the hint Word takes the Latin font for them, half as wide.
pub fn chinese(xml: &mut Xml) -> io::Result<()> {
    xml.element("w:rPr", &[], |xml| {
        xml.empty("w:rFonts", &[("w:hint", "eastAsia")])
    })
}
