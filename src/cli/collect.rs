//! `duban collect`: takes a workbook back that departments filled in, row by row, and says what became of each.

use std::path::Path;

use super::arguments::{CollectWords, ShownAs};
use super::open;
use super::output::{is_heard, print, read_input, say, write_file};
use crate::app::{
    Error, LARGEST_DOCUMENT, Settings, collected_json, collected_text, read_document,
};
use crate::domain::workbook::collected::Purpose;

/// Reads the file or standard input, and takes what may be taken.
///
/// # Errors
/// Something that a department wrote was not taken: the report, which is printed first, says what and why.
pub fn run(words: &CollectWords, settings: &Settings) -> Result<(), Error> {
    if words.output.is_some() {
        settings.must_be_local("写文件", "请写 collect - … > 文件，存到自己的电脑。")?;
    }
    let bytes = if words.file == Path::new("-") {
        read_input(LARGEST_DOCUMENT)?
    } else {
        settings.must_be_local(
            "按路径收表",
            "请写 collect - ，从标准输入读：collect - < 填报表.xlsx。",
        )?;
        read_document(&words.file)?
    };
    let mut app = open(settings)?;
    // A line that broke ends standard input like a whole file does; but then nobody reads what is said.
    if settings.key.is_some() && !is_heard(&format!("已收到 {} 字节。", bytes.len())) {
        return Err(
            Error::user("连接已断开，文件可能不完整，没有收。").hinted("请重新连接后再试。")
        );
    }
    let purpose = if words.dry_run {
        Purpose::Rehearse
    } else {
        Purpose::Take
    };
    let collected = app.collect(&bytes, purpose)?;
    let report = match words.format {
        ShownAs::Table => collected_text(&collected),
        ShownAs::Json => collected_json(&collected),
    };
    match &words.output {
        None => print(&report),
        Some(path) => {
            // What was taken stays taken where the report can't be written: it is told on the screen then.
            if let Err(error) = write_file(path, &report) {
                print(&report);
                return Err(error);
            }
            say(&collected.summary());
            say(&format!("已写入 {}", path.display()));
        }
    }
    if collected.is_whole() {
        return Ok(());
    }
    let place = words.output.as_ref().map_or("上面", |_| "收表结果里");
    Err(
        Error::user(format!("有填写的内容没有采用，原因写在{place}。"))
            .hinted("改好后可以再收，已采用的不会重复。"),
    )
}
