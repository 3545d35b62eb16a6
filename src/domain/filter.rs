//! Filters (筛选): which tasks a list shows, in which order, and which window of them.

use chrono::NaiveDate;
use std::sync::Arc;

use super::id::{DepartmentId, MeasureId, PlanId, SectionId, TaskId};
use super::light::Light;
use super::recurrence::Recurrence;
use super::status::Status;

/// Which tasks a list shows. Every field that is set narrows; the default shows all.
#[derive(Clone, Debug, Default, PartialEq)]
#[doc(alias = "筛选")]
pub struct Filter {
    /// Only this plan.
    pub plan: Option<PlanId>,
    /// Only what stands in this part of a plan.
    pub branch: Option<Branch>,
    /// Only this measure.
    pub measure: Option<MeasureId>,
    /// Only tasks led by one of these departments.
    pub leads: Option<Vec<DepartmentId>>,
    /// Only this status.
    pub status: Option<Status>,
    /// Only tasks at this stage of their life.
    pub stage: Option<Stage>,
    /// Only tasks that show this light.
    pub light: Option<Light>,
    /// Only tasks whose last day lies on or before this one.
    pub due_by: Option<NaiveDate>,
    /// Only tasks whose last day lies on or after this one.
    pub due_from: Option<NaiveDate>,
    /// Only tasks without a last day.
    pub is_undated: bool,
    /// Only these tasks: every one is there and seen by who asks, and they stand in the order of the list.
    pub ids: Option<Arc<[TaskId]>>,
    /// Only tasks that meet every one of these.
    pub criteria: Vec<Criterion>,
    /// Only tasks that hold every one of these words. What a person types may hold fields, too, which the app turns into
    /// criteria.
    pub search: String,
    /// Leave drafts out, as a liaison never sees one.
    pub hide_drafts: bool,
    /// The order.
    pub order: Order,
}

impl Filter {
    /// The tasks that are known by number, where nothing typed narrows them: then they are the whole list.
    pub fn plain_ids(&self) -> Option<&[TaskId]> {
        let is_narrowed = !self.search.is_empty() || !self.criteria.is_empty();
        self.ids.as_deref().filter(|_| !is_narrowed)
    }
}

/// What a task must be; where there are several values, one of them. Without any, no task is it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Criterion {
    /// Led by one of these departments.
    Lead(Vec<DepartmentId>),
    /// Led by nobody yet.
    Unled,
    /// Supported by one of these departments.
    Support(Vec<DepartmentId>),
    /// Led or supported by one of these departments.
    Concerns(Vec<DepartmentId>),
    /// Of one of these plans.
    Plan(Vec<PlanId>),
    /// With one of these statuses.
    Status(Vec<Status>),
    /// With one of these lights.
    Light(Vec<Light>),
    /// With its last day in these days, both included.
    Due {
        /// The first one.
        from: Option<NaiveDate>,
        /// The last one.
        by: Option<NaiveDate>,
    },
    /// Without a last day.
    Undated,
    /// Owed again and again like this.
    Recurrence(Vec<Recurrence>),
    /// One of these.
    Task(Vec<TaskId>),
}

/// A part of a plan that has tasks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Branch {
    /// A section of a plan, and the sections below it.
    Section(PlanId, SectionId),
    /// The measures of a plan that stand in no section.
    Loose(PlanId),
}

/// A stage of a task's life that holds several statuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Somebody still owes it: 待签收, 进行中, 待审核.
    Open,
    /// It was given to somebody and is not cancelled.
    InForce,
}

impl Stage {
    /// Whether a task with this status is at this stage.
    pub fn holds(self, status: Status) -> bool {
        match self {
            Self::Open => status.is_open(),
            Self::InForce => status.is_in_force(),
        }
    }
}

/// The order of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// As printed: plan, measure, place in the measure.
    #[default]
    Printed,
    /// The earliest last day first, so that the longest overdue leads; tasks without one at the end.
    LastDay,
}

/// Which rows of a list are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// Rows to skip.
    pub offset: usize,
    /// Rows to take.
    pub limit: usize,
}

impl Window {
    /// Every row.
    pub const ALL: Self = Self {
        offset: 0,
        limit: usize::MAX >> 1,
    };
}
