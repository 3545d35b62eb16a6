//! The summary of a term (周报, 月报, 季报, 通报): folded from the record, written in a form, and kept as it was sent.

use super::App;
use super::documents::Paper;
use super::error::Error;
use super::forms::Form;
use super::work::find_department;
use crate::domain::document::Document;
use crate::domain::id::{DepartmentId, PlanId};
use crate::domain::term::Term;
#[cfg(test)]
use crate::domain::weekly::Told;
use crate::domain::weekly::{Builder, Imprint, Weekly};
use crate::text::clean::clean_line;

/// A summary that somebody asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeeklyAsked {
    /// Of which days.
    pub term: Term,
    /// Of the plan with this slug; `None` for all.
    pub plan: Option<String>,
    /// Of what this department leads and reports; `None` for all.
    pub department: Option<String>,
    /// What its issuer says.
    pub imprint: Imprint,
}

/// A summary on paper, with what is written on its cover.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeeklyPaper {
    /// The paper.
    pub paper: Paper,
    /// What its file is called, without the ending: 2020年第52周督办周报.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Its number; empty without one.
    pub number: String,
    /// To whom it goes.
    pub recipients: Vec<String>,
}

impl WeeklyAsked {
    /// The summary of a term, of everything.
    pub fn of(term: Term) -> Self {
        Self {
            term,
            plan: None,
            department: None,
            imprint: Imprint::default(),
        }
    }
}

impl App {
    /// The summary of a term, of one plan or of all, of one department or of all.
    ///
    /// # Errors
    /// The term has not begun.
    pub fn weekly(
        &self,
        term: Term,
        plan: Option<PlanId>,
        department: Option<DepartmentId>,
    ) -> Result<Weekly, Error> {
        let today = self.today();
        if term.first_day() > today {
            let now = Term::of(term.pace(), today);
            return Err(
                Error::user(format!("{} 还没有开始。", term.code())).hinted(format!(
                    "{}是 {}。",
                    term.pace().this(),
                    now.code()
                )),
            );
        }
        let mut builder = Builder::new(term, today, &self.directory).only(department);
        self.store.read(|read| -> Result<_, crate::store::Error> {
            let horizon = builder.horizon();
            read.each_told(plan, horizon, |told| builder.take(told))?;
            for event in read.list_noted(plan, builder.days())? {
                if let Some(indicator) = read.find_indicator(event.indicator)? {
                    let plan = read.get_plan(indicator.plan)?;
                    builder.note(&event, &indicator, &plan.title);
                }
            }
            Ok(())
        })?;
        Ok(builder.finish())
    }

    /// The summary as a paper.
    ///
    /// # Errors
    /// No such plan or department; the term has not begun.
    pub fn weekly_document(&self, asked: &WeeklyAsked, format: Form) -> Result<WeeklyPaper, Error> {
        let (weekly, scope, name) = self.weekly_asked(asked)?;
        let imprint = cleaned(&asked.imprint);
        let paper = format.write(&weekly, || weekly.document(&scope, &imprint))?;
        Ok(WeeklyPaper {
            paper,
            name,
            title: weekly.title(&imprint),
            number: imprint.number,
            recipients: imprint.recipients,
        })
    }

    /// The summary as a document, for the screen.
    ///
    /// # Errors
    /// Like [`App::weekly_document`].
    pub fn weekly_page(&self, asked: &WeeklyAsked) -> Result<Document, Error> {
        let (weekly, scope, _) = self.weekly_asked(asked)?;
        let document = weekly.document(&scope, &cleaned(&asked.imprint));
        Ok(document.cleaned())
    }

    /// The summary, what it is of in words, and what its file is called without the ending.
    fn weekly_asked(&self, asked: &WeeklyAsked) -> Result<(Weekly, String, String), Error> {
        let today = self.today();
        let plan = asked.plan.as_deref().map(|slug| self.get_plan(slug));
        let plan = plan.transpose()?;
        let department = asked.department.as_deref();
        let department = department
            .map(|name| find_department(&self.directory, name, today))
            .transpose()?;
        let weekly = self.weekly(asked.term, plan.as_ref().map(|it| it.id), department)?;
        let department = department.map(|id| self.directory.current_name(id, weekly.as_of));
        let mut name = weekly.usual_title();
        for part in [department, plan.as_ref().map(|it| it.slug.as_str())] {
            name.extend(part.map(|it| format!("-{}", file_word(it))));
        }
        let mut scope = plan.map_or_else(|| "全部计划".to_owned(), |it| it.title);
        if let Some(department) = department {
            scope = format!("{department}，{scope}");
        }
        Ok((weekly, scope, name))
    }
}

#[cfg(test)]
impl App {
    /// The same, folded from every event of every task.
    pub fn weekly_from_all(&self, term: Term, department: Option<DepartmentId>) -> Weekly {
        let mut builder = Builder::new(term, self.today(), &self.directory).only(department);
        self.store
            .read(|read| read.each_record(None, |record| builder.take(&Told::Record(record))))
            .unwrap();
        Weekly {
            readings: self.weekly(term, None, department).unwrap().readings,
            ..builder.finish()
        }
    }
}

/// A name as it may stand in a file's name on every system.
fn file_word(text: &str) -> String {
    text.chars()
        .map(|it| match it {
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '_',
            other => other,
        })
        .collect()
}

/// What an issuer typed, as it may be printed.
fn cleaned(imprint: &Imprint) -> Imprint {
    let line = |text: &str| clean_line(text).trim().to_owned();
    let recipients = imprint.recipients.iter().map(|it| line(it));
    Imprint {
        title: line(&imprint.title),
        number: line(&imprint.number),
        recipients: recipients.filter(|it| !it.is_empty()).collect(),
        signed_by: line(&imprint.signed_by),
    }
}
