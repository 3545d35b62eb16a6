//! One made-up week, folded.

use super::count::COURSE;
use super::*;
use crate::domain::day::parse_day;
use crate::domain::department::Department;
use crate::domain::event::Links;
use crate::domain::id::EventId;
use crate::domain::id::TaskId;
use crate::domain::status::Status;

fn day(text: &str) -> NaiveDate {
    parse_day(text).unwrap()
}

/// Two bureaus; the second has become a third on 2020-01-01.
pub(crate) fn directory() -> Directory {
    let department = |id, name: &str, successor: Option<i64>| Department {
        id: DepartmentId(id),
        name: name.to_owned(),
        short_name: name.to_owned(),
        aliases: Vec::new(),
        kind: "bureau".to_owned(),
        successor: successor.map(|next| (DepartmentId(next), day("2020-01-01"))),
        retired_on: None,
    };
    Directory::new(vec![
        department(1, "市体育局", None),
        department(2, "市旧委", Some(3)),
        department(3, "市新委", None),
    ])
}

/// A task, its deadline, its lead, and its acts as (day, act, status after, percent after, words).
type Tale = (
    &'static str,
    &'static str,
    i64,
    &'static [(&'static str, Verb, Status, u8, &'static str)],
);

const TOLD: [Tale; 7] = [
    (
        "建成3条健康步道",
        "2020-12-31",
        1,
        &[
            ("2018-07-31", Verb::Create, Status::Assigned, 0, ""),
            ("2020-12-01", Verb::Sign, Status::InProgress, 0, ""),
            (
                "2020-12-29",
                Verb::Report,
                Status::InProgress,
                80,
                "已建成2条|验收中",
            ),
        ],
    ),
    (
        "办登山节",
        "2020-12-25",
        1,
        &[
            ("2018-07-31", Verb::Create, Status::InProgress, 0, ""),
            ("2020-12-28", Verb::Submit, Status::Submitted, 100, ""),
            ("2020-12-30", Verb::Close, Status::Done, 100, ""),
        ],
    ),
    (
        "建成2个示范园",
        "2020-12-30",
        2,
        &[
            ("2018-07-31", Verb::Create, Status::Assigned, 0, ""),
            ("2020-12-29", Verb::Urge, Status::Assigned, 0, "请速签收"),
        ],
    ),
    (
        "普查一次",
        "2020-06-30",
        2,
        &[("2018-07-31", Verb::Create, Status::InProgress, 10, "")],
    ),
    (
        "培训100人",
        "2021-01-05",
        3,
        &[
            ("2018-07-31", Verb::Create, Status::InProgress, 10, ""),
            ("2020-12-30", Verb::Urge, Status::InProgress, 10, ""),
            (
                "2020-12-31",
                Verb::Report,
                Status::InProgress,
                50,
                "已训50人",
            ),
            ("2021-01-06", Verb::Close, Status::Done, 100, "下周才办结"),
        ],
    ),
    (
        "早已办结",
        "2020-06-30",
        3,
        &[
            ("2018-07-31", Verb::Create, Status::Submitted, 100, ""),
            ("2020-06-30", Verb::Close, Status::Done, 100, ""),
        ],
    ),
    (
        "还是草稿",
        "2020-06-30",
        3,
        &[("2018-07-31", Verb::Create, Status::Draft, 0, "")],
    ),
];

/// The summary of 2020-W53 as it stands on a day.
pub(crate) fn sample(today: &str) -> Weekly {
    told("2020-W53", today, None)
}

/// The summary of a term as it stands on a day, of all or of one department.
fn told(term: &str, today: &str, only: Option<i64>) -> Weekly {
    let directory = directory();
    let term = Term::parse(term).unwrap();
    let mut builder = Builder::new(term, day(today), &directory).only(only.map(DepartmentId));
    for (at, (title, last_day, lead, acts)) in TOLD.into_iter().enumerate() {
        let task = TaskId(i64::try_from(at).unwrap() + 1);
        let events = acts
            .iter()
            .map(|(on, verb, status, percent, text)| Event {
                id: EventId(0),
                at: "2020-01-01T00:00:00Z".parse().unwrap(),
                day: day(on),
                actor: "王协调".to_owned(),
                verb: *verb,
                task,
                text: (*text).to_owned(),
                before: None,
                after: TaskState {
                    status: *status,
                    back: None,
                    asked: None,
                    percent: *percent,
                    lead: Some(DepartmentId(lead)),
                    last_day: Some(day(last_day)),
                },
                given: None,
                taken: None,
                report: None,
                links: Links::default(),
            })
            .collect();
        builder.take(&Told::Record(Record {
            task,
            title: title.to_owned(),
            measure: "1".to_owned(),
            plan: "样例计划".to_owned(),
            phrase: "2020年底前".to_owned(),
            events,
        }));
    }
    builder.finish()
}

fn titles(lines: &[Line]) -> Vec<&str> {
    lines.iter().map(|it| it.title.as_str()).collect()
}

#[test]
fn the_headline_counts_both_week_ends() {
    let weekly = sample("2021-02-01");
    let headline = |in_force, done, in_progress, overdue, due_30| Headline {
        in_force,
        done,
        in_progress,
        overdue,
        due_30,
    };
    assert_eq!(weekly.headline, headline(6, 2, 4, 3, 1));
    assert_eq!(weekly.headline_before, headline(6, 1, 5, 2, 3));
}

#[test]
fn every_list_holds_what_belongs_there() {
    let weekly = sample("2021-02-01");
    assert_eq!(titles(&weekly.finished), ["办登山节"]);
    assert_eq!(weekly.finished[0].days_past, Some(5));
    assert_eq!(
        titles(&weekly.newly_overdue),
        ["建成2个示范园", "建成3条健康步道"]
    );
    let overdue: Vec<(&str, Vec<&str>)> = weekly
        .overdue
        .iter()
        .map(|group| (group.department.as_str(), titles(&group.lines)))
        .collect();
    assert_eq!(
        overdue,
        [
            ("市新委", vec!["普查一次", "建成2个示范园"]),
            ("市体育局", vec!["建成3条健康步道"])
        ]
    );
    assert_eq!(weekly.overdue[0].lines[0].days_past, Some(187));
    assert_eq!(titles(&weekly.due_7), ["培训100人"]);
    assert_eq!(titles(&weekly.due_30), Vec::<&str>::new());
    let urged: Vec<(&str, bool)> = weekly
        .urges
        .iter()
        .map(|it| (it.task.title.as_str(), it.answered))
        .collect();
    assert_eq!(urged, [("建成2个示范园", false), ("培训100人", true)]);
    let reported: Vec<(&str, usize)> = weekly
        .reported
        .iter()
        .map(|it| (it.department.as_str(), it.lines.len()))
        .collect();
    assert_eq!(reported, [("市体育局", 1), ("市新委", 1)]);
    assert_eq!(weekly.silent, []);
}

#[test]
fn the_department_table_is_ranked_under_todays_names() {
    let rows = sample("2021-02-01").departments;
    let told: Vec<_> = rows
        .iter()
        .map(|it| {
            (
                it.rank,
                it.department.as_str(),
                it.owned,
                it.done,
                it.done_rate,
                it.on_time_rate,
                it.overdue,
                it.reports,
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (1, "市体育局", 2, 1, Some(50), Some(0), 1, 1),
            (2, "市新委", 4, 1, Some(25), Some(33), 2, 1),
        ]
    );
}

#[test]
fn a_week_that_is_not_over_stands_at_today() {
    let weekly = sample("2020-12-29");
    assert_eq!(weekly.as_of, day("2020-12-29"));
    assert_eq!(titles(&weekly.finished), Vec::<&str>::new());
    assert_eq!(titles(&weekly.newly_overdue), Vec::<&str>::new());
    assert_eq!(
        titles(&weekly.due_7),
        ["建成2个示范园", "建成3条健康步道", "培训100人"]
    );
    assert_eq!(
        weekly.silent,
        [Silent {
            department: "市新委".to_owned(),
            open: 3
        }]
    );
}

#[test]
fn what_happened_is_set_against_the_term_before() {
    let flow = |finished, newly_overdue, reports, urges| Flow {
        finished,
        newly_overdue,
        reports,
        urges,
    };
    let week = sample("2021-02-01");
    assert_eq!(week.flow, flow(1, 2, 2, 2));
    assert_eq!(week.flow_before, flow(0, 1, 0, 0));
    // The lists say the same.
    assert_eq!(week.flow.finished, week.finished.len());
    assert_eq!(week.flow.newly_overdue, week.newly_overdue.len());
    assert_eq!(week.flow.urges, week.urges.len());
    let month = told("2020-12", "2021-02-01", None);
    assert_eq!(
        (month.first_day, month.as_of),
        (day("2020-12-01"), day("2020-12-31"))
    );
    assert_eq!(month.flow.finished, month.finished.len());
    assert_eq!(month.usual_title(), "2020年12月督办月报");
    let quarter = told("2020-Q4", "2020-12-29", None);
    assert_eq!(quarter.as_of, day("2020-12-29"));
    assert_eq!(quarter.headline_before.in_force, 6);
    assert_eq!(quarter.usual_title(), "2020年第4季度督办季报");
}

#[test]
fn the_course_ends_with_the_headline_and_begins_where_there_is_something() {
    let week = sample("2021-02-01");
    assert_eq!(week.course.len(), COURSE);
    let ends: Vec<Headline> = week.course.iter().rev().map(|it| it.headline).collect();
    assert_eq!(ends[..2], [week.headline, week.headline_before]);
    let quarter = told("2020-Q4", "2021-02-01", None);
    let periods: Vec<&str> = quarter.course.iter().map(|it| it.period.as_str()).collect();
    assert_eq!((periods.len(), periods[0]), (10, "2018-Q3"));
}

#[test]
fn a_department_is_told_of_its_own_alone() {
    let all = sample("2021-02-01");
    // 2 has become 3: either name asks for the same.
    let (old, own) = (
        told("2020-W53", "2021-02-01", Some(2)),
        told("2020-W53", "2021-02-01", Some(3)),
    );
    assert_eq!(old, own);
    assert_eq!(own.departments.len(), 1);
    let sport = told("2020-W53", "2021-02-01", Some(1));
    for count in [
        |it: &Weekly| it.headline.in_force,
        |it: &Weekly| it.headline_before.overdue,
        |it: &Weekly| it.flow.reports,
        |it: &Weekly| it.urges.len(),
        |it: &Weekly| it.finished.len(),
        |it: &Weekly| it.overdue.len(),
        |it: &Weekly| it.course[0].headline.done,
    ] {
        assert_eq!(count(&own) + count(&sport), count(&all));
    }
}

#[test]
fn the_charts_draw_the_figures_of_the_tables() {
    let weekly = sample("2021-02-01");
    let (ageing, lights) = (
        charts::ageing(&weekly).unwrap(),
        charts::lights(&weekly).unwrap(),
    );
    let bars = |chart: &crate::domain::document::Chart| -> Vec<Vec<f64>> {
        chart.bars.iter().map(|it| it.1.clone()).collect()
    };
    assert_eq!(bars(&ageing), [[2.0], [0.0], [0.0], [1.0], [0.0]]);
    assert_eq!(lights.bars[0].0, "市新委");
    assert_eq!(
        bars(&lights),
        [[2.0, 1.0, 0.0, 1.0, 0.0], [1.0, 0.0, 0.0, 1.0, 0.0]]
    );
    let course = charts::course(&weekly).unwrap();
    assert_eq!(
        course.bars.last().unwrap(),
        &("01-03".to_owned(), vec![2.0, 3.0, 1.0])
    );
    let none = Builder::new(
        Term::parse("2020-W53").unwrap(),
        day("2021-01-03"),
        &directory(),
    )
    .finish();
    assert_eq!(
        (
            charts::course(&none),
            charts::ageing(&none),
            charts::lights(&none)
        ),
        (None, None, None)
    );
}

#[test]
fn a_rate_is_rounded_and_an_empty_whole_has_none() {
    for (part, whole, percent) in [
        (1, 3, Some(33)),
        (2, 3, Some(67)),
        (1, 2, Some(50)),
        (1, 200, Some(1)),
        (0, 0, None),
    ] {
        assert_eq!(rate(part, whole), percent);
    }
}
