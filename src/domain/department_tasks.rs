//! The task sheet of one department (部门任务清单): what it leads and what it supports, the most pressing first.

use chrono::NaiveDate;

use super::checklist::{self, Row};
use super::document::{Block, Document};
use super::light::Light;
use super::task::Task;

/// Where a task stands in the sheet: the light, the last day where it presses, the place in print.
type Place = (usize, Option<NaiveDate>, usize);

/// What one department leads and supports (部门任务清单).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[doc(alias = "部门任务清单")]
pub struct DepartmentTasks {
    leads: Vec<(Place, Row)>,
    supports: Vec<(Place, Row)>,
    overdue: usize,
    due_soon: usize,
}

/// Whether a sheet lists a task: given to somebody and still in force.
pub fn is_listed(task: &Task) -> bool {
    task.state.status.is_in_force()
}

impl DepartmentTasks {
    /// Takes a task in that it leads; tasks come as printed.
    pub fn lead(&mut self, task: &Task, row: Row, today: NaiveDate) {
        let light = task.state.paper_light(today);
        self.overdue += usize::from(light == Light::Overdue);
        self.due_soon += usize::from(light == Light::DueSoon);
        self.leads.push((place(task, self.leads.len(), today), row));
    }

    /// Takes a task in that it supports.
    pub fn support(&mut self, task: &Task, row: Row, today: NaiveDate) {
        self.supports
            .push((place(task, self.supports.len(), today), row));
    }

    /// The sheet of the department with this name.
    pub fn document(self, department: &str, scope: &str, today: NaiveDate) -> Document {
        let (leads, supports) = (in_order(self.leads), in_order(self.supports));
        let mut blocks = Vec::new();
        for (heading, name, rows) in [
            ("一、牵头任务", "牵头任务", &leads),
            ("二、配合任务", "配合任务", &supports),
        ] {
            blocks.push(Block::Heading(1, heading.to_owned()));
            blocks.push(if rows.is_empty() {
                Block::Paragraph(format!("没有{name}。"))
            } else {
                Block::Table(checklist::table(name, rows))
            });
        }
        Document {
            title: format!("{department}任务清单"),
            subtitle: format!(
                "{scope}。牵头 {} 项（逾期 {} 项，30天内到期 {} 项），配合 {} 项，截至 {today}。",
                leads.len(),
                self.overdue,
                self.due_soon,
                supports.len()
            ),
            day: Some(today),
            blocks,
            ..Document::default()
        }
    }
}

fn place(task: &Task, at: usize, today: NaiveDate) -> Place {
    let light = task.state.paper_light(today);
    let urgency = Light::ALL.iter().position(|it| *it == light);
    let presses = matches!(light, Light::Overdue | Light::DueSoon);
    let last_day = task.state.last_day.filter(|_| presses);
    (urgency.unwrap_or(Light::ALL.len()), last_day, at)
}

fn in_order(mut rows: Vec<(Place, Row)>) -> Vec<Row> {
    rows.sort_by_key(|it| it.0);
    rows.into_iter().map(|it| it.1).collect()
}
