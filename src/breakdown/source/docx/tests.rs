//! What Word shows and what stands in the file are not the same: a document for each way in which they differ.

use std::io::{Cursor, Write as _};

use super::*;

const NAMESPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="m" xmlns:wps="s" xmlns:v="v" xmlns:a="a" xmlns:m="o""#;

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

fn document(body: &str) -> String {
    format!("<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>")
}

/// A list with the id 1: 一、 （一） 1., where the styles H1 and H2 stand for the first two levels.
fn numbering() -> String {
    let level = |at: usize, format: &str, text: &str, style: &str| {
        format!(
            r#"<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:pStyle w:val="{style}"/><w:lvlText w:val="{text}"/></w:lvl>"#
        )
    };
    let levels = [
        level(0, "chineseCounting", "%1、", "H1"),
        level(1, "chineseCounting", "（%2）", "H2"),
        level(2, "decimal", "%3.", "-"),
    ]
    .concat();
    format!(
        r#"<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"#
    )
}

fn styles() -> String {
    let style = |id: &str, inside: &str| {
        format!(
            r#"<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{id}"/>{inside}</w:style>"#
        )
    };
    let list = r#"<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>"#;
    let indent = r#"<w:pPr><w:ind w:firstLineChars="200" w:firstLine="640"/></w:pPr>"#;
    let standard = r#"<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>"#;
    [
        format!("<w:styles {NAMESPACES}>{standard}"),
        style("H1", list),
        style("H2", list),
        style("Body", indent),
        style("Own", r#"<w:basedOn w:val="Body"/>"#),
        style("toc 1", ""),
        "</w:styles>".to_owned(),
    ]
    .concat()
}

fn lines(body: &str) -> Vec<Line> {
    read(&packed(&[
        ("word/document.xml", &document(body)),
        ("word/numbering.xml", &numbering()),
        ("word/styles.xml", &styles()),
    ]))
    .unwrap()
}

fn texts(body: &str) -> Vec<String> {
    lines(body).into_iter().map(|line| line.text).collect()
}

fn cells(body: &str) -> Vec<Vec<String>> {
    lines(body).into_iter().map(|line| line.cells).collect()
}

/// A run.
fn r(words: &str) -> String {
    format!("<w:r><w:t>{words}</w:t></w:r>")
}

/// A paragraph of these properties and runs.
fn p(properties: &str, runs: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>")
}

/// A cell of these properties.
fn c(properties: &str, words: &str) -> String {
    let inside = p("", &r(words));
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>")
}

fn row(properties: &str, cells: &[String]) -> String {
    let cells = cells.concat();
    format!("<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>")
}

fn table(rows: &[String]) -> String {
    format!("<w:tbl>{}</w:tbl>", rows.concat())
}

const NUMBER: &str = r#"<w:numPr><w:ilvl w:val="2"/><w:numId w:val="1"/></w:numPr>"#;

#[test]
fn what_a_paragraph_was_before_a_change_is_not_what_it_is() {
    let change = r#"<w:pPrChange w:id="1"><w:pPr><w:pStyle w:val="H1"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:pPrChange>"#;
    let body = p(&format!("{NUMBER}{change}"), &r("甲")) + &p(NUMBER, &r("乙"));
    assert_eq!(texts(&body), ["1.甲", "2.乙"]);
}

#[test]
fn numbers_of_empty_paragraphs_count() {
    let body = p(NUMBER, &r("甲")) + &p(NUMBER, "") + &p(NUMBER, &r("乙"));
    assert_eq!(texts(&body), ["1.甲", "3.乙"]);
}

#[test]
fn numbers_come_through_styles_and_their_levels() {
    let style = |id: &str| format!(r#"<w:pStyle w:val="{id}"/>"#);
    let none = style("H2") + r#"<w:numPr><w:numId w:val="0"/></w:numPr>"#;
    let body = p(&style("H1"), &r("甲"))
        + &p(&style("H2"), &r("乙"))
        + &p(&none, &r("丙"))
        + &p(&style("H2"), &r("丁"));
    assert_eq!(texts(&body), ["一、甲", "（一）乙", "丙", "（二）丁"]);
}

#[test]
fn a_number_does_not_run_into_the_year_behind_it() {
    let body = p(NUMBER, &r("2020年底前建成。")) + &p(NUMBER, &r("建成。"));
    assert_eq!(texts(&body), ["1. 2020年底前建成。", "2.建成。"]);
}

#[test]
fn indents_come_through_styles() {
    let style = |id: &str| format!(r#"<w:pStyle w:val="{id}"/>"#);
    let body = p(&style("Own"), &r("甲"))
        + &p(
            &(style("Own") + r#"<w:ind w:firstLineChars="0" w:firstLine="640"/>"#),
            &r("乙"),
        )
        + &p(r#"<w:ind w:firstLine="21pt"/>"#, &r("丙"))
        + &p("", &r("丁"));
    let indents: Vec<bool> = lines(&body).iter().map(|line| line.is_indented).collect();
    assert_eq!(indents, [true, false, true, false]);
}

#[test]
fn tracked_changes_are_taken_as_accepted() {
    let gone = |words: &str| format!("<w:del><w:r><w:delText>{words}</w:delText></w:r></w:del>");
    let marked = |mark: &str| format!("{NUMBER}<w:rPr>{mark}</w:rPr>");
    let body = p(
        "",
        &format!(
            "{}{}<w:ins>{}</w:ins>",
            r("到"),
            gone("2019年"),
            r("2020年")
        ),
    ) + &p("", &format!("<w:moveFrom>{}</w:moveFrom>", r("移走")))
        + &p("", &format!("<w:moveTo>{}</w:moveTo>", r("移来")))
        + &p(&marked("<w:del/>"), &gone("整段"))
        + &p(&marked("<w:del/>"), &r("前半，"))
        + &p(NUMBER, &r("后半。"));
    assert_eq!(texts(&body), ["到2020年", "移来", "1.前半，后半。"]);
}

#[test]
fn deleted_rows_and_cells_are_gone() {
    let body = table(&[
        row("", &[c("", "任务"), c("", "单位")]),
        row("<w:del/>", &[c("", "甲"), c("", "乙局")]),
        row("<w:hidden/>", &[c("", "藏"), c("", "丙局")]),
        row(
            "<w:ins/>",
            &[
                c("", "丁"),
                c("<w:cellDel/>", "旧局"),
                c("<w:cellIns/>", "新局"),
            ],
        ),
    ]);
    assert_eq!(cells(&body), [["任务", "单位"], ["丁", "新局"]]);
}

#[test]
fn a_text_box_is_read_once() {
    let inside = p("", &r("专栏1 重点工程")) + &p("", &r("新建门诊楼1栋。"));
    let content = format!("<w:txbxContent>{inside}</w:txbxContent>");
    let vml = format!("<w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict>");
    let drawing = format!("<w:drawing><wps:txbx>{content}</wps:txbx></w:drawing>");
    let both = format!(
        "<mc:AlternateContent><mc:Choice>{drawing}</mc:Choice><mc:Choice>{drawing}</mc:Choice><mc:Fallback>{vml}</mc:Fallback></mc:AlternateContent>"
    );
    let only =
        format!("<mc:AlternateContent><mc:Fallback>{vml}</mc:Fallback></mc:AlternateContent>");
    for inside in [vml, drawing, both, only] {
        let body = p("", &format!("{}<w:r>{inside}</w:r>{}", r("前"), r("后")));
        assert_eq!(
            texts(&body),
            ["前后", "专栏1 重点工程", "新建门诊楼1栋。"],
            "{inside}"
        );
    }
}

#[test]
fn a_text_box_outlives_its_paragraph() {
    let content = format!("<w:txbxContent>{}</w:txbxContent>", p("", &r("框")));
    let anchor = format!("<w:r><w:pict>{content}</w:pict></w:r>");
    let body = p("<w:rPr><w:del/></w:rPr>", &anchor) + &p("", &r("正文"));
    assert_eq!(texts(&body), ["正文", "框"]);
}

#[test]
fn merged_cells_are_filled_and_old_merges_are_known() {
    let body = table(&[
        row(
            "",
            &[
                c("", "序号"),
                c("<w:gridSpan w:val=\"2\"/>", "任务"),
                c("", "单位"),
            ],
        ),
        row(
            "",
            &[
                c(r#"<w:vMerge w:val="restart"/>"#, "1"),
                c(r#"<w:hMerge w:val="restart"/>"#, "甲"),
                c("<w:hMerge/>", ""),
                c("", "甲局"),
            ],
        ),
        row(
            r#"<w:gridBefore w:val="1"/>"#,
            &[c("", "乙"), c("", "丙"), c("", "乙局")],
        ),
        row(
            "",
            &[
                c("<w:vMerge/>", ""),
                c("", "丁"),
                c("", "戊"),
                c("", "丙局"),
            ],
        ),
    ]);
    assert_eq!(
        cells(&body),
        [
            ["序号", "任务", "", "单位"],
            ["1", "甲", "", "甲局"],
            ["", "乙", "丙", "乙局"],
            ["", "丁", "戊", "丙局"],
        ]
    );
}

#[test]
fn a_small_table_in_a_cell_is_its_words() {
    let inner = table(&[row("", &[c("", "东区"), c("", "2条")])]);
    let cell = format!(
        "<w:tc>{}{inner}{}</w:tc>",
        p("", &r("建设步道，其中")),
        p("", "")
    );
    let body = table(&[
        row("", &[c("", "任务"), c("", "责任单位")]),
        row("", &[cell, c("", "市体育局")]),
    ]);
    assert_eq!(
        cells(&body),
        [
            ["任务", "责任单位"],
            ["建设步道，其中 东区 2条", "市体育局"]
        ]
    );
}

#[test]
fn page_numbers_and_contents_are_left_out() {
    let field = |code: &str, result: &str| {
        format!(
            r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{code}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>"#,
            r(result)
        )
    };
    let gallery = r#"<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>"#;
    let entry = p("", &r("一、任务 3"));
    let body = p("", &(r("目 录")))
        + &format!("<w:sdt>{gallery}<w:sdtContent>{entry}</w:sdtContent></w:sdt>")
        + &p(r#"<w:pStyle w:val="toc 1"/>"#, &r("二、保障 5"))
        + &p("", &(r("三、考核") + &field(" PAGEREF _Toc1 \\h ", "7")))
        + &format!(
            r#"<w:p><w:hyperlink w:anchor="_Toc2">{}</w:hyperlink></w:p>"#,
            r("四、附则9")
        )
        + &p("", &(r("第") + &field(" PAGE ", "4") + &r("号楼")))
        + &format!(
            r#"<w:p><w:fldSimple w:instr="PAGE">{}</w:fldSimple>{}</w:p>"#,
            r("8"),
            r("见")
        )
        + &p("", &(r("按") + &field(" REF _Ref1 ", "表1") + &r("执行")));
    assert_eq!(texts(&body), ["第号楼", "见", "按表1执行"]);
}

#[test]
fn a_circle_drawn_by_a_field_is_a_number() {
    let field = |code: &str| {
        format!(
            r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r>{code}<w:r><w:fldChar w:fldCharType="end"/></w:r>"#
        )
    };
    let code = r"<w:r><w:instrText>eq \o\ac(○,</w:instrText></w:r><w:r><w:instrText>2</w:instrText></w:r><w:r><w:instrText>)</w:instrText></w:r>";
    let body = p("", &(field(code) + &r("建设步道。")));
    assert_eq!(texts(&body), ["②建设步道。"]);
}

#[test]
fn hidden_words_are_not_read() {
    let hidden = |words: &str| format!("<w:r><w:rPr><w:vanish/></w:rPr><w:t>{words}</w:t></w:r>");
    let shown = r#"<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>乙</w:t></w:r>"#;
    let apart = "<w:rPr><w:vanish/></w:rPr>";
    let body = p("", &(r("甲") + &hidden("藏") + shown))
        + &p("", &hidden("全藏"))
        + &p(&format!("{NUMBER}{apart}"), &r("标题。"))
        + &p("", &r("正文。"));
    assert_eq!(texts(&body), ["甲乙", "1.标题。正文。"]);
}

#[test]
fn symbol_fonts_say_what_they_print() {
    let body = p(
        "",
        &format!(
            r#"<w:r><w:sym w:font="Wingdings" w:char="F081"/></w:r>{}<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>{}<w:r><w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr><w:t>&#xF0A3;</w:t></w:r>{}<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>"#,
            r("覆盖率"),
            r("90%，死亡率"),
            r("4‰")
        ),
    );
    assert_eq!(texts(&body), ["①覆盖率≥90%，死亡率≤4‰"]);
}

#[test]
fn controls_tags_and_readings() {
    let placeholder = format!(
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
        r("单击此处输入文字。")
    );
    let control = format!(
        "<w:sdt><w:sdtPr><w:rPr><w:b/></w:rPr><w:text/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
        r("市体育局")
    );
    let tag = format!("<w:smartTag><w:smartTagPr/>{}</w:smartTag>", r("2020年"));
    let ruby = format!(
        "<w:r><w:ruby><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>",
        r("jiàn"),
        r("健")
    );
    let row_control = format!(
        "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
        row("", &[c("", "甲"), c("", "乙")])
    );
    let body = p("", &(control + &placeholder + &tag + &ruby)) + &table(&[row_control]);
    assert_eq!(texts(&body), ["市体育局2020年健", "甲 乙"]);
}

#[test]
fn breaks_begin_a_line_and_a_tab_parts() {
    let body = p(
        "",
        "<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:cr/><w:t>丙</w:t><w:br w:type=\"page\"/><w:t>丁</w:t></w:r>",
    ) + &p("", "<w:r><w:t>1.</w:t><w:tab/><w:t>戊</w:t></w:r>")
        + &p(
            "",
            "<w:r><w:t>己</w:t><w:noBreakHyphen/><w:t>庚</w:t><w:softHyphen/></w:r>",
        );
    assert_eq!(texts(&body), ["甲", "乙", "丙", "丁", "1. 戊", "己-庚"]);
    assert!(lines(&body).iter().all(|line| line.cells.is_empty()));
}

#[test]
fn the_relationships_say_where_the_parts_are() {
    let relation = |kind: &str, target: &str| {
        format!(
            r#"<Relationships xmlns="r"><Relationship Id="1" Type="http://x/{kind}" Target="{target}"/></Relationships>"#
        )
    };
    let body = document(&p(NUMBER, &r("甲")));
    let file = packed(&[
        ("_rels/.rels", &relation("officeDocument", "/Text/Main.xml")),
        ("text\\main.xml", &body),
        (
            "Text/_rels/Main.xml.rels",
            &relation("numbering", "lists.xml"),
        ),
        ("Text/lists.xml", &numbering()),
    ]);
    let lines = read(&file).unwrap();
    assert_eq!(lines[0].text, "1.甲");
}

#[test]
fn a_document_that_only_wraps_a_page_says_so() {
    let file = packed(&[("word/document.xml", &document(r#"<w:altChunk r:id="1"/>"#))]);
    assert!(matches!(read(&file), Err(Problem::Unreadable { .. })));
}
