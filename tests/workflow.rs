//! The workflow on the command line, as a transcript: reports on parts, revision, undo and redo, recurring duties.
mod support;

use support::Office;

/// The number of the first task that a search finds.
fn found(office: &Office, search: &str) -> String {
    let (_, table) = office.run(&format!("task list --search {search} --limit 1"));
    let row = table.lines().nth(1).unwrap_or_default();
    row.split_whitespace().next().unwrap_or_default().to_owned()
}

fn run(office: &Office, task: &str, runs: &[&str]) -> String {
    let runs: Vec<String> = runs.iter().map(|it| it.replace("ID", task)).collect();
    let runs: Vec<&str> = runs.iter().map(String::as_str).collect();
    office
        .transcript(&runs)
        .replace(&format!(" {task} "), " [ID] ")
}

#[test]
fn a_supporting_department_reports_on_its_part() {
    let office = Office::new();
    let id = found(&office, "产前诊断中心");
    insta::assert_snapshot!(run(
        &office,
        &id,
        &[
            "user add li --role liaison --name 李 --department 工信局",
            "user add wei --role liaison --name 魏 --department 卫健委",
            "--as wei task sign ID",
            "--as wei task report ID --text 已过半 --percent 60 --problems 缺设备 --next 下月到货 --evidence 健办〔2020〕3号 --stamped 2020-12-30",
            "--as li task report ID --text 场地已腾出 --percent 80 --stamped 改日",
            "--as li task report ID --text 场地已腾出 --percent 80",
            "--as li task report ID --text 代填 --department 卫健委",
            "--as li task submit ID",
            "task show ID",
        ]
    ));
}

#[test]
fn a_task_is_revised_on_a_paper_taken_back_and_revised_again() {
    let office = Office::new();
    let id = found(&office, "产前诊断中心");
    insta::assert_snapshot!(run(
        &office,
        &id,
        &[
            "task revise ID --title 建成新中心",
            "task revise ID --basis 健办〔2020〕8号",
            "task revise ID --title 建成新中心 --lead 教育局 --basis 健办〔2020〕8号+2020-12-28",
            "task show ID",
            "task undo",
            "task undo",
            "task redo",
            "task redo",
            "task history ID",
            "audit verify",
        ]
    ));
}

#[test]
fn several_tasks_in_one_command_are_taken_back_as_one() {
    let office = Office::new();
    insta::assert_snapshot!(office.transcript(&[
        "task sign 30 31 31 32",
        "task undo",
        "task list --status 进行中",
        "task redo",
        "task report 30 --text 已办 --percent 20",
        "--as nobody task undo",
        "task undo",
        "task urge 31",
        "task undo",
    ]));
}
