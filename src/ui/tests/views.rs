//! Saved views: kept under a name and a key, several at once, each as it was left.

use super::demo::on_demo;
use super::*;

/// Keeps the list on the screen as a view.
fn keep(sample: &mut Sample, name: &str, key: &str, more: &str) {
    sample.press(&format!("W{name}<Tab><Tab>{key}<Tab>{more}<C-s>"));
    let said = format!("已存为视图「{name}」");
    assert!(sample.screen().contains(&said), "{}", sample.screen());
}

#[test]
fn views_open_by_key_and_by_name_and_stay_as_they_were_left() {
    let mut sample = on_demo(Theme::monochrome(), 40, "3/部门:wjw<Enter>Fqt<Enter>");
    keep(&mut sample, "卫健逾期", "F2", "");
    sample.press("2/状态:待审核<Enter>S时限<Enter>");
    keep(&mut sample, "待我审核", "F3", "");
    // The words say what the pane itself narrows, too.
    sample.press("1<F2>");
    let line = sample.line("F2 卫健逾期");
    assert!(line.contains("按牵头分组"), "{line}");
    let views = sample.app().list_views().unwrap();
    assert_eq!(views[0].kept.words, "灯:红 部门:wjw");
    sample.press("jjj");
    let left = sample.selected();
    sample.press("<F3>");
    assert!(sample.screen().contains("时限^"), "{}", sample.screen());
    let task = sample.task(sample.selected());
    assert_eq!(task.state.status, crate::domain::status::Status::Submitted);
    sample.press("<F2>");
    assert_eq!(sample.selected(), left, "as it was left");
    sample.press("<Esc>9");
    let screen = sample.screen();
    assert!(
        screen.contains("卫健逾期") && screen.contains("待我审核"),
        "{screen}"
    );
    sample.press("dwsh<Enter>");
    assert!(
        sample.screen().contains("F3 待我审核"),
        "{}",
        sample.screen()
    );
    sample.press("<Esc><C-p>wjyq<Enter>");
    assert!(
        sample.screen().contains("F2 卫健逾期"),
        "{}",
        sample.screen()
    );
}

#[test]
fn a_view_is_shared_taken_away_and_kept_again() {
    let mut sample = on_demo(Theme::monochrome(), 40, "3");
    keep(&mut sample, "全部红灯", "F4", "大家");
    let view = sample.app().list_views().unwrap().remove(0);
    assert!(view.kept.is_shared);
    sample.press("1<Enter>X");
    assert!(
        sample.screen().contains("按 W 可以存为视图"),
        "{}",
        sample.screen()
    );
    sample.press("<F4>X");
    assert!(
        sample.screen().contains("已删除视图「全部红灯」"),
        "{}",
        sample.screen()
    );
    assert!(sample.app().list_views().unwrap().is_empty());
    sample.press("W全部红灯<C-s>");
    let again = sample.app().list_views().unwrap().remove(0);
    assert_eq!(
        (again.kept.words.as_str(), again.kept.is_shared),
        ("灯:红", false)
    );
    sample.press("<F9>");
    assert!(
        sample.screen().contains("F9 还没有视图"),
        "{}",
        sample.screen()
    );
}

#[test]
fn what_can_not_be_kept_is_refused_and_what_was_typed_stays() {
    let mut sample = on_demo(Theme::monochrome(), 40, "3");
    sample.press("W<C-s>");
    assert!(
        sample.screen().contains("视图还没有名称"),
        "{}",
        sample.screen()
    );
    sample.press("坏词<Tab><C-u>状态:没有<C-s>");
    let screen = sample.screen();
    assert!(screen.contains("没有找到「没有」"), "{screen}");
    assert!(screen.contains("坏词"), "{screen}");
    sample.press("<Esc>f7W");
    assert!(
        sample.screen().contains("没有能存下的任务清单"),
        "{}",
        sample.screen()
    );
}
