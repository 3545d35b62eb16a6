//! 采用, 不采用: the basis of a revision, or why it is not made.

use ratatui::crossterm::event::KeyEvent;

use super::Reply;
use super::form::{Asked, Field, Form};
use crate::domain::edition::{Change, Decision};
use crate::domain::form_draft::Purpose;
use crate::domain::id::ChangeId;

/// The form in which a coordinator decides on a change.
#[derive(Debug)]
pub struct DecideForm {
    change: ChangeId,
    decision: Decision,
    /// The field.
    pub form: Form,
}

impl DecideForm {
    /// The form for a change; `effects` says what taking it would do, `basis` what the edition prints of itself.
    pub fn new(change: &Change, decision: Decision, effects: &str, basis: &str) -> Self {
        let what = format!("{} {} {}", change.kind.label(), change.number, change.title);
        let (title, label, about, text) = match decision {
            Decision::Taken => ("采用", "依据（文号和日期）", effects, basis),
            Decision::Refused => ("不采用", "理由", "计划保持原样，理由会留存。", ""),
        };
        let about = vec![what, about.to_owned()];
        Self {
            change: change.id,
            decision,
            form: Form::new(title, about, vec![Field::line(label, text)]),
        }
    }

    /// What the form is for.
    pub fn purpose(&self) -> Purpose {
        let form = match self.decision {
            Decision::Taken => "take-change",
            Decision::Refused => "refuse-change",
        };
        Purpose::new(form, format!("change/{}", self.change))
    }

    /// Takes a key.
    pub fn key(&mut self, key: KeyEvent) -> Reply {
        match self.form.key(key) {
            Asked::Close => Reply::Close,
            Asked::Send => Reply::Decide {
                change: self.change,
                decision: self.decision,
                basis: self.form.text(0).to_owned(),
            },
            Asked::Nothing | Asked::Changed | Asked::Pick => Reply::Stay,
        }
    }
}
