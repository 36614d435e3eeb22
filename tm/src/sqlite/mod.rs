//! The memory in a SQLite file, on a connection somebody else opened.
//!
//! One packed row a unit and narrow indexes beside it; rows of the indexes are written in sorted runs, which is
//! what makes large imports fast. The meaning of everything is in [`crate::store`].

mod audit;
mod conflicts;
mod history;
pub mod holdback;
mod keys;
#[cfg(test)]
mod laws;
mod log;
mod purge;
mod read;
mod schema;
mod undo;
mod write;

use std::cell::RefCell;
use std::collections::HashMap;

use rusqlite::Connection;

pub use audit::{Audit, Invariant};
pub use conflicts::Conflict;
pub use history::{Change, Past, WriteRecord};
pub use keys::rebuild_keys;
pub use purge::Stripped;
#[cfg(test)]
pub(crate) use schema::tests::fresh;
pub use schema::{APPLICATION_ID, SCHEMA, SCHEMA_2};
use write::Writing;

/// A memory on a borrowed connection.
///
/// Its writes are one immediate transaction each; dropping the store in the middle of one rolls it back.
#[derive(Debug)]
pub struct SqliteStore<'c> {
    connection: &'c Connection,
    writing: RefCell<Option<Writing>>,
    langs: RefCell<HashMap<i64, crate::lang::Lang>>,
}

impl<'c> SqliteStore<'c> {
    /// The memory on `connection`, which has the tables of [`SCHEMA`] and [`SCHEMA_2`].
    pub fn new(connection: &'c Connection) -> SqliteStore<'c> {
        SqliteStore { connection, writing: RefCell::new(None), langs: RefCell::new(HashMap::new()) }
    }

    /// The connection, for what else lives in the file.
    pub fn connection(&self) -> &'c Connection {
        self.connection
    }
}

impl Drop for SqliteStore<'_> {
    fn drop(&mut self) {
        if self.writing.borrow().is_some() {
            // A failed rollback leaves an open transaction, which closing the connection rolls back.
            let _ = self.connection.execute_batch("ROLLBACK");
        }
    }
}
