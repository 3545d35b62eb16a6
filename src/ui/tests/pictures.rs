//! The pictures in `docs/`: every pane as text, four of them in their colours, made from the dashboard as it runs.

use std::fmt::Write;

use super::demo::on_demo;
use super::svg::svg;
use super::workspace::bench;
use super::*;

/// The page of text pictures.
const PAGE: &str = "docs/screens.zh-CN.md";

/// The only pane that the demo can't show whole: its plans come without their paragraphs.
const WORKSPACE: &str = "拆解";

/// The panes on it: the heading, how one gets there, rows, and the keys that are pressed for the picture.
const PANES: [(&str, &str, u16, &str); 17] = [
    ("总览", "按 `1`", 34, "1"),
    ("计划", "按 `2`；`l` 展开，`h` 收起", 30, "2ljjjjljljljj"),
    ("逾期", "按 `3`", 28, "3jjjjj"),
    ("部门", "按 `4`", 34, "4j"),
    ("指标", "按 `5`", 34, "5jjj"),
    ("周报", "按 `6`", 34, "6"),
    ("待办", "按 `7`", 30, "7jj"),
    ("日志", "按 `8`", 30, "8jj"),
    ("任务页", "在任何列表的任务上按回车", 34, "3jjjjj<Enter>"),
    (
        WORKSPACE,
        "在「计划」的措施上按 `w`（此图取自一份刚导入的文字）",
        30,
        "j",
    ),
    (
        "部门一览",
        "在「部门」按 `M`，在「总览」按 `m`；Tab 换成到期月份",
        30,
        "4M<Tab>jll",
    ),
    ("分组", "在任务列表按 `F` 选一种", 30, "3Fqt<Enter>jj"),
    (
        "视图",
        "随处按 `9`",
        28,
        "3Fqt<Enter>W红灯分部门<Tab><Tab>F2<C-s>9",
    ),
    ("部门名录", "在「部门」按 `m`", 30, "4mj"),
    ("人员", "在「部门」按 `p`", 30, "4pj"),
    ("催办通知", "在「部门」按 `n`", 30, "4jn"),
    ("按键说明", "随处按 `?`", 34, "3?"),
];

/// The pictures in colours: the name of the file, rows, keys.
const COLOURED: [(&str, u16, &str); 4] = [
    ("overview", 34, "1"),
    ("overdue", 26, "3jjjjjjjjjjjjjjjjjjj"),
    ("indicators", 34, "5jjj"),
    ("inbox", 28, "7jj"),
];

/// Holds a file to what it should be, or writes it where snapshots are rewritten.
fn hold(path: &str, wanted: &str) {
    if std::env::var("INSTA_UPDATE").is_ok_and(|it| it == "always") {
        std::fs::create_dir_all(std::path::Path::new(path).parent().unwrap()).unwrap();
        std::fs::write(path, wanted).unwrap();
    }
    let there = std::fs::read_to_string(path).unwrap_or_default();
    let lines = there.lines().zip(wanted.lines()).enumerate();
    let different = lines.clone().find(|(_, (old, new))| old != new);
    assert!(
        there == wanted,
        "{path} is stale; INSTA_UPDATE=always rewrites it. The first line that differs: {different:?}"
    );
}

#[test]
fn the_page_of_screens_shows_every_pane_as_it_is() {
    let mut page = String::from(
        "# 每一屏的样子\n\n\
         下面各图取自 `duban demo`（五份计划和编造的两年办理情况），120列宽；彩色的见 \
         [总览](pictures/overview.svg)、[逾期](pictures/overdue.svg)、[指标](pictures/indicators.svg)、[待办](pictures/inbox.svg)。图由测试从运行中的界面生成并逐字核对，\
         界面改了而图没有改，测试就不通过。\n\n",
    );
    for (heading, way, ..) in PANES {
        writeln!(page, "- [{heading}](#{heading})：{way}").unwrap();
    }
    for (heading, way, rows, keys) in PANES {
        let screen = if heading == WORKSPACE {
            bench(Size::new(120, rows)).press(keys).screen()
        } else {
            on_demo(Theme::monochrome(), rows, keys).screen()
        };
        writeln!(page, "\n## {heading}\n\n{way}。\n\n```text\n{screen}\n```").unwrap();
    }
    hold(PAGE, &page);
}

#[test]
fn the_pictures_in_colours_show_the_demo_as_it_is() {
    for (name, rows, keys) in COLOURED {
        let sample = on_demo(Theme::coloured(), rows, keys);
        hold(
            &format!("docs/pictures/{name}.svg"),
            &svg(&drawn(&sample.ui).0),
        );
    }
}
