//! Taking a plan in: a user's document or a built-in plan becomes rows, in one transaction.

use chrono::NaiveDate;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;

use super::builtin::{self, SeedDepartment};
use super::error::Error;
use super::{App, Kind};
use crate::breakdown;
use crate::domain::deadline::{Deadline, Frame};
use crate::domain::department::Department;
use crate::domain::draft::{Draft, DraftMeasure, DraftOwner, DraftTask, OwnerRole};
use crate::domain::event::Event;
use crate::domain::id::{DepartmentId, EventId, MeasureId, PlanId, SectionId};
use crate::domain::plan::{Intake, Origin};
use crate::domain::status::{Status, Verb};
use crate::domain::task::{Promise, TaskState};
use crate::store::{NewMeasure, NewPlan, NewSection, NewTask, Write};
use crate::text::pinyin;

/// The largest document that is read, in bytes.
pub const LARGEST_DOCUMENT: u64 = 64 * 1024 * 1024;

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
        _ => Error::user(format!("读不了「{name}」：{error}。")).hinted("请检查权限。"),
    })?;
    if metadata.is_dir() {
        return Err(
            Error::user(format!("「{name}」是文件夹，不是文件。")).hinted("请指定其中的一份计划。")
        );
    }
    if metadata.len() > LARGEST_DOCUMENT {
        return Err(Error::user(format!("文件「{name}」超过 64 MiB。"))
            .hinted("请另存为纯文本（.txt，UTF-8）后再导入。"));
    }
    std::fs::read(path)
        .map_err(|error| Error::user(format!("读不了「{name}」：{error}。")).hinted("请检查权限。"))
}

/// Breaks a document down, without storing anything.
pub fn break_down(bytes: &[u8]) -> Result<Draft, Error> {
    breakdown::read(bytes)
        .map_err(|problem| Error::user(problem.to_string()).hinted(problem.hint()))
}

/// SHA-256 of a document in hexadecimal.
pub fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .fold(String::new(), |mut text, byte| {
            // Writing to a String never fails.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

impl App {
    /// Takes a document in as drafts, under a slug of the caller's or one made from the title.
    ///
    /// # Errors
    /// Refuses without writing: a plan that is already there (unless the caller names another slug), a slug that is
    /// taken or not made of letters, digits and hyphens, a person who does not coordinate.
    pub fn import(&mut self, bytes: &[u8], slug: Option<&str>) -> Result<(TakenIn, Draft), Error> {
        self.must_coordinate("导入计划")?;
        let draft = break_down(bytes)?;
        let digest = digest(bytes);
        let same = self
            .store
            .read(|read| read.find_same_plan(&digest, &draft.plan))?;
        if let (Some(same), None) = (same, slug) {
            return Err(Error::user(format!(
                "这份计划已经导入过：{}（{}）。",
                same.title, same.slug
            ))
            .hinted("如确需另导一份，请用 --plan 给它另起短名。"));
        }
        let slug = match slug {
            Some(slug) => self.checked_slug(slug)?,
            None => self.free_slug(&draft)?,
        };
        let intake = Intake {
            slug,
            draft,
            origin: Origin::Document,
            digest,
        };
        let taken = self.take_in(&intake)?;
        Ok((taken, intake.draft))
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
        for intake in plans {
            let same = self
                .store
                .read(|read| read.find_same_plan(&intake.digest, &intake.draft.plan))?;
            done.push(match same {
                Some(plan) => (
                    TakenIn {
                        slug: plan.slug,
                        title: plan.title,
                        measures: intake.draft.measures.len(),
                        tasks: plan.tasks,
                    },
                    false,
                ),
                None => (self.take_in(&intake)?, true),
            });
        }
        Ok(done)
    }

    fn take_in(&mut self, intake: &Intake) -> Result<TakenIn, Error> {
        let at = self.clock.now();
        let day = begins(intake.draft.plan.published, self.clock.today());
        let actor = self.person.login.clone();
        let seeds = builtin::departments()?;
        let taken = self.store.write(|write| -> Result<TakenIn, Error> {
            if write.find_plan(&intake.slug)?.is_some() {
                return Err(slug_taken(&intake.slug));
            }
            let mut taker = Taker {
                write,
                intake,
                names: Names::load(write, &seeds)?,
                frame: intake.draft.plan.frame(),
                at,
                day,
                actor,
            };
            taker.plan()
        })?;
        self.reload()?;
        Ok(taken)
    }

    fn checked_slug(&self, slug: &str) -> Result<String, Error> {
        let is_plain = slug
            .chars()
            .all(|it| it.is_ascii_alphanumeric() || it == '-');
        if slug.is_empty() || !is_plain {
            return Err(
                Error::user(format!("短名「{slug}」只能由英文字母、数字和连字符组成。"))
                    .hinted("例如 --plan jiankang-2020。"),
            );
        }
        match self.store.read(|read| read.find_plan(slug))? {
            Some(_) => Err(slug_taken(slug)),
            None => Ok(slug.to_owned()),
        }
    }

    /// The title's first initials and the year it begins; where that is taken, with a number behind.
    fn free_slug(&self, draft: &Draft) -> Result<String, Error> {
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
        let mut slug = stem.clone();
        let mut number = 2;
        while self.store.read(|read| read.find_plan(&slug))?.is_some() {
            slug = format!("{stem}-{number}");
            number += 1;
        }
        Ok(slug)
    }
}

fn slug_taken(slug: &str) -> Error {
    Error::user(format!("短名「{slug}」已被另一份计划使用。")).hinted("请用 --plan 另起短名。")
}

/// A task is in force from the day its plan was issued, where that is known and past.
fn begins(issued: Option<NaiveDate>, today: NaiveDate) -> NaiveDate {
    issued.map_or(today, |issued| issued.min(today))
}

/// One plan on its way into the store.
struct Taker<'a> {
    write: &'a Write<'a>,
    intake: &'a Intake,
    names: Names<'a>,
    frame: Frame,
    at: chrono::DateTime<chrono::Utc>,
    day: NaiveDate,
    actor: String,
}

impl Taker<'_> {
    fn plan(&mut self) -> Result<TakenIn, Error> {
        let draft = &self.intake.draft;
        let plan = self.write.insert_plan(&NewPlan {
            slug: &self.intake.slug,
            plan: &draft.plan,
            digest: &self.intake.digest,
            at: self.at,
        })?;
        let sections = self.sections(plan)?;
        let mut tasks = 0;
        for (position, measure) in draft.measures.iter().enumerate() {
            let id = self.write.insert_measure(&NewMeasure {
                plan,
                section: sections.get(&measure.path).copied(),
                position,
                number: &measure.number,
                title: &measure.title,
                printed: &measure.source,
                line: measure.line,
            })?;
            self.measure(plan, id, measure)?;
            tasks += measure.tasks.len();
        }
        Ok(TakenIn {
            slug: self.intake.slug.clone(),
            title: draft.plan.title.clone(),
            measures: draft.measures.len(),
            tasks,
        })
    }

    /// Every section that is listed or stands above a measure, and those above it.
    fn sections(&self, plan: PlanId) -> Result<HashMap<Vec<String>, SectionId>, Error> {
        let draft = &self.intake.draft;
        let mut known: HashMap<Vec<String>, SectionId> = HashMap::new();
        let paths = draft
            .sections
            .iter()
            .chain(draft.measures.iter().map(|it| &it.path));
        for path in paths {
            for depth in 1..=path.len() {
                let path = &path[..depth];
                if known.contains_key(path) {
                    continue;
                }
                let id = self.write.insert_section(&NewSection {
                    plan,
                    parent: known.get(&path[..depth - 1]).copied(),
                    position: known.len(),
                    path,
                })?;
                known.insert(path.to_vec(), id);
            }
        }
        Ok(known)
    }

    fn measure(
        &mut self,
        plan: PlanId,
        id: MeasureId,
        measure: &DraftMeasure,
    ) -> Result<(), Error> {
        for (position, owner) in measure.owners.iter().enumerate() {
            let department = self.names.get(&owner.name)?;
            self.write
                .insert_measure_owner(id, position, &owner.name, owner.role, department)?;
        }
        for part in &measure.no_task {
            self.write.insert_no_task(id, part)?;
        }
        for (position, task) in measure.tasks.iter().enumerate() {
            self.task(plan, id, position, task, measure)?;
        }
        Ok(())
    }

    fn task(
        &mut self,
        plan: PlanId,
        measure_id: MeasureId,
        position: usize,
        task: &DraftTask,
        measure: &DraftMeasure,
    ) -> Result<(), Error> {
        let owners = if task.owners.is_empty() {
            &measure.owners
        } else {
            &task.owners
        };
        let (lead, support) = split_owners(owners);
        let lead_id = lead.map(|it| self.names.get(&it.name)).transpose()?;
        let support = support
            .iter()
            .map(|it| self.names.get(&it.name))
            .collect::<Result<Vec<_>, _>>()?;
        let deadline = task
            .deadline
            .clone()
            .or_else(|| Deadline::inherited(&self.frame));
        let state = TaskState {
            status: match self.intake.origin {
                Origin::BuiltIn if lead_id.is_some() => Status::Assigned,
                _ => Status::Draft,
            },
            back: None,
            percent: 0,
            lead: lead_id,
            last_day: deadline.as_ref().and_then(|it| it.last_day),
        };
        let promise = Promise {
            title: task.title.clone(),
            quote: task.quote.clone(),
            target: task.figures.join("、"),
            deadline,
            recurrence: task.recurrence,
        };
        let lead_printed = lead.map_or("", |it| it.name.as_str());
        let id = self.write.insert_task(&NewTask {
            plan,
            measure: measure_id,
            position,
            promise: &promise,
            lead_printed,
            support: &support,
            state: &state,
            at: self.at,
        })?;
        let mut spelt = vec![promise.title.as_str()];
        spelt.extend(self.names.spellings(lead_id));
        let mut words = spelt.clone();
        words.extend([
            promise.quote.as_str(),
            promise.target.as_str(),
            measure.title.as_str(),
            lead_printed,
        ]);
        self.write.index_task(id, &words, &spelt)?;
        self.write.append_event(&Event {
            id: EventId(0),
            at: self.at,
            day: self.day,
            actor: self.actor.clone(),
            verb: Verb::Create,
            task: id,
            text: String::new(),
            before: None,
            after: state,
        })?;
        Ok(())
    }
}

/// The lead and the supporting owners; where none is marked as lead, nobody leads.
fn split_owners(owners: &[DraftOwner]) -> (Option<&DraftOwner>, Vec<&DraftOwner>) {
    let lead = owners.iter().position(|it| it.role == OwnerRole::Lead);
    let support = owners
        .iter()
        .enumerate()
        .filter(|(at, _)| Some(*at) != lead)
        .map(|(_, it)| it)
        .collect();
    (lead.map(|at| &owners[at]), support)
}

/// Finds a department by any name, and makes it where there is none: from the built-in data, else as printed.
struct Names<'a> {
    write: &'a Write<'a>,
    known: HashMap<String, DepartmentId>,
    /// Every name of a department, and of the body that answers for it today.
    spellings: HashMap<DepartmentId, Vec<String>>,
    seeds: HashMap<&'a str, &'a SeedDepartment>,
}

impl<'a> Names<'a> {
    fn load(write: &'a Write<'a>, seeds: &'a [SeedDepartment]) -> Result<Self, Error> {
        let mut by_name = HashMap::new();
        for seed in seeds {
            for name in names_of(seed) {
                by_name.entry(name).or_insert(seed);
            }
        }
        let mut names = Self {
            write,
            known: HashMap::new(),
            spellings: HashMap::new(),
            seeds: by_name,
        };
        let departments = write.list_departments()?;
        for department in &departments {
            names.enter(department.id, &all_names(department));
        }
        for department in &departments {
            if let Some((successor, _)) = department.successor {
                names.inherit(department.id, successor);
            }
        }
        Ok(names)
    }

    fn get(&mut self, name: &str) -> Result<DepartmentId, Error> {
        if let Some(id) = self.known.get(name) {
            return Ok(*id);
        }
        match self.seeds.get(name).copied() {
            Some(seed) => self.plant(seed),
            None => self.make(&Department {
                id: DepartmentId(0),
                name: name.to_owned(),
                short_name: name.to_owned(),
                aliases: Vec::new(),
                kind: "bureau".to_owned(),
                successor: None,
            }),
        }
    }

    /// Makes a department of the built-in data, and the bodies that answer after it.
    fn plant(&mut self, seed: &SeedDepartment) -> Result<DepartmentId, Error> {
        let id = self.make(&Department {
            id: DepartmentId(0),
            name: seed.name.clone(),
            short_name: seed.short_name.clone(),
            aliases: std::iter::once(&seed.full_name)
                .chain(&seed.aliases)
                .chain(&seed.pinyin)
                .cloned()
                .collect(),
            kind: seed.kind.clone(),
            successor: None,
        })?;
        if let (Some(successor), Some(since)) = (&seed.successor, seed.succeeded_on) {
            let successor = self.get(successor)?;
            self.write.set_successor(id, successor, since)?;
            self.inherit(id, successor);
        }
        Ok(id)
    }

    fn make(&mut self, new: &Department) -> Result<DepartmentId, Error> {
        let id = self.write.insert_department(new)?;
        for alias in new
            .aliases
            .iter()
            .filter(|it| **it != new.name && **it != new.short_name)
        {
            self.write.insert_alias(id, alias)?;
        }
        self.enter(id, &all_names(new));
        Ok(id)
    }

    fn enter(&mut self, id: DepartmentId, names: &[String]) {
        for name in names {
            self.known.entry(name.clone()).or_insert(id);
        }
        self.spellings
            .entry(id)
            .or_default()
            .extend(names.iter().cloned());
    }

    fn inherit(&mut self, id: DepartmentId, successor: DepartmentId) {
        let more = self.spellings.get(&successor).cloned().unwrap_or_default();
        self.spellings.entry(id).or_default().extend(more);
    }

    fn spellings(&self, id: Option<DepartmentId>) -> impl Iterator<Item = &str> {
        id.and_then(|id| self.spellings.get(&id))
            .into_iter()
            .flatten()
            .map(String::as_str)
    }
}

fn names_of(seed: &SeedDepartment) -> impl Iterator<Item = &str> {
    [&seed.name, &seed.short_name, &seed.full_name]
        .into_iter()
        .chain(&seed.aliases)
        .map(String::as_str)
}

fn all_names(department: &Department) -> Vec<String> {
    [&department.name, &department.short_name]
        .into_iter()
        .chain(&department.aliases)
        .cloned()
        .collect()
}

impl App {
    fn must_coordinate(&self, what: &str) -> Result<(), Error> {
        if self.person.role.coordinates() {
            return Ok(());
        }
        Err(
            Error::user(format!("{}不能{what}。", self.person.role.label()))
                .hinted("请联系健康办协调员。")
                .of_kind(Kind::Permission),
        )
    }
}
