//! A screen as an SVG picture: every character stands at its column, whatever font the reader has.

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use std::fmt::Write;

use crate::text::width::width;

/// The size of a cell and of the letters in it.
const CELL: (u16, u16) = (8, 19);
const LETTER: u16 = 14;
/// The room around the screen.
const MARGIN: u16 = 12;
const GROUND: &str = "#1b1e28";
const INK: &str = "#d5d8e0";
/// Fonts whose “ … ≥ are as narrow as the program counts them.
const NARROW_FONTS: &str = "Menlo,Consolas,'DejaVu Sans Mono',monospace";
const FONTS: &str = "'Sarasa Mono SC','Noto Sans Mono CJK SC','Source Han Mono SC',Menlo,Consolas,\
    'DejaVu Sans Mono','PingFang SC','Microsoft YaHei','Noto Sans CJK SC',monospace";

/// How something is drawn: ink, ground where it is not that of the screen, weight, line below.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Look {
    ink: &'static str,
    ground: Option<&'static str>,
    is_bold: bool,
    is_dim: bool,
    is_underlined: bool,
}

impl Look {
    fn of(cell: &Cell) -> Self {
        let (mut ink, mut ground) = (colour(cell.fg).unwrap_or(INK), colour(cell.bg));
        if cell.modifier.contains(Modifier::REVERSED) {
            (ink, ground) = (ground.unwrap_or(GROUND), Some(ink));
        }
        Self {
            ink,
            ground,
            is_bold: cell.modifier.contains(Modifier::BOLD),
            is_dim: cell.modifier.contains(Modifier::DIM),
            is_underlined: cell.modifier.contains(Modifier::UNDERLINED),
        }
    }

    /// The attributes of what is written.
    fn attributes(self) -> String {
        let mut attributes = format!(" fill=\"{}\"", self.ink);
        if self.is_bold {
            attributes.push_str(" font-weight=\"700\"");
        }
        if self.is_dim {
            attributes.push_str(" fill-opacity=\".6\"");
        }
        attributes
    }
}

/// The sixteen colours on a dark ground; none for the terminal's own.
fn colour(colour: Color) -> Option<&'static str> {
    Some(match colour {
        Color::Reset => return None,
        Color::Black => "#10121a",
        Color::Red => "#f07178",
        Color::Green => "#9ece6a",
        Color::Yellow => "#e6c068",
        Color::Blue => "#5f87e8",
        Color::Magenta => "#c792ea",
        Color::Cyan => "#6fc3df",
        Color::Gray => "#b4b9c8",
        Color::DarkGray => "#7f869c",
        Color::LightRed => "#ff9aa0",
        Color::LightGreen => "#b9e58b",
        Color::LightYellow => "#f5d98a",
        Color::LightBlue => "#82aaff",
        Color::LightMagenta => "#ddb3f5",
        Color::LightCyan => "#9ddff2",
        Color::White => "#ffffff",
        other => panic!("no more than sixteen colours are used, and {other} is none of them"),
    })
}

/// One character on the screen: where it begins and ends, and how it looks.
struct Glyph<'a> {
    symbol: &'a str,
    x: u16,
    end: u16,
    look: Look,
}

/// The characters of a row.
fn glyphs(buffer: &Buffer, y: u16) -> Vec<Glyph<'_>> {
    let (mut glyphs, mut x) = (Vec::new(), buffer.area.x);
    while x < buffer.area.right() {
        let cell = &buffer[(x, y)];
        let end = x + u16::try_from(width(cell.symbol()).max(1)).unwrap();
        glyphs.push(Glyph {
            symbol: cell.symbol(),
            x,
            end,
            look: Look::of(cell),
        });
        x = end;
    }
    glyphs
}

/// The picture of a screen.
pub fn svg(buffer: &Buffer) -> String {
    let area = buffer.area;
    let wide = area.width * CELL.0 + 2 * MARGIN;
    let high = area.height * CELL.1 + 2 * MARGIN;
    let mut picture = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{wide}\" height=\"{high}\" viewBox=\"0 0 {wide} {high}\" \
         font-family=\"{FONTS}\" font-size=\"{LETTER}\">\n\
         <rect width=\"{wide}\" height=\"{high}\" rx=\"8\" fill=\"{GROUND}\"/>\n\
         <g transform=\"translate({MARGIN} {MARGIN})\">\n"
    );
    for y in area.top()..area.bottom() {
        let glyphs = glyphs(buffer, y);
        let top = (y - area.y) * CELL.1;
        grounds(&mut picture, &glyphs, top);
        for same in glyphs.chunk_by(|one, next| one.look == next.look) {
            letters(&mut picture, same, top);
            strokes(&mut picture, same, top);
        }
    }
    picture.push_str("</g>\n</svg>\n");
    picture
}

/// What lies behind the characters of a row.
fn grounds(picture: &mut String, glyphs: &[Glyph<'_>], top: u16) {
    for same in glyphs.chunk_by(|one, next| one.look.ground == next.look.ground) {
        if let Some(ground) = same[0].look.ground {
            let (left, right) = (same[0].x * CELL.0, same[same.len() - 1].end * CELL.0);
            let (across, down) = (right - left, CELL.1);
            writeln!(
                picture,
                "<rect x=\"{left}\" y=\"{top}\" width=\"{across}\" height=\"{down}\" fill=\"{ground}\"/>"
            )
            .unwrap();
        }
    }
}

/// The characters of one look, each at a column of its own. What a font composes of several stands alone, and so does what
/// fonts for Chinese draw wider than the program counts it.
fn letters(picture: &mut String, same: &[Glyph<'_>], top: u16) {
    let (attributes, y) = (same[0].look.attributes(), top + LETTER);
    let (mut columns, mut text) = (Vec::new(), String::new());
    for glyph in same {
        if glyph.symbol.trim().is_empty() || is_stroke(glyph.symbol) {
            continue;
        }
        let (left, across) = (glyph.x * CELL.0, (glyph.end - glyph.x) * CELL.0);
        let symbol = escape(glyph.symbol);
        let is_plain = glyph.symbol.is_ascii() || across > CELL.0;
        if is_plain && glyph.symbol.encode_utf16().count() == 1 {
            columns.push(left.to_string());
            text.push_str(&symbol);
            continue;
        }
        let fonts = if is_plain { FONTS } else { NARROW_FONTS };
        writeln!(
            picture,
            "<text x=\"{left}\" y=\"{y}\"{attributes} font-family=\"{fonts}\" textLength=\"{across}\" \
             lengthAdjust=\"spacingAndGlyphs\">{symbol}</text>"
        )
        .unwrap();
    }
    if !text.is_empty() {
        let columns = columns.join(" ");
        writeln!(
            picture,
            "<text x=\"{columns}\" y=\"{y}\"{attributes}>{text}</text>"
        )
        .unwrap();
    }
}

/// What is drawn rather than written, as fonts differ in it: dots, the line between two panes, lines below words.
fn strokes(picture: &mut String, same: &[Glyph<'_>], top: u16) {
    let (mut dots, mut lines) = (String::new(), String::new());
    for glyph in same {
        let left = glyph.x * CELL.0;
        match glyph.symbol.chars().next() {
            Some('│') => {
                let (x, down) = (left + CELL.0 / 2, CELL.1);
                write!(lines, "M{x} {top}v{down}").unwrap();
            }
            Some(braille @ '\u{2801}'..='\u{28ff}') => {
                for (bit, (across, down)) in DOTS.into_iter().enumerate() {
                    if u32::from(braille) >> bit & 1 == 1 {
                        write!(dots, "M{} {}h0", left + across, top + down).unwrap();
                    }
                }
            }
            _ => {}
        }
        if glyph.look.is_underlined {
            let (y, across) = (top + LETTER + 3, (glyph.end - glyph.x) * CELL.0);
            write!(lines, "M{left} {y}h{across}").unwrap();
        }
    }
    let ink = same[0].look.ink;
    for (path, thick, cap) in [(dots, "2.4", "round"), (lines, "1", "butt")] {
        if !path.is_empty() {
            writeln!(
                picture,
                "<path d=\"{path}\" stroke=\"{ink}\" stroke-width=\"{thick}\" stroke-linecap=\"{cap}\" fill=\"none\"/>"
            )
            .unwrap();
        }
    }
}

/// Where the eight dots of a Braille cell stand, in the order of their bits.
const DOTS: [(u16, u16); 8] = [
    (2, 2),
    (2, 7),
    (2, 12),
    (6, 2),
    (6, 7),
    (6, 12),
    (2, 17),
    (6, 17),
];

fn is_stroke(symbol: &str) -> bool {
    symbol == "│" || symbol.starts_with(|it| ('\u{2800}'..='\u{28ff}').contains(&it))
}

fn escape(symbol: &str) -> String {
    symbol
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[test]
fn a_picture_places_escapes_and_colours() {
    use ratatui::layout::Rect;
    use ratatui::style::Style;
    let mut buffer = Buffer::empty(Rect::new(0, 0, 12, 1));
    buffer.set_string(0, 0, "督<&b", Style::new().red().bold());
    buffer.set_string(6, 0, "办", Style::new().reversed());
    buffer.set_string(11, 0, "≥", Style::new());
    buffer.set_string(8, 0, "⠁│x", Style::new().underlined());
    let picture = svg(&buffer);
    for part in [
        "<text x=\"0 16 24 32\" y=\"14\" fill=\"#f07178\" font-weight=\"700\">督&lt;&amp;b</text>",
        "<rect x=\"48\" y=\"0\" width=\"16\" height=\"19\" fill=\"#d5d8e0\"/>",
        "<text x=\"48\" y=\"14\" fill=\"#1b1e28\">办</text>",
        "<path d=\"M66 2h0\"",
        "M76 0v19",
        " textLength=\"8\" lengthAdjust=\"spacingAndGlyphs\">≥</text>",
        "M80 17h8",
    ] {
        assert!(picture.contains(part), "no {part} in\n{picture}");
    }
}
