//! Two printings of a plan, side by side.

use super::*;
use crate::domain::deadline::Deadline;
use crate::domain::id::TaskId;
use crate::domain::status::Status;
use crate::domain::task::{Owners, Place, Promise, TaskState};
use proptest::prelude::*;

fn sides<'a>(rows: &[(&'a str, &'a str)]) -> Vec<Side<'a>> {
    let rows = rows.iter();
    rows.map(|&(title, text)| Side { title, text }).collect()
}

fn told(old: &[(&str, &str)], new: &[(&str, &str)]) -> Vec<String> {
    compare(&sides(old), &sides(new))
        .into_iter()
        .map(|pair| {
            let number = |at: Option<usize>| at.map_or_else(|| "-".to_owned(), |it| it.to_string());
            let kind = pair.kind.map_or("相同", Kind::label);
            format!("{}{} {kind}", number(pair.old), number(pair.new))
        })
        .collect()
}

#[test]
fn measures_are_found_again() {
    let old = [
        ("健身", "1.健身。到2020年，建成步道5条。"),
        ("控烟", "2.控烟。设立戒烟门诊2个。"),
        (
            "饮水",
            "3.饮水。改造水厂3座，更新管网20公里，惠及农村人口5万人。",
        ),
        ("急救", "4.急救。培训急救员100名。"),
    ];
    let new = [
        ("健身", "1.健身。到2020年,建成步道8条。"),
        ("养老", "2.养老。建成养老院4家。"),
        ("控烟", "３．控烟。设立戒烟门诊２个。"),
        (
            "安全饮水",
            "4.安全饮水。改造水厂3座，更新管网20公里，惠及农村人口6万人。",
        ),
    ];
    assert_eq!(
        told(&old, &new),
        ["00 改动", "-1 新增", "12 相同", "23 改动", "3- 删去"]
    );
    assert_eq!(
        told(&old, &old),
        ["00 相同", "11 相同", "22 相同", "33 相同"]
    );
    assert_eq!(told(&old[..1], &[]), ["0- 删去"]);
    assert_eq!(told(&[], &new[..1]), ["-0 新增"]);
}

#[test]
fn a_plan_without_paragraphs_is_found_by_its_titles() {
    let old = [("健身", ""), ("控烟", "")];
    let new = [
        ("健身", "1.健身。建成步道8条。"),
        ("养老", "2.养老。建成养老院4家。"),
    ];
    assert_eq!(told(&old, &new), ["00 相同", "1- 删去", "-1 新增"]);
}

fn task(quote: &str, last_day: &str) -> Task {
    let deadline = (!last_day.is_empty()).then(|| Deadline {
        phrase: "到期".to_owned(),
        last_day: last_day.parse().ok(),
        ..Deadline::default()
    });
    Task {
        id: TaskId(1),
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
            title: quote.to_owned(),
            quote: quote.to_owned(),
            deadline,
            ..Promise::default()
        },
        owners: Owners::default(),
        state: TaskState {
            status: Status::Assigned,
            back: None,
            asked: None,
            percent: 0,
            lead: None,
            last_day: None,
        },
        first_last_day: None,
        occurrence: None,
        rev: 1,
        updated_at: DateTime::UNIX_EPOCH,
    }
}

fn draft(quote: &str, last_day: &str) -> DraftTask {
    DraftTask {
        title: quote.to_owned(),
        quote: quote.to_owned(),
        deadline: task(quote, last_day).promise.deadline,
        ..DraftTask::default()
    }
}

#[test]
fn tasks_are_kept_revised_added_or_gone() {
    let day = "2020-12-31";
    let tasks = [
        task("建成健身步道5条", day),
        task("覆盖率达到80%", day),
        task("覆盖率达到80%", "2030-12-31"),
        task("举办运动会", ""),
        task("培训急救员100名", ""),
    ];
    let drafts = [
        draft("覆盖率达到80%", "2030-12-31"),
        draft("建成健身步道8条", day),
        draft("举办运动会", ""),
        draft("开通热线", ""),
        draft("覆盖率达到80%", "2021-12-31"),
    ];
    assert_eq!(
        fates(&tasks, &drafts),
        [
            Fate::Kept(2, 0),
            Fate::Revised(0, 1),
            Fate::Kept(3, 2),
            Fate::New(3),
            Fate::Revised(1, 4),
            Fate::Gone(4),
        ]
    );
}

fn shown(pieces: &[Piece]) -> String {
    pieces
        .iter()
        .map(|piece| match piece {
            Piece::Same(text) => text.clone(),
            Piece::Out(text) => format!("[-{text}-]"),
            Piece::In(text) => format!("[+{text}+]"),
        })
        .collect()
}

#[test]
fn a_difference_is_as_small_as_a_reader_would_mark_it() {
    for (old, new, marked) in [
        (
            "到2020年，建成步道5条。加强宣传。",
            "到2020年，建成步道8条。加强宣传。",
            "到2020年，建成步道[-5-][+8+]条。加强宣传。",
        ),
        (
            "加强宣传。营造氛围。",
            "加强宣传，开通热线。营造氛围。",
            "加强宣传[+，开通热线+]。营造氛围。",
        ),
        ("甲，乙。", "丙，乙。", "[-甲，-][+丙，+]乙。"),
        ("甲。", "甲。", "甲。"),
        ("", "甲。", "[+甲。+]"),
    ] {
        let pieces = diff(old, new);
        assert_eq!(
            shown(&pieces).replace("+][+", ""),
            marked.replace("+][+", "")
        );
    }
}

proptest! {
    #[test]
    fn a_difference_holds_both_texts_whole(old in "[甲乙丙，。；1 ]{0,40}", new in "[甲乙丙，。；1 ]{0,40}") {
        let (mut left, mut right) = (String::new(), String::new());
        for piece in diff(&old, &new) {
            match piece {
                Piece::Same(text) => {
                    left.push_str(&text);
                    right.push_str(&text);
                }
                Piece::Out(text) => left.push_str(&text),
                Piece::In(text) => right.push_str(&text),
            }
        }
        prop_assert_eq!(left, old);
        prop_assert_eq!(right, new);
    }

    #[test]
    fn every_measure_of_both_is_in_one_pair(
        old in prop::collection::vec(("[甲乙丙]{0,3}", "[甲乙丙丁，。]{0,20}"), 0..8),
        new in prop::collection::vec(("[甲乙丙]{0,3}", "[甲乙丙丁，。]{0,20}"), 0..8),
    ) {
        let left: Vec<Side<'_>> = old.iter().map(|it| Side { title: &it.0, text: &it.1 }).collect();
        let right: Vec<Side<'_>> = new.iter().map(|it| Side { title: &it.0, text: &it.1 }).collect();
        let pairs = compare(&left, &right);
        let mut olds: Vec<usize> = pairs.iter().filter_map(|it| it.old).collect();
        let news: Vec<usize> = pairs.iter().filter_map(|it| it.new).collect();
        olds.sort_unstable();
        prop_assert_eq!(olds, (0..old.len()).collect::<Vec<_>>());
        prop_assert_eq!(news, (0..new.len()).collect::<Vec<_>>());
    }
}
