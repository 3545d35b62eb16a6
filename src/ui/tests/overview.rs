//! 总览: the pane at both sizes, and that every number lists as many tasks as it says.

use insta::assert_snapshot;
use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use super::super::backend::CellWriter;
use super::super::screens::Screen;
use super::super::theme::Strokes;
use super::*;

/// A file with a second plan, on which something was done.
pub fn sample(size: Size) -> Sample {
    let mut sample = Sample::new(size);
    sample.app().seed(&["liaocheng-2018".to_owned()]).unwrap();
    sample.press("<C-l>3sr已铺开<Tab><BS>30<C-s>js1");
    sample
}

#[test]
fn the_pane_in_two_columns_and_one_below_the_other() {
    let mut wide = sample(WIDE);
    assert_snapshot!("overview_120", wide.screen());
    assert_snapshot!(
        "overview_unfolded_120",
        wide.press("<Tab><Tab>lll").screen()
    );
    let mut narrow = sample(NARROW);
    assert_snapshot!("overview_80", narrow.screen());
    assert_snapshot!("overview_end_80", narrow.press("G").screen());
    assert_snapshot!(
        "overview_smallest_60",
        sample(Size::new(60, 16)).press("j").screen()
    );
    wide.ui.theme.strokes = Strokes::Ascii;
    assert_snapshot!("overview_ascii_120", wide.press("G").screen());
    let list = sample(WIDE).press("l<Enter>").screen();
    assert_snapshot!("overview_list_120", list);
}

#[test]
fn without_a_plan_it_says_what_to_do() {
    let mut sample = Sample::first_run(NARROW);
    sample.press("<End><Enter>1");
    for keys in ["", "jkhlGg<Tab><Enter>"] {
        let screen = sample.press(keys).screen();
        assert!(screen.contains("  还没有计划。"), "{screen}");
        assert!(screen.contains("按 i 导入一份计划文件；内置计划用 duban seed 装入。"));
    }
    assert!(sample.press("i").screen().contains("导入"));
}

/// The number under the cursor, and how many the status line says that it lists.
fn told(sample: &Sample) -> Option<usize> {
    let screen = sample.screen();
    let status = screen.lines().rev().nth(1).unwrap_or_default().trim();
    let count = status.strip_prefix("回车列出 ")?;
    count.strip_suffix("项")?.parse().ok()
}

/// Whether a list is open, and how many tasks it says it has.
fn listed(sample: &Sample) -> Option<usize> {
    let Stage::Open(dashboard) = &sample.ui.stage else {
        return None;
    };
    let Screen::List(list) = dashboard.screen() else {
        return None;
    };
    let summary = list.summary();
    let (_, count) = summary.split_once("  ")?;
    let digits: String = count.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// Opens every number that the keys lead to from here, row by row, and comes back to the same screen.
fn open_all(sample: &mut Sample, rows: usize) -> usize {
    let mut opened = 0;
    for _ in 0..rows {
        for _ in 0..6 {
            let before = sample.screen();
            if let Some(count) = told(sample) {
                sample.press("<Enter>");
                assert_eq!(listed(sample), Some(count), "{before}");
                sample.press("<Esc>");
                assert_eq!(sample.screen(), before);
                opened += 1;
            }
            sample.press("l");
        }
        sample.press("hhhhhhj");
    }
    opened
}

#[test]
fn every_number_lists_as_many_tasks_as_it_says() {
    for person in [None, Some("li")] {
        let mut sample = Sample::of(person, NARROW);
        if person.is_none() {
            sample.press("sr已铺开<Tab><BS>30<C-s>js");
        }
        sample.press("1");
        assert_eq!(open_all(&mut sample, 1), 6);
        sample.press("1g<Tab>");
        assert!(open_all(&mut sample, 4) >= 16);
        sample.press("g<Tab><Tab><Enter>");
        assert!(open_all(&mut sample, 5) >= 15);
        sample.press("g<Tab><Tab><Tab>");
        assert!(open_all(&mut sample, 8) >= 24);
        sample.press("g<Tab><Tab><Tab><Tab>");
        assert!(open_all(&mut sample, 15) >= 30);
        sample.press("G");
        assert!(open_all(&mut sample, 1) >= 1);
    }
}

#[test]
fn the_cursor_goes_round_and_comes_back() {
    let mut sample = sample(WIDE);
    let first = sample.screen();
    assert_eq!(
        sample.press("<Tab><Tab><Tab><Tab><Tab><Tab>").screen(),
        first
    );
    // Down the left column, over to the right one and up again.
    sample.press("jjjjj");
    assert!(sample.screen().contains(">+ "), "{}", sample.screen());
    let down = sample.press("G").screen();
    assert!(
        down.lines()
            .any(|it| it.contains("2021-01-05 ") && it.contains('>')),
        "{down}"
    );
    // The number beside it, of the months: those before the timeline that are overdue.
    let beside = sample.press("h").screen();
    assert!(
        beside
            .lines()
            .any(|it| it.starts_with(" 更早") && it.contains('>')),
        "{beside}"
    );
    let unfolded = sample.press("g<Tab><Tab><Enter>").screen();
    assert!(unfolded.contains(">- "), "{unfolded}");
    let folded = sample.press("h").screen();
    assert!(folded.contains(">+ "), "{folded}");
    // A list, a task of it, and back.
    let before = sample.press("lll").screen();
    sample.press("<Enter><Enter>");
    assert!(sample.screen().contains("经过"), "{}", sample.screen());
    assert_eq!(sample.press("<Esc><Esc>").screen(), before);
}

#[test]
fn what_another_session_writes_is_seen() {
    let mut sample = sample(WIDE);
    let overdue = |sample: &Sample| {
        let line = sample.line(" 红 ");
        let (_, rest) = line.split_once('红').unwrap();
        rest.split_whitespace()
            .next()
            .unwrap()
            .parse::<usize>()
            .unwrap()
    };
    let before = overdue(&sample);
    assert_eq!(before, sample.overdue());
    let mut other = sample.app();
    let filter = crate::domain::filter::Filter {
        light: Some(crate::domain::light::Light::Overdue),
        ..crate::domain::filter::Filter::default()
    };
    let window = crate::domain::filter::Window {
        offset: 0,
        limit: 1,
    };
    let task = other.list_tasks(&filter, window).unwrap()[0].id;
    let mut cancel = crate::app::Command::new(task, crate::domain::status::Verb::Cancel);
    cancel.text = "健办〔2021〕1号".to_owned();
    other.execute(&cancel).unwrap();
    assert!(sample.ui.tick());
    assert_eq!(overdue(&sample), before - 1);
}

/// Bytes that a terminal would get.
#[derive(Clone, Default)]
struct Sent(Rc<RefCell<Vec<u8>>>);

impl Write for Sent {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_moved_cursor_writes_little() {
    let mut sample = sample(WIDE);
    sample.press("<Tab><Tab>lg");
    let sent = Sent::default();
    let mut terminal = Terminal::new(CellWriter::new(sent.clone(), || Ok(WIDE))).unwrap();
    terminal.draw(|frame| sample.ui.view(frame)).unwrap();
    for key in read_keys("lllhjjjjjlllkjjkhllljjjjjlhlkkh<Tab><Tab>jjjlkkl<Tab>jj") {
        sent.0.borrow_mut().clear();
        sample.ui.handle(Event::Key(key));
        sample.ui.prepare();
        terminal.draw(|frame| sample.ui.view(frame)).unwrap();
        let bytes = sent.0.borrow().len();
        let told = String::from_utf8_lossy(&sent.0.borrow()).into_owned();
        assert!(bytes <= 300, "{key:?}: {bytes} bytes: {told:?}");
    }
    settle(&mut sample.ui);
}

#[test]
fn every_row_is_as_wide_as_the_screen() {
    let mut sample = sample(WIDE);
    for columns in [60, 61, 79, 80, 109, 110, 111, 120, 133, 200] {
        for rows in [16, 24, 37, 38, 40, 61] {
            sample.ui.handle(Event::Resize(columns, rows));
            for keys in ["", "G", "<Tab><Tab><Tab>l"] {
                let screen = sample.press(keys).screen();
                let widest = screen.lines().map(width).max().unwrap_or(0);
                assert!(widest <= usize::from(columns), "{screen}");
                assert!(screen.contains('>'), "{columns} {rows} {keys}\n{screen}");
            }
        }
    }
}
