//! Pages as sites and word processors write them: a small one for each way in which the document hides.

use super::*;

fn texts(html: &str) -> Vec<String> {
    read(html.as_bytes())
        .unwrap()
        .into_iter()
        .map(|line| line.text)
        .collect()
}

#[test]
fn the_document_stays_and_the_page_goes() {
    let html = "<html><head><title>某计划_某政府网</title><style>p{}</style></head><body><div class=nav><a>首页</a><a>公开</a></div>\
        <h1>健康某城计划</h1><div><p>&nbsp;&nbsp;一、任务</p><p>1.建设\n步道<b>5条</b>，到2020年完成，由市体育局负责。</p><p>2.举办活动<br>（责任单位：市教育局）</p>\
        <script>x</script><p style='display:none'>藏</p></div><footer><p>版权所有 某市政府</p></footer></body></html>";
    assert_eq!(
        texts(html),
        [
            "健康某城计划",
            "一、任务",
            "1.建设步道5条，到2020年完成，由市体育局负责。",
            "2.举办活动",
            "（责任单位：市教育局）"
        ]
    );
}

#[test]
fn lists_are_numbered_and_tables_filled() {
    let html = "<body><ol><li>甲，完成。</li><li><p>乙，完成。</p></li></ol><ul><li>丙，完成。</li></ul><table><tr><th>任务</th><th>单位</th></tr>\
        <tr><td>丁</td><td rowspan=2>市甲局</td></tr><tr><td>戊</td></tr></table></body>";
    assert_eq!(
        texts(html),
        [
            "1.甲，完成。",
            "2.乙，完成。",
            "丙，完成。",
            "任务 单位",
            "丁 市甲局",
            "戊 市甲局"
        ]
    );
}

#[test]
fn too_deep_is_refused() {
    for tag in ["<div>", "<x-y>", "<dl><dd>", "<table><tr><td>"] {
        let html = format!("<html>{}甲", tag.repeat(100_000));
        assert_eq!(
            read(html.as_bytes()),
            Err(Problem::Nested { limit: DEEPEST }),
            "{tag}"
        );
    }
}

/// A document of this many paragraphs.
fn document(count: usize) -> String {
    let paragraph = |at: usize| format!("<p>{at}.开展第{at}项健身活动，每年不少于两次。</p>");
    (1..=count).map(paragraph).collect()
}

fn numbers(html: &str) -> Vec<String> {
    let stop = |text: String| text.split('.').next().unwrap_or_default().to_owned();
    texts(html).into_iter().map(stop).collect()
}

#[test]
fn text_set_as_it_was_typed_keeps_its_lines() {
    for (open, close) in [
        ("<pre><font face=a>", "</font></pre>"),
        ("<div style='white-space:pre-wrap'>", "</div>"),
    ] {
        let html =
            format!("<body>{open}一、任务\n1.建设<b>步道</b>5条。\n\n{close}<p>2.改造\n公园。</p>");
        assert_eq!(
            texts(&html),
            ["一、任务", "1.建设步道5条。", "2.改造公园。"]
        );
    }
}

#[test]
fn a_form_or_a_class_name_around_the_whole_page_hides_nothing() {
    for (open, close) in [
        ("<form id=aspnetForm>", "</form>"),
        ("<div class='col-md-9 position-relative'>", "</div>"),
        ("<aside>", "</aside>"),
        ("<article id=side-main>", "</article>"),
    ] {
        let html = format!(
            "<body><div class=nav><p>网站导航说明文字</p></div>{open}{}{close}",
            document(5)
        );
        assert_eq!(numbers(&html), ["1", "2", "3", "4", "5"], "{open}");
    }
}

#[test]
fn tags_that_nobody_knows_run_within_the_line() {
    let html = "<body><p>到<st1:chsdate Year=\"2020\">2020年</st1:chsdate>，<o:p></o:p><nobr>建成</nobr><wbr>步道<x-y>5条</x-y>。</p>\
        <p>第<span style='display:block'>二段</span>话。</p>";
    assert_eq!(
        texts(html),
        ["到2020年，建成步道5条。", "第", "二段", "话。"]
    );
}

#[test]
fn a_line_end_in_the_source_is_no_gap_in_chinese() {
    let html = "<body><p>到\n2020年，建成\r\nGDP核算\n制度，use of\nforce 5\n条。</p>";
    assert_eq!(
        texts(html),
        ["到2020年，建成GDP核算制度，use of force 5条。"]
    );
}

#[test]
fn menus_and_what_stands_under_a_page_are_left_out() {
    let html = format!(
        "<body><div class=topNavBox><ul><li><a href=/>首页</a></li><li><a href=/a>公开</a></li></ul></div>\
        <div class=BreadcrumbNav>您当前的位置：<a href=/>首页</a> &gt; <a href=/a>规划</a></div>\
        <div><a href=/>首页</a> | <a href=/b>服务</a></div>{}\
        <p>按<a href=/c>《某条例》</a>执行。</p><ul><li><a href=/d>附件</a></li></ul>\
        <div>上一篇：<p><a href=/e>关于印发某方案的通知</a></p></div><h3>相关链接</h3><p><a href=/f>图解</a></p>\
        <p>分享到：<a href=#>微信</a></p><p><a href=/g>关于我们</a> | <a href=/h>网站地图</a></p>\
        <p>主办单位：某市人民政府</p><p>地址：某路1号</p><p>某ICP备00000000号</p><p>建议使用某浏览器</p>",
        document(3)
    );
    let got = texts(&html);
    assert_eq!(got.len(), 4, "{got:?}");
    assert_eq!(got[3], "按《某条例》执行。");
}

#[test]
fn the_record_of_a_document_is_not_the_document() {
    let html = format!(
        "<head><title>某计划_某市人民政府</title></head><body><table><tr><td>索 引 号：</td><td>0001/2018-1</td><td>主题分类：</td><td>卫生</td></tr>\
        <tr><td>发文机关：</td><td>某市人民政府</td><td>成文日期：</td><td>2018年7月31日</td></tr>\
        <tr><td>发文字号：</td><td>某政发〔2018〕9号</td><td>有效性：</td><td>有效</td></tr></table>{}",
        document(2)
    );
    assert_eq!(numbers(&html), ["某计划", "某政发〔2018〕9号", "1", "2"]);
}

#[test]
fn lists_are_numbered_as_they_are_shown() {
    let list =
        |attributes: &str, entries: &str| texts(&format!("<body><ol {attributes}>{entries}</ol>"));
    let entries = "<li>甲。</li><li>乙。</li>";
    assert_eq!(list("", entries), ["1.甲。", "2.乙。"]);
    assert_eq!(list("start=4", entries), ["4.甲。", "5.乙。"]);
    assert_eq!(list("type=a", entries), ["a.甲。", "b.乙。"]);
    assert_eq!(
        list("style='list-style-type:cjk-ideographic'", entries),
        ["一、甲。", "二、乙。"]
    );
    assert_eq!(list("style='list-style:none'", entries), ["甲。", "乙。"]);
    assert_eq!(
        list("", "<li value=7>甲。</li><li>\n<p>乙。</p></li>"),
        ["7.甲。", "8.乙。"]
    );
    // The page hides the list's own numbers.
    assert_eq!(
        list("", "<li>（一）甲。</li><li>（二）乙。</li>"),
        ["（一）甲。", "（二）乙。"]
    );
}

#[test]
fn tables_that_only_lay_out_the_page_are_its_paragraphs() {
    let page = format!("<td>{}</td>", document(10));
    let menu = "<td><a href=a>通知公告</a><br><a href=b>规划计划</a></td>";
    for html in [
        format!("<body><table><tr>{menu}{page}</tr></table>"),
        format!(
            "<body><table><tr><td colspan=2>某网</td></tr><tr>{menu}{page}</tr><tr><td>甲</td><td>乙</td></tr></table>"
        ),
        format!("<body><table><tr>{menu}<td><table><tr>{page}</tr></table></td></tr></table>"),
    ] {
        let got = numbers(&html);
        assert!(
            got.windows(10).any(|it| it[0] == "1" && it[9] == "10"),
            "{got:?}"
        );
        assert!(!got.iter().any(|it| it.contains("通知公告")), "{got:?}");
    }
    let cell = "<td>建设步道。<table><tr><td>东区</td><td>2条</td></tr></table></td>";
    let html = format!(
        "<body><table><tr><th>任务</th><th>单位</th></tr><tr>{cell}<td rowspan=0>市甲局、市乙局、市丙局</td></tr><tr><td>改造公园。</td></tr></table>"
    );
    assert_eq!(
        texts(&html),
        [
            "任务 单位",
            "建设步道。 东区 2条 市甲局、市乙局、市丙局",
            "改造公园。 市甲局、市乙局、市丙局"
        ]
    );
}

#[test]
fn the_title_may_stand_in_the_head_alone() {
    let read = |head: &str, heading: &str| {
        texts(&format!(
            "<head>{head}</head><body><div class=logo>{heading}</div><div>{}</div>",
            document(9)
        ))
        .swap_remove(0)
    };
    assert_eq!(
        read("<title>健康某市行动计划 - 某市人民政府门户网站</title>", ""),
        "健康某市行动计划"
    );
    assert_eq!(
        read(
            "<meta name=ArticleTitle content=某计划>",
            "<h1>某市政府网</h1>"
        ),
        "某计划"
    );
    assert!(read("<title>某市人民政府</title>", "").starts_with("1."));
}
