//! A chart below its figures.

use rust_xlsxwriter::{
    Chart as Drawing, ChartAxisCrossing, ChartDataLabel, ChartFont, ChartLegendPosition, ChartLine,
    ChartSolidFill, ChartType, Color, Worksheet,
};

use super::{Unwritable, column, line};
use crate::domain::document::Chart;
use crate::domain::light::Light;

/// More kinds than this no spreadsheet draws.
const MOST_KINDS: usize = 255;

/// The chart on the sheet that has its figures from the first row on, as [`Chart::figures`] gives them.
pub fn draw(sheet: &mut Worksheet, name: &str, chart: &Chart) -> Result<(), Unwritable> {
    const WIDTH: u32 = 640;
    let Some(last) = u32::try_from(chart.bars.len()).ok().filter(|it| *it > 0) else {
        return Ok(());
    };
    if chart.kinds.is_empty() || chart.kinds.len() > MOST_KINDS {
        return Ok(());
    }
    let mut drawing = Drawing::new(if chart.is_course {
        ChartType::ColumnStacked
    } else {
        ChartType::BarStacked
    });
    let is_alone = chart.kinds.len() == 1;
    for (at, kind) in chart.kinds.iter().enumerate() {
        let column = column(at + 1)?;
        let series = drawing.add_series();
        series
            .set_categories((name, 1, 0, last, 0))
            .set_values((name, 1, column, last, column))
            .set_name((name, 0, column))
            .set_gap(60);
        if let Some(colour) = colour(kind) {
            series.set_format(ChartSolidFill::new().set_color(colour));
        }
        if is_alone {
            series.set_data_label(ChartDataLabel::new().show_value());
        }
    }
    let title = line(&chart.name);
    // What begins with = is read as a place in a sheet.
    let title = if title.starts_with('=') {
        format!(" {title}")
    } else {
        title
    };
    drawing
        .title()
        .set_name(&title)
        .set_font(ChartFont::new().set_size(13));
    let pale = ChartLine::new().set_color(Color::RGB(0x00d9_d9d9)).clone();
    let figures = if chart.is_course {
        drawing.y_axis()
    } else {
        drawing.x_axis()
    };
    figures.set_major_gridlines_line(&pale);
    if is_alone {
        drawing.legend().set_hidden();
    } else {
        drawing.legend().set_position(ChartLegendPosition::Bottom);
    }
    if !chart.is_course {
        // The first bar at the top, and the figures below all the same.
        let bars = drawing.y_axis();
        bars.set_reverse();
        bars.set_crossing(ChartAxisCrossing::Max);
    }
    let height = if chart.is_course {
        320
    } else {
        (last.min(40) * 26 + 110).max(220)
    };
    drawing
        .set_width(WIDTH)
        .set_height(height)
        .set_alt_text(line(&chart.name));
    sheet.insert_chart(last + 2, 0, &drawing)?;
    Ok(())
}

/// The colour of a light.
fn colour(kind: &str) -> Option<Color> {
    let colour = match Chart::light_of(kind)? {
        Light::Overdue => 0x00c0_392b,
        Light::DueSoon => 0x00e0_a800,
        Light::OnTrack => 0x002e_8b57,
        Light::Done => 0x002f_6db5,
        Light::Idle => 0x008c_8c8c,
    };
    Some(Color::RGB(colour))
}
