//! 周报: the pane at both sizes, its terms, and the files that its keys write.

use insta::assert_snapshot;

use super::{NARROW, Sample, WIDE};
use crate::domain::id::DispatchId;

/// A week in which something was done: one task signed and reported, one urged.
pub fn busy(size: ratatui::layout::Size) -> Sample {
    let mut sample = Sample::new(size);
    sample.press("sr已摸清基线<Tab><BS>40<C-s>jju请抓紧<C-s>");
    sample.ui.folder = sample.folder.path().join("导出");
    std::fs::create_dir(&sample.ui.folder).unwrap();
    sample
}

fn names(sample: &Sample) -> Vec<String> {
    let entries = std::fs::read_dir(&sample.ui.folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|it| it.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn the_summary_of_a_week() {
    assert_snapshot!("weekly_120", busy(WIDE).press("6").screen());
    assert_snapshot!("weekly_80", busy(NARROW).press("6").screen());
    assert_snapshot!("weekly_parts_80", busy(NARROW).press("6]]]").screen());
    assert_snapshot!("weekly_end_120", busy(WIDE).press("6G").screen());
}

#[test]
fn arrows_turn_to_other_terms_and_none_is_to_come() {
    let mut sample = busy(WIDE);
    let mut title = |keys: &str| {
        let screen = sample.press(keys).screen();
        screen.lines().nth(2).unwrap_or_default().trim().to_owned()
    };
    assert_eq!(title("6"), "2021年第1周督办周报");
    assert_eq!(title("<Left>h"), "2020年第52周督办周报");
    assert_eq!(title("ll"), "2021年第1周督办周报");
    assert_eq!(title("l"), "2021年第1周督办周报");
    assert_eq!(title("<Tab>"), "2021年1月督办月报");
    assert_eq!(title("h"), "2020年12月督办月报");
    assert_eq!(title("<Tab>"), "2020年第4季度督办季报");
    assert_eq!(title("<Tab>"), "2020年第53周督办周报");
    let mut sample = busy(WIDE);
    assert_eq!(
        sample.press("6l").line("最近的一期"),
        "这已经是最近的一期。"
    );
    let shown = sample.press("6p").line("行，共");
    assert!(shown.contains("anshan-2018"), "{shown}");
    assert!(sample.press("p").line("行，共").contains("全部计划"));
}

#[test]
fn one_key_writes_each_form_under_a_name_that_says_what_it_is() {
    let mut sample = busy(WIDE);
    let said = sample.press("6d").line("已写入");
    assert!(said.ends_with("2021年第1周督办周报.docx"), "{said}");
    sample.press("xwmcJd");
    assert_eq!(
        names(&sample),
        ["csv", "docx", "html", "json", "md", "xlsx", "（2）.docx"].map(|it| format!(
            "2021年第1周督办周报{}{it}",
            if it.len() < 5 { "." } else { "" }
        ))
    );
    let text = std::fs::read_to_string(sample.ui.folder.join("2021年第1周督办周报.md")).unwrap();
    assert!(text.contains("已摸清基线"), "{text}");
    // From afar there is no folder to write into.
    sample.ui.settings.key = Some("k1".to_owned());
    let said = sample.press("d").screen();
    assert!(said.contains("通过 SSH"), "{said}");
    assert!(said.contains("export weekly --week 2021-W01"), "{said}");
    assert_eq!(names(&sample).len(), 7);
}

#[test]
fn what_is_sent_is_kept_and_a_liaison_sends_nothing() {
    let mut sample = busy(WIDE);
    assert_snapshot!("weekly_dispatch_120", sample.press("6s").screen());
    let said = sample
        .press("<Tab>第1期<Tab>市政府、各县区<C-s>")
        .line("已记为发文");
    assert!(said.contains("发文 1，已写入"), "{said}");
    let (sent, paper) = sample.app().sent(DispatchId(1)).unwrap();
    assert_eq!((sent.number.as_str(), sent.recipients.len()), ("第1期", 2));
    let written = std::fs::read(sample.ui.folder.join(sent.file)).unwrap();
    assert_eq!(written, paper.bytes());
    let mut liaison = Sample::of(Some("li"), WIDE);
    let said = liaison.press("6s").line("发文");
    assert!(said.starts_with("只有协调员"), "{said}");
}

#[test]
fn what_others_do_shows_when_the_hand_rests() {
    let mut sample = busy(WIDE);
    assert!(!sample.press("6").screen().contains("另一处"));
    let id = sample.press("3gj").selected();
    let mut other = sample.app();
    let urge = crate::app::Command::new(id, crate::domain::status::Verb::Urge).text("另一处");
    other.execute(&urge).unwrap();
    sample.press("6");
    assert!(sample.ui.tick());
    sample.press("G");
    assert!(
        sample.press("g]]]]").screen().contains("本周催办 2 次"),
        "{}",
        sample.screen()
    );
}
