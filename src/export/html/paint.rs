//! How the kinds of a chart look: a colour and a texture each, for no kind is told by its colour alone.

use std::fmt::Write as _;

/// The lights, the class that colours each in `style.css`, and its texture.
const LIGHTS: [(&str, &str, usize); 5] = [
    ("红", "red", 1),
    ("黄", "yellow", 2),
    ("绿", "green", 0),
    ("蓝", "blue", 3),
    ("灰", "grey", 4),
];

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
                if let Some((_, colour, texture)) = light(kind) {
                    return Self {
                        colour: (*colour).to_owned(),
                        texture: *texture,
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

/// The light that a kind is: it is called 红, 红灯, 红（逾期） or 逾期（红）; 红十字会 and 绿化 are none.
fn light(kind: &str) -> Option<&'static (&'static str, &'static str, usize)> {
    const AFTER: [char; 9] = [' ', '灯', '（', '(', '：', ':', '·', '、', '/'];
    let kind = kind.trim();
    LIGHTS.iter().find(|(name, ..)| {
        let begins = kind
            .strip_prefix(name)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(AFTER));
        let ends = [("（", "）"), ("(", ")")].iter().any(|(open, close)| {
            kind.strip_suffix(close)
                .and_then(|rest| rest.trim_end_matches('灯').strip_suffix(name))
                .is_some_and(|rest| rest.ends_with(open))
        });
        begins || ends
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_light_is_known_by_its_name() {
        for (kind, colour) in [
            ("红", Some("red")),
            ("黄灯", Some("yellow")),
            ("绿（正常）", Some("green")),
            ("已办结（蓝）", Some("blue")),
            ("暂缓 (灰灯)", Some("grey")),
            ("红十字会", None),
            ("绿化", None),
            ("", None),
        ] {
            assert_eq!(light(kind).map(|it| it.1), colour, "{kind}");
        }
    }

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
