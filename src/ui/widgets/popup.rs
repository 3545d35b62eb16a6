//! The box of a dialog, over whatever stands below it.

use ratatui::Frame;
use ratatui::buffer::CellDiffOption;
use ratatui::layout::Rect;
use ratatui::widgets::{Block, Clear};

use super::super::theme::Theme;
use super::lines;

/// Clears a box in the middle of an area, frames it, and gives what is inside, with a margin of one column.
pub fn open(
    frame: &mut Frame<'_>,
    area: Rect,
    columns: u16,
    rows: u16,
    title: &str,
    theme: Theme,
) -> Rect {
    let columns = columns.min(area.width);
    let rows = rows.min(area.height);
    let place = Rect {
        x: area.x + (area.width - columns) / 2,
        y: area.y + (area.height - rows) / 2,
        width: columns,
        height: rows,
    };
    mend_left_edge(frame, place);
    frame.render_widget(Clear, place);
    let block = Block::bordered().border_set(theme.frame());
    let inner = block.inner(place);
    frame.render_widget(block, place);
    let head = Rect {
        x: place.x + 1,
        width: place.width.saturating_sub(2),
        height: place.height.min(1),
        ..place
    };
    lines::text(frame, head, &format!(" {title} "), theme.strong);
    Rect {
        x: inner.x + 1,
        width: inner.width.saturating_sub(2),
        ..inner
    }
}

/// The most columns that one character takes: some of Indic scripts are wider than two.
const WIDEST: u16 = 8;

/// A wide character that begins left of the box would reach over its border: it gives way.
fn mend_left_edge(frame: &mut Frame<'_>, place: Rect) {
    for back in 1..=WIDEST.min(place.x) {
        for y in place.top()..place.bottom() {
            if let Some(cell) = frame.buffer_mut().cell_mut((place.x - back, y))
                && crate::text::width::width(cell.symbol()) > usize::from(back)
            {
                cell.set_symbol(" ").set_diff_option(CellDiffOption::None);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;

    #[test]
    fn the_border_stands_over_chinese_at_odd_columns() {
        let mut terminal = Terminal::new(TestBackend::new(21, 3)).unwrap();
        let frame = terminal
            .draw(|frame| {
                let area = frame.area();
                for row in area.rows() {
                    frame.buffer_mut().set_string(
                        row.x,
                        row.y,
                        "健康健康健康健康健康",
                        ratatui::style::Style::new(),
                    );
                }
                open(
                    frame,
                    Rect { x: 0, ..area },
                    15,
                    3,
                    "甲",
                    Theme::monochrome(),
                );
            })
            .unwrap();
        assert_eq!(frame.buffer[(2, 1)].symbol(), " ");
        assert_eq!(frame.buffer[(3, 1)].symbol(), "│");
        assert_eq!(frame.buffer[(17, 1)].symbol(), "│");
    }

    #[test]
    fn a_character_of_several_columns_gives_way_too() {
        let mut terminal = Terminal::new(TestBackend::new(21, 3)).unwrap();
        let frame = terminal
            .draw(|frame| {
                let area = frame.area();
                let style = ratatui::style::Style::new();
                frame.buffer_mut().set_string(1, 1, "क्षि", style);
                assert!(crate::text::width::width("क्षि") > 2);
                open(frame, area, 15, 3, "甲", Theme::monochrome());
            })
            .unwrap();
        assert_eq!(frame.buffer[(1, 1)].symbol(), " ");
        assert_eq!(frame.buffer[(3, 1)].symbol(), "│");
    }
}
