//! Marks, and one act on all that are marked.

use super::*;
use crate::domain::filter::{Filter, Window};
use crate::domain::id::TaskId;
use crate::domain::status::{Status, Verb};

/// The overdue tasks in the order of the list.
fn overdue(sample: &Sample) -> Vec<TaskId> {
    let rows = sample
        .app()
        .list_tasks(&super::super::screens::overdue::filter(), Window::ALL);
    rows.unwrap().iter().map(|it| it.id).collect()
}

#[test]
fn an_act_on_several_is_shown_before_done_as_one_and_taken_back_as_one() {
    let mut sample = Sample::new(WIDE);
    let all = overdue(&sample);
    // The first, and the fourth to the sixth.
    sample.press(" jj jV");
    assert!(
        sample.line("选中").contains("选中4项"),
        "{}",
        sample.screen()
    );
    assert_eq!(sample.screen().matches("*红").count(), 4);
    sample.press("u");
    let screen = sample.screen();
    assert!(screen.contains("选中的4项一并催办："), "{screen}");
    sample.press("请三日内报来<C-s>");
    assert!(
        sample.line("已催办").contains("已催办4项"),
        "{}",
        sample.screen()
    );
    let urged = |sample: &Sample| -> Vec<TaskId> {
        let app = sample.app();
        let is = |id: &TaskId| {
            let page = app.task_page(*id).unwrap();
            let last = page.events.last().unwrap();
            last.verb == Verb::Urge && last.text == "请三日内报来"
        };
        all.iter().copied().filter(is).collect()
    };
    assert_eq!(urged(&sample), [all[0], all[3], all[4], all[5]]);
    assert!(!sample.screen().contains("选中"), "{}", sample.screen());
    sample.press("U");
    assert!(urged(&sample).is_empty());
    assert!(sample.app().verify_record().is_ok());
}

#[test]
fn what_an_act_does_not_fit_is_told_and_left_alone() {
    let mut sample = Sample::new(WIDE);
    let all = overdue(&sample);
    sample.press("x依据文件一<C-s>");
    sample.press("/健康促进<Enter>*");
    let marked = sample.line("选中");
    assert!(marked.contains("选中"), "{marked}");
    sample.press("<Esc><Esc>");
    assert!(!sample.screen().contains("选中"));
    // One that is cancelled can't be urged.
    sample.press("2/编号:");
    sample
        .paste(&format!("{},{}", all[0], all[1]))
        .press("<Enter>*u");
    let screen = sample.screen();
    assert!(screen.contains("选中的1项一并催办："), "{screen}");
    assert!(screen.contains("现在办不了、不动的：已取消1项"), "{screen}");
    sample.press("<C-s>");
    assert_eq!(sample.task(all[0]).state.status, Status::Cancelled);
    let page = sample.app().task_page(all[1]).unwrap();
    assert_eq!(page.events.last().unwrap().verb, Verb::Urge);
    // And of these alone nothing can be closed.
    sample.press("*c");
    assert!(
        sample.screen().contains("现在都不能销号"),
        "{}",
        sample.screen()
    );
    assert!(sample.ui.dialog.is_none());
}

#[test]
fn marks_stay_while_a_filter_comes_and_goes() {
    let mut sample = Sample::new(WIDE);
    sample.press(" /控烟<Enter>*");
    let found = sample.app().count_tasks(&Filter {
        search: "控烟".to_owned(),
        ..super::super::screens::overdue::filter()
    });
    let count = found.unwrap() + 1;
    assert!(
        sample.line("选中").contains(&format!("选中{count}项")),
        "{}",
        sample.screen()
    );
    sample.press("/<C-u><Enter>");
    assert!(
        sample.line("选中").contains(&format!("选中{count}项")),
        "{}",
        sample.screen()
    );
    sample.press("<Esc>");
    assert!(!sample.screen().contains("选中"));
}

#[test]
fn a_group_of_the_inbox_is_marked_as_a_whole() {
    let mut sample = Sample::new(WIDE);
    sample.press("sjsjs3");
    // Three are signed and one of them sent in: it waits in a group of its own.
    sample.press("gd已办完<C-s>jd也办完<C-s>7*");
    assert!(
        sample.line("选中").contains("选中2项"),
        "{}",
        sample.screen()
    );
    sample.press("c");
    assert!(
        sample.screen().contains("选中的2项一并销号："),
        "{}",
        sample.screen()
    );
    sample.press("同意<C-s>");
    assert!(
        sample.line("已销号").contains("已销号2项"),
        "{}",
        sample.screen()
    );
    let done = Filter {
        status: Some(Status::Done),
        ..Filter::default()
    };
    assert_eq!(sample.app().count_tasks(&done).unwrap(), 2);
    sample.press("U");
    assert_eq!(sample.app().count_tasks(&done).unwrap(), 0);
    // What stands from the last mark to the cursor, over a heading.
    sample.press("g jjjV");
    assert!(
        sample.line("选中").contains("选中5项"),
        "{}",
        sample.screen()
    );
    assert_eq!(sample.screen().matches("*红").count(), 5);
    sample.press("<Esc>");
    assert!(!sample.screen().contains("选中"));
}

#[test]
fn a_whole_measure_of_the_tree_is_marked_and_done_as_one() {
    let mut sample = Sample::new(WIDE);
    // Into the first section with measures, and onto its first measure.
    sample.press("2gljjjjjljl");
    let measure = sample.line("> ");
    assert!(measure.contains("项"), "{measure}");
    let count: usize = {
        let before = measure.split_once('项').unwrap().0;
        before.rsplit(' ').next().unwrap().parse().unwrap()
    };
    sample.press(" ");
    assert!(
        sample.line("选中").contains(&format!("选中{count}项")),
        "{}",
        sample.screen()
    );
    assert!(sample.screen().contains("\n>*"), "{}", sample.screen());
    sample.press("<Esc>");
    assert!(!sample.screen().contains("选中"), "{}", sample.screen());
    sample.press("k ");
    sample.press("u请抓紧<C-s>");
    assert!(
        sample.line("已催办").contains(&format!("已催办{count}项")),
        "{}",
        sample.screen()
    );
    assert!(!sample.screen().contains("选中"), "{}", sample.screen());
    // All of the plan, and none again.
    sample.press("*");
    assert!(
        sample.screen().contains("选中286项") || sample.screen().contains("选中"),
        "{}",
        sample.screen()
    );
    sample.press("*");
    assert!(!sample.screen().contains("选中"), "{}", sample.screen());
}
