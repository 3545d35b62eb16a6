//! 延期 end to end: asked, decided by somebody else, marked where late, and the first day kept.

use super::tests::Sample;
use super::*;
use crate::domain::day::parse_day;
use crate::domain::extension::Outcome;
use crate::domain::id::TaskId;
use crate::domain::light::Light;
use crate::domain::status::Verb;
use crate::domain::term::{Pace, Term};

#[test]
fn an_extension_is_asked_by_one_and_granted_by_another() {
    let sample = Sample::new();
    let mut app = sample.again("2021-01-05", None);
    let id = sample.task_of("体育局");
    let first = app.task_page(id).unwrap().task.state.last_day.unwrap();
    assert_eq!(first.to_string(), "2020-12-31");
    let ask = |due: &str, text: &str| Command {
        assignment: Assignment {
            due: Some(due.to_owned()),
            ..Assignment::default()
        },
        ..Command::new(id, Verb::AskExtension).text(text)
    };
    for (due, text, told) in [
        ("2021年6月底前", "", "理由"),
        ("2020年底前", "设备未到", "不晚于"),
        ("2021-01-04", "设备未到", "已经过去"),
        ("早日", "设备未到", "看不懂"),
    ] {
        let refused = app.execute(&ask(due, text)).unwrap_err();
        assert!(refused.message.contains(told), "{}", refused.message);
    }
    app.execute(&ask("2021年6月底前", "设备未到")).unwrap();
    let again = app.execute(&ask("2021年底", "还要")).unwrap_err();
    assert!(again.message.contains("还没有批"), "{}", again.message);
    let own = app.execute(&Command::new(id, Verb::Grant)).unwrap_err();
    assert!(own.message.contains("本人"), "{}", own.message);
    let waits = app.task_page(id).unwrap();
    assert_eq!(waits.task.state.asked, parse_day("2021-06-30"));
    assert_eq!(waits.task.state.light(app.today()), Light::Overdue);
    "other".clone_into(&mut app.person.login);
    let week = app
        .weekly(Term::of(Pace::Week, app.today()), None, None)
        .unwrap();
    assert_eq!((week.asked.len(), week.extensions.len()), (1, 0));
    let paper = app
        .weekly_document(
            &WeeklyAsked::of(Term::of(Pace::Week, app.today())),
            Form::Paper(PaperFormat::Md),
        )
        .unwrap()
        .paper;
    let text = paper.text();
    assert!(
        text.contains("待批延期 1 项") && text.contains("申请延至 2021-06-30"),
        "{text}"
    );
    app.execute(&Command::new(id, Verb::Grant).text("健康办〔2021〕1号"))
        .unwrap();
    let page = app.task_page(id).unwrap();
    assert_eq!(page.task.state.last_day, parse_day("2021-06-30"));
    assert_eq!(page.task.first_last_day, Some(first));
    assert_eq!(page.task.state.asked, None);
    assert!(page.extensions[0].is_late());
    let week = app
        .weekly(Term::of(Pace::Week, app.today()), None, None)
        .unwrap();
    assert_eq!((week.asked.len(), week.extensions.len()), (0, 1));
    assert!(week.extensions[0].granted && week.extensions[0].late);
    let paper = app
        .weekly_document(
            &WeeklyAsked::of(Term::of(Pace::Week, app.today())),
            Form::Paper(PaperFormat::Md),
        )
        .unwrap()
        .paper;
    let text = paper.text();
    let told =
        "由 2020-12-31 延至 2021-06-30，逾期后申请）；理由：设备未到；批复：健康办〔2021〕1号";
    assert!(
        text.contains("本周批复延期 1 项") && text.contains(told),
        "{text}"
    );
    let none = app
        .execute(&Command::new(id, Verb::Refuse).text("不"))
        .unwrap_err();
    assert!(none.message.contains("没有待批"), "{}", none.message);
    app.verify_record().unwrap();
}

#[test]
fn a_request_is_refused_or_ends_with_its_task() {
    let sample = Sample::new();
    let mut app = sample.again("2020-12-01", None);
    let ask = |id| Command {
        assignment: Assignment {
            due: Some("2021-06-30".to_owned()),
            ..Assignment::default()
        },
        ..Command::new(id, Verb::AskExtension).text("设备未到")
    };
    for id in [TaskId(1), TaskId(2)] {
        app.execute(&ask(id)).unwrap();
    }
    "other".clone_into(&mut app.person.login);
    app.execute(&Command::new(TaskId(1), Verb::Refuse).text("应按期完成"))
        .unwrap();
    app.execute(&Command::new(TaskId(2), Verb::Cancel).text("文"))
        .unwrap();
    let outcome = |app: &App, id| {
        let page = app.task_page(id).unwrap();
        assert_eq!(page.task.state.asked, None);
        assert_eq!(page.task.state.last_day, page.task.first_last_day);
        page.extensions[0].verdict.as_ref().map(|it| it.outcome)
    };
    assert_eq!(outcome(&app, TaskId(1)), Some(Outcome::Refused));
    assert_eq!(outcome(&app, TaskId(2)), Some(Outcome::Lapsed));
    // Asking again is allowed.
    app.execute(&ask(TaskId(1))).unwrap();
    assert_eq!(app.task_page(TaskId(1)).unwrap().extensions.len(), 2);
}
