//! A web page saved from a government site: its document, without menus, side columns and footers.
//!
//! `content` finds the element that holds the document, `blocks` turns it into paragraphs and tables.

mod blocks;
mod content;

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
    let main = content::find(&page);
    if let Some(title) = content::title(&page, main) {
        lines.paragraph(&title)?;
    }
    lay_out(blocks::read(main), &mut lines)?;
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

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(html: &str) -> Vec<String> {
        read(html.as_bytes())
            .unwrap()
            .into_iter()
            .map(|line| line.text)
            .collect()
    }

    #[test]
    fn the_document_stays_and_the_page_goes() {
        let html = "<html><head><title>某计划_某政府网</title><style>p{}</style></head><body><div class=nav><a>首页</a><a>公开</a></div>\
            <h1>健康某城计划</h1><div><p>&nbsp;&nbsp;一、任务</p><p>1.建设\n步道<b>5条</b>，到2020年完成，由市体育局负责。</p><p>2.举办活动<br>（责任单位：市教育局）</p>\
            <script>x</script><p style='display:none'>藏</p></div><footer><p>版权所有 某市政府</p></footer></body></html>";
        assert_eq!(
            texts(html),
            [
                "健康某城计划",
                "一、任务",
                "1.建设步道5条，到2020年完成，由市体育局负责。",
                "2.举办活动",
                "（责任单位：市教育局）"
            ]
        );
    }

    #[test]
    fn lists_are_numbered_and_tables_filled() {
        let html = "<body><ol><li>甲，完成。</li><li><p>乙，完成。</p></li></ol><ul><li>丙，完成。</li></ul><table><tr><th>任务</th><th>单位</th></tr>\
            <tr><td>丁</td><td rowspan=2>市甲局</td></tr><tr><td>戊</td></tr></table></body>";
        assert_eq!(
            texts(html),
            [
                "1.甲，完成。",
                "2.乙，完成。",
                "丙，完成。",
                "任务 单位",
                "丁 市甲局",
                "戊 市甲局"
            ]
        );
    }

    #[test]
    fn too_deep_is_refused() {
        for tag in ["<div>", "<x-y>", "<dl><dd>", "<table><tr><td>"] {
            let html = format!("<html>{}甲", tag.repeat(100_000));
            assert_eq!(
                read(html.as_bytes()),
                Err(Problem::Nested { limit: DEEPEST }),
                "{tag}"
            );
        }
    }
}
