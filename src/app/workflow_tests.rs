//! 反馈 of supporting departments, 调整, 撤销 and 重做, and the occurrences of recurring duties, end to end.

use super::tests::Sample;
use super::*;
use crate::domain::day::parse_day;
use crate::domain::filter::{Filter, Window};
use crate::domain::id::TaskId;
use crate::domain::person::Role;
use crate::domain::status::{Status, Verb};
use crate::domain::task::Task;
use crate::domain::term::{Pace, Term};

fn tasks(app: &App, fits: impl Fn(&Task) -> bool) -> Vec<Task> {
    let rows = app.list_tasks(&Filter::default(), Window::ALL).unwrap();
    rows.iter()
        .map(|row| app.task_page(row.id).unwrap().task)
        .filter(|task| fits(task))
        .collect()
}

fn task(app: &App, id: TaskId) -> Task {
    app.task_page(id).unwrap().task
}

/// A task that somebody supports, the supporter's name, and an app for the liaison of each.
fn with_support(sample: &Sample) -> (App, TaskId, App) {
    let mut office = sample.again("2020-06-01", None);
    let supported = tasks(&office, |it| !it.owners.support.is_empty()).remove(0);
    let directory = office.directory();
    let lead = directory
        .get(supported.state.lead.unwrap())
        .unwrap()
        .name
        .clone();
    let support = directory
        .get(supported.owners.support[0])
        .unwrap()
        .name
        .clone();
    office
        .put_person("qian", Some("钱"), Role::Liaison, Some(&lead))
        .unwrap();
    office
        .put_person("pei", Some("裴"), Role::Liaison, Some(&support))
        .unwrap();
    let mut leads = sample.again("2020-06-02", Some("qian"));
    leads
        .execute(&Command::new(supported.id, Verb::Sign))
        .unwrap();
    (leads, supported.id, sample.again("2020-06-03", Some("pei")))
}

#[test]
fn a_supporting_department_reports_on_its_part_and_the_lead_on_the_whole() {
    let sample = Sample::new();
    let (mut leads, id, mut supports) = with_support(&sample);
    leads
        .execute(&Command {
            percent: Some(30),
            ..Command::new(id, Verb::Report).text("已开工")
        })
        .unwrap();
    supports
        .execute(&Command {
            percent: Some(80),
            telling: Telling {
                problems: "缺人手".to_owned(),
                next: "本月补齐".to_owned(),
                evidence: "健办〔2020〕3号".to_owned(),
                stamped: "2020年6月1日".to_owned(),
                ..Telling::default()
            },
            ..Command::new(id, Verb::Report).text("场地已腾出")
        })
        .unwrap();
    let page = leads.task_page(id).unwrap();
    assert_eq!(page.task.state.percent, 30);
    let told = page.events.last().unwrap().report.clone().unwrap();
    let own = supports.person().departments[0];
    assert_eq!((told.by, told.part), (Some(own), Some(80)));
    assert_eq!(
        (told.problems.as_str(), told.stamped),
        ("缺人手", parse_day("2020-06-01"))
    );
    let refused = supports
        .execute(&Command::new(id, Verb::Submit))
        .unwrap_err();
    assert!(refused.message.contains("不能代为申请办结"), "{refused:?}");
    let week = leads
        .weekly(Term::of(Pace::Week, leads.today()), None, None)
        .unwrap();
    let by: Vec<(usize, u8)> = week
        .reported
        .iter()
        .map(|it| (it.lines.len(), it.lines[0].percent))
        .collect();
    // The week of the lead's own day ends before the supporter's.
    assert_eq!(by, [(1, 30)]);
    let week = supports
        .weekly(Term::of(Pace::Week, supports.today()), None, None)
        .unwrap();
    assert_eq!(week.reported.len(), 2);
    assert!(leads.verify_record().is_ok());
}

#[test]
fn what_a_report_says_beside_its_words_is_checked() {
    let sample = Sample::new();
    let (mut leads, id, _) = with_support(&sample);
    for (telling, percent, told) in [
        (
            Telling {
                stamped: "前几天".to_owned(),
                ..Telling::default()
            },
            Some(1),
            "看不懂日期「前几天」",
        ),
        (
            Telling {
                stamped: "2020-06-03".to_owned(),
                ..Telling::default()
            },
            Some(1),
            "还没有到",
        ),
        (
            Telling {
                department: Some("市体育局".to_owned()),
                ..Telling::default()
            },
            Some(1),
            "不能以它的名义",
        ),
        (Telling::default(), Some(101), "不在 0 到 100"),
    ] {
        let command = Command {
            percent,
            telling,
            ..Command::new(id, Verb::Report).text("进展")
        };
        let refused = leads.execute(&command).unwrap_err();
        assert!(refused.message.contains(told), "{}", refused.message);
    }
    assert_eq!(leads.task_page(id).unwrap().events.len(), 2);
}

#[test]
fn a_revision_needs_a_paper_and_keeps_what_stood() {
    let sample = Sample::new();
    let mut office = sample.again("2020-06-01", None);
    let id = sample.task_of("体育局");
    let before = task(&office, id);
    let revise = |basis: &str, title: Option<&str>, lead: Option<&str>| Command {
        wording: Wording {
            title: title.map(str::to_owned),
            target: Some("5条".to_owned()).filter(|_| title.is_some()),
        },
        assignment: Assignment {
            lead: lead.map(str::to_owned),
            ..Assignment::default()
        },
        ..Command::new(id, Verb::Revise).text(basis)
    };
    for (command, told) in [
        (revise("", Some("新名"), None), "依据"),
        (revise("鞍政发〔2020〕5号", None, None), "要调整成什么"),
        (revise("鞍政发〔2020〕5号", Some(" "), None), "不能空着"),
        (revise("鞍政发〔2020〕5号", None, Some("无此局")), "没有叫"),
    ] {
        let refused = office.execute(&command).unwrap_err();
        assert!(refused.message.contains(told), "{}", refused.message);
    }
    office
        .execute(&revise(
            "鞍政发〔2020〕5号 2020-05-30",
            Some("建成健身步道"),
            Some("市教育局"),
        ))
        .unwrap();
    let page = office.task_page(id).unwrap();
    assert_eq!(page.task.promise.title, "建成健身步道");
    assert_eq!(page.task.promise.target, "5条");
    assert_eq!(page.task.first_last_day, before.first_last_day);
    assert_eq!(
        office
            .directory()
            .current_name(page.task.state.lead.unwrap(), office.today()),
        "市教育局"
    );
    let event = page.events.last().unwrap();
    let words = |it: &Option<crate::domain::event::Given>| it.clone().unwrap().words.unwrap().title;
    assert_eq!(words(&event.taken), before.promise.title);
    assert_eq!(words(&event.given), "建成健身步道");
    let found = office
        .count_tasks(&Filter {
            search: "健身步道".to_owned(),
            ..Filter::default()
        })
        .unwrap();
    assert!(found > 0);
    office.undo().unwrap();
    assert_eq!(task(&office, id).promise, before.promise);
    assert_eq!(task(&office, id).state, before.state);
}

#[test]
fn one_s_own_last_act_is_taken_back_and_done_again() {
    let sample = Sample::new();
    let mut office = sample.again("2020-06-01", None);
    let id = sample.task_of("体育局");
    office.execute(&Command::new(id, Verb::Sign)).unwrap();
    office
        .execute(&Command {
            percent: Some(40),
            ..Command::new(id, Verb::Report).text("过半")
        })
        .unwrap();
    let title = task(&office, id).promise.title;
    assert_eq!(
        office.undo().unwrap().message,
        format!("已撤销：反馈「{title}」。")
    );
    assert_eq!(task(&office, id).state.percent, 0);
    let week = office
        .weekly(Term::of(Pace::Week, office.today()), None, None)
        .unwrap();
    assert_eq!(week.reported.len(), 0);
    assert_eq!(
        office.undo().unwrap().message,
        format!("已撤销：签收「{title}」。")
    );
    assert_eq!(task(&office, id).state.status, Status::Assigned);
    assert_eq!(
        office.redo().unwrap().message,
        format!("已重做：签收「{title}」。")
    );
    assert_eq!(
        office.redo().unwrap().message,
        format!("已重做：反馈「{title}」。")
    );
    assert_eq!(task(&office, id).state.percent, 40);
    let week = office
        .weekly(Term::of(Pace::Week, office.today()), None, None)
        .unwrap();
    assert_eq!(week.reported.len(), 1);
    let none = office.redo().unwrap_err();
    assert!(none.message.contains("没有可以重做"), "{}", none.message);
    office.undo().unwrap();
    office.execute(&Command::new(id, Verb::Submit)).unwrap();
    assert!(office.redo().is_err(), "what was done since is in the way");
    assert!(office.verify_record().is_ok());
}

#[test]
fn nothing_is_taken_back_that_somebody_has_built_on() {
    let sample = Sample::new();
    let (mut leads, id, mut supports) = with_support(&sample);
    leads
        .execute(&Command::new(id, Verb::Report).text("已开工"))
        .unwrap();
    supports
        .execute(&Command::new(id, Verb::Report).text("已配合"))
        .unwrap();
    let refused = leads.undo().unwrap_err();
    assert!(
        refused.message.contains("裴（") && refused.message.contains("已反馈，这一步不能撤销"),
        "{}",
        refused.message
    );
    supports.undo().unwrap();
    leads.undo().unwrap();
    assert_eq!(task(&leads, id).state.status, Status::InProgress);
    let mut other = sample.again("2020-06-04", None);
    assert!(other.undo().is_err(), "nobody takes back what others did");
}

#[test]
fn a_bulk_act_is_taken_back_as_one() {
    let sample = Sample::new();
    let mut office = sample.again("2020-06-01", None);
    let ids: Vec<TaskId> = tasks(&office, |it| it.promise.recurrence.is_none())
        .iter()
        .take(5)
        .map(|it| it.id)
        .collect();
    office.execute(&Command::new(ids[2], Verb::Sign)).unwrap();
    let commands: Vec<Command> = ids.iter().map(|id| Command::new(*id, Verb::Sign)).collect();
    let done = office.execute_all(&commands).unwrap();
    let accepted: Vec<bool> = done.iter().map(Result::is_ok).collect();
    assert_eq!(accepted, [true, true, false, true, true]);
    assert_eq!(office.undo().unwrap().message, "已撤销：签收 4 项任务。");
    let statuses: Vec<Status> = ids
        .iter()
        .map(|id| task(&office, *id).state.status)
        .collect();
    assert_eq!(statuses[2], Status::InProgress);
    assert_eq!(
        statuses
            .iter()
            .filter(|it| **it == Status::Assigned)
            .count(),
        4
    );
    assert_eq!(office.redo().unwrap().message, "已重做：签收 4 项任务。");
    assert!(
        ids.iter()
            .all(|id| task(&office, *id).state.status == Status::InProgress)
    );
    assert!(office.verify_record().is_ok());
}

#[test]
fn extensions_go_back_and_forth_with_the_acts_on_them() {
    let sample = Sample::new();
    let mut office = sample.again("2020-06-01", None);
    let id = sample.task_of("体育局");
    let first = task(&office, id).state.last_day;
    let ask = Command {
        assignment: Assignment {
            due: Some("2021年6月底前".to_owned()),
            ..Assignment::default()
        },
        ..Command::new(id, Verb::AskExtension).text("设备未到")
    };
    office.execute(&ask).unwrap();
    office.undo().unwrap();
    assert_eq!(task(&office, id).state.asked, None);
    office.redo().unwrap();
    assert_eq!(task(&office, id).state.asked, parse_day("2021-06-30"));
    assert!(
        office.task_page(id).unwrap().extensions[0]
            .verdict
            .is_none()
    );
    let mut second = sample.again("2020-06-02", None);
    "zhao".clone_into(&mut second.person.login);
    second
        .execute(&Command::new(id, Verb::Grant).text("同意"))
        .unwrap();
    second.undo().unwrap();
    let page = second.task_page(id).unwrap();
    assert_eq!(
        (page.task.state.last_day, page.task.state.asked),
        (first, parse_day("2021-06-30"))
    );
    assert!(page.extensions[0].verdict.is_none());
    second.redo().unwrap();
    let page = second.task_page(id).unwrap();
    assert_eq!(page.task.state.last_day, parse_day("2021-06-30"));
    let verdict = page.extensions[0].verdict.clone().unwrap();
    assert_eq!(
        (verdict.opinion.as_str(), verdict.to),
        ("同意", parse_day("2021-06-30"))
    );
}

fn duty(app: &App) -> Task {
    use crate::domain::recurrence::Recurrence;
    let yearly = |it: &Task| it.promise.recurrence == Some(Recurrence::Yearly);
    tasks(app, yearly).remove(0)
}

#[test]
fn a_recurring_duty_has_one_occurrence_a_period_with_a_life_of_its_own() {
    let sample = Sample::new();
    let mut office = sample.again("2019-06-01", None);
    let duty = duty(&office);
    assert_eq!(
        office.make_occurrences().unwrap(),
        0,
        "nobody has taken it on"
    );
    let said = office.execute(&Command::new(duty.id, Verb::Sign)).unwrap();
    assert_eq!(said.made, 1);
    let mut next = sample.again("2020-02-01", None);
    assert_eq!(next.make_occurrences().unwrap(), 1);
    assert_eq!(next.make_occurrences().unwrap(), 0);
    let page = next.task_page(duty.id).unwrap();
    let periods: Vec<&str> = page
        .occurrences
        .iter()
        .map(|it| it.period.as_str())
        .collect();
    assert_eq!(periods, ["2019", "2020"]);
    let [first, second] = [page.occurrences[0].task, page.occurrences[1].task];
    let own = task(&next, first);
    assert!(
        own.promise.title.ends_with("（2019年）"),
        "{}",
        own.promise.title
    );
    assert_eq!(own.state.last_day, parse_day("2019-12-31"));
    assert_eq!(
        (own.state.lead, own.promise.recurrence),
        (duty.state.lead, None)
    );
    next.execute(&Command::new(first, Verb::Submit)).unwrap();
    next.execute(&Command::new(first, Verb::Close)).unwrap();
    assert_eq!(task(&next, second).state.status, Status::InProgress);
    assert_eq!(task(&next, duty.id).state.status, Status::InProgress);
    // The breakdown and the plan file know the duty alone.
    let bench = next.workspace(duty.place.measure).unwrap();
    assert!(bench.tasks.iter().all(|it| it.occurrence.is_none()));
    let text = next.plan_document("anshan-2018").unwrap();
    assert!(!text.contains("（2019年）"));
    let mut late = sample.again("2026-01-01", None);
    assert_eq!(late.make_occurrences().unwrap(), 0, "the plan is over");
    assert!(late.verify_record().is_ok());
}

#[test]
fn taking_back_a_signature_takes_the_occurrence_with_it_unless_it_was_worked_on() {
    let sample = Sample::new();
    let mut office = sample.again("2019-06-01", None);
    let duty = duty(&office);
    office.execute(&Command::new(duty.id, Verb::Sign)).unwrap();
    let made = office.task_page(duty.id).unwrap().occurrences[0].task;
    office.undo().unwrap();
    assert!(office.task_page(made).is_err());
    office.redo().unwrap();
    assert_eq!(office.task_page(duty.id).unwrap().occurrences[0].task, made);
    let mut other = sample.again("2019-06-01", None);
    "zhao".clone_into(&mut other.person.login);
    other.execute(&Command::new(made, Verb::Urge)).unwrap();
    let refused = office.undo().unwrap_err();
    assert!(refused.message.contains("已催办"), "{}", refused.message);
}

#[test]
fn sessions_that_make_the_same_occurrence_at_once_make_it_once() {
    let sample = Sample::new();
    let mut office = sample.again("2019-06-01", None);
    let duty = duty(&office);
    office.execute(&Command::new(duty.id, Verb::Sign)).unwrap();
    let made: usize = std::thread::scope(|scope| {
        let sessions: Vec<_> = (0..8)
            .map(|_| {
                let mut app = sample.again("2020-01-01", None);
                scope.spawn(move || app.make_occurrences().unwrap())
            })
            .collect();
        sessions.into_iter().map(|it| it.join().unwrap()).sum()
    });
    assert_eq!(made, 1);
    assert_eq!(office.task_page(duty.id).unwrap().occurrences.len(), 2);
    assert!(office.verify_record().is_ok());
}

#[test]
fn the_weekly_summary_tells_the_readings_of_its_week_that_stand() {
    use crate::domain::indicator::Reading;
    let sample = Sample::new();
    let mut office = sample.again("2020-06-03", None);
    office.seed(&["wafangdian-2017".to_owned()]).unwrap();
    let id = office.list_indicators(None).unwrap()[0].0.id;
    let reading = |value: f64| Reading {
        year: 2019,
        value,
        source: "统计公报".to_owned(),
    };
    let told = |app: &App| -> Vec<f64> {
        let week = app
            .weekly(Term::of(Pace::Week, app.today()), None, None)
            .unwrap();
        week.readings.iter().map(|it| it.value).collect()
    };
    assert_eq!(told(&office), [0.0; 0]);
    office.note_reading(id, &reading(80.1)).unwrap();
    office.note_reading(id, &reading(80.2)).unwrap();
    assert_eq!(told(&office), [80.2]);
    office.undo_reading(id).unwrap();
    office.undo_reading(id).unwrap();
    assert_eq!(told(&office), [0.0; 0]);
    office.note_reading(id, &reading(80.3)).unwrap();
    let week = Term::of(Pace::Week, office.today());
    let paper = office
        .weekly_document(&WeeklyAsked::of(week), Form::Paper(PaperFormat::Md))
        .unwrap()
        .paper;
    let text = paper.text();
    assert!(text.contains("本周登记指标数据 1 项"), "{text}");
    assert!(text.contains("2019年 80.3"), "{text}");
    let later = sample.again("2020-06-10", None);
    assert_eq!(told(&later), [0.0; 0]);
    assert_eq!(later.weekly(week, None, None).unwrap().readings.len(), 1);
}

#[test]
fn the_checklist_has_a_row_for_every_task_with_what_was_reported_last() {
    let sample = Sample::new();
    let mut office = sample.again("2021-01-05", None);
    let id = sample.task_of("体育局");
    office.execute(&Command::new(id, Verb::Sign)).unwrap();
    office
        .execute(&Command {
            percent: Some(40),
            ..Command::new(id, Verb::Report).text("过半|了")
        })
        .unwrap();
    let paper = office
        .checklist(Some("anshan-2018"), Some("tyj"), PaperFormat::Md)
        .unwrap();
    let rows: Vec<&str> = paper
        .text()
        .lines()
        .filter(|it| it.starts_with("| "))
        .collect();
    let tasks = office
        .count_tasks(&Filter {
            leads: Some(office.leads_named("体育局").unwrap()),
            ..Filter::default()
        })
        .unwrap();
    assert_eq!(rows.len(), tasks + 2, "{}", paper.text());
    let told = |text: &str| rows.iter().any(|it| it.contains(text));
    assert!(
        told("进行中 | 40% 2021-01-05：过半\\|了 | 逾期5天"),
        "{}",
        paper.text()
    );
    assert!(
        paper
            .text()
            .contains(&format!("共 {tasks} 项，截至 2021-01-05"))
    );
    assert!(office.checklist(Some("无"), None, PaperFormat::Md).is_err());
}
