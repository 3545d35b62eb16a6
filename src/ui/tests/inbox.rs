//! 待办, the page of what others did, and 日志, as a person uses them.

use insta::assert_snapshot;

use super::*;
use crate::app::{Assignment, Command};
use crate::domain::status::Verb;

/// Acts as somebody, through the file, as another session does.
fn act(sample: &Sample, login: Option<&str>, today: &str, command: &Command) {
    let settings = Settings {
        today: parse_day(today),
        stand_in: None,
        ..sample.ui.settings.clone()
    };
    let mut app = App::open(&settings).unwrap();
    if let Some(login) = login {
        app.become_person(login);
    }
    app.execute(command).unwrap();
}

fn command(id: TaskId, verb: Verb, text: &str) -> Command {
    Command::new(id, verb).text(text)
}

/// The tasks of 市体育局 in the order of their last days.
fn own(sample: &Sample, count: usize) -> Vec<TaskId> {
    tasks_of(sample, "市体育局", count)
}

fn tasks_of(sample: &Sample, department: &str, count: usize) -> Vec<TaskId> {
    use crate::domain::filter::{Filter, Order, Window};
    let app = sample.app();
    let filter = Filter {
        leads: Some(app.leads_named(department).unwrap()),
        order: Order::LastDay,
        ..Filter::default()
    };
    let window = Window {
        offset: 0,
        limit: count,
    };
    let rows = app.list_tasks(&filter, window).unwrap();
    rows.iter().map(|it| it.id).collect()
}

/// The plan as 周明 sees it, for whom nothing ever waits.
pub fn viewer(size: Size) -> Sample {
    let mut viewer = Sample::of(None, size);
    viewer
        .app()
        .put_person("zhou", Some("周明"), Role::Viewer, None)
        .unwrap();
    let settings = Settings {
        stand_in: Some("zhou".to_owned()),
        ..viewer.ui.settings.clone()
    };
    viewer.ui = Ui::new(&settings, Theme::monochrome(), size).unwrap();
    viewer
}

/// Something in every group: of 市体育局 one task was submitted, one sent back, one urged, one declined, one asks for
/// an extension, two are in progress.
pub fn lively(size: Size, person: Option<&str>) -> Sample {
    let sample = Sample::of(person, size);
    let tasks = own(&sample, 7);
    let told = |task, verb, text| act(&sample, None, "2021-01-04", &command(task, verb, text));
    for task in &tasks[..6] {
        told(*task, Verb::Sign, "");
    }
    told(tasks[0], Verb::Submit, "全部完成");
    told(tasks[1], Verb::Submit, "已完成");
    told(tasks[1], Verb::SendBack, "缺验收材料");
    told(tasks[2], Verb::Urge, "请于周五前反馈");
    let ask = Command {
        assignment: Assignment {
            due: Some("2021-06-30".to_owned()),
            ..Assignment::default()
        },
        ..command(tasks[3], Verb::AskExtension, "设备未到货")
    };
    act(&sample, None, "2021-01-04", &ask);
    told(tasks[6], Verb::Decline, "不属本单位职责");
    let mut sample = sample;
    sample.ui.refresh();
    sample
}

#[test]
fn the_inbox_of_a_coordinator() {
    assert_snapshot!("inbox_120", lively(WIDE, None).press("7").screen());
    assert_snapshot!("inbox_80", lively(NARROW, None).press("7j").screen());
}

#[test]
fn the_inbox_of_a_liaison() {
    let mut sample = lively(NARROW, Some("li"));
    assert_snapshot!("inbox_liaison_80", sample.press("7").screen());
    sample.press("G");
    assert_eq!(sample.line("被退回"), "被退回 1");
    assert!(
        sample
            .line("倡导群众天天参加健身")
            .ends_with("王协调：缺验收材料")
    );
    assert_eq!(sample.line("催办未复"), "催办未复 1");
    assert_eq!(sample.line("逾期 3"), "逾期 3");
}

#[test]
fn an_empty_inbox_says_what_it_is_for() {
    let mut sample = Sample::new(NARROW);
    assert!(
        sample
            .press("7/没有这样的词")
            .screen()
            .contains("没有符合筛选的待办")
    );
}

#[test]
fn acts_work_on_the_row_and_take_it_out() {
    let mut sample = lively(WIDE, None);
    sample.press("7");
    assert!(sample.line("待审核 1").contains("待审核"));
    let task = sample.selected();
    let before = sample.line("7待办");
    sample.press("c<C-s>");
    assert_eq!(
        sample.task(task).state.status,
        crate::domain::status::Status::Done
    );
    assert_ne!(sample.line("7待办"), before);
    assert!(!sample.screen().contains("待审核 1"));
    sample.press("<Enter>");
    assert!(sample.screen().contains("经过"));
    sample.press("<Esc>L");
    assert!(
        sample.screen().contains("对象和内容"),
        "{}",
        sample.screen()
    );
    sample.press("<Esc>");
    assert!(sample.screen().contains("说明"));
}

#[test]
fn a_silent_department_opens_its_tasks() {
    let mut sample = Sample::new(WIDE);
    let tasks = own(&sample, 1);
    act(
        &sample,
        None,
        "2020-06-01",
        &command(tasks[0], Verb::Sign, ""),
    );
    sample.ui.refresh();
    sample.press("7G");
    assert!(sample.line("零反馈").contains('1'));
    assert!(sample.line("> 市体育局").contains("从未反馈"));
    sample.press("<Enter>");
    assert!(sample.screen().contains("市体育局"), "{}", sample.screen());
    assert!(sample.line("项，第1项").starts_with("市体育局"));
}

#[test]
fn the_log_of_everything_and_of_one_task() {
    let mut sample = lively(WIDE, Some("li"));
    // Who acts is the host's user by name: 王协调.
    sample.press("8jj");
    assert_snapshot!("log_120", masked(&sample.screen()));
    let mut sample = lively(NARROW, None);
    sample.press("8jjj");
    assert_snapshot!("log_80", masked(&sample.screen()));
    sample.press("<Enter>");
    assert_snapshot!("log_page_80", masked(&sample.screen()));
    sample.press("<Enter>");
    assert!(sample.screen().contains("编号"));
    sample.press("<Esc><Esc>/人:wxd<Enter>");
    assert!(sample.line("第1条").contains("条+"));
    sample.press("/ 办理:th");
    assert!(
        sample.screen().contains("缺验收材料"),
        "{}",
        sample.screen()
    );
    sample.press("<C-c>/日:20x");
    assert!(sample.screen().contains("看不懂「日:20x」"));
    sample.press("<C-c>/没有这样的词");
    assert!(sample.screen().contains("没有符合筛选的留痕"));
}

/// The screen without hashes and instants, which are never the same twice.
pub fn masked(screen: &str) -> String {
    let hash = regex::Regex::new(r"[0-9a-f]{16}").unwrap();
    let minute = regex::Regex::new(r"\d{4}-\d\d-\d\d \d\d:\d\d").unwrap();
    let screen = hash.replace_all(screen, "校校校校校校校校").into_owned();
    let screen = minute.replace_all(&screen, "年年年年-月月-日").into_owned();
    let stand_in = regex::Regex::new("（[^（）]*代）").unwrap();
    stand_in.replace_all(&screen, "（某代）").into_owned()
}

/// Opens the file anew, as after a night.
fn again(sample: &mut Sample) {
    sample.ui = Ui::new(&sample.ui.settings, Theme::monochrome(), sample.ui.size).unwrap();
    settle(&mut sample.ui);
}

/// 王协调, who was there before and is the liaison of 市体育局 by now, comes back after others did something.
pub fn returned(size: Size) -> Sample {
    let mut sample = Sample::of(None, size);
    sample.press("q");
    let tasks = own(&sample, 2);
    let mut app = sample.app();
    app.put_person("zhao", Some("赵磊"), Role::Coordinator, None)
        .unwrap();
    for task in &tasks {
        let urge = command(*task, Verb::Urge, "请尽快反馈");
        act(&sample, Some("zhao"), "2021-01-05", &urge);
    }
    // Nobody's business but the other department's.
    let other = tasks_of(&sample, "市卫健委", 1)[0];
    let urge = command(other, Verb::Urge, "请尽快反馈");
    act(&sample, Some("zhao"), "2021-01-05", &urge);
    app.become_liaison("市体育局");
    drop(app);
    again(&mut sample);
    sample
}

#[test]
fn what_others_did_since_the_last_visit_is_shown_until_it_is_left() {
    let mut sample = Sample::of(None, NARROW);
    sample.press("7v");
    assert!(sample.screen().contains("还没有上次离开的记录"));
    let mut sample = returned(NARROW);
    // Looking is not leaving: it is there again.
    again(&mut sample);
    assert!(sample.screen().contains("自上次离开"));
    sample.press("j<Enter>");
    assert!(sample.screen().contains("编号"));
    sample.press("<Esc><Esc>");
    assert!(!sample.screen().contains("自上次离开"));
    again(&mut sample);
    assert!(!sample.screen().contains("自上次离开"));
    sample.press("7v");
    assert!(sample.screen().contains("没有需要您看的变动"));
}

#[test]
fn another_pane_leaves_the_page_too_and_a_coordinator_gets_counts() {
    let mut sample = Sample::of(None, NARROW);
    sample.press("q");
    sample
        .app()
        .put_person("sun", Some("孙联络"), Role::Liaison, Some("市体育局"))
        .unwrap();
    let tasks = own(&sample, 3);
    let told = |task, verb, text| {
        act(
            &sample,
            Some("sun"),
            "2021-01-05",
            &command(task, verb, text),
        );
    };
    told(tasks[0], Verb::Sign, "");
    told(tasks[0], Verb::Report, "已过半");
    told(tasks[0], Verb::Submit, "全部完成");
    told(tasks[1], Verb::Sign, "");
    told(tasks[2], Verb::Decline, "不属本单位");
    again(&mut sample);
    let counts = sample.line("签收2");
    assert_eq!(counts, "签收2  退还1  反馈1  申请办结1");
    assert!(
        sample.screen().contains("2项任务有变动"),
        "{}",
        sample.screen()
    );
    sample.press("3");
    again(&mut sample);
    assert!(!sample.screen().contains("自上次离开"));
}

#[test]
fn a_stand_in_moves_nobody_s_mark() {
    let mut sample = Sample::of(Some("li"), NARROW);
    sample.press("q");
    let mark = sample.app().since().unwrap();
    assert!(mark.is_none());
    assert!(sample.ui.is_leaving);
    let settings = Settings {
        stand_in: Some("li".to_owned()),
        ..sample.ui.settings.clone()
    };
    assert!(App::open(&settings).unwrap().since().unwrap().is_none());
}
