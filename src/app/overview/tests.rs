//! Every number on the demo's record: against a fold of all tasks, of all events, and the list behind it.

use std::sync::OnceLock;

use super::*;
use crate::app::{Settings, demo};
use crate::domain::day::parse_day;
use crate::domain::event::{Event, state_on};
use crate::domain::filter::{Branch, Stage, Window};
use crate::domain::overview::Stand;
use crate::domain::person::Role;
use crate::domain::task::Task;
use crate::domain::term::{Pace, Term};

const TODAY: &str = "2022-02-28";

/// The demo on a day, as somebody looks at it.
fn opened(folder: &tempfile::TempDir, today: &str, login: &str) -> App {
    static MADE: OnceLock<Vec<u8>> = OnceLock::new();
    let made = MADE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("demo.db");
        demo::make(&path).unwrap();
        std::fs::read(path).unwrap()
    });
    let path = folder.path().join("demo.db");
    std::fs::write(&path, made).unwrap();
    App::open(&Settings {
        path,
        today: parse_day(today),
        stand_in: Some(login.to_owned()),
        key: None,
    })
    .unwrap()
}

/// Somebody who acts for one department, and sees no drafts.
fn liaison(app: &App) -> String {
    let people = app.list_people().unwrap();
    let found = people.iter().find(|it| it.role == Role::Liaison);
    found.unwrap().login.clone()
}

fn looked_back(app: &App, most: usize) -> LookBack {
    let mut look = app.look_back(&app.overview().unwrap()).unwrap();
    while !look.is_done() {
        app.look_on(&mut look, most).unwrap();
    }
    look
}

fn records(app: &App) -> Vec<Vec<Event>> {
    let mut all = Vec::new();
    app.store
        .read(|read| read.each_record(None, |it| all.push(it.events)))
        .unwrap();
    all
}

fn tasks(app: &App) -> Vec<Task> {
    let mut all = Vec::new();
    let every = app.visible(&Filter::default());
    app.store
        .read(|read| read.each_task(&every, Window::ALL, app.today(), |it| all.push(it.clone())))
        .unwrap();
    all
}

fn listed(app: &App, behind: &Behind) -> Vec<TaskId> {
    let filter = app.filter_behind(behind).unwrap();
    let rows = app.list_tasks(&filter, Window::ALL).unwrap();
    assert_eq!(app.count_tasks(&filter).unwrap(), rows.len(), "{behind:?}");
    rows.iter().map(|it| it.id).collect()
}

#[test]
fn what_stands_now_is_a_fold_of_all_tasks() {
    let folder = tempfile::tempdir().unwrap();
    let login = liaison(&opened(&folder, TODAY, demo::COORDINATOR));
    for login in [demo::COORDINATOR, &login] {
        let app = opened(&folder, TODAY, login);
        let (overview, tasks, today) = (app.overview().unwrap(), tasks(&app), app.today());
        let count = |is: &dyn Fn(&Task) -> bool| tasks.iter().filter(|it| is(it)).count();
        for (it, shown) in Light::ALL.into_iter().zip(overview.lights) {
            assert_eq!(
                shown,
                count(&|task| task.state.light(today) == it),
                "{it:?}"
            );
            assert_eq!(shown, listed(&app, &Behind::now(light(it))).len());
        }
        let progress = |is: &dyn Fn(&Task) -> bool| Progress {
            owned: count(&|it| is(it) && Stage::InForce.holds(it.state.status)),
            done: count(&|it| is(it) && it.state.status == Status::Done),
            overdue: count(&|it| is(it) && it.state.light(today) == Light::Overdue),
        };
        for line in &overview.plans {
            assert_eq!(line.progress, progress(&|it| it.place.plan == line.plan));
            check_branches(&app, line.plan, None, &progress);
        }
        for line in &overview.due {
            for (filter, shown) in [
                (line.due.filter(), line.open),
                (line.due.overdue_filter(), line.overdue),
            ] {
                assert_eq!(listed(&app, &Behind::now(filter)).len(), shown, "{line:?}");
            }
        }
        let open: usize = overview.due.iter().map(|it| it.open).sum();
        assert_eq!(open, count(&|it| it.state.status.is_open()));
    }
}

fn check_branches(
    app: &App,
    plan: PlanId,
    parent: Option<SectionId>,
    progress: &impl Fn(&dyn Fn(&Task) -> bool) -> Progress,
) {
    for line in app.list_branches(plan, parent).unwrap() {
        let inside = Filter {
            branch: Some(line.branch),
            ..Filter::default()
        };
        let inside = listed(app, &Behind::now(inside));
        assert!(!inside.is_empty() || app.hides_drafts(), "{line:?}");
        let found = progress(&|it| inside.contains(&it.id));
        assert_eq!(line.progress, found, "{line:?}");
        if let Branch::Section(plan, section) = line.branch
            && line.has_more
        {
            check_branches(app, plan, Some(section), progress);
        }
    }
}

#[test]
fn the_ranking_is_that_of_the_weekly_summary() {
    let folder = tempfile::tempdir().unwrap();
    let app = opened(&folder, TODAY, demo::COORDINATOR);
    let weekly = app
        .weekly(Term::of(Pace::Week, app.today()), None, None)
        .unwrap();
    let told: Vec<(usize, &str, usize, usize, usize)> = weekly
        .departments
        .iter()
        .filter(|it| it.owned > 0)
        .map(|it| {
            (
                it.rank,
                it.department.as_str(),
                it.owned,
                it.done,
                it.overdue,
            )
        })
        .collect();
    let overview = app.overview().unwrap();
    let shown: Vec<(usize, &str, usize, usize, usize)> = overview
        .departments
        .iter()
        .map(|it| {
            (
                it.rank,
                it.name.as_str(),
                it.tally.owned,
                it.tally.done,
                it.tally.overdue,
            )
        })
        .collect();
    assert_eq!(shown, told);
}

#[test]
fn this_week_and_last_are_those_of_the_weekly_summary() {
    let folder = tempfile::tempdir().unwrap();
    for today in [TODAY, "2022-02-27", "2021-06-16"] {
        let app = opened(&folder, today, demo::COORDINATOR);
        let weekly = app
            .weekly(Term::of(Pace::Week, app.today()), None, None)
            .unwrap();
        let compared = looked_back(&app, 700).compared.unwrap();
        let before = weekly.headline_before;
        assert_eq!(
            compared.map(|it| it.then),
            [
                before.in_progress,
                before.done,
                before.overdue,
                before.due_30
            ],
            "{today}"
        );
        if today == TODAY {
            let now = weekly.headline;
            assert_eq!(
                compared.map(|it| it.now),
                [now.in_progress, now.done, now.overdue, now.due_30]
            );
        }
        for it in compared {
            assert_eq!(it.now, it.then + it.came - it.went, "{it:?}");
        }
    }
}

#[test]
fn the_tasks_behind_the_past_are_those_that_the_record_says() {
    let folder = tempfile::tempdir().unwrap();
    for today in [TODAY, "2022-02-27", "2021-06-16"] {
        let app = opened(&folder, today, demo::COORDINATOR);
        let (today, eve) = (app.today(), eve(app.today()));
        let compared = looked_back(&app, usize::MAX >> 1).compared.unwrap();
        let records = records(&app);
        for (kind, shown) in Kind::ALL.into_iter().zip(compared) {
            let holds = |events: &[Event]| {
                let then = state_on(events, eve).map(Stand::from);
                let now = events.last().map(|it| Stand::from(&it.after));
                (
                    now.is_some_and(|it| kind.holds(it, today)),
                    then.is_some_and(|it| kind.holds(it, eve)),
                )
            };
            for (side, count) in [
                (Side::Then, shown.then),
                (Side::Came, shown.came),
                (Side::Went, shown.went),
            ] {
                let is = |(now, then): (bool, bool)| match side {
                    Side::Then => then,
                    Side::Came => now && !then,
                    Side::Went => then && !now,
                };
                let of = records.iter().filter(|it| is(holds(it)));
                let mut told: Vec<TaskId> = of.map(|it| it[0].task).collect();
                let mut found = listed(&app, &Behind::Past(kind, side, eve));
                found.sort_unstable();
                told.sort_unstable();
                assert_eq!(found, told, "{today} {kind:?} {side:?}");
                assert_eq!(found.len(), count, "{today} {kind:?} {side:?}");
            }
        }
    }
}

#[test]
fn the_burn_down_is_a_fold_of_the_record() {
    let folder = tempfile::tempdir().unwrap();
    let app = opened(&folder, TODAY, demo::COORDINATOR);
    let course = looked_back(&app, usize::MAX >> 1).course.unwrap();
    assert_eq!(looked_back(&app, 333).course.unwrap(), course);
    let records = records(&app);
    for (day, shown) in &course {
        let is_open =
            |events: &&Vec<Event>| state_on(events, *day).is_some_and(|it| it.status.is_open());
        assert_eq!(*shown, records.iter().filter(is_open).count(), "{day}");
        let behind = Behind::Past(Kind::Open, Side::Then, *day);
        assert_eq!(listed(&app, &behind).len(), *shown, "{day}");
    }
    let counts: BTreeSet<usize> = course.iter().map(|it| it.1).collect();
    assert!(counts.len() > 6, "{course:?}");
}

#[test]
fn a_liaison_counts_and_lists_no_draft() {
    let folder = tempfile::tempdir().unwrap();
    let login = liaison(&opened(&folder, TODAY, demo::COORDINATOR));
    let app = opened(&folder, "2021-06-16", &login);
    assert!(app.hides_drafts());
    let look = looked_back(&app, 5000);
    let eve = eve(app.today());
    for (kind, it) in Kind::ALL.into_iter().zip(look.compared.unwrap()) {
        for (side, count) in [
            (Side::Then, it.then),
            (Side::Came, it.came),
            (Side::Went, it.went),
        ] {
            let list = listed(&app, &Behind::Past(kind, side, eve));
            assert_eq!(list.len(), count, "{kind:?} {side:?}");
        }
    }
    for (day, count) in look.course.unwrap() {
        let behind = Behind::Past(Kind::Open, Side::Then, day);
        assert_eq!(listed(&app, &behind).len(), count, "{day}");
    }
}
