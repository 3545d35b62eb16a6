//! The workbook (填报表) on its way out, and read when it comes back; what becomes of its rows is done in `work`.

use super::error::Error;
use super::work::find_department;
use super::{App, Kind};
use crate::breakdown::{self, Problem};
use crate::domain::filter::{Filter, Window};
use crate::domain::id::{DepartmentId, EventId};
use crate::domain::person::Role;
use crate::domain::workbook::collected::Collected;
use crate::domain::workbook::filled::Filled;
use crate::domain::workbook::{Builder, Workbook, file_name};
use crate::export;
use crate::store::Read;

/// A file that is to be written, by name.
pub type NamedFile = (String, Vec<u8>);

impl App {
    /// The workbook of the plan with this slug or of all, a sheet a department: of those that are named; without a name of
    /// a liaison's own ones, or of all.
    ///
    /// # Errors
    /// No such plan or department, or none of them has a task to fill in.
    pub fn workbook(&self, plan: Option<&str>, departments: &[String]) -> Result<Workbook, Error> {
        let today = self.today();
        let plan = plan.map(|slug| self.get_plan(slug)).transpose()?;
        let only = self.asked(departments)?;
        let filter = self.visible(&Filter {
            plan: plan.map(|it| it.id),
            ..Filter::default()
        });
        let mut builder = Builder::new(&self.directory, today, only.as_deref());
        let workbook = self.store.read(|read| -> Result<_, Error> {
            let mut tasks = Vec::new();
            read.each_task(&filter, Window::ALL, today, |task| {
                if builder.wants(task) {
                    tasks.push(task.clone());
                }
            })?;
            for task in &tasks {
                builder.add(task, &read.list_told(task.id)?);
            }
            Ok(builder.finish(office(read)?))
        })?;
        if workbook.sheets.is_empty() {
            return Err(Error::user("没有需要填报的任务。").hinted(
                "待签收、进行中的任务才填报；计划和部门是否写对，可用 duban task list 核对。",
            ));
        }
        Ok(workbook)
    }

    /// The departments whose sheets are wanted, as the bodies that answer today; `None` for all.
    fn asked(&self, departments: &[String]) -> Result<Option<Vec<DepartmentId>>, Error> {
        let today = self.today();
        if !departments.is_empty() {
            let ids = departments
                .iter()
                .map(|name| find_department(&self.directory, name, today));
            return ids.collect::<Result<_, _>>().map(Some);
        }
        let own = self.person.departments.iter();
        let own = own.map(|it| self.directory.current(*it, today));
        Ok((self.person.role == Role::Liaison).then(|| own.collect()))
    }

    /// The workbook as one file.
    pub fn workbook_file(
        &self,
        plan: Option<&str>,
        departments: &[String],
    ) -> Result<Vec<u8>, Error> {
        write(&self.workbook(plan, departments)?)
    }

    /// The workbook as a file a department, each by name.
    pub fn workbook_files(
        &self,
        plan: Option<&str>,
        departments: &[String],
    ) -> Result<Vec<NamedFile>, Error> {
        let Workbook {
            office,
            day,
            sheets,
        } = self.workbook(plan, departments)?;
        let mut files: Vec<NamedFile> = Vec::new();
        for sheet in sheets {
            let mut name = file_name(&sheet.name, day);
            if files.iter().any(|it| it.0 == name) {
                name = file_name(&format!("{}-{}", sheet.name, sheet.department), day);
            }
            let one = Workbook {
                office: office.clone(),
                day,
                sheets: vec![sheet],
            };
            files.push((name, write(&one)?));
        }
        Ok(files)
    }
}

/// What became of a workbook that came back, for a reader.
pub fn collected_text(collected: &Collected) -> String {
    export::collected::text(collected)
}

/// The same as JSON.
pub fn collected_json(collected: &Collected) -> String {
    export::collected::json(collected)
}

fn write(workbook: &Workbook) -> Result<Vec<u8>, Error> {
    export::xlsx::workbook::bytes(workbook)
        .map_err(|it| Error::user(format!("{it}。")).hinted("可以分计划、分部门导出。"))
}

/// The mark of a data file: that of its first event, which no other file has and a copy keeps.
pub(super) fn office(read: &Read<'_>) -> Result<String, Error> {
    const LENGTH: usize = 12;
    let first = read.list_log(&[EventId(1)])?.pop();
    let hash = first.map_or_else(String::new, |it| it.hash);
    Ok(hash.chars().take(LENGTH).collect())
}

/// Reads a workbook that came back.
///
/// # Errors
/// What is wrong with the file, and what to do.
pub(super) fn read(bytes: &[u8]) -> Result<Filled, Error> {
    const AGAIN: &str = "请用 duban export workbook 导出，填好后存为 .xlsx 再收。";
    let filled = breakdown::read_workbook(bytes).map_err(|problem| {
        let (what, hint) = told(&problem);
        Error::user(what).hinted(hint)
    })?;
    if filled.sheets == 0 {
        return Err(
            Error::user("文件里没有填报表：找不到“编号”“状态”“进展”这些栏。").hinted(AGAIN),
        );
    }
    Ok(filled)
}

/// Why a file is no workbook, and what to do.
fn told(problem: &Problem) -> (String, &'static str) {
    const SAVE: &str = "请用 Excel 或 WPS 打开，另存为 .xlsx 后再收。";
    match problem {
        Problem::Empty => ("文件是空的。".to_owned(), "请检查是否选对了文件。"),
        Problem::Unreadable { kind, .. } if kind.starts_with("加密") => (
            "文件加了密，读不了。".to_owned(),
            "请用密码打开，取消密码后另存，再收。",
        ),
        Problem::Unreadable { kind, .. } | Problem::Mistaken { kind } => {
            (format!("这是「{kind}」，收不了。"), SAVE)
        }
        Problem::Damaged { .. } | Problem::Declares { .. } | Problem::Nested { .. } => {
            ("这份文件已损坏，或不是 .xlsx 文件。".to_owned(), SAVE)
        }
        Problem::Unpacked { .. } | Problem::TooManyParagraphs { .. } | Problem::TooLarge { .. } => {
            (
                "文件太大，不像是填报表。".to_owned(),
                "请只保留导出时的工作表，另存后再收。",
            )
        }
        other => (other.to_string(), SAVE),
    }
}

impl App {
    /// Refuses whoever may not collect.
    pub(super) fn must_act(&self) -> Result<(), Error> {
        if self.person.role == Role::Viewer {
            return Err(Error::user("查阅只能查看，不能收填报表。")
                .hinted("如需办理，请联系健康办协调员。")
                .of_kind(Kind::Permission));
        }
        Ok(())
    }
}
