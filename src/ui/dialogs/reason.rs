//! 不需拆: why words, a draft or a whole measure need no task.

use ratatui::crossterm::event::{KeyCode, KeyEvent};

use super::Reply;
use super::form::{Asked, Field, Form};
use crate::app::{Remake, Step};
use crate::domain::coverage::Span;
use crate::domain::form_draft::Purpose;
use crate::domain::id::{MeasureId, TaskId};

/// What needs no task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marked {
    /// Words of the paragraph.
    Words(Span),
    /// A draft and its words.
    Task(TaskId),
    /// The whole measure.
    Measure,
}

/// The reasons that come up again and again.
const REASONS: [&str; 5] = [
    "只是号召",
    "目的或效果",
    "与其他任务重复",
    "已在别的计划中列入",
    "不属本级职责",
];

/// The form that asks for a reason; one of those offered, or one's own words.
#[derive(Debug)]
pub struct ReasonForm {
    marked: Marked,
    measure: MeasureId,
    seen: i64,
    /// The field.
    pub form: Form,
}

impl ReasonForm {
    /// The form for what is marked, whose words are shown above.
    pub fn new(marked: Marked, words: &str, (measure, seen): (MeasureId, i64)) -> Self {
        let what = match marked {
            Marked::Words(_) => "这些文字不需拆成任务：",
            Marked::Task(_) => "这项任务不需要，它的文字不需拆：",
            Marked::Measure => "整条措施不需拆成任务：",
        };
        let about = vec![
            format!("{what}{words}"),
            "上下选一条理由，或自己填写。".to_owned(),
        ];
        let mut form = Form::new("不需拆", about, vec![Field::line("理由", "")]);
        if let Some(field) = form.fields.first_mut() {
            field.offers = REASONS.iter().map(|&it| it.to_owned()).collect();
        }
        Self {
            marked,
            measure,
            seen,
            form,
        }
    }

    /// What the form is for.
    pub fn purpose(&self) -> Purpose {
        let marked = match self.marked {
            Marked::Words(span) => format!("words/{}-{}", span.start, span.end),
            Marked::Task(task) => format!("task/{task}"),
            Marked::Measure => "whole".to_owned(),
        };
        Purpose::new("mark", format!("measure/{}/{marked}", self.measure))
    }

    /// Takes a key; Enter takes the marked reason, or the one that was typed.
    pub fn key(&mut self, key: KeyEvent) -> Reply {
        let asked = self.form.key(key);
        let is_typed = !self.form.text(0).is_empty();
        if let Some(field) = self.form.fields.first_mut() {
            match asked {
                Asked::Changed if is_typed => field.offers.clear(),
                Asked::Changed if field.offers.is_empty() && key.code != KeyCode::Enter => {
                    field.offers = REASONS.iter().map(|&it| it.to_owned()).collect();
                }
                Asked::Pick => {
                    let reason = field.offers.get(field.marked).cloned();
                    return self.send(&reason.unwrap_or_default());
                }
                _ => {}
            }
        }
        match asked {
            Asked::Close => Reply::Close,
            Asked::Send => {
                let typed = self.form.text(0).to_owned();
                self.send(&typed)
            }
            _ => Reply::Stay,
        }
    }

    fn send(&self, reason: &str) -> Reply {
        let reason = reason.to_owned();
        Reply::Remake(Step {
            measure: self.measure,
            seen: Some(self.seen),
            act: match self.marked {
                Marked::Words(span) => Remake::Mark { span, reason },
                Marked::Task(task) => Remake::MarkTask { task, reason },
                Marked::Measure => Remake::Settle { reason },
            },
        })
    }

    /// From now on the step is made on the breakdown as it now is.
    pub fn see(&mut self, rev: i64) {
        self.seen = rev;
    }
}
