//! What is wrong with a memory and with where it lies, and what to do about it; nothing is changed.

mod files;
mod store;
mod texts;

use std::path::Path;

use crate::failure::Result;
use crate::settings::Settings;
use crate::workspace::inspect;

/// How a check went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// As it should be.
    Ok,
    /// Worth knowing, and no reason to worry.
    Note,
    /// Something to do.
    Problem,
}

impl State {
    /// The word in JSON and on screen.
    pub fn as_str(self) -> &'static str {
        match self {
            State::Ok => "ok",
            State::Note => "note",
            State::Problem => "problem",
        }
    }
}

/// One check.
#[derive(Debug)]
pub struct Check {
    /// What was looked at.
    pub name: &'static str,
    /// How it is.
    pub state: State,
    /// What was found, in one sentence.
    pub found: String,
    /// What to do.
    pub advice: Option<String>,
    /// How often.
    pub count: u64,
    /// Texts that show it.
    pub examples: Vec<String>,
}

impl Check {
    fn ok(name: &'static str, found: impl Into<String>) -> Check {
        Check { name, state: State::Ok, found: found.into(), advice: None, count: 0, examples: Vec::new() }
    }

    fn note(name: &'static str, found: impl Into<String>, advice: impl Into<String>) -> Check {
        Check { state: State::Note, advice: Some(advice.into()), ..Check::ok(name, found) }
    }

    fn problem(name: &'static str, found: impl Into<String>, advice: impl Into<String>) -> Check {
        Check { state: State::Problem, advice: Some(advice.into()), ..Check::ok(name, found) }
    }

    fn counted(self, count: u64) -> Check {
        Check { count, ..self }
    }
}

/// What to do with a damaged memory: no repair is tried, because a whole copy is better than a guess.
const RESTORE: &str =
    "tm restore BACKUP puts a backup in its place; tm export OUT --full saves what can still be read";

/// Looks at the memory `path` and everything around it.
///
/// # Errors
/// It is no memory, one of a later version, or so damaged that nothing can be read.
pub fn examine(path: &Path, settings: &Settings) -> Result<Vec<Check>> {
    let mut checks = files::before_opening(path);
    let connection = inspect::open_to_inspect(path)?;
    checks.extend(store::checks(&connection));
    checks.extend(texts::checks(&connection));
    checks.extend(store::wipe(&connection));
    checks.extend(files::index(path, &connection));
    checks.push(store::backup(&connection));
    checks.extend(files::settings(settings));
    Ok(checks)
}
