//! Drafts of forms (草稿): what a person typed and did not send is kept for them in the file, and for nobody else.
//!
//! Whoever stands in for somebody has drafts of their own.

use super::App;
use super::error::Error;
use crate::domain::form_draft::{Filled, FormDraft, Purpose};

impl App {
    /// Keeps what was typed; while a past day is looked at nothing is kept.
    ///
    /// # Errors
    /// Somebody else writes just now, or the file can't be written.
    pub fn keep_form_draft(
        &mut self,
        purpose: &Purpose,
        title: &str,
        fields: &[Filled],
    ) -> Result<(), Error> {
        if self.is_past() {
            return Ok(());
        }
        let draft = FormDraft {
            purpose: purpose.clone(),
            title: title.to_owned(),
            fields: fields.to_vec(),
            at: self.clock.now(),
        };
        let login = &self.person.login;
        self.store
            .write_aside(|write| write.put_form_draft(login, &draft).map_err(Error::from))
    }

    /// Throws a draft away: it was sent, or given up.
    ///
    /// # Errors
    /// See [`App::keep_form_draft`].
    pub fn drop_form_draft(&mut self, purpose: &Purpose) -> Result<(), Error> {
        if self.is_past() {
            return Ok(());
        }
        let login = &self.person.login;
        self.store
            .write_aside(|write| write.delete_form_draft(login, purpose).map_err(Error::from))
    }

    /// The person's drafts, the newest first; none while a past day is looked at.
    pub fn list_form_drafts(&self) -> Result<Vec<FormDraft>, Error> {
        if self.is_past() {
            return Ok(Vec::new());
        }
        let login = &self.person.login;
        Ok(self.store.read(|read| read.list_form_drafts(login))?)
    }

    /// The person's draft of one form.
    pub fn find_form_draft(&self, purpose: &Purpose) -> Result<Option<FormDraft>, Error> {
        if self.is_past() {
            return Ok(None);
        }
        let login = &self.person.login;
        Ok(self
            .store
            .read(|read| read.find_form_draft(login, purpose))?)
    }
}
