//! The acts end to end on a real file: command in, outcome, state and record out.

use super::*;
use crate::domain::day::parse_day;
use crate::domain::filter::{Filter, Order, Window};
use crate::domain::id::TaskId;
use crate::domain::light::Light;
use crate::domain::person::Role;
use crate::domain::status::{Status, Verb};
use crate::domain::term::{Pace, Term};
use proptest::prelude::*;

/// An app on a file with the built-in plan, on a fixed day.
pub(super) struct Sample {
    folder: tempfile::TempDir,
    app: App,
}

impl Sample {
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let settings = settings(&folder, "2020-06-01", None);
        let mut app = App::open_or_create(&settings).unwrap();
        app.seed(&["anshan-2018".to_owned()]).unwrap();
        Self { folder, app }
    }

    /// The same file on another day, as somebody else.
    pub(super) fn again(&self, today: &str, stand_in: Option<&str>) -> App {
        App::open(&settings(&self.folder, today, stand_in)).unwrap()
    }

    /// The first task that a department leads.
    pub(super) fn task_of(&self, department: &str) -> TaskId {
        let filter = Filter {
            leads: Some(self.app.leads_named(department).unwrap()),
            ..Filter::default()
        };
        self.app.list_tasks(&filter, Window::ALL).unwrap()[0].id
    }
}

fn settings(folder: &tempfile::TempDir, today: &str, stand_in: Option<&str>) -> Settings {
    Settings {
        path: folder.path().join("duban.db"),
        today: parse_day(today),
        stand_in: stand_in.map(str::to_owned),
        key: None,
    }
}

fn said(app: &mut App, command: &Command) -> String {
    match app.execute(command) {
        Ok(outcome) => outcome.to_string(),
        Err(error) => format!(
            "{:?} {} {}",
            error.kind,
            error.message,
            error.hints.concat()
        ),
    }
}

#[test]
fn a_task_goes_its_whole_way_and_leaves_its_record() {
    let mut sample = Sample::new();
    let id = sample.task_of("体育局");
    let app = &mut sample.app;
    let report = Command {
        percent: Some(60),
        ..Command::new(id, Verb::Report).text("已建成两条步道")
    };
    for command in [
        Command::new(id, Verb::Sign),
        report,
        Command::new(id, Verb::Submit),
        Command::new(id, Verb::SendBack).text("缺验收材料"),
        Command::new(id, Verb::Submit).text("已补"),
        Command::new(id, Verb::Close),
    ] {
        app.execute(&command).unwrap();
    }
    let page = app.task_page(id).unwrap();
    assert_eq!(
        (
            page.task.state.status,
            page.task.state.percent,
            page.task.rev
        ),
        (Status::Done, 100, 7)
    );
    let record: Vec<(&str, Status, u8)> = page
        .events
        .iter()
        .map(|it| (it.verb.label(), it.after.status, it.after.percent))
        .collect();
    assert_eq!(
        record,
        [
            ("录入", Status::Assigned, 0),
            ("签收", Status::InProgress, 0),
            ("反馈", Status::InProgress, 60),
            ("申请办结", Status::Submitted, 60),
            ("退回", Status::InProgress, 60),
            ("申请办结", Status::Submitted, 60),
            ("销号", Status::Done, 100),
        ]
    );
    for pair in page.events.windows(2) {
        assert_eq!(pair[1].before.as_ref(), Some(&pair[0].after));
    }
    assert_eq!(app.verify_record().unwrap(), 286 + 6);
}

#[test]
fn what_is_refused_writes_nothing_and_says_what_to_do() {
    let mut sample = Sample::new();
    let id = sample.task_of("体育局");
    let app = &mut sample.app;
    let title = app.task_page(id).unwrap().task.promise.title;
    let percent = |percent| Command {
        percent: Some(percent),
        ..Command::new(id, Verb::Report).text("进展")
    };
    assert_eq!(
        said(app, &Command::new(id, Verb::Close)),
        format!("User 任务「{title}」现为「待签收」，不能销号。 待签收的任务须先签收。")
    );
    app.execute(&Command::new(id, Verb::Sign)).unwrap();
    assert_eq!(
        said(app, &Command::new(id, Verb::Report)),
        "User 反馈须写明进展情况。 请写明后再提交（命令行用 --text）。"
    );
    assert_eq!(
        said(app, &Command::new(id, Verb::Report).text("\u{202e} \n")),
        "User 反馈须写明进展情况。 请写明后再提交（命令行用 --text）。"
    );
    assert_eq!(
        said(app, &percent(101)),
        "User 完成百分比「101」不在 0 到 100 之间。 请填 0 到 100 的整数。"
    );
    assert_eq!(
        said(app, &percent(-1)),
        "User 完成百分比「-1」不在 0 到 100 之间。 请填 0 到 100 的整数。"
    );
    assert_eq!(
        said(app, &Command::new(TaskId(9999), Verb::Sign)),
        "User 没有编号为「9999」的任务。 用 duban task list 查看任务编号。"
    );
    let page = app.task_page(id).unwrap();
    assert_eq!((page.task.rev, page.events.len()), (2, 2));
}

#[test]
fn a_change_on_what_somebody_else_changed_says_who() {
    let mut sample = Sample::new();
    let id = sample.task_of("体育局");
    let mut other = sample.again("2020-06-01", None);
    let seen = other.task_page(id).unwrap().task.rev;
    sample.app.execute(&Command::new(id, Verb::Sign)).unwrap();
    let report = Command::new(id, Verb::Report).text("我的进展").seen(seen);
    let error = other.execute(&report).unwrap_err();
    assert_eq!(error.kind, Kind::Conflict);
    assert!(
        error.message.contains("已由") && error.message.ends_with("签收，未保存。"),
        "{}",
        error.message
    );
    assert_eq!(other.task_page(id).unwrap().events.len(), 2);
    assert!(other.has_changed().unwrap());
    assert!(!other.has_changed().unwrap());
    let report = report.seen(other.task_page(id).unwrap().task.rev);
    other.execute(&report).unwrap();
}

#[test]
fn a_liaison_acts_for_the_own_department_only() {
    let mut sample = Sample::new();
    let own = sample.task_of("体育局");
    let foreign = sample.task_of("民政局");
    sample
        .app
        .put_person("li", Some("李联络"), Role::Liaison, Some("体育局"))
        .unwrap();
    sample
        .app
        .put_person("ling", None, Role::Viewer, None)
        .unwrap();
    let mut liaison = sample.again("2020-06-01", Some("li"));
    liaison.execute(&Command::new(own, Verb::Sign)).unwrap();
    assert_eq!(
        liaison
            .execute(&Command::new(foreign, Verb::Sign))
            .unwrap_err()
            .kind,
        Kind::Permission
    );
    assert_eq!(
        liaison
            .execute(&Command::new(own, Verb::Close))
            .unwrap_err()
            .kind,
        Kind::Permission
    );
    assert!(liaison.seed(&[]).is_err());
    assert!(liaison.put_person("x", None, Role::Viewer, None).is_err());
    let actor = liaison.task_page(own).unwrap().events[1].actor.clone();
    assert!(
        actor.starts_with("李联络（") && actor.ends_with("代）"),
        "{actor}"
    );
    let mut viewer = sample.again("2020-06-01", Some("ling"));
    assert_eq!(
        viewer
            .execute(&Command::new(own, Verb::Urge))
            .unwrap_err()
            .kind,
        Kind::Permission
    );
    let error = sample
        .app
        .put_person("zhao", None, Role::Liaison, None)
        .unwrap_err();
    assert_eq!(error.message, "联络员必须属于一个部门。");
}

#[test]
fn a_draft_is_invisible_to_a_liaison() {
    let mut sample = Sample::new();
    let own = sample.task_of("体育局");
    sample
        .app
        .put_person("li", None, Role::Liaison, Some("体育局"))
        .unwrap();
    let mut liaison = sample.again("2020-06-01", Some("li"));
    let all = liaison.count_tasks(&Filter::default()).unwrap();
    liaison
        .execute(&Command::new(own, Verb::Decline).text("不属于本单位职责"))
        .unwrap();
    assert_eq!(liaison.count_tasks(&Filter::default()).unwrap(), all - 1);
    assert!(liaison.task_page(own).is_err());
    assert_eq!(liaison.list_plans().unwrap()[0].tasks, all - 1);
    assert_eq!(sample.app.list_plans().unwrap()[0].tasks, all);
    assert!(
        liaison
            .execute(&Command::new(own, Verb::Sign))
            .unwrap_err()
            .message
            .contains("没有编号")
    );
    assert_eq!(
        sample.app.task_page(own).unwrap().task.state.status,
        Status::Draft
    );
}

#[test]
fn a_draft_is_assigned_with_a_lead_and_a_deadline() {
    let mut sample = Sample::new();
    let id = sample.task_of("体育局");
    let app = &mut sample.app;
    app.execute(&Command::new(id, Verb::Decline).text("不属于本单位职责"))
        .unwrap();
    let assign = |lead: &str, due: &str| Command {
        assignment: Assignment {
            lead: Some(lead.to_owned()),
            support: vec!["公安局".to_owned()],
            due: Some(due.to_owned()),
        },
        ..Command::new(id, Verb::Assign)
    };
    assert!(said(app, &assign("没有的局", "2020年9月")).contains("没有叫「没有的局」的部门。"));
    assert!(said(app, &assign("教育局", "随便什么时候")).contains("看不懂日期「随便什么时候」。"));
    assert_eq!(app.task_page(id).unwrap().task.state.status, Status::Draft);
    app.execute(&assign("教育局", "2020年9月15日前")).unwrap();
    let task = app.task_page(id).unwrap().task;
    assert_eq!(app.lead_label(&task), "市教育局");
    assert_eq!(task.state.last_day, parse_day("2020-09-15"));
    assert_eq!(task.first_last_day, parse_day("2020-12-31"));
    assert_eq!(task.owners.support.len(), 1);
    assert!(said(app, &assign("教育局", "2020年10月")).contains("已经交办"));
}

#[test]
fn overdue_begins_the_day_after_the_last_day() {
    let sample = Sample::new();
    let overdue = Filter {
        light: Some(Light::Overdue),
        order: Order::LastDay,
        ..Filter::default()
    };
    let on = |today| {
        let app = sample.again(today, None);
        let rows = app.list_tasks(&overdue, Window::ALL).unwrap();
        let day = parse_day(today).unwrap();
        rows.into_iter()
            .filter(|it| it.state.last_day == parse_day("2020-12-31"))
            .map(|it| it.state.days_overdue(day))
            .collect::<Vec<_>>()
    };
    assert_eq!(on("2020-12-31"), Vec::<i64>::new());
    let after = on("2021-01-01");
    assert!(
        after.len() > 200 && after.iter().all(|days| *days == 1),
        "{after:?}"
    );
}

#[test]
fn a_lead_is_shown_under_the_name_of_the_day() {
    let sample = Sample::new();
    let id = sample.task_of("卫健委");
    let label = |today| {
        let app = sample.again(today, None);
        let task = app.task_page(id).unwrap().task;
        app.lead_label(&task)
    };
    assert_eq!(label("2018-12-31"), "市卫生计生委");
    assert_eq!(label("2020-06-01"), "市卫健委（原市卫生计生委）");
}

#[test]
fn every_name_of_a_department_finds_the_same_tasks() {
    let sample = Sample::new();
    let leads = sample.app.leads_named("市卫健委").unwrap();
    for name in [
        "卫健委",
        "市卫生计生委",
        "卫计委",
        "市卫生健康委员会",
        "wjw",
        " 卫健委 ",
    ] {
        assert_eq!(sample.app.leads_named(name).unwrap(), leads, "{name}");
    }
    assert!(
        sample
            .app
            .leads_named("没有的局")
            .unwrap_err()
            .message
            .contains("没有叫「没有的局」的部门")
    );
    assert!(
        sample
            .app
            .leads_named("市")
            .unwrap_err()
            .message
            .contains("可以指几个部门")
    );
}

#[test]
fn loading_a_built_in_plan_again_changes_nothing() {
    let mut sample = Sample::new();
    let id = sample.task_of("体育局");
    sample.app.execute(&Command::new(id, Verb::Sign)).unwrap();
    let again = sample.app.seed(&["anshan-2018".to_owned()]).unwrap();
    assert!(!again[0].1);
    assert_eq!(sample.app.list_plans().unwrap().len(), 1);
    assert_eq!(
        sample.app.task_page(id).unwrap().task.state.status,
        Status::InProgress
    );
    let error = sample.app.seed(&["no-such".to_owned()]).unwrap_err();
    assert!(error.hints.concat().contains("anshan-2018"));
}

#[test]
fn a_past_week_is_rebuilt_the_same_whatever_came_after() {
    let mut sample = Sample::new();
    let id = sample.task_of("体育局");
    let mut in_week = sample.again("2020-06-03", None);
    in_week.execute(&Command::new(id, Verb::Sign)).unwrap();
    in_week
        .execute(&Command {
            percent: Some(30),
            ..Command::new(id, Verb::Report).text("开工")
        })
        .unwrap();
    let week = Term::of(Pace::Week, parse_day("2020-06-03").unwrap());
    let then = sample
        .again("2020-06-07", None)
        .weekly(week, None, None)
        .unwrap();
    assert_eq!(then.reported[0].lines[0].text, "开工");
    let mut later = sample.again("2021-02-01", None);
    later.execute(&Command::new(id, Verb::Submit)).unwrap();
    later.execute(&Command::new(id, Verb::Close)).unwrap();
    assert_eq!(later.weekly(week, None, None).unwrap(), then);
    let closing = later
        .weekly(
            Term::of(Pace::Week, parse_day("2021-02-01").unwrap()),
            None,
            None,
        )
        .unwrap();
    assert_eq!(closing.finished.len(), 1);
    assert_eq!(closing.finished[0].days_past, Some(32));
    assert_eq!(closing.headline.done, closing.headline_before.done + 1);
    sample.app = later;
    let error = sample
        .app
        .weekly(Term::parse("2021-W20").unwrap(), None, None)
        .unwrap_err();
    assert_eq!(error.message, "2021-W20 还没有开始。");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    /// Any sequence of acts, legal or not, keeps the invariants: state is the last event's, each event starts where the
    /// one before ended, the row version counts the acts, the hashes hold.
    #[test]
    fn any_sequence_of_acts_keeps_the_record_whole(acts in prop::collection::vec((0_usize..13, 0_usize..3, -5_i64..110), 1..40)) {
        let mut sample = Sample::new();
        let app = &mut sample.app;
        for (verb, task, percent) in acts {
            let id = TaskId(1 + i64::try_from(task).unwrap());
            let command = Command { percent: Some(percent), ..Command::new(id, Verb::ALL[verb]).text("依据") };
            drop(app.execute(&command));
        }
        for id in [TaskId(1), TaskId(2), TaskId(3)] {
            let page = app.task_page(id).unwrap();
            prop_assert_eq!(&page.events.last().unwrap().after, &page.task.state);
            prop_assert_eq!(i64::try_from(page.events.len()).unwrap(), page.task.rev);
            for pair in page.events.windows(2) {
                prop_assert_eq!(pair[1].before.as_ref(), Some(&pair[0].after));
            }
        }
        prop_assert!(app.verify_record().is_ok());
    }
}
