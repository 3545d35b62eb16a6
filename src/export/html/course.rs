//! Bars of time, from left to right. A picture is as wide as its figures need, and scrolls where the screen is narrower.

use std::fmt::Write as _;

use super::chart::{Bar, Drawn, Figures, room};
use super::markup::escape;
use super::scale::{WHOLE, percent, told};
use crate::text::width::cut;

/// The narrowest screen, the widest picture that a page of paper holds, and the widest that one bar may take.
const NARROW: u32 = 288;
const PAPER: u32 = 600;
const WIDEST: u32 = 72;

/// The heights of the tallest bar, of the figures above and of the labels below it.
const TALL: u32 = 200;
const ABOVE: u32 = 22;
const BELOW: u32 = 26;

/// The columns of a label; a longer one is cut, and told whole in the table.
const LABEL: usize = 24;

/// The bars, in as many pictures as they need.
pub fn draw(figures: &Figures) -> Drawn {
    let sums = figures.bars.iter().map(|it| room(&sum(figures, it)) + 6);
    let slot = sums.max().unwrap_or(0).clamp(30, PAPER);
    let bars = &figures.bars;
    let in_one = usize::try_from(PAPER / slot).unwrap_or(1).max(1);
    let parts = bars.len().div_ceil(in_one);
    let in_each = bars.len().div_ceil(parts.max(1)).max(1);
    let mut drawn = Drawn {
        pictures: String::new(),
        is_told: true,
    };
    for (at, part) in bars.chunks(in_each).enumerate() {
        let of = bars.len().div_ceil(in_each);
        picture(&mut drawn, figures, part, (at + 1, of), slot);
    }
    drawn
}

/// What stands over a bar.
fn sum(figures: &Figures, bar: &Bar) -> String {
    if figures.has_sum() {
        return bar.sum();
    }
    bar.figures.first().map_or_else(String::new, |it| told(*it))
}

fn picture(drawn: &mut Drawn, figures: &Figures, part: &[Bar], which: (usize, usize), slot: u32) {
    let count = u32::try_from(part.len()).unwrap_or(u32::MAX).max(1);
    let least = slot.max((NARROW / count).min(WIDEST));
    let (narrow, wide) = (slot * count, slot.max(WIDEST) * count);
    let height = ABOVE + TALL + BELOW;
    let name = escape(figures.name);
    let _ = writeln!(
        drawn.pictures,
        "<div class=\"scroll\" role=\"group\" aria-label=\"图：{name}\" tabindex=\"0\">"
    );
    let size = format!(
        "class=\"course\" width=\"100%\" height=\"{height}\" style=\"min-width:{narrow}px;max-width:{wide}px\""
    );
    drawn
        .pictures
        .push_str(&figures.open(which, "按时间排列的竖向条形图", &size));
    let labels: Vec<String> = part.iter().map(|it| cut(it.label, LABEL)).collect();
    let longest = labels.iter().map(|it| room(it) + 8).max().unwrap_or(0);
    // Where labels would run into each other, only every second, third or later one is written.
    let step = longest.div_ceil(least).max(1);
    let floor = ABOVE + TALL;
    for (at, (bar, label)) in (0_u32..).zip(part.iter().zip(&labels)) {
        let left = at * (WHOLE / count);
        let _ = writeln!(
            drawn.pictures,
            "<g><title>{}</title>",
            escape(&figures.words(bar))
        );
        drawn.is_told &= column(
            &mut drawn.pictures,
            figures,
            bar,
            (left, WHOLE / count),
            least,
        );
        let has_room = (count - at) * least >= room(label);
        if step == 1 {
            let middle = percent(left + WHOLE / count / 2);
            let _ = writeln!(
                drawn.pictures,
                "<text class=\"middle\" x=\"{middle}\" y=\"{}\">{}</text>",
                floor + 19,
                escape(label)
            );
        } else if at % step == 0 && has_room {
            let x = percent(left + WHOLE / count / 10);
            let _ = writeln!(
                drawn.pictures,
                "<rect class=\"axis\" x=\"{x}\" y=\"{floor}\" width=\"1\" height=\"6\"/>\
                 <text x=\"{x}\" y=\"{}\">{}</text>",
                floor + 20,
                escape(label)
            );
        }
        drawn.pictures.push_str("</g>\n");
    }
    let _ = writeln!(
        drawn.pictures,
        "<rect class=\"axis\" x=\"0\" y=\"{floor}\" width=\"100%\" height=\"1\"/>\n</svg></div>"
    );
}

/// One bar in its slot, whose left edge and width are given; whether each of its figures is written.
fn column(
    picture: &mut String,
    figures: &Figures,
    bar: &Bar,
    slot: (u32, u32),
    least: u32,
) -> bool {
    let edges = figures.scale.edges(&bar.figures);
    // A fifth of the slot stays free, half of it on either side.
    let (x, width) = (percent(slot.0 + slot.1 / 10), percent(slot.1 * 4 / 5));
    let middle = percent(slot.0 + slot.1 / 2);
    let mut is_told = true;
    for ((paint, figure), edge) in figures
        .paints
        .iter()
        .zip(&bar.figures)
        .zip(edges.windows(2))
    {
        let (from, to) = (tenths(edge[0]), tenths(edge[1]));
        let words = told(*figure);
        let has_room = to - from >= 150 && room(&words) <= least * 4 / 5;
        is_told &= !figures.has_sum() || *figure == 0.0 || has_room;
        if to == from {
            continue;
        }
        let y = (ABOVE + TALL) * 10 - to;
        let (top, height) = (pixels(y), pixels(to - from));
        let place = format!("x=\"{x}\" y=\"{top}\" width=\"{width}\" height=\"{height}\"");
        picture.push_str(&paint.fills(&place));
        if figures.has_sum() && has_room {
            let _ = write!(
                picture,
                "<text class=\"inside {}\" x=\"{middle}\" y=\"{}\">{words}</text>",
                paint.class(),
                pixels(y + (to - from) / 2 + 45)
            );
        }
        picture.push('\n');
    }
    let top = (ABOVE + TALL) * 10 - edges.last().map_or(0, |it| tenths(*it));
    let _ = writeln!(
        picture,
        "<text class=\"middle\" x=\"{middle}\" y=\"{}\">{}</text>",
        pixels(top - 50),
        sum(figures, bar)
    );
    is_told
}

/// A length as tenths of a pixel of the tallest bar.
fn tenths(length: u32) -> u32 {
    length / 10 * TALL / (WHOLE / 100)
}

fn pixels(tenths: u32) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}
