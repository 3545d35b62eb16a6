//! 指标: the pane at both sizes, and what its keys do to the file.

use insta::assert_snapshot;

use super::super::theme::Strokes;
use super::{NARROW, Sample, WIDE};
use crate::app::{App, Settings};
use crate::domain::indicator::Reading;

/// A file with a second plan, which prints indicators.
pub fn sample(size: ratatui::layout::Size) -> Sample {
    let sample = Sample::new(size);
    sample.app().seed(&["liaocheng-2018".to_owned()]).unwrap();
    sample
}

/// To the share of early deaths, whose targets are a change since 2015.
pub const DEATHS: &str = "<C-l>5/死亡率 慢<Enter>";

#[test]
fn the_pane_with_the_page_beside_or_instead_of_it() {
    assert_snapshot!("indicators_120", sample(WIDE).press("<C-l>5jj").screen());
    assert_snapshot!("indicators_80", sample(NARROW).press("<C-l>5jj").screen());
    let story =
        format!("{DEATHS}n2017<Tab>19.5<Tab>年鉴<C-s>n2019<Tab>18.9<Tab>统计公报<C-s><Enter>");
    assert_snapshot!("indicators_page_120", sample(WIDE).press(&story).screen());
    assert_snapshot!("indicators_page_80", sample(NARROW).press(&story).screen());
    for (name, size) in [("ascii_120", WIDE), ("ascii_80", NARROW)] {
        let mut sample = sample(size);
        sample.ui.theme.strokes = Strokes::Ascii;
        let name = format!("indicators_page_{name}");
        assert_snapshot!(name, sample.press(&story).screen());
    }
    assert_snapshot!(
        "indicators_none_80",
        Sample::new(NARROW).press("5").screen()
    );
    let form = format!("{DEATHS}n");
    assert_snapshot!("indicators_form_80", sample(NARROW).press(&form).screen());
}

#[test]
fn a_reading_is_noted_and_taken_back() {
    let mut sample = sample(WIDE);
    sample
        .press(DEATHS)
        .press("n２０１９<Tab>18.2%<Tab>公报<C-s>");
    assert!(sample.line("已登记").contains("按 z 撤销"));
    let latest = |sample: &Sample| {
        let rows = sample.app().list_indicators(None).unwrap();
        let found = rows.into_iter().find(|it| it.0.name.contains("慢性病"));
        found.and_then(|it| it.1.latest)
    };
    let noted = Reading {
        year: 2019,
        value: 18.2,
        source: "公报".to_owned(),
    };
    assert_eq!(latest(&sample), Some(noted));
    assert!(sample.line("18.2（2019）").contains("接近"));
    sample.press("z");
    assert!(sample.line("已撤销").contains("2019 年的登记：18.2"));
    assert_eq!(latest(&sample).map(|it| it.year), Some(2015));
    sample.press("z");
    assert!(sample.line("没有您登记").contains("可以撤销"));
}

#[test]
fn a_liaison_is_asked_for_figures_of_the_own_department_only() {
    let mut sample = Sample::of(Some("li"), WIDE);
    let coordinators = Settings {
        stand_in: None,
        ..sample.ui.settings.clone()
    };
    let mut app = App::open(&coordinators).unwrap();
    app.seed(&["liaocheng-2018".to_owned()]).unwrap();
    sample.press("<C-l>5/体育场<Enter>n2019<Tab>2.1<Tab>年鉴<C-s>");
    assert!(sample.line("已登记").contains("按 z 撤销"));
    sample.press("<Esc>/空气<Enter>n");
    let refused = sample.line("不能代为登记");
    assert!(refused.contains("由「市生态环境局」负责"), "{refused}");
}

#[test]
fn what_is_no_reading_stays_in_the_form() {
    let mut sample = sample(NARROW);
    sample.press(DEATHS).press("n<Tab>很多<Tab>公报<C-s>");
    assert!(sample.screen().contains("数据「很多」不是数字。"));
    sample.press("<Esc>f");
    assert!(
        sample.app().list_indicators(None).unwrap()[9]
            .1
            .latest
            .is_some()
    );
}

#[test]
fn the_filter_takes_words_and_initials() {
    let mut sample = sample(WIDE);
    sample.press("<C-l>5/kqzl");
    assert!(sample.screen().contains("空气质量"), "{}", sample.screen());
    assert!(sample.line("1项指标").contains("无数据1"));
    sample.press("<Esc>");
    assert!(sample.screen().contains("20项指标"));
    sample.press("/没有这个");
    assert!(sample.screen().contains("没有符合筛选的指标。"));
}
