//! A made-up office, scored.

use super::*;
use crate::domain::day::parse_day;
use crate::domain::event::Links;
use crate::domain::id::{EventId, TaskId};
use crate::domain::weekly::tests::directory;

fn day(text: &str) -> NaiveDate {
    parse_day(text).unwrap()
}

fn rules(text: &str) -> Rules {
    toml::from_str(&format!(
        "base = 100\nfloor = 0\nmost = 110\ndecimals = 1\ncount_review = false\n{text}"
    ))
    .unwrap()
}

fn rule(on: &str, more: &str) -> String {
    format!("[[rule]]\non = \"{on}\"\nlabel = \"{on}\"\npoints = 1\n{more}\n")
}

/// An act: day, verb, status after.
type Act = (&'static str, Verb, Status);

/// A task of a lead with a last day; an act `Grant` moves it to 2021-12-31.
fn record(task: i64, lead: i64, last_day: &str, acts: &[Act]) -> Record {
    let mut state = TaskState {
        status: Status::Draft,
        back: None,
        percent: 0,
        lead: Some(DepartmentId(lead)),
        last_day: Some(day(last_day)),
        asked: None,
    };
    let mut events = Vec::new();
    for (at, (on, verb, status)) in acts.iter().enumerate() {
        let before = (at > 0).then(|| state.clone());
        state.status = *status;
        if *verb == Verb::Grant {
            state.last_day = Some(day("2021-12-31"));
        }
        events.push(Event {
            id: EventId(task * 100 + i64::try_from(at).unwrap()),
            at: "2020-01-01T00:00:00Z".parse().unwrap(),
            day: day(on),
            actor: "王协调".to_owned(),
            verb: *verb,
            task: TaskId(task),
            text: String::new(),
            before,
            after: state.clone(),
            given: None,
            taken: None,
            report: None,
            links: Links::default(),
        });
    }
    Record {
        task: TaskId(task),
        title: format!("任务{task}"),
        measure: "1".to_owned(),
        plan: "样例计划".to_owned(),
        phrase: String::new(),
        events,
    }
}

fn scored(rules: &Rules, days: (&str, &str), records: &[Record]) -> Scorecard {
    let directory = directory();
    let mut builder = Builder::new(rules, (day(days.0), day(days.1)), &directory);
    for record in records {
        builder.add(record);
    }
    builder.finish()
}

/// What was taken off, a line each: task, what, day, event, days, points.
fn told(card: &Scorecard) -> Vec<String> {
    let line = |it: &Deduction| {
        let number = |it: Option<i64>| it.map_or_else(|| "-".to_owned(), |it| it.to_string());
        format!(
            "{} {} {} {} {} {}",
            number(it.task.map(|it| it.0)),
            it.basis.what,
            it.basis.day,
            number(it.basis.event.map(|it| it.0)),
            number(it.days),
            it.points
        )
    };
    card.deductions.iter().map(line).collect()
}

const YEAR: (&str, &str) = ("2021-01-01", "2021-12-31");
use Status::{Assigned, Done, InProgress, Submitted};

#[test]
fn red_days_count_inside_the_days_that_count_and_name_what_ended_them() {
    let acts = |rest: &[Act]| {
        let mut acts = vec![("2020-01-01", Verb::Create, InProgress)];
        acts.extend_from_slice(rest);
        acts
    };
    let records = [
        // Still open: the missing act stands on its last day; only the days of this year cost.
        record(1, 1, "2020-12-01", &acts(&[])),
        record(2, 1, "2021-12-21", &acts(&[])),
        // Moved on: the red days stay, and the grant ended them.
        record(
            3,
            1,
            "2021-06-30",
            &acts(&[("2021-07-04", Verb::Grant, InProgress)]),
        ),
        // Closed late, but it was only the reviewer whom it waited for since 2021-07-03.
        record(
            4,
            1,
            "2021-06-30",
            &acts(&[
                ("2021-07-03", Verb::Submit, Submitted),
                ("2021-08-01", Verb::Close, Done),
            ]),
        ),
        // Submitted in time.
        record(
            5,
            1,
            "2021-06-30",
            &acts(&[
                ("2021-06-30", Verb::Submit, Submitted),
                ("2021-08-01", Verb::Close, Done),
            ]),
        ),
        // Closed late in the year before.
        record(
            6,
            1,
            "2020-06-30",
            &acts(&[
                ("2020-07-03", Verb::Submit, Submitted),
                ("2020-08-01", Verb::Close, Done),
            ]),
        ),
    ];
    let text = rule("overdue", "per_days = 10") + &rule("closed-late", "");
    let card = scored(&rules(&text), YEAR, &records);
    assert_eq!(
        told(&card),
        [
            "1 到期没有办结 2020-12-01 - 365 37",
            "3 准予延期 2021-07-04 301 4 1",
            "2 到期没有办结 2021-12-21 - 10 1",
            "4 销号 2021-08-01 402 3 1",
        ]
    );
    let row = &card.departments[0];
    assert_eq!(
        (row.owned, row.done, row.overdue, row.extended),
        (6, 3, 2, 1)
    );
    assert_eq!(
        (row.done_rate, row.on_time_rate, row.first_on_time_rate),
        (Some(50), Some(0), Some(0))
    );
    assert_eq!(row.points.to_string(), "60");
    // The days of the review count where an office says so.
    let strict = Rules {
        count_review: true,
        ..rules(&text)
    };
    let card = scored(&strict, YEAR, &records[3..5]);
    assert_eq!(
        told(&card),
        ["4 销号 2021-08-01 402 32 1", "5 销号 2021-08-01 502 32 1"]
    );
}

#[test]
fn the_first_deadline_has_a_rate_of_its_own() {
    let closed_after_a_grant = record(
        1,
        1,
        "2021-06-30",
        &[
            ("2020-01-01", Verb::Create, InProgress),
            ("2021-06-01", Verb::Grant, InProgress),
            ("2021-09-01", Verb::Submit, Submitted),
            ("2021-09-02", Verb::Close, Done),
        ],
    );
    let card = scored(&rules(""), YEAR, &[closed_after_a_grant]);
    let row = &card.departments[0];
    assert_eq!(
        (row.on_time_rate, row.first_on_time_rate, row.deducted),
        (Some(100), Some(0), Points::ZERO)
    );
}

#[test]
fn acts_and_missing_acts_are_named() {
    let records = [
        // Signed on the sixth day after.
        record(
            1,
            2,
            "2022-12-31",
            &[
                ("2021-02-01", Verb::Create, Assigned),
                ("2021-02-07", Verb::Sign, InProgress),
                ("2021-03-01", Verb::Urge, InProgress),
                ("2021-03-06", Verb::Report, InProgress),
                ("2021-04-01", Verb::Urge, InProgress),
                ("2021-04-07", Verb::Report, InProgress),
                ("2021-05-01", Verb::Submit, Submitted),
                ("2021-05-02", Verb::SendBack, InProgress),
            ],
        ),
        // Never signed; asked late.
        record(
            2,
            3,
            "2021-03-31",
            &[
                ("2021-03-01", Verb::Create, Assigned),
                ("2021-04-10", Verb::AskExtension, Assigned),
                ("2021-04-20", Verb::Grant, Assigned),
            ],
        ),
    ];
    let all = ["unsigned", "urged", "sent-back", "asked-late", "granted"];
    let text: String = all.map(|it| rule(it, "")).concat();
    let card = scored(&rules(&text), ("2021-02-01", "2021-05-05"), &records);
    assert_eq!(
        told(&card),
        [
            "1 签收 2021-02-07 101 1 1",
            "2 应签收 2021-03-06 - 60 1",
            "1 催办 2021-04-01 104 1 1",
            "1 退回 2021-05-02 107 - 1",
            "2 申请延期 2021-04-10 201 10 1",
            "2 准予延期 2021-04-20 202 - 1",
        ]
    );
    // The body that answers today stands for the one that was given it.
    let row = &card.departments[0];
    assert_eq!(
        (
            row.department.as_str(),
            row.owned,
            row.sent_back,
            row.extended
        ),
        ("市新委", 2, 1, 1)
    );
    assert_eq!(row.points.to_string(), "94");
}

#[test]
fn a_whole_period_without_a_word_is_silence() {
    let quiet = record(
        1,
        1,
        "2022-12-31",
        &[
            ("2021-01-10", Verb::Create, Assigned),
            ("2021-01-15", Verb::Sign, InProgress),
            ("2021-03-31", Verb::Report, InProgress),
        ],
    );
    let other = record(
        2,
        1,
        "2022-12-31",
        &[("2021-02-01", Verb::Create, InProgress)],
    );
    let text = rule("silent", "");
    let card = scored(&rules(&text), ("2021-01-01", "2021-05-30"), &[quiet, other]);
    assert_eq!(
        told(&card),
        [
            "- 2021年2月没有反馈 2021-02-28 - - 1",
            "- 2021年4月没有反馈 2021-04-30 - - 1",
        ],
        "not January, of which a part was missing, and not May, which is not over"
    );
    assert_eq!(card.deductions[0].title, "任务1等2项");
    assert_eq!(card.departments[0].silent, 2);
}

#[test]
fn what_was_done_early_earns_points_and_nothing_passes_the_bounds() {
    let early = record(
        1,
        1,
        "2021-12-31",
        &[
            ("2021-01-10", Verb::Create, InProgress),
            ("2021-02-01", Verb::Submit, Submitted),
            ("2021-02-02", Verb::Close, Done),
        ],
    );
    let text = rule("early", "days = 30").replace("points = 1", "points = 50");
    let card = scored(&rules(&text), YEAR, &[early]);
    let row = &card.departments[0];
    assert_eq!(
        (row.added.to_string(), row.points.to_string()),
        ("50".to_owned(), "110".to_owned())
    );
}

#[test]
fn limits_cut_what_comes_last_and_say_so() {
    let overdue = |task| {
        record(
            task,
            1,
            "2021-12-01",
            &[("2021-01-10", Verb::Create, InProgress)],
        )
    };
    let text = rule("overdue", "per_days = 1\nmost = 20\nmost_all = 50.5");
    let records: Vec<Record> = (1..=4).map(overdue).collect();
    let card = scored(&rules(&text), YEAR, &records);
    let cut: Vec<(String, bool)> = card
        .deductions
        .iter()
        .map(|it| (it.points.to_string(), it.capped))
        .collect();
    let wanted = [("20", false), ("20", false), ("10.5", true), ("0", true)];
    assert_eq!(cut, wanted.map(|it| (it.0.to_owned(), it.1)));
    assert_eq!(card.departments[0].points.to_string(), "49.5");
}

#[test]
fn nothing_owned_has_no_rate() {
    let cancelled = record(
        1,
        1,
        "2021-12-01",
        &[
            ("2021-01-10", Verb::Create, Assigned),
            ("2021-02-10", Verb::Cancel, Status::Cancelled),
        ],
    );
    let card = scored(&rules(&rule("unsigned", "")), YEAR, &[cancelled]);
    let row = &card.departments[0];
    assert_eq!(
        (
            row.owned,
            row.done_rate,
            row.on_time_rate,
            row.first_on_time_rate
        ),
        (0, None, None, None)
    );
    assert_eq!(told(&card), ["1 取消 2021-02-10 101 26 1"]);
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    /// Any acts on any tasks: lead, last day, and (days after the last act, act, status after).
    fn any_record() -> impl Strategy<Value = (i64, u64, Vec<(u64, usize, usize)>)> {
        let act = (0..60u64, 0..Verb::ALL.len(), 0..Status::ALL.len());
        (1..4i64, 0..900u64, prop::collection::vec(act, 1..12))
    }

    fn built_in() -> Rules {
        let text = include_str!("../../../seeds/scorecard.toml");
        toml::from_str(
            &text
                .replace("# [[rule]]", "[[rule]]")
                .replace("# on = \"early\"", "on = \"early\"")
                .replace("# label", "label")
                .replace("# points", "points")
                .replace("# days = 30", "days = 30")
                .replace("# most_all = 10", "most_all = 10"),
        )
        .unwrap()
    }

    proptest! {
        #[test]
        fn every_score_is_the_base_less_its_deductions(
            made in prop::collection::vec(any_record(), 1..8),
            from in 0..800u64,
            length in 0..700u64,
        ) {
            let start = day("2020-01-01");
            let mut records = Vec::new();
            for (at, (lead, due, acts)) in made.into_iter().enumerate() {
                let last_day = later(start, due).to_string();
                let mut record = record(i64::try_from(at).unwrap() + 1, lead, &last_day, &[]);
                let mut on = start;
                for (place, (days, verb, status)) in acts.into_iter().enumerate() {
                    on = later(on, days);
                    let mut one = super::record(i64::try_from(at).unwrap() + 1, lead, &last_day, &[
                        ("2020-01-01", Verb::ALL[verb], Status::ALL[status]),
                    ]).events.remove(0);
                    one.id = EventId(i64::try_from(at * 100 + place).unwrap());
                    one.day = on;
                    record.events.push(one);
                }
                records.push(record);
            }
            let rules = built_in();
            let (since, until) = (later(start, from), later(start, from + length));
            let days = (since.to_string(), until.to_string());
            let card = scored(&rules, (&days.0, &days.1), &records);
            for row in &card.departments {
                let own = || card.deductions.iter().filter(|it| it.department == row.department);
                let sum = |adds: bool| own().filter(|it| it.on.adds() == adds).map(|it| it.points).sum::<Points>();
                prop_assert_eq!((sum(false), sum(true)), (row.deducted, row.added));
                let score = (rules.base - sum(false) + sum(true)).rounded(rules.decimals);
                prop_assert_eq!(row.points, score.clamp(rules.floor, rules.most));
                for rule in &rules.list {
                    let spent: Points = own().filter(|it| it.rule == rule.label).map(|it| it.points).sum();
                    prop_assert!(rule.most_all.is_none_or(|most| spent <= most));
                }
                prop_assert!(own().all(|it| it.points >= Points::ZERO));
            }
            let count = card.departments.len();
            let is_listed = |it: &Deduction| card.departments.iter().any(|row| row.department == it.department);
            let is_whole = card.deductions.iter().all(is_listed) && count <= 3;
            prop_assert!(is_whole);
            // Red days are those that `state_on` says, one by one.
            for record in &records {
                let mut red = 0;
                let mut on = since;
                while on <= until {
                    // As it stood at the end of the day, or still in its morning.
                    let is_red = |end: NaiveDate| {
                        let state = state_on(&record.events, end);
                        state.is_some_and(|it| it.light(on) == Light::Overdue && it.status != Submitted)
                    };
                    red += i64::from(is_red(on) || is_red(on.pred_opt().unwrap()));
                    on = later(on, 1);
                }
                let told: i64 = card.deductions.iter()
                    .filter(|it| it.task == Some(record.task))
                    .filter(|it| matches!(it.on, Kind::Overdue | Kind::ClosedLate))
                    .filter_map(|it| it.days)
                    .sum();
                prop_assert_eq!(told, red);
            }
            // The same whatever order the tasks come in.
            let mut turned = records.clone();
            turned.reverse();
            prop_assert_eq!(scored(&rules, (&days.0, &days.1), &turned), card);
        }
    }
}
