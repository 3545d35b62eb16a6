//! The pictures of the README: screens of the demo, so that they cannot go stale.

use super::*;
use crate::app::demo;

/// A screen of the demo after keys, of so many rows.
fn picture(made: &[u8], rows: u16, keys: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings {
        path: folder.path().join("demo.db"),
        today: Some(demo::today()),
        stand_in: Some(demo::COORDINATOR.to_owned()),
        key: None,
    };
    std::fs::write(&settings.path, made).unwrap();
    let ui = Ui::new(&settings, Theme::monochrome(), Size::new(120, rows)).unwrap();
    let mut sample = Sample { ui, folder };
    sample.press(keys).screen()
}

#[test]
fn the_readme_shows_the_demo_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("demo.db");
    demo::make(&path).unwrap();
    let made = std::fs::read(&path).unwrap();
    let overdue = picture(&made, 26, &format!("3{}", "j".repeat(19)));
    let indicators = picture(&made, 34, "5jjj");
    insta::assert_snapshot!("readme_overdue", overdue);
    insta::assert_snapshot!("readme_indicators", indicators);
    for readme in ["README.md", "README.zh-CN.md"] {
        let text = std::fs::read_to_string(readme).unwrap();
        for picture in [&overdue, &indicators] {
            assert!(
                text.contains(picture.trim_end()),
                "{readme} lacks\n{picture}"
            );
        }
    }
}
