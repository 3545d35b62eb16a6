//! How cells and pages look.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Worksheet};

/// The paper size number of A4.
const A4: u8 = 9;

const MARGINS: [f64; 6] = [0.6, 0.6, 0.75, 0.75, 0.3, 0.3];

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
            title: middle.clone().set_bold().set_font_size(16),
            heading: plain.clone().set_bold().set_font_size(13),
            subheading: plain.clone().set_bold(),
            item: plain.clone().set_align(FormatAlign::Left).set_indent(1),
            signed_on: signature.clone().set_num_format("yyyy-mm-dd"),
            column: day
                .clone()
                .set_bold()
                .set_background_color(Color::RGB(0x00e8_eef4)),
            count: figure.clone().set_num_format("0"),
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
    Format::new().set_font_name("宋体").set_font_size(11)
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
