//! Base64 as OpenSSH writes it (RFC 4648), strict: one text for one run of bytes.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The text of bytes, without the `=` at its end.
pub fn encode_bare(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let at = |place: usize| u32::from(chunk.get(place).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for place in 0..=chunk.len() {
            let letter = (bits >> (18 - 6 * place)) & 63;
            text.push(char::from(ALPHABET[letter as usize]));
        }
    }
    text
}

/// The bytes of a text with its `=`; `None` for a text that the encoder would not have written.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    if text.is_empty() || !text.len().is_multiple_of(4) {
        return None;
    }
    let bare = text.trim_end_matches('=');
    if text.len() - bare.len() > 2 {
        return None;
    }
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    for chunk in bare.as_bytes().chunks(4) {
        let mut bits = 0_u32;
        for letter in chunk {
            let value = ALPHABET.iter().position(|it| it == letter)?;
            bits = bits << 6 | u32::try_from(value).ok()?;
        }
        bits <<= 6 * (4 - chunk.len());
        let whole = bits.to_be_bytes();
        bytes.extend_from_slice(whole.get(1..chunk.len())?);
    }
    // Bits that are left over must be none, or two texts would mean the same key.
    (encode_bare(&bytes) == bare).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_samples_of_the_standard() {
        for (bytes, text) in [
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(decode(text).as_deref(), Some(bytes.as_bytes()));
            assert_eq!(encode_bare(bytes.as_bytes()), text.trim_end_matches('='));
        }
    }

    #[test]
    fn what_no_encoder_writes_is_refused() {
        for text in [
            "",
            "Zg",
            "Zg=",
            "Zh==",
            "Zm9=",
            "Z===",
            "====",
            "Zm9v Zg==",
            "Zm-v",
            "Zg==Zg==",
            "健",
        ] {
            assert_eq!(decode(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn bytes_come_back(bytes in proptest::collection::vec(any::<u8>(), 1..80)) {
            let mut text = encode_bare(&bytes);
            while !text.len().is_multiple_of(4) {
                text.push('=');
            }
            prop_assert_eq!(decode(&text), Some(bytes));
        }
    }
}
