//! Many at once on one file, and programs that are killed: what was accepted is kept, once, and nobody sees a lock.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    clippy::print_stderr,
    reason = "a test fails by panicking; figures are for whoever asks with --nocapture"
)]

mod program;

use std::collections::HashMap;
use std::fs::File;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::Barrier;
use std::time::{Duration, Instant};

use program::{Ended, Office, Session};
use serde_json::Value;

/// How many programs write at once.
const WRITERS: usize = 16;
/// How many changes each of them tries, one run of the program a change.
const CHANGES: usize = 200;

/// One change as somebody tries it: the act, the task, words that nobody else writes.
struct Change {
    words: Vec<String>,
    label: &'static str,
    task: usize,
    text: String,
}

/// The tasks that are reported on and urged, those that are given out again and again, those that are suspended and
/// resumed, so that some changes come too late.
const WORKED: std::ops::Range<usize> = 10..34;
const GIVEN: std::ops::Range<usize> = 40..44;
const STOPPED: std::ops::Range<usize> = 50..52;

fn change(writer: usize, number: usize) -> Change {
    let text = format!("第{writer:02}人第{number:03}次");
    let pick = |tasks: std::ops::Range<usize>| tasks.start + (writer * 5 + number) % tasks.len();
    let (act, label, task) = match number % 10 {
        0..=5 => ("report", "反馈", pick(WORKED)),
        6 => ("urge", "催办", pick(WORKED)),
        7 => ("assign", "交办", pick(GIVEN)),
        8 => ("suspend", "暂缓", pick(STOPPED)),
        _ => ("resume", "恢复", pick(STOPPED)),
    };
    let mut words: Vec<String> = ["task", act, &task.to_string(), "--text", &text]
        .map(str::to_owned)
        .to_vec();
    match act {
        "report" => words.extend(["--percent".to_owned(), (number % 100).to_string()]),
        "assign" if number.is_multiple_of(20) => {
            words.extend(["--lead", "市教育局"].map(str::to_owned));
        }
        "assign" => words.extend(["--lead", "市体育局"].map(str::to_owned)),
        _ => {}
    }
    Change {
        words,
        label,
        task,
        text,
    }
}

/// What is said on standard error: nothing, or one Chinese sentence after the other on one line.
fn assert_said_in_chinese(said: &str) {
    let is_chinese = !said.chars().any(|it| it.is_ascii_alphabetic());
    assert!(is_chinese && !said.contains("锁"), "{said}");
    assert!(said.is_empty() || said.ends_with("。\n"), "{said}");
    assert!(said.lines().count() <= 1, "{said}");
}

/// How many events the record holds; every hash is right.
fn count_events(office: &Office) -> usize {
    let said = office.does(&["audit", "verify"]);
    let count = said
        .strip_prefix("留痕 ")
        .and_then(|it| it.split(' ').next());
    count.unwrap().parse().unwrap()
}

/// The row versions of all tasks.
fn versions(office: &Office) -> HashMap<usize, usize> {
    let list: Value =
        serde_json::from_str(&office.does(&["task", "list", "--format", "json"])).unwrap();
    let number = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    let rows = list.as_array().unwrap().iter();
    rows.map(|it| (number(&it["id"]), number(&it["rev"])))
        .collect()
}

fn numbers(tasks: std::ops::Range<usize>) -> Vec<String> {
    tasks.map(|it| it.to_string()).collect()
}

fn sign(office: &Office, tasks: std::ops::Range<usize>) {
    let mut words = vec!["task".to_owned(), "sign".to_owned()];
    words.extend(numbers(tasks));
    office.does(&words);
}

/// Whether SQLite finds the file whole.
fn assert_whole(db: &Path) {
    let file = rusqlite::Connection::open(db).unwrap();
    file.busy_timeout(Duration::from_secs(30)).unwrap();
    let said: String = file
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(said, "ok");
    let strangers: i64 = file
        .query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| {
            row.get(0)
        })
        .unwrap();
    assert_eq!(strangers, 0);
}

#[test]
fn sixteen_write_at_once_and_every_accepted_change_is_kept_once() {
    let office = Office::seeded();
    sign(&office, WORKED);
    sign(&office, STOPPED);
    let (events, revs) = (count_events(&office), versions(&office));
    let begun = Instant::now();
    let start = Barrier::new(WRITERS);
    let tried: Vec<(Change, Ended)> = std::thread::scope(|scope| {
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let (office, start) = (&office, &start);
                scope.spawn(move || {
                    start.wait();
                    let changes = (0..CHANGES).map(|number| change(writer, number));
                    let done = changes.map(|change| {
                        let ended = office.run(&change.words);
                        (change, ended)
                    });
                    done.collect::<Vec<_>>()
                })
            })
            .collect();
        let done = writers.into_iter().map(|it| it.join().unwrap());
        done.flatten().collect()
    });
    let took = begun.elapsed();
    // What the record says, by the words that only one change has.
    let mut kept: HashMap<String, Vec<(usize, String)>> = HashMap::new();
    for task in WORKED.chain(GIVEN).chain(STOPPED) {
        let history = office.does(&["task", "history", &task.to_string()]);
        for line in history.lines().filter(|it| it.contains("：第")) {
            let (act, text) = line.rsplit_once('：').unwrap();
            kept.entry(text.to_owned())
                .or_default()
                .push((task, act.to_owned()));
        }
    }
    let mut accepted: HashMap<usize, usize> = HashMap::new();
    let mut refused = 0;
    for (change, ended) in &tried {
        assert_said_in_chinese(&ended.err());
        let found = kept.remove(&change.text).unwrap_or_default();
        if ended.code == 0 {
            assert!(ended.err.is_empty(), "{}", ended.err());
            assert_eq!(found.len(), 1, "{}: {found:?}", change.text);
            let (task, act) = &found[0];
            assert_eq!(*task, change.task);
            assert!(act.contains(&format!("  {}（", change.label)), "{act}");
            *accepted.entry(change.task).or_default() += 1;
        } else {
            assert_eq!((ended.code, found.len()), (1, 0), "{}", change.text);
            assert!(ended.out.is_empty() && !ended.err.is_empty());
            // Nothing but the life of a task may stand in the way of a change.
            assert!(ended.err().contains("现为「"), "{}", ended.err());
            refused += 1;
        }
    }
    assert!(kept.is_empty(), "nobody wrote {kept:?}");
    let count: usize = accepted.values().sum();
    assert_eq!(count + refused, WRITERS * CHANGES);
    assert_eq!(count_events(&office), events + count);
    for (task, rev) in versions(&office) {
        let own = accepted.get(&task).copied().unwrap_or_default();
        assert_eq!(rev, revs[&task] + own, "task {task}");
    }
    assert_whole(&office.db());
    eprintln!("{count} accepted, {refused} refused, in {took:.1?}");
}

/// The overdue tasks in the order of their pane.
fn overdue(office: &Office) -> Vec<usize> {
    let said = office.does(&["task", "list", "--overdue", "--format", "json"]);
    let list: Value = serde_json::from_str(&said).unwrap();
    let ids = list.as_array().unwrap().iter().map(|it| it["id"].as_u64());
    ids.map(|it| usize::try_from(it.unwrap()).unwrap())
        .collect()
}

fn act(office: &Office, act: &str, task: usize, text: &str) {
    office.does(&["task", act, &task.to_string(), "--text", text]);
}

/// Four acts on each of six tasks, and one on another: 25 changes.
fn work_off(office: &Office, writer: usize, tasks: &[usize]) {
    for task in tasks {
        for verb in ["sign", "report", "submit", "close"] {
            act(office, verb, *task, &format!("第{writer}人办理"));
        }
    }
    act(office, "urge", 200 + writer, "请抓紧");
}

#[test]
fn sixty_four_dashboards_follow_eight_writers() {
    const DASHBOARDS: usize = 64;
    let office = Office::seeded();
    let tasks = overdue(&office);
    // Every other one of the first is closed; the cursors stand on those between, the pages show the first of these.
    let (closed, watched): (Vec<usize>, usize) = (
        tasks.iter().copied().step_by(2).take(49).collect(),
        tasks[1],
    );
    act(&office, "sign", watched, "");
    let events = count_events(&office);
    let mut dashboards: Vec<(Session, String, usize)> = (0..DASHBOARDS)
        .map(|_| (office.sit_down(24, 80), String::new(), 0))
        .collect();
    for (at, (session, row, place)) in dashboards.iter_mut().enumerate() {
        *place = if at % 4 == 3 { 1 } else { 3 + 2 * (at % 19) };
        session.shows("四、主要任务").press("3").shows("天数");
        session.press(&"j".repeat(*place));
        session.shows(&format!("第{}项", *place + 1));
        *row = session.marked();
        assert!(row.contains("待签收") || *place == 1, "{row}");
        if *place == 1 {
            session.press("\r").shows("经过");
        }
    }
    let begun = Instant::now();
    std::thread::scope(|scope| {
        for (writer, own) in closed[..48].chunks(6).enumerate() {
            let office = &office;
            scope.spawn(move || work_off(office, writer, own));
        }
    });
    let wrote = begun.elapsed();
    office.does(&[
        "task",
        "report",
        &watched.to_string(),
        "--text",
        "最后一次",
        "--percent",
        "97",
    ]);
    let last = closed[48];
    for verb in ["sign", "submit", "close"] {
        act(&office, verb, last, "");
    }
    let begun = Instant::now();
    let left = tasks.len() - closed.len();
    for (session, row, place) in &mut dashboards {
        session.shows(&format!("3逾期 {left} "));
        if *place == 1 {
            session.shows("进行中 97%").shows("最后一次");
        } else {
            // Those before it are gone, the cursor is where it was.
            session.shows(&format!("{left}项，第{}项", place.div_ceil(2)));
            assert_eq!(session.marked(), *row);
        }
    }
    let seen = begun.elapsed();
    std::thread::sleep(Duration::from_secs(2));
    for (session, ..) in &mut dashboards {
        session.settle(Duration::ZERO);
    }
    std::thread::sleep(Duration::from_secs(3));
    for (session, ..) in &mut dashboards {
        assert_eq!(session.settle(Duration::ZERO), 0, "{}", session.screen());
    }
    for (mut session, ..) in dashboards {
        session.press("q");
        let screen = session.screen();
        let drawn = String::from_utf8_lossy(&session.raw).into_owned();
        for word in ["正忙", "失败", "出错", "未能写入", "panicked"] {
            assert!(!drawn.contains(word), "{word}:\n{screen}");
        }
        assert_eq!(session.ends(false), 0);
    }
    assert_eq!(count_events(&office), events + 8 * 25 + 4);
    assert_whole(&office.db());
    eprintln!("200 changes in {wrote:.1?}; the last was on every dashboard after {seen:.1?}");
}

#[test]
fn who_sends_second_is_told_who_was_first_and_may_send_again() {
    let office = Office::seeded();
    let first = overdue(&office)[0];
    act(&office, "sign", first, "");
    let mut one = office.sit_down(24, 80);
    let mut other = office.sit_down(24, 80);
    for session in [&mut one, &mut other] {
        session.shows("四、主要任务").press("3").shows("天数");
        session.press("r").shows("完成百分比");
    }
    other.press("第二人填写的情况").shows("第二人填写的情况");
    one.press("第一人填写的情况\t60").shows("完成百分比 60");
    one.press("\x13").shows("已反馈");
    other.press("\x13").shows("未保存");
    let said = other.screen().replace([' ', '\n', '│'], "");
    let name = office.does(&["task", "history", &first.to_string()]);
    let name = name.lines().last().unwrap().split("  ").nth(2).unwrap();
    assert!(said.contains(&format!("已由{name}于")), "{said}");
    assert!(
        said.contains("反馈，未保存") && said.contains("您填写的文字仍在"),
        "{said}"
    );
    // The form keeps the words and shows the task as it now is, the percent that nobody typed too.
    other.shows("第二人填写的情况").shows("现为 进行中 60%");
    other.shows("完成百分比 60");
    other.press("\x13").shows("已反馈").hides("完成百分比 ");
    let history = office.does(&["task", "history", &first.to_string()]);
    let told: Vec<&str> = history.lines().rev().take(2).collect();
    assert!(
        told[1].ends_with("反馈（进行中 60%）：第一人填写的情况"),
        "{history}"
    );
    assert!(
        told[0].ends_with("反馈（进行中 60%）：第二人填写的情况"),
        "{history}"
    );
    for mut session in [one, other] {
        session.press("q");
        assert_eq!(session.ends(false), 0);
    }
    count_events(&office);
}

/// Numbers that look thrown, the same each time.
struct Dice(u64);

impl Dice {
    /// A time shorter than another.
    fn within(&mut self, most: Duration) -> Duration {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        most.mul_f64(f64::from(u16::try_from(self.0 % 1000).unwrap()) / 1000.0)
    }
}

/// A program that is killed later, with what it has told by then in a file.
struct Doomed {
    child: Child,
    told: PathBuf,
}

impl Doomed {
    fn start(office: &Office, words: &[String], name: &str) -> Self {
        let told = office.path(name);
        let child = office
            .command()
            .args(words)
            .stdout(File::create(&told).unwrap())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        Self { child, told }
    }

    /// Ends it; whether it was still at work, and the whole lines that it has told.
    fn kill(mut self) -> (bool, Vec<String>) {
        self.child.kill().unwrap();
        let is_killed = self.child.wait().unwrap().signal() == Some(9);
        let told = std::fs::read_to_string(&self.told).unwrap();
        let lines = told.split_inclusive('\n').filter(|it| it.ends_with('\n'));
        (
            is_killed,
            lines.map(|it| it.trim_end().to_owned()).collect(),
        )
    }
}

#[test]
fn what_a_killed_program_has_told_is_kept() {
    const TASKS: std::ops::Range<usize> = 100..130;
    let office = Office::seeded();
    sign(&office, TASKS);
    // As long as one takes that is let be, so that the kills fall on every part of it, on a fast machine and a slow one.
    let begun = Instant::now();
    act_all(&office, TASKS);
    let whole = begun.elapsed();
    let mut dice = Dice(0x5EED_0F0F_1234_5678);
    let (mut kills, mut before, mut acknowledged) = (0, 0, 0);
    let mut round = 0;
    while kills < 66 {
        round += 1;
        assert!(round < 200, "they end too soon to be killed");
        let doomed: Vec<(String, Doomed)> = (0..3)
            .map(|writer| {
                let text = format!("第{round}轮第{writer}人");
                let mut words: Vec<String> = ["task", "report", "--text", &text]
                    .map(str::to_owned)
                    .to_vec();
                words.extend(numbers(TASKS));
                let doomed = Doomed::start(&office, &words, &format!("told-{writer}"));
                (text, doomed)
            })
            .collect();
        // One after the other, the rest still at work.
        let ended: Vec<(String, bool, Vec<String>)> = doomed
            .into_iter()
            .map(|(text, doomed)| {
                std::thread::sleep(dice.within(whole * 3 / 2));
                let (is_killed, told) = doomed.kill();
                (text, is_killed, told)
            })
            .collect();
        assert_whole(&office.db());
        count_events(&office);
        for (text, is_killed, told) in ended {
            kills += usize::from(is_killed);
            acknowledged += told.len();
            let kept = reported(&office.db(), &text);
            before += usize::from(is_killed && kept.is_empty());
            for line in &told {
                let task = line
                    .strip_prefix("已反馈：")
                    .and_then(|it| it.split(' ').next());
                let task: i64 = task.unwrap().parse().unwrap();
                assert_eq!(kept.get(&task), Some(&1), "{line}");
            }
            // What was asked at once is there as one or not at all; all of it may have been written and not told any more.
            assert!(
                kept.is_empty() || kept.len() == TASKS.len(),
                "{kept:?}, told {told:?}"
            );
        }
    }
    assert!(before > 0 && acknowledged > 0, "{before} {acknowledged}");
    eprintln!(
        "{kills} killed, {before} of them before anything was written; {acknowledged} acknowledged"
    );
}

/// Reports on several tasks in one command.
fn act_all(office: &Office, tasks: std::ops::Range<usize>) {
    let numbers = numbers(tasks);
    let mut words = vec!["task", "report", "--text", "第0轮"];
    words.extend(numbers.iter().map(String::as_str));
    office.does(&words);
}

/// How often each task was reported on in these words.
fn reported(db: &Path, text: &str) -> HashMap<i64, i64> {
    let file = rusqlite::Connection::open(db).unwrap();
    file.busy_timeout(Duration::from_secs(30)).unwrap();
    let mut statement = file
        .prepare("SELECT task_id, count(*) FROM event WHERE text = ?1 GROUP BY task_id")
        .unwrap();
    let rows = statement.query_map([text], |row| Ok((row.get(0)?, row.get(1)?)));
    rows.unwrap().collect::<Result<_, _>>().unwrap()
}

#[test]
fn a_plan_that_was_being_taken_in_is_there_whole_or_not_at_all() {
    const MOMENTS: u32 = 8;
    let words = |words: &[&str]| words.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
    let count = |office: &Office| versions(office).len();
    let begun = Instant::now();
    let whole = count(&Office::seeded());
    let long = begun.elapsed();
    let (mut absent, mut there) = (0, 0);
    // Later and later, until it has been there a few times.
    for moment in 0.. {
        if there >= 3 {
            break;
        }
        let office = Office::new();
        let doomed = Doomed::start(&office, &words(&["seed", "anshan-2018"]), "told");
        std::thread::sleep(long * moment / MOMENTS);
        let (_, told) = doomed.kill();
        assert!(moment < 20 * MOMENTS, "never there");
        if office.db().exists() {
            there += 1;
            assert_whole(&office.db());
            count_events(&office);
            assert_eq!(count(&office), whole);
        } else {
            absent += 1;
            assert!(told.is_empty(), "{told:?}");
        }
        if moment % 4 == 0 {
            office.does(&["seed", "anshan-2018"]);
            assert_eq!(count(&office), whole);
        }
    }
    assert!(absent > 0, "never before it was there");
    // A document into a file that is there.
    let mut plan = String::from("健康样城三年计划(2018—2020年)\n一、主要任务\n");
    for number in 1..=100 {
        let line = format!(
            "{number}.建设步道。到2020年,建成第{number}条步道,改造公园{number}个。(责任单位:市体育局)\n"
        );
        plan.push_str(&line);
    }
    let office = Office::seeded();
    std::fs::write(office.path("计划.txt"), plan).unwrap();
    let begun = Instant::now();
    office.does(&["import", "计划.txt", "--plan", "whole"]);
    let (long, more) = (begun.elapsed() * 3 / 2, count(&office) - whole);
    assert!(more >= 100, "{more}");
    let mut expected = whole + more;
    for moment in 0..MOMENTS {
        let slug = format!("moment-{moment}");
        let doomed = Doomed::start(
            &office,
            &words(&["import", "计划.txt", "--plan", &slug]),
            "told",
        );
        std::thread::sleep(long * moment / MOMENTS);
        let (_, told) = doomed.kill();
        assert_whole(&office.db());
        count_events(&office);
        let now = count(&office);
        let is_there = now > expected;
        assert!(is_there || told.is_empty(), "{told:?}");
        expected += usize::from(is_there) * more;
        assert_eq!(now, expected, "part of a plan");
    }
    eprintln!("the built-in plan was {absent} times absent, {there} times whole");
}

#[test]
fn a_dashboard_killed_in_a_form_leaves_the_file_whole() {
    let office = Office::seeded();
    let first = overdue(&office)[0];
    act(&office, "sign", first, "");
    let mut events = count_events(&office);
    let form = |text: &str| {
        let mut session = office.sit_down(24, 80);
        session.shows("四、主要任务").press("3").shows("天数");
        session.press("r").shows("完成百分比");
        // What the killed one before it had kept is put back.
        session.press("\x15").press(text).shows(text);
        session
    };
    for name in ["-KILL", "-HUP", "-TERM"] {
        let session = form("还没有提交的文字");
        session.signal(name);
        session.ends(name == "-KILL");
        assert_whole(&office.db());
        assert_eq!(count_events(&office), events, "{name}");
    }
    // While it is being sent: the change is there with its event, or neither is.
    for number in 0..8 {
        let text = format!("第{number}次提交");
        let mut session = form(&text);
        session.press("\x13");
        std::thread::sleep(Duration::from_millis(number * 3));
        session.signal("-KILL");
        session.ends(true);
        assert_whole(&office.db());
        let kept = reported(&office.db(), &text).len();
        events += kept;
        assert_eq!(count_events(&office), events);
    }
    let mut session = form("正常提交");
    session.press("\x13").shows("已反馈").press("q");
    assert_eq!(session.ends(false), 0);
    assert_eq!(count_events(&office), events + 1);
}
