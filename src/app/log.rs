//! The log (日志): every event of the record, found by filter, read by number.

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};

use super::documents::ListFormat;
use super::error::Error;
use super::query::actor_label;
use super::work::find_department;
use super::{App, Kind};
use crate::domain::day::china_day;
use crate::domain::id::{DepartmentId, EventId, TaskId};
use crate::domain::log::{Difference, Found, LogEntry, LogFilter, LogQuery};
use crate::export;
use crate::store::Read;
use crate::text::pinyin;

/// An event as a line of the log.
#[derive(Clone, Debug, PartialEq)]
pub struct LogLine {
    /// The event.
    pub entry: LogEntry,
    /// Who did it, by name, with who stood in.
    pub who: String,
}

/// An event with all that is known of it.
#[derive(Clone, Debug, PartialEq)]
pub struct LogPage {
    /// The event.
    pub line: LogLine,
    /// What it tells before and after.
    pub differences: Vec<Difference>,
    /// What it takes back, and what took it back, a sentence each.
    pub links: Vec<String>,
}

/// What `audit list` asks for.
#[derive(Clone, Debug, Default)]
pub struct LogWords {
    /// Only of this task.
    pub task: Option<TaskId>,
    /// Only by the person with this login.
    pub person: Option<String>,
    /// Only of this department and the tasks that it leads.
    pub department: Option<String>,
    /// Only from this day on.
    pub from: Option<NaiveDate>,
    /// Only up to this day.
    pub to: Option<NaiveDate>,
    /// At most so many, the newest.
    pub limit: usize,
}

/// The instant in China, to the minute: 2021-01-05 16:20.
pub fn china_minute(at: DateTime<Utc>) -> String {
    FixedOffset::east_opt(8 * 3600).map_or_else(String::new, |china| {
        at.with_timezone(&china)
            .format("%Y-%m-%d %H:%M")
            .to_string()
    })
}

impl LogLine {
    /// When it was done: the day and the minute in China, or the day it counts for where it was written down on another.
    pub fn when(&self) -> String {
        let (day, at) = (self.entry.day(), self.entry.at());
        if china_day(at) == day {
            china_minute(at)
        } else {
            format!("{day} 补记")
        }
    }

    /// What it was done to, by name.
    pub fn title(&self) -> String {
        if !self.entry.title.is_empty() {
            return self.entry.title.clone();
        }
        let kept = self.entry.kept_title();
        kept.map_or_else(|| self.entry.subject(), |it| format!("{it}（已删）"))
    }
}

impl App {
    /// The number of the newest event; 0 without any.
    pub fn newest_event(&self) -> Result<EventId, Error> {
        Ok(self.store.read(|read| read.newest_event())?)
    }

    /// A query with its people and departments looked up, as far as the person may see.
    pub fn log_filter(&self, query: &LogQuery) -> Result<LogFilter, Error> {
        let actors = if query.people.is_empty() {
            None
        } else {
            Some(self.store.read(|read| named(read, &query.people))?)
        };
        let departments = (!query.departments.is_empty()).then(|| {
            let mut ids: Vec<DepartmentId> = Vec::new();
            for typed in &query.departments {
                for near in self.directory.near(typed) {
                    ids.extend(self.leads_of(near.id));
                }
            }
            ids.sort_unstable();
            ids.dedup();
            ids
        });
        Ok(LogFilter {
            words: query.words.clone(),
            task: query.task,
            actors,
            departments,
            days: query.days,
            acts: query.acts.clone(),
            hide_drafts: self.hides_drafts(),
        })
    }

    /// Looks for events that a filter shows, older than one, until `want` are found or `most` were looked at.
    pub fn find_log(
        &self,
        filter: &LogFilter,
        below: Option<EventId>,
        want: usize,
        most: usize,
    ) -> Result<Found, Error> {
        let filter = LogFilter {
            hide_drafts: filter.hide_drafts || self.hides_drafts(),
            ..filter.clone()
        };
        Ok(self
            .store
            .read(|read| read.find_log(&filter, below, want, most))?)
    }

    /// The events with these numbers, the newest first.
    pub fn list_log(&self, ids: &[EventId]) -> Result<Vec<LogLine>, Error> {
        self.store.read(|read| {
            let entries = read.list_log(ids)?.into_iter();
            entries.map(|entry| line(read, entry)).collect()
        })
    }

    /// An event with what it changed.
    pub fn log_page(&self, id: EventId) -> Result<LogPage, Error> {
        self.store.read(|read| {
            let Some(entry) = read.list_log(&[id])?.pop() else {
                return Err(Error::user(format!("没有编号为「{id}」的留痕。"))
                    .hinted("用 duban audit list 查看留痕。"));
            };
            let mut links = Vec::new();
            if let Some(step) = entry.undoes() {
                links.push(format!("撤销 {}", named_step(read, step)?));
            }
            if let Some(step) = entry.step()
                && let Some(by) = read.undone_by(step)?
            {
                links.push(format!("已被撤销，见 {}", named_step(read, by)?));
            }
            Ok(LogPage {
                differences: entry.compare(&self.directory),
                line: line(read, entry)?,
                links,
            })
        })
    }

    /// The events that are asked for, as a listing.
    ///
    /// # Errors
    /// There is nobody with this login, or no department of this name.
    pub fn log_listing(&self, words: &LogWords, format: ListFormat) -> Result<String, Error> {
        let today = self.today();
        let departments = words
            .department
            .as_ref()
            .map(|name| find_department(&self.directory, name, today).map(|id| self.leads_of(id)));
        let actors = words
            .person
            .as_ref()
            .map(|login| self.store.read(|read| acting_as(read, login)));
        let days = (words.from.is_some() || words.to.is_some()).then(|| {
            (
                words.from.unwrap_or(NaiveDate::MIN),
                words
                    .to
                    .or_else(|| NaiveDate::from_ymd_opt(9999, 12, 31))
                    .unwrap_or_default(),
            )
        });
        let filter = LogFilter {
            task: words.task,
            actors: actors.transpose()?,
            departments: departments.transpose()?,
            days,
            ..LogFilter::default()
        };
        let found = self.find_log(&filter, None, words.limit, usize::MAX)?;
        let mut rows = Vec::new();
        for ids in found.ids.chunks(1000) {
            for line in self.list_log(ids)? {
                rows.push(export::log::Row {
                    title: line.title(),
                    differences: line.entry.compare(&self.directory),
                    who: line.who,
                    entry: line.entry,
                });
            }
        }
        Ok(match format {
            ListFormat::Table => export::log::table(&rows),
            ListFormat::Json => export::log::json(&rows),
            ListFormat::Csv => export::log::csv(&rows),
        })
    }
}

fn line(read: &Read<'_>, entry: LogEntry) -> Result<LogLine, Error> {
    Ok(LogLine {
        who: actor_label(read, entry.actor())?,
        entry,
    })
}

/// An event in a sentence about another: 第12条（2021-01-05 王协调 退回）.
fn named_step(read: &Read<'_>, id: EventId) -> Result<String, Error> {
    let Some(entry) = read.list_log(&[id])?.pop() else {
        return Ok(format!("第{id}条"));
    };
    let (day, verb) = (entry.day(), entry.verb().label());
    let who = actor_label(read, entry.actor())?;
    Ok(format!("第{id}条（{day} {who} {verb}）"))
}

/// Everybody of the record whose name holds one of the words or is spelt so, or whose login begins so.
fn named(read: &Read<'_>, typed: &[String]) -> Result<Vec<String>, Error> {
    let mut found = Vec::new();
    for actor in read.list_actors()? {
        let label = actor_label(read, &actor)?;
        let is_meant = typed.iter().any(|word| {
            pinyin::holds(&label, word) || actor.to_lowercase().starts_with(&word.to_lowercase())
        });
        if is_meant {
            found.push(actor);
        }
    }
    Ok(found)
}

/// A person as the record names them: acting in person, or somebody in their place.
fn acting_as(read: &Read<'_>, login: &str) -> Result<Vec<String>, Error> {
    let actors = read.list_actors()?.into_iter();
    let found: Vec<String> = actors
        .filter(|it| {
            it == login
                || it
                    .strip_prefix(login)
                    .is_some_and(|it| it.starts_with('（'))
        })
        .collect();
    if found.is_empty() && read.find_person(login)?.is_none() {
        return Err(Error::user(format!("没有登录名为「{login}」的人员。"))
            .hinted("用 duban user list 查看人员。")
            .of_kind(Kind::User));
    }
    Ok(found)
}

#[cfg(test)]
mod tests;
