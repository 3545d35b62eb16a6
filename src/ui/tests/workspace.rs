//! 拆解 as a coordinator uses it: keys in, screen and file out.

use insta::assert_snapshot;

use super::{NARROW, Sample, WIDE};
use crate::domain::id::PlanId;
use ratatui::layout::Size;

const PLAN: &str = "健康甲市行动计划（2018—2020年）\n\n一、主要任务\n\n（一）普及健康生活。\n\n\
    1.推进健身工程。加强宣传，营造氛围。到2020年，建成步道5条；公园3个。每年举办运动会一次。\
    （责任单位：市体育局、市教育局）\n\n\
    2.推进控烟工程。倡导无烟生活。设立戒烟门诊2个，培训骨干20名。\n\n\
    （二）强化保障。\n\n\
    3.营造氛围。坚持政府主导，全民参与。\n";

/// The workspace on a document that has just been imported.
pub fn bench(size: Size) -> Sample {
    let mut sample = Sample::on(PLAN, size);
    sample.press("w");
    sample
}

fn titles(sample: &Sample, measure: i64) -> Vec<String> {
    let app = sample.app();
    let workspace = app
        .workspace(crate::domain::id::MeasureId(measure))
        .unwrap();
    let tasks = workspace.tasks.into_iter();
    tasks.map(|it| it.promise.title).collect()
}

fn finished(sample: &Sample) -> usize {
    sample.app().breakdown_progress(PlanId(1)).unwrap().finished
}

#[test]
fn workspace_screens() {
    assert_snapshot!("workspace_120", bench(WIDE).press("j").screen());
    assert_snapshot!("workspace_80", bench(NARROW).press("j").screen());
    assert_snapshot!("workspace_empty_80", bench(NARROW).press("]]").screen());
    assert_snapshot!("workspace_smallest_60", bench(Size::new(60, 16)).screen());
    assert_snapshot!("workspace_draft_80", bench(NARROW).press("e").screen());
    assert_snapshot!("workspace_reason_80", bench(NARROW).press("x").screen());
    assert_snapshot!("workspace_handout_120", bench(WIDE).press("A").screen());
    assert_snapshot!("workspace_title_80", bench(NARROW).press("+").screen());
}

#[test]
fn a_task_is_split_at_the_caret_and_merged_again() {
    let mut sample = bench(WIDE);
    sample.press("jjs");
    assert_eq!(sample.line("把光标"), "把光标移到要断开的字前，再拆开。");
    sample.press("llll s");
    assert_eq!(
        titles(&sample, 1),
        ["建成步道5条", "建成公园3个", "每年举办", "运动会一次"]
    );
    assert_eq!(
        sample.line("已拆成"),
        "已拆成「每年举办」和「运动会一次」。"
    );
    sample.press("<Tab>km");
    assert_eq!(titles(&sample, 1).len(), 3);
    sample.press("zz");
    assert_eq!(
        titles(&sample, 1),
        ["建成步道5条", "建成公园3个", "每年举办运动会一次"]
    );
    sample.press("z");
    assert!(sample.line("没有可以撤销").contains("只能撤销自己"));
}

#[test]
fn words_are_dropped_marked_and_added() {
    let mut sample = bench(WIDE);
    sample.press("d");
    assert!(sample.line("已删去").contains("它的文字待定"));
    assert!(sample.screen().contains("未成任务 2 处"));
    sample.press("<Tab>g");
    assert_eq!(sample.line("标题或责任"), "标题或责任单位");
    sample.press("www");
    assert_eq!(
        sample.line("待定的文字"),
        "待定的文字：+ 补成任务，x 标为不需拆"
    );
    sample.press("x<Down><Enter>");
    assert_eq!(sample.line("已标为"), "已标为不需拆：目的或效果。");
    sample.press("l");
    assert_eq!(sample.line("不需拆：目的"), "不需拆：目的或效果（王协调）");
    sample.press("+");
    assert_eq!(titles(&sample, 1)[0], "建成步道5条");
    sample.press("<Tab>x自己的理由<Enter>");
    assert!(sample.line("已标为").contains("自己的理由"));
}

#[test]
fn a_selection_becomes_a_task() {
    let mut sample = bench(WIDE);
    sample.press("<Tab>gwvlll");
    assert!(sample.line("选中").starts_with("选中4字"));
    sample.press("<Esc>hhhvlll+");
    assert_eq!(titles(&sample, 1).len(), 4);
    assert_eq!(sample.line("已添加任务"), "已添加任务「加强宣传」。");
    sample.press("<Esc>");
    assert!(sample.screen().contains("份计划"));
}

#[test]
fn a_draft_is_put_right_in_its_form() {
    let mut sample = bench(WIDE);
    sample.press("e建健身步道<Tab>tyj<Enter>");
    sample.press("<Tab>2019年底前<Tab>6条<Tab>每年<C-s>");
    let app = sample.app();
    let workspace = app.workspace(crate::domain::id::MeasureId(1)).unwrap();
    let task = &workspace.tasks[0];
    assert_eq!(task.promise.title, "建健身步道");
    assert_eq!(task.state.last_day, "2019-12-31".parse().ok());
    assert_eq!(task.promise.target, "6条");
    assert_eq!(app.lead_label(task), "市体育局");
    sample.press("t随便<C-s>");
    assert!(sample.line("看不懂日期").contains("看不懂日期「随便」。"));
    sample.press("<Esc>f");
    assert_eq!(sample.line("项任务，"), "3项任务，2处未成任务");
}

#[test]
fn measures_are_given_out_one_after_the_other() {
    let mut sample = bench(WIDE);
    assert_eq!(finished(&sample), 0);
    sample.press("<Enter><Enter>");
    assert!(sample.line("已交办").starts_with("已交办 3 项任务"));
    assert_eq!(finished(&sample), 1);
    sample.press("n");
    assert!(sample.screen().contains("2. 推进控烟工程"));
    sample.press("<Enter>");
    assert!(
        sample
            .line("没有可以交办")
            .contains("本条没有可以交办的草稿")
    );
    sample.press("<Esc>otyj<Enter><C-s>jotyj<Enter><C-s>AA");
    assert_eq!(finished(&sample), 2);
    sample.press("nx<Enter>");
    assert_eq!(finished(&sample), 3);
    sample.press("n");
    assert_eq!(sample.line("全部拆完"), "全部拆完了。");
    assert!(sample.screen().contains("已拆 3/3 条 ############ 100%"));
    sample.press("zz");
    assert_eq!(finished(&sample), 1);
}

#[test]
fn what_a_department_has_is_not_changed_here() {
    let mut sample = bench(WIDE);
    sample.press("<Enter><Enter>d");
    assert!(sample.line("不能删去").contains("现为「待签收」，不能删去"));
    assert_eq!(titles(&sample, 1).len(), 3);
}

#[test]
fn another_session_s_change_is_not_overwritten_and_what_was_typed_stays() {
    let mut sample = bench(WIDE);
    sample.press("e我写的名称");
    let mut other = sample.app();
    let measure = crate::domain::id::MeasureId(1);
    let workspace = other.workspace(measure).unwrap();
    let step = crate::app::Step {
        measure,
        seen: None,
        act: crate::app::Remake::Drop {
            task: workspace.tasks[1].id,
        },
    };
    other.remake(&step).unwrap();
    sample.press("<C-s>");
    assert!(sample.screen().contains("已由王协调于"));
    assert!(sample.screen().contains("我写的名称"));
    sample.press("<C-s>");
    assert_eq!(titles(&sample, 1), ["我写的名称", "每年举办运动会一次"]);
}

#[test]
fn a_suggested_lead_is_taken_only_when_somebody_takes_it() {
    let mut sample = bench(WIDE);
    sample.press("]");
    assert!(sample.line("?市卫健委").contains("设立戒烟门诊2个"));
    assert!(sample.line("建议").contains("市卫健委（职责含「"));
    assert_eq!(finished(&sample), 0);
    sample.press("o<Enter><C-s>");
    let app = sample.app();
    let workspace = app.workspace(crate::domain::id::MeasureId(2)).unwrap();
    assert_eq!(app.lead_label(&workspace.tasks[0]), "市卫健委");
    assert!(workspace.tasks[1].state.lead.is_none());
    sample.press("z");
    assert!(sample.screen().contains("?市卫健委"));
    sample.press("Y");
    assert!(sample.line("已为").starts_with("已为 1 项任务定牵头单位"));
    sample.press("y");
    assert!(sample.line("没有牵头单位的建议").contains("自己定部门"));
    sample.press("jotyj<Enter><C-s><Enter><Enter>");
    assert_eq!(finished(&sample), 1);
}
