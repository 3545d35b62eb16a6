//! Elements → paragraphs and tables.

use scraper::{ElementRef, Node};

use super::content::is_left_out;
use crate::breakdown::source::grid::{Block, Cell, Grid, MOST_COLUMNS};
use crate::text::pattern::Pattern;

/// Elements that run within a line; every other one begins a paragraph.
const INLINE: [&str; 32] = [
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "img", "ins", "kbd", "label", "mark", "o:p", "q", "ruby", "s", "samp", "small", "span",
    "strong", "sub", "sup", "time", "u", "var",
];

/// The paragraphs and tables of an element. How deep elements nest was checked before.
pub fn read(element: ElementRef) -> Vec<Block> {
    let mut reader = Reader::default();
    reader.children(element);
    reader.end_line();
    reader.blocks
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    line: String,
    /// The number of the list entry whose first words come next.
    number: String,
}

impl Reader {
    fn children(&mut self, element: ElementRef) {
        let mut count = element
            .value()
            .attr("start")
            .and_then(|start| start.parse().ok())
            .unwrap_or(1_u32);
        let is_numbered = element.value().name() == "ol";
        for child in element.children() {
            if let Node::Text(text) = child.value() {
                self.words(text);
            }
            let Some(child) = ElementRef::wrap(child).filter(|child| !is_left_out(*child)) else {
                continue;
            };
            match child.value().name() {
                "br" | "hr" => self.end_line(),
                "table" => {
                    self.end_line();
                    self.blocks.push(Block::Table(table(child)));
                }
                "li" if is_numbered => {
                    self.end_line();
                    self.number = format!("{count}.");
                    count = count.saturating_add(1);
                    self.children(child);
                    self.end_line();
                    self.number.clear();
                }
                "rt" | "rp" => {}
                name if INLINE.contains(&name) => self.children(child),
                _ => {
                    self.end_line();
                    if is_indented(child) {
                        self.line.push('\u{3000}');
                    }
                    self.children(child);
                    self.end_line();
                }
            }
        }
    }

    /// Words as a browser shows them: white space is one space, and none where a line of Chinese was broken.
    fn words(&mut self, text: &str) {
        let mut rest = text;
        while !rest.is_empty() {
            let is_gap = |character: char| matches!(character, ' ' | '\t' | '\n' | '\r' | '\u{c}');
            let end = rest.find(is_gap).unwrap_or(rest.len());
            let (words, behind) = rest.split_at(end);
            self.line.push_str(words);
            let next = behind.trim_start_matches(is_gap);
            let gap = behind.get(..behind.len() - next.len()).unwrap_or_default();
            let is_wide = |character: Option<char>| character.is_none_or(|it| !it.is_ascii());
            let is_broken = gap.contains('\n')
                && is_wide(self.line.chars().last())
                && is_wide(next.chars().next());
            if !gap.is_empty() && !is_broken && !self.line.trim().is_empty() {
                self.line.push(' ');
            }
            rest = next;
        }
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        if line.trim().is_empty() {
            return;
        }
        let number = std::mem::take(&mut self.number);
        let line = if number.is_empty() {
            line
        } else {
            number + line.trim_start()
        };
        self.blocks.push(Block::Paragraph(line));
    }
}

fn is_indented(element: ElementRef) -> bool {
    static INDENT: Pattern = Pattern::new(r"text-indent~:~[1-9]");
    let style = element.value().attr("style");
    style.is_some_and(|style| INDENT.is_match(style))
}

fn table(element: ElementRef) -> Grid {
    let mut grid = Grid::default();
    rows(element, &mut grid);
    grid
}

fn rows(element: ElementRef, grid: &mut Grid) {
    for child in element.child_elements() {
        match child.value().name() {
            "thead" | "tbody" | "tfoot" => rows(child, grid),
            "tr" => {
                let cells = child
                    .child_elements()
                    .filter(|cell| ["td", "th"].contains(&cell.value().name()));
                grid.rows.push(cells.map(cell).collect());
            }
            "caption" => grid.rows.push(vec![cell(child)]),
            _ => {}
        }
    }
}

fn cell(element: ElementRef) -> Cell {
    let span = |name| {
        let number = element
            .value()
            .attr(name)
            .and_then(|span| span.parse().ok());
        number.unwrap_or(1_usize)
    };
    Cell {
        blocks: read(element),
        wide: span("colspan").clamp(1, MOST_COLUMNS),
        tall: span("rowspan").clamp(1, 65_534),
        continues: false,
    }
}
