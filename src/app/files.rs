//! Files that somebody asked for: written whole or not at all.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::error::Error;
use super::workbook::NamedFile;
use crate::text::cause::cause;

/// How many files of one name are looked for a free one.
const MOST_NAMESAKES: u32 = 1000;
/// No settings file is larger.
const LARGEST_SETTINGS: u64 = 256 * 1024;

/// Writes a file whole or not at all: beside its place first, then moved there over what was there.
pub fn write_bytes(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let failed = |error: &io::Error| unwritable(path, error);
    let file = filled(path, bytes).map_err(|error| failed(&error))?;
    file.persist(path).map_err(|error| failed(&error.error))?;
    Ok(())
}

/// Writes a file under a name that nothing has yet: where the name is taken, 周报（2）.docx. Gives the name.
pub fn write_beside(path: &Path, bytes: &[u8]) -> Result<PathBuf, Error> {
    let failed = |error: &io::Error| unwritable(path, error);
    let mut file = filled(path, bytes).map_err(|error| failed(&error))?;
    for number in 1..=MOST_NAMESAKES {
        let name = namesake(path, number);
        match file.persist_noclobber(&name) {
            Ok(_) => return Ok(name),
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => file = error.file,
            Err(error) => return Err(failed(&error.error)),
        }
    }
    Err(Error::user(format!("「{}」已经有很多份了。", path.display())).hinted("请先清理文件夹。"))
}

/// Writes files into a folder, which is made where there is none: all of them, or none where one can't be written.
pub fn write_all(folder: &Path, files: &[NamedFile]) -> Result<(), Error> {
    let failed = |error: &io::Error| unwritable(folder, error);
    std::fs::create_dir_all(folder).map_err(|error| failed(&error))?;
    let mut whole = Vec::new();
    for (name, bytes) in files {
        let path = folder.join(name);
        let file = filled(&path, bytes).map_err(|error| failed(&error))?;
        whole.push((file, path));
    }
    for (file, path) in whole {
        file.persist(path).map_err(|error| failed(&error.error))?;
    }
    Ok(())
}

/// The text of a settings file, or why it can't be had.
pub(super) fn read_settings(path: &Path) -> Result<String, String> {
    let told = |error: io::Error| cause(&error);
    let metadata = std::fs::metadata(path).map_err(told)?;
    if !metadata.is_file() {
        return Err("不是文件".to_owned());
    }
    if metadata.len() > LARGEST_SETTINGS {
        return Err("超过 256 KiB".to_owned());
    }
    let bytes = std::fs::read(path).map_err(told)?;
    let text = String::from_utf8(bytes).map_err(|_| "不是 UTF-8 文字".to_owned())?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned())
}

fn filled(path: &Path, bytes: &[u8]) -> io::Result<tempfile::NamedTempFile> {
    let folder = path
        .parent()
        .filter(|it| !it.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

fn namesake(path: &Path, number: u32) -> PathBuf {
    if number == 1 {
        return path.to_owned();
    }
    let mut name = path.file_stem().map(OsString::from).unwrap_or_default();
    name.push(format!("（{number}）"));
    if let Some(ending) = path.extension() {
        name.push(".");
        name.push(ending);
    }
    path.with_file_name(name)
}

fn unwritable(path: &Path, error: &io::Error) -> Error {
    Error::user(format!("写不了「{}」：{}。", path.display(), cause(error)))
        .hinted("请检查文件夹和权限。")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_taken_gets_a_number_and_nothing_is_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("2020年第52周督办周报.docx");
        let mut names = Vec::new();
        for text in ["一", "二", "三"] {
            let name = write_beside(&path, text.as_bytes()).unwrap();
            assert_eq!(std::fs::read_to_string(&name).unwrap(), text);
            names.push(name.file_name().unwrap().to_str().unwrap().to_owned());
        }
        assert_eq!(
            names,
            ["", "（2）", "（3）"].map(|it| format!("2020年第52周督办周报{it}.docx"))
        );
        write_bytes(&path, "四".as_bytes()).unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "四");
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 3);
    }

    #[test]
    fn a_folder_that_is_not_there_is_named() {
        let error = write_beside(Path::new("no/such/folder/a.md"), b"").unwrap_err();
        assert!(error.message.contains("no/such/folder/a.md"), "{error}");
    }
}
