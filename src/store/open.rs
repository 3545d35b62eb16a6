//! Opening the file: checks first, then the settings that every connection has.

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::error::Error;
use super::{arranged, migrate};

/// The whole schema of today.
const SCHEMA: &str = include_str!("../../schema.sql");

/// "duba": says whose file it is (`PRAGMA application_id`).
const APPLICATION_ID: i32 = 0x6475_6261;

/// The first SQLite without the WAL-reset corruption bug of 3.7.0 to 3.51.2.
const OLDEST_SQLITE: i32 = 3_051_003;

/// File systems whose locks or shared memory WAL can't trust.
const NETWORK: [&str; 12] = [
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "afs",
    "ceph",
    "glusterfs",
    "lustre",
    "fuse.sshfs",
    "fuse.glusterfs",
    "fuse.rclone",
];

/// How long a write waits for another one.
pub const PATIENCE: Duration = Duration::from_secs(15);

/// Opens a file that is there. An empty file, or one that a program killed at its first start left without tables, counts
/// as none.
pub fn existing(path: &Path) -> Result<Connection, Error> {
    let missing = || Error::Missing {
        path: path.to_owned(),
    };
    if !path.metadata().is_ok_and(|it| it.is_dir() || it.len() > 0) {
        return Err(missing());
    }
    check_place(path)?;
    let not_ours = |error| match error {
        Error::Sqlite(cause)
            if cause.sqlite_error_code() == Some(rusqlite::ErrorCode::NotADatabase) =>
        {
            Error::NotOurs {
                path: path.to_owned(),
            }
        }
        other => other,
    };
    let mut connection = connect(path, OpenFlags::empty()).map_err(not_ours)?;
    if is_blank(&connection)? {
        return Err(missing());
    }
    check_owner(&connection, path)?;
    migrate::step_up(&mut connection, path, migrate::STEPS, migrate::VERSION)?;
    Ok(connection)
}

fn is_blank(connection: &Connection) -> Result<bool, Error> {
    let tables: u32 =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    let id: i32 = connection.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    Ok(tables == 0 && id == 0)
}

/// Opens a file, and makes it with today's schema where there is none. Of two programs that make it at once, one does.
pub fn or_create(path: &Path) -> Result<Connection, Error> {
    match existing(path) {
        Err(Error::Missing { .. }) => {}
        found => return found,
    }
    make_folder(path)?;
    check_place(path)?;
    let mut connection = connect(path, OpenFlags::SQLITE_OPEN_CREATE)?;
    restrict(path, 0o600)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    if migrate::version(&transaction)? == 0 {
        transaction.execute_batch(SCHEMA)?;
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.pragma_update(None, "user_version", migrate::VERSION)?;
    }
    transaction.commit()?;
    drop(connection);
    existing(path)
}

/// Moves a closed file to a place where there is none yet; `false` where another one has come there first.
///
/// An empty file there counts as none, as it does for [`existing`].
pub fn place(from: &Path, to: &Path) -> Result<bool, Error> {
    let failed = |_| Error::CannotOpen {
        path: to.to_owned(),
    };
    if to.metadata().is_ok_and(|it| it.is_file() && it.len() == 0) {
        fs::remove_file(to).map_err(failed)?;
    }
    match fs::hard_link(from, to) {
        Ok(()) => {
            // The name must be on the disk before anybody is told that the file is there.
            if let Some(folder) = to.parent().and_then(|it| fs::File::open(it).ok()) {
                drop(folder.sync_all());
            }
            Ok(true)
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(false),
        // A file system without hard links: the move is not safe against a second program, but as good as it gets there.
        Err(_) if !to.exists() => fs::rename(from, to).map(|()| true).map_err(failed),
        Err(error) => Err(failed(error)),
    }
}

/// How a file that is being filled is called beside its place, before the number of its process.
const BESIDE: &str = ".new-";

/// Where a file is filled before it is moved to its place.
pub fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!("{BESIDE}{}", std::process::id()));
    PathBuf::from(name)
}

/// Takes away what programs left beside a place that were killed while they filled a file for it.
pub fn sweep(path: &Path) {
    let processes = Path::new("/proc");
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
        return;
    };
    if !processes.join("self").exists() {
        return;
    }
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    let mut start = name.to_owned();
    start.push(BESIDE);
    let start = start.to_string_lossy().into_owned();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let found = entry.file_name();
        let number = found.to_str().and_then(|it| it.strip_prefix(&start));
        // With its journals, which are called like it and -wal or -shm.
        let number = number.and_then(|it| it.split('-').next()?.parse::<u32>().ok());
        if number.is_some_and(|it| !processes.join(it.to_string()).exists()) {
            // Somebody else's file refuses, and is theirs to sweep.
            drop(fs::remove_file(entry.path()));
        }
    }
}

/// Takes away a closed file that nobody needs, with what stands beside it.
pub fn discard(path: &Path) {
    for ending in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        // What is not there need not go.
        drop(fs::remove_file(name));
    }
}

fn connect(path: &Path, extra: OpenFlags) -> Result<Connection, Error> {
    if rusqlite::version_number() < OLDEST_SQLITE {
        return Err(Error::OldSqlite {
            found: rusqlite::version(),
        });
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | extra;
    let connection = Connection::open_with_flags(path, flags).map_err(|error| {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::CannotOpen) => Error::CannotOpen {
                path: path.to_owned(),
            },
            _ => error.into(),
        }
    })?;
    connection.busy_timeout(PATIENCE)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    // One plan per statement, whatever is bound: beside a partial index SQLite looks at the bound values and
    // prepares the statement anew at every run (its "query planner stability guarantee" is off by default).
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    arranged::make_sort_key(&connection)?;
    Ok(connection)
}

fn check_owner(connection: &Connection, path: &Path) -> Result<(), Error> {
    let not_ours = || Error::NotOurs {
        path: path.to_owned(),
    };
    let id: i32 = connection.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    if id == APPLICATION_ID {
        Ok(())
    } else {
        Err(not_ours())
    }
}

fn make_folder(path: &Path) -> Result<(), Error> {
    let Some(folder) = path.parent().filter(|it| !it.as_os_str().is_empty()) else {
        return Ok(());
    };
    if folder.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(folder).map_err(|cause| Error::Create {
        path: folder.to_owned(),
        cause,
    })?;
    restrict(folder, 0o700)
}

#[cfg(unix)]
fn restrict(path: &Path, mode: u32) -> Result<(), Error> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).map_err(|cause| Error::Create {
        path: path.to_owned(),
        cause,
    })
}

#[cfg(not(unix))]
fn restrict(_path: &Path, _mode: u32) -> Result<(), Error> {
    Ok(())
}

/// Refuses a network file system, as far as the system says what lies where.
fn check_place(path: &Path) -> Result<(), Error> {
    let Ok(mounts) = fs::read_to_string("/proc/self/mounts") else {
        return Ok(());
    };
    let place = path
        .canonicalize()
        .or_else(|_| path.parent().unwrap_or(path).canonicalize())
        .unwrap_or_else(|_| path.to_owned());
    match file_system(&mounts, &place) {
        Some(kind) if NETWORK.contains(&kind.as_str()) => Err(Error::Network {
            path: path.to_owned(),
            kind,
        }),
        _ => Ok(()),
    }
}

/// The file system of a path by a mount table: that of the longest mount point above it, the last one where equal.
fn file_system(mounts: &str, path: &Path) -> Option<String> {
    mounts
        .lines()
        .filter_map(|line| {
            let mut fields = line.split(' ');
            let point = fields.nth(1)?.replace("\\040", " ");
            let kind = fields.next()?;
            path.starts_with(&point)
                .then(|| (PathBuf::from(point).components().count(), kind.to_owned()))
        })
        .max_by_key(|(depth, _)| *depth)
        .map(|(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_deepest_mount_point_counts() {
        let mounts = "/dev/vda / ext4 rw 0 0\nserver:/home /home nfs4 rw 0 0\n/dev/vdb /home/health\\040office xfs rw 0 0\n";
        for (path, kind) in [
            ("/var/duban.db", "ext4"),
            ("/home/a/duban.db", "nfs4"),
            ("/home/health office/duban.db", "xfs"),
        ] {
            assert_eq!(file_system(mounts, Path::new(path)).as_deref(), Some(kind));
        }
    }

    #[test]
    fn a_new_file_has_the_schema_and_opening_it_again_writes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/b/duban.db");
        let connection = or_create(&path).unwrap();
        let version: u32 = migrate::version(&connection).unwrap();
        assert_eq!(version, migrate::VERSION);
        drop(connection);
        let before = fs::read(&path).unwrap();
        drop(existing(&path).unwrap());
        drop(or_create(&path).unwrap());
        assert_eq!(fs::read(&path).unwrap(), before);
    }

    #[test]
    fn what_killed_programs_left_beside_a_place_is_swept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("督办.db");
        let own = beside(&path);
        // No process has a number that high.
        let [left, journal] = ["督办.db.new-4294967295", "督办.db.new-4294967295-wal"]
            .map(|name| folder.path().join(name));
        let other = folder.path().join("督办.db.new-notes.txt");
        for file in [&own, &left, &journal, &other] {
            fs::write(file, "x").unwrap();
        }
        sweep(&path);
        let there = [&own, &left, &journal, &other].map(|it| it.exists());
        assert_eq!(there, [true, false, false, true]);
    }

    #[test]
    fn every_table_is_strict_and_the_settings_hold() {
        let folder = tempfile::tempdir().unwrap();
        let connection = or_create(&folder.path().join("duban.db")).unwrap();
        let loose: Vec<String> = connection
            .prepare("SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'")
            .unwrap()
            .query_map([], |row| row.get(0))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        assert_eq!(loose, Vec::<String>::new());
        for (pragma, value) in [
            ("journal_mode", "wal"),
            ("synchronous", "2"),
            ("foreign_keys", "1"),
            ("trusted_schema", "0"),
        ] {
            let found: rusqlite::types::Value = connection
                .query_row(&format!("PRAGMA {pragma}"), [], |row| row.get(0))
                .unwrap();
            let found = match found {
                rusqlite::types::Value::Integer(number) => number.to_string(),
                rusqlite::types::Value::Text(text) => text,
                other => format!("{other:?}"),
            };
            assert_eq!(found, value, "{pragma}");
        }
    }

    #[test]
    fn a_first_start_that_was_killed_is_begun_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("duban.db");
        let half = Connection::open(&path).unwrap();
        half.pragma_update(None, "journal_mode", "WAL").unwrap();
        drop(half);
        assert!(path.metadata().unwrap().len() > 0);
        assert!(matches!(existing(&path), Err(Error::Missing { .. })));
        assert_eq!(
            migrate::version(&or_create(&path).unwrap()).unwrap(),
            migrate::VERSION
        );
    }

    #[test]
    fn what_is_not_ours_is_refused_untouched() {
        let folder = tempfile::tempdir().unwrap();
        let text = folder.path().join("notes.txt");
        fs::write(
            &text,
            "不是数据库，只是一段比一百个字节更长的文字。".repeat(10),
        )
        .unwrap();
        assert!(matches!(existing(&text), Err(Error::NotOurs { .. })));
        let foreign = folder.path().join("foreign.db");
        Connection::open(&foreign)
            .unwrap()
            .execute_batch("CREATE TABLE a (b)")
            .unwrap();
        assert!(matches!(or_create(&foreign), Err(Error::NotOurs { .. })));
        assert!(matches!(
            existing(&folder.path().join("none.db")),
            Err(Error::Missing { .. })
        ));
    }
}
