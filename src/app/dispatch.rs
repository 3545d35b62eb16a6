//! Sending (发文): a summary leaves the house, and is kept byte for byte as it did.

use super::App;
use super::documents::Paper;
use super::error::{Error, Kind};
use super::forms::Form;
use super::weekly::WeeklyAsked;
use crate::domain::dispatch::Dispatch;
use crate::domain::id::{DispatchId, EventId};
use crate::export;
use crate::text::digest::sha256;

/// How often a summary is made anew because the record grew while it was written.
const TRIES: usize = 5;

impl App {
    /// Makes a summary and keeps it as sent.
    ///
    /// # Errors
    /// The person does not coordinate; no such plan or department; the term has not begun.
    pub fn send_weekly(
        &mut self,
        asked: &WeeklyAsked,
        format: Form,
    ) -> Result<(Dispatch, Paper), Error> {
        if !self.person.role.coordinates() {
            return Err(Error::user("只有协调员和管理员可以发文留底。")
                .hinted("导出不受限制，只是不留底。")
                .of_kind(Kind::Permission));
        }
        for _ in 0..TRIES {
            let next = self.store.read(|read| read.next_event())?;
            let made = self.weekly_document(asked, format)?;
            let mut dispatch = Dispatch {
                id: DispatchId(0),
                at: self.clock.now(),
                day: self.today(),
                actor: self.person.login.clone(),
                period: asked.term.code(),
                title: made.title,
                number: made.number,
                recipients: made.recipients,
                file: format!("{}.{}", made.name, format.ending()),
                size: made.paper.bytes().len(),
                sha256: sha256(made.paper.bytes()),
                event: Some(EventId(next.0 - 1)).filter(|it| it.0 > 0),
            };
            let kept = self.at_desk(|desk| {
                if desk.write.next_event()? != next {
                    return Ok(None);
                }
                let id = desk.write.insert_dispatch(&dispatch, made.paper.bytes())?;
                Ok(Some(id))
            })?;
            if let Some(id) = kept {
                dispatch.id = id;
                return Ok((dispatch, made.paper));
            }
        }
        Err(Error::user("生成期间一直有人在办理，没有发出。").hinted("请过一会儿再发。"))
    }

    /// What was sent, the newest first.
    pub fn list_dispatches(&self) -> Result<Vec<Dispatch>, Error> {
        Ok(self.store.read(|read| read.list_dispatches())?)
    }

    /// What was sent, as a listing.
    pub fn dispatch_listing(&self, is_json: bool) -> Result<String, Error> {
        let sent = self.list_dispatches()?;
        Ok(if is_json {
            export::json::text(&sent)
        } else {
            export::dispatches::table(&sent)
        })
    }

    /// A document as it was sent.
    ///
    /// # Errors
    /// Nothing was sent under this number; or its bytes are no longer those that were sent.
    pub fn sent(&self, id: DispatchId) -> Result<(Dispatch, Paper), Error> {
        let found = self.store.read(|read| read.find_dispatch(id))?;
        let (dispatch, body) = found.ok_or_else(|| {
            Error::user(format!("没有编号为「{id}」的发文。"))
                .hinted("用 duban export sent 查看发过的文件。")
        })?;
        if sha256(&body) != dispatch.sha256 {
            return Err(
                Error::user(format!("发文 {id} 与它的校验值不符，留底被改动过。"))
                    .hinted("请保留这个文件，并从备份核对。")
                    .of_kind(Kind::Internal),
            );
        }
        let paper = match String::from_utf8(body) {
            Ok(text) => Paper::Text(text),
            Err(error) => Paper::Bytes(error.into_bytes()),
        };
        Ok((dispatch, paper))
    }
}
