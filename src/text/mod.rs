//! Characters and words, before any of them means anything to 督办.

pub mod clean;
pub mod numeral;
pub mod pattern;
