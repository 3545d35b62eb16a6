//! A chart as a picture, with a legend and a table of the same figures.

use std::fmt::Write as _;

use super::markup::escape;
use super::paint::Paint;
use super::scale::{Scale, told};
use super::{bars, course};
use crate::domain::document::Chart;
use crate::text::width::width;

/// What both ways of drawing need to know of a chart.
pub struct Figures<'a> {
    /// The chart's number in the page, for names that stand once in it.
    pub number: usize,
    /// What it shows.
    pub name: &'a str,
    /// Its kinds.
    pub kinds: &'a [String],
    /// How each looks.
    pub paints: Vec<Paint>,
    /// How long a figure is drawn.
    pub scale: Scale,
    /// The bars.
    pub bars: Vec<Bar<'a>>,
}

/// A bar, with as many figures as there are kinds.
pub struct Bar<'a> {
    /// Its label.
    pub label: &'a str,
    /// Its figures; what was not given is no number.
    pub figures: Vec<f64>,
}

/// What was drawn.
pub struct Drawn {
    /// The pictures, one below the other.
    pub pictures: String,
    /// Whether every figure can be read in them.
    pub is_told: bool,
}

impl<'a> Figures<'a> {
    fn of(chart: &'a Chart, number: usize) -> Self {
        let bars: Vec<Bar> = chart
            .bars
            .iter()
            .map(|(label, figures)| {
                let mut figures = figures.clone();
                figures.resize(chart.kinds.len(), f64::NAN);
                Bar { label, figures }
            })
            .collect();
        let lengths: Vec<Vec<f64>> = bars.iter().map(|it| it.figures.clone()).collect();
        Self {
            number,
            name: &chart.name,
            kinds: &chart.kinds,
            paints: Paint::of(&chart.kinds),
            scale: Scale::of(&lengths),
            bars,
        }
    }

    /// Whether a bar has parts, and so a sum.
    pub fn has_sum(&self) -> bool {
        self.kinds.len() > 1
    }

    /// A bar in words, for who points at it: 市教育局：红 1、黄 2，合计 3.
    pub fn words(&self, bar: &Bar) -> String {
        let parts: Vec<String> = self
            .kinds
            .iter()
            .zip(&bar.figures)
            .map(|(kind, figure)| format!("{kind} {}", told(*figure)))
            .collect();
        let mut words = format!("{}：{}", bar.label, parts.join("、"));
        if self.has_sum() {
            let _ = write!(words, "，合计 {}", bar.sum());
        }
        words
    }

    /// A picture's first lines: its size, its name and what it is, for who does not see it. `part` is which of how many.
    pub fn open(&self, part: (usize, usize), what: &str, size: &str) -> String {
        let id = format!("chart{}-{}", self.number, part.0);
        let name = escape(self.name);
        let which = if part.1 > 1 {
            format!("（{}/{}）", part.0, part.1)
        } else {
            String::new()
        };
        format!(
            "<svg role=\"img\" aria-labelledby=\"{id}-title\" aria-describedby=\"{id}-desc\" {size}>\n\
             <title id=\"{id}-title\">{name}{which}</title>\n\
             <desc id=\"{id}-desc\">{what}，共 {} 条；同样的数字见图下的表。</desc>\n",
            self.bars.len()
        )
    }
}

impl Bar<'_> {
    /// The sum of its figures, as a reader sees it.
    pub fn sum(&self) -> String {
        let known = || self.figures.iter().filter(|it| it.is_finite());
        if known().next().is_none() {
            return "—".to_owned();
        }
        told(known().sum())
    }
}

/// The room that a text takes in a picture, in pixels: reckoned generously, for the reader's font is not known.
pub fn room(text: &str) -> u32 {
    u32::try_from(width(text))
        .unwrap_or(u32::MAX)
        .saturating_mul(8)
}

/// Writes a chart.
pub fn write(page: &mut String, chart: &Chart, number: usize) {
    let figures = Figures::of(chart, number);
    page.push_str("<figure>\n");
    if !chart.name.is_empty() {
        let _ = writeln!(page, "<figcaption>{}</figcaption>", escape(&chart.name));
    }
    if figures.bars.is_empty() || figures.kinds.is_empty() {
        page.push_str("<p class=\"none\">无数据。</p>\n</figure>\n");
        return;
    }
    legend(page, &figures);
    let drawn = if chart.is_course {
        course::draw(&figures)
    } else {
        bars::draw(&figures)
    };
    page.push_str(&drawn.pictures);
    table(page, &figures, chart.is_course, !drawn.is_told);
    page.push_str("</figure>\n");
}

fn legend(page: &mut String, figures: &Figures) {
    page.push_str("<ul class=\"legend\" aria-label=\"图例\">");
    for (kind, paint) in figures.kinds.iter().zip(&figures.paints) {
        let sample = paint.fills("width=\"16\" height=\"16\"");
        let _ = write!(
            page,
            "<li><svg width=\"16\" height=\"16\" aria-hidden=\"true\">{sample}</svg>{}</li>",
            escape(kind)
        );
    }
    page.push_str("</ul>\n");
}

/// The figures as a table, folded away where the pictures tell them all.
fn table(page: &mut String, figures: &Figures, is_course: bool, is_open: bool) {
    let open = if is_open { " open" } else { "" };
    let name = escape(figures.name);
    let first = if is_course { "时间" } else { "项目" };
    let _ = write!(
        page,
        "<details{open}><summary>图中数字</summary>\n\
         <div class=\"scroll\" role=\"group\" aria-label=\"图中数字：{name}\" tabindex=\"0\"><table class=\"figures\">\n\
         <thead><tr><th scope=\"col\">{first}</th>"
    );
    for kind in figures.kinds {
        let _ = write!(
            page,
            "<th scope=\"col\" class=\"figure\">{}</th>",
            escape(kind)
        );
    }
    if figures.has_sum() {
        page.push_str("<th scope=\"col\" class=\"figure\">合计</th>");
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    for bar in &figures.bars {
        let _ = write!(page, "<tr><th scope=\"row\">{}</th>", escape(bar.label));
        for figure in &bar.figures {
            let _ = write!(page, "<td class=\"figure\">{}</td>", told(*figure));
        }
        if figures.has_sum() {
            let _ = write!(page, "<td class=\"figure\">{}</td>", bar.sum());
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody></table></div></details>\n");
}
