//! The way back: a filter as the words that somebody could have typed.

use super::{Lookup, TaskQuery};
use crate::domain::filter::{Criterion, Filter};
use crate::domain::id::DepartmentId;
use crate::domain::status::Status;

/// What could be typed to see what a filter shows; `None` where no words say it, as for one section of a plan.
pub fn tell(filter: &Filter, lookup: Lookup<'_>) -> Option<String> {
    let is_beyond_words = filter.branch.is_some()
        || filter.measure.is_some()
        || filter.ids.is_some()
        || !filter.criteria.is_empty();
    if is_beyond_words {
        return None;
    }
    let mut words: Vec<String> = Vec::new();
    if let Some(id) = filter.plan {
        let plan = lookup.plans.iter().find(|it| it.id == id)?;
        words.push(said(
            format!("计划:{}", plan.slug),
            &Criterion::Plan(vec![id]),
            lookup,
        )?);
    }
    if let Some(leads) = &filter.leads {
        words.push(said_leads(leads, lookup)?);
    }
    if let Some(status) = filter.status {
        words.push(format!("状态:{}", status.label()));
    }
    if let Some(stage) = filter.stage {
        let all = Status::ALL.into_iter().filter(|it| stage.holds(*it));
        let labels: Vec<&str> = all.map(Status::label).collect();
        words.push(format!("状态:{}", labels.join(",")));
    }
    words.extend(filter.light.map(|it| format!("灯:{}", it.label())));
    words.extend(filter.due_from.map(|it| format!("截止>={it}")));
    words.extend(filter.due_by.map(|it| format!("截止<={it}")));
    if filter.is_undated {
        words.push("截止:无".to_owned());
    }
    if !filter.search.is_empty() {
        words.push(filter.search.clone());
    }
    Some(words.join(" "))
}

/// The words, where they are read as nothing else.
fn said(words: String, wanted: &Criterion, lookup: Lookup<'_>) -> Option<String> {
    let read = TaskQuery::parse(&words, lookup);
    (read.criteria.as_slice() == std::slice::from_ref(wanted)).then_some(words)
}

/// The lead by its name of today; a short one first, as people type it.
fn said_leads(leads: &[DepartmentId], lookup: Lookup<'_>) -> Option<String> {
    let (directory, today) = (lookup.directory, lookup.today);
    let current = directory.current(*leads.first()?, today);
    let mut wanted = leads.to_vec();
    wanted.sort_unstable();
    wanted.dedup();
    let wanted = Criterion::Lead(wanted);
    [
        directory.current_short_name(current, today),
        directory.current_name(current, today),
    ]
    .into_iter()
    .find_map(|name| said(format!("牵头:{name}"), &wanted, lookup))
}
