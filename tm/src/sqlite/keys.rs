//! The exact keys of a file that another version of the program wrote.

use std::collections::{BTreeSet, HashMap};

use rusqlite::{Connection, params};

use super::read::key_head;
use crate::lang::Lang;
use crate::store::body;
use crate::text::exact_key;

/// A row of `vkey`.
type Row = (i64, i64, i64);

/// Writes the exact key of every text anew, as this version makes it; the step to layout 3. It belongs into the transaction
/// that notes the layout: keys of two versions in one file would find half of the texts. Units that cannot be read keep
/// the keys they have.
///
/// # Errors
/// SQLite cannot read or write.
pub fn rebuild_keys(connection: &Connection) -> rusqlite::Result<()> {
    let langs = languages(connection)?;
    let mut rows: BTreeSet<Row> = BTreeSet::new();
    let mut damaged: Vec<i64> = Vec::new();
    let mut statement = connection.prepare("SELECT uid, body FROM unit WHERE length(body) > 0")?;
    let mut units = statement.query([])?;
    while let Some(unit) = units.next()? {
        let uid = unit.get(0)?;
        let mut texts = Vec::with_capacity(4);
        let read = unit.get_ref(1)?.as_blob().ok().and_then(|bytes| body::read_texts(bytes, &mut texts));
        let found = read.and_then(|()| keys(&texts, uid, &langs));
        match found {
            Some(found) => rows.extend(found),
            None => damaged.push(uid),
        }
    }
    for uid in damaged {
        let mut statement = connection.prepare_cached("SELECT key, lang, uid FROM vkey WHERE uid = ?1")?;
        let kept = statement.query_map([uid], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        rows.extend(kept.collect::<rusqlite::Result<Vec<Row>>>()?);
    }
    connection.execute("DELETE FROM vkey", [])?;
    let mut statement = connection.prepare("INSERT INTO vkey VALUES (?1, ?2, ?3)")?;
    for (key, lang, uid) in rows {
        statement.execute(params![key, lang, uid])?;
    }
    Ok(())
}

/// The rows of one unit; `None` where it names a language the file has not.
fn keys(texts: &[crate::store::VariantRef<'_>], uid: i64, langs: &HashMap<String, i64>) -> Option<Vec<Row>> {
    let row = |text: &crate::store::VariantRef<'_>| {
        let script = Lang::parse(text.lang).ok()?.script();
        Some((key_head(&exact_key(text.text, script)), *langs.get(text.lang)?, uid))
    };
    texts.iter().map(row).collect()
}

fn languages(connection: &Connection) -> rusqlite::Result<HashMap<String, i64>> {
    let mut statement = connection.prepare("SELECT tag, lang FROM lang")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::super::SqliteStore;
    use super::super::schema::tests::fresh;
    use super::*;
    use crate::store::{Sighting, TxInfo, UnitStore, UnitWriter};
    use crate::unit::{Unit, Variant};

    #[test]
    fn texts_are_found_again_by_their_new_keys_and_damaged_units_keep_theirs() {
        let connection = fresh();
        let mut store = SqliteStore::new(&connection);
        let info = TxInfo { day: "2026-11-21".into(), command: "add".into(), origin: String::new() };
        store.begin(&info).unwrap();
        for (fa, en) in [("خانه\u{200C}ی ما", "our house"), ("نان", "bread"), ("کار", "work")] {
            let english = Lang::parse("en").unwrap();
            let unit =
                Unit::new(vec![Variant::plain(Lang::persian(), fa), Variant::plain(english, en)]).unwrap();
            store.add(&unit, &Sighting::default(), false).unwrap();
        }
        store.commit().unwrap();
        // As an older version wrote them, and a unit it cannot have written.
        connection
            .execute_batch("UPDATE vkey SET key = key + 1; UPDATE unit SET body = x'FF' WHERE uid = 3")
            .unwrap();
        let key = exact_key("خانهٔ ما", Lang::persian().script());
        assert!(store.exact(&key, &Lang::persian()).unwrap().is_empty());
        rebuild_keys(&connection).unwrap();
        assert_eq!(store.exact(&key, &Lang::persian()).unwrap().len(), 1);
        let count = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
        assert_eq!(count("SELECT count(*) FROM vkey"), 6);
        assert_eq!(count("SELECT count(*) FROM vkey WHERE uid = 3"), 2);
    }
}
