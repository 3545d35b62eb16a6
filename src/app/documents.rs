//! The documents and listings that leave the house, as text.

use super::error::Error;
use super::people::PersonLine;
use super::work::find_department;
use super::{App, Kind};
use crate::domain::checklist::Checklist;
use crate::domain::day::Week;
use crate::domain::document::Document;
use crate::domain::draft::Draft;
use crate::domain::extension::Extension;
use crate::domain::filter::{Filter, Window};
use crate::domain::id::{EditionId, IndicatorId, TaskId};
use crate::domain::indicator::words::record;
use crate::domain::listing::{EventEntry, TaskEntry, TaskSheet};
use crate::domain::story;
use crate::domain::weekly::Imprint;
use crate::export;
use crate::text::clean::clean_line;

/// The form of a listing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListFormat {
    /// Columns for a terminal.
    Table,
    /// The contract.
    Json,
    /// For a spreadsheet.
    Csv,
}

/// The form of the weekly summary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WeeklyFormat {
    /// As a document.
    Paper(PaperFormat),
    /// The field names of the summary.
    Json,
}

/// The form of a document that leaves the house.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaperFormat {
    /// Markdown.
    Md,
    /// Word, by GB/T 9704—2012.
    Docx,
    /// A workbook, a sheet for every table.
    Xlsx,
    /// One page for a browser, charts and all.
    Html,
    /// The tables alone, for a spreadsheet.
    Csv,
}

/// A document that leaves the house, in its form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Paper {
    /// For a terminal or a text file.
    Text(String),
    /// For a file alone.
    Bytes(Vec<u8>),
}

#[cfg(test)]
impl Paper {
    /// The text of one that is text.
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Bytes(_) => "",
        }
    }
}

impl PaperFormat {
    /// Writes a document in this form.
    pub(super) fn write(self, document: Document) -> Result<Paper, Error> {
        let document = &document.cleaned();
        Ok(match self {
            Self::Md => Paper::Text(export::markdown::text(document)),
            Self::Docx => Paper::Bytes(export::docx::bytes(document).map_err(|_| unwritten())?),
            Self::Xlsx => Paper::Bytes(export::xlsx::bytes(document).map_err(|it| {
                Error::user(it.to_string()).hinted("可以换一种形式导出，或分计划、分部门导出。")
            })?),
            Self::Html => Paper::Text(export::html::page(document)),
            Self::Csv => Paper::Text(export::csv::text(document)),
        })
    }
}

impl App {
    /// The tasks that a filter shows, as a listing.
    pub fn listing(
        &self,
        filter: &Filter,
        window: Window,
        format: ListFormat,
    ) -> Result<String, Error> {
        let filter = self.visible(filter);
        let today = self.today();
        let mut entries = Vec::new();
        self.store.read(|read| {
            read.each_task(&filter, window, today, |task| {
                entries.push(TaskEntry::of(task, &self.directory, today));
            })
        })?;
        Ok(match format {
            ListFormat::Table => export::tasks::table(&entries),
            ListFormat::Json => export::tasks::json(&entries),
            ListFormat::Csv => export::tasks::csv(&entries),
        })
    }

    /// A task with its record, for a terminal or as JSON.
    pub fn sheet(&self, id: TaskId, format: ListFormat) -> Result<String, Error> {
        let sheet = self.task_sheet(id)?;
        Ok(match format {
            ListFormat::Json => export::tasks::sheet_json(&sheet),
            ListFormat::Csv => export::tasks::csv(&[sheet.entry]),
            ListFormat::Table => export::tasks::sheet(&sheet),
        })
    }

    /// A task's record alone, for a terminal.
    pub fn history(&self, id: TaskId) -> Result<String, Error> {
        self.task_sheet(id)
            .map(|sheet| export::tasks::history(&sheet))
    }

    /// The weekly summary of a week, of the plan with this slug or of all.
    pub fn weekly_document(
        &self,
        week: Week,
        plan: Option<&str>,
        imprint: &Imprint,
        format: WeeklyFormat,
    ) -> Result<Paper, Error> {
        let plan = plan.map(|slug| self.get_plan(slug)).transpose()?;
        let weekly = self.weekly(week, plan.as_ref().map(|it| it.id))?;
        let scope = plan.map_or_else(|| "全部计划".to_owned(), |it| it.title);
        Ok(match format {
            WeeklyFormat::Paper(format) => {
                format.write(weekly.document(&scope, &cleaned(imprint)))?
            }
            WeeklyFormat::Json => Paper::Text(export::weekly::json(&weekly)),
        })
    }

    /// The responsibility list of the plan with this slug or of all, of one department's tasks or of everybody's.
    ///
    /// # Errors
    /// No such plan or department.
    pub fn checklist(
        &self,
        plan: Option<&str>,
        department: Option<&str>,
        format: PaperFormat,
    ) -> Result<Paper, Error> {
        let plan = plan.map(|slug| self.get_plan(slug)).transpose()?;
        let today = self.today();
        let leads = department.map(|name| self.leads_named(name)).transpose()?;
        let filter = self.visible(&Filter {
            plan: plan.as_ref().map(|it| it.id),
            leads,
            ..Filter::default()
        });
        let mut list = Checklist::new(&self.directory, today);
        self.store.read(|read| -> Result<(), Error> {
            let mut tasks = Vec::new();
            read.each_task(&filter, Window::ALL, today, |task| tasks.push(task.clone()))?;
            for task in &tasks {
                list.add(task, &read.list_events(task.id)?);
            }
            Ok(())
        })?;
        let mut scope = plan.map_or_else(|| "全部计划".to_owned(), |it| it.title);
        if let Some(name) = department {
            let id = find_department(&self.directory, name, today)?;
            scope = format!("{}，{scope}", self.directory.current_name(id, today));
        }
        format.write(list.document("责任清单", &scope))
    }

    /// Every department, as a listing.
    pub fn department_listing(&self, is_json: bool) -> String {
        if is_json {
            export::departments::json(&self.directory)
        } else {
            export::departments::table(&self.directory)
        }
    }

    /// A department with how it came and was changed, for a terminal.
    pub fn department_sheet(&self, name: &str) -> Result<String, Error> {
        let (own, events) = self.department_page(name)?;
        let members = self.members_by_plan(&own)?;
        let people = self.contacts(own.id)?;
        Ok(export::departments::sheet(
            &own,
            (&members, &people),
            &events,
            &self.directory,
        ))
    }

    /// The people who act today, or where `all` is wanted everybody, as a listing.
    pub fn people_listing(&self, all: bool, format: ListFormat) -> Result<String, Error> {
        let today = self.today();
        let mut entries: Vec<export::people::Entry> =
            self.list_staff()?.into_iter().map(entry).collect();
        entries.retain(|it| all || it.person.is_active(today));
        Ok(match format {
            ListFormat::Table => export::people::table(&entries),
            ListFormat::Json => export::people::json(&entries),
            ListFormat::Csv => export::people::csv(&entries),
        })
    }

    /// A person with their keys and their record, for a terminal.
    pub fn person_sheet(&self, login: &str) -> Result<String, Error> {
        let page = self.person_page(login)?;
        let today = self.today();
        let line = PersonLine {
            departments: self.departments_of(&page.person),
            keys: page.keys.iter().filter(|it| it.lets_in(today)).count(),
            person: page.person,
        };
        Ok(export::people::sheet(
            &entry(line),
            &page.keys,
            &page.events,
            today,
        ))
    }

    /// The plan with this slug as a file that a clerk can edit and `import` reads back.
    pub fn plan_document(&self, slug: &str) -> Result<String, Error> {
        self.plan_file(slug)
            .map(|file| export::plan_file::text(&file))
    }

    /// The indicators of the plan with this slug or of all, and how they stand today, as a listing.
    pub fn indicator_listing(
        &self,
        plan: Option<&str>,
        format: ListFormat,
    ) -> Result<String, Error> {
        let plan = plan.map(|slug| self.get_plan(slug)).transpose()?;
        let rows = self.list_indicators(plan.map(|it| it.id))?;
        Ok(match format {
            ListFormat::Table => export::indicators::table(&rows),
            ListFormat::Json => {
                let mut readings = self.store.read(|read| read.list_readings())?;
                let rows: Vec<_> = rows
                    .into_iter()
                    .map(|row| {
                        let own = readings.remove(&row.0.id).unwrap_or_default();
                        (row, own)
                    })
                    .collect();
                export::indicators::json(&rows, &self.list_plans()?)
            }
            ListFormat::Csv => export::indicators::csv(&rows),
        })
    }

    /// An indicator with its targets, readings and record, for a terminal.
    pub fn indicator_sheet(&self, id: IndicatorId) -> Result<String, Error> {
        let page = self.indicator_page(id)?;
        Ok(export::indicators::sheet(
            &page.indicator,
            &page.standing,
            &page.readings,
            &record(&page.events, &page.rows),
        ))
    }

    /// The editions of the plan with this slug or of all, as a listing.
    pub fn edition_listing(&self, plan: Option<&str>, is_json: bool) -> Result<String, Error> {
        let plans = match plan {
            Some(slug) => vec![self.get_plan(slug)?],
            None => self.list_plans()?,
        };
        let mut rows = Vec::new();
        for plan in plans {
            let editions = self.list_editions(plan.id)?.into_iter();
            rows.extend(editions.map(|it| (plan.slug.clone(), it)));
        }
        Ok(if is_json {
            export::edition::json(&rows)
        } else {
            export::edition::table(&rows)
        })
    }

    /// An edition with all its changes.
    pub fn edition_sheet(&self, id: EditionId, is_json: bool) -> Result<String, Error> {
        let edition = self.get_edition(id)?;
        let changes = self.list_changes(id)?;
        let plans = self.list_plans()?;
        let plan = plans.iter().find(|it| it.id == edition.plan);
        let slug = plan.map_or("", |it| it.slug.as_str());
        Ok(if is_json {
            export::edition::sheet_json(slug, &edition, &changes)
        } else {
            export::edition::sheet(&edition, &changes)
        })
    }

    fn task_sheet(&self, id: TaskId) -> Result<TaskSheet, Error> {
        let page = self.task_page(id)?;
        let is_open = page.task.state.lead.is_none() && self.person.role.coordinates();
        let suggestions = if is_open {
            self.advise(&page.task)?
        } else {
            Vec::new()
        };
        let name = |id| self.directory.current_name(id, self.today()).to_owned();
        Ok(TaskSheet {
            parts: story::parts(&page.events, name),
            stood: story::stood(&page.task, &page.events, name),
            extensions: page.extensions.iter().map(Extension::told).collect(),
            members: self.members_of(&page.task),
            suggestions,
            entry: TaskEntry::of(&page.task, &self.directory, self.today()),
            quote: page.task.promise.quote,
            note: page.task.promise.note,
            occurrences: page.occurrences,
            events: page.events.iter().map(EventEntry::of).collect(),
        })
    }
}

fn entry(line: PersonLine) -> export::people::Entry {
    export::people::Entry {
        person: line.person,
        departments: line.departments,
        keys: line.keys,
    }
}

/// A document that its writer could not put together.
fn unwritten() -> Error {
    Error::user("这份文件没有写成。")
        .hinted("请换一种形式导出，并把情况告诉开发人员。")
        .of_kind(Kind::Internal)
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

/// What a document was broken down into, as the contract of `import --dry-run --json`.
pub fn draft_json(draft: &Draft) -> String {
    let mut text = serde_json::to_string_pretty(draft).unwrap_or_default();
    text.push('\n');
    text
}
