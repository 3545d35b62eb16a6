//! 部门一览: every number leads to its tasks.

use super::demo::on_demo;
use super::*;

#[test]
fn a_number_opens_as_many_tasks_as_it_says_by_light_and_by_month() {
    let mut sample = on_demo(Theme::monochrome(), 40, "4M");
    let line = sample.line("合计  ");
    assert!(line.contains("红"), "{line}");
    sample.press("/wjw<Enter>jl");
    let told = sample.line("红灯");
    let count = |told: &str| -> usize {
        let before = told.split_once('项').unwrap().0;
        before.rsplit(' ').next().unwrap().parse().unwrap()
    };
    let wanted = count(&told);
    assert!(wanted > 0, "{told}");
    sample.press("<Enter>");
    assert_eq!(
        count(&sample.line("，第1项")),
        wanted,
        "{}",
        sample.screen()
    );
    sample.press("<Esc><Tab>ll");
    let told = sample.line("到期");
    assert!(told.contains("按到期月份"), "{told}");
    sample.press("h");
    let wanted = count(&sample.line("到期更早"));
    sample.press("<Enter>");
    assert_eq!(
        count(&sample.line("，第1项")),
        wanted,
        "{}",
        sample.screen()
    );
}

#[test]
fn a_plan_is_chosen_and_esc_leads_back() {
    let mut sample = on_demo(Theme::monochrome(), 40, "1m");
    let all = sample.line("全部计划");
    sample.press("p");
    let one = sample.line("按灯");
    assert_ne!(one, all);
    assert!(one.contains("健康"), "{one}");
    sample.press("/mei you zhe ge<Esc><Esc>");
    assert!(
        sample.screen().contains("本周与上周"),
        "{}",
        sample.screen()
    );
}
