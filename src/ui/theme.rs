//! The looks, as data: sixteen colours at most, and none of them the only sign of anything.

use ratatui::style::{Color, Modifier, Style};

use crate::domain::light::Light;

/// What a picture is drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strokes {
    /// Braille dots, eight to a cell.
    Braille,
    /// Plain ASCII, for a terminal or a locale that may not have the dots.
    Ascii,
}

impl Strokes {
    /// Those that an environment has: no dots where the terminal is known not to have them, or the locale says that its
    /// characters are not UTF-8. Where nothing is said, the dots are as good as the Chinese around them.
    fn of(variable: impl Fn(&str) -> Option<String>) -> Self {
        let said = |name: &&str| variable(name).filter(|it| !it.is_empty());
        let is_bare = said(&"TERM").is_some_and(|it| ["dumb", "linux"].contains(&it.as_str()));
        // The first of these that says anything is the one that counts.
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(said);
        let is_other = locale.is_some_and(|it| {
            let it = it.to_ascii_lowercase();
            !it.contains("utf-8") && !it.contains("utf8")
        });
        if is_bare || is_other {
            Self::Ascii
        } else {
            Self::Braille
        }
    }
}

/// The looks of everything on the screen.
#[derive(Clone, Copy, Debug)]
pub struct Theme {
    /// The bar at the top.
    pub bar: Style,
    /// The bar at the top while a past day is looked at.
    pub past: Style,
    /// The row under the cursor.
    pub chosen: Style,
    /// The row under the cursor of a pane that has not the focus.
    pub remembered: Style,
    /// Titles and headings.
    pub strong: Style,
    /// What stands back.
    pub dim: Style,
    /// Keys on the key line.
    pub key: Style,
    /// A field that one types in.
    pub field: Style,
    /// The words of the document that a task stands on.
    pub quoted: Style,
    /// Words of a paragraph of which nobody has said what becomes of them.
    pub open: Style,
    /// What pictures are drawn with.
    pub strokes: Strokes,
    /// What a filter has found in a row.
    pub found: Style,
    /// What was done.
    pub done: Style,
    /// What was refused.
    pub refused: Style,
    /// The colours of the words of the lights, in the order of [`Light::ALL`].
    lights: [Option<Color>; 5],
}

const PLAIN: Style = Style::new();
const BOLD: Style = PLAIN.add_modifier(Modifier::BOLD);
const REVERSED: Style = PLAIN.add_modifier(Modifier::REVERSED);
const UNDERLINED: Style = PLAIN.add_modifier(Modifier::UNDERLINED);

/// The looks where there are no colours.
const MONOCHROME: Theme = Theme {
    bar: REVERSED,
    past: REVERSED.add_modifier(Modifier::BOLD),
    chosen: REVERSED,
    remembered: UNDERLINED,
    strong: BOLD,
    dim: PLAIN.add_modifier(Modifier::DIM),
    key: BOLD,
    field: UNDERLINED,
    quoted: UNDERLINED,
    open: BOLD,
    strokes: Strokes::Braille,
    found: BOLD.add_modifier(Modifier::UNDERLINED),
    done: BOLD,
    refused: BOLD,
    lights: [None; 5],
};

/// The looks where there are.
const COLOURED: Theme = Theme {
    past: REVERSED.fg(Color::Yellow),
    dim: PLAIN.fg(Color::DarkGray),
    key: BOLD.fg(Color::Cyan),
    open: PLAIN.fg(Color::Yellow),
    done: BOLD.fg(Color::Green),
    refused: BOLD.fg(Color::Red),
    lights: [
        Some(Color::Red),
        Some(Color::Yellow),
        Some(Color::Green),
        // Plain blue on black can't be read in PuTTY's own palette.
        Some(Color::LightBlue),
        Some(Color::DarkGray),
    ],
    ..MONOCHROME
};

impl Theme {
    /// With colours, unless the environment asks for none (`NO_COLOR`, <https://no-color.org>), and with the strokes that it
    /// has.
    pub fn from_environment() -> Self {
        let looks = if std::env::var_os("NO_COLOR").is_none_or(|it| it.is_empty()) {
            COLOURED
        } else {
            MONOCHROME
        };
        Self {
            strokes: Strokes::of(|name| std::env::var(name).ok()),
            ..looks
        }
    }

    /// Without colours: for measuring what is drawn, and in tests.
    pub fn monochrome() -> Self {
        MONOCHROME
    }

    /// With colours, whatever the environment says.
    #[cfg(test)]
    pub fn coloured() -> Self {
        COLOURED
    }

    /// The colour of the targets in a picture; without colours, the one that everything has.
    pub fn target(&self) -> Color {
        self.key.fg.unwrap_or(Color::Reset)
    }

    /// The word of a light; red stands out without its colour too.
    pub fn light(&self, light: Light) -> Style {
        let place = Light::ALL.iter().position(|it| *it == light);
        let look = if light == Light::Overdue { BOLD } else { PLAIN };
        Style {
            fg: place.and_then(|at| self.lights[at]),
            ..look
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_are_for_terminals_and_locales_that_have_them() {
        let cases: [(&[(&str, &str)], Strokes); 9] = [
            (&[], Strokes::Braille),
            (
                &[("TERM", "xterm-256color"), ("LANG", "zh_CN.UTF-8")],
                Strokes::Braille,
            ),
            (
                &[("TERM", "screen"), ("LC_CTYPE", "C.utf8")],
                Strokes::Braille,
            ),
            (
                &[("TERM", "linux"), ("LANG", "zh_CN.UTF-8")],
                Strokes::Ascii,
            ),
            (&[("TERM", "dumb")], Strokes::Ascii),
            (&[("LANG", "zh_CN.GB18030")], Strokes::Ascii),
            (&[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "C")], Strokes::Ascii),
            (
                &[("LANG", "C"), ("LC_CTYPE", "zh_CN.UTF-8"), ("LC_ALL", "")],
                Strokes::Braille,
            ),
            (
                &[("LANG", "zh_CN.UTF-8"), ("LC_CTYPE", "POSIX")],
                Strokes::Ascii,
            ),
        ];
        for (environment, strokes) in cases {
            let said = |name: &str| {
                let found = environment.iter().find(|it| it.0 == name);
                found.map(|it| it.1.to_owned())
            };
            assert_eq!(Strokes::of(said), strokes, "{environment:?}");
        }
    }
}
