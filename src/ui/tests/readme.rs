//! The pictures of the README: screens of the demo, so that they cannot go stale.

use super::demo::on_demo;
use super::*;

#[test]
fn the_readme_shows_the_demo_as_it_is() {
    let overdue = on_demo(Theme::monochrome(), 26, &format!("3{}", "j".repeat(19))).screen();
    let indicators = on_demo(Theme::monochrome(), 34, "5jjj").screen();
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
        for link in [
            "docs/pictures/overdue.svg",
            "docs/pictures/overview.svg",
            "docs/screens.zh-CN.md",
        ] {
            assert!(text.contains(link), "{readme} does not lead to {link}");
            assert!(std::path::Path::new(link).exists(), "there is no {link}");
        }
    }
}
