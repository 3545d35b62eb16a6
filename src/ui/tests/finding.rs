//! What a filter finds is marked in every pane that has one.

use super::demo::on_demo;
use super::*;

/// The texts on the screen that are marked as found.
fn marked(sample: &Sample) -> Vec<String> {
    let (buffer, _) = drawn(&sample.ui);
    let found = sample.ui.theme.found.add_modifier;
    let mut texts = Vec::new();
    for y in 2..buffer.area.height - 2 {
        let mut text = String::new();
        let mut x = 0;
        while x < buffer.area.width {
            let cell = &buffer[(x, y)];
            x += u16::try_from(width(cell.symbol()).max(1)).unwrap();
            if cell.modifier.contains(found) {
                text += cell.symbol();
            } else if !text.trim().is_empty() {
                texts.push(std::mem::take(&mut text));
            }
        }
    }
    texts
}

#[test]
fn what_is_found_is_marked_in_every_pane_that_filters() {
    for (keys, wanted) in [
        ("2/健康<Enter>", "健康"),
        ("3/wjw<Enter>", "卫健委"),
        ("4/wenlv<Enter>", "文旅"),
        ("4j<Enter>/建设<Enter>", "建设"),
        ("4M/jyj<Enter>", "教育局"),
        ("4m/体育<Enter>", "体育"),
        ("4p/wangmin<Enter>", "wangmin"),
        ("5/rjyqsm<Enter>", "人均预期寿命"),
        ("7/健康<Enter>", "健康"),
        ("8/健康<Enter>", "健康"),
        ("3:paixu", "排序"),
    ] {
        let sample = on_demo(Theme::monochrome(), 40, keys);
        let found = marked(&sample);
        assert!(
            found.iter().any(|it| it == wanted),
            "{keys}: {found:?}\n{}",
            sample.screen()
        );
    }
}
