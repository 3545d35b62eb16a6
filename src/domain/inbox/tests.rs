//! Which task stands in which group, and how a task's standing follows from its events.

use super::*;
use crate::domain::event::Links;
use crate::domain::id::{DepartmentId, TaskId};
use crate::domain::task::TaskState;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A row: status, whether an extension waits, mark, since, last day; the group of a coordinator and of a liaison.
type Row = (
    Status,
    bool,
    Option<Mark>,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

#[test]
fn every_task_stands_in_one_group_at_most() {
    use Status::{Assigned, Cancelled, Done, Draft, InProgress, Submitted, Suspended};
    #[rustfmt::skip] // A table is read by its rows.
    let rows: [Row; 18] = [
        (Submitted, false, None, "2021-01-01", "2020-12-31", "待审核", ""),
        (Submitted, true, None, "2021-01-01", "2020-12-31", "待审核", ""),
        (Submitted, false, Some(Mark::Urged), "2021-01-01", "2020-12-31", "待审核", ""),
        (InProgress, true, None, "2021-01-01", "2021-06-30", "延期待批", ""),
        (Suspended, true, None, "2021-01-01", "2021-06-30", "延期待批", ""),
        (Draft, false, Some(Mark::Declined), "2021-01-01", "2021-06-30", "退还的", ""),
        (Draft, false, None, "2021-01-01", "2021-06-30", "待交办的草稿", ""),
        (Assigned, false, None, "2020-12-30", "2021-06-30", "超过5天未签收", "待签收"),
        (Assigned, true, None, "2020-12-30", "2021-06-30", "延期待批", "待签收"),
        (Assigned, false, None, "2020-12-31", "2021-06-30", "", "待签收"),
        (InProgress, false, Some(Mark::SentBack), "2020-12-31", "2020-06-30", "", "被退回"),
        (InProgress, false, Some(Mark::Urged), "2020-12-31", "2020-06-30", "", "催办未复"),
        (InProgress, false, None, "2020-12-31", "2021-01-04", "", "逾期"),
        (InProgress, false, None, "2020-12-31", "2021-01-05", "", "30天内到期"),
        (InProgress, false, None, "2020-12-31", "2021-02-04", "", "30天内到期"),
        (InProgress, false, None, "2020-12-31", "2021-02-05", "", ""),
        (Done, false, None, "2020-12-31", "2020-06-30", "", ""),
        (Cancelled, false, Some(Mark::Urged), "2020-12-31", "2020-06-30", "", ""),
    ];
    for (status, is_asked, mark, since, last_day, coordinator, liaison) in rows {
        let matter = Matter {
            status,
            is_asked,
            last_day: Some(day(last_day)),
            standing: Standing {
                mark,
                ..Standing::begin(day(since))
            },
        };
        let today = day("2021-01-05");
        for (role, wanted) in [
            (Role::Coordinator, coordinator),
            (Role::Administrator, coordinator),
            (Role::Liaison, liaison),
            (Role::Viewer, ""),
        ] {
            let found = Group::of(role, &matter, today).map_or("".into(), Group::label);
            assert_eq!(found, wanted, "{role:?} {matter:?}");
            let fitting = Group::of_role(role).iter();
            let count = fitting.filter(|it| it.holds(&matter, today)).count();
            assert!(count <= 1, "{role:?} {matter:?}");
        }
    }
}

/// One act after another, a number each, all on the days 1, 2, 3 … of a month.
fn told(acts: &[(Verb, Status, Status, Option<i64>)]) -> Vec<Event> {
    let state = |status| TaskState {
        status,
        back: None,
        percent: 0,
        lead: Some(DepartmentId(1)),
        last_day: None,
        asked: None,
    };
    acts.iter()
        .zip(1..)
        .map(|((verb, before, after, undoes), at)| Event {
            id: EventId(at),
            at: "2020-06-01T02:03:04Z".parse().unwrap(),
            day: day(&format!("2020-06-{at:02}")),
            actor: "li".to_owned(),
            verb: *verb,
            task: TaskId(1),
            text: String::new(),
            before: (*verb != Verb::Create).then(|| state(*before)),
            after: state(*after),
            given: None,
            taken: None,
            report: None,
            links: Links {
                measure: None,
                step: Some(EventId(at)),
                undoes: undoes.map(EventId),
            },
        })
        .collect()
}

#[test]
fn a_standing_follows_the_acts_and_what_was_taken_back_counts_for_nothing() {
    use Status::{Assigned, Draft, InProgress, Submitted};
    let mut acts = vec![
        (Verb::Create, Draft, Draft, None),
        (Verb::Assign, Draft, Assigned, None),
        (Verb::Sign, Assigned, InProgress, None),
        (Verb::Urge, InProgress, InProgress, None),
        (Verb::AskExtension, InProgress, InProgress, None),
    ];
    let stands = |acts: &[_]| {
        let it = Standing::of(&told(acts)).unwrap();
        let day = |day: NaiveDate| day.format("%d").to_string();
        (day(it.since), it.mark, it.reported_on.map(day))
    };
    assert_eq!(stands(&acts), ("03".to_owned(), Some(Mark::Urged), None));
    acts.push((Verb::Report, InProgress, InProgress, None));
    assert_eq!(
        stands(&acts),
        ("03".to_owned(), None, Some("06".to_owned()))
    );
    acts.push((Verb::Submit, InProgress, Submitted, None));
    acts.push((Verb::SendBack, Submitted, InProgress, None));
    let sent_back = ("08".to_owned(), Some(Mark::SentBack), Some("07".to_owned()));
    assert_eq!(stands(&acts), sent_back);
    acts.push((Verb::Undo, InProgress, Submitted, Some(8)));
    let submitted = ("07".to_owned(), None, Some("07".to_owned()));
    assert_eq!(stands(&acts), submitted);
    acts.push((Verb::Undo, Submitted, InProgress, Some(9)));
    assert_eq!(stands(&acts), sent_back);
    assert_eq!(Standing::of(&[]), None);
}

#[test]
fn one_event_after_another_gives_the_same_as_all_at_once() {
    use Status::{Assigned, Draft, InProgress};
    let events = told(&[
        (Verb::Create, Draft, Draft, None),
        (Verb::Assign, Draft, Assigned, None),
        (Verb::Decline, Assigned, Draft, None),
        (Verb::Edit, Draft, Draft, None),
        (Verb::Assign, Draft, Assigned, None),
        (Verb::Sign, Assigned, InProgress, None),
    ]);
    let mut standing = Standing::begin(events[0].day);
    for (at, event) in events.iter().enumerate() {
        standing = standing.after(event);
        assert_eq!(Standing::of(&events[..=at]), Some(standing));
    }
}

#[test]
fn a_department_is_silent_after_thirty_days() {
    let today = day("2021-01-31");
    assert!(is_silent(None, today));
    assert!(!is_silent(Some(day("2021-01-01")), today));
    assert!(is_silent(Some(day("2020-12-31")), today));
}

#[test]
fn marks_are_found_again() {
    for mark in Mark::ALL {
        assert_eq!(Mark::find(mark.code()), Some(mark));
    }
    assert!(Group::Unsigned.label().contains(&UNSIGNED_DAYS.to_string()));
    let soon = Light::SOON_DAYS.to_string();
    assert!(Group::DueSoon.label().contains(&soon));
}

#[test]
fn everybody_hears_of_what_concerns_them() {
    for (role, news) in [
        (Role::Liaison, [true, true, true]),
        (Role::Coordinator, [true, false, false]),
        (Role::Viewer, [false, true, false]),
    ] {
        let heard = [Verb::Submit, Verb::Close, Verb::Urge].map(|verb| is_news(role, verb));
        assert_eq!(heard, news, "{role:?}");
    }
}
