//! The store on a real file: what is written comes back, nobody's change is lost, nothing is half-written.

use super::*;
use crate::domain::deadline::Deadline;
use crate::domain::department::Department;
use crate::domain::draft::DraftPlan;
use crate::domain::event::{Event, Links};
use crate::domain::filter::{Filter, Order, Window};
use crate::domain::id::{DepartmentId, EventId, PlanId, TaskId};
use crate::domain::light::Light;
use crate::domain::status::{Status, Verb};
use crate::domain::task::{Promise, TaskState};
use chrono::{DateTime, NaiveDate, Utc};
use std::path::PathBuf;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn now() -> DateTime<Utc> {
    "2020-06-01T02:03:04Z".parse().unwrap()
}

/// A file with one plan, one measure, two departments.
struct Sample {
    folder: tempfile::TempDir,
    store: Store,
    plan: PlanId,
    measure: crate::domain::id::MeasureId,
    lead: DepartmentId,
}

impl Sample {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open_or_create(&folder.path().join("duban.db")).unwrap();
        let (plan, measure, lead) = store
            .write(|write| -> Result<_, Error> {
                let lead = write.insert_department(&department("市体育局"))?;
                write.insert_alias(lead, "体育局")?;
                let draft = DraftPlan {
                    title: "样例计划".to_owned(),
                    ..DraftPlan::default()
                };
                let plan = write.insert_plan(&NewPlan {
                    slug: "sample",
                    plan: &draft,
                    digest: "d",
                    at: now(),
                })?;
                let measure = write.insert_measure(&NewMeasure {
                    plan,
                    section: None,
                    position: 0,
                    number: "1",
                    title: "样例措施",
                    printed: "原文",
                    line: 7,
                    labels: &[],
                    open_words: 0,
                    note: "",
                })?;
                Ok((plan, measure, lead))
            })
            .unwrap();
        Self {
            folder,
            store,
            plan,
            measure,
            lead,
        }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("duban.db")
    }

    fn task(&mut self, title: &str, status: Status, last_day: Option<&str>) -> TaskId {
        let (plan, measure, lead) = (self.plan, self.measure, self.lead);
        self.store
            .write(|write| -> Result<_, Error> {
                let state = TaskState {
                    status,
                    back: None,
                    asked: None,
                    percent: 0,
                    lead: Some(lead),
                    last_day: last_day.map(day),
                };
                let promise = Promise {
                    title: title.to_owned(),
                    target: "3条".to_owned(),
                    deadline: state.last_day.map(|last_day| Deadline {
                        phrase: "到2020年".to_owned(),
                        last_day: Some(last_day),
                        ..Deadline::default()
                    }),
                    ..Promise::default()
                };
                let id = write.insert_task(&NewTask {
                    id: None,
                    plan,
                    measure,
                    position: 0,
                    promise: &promise,
                    lead_printed: "市体育局",
                    support: &[lead],
                    occurrence: None,
                    state: &state,
                    at: now(),
                })?;
                write.index_task(id, &[title, "市体育局", "体育局"], &[title, "市体育局"])?;
                write.append_event(&event(id, Verb::Create, None, &state))?;
                Ok(id)
            })
            .unwrap()
    }
}

fn department(name: &str) -> Department {
    Department {
        id: DepartmentId(0),
        name: name.to_owned(),
        short_name: name.to_owned(),
        aliases: Vec::new(),
        kind: "bureau".to_owned(),
        successor: None,
        retired_on: None,
    }
}

fn event(task: TaskId, verb: Verb, before: Option<TaskState>, after: &TaskState) -> Event {
    Event {
        id: EventId(0),
        at: now(),
        day: day("2020-06-01"),
        actor: "王协调".to_owned(),
        verb,
        task,
        text: "一句话\n两行".to_owned(),
        before,
        after: after.clone(),
        given: None,
        taken: None,
        report: None,
        links: Links::default(),
    }
}

#[test]
fn a_task_comes_back_as_it_was_stored() {
    let mut sample = Sample::new();
    let id = sample.task("建成3条健康步道", Status::Assigned, Some("2020-12-31"));
    let task = sample
        .store
        .read(|read| read.find_task(id))
        .unwrap()
        .unwrap();
    assert_eq!(task.promise.title, "建成3条健康步道");
    assert_eq!(task.promise.deadline.unwrap().phrase, "到2020年");
    assert_eq!(
        (task.first_last_day, task.state.last_day),
        (Some(day("2020-12-31")), Some(day("2020-12-31")))
    );
    assert_eq!(task.owners.support, [sample.lead]);
    assert_eq!(
        (task.rev, task.state.status, task.updated_at),
        (1, Status::Assigned, now())
    );
    let events = sample.store.read(|read| read.list_events(id)).unwrap();
    assert_eq!(events.len(), 1);
    assert_eq!(
        (events[0].verb, events[0].text.as_str()),
        (Verb::Create, "一句话\n两行")
    );
    assert!(
        sample
            .store
            .read(|read| read.find_task(TaskId(999)))
            .unwrap()
            .is_none()
    );
}

#[test]
fn a_light_in_sql_is_the_light_of_the_rule() {
    let mut sample = Sample::new();
    let days = [
        None,
        Some("2020-11-30"),
        Some("2020-12-01"),
        Some("2020-12-31"),
        Some("2021-01-01"),
    ];
    for status in Status::ALL {
        for last_day in days {
            sample.task("甲", status, last_day);
        }
    }
    let today = day("2020-12-01");
    let all = sample
        .store
        .read(|read| read.list_tasks(&Filter::default(), Window::ALL, today))
        .unwrap();
    assert_eq!(all.len(), Status::ALL.len() * days.len());
    for light in Light::ALL {
        let filter = Filter {
            light: Some(light),
            ..Filter::default()
        };
        let mut wanted: Vec<TaskId> = all
            .iter()
            .filter(|it| it.state.light(today) == light)
            .map(|it| it.id)
            .collect();
        let rows = sample
            .store
            .read(|read| read.list_tasks(&filter, Window::ALL, today))
            .unwrap();
        let mut found: Vec<TaskId> = rows.iter().map(|it| it.id).collect();
        wanted.sort();
        found.sort();
        assert_eq!(found, wanted, "{light:?}");
        assert_eq!(
            sample
                .store
                .read(|read| read.count_tasks(&filter, today))
                .unwrap(),
            wanted.len()
        );
    }
    let tally = sample
        .store
        .read(|read| read.tally_departments(today, day("2020-12-31")))
        .unwrap();
    assert_eq!(tally.len(), 1);
    let count = |light| {
        all.iter()
            .filter(|it| it.state.light(today) == light)
            .count()
    };
    assert_eq!(
        (tally[0].1.overdue, tally[0].1.due_soon, tally[0].1.done),
        (
            count(Light::Overdue),
            count(Light::DueSoon),
            count(Light::Done)
        )
    );
}

#[test]
fn overdue_tasks_come_longest_first_and_by_window() {
    let mut sample = Sample::new();
    for (title, last_day) in [
        ("乙", "2020-10-02"),
        ("丙", "2020-10-03"),
        ("甲", "2020-10-01"),
    ] {
        sample.task(title, Status::InProgress, Some(last_day));
    }
    let filter = Filter {
        light: Some(Light::Overdue),
        order: Order::LastDay,
        ..Filter::default()
    };
    let titles = |window| {
        let rows = sample
            .store
            .read(|read| read.list_tasks(&filter, window, day("2020-12-01")))
            .unwrap();
        rows.into_iter().map(|it| it.title).collect::<String>()
    };
    assert_eq!(titles(Window::ALL), "甲乙丙");
    assert_eq!(
        titles(Window {
            offset: 1,
            limit: 1
        }),
        "乙"
    );
}

#[test]
fn any_substring_or_initials_find_a_task() {
    let mut sample = Sample::new();
    let id = sample.task("建成3条健康步道，AED到位", Status::Assigned, None);
    sample.task("别的任务", Status::Assigned, None);
    for (typed, is_found) in [
        ("步道", true),
        ("道", true),
        ("3条", true),
        ("aed", true),
        ("jkbd", true),
        ("styj", true),
        ("体育局 步道", true),
        ("步健", false),
        ("体育局 没有", false),
        ("，", false),
        ("道xx", false),
        ("\"步道\"", true),
    ] {
        let filter = Filter {
            search: typed.to_owned(),
            ..Filter::default()
        };
        let rows = sample
            .store
            .read(|read| read.list_tasks(&filter, Window::ALL, day("2020-01-01")))
            .unwrap();
        assert_eq!(rows.iter().any(|it| it.id == id), is_found, "{typed}");
    }
}

#[test]
fn a_change_on_an_old_row_version_writes_nothing() {
    let mut sample = Sample::new();
    let id = sample.task("甲", Status::Assigned, None);
    let signed = TaskState {
        status: Status::InProgress,
        back: None,
        asked: None,
        percent: 5,
        lead: None,
        last_day: None,
    };
    let change = |seen| move |write: &Write<'_>| write.change_task(id, seen, &signed, now());
    assert!(sample.store.write(change.clone()(1)).unwrap());
    assert!(!sample.store.write(change(1)).unwrap());
    let task = sample
        .store
        .read(|read| read.find_task(id))
        .unwrap()
        .unwrap();
    assert_eq!((task.rev, task.state.percent), (2, 5));
}

#[test]
fn a_write_that_fails_leaves_nothing() {
    let mut sample = Sample::new();
    let failed = sample.store.write(|write| -> Result<(), Error> {
        write.insert_department(&department("半途"))?;
        Err(Error::Busy)
    });
    assert!(failed.is_err());
    let names = sample.store.read(|read| read.list_departments()).unwrap();
    assert!(names.iter().all(|it| it.name != "半途"));
}

#[test]
fn events_are_only_ever_added_and_tampering_shows() {
    let mut sample = Sample::new();
    let id = sample.task("甲", Status::Assigned, None);
    sample.task("乙", Status::Assigned, None);
    assert_eq!(
        sample.store.read(|read| read.verify_events()).unwrap(),
        (2, None)
    );
    let raw = rusqlite::Connection::open(sample.path()).unwrap();
    for statement in ["UPDATE event SET actor = '别人'", "DELETE FROM event"] {
        let error = raw.execute(statement, []).unwrap_err().to_string();
        assert!(error.contains("append-only"), "{error}");
    }
    // Somebody who takes the triggers away is found out by the hashes.
    raw.execute_batch("DROP TRIGGER event_is_never_changed")
        .unwrap();
    raw.execute("UPDATE event SET text = '改过' WHERE task_id = ?1", [id.0])
        .unwrap();
    assert_eq!(
        sample.store.read(|read| read.verify_events()).unwrap().1,
        Some(EventId(1))
    );
}

#[test]
fn a_removed_event_shows() {
    let mut sample = Sample::new();
    for title in ["甲", "乙", "丙"] {
        sample.task(title, Status::Assigned, None);
    }
    let raw = rusqlite::Connection::open(sample.path()).unwrap();
    raw.execute_batch("DROP TRIGGER event_is_never_deleted; DELETE FROM event WHERE id = 2")
        .unwrap();
    assert_eq!(
        sample.store.read(|read| read.verify_events()).unwrap().1,
        Some(EventId(3))
    );
}

#[test]
fn no_write_of_many_sessions_is_lost() {
    const SESSIONS: usize = 8;
    const WRITES: usize = 20;
    let mut sample = Sample::new();
    let id = sample.task("甲", Status::InProgress, None);
    let path = sample.path();
    std::thread::scope(|scope| {
        for _ in 0..SESSIONS {
            scope.spawn(|| {
                let mut store = Store::open(&path).unwrap();
                for _ in 0..WRITES {
                    store
                        .write(|write| -> Result<(), Error> {
                            let task = write.find_task(id)?.unwrap();
                            assert!(write.change_task(id, task.rev, &task.state, now())?);
                            write.append_event(&event(
                                id,
                                Verb::Report,
                                Some(task.state.clone()),
                                &task.state,
                            ))?;
                            Ok(())
                        })
                        .unwrap();
                }
            });
        }
    });
    let task = sample
        .store
        .read(|read| read.find_task(id))
        .unwrap()
        .unwrap();
    assert_eq!(task.rev, 1 + i64::try_from(SESSIONS * WRITES).unwrap());
    assert_eq!(
        sample.store.read(|read| read.verify_events()).unwrap(),
        (1 + SESSIONS * WRITES, None)
    );
}

#[test]
fn another_sessions_write_is_noticed() {
    let mut sample = Sample::new();
    let id = sample.task("甲", Status::Assigned, None);
    let other = Store::open(&sample.path()).unwrap();
    let before = other.data_version().unwrap();
    assert_eq!(other.data_version().unwrap(), before);
    let state = TaskState {
        status: Status::InProgress,
        back: None,
        asked: None,
        percent: 0,
        lead: None,
        last_day: None,
    };
    assert!(
        sample
            .store
            .write(|write| write.change_task(id, 1, &state, now()))
            .unwrap()
    );
    assert_ne!(other.data_version().unwrap(), before);
}

#[test]
fn looking_writes_nothing() {
    let mut sample = Sample::new();
    let id = sample.task("甲", Status::Assigned, Some("2020-12-31"));
    let path = sample.path();
    drop(sample.store);
    let before = std::fs::read(&path).unwrap();
    let store = Store::open(&path).unwrap();
    let today = day("2021-01-01");
    store
        .read(|read| -> Result<(), Error> {
            read.list_tasks(&Filter::default(), Window::ALL, today)?;
            read.find_task(id)?;
            read.list_plans()?;
            read.each_record(None, |_| {})
        })
        .unwrap();
    drop(store);
    assert_eq!(std::fs::read(&path).unwrap(), before);
}
