//! The colours of the looks: what each is on a dark and on a light ground, and what becomes of it on fewer colours.

use ratatui::style::Color;

use crate::app::config::{Background, Colour, Depth, Hue};

/// The colours that roles share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shades {
    /// 红, and what was refused.
    pub red: Color,
    /// 黄, and what is still open.
    pub yellow: Color,
    /// 绿, and what was done.
    pub green: Color,
    /// 蓝.
    pub blue: Color,
    /// 灰, and what stands back.
    pub gray: Color,
    /// Keys.
    pub cyan: Color,
}

/// The sixteen of the terminal, which shows them in its own shades, on a dark ground.
pub const NAMED: Shades = Shades {
    red: Color::Red,
    yellow: Color::Yellow,
    green: Color::Green,
    // Plain blue on black can't be read in PuTTY's own palette.
    blue: Color::LightBlue,
    gray: Color::DarkGray,
    cyan: Color::Cyan,
};

/// The same on a light ground, where neither yellow nor cyan can be read.
const NAMED_LIGHT: Shades = Shades {
    yellow: Color::Reset,
    blue: Color::Blue,
    cyan: Color::Blue,
    ..NAMED
};

const DARK: Shades = Shades {
    red: Color::Rgb(0xff, 0x6b, 0x6b),
    yellow: Color::Rgb(0xe5, 0xc0, 0x4b),
    green: Color::Rgb(0x7e, 0xc8, 0x7e),
    blue: Color::Rgb(0x7a, 0xa8, 0xff),
    gray: Color::Rgb(0x9a, 0x9a, 0x9a),
    cyan: Color::Rgb(0x56, 0xc7, 0xd6),
};

const LIGHT: Shades = Shades {
    red: Color::Rgb(0xaf, 0x1f, 0x1f),
    yellow: Color::Rgb(0x75, 0x55, 0x00),
    green: Color::Rgb(0x00, 0x60, 0x20),
    blue: Color::Rgb(0x00, 0x4f, 0xaf),
    gray: Color::Rgb(0x5f, 0x5f, 0x5f),
    cyan: Color::Rgb(0x00, 0x5f, 0x6f),
};

/// The shades for a ground and a depth.
pub fn shades(is_light: bool, depth: Depth) -> Shades {
    let whole = match (is_light, depth) {
        (false, Depth::Sixteen | Depth::Auto) => return NAMED,
        (true, Depth::Sixteen | Depth::Auto) => return NAMED_LIGHT,
        (false, _) => DARK,
        (true, _) => LIGHT,
    };
    let fit = |colour| fit(colour, depth);
    Shades {
        red: fit(whole.red),
        yellow: fit(whole.yellow),
        green: fit(whole.green),
        blue: fit(whole.blue),
        gray: fit(whole.gray),
        cyan: fit(whole.cyan),
    }
}

/// How many colours the environment says that there are.
pub fn depth_of(variable: impl Fn(&str) -> Option<String>) -> Depth {
    let said = |name: &str| variable(name).unwrap_or_default().to_ascii_lowercase();
    if matches!(said("COLORTERM").as_str(), "truecolor" | "24bit") {
        return Depth::True;
    }
    let term = said("TERM");
    if term.ends_with("-direct") {
        return Depth::True;
    }
    if term.contains("256color") {
        return Depth::Palette;
    }
    Depth::Sixteen
}

/// Whether the ground is light: as said, else as `COLORFGBG` (15;0, 0;default;15) has it.
pub fn is_light(background: Background, variable: impl Fn(&str) -> Option<String>) -> bool {
    match background {
        Background::Light => true,
        Background::Dark | Background::Mono => false,
        Background::Auto => {
            let said = variable("COLORFGBG").unwrap_or_default();
            matches!(said.rsplit(';').next(), Some("7" | "15"))
        }
    }
}

/// A colour that a person chose, as the terminal can show it.
pub fn chosen(colour: Colour, depth: Depth) -> Color {
    match colour {
        Colour::Named(hue) => named(hue),
        Colour::Rgb(red, green, blue) => fit(Color::Rgb(red, green, blue), depth),
    }
}

fn named(hue: Hue) -> Color {
    match hue {
        Hue::Black => Color::Black,
        Hue::Red => Color::Red,
        Hue::Green => Color::Green,
        Hue::Yellow => Color::Yellow,
        Hue::Blue => Color::Blue,
        Hue::Magenta => Color::Magenta,
        Hue::Cyan => Color::Cyan,
        Hue::Gray => Color::Gray,
        Hue::DarkGray => Color::DarkGray,
        Hue::LightRed => Color::LightRed,
        Hue::LightGreen => Color::LightGreen,
        Hue::LightYellow => Color::LightYellow,
        Hue::LightBlue => Color::LightBlue,
        Hue::LightMagenta => Color::LightMagenta,
        Hue::LightCyan => Color::LightCyan,
        Hue::White => Color::White,
    }
}

/// The nearest of the colours that there are.
fn fit(colour: Color, depth: Depth) -> Color {
    let Color::Rgb(red, green, blue) = colour else {
        return colour;
    };
    match depth {
        Depth::True => colour,
        Depth::Palette => Color::Indexed(nearest(16..=255, (red, green, blue))),
        Depth::Sixteen | Depth::Auto => {
            let at = nearest(0..=15, (red, green, blue));
            Hue::ALL
                .iter()
                .copied()
                .find(|hue| place(*hue) == at)
                .map_or(Color::Reset, named)
        }
    }
}

/// A name's place among the sixteen.
fn place(hue: Hue) -> u8 {
    match hue {
        Hue::Black => 0,
        Hue::Red => 1,
        Hue::Green => 2,
        Hue::Yellow => 3,
        Hue::Blue => 4,
        Hue::Magenta => 5,
        Hue::Cyan => 6,
        Hue::Gray => 7,
        Hue::DarkGray => 8,
        Hue::LightRed => 9,
        Hue::LightGreen => 10,
        Hue::LightYellow => 11,
        Hue::LightBlue => 12,
        Hue::LightMagenta => 13,
        Hue::LightCyan => 14,
        Hue::White => 15,
    }
}

fn nearest(among: std::ops::RangeInclusive<u8>, wanted: (u8, u8, u8)) -> u8 {
    let far = |at: &u8| {
        let found = shade(*at);
        let part = |one: u8, other: u8| u32::from(one.abs_diff(other)).pow(2);
        part(found.0, wanted.0) + part(found.1, wanted.1) + part(found.2, wanted.2)
    };
    among.min_by_key(far).unwrap_or_default()
}

/// The shade of a place among the 256, as xterm has it.
fn shade(at: u8) -> (u8, u8, u8) {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    const FIRST: [(u8, u8, u8); 16] = [
        (0, 0, 0),
        (205, 0, 0),
        (0, 205, 0),
        (205, 205, 0),
        (0, 0, 238),
        (205, 0, 205),
        (0, 205, 205),
        (229, 229, 229),
        (127, 127, 127),
        (255, 0, 0),
        (0, 255, 0),
        (255, 255, 0),
        (92, 92, 255),
        (255, 0, 255),
        (0, 255, 255),
        (255, 255, 255),
    ];
    let step = |it: u8| STEPS[usize::from(it % 6)];
    match at {
        0..=15 => FIRST[usize::from(at)],
        16..=231 => {
            let cube = at - 16;
            (step(cube / 36), step(cube / 6), step(cube))
        }
        232..=255 => {
            let gray = 8 + (at - 232) * 10;
            (gray, gray, gray)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// WCAG 2's relative luminance.
    fn luminance((red, green, blue): (u8, u8, u8)) -> f64 {
        let part = |it: u8| {
            let it = f64::from(it) / 255.0;
            if it <= 0.04045 {
                it / 12.92
            } else {
                ((it + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue)
    }

    fn contrast(colour: Color, is_light: bool) -> f64 {
        let shade = match colour {
            Color::Rgb(red, green, blue) => (red, green, blue),
            Color::Indexed(at) => shade(at),
            other => panic!("{other:?} has a shade of the terminal's own"),
        };
        let (one, other) = (luminance(shade), if is_light { 1.0 } else { 0.0 });
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn every_shade_can_be_read_on_its_ground() {
        for is_light in [false, true] {
            for depth in [Depth::Palette, Depth::True] {
                let it = shades(is_light, depth);
                for colour in [it.red, it.yellow, it.green, it.blue, it.gray, it.cyan] {
                    let found = contrast(colour, is_light);
                    assert!(found >= 4.5, "{colour:?} {depth:?} {is_light}: {found:.2}");
                }
            }
        }
    }

    #[test]
    fn the_shades_of_a_set_are_told_apart() {
        for is_light in [false, true] {
            for depth in [Depth::Palette, Depth::True] {
                let it = shades(is_light, depth);
                let all = [it.red, it.yellow, it.green, it.blue, it.gray, it.cyan];
                for (at, one) in all.iter().enumerate() {
                    assert!(!all[..at].contains(one), "{one:?} {depth:?} {is_light}");
                }
            }
        }
    }

    #[test]
    fn a_colour_becomes_the_nearest_that_there_is() {
        let red = Colour::find("#ff0000").unwrap();
        assert_eq!(chosen(red, Depth::True), Color::Rgb(255, 0, 0));
        assert_eq!(chosen(red, Depth::Palette), Color::Indexed(196));
        assert_eq!(chosen(red, Depth::Sixteen), Color::LightRed);
        let gray = Colour::find("#767676").unwrap();
        assert_eq!(chosen(gray, Depth::Palette), Color::Indexed(243));
        let named = Colour::find("light-cyan").unwrap();
        assert_eq!(chosen(named, Depth::True), Color::LightCyan);
    }

    #[test]
    fn the_environment_says_how_many_colours_there_are_and_on_what() {
        for (colorterm, term, depth) in [
            ("truecolor", "xterm", Depth::True),
            ("24bit", "screen", Depth::True),
            ("", "xterm-256color", Depth::Palette),
            ("yes", "tmux-256color", Depth::Palette),
            ("", "xterm-direct", Depth::True),
            ("", "xterm", Depth::Sixteen),
            ("", "linux", Depth::Sixteen),
            ("", "", Depth::Sixteen),
        ] {
            let said = |name: &str| match name {
                "COLORTERM" => Some(colorterm.to_owned()),
                "TERM" => Some(term.to_owned()),
                _ => None,
            };
            assert_eq!(depth_of(said), depth, "{colorterm} {term}");
        }
        for (said, light) in [
            ("0;15", true),
            ("0;default;15", true),
            ("0;7", true),
            ("15;0", false),
            ("15;8", false),
            ("default;default", false),
            ("", false),
        ] {
            let found = is_light(Background::Auto, |_| Some(said.to_owned()));
            assert_eq!(found, light, "{said}");
        }
        assert!(is_light(Background::Light, |_| None));
        assert!(!is_light(Background::Dark, |_| Some("0;15".to_owned())));
    }
}
