//! How the kinds of a chart look: a colour and a texture each, for no kind is told by its colour alone.

use std::fmt::Write as _;

use crate::domain::document::Chart;
use crate::domain::light::Light;

/// How many colours `style.css` has for kinds that are no light: `other0` and so on.
pub const OTHERS: usize = 6;

/// The textures: what is drawn into a square of eight. The first is none.
const TEXTURES: [&str; 6] = [
    "",
    "M-2 2L2-2M0 8L8 0M6 10L10 6",
    "M1 2h2M5 6h2",
    "M0 4H8",
    "M-2 6L2 10M0 0L8 8M6-2L10 2",
    "M4 0V8M0 4H8",
];

/// The textures, for once in a page; [`Paint::fills`] refers to them.
pub fn textures() -> String {
    let mut defined = String::new();
    for (at, path) in TEXTURES.iter().enumerate().skip(1) {
        let _ = write!(
            defined,
            "<pattern id=\"texture{at}\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">\
             <path class=\"texture\" d=\"{path}\"/></pattern>"
        );
    }
    format!(
        "<svg class=\"textures\" width=\"0\" height=\"0\" aria-hidden=\"true\"><defs>{defined}</defs></svg>\n"
    )
}

/// How one kind looks.
pub struct Paint {
    colour: String,
    texture: usize,
}

impl Paint {
    /// The paint of every kind of a chart, in its order.
    pub fn of(kinds: &[String]) -> Vec<Self> {
        let mut others = 0;
        kinds
            .iter()
            .map(|kind| {
                if let Some((colour, texture)) = light(kind) {
                    return Self {
                        colour: colour.to_owned(),
                        texture,
                    };
                }
                let at = others;
                others += 1;
                Self {
                    colour: format!("other{}", at % OTHERS),
                    // Where the colours begin anew, the textures are one further.
                    texture: (at + at / OTHERS) % TEXTURES.len(),
                }
            })
            .collect()
    }

    /// The class that colours a shape of this kind, and the figure in it.
    pub fn class(&self) -> &str {
        &self.colour
    }

    /// A rectangle of this kind: `place` is its `x`, `y`, `width` and `height` as attributes.
    pub fn fills(&self, place: &str) -> String {
        let colour = &self.colour;
        let filled = format!("<rect class=\"fill {colour}\" {place}/>");
        if self.texture == 0 {
            return filled;
        }
        let texture = self.texture;
        format!("{filled}<rect fill=\"url(#texture{texture})\" {place}/>")
    }
}

/// The class and the texture of a kind that is a light.
fn light(kind: &str) -> Option<(&'static str, usize)> {
    Chart::light_of(kind).map(|light| match light {
        Light::Overdue => ("red", 1),
        Light::DueSoon => ("yellow", 2),
        Light::OnTrack => ("green", 0),
        Light::Done => ("blue", 3),
        Light::Idle => ("grey", 4),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_of_thirty_kinds_look_alike() {
        let kinds: Vec<String> = (0..30).map(|it| format!("第{it}类")).collect();
        let mut looks: Vec<(String, usize)> = Paint::of(&kinds)
            .into_iter()
            .map(|it| (it.colour, it.texture))
            .collect();
        looks.sort();
        looks.dedup();
        assert_eq!(looks.len(), kinds.len());
    }
}
