//! Bars below each other, each under its label: lengths in percent of the picture and text in its own size, so that the same
//! picture is read on a phone and on paper.

use std::fmt::Write as _;

use super::chart::{Bar, Drawn, Figures, room};
use super::markup::escape;
use super::scale::{WHOLE, percent, told};
use crate::text::width::{width, wrap};

/// The narrowest picture that is reckoned with, in pixels, and the columns of text that it holds.
const NARROW: u32 = 288;
const COLUMNS: usize = 40;

/// The heights of a line of text, a bar and the space below it.
const LINE: u32 = 21;
const BAR: u32 = 24;
const SPACE: u32 = 14;

/// The height that a page of paper holds, and the height of the pictures in which a higher chart is drawn: a picture is not
/// split between pages, and small ones fill them.
const PAGE: u32 = 720;
const PART: u32 = 240;

/// A bar and what is written around it.
struct Row<'a> {
    bar: &'a Bar<'a>,
    edges: Vec<u32>,
    /// Which of its figures stand inside it.
    inside: Vec<bool>,
    above: Vec<String>,
    /// At the right of the last line above.
    beside: String,
    below: Vec<String>,
}

/// The bars, in as many pictures as they need.
pub fn draw(figures: &Figures) -> Drawn {
    let rows: Vec<Row> = figures.bars.iter().map(|it| row(figures, it)).collect();
    let whole: u32 = rows.iter().map(Row::height).sum();
    let highest = if whole <= PAGE { PAGE } else { PART };
    let mut parts: Vec<Vec<&Row>> = Vec::new();
    let mut height = 0;
    for row in &rows {
        height += row.height();
        match parts.last_mut() {
            Some(part) if height <= highest => part.push(row),
            _ => {
                height = row.height();
                parts.push(vec![row]);
            }
        }
    }
    let mut pictures = String::new();
    for (at, part) in parts.iter().enumerate() {
        let height: u32 = part.iter().map(|it| it.height()).sum();
        let size = format!("class=\"bars\" width=\"100%\" height=\"{height}\"");
        pictures.push_str(&figures.open((at + 1, parts.len()), "横向条形图", &size));
        let mut top = 0;
        for row in part {
            row.draw(&mut pictures, figures, top);
            top += row.height();
        }
        pictures.push_str("</svg>\n");
    }
    Drawn {
        pictures,
        is_told: true,
    }
}

fn row<'a>(figures: &Figures, bar: &'a Bar<'a>) -> Row<'a> {
    let edges = figures.scale.edges(&bar.figures);
    let inside: Vec<bool> = bar
        .figures
        .iter()
        .zip(edges.windows(2))
        .map(|(figure, edge)| {
            let length = (edge[1] - edge[0]) / 1000 * NARROW / (WHOLE / 1000);
            figures.has_sum() && *figure > 0.0 && room(&told(*figure)) + 8 <= length
        })
        .collect();
    let mut words: Vec<String> = Vec::new();
    if figures.has_sum() {
        let left_out = figures.kinds.iter().zip(&bar.figures).zip(&inside);
        let left_out = left_out.filter(|((_, figure), is_inside)| !**is_inside && **figure != 0.0);
        words.extend(left_out.map(|((kind, figure), _)| counted(kind, &told(*figure))));
        words.push(counted("合计", &bar.sum()));
    } else {
        words.extend(bar.figures.first().map(|it| told(*it)));
    }
    let mut below = lines(&words);
    let above = wrap(bar.label, COLUMNS);
    let last = above.last().map_or(0, |it| width(it));
    let beside = match below.as_slice() {
        [only] if last + width(only) + 2 <= COLUMNS => below.remove(0),
        _ => String::new(),
    };
    Row {
        bar,
        edges,
        inside,
        above,
        beside,
        below,
    }
}

/// The words in lines, as many in each as it holds.
fn lines(words: &[String]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words {
        match lines.last_mut() {
            Some(line) if width(line) + 1 + width(word) <= COLUMNS => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.extend(wrap(word, COLUMNS)),
        }
    }
    lines
}

/// 红3, but 方式1：3.
fn counted(kind: &str, figure: &str) -> String {
    let is_apart = kind.ends_with(|it: char| it.is_ascii());
    let colon = if is_apart { "：" } else { "" };
    format!("{kind}{colon}{figure}")
}

impl Row<'_> {
    fn height(&self) -> u32 {
        let lines = u32::try_from(self.above.len() + self.below.len()).unwrap_or(u32::MAX);
        lines
            .saturating_mul(LINE)
            .saturating_add(BAR + SPACE)
            .min(100_000)
    }

    fn draw(&self, picture: &mut String, figures: &Figures, top: u32) {
        let _ = writeln!(
            picture,
            "<g><title>{}</title>",
            escape(&figures.words(self.bar))
        );
        let mut line = top + LINE - 6;
        let text = |picture: &mut String, at: &str, line: u32, text: &str| {
            let _ = writeln!(picture, "<text {at} y=\"{line}\">{}</text>", escape(text));
        };
        for above in &self.above {
            text(picture, "x=\"0\"", line, above);
            line += LINE;
        }
        if !self.beside.is_empty() {
            text(
                picture,
                "class=\"end\" x=\"100%\"",
                line - LINE,
                &self.beside,
            );
        }
        let y = line + 6 - LINE;
        let _ = writeln!(
            picture,
            "<rect class=\"track\" x=\"0\" y=\"{y}\" width=\"100%\" height=\"{BAR}\"/>"
        );
        self.parts(picture, figures, y);
        line = y + BAR + LINE - 5;
        for below in &self.below {
            text(picture, "class=\"end\" x=\"100%\"", line, below);
            line += LINE;
        }
        picture.push_str("</g>\n");
    }

    fn parts(&self, picture: &mut String, figures: &Figures, y: u32) {
        let parts = figures.paints.iter().zip(&self.bar.figures);
        for ((paint, figure), (edge, is_inside)) in
            parts.zip(self.edges.windows(2).zip(&self.inside))
        {
            let length = edge[1] - edge[0];
            if length == 0 {
                continue;
            }
            let (x, width) = (percent(edge[0]), percent(length));
            let place = format!("x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{BAR}\"");
            picture.push_str(&paint.fills(&place));
            if *is_inside {
                let _ = write!(
                    picture,
                    "<text class=\"inside {}\" x=\"{}\" y=\"{}\">{}</text>",
                    paint.class(),
                    percent(edge[0] + length / 2),
                    y + 17,
                    told(*figure)
                );
            }
            picture.push('\n');
        }
    }
}
