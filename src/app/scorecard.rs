//! The scorecard (考核) of the departments, by the rules of a settings file.

use chrono::{Datelike, NaiveDate};
use std::collections::HashMap;

use super::App;
use super::documents::Paper;
use super::error::Error;
use super::forms::Form;
use super::query::actor_label;
use super::scoring::Scoring;
use crate::domain::scorecard::{Builder, Scorecard};

/// No plan is older; the periods of reports are counted one by one from the first day.
const EARLIEST_YEAR: i32 = 1949;

/// Which days and which plan a scorecard is of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Appraisal {
    /// The first day; `None` for the first of the last day's year.
    pub since: Option<NaiveDate>,
    /// The last day; `None` for today.
    pub until: Option<NaiveDate>,
    /// The slug of the plan; `None` for all.
    pub plan: Option<String>,
}

impl App {
    /// The scorecard of the plan or of all, as a document or for a program.
    ///
    /// # Errors
    /// The days are not in order or not over, or there is no such plan.
    pub fn scorecard_document(
        &self,
        asked: &Appraisal,
        scoring: &Scoring,
        form: Form,
    ) -> Result<Paper, Error> {
        let plan = asked.plan.as_deref();
        let plan = plan.map(|slug| self.get_plan(slug)).transpose()?;
        let days = self.appraised_days(asked)?;
        let mut builder = Builder::new(&scoring.rules, days, &self.directory);
        let card = self.store.read(|read| -> Result<Scorecard, Error> {
            read.each_record(plan.as_ref().map(|it| it.id), |record| builder.add(&record))?;
            let mut card = builder.finish();
            let mut labels: HashMap<String, String> = HashMap::new();
            for actor in card
                .deductions
                .iter_mut()
                .filter_map(|it| it.basis.actor.as_mut())
            {
                if !labels.contains_key(actor) {
                    labels.insert(actor.clone(), actor_label(read, actor)?);
                }
                if let Some(label) = labels.get(actor) {
                    actor.clone_from(label);
                }
            }
            Ok(card)
        })?;
        let scope = plan.map_or_else(|| "全部计划".to_owned(), |it| it.title);
        form.write(&card, || card.document(&scope, &scoring.source))
    }

    fn appraised_days(&self, asked: &Appraisal) -> Result<(NaiveDate, NaiveDate), Error> {
        let today = self.today();
        let until = asked.until.unwrap_or(today);
        if until > today {
            return Err(Error::user(format!("截止日 {until} 还没有到。"))
                .hinted(format!("今天是 {today}。")));
        }
        if asked.since.is_some_and(|it| it.year() < EARLIEST_YEAR) {
            return Err(
                Error::user("起始日太早。").hinted(format!("请写 {EARLIEST_YEAR} 年以后的日子。"))
            );
        }
        let new_year = NaiveDate::from_ymd_opt(until.year(), 1, 1).unwrap_or(until);
        let since = asked.since.unwrap_or(new_year);
        if since > until {
            return Err(
                Error::user(format!("起始日 {since} 在截止日 {until} 之后。"))
                    .hinted("请把 --since 和 --until 换过来。"),
            );
        }
        Ok((since, until))
    }
}
