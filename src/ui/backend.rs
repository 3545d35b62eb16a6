//! Writes the cells of a frame to the terminal: in one write, and so that columns stay right on terminals that draw
//! ambiguous-width characters (“ … — · │ ─ ≥) two columns wide.

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier};
use std::io::{self, Write};

use crate::text::clean::clean_line;
use crate::text::width::width;

/// What a terminal that knows synchronized updates waits between, so that no half frame is seen; others skip it.
const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";
/// A frame of fewer bytes goes out in one piece, so that no half of it is seen anyway: a moved cursor is one.
const SMALL: usize = 512;

/// A terminal as a sink of cells.
///
/// After a character of ambiguous width the column is not trusted: the next cell is reached by an absolute move.
#[derive(Debug)]
pub struct CellWriter<W: Write> {
    out: W,
    frame: Vec<u8>,
    size: fn() -> io::Result<Size>,
    row: Option<u16>,
    column: Option<u16>,
    look: Look,
    is_cursor_shown: Option<bool>,
}

type Look = (Color, Color, Modifier);

const PLAIN: Look = (Color::Reset, Color::Reset, Modifier::empty());

impl<W: Write> CellWriter<W> {
    /// A writer to a terminal of a size that can be asked for.
    pub fn new(out: W, size: fn() -> io::Result<Size>) -> Self {
        Self {
            out,
            frame: Vec::new(),
            size,
            row: None,
            column: None,
            look: PLAIN,
            is_cursor_shown: None,
        }
    }

    fn put(&mut self, text: &str) {
        self.frame.extend_from_slice(text.as_bytes());
    }

    fn go_to(&mut self, x: u16, y: u16) {
        let step = match (self.row == Some(y), self.column) {
            (true, Some(column)) if column == x => return,
            (true, Some(column)) if column + 1 == x => "\x1b[C".to_owned(),
            (true, _) => format!("\x1b[{}G", x + 1),
            (false, _) => format!("\x1b[{};{}H", y + 1, x + 1),
        };
        self.put(&step);
        (self.row, self.column) = (Some(y), Some(x));
    }

    fn wear(&mut self, look: Look) {
        if look == self.look {
            return;
        }
        let (front, back, modifier) = look;
        let (old_front, old_back, old_modifier) = self.look;
        // What is only added to needs no reset, which saves bytes on slow lines.
        let is_more = modifier.contains(old_modifier)
            && [(old_front, front), (old_back, back)]
                .iter()
                .all(|(old, new)| *old == Color::Reset || old == new);
        let mut codes: Vec<String> = Vec::new();
        if !is_more && look != PLAIN {
            codes.push("0".to_owned());
        }
        let kept = if is_more {
            old_modifier
        } else {
            Modifier::empty()
        };
        for (flag, code) in [
            (Modifier::BOLD, "1"),
            (Modifier::DIM, "2"),
            (Modifier::UNDERLINED, "4"),
            (Modifier::REVERSED, "7"),
        ] {
            if modifier.contains(flag) && !kept.contains(flag) {
                codes.push(code.to_owned());
            }
        }
        for (old, colour, base) in [(old_front, front, 30), (old_back, back, 40)] {
            if !(is_more && old == colour) {
                codes.extend(code(colour, base));
            }
        }
        self.put(&format!("\x1b[{}m", codes.join(";")));
        self.look = look;
    }
}

/// A colour's SGR code, for the front (30) or the back (40); none for the terminal's own colour.
fn code(colour: Color, base: u8) -> Option<String> {
    let one = match colour {
        Color::Indexed(at) => return Some(format!("{};5;{at}", base + 8)),
        Color::Rgb(red, green, blue) => {
            return Some(format!("{};2;{red};{green};{blue}", base + 8));
        }
        Color::Reset => return None,
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 60,
        Color::LightRed => 61,
        Color::LightGreen => 62,
        Color::LightYellow => 63,
        Color::LightBlue => 64,
        Color::LightMagenta => 65,
        Color::LightCyan => 66,
        Color::White => 67,
    };
    Some((base + one).to_string())
}

impl<W: Write> Backend for CellWriter<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let columns = (self.size)()?.width;
        for (x, y, cell) in content {
            self.go_to(x, y);
            self.wear((cell.fg, cell.bg, cell.modifier));
            // The last gate before the terminal: whatever came in on whatever way, no control goes out, a line end neither.
            let symbol = clean_line(cell.symbol());
            let symbol = if symbol.is_empty() {
                " "
            } else {
                symbol.as_str()
            };
            self.put(symbol);
            let wide = width(symbol);
            let next = u16::try_from(wide).map_or(columns, |it| x.saturating_add(it));
            // One column wide and not ASCII: that is what terminals disagree about.
            let is_sure = wide != 1 || symbol.is_ascii();
            self.column = (is_sure && next < columns).then_some(next);
            if x + 2 >= columns {
                // Here a wide terminal may already have gone on to the next row.
                self.row = None;
            }
        }
        self.wear(PLAIN);
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if self.is_cursor_shown != Some(false) {
            self.put("\x1b[?25l");
            self.is_cursor_shown = Some(false);
        }
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        if self.is_cursor_shown != Some(true) {
            self.put("\x1b[?25h");
            self.is_cursor_shown = Some(true);
        }
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(Position::new(
            self.column.unwrap_or(0),
            self.row.unwrap_or(0),
        ))
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let position = position.into();
        self.go_to(position.x, position.y);
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.put("\x1b[2J");
        Ok(())
    }

    fn clear_region(&mut self, _region: ClearType) -> io::Result<()> {
        self.clear()
    }

    fn size(&self) -> io::Result<Size> {
        (self.size)()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize {
            columns_rows: (self.size)()?,
            pixels: Size::ZERO,
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.frame.is_empty() {
            return Ok(());
        }
        let frame = std::mem::take(&mut self.frame);
        if frame.len() < SMALL {
            self.out.write_all(&frame)?;
            return self.out.flush();
        }
        let mut whole = Vec::with_capacity(frame.len() + BEGIN.len() + END.len());
        whole.extend_from_slice(BEGIN);
        whole.extend_from_slice(&frame);
        whole.extend_from_slice(END);
        self.out.write_all(&whole)?;
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::widgets::ink;
    use ratatui::Terminal;
    use ratatui::layout::Rect;
    use ratatui::style::Style;
    use ratatui::{TerminalOptions, Viewport};

    const COLUMNS: u16 = 30;

    #[allow(
        clippy::unnecessary_wraps,
        reason = "the writer asks a terminal, which may fail"
    )]
    fn size() -> io::Result<Size> {
        Ok(Size::new(COLUMNS, 2))
    }

    fn written(frames: &[&str], style: Style) -> Vec<Vec<u8>> {
        let options = TerminalOptions {
            viewport: Viewport::Fixed(Rect::new(0, 0, COLUMNS, 2)),
        };
        let mut terminal =
            Terminal::with_options(CellWriter::new(Vec::new(), size), options).unwrap();
        let mut seen = 0;
        frames
            .iter()
            .map(|text| {
                terminal
                    .draw(|frame| {
                        ink::text(frame, (0, 0), text, COLUMNS, style);
                    })
                    .unwrap();
                let out = &terminal.backend().out;
                let bytes = out[seen..].to_vec();
                seen = out.len();
                bytes
            })
            .collect()
    }

    /// A terminal that draws ambiguous characters two columns wide: the first row as it shows it.
    fn replay(bytes: &[u8]) -> Vec<(usize, char)> {
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        let (mut column, mut shown) = (0, Vec::new());
        let mut characters = text.chars();
        while let Some(character) = characters.next() {
            if character != '\x1b' {
                if character != ' ' {
                    shown.push((column, character));
                }
                column += if character.is_ascii() { 1 } else { 2 };
                continue;
            }
            let sequence: String = characters
                .by_ref()
                .skip(1)
                .take_while(|it| {
                    if it.is_ascii_alphabetic() {
                        match it {
                            'G' | 'H' => column = usize::MAX,
                            _ => {}
                        }
                    }
                    !it.is_ascii_alphabetic()
                })
                .collect();
            if column == usize::MAX {
                let last = sequence.rsplit(';').next().unwrap();
                column = last.parse::<usize>().unwrap() - 1;
            }
        }
        shown
    }

    #[test]
    fn columns_stay_right_where_ambiguous_characters_are_wide() {
        let frame = written(&["“互联网”……①≥80%·督办│尾"], Style::new());
        let at = |wanted: char| {
            replay(&frame[0])
                .into_iter()
                .find(|(_, it)| *it == wanted)
                .map(|(column, _)| column)
        };
        for (character, column) in [
            ('互', 1),
            ('”', 7),
            ('8', 12),
            ('%', 14),
            ('督', 16),
            ('尾', 21),
        ] {
            assert_eq!(at(character), Some(column), "{character}");
        }
    }

    #[test]
    fn a_run_of_plain_characters_needs_one_move() {
        let frame = written(&["督办任务abc"], Style::new());
        let text = String::from_utf8(frame[0].clone()).unwrap();
        assert!(text.contains("督办任务abc"), "{text:?}");
        assert_eq!(text.matches('H').count(), 1, "{text:?}");
    }

    #[test]
    fn nothing_new_writes_nothing() {
        let frames = written(&["督办", "督办"], Style::new());
        assert!(frames[1].is_empty(), "{:?}", frames[1]);
    }

    #[test]
    fn a_frame_ends_plain_and_a_long_one_is_synchronized() {
        let frames = written(&["红"], Style::new().red().bold());
        let text = String::from_utf8(frames[0].clone()).unwrap();
        assert!(text.contains("\x1b[1;31m红\x1b[m"), "{text:?}");
        assert!(!text.contains("2026"), "{text:?}");
        let mut writer = CellWriter::new(Vec::new(), size);
        let cell = Cell::new("办");
        let cells = (0..400).map(|at| (at % 2 * 20, at / 2 % 2, &cell));
        writer.draw(cells).unwrap();
        writer.flush().unwrap();
        let text = String::from_utf8(writer.out).unwrap();
        assert!(text.starts_with("\x1b[?2026h"), "{text:?}");
        assert!(text.ends_with("\x1b[?2026l"), "{text:?}");
    }

    #[test]
    fn a_look_that_is_only_added_to_needs_no_reset() {
        let mut writer = CellWriter::new(Vec::new(), size);
        let red = Style::new().red().reversed().bold();
        let looks = [
            Style::new().reversed(),
            red,
            Style::new().reversed(),
            Style::new(),
        ];
        let cells: Vec<Cell> = looks
            .iter()
            .map(|look| {
                let mut cell = Cell::new("a");
                cell.set_style(*look);
                cell
            })
            .collect();
        let cells = cells.iter().zip(0..).map(|(cell, x)| (x, 0, cell));
        writer.draw(cells).unwrap();
        writer.flush().unwrap();
        let text = String::from_utf8(writer.out).unwrap();
        assert_eq!(text, "\x1b[1;1H\x1b[7ma\x1b[1;31ma\x1b[0;7ma\x1b[ma");
    }

    #[test]
    fn colours_are_written_in_the_depth_that_they_have() {
        for (colour, code) in [
            (Color::LightBlue, "\x1b[94m"),
            (Color::Indexed(203), "\x1b[38;5;203m"),
            (Color::Rgb(255, 107, 107), "\x1b[38;2;255;107;107m"),
        ] {
            let frames = written(&["红"], Style::new().fg(colour));
            let text = String::from_utf8(frames[0].clone()).unwrap();
            assert!(text.contains(code), "{text:?}");
        }
        let frames = written(&["红"], Style::new().bg(Color::Indexed(9)));
        let text = String::from_utf8(frames[0].clone()).unwrap();
        assert!(text.contains("\x1b[48;5;9m"), "{text:?}");
    }

    #[test]
    fn no_control_reaches_the_terminal() {
        let mut writer = CellWriter::new(Vec::new(), size);
        let mut cell = Cell::default();
        cell.set_symbol("a\u{1b}[31m\u{202e}\u{2028}b");
        writer.draw([(0, 0, &cell)].into_iter()).unwrap();
        writer.flush().unwrap();
        let text = String::from_utf8(writer.out).unwrap();
        assert!(
            text.contains("a[31m b") && !text.contains('\u{202e}'),
            "{text:?}"
        );
    }
}
