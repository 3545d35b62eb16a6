//! The parts of a zip file, unpacked in memory and never beyond a limit: what an entry says of its own size is not believed.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::breakdown::problem::Problem;

/// The most that is unpacked of one file, in bytes.
pub const MOST_UNPACKED: u64 = 256 * 1024 * 1024;

/// No document has more parts.
const MOST_PARTS: usize = 10_000;

/// A zip file whose parts can be read.
pub struct Archive<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    kind: &'static str,
    unpacked: u64,
    most: u64,
}

impl<'b> Archive<'b> {
    /// Opens a file that should be of this kind.
    pub fn open(bytes: &'b [u8], kind: &'static str) -> Result<Self, Problem> {
        Self::open_within(bytes, kind, MOST_UNPACKED)
    }

    fn open_within(bytes: &'b [u8], kind: &'static str, most: u64) -> Result<Self, Problem> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Problem::Damaged { kind })?;
        if zip.len() > MOST_PARTS {
            return Err(Problem::Damaged { kind });
        }
        // One that owns up to its size need not be unpacked to be refused.
        if zip
            .decompressed_size()
            .is_some_and(|size| size > u128::from(most))
        {
            return Err(Problem::Unpacked { limit: most });
        }
        Ok(Self {
            zip,
            kind,
            unpacked: 0,
            most,
        })
    }

    /// A part's bytes; `None` where there is none of this name. Letter case and the way of the slashes, which some programs
    /// get wrong, make no other name.
    pub fn find(&mut self, name: &str) -> Result<Option<Vec<u8>>, Problem> {
        let plain = |name: &str| name.replace('\\', "/").to_lowercase();
        let like = || {
            let name = plain(name);
            let mut names = self.zip.file_names().filter_map(Result::ok);
            names.find(|other| plain(other) == name)
        };
        let index = self
            .zip
            .index_for_name(name)
            .or_else(|| self.zip.index_for_name(&like()?));
        let Some(index) = index else {
            return Ok(None);
        };
        let mut bytes = Vec::new();
        self.unpack(index, |part| bytes.extend_from_slice(part))?;
        Ok(Some(bytes))
    }

    /// Unpacks every part once, so that another reader may be let at the file: none is damaged, all are small enough, and
    /// none says of itself that it holds more texts than it has bytes: a reader would make room for them all.
    pub fn check(&mut self) -> Result<(), Problem> {
        for index in 0..self.zip.len() {
            let mut claim = Claim::default();
            self.unpack(index, |part| claim.read(part))?;
            if claim.texts > claim.size {
                return Err(Problem::Damaged { kind: self.kind });
            }
        }
        Ok(())
    }

    fn unpack(&mut self, index: usize, mut take: impl FnMut(&[u8])) -> Result<(), Problem> {
        let damaged = Problem::Damaged { kind: self.kind };
        let mut part = self.zip.by_index(index).map_err(|_| damaged.clone())?;
        let mut buffer = [0; 16 * 1024];
        loop {
            let count = part.read(&mut buffer).map_err(|_| damaged.clone())?;
            if count == 0 {
                return Ok(());
            }
            self.unpacked += count as u64;
            if self.unpacked > self.most {
                return Err(Problem::Unpacked { limit: self.most });
            }
            take(buffer.get(..count).unwrap_or_default());
        }
    }
}

/// How many texts a part says that it holds.
#[derive(Default)]
struct Claim {
    texts: u64,
    size: u64,
    /// The last bytes read: the words may be cut anywhere.
    tail: Vec<u8>,
}

impl Claim {
    fn read(&mut self, part: &[u8]) {
        const WORD: &[u8] = b"uniqueCount";
        /// The words and a number are no longer.
        const LONGEST: usize = 96;
        self.size += part.len() as u64;
        let mut bytes = std::mem::take(&mut self.tail);
        // In UTF-16 every other byte is zero.
        bytes.extend(part.iter().filter(|byte| **byte != 0));
        let mut rest = bytes.as_slice();
        while let Some(at) = rest.windows(WORD.len()).position(|it| it == WORD) {
            rest = rest.get(at + WORD.len()..).unwrap_or_default();
            let digits = rest.iter().skip_while(|byte| !byte.is_ascii_digit());
            let digits = digits.take_while(|byte| byte.is_ascii_digit());
            let number = digits.fold(0_u64, |number, digit| {
                number
                    .saturating_mul(10)
                    .saturating_add(u64::from(digit - b'0'))
            });
            self.texts = self.texts.max(number);
        }
        let from = bytes.len().saturating_sub(LONGEST);
        self.tail = bytes.split_off(from);
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    /// A file of two parts with as many blanks each, that says they have as many as it is told to say.
    fn blanks(count: usize, claimed: u32) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for name in ["a", "b"] {
            let options = zip::write::SimpleFileOptions::default();
            zip.start_file(name, options).unwrap();
            zip.write_all(&vec![b' '; count]).unwrap();
        }
        let mut file = zip.finish().unwrap().into_inner();
        let size = u32::try_from(count).unwrap().to_le_bytes();
        let places: Vec<usize> = file
            .windows(4)
            .enumerate()
            .filter(|(_, bytes)| *bytes == size)
            .map(|(at, _)| at)
            .collect();
        assert_eq!(places.len(), 4);
        for at in places {
            file[at..at + 4].copy_from_slice(&claimed.to_le_bytes());
        }
        file
    }

    #[test]
    fn a_bomb_is_refused_whether_it_owns_up_or_not() {
        let most = 1024 * 1024;
        let refused = Err(Problem::Unpacked { limit: most });
        let honest = blanks(600_000, 600_000);
        assert_eq!(
            Archive::open_within(&honest, "X", most).map(|_| ()),
            refused
        );
        let lies = blanks(600_000, 10);
        let mut archive = Archive::open_within(&lies, "X", most).unwrap();
        assert!(archive.check().is_err());
        let small = blanks(500_000, 500_000);
        let mut archive = Archive::open_within(&small, "X", most).unwrap();
        assert_eq!(archive.check(), Ok(()));
        // Reading a part again unpacks it again.
        assert_eq!(archive.find("a"), refused.map(|()| None));
    }

    #[test]
    fn a_part_that_claims_too_much_is_damaged() {
        let check = |part: &[u8]| {
            let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
            let options = zip::write::SimpleFileOptions::default();
            zip.start_file("a/b.xml", options).unwrap();
            zip.write_all(part).unwrap();
            let file = zip.finish().unwrap().into_inner();
            Archive::open(&file, "X").unwrap().check()
        };
        let part = |count: &str| format!("{}<sst uniqueCount = \"{count}\"/>", " ".repeat(16_370));
        assert_eq!(check(part("3").as_bytes()), Ok(()));
        assert_eq!(
            check(part("100000000000").as_bytes()),
            Err(Problem::Damaged { kind: "X" })
        );
        let wide: Vec<u8> = part("99999999")
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert!(check(&wide).is_err());
    }
}
