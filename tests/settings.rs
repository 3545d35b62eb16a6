//! config.toml as a person has it: in the own folder, checked before anything is opened, and the terminal as it says.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

#[allow(dead_code, reason = "other tests use the rest of it")]
mod program;

use std::time::Duration;

use program::Office;

/// How long nothing comes once a screen is whole.
const REST: Duration = Duration::from_millis(600);

/// Writes the file where it is looked for.
fn settle_on(office: &Office, text: &str) {
    let folder = office.path(".config/duban");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("config.toml"), text).unwrap();
}

#[test]
fn a_fault_stops_the_program_before_anything_is_opened() {
    let office = Office::new();
    settle_on(&office, "pane = \"inbox\"\n\n[keys.acts]\nurge = [\"s\"]\n");
    for words in [&[][..], &["config"], &["demo"]] {
        let ended = office.run(words);
        assert_eq!(ended.code, 1, "{words:?}");
        if words != ["demo"] {
            assert!(
                ended
                    .err()
                    .contains("config.toml 第 4 行有误：键「s」已用于「签收」"),
                "{}",
                ended.err()
            );
            assert_eq!(ended.err().lines().count(), 1);
        }
    }
    assert!(!office.db().exists());
    let other = office.path("other.toml");
    std::fs::write(&other, "mouse = true\n").unwrap();
    let other = other.to_str().unwrap();
    assert!(
        office
            .does(&["config", "--config", other])
            .contains("第 1 行）\nmouse = true\n")
    );
    assert!(
        office
            .does(&["config", "--built-in"])
            .contains("（默认）\nmouse = false\n")
    );
    assert!(
        office
            .does(&["config", "--path"])
            .ends_with(".config/duban/config.toml\n")
    );
}

#[test]
fn what_is_printed_can_be_saved_and_used() {
    let office = Office::seeded();
    let printed = office.does(&["config"]);
    settle_on(
        &office,
        &printed.replace("\npane = \"plan\"", "\npane = \"overdue\""),
    );
    let mut session = office.sit_down(24, 80);
    session.shows("天数").press("q");
    session.ends(false);
    let again = office.does(&["config"]);
    assert!(
        again.contains("pane = \"overdue\"") && !again.contains("（默认）"),
        "{again}"
    );
}

#[test]
fn the_mouse_is_taken_and_given_back_only_where_it_is_wanted() {
    for is_wanted in [false, true] {
        let office = Office::seeded();
        settle_on(
            &office,
            &format!("mouse = {is_wanted}\npane = \"overdue\"\n"),
        );
        let mut session = office.sit_down(24, 80);
        session.shows("天数").settle(REST);
        if is_wanted {
            session.press("\x1b[<0;30;10M\x1b[<0;30;10m");
            session.until("the tenth row", |screen| {
                screen.lines().nth(9).is_some_and(|it| it.starts_with("> "))
            });
        }
        session.press("q").settle(REST);
        let raw = String::from_utf8_lossy(&session.raw).into_owned();
        for sequence in ["\x1b[?1000h", "\x1b[?1006h", "\x1b[?1000l", "\x1b[?1006l"] {
            assert_eq!(raw.contains(sequence), is_wanted, "{sequence:?}");
        }
        assert!(!raw.contains("\x1b[?1003h"));
    }
}

#[test]
fn a_terminal_that_says_it_draws_wide_gets_frames_of_ascii() {
    for (answer, line) in [("\x1b[1;2R", "│"), ("\x1b[1;3R", "|")] {
        let office = Office::seeded();
        let mut session = office.sit_down(40, 120);
        session.press(answer).press("3");
        session.shows("天数");
        session.until(line, |screen| screen.contains(line));
        let (screen, other) = (session.screen(), if line == "|" { "│" } else { "|" });
        assert!(!screen.contains(other), "{screen}");
        session.press("q");
        session.ends(false);
    }
}

#[test]
fn a_copied_task_goes_to_the_terminal_and_nowhere_else() {
    let office = Office::seeded();
    let mut session = office.sit_down(24, 80);
    session
        .press("3")
        .shows("天数")
        .press("y")
        .shows("已发送到终端剪贴板");
    let raw = String::from_utf8_lossy(&session.raw).into_owned();
    assert_eq!(raw.matches("\x1b]52;c;").count(), 1);
    session.press("q");
    session.ends(false);
    assert!(
        !office
            .does(&["task", "list", "--limit", "3"])
            .contains("52;c")
    );
}

#[test]
fn the_manual_is_a_page_for_man() {
    let page = Office::new().does(&["man"]);
    assert!(
        page.contains(".TH DUBAN 1") && page.contains("thresholds.soon_days"),
        "{page}"
    );
}
