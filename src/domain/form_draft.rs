//! Draft of a form (草稿): what a person typed into a form and did not send. Only they see it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What a form is for: one person has at most one draft of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purpose {
    /// The act: a verb's code (`report`), or the name of a form (`department-rename`).
    pub form: String,
    /// What it is meant for: `task/12`, `tasks/1,2,3`, `measure/4/task/12`, a login, a name; empty where there is only
    /// one.
    pub target: String,
}

impl Purpose {
    /// What a form is for.
    pub fn new(form: impl Into<String>, target: impl Into<String>) -> Self {
        Self {
            form: form.into(),
            target: target.into(),
        }
    }
}

/// What stands in one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filled {
    /// The field's label, by which it is found again.
    pub label: String,
    /// What was typed.
    pub text: String,
}

/// A draft.
#[derive(Clone, Debug, PartialEq, Eq)]
#[doc(alias = "草稿")]
pub struct FormDraft {
    /// What it is for.
    pub purpose: Purpose,
    /// The same as its person reads it: 反馈「建成健康步道3条」.
    pub title: String,
    /// What was typed.
    pub fields: Vec<Filled>,
    /// When it was kept.
    pub at: DateTime<Utc>,
}
