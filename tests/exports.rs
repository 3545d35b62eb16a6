//! The documents that leave the house, in every form, through the command line.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]
mod support;

use calamine::Reader;
use std::io::{Cursor, Read};
use support::Office;

/// An export as bytes, by way of a file.
fn export(office: &Office, words: &str, name: &str) -> Vec<u8> {
    let (code, said) = office.run(&format!("export {words} -o {name}"));
    assert_eq!(
        (code, said.as_str()),
        (0, format!("已写入 {name}\n").as_str())
    );
    std::fs::read(office.folder.path().join(name)).unwrap()
}

fn part(bytes: Vec<u8>, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive
        .by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

#[test]
fn the_summary_is_the_same_in_every_form() {
    let office = Office::new();
    let id = "132";
    for words in [
        format!("task sign {id}"),
        format!("task report {id} --text 已过半 --percent 60 --problems =缺设备"),
    ] {
        assert_eq!(office.run(&words).0, 0);
    }
    let asked = "weekly --number 第1期 --to 市直各有关部门 --sign 市健康办 --format";
    let told = ["已过半", "=缺设备", "第1期", "市直各有关部门", "市健康办"];
    let markdown = String::from_utf8(export(&office, &format!("{asked} md"), "w.md")).unwrap();
    let html = String::from_utf8(export(&office, &format!("{asked} html"), "w.html")).unwrap();
    let docx = export(&office, &format!("{asked} docx"), "w.docx");
    let word = part(docx.clone(), "word/document.xml");
    for text in [&markdown, &html, &word] {
        assert!(told.iter().all(|it| text.contains(it)), "{text}");
    }
    assert_eq!(
        docx,
        export(&office, &format!("{asked} docx"), "again.docx")
    );
    let xlsx = export(&office, &format!("{asked} xlsx"), "w.xlsx");
    assert_eq!(
        xlsx,
        export(&office, &format!("{asked} xlsx"), "again.xlsx")
    );
    let mut book: calamine::Xlsx<_> = calamine::Xlsx::new(Cursor::new(xlsx)).unwrap();
    let sheet = book.worksheet_range("逾期事项").unwrap();
    let (_, table) = office.run("task list --overdue --format csv");
    assert_eq!(
        sheet.height(),
        table.lines().count(),
        "a row a task, and the heading"
    );
    assert!(matches!(
        sheet.get_value((1, 6)),
        Some(calamine::Data::Float(_))
    ));
    let csv = export(&office, "weekly --format csv", "w.csv");
    assert!(csv.starts_with("\u{feff}总体情况\r\n".as_bytes()));
}

#[test]
fn what_was_sent_is_kept_as_it_was() {
    let office = Office::new();
    let asked = "export weekly --number 第1期 --to 市政府 --to 各县区 --format docx -o first.docx";
    let (code, said) = office.run(&format!("{asked} --send"));
    assert_eq!(code, 0, "{said}");
    assert!(
        said.contains("已记为发文 1：2021年第1周督办周报.docx"),
        "{said}"
    );
    let first = std::fs::read(office.folder.path().join("first.docx")).unwrap();
    // The work goes on: the same week looks different now, what was sent does not.
    assert_eq!(office.run("task sign 132").0, 0);
    assert_eq!(
        office.run("task report 132 --text 又有进展 --percent 70").0,
        0
    );
    let now = export(&office, "weekly --number 第1期 --format docx", "now.docx");
    assert_ne!(now, first);
    assert_eq!(export(&office, "sent 1", "again.docx"), first);
    assert_eq!(
        office.run("export weekly --format json --send -o 2.json").0,
        0
    );
    let (_, listed) = office.run("export sent --format json");
    let listed: serde_json::Value = serde_json::from_str(&listed).unwrap();
    let told = |at: usize, key: &str| listed[at][key].clone();
    assert_eq!((told(0, "id"), told(1, "id")), (2.into(), 1.into()));
    assert_eq!(told(1, "period"), "2021-W01");
    assert_eq!(
        told(1, "recipients"),
        serde_json::json!(["市政府", "各县区"])
    );
    assert_eq!(told(1, "size"), first.len());
    let (code, said) = office.run("export sent 3");
    assert!(
        code == 1 && said.contains("没有编号为「3」的发文。"),
        "{said}"
    );
    let (code, said) = office.run("user add li --name 李 --role liaison --department 体育局");
    assert_eq!(code, 0, "{said}");
    let (code, said) = office.run("--as li export weekly --send");
    assert!(code == 1 && said.contains("只有协调员"), "{said}");
    // Neither is changed without a trace.
    let raw = rusqlite::Connection::open(office.folder.path().join("duban.db")).unwrap();
    assert!(raw.execute("UPDATE dispatch SET body = 'x'", []).is_err());
    assert!(raw.execute("DELETE FROM dispatch", []).is_err());
    raw.execute_batch(
        "DROP TRIGGER dispatch_is_never_changed; UPDATE dispatch SET body = x'00' WHERE id = 1",
    )
    .unwrap();
    let (code, said) = office.run("export sent 1");
    assert!(code == 1 && said.contains("留底被改动过"), "{said}");
}

#[test]
fn the_checklist_has_a_row_a_task_in_every_form() {
    let office = Office::new();
    let xlsx = export(
        &office,
        "checklist --department tyj --format xlsx",
        "c.xlsx",
    );
    let mut book: calamine::Xlsx<_> = calamine::Xlsx::new(Cursor::new(xlsx)).unwrap();
    let sheet = book.worksheet_range("责任清单").unwrap();
    let (_, table) = office.run("task list --department tyj --format csv");
    assert_eq!(sheet.height(), table.lines().count());
    let heading: Vec<String> = sheet
        .rows()
        .next()
        .unwrap()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        heading.join(" "),
        "序号 领域 方案条款 任务 目标值 牵头单位 配合单位 完成时限（原文） 最后期限 状态 最新进展 备注"
    );
    let word = part(
        export(&office, "checklist --format docx", "c.docx"),
        "word/document.xml",
    );
    assert!(word.contains("w:orient=\"landscape\""));
    let refused =
        office.transcript(&["export checklist --department 无此局 --format docx -o x.docx"]);
    assert!(
        refused.contains("没有叫「无此局」的部门。") && refused.ends_with("[1]\n"),
        "{refused}"
    );
    assert!(!office.folder.path().join("x.docx").exists());
}
