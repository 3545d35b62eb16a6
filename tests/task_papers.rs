//! The notice, the list of tasks and the task sheets, through the command line.
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

#[test]
fn a_notice_can_be_pasted() {
    let office = office();
    let text = office.transcript(&["--as zhao export notice --department tyj"]);
    insta::assert_snapshot!(text);
    assert!(!text.contains('|') && text.lines().all(|line| line.chars().count() <= 60));
    let (_, said) = office.run(
        "--as zhao export notice --department tyj --contact 王协调+0412-1234567 --sign 鞍山市健康办",
    );
    assert!(
        said.contains("\n联系人：王协调 0412-1234567\n鞍山市健康办\n2021年1月5日\n"),
        "{said}"
    );
    let all = json(&office, "export notice");
    let overdue = |it: &Value| it["overdue"].as_array().unwrap().len();
    let named: usize = all.as_array().unwrap().iter().map(overdue).sum();
    let (_, listed) = office.run("--as zhao task list --overdue --format csv");
    assert_eq!(
        named,
        listed.lines().count() - 1,
        "every overdue task, once"
    );
    let (code, said) = office.run("--as zhao export notice --department 无此局");
    assert!(
        code == 1 && said.starts_with("没有叫「无此局」的部门。"),
        "{said}"
    );
}

#[test]
fn a_listing_goes_out_in_every_form_with_the_same_tasks() {
    let office = office();
    let asked = "export tasks --department tyj --overdue";
    let (_, listed) = office.run("--as zhao task list --department tyj --overdue --format json");
    let listed: Value = serde_json::from_str(&listed).unwrap();
    let tasks = json(&office, asked);
    let (listed, tasks) = (listed.as_array().unwrap(), tasks.as_array().unwrap());
    assert_eq!(listed.len(), tasks.len());
    for (entry, task) in listed.iter().zip(tasks) {
        let mut task = task.as_object().unwrap().clone();
        assert!(task.remove("latest").unwrap().is_string());
        assert!(
            task.remove("remarks")
                .unwrap()
                .as_str()
                .unwrap()
                .contains("逾期")
        );
        assert_eq!(&Value::Object(task), entry);
    }
    let (_, csv) = office.run(&format!("--as zhao {asked}"));
    assert!(
        csv.starts_with(
            "\u{feff}编号,计划,领域,方案条款,任务,目标值,牵头单位,配合单位,完成时限（原文）,最后期限,状态,灯,逾期天数,进度,周期,最新进展,备注\r\n"
        ),
        "{csv}"
    );
    assert_eq!(csv.lines().count(), tasks.len() + 1);
    let list = json(&office, "export checklist --department tyj");
    let row = &list.as_array().unwrap()[0];
    let keys: Vec<&str> = row
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(
        keys.join(" "),
        "domain id last_day latest lead measure percent phrase remarks status support target title"
    );
}

#[test]
fn every_department_gets_a_file_and_none_is_lost() {
    let office = office();
    let folder = office.folder.path().join("清单");
    let words = "--as zhao export sheets --folder 清单 --format md";
    let (code, said) = office.run(words);
    let names = || {
        let mut names: Vec<String> = std::fs::read_dir(&folder)
            .unwrap()
            .map(|it| it.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    };
    let count = names().len();
    assert_eq!(
        (code, said),
        (
            0,
            format!("已写入 清单：{count} 个部门的任务清单，一个部门一份 .md 文件。\n")
        )
    );
    assert!(names().contains(&"部门任务清单_市体育局_2021-01-05.md".to_owned()));
    let own = folder.join("部门任务清单_市体育局_2021-01-05.md");
    let sheet = std::fs::read_to_string(&own).unwrap();
    let (leads, supports) = sheet.split_once("## 二、配合任务").unwrap();
    let rows = |part: &str| part.lines().filter(|it| it.starts_with("| ")).count();
    let listed = json(&office, "task list --department tyj");
    assert_eq!(rows(leads), listed.as_array().unwrap().len() + 2);
    assert!(rows(supports) > 2);
    // What is overdue stands before what is not, and what is done last.
    let at = |words: &str| leads.lines().position(|it| it.contains(words));
    let moved = at("家庭全员参加户外体育活动");
    let last_overdue = leads
        .lines()
        .enumerate()
        .filter(|it| it.1.contains("逾期5天"));
    let last_overdue = last_overdue.last().map(|it| it.0);
    assert!(moved.is_some() && last_overdue < moved);
    assert!(
        leads
            .lines()
            .rfind(|it| it.starts_with("| "))
            .unwrap()
            .contains("已办结")
    );
    // Nobody's work is written over unasked.
    std::fs::write(&own, "已填写").unwrap();
    let (code, said) = office.run(words);
    assert!(
        code == 1 && said.contains("什么也没有写。") && said.contains("--overwrite"),
        "{said}"
    );
    assert_eq!(std::fs::read_to_string(&own).unwrap(), "已填写");
    assert_eq!(office.run(&format!("{words} --overwrite")).0, 0);
    assert_eq!(
        (std::fs::read_to_string(&own).unwrap(), names().len()),
        (sheet, count)
    );
    let (code, said) = office.run("--as zhao export sheets --folder duban.db");
    assert!(
        code == 1 && said.starts_with("「duban.db」不是文件夹。"),
        "{said}"
    );
}
