//! Which part of a page is the document.

use scraper::{ElementRef, Html, Node};

use crate::text::pattern::Pattern;

/// What is no part of a document, by its element.
const FURNITURE: [&str; 22] = [
    "script", "style", "noscript", "template", "head", "nav", "footer", "aside", "form", "button",
    "select", "input", "textarea", "iframe", "object", "svg", "canvas", "audio", "video", "map",
    "dialog", "title",
];

/// Whether an element is left out with all that stands in it.
pub fn is_left_out(element: ElementRef) -> bool {
    static NAMES: Pattern = Pattern::new(
        r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|menus|submenu|breadcrumb|breadcrumbs|crumb|crumbs|location|position|footer|foot|copyright|sidebar|side|aside|share|bdsharebuttonbox|toolbar|search|related|relevant|recommend|pagination|pager|qrcode|banner|friendlink|links|printer|fontsize)(?:$|[\s_-])",
    );
    static HIDDEN: Pattern = Pattern::new(r"display~:~none|visibility~:~hidden");
    let value = element.value();
    if FURNITURE.contains(&value.name()) || value.attr("hidden").is_some() {
        return true;
    }
    let names = [value.attr("class"), value.attr("id")];
    value
        .attr("style")
        .is_some_and(|style| HIDDEN.is_match(style))
        || names
            .into_iter()
            .flatten()
            .any(|name| NAMES.is_match(&name.to_ascii_lowercase()))
}

/// The element that holds the document: from the body down, as long as one child holds nearly all of the prose.
pub fn find(page: &Html) -> ElementRef<'_> {
    let mut element = page.root_element();
    loop {
        let whole = prose(element);
        let inner = element
            .child_elements()
            .filter(|child| !is_left_out(*child))
            .find(|child| prose(*child) * 10 >= whole * 8);
        match inner.filter(|inner| whole > 0 && !is_table_part(*inner)) {
            Some(inner) => element = inner,
            None => return element,
        }
    }
}

fn is_table_part(element: ElementRef) -> bool {
    [
        "tr", "td", "th", "p", "li", "ol", "ul", "table", "tbody", "span",
    ]
    .contains(&element.value().name())
}

/// How much an element holds of what documents are made of: words outside of links and furniture.
fn prose(element: ElementRef) -> usize {
    let mut count = 0;
    let mut open = vec![element];
    while let Some(element) = open.pop() {
        for child in element.children() {
            match child.value() {
                Node::Text(text) => count += text.trim().len(),
                Node::Element(_) => open.extend(
                    ElementRef::wrap(child)
                        .filter(|child| child.value().name() != "a" && !is_left_out(*child)),
                ),
                _ => {}
            }
        }
    }
    count
}

/// The title, where the page prints it outside of what holds the document.
pub fn title(page: &Html, main: ElementRef) -> Option<String> {
    static META: Pattern = Pattern::new(r"^(?:articletitle|contenttitle|title)$");
    let words = |element: ElementRef| -> String {
        let text: String = element.text().collect();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let elements = || {
        page.root_element()
            .descendants()
            .filter_map(ElementRef::wrap)
    };
    let of_meta = elements()
        .filter(|element| element.value().name() == "meta")
        .find(|element| {
            let name = element.value().attr("name").unwrap_or_default();
            META.is_match(&name.to_ascii_lowercase())
        })
        .and_then(|element| element.value().attr("content"))
        .map(|content| content.trim().to_owned());
    let of_heading = || {
        elements()
            .find(|element| element.value().name() == "h1" && !is_left_out(*element))
            .map(words)
    };
    let title = of_meta
        .filter(|title| !title.is_empty())
        .or_else(of_heading)?;
    let squash = |text: &str| text.split_whitespace().collect::<String>();
    let printed = squash(&main.text().take(400).collect::<String>());
    let is_new = !squash(&title).is_empty() && !printed.contains(&squash(&title));
    is_new.then_some(title)
}
