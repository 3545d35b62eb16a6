//! Row numbers as types, so that a task's is never taken for a department's.

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($(#[$doc:meta] $name:ident),* $(,)?) => {$(
        #[$doc]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(formatter)
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::num::ParseIntError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )*};
}

id! {
    /// The number of a plan (计划).
    PlanId,
    /// The number of a section (篇章节).
    SectionId,
    /// The number of a measure (措施).
    MeasureId,
    /// The number of a task (任务): what people type after `task show`.
    TaskId,
    /// The number of a department (部门).
    DepartmentId,
    /// The number of an event (留痕).
    EventId,
    /// The number of an edition (版本).
    EditionId,
    /// The number of a change that an edition makes.
    ChangeId,
    /// The number of an indicator (指标).
    IndicatorId,
    /// The number of a document that was sent (发文).
    DispatchId,
    /// The number of a saved view (视图).
    ViewId,
}
