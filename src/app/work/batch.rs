//! One act on several tasks: what it would do, before it is done.

use std::collections::BTreeMap;

use crate::app::{App, Error};
use crate::domain::id::TaskId;
use crate::domain::status::Verb;

/// The tasks that one act is meant for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    /// Those that it can be done on now, with the row versions that were looked at.
    pub fit: Vec<(TaskId, i64)>,
    /// The titles of these.
    pub titles: Vec<String>,
    /// How many it can't be done on, by the word of their status.
    pub unfit: Vec<(&'static str, usize)>,
}

impl Batch {
    /// What is said before the act is done: how many, which, and how many not.
    pub fn told(&self, verb: Verb) -> Vec<String> {
        /// As many titles as a form has room for.
        const TITLES: usize = 2;
        let mut told = vec![format!("选中的{}项一并{}：", self.fit.len(), verb.label())];
        told.extend(self.titles.iter().take(TITLES).map(|it| format!("· {it}")));
        if let Some(more) = self
            .titles
            .len()
            .checked_sub(TITLES)
            .filter(|more| *more > 0)
        {
            told.push(format!("· 还有{more}项"));
        }
        if !self.unfit.is_empty() {
            let left: Vec<String> = self
                .unfit
                .iter()
                .map(|(status, count)| format!("{status}{count}项"))
                .collect();
            told.push(format!("现在办不了、不动的：{}", left.join("，")));
        }
        told
    }
}

impl App {
    /// What an act would be done on, of these tasks. Nothing is written; each is looked at again when it is done.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn batch(&self, verb: Verb, tasks: &[TaskId]) -> Result<Batch, Error> {
        let mut batch = Batch::default();
        let mut unfit: BTreeMap<&'static str, usize> = BTreeMap::new();
        self.store.read(|read| -> Result<(), Error> {
            for id in tasks {
                let Some(task) = read.find_task(*id)? else {
                    continue;
                };
                if self.allowed(&task).contains(&verb) {
                    batch.fit.push((*id, task.rev));
                    batch.titles.push(task.promise.title);
                } else {
                    *unfit.entry(task.state.status.label()).or_default() += 1;
                }
            }
            Ok(())
        })?;
        batch.unfit = unfit.into_iter().collect();
        Ok(batch)
    }
}
