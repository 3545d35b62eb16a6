//! Office files of any parts: a sound container whose XML is the fuzzer's, so that it need not find out what a zip is.
//! The first byte picks the kind; a NUL ends a part.
#![no_main]

use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The number of the format at `duban::break_down`, what never changes, and the names of the parts that do.
struct Kind {
    format: u8,
    fixed: &'static [(&'static str, &'static str)],
    parts: &'static [&'static str],
}

const KINDS: [Kind; 3] = [
    Kind {
        format: 3,
        fixed: &[
            (
                "[Content_Types].xml",
                r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#,
            ),
            (
                "_rels/.rels",
                r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#,
            ),
        ],
        parts: &["word/document.xml", "word/numbering.xml", "word/styles.xml"],
    },
    Kind {
        format: 5,
        fixed: &[
            (
                "_rels/.rels",
                r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
            ),
            (
                "xl/workbook.xml",
                r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="r1"/><sheet name="b" sheetId="2" r:id="r2"/></sheets></workbook>"#,
            ),
            (
                "xl/_rels/workbook.xml.rels",
                r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet2.xml"/></Relationships>"#,
            ),
        ],
        parts: &[
            "xl/worksheets/sheet1.xml",
            "xl/sharedStrings.xml",
            "xl/worksheets/sheet2.xml",
            "xl/styles.xml",
        ],
    },
    Kind {
        format: 7,
        fixed: &[("mimetype", "application/vnd.oasis.opendocument.spreadsheet")],
        parts: &["content.xml"],
    },
];

fn packed(kind: &Kind, bytes: &[u8]) -> zip::result::ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in kind.fixed {
        archive.start_file(*name, options)?;
        archive.write_all(content.as_bytes())?;
    }
    for (name, content) in kind.parts.iter().zip(bytes.split(|byte| *byte == 0)) {
        archive.start_file(*name, options)?;
        archive.write_all(content)?;
    }
    Ok(archive.finish()?.into_inner())
}

libfuzzer_sys::fuzz_target!(init: duban::keep_guarded_quiet(), |bytes: &[u8]| {
    let Some((&kind, parts)) = bytes.split_first() else {
        return;
    };
    let kind = &KINDS[usize::from(kind) % KINDS.len()];
    let Ok(file) = packed(kind, parts) else {
        return;
    };
    if let Err(broken) = duban::break_down(&file, kind.format) {
        panic!("{broken}");
    }
});
