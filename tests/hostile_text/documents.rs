//! Documents with such text in every place that is read.

use std::io::{Read as _, Write as _};
use std::path::Path;

use super::poison::{assert_json_clean, poison, try_out, venom};
use super::program::Office;
use super::{assert_kept_clean, ways_out};

/// A plan of two measures with a table of indicators; `{}` is where something may stand.
pub const PLAN: &str = "健康{}样城三年计划(2018—2020年)\n样政发〔2018〕9号\n一、{}主要任务\n\
(一)健身{}设施。\n1.建设{}健身步道。到2020年,建成5条健身{}步道。每年举办2场健步走活动。(责任单位:市体育局、市{}数据局)\n\
2.普及急救知识。2019年6月底前,培训{}急救员300人。(责任单位:市卫生计生委)\n\
主要指标\n指标\t单位\t2017年\t2020年\n书房{}覆盖率\t%{}\t41\t≥60\n步道总量（市体育局）\t公里\t\t30\n";

/// A part of a zipped document with other words in it.
fn rewritten(name: &str, part: &str, from: &str, to: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/documents")
        .join(name);
    let mut read = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let mut written = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for at in 0..read.len() {
        let mut entry = read.by_index(at).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        if name == part {
            let text = String::from_utf8(bytes).unwrap();
            assert!(text.contains(from), "{text}");
            bytes = text.replace(from, to).into_bytes();
        }
        written.start_file(name, options).unwrap();
        written.write_all(&bytes).unwrap();
    }
    written.finish().unwrap().into_inner()
}

/// As character references, for HTML and XML; XML may not name the controls under U+0020.
fn references(text: &str, is_xml: bool) -> String {
    let referred = text.chars().filter(|it| !is_xml || *it >= ' ');
    let referred = referred.filter(|it| !is_xml || !matches!(it, '"' | '<' | '&'));
    let referred = referred.map(|it| format!("&#x{:x};", u32::from(it)));
    referred.collect::<Vec<_>>().concat()
}

/// A plan file with escapes in its strings, of which TOML knows every one.
fn plan_file() -> String {
    let escaped: Vec<String> = venom()
        .chars()
        .chain(['\0'])
        .map(|it| format!("\\U{:08x}", u32::from(it)))
        .collect();
    let escaped = escaped.concat();
    "slug = \"yang-toml{}\"\ntitle = \"健康{}样城\"\ndoc_no = \"样{}政\"\nissuer = \"样{}城\"\n\
    [[group]]\nname = \"各{}区\"\nmembers = [\"东{}区\"]\n\
    [[section]]\npath = [\"一、{}任务\"]\n[[section.measure]]\nnumber = \"1{}\"\ntitle = \"步{}道\"\n\
    owners = [\"市{}体育局\"]\ngroups = [\"各{}区\"]\nnote = \"印{}作\"\n\
    tasks = [{ title = \"建{}成\", target = \"5{}条\", deadline = \"2020年{}底\", owners = [\"市{}水务局\"], note = \"注{}\" }]\n\
    [[indicator]]\ndomain = \"健{}身\"\nname = \"步{}道\"\nunit = \"公{}里\"\nkind = \"预{}期性\"\ndirection = \"≥\"\nowner = \"市{}体育局\"\nnote = \"注{}\"\n\
    [indicator.values]\n2017 = \"2{}0\"\n2020 = \"3{}0\"\n"
        .replace("{}", &escaped)
}

/// The documents, each with a name and its bytes.
fn documents() -> Vec<(&'static str, Vec<u8>)> {
    let poison = poison();
    let tags = |title: &str| format!("<html><meta charset=utf-8><title>{title}</title><body>");
    let lines = |text: &str| text.replace('\n', "</p><p>");
    let raw_c1: Vec<u8> = PLAN
        .replace("{}", "\u{1}")
        .bytes()
        .flat_map(|it| match it {
            1 => vec![0x9b, 0x32, 0x4a, 0x9d, 0x30, 0x3b, 0x9c, 0x90, 0x98],
            other => vec![other],
        })
        .collect();
    let utf16: Vec<u8> = format!("\u{feff}{}", PLAN.replace("{}", &poison))
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let csv = "样城{}清单\n序号,领域,重点任务,目标,牵头单位,配合单位,完成时限\n\
        1,健身{},建设{}健身步道,到2020年建成5条健身{}步道,市体育{}局,\"市\r\n教育{}局\",2020年底\n";
    // A quote mark, a comma or a tab of its own would part the cells otherwise.
    let csv = csv.replace("{}", &poison.replace(['"', ',', '\t'], ""));
    vec![
        ("txt", PLAN.replace("{}", &poison).into_bytes()),
        ("breaks.txt", PLAN.replace("{}", &venom()).into_bytes()),
        (
            "md",
            format!("# {}", PLAN.replace("{}", &poison)).into_bytes(),
        ),
        (
            "html",
            format!(
                "{}<p>{}</p>",
                tags(&poison),
                lines(&PLAN.replace("{}", &poison))
            )
            .into_bytes(),
        ),
        (
            "references.html",
            format!(
                "{}<p>{}</p>",
                tags("题"),
                lines(&PLAN.replace("{}", &references(&venom(), false)))
            )
            .into_bytes(),
        ),
        ("csv", csv.into_bytes()),
        ("utf16.txt", utf16),
        ("raw.txt", raw_c1),
        (
            "docx",
            rewritten(
                "plan.docx",
                "word/document.xml",
                "健身",
                &format!("健身{}", references(&poison, true)),
            ),
        ),
        (
            "xlsx",
            rewritten(
                "list.xlsx",
                "xl/worksheets/sheet1.xml",
                "&#20581;&#36523;",
                &format!("健身{}", references(&poison, true)),
            ),
        ),
        ("toml", plan_file().into_bytes()),
    ]
}

#[test]
fn documents_come_in_clean() {
    let office = Office::new();
    for (number, (name, bytes)) in documents().into_iter().enumerate() {
        let path = format!("计划.{name}");
        std::fs::write(office.path(&path), bytes).unwrap();
        let format = if name == "csv" { " --format csv" } else { "" };
        try_out(&office, &format!("import {{}} --dry-run{format}"), &path);
        let words = format!("import {{}} --dry-run --json{format}");
        let draft = try_out(&office, &words, &path);
        let words = format!("import {{}} --plan plan-{number}{format}");
        let ended = try_out(&office, &words, &path);
        // What is no text in any encoding is refused; everything else is read.
        let is_text = name != "raw.txt";
        assert_eq!(ended.code == 0, is_text, "{name}: {}", ended.err());
        if is_text {
            assert_json_clean(name, &serde_json::from_slice(&draft.out).unwrap());
        }
    }
    assert_kept_clean(&office);
    ways_out(&office);
}
