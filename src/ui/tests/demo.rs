//! A dashboard on the demo, for the pictures that people are shown.

use super::*;
use crate::app::demo;

/// The demo as 王敏, who coordinates, sees it, after keys.
pub fn on_demo(theme: Theme, rows: u16, keys: &str) -> Sample {
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings {
        path: folder.path().join("demo.db"),
        today: Some(demo::today()),
        stand_in: Some(demo::COORDINATOR.to_owned()),
        key: None,
    };
    std::fs::write(&settings.path, demo::bytes()).unwrap();
    let ui = Ui::new(&settings, theme, Size::new(120, rows)).unwrap();
    let mut sample = Sample { ui, folder };
    sample.press(keys);
    sample
}
