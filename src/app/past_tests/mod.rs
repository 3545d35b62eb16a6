//! Looking back end to end: what is shown of a day after much has come since is, to the letter, what was shown on the day.

mod random;

use std::fmt::Write as _;
use std::path::Path;

use super::clock::Clock;
use super::*;
use crate::domain::day::parse_day;
use crate::domain::filter::{Filter, Order, Window};
use crate::domain::id::{IndicatorId, MeasureId, TaskId};
use crate::domain::inbox::Group;
use crate::domain::indicator::Reading;
use crate::domain::person::{Role, SshKey};
use crate::domain::status::Verb;
use crate::domain::term::{Pace, Term};
use crate::domain::watch::Unwatched;

/// Duties, drafts, two owners, a group, an indicator.
const PLAN: &str = "健康甲市行动计划（2018—2020年）\n\n甲政办发〔2018〕7号\n\n一、主要任务\n\n（一）普及健康生活。\n\n\
    1.推进健身工程。加强宣传，营造氛围。到2020年，建成步道5条；公园3个。每年举办运动会一次。（责任单位：市体育局、市教育局）\n\n\
    2.推进控烟工程。倡导无烟生活。设立戒烟门诊2个。（责任单位：市卫生计生委）\n\n\
    3.推进饮水工程。改造水厂3座，更新管网20公里。（责任单位：市水利局）\n\n二、主要指标\n\n\
    领域\t指标\t单位\t2015年\t2020年\t属性\n健康水平\t人均预期寿命\t岁\t77.1\t79\t预期性\n";

/// 健身 has 8 条 and no 运动会, 控烟 is as it was, 养老 is new, 饮水 is gone; 寿命 asks for more.
const SECOND: &str = "健康甲市行动计划（2018—2020年）\n\n甲政办发〔2019〕9号\n\n一、主要任务\n\n（一）普及健康生活。\n\n\
    1.推进健身工程。加强宣传，营造氛围。到2020年，建成步道8条；公园3个。开通健身热线。（责任单位：市体育局、市教育局）\n\n\
    2.推进控烟工程。倡导无烟生活。设立戒烟门诊2个。（责任单位：市卫生计生委）\n\n\
    3.推进养老工程。建成养老院4家。（责任单位：市民政局）\n\n二、主要指标\n\n\
    领域\t指标\t单位\t2015年\t2020年\t属性\n健康水平\t人均预期寿命\t岁\t77.1\t80\t预期性\n健康水平\t达标率\t%\t50\t60\t预期性\n";

/// Another plan, which names a body that nobody has named yet.
const OTHER: &str = "健康甲市饮食行动方案（2019—2020年）\n\n甲政办发〔2019〕20号\n\n一、主要任务\n\n\
    1.推进减盐工程。建成示范食堂6家。（责任单位：市餐饮协会）\n";

fn settings(path: &Path, day: NaiveDate) -> Settings {
    Settings {
        path: path.to_owned(),
        today: Some(day),
        stand_in: None,
        key: None,
    }
}

fn day(text: &str) -> NaiveDate {
    parse_day(text).unwrap()
}

/// A file while it is lived in, with what was shown at the end of each of its days.
struct Life {
    folder: tempfile::TempDir,
    app: App,
    shown: Vec<(NaiveDate, Vec<String>)>,
}

impl Life {
    /// The plan as drafts, on the day on which it came.
    fn new(begin: NaiveDate) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let app = App::open_or_create(&settings(&folder.path().join("duban.db"), begin)).unwrap();
        app.store.hurry().unwrap();
        let mut life = Self {
            folder,
            app,
            shown: Vec::new(),
        };
        let me = life.app.person.login.clone();
        life.app
            .put_person(&me, Some("王协调"), Role::Administrator, None)
            .unwrap();
        life.import(PLAN, "jia");
        life
    }

    fn path(&self) -> std::path::PathBuf {
        self.folder.path().join("duban.db")
    }

    fn import(&mut self, text: &str, slug: &str) -> Imported {
        let document = break_down(text.as_bytes(), None, &mut Unwatched).unwrap();
        let done = self.app.import(&document, Some(slug), &mut Unwatched);
        self.app.reload().unwrap();
        done.unwrap()
    }

    /// The day ends, and another begins.
    fn turn_to(&mut self, next: NaiveDate) {
        let today = self.app.today();
        let now = App::look(&settings(&self.path(), today)).unwrap();
        assert!(!now.is_past(), "{today}");
        self.shown.push((today, show(&now)));
        self.app.clock = Clock::new(Some(next));
    }

    fn tasks(&self) -> Vec<TaskId> {
        let rows = self.app.list_tasks(&Filter::default(), Window::ALL);
        rows.unwrap().into_iter().map(|it| it.id).collect()
    }

    fn task(&self, title: &str) -> TaskId {
        let rows = self.app.list_tasks(&Filter::default(), Window::ALL);
        let found = rows
            .unwrap()
            .into_iter()
            .find(|it| it.title.contains(title));
        found.unwrap_or_else(|| panic!("no {title}")).id
    }

    fn act(&mut self, id: TaskId, verb: Verb) {
        let told = self.app.execute(&Command::new(id, verb).text("因故"));
        told.unwrap_or_else(|error| panic!("{verb:?} {}", error.message));
    }

    /// Somebody else, who may decide on what one has asked.
    fn as_other(&mut self, act: impl FnOnce(&mut App)) {
        let me = self.app.person.login.clone();
        "zhao".clone_into(&mut self.app.person.login);
        act(&mut self.app);
        self.app.person.login = me;
    }

    /// Every day is looked back to, and shows what it showed.
    fn check(&self) {
        for (day, shown) in &self.shown {
            let past = App::look(&settings(&self.path(), *day)).unwrap();
            same(*day, shown, &show(&past));
            assert_eq!(past.store.loose_ends(), [""; 0], "{day}");
        }
    }
}

fn same(day: NaiveDate, then: &[String], now: &[String]) {
    for (then, now) in then.iter().zip(now) {
        if then == now {
            continue;
        }
        let lines = then.lines().zip(now.lines());
        let first = lines.enumerate().find(|(_, (a, b))| a != b);
        panic!("{day}: {first:?}\n--- then\n{then}\n--- looked back to\n{now}");
    }
    assert_eq!(then.len(), now.len(), "{day}");
}

/// All that lists, exports, pages and panes say.
fn show(app: &App) -> Vec<String> {
    let mut shown = Vec::new();
    let mut say = |text: String| shown.push(text);
    let all = Filter::default();
    for format in [ListFormat::Table, ListFormat::Json, ListFormat::Csv] {
        say(app.listing(&all, Window::ALL, format).unwrap());
    }
    let by_day = Filter {
        order: Order::LastDay,
        ..Filter::default()
    };
    say(app.listing(&by_day, Window::ALL, ListFormat::Json).unwrap());
    for search in ["健", "市体育", "tyj", "水", "热线", "mzj", "文体"] {
        let found = Filter {
            search: search.to_owned(),
            ..Filter::default()
        };
        let found = app.listing(&found, Window::ALL, ListFormat::Csv).unwrap();
        say(format!("{search}\n{found}"));
    }
    say(app
        .checklist(None, None, PaperFormat::Md)
        .unwrap()
        .text()
        .to_owned());
    for pace in [Pace::Week, Pace::Quarter] {
        let asked = WeeklyAsked::of(Term::of(pace, app.today()));
        for format in [Form::Json, Form::Paper(PaperFormat::Md)] {
            let made = app.weekly_document(&asked, format);
            say(made.unwrap().paper.text().to_owned());
        }
    }
    say(app.dispatch_listing(true).unwrap());
    say(app.department_listing(true));
    say(format!("{:#?}", app.list_departments().unwrap()));
    for department in app.directory().all() {
        say(app.department_sheet(&department.name).unwrap());
    }
    say(app.indicator_listing(None, ListFormat::Json).unwrap());
    for (indicator, _) in app.list_indicators(None).unwrap() {
        say(app.indicator_sheet(indicator.id).unwrap());
    }
    say(app.people_listing(true, ListFormat::Json).unwrap());
    for person in app.list_people().unwrap() {
        say(app.person_sheet(&person.login).unwrap());
    }
    say(app.key_listing(None, true).unwrap());
    say(app.edition_listing(None, true).unwrap());
    say(app
        .log_listing(&LogWords::default(), ListFormat::Json)
        .unwrap());
    for row in app.list_tasks(&all, Window::ALL).unwrap() {
        say(app.sheet(row.id, ListFormat::Json).unwrap());
        say(format!("{:#?}", app.task_page(row.id).unwrap()));
    }
    for plan in app.list_plans().unwrap() {
        say(app.plan_document(&plan.slug).unwrap());
        say(format!(
            "{plan:#?} {:?}",
            app.breakdown_progress(plan.id).unwrap()
        ));
        for edition in app.list_editions(plan.id).unwrap() {
            say(app.edition_sheet(edition.id, true).unwrap());
        }
        let mut next = app.first_measure(plan.id, None).unwrap();
        while let Some(id) = next {
            let mut bench = app.workspace(id).unwrap();
            // The row version of a breakdown is shown nowhere.
            bench.rev = 0;
            say(format!("{bench:#?}"));
            next = app.next_measure(id, workspace::Next::Behind).unwrap();
        }
    }
    say(inbox(app));
    shown
}

fn inbox(app: &App) -> String {
    let all = app.inbox("").unwrap();
    let mut text = format!("{:?} {:?}", app.count_waiting().unwrap(), all.silent);
    for (group, _) in all.groups {
        let rows = app.list_inbox(group, "", Window::ALL).unwrap();
        writeln!(text, "{group:?} {rows:#?}").unwrap();
    }
    for group in Group::of_role(Role::Liaison) {
        let rows = app.list_inbox(*group, "", Window::ALL).unwrap();
        writeln!(text, "{group:?} {rows:#?}").unwrap();
    }
    text
}

fn due(id: TaskId, verb: Verb, day: &str) -> Command {
    Command {
        assignment: Assignment {
            due: Some(day.to_owned()),
            ..Assignment::default()
        },
        ..Command::new(id, verb).text("设备未到")
    }
}

#[test]
fn a_day_is_shown_as_it_was_whatever_came_after() {
    let mut life = Life::new(day("2018-06-01"));
    let (paths, parks) = (life.task("步道"), life.task("公园"));
    let (smoke, water) = (life.task("戒烟"), life.task("水厂"));
    let duty = life.task("运动会");
    life.turn_to(day("2018-06-04"));
    for id in [paths, parks, smoke, duty] {
        life.act(id, Verb::Assign);
    }
    life.turn_to(day("2018-06-05"));
    for id in [paths, smoke, duty] {
        life.act(id, Verb::Sign);
    }
    life.app
        .execute(&due(paths, Verb::AskExtension, "2021-06-30"))
        .unwrap();
    life.turn_to(day("2018-06-06"));
    life.as_other(|app| {
        app.execute(&Command::new(paths, Verb::Grant).text("同意"))
            .unwrap();
    });
    life.act(parks, Verb::Decline);
    let report = Command {
        percent: Some(40),
        ..Command::new(smoke, Verb::Report).text("已设一处")
    };
    life.app.execute(&report).unwrap();
    life.turn_to(day("2018-06-07"));
    life.app.undo().unwrap();
    life.act(smoke, Verb::Urge);
    life.turn_to(day("2018-06-08"));
    life.as_other(|app| assert!(app.undo().is_ok()));
    life.app
        .execute(&due(parks, Verb::Assign, "2019年底前"))
        .unwrap();
    life.turn_to(day("2018-06-11"));
    life.as_other(|app| assert!(app.redo().is_ok()));
    life.act(smoke, Verb::Submit);
    life.turn_to(day("2018-06-12"));
    life.act(smoke, Verb::Close);
    let revise = Command {
        wording: Wording {
            title: Some("建成健身步道9条".to_owned()),
            target: Some("9条".to_owned()),
        },
        assignment: Assignment {
            support: vec!["市水利局".to_owned()],
            ..Assignment::default()
        },
        ..Command::new(paths, Verb::Revise).text("甲政办发〔2018〕30号")
    };
    life.app.execute(&revise).unwrap();
    life.turn_to(day("2018-06-13"));
    live_on(&mut life, smoke, water, parks);
    life.check();
}

/// What comes to departments, people, figures and plans, after tasks have been worked on.
fn live_on(life: &mut Life, smoke: TaskId, water: TaskId, parks: TaskId) {
    life.act(smoke, Verb::Reopen);
    life.act(water, Verb::Assign);
    life.turn_to(day("2019-02-01"));
    life.app.make_occurrences().unwrap();
    life.act(water, Verb::Suspend);
    life.turn_to(day("2019-02-04"));
    let sports = NewDepartment {
        name: "市文体局".to_owned(),
        ..NewDepartment::default()
    };
    let since = life.app.today();
    life.app
        .rename_department("市体育局", &sports, since)
        .unwrap();
    life.app
        .add_aliases("市水利局", &["水利".to_owned()])
        .unwrap();
    life.turn_to(day("2019-02-05"));
    life.app
        .retire_department("市教育局", day("2019-03-01"))
        .unwrap();
    life.app
        .put_person("li", Some("李联络"), Role::Liaison, Some("市文体局"))
        .unwrap();
    life.app.put_key(&SshKey {
        id: "a1".to_owned(),
        login: "li".to_owned(),
        kind: "ssh-ed25519".to_owned(),
        body: "AAAA".to_owned(),
        label: String::new(),
        added_on: since,
        revoked_on: None,
    });
    let id = IndicatorId(1);
    let reading = |value| Reading {
        year: 2018,
        value,
        source: "公报".to_owned(),
    };
    life.app.note_reading(id, &reading(77.9)).unwrap();
    life.turn_to(day("2019-02-06"));
    life.app.note_reading(id, &reading(78.2)).unwrap();
    let retired = people::PersonChange::Retire(day("2019-02-07"));
    life.app.change_person("li", &retired, None).unwrap();
    life.turn_to(day("2019-02-07"));
    life.app.undo_reading(id).unwrap();
    life.import(OTHER, "shi");
    life.turn_to(day("2019-02-08"));
    life.act(parks, Verb::Cancel);
    life.turn_to(day("2019-02-09"));
}

#[test]
fn what_an_edition_changed_is_changed_back() {
    let mut life = Life::new(day("2019-06-01"));
    let (paths, smoke) = (life.task("步道"), life.task("戒烟"));
    for id in [paths, smoke, life.task("运动会")] {
        life.act(id, Verb::Assign);
    }
    life.turn_to(day("2019-06-03"));
    life.act(smoke, Verb::Sign);
    let Imported::Edition(edition, _) = life.import(SECOND, "jia") else {
        panic!("no edition");
    };
    life.turn_to(day("2019-06-04"));
    life.act(paths, Verb::Sign);
    let changes = life.app.list_changes(edition.id).unwrap();
    for change in &changes {
        life.turn_to(life.app.today().succ_opt().unwrap());
        life.app
            .take_change(change.id, "甲政办发〔2019〕9号")
            .unwrap();
    }
    life.turn_to(day("2019-07-01"));
    // Who owned a measure before an edition stands in no record.
    for (_, shown) in &mut life.shown {
        for it in shown {
            *it = without_owners(it);
        }
    }
    for (day, shown) in &life.shown {
        let past = App::look(&settings(&life.path(), *day)).unwrap();
        let now: Vec<String> = show(&past).iter().map(|it| without_owners(it)).collect();
        same(*day, shown, &now);
        assert_eq!(past.store.loose_ends(), [""; 0], "{day}");
    }
}

fn without_owners(text: &str) -> String {
    let is_owner = |line: &&str| line.starts_with("owners = ");
    text.lines()
        .filter(|it| !is_owner(it))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn looking_back_leaves_the_file_alone_and_refuses_every_act() {
    let mut life = Life::new(day("2018-06-01"));
    let id = life.task("步道");
    life.turn_to(day("2018-06-04"));
    life.act(id, Verb::Assign);
    let bytes = |ending: &str| std::fs::read(life.folder.path().join(ending)).unwrap_or_default();
    let before = ["duban.db", "duban.db-wal"].map(bytes);
    let mut past = App::look(&settings(&life.path(), day("2018-06-01"))).unwrap();
    assert!(past.is_past());
    let task = past.task_page(id).unwrap().task;
    assert_eq!(task.state.status, crate::domain::status::Status::Draft);
    assert!(past.allowed(&task).is_empty());
    let told = "现在看的是 2018-06-01 的旧貌，不能办理。";
    let refused = [
        past.execute(&Command::new(id, Verb::Assign)).unwrap_err(),
        past.undo().unwrap_err(),
        past.make_occurrences().unwrap_err(),
        past.put_person("li", None, Role::Viewer, None).unwrap_err(),
        past.seed(&["anshan-2018".to_owned()]).unwrap_err(),
        past.must_be_present().unwrap_err(),
    ];
    for error in refused {
        assert_eq!(error.message, told);
        assert_eq!(error.hints, ["要办理，请去掉 --today 再打开。"]);
    }
    past.note_visit(None).unwrap();
    assert!(past.since().unwrap().is_none());
    drop(past);
    assert_eq!(before, ["duban.db", "duban.db-wal"].map(bytes));
}

#[test]
fn who_may_look_is_asked_of_the_file_as_it_is_now() {
    let mut life = Life::new(day("2018-06-01"));
    life.app
        .put_person("zhao", Some("赵"), Role::Administrator, None)
        .unwrap();
    life.turn_to(day("2018-06-04"));
    let me = life.app.person.login.clone();
    life.app.become_person("zhao");
    life.app
        .change_person(&me, &people::PersonChange::Role(Role::Viewer, None), None)
        .unwrap();
    let past = App::look(&settings(&life.path(), day("2018-06-01"))).unwrap();
    assert_eq!(past.person().role, Role::Viewer);
    assert!(past.workspace(MeasureId(1)).is_err());
    let then = past.list_people().unwrap();
    let own = then.iter().find(|it| it.login == me).unwrap();
    assert_eq!(own.role, Role::Administrator);
}

#[test]
fn the_demo_is_shown_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let whole = folder.path().join("whole.db");
    demo::make(&whole).unwrap();
    let on = day("2021-08-31");
    let path = folder.path().join(format!("{on}.db"));
    demo::make_until(&path, on).unwrap();
    let look = |path: &Path| {
        let app = App::look(&Settings {
            stand_in: Some(demo::COORDINATOR.to_owned()),
            ..settings(path, on)
        });
        app.unwrap()
    };
    let (then, past) = (look(&path), look(&whole));
    assert!(!then.is_past() && past.is_past());
    let all = Filter::default();
    let shown = |app: &App| {
        let asked = WeeklyAsked::of(Term::of(Pace::Week, on));
        let weekly = app.weekly_document(&asked, Form::Json);
        vec![
            app.listing(&all, Window::ALL, ListFormat::Json).unwrap(),
            app.checklist(None, None, PaperFormat::Csv)
                .unwrap()
                .text()
                .to_owned(),
            weekly.unwrap().paper.text().to_owned(),
            app.department_listing(true),
            format!("{:#?}", app.list_departments().unwrap()),
            app.indicator_listing(None, ListFormat::Json).unwrap(),
            app.people_listing(true, ListFormat::Json).unwrap(),
            app.log_listing(&LogWords::default(), ListFormat::Csv)
                .unwrap(),
            inbox(app),
        ]
    };
    same(on, &shown(&then), &shown(&past));
}
