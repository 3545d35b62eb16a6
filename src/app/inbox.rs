//! The inbox (待办): what waits for the person who asks.

use chrono::{Days, NaiveDate};
use std::collections::BTreeMap;

use super::App;
use super::error::Error;
use super::query::actor_label;
use crate::domain::filter::{Criterion, Filter, Window};
use crate::domain::id::DepartmentId;
use crate::domain::inbox::{Group, SILENT_DAYS, is_silent};
use crate::domain::person::Role;
use crate::domain::status::Status;
use crate::domain::task::TaskRow;
use crate::store::{InboxQuery, Read};

/// From this many tasks in a group on, the tab no longer counts.
const MOST: usize = 999;

/// How much waits for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inbox {
    /// The groups that hold something, each with how many tasks.
    pub groups: Vec<(Group, usize)>,
    /// The departments that owe a report and sent none (零反馈), the longest silent first; for coordinators.
    pub silent: Vec<SilentLine>,
}

/// A department that owes a report (零反馈).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SilentLine {
    /// The body that answers today.
    pub id: DepartmentId,
    /// Its name.
    pub name: String,
    /// When it last reported; `None` where it never did.
    pub reported_on: Option<NaiveDate>,
    /// How many tasks in progress it leads.
    pub tasks: usize,
}

/// A task of the inbox.
#[derive(Clone, Debug, PartialEq)]
pub struct InboxRow {
    /// The task.
    pub row: TaskRow,
    /// Why it is there: who asked what, or how long it has waited.
    pub why: String,
}

/// What the tab says: how much waits, drafts left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// How many tasks and departments.
    pub count: usize,
    /// There are more, and nobody counted them.
    pub is_more: bool,
}

impl Waiting {
    /// The number as the tab shows it; empty where nothing waits.
    pub fn label(self) -> String {
        match (self.count, self.is_more) {
            (0, _) => String::new(),
            (count, true) => format!("{count}+"),
            (count, false) => count.to_string(),
        }
    }
}

impl App {
    /// The departments that the person acts for, with those whose tasks they answer for today.
    pub(super) fn own_leads(&self) -> Vec<DepartmentId> {
        let mut leads: Vec<DepartmentId> = Vec::new();
        for id in &self.person.departments {
            leads.extend(self.leads_of(*id));
        }
        leads.sort_unstable();
        leads.dedup();
        leads
    }

    /// How much waits for the person.
    pub fn count_waiting(&self) -> Result<Waiting, Error> {
        let leads = self.own_leads();
        let mut waiting = Waiting::default();
        self.store.read(|read| -> Result<_, Error> {
            let groups = Group::of_role(self.person.role).iter();
            for group in groups.filter(|it| it.is_counted()) {
                let count =
                    read.count_inbox(self.inbox_query(*group, &leads, &Filter::default()), MOST)?;
                waiting.is_more |= count == MOST;
                waiting.count += count;
            }
            waiting.count += self.silent(read, &Filter::default())?.len();
            Ok(())
        })?;
        Ok(waiting)
    }

    /// What waits for the person; with words, only the tasks that hold them all.
    pub fn inbox(&self, search: &str) -> Result<Inbox, Error> {
        let (leads, filter) = (self.own_leads(), self.searched(search));
        self.store.read(|read| {
            let mut groups = Vec::new();
            for group in Group::of_role(self.person.role) {
                let query = self.inbox_query(*group, &leads, &filter);
                let count = read.count_inbox(query, usize::MAX >> 1)?;
                if count > 0 {
                    groups.push((*group, count));
                }
            }
            let mut silent = self.silent(read, &filter)?;
            for line in &mut silent {
                let filter = Filter {
                    leads: Some(self.leads_of(line.id)),
                    status: Some(Status::InProgress),
                    ..Filter::default()
                };
                line.tasks = read.count_tasks(&filter, self.today())?;
            }
            Ok(Inbox { groups, silent })
        })
    }

    /// The tasks of a group, the rows of one window.
    pub fn list_inbox(
        &self,
        group: Group,
        search: &str,
        window: Window,
    ) -> Result<Vec<InboxRow>, Error> {
        let (leads, today) = (self.own_leads(), self.today());
        let filter = self.searched(search);
        self.store.read(|read| {
            let rows = read.list_inbox(self.inbox_query(group, &leads, &filter), window)?;
            rows.into_iter()
                .map(|(row, since)| {
                    let mut event = match group.reason() {
                        Some(verb) => read.last_event(row.id, verb)?,
                        None => None,
                    };
                    if let Some(event) = &mut event {
                        event.actor = actor_label(read, &event.actor)?;
                    }
                    let why = group.told(event.as_ref(), since, today);
                    Ok(InboxRow { row, why })
                })
                .collect()
        })
    }

    fn inbox_query<'q>(
        &self,
        group: Group,
        leads: &'q [DepartmentId],
        filter: &'q Filter,
    ) -> InboxQuery<'q> {
        InboxQuery {
            group,
            leads,
            filter,
            today: self.today(),
        }
    }

    /// The departments that owe a report and sent none, their tasks not counted yet; nobody but a coordinator is told.
    fn silent(&self, read: &Read<'_>, filter: &Filter) -> Result<Vec<SilentLine>, Error> {
        if !self.person.role.coordinates() {
            return Ok(Vec::new());
        }
        let today = self.today();
        // A body that was merged reports as the one that answers today.
        let mut bodies: BTreeMap<DepartmentId, (Option<NaiveDate>, bool)> = BTreeMap::new();
        for (printed, reported_on, works) in read.list_reporting()? {
            let body = bodies
                .entry(self.directory.current(printed, today))
                .or_default();
            body.0 = body.0.max(reported_on);
            body.1 |= works;
        }
        let named = filter.search.trim();
        let near = self.directory.near(named).into_iter();
        let near: Vec<DepartmentId> = near
            .map(|it| self.directory.current(it.id, today))
            .collect();
        let is_wanted = |id: DepartmentId| {
            let meets = |it: &Criterion| match it {
                Criterion::Lead(all) | Criterion::Concerns(all) => all.contains(&id),
                // Nothing else can be said of a department.
                _ => false,
            };
            (named.is_empty() || near.contains(&id)) && filter.criteria.iter().all(meets)
        };
        let begun = today
            .checked_sub_days(Days::new(SILENT_DAYS))
            .unwrap_or(NaiveDate::MIN);
        let mut silent = Vec::new();
        for (id, (reported_on, works)) in bodies {
            if !works || !is_wanted(id) || !is_silent(reported_on, today) {
                continue;
            }
            // Nothing is owed yet for what was taken on within the same time.
            if read.has_worked_since(&self.leads_of(id), begun)? {
                silent.push(SilentLine {
                    id,
                    name: self.directory.current_name(id, today).to_owned(),
                    reported_on,
                    tasks: 0,
                });
            }
        }
        silent.sort_by_key(|it| it.reported_on);
        Ok(silent)
    }

    /// Whether the inbox has anything to say to the person at all.
    pub fn has_inbox(&self) -> bool {
        self.person.role != Role::Viewer
    }
}

#[cfg(test)]
pub(super) mod tests;
