//! What a sheet shows and what stands in the file are not the same: a small workbook for each way in which they differ.

use std::io::{Cursor, Write as _};

use super::*;

/// A file of these parts.
fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(part.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook of one sheet with these rows; `more` stands behind them.
fn workbook(rows: &str, more: &str) -> Vec<u8> {
    const MAIN: &str = r#"xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#;
    let relation = |id: &str, kind: &str, target: &str| {
        format!(
            r#"<Relationship Id="{id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/>"#
        )
    };
    let relations = |inside: String| {
        format!(
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>"#
        )
    };
    packed(&[
        (
            "[Content_Types].xml",
            r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#,
        ),
        (
            "_rels/.rels",
            &relations(relation("1", "officeDocument", "xl/workbook.xml")),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            &relations(
                relation("1", "worksheet", "worksheets/sheet1.xml")
                    + &relation("2", "styles", "styles.xml"),
            ),
        ),
        (
            "xl/workbook.xml",
            &format!(
                r#"<workbook {MAIN}><sheets><sheet name="Sheet1" sheetId="1" r:id="1"/></sheets></workbook>"#
            ),
        ),
        (
            "xl/styles.xml",
            &format!(
                r#"<styleSheet {MAIN}><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="164"/><xf numFmtId="57"/><xf numFmtId="31"/></cellXfs></styleSheet>"#
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            &format!("<worksheet {MAIN}><sheetData>{rows}</sheetData>{more}</worksheet>"),
        ),
    ])
}

fn text(place: &str, words: &str) -> String {
    format!(r#"<c r="{place}" t="inlineStr"><is><t>{words}</t></is></c>"#)
}

fn number(place: &str, style: usize, value: &str) -> String {
    format!(r#"<c r="{place}" s="{style}"><v>{value}</v></c>"#)
}

fn row(at: usize, cells: &[String]) -> String {
    format!(r#"<row r="{at}">{}</row>"#, cells.concat())
}

fn cells(lines: Vec<Line>) -> Vec<Vec<String>> {
    let cells = |line: Line| {
        if line.cells.is_empty() {
            vec![line.text]
        } else {
            line.cells
        }
    };
    lines.into_iter().map(cells).collect()
}

#[test]
fn numbers_and_dates_are_what_the_sheet_shows() {
    let rows = row(
        1,
        &[
            text("A1", "任务"),
            number("B1", 0, "0.30000000000000004"),
            number("C1", 1, "0.9"),
        ],
    ) + &row(
        2,
        &[
            number("A2", 2, "44166"),
            number("B2", 3, "44166"),
            number("C2", 4, "44166"),
        ],
    );
    assert_eq!(
        cells(xlsx::read(&workbook(&rows, "")).unwrap()),
        [
            ["任务", "0.3", "90%"],
            ["2020年12月", "2020年12月", "2020年12月1日"]
        ]
    );
}

#[test]
fn what_is_left_over_under_a_merged_cell_is_not_read() {
    let rows = row(
        1,
        &[text("A1", "任务"), text("B1", "责任单位"), text("C1", "旧")],
    ) + &row(2, &[text("A2", "甲"), text("B2", "甲局")])
        + &row(3, &[text("A3", "旧"), text("B3", "乙局")]);
    let merges = r#"<mergeCells><mergeCell ref="B1:C1"/><mergeCell ref="A2:A3"/></mergeCells>"#;
    assert_eq!(
        cells(xlsx::read(&workbook(&rows, merges)).unwrap()),
        [["任务", "责任单位"], ["甲", "甲局"], ["甲", "乙局"]]
    );
}

#[test]
fn a_picture_in_a_cell_is_no_words() {
    let picture = r#"<c r="B1" t="str"><f>DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c>"#;
    let rows = row(1, &[text("A1", "甲"), picture.to_owned(), text("C1", "乙")]);
    assert_eq!(
        cells(xlsx::read(&workbook(&rows, "")).unwrap()),
        [["甲", "", "乙"]]
    );
}

/// The same workbook, made with openpyxl and saved in the other formats with a spreadsheet: titles over the header, a header of
/// two rows, merged cells, hidden sheets, a chart, a comment, a formula, percents, units, months, the columns in another order.
#[test]
fn the_same_workbook_in_every_format() {
    let xlsx = include_bytes!("../../../../tests/documents/shown.xlsx");
    let xls = include_bytes!("../../../../tests/documents/shown.xls");
    let ods = include_bytes!("../../../../tests/documents/shown.ods");
    let expected: [&[&str]; 12] = [
        &["健康样城行动责任清单（2018—2020年）"],
        &[
            "填报单位：健康样城办",
            "",
            "",
            "",
            "",
            "",
            "",
            "日期：",
            "2018年7月31日",
        ],
        &[
            "序号",
            "重点任务",
            "具体措施",
            "工作目标",
            "责任单位",
            "",
            "完成时限",
            "覆盖率",
            "数量",
            "备注",
        ],
        &[
            "序号",
            "重点任务",
            "具体措施",
            "工作目标",
            "牵头单位",
            "配合单位",
            "完成时限",
            "覆盖率",
            "数量",
            "备注",
        ],
        &["一、健康环境"],
        &[
            "1",
            "健身设施",
            "建设健身步道",
            "建成5条",
            "市体育局",
            "市教育局、市住建局",
            "2020年12月31日",
            "90%",
            "5个",
            "说明",
        ],
        &[
            "1",
            "健身设施",
            "举办健步走活动",
            "每年2场",
            "市体育局",
            "市教育局、市住建局",
            "2020年6月",
            "92.5%",
            "2.5",
        ],
        &[
            "2",
            "急救",
            "培训急救员",
            "300人",
            "市卫生计生委",
            "市红十字会；市教育局",
            "2019年6月1日",
            "100%",
            "300",
        ],
        &["第二批"],
        &["完成时限", "配合单位", "牵头单位", "任务内容", "序号"],
        &[
            "2020年底",
            "市直机关工委",
            "市卫生计生委",
            "创建无烟单位20家",
            "1",
        ],
        &["2019年", "", "市住建局", "改造公园2个", "2"],
    ];
    for (name, lines) in [
        ("xlsx", xlsx::read(xlsx)),
        ("xls", xls::read(xls)),
        ("ods", ods::read(ods)),
    ] {
        let mut got = cells(lines.unwrap());
        // openpyxl computes no formulas: their cells are empty until a spreadsheet has opened the file.
        got.retain(|row| row.first().is_none_or(|first| first != "3"));
        assert_eq!(got, expected, "{name}");
    }
}

#[test]
fn tables_of_other_files_and_comments_are_not_read() {
    let table = |attributes: &str, words: &str| {
        format!(
            r#"<table:table {attributes}><table:table-row><table:table-cell><text:p>{words}</text:p></table:table-cell><table:table-cell><office:annotation><text:p>批注</text:p></office:annotation><text:p>乙<text:line-break/>丙</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16000"/></table:table-row></table:table>"#
        )
    };
    let content = format!(
        r#"<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s"><office:automatic-styles><style:style style:name="ta1"><style:table-properties table:display="true"/></style:style><style:style style:name="ta2"><style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body>{}{}{}</office:body></office:document-content>"#,
        table(r#"table:name="Sheet1" table:style-name="ta1""#, "甲"),
        table(r#"table:name="藏" table:style-name="ta2""#, "藏"),
        table(r#"table:name="'file:///a.ods'#Sheet1""#, "旧"),
    );
    let file = packed(&[("content.xml", &content)]);
    assert_eq!(cells(ods::read(&file).unwrap()), [["甲", "乙 丙"]]);
}

#[test]
fn what_marks_the_separator_is_no_row() {
    for text in [
        "sep=;\n任务;单位\n甲;甲局\n",
        "某清单\n任务\t单位\n甲\t甲局\n",
        "某清单；表一\n任务,单位\n甲,甲局\n",
    ] {
        let got = cells(read_csv(text).unwrap());
        assert_eq!(
            got[got.len() - 2..],
            [["任务", "单位"], ["甲", "甲局"]],
            "{text}"
        );
    }
}

#[test]
fn dates_are_written_out() {
    for (cell, written) in [
        ("2020/12/31", Some("2020年12月31日")),
        ("2020-01-05", Some("2020年1月5日")),
        ("2020.6.30", Some("2020年6月30日")),
        ("2020-12-31 00:00:00", Some("2020年12月31日")),
        ("2020/6", Some("2020年6月")),
        ("2020.6", None),
        ("2018-2020", None),
        ("2020/13/1", None),
        ("3-5", None),
        ("12345/6", None),
    ] {
        assert_eq!(written_out(cell).as_deref(), written, "{cell}");
    }
}

#[test]
fn quotes_marks_and_gaps() {
    let text = "\u{feff}责任清单\n任务,牵头单位,完成时限\n\"建设步道,5条\",\"市体育局\n市教育局\",2020年底\n,,\n";
    let lines = read_csv(text).unwrap();
    let cells: Vec<Vec<String>> = lines.iter().map(|line| line.cells.clone()).collect();
    assert_eq!(lines[0].text, "责任清单");
    assert_eq!(cells[1], ["任务", "牵头单位", "完成时限"]);
    assert_eq!(cells[2], ["建设步道,5条", "市体育局、市教育局", "2020年底"]);
    assert_eq!(lines.len(), 3);
}

#[test]
fn the_mark_that_parts_the_header_parts_the_cells() {
    for (text, mark) in [
        ("清单\n任务,牵头单位\n甲;乙;丙;丁,市体育局\n", b','),
        ("清单\n任务;牵头单位\n甲,乙,丙,丁;市体育局\n", b';'),
        ("甲,乙,丙\n丁,戊,己\n", b','),
        ("甲;乙;丙\n丁;戊;己\n", b';'),
    ] {
        assert_eq!(delimiter(text), mark, "{text}");
    }
}
