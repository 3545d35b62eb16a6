//! What is typed, looked up.

use super::*;
use crate::domain::day::parse_day;
use crate::domain::weekly::tests::directory;

fn parse(typed: &str) -> TaskQuery {
    let plan = |id, slug: &str, title: &str| Plan {
        id: PlanId(id),
        slug: slug.to_owned(),
        title: title.to_owned(),
        doc_no: String::new(),
        issuer: String::new(),
        issued_on: None,
        period_start: None,
        period_end: None,
        tasks: 0,
        drafts: 0,
    };
    let lookup = Lookup {
        directory: &directory(),
        plans: &[
            plan(1, "jia-2018", "健康甲市计划"),
            plan(2, "yi-2019", "健康乙县行动"),
        ],
        today: day("2020-06-15"),
    };
    TaskQuery::parse(typed, lookup)
}

fn day(text: &str) -> NaiveDate {
    parse_day(text).unwrap()
}

#[test]
fn words_and_fields_are_told_apart() {
    let query = parse("步道 灯:红,黄 甲:乙 状态：daishen");
    assert_eq!(query.words, ["步道", "甲:乙"]);
    assert_eq!(
        query.criteria,
        [
            Criterion::Light(vec![Light::Overdue, Light::DueSoon]),
            Criterion::Status(vec![Status::Submitted]),
        ]
    );
    assert_eq!(query.problem, None);
}

#[test]
fn values_are_looked_up_by_name_and_pinyin() {
    let ids = |all: &[i64]| all.iter().copied().map(DepartmentId).collect::<Vec<_>>();
    for (typed, wanted) in [
        ("牵头:体育", Criterion::Lead(ids(&[1]))),
        ("qt:sty", Criterion::Lead(ids(&[1]))),
        ("配合:tiyuju", Criterion::Support(ids(&[1]))),
        // Whoever was merged is found with the body that answers for it.
        ("部门:旧委", Criterion::Concerns(ids(&[2, 3]))),
        ("部门:体育、旧委", Criterion::Concerns(ids(&[1, 2, 3]))),
        ("计划:jia-2018", Criterion::Plan(vec![PlanId(1)])),
        ("计划:健康", Criterion::Plan(vec![PlanId(1), PlanId(2)])),
        ("jh:yixian", Criterion::Plan(vec![PlanId(2)])),
        ("状态:待签", Criterion::Status(vec![Status::Assigned])),
        ("灯:逾期", Criterion::Light(vec![Light::Overdue])),
        (
            "周期:每月",
            Criterion::Recurrence(vec![Recurrence::Monthly]),
        ),
        ("编号:12,13", Criterion::Task(vec![TaskId(12), TaskId(13)])),
        ("截止:无", Criterion::Undated),
        ("牵头:无", Criterion::Unled),
    ] {
        let query = parse(typed);
        assert_eq!(query.criteria, [wanted], "{typed}");
        assert_eq!(query.problem, None, "{typed}");
    }
}

#[test]
fn days_are_read_as_people_write_them() {
    for (typed, from, by) in [
        ("截止<2020-06-30", "", "2020-06-29"),
        ("截止<=2020-06-30", "", "2020-06-30"),
        ("截止＞2020年6月30日", "2020-07-01", ""),
        ("截止>=2020-06", "2020-06-01", ""),
        ("截止:2020-06", "2020-06-01", "2020-06-30"),
        ("截止<2020", "", "2019-12-31"),
        ("截止<=2020年底", "", "2020-12-31"),
        ("截止:本周", "2020-06-15", "2020-06-21"),
        ("截止:下月", "2020-07-01", "2020-07-31"),
        ("截止:本季度", "2020-04-01", "2020-06-30"),
        ("截止:今年", "2020-01-01", "2020-12-31"),
        ("时限=2020-02..2020-04", "2020-02-01", "2020-04-30"),
    ] {
        let [from, by] = [from, by].map(parse_day);
        assert_eq!(
            parse(typed).criteria,
            [Criterion::Due { from, by }],
            "{typed}"
        );
    }
}

#[test]
fn what_cannot_be_read_is_said_and_what_is_not_found_shows_nothing() {
    for (typed, criteria) in [
        ("截止:", vec![]),
        ("截止<20", vec![]),
        ("状态<待签收", vec![]),
        ("状态:没有", vec![Criterion::Status(Vec::new())]),
        ("编号:x", vec![Criterion::Task(Vec::new())]),
        ("部门:没有这个局", vec![Criterion::Concerns(Vec::new())]),
    ] {
        let query = parse(typed);
        assert_eq!(query.criteria, criteria, "{typed}");
        assert_eq!(query.problem.is_some(), typed != "截止:", "{typed}");
        assert!(query.words.is_empty(), "{typed}");
    }
}

#[test]
fn what_is_long_is_told_in_part() {
    for typed in [
        format!("截止<{}", "卫".repeat(5_000)),
        format!("部门:{}", "卫".repeat(5_000)),
    ] {
        let problem = parse(&typed).problem.unwrap();
        assert!(
            problem.contains("卫…」") && problem.chars().count() < 100,
            "{problem}"
        );
    }
}
