//! The log on the file of the demo: every filter gives what looking at every event gives, however it is cut up.

use crate::app::inbox::tests::Sample;
use crate::app::{App, LogLine};
use crate::domain::id::EventId;
use crate::domain::log::{LogFilter, LogQuery, What};
use crate::domain::status::{Status, Verb};
use crate::text::pinyin::holds;
use std::collections::HashSet;

/// Whether a line should be found.
type Fits<'f> = Box<dyn Fn(&LogLine) -> bool + 'f>;

/// Everything that a filter finds, a few at a time.
fn found(app: &App, filter: &LogFilter, want: usize, most: usize) -> Vec<EventId> {
    let mut ids = Vec::new();
    let mut below = None;
    loop {
        let part = app.find_log(filter, below, want, most).unwrap();
        ids.extend(part.ids);
        match part.next {
            Some(next) => below = Some(next),
            None => return ids,
        }
    }
}

fn every(app: &App) -> Vec<LogLine> {
    let newest = app.newest_event().unwrap().0;
    let ids: Vec<EventId> = (1..=newest).map(EventId).collect();
    app.list_log(&ids).unwrap()
}

#[test]
fn every_filter_finds_what_is_there_the_newest_first() {
    let sample = Sample::new();
    let app = sample.app("wangmin");
    let all = every(&app);
    assert!(all.windows(2).all(|it| it[0].entry.id() > it[1].entry.id()));
    let health = app.leads_named("市卫健委").unwrap();
    let lead = |line: &LogLine| {
        let task = line.entry.task()?;
        app.task_page(task).ok()?.task.state.lead
    };
    let rows: [(&str, Fits<'_>); 8] = [
        ("", Box::new(|_| true)),
        ("任务:123", Box::new(|it| it.entry.subject() == "任务 123")),
        ("人:zl", Box::new(|it| holds(&it.who, "zl"))),
        (
            "人:王敏 办理:销号",
            Box::new(|it| it.who == "王敏" && it.entry.verb() == Verb::Close),
        ),
        (
            "日:2021-03",
            Box::new(|it| it.entry.day().to_string().starts_with("2021-03")),
        ),
        (
            "办理:登记",
            Box::new(|it| matches!(it.entry.what, What::Reading(_))),
        ),
        (
            "部门:卫健委 办理:退回",
            Box::new(|it| {
                it.entry.verb() == Verb::SendBack && lead(it).is_some_and(|it| health.contains(&it))
            }),
        ),
        ("人:没有这个人", Box::new(|_| false)),
    ];
    for (typed, fits) in rows {
        let filter = app
            .log_filter(&LogQuery::parse(typed, app.today()))
            .unwrap();
        let wanted: Vec<EventId> = all
            .iter()
            .filter(|it| fits(it))
            .map(|it| it.entry.id())
            .collect();
        assert_eq!(wanted.is_empty(), typed.contains("没有"), "{typed}");
        assert_eq!(
            found(&app, &filter, usize::MAX, usize::MAX),
            wanted,
            "{typed}"
        );
        assert_eq!(found(&app, &filter, 50, 700), wanted, "{typed}");
    }
}

#[test]
fn words_are_looked_for_in_what_was_written_and_in_names() {
    let sample = Sample::new();
    let app = sample.app("wangmin");
    let filter = app
        .log_filter(&LogQuery::parse("健康促进医院", app.today()))
        .unwrap();
    let ids = found(&app, &filter, usize::MAX, usize::MAX);
    let lines = app.list_log(&ids).unwrap();
    assert!(lines.len() > 5);
    for line in lines {
        let text = format!("{}{}", line.title(), line.entry.said());
        let page = line.entry.task().map(|it| app.task_page(it).unwrap().task);
        let more = page.map_or(String::new(), |it| {
            it.promise.quote + &it.promise.target + &it.place.measure_title
        });
        assert!((text + &more).contains("健康促进医院"), "{line:?}");
    }
}

#[test]
fn a_liaison_sees_nothing_of_drafts() {
    let sample = Sample::new();
    let (coordinator, liaison) = (sample.app("wangmin"), sample.app("wjw"));
    let whole = |app: &App| {
        let filter = app.log_filter(&LogQuery::default()).unwrap();
        assert_eq!(filter.is_whole(), app.person().login.starts_with("wangmin"));
        let ids = found(app, &filter, 1000, 3000);
        app.list_log(&ids).unwrap()
    };
    let (all, seen) = (whole(&coordinator), whole(&liaison));
    assert!(seen.len() < all.len());
    let mut given = HashSet::new();
    let every = coordinator.store.read(|read| {
        read.each_matter(|task, matter| {
            if matter.status != Status::Draft {
                given.insert(task);
            }
        })
    });
    every.unwrap();
    let is_draft = |line: &LogLine| line.entry.task().is_some_and(|it| !given.contains(&it));
    assert!(!seen.iter().any(is_draft));
    assert_eq!(all.iter().filter(|it| !is_draft(it)).count(), seen.len());
}

#[test]
fn an_event_says_what_it_changed_and_what_took_it_back() {
    let sample = Sample::new();
    let app = sample.app("wangmin");
    let filter = app
        .log_filter(&LogQuery::parse("任务:123 办理:反馈", app.today()))
        .unwrap();
    let newest = found(&app, &filter, 1, usize::MAX)[0];
    let page = app.log_page(newest).unwrap();
    assert_eq!(page.line.entry.hash.len(), 64);
    let changed: Vec<&str> = page
        .differences
        .iter()
        .filter(|it| it.is_change())
        .map(|it| it.label)
        .collect();
    assert!(["进度", ""].contains(&changed.first().copied().unwrap_or("")));
    assert!(page.links.is_empty());
    assert!(app.log_page(EventId(0)).is_err());
}
