//! What a task's record says at a glance: the parts of supporting departments, what a revision changed, the words of an act.

use chrono::NaiveDate;

use super::event::{Event, standing};
use super::id::DepartmentId;
use super::report::Report;
use super::status::Verb;
use super::task::Task;

/// The latest report of each supporting department on its part.
pub fn parts(events: &[Event], name: impl Fn(DepartmentId) -> String) -> Vec<String> {
    let mut latest: Vec<(DepartmentId, String)> = Vec::new();
    for event in standing(events, NaiveDate::MAX).iter() {
        let Some((by, report)) = event.report.as_ref().and_then(|it| Some((it.by?, it))) else {
            continue;
        };
        let percent = report.part.map_or_else(String::new, |it| format!(" {it}%"));
        let line = format!("{}{percent}：{}（{}）", name(by), event.text, event.day);
        latest.retain(|it| it.0 != by);
        latest.push((by, line));
    }
    latest.into_iter().map(|it| it.1).collect()
}

/// What stood before the task was revised for the first time, where it stands otherwise now.
pub fn stood(
    task: &Task,
    events: &[Event],
    name: impl Fn(DepartmentId) -> String,
) -> Vec<(&'static str, String)> {
    let events = standing(events, NaiveDate::MAX);
    let Some(first) = events.iter().find(|it| it.verb == Verb::Revise) else {
        return Vec::new();
    };
    let promise = &task.promise;
    let mut stood = Vec::new();
    if let Some(words) = first.taken.as_ref().and_then(|it| it.words.as_ref()) {
        if words.title != promise.title {
            stood.push(("原名", words.title.clone()));
        }
        if words.target != promise.target {
            stood.push(("原标", words.target.clone()));
        }
    }
    let lead = first.before.as_ref().and_then(|it| it.lead);
    if let Some(lead) = lead.filter(|it| Some(*it) != task.state.lead) {
        stood.push(("原牵", name(lead)));
    }
    stood
}

/// What was written with an act, the report's problems, next step and papers behind the words.
pub fn words(event: &Event) -> String {
    let mut text = event.said();
    for (heading, said) in event.report.iter().flat_map(Report::told) {
        let gap = if text.is_empty() { "" } else { "；" };
        text = format!("{}{gap}{heading}：{said}", text.trim_end_matches('。'));
    }
    text
}
