//! Whether the rows of a glossary agree with each other; nothing is changed.

use super::{Result, SqliteTerms};
use crate::id::ConceptId;
use crate::pack::unpack;
use crate::store::revision_id;

impl SqliteTerms<'_> {
    /// How many concepts there are, live or gone, and how many of them cannot be read or are not what their history
    /// says.
    ///
    /// # Errors
    /// [`super::SqliteTermsError`] when the tables cannot be read to their end.
    pub fn audit(&self) -> Result<(u64, u64)> {
        let mut statement =
            self.connection.prepare("SELECT cid, id, life, body FROM concept ORDER BY cid")?;
        let mut rows = statement.query([])?;
        let (mut concepts, mut damaged) = (0, 0);
        while let Some(row) = rows.next()? {
            concepts += 1;
            let whole = match (row.get(1).map(ConceptId), row.get::<_, u32>(2), row.get::<_, Vec<u8>>(3)) {
                (Ok(id), Ok(life), Ok(body)) => self.is_whole(row.get(0)?, id, life, &body)?,
                _ => false,
            };
            damaged += u64::from(!whole);
        }
        Ok((concepts, damaged))
    }

    fn is_whole(&self, cid: i64, id: ConceptId, life: u32, body: &[u8]) -> Result<bool> {
        let entry = self.entry(Some(cid))?;
        let readable = entry.revisions.iter().all(|(name, revision)| {
            revision_id(id, &revision.after, &revision.body) == *name && unpack(&revision.body).is_some()
        });
        let named = unpack(body).is_none_or(|concept| ConceptId::of(&concept) == id);
        Ok(readable && named && entry.life().n == life && entry.body().unwrap_or_default() == body)
    }
}

#[cfg(test)]
mod tests {
    use super::super::SCHEMA;
    use super::*;
    use crate::store::TermStore;
    use crate::store::tests::Step;
    use rusqlite::Connection;

    #[test]
    fn damage_is_counted() {
        for (sql, damaged) in [
            ("SELECT 1", 0),
            ("UPDATE concept SET body = x'01'", 1),
            ("UPDATE concept SET life = 4", 1),
            ("UPDATE concept SET id = randomblob(16)", 1),
            ("UPDATE concept_revision SET body = x'01'", 1),
            ("DELETE FROM concept_revision", 1),
        ] {
            let connection = Connection::open_in_memory().unwrap();
            connection.execute_batch(SCHEMA).unwrap();
            let Step::Add(concept) = Step::sample() else { unreachable!() };
            let mut store = SqliteTerms::new(&connection, 1);
            store.add(&concept).unwrap();
            connection.execute_batch(sql).unwrap();
            assert_eq!(store.audit().unwrap(), (1, damaged), "{sql}");
        }
    }
}
