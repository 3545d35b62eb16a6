//! How long `duban import --dry-run` takes, and how much memory: `cargo bench`.
//!
//! Each document is made up here and handed to the program itself, so that starting it counts. Time is the least and the
//! median of the runs; memory is the highest that the kernel saw (`VmHWM`, so on Linux only).
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench prints, and stops when its own files fail"
)]

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const RUNS: usize = 5;

/// Measures as a plan prints them, numbered from one in every chapter.
fn plan(chapters: usize) -> String {
    const DIGITS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
    let mut text =
        String::from("健康甲市行动计划（2018—2020年）\n\n一、总体目标\n\n到2020年，人人健康。\n\n");
    for chapter in 0..chapters {
        writeln!(text, "二、主要任务\n").unwrap();
        for (at, digit) in DIGITS.iter().enumerate() {
            let count = chapter * 10 + at;
            writeln!(text, "（{digit}）完善第{count}类服务。\n").unwrap();
            writeln!(
                text,
                "1.推进第{count}号工程。加强宣传，营造氛围。到2020年底前，建成步道{count}条；公园{at}个，签约率达到{}%以上。\
                 每年开展筛查{}次。建立联席会议制度，制定考核办法。（责任单位：市甲局、市乙局、各区政府）\n",
                count % 100,
                at + 1,
            )
            .unwrap();
        }
    }
    text
}

/// 序号、任务、目标、牵头单位、配合单位、完成时限: a responsibility list.
fn rows(count: usize) -> impl Iterator<Item = [String; 6]> {
    let head = ["序号", "任务", "目标", "牵头单位", "配合单位", "完成时限"].map(str::to_owned);
    let body = (1..=count).map(|at| {
        [
            at.to_string(),
            format!("推进第{at}号工程"),
            format!("建成步道{at}条"),
            "市甲局".to_owned(),
            "市乙局、市丙局".to_owned(),
            format!("{}年底前", 2018 + at % 5),
        ]
    });
    std::iter::once(head).chain(body)
}

fn csv(count: usize) -> Vec<u8> {
    let lines = rows(count).map(|row| row.join(",") + "\n");
    lines.collect::<String>().into_bytes()
}

fn packed(parts: &[(&str, String)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn xlsx(count: usize) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let mut sheet = format!("<worksheet xmlns=\"{MAIN}\"><sheetData>");
    for (row, cells) in rows(count).enumerate() {
        write!(sheet, "<row r=\"{}\">", row + 1).unwrap();
        for (column, cell) in ["A", "B", "C", "D", "E", "F"].iter().zip(cells) {
            let place = format!("{column}{}", row + 1);
            write!(
                sheet,
                "<c r=\"{place}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>"
            )
            .unwrap();
        }
        sheet.push_str("</row>");
    }
    sheet.push_str("</sheetData></worksheet>");
    let book = format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets><sheet name=\"清单\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
    );
    let relations = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
    );
    let root = format!(
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    packed(&[
        ("_rels/.rels", root),
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", relations),
        ("xl/worksheets/sheet1.xml", sheet),
    ])
}

fn docx(plan: &str) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let mut body = format!("<w:document xmlns:w=\"{MAIN}\"><w:body>");
    for line in plan.lines() {
        write!(body, "<w:p><w:r><w:t>{line}</w:t></w:r></w:p>").unwrap();
    }
    body.push_str("</w:body></w:document>");
    packed(&[("word/document.xml", body)])
}

/// A name and what the file of it holds.
type File = (String, Vec<u8>);

/// One run: how long, and the highest memory in bytes.
fn run(files: &[&Path], folder: &Path) -> (Duration, u64) {
    let begin = Instant::now();
    let mut memory = 0;
    for file in files {
        let mut child = Command::new(env!("CARGO_BIN_EXE_duban"))
            .args(["import", "--dry-run"])
            .arg(file)
            .env_clear()
            .env("HOME", folder)
            .current_dir(folder)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let status = format!("/proc/{}/status", child.id());
        loop {
            let seen = std::fs::read_to_string(&status).unwrap_or_default();
            let peak = seen.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            let peak =
                peak.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
            memory = memory.max(peak.unwrap_or_default() * 1024);
            if let Some(end) = child.try_wait().unwrap() {
                assert!(end.success(), "{} was refused", file.display());
                break;
            }
            std::thread::sleep(Duration::from_millis(1));
        }
    }
    (begin.elapsed(), memory)
}

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let text = plan(2_300);
    let cases: [(&str, Vec<File>); 6] = [
        (
            "five plans of 45 measures, one after the other",
            (0..5)
                .map(|at| (format!("{at}.txt"), plan(5).into_bytes()))
                .collect(),
        ),
        ("a text", vec![("a.txt".into(), text.clone().into_bytes())]),
        ("the same as docx", vec![("a.docx".into(), docx(&text))]),
        (
            "a list of 20 000 rows, csv",
            vec![("a.csv".into(), csv(20_000))],
        ),
        (
            "a list of 200 000 rows, csv",
            vec![("b.csv".into(), csv(200_000))],
        ),
        (
            "a list of 20 000 rows, xlsx",
            vec![("a.xlsx".into(), xlsx(20_000))],
        ),
    ];
    println!(
        "{:48} {:>9} {:>9} {:>9} {:>9}",
        "import --dry-run", "size kB", "least ms", "median ms", "peak MB"
    );
    for (name, files) in cases {
        let mut size = 0;
        let mut paths = Vec::new();
        for (file, bytes) in files {
            let path = folder.path().join(file);
            size += bytes.len();
            std::fs::write(&path, bytes).unwrap();
            paths.push(path);
        }
        let paths: Vec<&Path> = paths.iter().map(AsRef::as_ref).collect();
        let mut runs: Vec<(Duration, u64)> =
            (0..RUNS).map(|_| run(&paths, folder.path())).collect();
        runs.sort();
        let peak = runs.iter().map(|run| run.1).max().unwrap_or_default();
        let tenths = |bytes: u64| format!("{}.{}", bytes / 1_000_000, bytes % 1_000_000 / 100_000);
        println!(
            "{name:48} {:>9} {:>9} {:>9} {:>9}",
            size / 1000,
            runs[0].0.as_millis(),
            runs[RUNS / 2].0.as_millis(),
            tenths(peak),
        );
    }
}
