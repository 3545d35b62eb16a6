//! Bytes → numbered, cleaned lines: page furniture is dropped, wrapped lines stay apart (see `outline`), and a document that
//! is printed twice in one file is read once.

use std::collections::HashSet;

use super::problem::Problem;
use crate::domain::draft::Warning;
use crate::text::clean;
use crate::text::pattern::Pattern;

/// The largest file that is read: a plan of 500 pages has under 2 MiB.
const LIMIT: usize = 16 * 1024 * 1024;

/// A line with words on it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The 1-based line of the file.
    pub number: usize,
    /// The words, without white space at either end.
    pub text: String,
    /// The cells, where the line has tabs; else empty.
    pub cells: Vec<String>,
    /// It begins with white space: a new paragraph where lines are wrapped.
    pub is_indented: bool,
    /// How it stands in a table.
    pub place: Place,
}

/// What a line's white space says about the table it may stand in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// It begins with a tab and is one cell.
    pub is_cell: bool,
    /// What stands between it and the line above.
    pub above: Vec<Gap>,
    /// The pieces, where two or more stand apart by at least two blanks; else empty.
    pub spaced: Vec<String>,
}

/// A line without words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// Nothing on it.
    Blank,
    /// A tab: an empty cell.
    Cell,
}

/// What a file holds.
pub struct Source {
    /// Its lines, empty ones and page furniture left out.
    pub lines: Vec<Line>,
    /// What was noticed on the way.
    pub warnings: Vec<Warning>,
}

/// Decodes and cleans a file.
pub fn read(bytes: &[u8]) -> Result<Source, Problem> {
    if bytes.len() > LIMIT {
        return Err(Problem::TooLarge {
            bytes: bytes.len(),
            limit: LIMIT,
        });
    }
    if let Some(kind) = binary_kind(bytes) {
        return Err(Problem::Binary { kind });
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let offset = error.valid_up_to();
        let newlines = bytes
            .iter()
            .take(offset)
            .filter(|byte| **byte == b'\n')
            .count();
        Problem::Encoding {
            line: newlines + 1,
            offset,
        }
    })?;
    let mut lines = lines(text);
    if lines.is_empty() {
        return Err(Problem::Empty);
    }
    let mut warnings = Vec::new();
    if let Some(copy) = second_copy(&lines) {
        let line = lines.get(copy).map_or(0, |line| line.number);
        warnings.push(Warning {
            line,
            message: format!("文件从第 {line} 行起重复了全文，只导入第一遍。"),
        });
        lines.truncate(copy);
    }
    Ok(Source { lines, warnings })
}

/// What the first bytes say a file is, if it is no text.
fn binary_kind(bytes: &[u8]) -> Option<&'static str> {
    let known: [(&[u8], &str); 5] = [
        (b"PK\x03\x04", "Word、Excel 或压缩文件"),
        (b"PK\x05\x06", "压缩文件"),
        (b"%PDF", "PDF 文件"),
        (b"\xd0\xcf\x11\xe0", "旧版 Word 或 Excel 文件"),
        (b"{\\rtf", "RTF 文件"),
    ];
    let body = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    known
        .iter()
        .find(|(magic, _)| body.starts_with(magic))
        .map(|known| known.1)
        .or_else(|| body.contains(&0).then_some("二进制文件"))
}

fn lines(text: &str) -> Vec<Line> {
    /// What a word processor or a page leaves behind inside a line.
    static MARKS: Pattern = Pattern::new(r"\[bookmark:[^\]]*\]|^#{1,6}~|\*\*");
    static APART: Pattern = Pattern::new(r"(?:[ \u{a0}]{2}|\u{3000})[\s\u{a0}]*");
    let unified = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut lines = Vec::new();
    let mut above = Vec::new();
    for (index, raw) in unified.split('\n').enumerate() {
        let mut words = clean::clean_line(raw);
        while let Some(mark) = MARKS
            .find(words.trim_start())
            .map(|mark| mark.as_str().to_owned())
        {
            words = words.replacen(&mark, "", 1);
        }
        let text = words.trim();
        if text.is_empty() {
            // A table needs to know of a few; a hundred say no more.
            if above.len() < 100 {
                above.push(if raw.contains('\t') {
                    Gap::Cell
                } else {
                    Gap::Blank
                });
            }
            continue;
        }
        if is_furniture(text) {
            continue;
        }
        let cells: Vec<String> = raw
            .split('\t')
            .map(|cell| clean::clean_line(cell).trim().to_owned())
            .collect();
        let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
        let spaced: Vec<String> = if filled > 1 {
            Vec::new()
        } else {
            split_apart(raw.trim(), &APART)
        };
        lines.push(Line {
            number: index + 1,
            is_indented: words.starts_with(char::is_whitespace),
            text: text.to_owned(),
            place: Place {
                is_cell: raw.starts_with('\t') && filled == 1,
                above: std::mem::take(&mut above),
                spaced,
            },
            cells: if filled > 1 { cells } else { Vec::new() },
        });
    }
    lines
}

/// The pieces of a line that stand apart; none where it is one piece.
fn split_apart(raw: &str, gap: &Pattern) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut from = 0;
    for found in gap.find_iter(raw) {
        pieces.push(clean::clean_line(
            raw.get(from..found.start()).unwrap_or_default(),
        ));
        from = found.end();
    }
    if from == 0 {
        return Vec::new();
    }
    pieces.push(clean::clean_line(raw.get(from..).unwrap_or_default()));
    pieces
}

/// Page numbers and what a web page prints around a document.
fn is_furniture(line: &str) -> bool {
    static FURNITURE: Pattern = Pattern::new(
        r"^(?:[-—–－_·~]*第?~\d{1,4}~页?(?:~[/共]~\d+~页?)?~[-—–－_·]+|[-—–－]+~\d{1,4}~[-—–－]*|第~\d{1,4}~页(?:~共~\d+~页)?|当前位置.*|您的位置.*|首页.*[>›].*|(?:发布日期|发布时间|来源|信息来源|索引号|浏览次数|阅读次数|字号)[:：].*|.*(?:阅读次数|浏览次数|字号)[:：].*|【?(?:打印|关闭|收藏)】?.{0,12}|(?:上|下)一篇[:：].*|相关阅读[:：].*|分享到?[:：].*|https?://\S+|[\w-]+(?:\.[\w-]+)*\.(?:xlsx?|docx?|pdf|wps))$",
    );
    FURNITURE.is_match(line)
}

/// The index of the line on which the same document begins a second time.
fn second_copy(lines: &[Line]) -> Option<usize> {
    /// Fewer lines than this are no document.
    const LEAST: usize = 8;
    let squash = |line: &Line| line.text.split_whitespace().collect::<String>();
    let words: Vec<String> = lines.iter().map(squash).collect();
    let first = words.first()?;
    let share = |of: &[String], within: &HashSet<&String>| {
        let size = |line: &String| line.chars().count();
        let whole: usize = of.iter().map(size).sum();
        let same: usize = of
            .iter()
            .filter(|line| within.contains(line))
            .map(size)
            .sum();
        same * 10 >= whole * 8
    };
    let starts = words
        .iter()
        .enumerate()
        .skip(LEAST)
        .filter(|(_, line)| *line == first)
        .map(|(at, _)| at);
    starts.take(8).find(|&at| {
        let (one, two) = words.split_at(at);
        let (first_set, second_set) = (one.iter().collect(), two.iter().collect());
        two.len() >= LEAST && share(two, &first_set) && share(one, &second_set)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_text_is_refused_with_its_kind() {
        for bytes in [
            &b"PK\x03\x04rest"[..],
            b"%PDF-1.7",
            b"\xd0\xcf\x11\xe0\xa1",
            b"{\\rtf1",
            b"a\0b",
        ] {
            assert!(
                matches!(read(bytes), Err(Problem::Binary { .. })),
                "{bytes:?}"
            );
        }
        assert!(matches!(read(b" \r\n\t\n"), Err(Problem::Empty)));
        assert!(matches!(read(b""), Err(Problem::Empty)));
        let broken = [&b"ab\ncd"[..], &[0xb3, 0xc7]].concat();
        assert_eq!(
            read(&broken).err(),
            Some(Problem::Encoding { line: 2, offset: 5 })
        );
        assert!(matches!(
            read(&vec![b'a'; LIMIT + 1]),
            Err(Problem::TooLarge { .. })
        ));
    }

    #[test]
    fn lines_keep_their_numbers_and_lose_their_furniture() {
        let text = "\u{feff}甲 \r\n\r\n— 3 —\r\n  乙\t丙\r\n第 4 页\n当前位置: 首页 > 规划\n# 丁\n[bookmark: _x]1.戊\n附表.xls";
        let source = read(text.as_bytes()).unwrap();
        let got: Vec<_> = source
            .lines
            .iter()
            .map(|l| (l.number, l.text.as_str(), l.cells.len()))
            .collect();
        assert_eq!(
            got,
            [(1, "甲", 0), (4, "乙 丙", 2), (7, "丁", 0), (8, "1.戊", 0)]
        );
        assert!(source.lines[1].is_indented);
    }

    #[test]
    fn a_document_printed_twice_is_read_once() {
        let lines: Vec<String> = (0..12)
            .map(|n| format!("第{n}段，说明这一段的内容。\n"))
            .collect();
        let once = lines.concat();
        let source = read(format!("{once}{once}").as_bytes()).unwrap();
        assert_eq!(source.lines.len(), 12);
        assert_eq!(source.warnings[0].line, 13);
        assert!(source.warnings[0].message.ends_with('。'));
        assert!(read(once.as_bytes()).unwrap().warnings.is_empty());
    }
}
