//! The looks, as data: sixteen colours at most, and none of them the only sign of anything.

use ratatui::style::{Color, Modifier, Style};

use crate::domain::light::Light;

/// The looks of everything on the screen.
#[derive(Clone, Copy, Debug)]
pub struct Theme {
    has_colour: bool,
}

impl Theme {
    /// With colours, unless the environment asks for none (`NO_COLOR`, <https://no-color.org>).
    pub fn from_environment() -> Self {
        Self {
            has_colour: std::env::var_os("NO_COLOR").is_none_or(|it| it.is_empty()),
        }
    }

    /// With or without colours.
    #[cfg(test)]
    pub fn new(has_colour: bool) -> Self {
        Self { has_colour }
    }

    fn colour(self, colour: Color) -> Style {
        if self.has_colour {
            Style::new().fg(colour)
        } else {
            Style::new()
        }
    }

    /// The word of a light.
    pub fn light(self, light: Light) -> Style {
        let style = self.colour(match light {
            Light::Overdue => Color::Red,
            Light::DueSoon => Color::Yellow,
            Light::OnTrack => Color::Green,
            // Plain blue on black can't be read in PuTTY's own palette.
            Light::Done => Color::LightBlue,
            Light::Idle => Color::DarkGray,
        });
        if light == Light::Overdue {
            style.add_modifier(Modifier::BOLD)
        } else {
            style
        }
    }

    /// The bar at the top.
    pub fn bar(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// The row under the cursor.
    pub fn chosen(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// The row under the cursor of a pane that has not the focus.
    pub fn remembered(self) -> Style {
        Style::new().add_modifier(Modifier::UNDERLINED)
    }

    /// Titles and headings.
    pub fn strong(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// What stands back.
    pub fn dim(self) -> Style {
        if self.has_colour {
            Style::new().fg(Color::DarkGray)
        } else {
            Style::new().add_modifier(Modifier::DIM)
        }
    }

    /// Keys on the key line.
    pub fn key(self) -> Style {
        self.colour(Color::Cyan).add_modifier(Modifier::BOLD)
    }

    /// A field that one types in.
    pub fn field(self) -> Style {
        Style::new().add_modifier(Modifier::UNDERLINED)
    }

    /// The words of the document that a task stands on.
    pub fn quoted(self) -> Style {
        Style::new().add_modifier(Modifier::UNDERLINED)
    }

    /// What was done.
    pub fn done(self) -> Style {
        self.colour(Color::Green).add_modifier(Modifier::BOLD)
    }

    /// What was refused.
    pub fn refused(self) -> Style {
        self.colour(Color::Red).add_modifier(Modifier::BOLD)
    }
}
