//! 新版 as a coordinator uses it: a second printing comes in, and its changes are taken or not.

use insta::assert_snapshot;
use ratatui::layout::Size;

use super::{NARROW, Sample, WIDE};

pub const FIRST: &str = "健康甲市行动计划（2018—2020年）\n\n一、主要任务\n\n\
    1.推进健身工程。加强宣传。到2020年，建成步道5条；公园3个。（责任单位：市体育局）\n\n\
    2.推进控烟工程。设立戒烟门诊2个。（责任单位：市卫生计生委）\n";
const SECOND: &str = "健康甲市行动计划（2018—2020年）\n\n一、主要任务\n\n\
    1.推进健身工程。加强宣传。到2020年，建成步道8条；公园3个。开通健身热线。（责任单位：市体育局）\n\n\
    2.推进养老工程。建成养老院4家。（责任单位：市民政局）\n";

/// The changes of the second edition, taken in through the form.
pub fn edition(size: Size) -> Sample {
    let mut sample = Sample::on(FIRST, size);
    let path = sample.folder.path().join("新版.txt");
    std::fs::write(&path, SECOND).unwrap();
    sample.press("i").paste(&path.display().to_string());
    sample.press("<Tab>jia<Enter>");
    sample
}

#[test]
fn rows_of_the_indicator_table_stand_behind_the_measures() {
    let table = "领域\t指标\t单位\t2015年\t2020年\n健康水平\t人均预期寿命\t岁\t77.1\t79\n健康环境\t空气质量优良天数\t天\t270\t292\n";
    let printed = |text: &str, table: &str| format!("{text}\n二、主要指标\n\n{table}");
    let second = |size| {
        let mut sample = Sample::on(&printed(FIRST, table), size);
        let path = sample.folder.path().join("新版.txt");
        let fewer: Vec<&str> = table.lines().filter(|it| !it.contains("空气")).collect();
        let fewer = fewer.join("\n").replace("\t79", "\t80");
        std::fs::write(&path, printed(SECOND, &format!("{fewer}\n"))).unwrap();
        sample.press("i").paste(&path.display().to_string());
        sample.press("<Tab>jia<Enter><Down><Down><Down>");
        sample
    };
    assert_snapshot!("edition_row_120", second(WIDE).screen());
    assert_snapshot!("edition_row_80", second(NARROW).press("<Enter>").screen());
    let mut sample = second(WIDE);
    sample.press("y甲政办发〔2019〕9号<Enter>");
    assert_eq!(
        sample.line("已采用「"),
        "已采用「人均预期寿命」：指标按新版改写，已登记的数据照旧。"
    );
    sample.press("y甲政办发〔2019〕9号<Enter><Esc>5j");
    // What is gone stands in the list, and is counted no more.
    assert!(sample.line("1项指标").contains("接近1"));
    assert!(sample.line("空气质量优良天数 ").contains("已删去"));
    assert_snapshot!("edition_row_gone_120", sample.screen());
}

#[test]
fn changes_are_taken_with_a_basis_or_refused_with_a_reason() {
    let mut sample = edition(WIDE);
    assert!(sample.line("的新版").contains("相同0条，改动3条"));
    sample.press("y<Enter>");
    assert!(sample.line("采用一处改动").contains("须写明依据"));
    sample.press("甲政办发〔2019〕9号<Enter>");
    assert_eq!(
        sample.line("已采用「"),
        "已采用「推进健身工程」：不变 1 项，调整 1 项，新增草稿 1 项。"
    );
    assert!(sample.line("推进健身工程 ").contains("已采用"));
    sample.press("n另有安排<Enter>");
    assert!(sample.line("未采用「").contains("计划保持原样"));
    sample.press("y甲政办发〔2019〕9号<Enter>");
    assert!(sample.line("已采用「").contains("推进养老工程"));
    sample.press("y");
    assert_eq!(sample.line("已经处理过"), "这处改动已经处理过了。");
    sample.press("<Esc>");
    assert!(sample.screen().contains("份计划"));
    sample.press("v");
    assert!(sample.screen().contains("待处理0条"));
}

#[test]
fn a_plan_without_an_edition_says_so() {
    let mut sample = Sample::on(FIRST, WIDE);
    sample.press("v");
    assert!(sample.line("还没有新版").contains("导入新版时填上它的短名"));
}
