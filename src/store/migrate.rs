//! Stepping an older file up to today's schema, one version at a time.

use rusqlite::{Connection, TransactionBehavior};
use std::path::Path;

use super::error::Error;

/// The version of the schema in `schema.sql`.
pub const VERSION: u32 = 1;

/// Leads from one version to the next.
pub struct Step {
    /// The version it starts from; it leads to the one after.
    pub from: u32,
    /// The statements.
    pub sql: &'static str,
}

/// Every step since the first released version. There is one version yet, so there is none.
pub const STEPS: &[Step] = &[];

/// The version that a file says it has.
pub fn version(connection: &Connection) -> Result<u32, Error> {
    Ok(connection.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

/// Steps a file up to `target`, each step in a transaction of its own with the new version written last.
///
/// A copy named `….v1.bak` is made beside the file before the first step. Of two programs that start at once, one
/// steps up; the other waits and then finds the work done. A file that is already there is left alone.
pub fn step_up(
    connection: &mut Connection,
    path: &Path,
    steps: &[Step],
    target: u32,
) -> Result<(), Error> {
    let found = version(connection)?;
    if found == target {
        return Ok(());
    }
    if found > target {
        return Err(Error::TooNew {
            path: path.to_owned(),
            found,
            known: target,
        });
    }
    keep_copy(connection, path, found)?;
    for step in steps.iter().filter(|step| step.from >= found) {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        if version(&transaction)? == step.from {
            transaction.execute_batch(step.sql)?;
            transaction.pragma_update(None, "user_version", step.from + 1)?;
        }
        transaction.commit()?;
    }
    Ok(())
}

fn keep_copy(connection: &Connection, path: &Path, found: u32) -> Result<(), Error> {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".v{found}.bak"));
    if Path::new(&name).exists() {
        return Ok(());
    }
    connection.execute("VACUUM INTO ?1", [name.to_string_lossy()])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO: [Step; 2] = [
        Step {
            from: 1,
            sql: "ALTER TABLE note ADD COLUMN a TEXT",
        },
        Step {
            from: 2,
            sql: "ALTER TABLE note ADD COLUMN b TEXT",
        },
    ];

    fn old_file(folder: &tempfile::TempDir) -> (Connection, std::path::PathBuf) {
        let path = folder.path().join("old.db");
        let connection = Connection::open(&path).unwrap();
        connection
            .execute_batch(
                "CREATE TABLE note (id INTEGER PRIMARY KEY) STRICT; PRAGMA user_version = 1",
            )
            .unwrap();
        (connection, path)
    }

    #[test]
    fn an_old_file_is_stepped_up_and_kept_beside() {
        let folder = tempfile::tempdir().unwrap();
        let (mut connection, path) = old_file(&folder);
        step_up(&mut connection, &path, &TWO, 3).unwrap();
        assert_eq!(version(&connection).unwrap(), 3);
        connection.prepare("SELECT a, b FROM note").unwrap();
        let copy = Connection::open(folder.path().join("old.db.v1.bak")).unwrap();
        assert_eq!(version(&copy).unwrap(), 1);
    }

    #[test]
    fn a_step_that_fails_leaves_the_version_before_it() {
        let folder = tempfile::tempdir().unwrap();
        let (mut connection, path) = old_file(&folder);
        let broken = [Step {
            from: 1,
            sql: "ALTER TABLE note ADD COLUMN c TEXT; ALTER TABLE missing ADD COLUMN d TEXT",
        }];
        assert!(step_up(&mut connection, &path, &broken, 2).is_err());
        assert_eq!(version(&connection).unwrap(), 1);
        assert!(connection.prepare("SELECT c FROM note").is_err());
    }

    #[test]
    fn a_newer_file_is_refused_with_what_to_do() {
        let folder = tempfile::tempdir().unwrap();
        let (mut connection, path) = old_file(&folder);
        connection.pragma_update(None, "user_version", 9).unwrap();
        let error = step_up(&mut connection, &path, &TWO, 3).unwrap_err();
        assert!(matches!(
            error,
            Error::TooNew {
                found: 9,
                known: 3,
                ..
            }
        ));
        assert!(error.hint().contains("新版"));
    }
}
