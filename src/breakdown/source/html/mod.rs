//! A web page saved from a government site: its document, without menus, side columns and footers.
//!
//! `content` finds the element that holds the document, `blocks` turns it into paragraphs and tables.

mod blocks;
mod content;

#[cfg(test)]
mod tests;

use ego_tree::iter::Edge;
use scraper::Html;

use super::Line;
use super::encoding;
use super::grid::lay_out;
use super::page::Page;
use crate::breakdown::problem::Problem;
use crate::text::pattern::Pattern;

/// No page nests deeper.
const DEEPEST: usize = 512;

/// The lines of a page.
pub fn read(bytes: &[u8]) -> Result<Vec<Line>, Problem> {
    let text = encoding::decode(bytes, declared(bytes).as_deref())?;
    if depth(&text) > DEEPEST {
        return Err(Problem::Nested { limit: DEEPEST });
    }
    let page = Html::parse_document(&text);
    if tree_depth(&page) > DEEPEST {
        return Err(Problem::Nested { limit: DEEPEST });
    }
    let mut lines = Page::default();
    let furniture = content::Furniture::of(&page);
    let main = furniture.document(&page);
    if let Some(title) = content::title(&page, main, &furniture) {
        lines.paragraph(&title)?;
    }
    lay_out(blocks::read(main, &furniture), &mut lines)?;
    Ok(lines.lines())
}

/// The encoding that the page itself names.
fn declared(bytes: &[u8]) -> Option<String> {
    static CHARSET: Pattern = Pattern::new(r#"charset~=~["']?(?P<name>[A-Za-z0-9_-]+)"#);
    let head = bytes.get(..bytes.len().min(4096))?;
    let head: String = head.iter().map(|&byte| char::from(byte)).collect();
    Some(CHARSET.captures(&head)?.name("name")?.as_str().to_owned())
}

/// How deep elements nest at most that must be closed; those that close themselves (p, li, td) do not count.
fn depth(text: &str) -> usize {
    const LEFT_OPEN: [&str; 24] = [
        "p", "li", "td", "th", "tr", "br", "hr", "img", "input", "meta", "link", "col", "colgroup",
        "option", "dd", "dt", "tbody", "thead", "tfoot", "area", "base", "embed", "source", "wbr",
    ];
    let (mut open, mut deepest) = (0_usize, 0_usize);
    for piece in text.split('<').skip(1) {
        let (is_end, name) = piece
            .strip_prefix('/')
            .map_or((false, piece), |rest| (true, rest));
        let length = name
            .bytes()
            .take(11)
            .take_while(u8::is_ascii_alphanumeric)
            .count();
        let name = name.get(..length).unwrap_or_default().to_ascii_lowercase();
        if !name.is_empty() && !LEFT_OPEN.contains(&name.as_str()) {
            open = if is_end {
                open.saturating_sub(1)
            } else {
                open + 1
            };
            deepest = deepest.max(open);
        }
    }
    deepest
}

/// How deep elements nest as they were understood: what walks through them may rely on it.
fn tree_depth(page: &Html) -> usize {
    let (mut open, mut deepest) = (0_usize, 0_usize);
    for edge in page.root_element().traverse() {
        match edge {
            Edge::Open(_) => open += 1,
            Edge::Close(_) => open = open.saturating_sub(1),
        }
        deepest = deepest.max(open);
    }
    deepest
}
