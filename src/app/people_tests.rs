//! People end to end on a real file: who may manage whom, what is refused, and what the record keeps.

use super::*;
use crate::domain::day::parse_day;
use crate::domain::filter::{Filter, Window};
use crate::domain::id::TaskId;
use crate::domain::person::{Role, SshKey};
use crate::domain::status::Verb;
use proptest::prelude::*;

const TODAY: &str = "2021-01-05";

fn day(text: &str) -> NaiveDate {
    parse_day(text).unwrap()
}

fn open(folder: &tempfile::TempDir, today: &str, stand_in: Option<&str>) -> Result<App, Error> {
    App::open_or_create(&Settings {
        key: None,
        path: folder.path().join("duban.db"),
        today: parse_day(today),
        stand_in: stand_in.map(ToOwned::to_owned),
    })
}

/// A file with the plan of Anshan, the administrator min, the coordinator wang and the liaison li of 市体育局.
fn office(folder: &tempfile::TempDir) -> App {
    let mut app = open(folder, TODAY, None).unwrap();
    app.seed(&["anshan-2018".to_owned()]).unwrap();
    app.put_person("wang", Some("王协调"), Role::Coordinator, None)
        .unwrap();
    app.put_person("li", Some("李联络"), Role::Liaison, Some("体育局"))
        .unwrap();
    app.put_person("min", Some("王敏"), Role::Administrator, None)
        .unwrap();
    app.become_person("min");
    app
}

fn as_person(folder: &tempfile::TempDir, login: &str) -> App {
    let mut app = open(folder, TODAY, None).unwrap();
    app.become_person(login);
    app
}

fn task_of(app: &App, department: &str) -> TaskId {
    let filter = Filter {
        leads: Some(app.leads_named(department).unwrap()),
        ..Filter::default()
    };
    app.list_tasks(&filter, Window::ALL).unwrap()[0].id
}

fn said(result: Result<Person, Error>) -> String {
    let error = result.unwrap_err();
    assert!(error.message.ends_with('。'), "{}", error.message);
    format!("{}{}", error.message, error.hints.concat())
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(ToString::to_string).collect()
}

#[test]
fn a_login_is_clean_and_taken_once_in_any_case() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = office(&folder);
    let mut add = |login: &str| app.put_person(login, None, Role::Viewer, None);
    let long = "a".repeat(65);
    for (login, told) in [
        ("", "登录名是空的。"),
        (" \u{202e}\u{3000}", "登录名是空的。"),
        ("wang（root代）", "登录名「wang（root代）」里有全角括号。"),
        ("li si", "登录名「li si」里有空格。"),
        ("li\u{3000}si", "登录名「li\u{3000}si」里有空格。"),
        ("li\nsi", "登录名「li si」里有空格。"),
        (&long, "登录名有 65 个字符，最多 64 个。"),
        ("LI", "登录名「li」已经登记，是「李联络」（联络员）。"),
        ("ｌｉ", "登录名「li」已经登记，是「李联络」（联络员）。"),
    ] {
        let said = said(add(login));
        assert!(said.starts_with(told), "{login:?}: {said}");
    }
    let made = add(" \u{200b}zhou\u{202e}min ").unwrap();
    assert_eq!(
        (made.login.as_str(), made.name.as_str()),
        ("zhoumin", "zhoumin")
    );
    let long = "王".repeat(33);
    let told = said(app.put_person("x", Some(&long), Role::Viewer, None));
    assert!(told.starts_with("姓名有 33 个字，最多 32 个字。"), "{told}");
    // Whoever types a login need not mind its case.
    assert_eq!(app.person_page("ZHOUMIN").unwrap().person, made);
}

#[test]
fn each_change_is_one_event_that_says_what_was_done() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = office(&folder);
    let before = app.verify_record().unwrap();
    for change in [
        PersonChange::Join(names(&["教育局", "jyj", "体育局"])),
        PersonChange::Departments(names(&["教育局"])),
        PersonChange::Role(Role::Coordinator, None),
        PersonChange::Leave(names(&["教育局"])),
        PersonChange::Role(Role::Liaison, Some(names(&["民政局"]))),
        PersonChange::Name(" 李\u{202e}科长 ".to_owned()),
        PersonChange::Retire(day("2021-02-01")),
        PersonChange::Restore,
    ] {
        app.change_person("li", &change, None).unwrap();
    }
    let page = app.person_page("li").unwrap();
    let told: Vec<&str> = page.events.iter().map(|it| it.text.as_str()).collect();
    assert_eq!(
        told,
        [
            "登记为联络员（市体育局）",
            "部门由市体育局改为市体育局、市教育局",
            "部门由市体育局、市教育局改为市教育局",
            "角色由联络员改为协调员",
            "不再属于市教育局",
            "角色由协调员改为联络员，部门定为市民政局",
            "姓名由「李联络」改为「李科长」",
            "自 2021-02-01 起停用",
            "恢复使用（原自 2021-02-01 起停用）",
        ]
    );
    assert!(page.events[1..].iter().all(|it| it.actor == "王敏"));
    for pair in page.events.windows(2) {
        assert_eq!(pair[1].before.as_ref(), Some(&pair[0].after));
    }
    assert_eq!(page.events.last().unwrap().after, page.person);
    assert_eq!(app.verify_record().unwrap(), before + 8);
}

#[test]
fn what_is_refused_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = office(&folder);
    let before = app.verify_record().unwrap();
    let to = |role| PersonChange::Role(role, None);
    let retire = PersonChange::Retire(day(TODAY));
    for (login, change, told) in [
        (
            "wang",
            to(Role::Liaison),
            "联络员必须属于一个部门。请写明部门",
        ),
        (
            "li",
            PersonChange::Leave(names(&["体育局"])),
            "联络员必须属于一个部门。",
        ),
        (
            "li",
            PersonChange::Join(names(&["没有的局"])),
            "没有叫「没有的局」的部门。",
        ),
        ("li", to(Role::Liaison), "「李联络」已经是这样，没有改动。"),
        (
            "li",
            PersonChange::Departments(names(&["市体育局"])),
            "「李联络」已经是这样，没有改动。",
        ),
        (
            "li",
            PersonChange::Restore,
            "「李联络」已经是这样，没有改动。",
        ),
        ("li", PersonChange::Name(" ".to_owned()), "姓名是空的。"),
        ("nobody", retire.clone(), "没有登录名为「nobody」的人员。"),
        ("min", retire.clone(), "不能停用自己。"),
        ("min", to(Role::Viewer), "不能把自己改为查阅。"),
    ] {
        let told_now = said(app.change_person(login, &change, None));
        assert!(told_now.starts_with(told), "{login} {change:?}: {told_now}");
    }
    assert_eq!(app.verify_record().unwrap(), before);
    app.change_person("li", &retire, None).unwrap();
    let again = said(app.change_person("li", &retire, None));
    assert!(again.starts_with("「李联络」自 2021-01-05 起已经停用。"));
}

#[test]
fn people_are_the_administrators_once_there_is_one_and_one_is_always_left() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = open(&folder, TODAY, None).unwrap();
    app.put_person("wang", Some("王协调"), Role::Coordinator, None)
        .unwrap();
    app.put_person("zhao", Some("赵磊"), Role::Coordinator, None)
        .unwrap();
    // Without an administrator coordinators manage people, and may appoint the first, even themselves.
    let mut wang = as_person(&folder, "wang");
    wang.change_person("wang", &PersonChange::Role(Role::Administrator, None), None)
        .unwrap();
    assert_eq!(wang.person().role, Role::Administrator);
    // The other session learns it in the act itself, though it has not looked since.
    let mut zhao = as_person(&folder, "zhao");
    let refused = zhao.put_person("x", None, Role::Viewer, None).unwrap_err();
    assert_eq!(refused.kind, Kind::Permission);
    assert_eq!(
        refused.message,
        "协调员不能管理人员，本文件的人员由管理员管理。"
    );
    assert_eq!(refused.hints, ["请联系管理员：王协调。"]);
    assert!(zhao.must_manage_people().is_err());
    assert!(zhao.must_manage_departments().is_ok());
    // Two administrators: each may retire the other, whoever is first; the other then does nothing more.
    wang.change_person("zhao", &PersonChange::Role(Role::Administrator, None), None)
        .unwrap();
    let mut zhao = as_person(&folder, "zhao");
    let retire = PersonChange::Retire(day(TODAY));
    zhao.change_person("wang", &retire, None).unwrap();
    let told = said(wang.change_person("zhao", &retire, None));
    assert_eq!(
        told,
        "「王协调」自 2021-01-05 起已停用，不能再办理。如需恢复，请联系管理员。"
    );
    assert!(wang.has_changed().is_err());
    // Nobody takes the last one away, not even who holds the file, in the name of one who is to leave.
    let later = PersonChange::Retire(day("2099-06-01"));
    assert!(said(zhao.change_person("zhao", &later, None)).contains("不能停用自己"));
    zhao.change_person("wang", &PersonChange::Restore, None)
        .unwrap();
    zhao.change_person("wang", &later, None).unwrap();
    let mut wang = as_person(&folder, "wang");
    let told = said(wang.change_person("zhao", &retire, None));
    assert!(
        told.contains("「赵磊」是最后一名管理员，不能停用"),
        "{told}"
    );
    let down = PersonChange::Role(Role::Liaison, Some(Vec::new()));
    assert!(wang.change_person("zhao", &down, None).is_err());
    wang.verify_record().unwrap();
}

#[test]
fn who_is_retired_is_let_in_no_more_and_keeps_the_name_in_the_history() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = office(&folder);
    let id = task_of(&app, "体育局");
    let mut li = open(&folder, TODAY, Some("li")).unwrap();
    li.execute(&Command::new(id, Verb::Sign)).unwrap();
    let actor = li.task_page(id).unwrap().events[1].actor.clone();
    assert!(actor.starts_with("李联络（"), "{actor}");
    app.change_person("li", &PersonChange::Retire(day("2021-01-06")), None)
        .unwrap();
    assert!(open(&folder, TODAY, Some("li")).is_ok());
    let told = open(&folder, "2021-01-06", Some("li")).unwrap_err();
    assert_eq!(
        told.message,
        "「李联络」自 2021-01-06 起已停用，不能再办理。"
    );
    assert_eq!(told.kind, Kind::Permission);
    app.change_person("li", &PersonChange::Restore, None)
        .unwrap();
    app.change_person("li", &PersonChange::Retire(day(TODAY)), None)
        .unwrap();
    // A session that was open learns it in the act.
    let told = li.execute(&Command::new(id, Verb::Report).text("进展"));
    assert!(told.unwrap_err().message.contains("起已停用"));
    assert_eq!(app.task_page(id).unwrap().events[1].actor, actor);
    let listed = app.list_people().unwrap();
    assert!(listed.iter().any(|it| it.login == "li"));
    app.change_person("li", &PersonChange::Restore, None)
        .unwrap();
    li.execute(&Command::new(id, Verb::Report).text("进展"))
        .unwrap();
}

#[test]
fn a_system_user_who_is_retired_is_not_let_in_by_looking_at_a_day_before() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = open(&folder, TODAY, None).unwrap();
    let own = app.person().login.clone();
    app.put_person(&own, Some("王协调"), Role::Coordinator, None)
        .unwrap();
    app.put_person("min", Some("王敏"), Role::Administrator, None)
        .unwrap();
    // A coordinator who is entered does not stand in for an administrator.
    let told = open(&folder, TODAY, Some("min")).unwrap_err();
    assert_eq!(told.message, "协调员不能代管理员办理。");
    app.become_person("min");
    app.change_person(&own, &PersonChange::Retire(day(TODAY)), None)
        .unwrap();
    for (today, stand_in) in [(TODAY, None), ("2020-01-01", None), (TODAY, Some("min"))] {
        let told = open(&folder, today, stand_in).unwrap_err();
        assert!(told.message.starts_with("「王协调」自 2021-01-05 起已停用"));
    }
}

#[test]
fn liaisons_share_departments_and_a_role_that_changes_meanwhile_counts() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = office(&folder);
    app.change_person("li", &PersonChange::Join(names(&["民政局"])), None)
        .unwrap();
    app.put_person("ma", Some("马联络"), Role::Liaison, Some("民政局"))
        .unwrap();
    let [sport, civil] = ["体育局", "民政局"].map(|name| task_of(&app, name));
    let mut li = as_person(&folder, "li");
    let mut ma = as_person(&folder, "ma");
    // One liaison signs for both departments, two liaisons act for one.
    li.execute(&Command::new(sport, Verb::Sign)).unwrap();
    li.execute(&Command::new(civil, Verb::Sign)).unwrap();
    ma.execute(&Command::new(civil, Verb::Report).text("已签协议"))
        .unwrap();
    let refused = ma.execute(&Command::new(sport, Verb::Report).text("进展"));
    assert_eq!(refused.unwrap_err().kind, Kind::Permission);
    app.change_person("ma", &PersonChange::Retire(day(TODAY)), None)
        .unwrap();
    let refused = ma.execute(&Command::new(civil, Verb::Report).text("进展"));
    assert!(
        refused
            .unwrap_err()
            .message
            .contains("「马联络」自 2021-01-05 起已停用")
    );
    let told = |app: &App| -> Vec<String> {
        let events = app.task_page(civil).unwrap().events;
        events[1..].iter().map(|it| it.actor.clone()).collect()
    };
    assert_eq!(told(&app), ["李联络", "马联络"]);
    // Who is a viewer by now changes nothing more, though the session is older.
    app.change_person("li", &PersonChange::Role(Role::Viewer, None), None)
        .unwrap();
    let refused = li.execute(&Command::new(sport, Verb::Report).text("进展"));
    assert!(refused.unwrap_err().message.contains("查阅只能查看"));
    assert!(li.has_changed().unwrap());
    assert_eq!(li.person().role, Role::Viewer);
    assert_eq!(told(&app), ["李联络", "马联络"]);
    app.verify_record().unwrap();
}

#[test]
fn whom_to_call_for_a_department_and_for_those_it_took_over() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = office(&folder);
    // On a day before the reform a person is entered for the body of that day.
    let mut before = open(&folder, "2018-06-01", None).unwrap();
    before.become_person("min");
    before
        .put_person("he", Some("何洋"), Role::Liaison, Some("市卫生计生委"))
        .unwrap();
    app.put_person("wu", Some("吴迪"), Role::Liaison, Some("市卫健委"))
        .unwrap();
    app.has_changed().unwrap();
    let contacts = |app: &App, name: &str| {
        let id = app.directory().find(name).unwrap().id;
        app.contacts(id).unwrap()
    };
    let both = ["何洋 联络员（he）", "吴迪 联络员（wu）"];
    assert_eq!(contacts(&app, "市卫健委"), both);
    assert_eq!(contacts(&app, "市卫生计生委"), both);
    // The names of today mean the body that was entered, so that nothing changes.
    let same = PersonChange::Departments(names(&["市卫健委"]));
    assert!(app.change_person("he", &same, None).is_err());
    app.change_person("wu", &PersonChange::Retire(day(TODAY)), None)
        .unwrap();
    assert_eq!(contacts(&app, "市卫健委"), both[..1]);
    let id = task_of(&app, "市卫健委");
    let mut he = as_person(&folder, "he");
    he.execute(&Command::new(id, Verb::Sign)).unwrap();
}

#[test]
fn a_change_of_what_somebody_else_changed_is_not_saved() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = office(&folder);
    let seen = app.person_page("li").unwrap().person;
    let join = PersonChange::Join(names(&["教育局"]));
    app.change_person("li", &join, Some(&seen)).unwrap();
    let name = PersonChange::Name("李科长".to_owned());
    let error = app.change_person("li", &name, Some(&seen)).unwrap_err();
    assert_eq!(error.kind, Kind::Conflict);
    assert_eq!(error.message, "「李联络」刚被他人改动，未保存。");
    let seen = app.person_page("li").unwrap().person;
    app.change_person("li", &name, Some(&seen)).unwrap();
}

#[test]
fn keys_that_let_in_are_counted() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = office(&folder);
    for (id, revoked_on) in [("k1", None), ("k2", Some("2021-01-06"))] {
        app.put_key(&SshKey {
            id: id.to_owned(),
            login: "li".to_owned(),
            kind: "ssh-ed25519".to_owned(),
            body: format!("AAAA{id}"),
            label: "办公室电脑".to_owned(),
            added_on: day("2020-12-01"),
            revoked_on: None,
        });
        if let Some(since) = revoked_on {
            app.store
                .write(|write| write.revoke_key(id, day(since)).map_err(Error::from))
                .unwrap();
        }
    }
    let count = |today: &str| {
        let app = open(&folder, today, None).unwrap();
        let staff = app.list_staff().unwrap();
        staff
            .iter()
            .find(|it| it.person.login == "li")
            .unwrap()
            .keys
    };
    assert_eq!((count("2021-01-05"), count("2021-01-06")), (2, 1));
    let page = app.person_page("li").unwrap();
    assert_eq!(page.keys.len(), 2);
    assert_eq!(
        page.keys[1].told(day("2021-01-06")),
        "办公室电脑 ssh-ed25519 2020-12-01起，2021-01-06起停用"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Whoever changes whom to what, allowed or not: somebody is left who manages people, every liaison has a department,
    /// each event begins where the one before ended, and the hashes hold.
    #[test]
    fn any_sequence_of_changes_leaves_somebody_in_charge(
        acts in prop::collection::vec((0_usize..3, 0_usize..3, 0_usize..9), 1..30)
    ) {
        let folder = tempfile::tempdir().unwrap();
        let mut app = open(&folder, TODAY, None).unwrap();
        app.found_office("min", "王敏");
        app.add_department(&NewDepartment { name: "市体育局".to_owned(), ..NewDepartment::default() }).unwrap();
        app.put_person("wang", None, Role::Coordinator, None).unwrap();
        app.put_person("li", None, Role::Liaison, Some("市体育局")).unwrap();
        let sport = || names(&["市体育局"]);
        let changes = [
            PersonChange::Role(Role::Coordinator, None),
            PersonChange::Role(Role::Administrator, None),
            PersonChange::Role(Role::Liaison, None),
            PersonChange::Role(Role::Viewer, Some(Vec::new())),
            PersonChange::Join(sport()),
            PersonChange::Leave(sport()),
            PersonChange::Retire(day(TODAY)),
            PersonChange::Retire(day("2099-01-01")),
            PersonChange::Restore,
        ];
        let logins = ["min", "wang", "li"];
        for (actor, target, change) in acts {
            let mut session = as_person(&folder, logins[actor]);
            drop(session.change_person(logins[target], &changes[change], None));
            let people = app.list_people().unwrap();
            prop_assert!(people.iter().any(|it| it.role == Role::Administrator && it.retired_on.is_none()));
            prop_assert!(people.iter().all(|it| it.role != Role::Liaison || !it.departments.is_empty()));
        }
        for login in logins {
            let page = app.person_page(login).unwrap();
            for pair in page.events.windows(2) {
                prop_assert_eq!(pair[1].before.as_ref(), Some(&pair[0].after));
            }
            prop_assert_eq!(&page.events.last().unwrap().after, &page.person);
        }
        prop_assert!(app.verify_record().is_ok());
    }
}
