//! Names that must not leave: put on the list, taken off it.

use rusqlite::Connection;
use tm::lang::{Lang, Script};
use tm::sensitive::names::{Entry, Names, invent, is_name};
use tm::sqlite::holdback;
use tm::text::exact_key;

use crate::failure::{Failure, Result};

/// What is said of a name.
#[derive(Debug, Default, Clone)]
pub struct Request {
    /// The name.
    pub name: String,
    /// What stands in its place; without a language, in every one.
    pub pseudonyms: Vec<(Option<Lang>, String)>,
    /// How it is written in other languages.
    pub renderings: Vec<(Lang, String)>,
    /// Texts that look like it and are not meant.
    pub exceptions: Vec<String>,
    /// Hold each part of it back as well.
    pub parts: bool,
}

/// The list of a memory, ready to be looked for.
///
/// # Errors
/// The memory cannot be read.
pub fn names(connection: &Connection) -> Result<Names> {
    Ok(Names::new(holdback::held_back(connection)?))
}

/// Puts a name on the list or adds to what is said of it; gives its entry and whether it is new.
///
/// # Errors
/// The name or a pseudonym cannot be used, or the memory not be written.
pub fn add(connection: &Connection, request: &Request) -> Result<(Entry, bool)> {
    in_one_write(connection, || {
        let mut entries = holdback::held_back(connection)?;
        let at = entries.iter().position(|entry| is_same(&entry.name, &request.name));
        let new = at.is_none();
        let known = at.map(|at| entries.remove(at));
        let entry = entry(connection, request, known, &Names::new(entries))?;
        holdback::hold_back(connection, &entry)?;
        Ok((entry, new))
    })
}

/// Takes a name off the list; gives its entry.
///
/// # Errors
/// It is not on the list, or the memory cannot be written.
pub fn remove(connection: &Connection, name: &str) -> Result<Entry> {
    in_one_write(connection, || {
        let entries = holdback::held_back(connection)?;
        let entry = entries.into_iter().find(|entry| is_same(&entry.name, name));
        let entry = entry.ok_or_else(Failure::no_such_name)?;
        holdback::let_go(connection, &entry.name)?;
        Ok(entry)
    })
}

fn in_one_write<T>(connection: &Connection, work: impl FnOnce() -> Result<T>) -> Result<T> {
    connection.execute_batch("BEGIN IMMEDIATE")?;
    let done = work();
    let ended = connection.execute_batch(if done.is_ok() { "COMMIT" } else { "ROLLBACK" });
    let done = done?;
    ended?;
    Ok(done)
}

/// Whether two texts are one name in two spellings.
fn is_same(a: &str, b: &str) -> bool {
    exact_key(a, Script::Arabic).to_lowercase() == exact_key(b, Script::Arabic).to_lowercase()
}

fn entry(connection: &Connection, request: &Request, known: Option<Entry>, others: &Names) -> Result<Entry> {
    let name = request.name.trim();
    let mut entry = known.unwrap_or_else(|| Entry { name: name.to_owned(), ..Entry::default() });
    let searched =
        |text: &str| is_name(&Names::new(vec![Entry { name: text.to_owned(), ..Entry::default() }]), text);
    let texts = std::iter::once(name).chain(request.renderings.iter().map(|(_, text)| text.as_str()));
    for text in texts {
        if text.chars().filter(|c| c.is_alphabetic()).count() < FEWEST_LETTERS || !searched(text) {
            return Err(Failure::no_name(text));
        }
    }
    for (lang, text) in &request.renderings {
        // A language may have several spellings of a name.
        if !entry.renderings.contains(&(lang.clone(), text.clone())) {
            entry.renderings.push((lang.clone(), text.clone()));
        }
    }
    entry.exceptions.extend(
        request
            .exceptions
            .iter()
            .filter(|text| !entry.exceptions.contains(text))
            .cloned()
            .collect::<Vec<_>>(),
    );
    entry.parts |= request.parts;
    if entry.pseudonyms.is_empty() {
        entry.pseudonyms = invent(&holdback::secret(connection)?, &entry.name, others);
    }
    chosen(request, &mut entry, others)?;
    Ok(entry)
}

/// Two letters are a word of every language, and most words of Persian begin with some one letter.
const FEWEST_LETTERS: usize = 3;

/// Sets the pseudonyms that were asked for, once they are known to hide the name.
fn chosen(request: &Request, entry: &mut Entry, others: &Names) -> Result<()> {
    let own = Names::new(vec![Entry { parts: true, ..entry.clone() }]);
    for (lang, text) in &request.pseudonyms {
        let used =
            others.entries().iter().any(|other| other.pseudonyms.iter().any(|(_, of)| is_same(of, text)));
        if is_name(&own, text) || is_name(others, text) {
            return Err(Failure::telling_pseudonym(text));
        }
        if used || !text.chars().any(char::is_alphabetic) {
            return Err(Failure::usable_pseudonym(text));
        }
        match lang {
            Some(lang) => {
                entry.pseudonyms.retain(|(of, _)| of != lang);
                entry.pseudonyms.insert(0, (lang.clone(), text.clone()));
            }
            None => entry.pseudonyms.iter_mut().for_each(|(_, of)| of.clone_from(text)),
        }
    }
    entry.pseudonyms.sort();
    Ok(())
}
