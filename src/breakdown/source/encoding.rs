//! Bytes → characters: byte order mark, strict UTF-8, UTF-16 by its zeros, GB18030 without faults, and last a guess.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use crate::breakdown::problem::Problem;

/// How much of a file is looked at to tell what it is.
const SAMPLE: usize = 64 * 1024;

/// The text of a file; `declared` is what the file itself says its encoding is.
pub fn decode<'b>(bytes: &'b [u8], declared: Option<&str>) -> Result<Cow<'b, str>, Problem> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let body = bytes.get(mark..).unwrap_or_default();
        return strict(encoding, body).ok_or_else(|| broken(bytes));
    }
    if let Some(text) = strict(UTF_8, bytes).filter(|text| !text.contains('\0')) {
        return Ok(text);
    }
    if let Some(encoding) = sixteen_bits(bytes) {
        return strict(encoding, bytes).ok_or_else(|| broken(bytes));
    }
    if bytes.contains(&0) {
        return Err(Problem::Unreadable {
            kind: "二进制文件",
            hint: "请检查是否选对了文件，或在原软件中另存为 .docx 或 .txt 后再导入。",
        });
    }
    let named = declared.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    let mut candidates: Vec<&'static Encoding> = named.into_iter().collect();
    candidates.push(GB18030);
    for encoding in candidates {
        // GBK files carry nothing in the private-use area: what lands there was no GBK.
        if let Some(text) = strict(encoding, bytes).filter(|text| reads_as_chinese(text)) {
            return Ok(text);
        }
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes.get(..bytes.len().min(SAMPLE)).unwrap_or(bytes), true);
    let guess = detector.guess(Some(b"cn"), Utf8Detection::Deny);
    strict(guess, bytes)
        .filter(|text| reads_as_chinese(text))
        .ok_or_else(|| broken(bytes))
}

fn strict<'b>(encoding: &'static Encoding, bytes: &'b [u8]) -> Option<Cow<'b, str>> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes)
}

/// UTF-16 without a mark: the byte order in which nearly all is Chinese, punctuation or ASCII.
fn sixteen_bits(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..bytes.len().min(SAMPLE)).unwrap_or(bytes);
    if !bytes.len().is_multiple_of(2) || !sample.contains(&0) {
        return None;
    }
    [UTF_16LE, UTF_16BE].into_iter().find(|&encoding| {
        strict(encoding, sample).is_some_and(|text| {
            let is_usual = |character: &char| {
                matches!(character, '\t' | '\n' | '\r' | ' '..='~' | '\u{a0}' | '\u{2010}'..='\u{206f}' | '\u{2460}'..='\u{24ff}'
                    | '\u{3000}'..='\u{303f}' | '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ff5e}')
            };
            let usual = text.chars().filter(is_usual).count();
            reads_as_chinese(&text) && usual * 100 >= text.chars().count() * 95
        })
    })
}

/// Hardly any control, private-use or unassigned characters, and something Chinese.
fn reads_as_chinese(text: &str) -> bool {
    let (mut odd, mut chinese) = (0_usize, 0_usize);
    for character in text.chars() {
        match character {
            '\u{e000}'..='\u{f8ff}' => odd += 1,
            '\t' | '\n' | '\r' | '\u{c}' => {}
            _ if character.is_control() => odd += 1,
            '\u{3400}'..='\u{9fff}' => chinese += 1,
            _ => {}
        }
    }
    chinese > 0 && odd * 50 <= chinese
}

/// Where UTF-8 stops being UTF-8.
fn broken(bytes: &[u8]) -> Problem {
    let offset = match std::str::from_utf8(bytes) {
        Ok(_) => 0,
        Err(error) => error.valid_up_to(),
    };
    let before = bytes.get(..offset).unwrap_or_default();
    Problem::Encoding {
        line: before.split(|byte| *byte == b'\n').count(),
        offset,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "一、主要任务\r\n1.到2020年，建成5条步道。（责任单位：市体育局）\r\n";

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn the_same_words_in_every_encoding() {
        let marked = format!("\u{feff}{TEXT}");
        let cases: [(&str, Vec<u8>); 8] = [
            ("UTF-8", TEXT.into()),
            ("UTF-8 with a mark", marked.clone().into()),
            ("UTF-16LE with a mark", utf16(&marked, u16::to_le_bytes)),
            ("UTF-16BE with a mark", utf16(&marked, u16::to_be_bytes)),
            ("UTF-16LE", utf16(TEXT, u16::to_le_bytes)),
            ("UTF-16BE", utf16(TEXT, u16::to_be_bytes)),
            ("GBK", encoding_rs::GBK.encode(TEXT).0.into_owned()),
            ("GB18030", GB18030.encode(TEXT).0.into_owned()),
        ];
        for (name, bytes) in cases {
            assert_eq!(decode(&bytes, None).unwrap(), TEXT, "{name}");
        }
        // Four bytes a character: only in GB18030.
        let rare = "一、任务：㐀𠀀";
        assert_eq!(decode(&GB18030.encode(rare).0, None).unwrap(), rare);
        // Two words are enough, where a guesser says Latin 2 or Korean.
        for word in ["督办", "疾控处"] {
            assert_eq!(decode(&GB18030.encode(word).0, None).unwrap(), word);
        }
        let big5 = encoding_rs::BIG5.encode("健康行動計畫主要任務").0;
        assert_eq!(decode(&big5, Some("big5")).unwrap(), "健康行動計畫主要任務");
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let broken = [&b"ab\ncd"[..], &[0xff, 0xfe, 0xc3]].concat();
        assert_eq!(
            decode(&broken, None),
            Err(Problem::Encoding { line: 2, offset: 5 })
        );
        assert!(matches!(
            decode(&[1, 0, 0, 7, 255], None),
            Err(Problem::Unreadable { .. })
        ));
        assert!(decode(b"\xff\xfe\x00\xd8", None).is_err());
    }
}
