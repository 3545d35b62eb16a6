//! The same plan and the same responsibility list in every format that is read, and what must be refused in one line.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    reason = "a test fails by panicking"
)]

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/documents")
        .join(name)
}

fn import(words: &[&str], input: &[u8]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_duban"))
        .args(["import", "--dry-run", "--json"])
        .args(words)
        .env_clear()
        .env("HOME", folder.path())
        .current_dir(folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A file that is refused at once is not read to its end.
    drop(child.stdin.take().unwrap().write_all(input));
    child.wait_with_output().unwrap()
}

/// The file on standard input, where it has no name.
fn read(name: &str, words: &[&str]) -> Value {
    let bytes = std::fs::read(fixture(name)).unwrap();
    let output = import(&[&["-"], words].concat(), &bytes);
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{name}: {complaint}");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// A measure a line: where, number, title, owners (the lead first, with a star), tasks with deadline and recurrence.
fn outline(draft: &Value) -> String {
    let mut text = String::new();
    for measure in draft["measures"].as_array().unwrap() {
        let list = |value: &Value, write: &dyn Fn(&Value) -> String| -> String {
            let parts: Vec<String> = value.as_array().unwrap().iter().map(write).collect();
            parts.join("; ")
        };
        let word = |value: &Value| value.as_str().unwrap_or("-").to_owned();
        let owner = |owner: &Value| {
            let star = if owner["role"] == "lead" { "*" } else { "" };
            format!("{}{star}", word(&owner["name"]))
        };
        let task = |task: &Value| {
            let day = word(&task["deadline"]["last_day"]);
            format!(
                "{} {day} {}",
                word(&task["quote"]),
                word(&task["recurrence"])
            )
        };
        let _ = writeln!(
            text,
            "{}|{} {} [{}] [{}]",
            list(&measure["path"], &word),
            word(&measure["number"]),
            word(&measure["title"]),
            list(&measure["owners"], &owner),
            list(&measure["tasks"], &task),
        );
    }
    text
}

const PLAN: &str = "\
二、主要任务; (一)健身设施|1 建设健身步道 [市体育局*; 市教育局] [到2020年,建成5条健身步道 2020-12-31 -; 每年举办2场健步走活动 2020-12-31 yearly]
二、主要任务; (一)健身设施|2 普及急救知识 [市卫生计生委*] [2019年6月底前,培训急救员300人 2019-06-30 -]
";

#[test]
fn the_same_plan_in_every_format() {
    let street = "|9 建成示范街区3个 [市住建局*] [建成示范街区3个 2020-12-31 -]\n";
    let park = "|10 改造公园2个 [市住建局*] [改造公园2个 2019-12-31 -]\n";
    let numbered = "\
二、主要任务; (一)健身设施|3 创建无烟单位 [市卫生计生委*] [2020年底前,创建无烟单位20家 2020-12-31 -]
一、街区公园|9 建成示范街区3个,空气质量<50 [市住建局*; 市城管局] [建成示范街区3个,空气质量<50 2020-12-31 -]
一、街区公园|10 改造公园2个 [市住建局*; 市城管局] [改造公园2个 2019-12-31 -]
";
    for (name, behind) in [
        ("plan.txt", String::new()),
        ("plan-bom.txt", String::new()),
        ("plan-utf16le.txt", String::new()),
        ("plan-utf16be.txt", String::new()),
        ("plan-gbk.txt", String::new()),
        ("plan-gb18030.txt", String::new()),
        ("plan.md", street.to_owned()),
        ("plan.html", format!("{street}{park}")),
        ("plan.docx", numbered.to_owned()),
        ("plan-strict.docx", numbered.to_owned()),
    ] {
        let draft = read(name, &[]);
        assert_eq!(outline(&draft), format!("{PLAN}{behind}"), "{name}");
        let plan = &draft["plan"];
        assert_eq!(plan["title"], "健康样城三年计划(2018—2020年)", "{name}");
        assert_eq!(plan["doc_no"], "样政发〔2018〕9号", "{name}");
        assert_eq!(plan["issuer"], "样城市人民政府", "{name}");
        assert_eq!(plan["published"], "2018-03-01", "{name}");
    }
}

#[test]
fn the_same_list_in_every_spreadsheet() {
    let first = "\
|1 建设健身步道 [市体育局*; 市教育局] [到2020年建成5条健身步道 2020-12-31 -]
|2 举办健步走活动 [市体育局*; 市教育局] [每年举办2场健步走活动 2020-12-31 yearly]
|3 培训急救员300人 [市卫生计生委*; 市红十字会; 市教育局] [培训急救员300人 2019-06-30 -]
";
    let second = "\
|1 创建无烟单位20家 [市卫生计生委*; 市直机关工委] [创建无烟单位20家 2020-12-31 -]
|2 改造公园2个 [市住建局*] [改造公园2个 2019-12-31 -]
";
    for (name, format, behind) in [
        ("list.xlsx", "xlsx", second),
        ("list.xls", "xls", second),
        ("list.ods", "ods", second),
        ("list.csv", "csv", ""),
    ] {
        let draft = read(name, &[]);
        assert_eq!(outline(&draft), format!("{first}{behind}"), "{name}");
        assert_eq!(
            draft["plan"]["title"],
            "样城市健康行动责任清单（2018—2020年）"
        );
        assert_eq!(read(name, &["--format", format]), draft, "{name}");
    }
}

/// What a refusal says: one line, nothing on standard output.
fn refusal(words: &[&str], bytes: &[u8]) -> String {
    let output = import(&[&["-"], words].concat(), bytes);
    let text = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(output.stdout.is_empty());
    assert_eq!(text.lines().count(), 1, "{text}");
    text
}

/// Small files of three parts with these names, each 96 MiB of spaces when it is unpacked.
fn bombs(names: [[&str; 3]; 2]) -> [Vec<u8>; 2] {
    let mut part = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_level(Some(1));
    part.start_file("part", options).unwrap();
    let spaces = vec![b' '; 1024 * 1024];
    for _ in 0..96 {
        part.write_all(&spaces).unwrap();
    }
    let mut part = part.finish_into_readable().unwrap();
    names.map(|names| {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for name in names {
            zip.raw_copy_file_rename(part.by_index(0).unwrap(), name)
                .unwrap();
        }
        zip.finish().unwrap().into_inner()
    })
}

#[test]
fn what_is_no_plan_is_refused_in_one_line() {
    let mut text = String::new();
    for name in [
        "cut.docx",
        "entity.docx",
        "nested.docx",
        "empty.xlsx",
        "encrypted.docx",
    ] {
        let bytes = std::fs::read(fixture(name)).unwrap();
        let _ = write!(text, "{name}: {}", refusal(&[], &bytes));
    }
    let list = std::fs::read(fixture("list.xlsx")).unwrap();
    let [docx, xlsx] = bombs([
        ["word/numbering.xml", "word/styles.xml", "word/document.xml"],
        ["xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"],
    ]);
    assert!(docx.len() < 8 * 1024 * 1024);
    for (name, bytes) in [
        ("bomb.docx", docx),
        ("bomb.xlsx", xlsx),
        ("cut.xlsx", list[..list.len() / 2].to_vec()),
        ("deep.html", "<div>".repeat(10_000).into_bytes()),
        ("old.doc", wide("WordDocument")),
        ("broken.xls", wide("Workbook")),
        ("encrypted.xls", locked()),
        ("nothing.txt", Vec::new()),
        ("binary.txt", vec![0, 1, 2, 0xff, 0]),
    ] {
        let _ = write!(text, "{name}: {}", refusal(&[], &bytes));
    }
    let plan = std::fs::read(fixture("plan.txt")).unwrap();
    for format in ["docx", "xlsx", "xls", "ods"] {
        let said = refusal(&["--format", format], &plan);
        let _ = write!(text, "plan.txt --format {format}: {said}");
    }
    for (name, format) in [
        ("plan.docx", "txt"),
        ("list.xlsx", "docx"),
        ("list.xls", "csv"),
    ] {
        let bytes = std::fs::read(fixture(name)).unwrap();
        let said = refusal(&["--format", format], &bytes);
        let _ = write!(text, "{name} --format {format}: {said}");
    }
    insta::assert_snapshot!(text);
}

/// An .xls workbook with a password: its first records, in a compound file.
fn locked() -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).unwrap();
    let records = [
        &b"\x09\x08\x04\x00\x00\x06\x05\x00"[..],
        b"\x2f\x00\x02\x00\x01\x00",
    ]
    .concat();
    file.create_stream("Workbook")
        .unwrap()
        .write_all(&records)
        .unwrap();
    file.into_inner().into_inner()
}

#[test]
fn exports_that_are_only_named_xls_are_read() {
    let page = "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><meta charset=gb2312><table><tr><td colspan=3>样城责任清单</td></tr>\
        <tr><td>任务</td><td>牵头单位</td><td>完成时限</td></tr><tr><td>建设步道5条</td><td>市体育局</td><td x:num>2020年底</td></tr></table>";
    let page = encoding_rs::GB18030.encode(page).0.into_owned();
    let tabs = "\u{feff}样城责任清单\r\n任务\t牵头单位\t完成时限\r\n\"建设步道\n5条\"\t市体育局\t2020年底\r\n";
    let tabs: Vec<u8> = tabs.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [page, tabs] {
        let output = import(&["-"], &bytes);
        let draft: Value = serde_json::from_slice(&output.stdout).unwrap();
        let measure = &draft["measures"][0];
        assert_eq!(draft["measures"].as_array().unwrap().len(), 1);
        assert_eq!(measure["owners"][0]["name"], "市体育局");
        assert_eq!(measure["tasks"][0]["deadline"]["last_day"], "2020-12-31");
    }
}

/// The head of an OLE compound file that names this stream.
fn wide(name: &str) -> Vec<u8> {
    let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    bytes.resize(1024, 0);
    bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
    bytes
}
