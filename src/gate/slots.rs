//! How many sessions a key has at once: files that a session locks. The kernel gives a lock back when its session dies,
//! however it dies.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::app::{Error, Kind};
use crate::text::cause::cause;

/// How often it is looked again whether a slot has become free.
const PAUSE: Duration = Duration::from_millis(50);

/// A place among the sessions of a key, held until it is dropped.
#[derive(Debug)]
pub struct Slot(#[expect(dead_code, reason = "holds the lock")] File);

/// Takes a place among the sessions of a key, if one is or becomes free in time.
///
/// # Errors
/// All are taken, or the folder beside the file can't be used.
pub fn take(db: &Path, key: &str, most: u32, patience: Duration) -> Result<Slot, Error> {
    let folder = folder_of(db);
    let failed = |error: &io::Error| {
        Error::user(format!("不能登记会话：{}。", cause(error)))
            .hinted("请联系健康办管理员。")
            .of_kind(Kind::Internal)
    };
    make(&folder).map_err(|error| failed(&error))?;
    let end = Instant::now() + patience;
    loop {
        for number in 1..=most {
            let path = folder.join(format!("{key}-{number}"));
            if let Some(file) = lock(&path).map_err(|error| failed(&error))? {
                return Ok(Slot(file));
            }
        }
        if Instant::now() >= end {
            return Err(Error::user(format!("这把密钥已有 {most} 个会话。"))
                .hinted("请先退出其中一个，再重新连接。"));
        }
        std::thread::sleep(PAUSE);
    }
}

/// Beside the file: `duban.db` has `duban.db.sessions/`.
fn folder_of(db: &Path) -> PathBuf {
    let mut name = db.as_os_str().to_owned();
    name.push(".sessions");
    PathBuf::from(name)
}

/// The file, locked; `None` where another session has it.
fn lock(path: &Path) -> io::Result<Option<File>> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    restrict(&mut options);
    let file = options.open(path)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

#[cfg(unix)]
fn make(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    match std::fs::DirBuilder::new().mode(0o700).create(folder) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        made => made,
    }
}

#[cfg(not(unix))]
fn make(folder: &Path) -> io::Result<()> {
    std::fs::create_dir_all(folder)
}

#[cfg(unix)]
fn restrict(options: &mut OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt;
    options.mode(0o600);
}

#[cfg(not(unix))]
fn restrict(_options: &mut OpenOptions) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_free_again_once_its_session_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let db = folder.path().join("督办.db");
        let take = |key: &str| take(&db, key, 2, Duration::ZERO);
        let first = take("a").unwrap();
        let _second = take("a").unwrap();
        assert_eq!(take("a").unwrap_err().message, "这把密钥已有 2 个会话。");
        let _other = take("b").unwrap();
        drop(first);
        assert!(take("a").is_ok());
    }

    #[test]
    fn a_command_waits_a_little() {
        let folder = tempfile::tempdir().unwrap();
        let db = folder.path().join("督办.db");
        let first = take(&db, "a", 1, Duration::ZERO).unwrap();
        let ending = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(200));
            drop(first);
        });
        assert!(take(&db, "a", 1, Duration::from_secs(20)).is_ok());
        ending.join().unwrap();
    }
}
