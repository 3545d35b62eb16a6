//! Characters: cleaning, display width, numerals, patterns, pinyin, digests, base64, file names, the system's reasons in Chinese. Knows
//! nothing of 督办.

pub mod base64;
pub mod cause;
pub mod clean;
pub mod digest;
pub mod file_name;
pub mod numeral;
pub mod pattern;
pub mod pinyin;
pub mod width;
