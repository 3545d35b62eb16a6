//! 人员: the screen at both sizes, and what its keys do to the file.

use insta::assert_snapshot;
use ratatui::layout::Size;
use std::sync::OnceLock;

use super::super::model::{Stage, Ui};
use super::super::theme::Theme;
use super::{NARROW, Sample, WIDE};
use crate::app::{App, NewPerson, PersonChange, Settings};
use crate::domain::day::parse_day;
use crate::domain::person::{Person, Role, SshKey};

const LONG: &str = "yingkou-jiankang-lianluoyuan";

fn settings(folder: &tempfile::TempDir) -> Settings {
    Settings {
        key: None,
        path: folder.path().join("duban.db"),
        today: parse_day("2021-01-05"),
        stand_in: None,
    }
}

/// A file with the built-in plan and an office: the administrator 王敏, a coordinator, a viewer, three liaisons, and one who
/// has left. The operating system's user, who is not the same everywhere, is none of them.
fn office() -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let settings = settings(&folder);
    let mut app = App::open_or_create(&settings).unwrap();
    app.seed(&["anshan-2018".to_owned()]).unwrap();
    app.found_office("wangmin", "王敏");
    let mut add = |login: &str, name: &str, role, departments: &[&str]| {
        app.add_person(&NewPerson {
            login: login.to_owned(),
            name: name.to_owned(),
            role,
            departments: departments.iter().map(ToString::to_string).collect(),
        })
        .unwrap();
    };
    add("zhaolei", "赵磊", Role::Coordinator, &[]);
    add("zhouming", "周明", Role::Viewer, &[]);
    add("li", "李联络", Role::Liaison, &["市体育局"]);
    add(
        "heyang",
        "何洋",
        Role::Liaison,
        &["市卫健委", "市民政局", "市教育局"],
    );
    add(LONG, "欧阳建国同志", Role::Liaison, &["市卫健委"]);
    add("chen", "陈旧", Role::Liaison, &["市教育局"]);
    let retire = PersonChange::Retire(parse_day("2021-01-01").unwrap());
    app.change_person("chen", &retire, None).unwrap();
    for (id, label) in [("k1", "办公室电脑"), ("k2", "")] {
        app.put_key(&SshKey {
            id: id.to_owned(),
            login: "li".to_owned(),
            kind: "ssh-ed25519".to_owned(),
            body: format!("AAAA{id}"),
            label: label.to_owned(),
            added_on: parse_day("2020-12-01").unwrap(),
            revoked_on: None,
        });
    }
    drop(app);
    std::fs::read(&settings.path).unwrap()
}

/// The pane of people as this person sees it.
fn seen_by(login: &str, size: Size) -> Sample {
    static OFFICE: OnceLock<Vec<u8>> = OnceLock::new();
    let folder = tempfile::tempdir().unwrap();
    let settings = settings(&folder);
    std::fs::write(&settings.path, OFFICE.get_or_init(office)).unwrap();
    let mut ui = Ui::new(&settings, Theme::monochrome(), size).unwrap();
    let Stage::Open(dashboard) = &mut ui.stage else {
        panic!("no file is open");
    };
    dashboard.app.become_person(login);
    ui.refresh();
    let mut sample = Sample { ui, folder };
    sample.press("4p");
    sample
}

pub fn people(size: Size) -> Sample {
    seen_by("wangmin", size)
}

fn person(sample: &Sample, login: &str) -> Person {
    sample.app().person_page(login).unwrap().person
}

fn told(sample: &Sample, login: &str) -> String {
    let events = sample.app().person_page(login).unwrap().events;
    events.last().unwrap().text.clone()
}

#[test]
fn the_list_with_the_page_beside_or_instead_of_it() {
    assert_snapshot!("people_120", people(WIDE).press("jj").screen());
    assert_snapshot!("people_80", people(NARROW).press("jj").screen());
    let smallest = Size::new(60, 16);
    assert_snapshot!("people_60", people(smallest).press("jj").screen());
    let story = "/li<Enter>d<C-u>jyj<Enter>、tyj<Enter><C-s><Enter>";
    assert_snapshot!("people_page_120", people(WIDE).press(story).screen());
    assert_snapshot!("people_page_80", people(NARROW).press(story).screen());
    assert_snapshot!("people_page_60", people(smallest).press(story).screen());
}

#[test]
fn the_bar_names_the_main_department_of_several() {
    let bar = seen_by("heyang", NARROW).line("督办");
    assert!(bar.ends_with("何洋 联络员 市卫健委等3个部门"), "{bar}");
}

#[test]
fn the_forms() {
    let form = |keys: &str| people(NARROW).press(keys).screen();
    assert_snapshot!("people_add_80", form("nsun<Tab>孙倩<Tab><Tab>wj"));
    assert_snapshot!("people_role_80", form("/heyang<Enter>r"));
    assert_snapshot!("people_departments_80", form("/heyang<Enter>dtyj"));
    assert_snapshot!("people_retire_80", form("/heyang<Enter>x"));
    assert_snapshot!("people_restore_80", form("Gx"));
    let smallest = people(Size::new(60, 16)).press("nsun<Tab><Tab>").screen();
    assert_snapshot!("people_add_60", smallest);
}

#[test]
fn the_pane_opens_from_the_departments_and_leads_back() {
    let mut sample = people(NARROW);
    assert!(
        sample.screen().contains("人员：7人，在用6人"),
        "{}",
        sample.screen()
    );
    sample.press("<Enter>");
    assert!(sample.line("登录").contains("heyang"));
    sample.press("<Esc><Esc>");
    assert!(sample.screen().contains("个部门，按逾期多少排列"));
}

#[test]
fn a_file_without_people_says_who_they_are_then() {
    let mut sample = Sample::first_run(NARROW);
    sample.press("G<Enter>4p");
    assert!(
        sample
            .screen()
            .contains("还没有登记人员：能写数据文件的人都是协调员。")
    );
    sample.press("r");
    assert!(sample.screen().contains("这里没有人员。"));
    sample.press("nwang<Tab>王协调<Tab>xty<Enter><C-s>");
    assert!(sample.line("登记为").contains("「王协调」登记为协调员。"));
    assert_eq!(person(&sample, "wang").role, Role::Coordinator);
}

#[test]
fn the_filter_takes_names_logins_roles_departments_and_initials() {
    let mut sample = people(WIDE);
    for (typed, names) in [
        ("llx", vec![]),
        ("lll", vec!["李联络"]),
        ("ZHAO", vec!["赵磊"]),
        ("周", vec!["周明"]),
        ("tyj", vec!["李联络"]),
        ("卫计委", vec!["何洋", "欧阳建国"]),
        ("联络 wjw", vec!["何洋", "欧阳建国"]),
        ("管理员", vec!["王敏"]),
    ] {
        sample.press(&format!("/<C-u>{typed}"));
        let screen = sample.screen();
        let rows = screen
            .lines()
            .skip(3)
            .take_while(|it| !it.trim_start_matches('>').starts_with("   "));
        let found: Vec<&str> = rows.collect();
        assert_eq!(found.len(), names.len(), "{typed}\n{screen}");
        for (row, name) in found.iter().zip(names) {
            assert!(row.contains(name), "{typed}\n{screen}");
        }
        sample.press("<Enter>");
    }
    sample.press("/<C-u>没有这个人");
    assert!(sample.screen().contains("没有符合筛选的人员。"));
    sample.press("<Esc>");
    assert!(sample.screen().contains("人员：7人"));
}

#[test]
fn a_person_is_entered_and_the_cursor_goes_to_them() {
    let mut sample = people(WIDE);
    sample.press("/wangmin<Enter>nsun<Tab>孙倩<Tab><Enter>jyj<Enter>、市民政局<C-s>");
    let said = "「孙倩」登记为联络员（市教育局、市民政局）。";
    assert!(sample.screen().contains(said), "{}", sample.screen());
    assert!(sample.line("> ").contains("孙倩"), "{}", sample.screen());
    assert_eq!(person(&sample, "sun").departments.len(), 2);
    sample.app().verify_record().unwrap();
}

#[test]
fn role_departments_and_name_are_changed() {
    let mut sample = people(WIDE);
    sample.press("/lll<Enter>rxty<Enter><C-u><C-s>");
    assert_eq!(
        told(&sample, "li"),
        "角色由联络员改为协调员，不再属于市体育局"
    );
    // What was in the field of the departments stays, and another one can be typed behind it.
    sample.press("/<C-u>heyang<Enter>dtyj<Enter><C-s>");
    assert_eq!(
        told(&sample, "heyang"),
        "部门由市卫健委、市民政局、市教育局改为市卫健委、市民政局、市教育局、市体育局"
    );
    sample.press("e何科长<C-s>");
    let screen = sample.screen();
    assert!(
        screen.contains("「何科长」姓名由「何洋」改为「何科长」。"),
        "{screen}"
    );
    assert!(sample.line("> ").contains("何科长"));
    assert_eq!(person(&sample, "heyang").name, "何科长");
    // Nothing typed is nothing to be lost.
    sample.press("d<Esc>");
    assert!(sample.ui.dialog.is_none());
}

#[test]
fn a_person_is_retired_and_comes_back() {
    let mut sample = people(NARROW);
    sample.press("/lll<Enter>x2020年12月31日<C-s>");
    assert!(sample.screen().contains("「李联络」自 2020-12-31 起停用。"));
    assert!(sample.line("> ").contains("停用"), "{}", sample.screen());
    assert_eq!(person(&sample, "li").retired_on, parse_day("2020-12-31"));
    sample.press("x<Enter>");
    assert!(
        sample
            .screen()
            .contains("「李联络」恢复使用（原自 2020-12-31 起停用）。")
    );
    assert_eq!(person(&sample, "li").retired_on, None);
}

#[test]
fn what_is_refused_stays_in_the_form() {
    let mut sample = people(NARROW);
    sample.press("nLI<C-s>");
    let screen = sample.screen();
    assert!(
        screen.contains("登录名「li」已经登记，是「李联络」（联络员）。"),
        "{screen}"
    );
    assert!(sample.line("│ 登录名 ").contains("LI"));
    sample.press("<C-u>sun<C-s>");
    assert!(sample.screen().contains("联络员必须属于一个部门。"));
    sample.press("<Tab><Tab><C-u>科长<C-s>");
    assert!(sample.screen().contains("没有「科长」这种角色。"));
    sample.press("<Esc>f/wangmin<Enter>x<C-s>");
    assert!(
        sample
            .screen()
            .contains("不能停用自己。提示：请由另一名管理员")
    );
    sample.press("<C-u>改日<C-s>");
    assert!(sample.screen().contains("看不懂日期「改日」。"));
}

#[test]
fn what_somebody_else_changed_is_seen_before_it_is_changed_again() {
    let mut sample = people(NARROW);
    sample.press("/lll<Enter>e李科长");
    let mut other = sample.app();
    other.become_person("wangmin");
    let up = PersonChange::Role(Role::Viewer, None);
    other.change_person("li", &up, None).unwrap();
    sample.press("<C-s>");
    let screen = sample.screen();
    assert!(
        screen.contains("「李联络」刚被他人改动，未保存。"),
        "{screen}"
    );
    assert!(screen.contains("李联络（li）查阅"), "{screen}");
    sample.press("<C-s>");
    assert_eq!(person(&sample, "li").name, "李科长");
}

#[test]
fn who_is_no_administrator_only_reads() {
    for (login, role) in [
        ("li", "联络员"),
        ("zhouming", "查阅"),
        ("zhaolei", "协调员"),
    ] {
        let mut sample = seen_by(login, NARROW);
        let said =
            format!("{role}不能管理人员，本文件的人员由管理员管理。提示：请联系管理员：王敏。");
        for key in ["n", "r", "d", "e", "x"] {
            sample.press(key);
            assert_eq!(sample.line("不能管理"), said, "{key}");
            assert!(sample.ui.dialog.is_none());
        }
        sample.press("<Enter>");
        assert!(sample.line("经过").contains("经过"));
    }
}

#[test]
fn a_session_whose_person_is_retired_does_no_more() {
    let mut sample = seen_by("zhaolei", NARROW);
    let mut other = sample.app();
    other.become_person("wangmin");
    let retire = PersonChange::Retire(parse_day("2021-01-05").unwrap());
    other.change_person("zhaolei", &retire, None).unwrap();
    assert!(sample.ui.tick());
    let said = "「赵磊」自 2021-01-05 起已停用，不能再办理。";
    assert!(sample.screen().contains(said), "{}", sample.screen());
    sample.press("3u<C-s>");
    assert!(sample.screen().contains(said), "{}", sample.screen());
}

#[test]
fn the_page_of_a_department_says_whom_to_call() {
    let mut sample = people(WIDE);
    sample.press("<Esc>m/wjw<Enter>");
    let screen = sample.screen();
    assert!(screen.contains("人员  何洋 联络员（heyang）"), "{screen}");
    assert!(screen.contains("人员  欧阳建国同志 联络员"), "{screen}");
    sample.press("/<C-u>市教育局<Enter>");
    let screen = sample.screen();
    assert!(screen.contains("人员  何洋"), "{screen}");
    assert!(!screen.contains("陈旧"), "{screen}");
}
