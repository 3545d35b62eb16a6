//! Printing: the only place that writes to standard output and standard error.

use std::io::{self, IsTerminal, Read, Write};
use std::path::Path;

pub use crate::app::{write_all, write_bytes};

use crate::app::Error;
use crate::text::cause::cause;
use crate::text::clean::clean;

/// Prints text that is already a document of its own: JSON, CSV, Markdown, a table, help.
///
/// Whatever was once typed or read was cleaned when it came in, and is again here. A reader that went away (a closed
/// pipe) ends the printing silently.
pub fn print(text: &str) {
    let mut out = io::stdout().lock();
    // Nothing is left to tell anybody when standard output is gone.
    drop(write!(out, "{}", fit(text)).and_then(|()| out.flush()));
}

/// A document as it goes out, to a terminal or into a file.
fn fit(text: &str) -> String {
    match text.strip_prefix('\u{feff}') {
        // CSV, and only that, begins with the mark and ends its lines with CR LF, which cleaning would take for plain ones.
        Some(csv) => format!("\u{feff}{}", clean(csv).replace('\n', "\r\n")),
        None => clean(text),
    }
}

/// Prints one line.
pub fn say(line: &str) {
    print(&format!("{line}\n"));
}

/// Prints one line on standard error.
pub fn complain(line: &str) {
    let line = clean(line).replace('\n', " ");
    drop(writeln!(io::stderr().lock(), "{line}"));
}

/// Prints one line on standard error, and says whether there is still somebody to read it.
pub fn is_heard(line: &str) -> bool {
    writeln!(io::stderr().lock(), "{}", clean(line).replace('\n', " ")).is_ok()
}

/// Gives a document that is no text to whatever reads standard output: a file, a pipe, an SSH line.
///
/// # Errors
/// Standard output is a terminal, which such bytes would upset.
pub fn hand_out(bytes: &[u8]) -> Result<(), Error> {
    let mut out = io::stdout().lock();
    if out.is_terminal() {
        return Err(
            Error::user("这种文件不能显示在屏幕上。").hinted("请用 -o 写明文件，或写 > 文件。")
        );
    }
    // Nothing is left to tell anybody when standard output is gone.
    drop(out.write_all(bytes).and_then(|()| out.flush()));
    Ok(())
}

/// Writes text into a file, whole or not at all.
pub fn write_file(path: &Path, text: &str) -> Result<(), Error> {
    write_bytes(path, fit(text).as_bytes())
}

/// Reads all of standard input, up to `most` bytes.
pub fn read_input(most: u64) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    io::stdin()
        .lock()
        .take(most + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Error::user(format!("读不了标准输入：{}。", cause(&error))))?;
    if bytes.len() as u64 > most {
        return Err(Error::user("标准输入超过 64 MiB。").hinted("请只保留计划正文，另存后再导入。"));
    }
    Ok(bytes)
}
