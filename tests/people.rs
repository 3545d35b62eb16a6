//! `duban user …` as a transcript: what is typed, what comes out, how it ends.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    reason = "a test fails by panicking"
)]

mod support;

use support::Office;

#[test]
fn people_are_entered_changed_and_retired() {
    let office = Office::new();
    insta::assert_snapshot!(office.transcript(&[
        "user list",
        "user add li --role liaison --name 李联络 --department 体育局",
        "user add LI --role viewer",
        "user add wu --role liaison",
        "user add li+si --role viewer",
        "user add li（wang代） --role viewer",
        "user add wu --role 科长",
        "user add wu --role 联络员 --name 吴迪 --department 卫健委 --department jyj",
        "user department li 教育局 --add",
        "user department li 体育局 --remove",
        "user department li 体育局 教育局",
        "user role li liaison",
        "user role li coordinator",
        "user department li 体育局 教育局 --remove",
        "user role li liaison",
        "user role li liaison --department 体育局",
        "user name li 李科长",
        "user retire li --on 2021-01-01",
        "user retire li",
        "--as li task sign 1",
        "user list",
        "user list --all",
        "user restore li",
        "user show nobody",
        "department show 市教育局",
        "audit verify",
    ]));
}

#[test]
fn an_administrator_manages_people_alone_and_one_is_always_left() {
    let office = Office::new();
    insta::assert_snapshot!(office.transcript(&[
        "user add min --role administrator --name 王敏",
        "user add zhao --role coordinator --name 赵磊",
        "--as min user add zhao --role coordinator --name 赵磊",
        "--as zhao user add gao --role viewer",
        "--as min user retire min",
        "--as min user role min viewer",
        "--as min user role zhao administrator",
        "--as zhao user role min coordinator",
        "--as zhao user retire zhao",
        "--as min user retire zhao",
        "user show min",
        "audit verify",
    ]));
}

#[test]
fn a_listing_has_english_keys_and_a_spreadsheet_no_formulas() {
    let office = Office::new();
    office.run("user add li --role liaison --name =李联络 --department 体育局 --department 教育局");
    office.run("user add wu --role viewer");
    office.run("user retire wu --on 2021-02-01");
    let (code, text) = office.run("user list --format json");
    assert_eq!(code, 0, "{text}");
    let list: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        list,
        serde_json::json!([
            {
                "login": "li", "name": "=李联络", "role": "liaison",
                "departments": ["市体育局", "市教育局"], "retired_on": null, "keys": 0
            },
            {
                "login": "wu", "name": "wu", "role": "viewer",
                "departments": [], "retired_on": "2021-02-01", "keys": 0
            }
        ])
    );
    let (_, text) = office.run("user list --format csv");
    assert!(
        text.contains("li,'=李联络,联络员,市体育局、市教育局,在用,0\r\n"),
        "{text}"
    );
}

#[test]
fn wrong_words_are_wrong_usage() {
    let office = Office::new();
    for words in [
        "user",
        "user add li",
        "user role li",
        "user department li",
        "user department li 体育局 --add --remove",
        "user retire li --on 明天",
        "user list --format xlsx",
    ] {
        let (code, text) = office.run(words);
        assert_eq!((code, text.lines().count()), (2, 1), "{words}: {text}");
    }
}
