//! Workbooks are read back as a spreadsheet reads them, and looked into where only their parts tell.

use super::*;
use calamine::{Data, DataType, Range, Reader, Xlsx};
use proptest::prelude::*;
use std::io::{Cursor, Read};

fn written(document: &Document) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes(document).unwrap())).unwrap()
}

fn sheet(document: &Document, name: &str) -> Range<Data> {
    written(document).worksheet_range(name).unwrap()
}

/// One of the files that the workbook is made of.
fn part(document: &Document, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes(document).unwrap())).unwrap();
    let mut text = String::new();
    archive
        .by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn of_blocks(blocks: Vec<Block>) -> Document {
    Document {
        title: "健康办周报".to_owned(),
        day: Some(day(2020, 12, 20)),
        blocks,
        ..Document::default()
    }
}

/// A document with a table of these texts, one below the other.
fn of_texts<'t>(texts: impl IntoIterator<Item = &'t str>) -> Document {
    let mut table = Table::new("表", &[("内容", 20)]);
    table.rows = texts.into_iter().map(|it| vec![Cell::from(it)]).collect();
    of_blocks(vec![Block::Table(table)])
}

fn words(range: &Range<Data>, row: u32, column: u32) -> String {
    match range.get_value((row, column)) {
        Some(Data::String(words)) => words.clone(),
        None | Some(Data::Empty) => String::new(),
        Some(other) => panic!("{other:?} is no text"),
    }
}

fn column(range: &Range<Data>, column: u32) -> Vec<String> {
    let last = range.end().unwrap().0;
    (0..=last).map(|row| words(range, row, column)).collect()
}

/// A weekly summary in small.
fn weekly() -> Document {
    let mut table = Table::new(
        "各单位办理情况统计表",
        &[
            ("单位", 8),
            ("牵头数", 4),
            ("办结率", 4),
            ("最近反馈", 6),
            ("人均期望寿命", 6),
        ],
    );
    table.rows = vec![
        vec![
            Cell::from("市教育局"),
            Cell::from(1200),
            Cell::Percent(Some(65)),
            Cell::Day(Some(day(2020, 12, 7))),
            Cell::Number(79.25),
        ],
        vec![
            Cell::from("市体育局"),
            Cell::Count(0),
            Cell::Percent(None),
            Cell::Day(None),
            Cell::Number(f64::NAN),
        ],
    ];
    let mut overdue = Table::new(
        "逾期事项",
        &[("序号", 2), ("任务", 24), ("牵头单位", 8), ("备注", 30)],
    )
    .wide();
    overdue.rows = (1..60)
        .map(|at| {
            vec![
                Cell::from(at),
                Cell::from("到2020年底，全市建成健康步道8条；社区卫生服务中心和乡镇卫生院全部设置中医综合服务区"),
                Cell::from("市教育局"),
                Cell::from("=1+1"),
            ]
        })
        .collect();
    Document {
        number: "第12期".to_owned(),
        subtitle: "2020年12月14日至20日".to_owned(),
        recipients: vec!["市直各单位".to_owned(), "各区政府".to_owned()],
        signed_by: "市健康办".to_owned(),
        ..of_blocks(vec![
            Block::Heading(1, "一、总体情况".to_owned()),
            Block::Paragraph("全市共有任务86项，".repeat(20)),
            Block::Heading(2, "（一）新增".to_owned()),
            Block::List(vec![
                "市教育局：3项".to_owned(),
                "-市体育局：2项".to_owned(),
            ]),
            Block::Table(table),
            Block::Chart(Chart {
                name: "各部门灯号".to_owned(),
                kinds: ["红", "黄", "绿"].map(str::to_owned).to_vec(),
                bars: vec![
                    ("市教育局".to_owned(), vec![3.0, 2.0, 7.0]),
                    ("市体育局".to_owned(), vec![1.0, 0.0, 4.0]),
                    ("市卫生健康委员会".to_owned(), vec![0.0, 5.0, 22.0]),
                ],
                is_course: false,
            }),
            Block::Chart(Chart {
                name: "=每周办结".to_owned(),
                kinds: vec!["办结".to_owned()],
                bars: (1..9)
                    .map(|at| (format!("第{at}周"), vec![f64::from(at * 3 % 7)]))
                    .collect(),
                is_course: true,
            }),
            Block::Table(overdue),
        ])
    }
}

#[test]
fn the_text_stands_in_the_first_sheet_and_every_table_in_its_own() {
    let mut book = written(&weekly());
    assert_eq!(
        book.sheet_names(),
        [
            "正文",
            "各单位办理情况统计表",
            "各部门灯号",
            "=每周办结",
            "逾期事项"
        ]
    );
    let body = book.worksheet_range("正文").unwrap();
    let last = body.end().unwrap().0;
    let said: Vec<String> = (0..last).map(|row| words(&body, row, 0)).collect();
    assert_eq!(
        said,
        [
            "健康办周报".to_owned(),
            "第12期".to_owned(),
            "2020年12月14日至20日".to_owned(),
            "市直各单位，各区政府：".to_owned(),
            "一、总体情况".to_owned(),
            "全市共有任务86项，".repeat(20),
            "（一）新增".to_owned(),
            "市教育局：3项".to_owned(),
            "-市体育局：2项".to_owned(),
            "表：各单位办理情况统计表（见工作表“各单位办理情况统计表”）".to_owned(),
            "图：各部门灯号（见工作表“各部门灯号”）".to_owned(),
            "图：=每周办结（见工作表“=每周办结”）".to_owned(),
            "表：逾期事项（见工作表“逾期事项”）".to_owned(),
            "市健康办".to_owned(),
        ]
    );
    let signed_on = body.get_value((last, 0)).unwrap();
    assert_eq!(signed_on.as_date(), Some(day(2020, 12, 20)));
}

#[test]
fn figures_are_numbers_and_days_are_dates() {
    let document = weekly();
    let table = sheet(&document, "各单位办理情况统计表");
    assert_eq!(words(&table, 0, 0), "单位");
    assert_eq!(table.get_value((1, 1)), Some(&Data::Float(1200.0)));
    assert_eq!(table.get_value((1, 2)), Some(&Data::Float(0.65)));
    assert!(matches!(table.get_value((1, 3)), Some(Data::DateTime(_))));
    assert_eq!(
        table.get_value((1, 3)).unwrap().as_date(),
        Some(day(2020, 12, 7))
    );
    assert_eq!(table.get_value((1, 4)), Some(&Data::Float(79.25)));
    assert_eq!(table.get_value((2, 1)), Some(&Data::Float(0.0)));
    assert_eq!(words(&table, 2, 2), "—");
    assert_eq!(words(&table, 2, 3), "—");
    assert_eq!(words(&table, 2, 4), "NaN");
    let styles = part(&document, "xl/styles.xml");
    assert!(styles.contains(r#"formatCode="yyyy-mm-dd""#));
    assert!(styles.contains(r#"formatCode="0%""#));
}

#[test]
fn what_no_spreadsheet_has_becomes_words() {
    let mut table = Table::new("表", &[("一", 2), ("二", 2)]);
    table.rows = vec![
        vec![Cell::Count(i64::MAX), Cell::Day(Some(day(1900, 2, 28)))],
        vec![
            Cell::Percent(Some(usize::MAX)),
            Cell::Day(Some(day(9999, 12, 31))),
        ],
        vec![Cell::Count(-MOST_EXACT), Cell::Day(Some(day(1901, 1, 1)))],
        vec![Cell::Number(f64::INFINITY), Cell::Day(Some(NaiveDate::MAX))],
    ];
    let table = sheet(&of_blocks(vec![Block::Table(table)]), "表");
    assert_eq!(words(&table, 1, 0), i64::MAX.to_string());
    assert_eq!(words(&table, 1, 1), "1900-02-28");
    assert_eq!(words(&table, 2, 0), format!("{}%", usize::MAX));
    assert_eq!(
        table.get_value((2, 1)).unwrap().as_date(),
        Some(day(9999, 12, 31))
    );
    assert_eq!(
        table.get_value((3, 0)),
        Some(&Data::Float(-999_999_999_999_999.0))
    );
    assert_eq!(
        table.get_value((3, 1)).unwrap().as_date(),
        Some(day(1901, 1, 1))
    );
    assert_eq!(words(&table, 4, 0), "inf");
    assert_eq!(words(&table, 4, 1), NaiveDate::MAX.to_string());
}

#[test]
fn text_stays_text() {
    let texts = [
        "=1+1",
        "+86 592",
        "-3",
        "@甲",
        "\t制表",
        "\n换行",
        "＝甲",
        "{=A1}",
        "007",
        "1e5",
        "65%",
        "2020-12-31",
        "TRUE",
        "#N/A",
        "https://例子.cn",
        "mailto:甲@乙",
        "=HYPERLINK(\"x\")",
        "'引号",
        "👨‍👩‍👧督办𠮷葛\u{e0100}",
        "שלום עולם",
        "مرحبا",
        "e\u{301}",
        " 首尾有空 ",
        "\u{3000}全角",
        "_x000D_",
        "_x005F_x0041_",
        "甲_x0041_x0042_乙",
        "<r>",
        "</r>",
        "<r></r>",
        "<r>_x0041_<t>&amp;</t></r>",
        "<r>\n </r>",
        "]]>",
        "&lt;",
        "\"",
        "\u{85}\u{9b}\u{7f}",
    ];
    let document = of_texts(texts);
    let table = sheet(&document, "表");
    for (row, text) in (1..).zip(texts) {
        assert_eq!(words(&table, row, 0), text);
    }
    let mut book = written(&document);
    assert!(book.worksheet_formula("表").unwrap().is_empty());
    assert!(!part(&document, "xl/worksheets/sheet2.xml").contains("<f>"));
    assert!(!part(&document, "xl/worksheets/sheet2.xml").contains("hyperlink"));
    assert!(part(&document, "xl/styles.xml").contains(r#"quotePrefix="1""#));
    let cut = sheet(&of_texts(["甲\u{0}乙\r\n丙\r丁\u{1b}\u{ffff}"]), "表");
    assert_eq!(words(&cut, 1, 0), "甲乙\n丙\n丁");
}

#[test]
fn long_text_is_nowhere_lost() {
    let (most, long) = ("健".repeat(parts::MOST), "康".repeat(parts::MOST + 1));
    let many_lines = "一行\n".repeat(30);
    let pair = "𠮷".repeat(parts::MOST);
    let markup = format!("<r>{}</r>", "甲".repeat(200));
    let texts = ["短", &most, &long, &many_lines, &pair, &markup];
    let mut document = of_texts(texts);
    document.blocks.push(Block::Paragraph(long.repeat(3)));
    document.title = "题".repeat(40_000);
    let mut table = Table::new("宽表", &[("甲", 2), (&long, 2)]);
    table.rows = vec![vec!["甲".into(), "乙".into()]];
    document.blocks.push(Block::Table(table));
    let mut book = written(&document);
    assert_eq!(book.sheet_names(), ["正文", "表", "宽表", "全文"]);
    let table = book.worksheet_range("表").unwrap();
    assert_eq!(words(&table, 2, 0), most);
    assert_eq!(words(&table, 3, 0), "康".repeat(parts::MOST - 1) + "…");
    assert_eq!(words(&table, 4, 0), many_lines);
    assert_eq!(words(&table, 5, 0), "𠮷".repeat(parts::MOST / 2) + "…");
    assert_eq!(
        words(&book.worksheet_range("宽表").unwrap(), 0, 1)
            .chars()
            .last(),
        Some('…')
    );
    let whole = book.worksheet_range("全文").unwrap();
    assert_eq!(
        (0..4).map(|at| words(&whole, 0, at)).collect::<Vec<_>>(),
        ["工作表", "单元格", "段", "文字"]
    );
    for (name, cell, text) in [
        ("表", "A3", &most),
        ("表", "A4", &long),
        ("表", "A5", &many_lines),
        ("表", "A6", &pair),
        ("表", "A7", &markup),
        ("宽表", "B1", &long),
    ] {
        let rows = 1..=whole.end().unwrap().0;
        let rows =
            rows.filter(|row| words(&whole, *row, 0) == name && words(&whole, *row, 1) == cell);
        let mut told = String::new();
        for (at, row) in (1_u32..).zip(rows) {
            assert_eq!(whole.get_value((row, 2)), Some(&Data::Float(f64::from(at))));
            told += &words(&whole, row, 3);
        }
        assert_eq!(&told, text, "{cell}");
    }
    let body = book.worksheet_range("正文").unwrap();
    let rows = 0..body.end().unwrap().0;
    let body: String = rows.map(|row| words(&body, row, 0)).collect();
    assert!(body.starts_with(&document.title));
    assert!(body.contains(&long.repeat(3)));
}

#[test]
fn a_sheet_is_ready_to_read_and_to_print() {
    let document = weekly();
    let table = part(&document, "xl/worksheets/sheet2.xml");
    for expected in [
        r#"<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>"#,
        r#"<autoFilter ref="A1:E3"/>"#,
        r#"<pageSetUpPr fitToPage="1"/>"#,
        r#"paperSize="9""#,
        r#"fitToHeight="0""#,
        r#"orientation="portrait""#,
        "<oddFooter>&amp;C第 &amp;P 页 共 &amp;N 页</oddFooter>",
        r#"numberStoredAsText="1""#,
    ] {
        assert!(table.contains(expected), "{expected} in {table}");
    }
    let wide = part(&document, "xl/worksheets/sheet5.xml");
    assert!(wide.contains(r#"orientation="landscape""#));
    // Two lines of a task.
    assert!(wide.contains(r#"<row r="2" spans="1:4" ht="31.5" customHeight="1">"#));
    let book = part(&document, "xl/workbook.xml");
    assert!(book.contains(
        r#"<definedName name="_xlnm.Print_Titles" localSheetId="1">各单位办理情况统计表!$1:$1</definedName>"#
    ));
    let body = part(&document, "xl/worksheets/sheet1.xml");
    assert!(!body.contains("<pane") && body.contains("第 &amp;P 页"));
}

#[test]
fn a_table_wider_than_a_page_is_turned_and_no_figure_is_too_wide() {
    let mut table = Table::new("表", &[("项目", 20), ("数", 1), ("说明", 30)]);
    table.rows = vec![vec!["甲".into(), Cell::Count(123_456_789_012), "乙".into()]];
    assert_eq!(column_width(&table, 0), 42);
    assert_eq!(column_width(&table, 1), 14);
    let document = of_blocks(vec![Block::Table(table)]);
    let sheet = part(&document, "xl/worksheets/sheet2.xml");
    assert!(sheet.contains(r#"orientation="landscape""#));
    assert!(
        sheet.contains(r#"<col min="2" max="2" width="14."#),
        "{sheet}"
    );
}

#[test]
fn a_chart_is_drawn_from_the_figures_of_its_sheet() {
    let document = weekly();
    let figures = sheet(&document, "各部门灯号");
    assert_eq!(words(&figures, 0, 1), "红");
    assert_eq!(words(&figures, 3, 0), "市卫生健康委员会");
    assert_eq!(figures.get_value((3, 3)), Some(&Data::Float(22.0)));
    let chart = part(&document, "xl/charts/chart1.xml");
    for expected in [
        r#"<c:barDir val="bar"/>"#,
        r#"<c:grouping val="stacked"/>"#,
        "<c:f>各部门灯号!$D$2:$D$4</c:f>",
        "<a:t>各部门灯号</a:t>",
        "C0392B",
    ] {
        assert!(chart.contains(expected), "{expected} in {chart}");
    }
    let course = part(&document, "xl/charts/chart2.xml");
    assert!(course.contains(r#"<c:barDir val="col"/>"#));
    assert!(
        course.contains("<c:f>'=每周办结'!$B$2:$B$9</c:f>"),
        "{course}"
    );
    assert!(course.contains("<a:t> =每周办结</a:t>"), "{course}");
}

#[test]
fn what_is_empty_is_written_too() {
    let empty = Chart::default();
    let document = of_blocks(vec![
        Block::Table(Table::default()),
        Block::Table(Table::new("", &[("甲", 4)])),
        Block::Chart(empty),
        Block::Paragraph(String::new()),
        Block::List(Vec::new()),
    ]);
    let book = written(&document);
    assert_eq!(book.sheet_names(), ["正文", "表", "表(2)", "表(3)"]);
    assert_eq!(written(&Document::default()).sheet_names(), ["正文"]);
    assert_eq!(column(&sheet(&document, "表(2)"), 0), ["甲"]);
}

#[test]
fn names_that_spreadsheets_refuse_are_mended_and_told_whole() {
    let long = "到2020年底各单位牵头任务办理情况统计表（含临期、逾期与未签收）";
    let document = of_blocks(vec![
        Block::Table(Table::new(long, &[("甲", 4)])),
        Block::Table(Table::new("正文", &[("甲", 4)])),
        Block::Table(Table::new("甲's [乙]/!", &[("甲", 4)])),
    ]);
    let mut book = written(&document);
    let names = book.sheet_names();
    assert_eq!(
        names[1],
        "到2020年底各单位牵头任务办理情况统计表（含临期、逾期与未…"
    );
    assert_eq!(names[2..], ["正文(2)", "甲’s （乙）-!"]);
    let body = column_of_words(&book.worksheet_range("正文").unwrap());
    assert_eq!(body[1], format!("表：{long}（见工作表“{}”）", names[1]));
}

fn column_of_words(range: &Range<Data>) -> Vec<String> {
    let last = range.end().unwrap().0;
    (0..last).map(|row| words(range, row, 0)).collect()
}

#[test]
fn what_no_sheet_holds_is_refused() {
    let wide: Vec<(&str, u16)> = vec![("甲", 1); 16_385];
    let error = bytes(&of_blocks(vec![Block::Table(Table::new("表", &wide))])).unwrap_err();
    assert!(matches!(error, Unwritable::TooLarge), "{error:?}");
    let wider: Vec<(&str, u16)> = vec![("甲", 1); 70_000];
    let error = bytes(&of_blocks(vec![Block::Table(Table::new("表", &wider))])).unwrap_err();
    assert!(error.to_string().starts_with("表格超出"));
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let document = weekly();
    let first = bytes(&document).unwrap();
    std::thread::sleep(std::time::Duration::from_millis(2100));
    assert!(first == bytes(&document).unwrap());
    assert!(part(&document, "docProps/core.xml").contains("2020-12-20T00:00:00Z"));
    let dayless = part(&Document::default(), "docProps/core.xml");
    assert!(dayless.contains("2020-01-01T00:00:00Z"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_comes_back(texts in prop::collection::vec("(?s:.|_x|<r>|</r>|[=+@0-9A-F_\n\t\r -]){0,60}", 1..20)) {
        let mut table = Table::new(&texts[0], &[("甲", 9), (texts[0].as_str(), 3)]);
        table.rows = texts.iter().map(|it| vec![Cell::from("甲"), Cell::from(it.as_str())]).collect();
        let mut document = of_blocks(vec![
            Block::Table(table),
            Block::Chart(Chart {
                name: texts[0].clone(),
                kinds: texts.clone(),
                bars: vec![(texts[0].clone(), vec![1.0; texts.len()])],
                is_course: false,
            }),
            Block::List(texts.clone()),
        ]);
        document.title.clone_from(&texts[0]);
        let mut book = written(&document);
        let name = book.sheet_names()[1].clone();
        let range = book.worksheet_range(&name).unwrap();
        for (row, text) in (1..).zip(&texts) {
            prop_assert_eq!(words(&range, row, 1), fit(text));
        }
        prop_assert_eq!(words(&range, 0, 1), fit(&texts[0]));
        let body: String = column_of_words(&book.worksheet_range("正文").unwrap()).concat();
        let said: String = texts.iter().map(|it| fit(it)).collect();
        prop_assert!(body.contains(&said));
    }
}
