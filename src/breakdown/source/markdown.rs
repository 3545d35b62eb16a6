//! Markdown: its few marks stripped, its tables read as tables.

use super::Line;
use super::page::Page;
use crate::breakdown::problem::Problem;
use crate::text::pattern::Pattern;

/// The lines of a Markdown text.
pub fn read(text: &str) -> Result<Vec<Line>, Problem> {
    static RULE: Pattern = Pattern::new(r"^~(?:(?:-~){3,}|(?:\*~){3,}|(?:_~){3,}|={3,})$");
    static RULED: Pattern = Pattern::new(r"^~\|?~:?-+:?~(?:\|~:?-+:?~)*\|?~$");
    let unified = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = unified.split('\n').collect();
    let mut page = Page::default();
    let mut table = 0;
    let mut is_code = false;
    for (index, raw) in lines.iter().enumerate() {
        if raw.trim_start().starts_with("```") {
            is_code = !is_code;
            page.paragraph("")?;
            continue;
        }
        let next_is_ruled = lines
            .get(index + 1)
            .is_some_and(|next| next.contains('|') && RULED.is_match(next));
        let opens = table == 0 && next_is_ruled && raw.contains('|');
        if opens {
            table = page.open_table();
        }
        if table != 0 && raw.contains('|') && !is_code {
            if RULED.is_match(raw) {
                page.paragraph("")?;
            } else {
                let cells: Vec<String> = cells(raw).iter().map(|cell| plain(cell)).collect();
                page.row(table, &cells)?;
            }
            continue;
        }
        table = 0;
        if RULE.is_match(raw) {
            page.paragraph("")?;
        } else if is_code {
            page.paragraph(raw)?;
        } else {
            page.paragraph(&plain(block(raw)))?;
        }
    }
    Ok(page.lines())
}

/// The cells of a table row; `\|` parts none.
fn cells(raw: &str) -> Vec<String> {
    let row = raw.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let row = row.strip_suffix('|').unwrap_or(row);
    row.replace("\\|", "\u{1}")
        .split('|')
        .map(|cell| cell.replace('\u{1}', "|"))
        .collect()
}

/// Without the marks in front of a line: heading, quote, bullet.
fn block(raw: &str) -> &str {
    static MARK: Pattern = Pattern::new(r"^~(?:>\s?)*~(?:#{1,6}\s+|[-*+]\s+(?:\[[ xX]\]\s+)?)?");
    let rest = MARK
        .find(raw)
        .filter(|mark| mark.as_str().contains(['>', '#', '-', '*', '+']))
        .map_or(raw, |mark| raw.get(mark.end()..).unwrap_or(raw));
    rest.trim_end_matches(['#', ' '])
}

/// Without the marks within a line: links, pictures, strong and code words, escapes, HTML.
fn plain(text: &str) -> String {
    static INSIDE: Pattern = Pattern::new(
        r"!\[[^\]]*\]\([^)]*\)|\[(?P<link>[^\]]+)\]\([^)]*\)|\\(?P<escaped>[\\`*_{}\[\]()#+.!|<>\x7e-])|`(?P<code>[^`]+)`|\*\*|__|\x7e\x7e|\*(?P<slanted>[^*\s][^*]*)\*|</?[a-zA-Z][^>]*>|<!--.*?-->",
    );
    let mut out = String::with_capacity(text.len());
    let mut end = 0;
    for captures in INSIDE.captures_iter(text) {
        let Some(whole) = captures.get(0) else {
            continue;
        };
        out.push_str(text.get(end..whole.start()).unwrap_or_default());
        let kept = ["link", "escaped", "code", "slanted"]
            .iter()
            .find_map(|name| captures.name(name));
        match kept {
            Some(kept) => out.push_str(kept.as_str()),
            None if whole.as_str().starts_with("<br") => out.push('\n'),
            None => {}
        }
        end = whole.end();
    }
    out.push_str(text.get(end..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_and_words_stay() {
        for (raw, words) in [
            ("## 一、**总体**要求 ##", "一、总体要求"),
            ("> - 建设[步道](http://a.cn)5条", "建设步道5条"),
            ("1\\. 建设 `平台`，*尽快*。", "1. 建设 平台，尽快。"),
            ("![图](a.png)甲<br>乙", "甲\n乙"),
            ("面积>3*4，气温-5度", "面积>3*4，气温-5度"),
        ] {
            assert_eq!(plain(block(raw)), words);
        }
    }

    #[test]
    fn tables_become_rows() {
        let text =
            "# 清单\n\n任务 | 单位\n--- | :---:\n建设\\|步道 | 市甲局<br>市乙局\n\n正文 | 不是表";
        let lines = read(text).unwrap();
        assert_eq!(lines[0].text, "清单");
        assert_eq!(lines[1].cells, ["任务", "单位"]);
        assert_eq!(lines[2].cells, ["建设|步道", "市甲局、市乙局"]);
        assert!(lines[3].cells.is_empty());
        assert_eq!((lines[1].table, lines[2].table, lines[3].table), (1, 1, 0));
    }
}
