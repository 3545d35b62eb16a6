//! Fonts and styles. Whatever is laid down for a kind of paragraph stands in its style and nowhere else, so that an office
//! changes one style and not a hundred paragraphs; the built-in names of Word are kept, so that its navigation knows headings.

use std::io;

use super::page::{CHARACTER, CHARACTER_SPACING, FOOTER_LINE, PITCH};
use super::xml::Xml;
use super::{MAIN, RELATIONS};

/// What figures and Latin letters are set in.
const LATIN: &str = "Times New Roman";
const FANG_SONG: &str = "仿宋_GB2312";
const KAI: &str = "楷体_GB2312";
const HEI: &str = "黑体";
const SONG: &str = "宋体";
const TITLE_SONG: &str = "方正小标宋简体";

/// The fonts named, each with the one to take where it is missing. None is embedded.
const FONTS: [(&str, &str); 5] = [
    (FANG_SONG, "仿宋"),
    (KAI, "楷体"),
    (HEI, "SimHei"),
    (SONG, "SimSun"),
    (TITLE_SONG, "方正小标宋_GBK"),
];

/// 二号, in half points, as all sizes of Word.
const SIZE_2: u32 = 44;
/// 三号.
const SIZE_3: u32 = 32;
/// 四号.
const SIZE_4: u32 = 28;
/// 小四.
pub const SIZE_SMALL_4: u32 = 24;
/// 五号.
pub const SIZE_5: u32 = 21;

/// A kind of paragraph, by the id of its style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// 标题.
    Title,
    /// What stands under the title.
    Subtitle,
    /// The document's own number.
    Number,
    /// 主送机关.
    Recipients,
    /// 一、
    Heading1,
    /// （一）
    Heading2,
    /// 1.
    Heading3,
    /// A paragraph.
    Body,
    /// An item of a list.
    List,
    /// Who signs.
    Signature,
    /// The day under the signature.
    Day,
    /// An empty line.
    Blank,
    /// The name over a table.
    Caption,
    /// A cell of a table with room.
    Cell,
    /// Its heading.
    CellHeading,
    /// A cell of a table with many columns.
    SmallCell,
    /// Its heading.
    SmallCellHeading,
    /// Air below a table.
    Gap,
    /// A line too low to be seen: where Word wants a paragraph and a reader none.
    Hair,
    /// The page's number.
    Footer,
}

/// How a paragraph looks.
struct Look {
    id: &'static str,
    name: &'static str,
    font: &'static str,
    size: u32,
    line: (u32, &'static str),
    side: &'static str,
    is_indented: bool,
    keeps_next: bool,
    level: Option<u8>,
}

impl Style {
    /// Every style, in the order of the file.
    const ALL: [Self; 20] = [
        Self::Blank,
        Self::Title,
        Self::Subtitle,
        Self::Number,
        Self::Recipients,
        Self::Heading1,
        Self::Heading2,
        Self::Heading3,
        Self::Body,
        Self::List,
        Self::Signature,
        Self::Day,
        Self::Caption,
        Self::Cell,
        Self::CellHeading,
        Self::SmallCell,
        Self::SmallCellHeading,
        Self::Gap,
        Self::Hair,
        Self::Footer,
    ];

    /// Its id in the file.
    pub fn id(self) -> &'static str {
        self.look().id
    }

    /// How high a line of it is.
    pub fn line(self) -> u32 {
        self.look().line.0
    }

    /// The style of a heading; below the third level all look like the third.
    pub fn heading(level: u8) -> Self {
        match level {
            0 | 1 => Self::Heading1,
            2 => Self::Heading2,
            _ => Self::Heading3,
        }
    }

    fn look(self) -> Look {
        let plain = |id, name| Look {
            id,
            name,
            font: FANG_SONG,
            size: SIZE_3,
            line: (PITCH, "exact"),
            side: "both",
            is_indented: false,
            keeps_next: false,
            level: None,
        };
        let heading = |id, name, font, level| Look {
            font,
            side: "left",
            is_indented: true,
            keeps_next: true,
            level: Some(level),
            ..plain(id, name)
        };
        let cell = |id, name, font, size, line, side| Look {
            font,
            size,
            // At least: an emoji higher than the line is not cut.
            line: (line, "atLeast"),
            side,
            ..plain(id, name)
        };
        let indented = |id, name| Look {
            is_indented: true,
            ..plain(id, name)
        };
        let centred = |id, name, font, size| Look {
            font,
            size,
            side: "center",
            ..plain(id, name)
        };
        let right = |id, name| Look {
            side: "right",
            ..plain(id, name)
        };
        match self {
            Self::Blank => plain("Normal", "Normal"),
            Self::Title => centred("Title", "Title", TITLE_SONG, SIZE_2),
            Self::Subtitle => centred("Subtitle", "Subtitle", KAI, SIZE_3),
            Self::Number => centred("Number", "公文编号", FANG_SONG, SIZE_3),
            Self::Recipients => Look {
                side: "left",
                ..plain("Recipients", "主送机关")
            },
            Self::Heading1 => heading("Heading1", "heading 1", HEI, 0),
            Self::Heading2 => heading("Heading2", "heading 2", KAI, 1),
            Self::Heading3 => heading("Heading3", "heading 3", FANG_SONG, 2),
            Self::Body => indented("BodyText", "Body Text"),
            Self::List => indented("List", "List"),
            Self::Signature => Look {
                keeps_next: true,
                ..right("Signature", "Signature")
            },
            Self::Day => right("Date", "Date"),
            Self::Caption => Look {
                keeps_next: true,
                ..centred("Caption", "caption", HEI, SIZE_SMALL_4)
            },
            Self::Cell => cell("Cell", "表格", FANG_SONG, SIZE_SMALL_4, 340, "left"),
            Self::CellHeading => cell("CellHeading", "表头", HEI, SIZE_SMALL_4, 340, "center"),
            Self::SmallCell => cell("SmallCell", "表格小字", FANG_SONG, SIZE_5, 300, "left"),
            Self::SmallCellHeading => {
                cell("SmallCellHeading", "表头小字", HEI, SIZE_5, 300, "center")
            }
            Self::Gap => Look {
                line: (240, "exact"),
                ..plain("Gap", "表后")
            },
            Self::Hair => Look {
                size: 2,
                line: (14, "exact"),
                ..plain("Hair", "分节")
            },
            Self::Footer => Look {
                font: SONG,
                size: SIZE_4,
                line: (FOOTER_LINE, "exact"),
                side: "left",
                ..plain("Footer", "footer")
            },
        }
    }
}

/// `word/styles.xml`.
pub fn styles() -> io::Result<Vec<u8>> {
    Xml::part("w:styles", &[("xmlns:w", MAIN)], |xml| {
        xml.element("w:docDefaults", &[], |xml| {
            xml.element("w:rPrDefault", &[], |xml| {
                xml.element("w:rPr", &[], |xml| {
                    fonts(xml, FANG_SONG)?;
                    size(xml, SIZE_3)?;
                    xml.empty(
                        "w:lang",
                        &[
                            ("w:val", "en-US"),
                            ("w:eastAsia", "zh-CN"),
                            ("w:bidi", "ar-SA"),
                        ],
                    )
                })
            })?;
            xml.empty("w:pPrDefault", &[])
        })?;
        for style in Style::ALL {
            definition(xml, style)?;
        }
        Ok(())
    })
}

fn definition(xml: &mut Xml, style: Style) -> io::Result<()> {
    let look = style.look();
    let is_base = style == Style::Blank;
    let mut attributes = vec![("w:type", "paragraph")];
    if is_base {
        attributes.push(("w:default", "1"));
    }
    // The names of Word's own styles are English in every file.
    if !look.name.is_ascii() {
        attributes.push(("w:customStyle", "1"));
    }
    attributes.push(("w:styleId", look.id));
    xml.element("w:style", &attributes, |xml| {
        xml.value("w:name", look.name)?;
        if !is_base {
            xml.value("w:basedOn", Style::Blank.id())?;
        }
        if look.level.is_some() {
            xml.value("w:next", Style::Body.id())?;
        }
        xml.empty("w:qFormat", &[])?;
        xml.element("w:pPr", &[], |xml| paragraph_properties(xml, &look))?;
        xml.element("w:rPr", &[], |xml| {
            fonts(xml, look.font)?;
            let is_in_line = look.size == SIZE_3;
            let spacing = if is_in_line { CHARACTER_SPACING } else { 0 };
            xml.value("w:spacing", &spacing.to_string())?;
            size(xml, look.size)
        })
    })
}

/// What a style says of its paragraphs, in the order of the schema.
fn paragraph_properties(xml: &mut Xml, look: &Look) -> io::Result<()> {
    if look.keeps_next {
        xml.empty("w:keepNext", &[])?;
    }
    // 22 lines a page, and not 21 for the sake of a last one.
    xml.value("w:widowControl", "0")?;
    if look.line.0 != PITCH {
        xml.value("w:snapToGrid", "0")?;
    }
    let (line, rule) = look.line;
    xml.empty(
        "w:spacing",
        &[
            ("w:before", "0"),
            ("w:after", "0"),
            ("w:line", &line.to_string()),
            ("w:lineRule", rule),
        ],
    )?;
    if look.is_indented {
        let first = (2 * CHARACTER).to_string();
        xml.empty(
            "w:ind",
            &[("w:firstLineChars", "200"), ("w:firstLine", &first)],
        )?;
    }
    xml.value("w:jc", look.side)?;
    match look.level {
        Some(level) => xml.value("w:outlineLvl", &level.to_string()),
        None => Ok(()),
    }
}

/// The fonts of a style: figures of a page's number in the Chinese font, all others in the Latin one.
fn fonts(xml: &mut Xml, chinese: &str) -> io::Result<()> {
    let latin = if chinese == SONG { SONG } else { LATIN };
    xml.empty(
        "w:rFonts",
        &[
            ("w:ascii", latin),
            ("w:hAnsi", latin),
            ("w:eastAsia", chinese),
            ("w:cs", LATIN),
        ],
    )
}

fn size(xml: &mut Xml, half_points: u32) -> io::Result<()> {
    let size = half_points.to_string();
    xml.value("w:sz", &size)?;
    xml.value("w:szCs", &size)
}

/// `word/fontTable.xml`: by which font one that is missing is replaced.
pub fn font_table() -> io::Result<Vec<u8>> {
    Xml::part(
        "w:fonts",
        &[("xmlns:w", MAIN), ("xmlns:r", RELATIONS)],
        |xml| {
            for (font, instead) in FONTS {
                xml.element("w:font", &[("w:name", font)], |xml| {
                    xml.value("w:altName", instead)?;
                    xml.value("w:charset", "86")?;
                    xml.value("w:family", "auto")?;
                    xml.value("w:pitch", "variable")
                })?;
            }
            xml.element("w:font", &[("w:name", LATIN)], |xml| {
                xml.value("w:charset", "00")?;
                xml.value("w:family", "roman")?;
                xml.value("w:pitch", "variable")
            })
        },
    )
}
