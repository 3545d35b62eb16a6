//! The palette: acts by name, and the way to anything.

use super::*;
use crate::domain::status::Verb;
use crate::ui::keymap::{self, Scope};

#[test]
fn an_act_is_found_by_chinese_pinyin_and_english() {
    for typed in ["催办", "cuiban", "cb", "urge"] {
        let mut sample = Sample::new(WIDE);
        let task = sample.selected();
        sample.press(&format!(":{typed}"));
        assert!(
            sample.line("> 办理").contains("催办"),
            "{}",
            sample.screen()
        );
        sample.press("<Enter>");
        assert!(sample.ui.dialog.is_some(), "{}", sample.screen());
        sample.press("请速报<C-s>");
        let page = sample.app().task_page(task).unwrap();
        assert_eq!(page.events.last().unwrap().verb, Verb::Urge, "{typed}");
    }
}

#[test]
fn every_act_of_a_screen_is_in_its_palette() {
    let mut sample = Sample::new(WIDE);
    for binding in keymap::shown_in(Scope::Overdue) {
        if binding.action.is_small() {
            continue;
        }
        let english = binding.action.english();
        sample.press(":").paste(&english);
        let shown = sample
            .screen()
            .lines()
            .any(|it| it.contains(&english) && it.contains("办理"));
        assert!(shown, "{english}\n{}", sample.screen());
        sample.press("<Esc>");
    }
    assert!(sample.ui.palette.is_none());
}

#[test]
fn a_way_leads_to_any_task_measure_and_department() {
    let mut sample = Sample::new(WIDE);
    sample.press("<C-p>19");
    assert!(
        sample.line("│   任务").contains("限酒"),
        "{}",
        sample.screen()
    );
    sample.press("<C-u>kongyan<Down><Enter>");
    assert!(sample.screen().contains("控烟"), "{}", sample.screen());
    sample.press("<Esc><C-p>weijianwei");
    assert!(
        sample.line("> 部门").contains("市卫健委"),
        "{}",
        sample.screen()
    );
    sample.press("<Enter>");
    assert!(sample.screen().contains("市卫健委"), "{}", sample.screen());
    sample.press("<C-p>没有这样的东西");
    assert!(sample.screen().contains("没有找到。"));
    sample.press("<Enter><Esc>");
    assert!(sample.ui.palette.is_none());
}

#[test]
fn what_is_typed_ahead_is_what_is_done() {
    let mut sample = Sample::new(NARROW);
    // No frame is drawn between the keys.
    for key in read_keys(":3<Esc>:zonglan<Enter>") {
        sample.ui.handle(Event::Key(key));
    }
    settle(&mut sample.ui);
    assert!(
        sample.screen().contains("本周与上周"),
        "{}",
        sample.screen()
    );
}
