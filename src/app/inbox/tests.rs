//! The inbox on the file of the demo: the rule and the indexes say the same, and nobody is told what is not theirs.

use crate::app::{App, Command, Settings, demo};
use crate::domain::filter::Window;
use crate::domain::id::TaskId;
use crate::domain::inbox::Group;
use crate::domain::person::Role;
use crate::domain::status::Verb;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::OnceLock;

pub(crate) struct Sample {
    folder: tempfile::TempDir,
}

impl Sample {
    pub(crate) fn new() -> Self {
        static MADE: OnceLock<Vec<u8>> = OnceLock::new();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("demo.db");
        let made = MADE.get_or_init(|| {
            demo::make(&path).unwrap();
            std::fs::read(&path).unwrap()
        });
        std::fs::write(&path, made).unwrap();
        Self { folder }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("demo.db")
    }

    pub(crate) fn app(&self, login: &str) -> App {
        App::open(&Settings {
            path: self.path(),
            today: Some(demo::today()),
            stand_in: Some(login.to_owned()),
            key: None,
        })
        .unwrap()
    }
}

fn listed(app: &App) -> HashMap<Group, Vec<TaskId>> {
    let inbox = app.inbox("").unwrap();
    let groups = inbox.groups.into_iter().map(|(group, count)| {
        let rows = app.list_inbox(group, "", Window::ALL).unwrap();
        assert_eq!(rows.len(), count, "{group:?}");
        (group, rows.iter().map(|it| it.row.id).collect())
    });
    groups.collect()
}

#[test]
fn the_indexes_give_what_the_rule_says() {
    let sample = Sample::new();
    for login in ["wangmin", "wjw", "tyj", "zhouming"] {
        let app = sample.app(login);
        let role = app.person().role;
        let mut wanted: HashMap<Group, Vec<TaskId>> = HashMap::new();
        let leads = app.own_leads();
        let today = app.today();
        app.store
            .read(|read| {
                read.each_matter(|task, matter| {
                    if let Some(group) = Group::of(role, &matter, today) {
                        wanted.entry(group).or_default().push(task);
                    }
                })
            })
            .unwrap();
        if role == Role::Liaison {
            for tasks in wanted.values_mut() {
                tasks.retain(|it| {
                    let lead = app.task_page(*it).unwrap().task.state.lead;
                    lead.is_some_and(|it| leads.contains(&it))
                });
            }
            wanted.retain(|_, tasks| !tasks.is_empty());
        }
        let found = listed(&app);
        assert_eq!(found.len(), wanted.len(), "{login}");
        for (group, tasks) in &found {
            let mut tasks = tasks.clone();
            tasks.sort_unstable();
            assert_eq!(wanted.get(group), Some(&tasks), "{login} {group:?}");
        }
        let counted: usize = found
            .iter()
            .filter(|(group, _)| group.is_counted())
            .map(|(_, tasks)| tasks.len())
            .sum();
        let silent = app.inbox("").unwrap().silent.len();
        assert_eq!(app.count_waiting().unwrap().count, counted + silent);
    }
}

#[test]
fn every_standing_is_what_the_events_say() {
    let sample = Sample::new();
    let app = sample.app("wangmin");
    let mut standings = Vec::new();
    app.store
        .read(|read| read.each_matter(|task, matter| standings.push((task, matter.standing))))
        .unwrap();
    assert!(standings.len() > 1000);
    for (task, standing) in standings {
        let events = app.store.read(|read| read.list_events(task)).unwrap();
        let wanted = crate::domain::inbox::Standing::of(&events);
        assert_eq!(Some(standing), wanted, "{task}");
    }
}

#[test]
fn a_file_of_the_version_before_gets_the_same_standings() {
    let sample = Sample::new();
    let standings = |app: &App| {
        let mut found = Vec::new();
        app.store
            .read(|read| read.each_matter(|task, matter| found.push((task, matter.standing))))
            .unwrap();
        found
    };
    let wanted = standings(&sample.app("wangmin"));
    sample.app("wangmin").store.refill_standings().unwrap();
    assert_eq!(standings(&sample.app("wangmin")), wanted);
}

#[test]
fn an_answer_takes_a_task_out_of_the_inbox() {
    let sample = Sample::new();
    let mut coordinator = sample.app("wangmin");
    let before = listed(&coordinator);
    let task = before[&Group::Review][0];
    let told = coordinator
        .list_inbox(Group::Review, "", Window::ALL)
        .unwrap();
    assert!(
        told[0].why.starts_with('等') || told[0].why.starts_with("今天"),
        "{}",
        told[0].why
    );
    let lead = coordinator
        .task_page(task)
        .unwrap()
        .task
        .state
        .lead
        .unwrap();
    let command = Command {
        text: "缺验收材料".to_owned(),
        ..Command::new(task, Verb::SendBack)
    };
    coordinator.execute(&command).unwrap();
    assert!(!listed(&coordinator)[&Group::Review].contains(&task));
    let people = coordinator.list_people().unwrap();
    let lead = coordinator.directory().current(lead, coordinator.today());
    let liaison = people
        .iter()
        .find(|it| it.departments.contains(&lead))
        .unwrap();
    let liaison = sample.app(&liaison.login);
    let rows = liaison
        .list_inbox(Group::SentBack, "", Window::ALL)
        .unwrap();
    let row = rows.iter().find(|it| it.row.id == task).unwrap();
    assert_eq!(
        row.why,
        "王敏（代）：缺验收材料".replace("（代）", &stand_in(&coordinator))
    );
    assert!(liaison.inbox("").unwrap().silent.is_empty());
}

/// Who stands in for the demo's coordinator here: the user of the operating system.
fn stand_in(app: &App) -> String {
    app.person().login.trim_start_matches("wangmin").to_owned()
}

#[test]
fn words_narrow_the_inbox() {
    let sample = Sample::new();
    let app = sample.app("wangmin");
    let all = app.inbox("").unwrap();
    let some = app.inbox("健康").unwrap();
    let sum = |it: &[(Group, usize)]| it.iter().map(|it| it.1).sum::<usize>();
    assert!(sum(&some.groups) > 0 && sum(&some.groups) < sum(&all.groups));
    assert!(app.inbox("，").unwrap().groups.is_empty());
    assert!(sample.app("zhouming").inbox("").unwrap().groups.is_empty());
}
