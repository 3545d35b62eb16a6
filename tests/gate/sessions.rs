//! Dashboards over the line: who they are for, how many there are, and how they end.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use crate::server::{Server, duban, refusal, text, wait_until};
use crate::terminal::Terminal;

#[test]
fn the_right_key_opens_the_dashboard_of_its_person_and_a_wrong_one_nothing() {
    let Some(server) = Server::start(&[]) else {
        return;
    };
    let mut session = Terminal::dashboard(&server, "li");
    session.shows("李强 联络员 市卫健委").shows("健康鞍山");
    session
        .press("2i")
        .shows("通过 SSH 使用时不能按路径导入。")
        .shows("import -");
    session.resize(15, 50);
    session.shows("窗口太小");
    session.resize(40, 120);
    session.shows("李强 联络员 市卫健委").shows("发文");
    session.press("q");
    assert_eq!(session.ends().0, 0);
    let mut session = Terminal::dashboard(&server, "wang");
    session.shows("王敏 协调员").press("q");
    assert_eq!(session.ends().0, 0);

    let ended = server.ask("nobody", "task list");
    assert_eq!(ended.status.code(), Some(255));
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert!(
        said.contains("Permission denied") && ended.stdout.is_empty(),
        "{said}"
    );
    let ended = server.client("li", &["-T"]).output().unwrap();
    assert!(refusal(&ended).contains("界面需要一个终端。"), "{ended:?}");
    server.runs(0);
}

#[test]
fn a_line_that_breaks_in_the_middle_of_a_form_leaves_the_file_whole() {
    let Some(server) = Server::start(&[]) else {
        return;
    };
    let before = server.state();
    let mut session = Terminal::dashboard(&server, "wang");
    session.press("3").shows("天数").press("u").shows("催办");
    session.press("请尽快反馈").shows("请尽快反馈");
    assert_eq!(server.programs().len(), 1);
    session.dies();
    server.runs(0);
    assert_eq!(server.state(), before);
}

#[test]
fn half_a_report_outlives_the_line_and_is_sent_after_the_next_login() {
    let Some(server) = Server::start(&[]) else {
        return;
    };
    let mut session = Terminal::dashboard(&server, "li");
    session.press("3").shows("天数");
    session.press("/wjw\r").shows("市卫健委");
    session.press("s").shows("已签收");
    session.press("r").shows("完成百分比");
    session
        .press("\x1b[200~场地已落实，\r设备下月到\x1b[201~")
        .shows("设备下月到");
    session.dies();
    server.runs(0);
    let mut session = Terminal::dashboard(&server, "wang");
    session.shows("王敏 协调员");
    assert!(!session.contents().contains("草稿"));
    session.press("q");
    assert_eq!(session.ends().0, 0);
    let mut session = Terminal::dashboard(&server, "li");
    session.shows("有一份没写完的草稿：反馈「").press("D");
    session
        .shows("草稿，共 1 份")
        .shows("设备下月到")
        .press("\r");
    session
        .shows("已放回")
        .press("货。\t60\x13")
        .shows("已反馈")
        .press("D");
    session.shows("没有草稿").press("q");
    assert_eq!(session.ends().0, 0);
    let log = text(&server.ask("li", "audit list --limit 3"));
    assert!(log.contains("设备下月到货。"), "{log}");
}

#[test]
fn a_key_has_four_sessions_at_once() {
    let Some(server) = Server::start(&[]) else {
        return;
    };
    let mut open: Vec<Terminal> = (0..4).map(|_| Terminal::dashboard(&server, "li")).collect();
    let fifth = Terminal::open(&server, "li", &[], &[]);
    let (code, said) = fifth.ends();
    assert_eq!(code, 1);
    assert!(said.contains("这把密钥已有 4 个会话。"), "{said}");
    // A command waits for a moment before it is refused.
    let begun = std::time::Instant::now();
    assert!(refusal(&server.ask("li", "task list")).contains("4 个会话"));
    assert!(begun.elapsed() >= Duration::from_secs(5));
    // Another key has its own.
    text(&server.ask("wang", "task list --limit 1"));
    open.pop().unwrap().dies();
    server.runs(3);
    text(&server.ask("li", "task list --limit 1"));
    let mut again = Terminal::dashboard(&server, "li");
    again.press("q");
    assert_eq!(again.ends().0, 0);
}

#[test]
fn a_session_ends_when_nobody_is_there() {
    let Some(server) = Server::start(&["--idle-seconds", "2"]) else {
        return;
    };
    let mut session = Terminal::dashboard(&server, "wang");
    session
        .press("3")
        .shows("天数")
        .press("u")
        .shows("催办内容");
    session.press("写到一半").shows("写到一半");
    let (code, said) = session.ends();
    assert_eq!(code, 0);
    assert!(said.contains("已有 2 秒无人操作，会话已结束。"), "{said}");
    server.runs(0);
    let mut session = Terminal::dashboard(&server, "wang");
    session.shows("没写完的草稿：催办「");
    session.dies();
}

#[test]
fn a_session_ends_when_its_key_is_revoked() {
    let Some(server) = Server::start(&[]) else {
        return;
    };
    let session = Terminal::dashboard(&server, "li");
    text(&duban(&server.db, &["key", "revoke", &server.key_id("li")]));
    let (code, said) = session.ends();
    assert_eq!(code, 1);
    assert!(said.contains("这把密钥已停用。"), "{said}");
}

/// The terminals that the machine has.
fn terminals() -> BTreeSet<String> {
    let entries = std::fs::read_dir("/dev/pts").unwrap();
    let names = entries.flatten().map(|it| it.file_name());
    names.map(|it| it.to_string_lossy().into_owned()).collect()
}

#[test]
fn two_hundred_broken_sessions_leave_nothing() {
    const SESSIONS: usize = 200;
    let Some(server) = Server::start_alone(&["--sessions", "64"]) else {
        return;
    };
    let before = server.state();
    let had = terminals();
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= SESSIONS {
                        break;
                    }
                    let mut session = Terminal::open(&server, "wang", &[], &[]);
                    match number % 4 {
                        // On the way in.
                        0 => std::thread::sleep(Duration::from_millis(number as u64 * 2)),
                        // With the first bytes.
                        1 => session.stirs(),
                        // With a frame.
                        2 => drop(session.shows("2计划")),
                        // While typing.
                        _ => drop(session.shows("2计划").press("3u请尽")),
                    }
                    session.dies();
                }
            });
        }
    });
    server.runs(0);
    wait_until("without terminals", || {
        terminals().difference(&had).next().is_none()
    });
    assert_eq!(server.state(), before);
    text(&server.ask("wang", "task list --limit 1"));
}
