//! Elements → paragraphs and tables.

use scraper::{ElementRef, Node};

use super::content::Furniture;
use crate::breakdown::source::count;
use crate::breakdown::source::grid::{Block, Cell, Grid, MOST_COLUMNS};
use crate::text::pattern::Pattern;

/// Elements that begin a paragraph; every other one, known or not, runs within a line.
const BLOCKS: [&str; 42] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "html",
    "legend",
    "li",
    "listing",
    "main",
    "menu",
    "nav",
    "ol",
    "option",
    "p",
    "pre",
    "section",
    "summary",
    "ul",
    "td",
    "tr",
];

/// The paragraphs and tables of an element. How deep elements nest was checked before.
pub fn read(element: ElementRef, furniture: &Furniture) -> Vec<Block> {
    let mut reader = Reader {
        furniture,
        blocks: Vec::new(),
        line: String::new(),
        number: String::new(),
        keeps_lines: is_preformatted(element),
        in_entry: false,
        links: Links::default(),
    };
    reader.children(element);
    reader.end_line();
    reader.blocks
}

struct Reader<'f> {
    furniture: &'f Furniture,
    blocks: Vec<Block>,
    line: String,
    /// The number of the list entry whose first words come next.
    number: String,
    /// Line ends in the text are line ends on the page.
    keeps_lines: bool,
    /// Within an entry of a list.
    in_entry: bool,
    links: Links,
}

/// What of a line is links.
#[derive(Default)]
struct Links {
    /// How many are open.
    open: usize,
    /// How many the line has.
    count: usize,
    /// How many of its letters stand in them, and outside.
    inside: usize,
    outside: usize,
    /// What other pages are about follows: 相关链接, 上一篇.
    is_end: bool,
}

impl Reader<'_> {
    fn children(&mut self, element: ElementRef) {
        let mut entries = Entries::of(element);
        for child in element.children() {
            if let Node::Text(text) = child.value() {
                self.words(text);
            }
            let Some(child) = ElementRef::wrap(child).filter(|it| !self.furniture.is(*it)) else {
                continue;
            };
            match child.value().name() {
                "br" | "hr" => self.end_line(),
                "table" => {
                    self.end_line();
                    self.table(child);
                }
                "rt" | "rp" => {}
                "a" if child.value().attr("href").is_some() => {
                    self.links.open += 1;
                    self.links.count += 1;
                    self.children(child);
                    self.links.open -= 1;
                }
                "li" => {
                    self.end_line();
                    self.number = entries.next(child);
                    let was_entry = std::mem::replace(&mut self.in_entry, true);
                    self.children(child);
                    self.end_line();
                    self.in_entry = was_entry;
                    self.number.clear();
                }
                name if BLOCKS.contains(&name) || is_block(child) => {
                    self.end_line();
                    if is_indented(child) {
                        self.line.push('\u{3000}');
                    }
                    let kept = self.keeps_lines;
                    self.keeps_lines |= is_preformatted(child);
                    self.children(child);
                    self.keeps_lines = kept;
                    self.end_line();
                }
                _ => self.children(child),
            }
        }
    }

    /// Words as a browser shows them: white space is one space, and none where a line of Chinese was broken.
    fn words(&mut self, text: &str) {
        // What stands between links (>, |, ·) is no words.
        let size = text.chars().filter(|it| it.is_alphanumeric()).count();
        if self.links.open > 0 {
            self.links.inside += size;
        } else {
            self.links.outside += size;
        }
        if self.keeps_lines {
            for (index, line) in text.split('\n').enumerate() {
                if index > 0 {
                    self.end_line();
                }
                self.line.push_str(line);
            }
            return;
        }
        let mut rest = text;
        while !rest.is_empty() {
            let is_gap = |character: char| matches!(character, ' ' | '\t' | '\n' | '\r' | '\u{c}');
            let end = rest.find(is_gap).unwrap_or(rest.len());
            let (words, behind) = rest.split_at(end);
            self.line.push_str(words);
            let next = behind.trim_start_matches(is_gap);
            let gap = behind.get(..behind.len() - next.len()).unwrap_or_default();
            let is_wide = |character: Option<char>| character.is_some_and(|it| !it.is_ascii());
            let is_broken = gap.contains('\n')
                && (next.is_empty()
                    || is_wide(self.line.chars().last())
                    || is_wide(next.chars().next()));
            if !gap.is_empty() && !is_broken && !self.line.trim().is_empty() {
                self.line.push(' ');
            }
            rest = next;
        }
    }

    fn end_line(&mut self) {
        static END: Pattern = Pattern::new(
            r"^[【\[]?~(?:相关(?:链接|阅读|信息|文章|文件|解读|稿件|新闻|附件)|延伸阅读|(?:上|下)一(?:篇|条)|友情链接|热门推荐|更多)",
        );
        let line = std::mem::take(&mut self.line);
        let links = std::mem::take(&mut self.links);
        self.links.open = links.open;
        self.links.is_end = links.is_end;
        let text = line.trim();
        if text.is_empty() {
            return;
        }
        let is_short = text.len() <= 60;
        self.links.is_end |= is_short && END.is_match(text);
        let is_all_links = links.inside > 0 && links.outside == 0;
        if is_all_links && (self.in_entry || links.count > 1 || self.links.is_end) {
            return;
        }
        let number = std::mem::take(&mut self.number);
        let line = if number.is_empty() || is_numbered(text) {
            line
        } else {
            number + line.trim_start()
        };
        self.blocks.push(Block::Paragraph(line));
    }

    fn table(&mut self, element: ElementRef) {
        let mut grid = Grid::default();
        rows(element, &mut grid, self.furniture);
        match grid.record() {
            Some(kept) => self.blocks.extend(kept.into_iter().map(Block::Paragraph)),
            None => self.blocks.push(Block::Table(grid)),
        }
    }
}

/// How the entries of a list are numbered.
struct Entries {
    count: u32,
    format: Option<(&'static str, &'static str)>,
}

impl Entries {
    fn of(list: ElementRef) -> Self {
        static CHINESE: Pattern =
            Pattern::new(r"list-style[^;]*(?:cjk-ideographic|chinese-(?:in)?formal)");
        static NONE: Pattern = Pattern::new(r"list-style[^;]*none");
        let value = list.value();
        let style = value.attr("style").unwrap_or_default();
        let format = match value.attr("type") {
            _ if value.name() != "ol" || NONE.is_match(style) => None,
            _ if CHINESE.is_match(style) => Some(("chineseCounting", "、")),
            Some("a") => Some(("lowerLetter", ".")),
            Some("A") => Some(("upperLetter", ".")),
            Some("i") => Some(("lowerRoman", ".")),
            Some("I") => Some(("upperRoman", ".")),
            _ => Some(("decimal", ".")),
        };
        let start = value.attr("start").and_then(|start| start.parse().ok());
        Self {
            count: start.unwrap_or(1),
            format,
        }
    }

    /// The number of the next entry; empty where the list has none.
    fn next(&mut self, entry: ElementRef) -> String {
        let own = entry.value().attr("value").and_then(|own| own.parse().ok());
        let count = own.unwrap_or(self.count);
        self.count = count.saturating_add(1);
        self.format.map_or_else(String::new, |(format, stop)| {
            count::write(count, format) + stop
        })
    }
}

/// Whether the words of a list entry begin with a number of their own: the page hides the list's.
fn is_numbered(text: &str) -> bool {
    static NUMBER: Pattern = Pattern::new(
        r"^(?:\d{1,3}[.．、)）]|[（(]~[\d一二三四五六七八九十]{1,3}~[)）]|[一二三四五六七八九十]{1,3}[、.．]|[①-⑳]|第.{1,3}[章节条])",
    );
    NUMBER.is_match(text)
}

fn style_says(element: ElementRef, pattern: &Pattern) -> bool {
    let style = element.value().attr("style");
    style.is_some_and(|style| pattern.is_match(style))
}

fn is_block(element: ElementRef) -> bool {
    static BLOCK: Pattern = Pattern::new(r"(?i-u:display)~:~(?:block|table|list-item|flex|grid)");
    style_says(element, &BLOCK)
}

fn is_preformatted(element: ElementRef) -> bool {
    static KEPT: Pattern = Pattern::new(r"(?i-u:white-space)~:~pre");
    ["pre", "listing", "xmp"].contains(&element.value().name()) || style_says(element, &KEPT)
}

fn is_indented(element: ElementRef) -> bool {
    static INDENT: Pattern = Pattern::new(r"(?i-u:text-indent)~:~\+?\d*\.?0*[1-9]");
    style_says(element, &INDENT)
}

fn rows(element: ElementRef, grid: &mut Grid, furniture: &Furniture) {
    for child in element.child_elements().filter(|it| !furniture.is(*it)) {
        match child.value().name() {
            "thead" | "tbody" | "tfoot" => rows(child, grid, furniture),
            "tr" => {
                let cells = child
                    .child_elements()
                    .filter(|cell| ["td", "th"].contains(&cell.value().name()))
                    .filter(|cell| !furniture.is(*cell));
                grid.rows
                    .push(cells.map(|it| cell(it, furniture)).collect());
            }
            "caption" => grid.rows.push(vec![cell(child, furniture)]),
            _ => {}
        }
    }
}

fn cell(element: ElementRef, furniture: &Furniture) -> Cell {
    let span = |name| {
        let span = element.value().attr(name)?;
        span.trim().parse::<usize>().ok()
    };
    // No rows at all means down to the end of the table.
    let tall = span("rowspan").unwrap_or(1);
    Cell {
        blocks: read(element, furniture),
        wide: span("colspan").unwrap_or(1).clamp(1, MOST_COLUMNS),
        tall: if tall == 0 {
            usize::MAX
        } else {
            tall.min(65_534)
        },
        continues: false,
        is_menu: is_menu(element),
    }
}

/// Whether every word of a cell is a link.
fn is_menu(cell: ElementRef) -> bool {
    let mut has_links = false;
    let mut open = vec![cell];
    while let Some(element) = open.pop() {
        for child in element.children() {
            match child.value() {
                Node::Text(text) if text.contains(char::is_alphanumeric) => return false,
                Node::Element(it) if it.name() == "a" && it.attr("href").is_some() => {
                    has_links = true;
                }
                _ => open.extend(ElementRef::wrap(child)),
            }
        }
    }
    has_links
}
