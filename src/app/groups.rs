//! Printed groups (各县区政府): who they stand for in a plan.

use super::App;
use super::error::Error;
use crate::domain::department::{Department, Membership};
use crate::domain::id::DepartmentId;
use crate::domain::status::Verb;
use crate::domain::task::Task;

impl App {
    /// Says who a group stands for in a plan, instead of who it stood for; with nobody, that it is not known.
    ///
    /// # Errors
    /// Refuses a body that is no group, a member that is one or is not known, and people who do not coordinate.
    pub fn set_members(
        &mut self,
        group: &str,
        slug: &str,
        names: &[String],
    ) -> Result<Department, Error> {
        let plan = self.get_plan(slug)?;
        let own = self.own_body(group)?;
        must_be_group(&own)?;
        let mut members: Vec<DepartmentId> = Vec::new();
        for name in names {
            let member = self.own_body(name)?;
            if member.is_group() {
                return Err(
                    Error::user(format!("「{}」也是一类单位，不能作成员。", member.name))
                        .hinted("请写具体的单位。"),
                );
            }
            if !members.contains(&member.id) {
                members.push(member.id);
            }
        }
        let told = format!(
            "在「{}」中的成员：{}",
            plan.title,
            self.names_of(&members)
                .unwrap_or_else(|| "未列出".to_owned())
        );
        self.change_departments(|write, change| {
            write.set_members(&Membership {
                plan: plan.id,
                group: own.id,
                members,
            })?;
            change.tell(write, Verb::Edit, &told, Some(own.clone()), own)
        })
    }

    /// The plan whose members of a group are looked at first, and these: the first in which it stands for somebody, else
    /// the first plan of all.
    ///
    /// # Errors
    /// The body is no group.
    pub fn membership(&self, group: &Department) -> Result<Option<(String, Vec<String>)>, Error> {
        must_be_group(group)?;
        let plans = self.list_plans()?;
        let known = self.directory.memberships(group.id).next();
        let plan = match known {
            Some(it) => plans.iter().find(|plan| plan.id == it.plan),
            None => plans.first(),
        };
        let today = self.today();
        let name = |id: &DepartmentId| self.directory.current_name(*id, today).to_owned();
        let members = known.map_or_else(Vec::new, |it| it.members.iter().map(name).collect());
        Ok(plan.map(|plan| (plan.slug.clone(), members)))
    }

    /// Who a group stands for, a line a plan; nothing for a body that is no group.
    pub fn members_by_plan(&self, group: &Department) -> Result<Vec<String>, Error> {
        let plans = self.list_plans()?;
        let lines = self.directory.memberships(group.id).filter_map(|it| {
            let plan = plans.iter().find(|plan| plan.id == it.plan)?;
            Some(format!("{}：{}", plan.title, self.names_of(&it.members)?))
        });
        Ok(lines.collect())
    }

    /// The members of the groups that lead or support a task, a line a group.
    pub fn members_of(&self, task: &Task) -> Vec<String> {
        let groups = task.state.lead.iter().chain(&task.owners.support);
        let lines = groups.filter_map(|group| {
            let members = self.directory.members(task.place.plan, *group);
            let name = self.directory.current_name(*group, self.today());
            Some(format!("{name}：{}", self.names_of(members)?))
        });
        lines.collect()
    }

    /// Today's names of bodies in one line; `None` of nobody.
    fn names_of(&self, members: &[DepartmentId]) -> Option<String> {
        let today = self.today();
        let names: Vec<&str> = members
            .iter()
            .map(|id| self.directory.current_name(*id, today))
            .collect();
        (!names.is_empty()).then(|| names.join("、"))
    }
}

fn must_be_group(it: &Department) -> Result<(), Error> {
    if it.is_group() {
        return Ok(());
    }
    Err(Error::user(format!(
        "「{}」是{}，不是一类单位，没有成员。",
        it.name,
        it.kind_label()
    ))
    .hinted("一类单位如「各县区政府」。"))
}

#[cfg(test)]
mod tests {
    use crate::app::{App, Command, Settings};
    use crate::domain::day::parse_day;
    use crate::domain::filter::{Filter, Window};
    use crate::domain::id::TaskId;
    use crate::domain::person::{Person, Role};
    use crate::domain::status::{Status, Verb};

    fn app(folder: &tempfile::TempDir) -> App {
        let mut app = App::open_or_create(&Settings {
            path: folder.path().join("duban.db"),
            today: parse_day("2018-06-01"),
            stand_in: None,
            key: None,
        })
        .unwrap();
        app.seed(&["lianyungang-2017".to_owned()]).unwrap();
        app
    }

    fn led_by(app: &App, name: &str) -> Vec<TaskId> {
        let filter = Filter {
            leads: Some(app.leads_named(name).unwrap()),
            ..Filter::default()
        };
        let rows = app.list_tasks(&filter, Window::ALL).unwrap();
        rows.into_iter().map(|it| it.id).collect()
    }

    #[test]
    fn a_groups_task_becomes_one_a_member_and_comes_back() {
        let folder = tempfile::tempdir().unwrap();
        let mut app = app(&folder);
        let id = led_by(&app, "各县区政府")[0];
        let before = app.task_page(id).unwrap();
        let told = app.members_of(&before.task);
        assert!(told[0].starts_with("各县区政府：东海县政府、"), "{told:?}");
        let outcome = app.execute(&Command::new(id, Verb::Expand)).unwrap();
        assert_eq!(outcome.made, 5);
        let (mut parts, mut places) = (0, Vec::new());
        for name in ["东海县", "灌云县", "灌南县", "海州区", "连云区", "赣榆区"] {
            let own = led_by(&app, name);
            assert_eq!(own.len(), 1, "{name}");
            let task = app.task_page(own[0]).unwrap().task;
            assert_eq!(task.state.status, Status::Assigned);
            assert_eq!(task.promise.deadline, before.task.promise.deadline);
            assert_eq!(task.owners.lead_printed, "各县区政府");
            places.push(task.place.position);
            parts += 1;
        }
        places.dedup();
        assert_eq!((parts, places.len()), (6, 6));
        app.verify_record().unwrap();
        let again = app.execute(&Command::new(id, Verb::Expand)).unwrap_err();
        assert!(again.message.contains("没有可以分解"), "{}", again.message);
        app.undo_breakdown(before.task.place.plan).unwrap();
        let task = app.task_page(id).unwrap().task;
        assert_eq!(
            (&task.promise, &task.owners, &task.state),
            (
                &before.task.promise,
                &before.task.owners,
                &before.task.state
            )
        );
        assert!(led_by(&app, "东海县").is_empty());
    }

    #[test]
    fn a_part_that_was_worked_on_is_not_taken_back() {
        let folder = tempfile::tempdir().unwrap();
        let mut app = app(&folder);
        let id = led_by(&app, "各县区政府")[0];
        let plan = app.task_page(id).unwrap().task.place.plan;
        app.execute(&Command::new(id, Verb::Expand)).unwrap();
        let part = led_by(&app, "海州区")[0];
        app.execute(&Command::new(part, Verb::Urge)).unwrap();
        let refused = app.undo_breakdown(plan).unwrap_err();
        assert!(refused.message.contains("催办"), "{}", refused.message);
        assert_eq!(led_by(&app, "海州区"), [part]);
    }

    #[test]
    fn a_plan_file_of_an_expanded_plan_names_the_members() {
        let folder = tempfile::tempdir().unwrap();
        let mut app = app(&folder);
        let id = led_by(&app, "各县区政府")[0];
        app.execute(&Command::new(id, Verb::Expand)).unwrap();
        let text = app.plan_document("lianyungang-2017").unwrap();
        assert!(text.contains("owners = [\"赣榆区政府\""));
    }

    #[test]
    fn members_are_said_and_said_again() {
        let folder = tempfile::tempdir().unwrap();
        let mut app = app(&folder);
        let names = [
            "东海县".to_owned(),
            "海州区政府".to_owned(),
            "东海县".to_owned(),
        ];
        app.set_members("各县区政府", "lianyungang-2017", &names)
            .unwrap();
        let (group, events) = app.department_page("各县区政府").unwrap();
        let told = app.members_by_plan(&group).unwrap();
        assert!(told[0].ends_with("：东海县政府、海州区政府"), "{told:?}");
        assert!(
            events
                .last()
                .unwrap()
                .text
                .ends_with("东海县政府、海州区政府")
        );
        for (group, member) in [
            ("市卫计委", "东海县"),
            ("各县区政府", "各有关部门"),
            ("各县区政府", "某县"),
        ] {
            let refused = app.set_members(group, "lianyungang-2017", &[member.to_owned()]);
            assert!(refused.is_err(), "{group} {member}");
        }
        app.set_members("各县区政府", "lianyungang-2017", &[])
            .unwrap();
        assert!(app.members_by_plan(&group).unwrap().is_empty());
    }

    #[test]
    fn a_member_reports_on_what_its_group_leads_and_no_more() {
        let folder = tempfile::tempdir().unwrap();
        let mut app = app(&folder);
        let id = led_by(&app, "各县区政府")[0];
        app.execute(&Command::new(id, Verb::Sign)).unwrap();
        let county = app.directory.find("东海县").unwrap().id;
        app.person = Person {
            login: "li".to_owned(),
            name: "李".to_owned(),
            role: Role::Liaison,
            departments: vec![county],
            retired_on: None,
        };
        app.execute(&Command::new(id, Verb::Report).text("本县已办"))
            .unwrap();
        assert!(app.execute(&Command::new(id, Verb::Submit)).is_err());
    }
}
