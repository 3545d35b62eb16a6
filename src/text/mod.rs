//! Characters: cleaning, display width, numerals, patterns, pinyin. Knows nothing of 督办.

pub mod clean;
pub mod numeral;
pub mod pattern;
pub mod pinyin;
pub mod width;
