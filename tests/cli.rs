//! The command line as transcripts: what is typed, what comes out, how it ends.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    reason = "a test fails by panicking"
)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A folder of its own, and a program that knows nothing of the host but the user's name, which is masked.
struct Sandbox {
    folder: tempfile::TempDir,
}

/// How one run of the program ended.
struct Ended {
    code: i32,
    out: String,
    err: String,
}

impl Sandbox {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn seeded() -> Self {
        let sandbox = Self::new();
        assert_eq!(sandbox.run("seed anshan-2018").code, 0);
        sandbox
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), bytes).unwrap();
    }

    /// Runs words parted by spaces; `+` in a word stands for a space.
    fn run(&self, words: &str) -> Ended {
        self.run_with(words, b"")
    }

    fn run_with(&self, words: &str, input: &[u8]) -> Ended {
        let mut child = Command::new(env!("CARGO_BIN_EXE_duban"))
            .args(["--db", "duban.db", "--today", "2021-01-05"])
            .args(
                words
                    .split(' ')
                    .filter(|it| !it.is_empty())
                    .map(|it| it.replace('+', " ")),
            )
            .env_clear()
            .env("HOME", self.folder.path())
            .current_dir(self.folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        std::io::Write::write_all(child.stdin.as_mut().unwrap(), input).unwrap();
        let output = child.wait_with_output().unwrap();
        Ended {
            code: output.status.code().unwrap(),
            out: self.masked(&output.stdout),
            err: self.masked(&output.stderr),
        }
    }

    /// The text without what differs from host to host: the folder, and who runs the tests.
    fn masked(&self, bytes: &[u8]) -> String {
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        text.replace(&*self.folder.path().to_string_lossy(), "[FOLDER]")
            .replace(&format!("  {}  ", user()), "  [USER]  ")
            .replace(&format!("（{}代）", user()), "（[USER]代）")
    }

    /// The runs one after the other, as a person would see them.
    fn transcript(&self, runs: &[&str]) -> String {
        let mut text = String::new();
        for words in runs {
            let Ended { code, out, err } = self.run(words);
            let _ = write!(text, "$ duban {words}\n{out}{err}");
            if code != 0 {
                let _ = writeln!(text, "[{code}]");
            }
        }
        text
    }
}

/// The name of the user that the tests run as, as the program finds it.
fn user() -> String {
    let output = Command::new("id").arg("-un").output().unwrap();
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// A plan of our own words, small enough to read.
const PLAN: &str = "样政发〔2018〕9号\n样城市人民政府关于印发健康样城三年计划的通知\n\n各部门:\n\n样城市人民政府\n2018年3月1日\n\n\
健康样城三年计划\n(2018—2020年)\n\n一、总体要求\n\n坚持预防为主。\n\n二、主要任务\n\n(一)健身设施。\n\n\
1.建设健身步道。到2020年,建成5条健身步道。每年举办2场健步走活动。(责任单位:市体育局、市教育局)\n\n\
2.普及急救知识。2019年6月底前,培训急救员300人。(责任单位:市卫生计生委)\n";

#[test]
fn the_built_in_plan_is_loaded_once() {
    let sandbox = Sandbox::new();
    insta::assert_snapshot!(sandbox.transcript(&[
        "task list",
        "seed nowhere",
        "seed --list",
        "seed",
        "seed anshan-2018",
        "audit verify",
    ]));
}

#[test]
fn tasks_are_listed_by_department_light_and_words() {
    let sandbox = Sandbox::seeded();
    insta::assert_snapshot!(sandbox.transcript(&[
        "task list --overdue --department 卫健委 --limit 3",
        "task list --department styj --search 步道",
        "task list --search jkbd --format csv",
        "task list --light 绿 --limit 2",
        "task list --status 已办结",
        "task list --department 没有的局",
        "task list --plan no-such",
        "task show 9999",
    ]));
}

#[test]
fn a_task_is_signed_reported_returned_and_closed() {
    let sandbox = Sandbox::seeded();
    insta::assert_snapshot!(sandbox.transcript(&[
        "task sign 1",
        "task report 1 --text 已签约2家合伙人 --percent 70",
        "task close 1",
        "task submit 1 --text 全部完成",
        "task send-back 1",
        "task send-back 1 --text 缺协议文本",
        "task submit 1 --percent 100",
        "task close 1 --text 材料齐全",
        "task sign 1 2",
        "task assign 2 --lead 教育局 --due 2020年底前",
        "task show 1",
        "task history 2",
        "audit verify",
    ]));
}

#[test]
fn a_liaison_does_only_what_is_the_own_departments() {
    let sandbox = Sandbox::seeded();
    insta::assert_snapshot!(sandbox.transcript(&[
        "user add li --role liaison --department 体育局 --name 李联络",
        "user add wu --role liaison",
        "user list",
        "--as li task list --department 体育局 --limit 1",
        "--as li task sign 1",
        "--as li task close 1",
        "--as nobody task sign 1",
        "--as li seed",
    ]));
}

#[test]
fn overdue_is_counted_from_the_day_after() {
    let sandbox = Sandbox::seeded();
    let days = |today: &str| {
        let ended = sandbox.run(&format!(
            "--today {today} task list --overdue --format json"
        ));
        assert_eq!(ended.code, 0, "{}", ended.err);
        let tasks: serde_json::Value = serde_json::from_str(&ended.out).unwrap();
        let due: Vec<i64> = tasks
            .as_array()
            .unwrap()
            .iter()
            .filter(|it| it["deadline"]["last_day"] == "2020-12-31")
            .map(|it| it["days_overdue"].as_i64().unwrap())
            .collect();
        due
    };
    assert_eq!(days("2020-12-31"), Vec::<i64>::new());
    let after = days("2021-01-01");
    assert!(after.len() > 200);
    assert!(after.iter().all(|it| *it == 1));
}

#[test]
fn the_json_of_a_task_has_the_fields_of_the_contract() {
    let sandbox = Sandbox::seeded();
    let ended = sandbox.run("task list --format json --limit 1 --search 健康促进机关");
    let mut tasks: serde_json::Value = serde_json::from_str(&ended.out).unwrap();
    tasks[0]["updated_at"] = "[WHEN]".into();
    insta::assert_snapshot!(serde_json::to_string_pretty(&tasks).unwrap());
}

#[test]
fn an_import_breaks_the_document_down_and_takes_it_once() {
    let sandbox = Sandbox::new();
    sandbox.write("计划.txt", PLAN);
    insta::assert_snapshot!(sandbox.transcript(&[
        "import 计划.txt --dry-run",
        "import 计划.txt --plan 样城",
        "import 计划.txt --plan yang-2018",
        "import 计划.txt",
        "import 计划.txt --plan yang-2018",
        "import 计划.txt --plan again",
        "task list --plan yang-2018",
        "task sign 1",
        "task assign 1 2 3",
        "task sign 1",
        "task show 3",
    ]));
}

#[test]
fn a_dry_run_writes_nothing() {
    let sandbox = Sandbox::new();
    sandbox.write("a.txt", PLAN);
    let ended = sandbox.run("import a.txt --dry-run --json");
    assert_eq!((ended.code, ended.err.as_str()), (0, ""));
    let draft: serde_json::Value = serde_json::from_str(&ended.out).unwrap();
    assert_eq!(draft["plan"]["doc_no"], "样政发〔2018〕9号");
    assert_eq!(draft["measures"].as_array().unwrap().len(), 2);
    assert_eq!(draft["measures"][0]["owners"][0]["name"], "市体育局");
    assert_eq!(draft["measures"][0]["owners"][0]["role"], "lead");
    assert_eq!(
        draft["measures"][0]["tasks"][0]["deadline"]["last_day"],
        "2020-12-31"
    );
    assert!(!sandbox.path("duban.db").exists());
    let ended = sandbox.run_with("import - --dry-run --json", PLAN.as_bytes());
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&ended.out).unwrap(),
        draft
    );
}

#[test]
fn a_dry_run_says_how_many_indicators_there_are() {
    let sandbox = Sandbox::new();
    let table = "主要指标\n指标\t单位\t2017年\t2020年\n书房覆盖率\t%\t41\t≥60\n步道总量（市体育局）\t公里\t\t30\n";
    sandbox.write("a.txt", format!("{PLAN}{table}"));
    let ended = sandbox.run("import a.txt --dry-run");
    assert!(ended.out.contains("，2 项指标，未写入。"), "{}", ended.out);
    let ended = sandbox.run("import a.txt --dry-run --json");
    let draft: serde_json::Value = serde_json::from_str(&ended.out).unwrap();
    assert_eq!(draft["indicators"][0]["values"]["2020"], "≥60");
    assert_eq!(draft["indicators"][1]["owner"], "市体育局");
    let ended = sandbox.run("import a.txt");
    assert!(!ended.out.contains("指标"), "{}", ended.out);
}

#[test]
fn bad_input_gets_one_line_and_writes_nothing() {
    let sandbox = Sandbox::new();
    sandbox.write("empty.txt", "");
    sandbox.write("blank.txt", " \n\u{3000}\n");
    sandbox.write("binary.txt", [0_u8, 1, 2, 255, 0, 7, 200, 0]);
    sandbox.write("plan.docx", b"PK\x03\x04 not a text");
    sandbox.write("plan.pdf", b"%PDF-1.7\n");
    sandbox.write("plan.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    sandbox.write(
        "bad.txt",
        [PLAN.as_bytes(), b"\xff\xfe\xc3\x28 broken"].concat(),
    );
    sandbox.write("letter.txt", "你好，今天下午三点开会。\n请带笔记本。\n");
    std::fs::create_dir(sandbox.path("folder")).unwrap();
    let names = [
        "missing.txt",
        "empty.txt",
        "blank.txt",
        "binary.txt",
        "plan.docx",
        "plan.pdf",
        "plan.doc",
        "bad.txt",
        "letter.txt",
        "folder",
    ];
    let mut text = String::new();
    for name in names {
        for words in [
            format!("import {name}"),
            format!("import {name} --dry-run --json"),
        ] {
            let ended = sandbox.run(&words);
            assert_eq!((ended.code, ended.out.as_str()), (1, ""), "{words}");
            assert_eq!(ended.err.lines().count(), 1, "{words}: {}", ended.err);
            assert!(!sandbox.path("duban.db").exists(), "{words}");
            if !words.ends_with("json") {
                let _ = write!(text, "$ duban {words}\n{}", ended.err);
            }
        }
    }
    insta::assert_snapshot!(text);
}

#[test]
fn wrong_usage_ends_with_2_and_one_line() {
    let sandbox = Sandbox::new();
    insta::assert_snapshot!(sandbox.transcript(&[
        "frob",
        "task",
        "task sign",
        "task list --light 紫",
        "--today 昨天 task list",
        "export weekly --week 2021-W53",
        "export weekly --format docx",
    ]));
    assert!(!sandbox.path("duban.db").exists());
}

#[test]
fn help_is_in_chinese() {
    let sandbox = Sandbox::new();
    insta::assert_snapshot!(sandbox.transcript(&["--help", "task report --help", "import --help"]));
}

#[test]
fn the_weekly_summary_of_any_week() {
    let sandbox = Sandbox::seeded();
    for words in [
        "--today 2020-12-28 task sign 40 41",
        "--today 2020-12-29 task report 40 --text 已建成2条步道 --percent 60",
        "--today 2020-12-30 task submit 41",
        "--today 2020-12-31 task close 41",
        "--today 2020-12-31 task urge 50",
    ] {
        let ended = sandbox.run(words);
        assert_eq!(ended.code, 0, "{words}: {}", ended.err);
    }
    let ended = sandbox.run("export weekly --week 2020-W53");
    assert_eq!(ended.code, 0, "{}", ended.err);
    for part in [
        "一、总体情况",
        "二、本周办结",
        "三、逾期",
        "四、即将到期",
        "五、延期",
        "六、零反馈",
        "七、部门",
        "八、指标",
    ] {
        assert!(ended.out.contains(&format!("## {part}")), "{part}");
    }
    assert!(ended.out.contains("已建成2条步道"));
    assert!(ended.out.contains("本周办结 1 项"));
    assert!(ended.out.contains("本周催办 1 次，1 次尚未回应"));
    let json = sandbox.run("export weekly --week 2020-W53 --format json");
    let weekly: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(weekly["headline"]["done"], 1);
    assert_eq!(weekly["headline_before"]["overdue"], 6);
    let month = sandbox.run("export weekly --month 2020-12 --department 体育局");
    assert!(
        month.out.starts_with("# 2020年12月督办月报"),
        "{}",
        month.out
    );
    assert!(month.out.contains("| 项目 | 本月 | 上月 | 增减 |"));
    let days =
        "--today 2021-02-01 export weekly --since 2020-12-29 --until 2020-12-31 --format json";
    let days: serde_json::Value = serde_json::from_str(&sandbox.run(days).out).unwrap();
    assert_eq!(days["period"], "2020-12-29..2020-12-31");
    assert_eq!(days["flow"]["finished"], 1);
    assert_eq!(days["flow_before"]["finished"], 0);
    let ended = sandbox.run("export weekly --week 2020-W53 -o 周报.md");
    assert_eq!((ended.code, ended.out.as_str()), (0, "已写入 周报.md\n"));
    assert!(Path::exists(&sandbox.path("周报.md")));
    insta::assert_snapshot!(sandbox.transcript(&[
        "export weekly --week 2021-W30",
        "export weekly --plan no-such",
        "export weekly --department 没有的部门",
        "export weekly --month 2020-13",
        "export weekly --week 2020-W53 --month 2020-12",
        "export weekly --since 2020-12-31 --until 2020-12-01",
        "export weekly -o no/such/folder/a.md",
    ]));
}

#[test]
fn a_newer_file_and_a_foreign_file_are_refused_untouched() {
    let sandbox = Sandbox::seeded();
    let raw = rusqlite::Connection::open(sandbox.path("duban.db")).unwrap();
    raw.pragma_update(None, "user_version", 99).unwrap();
    drop(raw);
    let newer = std::fs::read(sandbox.path("duban.db")).unwrap();
    insta::assert_snapshot!(sandbox.transcript(&["task list", "seed", "task sign 1"]));
    assert_eq!(std::fs::read(sandbox.path("duban.db")).unwrap(), newer);
    sandbox.write("duban.db", "这是别的文件。".repeat(50));
    insta::assert_snapshot!("a_foreign_file", sandbox.transcript(&["task list", "seed"]));
}

#[test]
fn a_later_edition_is_compared_and_decided_on() {
    let sandbox = Sandbox::new();
    let first = "健康甲市行动计划（2018—2020年）\n一、主要任务\n1.推进健身工程。建成步道5条。（责任单位：市体育局）\n2.推进控烟工程。设立戒烟门诊2个。（责任单位：市卫生计生委）\n";
    let second = "健康甲市行动计划（2018—2020年）\n甲政办发〔2019〕9号\n一、主要任务\n1.推进健身工程。建成步道8条。（责任单位：市体育局）\n2.推进养老工程。建成养老院4家。（责任单位：市民政局）\n";
    sandbox.write("第一版.txt", first);
    sandbox.write("第二版.txt", second);
    insta::assert_snapshot!(sandbox.transcript(&[
        "import 第一版.txt --plan jia",
        "import 第一版.txt",
        "import 第二版.txt",
        "import 第二版.txt --plan jia",
        "edition list",
        "edition show 1",
        "edition take 1 --basis 甲政办发〔2019〕9号",
        "edition refuse 2 --text 另有安排",
        "edition take 9 --basis 甲政办发〔2019〕9号",
        "edition take 3",
        "task list",
        "audit verify",
    ]));
    let twice = sandbox.run("edition take 2 --basis 甲政办发〔2019〕9号");
    assert_eq!(twice.code, 1);
    assert!(
        twice.err.contains("「推进控烟工程」的改动未采用"),
        "{}",
        twice.err
    );
    let shown = sandbox.run("edition show 1 --format json").out;
    let shown: serde_json::Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(shown["changed"][0]["decision"], "taken");
    assert_eq!(shown["changed"][2]["decision"], serde_json::Value::Null);
    assert_eq!(shown["undecided"], 1);
}

#[test]
fn an_edition_of_the_indicator_table_is_decided_on_row_by_row() {
    let sandbox = Sandbox::new();
    let plan = |number: &str, row: &str| {
        format!(
            "健康甲市行动计划（2018—2020年）\n甲政办发〔{number}\n一、主要任务\n1.推进健身工程。建成步道5条。（责任单位：市体育局）\n二、主要指标\n指标\t单位\t2015年\t2020年\n{row}\n"
        )
    };
    sandbox.write("一.txt", plan("2018〕7号", "人均预期寿命\t岁\t77.1\t79"));
    sandbox.write(
        "二.txt",
        plan(
            "2019〕9号",
            "人均预期寿命\t岁\t77.1\t80\n素养水平\t%\t11\t20",
        ),
    );
    insta::assert_snapshot!(sandbox.transcript(&[
        "import 一.txt --plan jia",
        "--today 2019-05-01 indicator read 1 --year 2018 --value 78 --source 公报",
        "import 二.txt --plan jia",
        "edition show 1",
        "--today 2019-06-01 edition take 1 2 --basis 甲政办发〔2019〕9号",
        "--today 2019-06-01 indicator show 1",
        "--today 2019-06-01 indicator list",
        "audit verify",
    ]));
    let shown = sandbox.run("edition show 1 --format json").out;
    let shown: serde_json::Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(shown["changed"][0]["indicator"]["name"], "人均预期寿命");
    assert_eq!(shown["changed"][1]["indicator"]["id"], 2);
    assert_eq!(shown["changed"][1]["before"], "");
}

#[test]
fn indicators_are_listed_with_how_they_stand() {
    let sandbox = Sandbox::new();
    assert_eq!(sandbox.run("seed liaocheng-2018 zhenan-2021").code, 0);
    insta::assert_snapshot!(sandbox.transcript(&[
        "--today 2019-05-01 indicator list --plan liaocheng-2018",
        "--today 2019-05-01 indicator list --plan zhenan-2021 --format csv",
        "indicator list --plan nowhere",
    ]));
}

#[test]
fn readings_are_noted_corrected_and_taken_back() {
    let sandbox = Sandbox::new();
    assert_eq!(sandbox.run("seed liaocheng-2018").code, 0);
    insta::assert_snapshot!(sandbox.transcript(&[
        "--today 2019-05-01 indicator read 10 --year 2018 --value 19.5 --source 统计公报",
        "--today 2019-06-01 indicator read 10 --year 2018 --value 18.2 --source 更正",
        "--today 2019-06-01 indicator read 10 --year 2018 --value 18.2 --source 更正",
        "--today 2019-06-01 indicator read 10 --year 2020 --value 1 --source 公报",
        "--today 2019-06-01 indicator read 10 --year 2018 --value NaN --source 公报",
        "--today 2019-06-01 indicator read 10 --year 2018 --value 1 --source \u{3000}",
        "--today 2019-06-01 indicator read 99 --year 2018 --value 1 --source 公报",
        "--today 2019-06-02 indicator undo 10",
        "--today 2019-06-02 indicator undo 10",
        "--today 2019-06-02 indicator undo 10",
        "--today 2019-06-02 indicator show 10",
        "audit verify",
    ]));
}

#[test]
fn departments_are_entered_renamed_and_retired_and_days_before_keep_their_names() {
    let sandbox = Sandbox::seeded();
    insta::assert_snapshot!(sandbox.transcript(&[
        "department add 市数据局 --short 数据局 --kind 政府部门 --alias 大数据局",
        "department add 市教育局",
        "department alias 市数据局 市大数据局",
        "--today 2019-05-01 department rename 市体育局 市体育发展中心 --short 体育中心 --on 2019-04-01",
        "department rename 市体育局 市体委",
        "--today 2019-03-31 task list --department 市体育局 --limit 1",
        "--today 2019-04-01 task list --department 市体育局 --limit 1",
        "task list --search 体育发展中心 --limit 1",
        "department succeed 市智慧办 大数据局 --on 2020-01-01",
        "department succeed 市数据局 市智慧办",
        "department retire 市教育局 --on 2020-06-01",
        "task assign 1 --lead 市教育局",
        "department show 市教育局",
        "department show 市体育局",
        "department show 没有的局",
        "audit verify",
    ]));
}

#[test]
fn the_demo_is_kept_once_and_opens_with_all_commands() {
    let sandbox = Sandbox::new();
    let demo = "--db demo.db --today 2022-02-28 --as wangmin";
    insta::assert_snapshot!(sandbox.transcript(&[
        "demo --keep demo.db",
        "demo --keep demo.db",
        "demo",
        &format!("{demo} audit verify"),
        &format!("{demo} task show 123"),
        &format!("{demo} department show 各县区政府"),
        &format!("{demo} --db demo.db task grant 123 --text 同意"),
    ]));
    assert!(!sandbox.path("duban.db").exists());
}

#[test]
fn an_extension_is_asked_for_and_decided_by_somebody_else() {
    let sandbox = Sandbox::new();
    sandbox.run("seed anshan-2018");
    insta::assert_snapshot!(sandbox.transcript(&[
        "user add zhao --role coordinator --name 赵磊",
        "user add li --role liaison --name 李联络 --department 体育局",
        "--today 2020-12-20 task ask-extension 35 --text 设备未到货",
        "--today 2020-12-20 task ask-extension 35 --due 2020年10月底前 --text 设备未到货",
        "--today 2020-12-20 task ask-extension 35 --due 2021年6月底前 --text 设备未到货 --basis 体字〔2020〕3号",
        "--today 2020-12-21 task grant 35",
        "--today 2020-12-21 --as li task grant 35",
        "--today 2020-12-21 --as zhao task grant 35 --due 2021-03-31 --text 健康办〔2020〕9号",
        "--today 2021-01-05 task show 35",
        "--today 2021-01-05 task list --search 健身步道 --limit 3",
        "task expand 35",
        "department members 市体育局 --plan anshan-2018 海城市",
        "department members 各县(市)区 --plan anshan-2018 海城市 铁东区",
    ]));
}

#[test]
fn the_json_of_an_indicator_has_the_fields_of_the_contract() {
    let sandbox = Sandbox::new();
    sandbox.run("seed liaocheng-2018");
    let read = "--today 2019-05-01 indicator read 1 --year 2018 --value 78.5 --source 公报";
    assert_eq!(sandbox.run(read).code, 0);
    let ended = sandbox.run("--today 2019-05-01 indicator list --format json");
    let list: serde_json::Value = serde_json::from_str(&ended.out).unwrap();
    let first = &list[0];
    assert_eq!(first["plan"]["slug"], "liaocheng-2018");
    assert!(
        first["plan"]["title"]
            .as_str()
            .unwrap()
            .contains("健康聊城2030")
    );
    assert_eq!(first["readings"], serde_json::json!({"2018": 78.5}));
    assert!(first["targets"]["2030"].is_string(), "{first}");
    for key in [
        "id",
        "domain",
        "name",
        "unit",
        "kind",
        "direction",
        "baseline",
        "state",
    ] {
        assert!(first.get(key).is_some(), "{key}");
    }
}
