//! Forms: what fields say and take, and that nothing that was typed is lost.

use ratatui::layout::Position;

use super::{NARROW, Sample, WIDE, drawn, dump};
use crate::app::{Command, Settings};
use crate::domain::day::parse_day;
use crate::domain::form_draft::FormDraft;
use crate::domain::status::Verb;
use crate::ui::model::Ui;
use crate::ui::theme::Theme;

/// A task that was assigned and signed, in the form of a report.
fn reporting() -> Sample {
    let mut sample = Sample::new(WIDE);
    sample.press("sr");
    sample
}

fn drafts(sample: &Sample) -> Vec<FormDraft> {
    sample.app().list_form_drafts().unwrap()
}

/// The dashboard as it is opened again.
fn again(settings: &Settings) -> Ui {
    Ui::new(settings, Theme::monochrome(), WIDE).unwrap()
}

#[test]
fn a_text_wraps_as_it_is_printed_and_the_cursor_moves_by_rows() {
    let mut sample = reporting();
    let text = format!("{}，第二行（完）", "健".repeat(35));
    sample.paste(&text);
    // 71 columns: the comma may not begin a row, so the character before it goes with it.
    assert!(
        sample.line(" 健，第二行").contains(" 健，第二行（完） "),
        "{}",
        sample.screen()
    );
    let (_, cursor) = drawn(&sample.ui);
    let end = cursor.unwrap();
    sample.press("<Up>");
    let (_, cursor) = drawn(&sample.ui);
    assert_eq!(cursor, Some(Position::new(end.x, end.y - 1)));
    sample.press("<Down><Home>中");
    assert!(sample.screen().contains("中健健"));
    sample.press("<C-z>");
    assert!(!sample.screen().contains("中健"));
    sample.press("<C-z>");
    assert!(!sample.screen().contains("第二行"));
    sample.press("<C-y>");
    assert!(sample.screen().contains("健，第二行（完）"));
}

#[test]
fn a_long_text_scrolls_in_its_field_with_the_cursor_in_it() {
    let mut sample = reporting();
    let lines: Vec<String> = (1..=30).map(|it| format!("第{it}行")).collect();
    sample.paste(&lines.join("\n"));
    assert!(sample.screen().contains("第30行") && !sample.screen().contains("第20行"));
    sample.press("<PgUp><PgUp>");
    let (_, cursor) = drawn(&sample.ui);
    let row = usize::from(cursor.unwrap().y);
    assert!(sample.screen().lines().nth(row).unwrap().contains("第18行"));
}

#[test]
fn a_percent_has_a_bar_and_is_refused_as_one_types() {
    let mut sample = reporting();
    sample.press("<Tab>60");
    assert!(
        sample
            .line("完成百分比")
            .contains("[############--------] 60%")
    );
    sample.press("<Up>");
    assert!(sample.line("完成百分比").contains("65"));
    sample.press("<Down><Down>");
    assert!(sample.line("完成百分比").contains("55%"));
    sample.press("<C-u>120");
    assert!(
        sample
            .screen()
            .contains("完成百分比「120」不在 0 到 100 之间。")
    );
    assert!(!sample.screen().contains("120%"));
}

#[test]
fn a_day_is_read_while_one_types() {
    let mut sample = Sample::new(WIDE);
    sample.press("se资金未到<Tab>");
    assert!(sample.screen().contains("例如 2020年底、6月30日"));
    for (typed, told) in [
        ("2020年底", "2020年12月31日 星期四，已过 5 天"),
        ("本月底", "2021年1月31日 星期日，还有 26 天"),
        ("+14天", "2021年1月19日 星期二，还有 14 天"),
        ("2021年2月30日", "2021年2月没有30日。"),
        ("尽快", "看不懂日期「尽快」。"),
    ] {
        sample.press("<C-u>").paste(typed);
        assert!(sample.screen().contains(told), "{}", sample.screen());
    }
    sample.press("<C-u>2021年1月底<PgDn><PgDn>");
    assert!(sample.line("延到什么时候").contains("2020-11-30"));
    sample.press("<Up>");
    assert!(
        sample
            .line("星期二")
            .contains("2020年12月1日 星期二，已过 35 天")
    );
    sample.press("<C-u>今年底<C-s>");
    let task = sample.task(sample.selected());
    assert_eq!(task.state.asked, parse_day("2021-12-31"));
}

#[test]
fn escape_asks_and_a_draft_is_found_again() {
    let mut sample = reporting();
    sample.press("写了一半<Tab>30<Esc>");
    assert!(
        sample
            .screen()
            .contains("回车 保留为草稿   f 放弃   Esc 继续填写")
    );
    assert_eq!(drawn(&sample.ui).1, None);
    sample.press("<Enter>");
    assert!(sample.line("已保留").contains("按 D 查看全部草稿"));
    assert_eq!(drafts(&sample)[0].fields[0].text, "写了一半");
    // It is another form, and another task's.
    sample.press("u<Esc>jsr");
    assert!(!sample.screen().contains("写了一半"));
    sample.press("<Esc>D");
    assert!(sample.line("反馈「").contains(" 反馈「"));
    assert!(sample.screen().contains("写了一半"));
    sample.press("<Enter>");
    assert!(sample.line("已放回").contains("没写完的内容"));
    assert!(sample.line("完成百分比").contains("30%"));
    sample.press("，写完了<C-s>");
    assert!(sample.line("已反馈").contains("30%"));
    assert!(drafts(&sample).is_empty());
}

#[test]
fn what_is_typed_is_kept_while_the_hand_rests_and_told_at_the_next_login() {
    let mut sample = reporting();
    let mut other = sample.app();
    sample.press("断线前写的").ui.keep(true);
    assert_eq!(drafts(&sample).len(), 1);
    assert!(!other.has_changed().unwrap(), "others have nothing to read");
    sample.press("，又写了几个字").ui.keep(false);
    assert_eq!(drafts(&sample)[0].fields[0].text, "断线前写的");
    // The loop is gone, and the watch keeps what is left.
    sample.ui.keeping.last_words().keep();
    assert_eq!(
        drafts(&sample)[0].fields[0].text,
        "断线前写的，又写了几个字"
    );

    let settings = sample.ui.settings.clone();
    let mut ui = again(&settings);
    assert!(
        dump(&ui).contains("有一份没写完的草稿：反馈「"),
        "{}",
        dump(&ui)
    );
    for key in super::read_keys("D<Enter>") {
        ui.handle(ratatui::crossterm::event::Event::Key(key));
    }
    assert!(dump(&ui).contains("断线前写的，又写了几个字"));
    let li = Settings {
        stand_in: Some("li".to_owned()),
        ..settings.clone()
    };
    assert!(!dump(&again(&li)).contains("草稿"));
    let past = Settings {
        today: parse_day("2020-01-05"),
        ..settings
    };
    assert!(!dump(&again(&past)).contains("草稿："));
}

#[test]
fn all_that_is_deleted_again_leaves_no_draft() {
    let mut sample = reporting();
    sample.press("写错了").ui.keep(true);
    assert_eq!(drafts(&sample).len(), 1);
    sample.press("<C-u>").ui.keep(true);
    assert!(drafts(&sample).is_empty());
    sample.press("<Esc>");
    assert!(!sample.screen().contains("完成百分比"));
}

#[test]
fn a_draft_whose_act_is_no_longer_possible_can_be_read_and_thrown_away() {
    let mut sample = reporting();
    sample.press("还想说的话<Esc><Enter>");
    let id = sample.selected();
    sample
        .app()
        .execute(&Command::new(id, Verb::Cancel).text("鞍办〔2021〕1号"))
        .unwrap();
    sample.press("D<Enter>");
    assert!(
        sample.screen().contains("还想说的话"),
        "{}",
        sample.screen()
    );
    assert!(sample.line("不能反馈").contains("已取消"));
    sample.press("xj");
    assert_eq!(drafts(&sample).len(), 1);
    sample.press("x");
    assert!(sample.line("再按一次").contains("丢弃后找不回来"));
    sample.press("x");
    assert!(drafts(&sample).is_empty());
    assert!(sample.line("没有草稿").contains("按 Esc"));
}

#[test]
fn a_batch_has_a_draft_of_its_own() {
    let mut sample = Sample::new(NARROW);
    sample.press(" j u请抓紧<Esc><Enter>");
    let kept = drafts(&sample);
    assert!(kept[0].purpose.target.starts_with("tasks/"), "{kept:?}");
    sample.press("<Esc>D<Enter>");
    assert!(sample.screen().contains("请抓紧"));
    sample.press("<C-s>");
    assert!(sample.line("已催办").contains("2项"));
    assert!(drafts(&sample).is_empty());
}

#[test]
fn where_there_is_no_file_there_is_no_draft_and_the_form_stays() {
    let mut sample = Sample::first_run(WIDE);
    sample.press("Gk<Enter>没有的文件<Esc><Enter>");
    assert!(sample.line("不能保留草稿").contains("还没有数据文件"));
    sample.press("<Esc>f");
    assert!(!sample.ui.settings.path.exists());
    assert!(sample.ui.dialog.is_none());
}

#[test]
fn a_reason_of_ones_own_comes_back_and_is_sent_instead_of_those_offered() {
    let mut sample = Sample::on(
        "健康甲市行动计划\n\n一、主要任务\n1．建设步道。到2020年，建成步道3条。（责任单位：市体育局）\n",
        WIDE,
    );
    sample.press("jjw<Tab>x没有经费<Esc><Enter>");
    assert_eq!(
        drafts(&sample)[0].purpose.form,
        "mark",
        "{}",
        sample.screen()
    );
    sample.press("x");
    assert!(
        sample.screen().contains("理由 没有经费"),
        "{}",
        sample.screen()
    );
    assert!(!sample.screen().contains("只是号召"));
    sample.press("<Enter>");
    assert!(sample.screen().contains("没有经费"), "{}", sample.screen());
    assert!(drafts(&sample).is_empty());
}

#[test]
fn departments_are_picked_by_pinyin_one_after_the_other() {
    let mut sample = Sample::new(WIDE);
    sample.press("aweijianwei");
    assert!(
        sample.screen().contains("  市卫健委"),
        "{}",
        sample.screen()
    );
    sample.press("<Enter>tyj<Enter>、jiaoyuju");
    assert!(sample.line("配合单位").contains("市体育局、jiaoyuju"));
    sample.press("<Enter>");
    assert!(sample.line("配合单位").contains("市体育局、市教育局"));
    sample.press("<C-s>");
    let task = sample.task(sample.selected());
    assert_eq!(task.owners.support.len(), 2, "{}", sample.screen());
}
