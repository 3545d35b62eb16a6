//! A workbook (填报表) that came back with such text in every place that is read.

use super::assert_kept_clean;
use super::editor::Editor;
use super::poison::{assert_json_clean, does, poison, try_out, venom};
use super::program::Office;

#[test]
fn a_workbook_comes_in_clean() {
    let office = Office::seeded();
    let listed = does(&office, "task list --department 市体育局 --format json", "").out();
    let listed: serde_json::Value = serde_json::from_str(&listed).unwrap();
    let ids: Vec<String> = (0..3).map(|at| listed[at]["id"].to_string()).collect();
    does(&office, &format!("task sign {} {}", ids[0], ids[1]), "");
    does(
        &office,
        "export workbook --department 市体育局 -o out.xlsx",
        "",
    );
    let mut book = Editor::open(&std::fs::read(office.path("out.xlsx")).unwrap());
    for heading in ["进展", "存在问题", "下一步", "佐证"] {
        book.put(&ids[0], heading, &format!("{heading}{}", venom()));
    }
    book.put(&ids[1], "状态", &poison());
    book.put(&ids[1], "完成百分比", &venom());
    book.put(&ids[2], "目标值", &venom());
    let rows = &mut book.0[0].rows;
    rows.push(vec![calamine::Data::Empty, venom().as_str().into()]);
    rows[0].resize(30, calamine::Data::Empty);
    rows[0][29] = poison().as_str().into();
    rows[2].push(venom().as_str().into());
    rows[3].resize(22, calamine::Data::Empty);
    rows[3][21] = poison().as_str().into();
    std::fs::write(office.path("back.xlsx"), book.save()).unwrap();
    for words in [
        "collect back.xlsx --dry-run",
        "collect back.xlsx",
        "collect back.xlsx -o 结果{}",
    ] {
        assert_eq!(try_out(&office, words, "").code, 1, "{words}");
    }
    let json = try_out(&office, "collect back.xlsx --format json", "").out();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_json_clean("collect", &json);
    assert_eq!(
        (
            json["refused"].as_i64(),
            json["unchanged"].as_i64().map(|it| it > 1)
        ),
        (Some(1), Some(true))
    );
    assert_kept_clean(&office);
    for words in [
        "task show {}",
        "task history {}",
        "audit list --limit 20 --task {}",
    ] {
        does(&office, words, &ids[0]);
    }
}
