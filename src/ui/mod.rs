//! The dashboard.

use crate::app::{Error, Settings};

/// Opens the dashboard.
pub fn run(_: &Settings) -> Result<(), Error> {
    Err(Error::user("这一版还没有界面。").hinted("用 duban --help 查看命令。"))
}
