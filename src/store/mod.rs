//! The SQLite file: rows in, rows out, in domain types. No rule and no wording lives here.
//!
//! [`Store::read`] gives a view of one moment and never writes; [`Store::write`] is one `BEGIN IMMEDIATE` transaction,
//! one user action, undone as a whole when the closure fails.

mod arranged;
mod conditions;
mod department;
mod dispatch;
mod duty;
mod edition;
mod error;
mod event;
mod extension;
mod form_draft;
mod inbox;
mod indicator;
mod log;
mod measure;
mod migrate;
mod open;
mod overview;
mod past;
mod person;
mod plan;
mod record;
mod saved_view;
mod search;
mod sql;
mod still;
mod task;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use rusqlite::{Connection, Params, Transaction, TransactionBehavior};
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::time::Duration;

pub use edition::{NewChange, NewEdition};
pub use error::Error;
pub use inbox::{Heard, InboxQuery};
pub use measure::NewMeasure;
pub use past::Touched;
pub use plan::{NewPlan, NewSection};
pub use task::NewTask;

/// How long a write that is not pressing waits for another one.
const MOMENT: Duration = Duration::from_millis(500);

/// An open file.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    /// The day as which a copy shows the file; `None` for the file itself.
    past: Option<NaiveDate>,
}

impl Store {
    fn new(connection: Connection) -> Self {
        Self {
            connection,
            past: None,
        }
    }

    /// Opens a file that is there; writes nothing but what a step up to today's schema needs.
    pub fn open(path: &Path) -> Result<Self, Error> {
        open::existing(path).map(Self::new)
    }

    /// Opens a file, and makes it where there is none.
    pub fn open_or_create(path: &Path) -> Result<Self, Error> {
        open::or_create(path).map(Self::new)
    }

    /// Moves a closed file to a place where there is none yet; `false` where another one has come there first.
    pub fn place(from: &Path, to: &Path) -> Result<bool, Error> {
        open::place(from, to)
    }

    /// Where a file is filled before it is moved to its place; what killed programs left there is taken away.
    pub fn beside(path: &Path) -> PathBuf {
        open::sweep(path);
        open::beside(path)
    }

    /// Takes away a closed file that nobody needs, with what stands beside it.
    pub fn discard(path: &Path) {
        open::discard(path);
    }

    /// Looks at the file as it is at one moment.
    pub fn read<T, E: From<Error>>(
        &self,
        look: impl FnOnce(&Read<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let transaction = self
            .connection
            .unchecked_transaction()
            .map_err(Error::from)?;
        look(&Read {
            connection: &transaction,
        })
    }

    /// Changes the file: everything that the closure writes, or nothing.
    ///
    /// # Errors
    /// It is a copy that shows a past day: [`Error::Past`].
    pub fn write<T, E: From<Error>>(
        &mut self,
        change: impl FnOnce(&Write<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        if let Some(day) = self.past {
            return Err(Error::Past { day }.into());
        }
        self.write_uncounted(|write| {
            let done = change(write)?;
            write.count()?;
            Ok(done)
        })
    }

    /// Changes what nobody but its person reads: other sessions do not take it for a change ([`Store::times_written`]).
    /// Waits no longer than a moment for another write.
    ///
    /// # Errors
    /// It is a copy that shows a past day, or somebody else writes: [`Error::Past`], [`Error::Busy`].
    pub fn write_aside<T, E: From<Error>>(
        &mut self,
        change: impl FnOnce(&Write<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        if let Some(day) = self.past {
            return Err(Error::Past { day }.into());
        }
        self.connection.busy_timeout(MOMENT).map_err(Error::from)?;
        let written = self.write_uncounted(change);
        self.connection
            .busy_timeout(open::PATIENCE)
            .map_err(Error::from)?;
        written
    }

    fn write_uncounted<T, E: From<Error>>(
        &mut self,
        change: impl FnOnce(&Write<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(Error::from)?;
        let done = change(&Write {
            read: Read {
                connection: &transaction,
            },
        })?;
        transaction.commit().map_err(Error::from)?;
        Ok(done)
    }

    /// Does what a change would do, and takes all of it back, whatever the closure says.
    pub fn rehearse<T, E: From<Error>>(
        &mut self,
        change: impl FnOnce(&Write<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(Error::from)?;
        let done = change(&Write {
            read: Read {
                connection: &transaction,
            },
        })?;
        transaction.rollback().map_err(Error::from)?;
        Ok(done)
    }

    /// From now on writes do not wait for the disk: for a file that is made up and thrown away.
    pub fn hurry(&self) -> Result<(), Error> {
        self.connection.pragma_update(None, "synchronous", "OFF")?;
        Ok(())
    }

    /// How often anything was written that others read.
    pub fn times_written(&self) -> Result<i64, Error> {
        Ok(self
            .connection
            .query_row("SELECT times FROM written", [], |row| row.get(0))?)
    }

    /// A number that changes when another connection has written (`PRAGMA data_version`).
    pub fn data_version(&self) -> Result<i64, Error> {
        Ok(self
            .connection
            .query_row("PRAGMA data_version", [], |row| row.get(0))?)
    }
}

/// The file at one moment. The queries stand beside the tables they ask.
#[derive(Debug)]
pub struct Read<'a> {
    connection: &'a Transaction<'a>,
}

/// The file inside one write; sees its own changes.
#[derive(Debug)]
pub struct Write<'a> {
    read: Read<'a>,
}

impl<'a> Deref for Write<'a> {
    type Target = Read<'a>;

    fn deref(&self) -> &Self::Target {
        &self.read
    }
}

impl Write<'_> {
    /// Runs one statement.
    fn execute(&self, sql: &str, params: impl Params) -> Result<(), Error> {
        self.connection.prepare_cached(sql)?.execute(params)?;
        Ok(())
    }

    /// Does a part of one change; where the part fails, what it wrote is taken back and the rest goes on.
    pub fn attempt<T, E: From<Error>>(
        &self,
        part: impl FnOnce() -> Result<T, E>,
    ) -> Result<Result<T, E>, E> {
        self.execute_batch("SAVEPOINT part")?;
        let done = part();
        if done.is_err() {
            self.execute_batch("ROLLBACK TO part")?;
        }
        self.execute_batch("RELEASE part")?;
        Ok(done)
    }

    fn execute_batch(&self, sql: &str) -> Result<(), Error> {
        Ok(self.connection.execute_batch(sql)?)
    }

    /// Runs one INSERT and gives the new row's number.
    fn insert(&self, sql: &str, params: impl Params) -> Result<i64, Error> {
        Ok(self.connection.prepare_cached(sql)?.insert(params)?)
    }
}

impl Read<'_> {
    /// The rows of a query, each mapped.
    fn rows<T>(
        &self,
        sql: &str,
        params: impl Params,
        map: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, Error> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement
            .query_map(params, map)?
            .collect::<Result<_, _>>()?;
        Ok(rows)
    }

    /// The first row of a query, mapped; `None` where there is none.
    fn row<T>(
        &self,
        sql: &str,
        params: impl Params,
        map: impl FnOnce(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, Error> {
        use rusqlite::OptionalExtension;
        Ok(self
            .connection
            .prepare_cached(sql)?
            .query_row(params, map)
            .optional()?)
    }

    /// The one number that a counting query gives.
    fn number(&self, sql: &str, params: impl Params) -> Result<usize, Error> {
        let number: i64 = self
            .connection
            .prepare_cached(sql)?
            .query_row(params, |row| row.get(0))?;
        Ok(usize::try_from(number).unwrap_or(0))
    }
}

impl Write<'_> {
    /// Counts a write that others read.
    fn count(&self) -> Result<(), Error> {
        self.execute("UPDATE written SET times = times + 1", [])
    }
}
