//! 分解: what a printed group leads becomes one task a member, and whom it supports with, its members.

use super::Desk;
use crate::app::error::Error;
use crate::app::record::{Deed, Recorder};
use crate::app::workspace;
use crate::domain::department::Directory;
use crate::domain::event::Given;
use crate::domain::id::{DepartmentId, PlanId};
use crate::domain::refusal::Refusal;
use crate::domain::status::Verb;
use crate::domain::task::{Task, TaskState};
use crate::domain::workspace::LONGEST_TITLE;

/// What becomes of a group's task.
pub struct Parts {
    /// What the task itself is given with: the first member leads it.
    pub kept: Given,
    /// The tasks of the other members.
    pub more: Vec<(TaskState, Given)>,
}

/// Whether a group leads or supports a task whose members are known.
pub fn has_members(task: &Task, directory: &Directory) -> bool {
    let owners = task.state.lead.iter().chain(&task.owners.support);
    let is_group = |id: &DepartmentId| !directory.members(task.place.plan, *id).is_empty();
    owners.into_iter().any(is_group)
}

impl Desk<'_> {
    /// Parts a task among the members of the group that leads it; a group that supports it gives way to its members.
    ///
    /// # Errors
    /// No group leads or supports it whose members are known, or a draft among its words has none to copy.
    pub(super) fn expand(&self, task: &Task, after: &mut TaskState) -> Result<Parts, Error> {
        let directory = self.directory;
        if !has_members(task, directory) {
            return Err(Refusal::NoGroup {
                title: task.promise.title.clone(),
            }
            .into());
        }
        let members = |id: DepartmentId| directory.members(task.place.plan, id);
        let mut support: Vec<DepartmentId> = Vec::new();
        for id in &task.owners.support {
            let known = members(*id);
            let stands_for = if known.is_empty() {
                std::slice::from_ref(id)
            } else {
                known
            };
            support.extend(
                stands_for
                    .iter()
                    .filter(|it| !support.contains(it))
                    .collect::<Vec<_>>(),
            );
        }
        let leads: Vec<Option<DepartmentId>> = match task.state.lead.map(members) {
            Some(found) if !found.is_empty() => found.iter().copied().map(Some).collect(),
            _ => vec![task.state.lead],
        };
        let is_parted = leads.len() > 1;
        let mut parts = leads.iter().enumerate().map(|(at, lead)| {
            let mut given = Given::whole(task);
            given.support = support
                .iter()
                .copied()
                .filter(|it| Some(*it) != *lead)
                .collect();
            if let (Some(words), true) = (&mut given.words, is_parted) {
                words.position += at;
                words.title = title_of(
                    &words.title,
                    lead.and_then(|it| directory.get(it))
                        .map(|it| it.short_name.as_str()),
                );
            }
            let state = TaskState {
                lead: *lead,
                ..task.state.clone()
            };
            (state, given)
        });
        let (state, kept) = parts
            .next()
            .unwrap_or_else(|| (task.state.clone(), Given::whole(task)));
        let more: Vec<(TaskState, Given)> = parts.collect();
        after.lead = state.lead;
        self.write
            .make_room(task.place.measure, task.place.position + 1, more.len())?;
        workspace::rewrite(self.write, task, after, &kept)?;
        Ok(Parts { kept, more })
    }

    /// Makes the task of another member.
    pub(super) fn make(
        &self,
        recorder: &Recorder<'_>,
        plan: PlanId,
        state: &TaskState,
        given: &Given,
    ) -> Result<(), Error> {
        let id = workspace::insert(self.write, None, plan, state, given, self.at)?;
        recorder.task(Deed {
            verb: Verb::Expand,
            task: id,
            text: String::new(),
            before: None,
            after: state,
            given: Some(given.clone()),
            taken: None,
            report: None,
        })?;
        recorder.reindex(self.directory, id)
    }
}

/// A title with a member's name or a period behind it; it is cut where a list has no room for both.
pub(super) fn title_of(title: &str, behind: Option<&str>) -> String {
    let Some(behind) = behind.map(|it| format!("（{it}）")) else {
        return title.to_owned();
    };
    let room = LONGEST_TITLE.saturating_sub(behind.chars().count());
    if title.chars().count() <= room {
        return format!("{title}{behind}");
    }
    let cut: String = title.chars().take(room.saturating_sub(1)).collect();
    format!("{cut}…{behind}")
}
