//! `duban audit list` as a transcript: what is typed, what comes out, how it ends.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    reason = "a test fails by panicking"
)]

mod support;

use std::process::Command;
use support::Office;

/// The name of the user that the tests run as, as the program finds it.
fn user() -> String {
    let output = Command::new("id").arg("-un").output().unwrap();
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

#[test]
fn the_record_is_listed_by_task_person_department_and_day() {
    let office = Office::new();
    // Under a name of their own, whoever runs the tests takes the same room in a table.
    let named = format!("user add {} --role coordinator --name 王协调", user());
    assert_eq!(office.run(&named).0, 0);
    insta::assert_snapshot!(office.transcript(&[
        "user add li --role liaison --name 李联络 --department 体育局",
        "--today 2020-12-20 task sign 40",
        "--today 2020-12-20 task report 40 --text 已建成8条 --percent 60",
        "--today 2020-12-21 task ask-extension 40 --due 2021年6月底前 --text 设备未到货",
        "task assign 2 --lead 教育局",
        "audit list --task 40",
        "audit list --person li",
        "audit list --department 教育局 --from 2021-01-01",
        "audit list --from 2020-12-20 --to 2020-12-20 --format csv",
        "--as li audit list --from 2020-12-21",
        "audit list --limit 2",
        "audit list --person nobody",
        "audit list --department 没有的局",
    ]));
    let (_, printed) = office.run("audit list --task 40 --limit 2 --format json");
    let list: serde_json::Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(list.as_array().unwrap().len(), 2);
    assert_eq!(list[1]["verb"], "report");
    assert_eq!(list[1]["subject"]["kind"], "task");
    assert_eq!(list[1]["changes"][0]["after"], "60%");
    assert_eq!(list[1]["hash"].as_str().unwrap().len(), 64);
    let (_, own) = office.run(&format!("audit list --person {} --limit 3", user()));
    assert_eq!(own.lines().count(), 4);
}
