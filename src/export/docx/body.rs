//! What stands on the sheets, from the title to the day, and on which sheets it stands.

use std::io;

use chrono::{Datelike, NaiveDate};

use super::page::{CHARACTER, Sheet};
use super::styles::Style;
use super::table::table;
use super::text::{paragraph, paragraph_with};
use super::xml::Xml;
use super::{MAIN, RELATIONS};
use crate::domain::document::{Block, Document};
use crate::text::width::width;

/// Blocks on sheets that lie the same way: a section.
struct Section<'d> {
    sheet: Sheet,
    blocks: Vec<&'d Block>,
}

/// `word/document.xml`.
pub fn document(document: &Document) -> io::Result<Vec<u8>> {
    let sections = sections(&document.blocks);
    let signed = signed_section(&sections);
    let last = sections.len() - 1;
    let root = [("xmlns:w", MAIN), ("xmlns:r", RELATIONS)];
    Xml::part("w:document", &root, |xml| {
        xml.element("w:body", &[], |xml| {
            head(xml, document)?;
            for (at, section) in sections.iter().enumerate() {
                let is_signed = at == signed && has_signature(document);
                blocks(xml, section, is_signed)?;
                if is_signed {
                    signature(xml, document)?;
                }
                if at == last {
                    // Word wants a paragraph after a table.
                    paragraph(xml, Style::Hair, "")?;
                    section.sheet.write(xml)?;
                } else {
                    paragraph_with(xml, Style::Hair, "", |xml| section.sheet.write(xml))?;
                }
            }
            Ok(())
        })
    })
}

/// The sections: every wide table has its own, with the headings directly over it; there is always one.
fn sections(blocks: &[Block]) -> Vec<Section<'_>> {
    let mut sections = Vec::new();
    let mut upright: Vec<&Block> = Vec::new();
    for block in blocks {
        if !is_wide(block) {
            upright.push(block);
            continue;
        }
        let from = upright
            .iter()
            .rposition(|it| !matches!(it, Block::Heading(..)))
            .map_or(0, |it| it + 1);
        let mut lying = upright.split_off(from);
        lying.push(block);
        if !upright.is_empty() {
            sections.push(Section {
                sheet: Sheet::Portrait,
                blocks: std::mem::take(&mut upright),
            });
        }
        sections.push(Section {
            sheet: Sheet::Landscape,
            blocks: lying,
        });
    }
    if !upright.is_empty() || sections.is_empty() {
        sections.push(Section {
            sheet: Sheet::Portrait,
            blocks: upright,
        });
    }
    sections
}

fn is_wide(block: &Block) -> bool {
    matches!(block, Block::Table(table) if table.is_wide)
}

/// At which section's end the document is signed: before its appendices, where all that follows is one; else at its end.
fn signed_section(sections: &[Section]) -> usize {
    let last = sections.len() - 1;
    let first_wide = sections.iter().position(|it| it.sheet == Sheet::Landscape);
    let Some(before) = first_wide.and_then(|it| it.checked_sub(1)) else {
        return last;
    };
    let is_said = sections[before + 1..]
        .iter()
        .flat_map(|it| &it.blocks)
        .any(|it| matches!(it, Block::Paragraph(_) | Block::List(_)));
    if is_said { last } else { before }
}

/// Number, title, subtitle, recipients: whatever is there, and an empty line between.
fn head(xml: &mut Xml, document: &Document) -> io::Result<()> {
    let mut has_head = false;
    if !document.number.is_empty() {
        paragraph(xml, Style::Number, &document.number)?;
        paragraph(xml, Style::Blank, "")?;
    }
    for (style, text) in [
        (Style::Title, &document.title),
        (Style::Subtitle, &document.subtitle),
    ] {
        if !text.is_empty() {
            paragraph(xml, style, text)?;
            has_head = true;
        }
    }
    if has_head {
        paragraph(xml, Style::Blank, "")?;
    }
    if !document.recipients.is_empty() {
        let all = document.recipients.join("、");
        let named = all.trim_end_matches(['：', ':']);
        paragraph(xml, Style::Recipients, &format!("{named}："))?;
    }
    Ok(())
}

/// The blocks of a section; where it is signed, its last words go with the signature, which never has a page alone.
fn blocks(xml: &mut Xml, section: &Section, is_signed: bool) -> io::Result<()> {
    let mut before: Option<&Block> = None;
    for (at, block) in section.blocks.iter().enumerate() {
        let is_kept = is_signed && at + 1 == section.blocks.len();
        if matches!(before, Some(Block::Table(_) | Block::Chart(_))) {
            paragraph(xml, Style::Gap, "")?;
        }
        let is_named = |name: &str| match before {
            Some(Block::Heading(_, heading)) => !heading.contains(name),
            _ => true,
        };
        match block {
            Block::Heading(level, text) => paragraph(xml, Style::heading(*level), text)?,
            Block::Paragraph(text) => texts(xml, Style::Body, &mut text.lines(), is_kept)?,
            Block::List(items) => {
                texts(
                    xml,
                    Style::List,
                    &mut items.iter().map(String::as_str),
                    is_kept,
                )?;
            }
            Block::Table(it) => table(xml, it, section.sheet, is_named(&it.name))?,
            Block::Chart(it) => table(xml, &it.figures(), section.sheet, is_named(&it.name))?,
        }
        before = Some(block);
    }
    Ok(())
}

/// Paragraphs of one style, the last with what follows it on one page where `is_kept`.
fn texts(
    xml: &mut Xml,
    style: Style,
    texts: &mut dyn Iterator<Item = &str>,
    is_kept: bool,
) -> io::Result<()> {
    let mut texts = texts.peekable();
    while let Some(text) = texts.next() {
        if is_kept && texts.peek().is_none() {
            paragraph_with(xml, style, text, |xml| xml.empty("w:keepNext", &[]))?;
        } else {
            paragraph(xml, style, text)?;
        }
    }
    Ok(())
}

fn has_signature(document: &Document) -> bool {
    !document.signed_by.is_empty() || document.day.is_some()
}

/// Who signs and when, at the right, an empty line below the text. The day begins two characters right of the name, and
/// whichever is longer ends two characters left of the margin.
fn signature(xml: &mut Xml, document: &Document) -> io::Result<()> {
    let name = document.signed_by.as_str();
    let day = document.day.map(long).unwrap_or_default();
    paragraph_with(xml, Style::Blank, "", |xml| xml.empty("w:keepNext", &[]))?;
    // Halves of a character from the right margin.
    let (name_width, day_width) = (width(name), width(&day));
    let is_long = name_width >= day_width + 4;
    let (name_right, day_right) = match (name.is_empty(), day.is_empty()) {
        (false, false) if is_long => (4, (name_width - day_width).min(40)),
        (false, false) => (8 + day_width - name_width, 4),
        _ => (4, 4),
    };
    if !name.is_empty() {
        from_right(xml, Style::Signature, name, name_right)?;
    }
    if !day.is_empty() {
        from_right(xml, Style::Day, &day, day_right)?;
    }
    Ok(())
}

fn from_right(xml: &mut Xml, style: Style, text: &str, halves: usize) -> io::Result<()> {
    let twips = halves * CHARACTER as usize / 2;
    paragraph_with(xml, style, text, |xml| {
        xml.empty("w:ind", &[("w:right", &twips.to_string())])
    })
}

fn long(day: NaiveDate) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}
