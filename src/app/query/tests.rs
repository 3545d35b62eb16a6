//! What is typed into a filter, held against every task of the demo.

use crate::app::App;
use crate::app::demo::office;
use crate::domain::day::parse_day;
use crate::domain::filter::{Branch, Filter, Stage, Window};
use crate::domain::light::Light;
use crate::domain::matrix::Across;
use crate::domain::status::Status;
use crate::domain::task::Task;

/// What tasks a query means.
type Is<'a> = Box<dyn Fn(&Task) -> bool + 'a>;

fn found(app: &App, typed: &str) -> Vec<i64> {
    let filter = Filter {
        search: typed.to_owned(),
        ..Filter::default()
    };
    let rows = app.list_tasks(&filter, Window::ALL).unwrap();
    assert_eq!(app.count_tasks(&filter).unwrap(), rows.len(), "{typed}");
    rows.iter().map(|it| it.id.0).collect()
}

#[test]
fn what_is_typed_finds_just_the_tasks_that_are_so() {
    let (_folder, app) = office();
    let today = app.today();
    let all: Vec<Task> = app
        .list_tasks(&Filter::default(), Window::ALL)
        .unwrap()
        .iter()
        .map(|it| app.task_page(it.id).unwrap().task)
        .collect();
    let health = app.directory().near("wjw")[0].id;
    let health = app
        .directory()
        .answered_by(app.directory().current(health, today), today);
    let leads = |it: &Task| it.state.lead.is_some_and(|lead| health.contains(&lead));
    let helps = |it: &Task| it.owners.support.iter().any(|id| health.contains(id));
    let last_day = |it: &Task| it.state.last_day.map(|day| day.to_string());
    let light = |it: &Task| it.state.light(today);
    let wanted: Vec<(&str, Is<'_>)> = vec![
        ("灯:红", Box::new(|it| light(it) == Light::Overdue)),
        (
            "灯:红,黄",
            Box::new(|it| matches!(light(it), Light::Overdue | Light::DueSoon)),
        ),
        ("牵头:无", Box::new(|it| it.state.lead.is_none())),
        ("灯:绿", Box::new(|it| light(it) == Light::OnTrack)),
        (
            "状态:待审核",
            Box::new(|it| it.state.status == Status::Submitted),
        ),
        (
            "zt:dsh,dqs",
            Box::new(|it| matches!(it.state.status, Status::Submitted | Status::Assigned)),
        ),
        ("牵头:wjw", Box::new(leads)),
        ("配合:卫健委", Box::new(helps)),
        ("部门:weijianwei", Box::new(|it| leads(it) || helps(it))),
        (
            "部门:wjw 灯:红",
            Box::new(|it| (leads(it) || helps(it)) && light(it) == Light::Overdue),
        ),
        (
            "截止<2020-06-30",
            Box::new(|it| last_day(it).is_some_and(|day| day.as_str() < "2020-06-30")),
        ),
        (
            "截止:2020-12",
            Box::new(|it| last_day(it).is_some_and(|day| day.starts_with("2020-12"))),
        ),
        (
            "周期:每年",
            Box::new(|it| it.promise.recurrence.is_some_and(|it| it.label() == "每年")),
        ),
        (
            "计划:anshan-2018",
            Box::new(|it| it.place.plan == all[0].place.plan),
        ),
        ("编号:3,5", Box::new(|it| matches!(it.id.0, 3 | 5))),
        ("状态:没有的", Box::new(|_| false)),
    ];
    for (typed, is) in &wanted {
        let mut expected: Vec<i64> = all.iter().filter(|it| is(it)).map(|it| it.id.0).collect();
        let mut found = found(&app, typed);
        found.sort_unstable();
        expected.sort_unstable();
        assert_eq!(found, expected, "{typed}");
        assert_eq!(expected.is_empty(), *typed == "状态:没有的", "{typed}");
    }
}

#[test]
fn pinyin_in_full_finds_what_initials_and_characters_find() {
    let (_folder, app) = office();
    for (typed, same) in [
        ("jiankang", "健康"),
        ("jiankangbud", "健康步道"),
        ("weijianwei", "卫健委"),
        ("tiyuju 灯:红", "体育局 灯:红"),
    ] {
        let [typed_found, wanted] = [typed, same].map(|it| found(&app, it));
        assert!(!wanted.is_empty(), "{same}");
        // The spelling may also be that of other words; the characters are also found in the paragraph's quotes.
        let in_title = |id: &&i64| {
            let page = app.task_page(crate::domain::id::TaskId(**id)).unwrap();
            crate::text::pinyin::holds(&page.task.promise.title, typed.split(' ').next().unwrap())
        };
        for id in wanted.iter().filter(in_title) {
            assert!(typed_found.contains(id), "{typed} {id}");
        }
        assert!(!typed_found.is_empty(), "{typed}");
    }
}

#[test]
fn tasks_known_by_number_are_narrowed_by_fields_too() {
    let (_folder, app) = office();
    let all = app.list_tasks(&Filter::default(), Window::ALL).unwrap();
    let ids: Vec<_> = all.iter().map(|it| it.id).take(300).collect();
    let of = |search: &str| Filter {
        ids: Some(ids.clone().into()),
        search: search.to_owned(),
        ..Filter::default()
    };
    let today = app.today();
    let red = all.iter().take(300);
    let red = red.filter(|it| it.state.light(today) == Light::Overdue);
    let count = red.count();
    assert!(0 < count && count < 300);
    assert_eq!(app.count_tasks(&of("灯:红")).unwrap(), count);
    let window = Window {
        offset: 0,
        limit: 5,
    };
    let shown = app.list_tasks(&of("灯:红"), window).unwrap();
    assert_eq!(shown.len(), count.min(5));
    assert!(
        shown
            .iter()
            .all(|it| it.state.light(today) == Light::Overdue)
    );
    assert_eq!(app.count_tasks(&of("")).unwrap(), 300);
}

#[test]
fn what_a_filter_shows_can_be_typed_and_shows_the_same() {
    let (_folder, app) = office();
    let plan = app.list_plans().unwrap()[0].id;
    let mut filters = vec![
        Filter {
            light: Some(Light::Overdue),
            ..Filter::default()
        },
        Filter {
            stage: Some(Stage::Open),
            due_from: Some(app.today()),
            due_by: parse_day("2022-12-31"),
            plan: Some(plan),
            ..Filter::default()
        },
        Filter {
            stage: Some(Stage::InForce),
            is_undated: true,
            search: "健康".to_owned(),
            ..Filter::default()
        },
        Filter {
            status: Some(Status::Submitted),
            ..Filter::default()
        },
    ];
    filters.extend(app.list_departments().unwrap().iter().map(|it| Filter {
        leads: Some(app.leads_of(it.id)),
        ..Filter::default()
    }));
    let mut told = 0;
    for filter in filters {
        let Some(words) = app.words_of(&filter) else {
            // A name that stands in another one's can't be typed so that only it is meant.
            assert!(filter.leads.is_some(), "{filter:?}");
            continue;
        };
        told += 1;
        let shown = app.list_tasks(&filter, Window::ALL).unwrap();
        let shown: Vec<i64> = shown.iter().map(|it| it.id.0).collect();
        assert_eq!(found(&app, &words), shown, "{words}");
    }
    assert!(told > 20, "{told}");
    let section = Filter {
        branch: Some(Branch::Loose(plan)),
        ..Filter::default()
    };
    assert_eq!(app.words_of(&section), None);
}

#[test]
fn every_number_of_the_matrix_counts_the_tasks_behind_it() {
    let (_folder, app) = office();
    let plan = app.list_plans().unwrap()[0].id;
    for (across, plan) in [
        (Across::Lights, None),
        (Across::Months, None),
        (Across::Lights, Some(plan)),
        (Across::Months, Some(plan)),
    ] {
        let matrix = app.matrix(across, plan).unwrap();
        assert!(matrix.rows.len() > 10);
        for (at, row) in matrix.rows.iter().enumerate() {
            for (column, count) in row.cells.iter().enumerate() {
                let filter = app.filter_in(&matrix, (at, column), plan).unwrap();
                let found = app.count_tasks(&filter).unwrap();
                assert_eq!(found, *count, "{} {:?}", row.name, matrix.heads[column]);
            }
        }
        let below =
            |column: usize| -> usize { matrix.rows[1..].iter().map(|it| it.cells[column]).sum() };
        for (column, sum) in matrix.rows[0].cells.iter().enumerate() {
            assert_eq!(below(column), *sum);
        }
        assert_eq!(
            matrix.rows[0].cells[0],
            matrix.rows[0].cells[1..].iter().sum::<usize>()
        );
    }
}
