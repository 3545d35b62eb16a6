//! The words of 督办 as types, and the rules on them.

pub mod deadline;
pub mod draft;
pub mod recurrence;
