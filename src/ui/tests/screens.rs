//! What no picture of the gallery shows: the smallest window, one that is too small, and the way back.

use insta::assert_snapshot;
use ratatui::layout::Size;

use super::{NARROW, Sample};

#[test]
fn the_notice_to_a_department() {
    let back = Sample::new(NARROW).press("4jnG<Esc>").screen();
    assert_eq!(back, Sample::new(NARROW).press("4j").screen());
    // From among its tasks it is the same.
    let within = Sample::new(NARROW).press("4j<Enter>n").screen();
    assert_eq!(within, Sample::new(NARROW).press("4jn").screen());
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
