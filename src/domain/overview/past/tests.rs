//! Whatever is told of the past is what a fold of the whole record says.

use chrono::{DateTime, Utc};
use proptest::prelude::*;

use super::*;
use crate::domain::day::later;
use crate::domain::event::{Event, Links, state_on};
use crate::domain::overview::Side;
use crate::domain::status::{Status, Verb};
use crate::domain::task::TaskState;

const STATUSES: [Status; 7] = [
    Status::Draft,
    Status::Assigned,
    Status::InProgress,
    Status::Submitted,
    Status::Done,
    Status::Suspended,
    Status::Cancelled,
];

fn start() -> NaiveDate {
    "2021-01-01".parse().unwrap()
}

/// The records of some tasks, in which an act may count for a day before that of the act before it.
fn records() -> impl Strategy<Value = Vec<(usize, Event)>> {
    let act = (0_usize..6, 0_u64..60, 0_usize..7, 0_u64..120);
    proptest::collection::vec(act, 0..60).prop_map(|acts| {
        let mut last: HashMap<usize, TaskState> = HashMap::new();
        let mut events = Vec::new();
        for (at, (task, day, status, last_day)) in acts.into_iter().enumerate() {
            let after = TaskState {
                status: STATUSES[status],
                back: None,
                percent: 0,
                lead: None,
                last_day: (last_day < 100).then(|| later(start(), last_day)),
                asked: None,
            };
            let before = last.insert(task, after.clone());
            let number = i64::try_from(at + 1).unwrap();
            events.push((
                task,
                Event {
                    id: EventId(number),
                    at: DateTime::<Utc>::UNIX_EPOCH,
                    day: later(start(), day),
                    actor: String::new(),
                    verb: Verb::Edit,
                    task: TaskId(i64::try_from(task).unwrap()),
                    text: String::new(),
                    before,
                    after,
                    given: None,
                    taken: None,
                    report: None,
                    links: Links::default(),
                },
            ));
        }
        events
    })
}

fn turn(event: &Event) -> Turn {
    Turn {
        id: event.id,
        task: event.task,
        day: event.day,
        before: event.before.as_ref().map(Stand::from),
        after: Stand::from(&event.after),
        is_first: event.before.is_none(),
        removes: false,
    }
}

/// The events from the first that counts for a later day on, the newest first.
fn backwards(records: &[(usize, Event)], day: NaiveDate) -> impl Iterator<Item = Turn> {
    let first = records.iter().position(|it| it.1.day > day);
    let from = first.unwrap_or(records.len());
    records[from..].iter().rev().map(|it| turn(&it.1))
}

fn by_task(records: &[(usize, Event)]) -> Vec<Vec<Event>> {
    let of = |task: usize| records.iter().filter(move |it| it.0 == task);
    (0..6)
        .map(|task| of(task).map(|it| it.1.clone()).collect())
        .collect()
}

proptest! {
    #[test]
    fn the_burn_down_is_a_fold_of_the_record(records in records(), days in proptest::collection::vec(0_u64..70, 1..5)) {
        let days: Vec<NaiveDate> = days.into_iter().map(|it| later(start(), it)).collect();
        let first = days.iter().min().copied().unwrap();
        let mut burn_down = BurnDown::new(days, false);
        backwards(&records, first).for_each(|it| burn_down.take(&it));
        let tasks = by_task(&records);
        let now = tasks.iter().filter_map(|it| it.last()).filter(|it| it.after.status.is_open());
        for (day, count) in burn_down.finish(now.count()) {
            let open = tasks.iter().filter(|it| state_on(it, day).is_some_and(|it| it.status.is_open()));
            prop_assert_eq!(count, open.count(), "{}", day);
        }
    }

    #[test]
    fn what_came_and_went_is_a_fold_of_the_record(records in records(), at in 0_u64..70) {
        let eve = later(start(), at);
        let today = later(eve, 3);
        let mut rewind = Rewind::new(eve);
        let mut all: Vec<Passed> = backwards(&records, eve).filter_map(|it| rewind.take(&it)).collect();
        all.extend(rewind.finish());
        let mut shift = Shift::default();
        for it in &all {
            shift.add(*it, (eve, today));
        }
        let stands: Vec<(Option<Stand>, Option<Stand>)> = by_task(&records)
            .iter()
            .map(|it| (it.last().map(|it| Stand::from(&it.after)), state_on(it, eve).map(Stand::from)))
            .collect();
        for passed in &all {
            let told = (Some(passed.now), passed.then);
            prop_assert_eq!(told, stands[usize::try_from(passed.task.0).unwrap()]);
        }
        for kind in Kind::ALL {
            for side in Side::ALL {
                let is = |now: Option<Stand>, then: Option<Stand>| {
                    let now = now.is_some_and(|it| kind.holds(it, today));
                    side.holds(now, then.is_some_and(|it| kind.holds(it, eve)))
                };
                // What the tasks as they stand now would give.
                let base = stands.iter().filter(|it| is(it.0, it.0)).count();
                let true_count = stands.iter().filter(|it| is(it.0, it.1)).count();
                prop_assert_eq!(shift.apply(kind, side, base), true_count, "{:?} {:?}", kind, side);
            }
        }
    }
}

#[test]
fn a_task_that_is_gone_counts_nowhere() {
    let stand = Stand {
        status: Status::Assigned,
        last_day: None,
    };
    let turn = |id, removes| Turn {
        id: EventId(id),
        task: TaskId(1),
        day: later(start(), 9),
        before: (id > 1).then_some(stand),
        after: stand,
        is_first: id == 1,
        removes,
    };
    let mut rewind = Rewind::new(start());
    let mut burn_down = BurnDown::new(vec![start(), later(start(), 9)], false);
    for it in [turn(2, true), turn(1, false)] {
        burn_down.take(&it);
        assert_eq!(rewind.take(&it), None);
    }
    assert_eq!(rewind.finish().count(), 0);
    assert!(burn_down.finish(3).iter().all(|it| it.1 == 3));
}

#[test]
fn a_draft_of_now_counts_nowhere_for_who_sees_none() {
    let stand = |status| Stand {
        status,
        last_day: None,
    };
    let declined = Turn {
        id: EventId(2),
        task: TaskId(1),
        day: later(start(), 9),
        before: Some(stand(Status::Assigned)),
        after: stand(Status::Draft),
        is_first: false,
        removes: false,
    };
    for (hides_drafts, then) in [(true, 0), (false, 1)] {
        let mut burn_down = BurnDown::new(vec![start()], hides_drafts);
        burn_down.take(&declined);
        assert_eq!(burn_down.finish(0), [(start(), then)]);
    }
}
