//! 部门名录: the screen at both sizes, and what its keys do to the file.

use insta::assert_snapshot;
use ratatui::Terminal;
use ratatui::layout::Size;
use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use super::super::backend::CellWriter;
use super::{NARROW, Sample, WIDE, read_keys, settle};
use crate::domain::day::parse_day;
use crate::domain::department::Department;

fn department(sample: &Sample, name: &str) -> Department {
    let (it, _) = sample.app().department_page(name).unwrap();
    it
}

#[test]
fn the_list_with_the_page_beside_or_instead_of_it() {
    assert_snapshot!("directory_120", Sample::new(WIDE).press("4mgjj").screen());
    assert_snapshot!("directory_80", Sample::new(NARROW).press("4mgjj").screen());
    assert_snapshot!(
        "directory_60",
        Sample::new(Size::new(60, 16)).press("4mgj").screen()
    );
    let story = "4mgja卫健系统<C-s><Enter>";
    assert_snapshot!(
        "directory_page_120",
        Sample::new(WIDE).press(story).screen()
    );
    assert_snapshot!(
        "directory_page_80",
        Sample::new(NARROW).press(story).screen()
    );
}

#[test]
fn the_forms() {
    let form = |keys: &str| Sample::new(NARROW).press(&format!("4mg{keys}")).screen();
    assert_snapshot!("directory_add_80", form("n市数据局<Tab><Tab><Down>"));
    assert_snapshot!("directory_rename_80", form("r"));
    assert_snapshot!("directory_succeed_80", form("cwlj"));
    assert_snapshot!("directory_retire_80", form("x"));
}

#[test]
fn it_opens_on_the_department_of_the_pane_and_leads_back() {
    let mut sample = Sample::new(NARROW);
    sample.press("4/tyj<Enter>m");
    assert!(
        sample.line("> ").contains("市体育局"),
        "{}",
        sample.screen()
    );
    sample.press("<Enter>");
    assert!(sample.line("别名").contains("体育局"));
    sample.press("<Esc><Esc>");
    assert!(sample.line("筛选").contains("tyj"), "{}", sample.screen());
}

#[test]
fn an_empty_file_says_so_and_takes_the_first() {
    let mut sample = Sample::first_run(NARROW);
    sample.press("G<Enter>4m");
    // Without people in the file, the header names the system's user.
    let screen = sample.screen();
    let below = screen.lines().skip(1).collect::<Vec<_>>().join("\n");
    assert_snapshot!("directory_none_80", below);
    sample.press("r");
    assert!(sample.screen().contains("这里没有部门。"));
    sample.press("<Enter>n市卫健委<Tab>卫健委<C-s>");
    assert!(sample.line("已录入").contains("已录入「市卫健委」。"));
    assert!(sample.line("> ").contains("市卫健委（卫健委）"));
}

#[test]
fn the_filter_takes_names_aliases_and_initials() {
    let mut sample = Sample::new(WIDE);
    sample.press("4m/wjw");
    assert!(
        sample.line("> ").contains("市卫健委"),
        "{}",
        sample.screen()
    );
    sample.press("<C-u>经信委");
    assert!(sample.line("> ").contains("市工业和信息化委"));
    sample.press("<C-u>没有这个");
    assert!(sample.screen().contains("没有符合筛选的部门。"));
    let all = sample.app().directory().all().len();
    sample.press("<Esc>");
    assert!(sample.screen().contains(&format!("{all}个部门，现行")));
}

#[test]
fn a_department_is_entered_and_the_cursor_goes_to_it() {
    let mut sample = Sample::new(WIDE);
    sample.press(
        "4m/tyj<Enter>n市数据局<Tab>数据局<Tab><Down><Down><Enter>大数据局、市大数据局<C-s>",
    );
    assert!(sample.line("已录入").contains("已录入「市数据局」。"));
    assert!(sample.line("> ").starts_with("> 市数据局（数据局）"));
    let made = department(&sample, "大数据局");
    assert_eq!(
        (made.name.as_str(), made.kind_label()),
        ("市数据局", "群团")
    );
    sample.press("a市大数据发展局 信息办<C-s>");
    assert!(
        sample
            .screen()
            .contains("「市数据局」添加别名：市大数据发展局、信息办。")
    );
    assert_eq!(department(&sample, "信息办").id, made.id);
    // The kind can be typed, too.
    sample.press("n市疾控中心<Tab><Tab>sydw<Enter><C-s>");
    assert_eq!(department(&sample, "市疾控中心").kind_label(), "事业单位");
}

#[test]
fn a_new_name_stands_above_the_old_one() {
    let mut sample = Sample::new(WIDE);
    sample.press("4m/tyj<Enter>r市体育发展中心<Tab>体育中心<Tab>2020年3月1日<C-s>");
    let said = "「市体育局」自 2020-03-01 起更名为「市体育发展中心」。";
    assert!(sample.screen().contains(said), "{}", sample.screen());
    assert!(sample.line("> ").contains("市体育发展中心"));
    assert!(sample.line("前身").contains("原市体育局（2020-03-01前）"));
    sample.press("j");
    assert!(
        sample.line("> ").starts_with(">   市体育局"),
        "{}",
        sample.screen()
    );
    assert!(
        sample
            .line("> ")
            .contains("2020-03-01起由「市体育发展中心」承接")
    );
    assert!(sample.line("2021-01-05  王协调").contains("2020-03-01"));
    sample.press("r市体委<C-s>");
    assert!(sample.screen().contains("「市体育局」自 2020-03-01 起已由"));
}

#[test]
fn another_answers_from_a_day_on_and_one_is_retired() {
    let mut sample = Sample::new(WIDE);
    sample.press("4m/市智慧办<Enter>cgxj<Enter>2020/1/1<Tab><Enter>");
    let said = "「市智慧办」自 2020-01-01 起由「市工信局」承接。";
    assert!(sample.screen().contains(said), "{}", sample.screen());
    assert!(sample.line("> ").starts_with(">   市智慧办"));
    sample.press("/tyj<Enter>x<C-s>");
    assert!(
        sample
            .screen()
            .contains("「市体育局」自 2021-01-05 起停用。")
    );
    assert!(sample.line("> ").contains("2021-01-05起停用"));
    assert_eq!(
        department(&sample, "市体育局").retired_on,
        parse_day("2021-01-05")
    );
}

#[test]
fn what_is_refused_stays_in_the_form() {
    let mut sample = Sample::new(NARROW);
    sample.press("4mgn市教育局<C-s>");
    assert!(
        sample
            .screen()
            .contains("「市教育局」已经是「市教育局」的名称。")
    );
    assert!(sample.line("│ 名称 ").contains("市教育局"));
    sample.press("<Esc>fx改日<C-s>");
    let screen = sample.screen();
    assert!(
        screen.contains("看不懂日期「改日」。提示：例如 2020年底"),
        "{screen}"
    );
    assert!(sample.line("自何日起").contains("改日"));
    sample.press("<C-u><Esc>a<C-s>");
    assert!(sample.screen().contains("没有写别名。"));
    sample.press("<Esc>c<C-s>");
    assert!(sample.screen().contains("没有写承接的部门。"));
}

#[test]
fn who_does_not_coordinate_only_reads() {
    let mut sample = Sample::of(Some("li"), NARROW);
    for key in ["n", "a", "r", "c", "x"] {
        sample.press("4mg").press(key);
        let said = "联络员不能管理部门。提示：请联系健康办协调员。";
        assert_eq!(sample.line("不能"), said, "{key}");
        assert!(sample.ui.dialog.is_none());
    }
}

/// Bytes that a terminal would get.
#[derive(Clone, Default)]
struct Sent(Rc<RefCell<Vec<u8>>>);

impl Write for Sent {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn while_a_key_is_held_only_two_rows_are_drawn() {
    let mut sample = Sample::new(WIDE);
    sample.press("4mg");
    let sent = Sent::default();
    let mut terminal = Terminal::new(CellWriter::new(sent.clone(), || Ok(WIDE))).unwrap();
    terminal.draw(|frame| sample.ui.view(frame)).unwrap();
    for key in read_keys("jjjjjjjjjj") {
        sent.0.borrow_mut().clear();
        sample.ui.handle(ratatui::crossterm::event::Event::Key(key));
        sample.ui.prepare();
        terminal.draw(|frame| sample.ui.view(frame)).unwrap();
        let bytes = sent.0.borrow().len();
        assert!(bytes <= 300, "{bytes} bytes");
    }
    settle(&mut sample.ui);
}

#[test]
fn the_members_of_a_group_are_changed_in_its_form() {
    let mut sample = Sample::new(NARROW);
    sample.press("4mg");
    assert!(
        sample.screen().contains("> 各县(市)区"),
        "{}",
        sample.screen()
    );
    let form = sample.press("m").screen();
    assert!(form.contains("anshan-2018"), "{form}");
    assert!(form.contains("立山区政府、千山区政府"), "{form}");
    sample.press("<Tab><C-u>海城市、铁东区<C-s>");
    let page = sample.press("<Enter>").screen();
    assert!(page.contains("海城市政府、铁东区政府"), "{page}");
    let refused = sample.press("<Esc>Gkkm").screen();
    assert!(refused.contains("不是一类单位"), "{refused}");
}
