//! 新增部门, 加别名, 更名, 承接, 停用, 成员: what is said of a department.

use chrono::NaiveDate;
use ratatui::crossterm::event::KeyEvent;

use super::departments::{Departments, names};
use super::form::{Asked, Field, Form};
use super::{Reply, choice};
use crate::app::NewDepartment;
use crate::domain::department::{Directory, KINDS};
use crate::domain::form_draft::Purpose;
use crate::ui::action::{Action, DepartmentAct};

/// The field of a new department that holds its kind.
const KIND: usize = 2;

/// What is asked for, days as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DepartmentChange {
    /// A new department.
    Add(NewDepartment),
    /// Other names.
    Alias {
        /// Of which department.
        name: String,
        /// The other names.
        aliases: Vec<String>,
    },
    /// A new name.
    Rename {
        /// Of which department.
        name: String,
        /// What it is called then.
        new: NewDepartment,
        /// From which day on.
        since: String,
    },
    /// Another department that answers.
    Succeed {
        /// For which department.
        name: String,
        /// Who answers then.
        successor: String,
        /// From which day on.
        since: String,
    },
    /// Who a group stands for.
    Members {
        /// Which group.
        name: String,
        /// In the plan with this slug.
        slug: String,
        /// By any of their names.
        members: Vec<String>,
    },
    /// Nothing more is given to it.
    Retire {
        /// To which department.
        name: String,
        /// From which day on.
        since: String,
    },
}

/// The form of an act on a department.
#[derive(Debug)]
pub struct DirectoryForm {
    act: DepartmentAct,
    /// The department that is changed; empty for a new one.
    name: String,
    today: NaiveDate,
    /// The fields.
    pub form: Form,
}

impl DirectoryForm {
    /// The form of an act on the department with this name, which a new one does not need.
    pub fn new(act: DepartmentAct, name: &str, today: NaiveDate) -> Self {
        let since = || Field::day("自何日起", &today.to_string(), today);
        let (fields, told) = match act {
            DepartmentAct::Add => (
                vec![
                    Field::line("名称", ""),
                    Field::line("简称（可不填）", ""),
                    choice::field("类别", &words(), words()[0]),
                    Field::line("别名（可不填，几个用、隔开）", ""),
                ],
                "名称照计划里印的写；简称用在窄栏里，不填就用名称。",
            ),
            DepartmentAct::Alias => (
                vec![Field::line("别名（几个用、隔开）", "")],
                "计划里印的和查找时输的别名都认作这个部门。",
            ),
            DepartmentAct::Rename => (
                vec![
                    Field::line("新名称", ""),
                    Field::line("新简称（可不填）", ""),
                    since(),
                ],
                "从这天起用新名称，以前的日子仍显示原名。",
            ),
            DepartmentAct::Succeed => (
                vec![Field::line("承接的部门", ""), since()],
                "从这天起由它承接，以前的日子不变。可输全称、简称或拼音首字母。",
            ),
            DepartmentAct::Members => (
                vec![
                    Field::line("在哪份计划里（短名）", ""),
                    Field::line("成员（几个用、隔开）", ""),
                ],
                "成员须在名录里，不填则清空；之后它牵头的任务可以分解到各成员。",
            ),
            DepartmentAct::Retire => (vec![since()], "从这天起不再交办给它，已有的任务不变。"),
        };
        let about = [name, told].into_iter().filter(|it| !it.is_empty());
        let about = about.map(ToOwned::to_owned).collect();
        Self {
            act,
            name: name.to_owned(),
            today,
            form: Form::new(act.label(), about, fields),
        }
    }

    /// The same for the members of a group, with who it stands for in a plan.
    #[must_use]
    pub fn holding(mut self, slug: &str, members: &str) -> Self {
        for (field, text) in self.form.fields.iter_mut().zip([slug, members]) {
            field.editor.set(text);
        }
        self
    }

    /// What the form is for.
    pub fn purpose(&self) -> Purpose {
        Purpose::new(Action::Department(self.act).english(), self.name.as_str())
    }

    /// Takes a key.
    pub fn key(&mut self, key: KeyEvent, directory: &Directory) -> Reply {
        let asked = match self.act {
            DepartmentAct::Succeed => self.successor().key(&mut self.form, key, directory),
            DepartmentAct::Add if self.form.focus == KIND => {
                choice::key(&mut self.form, key, KIND, &words())
            }
            _ => self.form.key(key),
        };
        match asked {
            Asked::Close => Reply::Close,
            Asked::Send => Reply::Department(self.change()),
            Asked::Nothing | Asked::Changed | Asked::Pick => Reply::Stay,
        }
    }

    /// Takes a paste.
    pub fn paste(&mut self, text: &str, directory: &Directory) {
        match self.act {
            DepartmentAct::Succeed => self.successor().paste(&mut self.form, text, directory),
            _ => self.form.paste(text),
        }
    }

    fn successor(&self) -> Departments {
        Departments {
            lead: Some(0),
            support: None,
            today: self.today,
        }
    }

    fn change(&self) -> DepartmentChange {
        let text = |at: usize| self.form.text(at).to_owned();
        let name = self.name.clone();
        match self.act {
            DepartmentAct::Add => DepartmentChange::Add(NewDepartment {
                name: text(0),
                short_name: text(1),
                kind: text(KIND),
                aliases: names(self.form.text(3)),
            }),
            DepartmentAct::Alias => DepartmentChange::Alias {
                name,
                aliases: names(self.form.text(0)),
            },
            DepartmentAct::Rename => DepartmentChange::Rename {
                name,
                new: NewDepartment {
                    name: text(0),
                    short_name: text(1),
                    ..NewDepartment::default()
                },
                since: text(2),
            },
            DepartmentAct::Succeed => DepartmentChange::Succeed {
                name,
                successor: text(0),
                since: text(1),
            },
            DepartmentAct::Members => DepartmentChange::Members {
                name,
                slug: text(0).trim().to_owned(),
                members: names(self.form.text(1)),
            },
            DepartmentAct::Retire => DepartmentChange::Retire {
                name,
                since: text(0),
            },
        }
    }
}

/// The words of the kinds, the one that most departments are first.
fn words() -> [&'static str; KINDS.len()] {
    KINDS.map(|it| it.1)
}
