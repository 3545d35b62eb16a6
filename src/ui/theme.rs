//! The looks, as data: sixteen colours at most, and none of them the only sign of anything.

use ratatui::style::{Color, Modifier, Style};

use crate::domain::light::Light;

/// The looks of everything on the screen.
#[derive(Clone, Copy, Debug)]
pub struct Theme {
    /// The bar at the top.
    pub bar: Style,
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
    /// What was done.
    pub done: Style,
    /// What was refused.
    pub refused: Style,
    /// The words of the lights, in the order of [`Light::ALL`].
    lights: [Style; 5],
}

const PLAIN: Style = Style::new();
const BOLD: Style = PLAIN.add_modifier(Modifier::BOLD);
const REVERSED: Style = PLAIN.add_modifier(Modifier::REVERSED);
const UNDERLINED: Style = PLAIN.add_modifier(Modifier::UNDERLINED);

/// The looks where there are no colours.
const MONOCHROME: Theme = Theme {
    bar: REVERSED,
    chosen: REVERSED,
    remembered: UNDERLINED,
    strong: BOLD,
    dim: PLAIN.add_modifier(Modifier::DIM),
    key: BOLD,
    field: UNDERLINED,
    quoted: UNDERLINED,
    open: BOLD,
    done: BOLD,
    refused: BOLD,
    lights: [BOLD, PLAIN, PLAIN, PLAIN, PLAIN],
};

/// The looks where there are.
const COLOURED: Theme = Theme {
    dim: PLAIN.fg(Color::DarkGray),
    key: BOLD.fg(Color::Cyan),
    open: PLAIN.fg(Color::Yellow),
    done: BOLD.fg(Color::Green),
    refused: BOLD.fg(Color::Red),
    lights: [
        BOLD.fg(Color::Red),
        PLAIN.fg(Color::Yellow),
        PLAIN.fg(Color::Green),
        // Plain blue on black can't be read in PuTTY's own palette.
        PLAIN.fg(Color::LightBlue),
        PLAIN.fg(Color::DarkGray),
    ],
    ..MONOCHROME
};

impl Theme {
    /// With colours, unless the environment asks for none (`NO_COLOR`, <https://no-color.org>).
    pub fn from_environment() -> Self {
        if std::env::var_os("NO_COLOR").is_none_or(|it| it.is_empty()) {
            COLOURED
        } else {
            MONOCHROME
        }
    }

    /// Without colours: for measuring what is drawn, and in tests.
    pub fn monochrome() -> Self {
        MONOCHROME
    }

    /// The word of a light.
    pub fn light(&self, light: Light) -> Style {
        let place = Light::ALL.iter().position(|it| *it == light);
        place.map_or(PLAIN, |at| self.lights[at])
    }
}
