//! A paragraph while it is read: what its runs and fields print.

use super::styles::Layout;
use super::symbol;
use crate::breakdown::source::count;
use crate::breakdown::source::grid::Block;
use crate::breakdown::source::xml::Attributes;
use crate::text::pattern::Pattern;

/// A paragraph while it is read; text boxes in it hold paragraphs of their own.
#[derive(Default)]
pub struct Paragraph {
    /// The words so far.
    pub text: String,
    /// Its style.
    pub style: Option<String>,
    /// What it says of itself.
    pub layout: Layout,
    /// Whether the next paragraph goes on with it.
    pub end: End,
    /// How many tables were open when it began.
    pub tables: usize,
    /// What its text boxes hold.
    pub boxes: Vec<Block>,
    run: Run,
    fields: Vec<Field>,
    /// It points at a page, or at a heading as a table of contents does.
    points: Points,
}

/// How a paragraph ends.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum End {
    /// With the line.
    #[default]
    Line,
    /// Its mark is deleted: it is the beginning of the next paragraph.
    Deleted,
    /// Its mark is hidden: it keeps its number, and the next paragraph stands behind it.
    Hidden,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Points {
    #[default]
    Nowhere,
    /// By a link to a heading.
    Heading,
    /// By a page number.
    Page,
}

/// The properties of the run that is read.
#[derive(Default)]
struct Run {
    is_hidden: bool,
    font: String,
}

/// A field: its code, and whether what it prints has begun.
#[derive(Default)]
struct Field {
    code: String,
    has_result: bool,
}

impl Paragraph {
    /// A paragraph that goes on with these words and boxes, in as many tables.
    pub fn behind((text, boxes): (String, Vec<Block>), tables: usize) -> Self {
        Self {
            text,
            tables,
            boxes,
            ..Self::default()
        }
    }

    /// A new run begins.
    pub fn open_run(&mut self) {
        self.run = Run::default();
    }

    /// What one of its run's properties says.
    pub fn mark_run(&mut self, name: &str, attributes: &Attributes) {
        match name {
            "vanish" => self.run.is_hidden = attributes.is_on(),
            "rFonts" => self.run.font = attributes.find("ascii").unwrap_or_default(),
            _ => {}
        }
    }

    /// Words of a run, as its font prints them.
    pub fn write(&mut self, words: &str) {
        if self.run.is_hidden || self.fields.iter().any(Field::prints_page) {
            return;
        }
        let font = &self.run.font;
        self.text
            .extend(words.chars().filter_map(|it| symbol::print(font, it)));
    }

    /// A character of a symbol font.
    pub fn write_symbol(&mut self, attributes: &Attributes) {
        let code = attributes.find("char").unwrap_or_default();
        let code = u32::from_str_radix(&code, 16).ok();
        let font = attributes.find("font").unwrap_or_default();
        let printed = code
            .and_then(char::from_u32)
            .and_then(|character| symbol::print(&font, character));
        if let Some(printed) = printed {
            self.write(printed.encode_utf8(&mut [0; 4]));
        }
    }

    /// A field begins, shows its result, or ends.
    pub fn step_field(&mut self, kind: &str) {
        match kind {
            "begin" => self.fields.push(Field::default()),
            "separate" => {
                if let Some(field) = self.fields.last_mut() {
                    field.has_result = true;
                }
            }
            "end" => {
                if let Some(printed) = self.fields.pop().and_then(|field| field.drawn()) {
                    self.write(&printed);
                }
            }
            _ => {}
        }
    }

    /// Words of a field's code.
    pub fn write_code(&mut self, words: &str) {
        if words.contains("PAGEREF") {
            self.points = Points::Page;
        }
        if let Some(field) = self.fields.last_mut() {
            field.code.push_str(words);
        }
    }

    /// It has a link to this place of the document.
    pub fn link(&mut self, anchor: &str) {
        if anchor.starts_with("_Toc") && self.points == Points::Nowhere {
            self.points = Points::Heading;
        }
    }

    /// Whether it is a line of a table of contents.
    pub fn is_contents(&self) -> bool {
        let ends_in_page = self
            .text
            .trim_end()
            .ends_with(|it: char| it.is_ascii_digit());
        match self.points {
            Points::Nowhere => false,
            Points::Heading => ends_in_page,
            Points::Page => true,
        }
    }
}

/// Whether a field of this code prints the number of a page.
pub fn is_page_number(code: &str) -> bool {
    let word = code.split_whitespace().next().unwrap_or_default();
    ["PAGE", "NUMPAGES", "SECTIONPAGES"].contains(&word.to_ascii_uppercase().as_str())
}

impl Field {
    fn prints_page(&self) -> bool {
        self.has_result && is_page_number(&self.code)
    }

    /// What a field without a result draws: a number in a circle.
    fn drawn(&self) -> Option<String> {
        static CIRCLE: Pattern =
            Pattern::new(r"^~(?i-u:eq)~\\o~(?:\\ac)?~\(~[○〇◯]~[,，;；]~(\d{1,2})~\)");
        if self.has_result {
            return None;
        }
        let count = CIRCLE.captures(&self.code)?.get(1)?.as_str().parse().ok()?;
        let circled = count::circled(count);
        Some(circled.map_or_else(|| format!("({count})"), String::from))
    }
}
