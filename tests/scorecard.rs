//! The scorecard, through the command line.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]
mod support;

use serde_json::Value;
use support::Office;

/// An office with some work done, urged and sent back.
fn office() -> Office {
    let office = Office::new();
    for words in [
        "user add wang --role coordinator --name 王协调",
        "user add zhao --role administrator --name 赵管理",
        "--as zhao task sign 40 41 46",
        "--as zhao task report 40 --text 已过半 --percent 60",
        "--as zhao task submit 41 --text 已建成",
        "--as zhao task send-back 41 --text 缺佐证",
        "--as zhao task submit 46 --text 已完成",
        "--as zhao task close 46",
        "--as zhao task urge 44 --text 请签收",
        "--as zhao task ask-extension 45 --due 2021-06-30 --text 设备未到货",
        "--as wang task grant 45 --text 健康办〔2021〕1号",
    ] {
        let (code, said) = office.run(words);
        assert_eq!(code, 0, "{words}: {said}");
    }
    office
}

fn json(office: &Office, words: &str) -> Value {
    let (code, text) = office.run(&format!("--as zhao {words} --format json"));
    assert_eq!(code, 0, "{text}");
    serde_json::from_str(&text).unwrap()
}

const RULES: &str = r#"base = 100
floor = 60
most = 105
decimals = 2
count_review = true

[[rule]]
on = "overdue"
label = "逾期"
points = 0.35
per_days = 2
most_all = 5

[[rule]]
on = "closed-late"
label = "逾期办结"
points = 0.25

[[rule]]
on = "sent-back"
label = "退回"
points = 1.1
"#;

#[test]
fn every_deduction_names_its_event_and_adds_up() {
    let office = office();
    std::fs::write(office.folder.path().join("own.toml"), RULES).unwrap();
    let words = "export scorecard --since 2020-07-01 --rules own.toml";
    let card = json(&office, words);
    let rows = card["departments"].as_array().unwrap();
    let deductions = card["deductions"].as_array().unwrap();
    let hundredths = |it: &Value| (it.as_f64().unwrap() * 100.0).round();
    assert!(rows.len() > 10 && deductions.len() > 50);
    for row in rows {
        let own = deductions
            .iter()
            .filter(|it| it["department"] == row["department"]);
        let sum: f64 = own.map(|it| hundredths(&it["points"])).sum();
        assert!((sum - hundredths(&row["deducted"])).abs() < 0.5, "{row}");
        let score = (10_000.0 - sum).max(6_000.0);
        assert!((score - hundredths(&row["points"])).abs() < 0.5, "{row}");
    }
    let sent_back: Vec<&Value> = deductions
        .iter()
        .filter(|it| it["rule"] == "退回")
        .collect();
    assert_eq!(sent_back.len(), 1);
    let it = sent_back[0];
    assert_eq!(
        (&it["task"], &it["verb"], &it["actor"], &it["day"]),
        (
            &41.into(),
            &"send_back".into(),
            &"赵管理（[USER]代）".into(),
            &"2021-01-05".into()
        )
    );
    // The event is found in the record under its number.
    let (_, log) = office.run("--as zhao audit list --task 41 --format json");
    let log: Value = serde_json::from_str(&log).unwrap();
    let listed = log.as_array().unwrap().iter();
    assert!(
        listed
            .into_iter()
            .any(|event| event["id"] == it["event"] && event["verb"] == "send_back")
    );
    // The same again gives the same bytes.
    let again = office.run(&format!("--as zhao {words} --format docx -o a.docx"));
    assert_eq!(again.0, 0, "{}", again.1);
    assert_eq!(
        office
            .run(&format!("--as zhao {words} --format docx -o b.docx"))
            .0,
        0
    );
    let read = |name: &str| std::fs::read(office.folder.path().join(name)).unwrap();
    assert_eq!(read("a.docx"), read("b.docx"));
}

#[test]
fn the_scorecard_of_a_small_office() {
    let office = office();
    std::fs::write(office.folder.path().join("scorecard.toml"), RULES).unwrap();
    let text = office.transcript(&["--as zhao export scorecard --since 2021-01-01"]);
    // The bureau with everything in it, without what costs nothing any more; the others are overdue and nothing else.
    let told: Vec<&str> = text
        .lines()
        .filter(|line| {
            let is_own = line.contains("市体育局") && !line.contains("| 0 | 已到上限");
            !line.starts_with("| ") || is_own || line.contains("名次")
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn rules_that_are_wrong_print_one_line_and_nothing_else() {
    let office = Office::new();
    let path = office.folder.path().join("own.toml");
    for text in [
        RULES.replace("points = 1.1", "point = 1.1"),
        RULES.replace("\"sent-back\"", "\"returned\""),
        RULES.replace("points = 1.1", "points = 0"),
        RULES.replace("floor = 60", "floor = 600"),
        RULES.replace("[[rule]]", "[[rule]"),
    ] {
        std::fs::write(&path, text).unwrap();
        let (code, said) = office.run("export scorecard --rules own.toml -o card.md");
        assert_eq!((code, said.lines().count()), (1, 1), "{said}");
        assert!(
            said.starts_with("规则文件「own.toml」") && said.contains("有误："),
            "{said}"
        );
    }
    assert!(!office.folder.path().join("card.md").exists());
    for (words, told) in [
        (
            "--rules none.toml",
            "读不了规则文件「none.toml」：没有这个文件或文件夹。",
        ),
        ("--rules .", "读不了规则文件「.」：不是文件。"),
        (
            "--since 2021-02-01",
            "起始日 2021-02-01 在截止日 2021-01-05 之后。",
        ),
        ("--until 2021-02-01", "截止日 2021-02-01 还没有到。"),
        ("--since 0001-01-01", "起始日太早。"),
        ("--plan none", "没有短名为「none」的计划。"),
    ] {
        let (code, said) = office.run(&format!("export scorecard {words}"));
        assert_eq!((code, said.lines().count()), (1, 1), "{said}");
        assert!(said.starts_with(told), "{said}");
    }
    // The built-in rules are printed to be edited, and are taken back as they are.
    let (code, rules) = office.run("export scorecard --show-rules");
    assert_eq!(code, 0);
    std::fs::write(&path, rules).unwrap();
    let (code, said) = office.run("export scorecard --rules own.toml");
    assert!(
        code == 0 && said.contains("规则取自文件「own.toml」"),
        "{said}"
    );
}
