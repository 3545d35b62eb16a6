//! The workbook (填报表): what every department is asked to fill in, a sheet a department, and by what a row is known again.
//!
//! `filled` is what came back and what a row of it asks for, `collected` what became of it.

pub mod collected;
mod column;
pub mod filled;
mod key;

use chrono::NaiveDate;
use std::collections::BTreeMap;

pub use column::{Column, Use};
pub use key::{Key, KeyFault};

use super::department::Directory;
use super::event::{Event, standing};
use super::id::{DepartmentId, TaskId};
use super::plan::numbered;
use super::status::{Status, Verb};
use super::task::Task;
use crate::text::clean::{clean, clean_line};

/// A workbook about to be sent out.
#[derive(Clone, Debug, PartialEq)]
#[doc(alias = "填报表")]
pub struct Workbook {
    /// The mark of the file that the tasks come from.
    pub office: String,
    /// The day it is made.
    pub day: NaiveDate,
    /// A sheet a department.
    pub sheets: Vec<Sheet>,
}

/// What one department is asked to fill in.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// The department.
    pub department: DepartmentId,
    /// Today's name of it.
    pub name: String,
    /// Its tasks: those that it leads first.
    pub rows: Vec<Row>,
}

/// A task of a department.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Which.
    pub task: TaskId,
    /// The row version that is printed.
    pub rev: i64,
    /// The plan's title.
    pub plan: String,
    /// The measure, numbered.
    pub measure: String,
    /// The task.
    pub title: String,
    /// What is to be reached.
    pub target: String,
    /// How the department stands to it.
    pub part: Part,
    /// The same in words.
    pub duty: String,
    /// The last day in force.
    pub last_day: Option<NaiveDate>,
    /// Where it stands.
    pub status: Status,
    /// How far it is, or the department's part of it; `None` where the department never said.
    pub percent: Option<u8>,
    /// What the department reported last.
    pub said: String,
}

/// How a department stands to a task on its sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// 牵头.
    Leads,
    /// 配合.
    Supports,
}

/// The words of the list from which a department chooses, each an act.
pub const ACTS: [Verb; 4] = [Verb::Sign, Verb::Report, Verb::Submit, Verb::Decline];

/// What a department should know, a line each.
pub const INSTRUCTIONS: [&str; 12] = [
    "填表说明",
    "1. 只填黄色的格子，其余各栏已锁定。没有变化的任务整行空着。",
    "2. 状态从下拉列表中选：签收（待签收的任务，接下来办）；反馈（进行中的任务，报进展）；申请办结（已经完成）；退还（不属本单位，在“进展”栏写明理由）。",
    "3. 写了进展而没有选状态的，按反馈处理。签收的同时可以写进展。",
    "4. 完成百分比填 0 至 100 的整数，不变的空着；配合单位填自己那一部分。",
    "5. 进展写做了什么、做到什么程度；存在问题、下一步、佐证（文号或链接）没有的空着。",
    "6. 灰色的行（待审核、暂缓）不用填。",
    "7. 可以筛选、调整列宽和行高。需要排序的，先取消工作表保护（没有密码），排完不影响收表。",
    "8. 请不要改动隐藏的各列，不要合并格子，不要另加行：新加的行没有编号，收不进去。",
    "9. 填好后存为 .xlsx，送回健康办；有登录权限的联络员也可以自己收：duban collect 文件。",
    "10. 导出之后任务又有变动的，那一行收不进去，请重新领取填报表。",
    "11. 收表时逐行写明哪些已采用、哪些没有采用和原因，不会漏掉写下的文字。",
];

/// The end of the line over every sheet's table.
const GUIDE: &str = "请只填黄色的格子，没有变化的空着，填好后存为 .xlsx 送回。";

impl Sheet {
    /// What stands over the table, a line each.
    pub fn head(&self, day: NaiveDate) -> [String; 2] {
        let count = |part| self.rows.iter().filter(|it| it.part == part).count();
        let (leads, supports) = (count(Part::Leads), count(Part::Supports));
        [
            format!("{}任务填报表", self.name),
            format!(
                "截至 {day}，共 {} 项：牵头 {leads} 项，配合 {supports} 项。{GUIDE}",
                leads + supports
            ),
        ]
    }
}

/// Whether a text beside the tables is the workbook's own.
pub fn is_own_words(text: &str) -> bool {
    /// With the longest name of a department.
    const LONGEST_TITLE: usize = 40;
    let text = text.trim();
    let is_title = || text.ends_with("任务填报表") && text.chars().count() <= LONGEST_TITLE;
    let is_info = || text.starts_with("截至 ") && text.ends_with(GUIDE);
    INSTRUCTIONS.contains(&text) || is_title() || is_info()
}

impl Row {
    /// What the department may choose here; nothing where the row is only shown.
    pub fn acts(&self) -> &'static [Verb] {
        acts(self.part, self.status)
    }

    /// What stands in a printed column, as one reads it.
    pub fn told(&self, column: Column) -> String {
        match column {
            Column::Task => self.task.to_string(),
            Column::Plan => self.plan.clone(),
            Column::Measure => self.measure.clone(),
            Column::Title => self.title.clone(),
            Column::Target => self.target.clone(),
            Column::Duty => self.duty.clone(),
            Column::LastDay => self.last_day.map_or_else(String::new, |it| it.to_string()),
            Column::Status => self.status.label().to_owned(),
            Column::Percent => self.percent.map_or_else(String::new, |it| it.to_string()),
            Column::Said => self.said.clone(),
            _ => String::new(),
        }
    }
}

fn acts(part: Part, status: Status) -> &'static [Verb] {
    match (part, status) {
        (Part::Leads, Status::Assigned) => &[Verb::Sign, Verb::Decline],
        (Part::Leads, Status::InProgress) => &[Verb::Report, Verb::Submit],
        (Part::Supports, Status::InProgress) => &[Verb::Report],
        _ => &[],
    }
}

/// Whether a task of this status stands on the sheet of a department that has this part in it.
fn is_shown(part: Part, status: Status) -> bool {
    match part {
        Part::Leads => status.is_open() || status == Status::Suspended,
        Part::Supports => status == Status::InProgress,
    }
}

/// A workbook being put together.
#[derive(Debug)]
pub struct Builder<'a> {
    directory: &'a Directory,
    today: NaiveDate,
    only: Option<&'a [DepartmentId]>,
    rows: BTreeMap<DepartmentId, Vec<Row>>,
}

impl<'a> Builder<'a> {
    /// Of a day, departments under that day's names; `only` these departments, or all.
    pub fn new(
        directory: &'a Directory,
        today: NaiveDate,
        only: Option<&'a [DepartmentId]>,
    ) -> Self {
        Self {
            directory,
            today,
            only,
            rows: BTreeMap::new(),
        }
    }

    /// Whether a task stands on any sheet.
    pub fn wants(&self, task: &Task) -> bool {
        self.parts(task).next().is_some()
    }

    fn parts(&self, task: &Task) -> impl Iterator<Item = (DepartmentId, Part)> {
        let status = task.state.status;
        parts(task, self.directory, self.today)
            .into_iter()
            .filter(move |(_, part)| is_shown(*part, status))
            .filter(|(department, _)| self.only.is_none_or(|it| it.contains(department)))
    }

    /// Takes the next task in, with the events that tell its progress.
    pub fn add(&mut self, task: &Task, events: &[Event]) {
        let parts: Vec<_> = self.parts(task).collect();
        let events = standing(events, self.today);
        for (department, part) in parts {
            let row = row(
                task,
                &events,
                (department, part),
                self.directory,
                self.today,
            );
            self.rows.entry(department).or_default().push(row);
        }
    }

    /// The workbook, marked as coming from a file.
    pub fn finish(self, office: String) -> Workbook {
        let sheets = self.rows.into_iter().map(|(department, mut rows)| {
            rows.sort_by_key(|it| it.part == Part::Supports);
            Sheet {
                department,
                name: clean_line(self.directory.current_name(department, self.today)),
                rows,
            }
        });
        Workbook {
            office,
            day: self.today,
            sheets: sheets.collect(),
        }
    }
}

/// The bodies that have a part in a task on a day, the lead first, each once. A group that leads or supports stands for its
/// members as well.
pub fn parts(task: &Task, directory: &Directory, day: NaiveDate) -> Vec<(DepartmentId, Part)> {
    let mut parts: Vec<(DepartmentId, Part)> = Vec::new();
    let mut add = |id: DepartmentId, part: Part| {
        let id = directory.current(id, day);
        if parts.iter().all(|it| it.0 != id) {
            parts.push((id, part));
        }
    };
    let lead = task.state.lead;
    if let Some(lead) = lead {
        add(lead, Part::Leads);
    }
    for id in lead.iter().chain(&task.owners.support) {
        let members = directory.members(task.place.plan, *id);
        for member in members {
            add(*member, Part::Supports);
        }
        if members.is_empty() {
            add(*id, Part::Supports);
        }
    }
    parts
}

/// What a sheet prints of a task for one department.
pub fn row(
    task: &Task,
    events: &[Event],
    (department, part): (DepartmentId, Part),
    directory: &Directory,
    day: NaiveDate,
) -> Row {
    let last = last_report(events, (department, part), directory, day);
    let percent = match part {
        Part::Leads => Some(task.state.percent),
        Part::Supports => own_part(events, department, directory, day),
    };
    let lead = task.state.lead.map(|it| directory.current_name(it, day));
    let duty = match (part, lead) {
        (Part::Leads, _) => "牵头".to_owned(),
        (Part::Supports, None) => "配合".to_owned(),
        (Part::Supports, Some(lead)) => format!("配合（{lead}牵头）"),
    };
    let measure = numbered(&task.place.measure_number, &task.place.measure_title);
    Row {
        task: task.id,
        rev: task.rev,
        plan: clean_line(&task.place.plan_title),
        measure: clean_line(&measure),
        title: clean_line(&task.promise.title),
        target: clean_line(&task.promise.target),
        part,
        duty: clean_line(&duty),
        last_day: task.state.last_day,
        status: task.state.status,
        percent,
        said: last.map(said).unwrap_or_default(),
    }
}

/// How far a supporting department last said that its part is.
pub fn own_part(
    events: &[Event],
    department: DepartmentId,
    directory: &Directory,
    day: NaiveDate,
) -> Option<u8> {
    let reports = events.iter().rev().filter_map(|it| it.report.as_ref());
    let is_own = |id: DepartmentId| directory.current(id, day) == department;
    reports
        .filter(|it| it.by.is_some_and(is_own))
        .find_map(|it| it.part)
}

/// The last report of a department that stands: of the lead on the whole, of a supporting one on its part.
pub fn last_report<'e>(
    events: &'e [Event],
    (department, part): (DepartmentId, Part),
    directory: &Directory,
    day: NaiveDate,
) -> Option<&'e Event> {
    events.iter().rfind(|it| {
        let by = it.report.as_ref().and_then(|it| it.by);
        let is_own = match part {
            Part::Leads => by.is_none(),
            Part::Supports => by.is_some_and(|it| directory.current(it, day) == department),
        };
        matches!(it.verb, Verb::Report | Verb::Submit) && is_own && it.day <= day
    })
}

fn said(event: &Event) -> String {
    let mut said = format!("{} {}", event.day, event.text)
        .trim_end()
        .to_owned();
    if let Some(report) = &event.report {
        for (label, words) in [("存在问题", &report.problems), ("下一步", &report.next)] {
            if !words.is_empty() {
                said = format!("{said}\n{label}：{words}");
            }
        }
    }
    clean(&said)
}

/// The name of a department's file, without what a file system refuses.
pub fn file_name(department: &str, day: NaiveDate) -> String {
    /// With the rest no longer than every file system takes.
    const LONGEST: usize = 60;
    let name: String = clean_line(department)
        .trim()
        .chars()
        .map(|it| match it {
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '-',
            other => other,
        })
        .take(LONGEST)
        .collect();
    format!("填报表-{name}-{day}.xlsx")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_offers_what_the_department_may_do() {
        let offered = |part, status| acts(part, status).iter().map(|it| it.label()).collect();
        let offered = |part, status| -> Vec<&str> { offered(part, status) };
        assert_eq!(offered(Part::Leads, Status::Assigned), ["签收", "退还"]);
        assert_eq!(
            offered(Part::Leads, Status::InProgress),
            ["反馈", "申请办结"]
        );
        assert_eq!(offered(Part::Supports, Status::InProgress), ["反馈"]);
        for status in [Status::Submitted, Status::Suspended, Status::Done] {
            assert!(offered(Part::Leads, status).is_empty());
        }
        for status in Status::ALL {
            for part in [Part::Leads, Part::Supports] {
                assert!(is_shown(part, status) || acts(part, status).is_empty());
            }
        }
        assert!(!is_shown(Part::Leads, Status::Draft) && !is_shown(Part::Leads, Status::Done));
    }

    #[test]
    fn a_file_has_a_name_that_every_file_system_takes() {
        let day = NaiveDate::from_ymd_opt(2020, 12, 28).unwrap();
        assert_eq!(
            file_name("市教育局", day),
            "填报表-市教育局-2020-12-28.xlsx"
        );
        assert_eq!(
            file_name("../a\u{1b}:\n", day),
            "填报表-..-a- -2020-12-28.xlsx".replace("- -", "--")
        );
        assert!(file_name(&"健".repeat(300), day).len() < 255);
    }
}
