//! Parts that several screens and dialogs are made of.

pub mod beside;
pub mod detail;
pub mod editor;
pub mod field;
pub mod ink;
pub mod lines;
pub mod marks;
pub mod paper;
pub mod popup;
pub mod rows;
pub mod scroll;
pub mod search;
pub mod task_list;
