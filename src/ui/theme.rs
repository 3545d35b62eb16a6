//! The looks, as data: no colour is the only sign of anything.

use ratatui::style::{Color, Modifier, Style};
use ratatui::symbols::border;

use super::colours::{self, Shades};
use crate::app::config::{Ambiguous, Background, Borders, Choices, Depth, Role};
use crate::domain::arrangement::Column;
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
    /// What frames are drawn with.
    pub frames: Strokes,
    /// What a list of tasks says of each, from left to right.
    pub columns: [Option<Column>; Column::ALL.len()],
    /// What a filter has found in a row.
    pub found: Style,
    /// What was done.
    pub done: Style,
    /// What was refused.
    pub refused: Style,
    /// The colours of the words of the lights, in the order of [`Light::ALL`].
    lights: [Option<Color>; 5],
}

/// Whether there are to be no colours.
fn is_plain(background: Background, variable: impl Fn(&str) -> Option<String>) -> bool {
    let is_asked = || variable("NO_COLOR").is_some_and(|it| !it.is_empty());
    match background {
        Background::Mono => true,
        // Who writes it down wants colours in spite of the environment.
        Background::Dark | Background::Light => false,
        Background::Auto => is_asked(),
    }
}

/// The columns that a list of tasks has when nobody says otherwise.
const USUAL: [Option<Column>; Column::ALL.len()] = {
    let mut all = [None; Column::ALL.len()];
    let mut at = 0;
    while at < Column::USUAL.len() {
        all[at] = Some(Column::USUAL[at]);
        at += 1;
    }
    all
};

/// Columns as the looks have them.
fn columns(chosen: impl Iterator<Item = Column>) -> [Option<Column>; Column::ALL.len()] {
    let mut all = [None; Column::ALL.len()];
    for (place, column) in all.iter_mut().zip(chosen) {
        *place = Some(column);
    }
    all
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
    frames: Strokes::Braille,
    columns: USUAL,
    found: BOLD.add_modifier(Modifier::UNDERLINED),
    done: BOLD,
    refused: BOLD,
    lights: [None; 5],
};

impl Theme {
    /// As a person has chosen, and where nothing is, as the environment says: no colours where it asks for none
    /// (`NO_COLOR`, <https://no-color.org>), the strokes that it has.
    pub fn of(choices: &Choices, variable: impl Fn(&str) -> Option<String>) -> Self {
        let mut theme = if is_plain(choices.background, &variable) {
            MONOCHROME
        } else {
            let depth = match choices.depth {
                Depth::Auto => colours::depth_of(&variable),
                depth => depth,
            };
            let is_light = colours::is_light(choices.background, &variable);
            let mut theme = Self::shaded(colours::shades(is_light, depth));
            for role in Role::ALL {
                if let Some(colour) = choices.colour(role) {
                    theme.paint(role, colours::chosen(colour, depth));
                }
            }
            theme
        };
        theme.columns = columns(choices.columns.iter().copied());
        theme.strokes = match choices.borders {
            Borders::Auto => Strokes::of(variable),
            Borders::Ascii => Strokes::Ascii,
            Borders::Line => Strokes::Braille,
        };
        theme.frames = match (theme.strokes, choices.borders, choices.ambiguous) {
            (Strokes::Ascii, ..) | (_, Borders::Auto, Ambiguous::Wide) => Strokes::Ascii,
            _ => Strokes::Braille,
        };
        theme
    }

    /// The looks in these shades.
    const fn shaded(shades: Shades) -> Self {
        Self {
            past: REVERSED.fg(shades.yellow),
            dim: PLAIN.fg(shades.gray),
            key: BOLD.fg(shades.cyan),
            open: PLAIN.fg(shades.yellow),
            done: BOLD.fg(shades.green),
            refused: BOLD.fg(shades.red),
            lights: [
                Some(shades.red),
                Some(shades.yellow),
                Some(shades.green),
                Some(shades.blue),
                Some(shades.gray),
            ],
            ..MONOCHROME
        }
    }

    fn paint(&mut self, role: Role, colour: Color) {
        let look = match role {
            Role::Overdue => return self.lights[0] = Some(colour),
            Role::Soon => return self.lights[1] = Some(colour),
            Role::OnTrack => return self.lights[2] = Some(colour),
            Role::Done => return self.lights[3] = Some(colour),
            Role::Idle => return self.lights[4] = Some(colour),
            Role::Bar => &mut self.bar,
            Role::Chosen => &mut self.chosen,
            Role::Found => &mut self.found,
            Role::Strong => &mut self.strong,
            Role::Dim => &mut self.dim,
            Role::Key => &mut self.key,
            Role::Open => &mut self.open,
            Role::Told => &mut self.done,
            Role::Refused => &mut self.refused,
        };
        *look = look.fg(colour);
    }

    /// Without colours: for measuring what is drawn, and in tests.
    pub fn monochrome() -> Self {
        MONOCHROME
    }

    /// With colours, whatever the environment says.
    #[cfg(test)]
    pub fn coloured() -> Self {
        Self::shaded(colours::NAMED)
    }

    /// The characters of a frame.
    pub fn frame(&self) -> border::Set<'static> {
        match self.frames {
            Strokes::Braille => border::PLAIN,
            Strokes::Ascii => border::Set {
                top_left: "+",
                top_right: "+",
                bottom_left: "+",
                bottom_right: "+",
                vertical_left: "|",
                vertical_right: "|",
                horizontal_top: "-",
                horizontal_bottom: "-",
            },
        }
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
    use crate::app::config::{Colour, Hue};

    #[test]
    fn colours_are_as_chosen_and_none_where_none_are_asked_for() {
        let no_colour = |name: &str| (name == "NO_COLOR").then(|| "1".to_owned());
        let mut choices = Choices::default();
        let red = |choices: &Choices, said: &dyn Fn(&str) -> Option<String>| {
            Theme::of(choices, said).light(Light::Overdue).fg
        };
        assert_eq!(red(&choices, &|_| None), Some(Color::Red));
        assert_eq!(red(&choices, &no_colour), None);
        choices.colours[Role::Overdue as usize] = Some(Colour::Named(Hue::Magenta));
        assert_eq!(red(&choices, &|_| None), Some(Color::Magenta));
        assert_eq!(red(&choices, &no_colour), None);
        choices.background = Background::Dark;
        assert_eq!(red(&choices, &no_colour), Some(Color::Magenta));
        choices.background = Background::Mono;
        assert_eq!(red(&choices, &|_| None), None);
    }

    #[test]
    fn every_role_changes_the_look_of_something() {
        let plain = format!("{:?}", Theme::coloured());
        for role in Role::ALL {
            let mut theme = Theme::coloured();
            theme.paint(role, Color::Rgb(1, 2, 3));
            assert_ne!(format!("{theme:?}"), plain, "{role:?}");
        }
    }

    #[test]
    fn frames_are_of_ascii_where_asked_or_where_lines_are_wide() {
        let frame = |borders, ambiguous, term: &str| {
            let choices = Choices {
                ambiguous,
                borders,
                ..Choices::default()
            };
            let said = |name: &str| (name == "TERM").then(|| term.to_owned());
            Theme::of(&choices, said).frame().vertical_left
        };
        for (borders, ambiguous, term, wanted) in [
            (Borders::Auto, Ambiguous::Auto, "xterm", "│"),
            (Borders::Auto, Ambiguous::Wide, "xterm", "|"),
            (Borders::Auto, Ambiguous::Auto, "linux", "|"),
            (Borders::Ascii, Ambiguous::Narrow, "xterm", "|"),
            (Borders::Line, Ambiguous::Wide, "linux", "│"),
        ] {
            assert_eq!(frame(borders, ambiguous, term), wanted, "{borders:?}");
        }
    }

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
