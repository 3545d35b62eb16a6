//! 新增人员, 改角色, 改部门, 改名, 停用, 恢复: what is said of a person.

use chrono::NaiveDate;
use ratatui::crossterm::event::KeyEvent;

use super::departments::{Departments, names};
use super::form::{Asked, Field, Form};
use super::{Reply, choice};
use crate::app::{NewPerson, PersonChange};
use crate::domain::day_words::read_one;
use crate::domain::department::Directory;
use crate::domain::form_draft::Purpose;
use crate::domain::person::{Person, Role};
use crate::ui::action::{Action, PersonAct};

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StaffChange {
    /// A new person.
    Add(NewPerson),
    /// A change of one, whom whoever asks saw so.
    Change(Person, PersonChange),
}

/// Where the fields stand that are of a kind.
#[derive(Clone, Copy, Debug, Default)]
struct Places {
    role: Option<usize>,
    departments: Option<usize>,
}

/// The form of an act on a person.
#[derive(Debug)]
pub struct PersonForm {
    act: PersonAct,
    /// The person as seen; `None` for a new one.
    seen: Option<Person>,
    places: Places,
    today: NaiveDate,
    /// The fields.
    pub form: Form,
}

impl PersonForm {
    /// The form of a new person.
    pub fn add(today: NaiveDate) -> Self {
        let fields = vec![
            Field::line("登录名", ""),
            Field::line("姓名（可不填）", ""),
            role(Role::Liaison),
            Field::line("部门（几个用、隔开）", ""),
        ];
        let about = vec!["登录名登记后不能改。联络员至少属于一个部门。".to_owned()];
        Self {
            act: PersonAct::Add,
            seen: None,
            places: Places {
                role: Some(2),
                departments: Some(3),
            },
            today,
            form: Form::new(PersonAct::Add.label(), about, fields),
        }
    }

    /// The form of an act on a person who acts for these departments.
    pub fn of(act: PersonAct, seen: Person, departments: &[String], today: NaiveDate) -> Self {
        // Behind the last name another one can be typed at once.
        let own: String = departments.iter().flat_map(|it| [it, "、"]).collect();
        let own = || Field::kept("部门（几个用、隔开）", &own);
        let mut places = Places::default();
        let (title, told, fields) = match act {
            PersonAct::Role => {
                (places.role, places.departments) = (Some(0), Some(1));
                let told = "联络员至少属于一个部门。";
                (act.label(), told, vec![role(seen.role), own()])
            }
            PersonAct::Departments => {
                places.departments = Some(0);
                let told = "主要的在前；Ctrl-U 清空。可输全称、简称或拼音首字母。";
                (act.label(), told, vec![own()])
            }
            PersonAct::Name | PersonAct::Add => {
                let told = "留痕里以前的事项也按新姓名显示。";
                (act.label(), told, vec![Field::line("姓名", &seen.name)])
            }
            PersonAct::Retire if seen.retired_on.is_some() => {
                ("恢复", "恢复后可以照旧办理。", Vec::new())
            }
            PersonAct::Retire => {
                let told = "从这天起不能再办理，密钥不再放行，留痕里的姓名不变。";
                let since = Field::day("自何日起", &today.to_string(), today);
                (act.label(), told, vec![since])
            }
        };
        let mut form = Self {
            act,
            seen: None,
            places,
            today,
            form: Form::new(title, vec![String::new(), told.to_owned()], fields),
        };
        form.see(seen);
        form
    }

    /// From now on the change is of the person as they now are.
    pub fn see(&mut self, now: Person) {
        if let Some(first) = self.form.about.first_mut() {
            *first = format!("{}（{}）{}", now.name, now.login, now.role.label());
        }
        self.seen = Some(now);
    }

    /// The login of the person whom it is about.
    pub fn login(&self) -> Option<&str> {
        self.seen.as_ref().map(|it| it.login.as_str())
    }

    /// What the form is for.
    pub fn purpose(&self) -> Purpose {
        let form = Action::Person(self.act).english();
        Purpose::new(form, self.login().unwrap_or_default())
    }

    /// Takes a key.
    pub fn key(&mut self, key: KeyEvent, directory: &Directory) -> Reply {
        let asked = match self.places.role {
            Some(at) if self.form.focus == at => {
                choice::key(&mut self.form, key, at, &Role::ALL.map(Role::label))
            }
            _ => self.departments().key(&mut self.form, key, directory),
        };
        match asked {
            Asked::Close => Reply::Close,
            Asked::Send => self.send(),
            Asked::Nothing | Asked::Changed | Asked::Pick => Reply::Stay,
        }
    }

    /// Takes a paste.
    pub fn paste(&mut self, text: &str, directory: &Directory) {
        self.departments().paste(&mut self.form, text, directory);
    }

    fn departments(&self) -> Departments {
        Departments {
            lead: None,
            support: self.places.departments,
            today: self.today,
        }
    }

    fn send(&mut self) -> Reply {
        match self.change() {
            Ok(change) => Reply::Staff(change),
            Err(sentence) => {
                self.form.refuse(&sentence);
                Reply::Stay
            }
        }
    }

    fn change(&self) -> Result<StaffChange, String> {
        let role = || {
            let typed = self.form.text(self.places.role.unwrap_or_default()).trim();
            Role::find(typed).ok_or_else(|| {
                let words = Role::ALL.map(Role::label).join("、");
                format!("没有「{typed}」这种角色。提示：角色有{words}。")
            })
        };
        let departments = names(
            self.form
                .text(self.places.departments.unwrap_or(usize::MAX)),
        );
        let Some(seen) = &self.seen else {
            return Ok(StaffChange::Add(NewPerson {
                login: self.form.text(0).to_owned(),
                name: self.form.text(1).to_owned(),
                role: role()?,
                departments,
            }));
        };
        let change = match self.act {
            PersonAct::Role => PersonChange::Role(role()?, Some(departments)),
            PersonAct::Departments => PersonChange::Departments(departments),
            PersonAct::Retire if seen.retired_on.is_some() => PersonChange::Restore,
            PersonAct::Retire => {
                let since = read_one(self.form.text(0), self.today)
                    .map_err(|fault| format!("{fault}{}", fault.hint()))?;
                PersonChange::Retire(since)
            }
            PersonAct::Name | PersonAct::Add => PersonChange::Name(self.form.text(0).to_owned()),
        };
        Ok(StaffChange::Change(seen.clone(), change))
    }
}

fn role(chosen: Role) -> Field {
    choice::field("角色", &Role::ALL.map(Role::label), chosen.label())
}
