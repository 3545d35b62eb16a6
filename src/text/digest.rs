//! SHA-256.

use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// The SHA-256 of bytes in lower-case hexadecimal, 64 characters.
pub fn sha256(bytes: &[u8]) -> String {
    sha256_bytes(bytes)
        .iter()
        .fold(String::with_capacity(64), |mut text, byte| {
            // Writing to a String never fails.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

/// The SHA-256 of bytes, as bytes.
pub fn sha256_bytes(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_digest_is_the_standards() {
        // FIPS 180-4, the example of one block.
        let digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(super::sha256(b"abc"), digest);
    }
}
