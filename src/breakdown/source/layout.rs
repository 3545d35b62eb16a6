//! What only the whole document shows: headers and footers on every page, a table of contents, a tab that parts no table.

use std::collections::{HashMap, HashSet};

use super::Line;
use crate::text::pattern::Pattern;

/// Fewer pages show no running header.
const LEAST_PAGES: usize = 3;

/// A running header is no longer than this, in bytes.
const LONGEST_HEADER: usize = 150;

/// Takes out what runs along the edges of the pages; `breaks` are the indices of the first lines of pages.
pub fn drop_running_lines(lines: &mut Vec<Line>, breaks: &[usize]) {
    if breaks.len() + 1 < LEAST_PAGES {
        return;
    }
    let mut pages: Vec<(usize, usize)> = Vec::new();
    let mut from = 0;
    for &to in breaks.iter().chain([&lines.len()]) {
        if to > from {
            pages.push((from, to));
            from = to;
        }
    }
    let mut gone: HashSet<usize> = HashSet::new();
    // A header may have two lines: the second is first once the first is gone.
    for _ in 0..2 {
        let found = [
            repeated(lines, &pages, |page| page.0),
            repeated(lines, &pages, |page| page.1 - 1),
        ];
        for (heads, is_top) in found.iter().zip([true, false]) {
            for page in &mut pages {
                let at = if is_top {
                    page.0
                } else {
                    page.1.saturating_sub(1)
                };
                if page.0 < page.1 && heads.contains(&at) {
                    gone.insert(at);
                    if is_top {
                        page.0 += 1;
                    } else {
                        page.1 -= 1;
                    }
                }
            }
        }
        pages.retain(|page| page.0 < page.1);
    }
    let mut index = 0;
    let mut is_behind = false;
    lines.retain_mut(|line| {
        let is_gone = gone.contains(&index);
        index += 1;
        if is_behind && !is_gone {
            // What stood around the header was no gap in the text.
            line.place.above.clear();
        }
        is_behind = is_gone;
        !is_gone
    });
}

/// The lines at this edge of their pages that stand at the same edge of many others, but for their numbers.
fn repeated(
    lines: &[Line],
    pages: &[(usize, usize)],
    edge: impl Fn(&(usize, usize)) -> usize,
) -> HashSet<usize> {
    let key = |at: usize| -> Option<String> {
        let line = lines.get(at)?;
        let is_short = line.text.len() <= LONGEST_HEADER && !line.text.ends_with('。');
        is_short.then(|| {
            let words = line.text.split_whitespace().flat_map(str::chars);
            let mut key: Vec<char> = words
                .map(|it| if it.is_ascii_digit() { '#' } else { it })
                .collect();
            key.dedup_by(|a, b| *a == '#' && *b == '#');
            key.into_iter().collect()
        })
    };
    let mut places: HashMap<String, Vec<usize>> = HashMap::new();
    for page in pages {
        let at = edge(page);
        if let Some(key) = key(at) {
            places.entry(key).or_default().push(at);
        }
    }
    places
        .into_values()
        .filter(|at| at.len() >= LEAST_PAGES && at.len() * 3 >= pages.len())
        .flatten()
        .collect()
}

/// Takes out a table of contents: the word 目录, and the headings under it that stand below once more.
pub fn drop_contents(lines: &mut Vec<Line>) {
    static WORD: Pattern = Pattern::new(r"^目~[录次]$");
    static ENTRY: Pattern =
        Pattern::new(r"^(?P<heading>.*?\S)(?:[.．…·—-]{2,}|\s)[.．…·—\s-]*\d{1,4}$");
    /// It stands on one of the first lines.
    const LAST: usize = 200;
    /// How far down a heading is looked for.
    const FARTHEST: usize = 20_000;
    let Some(word) = lines
        .iter()
        .take(LAST)
        .position(|line| WORD.is_match(&line.text))
    else {
        return;
    };
    let squash = |text: &str| -> String { text.split_whitespace().collect() };
    let behind = lines.get(word + 1..).unwrap_or_default();
    let (mut once, mut below) = (HashSet::new(), HashSet::new());
    for text in behind.iter().take(FARTHEST).map(|line| squash(&line.text)) {
        if !once.insert(text.clone()) {
            below.insert(text);
        }
    }
    let is_entry = |line: &&Line| {
        let heading = ENTRY
            .captures(&line.text)
            .and_then(|found| found.name("heading"));
        !line.text.contains('。') && (heading.is_some() || below.contains(&squash(&line.text)))
    };
    let count = behind.iter().take_while(is_entry).count();
    // The first heading of the text itself ends the table, though it is also one of those that stand there twice.
    let mut seen = HashSet::new();
    let again = behind
        .iter()
        .take(count)
        .position(|line| !seen.insert(squash(&line.text)));
    let count = again.unwrap_or(count);
    lines.drain(word..=word + count);
}

/// Takes out what a site prints under its pages: who runs it, its record numbers, its address.
pub fn drop_footer(lines: &mut Vec<Line>) {
    static SURE: Pattern = Pattern::new(
        r"(?i-u:icp)~备|公网安备|公安备案|网站标识码|政府网站找错|版权所有|(?i-u:copyright)|©",
    );
    static LIKELY: Pattern = Pattern::new(
        r"(?:主办|承办|协办|维护|运维|管理)(?:单位)?[:：]|^(?:技术支持|地址|邮编|邮政编码|联系电话|值班电话|电话|传真|电子邮箱|邮箱)[:：]|^(?:网站地图|关于我们|联系我们|网站声明|法律声明|隐私声明|使用帮助|网站帮助|[\s|｜·])+$|浏览器|分辨率|访问量",
    );
    /// No footer has more lines.
    const MOST: usize = 15;
    let is_footer = |pattern: &Pattern, line: &Line| {
        line.text.len() <= LONGEST_HEADER * 2 && pattern.is_match(&line.text)
    };
    let from = lines.len().saturating_sub(MOST);
    let tail = lines.get(from..).unwrap_or_default();
    let Some(sure) = tail.iter().position(|line| is_footer(&SURE, line)) else {
        return;
    };
    let above = tail.get(..sure).unwrap_or_default().iter().rev();
    let likely = above.take_while(|line| is_footer(&LIKELY, line)).count();
    lines.truncate(from + sure - likely);
}

/// A tab on a line with no other such line near it parts no cells of a table.
pub fn close_lone_tabs(lines: &mut [Line]) {
    /// A line between two rows may be a section or the rest of a cell.
    const NEAR: usize = 3;
    let is_row = |line: &Line| !line.cells.is_empty() && line.table == 0;
    let rows: Vec<usize> = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| is_row(line))
        .map(|(at, _)| at)
        .collect();
    for (index, &at) in rows.iter().enumerate() {
        let is_near = |other: Option<&usize>| other.is_some_and(|other| other.abs_diff(at) <= NEAR);
        let before = index.checked_sub(1).and_then(|index| rows.get(index));
        if !is_near(before)
            && !is_near(rows.get(index + 1))
            && let Some(line) = lines.get_mut(at)
        {
            line.cells = Vec::new();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::text;

    fn texts(text: &str) -> Vec<String> {
        let lines = text::read(text).unwrap();
        lines.into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn headers_and_footers_go_and_the_sentence_goes_on() {
        let page =
            |at: usize, words: &str| format!("健康样城计划\n第一章 总则\n\n{words}\n\n{at}\n\u{c}");
        let text = page(1, "甲，开展宣传")
            + &page(2, "教育。乙，")
            + &page(3, "建设步道。")
            + &page(4, "丙。");
        assert_eq!(
            texts(&text),
            ["甲，开展宣传", "教育。乙，", "建设步道。", "丙。"]
        );
        let lines = text::read(&text).unwrap();
        assert!(lines.iter().all(|line| line.place.above.is_empty()));
        // Page numbers in dashes end a page as well; two pages prove nothing.
        let pages = |words: &[&str]| words.join("\n— 1 —\n样政办\n");
        assert_eq!(
            texts(&pages(&["样政办\n甲", "乙", "丙"])),
            ["甲", "乙", "丙"]
        );
        assert_eq!(texts(&pages(&["样政办\n甲", "乙"])).len(), 4);
    }

    #[test]
    fn a_table_of_contents_goes() {
        let body = "一、总体要求\n略。\n（一）原则\n二、任务\n甲。";
        let own = ["一、总体要求", "略。", "（一）原则", "二、任务", "甲。"];
        for contents in [
            "目录\n一、总体要求\t1\n（一）原则\t2\n二、任务\t3\n",
            "目 录\n一、总体要求......1\n（一）原则.......2\n二、任务……3\n",
            "目　录\n一、总体要求\n（一）原则\n二、任务\n",
            "目录\n\n一、总体要求 1\n\n（一）原则 - 2\n\n二、任务 12\n\n",
            "目录\n",
        ] {
            assert_eq!(
                texts(&format!("样城计划\n{contents}{body}"))[1..],
                own,
                "{contents}"
            );
        }
    }

    #[test]
    fn a_lone_tab_parts_nothing() {
        let cells = |text: &str| -> Vec<usize> {
            let lines = text::read(text).unwrap();
            lines.iter().map(|line| line.cells.len()).collect()
        };
        assert_eq!(cells("责任单位：\t市教育局\n甲\n乙"), [0, 0, 0]);
        assert_eq!(cells("任务\t单位\n甲\t甲局\n一节\n乙\t乙局"), [2, 2, 0, 2]);
        assert_eq!(cells("1.\t推进工程\n2.\t加强管理"), [0, 0]);
        assert_eq!(cells("1\t推进工程\n2\t加强管理"), [2, 2]);
    }
}
