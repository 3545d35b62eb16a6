//! The parts that matter, read back from the file.

use std::io::{Cursor, Read as _};

use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::Event;

use super::bytes;
use crate::domain::document::{Block, Cell, Chart, Document, Table};

fn part(document: &Document, name: &str) -> String {
    let bytes = bytes(document).unwrap();
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    zip.by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

/// The document part of these blocks.
fn body(blocks: &[Block]) -> String {
    let document = Document {
        blocks: blocks.to_vec(),
        ..Document::default()
    };
    part(&document, "word/document.xml")
}

/// Every text of a part, unescaped, one after the other; the part must be well formed.
fn words(part: &str) -> String {
    let mut reader = Reader::from_str(part);
    let mut words = String::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Text(text) => words.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) => {
                let entity = format!("&{};", &*reference);
                words.push_str(&quick_xml::escape::unescape(&entity).unwrap());
            }
            Event::Eof => return words,
            _ => {}
        }
    }
}

/// The element of a style, from its id to its end.
fn style<'a>(styles: &'a str, id: &str) -> &'a str {
    let from = styles.find(&format!("w:styleId=\"{id}\"")).unwrap();
    styles[from..].split("</w:style>").next().unwrap()
}

fn text(text: &str) -> Block {
    Block::Paragraph(text.to_owned())
}

fn heading(text: &str) -> Block {
    Block::Heading(1, text.to_owned())
}

fn wide() -> Block {
    let mut table = Table::new("统计表", &[("单位", 8), ("逾期", 3)]).wide();
    table.rows = vec![vec!["教育局".into(), 3.into()]];
    Block::Table(table)
}

/// Which way the sheets of each section lie, in order.
fn sheets(body: &str) -> Vec<&'static str> {
    body.split("<w:sectPr>")
        .skip(1)
        .map(|it| {
            if it.contains("w:orient=\"landscape\"") {
                "横"
            } else {
                "竖"
            }
        })
        .collect()
}

#[test]
fn the_sheet_is_that_of_the_standard() {
    let body = body(&[text("正文")]);
    insta::assert_snapshot!(
        body.split("<w:sectPr>").nth(1).unwrap().replace("><", ">\n<"),
        @r#"
    <w:footerReference w:type="default" r:id="odd"/>
    <w:footerReference w:type="even" r:id="even"/>
    <w:type w:val="nextPage"/>
    <w:pgSz w:w="11906" w:h="16838"/>
    <w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" w:header="851" w:footer="1387" w:gutter="0"/>
    <w:docGrid w:type="lines" w:linePitch="579"/>
    </w:sectPr>
    </w:body>
    </w:document>
    "#
    );
}

#[test]
fn a_page_holds_22_lines_of_28_characters() {
    use super::page::{CHARACTER, PITCH, Sheet};
    assert_eq!(Sheet::Portrait.text_height() / PITCH, 22);
    assert_eq!(Sheet::Portrait.text_width() / CHARACTER, 28);
}

#[test]
fn every_kind_of_paragraph_has_its_font_and_size() {
    let styles = part(&Document::default(), "word/styles.xml");
    for (id, font, size) in [
        ("Normal", "仿宋_GB2312", 32),
        ("BodyText", "仿宋_GB2312", 32),
        ("List", "仿宋_GB2312", 32),
        ("Title", "方正小标宋简体", 44),
        ("Heading1", "黑体", 32),
        ("Heading2", "楷体_GB2312", 32),
        ("Heading3", "仿宋_GB2312", 32),
        ("Footer", "宋体", 28),
        ("Cell", "仿宋_GB2312", 24),
        ("SmallCell", "仿宋_GB2312", 21),
    ] {
        let style = style(&styles, id);
        assert!(style.contains(&format!("w:eastAsia=\"{font}\"")), "{id}");
        assert!(style.contains(&format!("<w:sz w:val=\"{size}\"/>")), "{id}");
        assert!(!style.contains("<w:b/>"), "{id}");
    }
    let normal = style(&styles, "BodyText");
    assert!(normal.contains("w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\""));
    assert!(normal.contains("w:line=\"579\" w:lineRule=\"exact\""));
    assert!(normal.contains("<w:spacing w:val=\"-5\"/>"));
    assert!(normal.contains("w:firstLineChars=\"200\""));
    assert!(style(&styles, "Title").contains("<w:jc w:val=\"center\"/>"));
    assert!(!style(&styles, "Recipients").contains("firstLine"));
    assert!(style(&styles, "Heading1").contains("<w:outlineLvl w:val=\"0\"/>"));
}

#[test]
fn every_style_that_is_used_is_defined() {
    let document = everything();
    let styles = part(&document, "word/styles.xml");
    let body = part(&document, "word/document.xml");
    for used in body.split("<w:pStyle w:val=\"").skip(1) {
        let id = used.split('"').next().unwrap();
        assert!(styles.contains(&format!("w:styleId=\"{id}\"")), "{id}");
    }
}

#[test]
fn the_number_of_the_page_is_right_on_odd_pages_and_left_on_even_ones() {
    let document = Document::default();
    for (name, side) in [("odd", "right"), ("even", "left")] {
        let footer = part(&document, &format!("word/footer-{name}.xml"));
        assert!(footer.contains(&format!(
            "<w:ind w:{side}=\"280\"/><w:jc w:val=\"{side}\"/>"
        )));
        assert_eq!(words(&footer), "—  PAGE 1 —");
    }
    assert!(part(&document, "word/settings.xml").contains("<w:evenAndOddHeaders/>"));
}

#[test]
fn a_wide_table_lies_on_sheets_of_its_own() {
    for (blocks, expected) in [
        (vec![], vec!["竖"]),
        (vec![text("一")], vec!["竖"]),
        (vec![wide()], vec!["横"]),
        (vec![heading("一"), wide()], vec!["横"]),
        (vec![text("一"), heading("二"), wide()], vec!["竖", "横"]),
        (vec![text("一"), wide(), text("二")], vec!["竖", "横", "竖"]),
        (vec![text("一"), wide(), wide()], vec!["竖", "横", "横"]),
    ] {
        assert_eq!(sheets(&body(&blocks)), expected, "{blocks:?}");
    }
}

#[test]
fn a_heading_goes_with_its_wide_table() {
    let body = body(&[text("正文"), heading("附件"), wide(), text("后")]);
    let sections: Vec<String> = body.split("<w:sectPr>").map(plain).collect();
    assert_eq!(sections, ["正文", "附件统计表单位逾期教育局3", "后", ""]);
}

/// The words of a piece of XML, tags dropped.
fn plain(piece: &str) -> String {
    let is_out = |it: &str| it.split_once('>').map(|(_, text)| text.to_owned());
    piece.split('<').filter_map(is_out).collect()
}

#[test]
fn a_document_is_signed_before_its_appendices() {
    let signed = |blocks: &[Block]| {
        let document = Document {
            signed_by: "市健康办".to_owned(),
            blocks: blocks.to_vec(),
            ..Document::default()
        };
        let body = part(&document, "word/document.xml");
        body.split("<w:sectPr>")
            .position(|it| it.contains("市健康办"))
    };
    assert_eq!(signed(&[text("一")]), Some(0));
    assert_eq!(
        signed(&[text("一"), wide(), heading("二"), wide()]),
        Some(0)
    );
    assert_eq!(signed(&[text("一"), wide(), text("二")]), Some(2));
    assert_eq!(signed(&[wide()]), Some(0));
}

#[test]
fn name_and_day_stand_at_the_right_the_day_two_characters_further() {
    let day = chrono::NaiveDate::from_ymd_opt(2020, 12, 13);
    for (name, expected) in [
        // The day is 14 halves wide; four more than it, the name ends two characters from the margin.
        ("某某市健康城市建设工作办公室", [4, 14]),
        ("市健康办", [14, 4]),
    ] {
        let document = Document {
            signed_by: name.to_owned(),
            day,
            ..Document::default()
        };
        let body = part(&document, "word/document.xml");
        assert_eq!(words(&body), format!("{name}2020年12月13日"));
        let found: Vec<usize> = body
            .split("<w:ind w:right=\"")
            .skip(1)
            .map(|it| it.split('"').next().unwrap().parse::<usize>().unwrap() * 2 / 315)
            .collect();
        assert_eq!(found, expected);
    }
}

#[test]
fn a_table_repeats_its_headings_and_sets_figures_right() {
    let mut table = Table::new("情况", &[("单位", 10), ("办结率", 4), ("期限", 6)]);
    table.rows = vec![vec![
        "教育局".into(),
        Cell::Percent(Some(80)),
        Cell::Day(None),
    ]];
    let body = body(&[Block::Table(table)]);
    let rows: Vec<&str> = body.split("<w:tr>").skip(1).collect();
    assert!(rows[0].starts_with("<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"));
    assert!(rows[1].starts_with("<w:trPr><w:cantSplit/></w:trPr>"));
    assert_eq!(rows[1].matches("<w:jc w:val=\"right\"/>").count(), 2);
    assert_eq!(words(&body), "情况单位办结率期限教育局80%—");
    assert!(body.contains(
        "<w:tblGrid><w:gridCol w:w=\"4422\"/><w:gridCol w:w=\"1769\"/><w:gridCol w:w=\"2654\"/></w:tblGrid>"
    ));
}

#[test]
fn many_columns_make_the_words_smaller() {
    let few = Table::new("少", &[("甲", 10), ("乙", 10)]);
    let many = Table::new("多", &[("甲", 30), ("乙", 30)]);
    assert!(body(&[Block::Table(few)]).contains("<w:pStyle w:val=\"CellHeading\"/>"));
    assert!(body(&[Block::Table(many)]).contains("<w:pStyle w:val=\"SmallCellHeading\"/>"));
}

#[test]
fn a_row_higher_than_half_a_page_may_be_parted() {
    let mut table = Table::new("长", &[("甲", 4), ("乙", 10)]);
    table.rows = vec![vec!["一".into(), Cell::Text("长".repeat(10_000))]];
    let body = body(&[Block::Table(table)]);
    assert_eq!(body.matches("<w:cantSplit/>").count(), 1);
    assert!(words(&body).contains(&"长".repeat(10_000)));
}

#[test]
fn odd_tables_are_written_all_the_same() {
    let mut uneven = Table::new("甲", &[("一", 0), ("二", 0)]);
    uneven.rows = vec![vec![], vec!["只有一格".into()]];
    assert_eq!(
        body(&[Block::Table(uneven)]).matches("<w:tc>").count(),
        2 * 3
    );
    let empty = body(&[Block::Table(Table::new("甲", &[("一", 4), ("二", 4)]))]);
    assert_eq!(words(&empty), "甲一二（无）");
    assert!(empty.contains("<w:gridSpan w:val=\"2\"/>"));
    let bare = body(&[Block::Table(Table::new("甲", &[]))]);
    assert!(!bare.contains("<w:tbl>"));
}

#[test]
fn a_chart_is_its_figures() {
    let chart = Chart {
        name: "各单位亮灯".to_owned(),
        kinds: vec!["红".to_owned(), "绿".to_owned()],
        bars: vec![("教育局".to_owned(), vec![2.0, 3.5])],
        is_course: false,
    };
    assert_eq!(
        words(&body(&[Block::Chart(chart)])),
        "各单位亮灯项目红绿教育局23.5"
    );
}

#[test]
fn a_table_is_not_named_twice() {
    let table = Table::new("逾期事项", &[("任务", 4)]);
    let body = body(&[heading("附件2　逾期事项"), Block::Table(table)]);
    assert_eq!(words(&body), "附件2　逾期事项任务（无）");
}

#[test]
fn text_is_escaped_and_whole() {
    let long = "督办".repeat(5_000);
    for given in [
        "<w:p>&amp;\"'</w:t>]]>",
        "👨‍👩‍👧 𠮷野家 🇨🇳",
        "שלום عليكم 混排",
        "  两端空格  ",
        long.as_str(),
    ] {
        assert_eq!(words(&body(&[text(given)])), given);
        let document = Document {
            title: given.to_owned(),
            ..Document::default()
        };
        assert_eq!(words(&part(&document, "docProps/core.xml")), given);
    }
}

#[test]
fn what_xml_forbids_is_gone_and_lines_stay() {
    let found = body(&[text(
        "甲\u{0}\u{1b}[31m乙\u{ffff}\u{fffe}\u{85}丙\n丁\r\n戊",
    )]);
    assert_eq!(words(&found), "甲[31m乙丙丁戊");
    assert_eq!(found.matches("w:val=\"BodyText\"").count(), 3);
    let mut table = Table::new("", &[("甲\t乙\n丙", 4)]);
    table.rows = vec![vec!["一\n二".into()]];
    let found = body(&[Block::Table(table)]);
    assert_eq!(found.matches("<w:br/>").count(), 2);
    assert_eq!(found.matches("<w:tab/>").count(), 1);
}

#[test]
fn the_head_is_number_title_and_whom_it_is_for() {
    let body = part(&everything(), "word/document.xml");
    let used: Vec<&str> = body
        .split("<w:pStyle w:val=\"")
        .skip(1)
        .take(6)
        .map(|it| it.split('"').next().unwrap())
        .collect();
    assert_eq!(
        used,
        [
            "Number",
            "Normal",
            "Title",
            "Subtitle",
            "Normal",
            "Recipients"
        ]
    );
    assert!(words(&body).contains("市教育局、市卫健委："));
}

#[test]
fn the_last_words_stay_with_the_signature() {
    let kept = |signed_by: &str, blocks: &[Block]| {
        let document = Document {
            signed_by: signed_by.to_owned(),
            blocks: blocks.to_vec(),
            ..Document::default()
        };
        let body = part(&document, "word/document.xml");
        let kept = body
            .split("<w:p>")
            .filter(|it| it.contains("<w:keepNext/>"));
        kept.map(plain).collect::<Vec<_>>()
    };
    let list = Block::List(vec!["甲".to_owned(), "乙".to_owned()]);
    assert_eq!(kept("办", &[text("一"), text("二\n三")]), ["三", ""]);
    assert_eq!(kept("办", &[list, wide()]), ["乙", ""]);
    assert_eq!(kept("", &[text("一")]), Vec::<String>::new());
}

/// A document with everything in it.
fn everything() -> Document {
    Document {
        title: "关于健康城市建设任务办理情况的通报".to_owned(),
        number: "第12期".to_owned(),
        subtitle: "（2020年第50周）".to_owned(),
        recipients: vec!["市教育局".to_owned(), "市卫健委".to_owned()],
        signed_by: "市健康办".to_owned(),
        day: chrono::NaiveDate::from_ymd_opt(2020, 12, 13),
        blocks: vec![
            heading("一、总体情况"),
            Block::Heading(2, "（一）进展".to_owned()),
            Block::Heading(3, "1.说明".to_owned()),
            text("正文“引号”——破折号。"),
            Block::List(vec!["（1）甲".to_owned(), "（2）乙".to_owned()]),
            Block::Chart(Chart::default()),
            wide(),
        ],
    }
}

#[test]
fn the_same_document_is_the_same_bytes() {
    let first = bytes(&everything()).unwrap();
    assert_eq!(first, bytes(&everything()).unwrap());
    let mut zip = zip::ZipArchive::new(Cursor::new(first)).unwrap();
    for at in 0..zip.len() {
        let time = zip.by_index(at).unwrap().last_modified().unwrap();
        assert_eq!((time.year(), time.month(), time.day()), (1980, 1, 1));
    }
    assert_eq!(
        zip.by_index(0).unwrap().name().unwrap(),
        "[Content_Types].xml"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    /// Whatever is typed, the file is well formed, and only what XML forbids and ends of lines are missing.
    #[test]
    fn any_text_comes_out(given in any::<String>(), columns in 0_u16..9) {
        let kept: String = given.chars()
            .filter(|it| !it.is_control() && !matches!(it, '\u{fffe}' | '\u{ffff}'))
            .collect();
        let mut table = Table::new("", &vec![("", columns); columns.into()]);
        table.rows = vec![vec![Cell::Text(given.clone())]];
        let found = words(&body(&[Block::Table(table), text(&given)]));
        let times = if columns == 0 { 1 } else { 2 };
        prop_assert_eq!(found, kept.repeat(times));
    }
}
