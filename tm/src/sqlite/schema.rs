//! Tables of the memory.

/// "TMDB" in ASCII: tells our files from every other SQLite file.
pub const APPLICATION_ID: i32 = 0x544D_4442;

/// The tables of layout 1. A released layout never changes; a later one is a step from the one before.
///
/// `unit.born` is 1 for a unit that came with its first life, and stands for a row of `life` that is not written; `unit.life`,
/// `why`, `state` are caches of what `life` and `review` say. `unit.label` and `detail` are the first sighting, so
/// that most units need no row in `sighting`.
pub const SCHEMA: &str = "
CREATE TABLE meta(key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES ('store', randomblob(16)), ('secret', randomblob(32));
CREATE TABLE tx(n INTEGER PRIMARY KEY, day TEXT NOT NULL, command TEXT NOT NULL, origin TEXT NOT NULL,
    first_uid INTEGER NOT NULL, last_uid INTEGER NOT NULL) STRICT;
CREATE TABLE lang(lang INTEGER PRIMARY KEY, tag TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE label(label INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE unit(uid INTEGER PRIMARY KEY, id BLOB NOT NULL, body BLOB NOT NULL, born INTEGER NOT NULL,
    life INTEGER NOT NULL, why INTEGER NOT NULL, private INTEGER NOT NULL, state INTEGER NOT NULL,
    tx INTEGER NOT NULL, label INTEGER, detail BLOB) STRICT;
CREATE TABLE unit_id(head INTEGER NOT NULL, uid INTEGER NOT NULL, PRIMARY KEY(head, uid)) STRICT, WITHOUT ROWID;
CREATE TABLE vkey(key INTEGER NOT NULL, lang INTEGER NOT NULL, uid INTEGER NOT NULL,
    PRIMARY KEY(key, lang, uid)) STRICT, WITHOUT ROWID;
CREATE TABLE life(uid INTEGER NOT NULL, n INTEGER NOT NULL, before INTEGER NOT NULL, why INTEGER NOT NULL,
    tx INTEGER NOT NULL, PRIMARY KEY(uid, n)) STRICT, WITHOUT ROWID;
CREATE INDEX life_tx ON life(tx);
CREATE TABLE replaced(old INTEGER NOT NULL, new INTEGER NOT NULL, tx INTEGER NOT NULL,
    PRIMARY KEY(old, new)) STRICT, WITHOUT ROWID;
CREATE TABLE sighting(uid INTEGER NOT NULL, head INTEGER NOT NULL, label INTEGER NOT NULL, detail BLOB NOT NULL,
    tx INTEGER NOT NULL, PRIMARY KEY(uid, head, label, detail)) STRICT, WITHOUT ROWID;
CREATE TABLE review(uid INTEGER NOT NULL, rid BLOB NOT NULL, state INTEGER NOT NULL, who TEXT NOT NULL,
    after BLOB NOT NULL, tx INTEGER NOT NULL, PRIMARY KEY(uid, rid)) STRICT, WITHOUT ROWID;
";

/// What layout 2 adds: `mark` says which write changed the private mark of a unit, so that an undo can turn it back;
/// `review_tx` finds the opinions of a write; `holdback` names what no export may tell. `holdback` stays in this
/// file: it is neither merged nor exported.
pub const SCHEMA_2: &str = "
CREATE TABLE mark(uid INTEGER NOT NULL, n INTEGER NOT NULL, before INTEGER NOT NULL, tx INTEGER NOT NULL,
    PRIMARY KEY(uid, n)) STRICT, WITHOUT ROWID;
CREATE INDEX mark_tx ON mark(tx);
CREATE INDEX review_tx ON review(tx);
CREATE TABLE holdback(name TEXT PRIMARY KEY, entry BLOB NOT NULL) STRICT, WITHOUT ROWID;
";

#[cfg(test)]
pub(crate) mod tests {
    use rusqlite::Connection;

    /// A file-less database with the newest tables.
    pub(crate) fn fresh() -> Connection {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(super::SCHEMA).unwrap();
        connection.execute_batch(super::SCHEMA_2).unwrap();
        connection
    }

    #[test]
    fn every_store_has_its_own_name() {
        let name = |c: &Connection| -> Vec<u8> {
            c.query_row("SELECT value FROM meta WHERE key = 'store'", [], |row| row.get(0)).unwrap()
        };
        let (a, b) = (fresh(), fresh());
        assert_eq!(name(&a).len(), 16);
        assert_ne!(name(&a), name(&b));
    }
}
