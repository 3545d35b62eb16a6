//! Every screen at both sizes, as a reader sees it.

use insta::assert_snapshot;
use ratatui::layout::Size;
use std::path::PathBuf;

use super::super::model::Ui;
use super::super::theme::Theme;
use super::{NARROW, Sample, WIDE, dump};
use crate::app::Settings;
use crate::domain::day::parse_day;

fn welcome(size: Size) -> String {
    let settings = Settings {
        path: PathBuf::from("/家目录/.local/share/duban/duban.db"),
        today: parse_day("2021-01-05"),
        stand_in: None,
        key: None,
    };
    dump(&Ui::new(&settings, Theme::monochrome(), size).unwrap())
}

#[test]
fn welcome_screen() {
    assert_snapshot!("welcome_120", welcome(WIDE));
    assert_snapshot!("welcome_80", welcome(NARROW));
}

#[test]
fn plan_tree() {
    assert_snapshot!("plan_folded_80", Sample::new(NARROW).press("2h").screen());
    let unfold = "2jjjjl<Down>lj<Enter>jj";
    assert_snapshot!("plan_120", Sample::new(WIDE).press(unfold).screen());
    assert_snapshot!("plan_80", Sample::new(NARROW).press(unfold).screen());
    let measure = "2jjjjl<Down>lj";
    assert_snapshot!(
        "plan_measure_120",
        Sample::new(WIDE).press(measure).screen()
    );
}

#[test]
fn overdue_tasks() {
    assert_snapshot!("overdue_120", Sample::new(WIDE).press("jj").screen());
    assert_snapshot!("overdue_80", Sample::new(NARROW).press("jj").screen());
}

#[test]
fn departments_and_their_tasks() {
    assert_snapshot!("departments_120", Sample::new(WIDE).press("4j").screen());
    assert_snapshot!("departments_80", Sample::new(NARROW).press("4j").screen());
    assert_snapshot!(
        "departments_tasks_80",
        Sample::new(NARROW).press("4j<Enter>").screen()
    );
}

#[test]
fn the_notice_to_a_department() {
    assert_snapshot!("notice_80", Sample::new(NARROW).press("4jn").screen());
    let back = Sample::new(NARROW).press("4jnG<Esc>").screen();
    assert_eq!(back, Sample::new(NARROW).press("4j").screen());
    // From among its tasks it is the same.
    let within = Sample::new(NARROW).press("4j<Enter>n").screen();
    assert_eq!(within, Sample::new(NARROW).press("4jn").screen());
}

#[test]
fn task_page() {
    let story = "sr已摸清健康大数据基线，形成“一本账”；数据来源共12类。<Tab><BS>40<C-s><Enter>";
    assert_snapshot!("task_120", Sample::new(WIDE).press(story).screen());
    assert_snapshot!("task_80", Sample::new(NARROW).press(story).screen());
}

#[test]
fn help_screen() {
    assert_snapshot!("help_120", Sample::new(WIDE).press("?").screen());
    assert_snapshot!("help_80", Sample::new(NARROW).press("4?").screen());
}

#[test]
fn report_dialog() {
    let keys = "jssr已在商场、车站布设63套，其余3月底前到位。";
    assert_snapshot!("report_120", Sample::new(WIDE).press(keys).screen());
    assert_snapshot!("report_80", Sample::new(NARROW).press(keys).screen());
}

#[test]
fn assign_dialog() {
    assert_snapshot!("assign_80", Sample::new(NARROW).press("awjw").screen());
}

#[test]
fn too_small_a_window_asks_for_room() {
    let sample = Sample::new(Size::new(59, 15));
    assert_eq!(
        sample.screen().trim(),
        "窗口太小（59列15行），请放大到60列16行以上。"
    );
}

#[test]
fn the_smallest_window_still_shows_everything_it_must() {
    let mut sample = Sample::new(Size::new(60, 16));
    assert_snapshot!("smallest_60", sample.press("j").screen());
    assert_snapshot!("smallest_form_60", sample.press("sr进展").screen());
}
