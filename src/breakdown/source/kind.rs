//! What a file is: by its first bytes, then by what stands in it; never by its name.

use super::encoding;
use crate::breakdown::problem::Problem;
use crate::text::pattern::Pattern;

/// A format that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// Word.
    Docx,
    /// A web page.
    Html,
    /// Excel.
    Xlsx,
    /// Excel 97 to 2003.
    Xls,
    /// An ODS spreadsheet.
    Ods,
    /// Comma-separated values.
    Csv,
}

/// How to turn what is not read into what is.
const SAVE_AS: &str = "请用 Word 或 WPS 打开，另存为 .docx 或 .txt 后再导入。";

/// The format of these bytes, or why they are not read.
pub fn tell(bytes: &[u8]) -> Result<Format, Problem> {
    let body = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if body.starts_with(b"PK\x03\x04") || body.starts_with(b"PK\x05\x06") {
        return packed(bytes);
    }
    if body.starts_with(b"\xd0\xcf\x11\xe0") {
        return compound(bytes);
    }
    let unread: [(&[u8], &str, &str); 5] = [
        (
            b"%PDF",
            "PDF 文件",
            "请用 Word 或 WPS 打开这份 PDF，另存为 .docx 或 .txt 后再导入。",
        ),
        (b"{\\rtf", "RTF 文件", SAVE_AS),
        (
            b"\x89PNG",
            "图片",
            "请先把图片识别成文字，存为 .txt 后再导入。",
        ),
        (
            b"\xff\xd8\xff",
            "图片",
            "请先把图片识别成文字，存为 .txt 后再导入。",
        ),
        (b"Rar!", "压缩文件", "请先解压，再导入其中的计划文件。"),
    ];
    if let Some((_, kind, hint)) = unread.iter().find(|(magic, ..)| body.starts_with(magic)) {
        return Err(Problem::Unreadable { kind, hint });
    }
    let text = encoding::decode(bytes, None);
    Ok(text.map_or(Format::Text, |text| written(&text)))
}

/// What a zip file holds, by the names of its parts, which stand in it unpacked.
fn packed(bytes: &[u8]) -> Result<Format, Problem> {
    let holds = |name: &str| {
        bytes
            .windows(name.len())
            .any(|window| window == name.as_bytes())
    };
    if holds("mimetypeapplication/vnd.oasis.opendocument.spreadsheet") {
        Ok(Format::Ods)
    } else if holds("word/document") {
        Ok(Format::Docx)
    } else if holds("xl/workbook") {
        Ok(Format::Xlsx)
    } else if holds("mimetypeapplication/vnd.oasis.opendocument.text") {
        Err(Problem::Unreadable {
            kind: "ODT 文件",
            hint: "请用 LibreOffice 或 WPS 打开，另存为 .docx 或 .txt 后再导入。",
        })
    } else {
        Err(Problem::Unreadable {
            kind: "压缩文件",
            hint: "请先解压，再导入其中的计划文件；如是 .docx 或 .xlsx，请重新另存。",
        })
    }
}

/// What an OLE compound file holds, by the names in its folder, in UTF-16.
fn compound(bytes: &[u8]) -> Result<Format, Problem> {
    let holds = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|window| window == wide)
    };
    if holds("WordDocument") {
        let kind = "旧版 Word 或 WPS 文件（.doc、.wps）";
        return Err(Problem::Unreadable {
            kind,
            hint: SAVE_AS,
        });
    }
    if holds("Workbook") || holds("Book") {
        return Ok(Format::Xls);
    }
    Err(Problem::Unreadable {
        kind: "旧版 Office 文件（.doc、.wps、.xls）",
        hint: SAVE_AS,
    })
}

/// What a text is, by the way it is written.
fn written(text: &str) -> Format {
    static PAGE: Pattern = Pattern::new(
        r"^~(?:<\?xml[^>]*>~)?(?:<!--[\s\S]*?-->~)*<(?:!doctype~html|html|head|body|div|table|meta|p)[\s>]",
    );
    static MARKDOWN: Pattern = Pattern::new(r"(?m)^(?:#{1,6}\s|\s*\|?\s*:?-{3,}:?\s*\|)");
    let start = text
        .char_indices()
        .nth(100_000)
        .map_or(text.len(), |it| it.0);
    let start = text.get(..start).unwrap_or(text);
    if PAGE.is_match(&start.trim_start_matches('\u{feff}').to_ascii_lowercase()) {
        Format::Html
    } else if is_separated(start) {
        Format::Csv
    } else if MARKDOWN.is_match(start) {
        Format::Markdown
    } else {
        Format::Text
    }
}

/// Whether one of the first lines is the header of a list of tasks, its words parted by commas or semicolons.
fn is_separated(text: &str) -> bool {
    static WORD: Pattern = Pattern::new(
        r"^(?:序号|编号|.{0,6}(?:任务|措施|目标|事项|内容|举措)|.{0,4}(?:单位|部门|处室)|责任人|.{0,4}(?:时限|时间|期限|进度).{0,2})$",
    );
    text.lines().take(20).any(|line| {
        [',', ';'].iter().any(|&mark| {
            let words = line
                .split(mark)
                .filter(|word| WORD.is_match(word.trim_matches(['"', ' ', '\u{feff}'])));
            words.count() >= 2
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_tell() {
        let wide = |name: &str| -> Vec<u8> {
            let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
            bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
            bytes
        };
        for bytes in [
            b"PK\x03\x04rest".to_vec(),
            b"%PDF-1.7".to_vec(),
            b"{\\rtf1".to_vec(),
            wide("WordDocument"),
            wide("?"),
        ] {
            let Err(Problem::Unreadable { kind, hint }) = tell(&bytes) else {
                panic!("{bytes:?}");
            };
            assert!(!kind.is_empty() && hint.ends_with('。'));
        }
        assert_eq!(tell(&wide("Workbook")), Ok(Format::Xls));
        assert_eq!(tell(b"PK\x03\x04..word/document.xml"), Ok(Format::Docx));
        assert_eq!(tell(b"PK\x03\x04..xl/workbook.xml"), Ok(Format::Xlsx));
    }

    #[test]
    fn the_way_it_is_written_tells() {
        for (text, format) in [
            ("一、任务\n1.建设步道。", Format::Text),
            ("1.大于<3小时，#一号。", Format::Text),
            ("\u{feff}<!DOCTYPE html><p>甲", Format::Html),
            (" <!-- 甲 -->\n<HTML lang=zh>", Format::Html),
            ("# 甲\n\n正文。", Format::Markdown),
            ("责任清单,,\n任务,\"责任单位\",时限\n", Format::Csv),
            ("|甲|乙|\n|---|---|\n|1|2|", Format::Markdown),
        ] {
            assert_eq!(tell(text.as_bytes()), Ok(format), "{text}");
        }
    }
}
