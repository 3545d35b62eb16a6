//! What a file is: by its first bytes, then by what stands in it; never by its name.

use std::io::Cursor;

use super::encoding;
use super::sheet;
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

impl Format {
    /// Its bytes are characters; which of these formats they are is a matter of how one reads them.
    fn is_text(self) -> bool {
        match self {
            Self::Text | Self::Markdown | Self::Html | Self::Csv => true,
            Self::Docx | Self::Xlsx | Self::Xls | Self::Ods => false,
        }
    }

    /// What people call it.
    fn label(self) -> &'static str {
        match self {
            Self::Text => "文本文件",
            Self::Markdown => "Markdown 文件",
            Self::Docx => "Word 文件（.docx）",
            Self::Html => "网页（.html）",
            Self::Xlsx => "Excel 文件（.xlsx）",
            Self::Xls => "Excel 文件（.xls）",
            Self::Ods => "ODS 文件",
            Self::Csv => "CSV 文件",
        }
    }
}

/// How to turn what is not read into what is.
const SAVE_AS: &str = "请用 Word 或 WPS 打开，另存为 .docx 或 .txt 后再导入。";
const SAVE_SHEET_AS: &str = "请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入。";
const RECOGNISE: &str = "请先把图片识别成文字，存为 .txt 后再导入。";
const UNPACK: &str = "请先解压，再导入其中的计划文件。";
const UNLOCK: &str = "请用密码打开，取消密码后另存，再导入。";

/// A file of this kind is not read.
fn unread(kind: &'static str, hint: &'static str) -> Problem {
    Problem::Unreadable { kind, hint }
}

/// The format of a file where the caller says which it is: what the file shows beyond doubt has the last word.
pub fn check(bytes: &[u8], wanted: Format) -> Result<Format, Problem> {
    match tell(bytes) {
        Ok(told) if told == wanted || told.is_text() && wanted.is_text() => Ok(wanted),
        Ok(told) => Err(Problem::Mistaken { kind: told.label() }),
        // What only looks like a packed file, or an old one, may be a damaged one of the kind that is wanted.
        Err(Problem::Unreadable { kind, .. })
            if !wanted.is_text() && [PACKED, COMPOUND].contains(&kind) =>
        {
            Ok(wanted)
        }
        Err(problem) => Err(problem),
    }
}

/// The format of these bytes, or why they are not read.
pub fn tell(bytes: &[u8]) -> Result<Format, Problem> {
    let body = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if body.starts_with(b"PK\x03\x04") || body.starts_with(b"PK\x05\x06") {
        return packed(bytes);
    }
    if body.starts_with(b"\xd0\xcf\x11\xe0") {
        return compound(bytes);
    }
    if let Some(problem) = binary(body) {
        return Err(problem);
    }
    encoding::decode(bytes, None).map_or(Ok(Format::Text), |text| written(&text))
}

/// What is known by its first bytes and not read.
fn binary(body: &[u8]) -> Option<Problem> {
    const PICTURE: &str = "图片";
    let known: [(&[u8], usize, &str, &str); 20] = [
        (
            b"%PDF",
            0,
            "PDF 文件",
            "请用 Word 或 WPS 打开这份 PDF，另存为 .docx 或 .txt 后再导入。",
        ),
        (b"%!PS", 0, "打印文件（.ps）", "请导入打印之前的原文件。"),
        (b"{\\rtf", 0, "RTF 文件", SAVE_AS),
        (b"\x89PNG", 0, PICTURE, RECOGNISE),
        (b"\xff\xd8\xff", 0, PICTURE, RECOGNISE),
        (b"GIF8", 0, PICTURE, RECOGNISE),
        (b"II*\0", 0, PICTURE, RECOGNISE),
        (b"MM\0*", 0, PICTURE, RECOGNISE),
        (b"WEBP", 8, PICTURE, RECOGNISE),
        (b"ftyphei", 4, PICTURE, RECOGNISE),
        (b"BM", 0, PICTURE, RECOGNISE),
        (b"Rar!", 0, PACKED, UNPACK),
        (b"7z\xbc\xaf\x27\x1c", 0, PACKED, UNPACK),
        (b"\x1f\x8b", 0, PACKED, UNPACK),
        (b"BZh", 0, PACKED, UNPACK),
        (b"\xfd7zXZ\0", 0, PACKED, UNPACK),
        (b"ustar", 257, PACKED, UNPACK),
        (b"MSCF", 0, PACKED, UNPACK),
        (
            b"CAJ",
            0,
            "CAJ 文件",
            "请用 CAJ 阅读器打开，把文字存为 .txt 后再导入。",
        ),
        (
            b"SQLite format 3\0",
            0,
            "SQLite 数据库",
            "请检查是否选对了文件；打开已有的数据请用 --db。",
        ),
    ];
    let (magic, _, kind, hint) = known
        .iter()
        .find(|(magic, at, ..)| body.get(*at..).is_some_and(|it| it.starts_with(magic)))?;
    // Two letters prove little: a bitmap also says how long it is.
    let size = body
        .get(2..6)
        .and_then(|size| size.try_into().ok())
        .map(u32::from_le_bytes);
    let is_bitmap = size.is_some_and(|size| usize::try_from(size) == Ok(body.len()));
    (*magic != b"BM" || is_bitmap).then(|| unread(kind, hint))
}

const PACKED: &str = "压缩文件";
const COMPOUND: &str = "旧版 Office 文件（.doc、.wps、.xls）";

/// What a zip file holds, by the names of its parts.
fn packed(bytes: &[u8]) -> Result<Format, Problem> {
    let zip = zip::ZipArchive::new(Cursor::new(bytes)).ok();
    let names: Option<Vec<String>> = zip.map(|zip| {
        let names = zip.file_names().filter_map(Result::ok);
        names
            .map(|name| name.replace('\\', "/").to_lowercase())
            .collect()
    });
    // The names stand unpacked in the file, also in the first half of one.
    let holds = |name: &str| match &names {
        Some(names) => names.iter().any(|it| it.starts_with(name)),
        None => contains(bytes, name.as_bytes()),
    };
    let is_mime = |kind: &str| {
        let head = bytes.get(..bytes.len().min(200)).unwrap_or_default();
        contains(head, format!("mimetypeapplication/{kind}").as_bytes())
    };
    let kinds = [
        (
            "vnd.oasis.opendocument.text",
            "ODT 文件",
            "请用 LibreOffice 或 WPS 打开，另存为 .docx 或 .txt 后再导入。",
        ),
        ("vnd.oasis.opendocument.presentation", "演示文稿", SAVE_AS),
        (
            "epub+zip",
            "电子书（.epub）",
            "请把文字存为 .txt 后再导入。",
        ),
    ];
    if is_mime("vnd.oasis.opendocument.spreadsheet") {
        return Ok(Format::Ods);
    }
    if let Some((_, kind, hint)) = kinds.iter().find(|it| is_mime(it.0)) {
        return Err(unread(kind, hint));
    }
    for (name, found) in [
        ("word/document", Ok(Format::Docx)),
        (
            "xl/workbook.bin",
            Err(unread("Excel 二进制文件（.xlsb）", SAVE_SHEET_AS)),
        ),
        ("xl/workbook", Ok(Format::Xlsx)),
        (
            "ppt/presentation",
            Err(unread(
                "演示文稿（.pptx）",
                "请把其中的文字存为 .docx 或 .txt 后再导入。",
            )),
        ),
        (
            "ofd.xml",
            Err(unread(
                "OFD 版式文件",
                "请用 OFD 阅读器或 WPS 打开，导出为 .docx 或 .txt 后再导入。",
            )),
        ),
    ] {
        if holds(name) {
            return found;
        }
    }
    if names.is_none() && holds("[Content_Types].xml") {
        return Err(Problem::Damaged {
            kind: "Word 或 Excel 文件",
        });
    }
    // A document whose parts bear other names says what it is in its list of types.
    let types = names.is_some_and(|names| names.iter().any(|it| it == "[content_types].xml"));
    let kind = types.then(|| content_type(bytes)).flatten();
    kind.ok_or_else(|| {
        unread(
            PACKED,
            "请先解压，再导入其中的计划文件；如是 .docx 或 .xlsx，请重新另存。",
        )
    })
}

/// What the list of types of an Office file says that it is.
fn content_type(bytes: &[u8]) -> Option<Format> {
    let mut archive = super::archive::Archive::open(bytes, PACKED).ok()?;
    let types = archive.find("[Content_Types].xml").ok()??;
    if contains(&types, b"wordprocessingml.document.main+xml") {
        Some(Format::Docx)
    } else {
        contains(&types, b"spreadsheetml.sheet.main+xml").then_some(Format::Xlsx)
    }
}

/// What an OLE compound file holds, by the names in its folder; where that cannot be read, by the names, in UTF-16, anywhere.
fn compound(bytes: &[u8]) -> Result<Format, Problem> {
    let names: Option<Vec<String>> = cfb::CompoundFile::open(Cursor::new(bytes))
        .ok()
        .map(|file| {
            file.read_root_storage()
                .map(|it| it.name().to_owned())
                .collect()
        });
    let is_written = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        contains(bytes, &wide)
    };
    let holds = |name: &str| {
        names.as_ref().map_or_else(
            || is_written(name),
            |names| names.iter().any(|it| it == name),
        )
    };
    for (name, found) in [
        (
            "EncryptedPackage",
            Err(unread("加密的 Office 文件", UNLOCK)),
        ),
        (
            "WordDocument",
            Err(unread("旧版 Word 或 WPS 文件（.doc、.wps）", SAVE_AS)),
        ),
        (
            "PowerPoint Document",
            Err(unread(
                "演示文稿（.ppt、.dps）",
                "请把其中的文字存为 .docx 或 .txt 后再导入。",
            )),
        ),
        ("Workbook", Ok(Format::Xls)),
        ("Book", Ok(Format::Xls)),
    ] {
        if holds(name) {
            return found;
        }
    }
    Err(unread(
        COMPOUND,
        "请在原软件中打开，另存为 .docx、.xlsx 或 .txt 后再导入。",
    ))
}

fn contains(bytes: &[u8], words: &[u8]) -> bool {
    let Some(first) = words.first() else {
        return true;
    };
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|byte| byte == first) {
        rest = rest.get(at..).unwrap_or_default();
        if rest.starts_with(words) {
            return true;
        }
        rest = rest.get(1..).unwrap_or_default();
    }
    false
}

/// What a text is, by the way it is written.
fn written(text: &str) -> Result<Format, Problem> {
    static PAGE: Pattern = Pattern::new(
        r"^~(?:<\?xml[^>]*>~)?(?:<!--[\s\S]*?-->~)*<(?:!doctype~html|(?:html|head|body|div|table|meta|p|style|title|link|script|center|span|font|form|section|article|main|h[1-6]|ul|ol|br|b|a|pre|img|tr)[\s/>])",
    );
    static MARKDOWN: Pattern = Pattern::new(r"(?m)^(?:#{1,6}\s|\s*\|?\s*:?-{3,}:?\s*\|)");
    let start = text
        .char_indices()
        .nth(100_000)
        .map_or(text.len(), |it| it.0);
    let start = text
        .get(..start)
        .unwrap_or(text)
        .trim_start_matches('\u{feff}');
    if let Some(problem) = markup(start) {
        return Err(problem);
    }
    Ok(if PAGE.is_match(&start.to_ascii_lowercase()) {
        Format::Html
    } else if is_separated(start) || sheet::is_tabbed(start) {
        Format::Csv
    } else if MARKDOWN.is_match(start) {
        Format::Markdown
    } else {
        Format::Text
    })
}

/// A text that holds a document of another program.
fn markup(start: &str) -> Option<Problem> {
    static ROOT: Pattern =
        Pattern::new(r"^~(?:<\?[^>]*>~|<!--[\s\S]*?-->~)*<(?:[\w-]+:)?(?P<name>[A-Za-z][\w-]*)");
    static MESSAGE: Pattern =
        Pattern::new(r"(?m)^(?i-u:mime-version):(?s:.*?)^(?i-u:content-type):~(?i-u:multipart/)");
    let head = start
        .char_indices()
        .nth(8_000)
        .map_or(start.len(), |it| it.0);
    let head = start.get(..head).unwrap_or(start);
    if MESSAGE.is_match(head) {
        return Some(unread(
            "网页存档或邮件（.mht、.eml）",
            "请用浏览器打开，另存为「网页，仅 HTML」（.html）后再导入。",
        ));
    }
    let root = ROOT.captures(head)?;
    let problem = match root.name("name")?.as_str() {
        "Workbook" => unread("Excel 2003 XML 文件", SAVE_SHEET_AS),
        "wordDocument" | "package" => unread("Word XML 文件", SAVE_AS),
        "document" if head.contains("opendocument") => unread("ODF XML 文件", SAVE_AS),
        "UOF" => unread("UOF（标文通）文件", SAVE_AS),
        _ => return None,
    };
    Some(problem)
}

/// Whether one of the first lines is the header of a list of tasks, its words parted by commas or semicolons.
fn is_separated(text: &str) -> bool {
    text.lines()
        .take(20)
        .any(|line| [',', ';'].iter().any(|&mark| sheet::is_header(line, mark)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wide(name: &str) -> Vec<u8> {
        let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
        bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    }

    #[test]
    fn what_is_not_read_says_how_to_convert_it() {
        let at = |at: usize, magic: &[u8]| [&vec![b'.'; at], magic].concat();
        for (bytes, word) in [
            (b"PK\x03\x04rest".to_vec(), "压缩"),
            (b"PK\x03\x04..ppt/presentation.xml".to_vec(), "演示"),
            (b"PK\x03\x04..xl/workbook.bin".to_vec(), ".xlsb"),
            (b"PK\x03\x04..ofd.xml".to_vec(), "OFD"),
            (b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.text".to_vec(), "ODT"),
            (b"PK\x03\x04mimetypeapplication/epub+zip".to_vec(), "epub"),
            (b"%PDF-1.7".to_vec(), "PDF"),
            (b"{\\rtf1".to_vec(), "RTF"),
            (b"\x89PNG\r\n".to_vec(), "图片"),
            (b"\xff\xd8\xff\xe0".to_vec(), "图片"),
            (b"GIF89a".to_vec(), "图片"),
            (b"BM\x0a\0\0\0....".to_vec(), "图片"),
            (b"RIFF\0\0\0\0WEBP".to_vec(), "图片"),
            (b"\0\0\0\x18ftypheic".to_vec(), "图片"),
            (b"Rar!\x1a".to_vec(), "压缩"),
            (b"7z\xbc\xaf\x27\x1c".to_vec(), "压缩"),
            (at(257, b"ustar\0"), "压缩"),
            (b"SQLite format 3\0".to_vec(), "SQLite"),
            (wide("WordDocument"), ".doc"),
            (wide("EncryptedPackage"), "加密"),
            (wide("PowerPoint Document"), "演示"),
            (wide("?"), "旧版"),
            (b"MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=x".to_vec(), ".mht"),
            (b"<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n<Workbook xmlns=\"x\">".to_vec(), "Excel 2003"),
            (b"<?xml version=\"1.0\"?><w:wordDocument>".to_vec(), "Word XML"),
            (b"<?xml version=\"1.0\"?><pkg:package>".to_vec(), "Word XML"),
            (b"<office:document xmlns:office=\"urn:oasis:names:tc:opendocument:x\">".to_vec(), "ODF"),
            ("<?xml version=\"1.0\"?><uof:UOF>".into(), "UOF"),
        ] {
            let Err(Problem::Unreadable { kind, hint }) = tell(&bytes) else {
                panic!("{word}");
            };
            assert!(kind.contains(word) && hint.ends_with('。'), "{kind}, not {word}");
        }
    }

    #[test]
    fn the_first_bytes_tell() {
        assert_eq!(tell(&wide("Workbook")), Ok(Format::Xls));
        assert_eq!(tell(b"PK\x03\x04..word/document.xml"), Ok(Format::Docx));
        assert_eq!(tell(b"PK\x03\x04..xl/workbook.xml"), Ok(Format::Xlsx));
        // Words that begin like a bitmap.
        assert_eq!(tell(b"BMI"), Ok(Format::Text));
    }

    #[test]
    fn the_way_it_is_written_tells() {
        for (text, format) in [
            ("一、任务\n1.建设步道。", Format::Text),
            ("1.大于<3小时，#一号。", Format::Text),
            ("<甲>乙", Format::Text),
            ("\u{feff}<!DOCTYPE html><p>甲", Format::Html),
            (" <!-- 甲 -->\n<HTML lang=zh>", Format::Html),
            ("<style>td{}</style><table><tr>", Format::Html),
            (
                "<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x'><html>",
                Format::Html,
            ),
            ("# 甲\n\n正文。", Format::Markdown),
            ("责任清单,,\n任务,\"责任单位\",时限\n", Format::Csv),
            (
                "清单\n任务\t责任单位\t时限\n\"甲\n乙\"\t丙局\t年底\n",
                Format::Csv,
            ),
            (
                "一、任务\n二、清单\n任务\t责任单位\n甲\t乙局\n三、保障\n加强领导。\n",
                Format::Text,
            ),
            ("|甲|乙|\n|---|---|\n|1|2|", Format::Markdown),
        ] {
            assert_eq!(tell(text.as_bytes()), Ok(format), "{text}");
        }
    }

    #[test]
    fn what_the_caller_says_is_checked() {
        let text = "一、任务".as_bytes();
        assert_eq!(check(text, Format::Csv), Ok(Format::Csv));
        assert_eq!(
            check(text, Format::Docx),
            Err(Problem::Mistaken {
                kind: "文本文件"
            })
        );
        assert!(matches!(
            check(b"PK\x03\x04..xl/workbook.xml", Format::Text),
            Err(Problem::Mistaken { .. })
        ));
        assert!(matches!(
            check(b"%PDF-1.7", Format::Docx),
            Err(Problem::Unreadable { .. })
        ));
        assert_eq!(check(b"PK\x03\x04", Format::Docx), Ok(Format::Docx));
        assert_eq!(check(&wide("?"), Format::Xls), Ok(Format::Xls));
    }
}
