//! Which part of a page is the document.

use std::collections::HashSet;

use ego_tree::NodeId;
use ego_tree::iter::Edge;
use scraper::{ElementRef, Html, Node};

use crate::text::pattern::Pattern;

/// What is never part of a document, by its element.
const NEVER: [&str; 22] = [
    "script", "style", "noscript", "template", "head", "button", "select", "input", "textarea",
    "iframe", "frame", "noframes", "object", "embed", "svg", "canvas", "audio", "video", "map",
    "title", "del", "datalist",
];

/// What is seldom part of a document; but some sites put the whole page into one.
const SELDOM: [&str; 5] = ["nav", "footer", "aside", "form", "dialog"];

/// What a page prints around its document.
pub struct Furniture {
    /// The elements that are it by their name or class, and hold little prose.
    around: HashSet<NodeId>,
}

impl Furniture {
    /// Looks the whole page over.
    pub fn of(page: &Html) -> Self {
        let mut named: Vec<(NodeId, usize)> = Vec::new();
        let whole = measure(
            page,
            |_| false,
            |element, prose| {
                if is_named(element) {
                    named.push((element.id(), prose));
                }
            },
        );
        // A class may be named for how it looks: what holds a good part of the page is no frame around it.
        let around = named
            .into_iter()
            .filter(|(_, prose)| prose * 4 <= whole)
            .map(|(id, _)| id)
            .collect();
        Self { around }
    }

    /// Whether an element is left out with all that stands in it.
    pub fn is(&self, element: ElementRef) -> bool {
        is_never(element) || self.around.contains(&element.id())
    }

    /// The element that holds the document: from the root down, as long as one child holds nearly all of the prose.
    pub fn document<'p>(&self, page: &'p Html) -> ElementRef<'p> {
        let root = page.root_element();
        let whole = measure(page, |element| self.is(element), |_, _| {});
        // Elements with more than half of the prose stand in each other.
        let mut chain: Vec<(ElementRef, usize)> = Vec::new();
        measure(
            page,
            |element| self.is(element),
            |element, prose| {
                if prose * 2 > whole {
                    chain.push((element, prose));
                }
            },
        );
        let (mut found, mut most) = (root, whole);
        for (element, prose) in chain.into_iter().rev() {
            if prose * 10 < most * 8 {
                break;
            }
            if may_hold(element) {
                (found, most) = (element, prose);
            }
        }
        found
    }
}

/// Walks through a page and tells for each element, as it closes, how much it holds of what documents are made of: words
/// outside of links and of what is left out. Returns what the whole page holds.
fn measure<'p>(
    page: &'p Html,
    is_left_out: impl Fn(ElementRef) -> bool,
    mut tell: impl FnMut(ElementRef<'p>, usize),
) -> usize {
    let mut open: Vec<(usize, bool)> = vec![(0, false)];
    for edge in page.root_element().traverse() {
        match edge {
            Edge::Open(node) => {
                let is_out = open.last().is_some_and(|it| it.1);
                let element = ElementRef::wrap(node);
                let is_out = is_out
                    || element.is_some_and(|it| {
                        it.value().name() == "a" || is_never(it) || is_left_out(it)
                    });
                let words = match node.value() {
                    Node::Text(text) if !is_out => text.trim().len(),
                    _ => 0,
                };
                open.push((words, is_out));
            }
            Edge::Close(node) => {
                let (prose, _) = open.pop().unwrap_or_default();
                if let Some(above) = open.last_mut() {
                    above.0 += prose;
                }
                if let Some(element) = ElementRef::wrap(node) {
                    tell(element, prose);
                }
            }
        }
    }
    open.first().map_or(0, |it| it.0)
}

fn is_never(element: ElementRef) -> bool {
    static HIDDEN: Pattern = Pattern::new(r"(?i-u:display)~:~none|(?i-u:visibility)~:~hidden");
    let value = element.value();
    NEVER.contains(&value.name())
        || value.attr("hidden").is_some()
        || value
            .attr("style")
            .is_some_and(|style| HIDDEN.is_match(style))
}

fn is_named(element: ElementRef) -> bool {
    static NAMES: Pattern = Pattern::new(
        r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|menus|submenu|breadcrumb|breadcrumbs|crumb|crumbs|location|position|footer|foot|copyright|sidebar|side|aside|share|bdsharebuttonbox|toolbar|tools|search|related|relevant|recommend|pagination|pager|page-nav|qrcode|banner|friendlink|links|print|printer|fontsize|dqwz|weizhi|mbx|xgwd|xgxx|xglj|xgfj|fenxiang|erweima|dibu|daohang|hide|hidden|sr-only)(?:$|[\s_-])",
    );
    let value = element.value();
    let names = [value.attr("class"), value.attr("id")];
    SELDOM.contains(&value.name())
        || names
            .into_iter()
            .flatten()
            .any(|name| NAMES.is_match(&name.to_ascii_lowercase()))
}

/// Whether the document may be what stands in this element: a cell only where it holds a page, a paragraph never.
fn may_hold(element: ElementRef) -> bool {
    /// A cell with fewer paragraphs is one of a table of the document's own.
    const LEAST: usize = 4;
    match element.value().name() {
        "td" => {
            let parts = element
                .child_elements()
                .map(|it| it.value().name().to_owned());
            parts
                .filter(|it| ["p", "div", "br", "table"].contains(&it.as_str()))
                .count()
                >= LEAST
        }
        "div" | "article" | "section" | "main" | "body" | "form" | "center" | "font" | "html" => {
            true
        }
        name => !is_table_part(name),
    }
}

fn is_table_part(name: &str) -> bool {
    [
        "tr", "th", "p", "li", "ol", "ul", "dl", "table", "tbody", "span", "pre",
    ]
    .contains(&name)
}

/// The title, where the page prints it outside of what holds the document.
pub fn title(page: &Html, main: ElementRef, furniture: &Furniture) -> Option<String> {
    static META: Pattern = Pattern::new(r"^(?:articletitle|contenttitle|title)$");
    static TITLE: Pattern = Pattern::new(
        r"(?:通知|意见|方案|规划|计划|纲要|措施|办法|决定|报告|决议|要点|行动|政策|清单|分解表|任务表)(?:[（(][^（）()]*[）)])?$",
    );
    static SITE: Pattern = Pattern::new(r"政府|门户|网$|网站|委员会$|[局厅部委]$");
    let words = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let elements = || {
        let nodes = page.root_element().descendants();
        nodes.filter_map(ElementRef::wrap)
    };
    let named = |name: &'static str| elements().filter(move |it| it.value().name() == name);
    let of_meta = named("meta").filter_map(|element| {
        let name = element.value().attr("name").unwrap_or_default();
        let content = element.value().attr("content")?;
        META.is_match(&name.to_ascii_lowercase())
            .then(|| words(content.to_owned()))
    });
    let of_headings = named("h1")
        .filter(|element| !furniture.is(*element))
        .map(|element| words(element.text().collect()));
    // 某计划_某市人民政府: the name of the site stands behind.
    let of_head = named("title").map(|element| {
        let text: String = element.text().collect();
        words(
            text.split(['_', '|', '-', '—', '–'])
                .next()
                .unwrap_or_default()
                .to_owned(),
        )
    });
    let candidates: Vec<String> = of_meta.chain(of_headings).chain(of_head).collect();
    let title = candidates
        .iter()
        .find(|title| TITLE.is_match(title))
        .or_else(|| {
            candidates
                .iter()
                .find(|title| !title.is_empty() && !SITE.is_match(title))
        })?;
    let squash = |text: &str| text.split_whitespace().collect::<String>();
    let printed = squash(&main.text().take(400).collect::<String>());
    (!printed.contains(&squash(title))).then(|| title.clone())
}
