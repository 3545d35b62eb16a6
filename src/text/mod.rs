//! Characters and words, before any of them means anything to 督办.

pub mod clean;
pub mod numeral;
pub mod pattern;

/// The nearest place at or before a byte where a character begins, or the end of the text.
pub fn boundary(text: &str, at: usize) -> usize {
    let end = at.min(text.len());
    (0..=end)
        .rev()
        .find(|place| text.is_char_boundary(*place))
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_boundary_never_parts_a_character() {
        for (at, wanted) in [(0, 0), (1, 0), (2, 0), (3, 3), (7, 6), (99, 6)] {
            assert_eq!(super::boundary("甲乙", at), wanted);
        }
    }
}
