//! Every order and every heading, held against the tasks of the demo read one by one.

use std::cmp::Ordering;

use crate::app::App;
use crate::app::demo::office;
use crate::domain::arrangement::{Arrangement, Column, Grouping, Sort};
use crate::domain::filter::{Filter, Window};
use crate::domain::id::TaskId;
use crate::domain::light::Light;
use crate::domain::status::Status;
use crate::domain::task::Task;
use crate::text::pinyin::sort_key;

fn every_task(app: &App) -> Vec<Task> {
    let rows = app.list_tasks(&Filter::default(), Window::ALL).unwrap();
    rows.iter()
        .map(|it| app.task_page(it.id).unwrap().task)
        .collect()
}

fn find(all: &[Task], id: TaskId) -> &Task {
    all.iter().find(|it| it.id == id).unwrap()
}

/// What a task says in a column, so that texts and days compare as they sort; `None` where it says nothing.
fn said(app: &App, task: &Task, column: Column) -> Option<(usize, String)> {
    let (state, today) = (&task.state, app.today());
    let place = |at: usize| Some((at, String::new()));
    let text = |text: &str| Some((0, text.to_owned()));
    match column {
        Column::Light => place(
            Light::ALL
                .iter()
                .position(|it| *it == state.light(today))
                .unwrap(),
        ),
        Column::Days => state
            .last_day
            .filter(|_| state.status.is_open())
            .and_then(|it| text(&it.to_string())),
        Column::Number => place(0),
        Column::Title => text(&sort_key(&task.promise.title)),
        Column::Target => Some(task.promise.target.as_str())
            .filter(|it| !it.is_empty())
            .and_then(|it| text(&sort_key(it))),
        Column::Lead => state.lead.and_then(|it| {
            let name = app.directory().current_short_name(it, today);
            text(&sort_key(name))
        }),
        Column::LastDay => state.last_day.and_then(|it| text(&it.to_string())),
        Column::Progress => {
            let life = Status::ALL.iter().position(|it| *it == state.status);
            place(life.unwrap() * 1000 + usize::from(state.percent))
        }
    }
}

#[test]
fn every_column_sorts_both_ways_and_what_has_nothing_comes_last() {
    let (_folder, app) = office();
    let all = every_task(&app);
    for column in Column::ALL {
        for is_reversed in [false, true] {
            let arrangement = Arrangement {
                sort: Some(Sort {
                    column,
                    is_reversed,
                }),
                grouping: None,
            };
            let arranged = app.arrange(&Filter::default(), arrangement).unwrap();
            let mut ids: Vec<i64> = arranged.ids.iter().map(|it| it.0).collect();
            let told: Vec<_> = arranged
                .ids
                .iter()
                .map(|it| said(&app, find(&all, *it), column))
                .collect();
            for pair in told.windows(2) {
                let order = match (&pair[0], &pair[1]) {
                    (None, Some(_)) => Ordering::Greater,
                    (_, None) => Ordering::Less,
                    (Some(one), Some(other)) if is_reversed => other.cmp(one),
                    (Some(one), Some(other)) => one.cmp(other),
                };
                assert_ne!(
                    order,
                    Ordering::Greater,
                    "{column:?} {is_reversed} {pair:?}"
                );
            }
            ids.sort_unstable();
            let mut wanted: Vec<i64> = all.iter().map(|it| it.id.0).collect();
            wanted.sort_unstable();
            assert_eq!(ids, wanted, "{column:?}: every task once");
        }
    }
}

/// What a task stands under.
fn under(app: &App, task: &Task, grouping: Grouping) -> Vec<String> {
    let name = |it| {
        let name = app.directory().current_name(it, app.today());
        name.to_owned()
    };
    let lead = || task.state.lead.map_or("没有牵头单位".to_owned(), name);
    let mut all = match grouping {
        Grouping::Lead => vec![lead()],
        Grouping::Department => {
            let mut all = vec![lead()];
            all.extend(task.owners.support.iter().map(|it| name(*it)));
            all
        }
        Grouping::Plan => vec![task.place.plan_title.clone()],
        Grouping::Section => {
            let section = match task.place.section.as_str() {
                "" => "不在章节中的措施",
                section => section,
            };
            vec![format!("{} › {section}", task.place.plan_title)]
        }
        Grouping::Month => vec![task.state.last_day.map_or("没有时限".to_owned(), |it| {
            it.format("%Y年%-m月").to_string()
        })],
    };
    all.sort();
    all.dedup();
    all
}

#[test]
fn every_task_stands_under_its_headings_and_the_figures_are_theirs() {
    let (_folder, app) = office();
    let all = every_task(&app);
    for grouping in Grouping::ALL {
        let arrangement = Arrangement {
            sort: None,
            grouping: Some(grouping),
        };
        let arranged = app.arrange(&Filter::default(), arrangement).unwrap();
        assert!(arranged.groups.len() > 1, "{grouping:?}");
        let mut places = 0;
        let mut labels = std::collections::HashSet::new();
        for group in &arranged.groups {
            assert!(labels.insert(&group.label), "{} twice", group.label);
            assert_eq!(group.start, places);
            places += group.count;
            let tasks = &arranged.ids[group.start..places];
            let is_under = |it: &Task| under(&app, it, grouping).contains(&group.label);
            let wanted: Vec<&Task> = all.iter().filter(|it| is_under(it)).collect();
            let mut ids: Vec<i64> = tasks.iter().map(|it| it.0).collect();
            ids.sort_unstable();
            let mut expected: Vec<i64> = wanted.iter().map(|it| it.id.0).collect();
            expected.sort_unstable();
            assert_eq!(ids, expected, "{grouping:?} {}", group.label);
            let is_overdue = |it: &&&Task| it.state.light(app.today()) == Light::Overdue;
            let overdue = wanted.iter().filter(is_overdue).count();
            assert_eq!(group.overdue, overdue, "{grouping:?} {}", group.label);
        }
        assert_eq!(places, arranged.ids.len());
    }
}

#[test]
fn what_narrows_a_list_narrows_it_arranged_too() {
    let (_folder, app) = office();
    let filter = Filter {
        search: "灯:红".to_owned(),
        ..Filter::default()
    };
    let arrangement = Arrangement {
        sort: Some(Sort {
            column: Column::Lead,
            is_reversed: true,
        }),
        grouping: Some(Grouping::Month),
    };
    let arranged = app.arrange(&filter, arrangement).unwrap();
    assert_eq!(arranged.ids.len(), app.count_tasks(&filter).unwrap());
    let months: Vec<&str> = arranged.groups.iter().map(|it| it.label.as_str()).collect();
    let read = |label: &str| {
        let (year, month) = label.trim_end_matches('月').split_once('年').unwrap();
        (year.parse::<u16>().unwrap(), month.parse::<u8>().unwrap())
    };
    assert!(months.is_sorted_by_key(|it| read(it)), "{months:?}");
    assert!(arranged.groups.iter().all(|it| it.count == it.overdue));
    let rows = app.list_by_number(&arranged.ids[..3]).unwrap();
    let ids: Vec<TaskId> = rows.iter().map(|it| it.id).collect();
    assert_eq!(ids, arranged.ids[..3], "in the order of the numbers");
}
