//! A page is parsed back and measured.

use super::*;
use crate::domain::document::{Cell, Chart, Table};
use chrono::NaiveDate;
use scraper::{ElementRef, Html, Selector};

fn chart(kinds: &[&str], bars: &[(&str, &[f64])], is_course: bool) -> Chart {
    Chart {
        name: "各单位任务".to_owned(),
        kinds: kinds.iter().map(|it| (*it).to_owned()).collect(),
        bars: bars
            .iter()
            .map(|(label, figures)| ((*label).to_owned(), figures.to_vec()))
            .collect(),
        is_course,
    }
}

fn small() -> Document {
    let mut table = Table::new("总体情况", &[("项目", 8), ("本周", 4), ("比例", 4)]);
    table.rows = vec![
        vec!["在办".into(), Cell::Count(12), Cell::Percent(Some(80))],
        vec!["逾期".into(), Cell::Count(-1), Cell::Percent(None)],
    ];
    let mut wide = Table::new("逾期事项", &[("序号", 2), ("最后期限", 6)]).wide();
    wide.rows = vec![vec![
        Cell::Count(1),
        Cell::Day(NaiveDate::from_ymd_opt(2020, 12, 31)),
    ]];
    Document {
        title: "督办通报".to_owned(),
        number: "第12期".to_owned(),
        subtitle: "截至2021年2月7日".to_owned(),
        recipients: vec!["市教育局".to_owned(), "市民政局".to_owned()],
        signed_by: "市健康办".to_owned(),
        day: NaiveDate::from_ymd_opt(2021, 2, 8),
        blocks: vec![
            Block::Heading(1, "一、总体情况".to_owned()),
            Block::Paragraph("本周在办12项。".to_owned()),
            Block::Table(table),
            Block::List(vec!["市教育局".to_owned(), "市民政局".to_owned()]),
            Block::Chart(chart(
                &["红", "绿"],
                &[("市教育局", &[1.0, 19.0]), ("市民政局", &[0.0, 0.0])],
                false,
            )),
            Block::Chart(chart(
                &["办结"],
                &[("2020年", &[3.0]), ("2021年", &[6.0])],
                true,
            )),
            Block::Heading(1, "附件".to_owned()),
            Block::Table(wide),
        ],
    }
}

fn with(block: Block) -> Document {
    Document {
        title: "通报".to_owned(),
        blocks: vec![block],
        ..Document::default()
    }
}

fn found<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

fn texts(page: &Html, selector: &str) -> Vec<String> {
    let text = |it: ElementRef| it.text().collect::<String>();
    found(page, selector).into_iter().map(text).collect()
}

/// An attribute of each as a number; a percent sign is dropped.
fn numbers(page: &Html, selector: &str, attribute: &str) -> Vec<f64> {
    found(page, selector)
        .iter()
        .map(|it| it.attr(attribute).unwrap().trim_end_matches('%'))
        .map(|it| it.parse().unwrap())
        .collect()
}

fn parsed(document: &Document) -> Html {
    Html::parse_document(&page(document))
}

#[test]
fn a_small_document() {
    let page = page(&small());
    // The style sheet is a file of its own and can be read there.
    insta::assert_snapshot!(page.replace(STYLE, "…\n"));
}

#[test]
fn the_same_document_is_the_same_page() {
    assert_eq!(page(&small()), page(&small().clone()));
}

#[test]
fn the_parts_of_a_page() {
    let page = parsed(&small());
    assert_eq!(texts(&page, "h1"), ["督办通报"]);
    assert_eq!(texts(&page, "title:not(svg *)")[0], "督办通报 第12期");
    assert_eq!(texts(&page, "main > h2"), ["一、总体情况"]);
    assert_eq!(texts(&page, "section.wide > h2"), ["附件"]);
    assert_eq!(texts(&page, "footer p"), ["市健康办", "2021年2月8日"]);
    assert_eq!(texts(&page, "main > ul > li"), ["市教育局", "市民政局"]);
    assert_eq!(texts(&page, ".recipients"), ["市教育局、市民政局："]);
    assert_eq!(
        texts(&page, "main > .scroll tbody td.figure"),
        ["12", "80%", "-1", "—"]
    );
    assert_eq!(texts(&page, "main > .scroll thead th.figure").len(), 2);
    assert_eq!(texts(&page, ".wide td"), ["1", "2020-12-31"]);
    for table in found(&page, "main > .scroll table, .wide table") {
        let rows = Selector::parse("tr").unwrap();
        let cells = Selector::parse("th, td").unwrap();
        let columns = table.select(&Selector::parse("col").unwrap()).count();
        for row in table.select(&rows) {
            assert_eq!(row.select(&cells).count(), columns);
        }
    }
}

#[test]
fn what_is_not_given_is_not_there() {
    let page = parsed(&with(Block::Table(Table::new(
        "临期",
        &[("序号", 2), ("任务", 9)],
    ))));
    for absent in ["footer", ".number", ".subtitle", ".recipients", "svg"] {
        assert!(found(&page, absent).is_empty(), "{absent}");
    }
    assert_eq!(texts(&page, "tbody td[colspan='2']"), ["无"]);
    let page = parsed(&with(Block::Chart(Chart::default())));
    assert_eq!(texts(&page, "figure .none"), ["无数据。"]);
}

#[test]
fn only_a_figure_too_long_for_its_column_is_broken() {
    let mut table = Table::new("读数", &[("数值", 4)]);
    table.rows = vec![vec![Cell::Number(1e200)], vec![Cell::Count(i64::MIN)]];
    let page = parsed(&with(Block::Table(table)));
    assert_eq!(found(&page, "td.figure").len(), 2);
    assert_eq!(texts(&page, "td.long"), [1e200.to_string()]);
}

#[test]
fn a_document_is_signed_before_its_appendices() {
    let heading = |text: &str| Block::Heading(1, text.to_owned());
    let table = || Block::Table(Table::new("表", &[("序号", 2)]));
    let wide = || Block::Table(Table::new("表", &[("序号", 2)]).wide());
    for (blocks, shape) in [
        (
            vec![heading("一"), table(), heading("附件1"), wide(), wide()],
            "h2 div footer section section",
        ),
        (
            vec![heading("一"), heading("二"), wide()],
            "section(footer)",
        ),
        (vec![table(), wide(), table()], "div section div footer"),
        (
            vec![table(), wide(), table(), heading("附表"), table()],
            "div section div footer h2 div",
        ),
        (
            vec![table(), heading("七"), wide(), heading("八"), wide()],
            "div footer section section",
        ),
        (vec![wide(), wide()], "section section(footer)"),
        (vec![heading("附件"), wide()], "section(footer)"),
        (vec![], "footer"),
    ] {
        let page = parsed(&Document {
            blocks,
            signed_by: "市健康办".to_owned(),
            ..Document::default()
        });
        let footer = Selector::parse("footer").unwrap();
        let parts: Vec<String> = found(&page, "main > *:not(header)")
            .into_iter()
            .map(|it| match it.select(&footer).next() {
                Some(_) if it.value().name() != "footer" => "section(footer)".to_owned(),
                _ => it.value().name().to_owned(),
            })
            .collect();
        assert_eq!(parts.join(" "), shape);
        assert_eq!(found(&page, "footer").len(), 1);
        assert_eq!(found(&page, "header").len(), 1);
    }
}

#[test]
fn nothing_of_the_document_becomes_markup() {
    let evil = "</title></style><script>alert(1)</script>\"'><img src=https://a.b onerror=x>&lt;\u{202e}\u{0}\u{7}";
    let shown = "</title></style><script>alert(1)</script>\"'><img src=https://a.b onerror=x>&lt;";
    let text = || evil.to_owned();
    let mut table = Table::new(evil, &[(evil, 4)]);
    table.rows = vec![vec![evil.into()]];
    let document = Document {
        title: text(),
        number: text(),
        subtitle: text(),
        recipients: vec![text()],
        signed_by: text(),
        day: None,
        blocks: vec![
            Block::Heading(9, text()),
            Block::Paragraph(text()),
            Block::List(vec![text()]),
            Block::Table(table.clone()),
            Block::Table(table.wide()),
            Block::Chart(Chart {
                name: text(),
                ..chart(&[evil, "红"], &[(evil, &[1.0, 2.0])], false)
            }),
            Block::Chart(Chart {
                name: text(),
                ..chart(&[evil], &[(evil, &[1.0])], true)
            }),
        ],
    };
    let page = parsed(&document);
    assert!(found(&page, "script, img").is_empty());
    assert_eq!(texts(&page, "h1"), [shown]);
    assert_eq!(texts(&page, "h6"), [shown]);
    assert_eq!(texts(&page, "td:not(.figure)"), [shown, shown]);
    for element in found(&page, "*") {
        for (name, value) in element.value().attrs() {
            assert!(!name.starts_with("on"), "{name}");
            assert!(
                name == "aria-label" || !value.contains("://"),
                "{name}={value}"
            );
            assert!(!value.contains(['\u{202e}', '\u{0}']));
        }
    }
}

#[test]
fn the_page_asks_for_nothing() {
    let text = page(&small());
    assert!(!text.contains("://"), "no address, not even a name space");
    assert!(!STYLE.contains("url(") && !STYLE.contains("@import"));
    let page = Html::parse_document(&text);
    assert!(found(&page, "script, iframe, object, embed, form, img").is_empty());
    let links: Vec<_> = found(&page, "[href], [src]");
    assert!(links.iter().all(|it| it.attr("href") == Some("data:,")));
    let policy = found(&page, "head > meta[http-equiv='Content-Security-Policy']")[0];
    assert_eq!(policy.attr("content"), Some(POLICY));
    assert_eq!(found(&page, "html[lang='zh-CN']").len(), 1);
}

#[test]
fn parts_of_a_bar_meet_and_the_longest_fills_the_width() {
    let figures: [&[f64]; 4] = [
        &[3.0, 7.0, 1.0],
        &[f64::MAX, f64::MAX, 1.0],
        &[1.0, 1e-9, 0.3],
        &[-4.0, 2.0, f64::NAN],
    ];
    for figures in figures {
        let page = parsed(&with(Block::Chart(chart(
            &["甲", "乙", "丙"],
            &[("某局", figures)],
            false,
        ))));
        let lengths = numbers(&page, "svg.bars .fill", "width");
        let starts = numbers(&page, "svg.bars .fill", "x");
        assert!(
            (lengths.iter().sum::<f64>() - 100.0).abs() < 1e-6,
            "{figures:?}"
        );
        let mut reached = 0.0;
        for (start, length) in starts.iter().zip(&lengths) {
            assert!((start - reached).abs() < 1e-6);
            reached += length;
        }
        assert!(lengths.iter().all(|it| *it > 0.0));
    }
}

#[test]
fn nothing_and_less_than_nothing_are_told_but_not_drawn() {
    let bars: [(&str, &[f64]); 2] = [("甲局", &[0.0, 0.0]), ("乙局", &[-3.0, 0.0])];
    for is_course in [false, true] {
        let page = parsed(&with(Block::Chart(chart(&["红", "绿"], &bars, is_course))));
        assert!(found(&page, "figure > svg .fill, .scroll .fill").is_empty());
        assert_eq!(texts(&page, "td.figure"), ["0", "0", "0", "-3", "0", "-3"]);
    }
    let page = parsed(&with(Block::Chart(chart(&["红", "绿"], &bars, false))));
    assert_eq!(texts(&page, "svg text.end"), ["合计0", "红-3 合计-3"]);
}

#[test]
fn every_figure_stands_in_the_bar_or_beside_it() {
    let bars: [(&str, &[f64]); 1] = [("市教育局", &[1.0, 60.0, 2.0])];
    let page = parsed(&with(Block::Chart(chart(
        &["红", "绿", "方式1"],
        &bars,
        false,
    ))));
    assert_eq!(texts(&page, "svg text.inside"), ["60"]);
    assert_eq!(texts(&page, "svg text.end"), ["红1 方式1：2 合计63"]);
    assert!(found(&page, "details[open]").is_empty());
    // A bar of time has no room beside it: the table tells the rest, and lies open.
    let page = parsed(&with(Block::Chart(chart(
        &["红", "绿", "方式1"],
        &bars,
        true,
    ))));
    assert_eq!(texts(&page, "svg text.inside"), ["60"]);
    assert_eq!(found(&page, "details[open]").len(), 1);
}

#[test]
fn bars_of_time_stand_on_the_floor_and_side_by_side() {
    let bars: Vec<(String, Vec<f64>)> = (1..=52)
        .map(|week| {
            (
                format!("2020-W{week:02}"),
                vec![f64::from(week), 52.0 - f64::from(week)],
            )
        })
        .collect();
    let chart = Chart {
        bars,
        ..chart(&["红", "绿"], &[], true)
    };
    let page = parsed(&with(Block::Chart(chart)));
    let pictures = found(&page, "svg.course");
    assert_eq!(pictures.len(), 3, "as many as paper holds in a row");
    let names = texts(&page, "svg.course > title");
    assert_eq!(names[2], "各单位任务（3/3）");
    let heights = numbers(&page, "svg.course .fill", "height");
    assert!((heights.iter().sum::<f64>() - 52.0 * 200.0).abs() < 1.0);
    for picture in pictures {
        let groups = Selector::parse("g").unwrap();
        let fill = Selector::parse(".fill").unwrap();
        let mut end = 0.0;
        for group in picture.select(&groups) {
            let bar = group.select(&fill).next().unwrap();
            let number = |name: &str| -> f64 {
                bar.attr(name)
                    .unwrap()
                    .trim_end_matches('%')
                    .parse()
                    .unwrap()
            };
            assert!(number("x") >= end && number("y") >= 22.0);
            end = number("x") + number("width");
        }
        assert!(end <= 100.0);
    }
}

#[test]
fn a_high_chart_is_drawn_in_parts_that_a_page_holds() {
    let figures: &[f64] = &[1.0];
    let bars: Vec<(&str, &[f64])> = vec![("市教育局", figures); 60];
    let page = parsed(&with(Block::Chart(chart(&["件"], &bars, false))));
    let heights = numbers(&page, "svg.bars", "height");
    assert!(heights.len() > 4 && heights.iter().all(|it| *it <= 720.0));
    assert_eq!(found(&page, "svg.bars g").len(), 60);
    let few = parsed(&with(Block::Chart(chart(&["件"], &bars[..9], false))));
    assert_eq!(found(&few, "svg.bars").len(), 1);
}

#[test]
fn a_picture_says_what_it_is() {
    let page = parsed(&small());
    let ids: Vec<&str> = found(&page, "[id]")
        .iter()
        .filter_map(|it| it.attr("id"))
        .collect();
    for (at, id) in ids.iter().enumerate() {
        assert!(!ids[..at].contains(id), "{id} stands twice");
    }
    let pictures = found(&page, "svg[role='img']");
    assert_eq!(pictures.len(), 2);
    for picture in pictures {
        for name in ["aria-labelledby", "aria-describedby"] {
            assert!(ids.contains(&picture.attr(name).unwrap()));
        }
    }
    for filled in found(&page, "rect[fill^='url']") {
        let id = filled
            .attr("fill")
            .unwrap()
            .trim_start_matches("url(#")
            .trim_end_matches(')');
        assert!(ids.contains(&id));
    }
    assert_eq!(found(&page, "details table").len(), 2);
}

/// The colours of the sheet's light and dark halves by their names.
fn colours(half: &str) -> impl Fn(&str) -> [f64; 3] {
    move |name| {
        let at = half.find(&format!("--{name}: #")).unwrap() + name.len() + 5;
        [0, 2, 4].map(|it| {
            let part =
                f64::from(u8::from_str_radix(&half[at + it..at + it + 2], 16).unwrap()) / 255.0;
            if part <= 0.04045 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        })
    }
}

fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let light = |it: [f64; 3]| 0.2126 * it[0] + 0.7152 * it[1] + 0.0722 * it[2] + 0.05;
    let (one, other) = (light(one), light(other));
    (one / other).max(other / one)
}

#[test]
fn text_is_told_from_its_ground_in_the_light_and_in_the_dark() {
    let (light, dark) = STYLE
        .split_once("@media screen and (prefers-color-scheme: dark)")
        .unwrap();
    for half in [light, dark] {
        let colour = colours(half);
        for (text, ground) in [
            ("text", "paper"),
            ("text", "head"),
            ("text", "track"),
            ("muted", "paper"),
        ] {
            assert!(
                contrast(colour(text), colour(ground)) >= 4.5,
                "{text} on {ground}"
            );
        }
        let others = (0..paint::OTHERS).map(|it| format!("other{it}"));
        let lights = ["red", "yellow", "green", "blue", "grey"].map(str::to_owned);
        for kind in others.chain(lights) {
            let ink = if kind == "yellow" {
                "ink-yellow"
            } else {
                "ink"
            };
            assert!(
                contrast(colour(ink), colour(&kind)) >= 4.5,
                "figures in {kind}"
            );
            assert!(
                contrast(colour(&kind), colour("paper")) >= 3.0,
                "{kind} on paper"
            );
            assert!(STYLE.contains(&format!(".{kind} {{ --kind: var(--{kind}); }}")));
        }
    }
}
