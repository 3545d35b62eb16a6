//! Departments: who they are, how they are called, and who answers after them.
//!
//! Nothing is overwritten: a new name is a new body that answers from a day on, so that a day before shows the old one.

use chrono::NaiveDate;
use std::collections::{HashMap, HashSet};

use super::error::Error;
use super::query::actor_label;
use super::work::find_department;
use super::{App, Kind};
use crate::domain::department::{Department, DepartmentEvent, KINDS, Workload};
use crate::domain::filter::{Filter, Window};
use crate::domain::id::{DepartmentId, EventId, TaskId};
use crate::domain::status::Verb;
use crate::store::Write;
use crate::text::clean::clean_line;

/// What is said of a new department.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewDepartment {
    /// Its name.
    pub name: String,
    /// The name for narrow columns; its own where empty.
    pub short_name: String,
    /// The code or the word of its kind; a bureau where empty.
    pub kind: String,
    /// Other names.
    pub aliases: Vec<String>,
}

impl App {
    /// Enters a department that no plan has named yet.
    ///
    /// # Errors
    /// Refuses a name that already names one, an unknown kind, and people who do not coordinate.
    pub fn add_department(&mut self, new: &NewDepartment) -> Result<Department, Error> {
        let made = self.new_body(new)?;
        self.change_departments(|write, change| {
            let id = enter(write, &made)?;
            change.tell(
                write,
                Verb::Create,
                "录入",
                None,
                Department { id, ..made.clone() },
            )
        })
    }

    /// Gives a department other names by which it is found, too.
    ///
    /// # Errors
    /// Refuses a name that names another department.
    pub fn add_aliases(&mut self, name: &str, aliases: &[String]) -> Result<Department, Error> {
        let before = self.own_body(name)?;
        if aliases.is_empty() {
            return Err(Error::user("没有写别名。"));
        }
        let mut new: Vec<String> = Vec::new();
        for alias in aliases {
            let alias = plain(alias)?;
            match self.directory.find(&alias) {
                Some(other) if other.id != before.id => return Err(taken(&alias, &other.name)),
                None if !new.contains(&alias) => new.push(alias),
                _ => {}
            }
        }
        if new.is_empty() {
            return Err(Error::user("这些名称都已经有了，没有改动。"));
        }
        let told = format!("添加别名：{}", new.join("、"));
        let mut after = before.clone();
        after.aliases.append(&mut new);
        self.change_departments(|write, change| {
            for alias in &after.aliases {
                write.insert_alias(after.id, alias)?;
            }
            change.tell(write, Verb::Edit, &told, Some(before), after)
        })
    }

    /// Says that a department is called otherwise from a day on: a new body under the new name, which answers after it.
    ///
    /// # Errors
    /// Refuses a name that already names one, and a department that was succeeded before.
    pub fn rename_department(
        &mut self,
        name: &str,
        new: &NewDepartment,
        since: NaiveDate,
    ) -> Result<Department, Error> {
        let before = self.standing_body(name)?;
        let new = NewDepartment {
            kind: if new.kind.is_empty() {
                before.kind.clone()
            } else {
                new.kind.clone()
            },
            ..new.clone()
        };
        let made = self.new_body(&new)?;
        self.change_departments(|write, change| {
            let id = enter(write, &made)?;
            let told = format!("由「{}」更名", before.name);
            change.tell(
                write,
                Verb::Create,
                &told,
                None,
                Department { id, ..made.clone() },
            )?;
            change.succeed(
                write,
                before,
                id,
                since,
                &format!("自 {since} 起更名为「{}」", made.name),
            )
        })
    }

    /// Says that another department answers for one from a day on (机构改革).
    ///
    /// # Errors
    /// Refuses one that was succeeded before, and a circle.
    pub fn succeed_department(
        &mut self,
        name: &str,
        successor: &str,
        since: NaiveDate,
    ) -> Result<Department, Error> {
        let before = self.standing_body(name)?;
        if clean_line(successor).trim().is_empty() {
            return Err(Error::user("没有写承接的部门。"));
        }
        let next = self.own_body(successor)?;
        if next.id == before.id {
            return Err(
                Error::user(format!("「{}」不能承接自己。", next.name)).hinted("请写承接的部门。")
            );
        }
        // Whoever answers after the successor, on any day, is looked at.
        if self.directory.current(next.id, NaiveDate::MAX) == before.id {
            return Err(Error::user(format!(
                "「{}」的职责已由「{}」承接，不能反过来。",
                next.name, before.name
            )));
        }
        self.change_departments(|write, change| {
            let told = format!("自 {since} 起由「{}」承接", next.name);
            change.succeed(write, before, next.id, since, &told)
        })
    }

    /// Says that nothing is given to a department from a day on; what it has, it keeps.
    ///
    /// # Errors
    /// Refuses one that was retired before.
    pub fn retire_department(&mut self, name: &str, since: NaiveDate) -> Result<Department, Error> {
        let before = self.own_body(name)?;
        if let Some(day) = before.retired_on {
            return Err(Error::user(format!(
                "「{}」自 {day} 起已经停用。",
                before.name
            )));
        }
        let after = Department {
            retired_on: Some(since),
            ..before.clone()
        };
        self.change_departments(|write, change| {
            write.set_retired(after.id, since)?;
            change.tell(
                write,
                Verb::Edit,
                &format!("自 {since} 起停用"),
                Some(before),
                after,
            )
        })
    }

    /// A department with how it came and was changed, the oldest first, the people in it by name.
    pub fn department_page(&self, name: &str) -> Result<(Department, Vec<DepartmentEvent>), Error> {
        let own = self.own_body(name)?;
        let events = self.store.read(|read| -> Result<_, Error> {
            let mut events = read.list_department_events(own.id)?;
            for event in &mut events {
                event.actor = actor_label(read, &event.actor)?;
            }
            Ok(events)
        })?;
        Ok((own, events))
    }

    /// What each department was given and is not cancelled; what a body was given counts for those that answer after it,
    /// too.
    pub fn list_workloads(&self) -> Result<HashMap<DepartmentId, Workload>, Error> {
        let today = self.today();
        let mut loads: HashMap<DepartmentId, Workload> = HashMap::new();
        self.store.read(|read| -> Result<(), Error> {
            for (lead, count) in read.count_led()? {
                for id in self.directory.chain(lead, today) {
                    loads.entry(id).or_default().leads += count;
                }
            }
            // A task counts once, though it may name two bodies that are one by now.
            let (mut task, mut counted) = (None, HashSet::new());
            read.each_supported(|of, support| {
                if task != Some(of) {
                    task = Some(of);
                    counted.clear();
                }
                for id in self.directory.chain(support, today) {
                    if counted.insert(id) {
                        loads.entry(id).or_default().supports += 1;
                    }
                }
            })?;
            Ok(())
        })?;
        Ok(loads)
    }

    /// Refuses people who may not change departments, as every change of one does, before anything is filled in.
    ///
    /// # Errors
    /// Says so to people who do not coordinate.
    pub fn must_manage_departments(&self) -> Result<(), Error> {
        self.must_coordinate("管理部门")
    }

    /// The department that a name names itself, not whoever answers for it today.
    pub(super) fn own_body(&self, name: &str) -> Result<Department, Error> {
        let exact = self.directory.find(clean_line(name).trim());
        let id = match exact {
            Some(found) => found.id,
            None => find_department(&self.directory, name, self.today())?,
        };
        self.directory
            .get(id)
            .cloned()
            .ok_or_else(|| Error::user("找不到这个部门。").of_kind(Kind::Internal))
    }

    /// The same of one for which nobody else answers yet.
    fn standing_body(&self, name: &str) -> Result<Department, Error> {
        let own = self.own_body(name)?;
        match own.successor {
            Some((next, since)) => Err(Error::user(format!(
                "「{}」自 {since} 起已由「{}」承接。",
                own.name,
                self.directory.get(next).map_or("", |it| &it.name)
            ))),
            None => Ok(own),
        }
    }

    fn new_body(&self, new: &NewDepartment) -> Result<Department, Error> {
        let name = plain(&new.name)?;
        let short_name = match new.short_name.trim() {
            "" => name.clone(),
            short => plain(short)?,
        };
        let aliases = new.aliases.iter().map(|it| plain(it));
        let aliases = aliases.collect::<Result<Vec<String>, Error>>()?;
        for form in [&name, &short_name].into_iter().chain(&aliases) {
            if let Some(known) = self.directory.find(form) {
                return Err(taken(form, &known.name));
            }
        }
        let kind = match new.kind.trim() {
            "" => "bureau",
            typed => KINDS
                .iter()
                .find(|(code, word)| *code == typed || *word == typed)
                .map(|kind| kind.0)
                .ok_or_else(|| {
                    let words = KINDS.map(|kind| kind.1).join("、");
                    Error::user(format!("没有「{typed}」这种部门类别。"))
                        .hinted(format!("类别有：{words}。"))
                })?,
        };
        Ok(Department {
            id: DepartmentId(0),
            name,
            short_name,
            aliases,
            kind: kind.to_owned(),
            successor: None,
            retired_on: None,
        })
    }

    /// Does a change in one transaction, makes the tasks findable by the names as they now are, and reads them again.
    pub(super) fn change_departments(
        &mut self,
        change: impl FnOnce(&Write<'_>, &Changing) -> Result<Department, Error>,
    ) -> Result<Department, Error> {
        self.must_manage_departments()?;
        let changing = Changing {
            at: self.clock.now(),
            day: self.clock.today(),
            actor: self.person.login.clone(),
        };
        let today = self.today();
        let done = self.store.write(|write| -> Result<_, Error> {
            let done = change(write, &changing)?;
            let directory = super::record::directory(write)?;
            let led = Filter {
                leads: Some(directory.answered_by(directory.current(done.id, today), today)),
                ..Filter::default()
            };
            let tasks: Vec<TaskId> = write
                .list_tasks(&led, Window::ALL, today)?
                .into_iter()
                .map(|it| it.id)
                .collect();
            let recorder =
                super::record::Recorder::new(write, changing.at, changing.day, &changing.actor);
            for id in tasks {
                recorder.reindex(&directory, id)?;
            }
            Ok(done)
        })?;
        self.forget_advice();
        self.reload()?;
        Ok(done)
    }
}

/// Who changes departments, and when.
pub(super) struct Changing {
    at: chrono::DateTime<chrono::Utc>,
    day: NaiveDate,
    actor: String,
}

impl Changing {
    pub(super) fn tell(
        &self,
        write: &Write<'_>,
        verb: Verb,
        text: &str,
        before: Option<Department>,
        after: Department,
    ) -> Result<Department, Error> {
        write.append_department_event(&DepartmentEvent {
            id: EventId(0),
            at: self.at,
            day: self.day,
            actor: self.actor.clone(),
            verb,
            text: text.to_owned(),
            before,
            after: after.clone(),
        })?;
        Ok(after)
    }

    fn succeed(
        &self,
        write: &Write<'_>,
        before: Department,
        next: DepartmentId,
        since: NaiveDate,
        told: &str,
    ) -> Result<Department, Error> {
        write.set_successor(before.id, next, since)?;
        let after = Department {
            successor: Some((next, since)),
            ..before.clone()
        };
        self.tell(write, Verb::Edit, told, Some(before), after)
    }
}

fn enter(write: &Write<'_>, new: &Department) -> Result<DepartmentId, Error> {
    let id = write.insert_department(new)?;
    for alias in &new.aliases {
        write.insert_alias(id, alias)?;
    }
    Ok(id)
}

fn plain(name: &str) -> Result<String, Error> {
    let name = clean_line(name).trim().to_owned();
    if name.is_empty() {
        return Err(Error::user("部门名称是空的。").hinted("请写全称，例如「市卫健委」。"));
    }
    Ok(name)
}

fn taken(name: &str, by: &str) -> Error {
    Error::user(format!("「{name}」已经是「{by}」的名称。"))
        .hinted("用 duban department list 查看。")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{Assignment, Command, Settings};
    use crate::domain::day::parse_day;

    fn app(folder: &tempfile::TempDir, today: &str) -> App {
        let settings = Settings {
            path: folder.path().join("duban.db"),
            today: parse_day(today),
            stand_in: None,
            key: None,
        };
        App::open_or_create(&settings).unwrap()
    }

    fn named(name: &str) -> NewDepartment {
        NewDepartment {
            name: name.to_owned(),
            ..NewDepartment::default()
        }
    }

    fn lead(app: &App, id: TaskId) -> String {
        let task = app.task_page(id).unwrap().task;
        app.lead_label(&task)
    }

    #[test]
    fn a_new_name_holds_from_its_day_on_and_finds_the_tasks() {
        let folder = tempfile::tempdir().unwrap();
        let mut now = app(&folder, "2020-06-01");
        now.seed(&["anshan-2018".to_owned()]).unwrap();
        let filter = Filter {
            leads: Some(now.leads_named("市体育局").unwrap()),
            ..Filter::default()
        };
        let tasks = now.list_tasks(&filter, Window::ALL).unwrap();
        let id = tasks[0].id;
        let since = parse_day("2020-03-01").unwrap();
        now.rename_department("市体育局", &named("市体育发展中心"), since)
            .unwrap();
        assert_eq!(lead(&now, id), "市体育发展中心（原市体育局）");
        assert_eq!(lead(&app(&folder, "2020-02-29"), id), "市体育局");
        let found = Filter {
            search: "体育发展中心".to_owned(),
            ..Filter::default()
        };
        assert_eq!(now.count_tasks(&found).unwrap(), tasks.len());
        let again = now.rename_department("市体育局", &named("市体委"), since);
        assert!(again.unwrap_err().message.contains("承接"));
        now.verify_record().unwrap();
        assert_eq!(now.department_page("市体育局").unwrap().1.len(), 1);
        let loads = now.list_workloads().unwrap();
        let of = |name: &str| loads[&now.directory().find(name).unwrap().id];
        assert_eq!(of("市体育发展中心"), of("市体育局"));
        for line in now.list_departments().unwrap() {
            assert_eq!(loads[&line.id].leads, line.tally.owned, "{}", line.name);
        }
    }

    #[test]
    fn names_are_one_bodys_only_and_circles_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let mut app = app(&folder, "2020-06-01");
        app.seed(&["anshan-2018".to_owned()]).unwrap();
        let today = app.today();
        assert!(app.add_department(&named("市教育局")).is_err());
        assert!(app.add_department(&named(" \u{3000}")).is_err());
        app.add_department(&named("市数据局")).unwrap();
        assert!(
            app.add_aliases("市数据局", &["市教育局".to_owned()])
                .is_err()
        );
        let aliases = ["大数据局".to_owned()];
        app.add_aliases("市数据局", &aliases).unwrap();
        assert!(app.add_aliases("市数据局", &aliases).is_err());
        let same = app.succeed_department("市数据局", "大数据局", today);
        assert_eq!(same.unwrap_err().message, "「市数据局」不能承接自己。");
        assert_eq!(app.department_page("大数据局").unwrap().0.name, "市数据局");
        app.succeed_department("市智慧办", "大数据局", today)
            .unwrap();
        assert!(
            app.succeed_department("市数据局", "市智慧办", today)
                .is_err()
        );
        let kind = NewDepartment {
            kind: "公司".to_owned(),
            ..named("甲")
        };
        assert!(
            app.add_department(&kind)
                .unwrap_err()
                .hints
                .concat()
                .contains("群团")
        );
    }

    #[test]
    fn nothing_is_given_to_a_retired_department() {
        let folder = tempfile::tempdir().unwrap();
        let mut app = app(&folder, "2020-06-01");
        app.seed(&["anshan-2018".to_owned()]).unwrap();
        let today = app.today();
        app.retire_department("市体育局", today).unwrap();
        assert!(app.retire_department("市体育局", today).is_err());
        let filter = Filter {
            leads: Some(app.leads_named("市智慧办").unwrap()),
            ..Filter::default()
        };
        let id = app.list_tasks(&filter, Window::ALL).unwrap()[0].id;
        let mut command = Command::new(id, Verb::Assign);
        command.assignment = Assignment {
            lead: Some("市体育局".to_owned()),
            ..Assignment::default()
        };
        let refused = app.execute(&command).unwrap_err();
        assert!(refused.message.contains("停用"), "{}", refused.message);
    }
}
