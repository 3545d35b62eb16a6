//! What people ask in one line.

use std::io::Write as _;
use std::process::Stdio;

use crate::editor::Editor;
use crate::server::{Server, duban, refusal, text};

/// The number of the first task that a department leads, on the server.
fn task_of(server: &Server, department: &str) -> String {
    let listed = duban(
        &server.db,
        &[
            "task",
            "list",
            "--department",
            department,
            "--format",
            "json",
        ],
    );
    let listed: serde_json::Value = serde_json::from_str(&text(&listed)).unwrap();
    listed[0]["id"].to_string()
}

#[test]
fn a_command_prints_the_same_bytes_as_on_the_machine() {
    let Some(server) = Server::start(&[]) else {
        return;
    };
    for line in [
        "export weekly",
        "export weekly --week 2020-W52 --format json",
        "export plan anshan-2018",
        "export scorecard --since 2018-01-01",
        "export scorecard --show-rules",
        "export tasks --overdue --limit 30",
        "export checklist --format json --department 市教育局",
        "export notice --department 市卫健委",
        "task list --format csv --limit 20",
        "task list --search '  无烟   单位 ' --format=json",
        "department show 市卫健委",
        "indicator list",
    ] {
        let there = server.ask("li", line);
        let words: Vec<&str> = line.split(' ').filter(|it| !it.is_empty()).collect();
        let search = [
            "task",
            "list",
            "--search",
            "  无烟   单位 ",
            "--format=json",
        ];
        let here = if line.contains('\'') {
            duban(&server.db, &[&["--as", "li"], &search[..]].concat())
        } else {
            duban(&server.db, &[&["--as", "li"], &words[..]].concat())
        };
        assert_eq!(text(&there), text(&here), "{line}");
        assert!(
            there.stderr.is_empty() && !there.stdout.is_empty(),
            "{there:?}"
        );
    }
    let help = text(&server.ask("zhao", "help"));
    assert!(help.starts_with("查阅可以这样使用") && help.contains("ssh 主机 task list"));
    assert!(!help.contains("ssh 主机 task sign"), "{help}");
}

#[test]
fn a_report_is_taken_for_the_own_department_only() {
    let Some(server) = Server::start(&[]) else {
        return;
    };
    let own = task_of(&server, "市卫健委");
    text(&server.ask("li", &format!("task sign {own}")));
    let line = format!("task report {own} --text '已开展 3 场；参加 200 人（约 $1）' --percent 40");
    let said = text(&server.ask("li", &line));
    assert!(
        said.starts_with("已反馈：") && said.contains("进行中 40%"),
        "{said}"
    );
    let history = text(&duban(&server.db, &["task", "history", &own]));
    assert!(history.contains("李强") && history.contains("已开展 3 场；参加 200 人（约 $1）"));

    let before = server.state();
    let said = refusal(&server.ask("sun", &format!("task report {own} --text 已开展")));
    assert!(
        said.contains("由「市卫健委」牵头，不能代为反馈。"),
        "{said}"
    );
    let said = refusal(&server.ask("zhao", &format!("task report {own} --text 已开展")));
    assert!(said.contains("查阅不能使用「task report」。"), "{said}");
    let said = refusal(&server.ask("li", &format!("task close {own}")));
    assert!(said.contains("联络员不能使用「task close」。"), "{said}");
    // Quotes that were lost on the way must not turn words into numbers of tasks.
    let said = refusal(&server.ask("li", &format!("task report {own} --text 已完成 1")));
    assert!(said.contains("再加一层引号"), "{said}");
    assert_eq!(server.state(), before);
}

/// A small plan of our own words.
const PLAN: &str = "健康样城三年计划\n(2018—2020年)\n\n一、总体要求\n\n坚持预防为主。\n\n二、主要任务\n\n(一)健身设施。\n\n\
1.建设健身步道。到2020年,建成5条健身步道。每年举办2场健步走活动。(责任单位:市体育局、市教育局)\n";

#[test]
fn a_document_comes_through_standard_input_from_a_coordinator_only() {
    let Some(server) = Server::start(&[]) else {
        return;
    };
    let before = server.state();
    let said = refusal(&server.ask_with("li", "import -", PLAN.as_bytes()));
    assert!(said.contains("联络员不能使用「import」。"), "{said}");
    let path = server.path("plan.txt");
    std::fs::write(&path, PLAN).unwrap();
    let said = refusal(&server.ask("wang", &format!("import {}", path.display())));
    assert!(said.contains("从标准输入读"), "{said}");
    let dry = text(&server.ask_with("wang", "import - --dry-run --json", PLAN.as_bytes()));
    assert!(dry.contains("健身步道"), "{dry}");
    assert_eq!(server.state(), before);
    let said = text(&server.ask_with("wang", "import - --format txt --plan yang", PLAN.as_bytes()));
    assert!(
        said.contains("已导入：健康样城三年计划(2018—2020年)（yang）"),
        "{said}"
    );
    assert_ne!(server.state(), before);
}

#[test]
fn a_workbook_goes_out_and_comes_back() {
    let Some(server) = Server::start(&[]) else {
        return;
    };
    let own = task_of(&server, "市卫健委");
    text(&server.ask("li", &format!("task sign {own}")));
    let mut book = Editor::open(&server.ask("li", "export workbook").stdout);
    book.put(&own, "进展", "经 SSH 送回");
    let bytes = book.save();
    let before = server.state();
    for (login, line, told) in [
        ("zhao", "collect -", "查阅不能使用「collect」。"),
        ("li", "collect /tmp/填报表.xlsx", "从标准输入读"),
        ("li", "export workbook -o x.xlsx", "不能写「-o」"),
        ("li", "export workbook --folder x", "不能写「--folder」"),
        ("li", "collect - -o x", "不能写「-o」"),
    ] {
        let said = refusal(&server.ask_with(login, line, &bytes));
        assert!(said.contains(told), "{line}: {said}");
    }
    let dry = text(&server.ask_with("li", "collect - --dry-run", &bytes));
    assert!(dry.contains("可采用 1 行，不采用 0 行"), "{dry}");
    let theirs = server.ask_with("sun", "collect -", &bytes);
    let said = String::from_utf8(theirs.stdout).unwrap();
    assert!(
        said.contains("不是您的单位") && theirs.status.code() == Some(1),
        "{said}"
    );
    assert_eq!(server.state(), before);
    let said = text(&server.ask_with("li", "collect -", &bytes));
    assert!(
        said.contains("采用 1 行") && said.contains("已写入"),
        "{said}"
    );
    let history = text(&duban(&server.db, &["task", "history", &own]));
    assert!(
        history.contains("李强") && history.contains("经 SSH 送回"),
        "{history}"
    );
}

#[test]
fn a_document_that_breaks_off_on_the_way_is_not_taken() {
    let Some(server) = Server::start(&[]) else {
        return;
    };
    let before = server.state();
    let mut client = server
        .client("wang", &[])
        .arg("import -")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let pipe = client.stdin.as_mut().unwrap();
    pipe.write_all(PLAN.as_bytes()).unwrap();
    pipe.flush().unwrap();
    server.runs(1);
    std::thread::sleep(std::time::Duration::from_millis(500));
    client.kill().unwrap();
    client.wait().unwrap();
    server.runs(0);
    assert_eq!(server.state(), before);
}

#[test]
fn who_is_not_let_in_any_more_is_told_so() {
    let Some(server) = Server::start(&[]) else {
        return;
    };
    text(&server.ask("li", "task list --limit 1"));
    text(&duban(&server.db, &["key", "revoke", &server.key_id("li")]));
    let said = refusal(&server.ask("li", "task list --limit 1"));
    assert_eq!(said, "这把密钥已停用。请联系健康办管理员。\n");
    let file = rusqlite::Connection::open(&server.db).unwrap();
    file.execute(
        "UPDATE person SET retired_on = '2020-01-01' WHERE login = 'sun'",
        [],
    )
    .unwrap();
    let said = refusal(&server.ask("sun", "task list --limit 1"));
    assert_eq!(said, "这个人员已停用，不能再进入。请联系健康办管理员。\n");
    drop(file);
    std::fs::remove_file(&server.db).unwrap();
    let said = refusal(&server.ask("wang", "task list"));
    assert_eq!(said, "服务器上还没有督办的数据文件。请联系健康办管理员。\n");
    assert!(!server.db.exists());
}
