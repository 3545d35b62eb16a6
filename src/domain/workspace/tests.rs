//! The rules of the workspace on a small paragraph.

use super::*;
use crate::domain::deadline::Deadline;
use crate::domain::id::PlanId;
use crate::domain::task::{Owners, Place, Promise, TaskState};

const PRINTED: &str = "1.健身。建成步道3条，公园2个。营造氛围。（市体育局）";

fn at(word: &str) -> Span {
    let start = PRINTED.find(word).unwrap();
    Span::new(start, start + word.len())
}

fn task(id: i64, word: &str, status: Status) -> Task {
    Task {
        id: TaskId(id),
        place: Place {
            plan: PlanId(1),
            slug: String::new(),
            plan_title: String::new(),
            section: String::new(),
            measure: MeasureId(1),
            measure_number: String::new(),
            measure_title: String::new(),
            line: 0,
            position: 0,
        },
        promise: Promise {
            title: word.to_owned(),
            quote: word.to_owned(),
            span: at(word),
            target: word.chars().skip(2).collect(),
            ..Promise::default()
        },
        owners: Owners::default(),
        state: TaskState {
            status,
            back: None,
            asked: None,
            percent: 0,
            lead: None,
            last_day: None,
        },
        first_last_day: None,
        occurrence: None,
        rev: 1,
        updated_at: chrono::DateTime::UNIX_EPOCH,
    }
}

fn workspace() -> Workspace {
    Workspace {
        measure: MeasureId(1),
        plan: PlanId(1),
        section: String::new(),
        number: "1".to_owned(),
        title: "健身".to_owned(),
        owners: Vec::new(),
        printed: PRINTED.to_owned(),
        labels: vec![at("1.健身。"), at("（市体育局）")],
        tasks: vec![
            task(1, "建成步道3条", Status::Draft),
            task(2, "公园2个", Status::Draft),
        ],
        ledger: Ledger::default(),
        rev: 1,
    }
}

#[test]
fn a_measure_is_finished_when_nothing_is_draft_and_nothing_unsaid() {
    let mut it = workspace();
    assert_eq!((it.open_words(), it.is_finished()), (1, false));
    it.ledger.mark(at("营造氛围"), PRINTED, "号召", "");
    assert_eq!((it.open_words(), it.is_finished()), (0, false));
    for task in &mut it.tasks {
        task.state.status = Status::Assigned;
    }
    assert!(it.is_finished());
    it.tasks.clear();
    it.ledger
        .mark(at("建成步道3条，公园2个"), PRINTED, "重复", "王");
    assert!(!it.is_finished());
    it.ledger.settled = Some("背景".to_owned());
    assert!(it.is_finished());
}

#[test]
fn words_are_parted_and_joined() {
    let it = workspace();
    let first = &it.tasks[0];
    let cut = at("步道3条").start;
    assert_eq!(it.halves(first, cut), Ok((at("建成"), at("步道3条"))));
    for end in [first.promise.span.start, first.promise.span.end, 0, 999] {
        let refused = it.halves(first, end);
        assert!(matches!(refused, Err(Refusal::EmptyHalf { .. })), "{end}");
    }
    let (one, two, span) = it.merged(TaskId(1)).unwrap();
    assert_eq!(span, at("建成步道3条，公园2个"));
    let words = merge(one, two, span, PRINTED).words.unwrap();
    assert_eq!(
        (words.title.as_str(), words.target.as_str()),
        ("建成步道3条", "步道3条、2个")
    );
    assert_eq!(it.merged(TaskId(2)), Err(Refusal::NothingBehind));
}

#[test]
fn a_printed_deadline_of_either_goes_before_an_inherited_one() {
    let mut it = workspace();
    let deadline = |phrase: &str, inherited| {
        Some(Deadline {
            phrase: phrase.to_owned(),
            inherited,
            ..Deadline::default()
        })
    };
    it.tasks[0].promise.deadline = deadline("", true);
    it.tasks[1].promise.deadline = deadline("2019年底", false);
    let given = merge(&it.tasks[0], &it.tasks[1], Span::default(), PRINTED);
    assert_eq!(given.deadline, deadline("2019年底", false));
}

#[test]
fn only_free_words_become_a_task() {
    let it = workspace();
    assert_eq!(it.unmarked(at("。营造氛围。")), Ok(at("营造氛围")));
    for taken in ["健身", "步道", "2个。营造", "体育局", "。"] {
        assert_eq!(it.unmarked(at(taken)), Err(Refusal::WordsTaken), "{taken}");
    }
    assert_eq!(it.unmarked_at(at("氛围").start), Some(at("营造氛围")));
    assert_eq!(it.unmarked_at(at("步道").start), None);
    assert_eq!(it.unmarked_at(9_999), None);
}

#[test]
fn titles_fit_into_a_list() {
    assert_eq!(checked_title("  建成 步道\n").as_deref(), Ok("建成 步道"));
    assert_eq!(checked_title(" \n"), Err(Refusal::TitleNeeded));
    assert_eq!(
        checked_title(&"甲".repeat(31)),
        Err(Refusal::TitleTooLong { count: 31 })
    );
}
