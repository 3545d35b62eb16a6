//! A person's own way: keys, the mouse, the clipboard, a terminal with wide characters.

use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::crossterm::event::{Event, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Size;
use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use super::{NARROW, Sample, WIDE, settle};
use crate::app::config::{Choices, KeyEntry};
use crate::domain::arrangement::Column;
use crate::domain::own_way::OwnWay;
use crate::text::width::{set_wide, width};
use crate::ui::backend::CellWriter;
use crate::ui::keys;
use crate::ui::theme::Theme;

fn mouse(sample: &mut Sample, kind: MouseEventKind, column: u16, row: u16) {
    sample.ui.handle(Event::Mouse(MouseEvent {
        kind,
        column,
        row,
        modifiers: KeyModifiers::NONE,
    }));
    settle(&mut sample.ui);
}

fn click(sample: &mut Sample, column: u16, row: u16) {
    mouse(sample, MouseEventKind::Down(MouseButton::Left), column, row);
}

/// The height at which the cursor is drawn.
fn cursor(sample: &Sample) -> usize {
    let screen = sample.screen();
    screen.lines().position(|it| it.starts_with('>')).unwrap()
}

#[test]
fn a_click_moves_the_cursor_and_another_opens() {
    let mut sample = Sample::new(WIDE);
    click(&mut sample, 20, 9);
    assert_eq!(cursor(&sample), 9);
    let ninth = sample.selected();
    click(&mut sample, 20, 5);
    assert_eq!(cursor(&sample), 5);
    assert_ne!(sample.selected(), ninth);
    mouse(&mut sample, MouseEventKind::ScrollDown, 20, 5);
    assert_eq!(cursor(&sample), 8);
    mouse(&mut sample, MouseEventKind::ScrollUp, 20, 5);
    assert_eq!(cursor(&sample), 5);
    // With the keys in the pane beside it, a click takes them back.
    sample.press("<Tab>");
    click(&mut sample, 20, 6);
    assert_eq!(cursor(&sample), 6);
    click(&mut sample, 20, 5);
    click(&mut sample, 20, 5);
    let page = sample.screen();
    assert!(page.contains("经过"), "{page}");
}

#[test]
fn a_click_on_a_tab_turns_to_it_and_one_on_nothing_does_nothing() {
    for size in [WIDE, NARROW] {
        let mut sample = Sample::new(size);
        for (name, told) in [
            ("4部门", "办结率"),
            ("1总览", "本周与上周"),
            ("3逾期", "天数"),
        ] {
            let screen = sample.screen();
            let tabs = screen.lines().nth(1).unwrap();
            let column = width(&tabs[..tabs.find(name).unwrap()]) + 1;
            click(&mut sample, u16::try_from(column).unwrap(), 1);
            assert!(
                sample.screen().contains(told),
                "{name}\n{}",
                sample.screen()
            );
        }
        let before = sample.screen();
        for (column, row) in [(0, 0), (size.width - 1, 1), (3, size.height - 1), (3, 2)] {
            click(&mut sample, column, row);
        }
        mouse(&mut sample, MouseEventKind::Moved, 9, 9);
        assert_eq!(sample.screen(), before);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn no_click_anywhere_breaks_anything(
        size in (1_u16..160, 1_u16..50),
        steps in prop::collection::vec((0_usize..5, 0_u16..170, 0_u16..60, "[1-8?:/ ju]{0,3}"), 1..6),
    ) {
        let mut sample = Sample::new(WIDE);
        sample.ui.handle(Event::Resize(size.0, size.1));
        let kinds = [
            MouseEventKind::Down(MouseButton::Left),
            MouseEventKind::Down(MouseButton::Right),
            MouseEventKind::ScrollDown,
            MouseEventKind::ScrollUp,
            MouseEventKind::Drag(MouseButton::Left),
        ];
        for (kind, column, row, keys) in steps {
            sample.press(&keys);
            mouse(&mut sample, kinds[kind], column, row);
            sample.screen();
        }
    }
}

#[test]
fn a_dialog_keeps_what_was_typed_whatever_the_mouse_does() {
    let mut sample = Sample::new(WIDE);
    sample.press("u请抓紧");
    click(&mut sample, 20, 9);
    mouse(&mut sample, MouseEventKind::ScrollDown, 20, 9);
    assert!(sample.screen().contains("请抓紧"), "{}", sample.screen());
}

#[test]
fn the_task_is_given_to_the_clipboard_as_plain_text() {
    let mut sample = Sample::new(WIDE);
    sample.press("jy");
    let id = sample.selected();
    let text = sample.ui.clipboard.waiting.take().unwrap();
    for told in [
        format!("任务 {id}："),
        "牵头：".to_owned(),
        "状态：".to_owned(),
        "逾期".to_owned(),
    ] {
        assert!(text.contains(&told), "{text}");
    }
    let said = sample.line("已发送到终端剪贴板");
    assert!(said.contains(&format!("任务 {id}")), "{said}");
    sample.ui.clipboard.is_on = false;
    sample.press("y");
    assert_eq!(sample.ui.clipboard.waiting, None);
    assert!(sample.screen().contains("设置里关了剪贴板。"));
}

#[test]
fn keys_that_are_bound_otherwise_are_shown_and_count_everywhere() {
    let entry = KeyEntry {
        scope: "acts".to_owned(),
        action: "urge".to_owned(),
        keys: vec!["K".to_owned()],
        line: 1,
    };
    keys::put_in_force(keys::bound(&[entry]).unwrap());
    let mut sample = Sample::new(WIDE);
    let shown = sample.line("K催办");
    assert!(!shown.contains("u催办"), "{shown}");
    sample.press("u");
    assert!(sample.ui.dialog.is_none());
    sample.press("K");
    assert!(sample.ui.dialog.is_some());
    sample.press("<Esc>:cuiban");
    assert!(
        sample.line("urge").contains("urge  K"),
        "{}",
        sample.screen()
    );
    sample.press("<Esc>?");
    let help = sample.screen();
    let line = help.lines().find(|it| it.contains("催办")).unwrap();
    assert!(line.trim_start().starts_with("K "), "{line}");
}

#[test]
fn what_is_soon_is_the_persons_own() {
    let way = OwnWay {
        soon_days: 365,
        first_day: chrono::Weekday::Sun,
    };
    let count = |sample: &mut Sample| {
        sample.press("2/步道<Enter>a<C-s><Esc><Esc>/灯:黄<Enter>");
        sample
            .screen()
            .lines()
            .filter(|it| it.contains(" 黄 "))
            .count()
    };
    let mut plain = Sample::on(DUE_IN_DECEMBER, WIDE);
    assert_eq!(count(&mut plain), 0, "{}", plain.screen());
    way.put_in_force();
    let mut own = Sample::on(DUE_IN_DECEMBER, WIDE);
    assert!(count(&mut own) > 0, "{}", own.screen());
    own.press("<Esc><Esc>1");
    assert!(own.screen().contains("上周六"), "{}", own.screen());
}

const DUE_IN_DECEMBER: &str = "甲市健康行动计划\n\n一、主要任务\n\n（一）步道。2018年底前建成健康步道10条。（责任单位：市体育局）\n";

#[test]
fn a_paper_is_the_same_whoever_makes_it() {
    let made = || {
        let mut sample = Sample::new(WIDE);
        sample.ui.folder = sample.folder.path().to_owned();
        sample.press("6dmw");
        let mut papers = Vec::new();
        for entry in std::fs::read_dir(sample.folder.path()).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if name.contains("督办周报") {
                papers.push((name, std::fs::read(path).unwrap()));
            }
        }
        papers.sort();
        assert_eq!(papers.len(), 3);
        papers
    };
    let plain = made();
    set_wide(true);
    let way = OwnWay {
        soon_days: 3,
        first_day: chrono::Weekday::Sun,
    };
    way.put_in_force();
    assert!(made() == plain);
}

/// What has been sent to a terminal.
#[derive(Clone, Default)]
struct Line(Rc<RefCell<Vec<u8>>>);

impl Write for Line {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A terminal that draws characters of ambiguous width two columns wide; half a character that is written over is gone.
struct WideTerminal {
    rows: Vec<Vec<Option<String>>>,
    at: (usize, usize),
}

impl WideTerminal {
    fn new(size: Size) -> Self {
        let row = vec![Some(" ".to_owned()); size.width.into()];
        Self {
            rows: vec![row; size.height.into()],
            at: (0, 0),
        }
    }

    /// Blanks a cell, and the character whose other half lies in it.
    fn blank(&mut self, row: usize, column: usize) {
        let cells = &mut self.rows[row];
        if cells[column].is_none() {
            cells[column - 1] = Some(" ".to_owned());
        }
        if cells.get(column + 1).is_some_and(Option::is_none) {
            cells[column + 1] = Some(" ".to_owned());
        }
        cells[column] = Some(" ".to_owned());
    }

    fn put(&mut self, character: char) {
        let (row, column) = self.at;
        let wide = width(&character.to_string());
        if wide == 0 {
            return;
        }
        for covered in column..column + wide {
            assert!(
                covered < self.rows[row].len(),
                "{character} runs over the edge"
            );
            self.blank(row, covered);
        }
        self.rows[row][column] = Some(character.to_string());
        for covered in column + 1..column + wide {
            self.rows[row][covered] = None;
        }
        self.at.1 += wide;
    }

    fn take(&mut self, bytes: &[u8]) {
        let text = std::str::from_utf8(bytes).unwrap();
        let mut characters = text.chars();
        while let Some(character) = characters.next() {
            if character != '\x1b' {
                self.put(character);
                continue;
            }
            assert_eq!(characters.next(), Some('['));
            let mut parameters = String::new();
            let last = loop {
                match characters.next().unwrap() {
                    it if it.is_ascii_alphabetic() => break it,
                    it => parameters.push(it),
                }
            };
            let number = |at: usize| {
                let part = parameters.split(';').nth(at);
                part.and_then(|it| it.parse::<usize>().ok()).unwrap_or(1)
            };
            match last {
                'H' => self.at = (number(0) - 1, number(1) - 1),
                'G' => self.at.1 = number(0) - 1,
                'C' => self.at.1 += number(0),
                'J' => self
                    .rows
                    .iter_mut()
                    .flatten()
                    .for_each(|it| *it = Some(" ".to_owned())),
                'm' | 'h' | 'l' => {}
                other => panic!("ESC [{parameters}{other}"),
            }
        }
    }

    fn shown(&self) -> Vec<String> {
        let text = |row: &Vec<Option<String>>| row.iter().flatten().cloned().collect::<String>();
        self.rows
            .iter()
            .map(|it| text(it).trim_end().to_owned())
            .collect()
    }
}

#[test]
fn a_terminal_with_wide_characters_shows_every_screen_as_it_is_meant() {
    #[allow(
        clippy::unnecessary_wraps,
        reason = "the writer asks a terminal, which may fail"
    )]
    fn size() -> io::Result<Size> {
        Ok(WIDE)
    }
    set_wide(true);
    let line = Line::default();
    let mut screen = Terminal::new(CellWriter::new(line.clone(), size)).unwrap();
    let mut terminal = WideTerminal::new(WIDE);
    let mut sample = Sample::new(WIDE);
    sample.ui.theme.frames = crate::ui::theme::Strokes::Ascii;
    for keys in [
        "3", "jjj", "u", "<Esc>", "/控烟", "<Esc>", ":", "<Esc>", "2", "lljj", "ljjjjj", "w", "jj",
        "<Esc>", "4", "j", "<Enter>", "5", "jjj", "6", "<PgDn>", "?", "<Esc>", "7", "8", "1",
    ] {
        sample.press(keys);
        screen.draw(|frame| sample.ui.view(frame)).unwrap();
        terminal.take(&line.0.take());
        let (shown, meant) = (terminal.shown(), sample.screen());
        let meant: Vec<&str> = meant.lines().collect();
        for (at, meant) in meant.iter().enumerate() {
            assert_eq!(shown[at], *meant, "row {at} after {keys}");
        }
    }
    assert!(terminal.shown().concat().contains('…'));
}

#[test]
fn a_list_has_the_columns_that_are_chosen_and_leaves_out_what_has_no_room() {
    let mut sample = Sample::new(WIDE);
    let choose = |sample: &mut Sample, columns: &[Column]| {
        let choices = Choices {
            columns: columns.to_vec(),
            ..Choices::default()
        };
        sample.ui.theme.columns = Theme::of(&choices, |_| None).columns;
        sample.press("j");
    };
    choose(
        &mut sample,
        &[Column::Number, Column::Title, Column::Target],
    );
    let line = sample.line("编号   任务");
    assert!(line.contains("目标"), "{line}");
    assert!(!line.contains("时限") && !line.contains("牵头"), "{line}");
    let mut narrow = Sample::new(Size::new(60, 24));
    choose(&mut narrow, &Column::ALL);
    let line = narrow.line("灯  天数");
    assert!(line.contains("任务"), "{line}");
    assert!(!line.contains("目标"), "{line}");
}
