//! Domain values become bytes: JSON, CSV, Markdown, Word, workbooks, web pages, and tables for a terminal. Knows neither
//! files nor the store.

pub mod collected;
pub mod csv;
pub mod departments;
pub mod dispatches;
pub mod docx;
pub mod edition;
pub mod html;
pub mod indicators;
pub mod json;
pub mod keys;
pub mod log;
pub mod markdown;
pub mod people;
pub mod plan_file;
mod table;
pub mod tasks;
pub mod xlsx;
