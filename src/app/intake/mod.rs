//! Taking a plan in: a user's document or a built-in plan becomes rows, in one transaction.
//!
//! `taker` stores one plan, `names` finds and makes the departments that it names, `edition` compares a later printing with
//! the plan and carries out what a coordinator takes of it.

mod edition;
mod names;
mod rows;
mod taker;
#[cfg(test)]
mod tests;

use std::path::Path;

use super::App;
use super::builtin;
use super::error::Error;
use crate::breakdown;
use crate::domain::draft::{Draft, DraftPlan};
use crate::domain::edition::Edition;
use crate::domain::plan::Plan;
use crate::domain::watch::{Unwatched, Watch};
use crate::store::Read;
use crate::text::cause::cause;
use crate::text::digest::sha256;
use crate::text::pinyin;
use taker::Taker;

pub use names::Names;

pub use crate::breakdown::{Format, GUARDED_THREAD, LARGEST_DOCUMENT};

/// What taking a plan in has done.
#[derive(Clone, Debug)]
pub struct TakenIn {
    /// The word for the command line.
    pub slug: String,
    /// The plan's title.
    pub title: String,
    /// How many measures came in.
    pub measures: usize,
    /// How many tasks came in.
    pub tasks: usize,
}

/// A plan about to be stored: from a document or from the built-in data.
#[derive(Clone, Copy)]
struct Intake<'a> {
    /// The short word for the command line.
    slug: &'a str,
    /// What it says.
    draft: &'a Draft,
    /// Where it came from.
    origin: Origin,
    /// SHA-256 of the document or seed file.
    digest: &'a str,
}

/// Where a plan came from, which decides how its tasks begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Origin {
    /// A user's document: every task begins as 草稿.
    Document,
    /// Built in: a task with a printed lead begins as 待签收.
    BuiltIn,
}

/// What is done with a plan that is there already.
#[derive(Clone, Copy)]
enum Again {
    /// Refuse: a document is taken in once.
    Refuse,
    /// Leave it as it is: a built-in plan.
    Keep,
    /// Take it in a second time, under another slug that the caller chose.
    Take,
}

/// Reads a document's bytes.
///
/// # Errors
/// One sentence for a file that is missing, empty, a folder, too large or not readable.
pub fn read_document(path: &Path) -> Result<Vec<u8>, Error> {
    let name = path.display();
    let metadata = std::fs::metadata(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => {
            Error::user(format!("没有文件「{name}」。")).hinted("请检查路径和文件名。")
        }
        _ => Error::user(format!("读不了「{name}」：{}。", cause(&error))).hinted("请检查权限。"),
    })?;
    if metadata.is_dir() {
        return Err(
            Error::user(format!("「{name}」是文件夹，不是文件。")).hinted("请指定其中的一份计划。")
        );
    }
    if metadata.len() > LARGEST_DOCUMENT {
        return Err(Error::user(format!("文件「{name}」超过 64 MiB。"))
            .hinted("请只保留计划正文，另存后再导入。"));
    }
    std::fs::read(path).map_err(|error| {
        Error::user(format!("读不了「{name}」：{}。", cause(&error))).hinted("请检查权限。")
    })
}

/// A document broken down, ready to be shown or taken in.
#[derive(Clone, Debug)]
pub struct Document {
    /// What it holds.
    pub draft: Draft,
    /// SHA-256 of its bytes: the same document is not taken twice.
    pub digest: String,
}

/// Breaks a document down, without storing anything; without a format its content tells which it is.
///
/// # Errors
/// What is wrong with the document, and what to do; or that whoever watches has stopped it.
pub fn break_down(
    bytes: impl Into<Vec<u8>>,
    format: Option<Format>,
    watch: &mut dyn Watch,
) -> Result<Document, Error> {
    let bytes: Vec<u8> = bytes.into();
    let digest = sha256(&bytes);
    let mut draft = breakdown::read(bytes, format, watch)
        .map_err(|problem| Error::user(problem.to_string()).hinted(problem.hint()))?;
    if draft.plan.title.is_empty() {
        // A list without a title row, as spreadsheets often are.
        "未命名的计划".clone_into(&mut draft.plan.title);
    }
    Ok(Document { draft, digest })
}

fn stopped() -> Error {
    Error::user("已中断。").hinted("什么也没有写入，可以随时重新导入。")
}

/// What has become of a document.
#[derive(Clone, Debug)]
pub enum Imported {
    /// A new plan.
    New(TakenIn),
    /// An edition of a plan that was there, whose changes wait for a coordinator.
    Edition(Edition, String),
    /// Another file of a plan that was there, every measure of which it prints as it is; nothing was written.
    Same(Plan),
}

/// Where a document belongs.
enum Route {
    /// A new plan under this slug.
    New(String),
    /// A later printing of this one.
    Edition(Plan),
}

impl App {
    /// Takes a document in: as drafts of a new plan, or as an edition of the one that it is another printing of.
    ///
    /// It is an edition of the plan whose slug the caller names, or of the one with the same title, number and date.
    ///
    /// # Errors
    /// Refuses without writing: a document that was taken in before, one with the title of a plan but another number or
    /// date where the caller names no slug, a slug not made of letters, digits and hyphens, a person who does not
    /// coordinate; or whoever watches stops it.
    pub fn import(
        &mut self,
        document: &Document,
        slug: Option<&str>,
        watch: &mut dyn Watch,
    ) -> Result<Imported, Error> {
        self.must_coordinate("导入计划")?;
        if let Some(slug) = slug {
            check_slug(slug)?;
        }
        match self.store.read(|read| route(read, document, slug))? {
            Route::Edition(plan) => self.take_edition(&plan, document),
            Route::New(free) => {
                let intake = Intake {
                    slug: &free,
                    draft: &document.draft,
                    origin: Origin::Document,
                    digest: &document.digest,
                };
                let again = if slug.is_some() {
                    Again::Take
                } else {
                    Again::Refuse
                };
                Ok(Imported::New(self.take_in(intake, again, watch)?.0))
            }
        }
    }

    /// Loads built-in plans, all of them where none is named. One that is there already is left as it is.
    pub fn seed(&mut self, slugs: &[String]) -> Result<Vec<(TakenIn, bool)>, Error> {
        self.must_coordinate("装入内置计划")?;
        let known: Vec<String> = builtin::list()?.into_iter().map(|(slug, _)| slug).collect();
        let wanted = if slugs.is_empty() {
            known.clone()
        } else {
            slugs.to_vec()
        };
        let mut plans = Vec::new();
        for slug in &wanted {
            let plan = builtin::find(slug)?.ok_or_else(|| {
                Error::user(format!("没有叫「{slug}」的内置计划。"))
                    .hinted(format!("内置计划有：{}。", known.join("、")))
            })?;
            plans.push(plan);
        }
        let mut done = Vec::new();
        for (slug, plan) in wanted.iter().zip(&plans) {
            let intake = Intake {
                slug,
                draft: &plan.draft,
                origin: Origin::BuiltIn,
                digest: &plan.digest,
            };
            done.push(self.take_in(intake, Again::Keep, &mut Unwatched)?);
        }
        Ok(done)
    }

    /// Stores a plan, and says whether it is new; what happens to one that is there already is the caller's choice.
    fn take_in(
        &mut self,
        intake: Intake<'_>,
        again: Again,
        watch: &mut dyn Watch,
    ) -> Result<(TakenIn, bool), Error> {
        let (now, today) = (self.clock.now(), self.clock.today());
        let actor = self.person.login.clone();
        let seeds = builtin::departments()?;
        let taken = self.store.write(|write| -> Result<_, Error> {
            let same = find_same(write, intake.digest, &intake.draft.plan)?;
            match (same, again) {
                (Some(same), Again::Refuse) => {
                    return Err(taken_before(&same));
                }
                (Some(same), Again::Keep) => {
                    return Ok((
                        TakenIn {
                            slug: same.slug,
                            title: same.title,
                            measures: intake.draft.measures.len(),
                            tasks: same.tasks,
                        },
                        false,
                    ));
                }
                (None, _) | (_, Again::Take) => {}
            }
            if write.find_plan(intake.slug)?.is_some() {
                return Err(slug_taken(intake.slug));
            }
            let names = Names::load(write, &seeds)?;
            Ok((
                Taker::new(write, intake, names, now, today, actor).plan(watch)?,
                true,
            ))
        })?;
        self.forget_advice();
        self.reload()?;
        Ok(taken)
    }
}

/// Where a document belongs: with a slug, to that plan or to a new one; without, by what its title page says.
fn route(read: &Read<'_>, document: &Document, slug: Option<&str>) -> Result<Route, Error> {
    let plan = &document.draft.plan;
    let known = read.find_plan_of(&document.digest)?;
    if let Some(slug) = slug {
        return Ok(match read.find_plan(slug)? {
            Some(same) if known.is_some_and(|it| it.id == same.id) => {
                return Err(taken_before(&same));
            }
            Some(same) => Route::Edition(same),
            None => Route::New(slug.to_owned()),
        });
    }
    if let Some(same) = known {
        return Err(taken_before(&same));
    }
    match read.find_plan_titled(plan)? {
        None => Ok(Route::New(free_slug(read, &document.draft)?)),
        Some(same) if is_same_paper(&same, plan) => Ok(Route::Edition(same)),
        Some(other) => Err(Error::user(format!(
            "已有一份同名的计划：{}（{}），文号或日期不同。",
            other.title, other.slug
        ))
        .hinted(format!(
            "如是它的新版，请加 --plan {}；如是另一份，请用 --plan 另起短名。",
            other.slug
        ))),
    }
}

/// The plan that these bytes have become, or one with the same title, number and date.
fn find_same(read: &Read<'_>, digest: &str, plan: &DraftPlan) -> Result<Option<Plan>, Error> {
    if let Some(same) = read.find_plan_of(digest)? {
        return Ok(Some(same));
    }
    let titled = read.find_plan_titled(plan)?;
    Ok(titled.filter(|it| is_same_paper(it, plan)))
}

/// Whether a title page is that of a plan: number and date are the same, or both print none.
fn is_same_paper(known: &Plan, plan: &DraftPlan) -> bool {
    known.doc_no == plan.doc_no.as_deref().unwrap_or("") && known.issued_on == plan.published
}

fn taken_before(same: &Plan) -> Error {
    Error::user(format!(
        "这份计划已经导入过：{}（{}）。",
        same.title, same.slug
    ))
    .hinted("如确需另导一份，请用 --plan 给它另起短名。")
}

fn check_slug(slug: &str) -> Result<(), Error> {
    let is_plain = slug
        .chars()
        .all(|it| it.is_ascii_alphanumeric() || it == '-');
    if slug.is_empty() || !is_plain {
        return Err(
            Error::user(format!("短名「{slug}」只能由英文字母、数字和连字符组成。"))
                .hinted("例如 --plan jiankang-2020。"),
        );
    }
    Ok(())
}

/// The title's first initials and the year it begins; where that is taken, with a number behind.
fn free_slug(read: &Read<'_>, draft: &Draft) -> Result<String, Error> {
    use chrono::Datelike;
    let letters: String = pinyin::initials(&draft.plan.title)
        .chars()
        .filter(char::is_ascii_alphabetic)
        .take(12)
        .collect();
    let letters = if letters.is_empty() {
        "plan".to_owned()
    } else {
        letters
    };
    let stem = match draft.plan.period_start.or(draft.plan.published) {
        Some(day) => format!("{letters}-{}", day.year()),
        None => letters,
    };
    let own = draft.plan.slug.as_deref();
    let stem = own
        .filter(|it| check_slug(it).is_ok())
        .map_or(stem, str::to_owned);
    let mut slug = stem.clone();
    let mut number = 2;
    while read.find_plan(&slug)?.is_some() {
        slug = format!("{stem}-{number}");
        number += 1;
    }
    Ok(slug)
}

fn slug_taken(slug: &str) -> Error {
    Error::user(format!("短名「{slug}」已被另一份计划使用。")).hinted("请用 --plan 另起短名。")
}
