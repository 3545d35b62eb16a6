//! The dashboard with such text on every screen.

use std::collections::BTreeSet;
use std::time::Duration;

use super::poison::{is_forbidden, venom};
use super::program::{Office, Session};
use super::{tampered_with, written_on};

/// The control sequences in what a program has sent, without the numbers that say where and in which look; every other
/// control and every forbidden character as it is.
fn shapes(raw: &[u8]) -> BTreeSet<String> {
    let text = std::str::from_utf8(raw).unwrap();
    let mut shapes = BTreeSet::new();
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if character != '\u{1b}' {
            if is_forbidden(character) || character == '\n' {
                shapes.insert(character.escape_unicode().to_string());
            }
            continue;
        }
        let mut shape = String::from("ESC ");
        let Some(kind) = characters.next() else { break };
        shape.push(kind);
        if kind == '[' {
            let mut parameters = String::new();
            while let Some(parameter) = characters.next_if(|it| matches!(it, ' '..='?')) {
                parameters.push(parameter);
            }
            let last = characters.next().unwrap_or('?');
            if matches!(last, 'H' | 'G' | 'm') {
                assert!(
                    parameters
                        .chars()
                        .all(|it| it.is_ascii_digit() || it == ';'),
                    "{parameters}"
                );
            } else {
                shape.push_str(&parameters);
            }
            shape.push(last);
        }
        shapes.insert(shape);
    }
    shapes
}

/// What the dashboard itself sends: the alternate screen, bracketed paste, synchronized frames, the cursor, one question where
/// it stands and the line of that away, one clear, the places and the looks of its cells.
const OWN: &str = "ESC [?1049h|ESC [?1049l|ESC [?2004h|ESC [?2004l|ESC [?2026h|ESC [?2026l|ESC [?25h|ESC [?25l|\
    ESC [6n|ESC [2K|ESC [2J|ESC [H|ESC [G|ESC [C|ESC [m";

/// The way through every pane, page and kind of form: what must come on the screen, behind it the keys that are pressed
/// until it has, and those pressed there. `E` is Esc, `R` Enter, `T` Tab, `S` Ctrl-S, `L` Ctrl-L, `P` a paste of such text.
const WALK: [(&str, &str, &str); 32] = [
    (
        "本周与上周",
        "1",
        "R j R E f E T T R l R j R E f E G R E f E T T T R j R E f E",
    ),
    (
        "份计划，",
        "2",
        "l jl jl jl jj R jjj E r P E f E a P T P E f E u P S",
    ),
    ("筛选", "2 /", "P R"),
    (
        "定部门",
        "2 g l jl jl jl w",
        "T e P T P E f E o P E f E x P E f E t P E f E A E jj",
    ),
    (
        "天数",
        "3",
        "jjj R jj E u P S s E p E t P T P S E f E x P E f E",
    ),
    ("天数", "3 /", "P R"),
    ("办结率", "4", "jj R jj R E f E"),
    ("催办通知：", "4 n", "jj G"),
    ("看这项任务的日志", "3 :", "P"),
    // What holds a digit, and so what hostile titles hold.
    ("天数", "3", "jj V * u P S E f E"),
    ("天数", "3", "F j R R j - - S j R / P R W P T P T T S E f E"),
    ("视图", "9", "P E 9 R"),
    ("按灯", "4 M", "jj l R E T ll R E p / P R"),
    ("查找：任务", "3 \u{10} 1", "P"),
    ("查找：任务", "3 \u{10}", "建 R"),
    (
        "部门名录",
        "4 m",
        "G R E n P S E f E r P T P S E f E a P S E f E c P S E f E m P S E f E x P E f E",
    ),
    ("部门名录", "4 m /", "P R"),
    ("指标", "5", "jj R jj E n P T P T P S E f E z G"),
    ("指标", "5 /", "P R"),
    (
        "总体情况",
        "6",
        "] ] ] j h l p T T T s P T P T P T P E f E G",
    ),
    ("导入", "2 i", "P R E f E"),
    ("按键说明", "?", "jjj G"),
    ("份计划，", "2", "g v jj R jj y P S E f E n P S E f E"),
    ("天数", "3", "R a P T P T P E f E"),
    ("天数", "3", "R e P T P T P S E f E"),
    ("份计划，", "2", "L"),
    (
        "人员",
        "4 p",
        "G R E n P T P T P S E f E r P S E f E d P S E f E e P S E f E",
    ),
    ("人员", "4 p /", "P R"),
    ("待审核|草稿|未签收", "7", "jjj R jj E r P S E f E v jj E"),
    ("筛选", "7 /", "P R"),
    ("办理|录入", "8", "jjj R jj E G g"),
    ("筛选", "8 /", "P R"),
];

/// Presses keys, each when nothing more comes after the one before.
fn press(session: &mut Session, keys: &str) {
    for key in keys.split_whitespace() {
        let key = match key {
            "E" => "\u{1b}".to_owned(),
            "R" => "\r".to_owned(),
            "T" => "\t".to_owned(),
            "S" => "\u{13}".to_owned(),
            "L" => "\u{c}".to_owned(),
            "P" => format!("\u{1b}[200~{}\u{1b}[201~", venom()),
            other => other.to_owned(),
        };
        session.press(&key).settle(Duration::from_millis(120));
    }
}

fn walk(session: &mut Session) {
    session.shows("2计划");
    for (wanted, there, keys) in WALK {
        // Of what a program under load has not read yet, an Esc and the next key look like one.
        let mut tries = 0;
        press(session, there);
        while !wanted.split('|').any(|it| session.screen().contains(it)) {
            tries += 1;
            assert!(tries < 20, "never {wanted}:\n{}", session.screen());
            press(session, "E f E E");
            session.settle(Duration::from_millis(300));
            press(session, there);
        }
        press(session, keys);
        press(session, "E f E f E E");
    }
    for _ in 0..20 {
        press(session, "E f E E q");
        session.settle(Duration::from_millis(500));
        if session.is_over() {
            break;
        }
    }
}

#[test]
fn the_dashboard_sends_nothing_but_its_own() {
    let own: BTreeSet<String> = OWN.split('|').map(str::to_owned).collect();
    let offices = [Office::seeded(), written_on(), tampered_with()];
    std::thread::scope(|scope| {
        for office in &offices {
            for (rows, columns) in [(24, 80), (40, 120)] {
                let own = &own;
                scope.spawn(move || {
                    let mut session = office.sit_down(rows, columns);
                    walk(&mut session);
                    let sent = shapes(&session.raw);
                    let screen = session.screen();
                    assert!(sent.is_subset(own), "{:?}\n{screen}", sent.difference(own));
                    // All of it was seen, so that nothing else would have been missed.
                    assert_eq!(sent.len(), own.len(), "{:?}", own.difference(&sent));
                    assert_eq!(session.ends(false), 0);
                });
            }
        }
    });
}
