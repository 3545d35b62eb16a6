//! How long the documents that leave the house take, and how much memory: `cargo bench --bench documents`.
//!
//! An office is made up here and every command is the program itself, so that starting it counts. Time is the least and the
//! median of the runs; memory is the highest that the kernel saw (`VmHWM`, so on Linux only).
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a bench prints, and stops when its own files fail"
)]

#[path = "../tests/support/editor.rs"]
mod editor;

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use editor::Editor;

const RUNS: usize = 7;

/// How many tasks the office has.
const TASKS: usize = 5_000;

/// The program in a folder, on the office's file.
fn duban(folder: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_duban"));
    command
        .args(["--db", "a.db", "--today", "2020-12-28"])
        .args(words)
        .env_clear()
        .env("HOME", folder)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

fn does(folder: &Path, words: &[&str]) {
    let ended = duban(folder, words).status().unwrap();
    assert!(ended.success(), "{:?} was refused", words.first());
}

/// An office whose tasks thirty departments lead, each signed for and reported on twice.
fn office(folder: &Path) {
    let mut list = String::from("序号,任务,目标,牵头单位,配合单位,完成时限\n");
    for at in 1..=TASKS {
        writeln!(
            list,
            "{at},推进第{at}号工程,建成步道{at}条,市第{}局,市第{}局,{}年底前",
            at % 30 + 1,
            (at + 7) % 30 + 1,
            2018 + at % 5
        )
        .unwrap();
    }
    std::fs::write(folder.join("a.csv"), list).unwrap();
    does(folder, &["import", "a.csv", "--plan", "a"]);
    let ids: Vec<String> = (1..=TASKS).map(|it| it.to_string()).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    for words in [
        &["task", "assign"][..],
        &["task", "sign"],
        &[
            "task",
            "report",
            "--text",
            "已开展检查一轮，发现问题五个，已整改三个。",
            "--percent",
            "20",
        ],
        &[
            "task",
            "report",
            "--text",
            "两处试点运行平稳，下季度全面铺开。",
            "--percent",
            "40",
        ],
    ] {
        does(folder, &[words, &ids[..]].concat());
    }
}

/// One run: how long, and the highest memory in bytes.
fn run(folder: &Path, words: &[&str]) -> (Duration, u64) {
    let begin = Instant::now();
    let mut memory = 0;
    let mut child = duban(folder, words).spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    loop {
        let seen = std::fs::read_to_string(&status).unwrap_or_default();
        let peak = seen.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let peak = peak.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
        memory = memory.max(peak.unwrap_or_default() * 1024);
        if let Some(end) = child.try_wait().unwrap() {
            assert!(end.success(), "{words:?} was refused");
            return (begin.elapsed(), memory);
        }
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// Runs a command several times, and prints its line.
fn measure(folder: &Path, name: &str, words: &[&str]) {
    let mut runs: Vec<(Duration, u64)> = (0..RUNS).map(|_| run(folder, words)).collect();
    runs.sort();
    let peak = runs.iter().map(|run| run.1).max().unwrap_or_default();
    println!(
        "{name:48} {:>9} {:>9} {:>9}",
        runs[0].0.as_millis(),
        runs[RUNS / 2].0.as_millis(),
        peak / 1_000_000,
    );
}

/// 填报表 out and back.
fn workbook(folder: &Path) {
    let out = ["export", "workbook", "-o", "out.xlsx"];
    measure(folder, "workbook of 5 000 tasks", &out);
    let files = ["export", "workbook", "--folder", "out"];
    measure(folder, "the same, a file a department", &files);
    let mut book = Editor::open(&std::fs::read(folder.join("out.xlsx")).unwrap());
    for id in 1..=TASKS {
        book.put(&id.to_string(), "进展", "本月完成三场培训，覆盖全部学校。");
    }
    std::fs::write(folder.join("back.xlsx"), book.save()).unwrap();
    let back = ["collect", "back.xlsx", "--dry-run"];
    measure(folder, "collecting it, every task reported on, dry", &back);
}

fn main() {
    let folder = tempfile::tempdir().unwrap();
    office(folder.path());
    println!(
        "{:48} {:>9} {:>9} {:>9}",
        "documents", "least ms", "median ms", "peak MB"
    );
    workbook(folder.path());
}
