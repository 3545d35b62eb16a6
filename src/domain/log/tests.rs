//! What an event tells before and after, and how the filter line is read.

use super::*;
use crate::domain::day::read_days;
use crate::domain::event::Links;
use crate::domain::person::Role;
use crate::domain::status::Status;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2021, 1, 5).unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn directory() -> Directory {
    let department = |id, name: &str| Department {
        id: DepartmentId(id),
        name: name.to_owned(),
        short_name: name.to_owned(),
        aliases: Vec::new(),
        kind: "bureau".to_owned(),
        successor: None,
        retired_on: None,
    };
    Directory::new(vec![department(1, "市体育局"), department(2, "市教育局")])
}

fn state(status: Status, percent: u8, lead: i64) -> TaskState {
    TaskState {
        status,
        back: None,
        percent,
        lead: Some(DepartmentId(lead)),
        last_day: Some(day("2020-12-31")),
        asked: None,
    }
}

fn event(verb: Verb, before: Option<TaskState>, after: TaskState) -> Event {
    Event {
        id: EventId(7),
        at: "2020-06-01T02:03:04Z".parse().unwrap(),
        day: day("2020-06-01"),
        actor: "li".to_owned(),
        verb,
        task: TaskId(3),
        text: "已投放63套".to_owned(),
        before,
        after,
        given: None,
        taken: None,
        report: None,
        links: Links::default(),
    }
}

fn told(what: What) -> Vec<String> {
    let entry = LogEntry {
        what,
        title: String::new(),
        hash: String::new(),
    };
    let told = entry.compare(&directory()).into_iter();
    told.map(|it| {
        let mark = if it.is_change() { "*" } else { " " };
        format!("{mark}{} {}|{}", it.label, it.before, it.after)
    })
    .collect()
}

#[test]
fn a_task_s_event_tells_both_sides_and_marks_what_changed() {
    let before = state(Status::InProgress, 40, 1);
    let after = state(Status::InProgress, 60, 1);
    let report = event(Verb::Report, Some(before.clone()), after);
    let entry = LogEntry {
        what: What::Task(Box::new(report.clone())),
        title: String::new(),
        hash: String::new(),
    };
    assert_eq!(entry.said(), "60%：已投放63套");
    assert_eq!(entry.subject(), "任务 3");
    assert_eq!(
        told(What::Task(Box::new(report))),
        [
            " 状态 进行中|进行中",
            "*进度 40%|60%",
            " 牵头 市体育局|市体育局",
            " 期限 2020-12-31|2020-12-31",
        ]
    );
    let mut assign = event(Verb::Assign, Some(before), state(Status::Assigned, 0, 2));
    assign.taken = Some(Given::default());
    assign.given = Some(Given {
        support: vec![DepartmentId(1)],
        ..Given::default()
    });
    assert_eq!(
        told(What::Task(Box::new(assign))),
        [
            "*状态 进行中|待签收",
            "*进度 40%|0%",
            "*牵头 市体育局|市教育局",
            "*配合 |市体育局",
            " 期限 2020-12-31|2020-12-31",
        ]
    );
}

#[test]
fn readings_and_people_are_told_too() {
    let reading = ReadingEvent {
        id: EventId(1),
        at: "2020-06-01T02:03:04Z".parse().unwrap(),
        day: day("2020-06-01"),
        actor: "li".to_owned(),
        verb: Verb::Read,
        indicator: crate::domain::id::IndicatorId(4),
        before: None,
        after: Some(Reading {
            year: 2018,
            value: 78.5,
            source: "公报".to_owned(),
        }),
        undoes: None,
    };
    assert_eq!(
        told(What::Reading(Box::new(reading))),
        ["*年份 |2018", "*数据 |78.5", "*来源 |公报"]
    );
    let person = |role| Person {
        login: "li".to_owned(),
        name: "李联络".to_owned(),
        role,
        departments: vec![DepartmentId(1)],
        retired_on: None,
    };
    let changed = PersonEvent {
        id: EventId(1),
        at: "2020-06-01T02:03:04Z".parse().unwrap(),
        day: day("2020-06-01"),
        actor: "wang".to_owned(),
        verb: Verb::Edit,
        text: String::new(),
        before: Some(person(Role::Viewer)),
        after: person(Role::Liaison),
    };
    assert_eq!(
        told(What::Person(Box::new(changed))),
        [
            " 姓名 李联络|李联络",
            "*角色 查阅|联络员",
            " 部门 市体育局|市体育局"
        ]
    );
}

#[test]
fn the_filter_line_is_read_field_by_field() {
    let query = LogQuery::parse(
        "材料 人:王 部门：wjw 日:2021-01 任务:12 办理:xh 甲:乙 人:",
        today(),
    );
    assert_eq!(
        query,
        LogQuery {
            words: vec!["材料".to_owned(), "甲:乙".to_owned()],
            task: Some(TaskId(12)),
            people: vec!["王".to_owned()],
            departments: vec!["wjw".to_owned()],
            days: Some((day("2021-01-01"), day("2021-01-31"))),
            acts: Some(vec![Verb::Close]),
            unclear: None,
        }
    );
    assert_eq!(LogQuery::parse(" 人: ", today()), LogQuery::default());
    assert_eq!(LogQuery::parse("办理:没有", today()).acts, Some(Vec::new()));
    assert_eq!(
        LogQuery::parse(&LogQuery::of_task(TaskId(5)), today()).task,
        Some(TaskId(5))
    );
}

#[test]
fn days_are_a_day_a_month_a_year_or_a_range() {
    for (typed, wanted) in [
        ("2021-01-05", Some(("2021-01-05", "2021-01-05"))),
        ("2021年1月5日", Some(("2021-01-05", "2021-01-05"))),
        ("2020-02", Some(("2020-02-01", "2020-02-29"))),
        ("2020年12月", Some(("2020-12-01", "2020-12-31"))),
        ("2020", Some(("2020-01-01", "2020-12-31"))),
        ("2020-11..2021-01-05", Some(("2020-11-01", "2021-01-05"))),
        ("2020至2021", Some(("2020-01-01", "2021-12-31"))),
        ("20", None),
        ("2020-13", None),
        ("尽快", None),
    ] {
        let wanted = wanted.map(|(first, last)| (day(first), day(last)));
        assert_eq!(read_days(typed), wanted, "{typed}");
        assert_eq!(
            LogQuery::parse(&format!("日:{typed}"), today())
                .unclear
                .is_some(),
            wanted.is_none()
        );
    }
}
