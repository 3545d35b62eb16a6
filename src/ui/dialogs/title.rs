//! 补一项: a task that no words of the paragraph give, or whose plan carries no paragraph.

use ratatui::crossterm::event::KeyEvent;

use super::Reply;
use super::form::{Asked, Field, Form};
use crate::app::{Remake, Step};
use crate::domain::coverage::Span;
use crate::domain::form_draft::Purpose;
use crate::domain::id::MeasureId;

/// The form that asks for a title.
#[derive(Debug)]
pub struct TitleForm {
    measure: MeasureId,
    seen: i64,
    /// The field.
    pub form: Form,
}

impl TitleForm {
    /// An empty form.
    pub fn new((measure, seen): (MeasureId, i64)) -> Self {
        let about = vec![
            "添加一项没有原文的任务".to_owned(),
            "要用原文，先按 Tab 到原文，把光标移到没有划线的文字上，再按 +。".to_owned(),
        ];
        Self {
            measure,
            seen,
            form: Form::new("添加任务", about, vec![Field::line("任务名称", "")]),
        }
    }

    /// What the form is for.
    pub fn purpose(&self) -> Purpose {
        Purpose::new("add", format!("measure/{}", self.measure))
    }

    /// Takes a key.
    pub fn key(&mut self, key: KeyEvent) -> Reply {
        match self.form.key(key) {
            Asked::Close => Reply::Close,
            Asked::Send => Reply::Remake(Step {
                measure: self.measure,
                seen: Some(self.seen),
                act: Remake::Add {
                    span: Span::default(),
                    title: self.form.text(0).to_owned(),
                },
            }),
            Asked::Nothing | Asked::Changed | Asked::Pick => Reply::Stay,
        }
    }

    /// From now on the step is made on the breakdown as it now is.
    pub fn see(&mut self, rev: i64) {
        self.seen = rev;
    }
}
