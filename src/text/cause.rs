//! What the operating system says when a file can't be read or written, in Chinese.

use std::io::{Error, ErrorKind};

/// The reason in a few words, without a full stop.
pub fn cause(error: &Error) -> String {
    let words = match error.kind() {
        ErrorKind::NotFound => "没有这个文件或文件夹",
        ErrorKind::PermissionDenied => "没有权限",
        ErrorKind::AlreadyExists => "已有同名的文件或文件夹",
        ErrorKind::NotADirectory => "路径中有一段不是文件夹",
        ErrorKind::IsADirectory => "这是文件夹",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "磁盘空间不足",
        ErrorKind::ReadOnlyFilesystem => "磁盘只能读",
        ErrorKind::InvalidFilename => "文件名不合要求",
        _ => {
            return match error.raw_os_error() {
                Some(number) => format!("系统错误 {number}"),
                None => "系统错误".to_owned(),
            };
        }
    };
    words.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cause_is_in_english() {
        for (error, words) in [
            (Error::from(ErrorKind::NotFound), "没有这个文件或文件夹"),
            (Error::from(ErrorKind::PermissionDenied), "没有权限"),
            (Error::other("something odd"), "系统错误"),
            (Error::from_raw_os_error(107), "系统错误 107"),
        ] {
            assert_eq!(cause(&error), words);
        }
    }
}
