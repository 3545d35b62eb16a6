//! `duban export notice`: what departments owe, as text to paste.

use super::arguments::{NoticeWords, Said};
use super::export::give;
use super::look;
use crate::app::{Error, Paper, Settings, Signature};

/// Exports the notice to one department, or to every one that owes something.
pub fn run(words: &NoticeWords, settings: &Settings) -> Result<(), Error> {
    let app = look(settings)?;
    let signature = Signature {
        contact: words.contact.clone(),
        signed_by: words.sign.clone(),
    };
    let (department, plan) = (words.department.as_deref(), words.plan.as_deref());
    let text = match words.format {
        Said::Txt => app.notice_text(department, plan, &signature)?,
        Said::Json => app.notice_json(department, plan, &signature)?,
    };
    give(&Paper::Text(text), words.output.as_deref(), settings)
}
