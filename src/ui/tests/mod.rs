//! The dashboard as a person uses it: keys in, screen out, without a terminal.

mod acts;
mod any_keys;
mod arrange;
mod batch;
mod demo;
mod directory;
mod edition;
mod finding;
mod forms;
mod gallery;
mod inbox;
mod indicators;
mod matrix;
mod overview;
mod own_way;
mod palette;
mod past;
mod people;
mod pictures;
mod readme;
mod screens;
mod svg;
mod views;
mod weekly;
mod workspace;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::{Position, Size};
use std::sync::OnceLock;
use tempfile::TempDir;

use super::model::{Stage, Ui};
use super::theme::Theme;
use crate::app::{App, Settings, break_down};
use crate::domain::day::parse_day;
use crate::domain::id::TaskId;
use crate::domain::person::Role;
use crate::domain::task::Task;
use crate::domain::watch::Unwatched;
use crate::text::width::width;

const WIDE: Size = Size::new(120, 40);
const NARROW: Size = Size::new(80, 24);

/// A dashboard on a file of its own, which goes with it.
struct Sample {
    ui: Ui,
    folder: TempDir,
}

impl Sample {
    /// The overdue tasks of the built-in plan of Anshan on 2021-01-05, looked at by 王协调, who coordinates.
    fn new(size: Size) -> Self {
        Self::of(None, size)
    }

    /// The same, looked at by another person: li is the liaison of 市体育局.
    fn of(person: Option<&str>, size: Size) -> Self {
        static SEEDED: OnceLock<Vec<u8>> = OnceLock::new();
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings {
            path: folder.path().join("duban.db"),
            today: parse_day("2021-01-05"),
            stand_in: person.map(ToOwned::to_owned),
            key: None,
        };
        std::fs::write(&settings.path, SEEDED.get_or_init(seeded)).unwrap();
        let ui = Ui::new(&settings, Theme::monochrome(), size).unwrap();
        let mut sample = Self { ui, folder };
        sample.press("3");
        sample
    }

    /// The plan pane on a file with this document, looked at on 2018-06-01 by 王协调.
    fn on(document: &str, size: Size) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings {
            path: folder.path().join("duban.db"),
            today: parse_day("2018-06-01"),
            stand_in: None,
            key: None,
        };
        let mut app = App::open_or_create(&settings).unwrap();
        let user = app.person().login.clone();
        app.put_person(&user, Some("王协调"), Role::Coordinator, None)
            .unwrap();
        let document = break_down(document.as_bytes(), None, &mut Unwatched).unwrap();
        app.import(&document, Some("jia"), &mut Unwatched).unwrap();
        drop(app);
        let ui = Ui::new(&settings, Theme::monochrome(), size).unwrap();
        let mut sample = Self { ui, folder };
        sample.press("2");
        sample
    }

    /// A dashboard on a file that is not there yet.
    fn first_run(size: Size) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings {
            path: folder.path().join("duban.db"),
            today: parse_day("2021-01-05"),
            stand_in: None,
            key: None,
        };
        let ui = Ui::new(&settings, Theme::monochrome(), size).unwrap();
        Self { ui, folder }
    }

    /// Presses keys and lets the hand rest: `jj<Enter>`, `r进展<Tab>60<C-s>`.
    fn press(&mut self, keys: &str) -> &mut Self {
        for key in read_keys(keys) {
            self.ui.handle(Event::Key(key));
            if let Some((path, slug)) = self.ui.awaited.take() {
                self.ui.import(&path, &slug, &mut Unwatched);
            }
        }
        settle(&mut self.ui);
        self
    }

    fn paste(&mut self, text: &str) -> &mut Self {
        self.ui.handle(Event::Paste(text.to_owned()));
        settle(&mut self.ui);
        self
    }

    /// The screen as text.
    fn screen(&self) -> String {
        dump(&self.ui)
    }

    /// The line of the screen that holds a text.
    fn line(&self, text: &str) -> String {
        let screen = self.screen();
        let line = screen.lines().find(|it| it.contains(text));
        line.unwrap_or_else(|| panic!("no {text} in\n{screen}"))
            .trim()
            .to_owned()
    }

    /// The file as another session sees it.
    fn app(&self) -> App {
        App::open(&self.ui.settings).unwrap()
    }

    /// How many tasks the file says are overdue.
    fn overdue(&self) -> usize {
        let filter = super::screens::overdue::filter();
        self.app().count_tasks(&filter).unwrap()
    }

    /// The task under the cursor.
    fn selected(&self) -> TaskId {
        let Stage::Open(dashboard) = &self.ui.stage else {
            panic!("no file is open");
        };
        dashboard.screen().selected().unwrap()
    }

    fn task(&self, id: TaskId) -> Task {
        self.app().task_page(id).unwrap().task
    }
}

/// The bytes of a file with the built-in plan, where the operating system's user, who is not the same everywhere, is
/// called 王协调.
fn seeded() -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings {
        path: folder.path().join("duban.db"),
        today: parse_day("2021-01-05"),
        stand_in: None,
        key: None,
    };
    let mut app = App::open_or_create(&settings).unwrap();
    let user = app.person().login.clone();
    app.put_person(&user, Some("王协调"), Role::Coordinator, None)
        .unwrap();
    app.seed(&["anshan-2018".to_owned()]).unwrap();
    app.put_person("li", Some("李联络"), Role::Liaison, Some("市体育局"))
        .unwrap();
    drop(app);
    std::fs::read(&settings.path).unwrap()
}

fn settle(ui: &mut Ui) {
    ui.prepare();
    if ui.is_behind() {
        ui.rest();
    }
    assert!(!ui.is_behind());
}

/// What the terminal shows: the frame's own buffer, trailing halves of wide characters left out.
fn dump(ui: &Ui) -> String {
    rows(&drawn(ui).0).join("\n")
}

/// The cells that the terminal shows, and where the cursor stands, if it is shown.
fn drawn(ui: &Ui) -> (Buffer, Option<Position>) {
    let backend = TestBackend::new(ui.size.width, ui.size.height);
    let mut terminal = Terminal::new(backend).unwrap();
    let buffer = terminal
        .draw(|frame| ui.view(frame))
        .unwrap()
        .buffer
        .clone();
    let backend = terminal.backend();
    let cursor = backend.cursor_visible().then(|| backend.cursor_position());
    (buffer, cursor)
}

fn rows(buffer: &Buffer) -> Vec<String> {
    buffer
        .area
        .rows()
        .map(|row| {
            let (mut text, mut x) = (String::new(), row.x);
            while x < row.right() {
                let symbol = buffer[(x, row.y)].symbol();
                text.push_str(symbol);
                x += u16::try_from(width(symbol).max(1)).unwrap();
            }
            text.trim_end().to_owned()
        })
        .collect()
}

fn read_keys(keys: &str) -> Vec<KeyEvent> {
    let mut read = Vec::new();
    let mut rest = keys;
    while let Some(first) = rest.chars().next() {
        let named = rest.strip_prefix('<').and_then(|it| it.split_once('>'));
        if let Some((name, after)) = named {
            let (modifiers, name) = match name.strip_prefix("C-") {
                Some(letter) => (KeyModifiers::CONTROL, letter),
                None => (KeyModifiers::NONE, name),
            };
            read.push(KeyEvent::new(code(name), modifiers));
            rest = after;
        } else {
            read.push(KeyEvent::new(KeyCode::Char(first), KeyModifiers::NONE));
            rest = &rest[first.len_utf8()..];
        }
    }
    read
}

fn code(name: &str) -> KeyCode {
    match name {
        "Enter" => KeyCode::Enter,
        "Esc" => KeyCode::Esc,
        "Tab" => KeyCode::Tab,
        "BS" => KeyCode::Backspace,
        "Up" => KeyCode::Up,
        "Down" => KeyCode::Down,
        "Left" => KeyCode::Left,
        "Right" => KeyCode::Right,
        "Home" => KeyCode::Home,
        "End" => KeyCode::End,
        "PgUp" => KeyCode::PageUp,
        "PgDn" => KeyCode::PageDown,
        name => match name.strip_prefix('F').map(str::parse) {
            Some(Ok(number)) => KeyCode::F(number),
            _ => KeyCode::Char(name.chars().next().unwrap()),
        },
    }
}
