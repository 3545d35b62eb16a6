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
}

impl<'b> Archive<'b> {
    /// Opens a file that should be of this kind.
    pub fn open(bytes: &'b [u8], kind: &'static str) -> Result<Self, Problem> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Problem::Damaged { kind })?;
        if zip.len() > MOST_PARTS {
            return Err(Problem::Damaged { kind });
        }
        Ok(Self {
            zip,
            kind,
            unpacked: 0,
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

    /// Unpacks every part once, so that another reader may be let at the file: none is damaged, all are small enough.
    pub fn check(&mut self) -> Result<(), Problem> {
        (0..self.zip.len()).try_for_each(|index| self.unpack(index, |_| {}))
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
            if self.unpacked > MOST_UNPACKED {
                return Err(Problem::Unpacked {
                    limit: MOST_UNPACKED,
                });
            }
            take(buffer.get(..count).unwrap_or_default());
        }
    }
}
