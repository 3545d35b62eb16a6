//! Lists by any column and under headings.

use super::demo::on_demo;
use super::*;

/// The titles of the rows on the screen, cut as the list cuts them.
fn rows(sample: &Sample, from: &str, to: &str) -> Vec<String> {
    let screen = sample.screen();
    let lines = screen.lines().skip(3);
    lines
        .filter_map(|it| {
            let after = it.split_once(from)?.1;
            Some(after.split_once(to)?.0.trim().to_owned())
        })
        .collect()
}

#[test]
fn a_column_is_chosen_by_its_name_and_again_the_other_way_round() {
    let mut sample = Sample::new(WIDE);
    sample.press("S");
    assert!(
        sample.screen().contains("按牵头排序"),
        "{}",
        sample.screen()
    );
    sample.press("牵头<Enter>");
    assert!(
        sample.line("灯  天数").contains("牵头^"),
        "{}",
        sample.screen()
    );
    let upward = sample.line("第1项");
    assert!(upward.contains("按牵头排序"), "{upward}");
    let first = sample.selected();
    sample.press("Sqt<Enter>");
    assert!(
        sample.line("灯  天数").contains("牵头v"),
        "{}",
        sample.screen()
    );
    assert_ne!(sample.selected(), first);
    sample.press("G");
    sample.press("Sbpx<Enter>");
    let line = sample.line("第1项");
    assert!(!line.contains("排序"), "{line}");
}

#[test]
fn headings_are_opened_closed_and_marked_as_one() {
    let mut sample = Sample::new(WIDE);
    sample.press("Fqt<Enter>");
    let screen = sample.screen();
    assert!(screen.contains("按牵头分组"), "{screen}");
    assert!(screen.contains("> - "), "{screen}");
    let heading = sample.line("> - ");
    let count: usize = {
        let at = heading.find("项，逾期").unwrap();
        let before = heading[..at].rsplit(' ').next().unwrap();
        before.parse().unwrap()
    };
    sample.press(" ");
    assert!(
        sample.line("选中").contains(&format!("选中{count}项")),
        "{}",
        sample.screen()
    );
    sample.press("<Esc>g<Enter>");
    assert!(sample.screen().contains("> + "), "{}", sample.screen());
    sample.press("<Enter>-");
    let all_closed = rows(&sample, "+ ", "项");
    assert!(all_closed.len() > 3, "{}", sample.screen());
    assert!(rows(&sample, "- ", "项").is_empty(), "{}", sample.screen());
    sample.press("-jjj");
    sample.selected();
    // The act goes to the task under the cursor, as in any list.
    sample.press("u快办<C-s>");
    assert!(
        sample.line("已催办").contains("已催办"),
        "{}",
        sample.screen()
    );
}

#[test]
fn where_there_is_no_list_all_tasks_are_arranged_and_an_inbox_says_why_not() {
    let mut sample = on_demo(Theme::monochrome(), 40, "2Fyf<Enter>");
    let screen = sample.screen();
    assert!(screen.contains("全部任务"), "{screen}");
    assert!(screen.contains("年") && screen.contains("月  "), "{screen}");
    sample.press("/灯:红<Enter>");
    assert!(
        sample.line("按月份分组").contains("筛选"),
        "{}",
        sample.screen()
    );
    sample.press("<Esc><Esc>");
    assert!(!sample.screen().contains("全部任务"), "{}", sample.screen());
    sample.press("7Sqt<Enter>");
    assert!(
        sample.screen().contains("待办已按事由分组"),
        "{}",
        sample.screen()
    );
}

#[test]
fn a_pane_without_a_filter_of_its_own_filters_all_tasks() {
    for pane in ["1", "6"] {
        let mut sample = on_demo(Theme::monochrome(), 40, pane);
        sample.press("/灯:红<Enter>");
        assert_eq!(
            sample
                .task(sample.selected())
                .state
                .light(crate::app::demo::today()),
            crate::domain::light::Light::Overdue
        );
        assert!(sample.screen().contains("全部任务"), "{}", sample.screen());
        sample.press("<Esc><Esc>");
        assert!(!sample.screen().contains("全部任务"), "{}", sample.screen());
    }
}

#[test]
fn a_narrow_and_tall_screen_stacks_a_list_and_its_detail() {
    let mut sample = Sample::new(Size::new(80, 40));
    sample.press("jj");
    insta::assert_snapshot!("stacked_80x40", sample.screen());
    sample.press("4j");
    insta::assert_snapshot!("stacked_departments_80x40", sample.screen());
}

#[test]
fn the_palette_names_every_arrangement() {
    let mut sample = Sample::new(WIDE);
    sample.press(":sort-last-day<Enter>");
    assert!(sample.screen().contains("时限^"), "{}", sample.screen());
    sample.press(":azjfz<Enter>");
    assert!(
        sample.screen().contains("按章节分组"),
        "{}",
        sample.screen()
    );
    sample.press(":不分组<Enter>");
    assert!(
        !sample.line("第1项").contains("分组"),
        "{}",
        sample.screen()
    );
}
