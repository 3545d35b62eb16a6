//! How long `duban export weekly` takes on files of several sizes: `cargo bench --bench weekly`, and with
//! `DUBAN_BENCH_HUGE=1` on a million tasks.
//!
//! The office is made through the program itself, a month of work on ten thousand tasks; larger files are the same rows over
//! again. Time is the least and the median of the runs, starting the program included.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench prints, and stops when its own files fail"
)]

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const RUNS: usize = 5;
const TASKS: usize = 10_000;

fn duban(folder: &Path, today: &str, words: &[&str]) {
    let ended = Command::new(env!("CARGO_BIN_EXE_duban"))
        .args(["--db", "office.db", "--today", today])
        .args(words)
        .current_dir(folder)
        .stdout(Stdio::null())
        .status();
    assert!(ended.unwrap().success(), "{words:?}");
}

/// An act on the tasks of a range, as one command.
fn act(folder: &Path, today: &str, verb: &str, ids: std::ops::Range<usize>, more: &[&str]) {
    let ids: Vec<String> = ids.map(|it| it.to_string()).collect();
    let mut words = vec!["task", verb];
    words.extend(ids.iter().map(String::as_str));
    words.extend(more);
    duban(folder, today, &words);
}

/// Ten thousand tasks of forty departments: given out, signed, reported twice, a fifth closed, some sent back and urged.
fn office(folder: &Path) {
    let mut list = String::from("序号,任务,目标,牵头单位,完成时限\n");
    for at in 1..=TASKS {
        writeln!(
            list,
            "{at},推进第{at}号工程,建成步道{at}条,市第{}局,{}年{}月底前",
            at % 40,
            2020 + at % 3,
            at % 12 + 1
        )
        .unwrap();
    }
    std::fs::write(folder.join("list.csv"), list).unwrap();
    duban(folder, "2020-01-06", &["seed", "anshan-2018"]);
    duban(
        folder,
        "2020-01-06",
        &["import", "list.csv", "--plan", "list"],
    );
    let first = 287;
    let at = |part: usize| first + TASKS * part / 10;
    act(
        folder,
        "2020-01-07",
        "assign",
        at(0)..at(10),
        &["--lead", "市第1局"],
    );
    act(folder, "2020-01-08", "sign", at(0)..at(9), &[]);
    for day in ["2020-01-14", "2020-01-21"] {
        act(
            folder,
            day,
            "report",
            at(0)..at(8),
            &["--text", "按计划推进，完成一半", "--percent", "50"],
        );
    }
    act(
        folder,
        "2020-01-22",
        "submit",
        at(0)..at(3),
        &["--text", "已办完"],
    );
    act(folder, "2020-01-23", "close", at(0)..at(2), &[]);
    act(
        folder,
        "2020-01-23",
        "send-back",
        at(2)..at(3),
        &["--text", "材料不全"],
    );
    act(folder, "2020-01-23", "urge", at(8)..at(9), &[]);
}

/// The same rows over again, until there are so many times as many tasks.
fn multiply(folder: &Path, times: i64) {
    let mut file = rusqlite::Connection::open(folder.join("office.db")).unwrap();
    let rows = |file: &rusqlite::Transaction<'_>, table: &str| -> String {
        let sql = format!(
            "SELECT group_concat(name) FROM pragma_table_info('{table}') WHERE name NOT IN ('id', 'task_id')"
        );
        file.query_row(&sql, [], |row| row.get(0)).unwrap()
    };
    let file = file.transaction().unwrap();
    let (task, event) = (rows(&file, "task"), rows(&file, "event"));
    let top = |sql: &str| -> i64 { file.query_row(sql, [], |row| row.get(0)).unwrap() };
    let (tasks, events) = (
        top("SELECT max(id) FROM task"),
        top("SELECT max(id) FROM event"),
    );
    for at in 1..times {
        let (t, e) = (at * tasks, at * events);
        let more = format!(
            "INSERT INTO task (id, {task}) SELECT id + {t}, {task} FROM task WHERE id <= {tasks};
            INSERT INTO event (id, task_id, {event}) SELECT id + {e}, task_id + {t}, {event} FROM event
            WHERE id <= {events} AND task_id IS NOT NULL AND indicator_id IS NULL;"
        );
        file.execute_batch(&more).unwrap();
    }
    file.commit().unwrap();
}

fn measure(folder: &Path, what: &str, today: &str, words: &[&str]) {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            duban(folder, today, words);
            start.elapsed()
        })
        .collect();
    times.sort();
    println!(
        "{what:<40} least {:>8.1?}  median {:>8.1?}",
        times[0],
        times[RUNS / 2]
    );
}

fn summaries(folder: &Path, size: &str, week: &str, today: &str) {
    for format in ["json", "docx"] {
        let words = ["export", "weekly", "--week", week, "--format", format];
        measure(folder, &format!("{size}, {week}, {format}"), today, &words);
    }
}

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    office(folder);
    let mut sizes = vec![(1, "10 286 tasks")];
    if std::env::var_os("DUBAN_BENCH_HUGE").is_some() {
        sizes.push((100, "1 028 600 tasks"));
    }
    std::fs::copy(folder.join("office.db"), folder.join("first.db")).unwrap();
    for (times, size) in sizes {
        std::fs::copy(folder.join("first.db"), folder.join("office.db")).unwrap();
        multiply(folder, times);
        if times == 1 {
            summaries(folder, size, "2020-W04", "2020-01-24");
        }
        // Half a year later, when 134 of 1 000 tasks are overdue or due soon: a week with a thousand reports.
        let worked = 287 + TASKS * 4 / 10;
        act(
            folder,
            "2020-06-24",
            "report",
            worked..worked + 1_000,
            &["--text", "已完成六成", "--percent", "60"],
        );
        summaries(folder, size, "2020-W26", "2020-06-26");
    }
}
