//! Filters (筛选): which tasks a list shows, in which order, and which window of them.

use chrono::NaiveDate;

use super::id::{DepartmentId, MeasureId, PlanId};
use super::light::Light;
use super::status::Status;

/// Which tasks a list shows. Every field that is set narrows; the default shows all.
#[derive(Clone, Debug, Default, PartialEq)]
#[doc(alias = "筛选")]
pub struct Filter {
    /// Only this plan.
    pub plan: Option<PlanId>,
    /// Only this measure.
    pub measure: Option<MeasureId>,
    /// Only tasks led by one of these departments.
    pub leads: Option<Vec<DepartmentId>>,
    /// Only this status.
    pub status: Option<Status>,
    /// Only tasks that show this light.
    pub light: Option<Light>,
    /// Only tasks whose last day lies on or before this one.
    pub due_by: Option<NaiveDate>,
    /// Only tasks that hold every one of these words.
    pub search: String,
    /// Leave drafts out, as a liaison never sees one.
    pub hide_drafts: bool,
    /// The order.
    pub order: Order,
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
