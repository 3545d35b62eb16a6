//! A past day on the dashboard: shown as it was, said so at the top, and read only.

use super::*;
use crate::app::Command;
use crate::domain::status::{Status, Verb};

/// The overdue tasks on 2021-01-05, of which much was done in February; gives the first of them, too.
pub fn past(size: Size) -> (Sample, TaskId) {
    let mut sample = Sample::new(size);
    let id = sample.selected();
    let later = Settings {
        today: parse_day("2021-02-01"),
        ..sample.ui.settings.clone()
    };
    let mut app = App::open(&later).unwrap();
    for verb in [Verb::Sign, Verb::Submit, Verb::Close] {
        app.execute(&Command::new(id, verb).text("二月办的"))
            .unwrap();
    }
    drop(app);
    let settings = sample.ui.settings.clone();
    sample.ui = Ui::new(&settings, Theme::monochrome(), size).unwrap();
    sample.press("3");
    (sample, id)
}

#[test]
fn a_past_day_says_so_at_the_top() {
    let (sample, id) = past(NARROW);
    assert_eq!(sample.selected(), id);
    insta::assert_snapshot!("past_overdue_80", sample.screen());
    let (sample, _) = past(WIDE);
    insta::assert_snapshot!("past_overdue_120", sample.screen());
}

#[test]
fn the_bar_of_a_past_day_looks_otherwise() {
    let (sample, _) = past(NARROW);
    let drawn = |ui: &Ui| {
        let backend = TestBackend::new(ui.size.width, ui.size.height);
        let mut terminal = Terminal::new(backend).unwrap();
        let frame = terminal.draw(|frame| ui.view(frame)).unwrap();
        frame.buffer[(1, 0)].style()
    };
    assert_ne!(drawn(&sample.ui), drawn(&Sample::new(NARROW).ui));
}

#[test]
fn no_act_begins_on_a_past_day_and_nothing_is_written() {
    let (mut sample, id) = past(WIDE);
    let bytes = |sample: &Sample| {
        ["duban.db", "duban.db-wal"]
            .map(|it| std::fs::read(sample.folder.path().join(it)).unwrap_or_default())
    };
    let before = bytes(&sample);
    let told = "现在看的是 2021-01-05 的旧貌，不能办理。";
    let acts = "asrdcbutzeEfxoRU".chars().map(String::from);
    let elsewhere = [
        "<C-y>", "2i", "2w+", "5n", "5z", "4mn", "4mx", "4pn", "4pr", "7v",
    ];
    for keys in acts.chain(elsewhere.map(String::from)) {
        sample.press("3").press(&keys);
        let screen = sample.screen();
        assert!(sample.ui.dialog.is_none(), "{keys}\n{screen}");
        assert!(screen.contains(told), "{keys}\n{screen}");
    }
    sample.press("3a");
    assert!(
        sample.line("旧貌，").starts_with(told),
        "{}",
        sample.screen()
    );
    assert!(
        sample
            .line("旧貌，")
            .ends_with("提示：要办理，请去掉 --today 再打开。")
    );
    sample.press("<Enter>");
    assert!(sample.screen().contains("待签收"), "{}", sample.screen());
    assert!(!sample.screen().contains("二月办的"), "{}", sample.screen());
    sample.press("8");
    assert!(
        !sample.screen().contains("2021-02-01"),
        "{}",
        sample.screen()
    );
    sample.press("q");
    assert_eq!(bytes(&sample), before);
    assert_eq!(sample.task(id).state.status, Status::Done);
}
