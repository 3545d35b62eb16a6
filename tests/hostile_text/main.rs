//! Text from anyone reaches no terminal raw: controls, escape sequences, invisible and direction-changing characters,
//! through every way in, looked for on every way out.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    reason = "a test fails by panicking"
)]

mod dashboard;
mod documents;
#[path = "../support/editor.rs"]
mod editor;
mod poison;
#[allow(dead_code, reason = "another test drives the program in more ways")]
#[path = "../program/mod.rs"]
mod program;
mod workbook;

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;

use documents::PLAN;
use poison::{
    assert_clean, assert_json_clean, does, forbidden, poison, short_poison, try_out, venom,
};
use program::Office;
use rusqlite::types::Value as Cell;

/// Every text in the file is fit to be kept, those inside JSON too.
fn assert_kept_clean(office: &Office) {
    let file = rusqlite::Connection::open(office.db()).unwrap();
    for (table, column) in text_columns(&file) {
        let mut statement = file
            .prepare(&format!("SELECT {column} FROM {table}"))
            .unwrap();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            if let Cell::Text(text) = row.get(0).unwrap() {
                let what = format!("{table}.{column}");
                assert_clean(&what, text.as_bytes());
                if text.starts_with(['{', '['])
                    && let Ok(json) = serde_json::from_str(&text)
                {
                    assert_json_clean(&what, &json);
                }
            }
        }
    }
}

fn text_columns(file: &rusqlite::Connection) -> Vec<(String, String)> {
    let mut statement = file
        .prepare(
            "SELECT t.name, c.name FROM pragma_table_list t JOIN pragma_table_info(t.name) c
            WHERE t.type = 'table' AND t.schema = 'main' AND t.name NOT LIKE 'sqlite_%' AND c.type = 'TEXT'",
        )
        .unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
    rows.unwrap().collect::<Result<_, _>>().unwrap()
}

/// One column of the file, as text.
fn column(office: &Office, sql: &str) -> Vec<String> {
    let file = rusqlite::Connection::open(office.db()).unwrap();
    let mut statement = file.prepare(sql).unwrap();
    let rows = statement.query_map([], |row| row.get(0));
    rows.unwrap().collect::<Result<_, _>>().unwrap()
}

/// Every listing, page and document, and what is written to files.
fn ways_out(office: &Office) {
    let numbers = |table: &str| {
        let sql = format!("SELECT CAST(id AS TEXT) FROM {table} LIMIT 12");
        column(office, &sql)
    };
    for format in ["table", "json", "csv"] {
        for list in ["task list", "task list --overdue", "indicator list"] {
            does(office, &format!("{list} --format {format}"), "");
        }
        for id in numbers("task") {
            does(office, &format!("task show {id} --format {format}"), "");
        }
    }
    for id in numbers("task") {
        does(office, "task history {}", &id);
    }
    for id in numbers("indicator") {
        does(office, "indicator show {}", &id);
    }
    for format in ["table", "json"] {
        does(office, "department list --format {}", format);
        does(office, "edition list --format {}", format);
        for id in numbers("edition") {
            does(office, &format!("edition show {id} --format {format}"), "");
        }
    }
    for name in column(
        office,
        "SELECT name FROM department ORDER BY id DESC LIMIT 12",
    ) {
        try_out(office, "department show {}", &name);
        try_out(office, "task list --department {}", &name);
    }
    for format in ["table", "json", "csv"] {
        does(office, &format!("user list --all --format {format}"), "");
        does(
            office,
            &format!("audit list --limit 2000 --format {format}"),
            "",
        );
    }
    for login in column(office, "SELECT login FROM person") {
        does(office, "user show {}", &login);
        does(office, "audit list --person {}", &login);
    }
    does(office, "key list", "");
    for slug in column(office, "SELECT slug FROM plan") {
        does(office, "export plan {}", &slug);
        does(office, "export plan {} -o 计划.out", &slug);
        assert_clean(&slug, &std::fs::read(office.path("计划.out")).unwrap());
    }
    for format in ["md", "json"] {
        does(office, "export weekly --format {}", format);
        does(office, "export weekly -o 周报.out --format {}", format);
        assert_clean(format, &std::fs::read(office.path("周报.out")).unwrap());
    }
    does(
        office,
        "export weekly --month 2019-06 --department 教育局",
        "",
    );
    does(office, "export sent", "");
    does(office, "export sent --format json", "");
    for id in numbers("dispatch") {
        does(office, "export sent {}", &id);
    }
    for format in ["txt", "json"] {
        does(office, "export notice --format {}", format);
    }
    does(office, "export checklist --format json", "");
    does(
        office,
        "export scorecard --since 2018-01-01 --format json",
        "",
    );
    does(office, "export tasks --format json", "");
    sheets_are_clean(office);
    for paper in ["weekly", "checklist", "scorecard", "tasks"] {
        for format in ["md", "html", "csv"] {
            let words = format!("export {paper} --format {format}");
            does(office, &words, "");
        }
        for format in ["docx", "xlsx"] {
            let words = ["export", paper, "--format", format];
            let ended = office.run(&words.map(str::to_owned));
            assert_eq!(ended.code, 0, "{}", ended.err());
            parts_are_clean(&words.join(" "), ended.out);
        }
    }
    let ended = office.run(&["export", "workbook"]);
    if ended.code == 0 {
        parts_are_clean("export workbook", ended.out);
    } else {
        // An office of drafts has nothing to fill in.
        assert!(ended.err().starts_with("没有需要填报的任务。"));
    }
    try_out(office, "audit verify", "");
}

/// The task sheets of all departments, and the names of their files.
fn sheets_are_clean(office: &Office) {
    let words = "export sheets --format md --overwrite --folder 清单";
    let ended = try_out(office, words, "");
    if ended.code != 0 {
        let said = ended.err();
        assert!(said.starts_with("还没有交办到部门的任务。"), "{said}");
        return;
    }
    for entry in std::fs::read_dir(office.path("清单")).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        assert_clean("a file's name", name.as_bytes());
        assert_clean(&name, &std::fs::read(entry.path()).unwrap());
    }
}

/// Every part of a packed document.
fn parts_are_clean(what: &str, bytes: Vec<u8>) {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut part, &mut text).unwrap();
        // XML begins with a line of its own, and may end it with CR LF.
        let text = text.replace("\r\n", "\n");
        assert_clean(&format!("{what}: {name}"), text.as_bytes());
    }
}

/// An office in which somebody has written such text wherever the command line takes any.
fn written_on() -> Office {
    let office = Office::new();
    let (poison, venom, unseen) = (poison(), venom(), forbidden());
    does(&office, "seed anshan-2018 liaocheng-2018", "");
    let first = PLAN.replace("{}", &poison);
    let second = first.replace("5条", &format!("8条{poison}"));
    for (name, text) in [("a.txt", first), ("b.txt", second)] {
        std::fs::write(office.path(name), text).unwrap();
        does(&office, "import {} --plan yang", name);
    }
    for words in [
        "edition take 1 --basis 样政发〔2019〕9号{}",
        "department add 市新局{} --short 新{} --alias 别{}",
        "department alias 市教育局 教育{}",
        "department rename 市体育局 市体育厅{} --short 体{}",
        "indicator read 1 --year 2018 --value 1 --source 公报{}",
        "export weekly --send --title 题{} --number 第1期{} --to 主送{} --sign 落款{}",
    ] {
        does(&office, words, &poison);
    }
    for words in [
        "user add zhao --role coordinator --name 赵{}",
        "user add li{} --role liaison --name 李{} --department 市教育局",
        "user name zhao 赵{}云",
    ] {
        does(&office, words, &short_poison());
    }
    // An escape in a settings file writes any character.
    let rules = "base = 100\nfloor = 0\nmost = 100\ndecimals = 1\ncount_review = false\n\
        [[rule]]\non = \"overdue\"\nlabel = \"逾\\u001b[2J\\u202e期\"\npoints = 1\n";
    std::fs::write(office.path("scorecard.toml"), rules).unwrap();
    let login = column(&office, "SELECT login FROM person WHERE role = 'liaison'").remove(0);
    does(&office, "--as {} task list", &login);
    // Nothing of these characters is seen, and nothing of them is looked for.
    for words in [
        "department members 各县(市)区{} --plan anshan-2018 海城市{}",
        "task assign 2 --lead 市教育局{} --support 市教育局{}",
        "task list --search 健{}康",
    ] {
        does(&office, words, &unseen);
    }
    for words in [
        "task assign 3 --text 请办{}",
        "task decline 4 --text 非本单位{}",
        "task suspend 5 --text 缓{}",
        "task resume 5 --text 续{}",
        "task cancel 5 --text 样政发〔2020〕1号{}",
        "task reopen 5 --text 再办{}",
        "task urge 5 --text 催{}",
        "task sign 6 --text 收{}",
        "task report 6 --text 进展{} --percent 50",
        "task submit 6 --text 办完{}",
        "task send-back 6 --text 缺材料{}",
        "task submit 6 --text 又办完{}",
        "task close 6 --text 齐{}",
        "task ask-extension 7 --due 2021年6月底前{} --text 因{} --basis 据{}",
        "--as zhao task refuse 7 --text 不准{}",
        "task ask-extension 7 --due 2021年6月底前 --text 因{} --basis 据{}",
        "--as zhao task grant 7 --text 准{}",
        "task sign 9",
        "task report 9 --text 进展{} --problems 缺{} --next 补{} --evidence 文{} --percent 10",
        "task revise 9 --title 新名 --target 三条{} --basis 样政发〔2020〕2号{}",
        "task undo",
        "task redo",
    ] {
        // What is visible of it makes no deadline.
        let is_deadline = words.contains("底前{}");
        does(&office, words, if is_deadline { &unseen } else { &venom });
    }
    office
}

#[test]
fn the_command_line_takes_and_gives_nothing_raw() {
    let office = written_on();
    assert_kept_clean(&office);
    ways_out(&office);
    does(&office, "audit verify", "");
    for words in "{}|--{}|task -{}|--as {} task list|--today {} task list|task list --search {}|task list --department {}
        task list --plan {}|task list --status {}|task list --light {}|task list --format {}|task list --due-before {}
        task list --limit {}|task show {}|task history {}|task assign 8 --lead {}|task assign 8 --support {}
        task assign 8 --due {}|task ask-extension 8 --text 因 --due {}|task report 8 --percent {}
        indicator read 1 --year 2018 --source 公报 --value {}|indicator read {} --year 2018 --source 公报 --value 1
        indicator list --plan {}|indicator undo {}|department show {}|department retire {}|department succeed 市教育局 {}
        department rename {} 市某局|department add 市某局 --kind {}|department members 市教育局 --plan {}
        user add wu --role {}|user add wu --role liaison --department {}|edition show {}|edition list --plan {}
        edition take {} --basis 据|export plan {}|export weekly --week {}|export weekly --plan {}
        export weekly --month {}|export weekly --quarter {}|export weekly --since {}|export weekly --department {}|export sent {}
        export workbook --plan {}|export workbook --department {}|collect {}|collect {} --format json
        import a.txt --plan {}|import a.txt --format {}|import {}|seed {}|audit {}|export scorecard --since {}
        export scorecard --plan {}|export scorecard --rules {}|export tasks --format csv --search {}|export tasks --light {}
        export notice --department {}|export notice --department 市教育局 --contact {} --sign {}|export sheets --plan {}"
        .split(['|', '\n'])
    {
        try_out(&office, words.trim(), &venom());
    }
}

#[test]
fn file_names_are_told_clean() {
    let office = Office::seeded();
    let characters: Vec<char> = poison().chars().filter(|it| *it != '/').collect();
    // Fifty at a time: a name has at most 255 bytes.
    for part in characters.chunks(50) {
        let name: String = part.iter().collect();
        let name = format!("名{name}");
        for words in [
            "import {}",
            "collect {}",
            "--db {} task list",
            "export weekly -o 没有/{}",
            "export weekly -o {}",
            "export sheets --folder 没有/{}",
            "export scorecard --rules {}",
            "demo --keep {}",
        ] {
            try_out(&office, words, &name);
        }
        std::fs::remove_file(office.path(&name)).unwrap();
        std::fs::create_dir(office.path(&name)).unwrap();
        for words in ["import {}", "--db {} task list", "export weekly -o {}"] {
            let ended = try_out(&office, words, &name);
            assert_eq!(ended.code, 1, "{words}");
        }
    }
    // Bytes that are no text.
    let name = OsString::from_vec(b"a\x1b]0;x\x07\x9b2J\x9d0;x\x9c.txt".to_vec());
    for words in [vec!["import"], vec!["task", "list", "--search"]] {
        let mut words: Vec<OsString> = words.into_iter().map(OsString::from).collect();
        words.push(name.clone());
        let ended = office.run(&words);
        assert_clean("no text", &ended.err);
        assert_eq!((ended.out.len(), ended.err().lines().count()), (0, 1));
    }
}

/// What people and documents have written, by table and column.
const WRITTEN: &str = "plan.title plan.doc_no plan.issuer section.heading section.path section.printed measure.number
    measure.title measure.note measure_owner.printed no_task.reason outside.text indicator.domain indicator.name
    indicator.unit indicator.kind indicator.owner indicator.note indicator_cell.printed reading.source edition.title
    edition.doc_no edition.actor edition_change.before edition_change.basis edition_change.decided_by department.name
    department.short_name department_alias.alias person.name task.title task.target task.deadline_phrase
    task.lead_printed task.note extension.reason extension.basis extension.opinion event.actor event.text";

/// A file into which another program has written such text, around all that stands there.
fn tampered_with() -> Office {
    let office = written_on();
    let file = rusqlite::Connection::open(office.db()).unwrap();
    file.execute_batch("DROP TRIGGER event_is_never_changed")
        .unwrap();
    for place in WRITTEN.split_whitespace() {
        let (table, column) = place.split_once('.').unwrap();
        let sql = format!("UPDATE {table} SET {column} = ?1 || {column} || ?1");
        let count = file.execute(&sql, [venom()]).unwrap();
        assert!(count > 0, "{place}");
    }
    office
}

#[test]
fn what_another_program_wrote_into_the_file_goes_out_clean() {
    let office = tampered_with();
    ways_out(&office);
    assert_eq!(try_out(&office, "audit verify", "").code, 1);
}
