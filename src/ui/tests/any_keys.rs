//! Whatever is pressed, pasted, resized or done by others: every row is as wide as the terminal, no wide character is cut
//! in half, and the cursor is inside.

use proptest::prelude::*;
use proptest::test_runner::Config;
use std::fmt::Write;

use super::*;
use crate::app::Command;
use crate::domain::status::Verb;
use crate::text::width::set_wide;
use crate::ui::theme::Strokes;

/// Something that happens to a dashboard.
#[derive(Clone, Debug)]
enum Step {
    Press(KeyCode, KeyModifiers),
    /// The way to somewhere.
    Go(&'static str),
    Paste(String),
    Resize(u16, u16),
    /// The hand rests.
    Rest,
    /// Another session acts on a task.
    Foreign(Verb, i64),
}

/// What keys and clipboards bring that is hard to place.
const HARD: [&str; 16] = [
    "卫健委",
    "建成健康步道3条，覆盖全部社区。",
    "ａｂ／？",
    "👩‍⚕️👨‍👩‍👧",
    "🇨🇳",
    "e\u{301}\u{302}\u{303}",
    "\u{200b}\u{200d}\u{feff}",
    "\u{202e}倒过来",
    "ﷺ",
    "क्षि",
    "한글",
    "ｶﾞｷﾞ",
    "第一行\n第二行\r\n第三行\t尾",
    "…—·“”①≥",
    "𠮷野家",
    "\u{1b}[31m红\u{7}",
];

/// Ways to what few keys on their own lead to.
const WAYS: [&str; 36] = [
    "1j<Enter>",
    "1<Tab><Tab><Tab>",
    "2gljlj",
    "2jjjjlljw",
    "2gjjljw",
    "2jjjjlljw<Tab>e",
    "2gjjljw<Tab>e",
    "2jjjjlljw<Tab>o",
    "2jjjjlljwvlllll+",
    "2i",
    "3a",
    "3s",
    "3ss",
    "3r",
    "3e",
    "3R",
    "3<Enter>",
    "3/",
    "4m",
    "4mn",
    "4p",
    "4pn",
    "4jn",
    "5n",
    "6s",
    "7v",
    "3Fqt<Enter>",
    "3Fbm<Enter>-",
    "3Sdx<Enter>jj",
    "3W甲<Tab><Tab>F2<C-s>",
    "<F2>",
    "9",
    "4M",
    "4M<Tab>lll",
    "3r写了一半<Esc><Enter>",
    "D",
];

fn key() -> impl Strategy<Value = (KeyCode, KeyModifiers)> {
    let plain = |code| (code, KeyModifiers::NONE);
    let named = [
        KeyCode::Enter,
        KeyCode::Enter,
        KeyCode::Esc,
        KeyCode::Tab,
        KeyCode::BackTab,
        KeyCode::Up,
        KeyCode::Down,
        KeyCode::Left,
        KeyCode::Right,
        KeyCode::Home,
        KeyCode::End,
        KeyCode::PageUp,
        KeyCode::PageDown,
        KeyCode::Backspace,
        KeyCode::Delete,
        KeyCode::F(1),
        KeyCode::F(2),
    ];
    let hard: Vec<char> = HARD.concat().chars().collect();
    prop_oneof![
        4 => proptest::char::range('a', 'z').prop_map(move |it| plain(KeyCode::Char(it))),
        2 => proptest::char::range('1', '8').prop_map(move |it| plain(KeyCode::Char(it))),
        2 => proptest::char::range(' ', '~').prop_map(move |it| plain(KeyCode::Char(it))),
        4 => proptest::sample::select(named.to_vec()).prop_map(plain),
        1 => proptest::sample::select(hard).prop_map(move |it| plain(KeyCode::Char(it))),
        1 => proptest::char::range('a', 'z').prop_map(|it| (KeyCode::Char(it), KeyModifiers::CONTROL)),
        1 => Just((KeyCode::Char('s'), KeyModifiers::CONTROL)),
    ]
}

fn size() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => (60_u16..=200, 16_u16..=60),
        1 => (200_u16..=300, 60_u16..=100),
        1 => (1_u16..=60, 1_u16..=16),
        1 => Just((60, 16)),
    ]
    .prop_map(|(columns, rows)| Step::Resize(columns, rows))
}

fn step() -> impl Strategy<Value = Step> {
    let verbs = [
        Verb::Urge,
        Verb::Sign,
        Verb::Report,
        Verb::Suspend,
        Verb::Cancel,
    ];
    prop_oneof![
        24 => key().prop_map(|(code, modifiers)| Step::Press(code, modifiers)),
        2 => proptest::sample::select(HARD.to_vec()).prop_map(|it| Step::Paste(it.to_owned())),
        3 => size(),
        2 => Just(Step::Rest),
        3 => proptest::sample::select(WAYS.to_vec()).prop_map(Step::Go),
        1 => (proptest::sample::select(verbs.to_vec()), 1_i64..280)
            .prop_map(|(verb, task)| Step::Foreign(verb, task)),
    ]
}

impl Sample {
    /// Lets something happen, as the loop of the program does.
    fn step(&mut self, step: &Step) {
        match step {
            Step::Press(code, modifiers) => {
                self.event(Event::Key(KeyEvent::new(*code, *modifiers)));
            }
            Step::Go(way) => {
                for key in read_keys("<Esc>f<Esc>f<Esc><Esc><Esc>")
                    .into_iter()
                    .chain(read_keys(way))
                {
                    self.event(Event::Key(key));
                }
            }
            Step::Paste(text) => self.event(Event::Paste(text.clone())),
            Step::Resize(columns, rows) => self.event(Event::Resize(*columns, *rows)),
            Step::Rest => settle(&mut self.ui),
            Step::Foreign(verb, task) => {
                let command = Command {
                    percent: Some(30),
                    ..Command::new(TaskId(*task), *verb).text("别处👩‍⚕️办的")
                };
                // What the task does not allow is refused, which changes nothing.
                drop(self.app().execute(&command));
                self.ui.tick();
            }
        }
    }

    fn event(&mut self, event: Event) {
        self.ui.handle(event);
        if let Some((path, slug)) = self.ui.awaited.take() {
            self.ui.import(&path, &slug, &mut Unwatched);
        }
        self.ui.prepare();
        self.ui.is_leaving = false;
        self.ui.is_forgotten = false;
    }
}

/// What is wrong with a screen of a size.
fn fault(buffer: &Buffer, cursor: Option<Position>, size: Size) -> Option<String> {
    if buffer.area.as_size() != size {
        return Some(format!("it is {} and not {size}", buffer.area));
    }
    if let Some(cursor) = cursor.filter(|it| !buffer.area.contains(*it)) {
        return Some(format!("the cursor is at {cursor}, outside"));
    }
    for y in 0..size.height {
        let mut x = 0;
        while x < size.width {
            let symbol = buffer[(x, y)].symbol();
            let wide = u16::try_from(width(symbol)).unwrap();
            if wide == 0 {
                return Some(format!("{symbol:?} at ({x}, {y}) has no width"));
            }
            if x + wide > size.width {
                return Some(format!("{symbol:?} at ({x}, {y}) reaches over the edge"));
            }
            let covered = (x + 1..x + wide).find(|it| buffer[(*it, y)].symbol() != " ");
            if covered.is_some() {
                return Some(format!("{symbol:?} at ({x}, {y}) is cut in half"));
            }
            x += wide;
        }
    }
    None
}

fn hold(mut sample: Sample, steps: &[Step]) -> Result<(), TestCaseError> {
    sample.ui.folder = sample.folder.path().to_owned();
    for (at, step) in steps.iter().enumerate() {
        sample.step(step);
        let (buffer, cursor) = drawn(&sample.ui);
        if let Some(fault) = fault(&buffer, cursor, sample.ui.size) {
            let screen = rows(&buffer).join("\n");
            return Err(TestCaseError::fail(format!(
                "after step {at}, {step:?}: {fault}\n{screen}"
            )));
        }
    }
    Ok(())
}

/// Few walks, but long ones; `PROPTEST_CASES` asks for more.
fn config() -> Config {
    let asked = Config::default();
    Config {
        cases: std::env::var_os("PROPTEST_CASES").map_or(8, |_| asked.cases),
        failure_persistence: None,
        max_shrink_time: 60_000,
        ..asked
    }
}

fn walk() -> impl Strategy<Value = Vec<Step>> {
    proptest::collection::vec(step(), 60..160)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_walk_of_a_coordinator_leaves_whole_screens(steps in walk()) {
        hold(Sample::new(NARROW), &steps)?;
    }

    #[test]
    fn any_walk_of_a_liaison_leaves_whole_screens(steps in walk()) {
        hold(Sample::of(Some("li"), WIDE), &steps)?;
    }

    #[test]
    fn any_walk_where_marks_are_two_columns_wide_leaves_whole_screens(steps in walk()) {
        set_wide(true);
        let mut sample = Sample::on(&hard_plan(), NARROW);
        sample.ui.theme.frames = Strokes::Ascii;
        let held = hold(sample, &steps);
        set_wide(false);
        held?;
    }

    #[test]
    fn any_walk_among_hard_words_leaves_whole_screens(steps in walk()) {
        hold(Sample::on(&hard_plan(), NARROW), &steps)?;
    }
}

/// A plan whose measures are full of them.
fn hard_plan() -> String {
    let mut plan = String::from("健康👩‍⚕️示范市行动计划\n\n一、主要🇨🇳任务\n");
    for (at, words) in HARD.iter().enumerate() {
        let words = words.replace(['\n', '\r', '\t', '\u{1b}', '\u{7}'], " ");
        let number = at + 1;
        writeln!(
            plan,
            "{number}．推进{words}工程。到2022年，建成{words}步道3条；开展{words}宣传，覆盖率达到80%。（责任单位：市体育局）"
        )
        .unwrap();
    }
    plan
}

#[test]
fn a_fault_is_seen() {
    use ratatui::layout::Rect;
    let screen = |text: &str| Buffer::with_lines([text]);
    let size = Size::new(6, 1);
    let whole = screen("督办ab");
    assert_eq!(fault(&whole, Some(Position::new(5, 0)), size), None);
    assert!(fault(&whole, Some(Position::new(6, 0)), size).is_some());
    assert!(fault(&whole, None, Size::new(7, 1)).is_some());
    let mut halved = screen("督办ab");
    halved[(1, 0)].set_symbol("x");
    assert!(fault(&halved, None, size).is_some());
    let mut over = Buffer::empty(Rect::new(0, 0, 6, 1));
    over[(5, 0)].set_symbol("办");
    assert!(fault(&over, None, size).is_some());
}

#[test]
fn a_frame_of_another_size_than_the_last_event_said_is_drawn_all_the_same() {
    for pane in [
        "1", "2", "3", "4", "5", "6", "7", "8", "4m", "4p", "4n", "3r", "?",
    ] {
        let mut sample = Sample::new(WIDE);
        sample.press(pane);
        for (columns, rows) in [(80, 24), (60, 16), (10, 3), (1, 1), (200, 60)] {
            let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
            let frame = terminal.draw(|frame| sample.ui.view(frame)).unwrap();
            let found = fault(frame.buffer, None, Size::new(columns, rows));
            assert_eq!(found, None, "{pane} on {columns}x{rows}");
        }
    }
}
