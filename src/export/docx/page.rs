//! The sheet: GB/T 9704—2012, in twentieths of a point (twips).

use std::io;

use super::xml::Xml;

/// A4, its short side.
const SHORT: u32 = 11906;
/// A4, its long side.
const LONG: u32 = 16838;
/// 37 mm, at the top.
const TOP: u32 = 2098;
/// 35 mm, at the bottom.
const BOTTOM: u32 = 1984;
/// 28 mm, where the sheets are bound.
const LEFT: u32 = 1587;
/// 26 mm, at the other side.
const RIGHT: u32 = 1474;

/// From one line to the next. 22 lines of 29 pt are 638 pt, a fifth of a point more than 225 mm hold, and the 22nd would
/// go to the next page: 28.95 pt is the largest pitch that keeps it.
pub const PITCH: u32 = 579;
/// A character's place in a line: 28 of them fill 156 mm. The grid of characters would say the same, but `LibreOffice` gives a
/// character two places of a grid that is narrower than it is.
pub const CHARACTER: u32 = 315;
/// What a character of 16 pt gives up for that.
pub const CHARACTER_SPACING: i32 = -5;

/// The number of the page stands 7 mm below the text, in a line as high as this (20 pt).
pub const FOOTER_LINE: u32 = 400;
/// 7 mm.
const BELOW_TEXT: u32 = 397;

/// How a sheet lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// Upright.
    Portrait,
    /// On its long side, for a wide table; its margins are the upright ones, turned with it.
    Landscape,
}

impl Sheet {
    /// Its width and height.
    fn size(self) -> (u32, u32) {
        match self {
            Self::Portrait => (SHORT, LONG),
            Self::Landscape => (LONG, SHORT),
        }
    }

    /// Its margins: top, right, bottom, left.
    fn margins(self) -> (u32, u32, u32, u32) {
        match self {
            Self::Portrait => (TOP, RIGHT, BOTTOM, LEFT),
            Self::Landscape => (LEFT, TOP, RIGHT, BOTTOM),
        }
    }

    /// How wide its text is.
    pub fn text_width(self) -> u32 {
        let (_, right, _, left) = self.margins();
        self.size().0 - right - left
    }

    /// How high its text is.
    pub fn text_height(self) -> u32 {
        let (top, _, bottom, _) = self.margins();
        self.size().1 - top - bottom
    }

    /// The section's properties; the schema wants the footers first.
    pub fn write(self, xml: &mut Xml) -> io::Result<()> {
        let (width, height) = self.size();
        let (top, right, bottom, left) = self.margins();
        let footer = bottom - BELOW_TEXT - FOOTER_LINE / 2;
        let [width, height, top, right, bottom, left, footer] =
            [width, height, top, right, bottom, left, footer].map(|it| it.to_string());
        xml.element("w:sectPr", &[], |xml| {
            for (kind, id) in [("default", "odd"), ("even", "even")] {
                xml.empty("w:footerReference", &[("w:type", kind), ("r:id", id)])?;
            }
            xml.value("w:type", "nextPage")?;
            let size = [("w:w", width.as_str()), ("w:h", height.as_str())];
            match self {
                Self::Portrait => xml.empty("w:pgSz", &size)?,
                Self::Landscape => {
                    xml.empty("w:pgSz", &[size[0], size[1], ("w:orient", "landscape")])?;
                }
            }
            xml.empty(
                "w:pgMar",
                &[
                    ("w:top", &top),
                    ("w:right", &right),
                    ("w:bottom", &bottom),
                    ("w:left", &left),
                    ("w:header", "851"),
                    ("w:footer", &footer),
                    ("w:gutter", "0"),
                ],
            )?;
            xml.empty(
                "w:docGrid",
                &[("w:type", "lines"), ("w:linePitch", &PITCH.to_string())],
            )
        })
    }
}
