//! Made-up tables in every layout.

use super::*;
use crate::breakdown::source;
use proptest::prelude::*;

fn table(text: &str) -> Indicators {
    read(&source::read(text.as_bytes(), None).unwrap().lines)
}

/// Every row as `domain|name|unit|kind|owner|direction|year=cell …`.
fn printed(found: &Indicators) -> Vec<String> {
    let row = |row: &DraftIndicator| {
        let values: Vec<String> = row
            .values
            .iter()
            .map(|(year, cell)| format!("{year}={cell}"))
            .collect();
        [
            row.domain.as_str(),
            &row.name,
            &row.unit,
            &row.kind,
            &row.owner,
            &row.direction,
            &values.join(" "),
        ]
        .join("|")
    };
    found.rows.iter().map(row).collect()
}

fn rows(text: &str) -> Vec<String> {
    let found = table(text);
    assert_eq!(found.warnings, [], "{text}");
    printed(&found)
}

#[test]
fn tabs_with_spanning_domains_and_empty_cells() {
    let text = "阅读城市建设指标\n领域\t序号\t指标\t单位\t2031年\t2035年目标\t属性\n场馆\t1\t书房覆盖率\t%\t41\t≥60\t约束性\n\t2\t人均藏书数\t册\t\t1.5左右\t预期性\n活动\t3\t读书会次数\t次\t—\t持续增加\t预期性\n一、任务\n";
    let found = table(text);
    assert_eq!(
        printed(&found),
        [
            "场馆|书房覆盖率|%|约束性||≥|2031=41 2035=≥60",
            "场馆|人均藏书数|册|预期性||左右|2035=1.5左右",
            "活动|读书会次数|次|预期性||持续增加|2031=— 2035=持续增加",
        ]
    );
    assert_eq!(found.lines, (1..=5).collect());
    assert_eq!(found.warnings, []);
}

#[test]
fn tabs_with_wrapped_cells_and_lines_between_rows() {
    let text = "指标名称\t单位\t基期（2031年）\t“十六五”末\t备注\n一类场馆\n书房与驿站\t%\t41\t60\t甲\n覆盖率\t\t\t\t\n二类场馆\n步道密度（市丙局）\t\t2\t3\n";
    assert_eq!(
        rows(text),
        [
            "一类场馆|书房与驿站覆盖率|%||||2031=41 2035=60",
            "二类场馆|步道密度|||市丙局||2031=2 2035=3",
        ]
    );
}

#[test]
fn a_missing_cell_between_tabs_shifts_nothing() {
    let text = "指标\t单位\t2031年\t2035年\t属性\n书房覆盖率\t%\t41\t≥60\t约束性\n藏书总量\t万册\t预期性\n步道总量\t12\t30\t预期性\n灯光达标率\t%\t50\t≥80\t预期性\n馆员数\t人\t50\t≥80\n路灯完好率\t%\t30\t≥50\t约束性\n";
    let found = table(text);
    assert_eq!(
        printed(&found),
        [
            "|书房覆盖率|%|约束性||≥|2031=41 2035=≥60",
            "|藏书总量|万册|预期性|||",
            "|步道总量||预期性|||2031=12 2035=30",
            "|灯光达标率|%|预期性||≥|2031=50 2035=≥80",
            "|馆员数|人|||≥|2031=50 2035=≥80",
            "|路灯完好率|%|约束性||≥|2031=30 2035=≥50",
        ]
    );
    let lines: Vec<usize> = found.warnings.iter().map(|it| it.line).collect();
    assert_eq!(lines, [3, 4, 6]);
    assert!(found.warnings.iter().all(|it| it.message.ends_with('。')));
}

#[test]
fn blanks_between_cells() {
    let text = "表3 主要指标\n序号  指标　　单位  2031年  2035年  指标性质\n1  书房覆盖率  %  41  ≥60  约束性\n2  每万人驿站数  个  1.5  2  预期性\n注：1.按常住人口计。\n2.不含临时点。\n3月前完成。\n";
    let found = table(text);
    assert_eq!(
        printed(&found),
        [
            "|书房覆盖率|%|约束性||≥|2031=41 2035=≥60",
            "|每万人驿站数|个|预期性|||2031=1.5 2035=2",
        ]
    );
    assert_eq!(found.lines, (1..=6).collect());
}

#[test]
fn one_cell_a_line_behind_tabs() {
    let text = "\t类别\n\t主要指标\n\t单位\n\t现状值（2031年）\n\t2035年目标值\n\n\t场馆和\n活动\n\t书房覆盖率（市丙局）\n\t%\n\t41\n\t力争每年\n提高2个\n百分点\n\n\t\n\t读书会次数\n\t次\n\t\n\t≥8\n\n\t\n\t步道总量\n\t公里\n\t12\n\t30\n\n全市要抓好落实。\n";
    assert_eq!(
        rows(text),
        [
            "场馆和活动|书房覆盖率|%||市丙局|提高|2031=41 2035=力争每年提高2个百分点",
            "场馆和活动|读书会次数|次|||≥|2035=≥8",
            "场馆和活动|步道总量|公里||||2031=12 2035=30",
        ]
    );
}

#[test]
fn tabbed_cells_without_lines_between_the_rows() {
    let text = "\t指标\n\t2031年\n\t2035年\n\t属性\n\t书房覆盖率（%）\n\t41\n\t≥60\n\t约束性\n\t步道总量（公里）\n\t12\n\t30\n\t预期性\n";
    assert_eq!(
        rows(text),
        [
            "|书房覆盖率|%|约束性||≥|2031=41 2035=≥60",
            "|步道总量|公里|预期性|||2031=12 2035=30",
        ]
    );
}

#[test]
fn one_cell_a_line_with_nothing_to_part_them() {
    let text = "领域\n序号\n指标\n2031年\n2035年\n2040年\n公共场馆\n1\n城乡书房与社区驿站（含流\n动站）覆盖率（%）\n41\n接近60\n80以上\n2\n夜间灯光投诉件数（件）\n3\n≦2\n保持很少\n扰民状态\n3\n馆员数（人）\n2\n3\n保持很少\n扰民状态\n公共活动\n4\n读书会次数（次）\n—\n8\n持续\n增加\n三、主要任务\n";
    let found = table(text);
    assert_eq!(
        printed(&found),
        [
            "公共场馆|城乡书房与社区驿站（含流动站）覆盖率|%|||以上|2031=41 2035=接近60 2040=80以上",
            "公共场馆|夜间灯光投诉件数|件|||保持|2031=3 2035=≦2 2040=保持很少扰民状态",
            "公共场馆|馆员数|人|||保持|2031=2 2035=3 2040=保持很少扰民状态",
            "公共活动|读书会次数|次|||持续增加|2031=— 2035=8 2040=持续增加",
        ]
    );
    assert_eq!(found.warnings, []);
    assert!(!found.lines.contains(&33));
}

#[test]
fn stacked_cells_without_row_numbers() {
    let text = "指标\n单位\n现状\n（2031年）\n目标\n（2035年）\n属性\n\n书房覆盖率\n%\n41\n≥60\n约束性\n每万人驿站\n拥有数\n个\n1.5\n约束性\n步道总量\n公里\n12\n30\n预期性\n\n全市要抓好落实，按期完成。\n";
    let found = table(text);
    assert_eq!(
        printed(&found),
        [
            "|书房覆盖率|%|约束性||≥|2031=41 2035=≥60",
            "|每万人驿站拥有数|个|约束性|||",
            "|步道总量|公里|预期性|||2031=12 2035=30",
        ]
    );
    assert_eq!(found.warnings.len(), 1);
    assert_eq!(found.warnings[0].line, 14);
    assert!(found.warnings[0].message.contains("1.5"));
}

#[test]
fn a_row_that_lacks_one_value_is_settled_only_where_it_can_be() {
    let head = "序号\n指标\n2031年\n2035年\n2040年\n1\n书房覆盖率\n41\n60\n80\n2\n步道总量\n";
    let last = |cells: &str| {
        let found = table(&format!("{head}{cells}\n"));
        assert_eq!(found.warnings.len(), 1, "{cells}");
        assert_eq!(found.warnings[0].line, 11);
        printed(&found).pop().unwrap()
    };
    assert_eq!(last("12\n30"), "|步道总量|||||2035=12 2040=30");
    assert_eq!(last("≥12\n≥30"), "|步道总量||||≥|2035=≥12 2040=≥30");
    assert_eq!(last("12\n≥30"), "|步道总量|||||");
    assert_eq!(last("12"), "|步道总量|||||");
}

#[test]
fn a_domain_or_name_that_is_missing_is_said() {
    let text = "\t领域\n\t指标\n\t2031年\n\t2035年\n\n\t公共场馆\n\t书房覆盖率\n\t41\n\t60\n\n\t\n\t步道总量\n\t12\n\t30\n\n\t公共活动\n\t50\n\t80\n";
    let found = table(text);
    assert_eq!(found.rows.len(), 3);
    assert_eq!(found.warnings.len(), 1);
    assert_eq!(found.warnings[0].line, 16);
    assert!(found.warnings[0].message.contains("「领域」"));
}

#[test]
fn half_a_value_stays_half_when_another_is_missing() {
    let text = "序号\n指标\n2031年\n2035年\n2040年\n1\n书房覆盖率\n4\n≥6\n保持很少\n控制水平\n2\n步道总量\n12\n≥30\n保持很少\n控制水平\n3\n灯光总量\n≥50\n保持很少\n控制水平\n";
    let found = table(text);
    assert_eq!(
        printed(&found).pop().unwrap(),
        "|灯光总量||||保持|2035=≥50 2040=保持很少控制水平"
    );
    assert_eq!(found.warnings.len(), 1);
}

#[test]
fn two_tables_in_one_document_keep_their_own_columns() {
    let text = "专栏1 场馆指标\n指标\t2031年\t2035年\n书房覆盖率（%）\t41\t60\n\n第二段说明，另有安排。\n领域\n指标\n2040年\n属性\n活动\n读书会次数（次）\n80\n预期性\n";
    assert_eq!(
        rows(text),
        [
            "|书房覆盖率|%||||2031=41 2035=60",
            "活动|读书会次数|次|预期性|||2040=80",
        ]
    );
}

#[test]
fn a_header_repeated_on_the_next_page_goes_on() {
    let text = "领域\t指标\t2031年\t2035年\n场馆\t书房覆盖率\t41\t60\n领域\t指标\t2031年\t2035年\n\t步道总量\t12\t30\n";
    assert_eq!(
        rows(text),
        [
            "场馆|书房覆盖率|||||2031=41 2035=60",
            "场馆|步道总量|||||2031=12 2035=30",
        ]
    );
}

#[test]
fn what_is_no_indicator_table_is_left_alone() {
    for text in [
        "序号\t任务名称\t任务内容\t责任单位\t时间节点\n1\t平台\t建设平台2个\t市甲局\t2035年底\n",
        "指标\n建立健全监测体系，到2035年完成。\n",
        "指标\t2031年\t2035年\n到2035年，全面完成任务。\n",
        "项目\t2031年\t2035年\n书房\t1\t2\n",
        "领域\n指标\n2031年\n2035年\n一、总体要求\n",
    ] {
        let found = table(text);
        assert!(found.rows.is_empty() && found.lines.is_empty(), "{text}");
    }
}

#[test]
fn a_task_table_below_keeps_its_rows() {
    let text = "指标\t单位\t2031年\n书房覆盖率\t%\t41\n任务分工\n序号\t任务内容\t责任单位\n1\t到2035年，建成书房12间\t市丙局\n";
    let draft = crate::breakdown::tests::read(text.as_bytes(), None).unwrap();
    assert_eq!((draft.indicators.len(), draft.measures.len()), (1, 1));
    assert_eq!(draft.warnings, []);
}

#[test]
fn a_table_is_no_measure_of_the_plan() {
    let text = "一、工作目标\n到2035年，步道成网。\n主要指标\n领域\n指标\n2031年\n2035年\n场馆\n书房覆盖率（%）（市丙局）\n41\n60\n注：按常住人口计。\n二、主要任务\n（一）建设书房。到2035年，建成书房12间。（责任单位：市丙局）\n";
    let draft = crate::breakdown::tests::read(text.as_bytes(), None).unwrap();
    assert_eq!(draft.indicators.len(), 1);
    assert_eq!(draft.indicators[0].owner, "市丙局");
    assert_eq!(draft.measures.len(), 1);
    assert_eq!(draft.measures[0].number, "（一）");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_text_is_read_without_a_panic(text in ".{0,400}") {
        if let Ok(source) = source::read(text.as_bytes(), None) {
            read(&source.lines);
        }
    }

    #[test]
    fn any_cells_behind_a_header_are_read_and_every_row_has_a_name(
        cells in proptest::collection::vec(
            prop_oneof![
                Just("\t".to_owned()), Just("\n".to_owned()), Just("\n\t".to_owned()), Just("  ".to_owned()),
                Just("场馆".to_owned()), Just("书房覆盖率（%）".to_owned()), Just("≥60".to_owned()), Just("41".to_owned()),
                Just("约束性".to_owned()), Just("%".to_owned()), Just("持续".to_owned()), Just("—".to_owned()),
                Just("2".to_owned()), Just("注：".to_owned()), Just("指标\n2040年\n属性".to_owned()), "[\\PC]{0,6}",
            ],
            0..60,
        ),
        separator in prop_oneof![Just("\t"), Just("\n"), Just("\n\t"), Just("  "), Just("\n\n")],
    ) {
        let head = ["领域", "序号", "指标", "2031年", "2035年", "属性"].join(separator);
        let lead = if separator == "\n\t" { "\t" } else { "" };
        let text = format!("{lead}{head}\n{}", cells.join(separator));
        if let Ok(source) = source::read(text.as_bytes(), None) {
            let found = read(&source.lines);
            prop_assert!(found.rows.iter().all(|row| !row.name.is_empty()), "{:?}", found.rows);
            prop_assert!(found.warnings.iter().all(|it| it.line > 0 && it.message.ends_with('。')));
        }
    }
}
