//! 登记: what an indicator was in a year, and where that is written.

use ratatui::crossterm::event::KeyEvent;

use super::Reply;
use super::form::{Asked, Field, Form};
use crate::domain::form_draft::Purpose;
use crate::domain::id::IndicatorId;

/// The form in which a reading is noted.
#[derive(Debug)]
pub struct ReadingForm {
    indicator: IndicatorId,
    /// The fields.
    pub form: Form,
}

impl ReadingForm {
    /// The form for an indicator; `about` says which and how it stands, `year` is offered.
    pub fn new(indicator: IndicatorId, about: Vec<String>, year: i32) -> Self {
        let fields = vec![
            Field::line("年份", &year.to_string()),
            Field::line("数据（只写数字）", ""),
            Field::line("来源（统计公报、年鉴或文号）", ""),
        ];
        Self {
            indicator,
            form: Form::new("登记", about, fields),
        }
    }

    /// What the form is for.
    pub fn purpose(&self) -> Purpose {
        Purpose::new("note", format!("indicator/{}", self.indicator))
    }

    /// Takes a key.
    pub fn key(&mut self, key: KeyEvent) -> Reply {
        match self.form.key(key) {
            Asked::Close => Reply::Close,
            Asked::Send => Reply::Note {
                indicator: self.indicator,
                year: self.form.text(0).to_owned(),
                value: self.form.text(1).to_owned(),
                source: self.form.text(2).to_owned(),
            },
            Asked::Nothing | Asked::Changed | Asked::Pick => Reply::Stay,
        }
    }
}
