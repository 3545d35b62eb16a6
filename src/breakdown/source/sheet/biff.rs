//! The records of an .xls workbook: a type, a length, and bytes; text may run over into a record that continues it.

use encoding_rs::{Encoding, GB18030, UTF_16LE};

/// A record, with those that continue it.
pub struct Record<'b> {
    /// What it is.
    pub kind: u16,
    /// Its bytes, a part for each record that they are spread over.
    pub parts: Vec<&'b [u8]>,
}

/// A record that goes on with the one before.
const CONTINUE: u16 = 0x3c;

/// The records of a stream, from this place on.
pub struct Records<'b> {
    rest: &'b [u8],
}

impl<'b> Records<'b> {
    /// The records that begin at this byte.
    pub fn at(stream: &'b [u8], from: usize) -> Self {
        Self {
            rest: stream.get(from..).unwrap_or_default(),
        }
    }

    fn part(&mut self) -> Option<(u16, &'b [u8])> {
        let kind = short(self.rest, 0)?;
        let size = usize::from(short(self.rest, 2)?);
        let bytes = self.rest.get(4..4 + size)?;
        self.rest = self.rest.get(4 + size..)?;
        Some((kind, bytes))
    }
}

impl<'b> Iterator for Records<'b> {
    type Item = Record<'b>;

    fn next(&mut self) -> Option<Record<'b>> {
        let (kind, bytes) = self.part()?;
        let mut parts = vec![bytes];
        while short(self.rest, 0) == Some(CONTINUE) {
            parts.push(self.part()?.1);
        }
        Some(Record { kind, parts })
    }
}

impl<'b> Record<'b> {
    /// The bytes of the record itself.
    pub fn bytes(&self) -> &'b [u8] {
        self.parts.first().copied().unwrap_or_default()
    }
}

/// A 16-bit number.
pub fn short(bytes: &[u8], at: usize) -> Option<u16> {
    let bytes = bytes.get(at..at + 2)?.try_into().ok()?;
    Some(u16::from_le_bytes(bytes))
}

/// A 32-bit number.
pub fn long(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(at..at + 4)?.try_into().ok()?;
    Some(u32::from_le_bytes(bytes))
}

/// A number with a fraction.
pub fn double(bytes: &[u8], at: usize) -> Option<f64> {
    let bytes = bytes.get(at..at + 8)?.try_into().ok()?;
    Some(f64::from_le_bytes(bytes))
}

/// A number in the short form of a worksheet: whole or not, times a hundred or not.
pub fn packed(code: u32) -> f64 {
    let value = if code & 2 == 0 {
        f64::from_bits(u64::from(code & !3) << 32)
    } else {
        // The sign is that of the upper thirty bits.
        f64::from(code.cast_signed() >> 2)
    };
    if code & 1 == 0 { value } else { value / 100.0 }
}

/// Reads text that may run over into the next part.
pub struct Reader<'r, 'b> {
    parts: &'r [&'b [u8]],
    part: usize,
    at: usize,
}

impl<'r, 'b> Reader<'r, 'b> {
    /// Reads a record from this byte on.
    pub fn new(record: &'r Record<'b>, at: usize) -> Self {
        Self {
            parts: &record.parts,
            part: 0,
            at,
        }
    }

    fn rest(&self) -> &'b [u8] {
        let part = self.parts.get(self.part).copied().unwrap_or_default();
        part.get(self.at..).unwrap_or_default()
    }

    /// Goes on with the next part once this one is read; false at the end.
    fn turn(&mut self) -> bool {
        while self.rest().is_empty() && self.part < self.parts.len() {
            self.part += 1;
            self.at = 0;
        }
        self.part < self.parts.len()
    }

    fn byte(&mut self) -> Option<u8> {
        self.turn();
        let byte = *self.rest().first()?;
        self.at += 1;
        Some(byte)
    }

    fn short(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    fn long(&mut self) -> Option<u32> {
        let (low, high) = (self.short()?, self.short()?);
        Some(u32::from(low) | u32::from(high) << 16)
    }

    fn skip(&mut self, mut count: usize) {
        while count > 0 && self.turn() {
            let step = count.min(self.rest().len());
            self.at += step;
            count -= step;
        }
    }

    /// A text whose length stands in two bytes.
    pub fn text(&mut self) -> Option<String> {
        let count = usize::from(self.short()?);
        self.characters(count)
    }

    /// A text whose length stands in one byte.
    pub fn short_text(&mut self) -> Option<String> {
        let count = usize::from(self.byte()?);
        self.characters(count)
    }

    /// So many characters, and what a text has behind them: its fonts, its reading.
    fn characters(&mut self, count: usize) -> Option<String> {
        let flags = self.byte()?;
        let runs = if flags & 8 == 0 {
            0
        } else {
            usize::from(self.short()?)
        };
        let extra = if flags & 4 == 0 {
            0
        } else {
            usize::try_from(self.long()?).ok()?
        };
        let mut is_wide = flags & 1 != 0;
        let mut left = count;
        let mut text = String::new();
        while left > 0 {
            if self.rest().is_empty() {
                if !self.turn() {
                    break;
                }
                // Each part says anew how its characters are written.
                is_wide = self.byte()? & 1 != 0;
            }
            let size = if is_wide { 2 } else { 1 };
            let here = (self.rest().len() / size).min(left);
            if here == 0 {
                break;
            }
            let bytes = self.rest().get(..here * size)?;
            if is_wide {
                text.push_str(&UTF_16LE.decode_without_bom_handling(bytes).0);
            } else {
                text.extend(bytes.iter().map(|byte| char::from(*byte)));
            }
            self.at += here * size;
            left -= here;
        }
        self.skip(runs * 4 + extra);
        Some(text)
    }
}

/// The texts of a workbook, which its cells name by their number.
pub fn shared_texts(record: &Record) -> Vec<String> {
    let mut reader = Reader::new(record, 8);
    let mut texts = Vec::new();
    while reader.turn() {
        let Some(text) = reader.text() else {
            break;
        };
        texts.push(text);
    }
    texts
}

/// Text of a workbook older than Excel 97, in the encoding of its code page.
pub fn old_text(bytes: &[u8], page: u16) -> String {
    let encoding = match page {
        936 => GB18030,
        1200 => UTF_16LE,
        page => Encoding::for_label(format!("windows-{page}").as_bytes()).unwrap_or(GB18030),
    };
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, bytes: &[u8]) -> Vec<u8> {
        let size = u16::try_from(bytes.len()).unwrap();
        [&kind.to_le_bytes()[..], &size.to_le_bytes(), bytes].concat()
    }

    #[test]
    fn a_text_may_run_over_into_the_next_record() {
        let wide =
            |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
        let head = [&2_u32.to_le_bytes()[..], &2_u32.to_le_bytes()].concat();
        // Two texts; the first is cut after 健康, and goes on in bytes; the second has fonts and a reading.
        let first = [&6_u16.to_le_bytes()[..], &[1], &wide("健康")].concat();
        let second = [&[0][..], b"2030", &2_u16.to_le_bytes(), &[1 | 4 | 8]].concat();
        let rest = [
            &1_u16.to_le_bytes()[..],
            &3_u32.to_le_bytes(),
            &wide("步道"),
            &[0; 7],
        ]
        .concat();
        let stream = [
            record(0xfc, &[head, first].concat()),
            record(CONTINUE, &second),
            record(CONTINUE, &rest),
            record(0x0a, &[]),
        ]
        .concat();
        let records: Vec<Record> = Records::at(&stream, 0).collect();
        assert_eq!(records.len(), 2);
        assert_eq!(shared_texts(&records[0]), ["健康2030", "步道"]);
    }

    #[test]
    fn short_numbers() {
        for (code, value) in [
            (0x3ff0_0000, 1.0),
            (0x3ff0_0001, 0.01),
            ((5 << 2) | 2, 5.0),
            ((90 << 2) | 3, 0.9),
            (0xffff_fffe, -1.0),
        ] {
            assert!((packed(code) - value).abs() < 1e-12, "{code:x}");
        }
    }

    #[test]
    fn what_is_cut_off_ends_quietly() {
        for stream in [
            &b""[..],
            b"\xfc\x00",
            b"\xfc\x00\xff\xff\x00",
            b"\xfc\x00\x04\x00\x01\x02\x03\x04",
        ] {
            for record in Records::at(stream, 0) {
                assert!(shared_texts(&record).is_empty());
            }
        }
    }
}
