//! How cells and pages look.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

use super::parts::MOST_LINES;

/// The paper size number of A4.
const A4: u8 = 9;

const MARGINS: [f64; 6] = [0.6, 0.6, 0.75, 0.75, 0.3, 0.3];

/// The size of letters, in points.
pub const PLAIN: usize = 11;
/// The same in a heading of the first level.
pub const HEADING: usize = 13;
/// The same in the title.
pub const TITLE: usize = 16;

/// The formats of a workbook.
pub struct Styles {
    /// The document's title.
    pub title: Format,
    /// What stands in the middle under the title.
    pub middle: Format,
    /// A heading of the first level.
    pub heading: Format,
    /// A heading of any level below.
    pub subheading: Format,
    /// A paragraph.
    pub paragraph: Format,
    /// An item of a list.
    pub item: Format,
    /// Who signs.
    pub signature: Format,
    /// The day under the signature.
    pub signed_on: Format,
    /// A heading of a column.
    pub column: Format,
    /// Words in a table.
    pub text: Format,
    /// — in a table.
    pub dash: Format,
    /// A whole number in a table.
    pub count: Format,
    /// A change in a table, with its sign.
    pub change: Format,
    /// A measured value in a table.
    pub number: Format,
    /// A share in a table.
    pub percent: Format,
    /// A day in a table.
    pub day: Format,
}

impl Styles {
    /// The formats, all in the type that every Chinese spreadsheet has.
    pub fn new() -> Self {
        let plain = base().set_text_wrap().set_align(FormatAlign::Top);
        let middle = plain.clone().set_align(FormatAlign::Center);
        let signature = plain.clone().set_align(FormatAlign::Right);
        let cell = base()
            .set_text_wrap()
            .set_align(FormatAlign::VerticalCenter)
            .set_border(FormatBorder::Thin)
            .set_border_color(Color::RGB(0x00bf_bfbf));
        let figure = cell.clone().set_align(FormatAlign::Right);
        let day = cell.clone().set_align(FormatAlign::Center);
        Self {
            title: middle.clone().set_bold().set_font_size(points(TITLE)),
            heading: plain.clone().set_bold().set_font_size(points(HEADING)),
            subheading: plain.clone().set_bold(),
            item: plain.clone().set_align(FormatAlign::Left).set_indent(1),
            signed_on: signature.clone().set_num_format("yyyy-mm-dd"),
            column: day
                .clone()
                .set_bold()
                .set_background_color(Color::RGB(0x00e8_eef4)),
            count: figure.clone().set_num_format("0"),
            change: figure.clone().set_num_format("+0;-0;0"),
            percent: figure.clone().set_num_format("0%"),
            number: figure.clone(),
            dash: figure,
            day: day.set_num_format("yyyy-mm-dd"),
            text: cell,
            paragraph: plain,
            middle,
            signature,
        }
    }
}

/// What the formats have in common, and a cell without one.
pub fn base() -> Format {
    Format::new()
        .set_font_name("宋体")
        .set_font_size(points(PLAIN))
}

/// The page on which a sheet is printed: A4, one page wide, numbered.
pub fn page(sheet: &mut Worksheet, is_wide: bool) {
    let [left, right, top, bottom, header, footer] = MARGINS;
    sheet
        .set_paper_size(A4)
        .set_margins(left, right, top, bottom, header, footer)
        .set_print_fit_to_pages(1, 0)
        .set_print_center_horizontally(true)
        .set_footer("&C第 &P 页 共 &N 页");
    if is_wide {
        sheet.set_landscape();
    }
}

fn points(size: usize) -> f64 {
    u8::try_from(size).map_or(11.0, f64::from)
}

/// The row becomes high enough for so many lines of letters of this size. Not every spreadsheet finds that out itself.
pub fn height(sheet: &mut Worksheet, row: u32, lines: usize, size: usize) -> Result<(), XlsxError> {
    /// The pixels of a line and of what is above and below, eleven points high.
    const LINE: usize = 19;
    const EDGE: usize = 4;
    /// No row is higher.
    const HIGHEST: usize = 545;
    if lines > 1 || size != PLAIN {
        let pixels = (lines.min(MOST_LINES) * LINE + EDGE) * size / PLAIN;
        let pixels = pixels.min(HIGHEST);
        sheet.set_row_height_pixels(row, u32::try_from(pixels).unwrap_or(u32::MAX))?;
    }
    Ok(())
}
