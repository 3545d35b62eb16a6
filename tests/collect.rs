//! The workbook (填报表) out and back, through the command line: what departments write comes in, or is told with its
//! reason.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

#[path = "support/editor.rs"]
mod editor;
mod support;

use editor::Editor;
use serde_json::Value;
use support::Office;

/// The office with a liaison of the sports bureau, and six of the bureau's tasks: the first four signed for.
fn office() -> (Office, Vec<String>) {
    let office = Office::new();
    for words in [
        "user add li --role liaison --name 李联络 --department 市体育局",
        "user add sun --role liaison --name 孙联络 --department 市卫健委",
        "user add zhao --role viewer --name 赵查阅",
    ] {
        assert_eq!(office.run(words).0, 0, "{words}");
    }
    let tasks = tasks_of(&office, "市体育局");
    let signed = tasks[..4].join(" ");
    assert_eq!(office.run(&format!("--as li task sign {signed}")).0, 0);
    (office, tasks)
}

fn tasks_of(office: &Office, department: &str) -> Vec<String> {
    let (_, listed) = office.run(&format!(
        "task list --department {department} --format json"
    ));
    let listed: Value = serde_json::from_str(&listed).unwrap();
    let tasks = listed.as_array().unwrap().iter();
    tasks.map(|it| it["id"].to_string()).take(6).collect()
}

fn export(office: &Office, words: &str) -> Editor {
    let (code, said) = office.run(format!("export workbook -o out.xlsx {words}").trim());
    assert_eq!(code, 0, "{said}");
    Editor::open(&std::fs::read(office.folder.path().join("out.xlsx")).unwrap())
}

fn collect(office: &Office, book: &Editor, words: &str) -> (i32, String) {
    std::fs::write(office.folder.path().join("back.xlsx"), book.save()).unwrap();
    office.run(format!("collect back.xlsx {words}").trim())
}

fn task(office: &Office, id: &str) -> Value {
    serde_json::from_str(&office.run(&format!("task show {id} --format json")).1).unwrap()
}

/// What was written with the last act on a task.
fn last_text(office: &Office, id: &str) -> String {
    let told = task(office, id);
    let last = told["events"].as_array().unwrap().last().unwrap();
    let text = last["text"].as_str().unwrap();
    text.split("；来源：").next().unwrap().to_owned()
}

fn count(office: &Office) -> String {
    office.run("audit verify").1
}

#[test]
fn what_a_department_fills_in_comes_back_once() {
    let (office, tasks) = office();
    let mut book = export(&office, "--department 市体育局");
    book.put(&tasks[0], "完成百分比", "６０％");
    book.put(&tasks[0], "进展", "已培训三期。\n第二行");
    book.put(&tasks[0], "存在问题", "缺人手");
    book.put(&tasks[0], "下一步", "十二月补训");
    book.put(&tasks[0], "佐证", "教发〔2020〕3号");
    book.put(&tasks[1], "状态", "申请办结");
    book.put(&tasks[4], "状态", "签收");
    book.put(&tasks[4], "进展", "已接手");
    book.put(&tasks[5], "状态", "退还");
    book.put(&tasks[5], "进展", "不归我们");
    let before = count(&office);
    let (code, dry) = collect(&office, &book, "--as li");
    let taken = count(&office);
    assert_eq!(code, 0, "{dry}");
    assert!(dry.contains("采用 4 行，不采用 0 行"), "{dry}");
    for words in [
        "进度 0%→60%",
        "状态 进行中→待审核",
        "签收、反馈（状态 待签收→进行中）",
        "      第二行",
    ] {
        assert!(dry.contains(words), "{words}: {dry}");
    }
    let told = task(&office, &tasks[0]);
    let last = told["events"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(told["percent"], 60);
    for (key, words) in [
        ("problems", "缺人手"),
        ("next", "十二月补训"),
        ("evidence", "教发〔2020〕3号"),
        ("source", "市体育局填报表（2021-01-05导出）"),
    ] {
        assert_eq!(last["report"][key], words);
    }
    let statuses = [&tasks[1], &tasks[4], &tasks[5]].map(|it| task(&office, it)["status"].clone());
    assert_eq!(statuses, ["submitted", "in_progress", "draft"]);
    assert_ne!(before, taken);

    // The same workbook a second time: what was taken is known again, what was given back is gone.
    let (_, again) = collect(&office, &book, "--as li");
    assert!(again.contains("采用 0 行"), "{again}");
    assert!(again.contains("已反馈，内容相同，不再重复"), "{again}");
    assert_eq!(count(&office), taken);

    // One step takes all of it back; then it can be taken again.
    let (code, undone) = office.run("--as li task undo");
    assert_eq!(code, 0, "{undone}");
    for words in [
        "已撤销：",
        "反馈 2 项",
        "申请办结 1 项",
        "退还 1 项",
        "签收 1 项",
    ] {
        assert!(undone.contains(words), "{undone}");
    }
    assert_eq!(task(&office, &tasks[0])["percent"], 0);
    assert_eq!(task(&office, &tasks[4])["status"], "assigned");
    let (code, again) = collect(&office, &book, "--as li");
    assert_eq!(code, 0, "{again}");
    assert!(again.contains("采用 4 行"), "{again}");
}

#[test]
fn a_dry_run_writes_nothing_and_says_the_same() {
    let (office, tasks) = office();
    let mut book = export(&office, "");
    book.put(&tasks[0], "进展", "已培训三期");
    let file = office.folder.path().join("duban.db");
    let before = std::fs::read(&file).unwrap();
    let (code, dry) = collect(&office, &book, "--as li --dry-run");
    assert_eq!((code, std::fs::read(&file).unwrap() == before), (0, true));
    let (_, wet) = collect(&office, &book, "--as li");
    let same = wet
        .replace("已采用", "可采用")
        .replace("采用 1 行，", "可采用 1 行，")
        .replace("已写入。", "试收，没有写入。");
    assert_eq!(dry, same);
}

#[test]
fn rows_and_columns_are_known_wherever_they_stand() {
    let (office, tasks) = office();
    let mut book = export(&office, "--department 市体育局");
    for id in &tasks[..3] {
        book.put(id, "进展", &format!("第{id}项已开展"));
        book.put(id, "完成百分比", "0.35");
    }
    // The headings go first, the rows backwards, every other empty one is deleted, the columns backwards.
    let rows = &mut book.0[0].rows;
    rows.drain(..2);
    let head = rows.remove(0);
    rows.reverse();
    let mut at = 0;
    rows.retain(|row| {
        at += 1;
        at % 2 == 0 || row.iter().any(|it| it.to_string().ends_with("已开展"))
    });
    rows.insert(0, head);
    for row in rows.iter_mut() {
        row.reverse();
    }
    let (code, said) = collect(&office, &book, "--as li");
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("采用 3 行"), "{said}");
    for id in &tasks[..3] {
        assert_eq!(task(&office, id)["percent"], 35);
        assert_eq!(last_text(&office, id), format!("第{id}项已开展"));
    }
}

#[test]
fn a_row_whose_task_moved_on_shows_both() {
    let (office, tasks) = office();
    let mut book = export(&office, "--department 市体育局");
    book.put(&tasks[0], "进展", "表上写的");
    book.put(&tasks[0], "完成百分比", "30");
    book.put(&tasks[1], "进展", "这行照收");
    book.put(&tasks[2], "进展", "晚了");
    for words in [
        format!(
            "--as li task report {} --text 界面上写的 --percent 55",
            tasks[0]
        ),
        format!("task urge {} --text 请尽快", tasks[1]),
        format!("--as li task submit {} --text 办完", tasks[2]),
        format!("task close {}", tasks[2]),
    ] {
        assert_eq!(office.run(&words).0, 0, "{words}");
    }
    let (code, said) = collect(&office, &book, "--as li");
    assert_eq!(code, 1, "{said}");
    for words in [
        "导出之后任务又有变动：李联络",
        "表上进展：表上写的",
        "表上完成百分比：30",
        "现在：进行中 55%",
        "反馈 55%：界面上写的",
        "任务已办结，不再填报",
        "表上进展：晚了",
        "采用 1 行，不采用 2 行",
        "催办：请尽快",
        "有填写的内容没有采用",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert_eq!(task(&office, &tasks[0])["percent"], 55);
}

#[test]
fn nobody_acts_for_another_department() {
    let (office, tasks) = office();
    let mut book = export(&office, "");
    let theirs = tasks_of(&office, "市卫健委");
    book.put(&tasks[0], "进展", "体育局的");
    book.put(&theirs[0], "状态", "签收");
    let (code, said) = collect(&office, &book, "--as li");
    assert_eq!(code, 1);
    assert!(
        said.contains("这一行属于「市卫健委」，不是您的单位"),
        "{said}"
    );
    assert!(said.contains("采用 1 行，不采用 1 行"), "{said}");
    let (code, said) = collect(&office, &book, "--as zhao");
    assert_eq!(
        (code, said.as_str()),
        (
            1,
            "查阅只能查看，不能收填报表。如需办理，请联系健康办协调员。\n"
        )
    );
    // A coordinator collects for anybody, and the record says who did.
    let (code, said) = collect(&office, &book, "");
    assert_eq!(code, 0, "{said}");
    let told = task(&office, &theirs[0]);
    let last = told["events"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(
        (&last["verb"], &last["report"]["source"]),
        (
            &Value::from("sign"),
            &Value::from("市卫健委填报表（2021-01-05导出）")
        )
    );
    // Without a name a liaison gets the own department's sheet alone.
    let (code, said) = office.run("--as sun export workbook -o sun.xlsx");
    assert_eq!(code, 0, "{said}");
    let own = Editor::open(&std::fs::read(office.folder.path().join("sun.xlsx")).unwrap());
    let names: Vec<&str> = own.0.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["市卫健委", "填表说明"]);
}

/// The tasks that one department leads and another supports.
fn supported(office: &Office) -> Vec<String> {
    let (_, listed) = office.run("task list --format json");
    let listed: Value = serde_json::from_str(&listed).unwrap();
    let supports = |it: &&Value| {
        let support = it["support"].as_array().unwrap();
        it["lead"] == "市卫健委" && support.contains(&Value::from("市教育局"))
    };
    let tasks = listed.as_array().unwrap().iter().filter(supports);
    tasks.map(|it| it["id"].to_string()).collect()
}

#[test]
fn the_lead_asks_for_closing_and_the_others_still_report_in_one_workbook() {
    let (office, _) = office();
    let id = supported(&office).remove(0);
    assert_eq!(office.run(&format!("--as sun task sign {id}")).0, 0);
    let mut book = export(&office, "--department 市卫健委");
    book.put(&id, "状态", "申请办结");
    let mut theirs = export(&office, "--department 市教育局");
    theirs.put(&id, "进展", "我们的部分做完了");
    book.0.truncate(1);
    book.0.extend(theirs.0);
    let (code, said) = collect(&office, &book, "");
    assert_eq!(code, 0, "{said}");
    assert!(
        said.contains("共 2 个工作表") && said.contains("采用 2 行"),
        "{said}"
    );
    assert_eq!(task(&office, &id)["status"], "submitted");
    assert!(last_text(&office, &id).starts_with("来源：市卫健委填报表"));
}

#[test]
fn a_supporting_department_reports_on_its_part_and_no_more() {
    let (office, _) = office();
    let ids = supported(&office);
    let (first, second) = (&ids[0], &ids[1]);
    assert_eq!(
        office
            .run(&format!("--as sun task sign {first} {second}"))
            .0,
        0
    );
    let mut book = export(&office, "--department 市教育局");
    book.put(first, "进展", "我们的部分过半");
    book.put(first, "完成百分比", "55");
    book.put(second, "状态", "申请办结");
    // What the lead reports on the whole is its own matter.
    assert_eq!(
        office
            .run(&format!(
                "--as sun task report {first} --text 整项 --percent 20"
            ))
            .0,
        0
    );
    let (code, said) = collect(&office, &book, "");
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("本单位部分 未报→55%"), "{said}");
    assert!(
        said.contains("由「市卫健委」牵头，不能代为申请办结"),
        "{said}"
    );
    assert_eq!(task(&office, first)["percent"], 20);
    assert_eq!(task(&office, second)["status"], "in_progress");
}

#[test]
fn no_word_of_a_department_is_passed_over() {
    let (office, tasks) = office();
    let mut book = export(&office, "--department 市体育局");
    let (sheet, guide) = (&mut book.0[0].rows, 1);
    let width = sheet[2].len();
    sheet[2].push("备注".into());
    sheet[3].push("备注里的话".into());
    sheet[4].push(calamine::Data::Empty);
    let mut added = vec![calamine::Data::Empty; width];
    added[2] = "新加的任务".into();
    added[13] = "新加的进展".into();
    sheet.push(added);
    let mut twin = sheet[3].clone();
    twin[13] = "另一种说法".into();
    sheet.push(twin);
    let mut dragged = sheet[5].clone();
    dragged[17] = "999".into();
    dragged[13] = "拖动过编号".into();
    sheet.push(dragged);
    sheet[0][3] = "填表人张三".into();
    book.0[guide].rows.push(vec!["说明里的话".into()]);
    book.put(&tasks[0], "进展", "一种说法");
    book.put(&tasks[1], "目标值", "改低的目标");
    book.put(&tasks[2], "完成百分比", "120");
    book.put(&tasks[2], "进展", "百分比不对");
    book.put(&tasks[3], "状态", "差不多了");
    let before = count(&office);
    let (code, said) = collect(&office, &book, "--as li");
    assert_eq!((code, count(&office)), (1, before));
    for words in [
        "备注里的话",
        "新加的任务",
        "新加的进展",
        "没有编号",
        "另一种说法",
        "一种说法",
        "同一项任务填了几行，内容不同",
        "拖动过编号",
        "隐藏的编号或版本被改动过",
        "填表人张三",
        "说明里的话",
        "改低的目标",
        "锁定的格子被改动",
        "完成百分比「120」不是 0 至 100 的整数",
        "百分比不对",
        "状态「差不多了」不认识",
        "没有写入",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let (code, json) = collect(&office, &book, "--as li --format json --dry-run");
    let json = &json[..=json.rfind('}').unwrap()];
    let json: Value = serde_json::from_str(json).unwrap();
    assert_eq!(
        (code, json["taken"].as_i64(), json["dry_run"].as_bool()),
        (1, Some(0), Some(true))
    );
    assert_eq!(
        json["rows"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|it| it["outcome"] == "refused")
            .count(),
        6
    );
}

#[test]
fn hostile_text_goes_out_and_comes_back_whole() {
    let (office, tasks) = office();
    let long = "健".repeat(10_000);
    let told = [
        "=HYPERLINK(\"http://x\")",
        "+1 @甲 -乙 𠮷野家 👨‍👩‍👧 _x0041_",
        long.as_str(),
        "甲\u{202e}乙\u{200f}\t丙\r\n丁",
    ];
    let mut book = export(&office, "--department 市体育局");
    for (id, text) in tasks.iter().zip(told) {
        book.put(id, "进展", text);
    }
    let (code, said) = collect(&office, &book, "--as li");
    assert_eq!(code, 0, "{said}");
    let kept = |id: &String| last_text(&office, id);
    assert_eq!(kept(&tasks[0]), told[0]);
    // What joins a family is a character that is not seen.
    assert_eq!(kept(&tasks[1]), told[1].replace('\u{200d}', ""));
    assert_eq!(kept(&tasks[2]), long);
    assert_eq!(kept(&tasks[3]), "甲乙 丙\n丁");
    let again = export(&office, "--department 市体育局");
    let cells: Vec<String> = again.0[0]
        .rows
        .iter()
        .flatten()
        .map(ToString::to_string)
        .collect();
    for text in tasks.iter().take(4).map(kept) {
        assert!(cells.iter().any(|it| it.ends_with(&text)), "{text}");
    }
}

#[test]
fn what_is_no_workbook_is_refused_in_a_sentence() {
    let (office, _) = office();
    let documents = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents");
    for (name, told) in [
        (
            "encrypted.docx",
            "文件加了密，读不了。请用密码打开，取消密码后另存，再收。",
        ),
        (
            "list.ods",
            "这是「ODS 文件」，收不了。请用 Excel 或 WPS 打开，另存为 .xlsx 后再收。",
        ),
        (
            "plan.txt",
            "这是「文本文件」，收不了。请用 Excel 或 WPS 打开，另存为 .xlsx 后再收。",
        ),
        (
            "list.xlsx",
            "文件里没有填报表：找不到“编号”“状态”“进展”这些栏。请用 duban export workbook 导出，填好后存为 .xlsx 再收。",
        ),
    ] {
        let path = documents.join(name);
        let (code, said) = office.run(&format!("collect {}", path.display()));
        assert_eq!((code, said.trim_end()), (1, told), "{name}");
    }
    std::fs::write(
        office.folder.path().join("cut.xlsx"),
        &export(&office, "").save()[..2000],
    )
    .unwrap();
    let (code, said) = office.run("collect cut.xlsx");
    assert_eq!((code, said.lines().count()), (1, 1), "{said}");
    let refused = office.transcript(&["export workbook --department 无此局 -o x.xlsx"]);
    assert!(
        refused.contains("没有叫「无此局」的部门。") && refused.ends_with("[1]\n"),
        "{refused}"
    );
    let other = Office::new();
    let mut book = export(&other, "--department 市体育局");
    let id = tasks_of(&other, "市体育局")[0].clone();
    book.put(&id, "状态", "签收");
    let (code, said) = collect(&office, &book, "");
    assert!(code == 1 && said.contains("从另一份数据文件导出"), "{said}");
}

#[test]
fn every_department_gets_a_file_of_its_own() {
    let (office, tasks) = office();
    let words = "export workbook --folder 外发 --department 市体育局 --department wjw";
    let (code, said) = office.run(words);
    assert_eq!(code, 0, "{said}");
    let folder = office.folder.path().join("外发");
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|it| it.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(
        names,
        [
            "填报表-市体育局-2021-01-05.xlsx",
            "填报表-市卫健委-2021-01-05.xlsx"
        ]
    );
    let mut book = Editor::open(&std::fs::read(folder.join(&names[0])).unwrap());
    book.put(&tasks[0], "进展", "单独的文件");
    assert_eq!(collect(&office, &book, "--as li").0, 0);
    assert_eq!(office.run("export workbook --folder duban.db").0, 1);
}
