//! What the people of the demo write.

use super::Dice;

const SURNAMES: [&str; 16] = [
    "李", "张", "刘", "陈", "杨", "黄", "吴", "徐", "孙", "马", "朱", "胡", "郭", "何", "高", "林",
];
const GIVEN: [&str; 16] = [
    "静", "伟", "芳", "强", "丽", "军", "洋", "艳", "勇", "娟", "涛", "超", "霞", "平", "刚",
    "桂英",
];

const EARLY: [&str; 6] = [
    "已制定工作方案，明确责任科室和完成时间。",
    "已开部署会，任务分到各科室和基层单位。",
    "完成摸底，建立台账，下步确定试点。",
    "经费已落实，正在办理采购手续。",
    "与配合单位会商一次，分工已明确。",
    "已列入年度重点工作，按月调度。",
];
const MIDDLE: [&str; 7] = [
    "两处试点运行平稳，下季度全面铺开。",
    "开展检查一轮，发现问题五个，已整改三个。",
    "受疫情影响进度偏慢，已调整安排，下季度补上。",
    "培训骨干两期，各单位已能独立开展。",
    "设备到位，正在安装调试。",
    "数据已报送，正与统计部门核对口径。",
    "按计划推进，无突出问题。",
];
const LATE: [&str; 4] = [
    "主体工作完成，正在整理佐证材料。",
    "已基本达到要求，准备申请办结。",
    "完成自查，还差一个单位的材料。",
    "已通过内部验收，等待汇总数据。",
];

/// The name of a person.
pub fn name(dice: &Dice) -> String {
    let (surname, given) = (
        dice.one_of("surname", &SURNAMES),
        dice.one_of("given", &GIVEN),
    );
    format!("{surname}{given}")
}

/// The report of a task that comes as the `count`th, at a percent, with the target where the task has one.
pub fn report(dice: &Dice, count: usize, percent: i64, target: &str) -> String {
    let words: &[&str] = match (count, percent) {
        (_, 80..) => &LATE,
        (1, _) => &EARLY,
        _ => &MIDDLE,
    };
    let question = format!("report {count}");
    let said = dice.one_of(&question, words);
    if count > 1 && percent < 80 && !target.is_empty() && dice.happens(&question, 50) {
        return format!("目标「{target}」，完成约{percent}%。{said}");
    }
    said.to_owned()
}

/// With a submission.
pub fn submission(dice: &Dice) -> &'static str {
    dice.one_of(
        "submission",
        &[
            "任务已完成，佐证材料报健康办备查。",
            "已按要求完成，数据经统计部门核对。",
            "已完成，验收意见附后。",
        ],
    )
}

/// Why a submission comes back.
pub fn returned(dice: &Dice) -> &'static str {
    dice.one_of(
        "returned",
        &[
            "佐证材料不全，请补充验收资料后再报。",
            "完成数与统计口径不符，请核实。",
            "覆盖面没有达到目标值，请继续推进。",
        ],
    )
}

/// Why a task is given back.
pub fn declined(dice: &Dice) -> &'static str {
    dice.one_of(
        "declined",
        &[
            "机构改革后职责已划出，建议重新确定牵头单位。",
            "本单位只承担其中一项，建议由配合单位牵头。",
        ],
    )
}

/// Why it is given again all the same.
pub fn given_again() -> &'static str {
    "经会商，仍由你单位牵头，配合单位按分工办理。"
}

/// An urge.
pub fn urge(dice: &Dice, question: &str) -> &'static str {
    dice.one_of(
        question,
        &[
            "已逾期，请三日内反馈进展和完成日期。",
            "请尽快签收并明确责任人。",
            "本周通报前请补报进展。",
        ],
    )
}

/// Why a later day is asked for.
pub fn postponed(dice: &Dice) -> &'static str {
    dice.one_of(
        "postponed",
        &[
            "受疫情影响，现场停工近三个月。",
            "采购流标，需重新招标。",
            "上级资金下达较晚。",
            "选址调整，手续正在办理。",
        ],
    )
}

/// Why a later day is not granted.
pub fn not_postponed(dice: &Dice) -> &'static str {
    dice.one_of(
        "not-postponed",
        &[
            "具备按期完成的条件，请抓紧推进。",
            "理由不充分，请按原期限办理。",
        ],
    )
}

/// A document number of the office.
pub fn document(dice: &Dice, year: i32) -> String {
    format!("健康办〔{year}〕{}号", 1 + dice.roll("document", 60))
}
