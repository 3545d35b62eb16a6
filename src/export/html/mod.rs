//! A document as one web page that needs nothing else: no script, no network, no font of its own. It is read on a screen and
//! on a phone, in the light and in the dark, and prints on A4 with its wide tables on landscape pages.
//!
//! The page is written by hand: its elements are few, each is written in one place, and a template would leave the escaping, the
//! geometry and the bytes where they are.

use std::fmt::Write as _;

use chrono::Datelike;

use self::markup::escape;
use crate::domain::document::{Block, Document};

mod bars;
mod chart;
mod course;
mod markup;
mod paint;
mod scale;
mod table;
#[cfg(test)]
mod tests;

/// The one style sheet, light and dark, screen and paper.
const STYLE: &str = include_str!("style.css");

/// What a browser may load for the page: nothing, but its own style and pictures that stand in it.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/// The document as a page of HTML: the same bytes for the same document.
pub fn page(document: &Document) -> String {
    let title = escape(&document.title);
    let number = match escape(&document.number) {
        number if number.is_empty() => number,
        number => format!(" {number}"),
    };
    // The empty icon keeps a browser from asking the server for one.
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"format-detection\" content=\"telephone=no\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <link rel=\"icon\" href=\"data:,\">\n\
         <title>{title}{number}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n"
    );
    if document
        .blocks
        .iter()
        .any(|it| matches!(it, Block::Chart(_)))
    {
        page.push_str(&paint::textures());
    }
    page.push_str("<main>\n");
    body(&mut page, document);
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

/// Writes a text in an element of its own; nothing where there is none.
fn line(page: &mut String, opens: &str, text: &str, closes: &str) {
    if !text.is_empty() {
        // Writing to a String never fails, here and in the other files.
        let _ = writeln!(page, "{opens}{}{closes}", escape(text));
    }
}

fn opening(page: &mut String, document: &Document) {
    page.push_str("<header>\n");
    let _ = writeln!(page, "<h1>{}</h1>", escape(&document.title));
    line(page, "<p class=\"number\">", &document.number, "</p>");
    line(page, "<p class=\"subtitle\">", &document.subtitle, "</p>");
    page.push_str("</header>\n");
    let recipients = document.recipients.join("、");
    line(page, "<p class=\"recipients\">", &recipients, "：</p>");
}

fn closing(page: &mut String, document: &Document) {
    let day = document
        .day
        .map(|it| format!("{}年{}月{}日", it.year(), it.month(), it.day()));
    if document.signed_by.is_empty() && day.is_none() {
        return;
    }
    page.push_str("<footer>\n");
    line(page, "<p>", &document.signed_by, "</p>");
    line(page, "<p>", &day.unwrap_or_default(), "</p>");
    page.push_str("</footer>\n");
}

/// What stands in the document, between its opening and its closing. A landscape page that comes first or last takes the
/// opening or the closing with it, for neither fills a page of its own.
fn body(page: &mut String, document: &Document) {
    let blocks = document.blocks.as_slice();
    let signed = appendices(blocks);
    let mut reader = Reader::default();
    if landscape(blocks) == 0 {
        opening(page, document);
    }
    let mut at = 0;
    let mut is_signed = false;
    while at < blocks.len() {
        let wide = landscape(&blocks[at..]);
        let next = at + wide.max(1);
        if (at..next).contains(&signed) {
            closing(page, document);
            is_signed = true;
        }
        if wide > 0 {
            page.push_str("<section class=\"wide\">\n");
            if at == 0 {
                opening(page, document);
            }
        }
        for block in &blocks[at..next] {
            reader.write(page, block);
        }
        if wide > 0 {
            if next == blocks.len() && !is_signed {
                closing(page, document);
                is_signed = true;
            }
            page.push_str("</section>\n");
        }
        at = next;
    }
    if !is_signed {
        closing(page, document);
    }
}

/// The block before which a document is signed: the first appendix, by its heading (附件) or as one of the wide tables at
/// the end; none where nothing stands before it.
fn appendices(blocks: &[Block]) -> usize {
    let is_appendix = |it: &Block| matches!(it, Block::Heading(_, text) if text.starts_with('附'));
    let named = blocks.iter().position(is_appendix);
    let first = named.unwrap_or_else(|| {
        let mut first = blocks.len();
        let mut at = 0;
        while at < blocks.len() {
            let wide = landscape(&blocks[at..]);
            first = match wide {
                0 => blocks.len(),
                _ => first.min(at),
            };
            at += wide.max(1);
        }
        first
    });
    if first == 0 { blocks.len() } else { first }
}

/// How many of the first blocks go on a landscape page: a wide table, and the headings right above it.
fn landscape(blocks: &[Block]) -> usize {
    let headings = blocks
        .iter()
        .take_while(|it| matches!(it, Block::Heading(..)))
        .count();
    match blocks.get(headings) {
        Some(Block::Table(table)) if table.is_wide => headings + 1,
        _ => 0,
    }
}

/// What a reader of the page has come by so far.
#[derive(Default)]
struct Reader<'a> {
    /// How many charts.
    charts: usize,
    /// The heading right above.
    heading: &'a str,
}

impl<'a> Reader<'a> {
    fn write(&mut self, page: &mut String, block: &'a Block) {
        let heading = std::mem::take(&mut self.heading);
        match block {
            Block::Heading(level, text) => {
                // The title is the only h1.
                let level = (*level).clamp(1, 5) + 1;
                let _ = writeln!(page, "<h{level}>{}</h{level}>", escape(text));
                self.heading = text;
            }
            Block::Paragraph(text) => {
                let _ = writeln!(page, "<p>{}</p>", escape(text));
            }
            Block::List(items) => {
                page.push_str("<ul>\n");
                for item in items {
                    let _ = writeln!(page, "<li>{}</li>", escape(item));
                }
                page.push_str("</ul>\n");
            }
            Block::Table(table) => table::write(page, table, heading.ends_with(&table.name)),
            Block::Chart(chart) => {
                self.charts += 1;
                chart::write(page, chart, self.charts);
            }
        }
    }
}
