//! 发文: what the cover of a summary says before it is sent and kept.

use ratatui::crossterm::event::KeyEvent;

use super::Reply;
use super::form::{Asked, Field, Form};
use crate::app::WeeklyAsked;
use crate::domain::form_draft::Purpose;
use crate::domain::weekly::Imprint;

/// The form.
#[derive(Debug)]
pub struct DispatchForm {
    asked: WeeklyAsked,
    /// The fields.
    pub form: Form,
}

impl DispatchForm {
    /// The form of a summary.
    pub fn new(asked: WeeklyAsked) -> Self {
        let (label, paper) = (asked.term.label(), asked.term.pace().paper());
        let about = vec![
            format!("{label}{paper}，Word 文件"),
            "发文后照原样留底，不能删改；以后用 duban export sent 再取。".to_owned(),
        ];
        let fields = vec![
            Field::line("标题（不填则用常用标题）", ""),
            Field::line("期号或文号（可不填）", ""),
            Field::line("主送单位（几个用、隔开）", ""),
            Field::line("落款（可不填）", ""),
        ];
        Self {
            asked,
            form: Form::new("发文", about, fields),
        }
    }

    /// What the form is for.
    pub fn purpose(&self) -> Purpose {
        let WeeklyAsked { term, plan, .. } = &self.asked;
        let plan = plan.as_deref().unwrap_or_default();
        Purpose::new("dispatch", format!("term/{}/{plan}", term.code()))
    }

    /// Takes a key.
    pub fn key(&mut self, key: KeyEvent) -> Reply {
        match self.form.key(key) {
            Asked::Close => Reply::Close,
            Asked::Send => Reply::Dispatch(Box::new(self.asked())),
            Asked::Nothing | Asked::Changed | Asked::Pick => Reply::Stay,
        }
    }

    /// The summary with what was typed.
    fn asked(&self) -> WeeklyAsked {
        let text = |at: usize| self.form.text(at).trim().to_owned();
        let recipients = text(2);
        let recipients = recipients.split(['、', '，', ',', '；', ';']);
        WeeklyAsked {
            imprint: Imprint {
                title: text(0),
                number: text(1),
                recipients: recipients
                    .map(|it| it.trim().to_owned())
                    .filter(|it| !it.is_empty())
                    .collect(),
                signed_by: text(3),
            },
            ..self.asked.clone()
        }
    }
}
