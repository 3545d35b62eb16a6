//! The dialogs: a closed set. A dialog gathers what an act needs and gives a command; it asks nothing of the app itself.

pub mod assign;
mod choice;
pub mod confirm;
pub mod decide;
mod departments;
pub mod directory;
pub mod dispatch;
pub mod draft;
mod form;
pub mod form_drafts;
pub mod handout;
pub mod path;
pub mod people;
pub mod reading;
pub mod reason;
pub mod revise;
pub mod title;
pub mod view;
pub mod words;

use ratatui::Frame;
use ratatui::crossterm::event::KeyEvent;
use ratatui::layout::Rect;
use std::path::PathBuf;

use super::keymap::Scope;
use super::theme::Theme;
use super::widgets::detail::Sheet;
use crate::app::{Batch, Command, Error, Preview, Step, WeeklyAsked};
use crate::domain::department::Directory;
use crate::domain::edition::Decision;
use crate::domain::form_draft::{FormDraft, Purpose};
use crate::domain::id::{ChangeId, IndicatorId};
use crate::domain::saved_view::Kept;
use crate::domain::status::Verb;
use assign::Assign;
use confirm::Confirm;
use decide::DecideForm;
use directory::{DepartmentChange, DirectoryForm};
use dispatch::DispatchForm;
use draft::DraftForm;
pub use form::Form;
use form::Unsent;
use form_drafts::DraftList;
use handout::Handout;
use path::PathForm;
use people::{PersonForm, StaffChange};
use reading::ReadingForm;
use reason::ReasonForm;
use revise::Revise;
use title::TitleForm;
use view::ViewForm;
use words::Words;

/// What a dialog asks for after a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// Nothing: it goes on.
    Stay,
    /// To be closed.
    Close,
    /// To be closed, what was typed kept as a draft.
    Keep,
    /// To go on with a draft.
    OpenDraft(Box<FormDraft>),
    /// To throw a draft away.
    ThrowAway(Box<FormDraft>),
    /// To do this.
    Send(Command),
    /// To take this document in, as an edition of the plan with this slug where there is one.
    Import(PathBuf, String),
    /// To decide on a change of an edition.
    Decide {
        /// Which change.
        change: ChangeId,
        /// What is decided.
        decision: Decision,
        /// The basis, or the reason.
        basis: String,
    },
    /// To note what an indicator was in a year, as typed.
    Note {
        /// Which indicator.
        indicator: IndicatorId,
        /// The year.
        year: String,
        /// The value.
        value: String,
        /// Where it is taken from.
        source: String,
    },
    /// To enter or change a department.
    Department(DepartmentChange),
    /// To enter or change a person.
    Staff(StaffChange),
    /// To do this step of the breakdown.
    Remake(Step),
    /// To give out what this preview shows.
    HandOut(Preview),
    /// To keep a list as a view.
    KeepView(Box<Kept>),
    /// To send this summary, and to keep it as sent.
    Dispatch(Box<WeeklyAsked>),
}

/// A dialog over a screen.
#[derive(Debug)]
pub enum Dialog {
    /// Yes or no.
    Confirm(Confirm),
    /// A text, and for some acts a percent.
    Words(Words),
    /// To whom and until when.
    Assign(Assign),
    /// What an approval changes.
    Revise(Revise),
    /// Which file.
    Path(PathForm),
    /// A draft put right.
    Draft(DraftForm),
    /// Why something needs no task.
    Reason(ReasonForm),
    /// A task without words.
    Title(TitleForm),
    /// What would be given to whom.
    Handout(Handout),
    /// A change taken or not.
    Decide(DecideForm),
    /// A department, or what is new of one.
    Directory(DirectoryForm),
    /// A person, or what is new of one.
    Person(Box<PersonForm>),
    /// What an indicator was in a year.
    Reading(ReadingForm),
    /// A list that somebody wants to see again.
    View(Box<ViewForm>),
    /// The cover of a summary that is sent.
    Dispatch(Box<DispatchForm>),
    /// What one did not send.
    FormDrafts(Box<DraftList>),
}

impl Dialog {
    /// The dialog that an act on a task needs.
    pub fn for_act(verb: Verb, sheet: &Sheet) -> Self {
        match verb {
            Verb::Create | Verb::Sign | Verb::Resume | Verb::Expand => {
                Self::Confirm(Confirm::new(verb, sheet))
            }
            Verb::Assign => Self::Assign(Assign::new(sheet)),
            Verb::Revise => Self::Revise(Revise::new(sheet)),
            _ => Self::Words(Words::new(verb, sheet)),
        }
    }

    /// Where keys are looked up.
    pub fn scope(&self) -> Scope {
        match self {
            Self::Confirm(_) | Self::Handout(_) => Scope::Question,
            Self::FormDrafts(_) => Scope::Drafts,
            _ if self.form().is_some_and(Form::is_asking) => Scope::Unsent,
            _ => Scope::Form,
        }
    }

    /// Tells what the act is meant for instead of its one task.
    pub fn tell(&mut self, about: Vec<String>) {
        match self {
            Self::Confirm(dialog) => dialog.tell(about),
            Self::Words(dialog) => dialog.form.about = about,
            Self::Assign(dialog) => dialog.tell(about),
            _ => {}
        }
    }

    /// Takes a key.
    pub fn key(&mut self, key: KeyEvent, directory: &Directory) -> Reply {
        if let Some(form) = self.form_mut().filter(|it| it.is_asking()) {
            return match form.answer(key) {
                Unsent::Stay => Reply::Stay,
                Unsent::Keep => Reply::Keep,
                Unsent::GiveUp => Reply::Close,
            };
        }
        match self {
            Self::Confirm(dialog) => dialog.key(key),
            Self::Words(dialog) => dialog.key(key),
            Self::Assign(dialog) => dialog.key(key, directory),
            Self::Revise(dialog) => dialog.key(key, directory),
            Self::Path(dialog) => dialog.key(key),
            Self::Draft(dialog) => dialog.key(key, directory),
            Self::Reason(dialog) => dialog.key(key),
            Self::Title(dialog) => dialog.key(key),
            Self::Handout(dialog) => dialog.key(key),
            Self::Decide(dialog) => dialog.key(key),
            Self::Directory(dialog) => dialog.key(key, directory),
            Self::Person(dialog) => dialog.key(key, directory),
            Self::Reading(dialog) => dialog.key(key),
            Self::View(dialog) => dialog.key(key),
            Self::Dispatch(dialog) => dialog.key(key),
            Self::FormDrafts(dialog) => dialog.key(key),
        }
    }

    /// Takes a paste: always text, never a key.
    pub fn paste(&mut self, text: &str, directory: &Directory) {
        match self {
            Self::Assign(dialog) => dialog.paste(text, directory),
            Self::Revise(dialog) => dialog.paste(text, directory),
            Self::Draft(dialog) => dialog.paste(text, directory),
            Self::Directory(dialog) => dialog.paste(text, directory),
            Self::Person(dialog) => dialog.paste(text, directory),
            _ => {
                if let Some(form) = self.form_mut() {
                    form.paste(text);
                }
            }
        }
    }

    /// The form in it; a question has none.
    pub fn form(&self) -> Option<&Form> {
        Some(match self {
            Self::Confirm(_) | Self::Handout(_) | Self::FormDrafts(_) => return None,
            Self::Words(dialog) => &dialog.form,
            Self::Assign(dialog) => &dialog.form,
            Self::Revise(dialog) => &dialog.form,
            Self::Path(dialog) => &dialog.form,
            Self::Draft(dialog) => &dialog.form,
            Self::Reason(dialog) => &dialog.form,
            Self::Title(dialog) => &dialog.form,
            Self::Decide(dialog) => &dialog.form,
            Self::Directory(dialog) => &dialog.form,
            Self::Person(dialog) => &dialog.form,
            Self::Reading(dialog) => &dialog.form,
            Self::View(dialog) => &dialog.form,
            Self::Dispatch(dialog) => &dialog.form,
        })
    }

    /// The same, to be changed.
    pub fn form_mut(&mut self) -> Option<&mut Form> {
        Some(match self {
            Self::Confirm(_) | Self::Handout(_) | Self::FormDrafts(_) => return None,
            Self::Words(dialog) => &mut dialog.form,
            Self::Assign(dialog) => &mut dialog.form,
            Self::Revise(dialog) => &mut dialog.form,
            Self::Path(dialog) => &mut dialog.form,
            Self::Draft(dialog) => &mut dialog.form,
            Self::Reason(dialog) => &mut dialog.form,
            Self::Title(dialog) => &mut dialog.form,
            Self::Decide(dialog) => &mut dialog.form,
            Self::Directory(dialog) => &mut dialog.form,
            Self::Person(dialog) => &mut dialog.form,
            Self::Reading(dialog) => &mut dialog.form,
            Self::View(dialog) => &mut dialog.form,
            Self::Dispatch(dialog) => &mut dialog.form,
        })
    }

    /// What the form is for, by which its draft is found again; the act of a batch is for all of it.
    pub fn purpose(&self, batch: Option<&Batch>) -> Option<Purpose> {
        let purpose = match self {
            Self::Confirm(_) | Self::Handout(_) | Self::FormDrafts(_) => return None,
            Self::Words(dialog) => dialog.purpose(),
            Self::Assign(dialog) => dialog.purpose(),
            Self::Revise(dialog) => dialog.purpose(),
            Self::Path(_) => Purpose::new("import", ""),
            Self::Draft(dialog) => dialog.purpose(),
            Self::Reason(dialog) => dialog.purpose(),
            Self::Title(dialog) => dialog.purpose(),
            Self::Decide(dialog) => dialog.purpose(),
            Self::Directory(dialog) => dialog.purpose(),
            Self::Person(dialog) => dialog.purpose(),
            Self::Reading(dialog) => dialog.purpose(),
            Self::View(_) => Purpose::new("view", ""),
            Self::Dispatch(dialog) => dialog.purpose(),
        };
        Some(match batch {
            Some(batch) => {
                let tasks: Vec<String> = batch.fit.iter().map(|it| it.0.to_string()).collect();
                Purpose::new(purpose.form, format!("tasks/{}", tasks.join(",")))
            }
            None => purpose,
        })
    }

    /// Says why not; what was typed stays. With the task as it now is, the next try is made on that.
    pub fn refuse(&mut self, error: &Error, now: Option<&Sheet>) {
        match self {
            Self::Confirm(dialog) => dialog.refuse(error, now),
            Self::Handout(dialog) => dialog.refuse(error),
            Self::Words(dialog) => dialog.see(now),
            Self::Assign(dialog) => dialog.see(now),
            Self::Revise(dialog) => dialog.see(now),
            _ => {}
        }
        if let Some(form) = self.form_mut() {
            form.refuse(&said(error));
        }
    }

    /// After a conflict: the next try is made on the breakdown as it now is.
    pub fn see_breakdown(&mut self, rev: i64) {
        match self {
            Self::Draft(dialog) => dialog.see(rev),
            Self::Reason(dialog) => dialog.see(rev),
            Self::Title(dialog) => dialog.see(rev),
            _ => {}
        }
    }

    /// Draws it over an area.
    pub fn view(&self, frame: &mut Frame<'_>, area: Rect, theme: Theme) {
        match self {
            Self::Confirm(dialog) => dialog.view(frame, area, theme),
            Self::Handout(dialog) => dialog.view(frame, area, theme),
            Self::FormDrafts(dialog) => dialog.view(frame, area, theme),
            _ => {
                if let Some(form) = self.form() {
                    form.view(frame, area, theme);
                }
            }
        }
    }
}

/// An error as a dialog says it: what is wrong, and what to do.
pub fn said(error: &Error) -> String {
    error
        .hints
        .iter()
        .fold(error.message.clone(), |said, hint| {
            format!("{said}提示：{hint}")
        })
}
