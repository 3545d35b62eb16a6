//! What was typed into a form and not sent outlives the program, however that ends.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    reason = "a test fails by panicking"
)]

#[allow(dead_code, reason = "each test of programs uses a part of it")]
mod program;

use std::path::Path;
use std::time::{Duration, Instant};

use program::Office;
use rusqlite::{Connection, OpenFlags};

/// The texts of the drafts that the file holds.
fn drafts(db: &Path) -> Vec<String> {
    let file = Connection::open_with_flags(db, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let mut statement = file.prepare("SELECT fields FROM form_draft").unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

fn wait_for(db: &Path, text: &str) {
    let end = Instant::now() + Duration::from_mins(1);
    while !drafts(db).iter().any(|it| it.contains(text)) {
        assert!(
            Instant::now() < end,
            "{text} is never kept: {:?}",
            drafts(db)
        );
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn a_form_outlives_its_program() {
    let office = Office::seeded();
    let db = office.db();
    let mut session = office.sit_down(30, 100);
    session.shows("四、主要任务").press("3").shows("天数");
    session.press("s").shows("已签收");
    session.press("r").shows("完成百分比");
    session.press("第一段。").shows("第一段。");
    session.signal("-HUP");
    session.ends(false);
    assert!(drafts(&db)[0].contains("第一段。"));

    let mut session = office.sit_down(30, 100);
    session.shows("有一份没写完的草稿：反馈「").press("D");
    session.shows("草稿，共 1 份").shows("第一段。").press("\r");
    session
        .shows("已放回")
        .press("第二段。")
        .shows("第一段。第二段。");
    session.signal("-TERM");
    session.ends(false);
    assert!(drafts(&db)[0].contains("第一段。第二段。"));

    // No signal is heard, so what counts is what was kept while the hand rested.
    let mut session = office.sit_down(30, 100);
    session
        .shows("没写完的草稿")
        .press("D")
        .shows("草稿，共")
        .press("\r");
    session.shows("已放回").press("第三段。").shows("第三段。");
    wait_for(&db, "第一段。第二段。第三段。");
    session.signal("-KILL");
    session.ends(true);

    let mut session = office.sit_down(30, 100);
    session
        .shows("没写完的草稿")
        .press("D")
        .shows("草稿，共")
        .press("\r");
    session
        .shows("已放回")
        .press("\x13")
        .shows("已反馈")
        .press("q");
    assert_eq!(session.ends(false), 0);
    assert_eq!(drafts(&db), Vec::<String>::new());
    let mut session = office.sit_down(30, 100);
    session.shows("四、主要任务");
    assert!(!session.screen().contains("草稿"));
    session.press("q");
    assert_eq!(session.ends(false), 0);
}
