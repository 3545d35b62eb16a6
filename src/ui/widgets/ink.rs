//! Putting text on cells: the one place that does, so that a character takes the columns that [`crate::text::width`] says.
//!
//! ratatui gives every character of ambiguous width one cell. Where the terminal draws them two columns wide, they are
//! given two here, and the backend is told so.

use ratatui::Frame;
use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use std::num::NonZeroU16;

use crate::text::width::{characters, is_wide};

/// Puts a text on the cells from a place on, as much of it as has room in so many columns.
pub fn text(frame: &mut Frame<'_>, (x, y): (u16, u16), text: &str, columns: u16, style: Style) {
    put(frame.buffer_mut(), (x, y), text, columns, style);
}

/// Puts a line of texts on the first row of an area.
pub fn line(frame: &mut Frame<'_>, area: Rect, line: &Line<'_>) {
    let mut x = area.x;
    for span in line {
        let left = area.right().saturating_sub(x);
        let style = line.style.patch(span.style);
        x = put(frame.buffer_mut(), (x, area.y), &span.content, left, style);
    }
}

/// Puts a text on cells and gives the column behind it.
pub fn put(buffer: &mut Buffer, (x, y): (u16, u16), text: &str, columns: u16, style: Style) -> u16 {
    if !is_wide() {
        return buffer.set_stringn(x, y, text, columns.into(), style).0;
    }
    let mut at = x;
    let end = buffer.area.right().min(x.saturating_add(columns));
    for (symbol, wide) in characters(text) {
        let Ok(wide) = u16::try_from(wide) else {
            break;
        };
        if wide == 0 || symbol.contains(char::is_control) {
            continue;
        }
        let next = at.saturating_add(wide);
        if next > end {
            break;
        }
        let forced = NonZeroU16::new(wide).filter(|it| it.get() > 1);
        if let Some(cell) = buffer.cell_mut((at, y)) {
            cell.set_symbol(symbol)
                .set_style(style)
                .set_diff_option(forced.map_or(CellDiffOption::None, CellDiffOption::ForcedWidth));
        }
        // What stood in the columns behind it is hidden by it.
        for behind in at + 1..next {
            if let Some(cell) = buffer.cell_mut((behind, y)) {
                cell.reset();
            }
        }
        at = next;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::width::set_wide;

    fn cells(buffer: &Buffer) -> Vec<&str> {
        buffer.content.iter().map(|it| it.symbol()).collect()
    }

    #[test]
    fn an_ambiguous_character_takes_what_the_terminal_gives_it() {
        for (is_wide, cells_of, behind) in [
            (false, vec!["“", "健", " ", "”", "a", " ", " "], 5),
            (true, vec!["“", " ", "健", " ", "”", " ", "a"], 7),
        ] {
            set_wide(is_wide);
            let mut buffer = Buffer::empty(Rect::new(0, 0, 7, 1));
            let end = put(&mut buffer, (0, 0), "“健”a", 7, Style::new());
            assert_eq!((cells(&buffer), end), (cells_of, behind));
        }
    }

    #[test]
    fn half_a_character_is_never_put() {
        set_wide(true);
        let mut buffer = Buffer::empty(Rect::new(0, 0, 4, 1));
        assert_eq!(put(&mut buffer, (0, 0), "a……b", 4, Style::new()), 3);
        assert_eq!(cells(&buffer), ["a", "…", " ", " "]);
    }
}
