//! What was meant: which memory, which languages, and where each of these values comes from.

use std::fmt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tm::lang::Lang;

use crate::args::{Bidi, Global};
use crate::failure::{Failure, Result};

/// Name of the settings file, looked for in this folder and all above it.
pub const FILE_NAME: &str = "tm.toml";

/// The environment as far as the program looks at it.
#[derive(Debug, Clone, Default)]
pub struct Environment {
    /// `$TM_DB`.
    pub db: Option<PathBuf>,
    /// `$TM_PAIR`, such as `fa:en` or `fa:en,de`.
    pub pair: Option<String>,
    /// `$TM_BIDI`.
    pub bidi: Option<String>,
    /// The folder the program runs in.
    pub folder: PathBuf,
    /// The user's data folder.
    pub data: Option<PathBuf>,
}

impl Environment {
    /// Reads it.
    pub fn current() -> Environment {
        let text = |name| std::env::var(name).ok().filter(|v| !v.is_empty());
        Environment {
            db: std::env::var_os("TM_DB").filter(|v| !v.is_empty()).map(PathBuf::from),
            pair: text("TM_PAIR"),
            bidi: text("TM_BIDI"),
            folder: std::env::current_dir().unwrap_or_default(),
            data: directories::BaseDirs::new().map(|dirs| dirs.data_dir().to_owned()),
        }
    }
}

/// Where a value comes from, strongest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// An option on the command line.
    Option(&'static str),
    /// An environment variable.
    Variable(&'static str),
    /// A settings file.
    File(PathBuf),
    /// Nobody said anything.
    Default,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Origin::Option(name) => f.write_str(name),
            Origin::Variable(name) => write!(f, "${name}"),
            Origin::File(path) => write!(f, "{}", path.display()),
            Origin::Default => f.write_str("default"),
        }
    }
}

/// A value and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting<T> {
    /// The value.
    pub value: T,
    /// Where it comes from.
    pub origin: Origin,
}

/// Everything that was meant.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The memory file; none when there is no home to keep one in.
    pub db: Option<Setting<PathBuf>>,
    /// Language of source texts.
    pub source: Setting<Lang>,
    /// Languages of translations; empty means all.
    pub targets: Setting<Vec<Lang>>,
    /// What is done for the terminal.
    pub bidi: Setting<Bidi>,
    /// The group's name.
    pub group: Option<Setting<String>>,
    /// The user's pseudonym.
    pub me: Option<Setting<String>>,
}

/// The settings file.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SettingsFile {
    /// The group's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The user's pseudonym.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub me: Option<String>,
    /// Language of source texts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Languages of translations.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub target: Vec<String>,
    /// The memory file, beside this one unless it is absolute.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub db: Option<PathBuf>,
}

impl Settings {
    /// Finds every value.
    ///
    /// # Errors
    /// A settings file that cannot be read, or a language nobody knows.
    pub fn resolve(global: &Global, environment: &Environment) -> Result<Settings> {
        let file = find_file(&environment.folder)?;
        let pair = environment.pair.as_deref().map(|pair| pair.split_once(':').unwrap_or((pair, "")));
        Ok(Settings {
            db: db(global, environment, file.as_ref()),
            source: source(global, pair, file.as_ref())?,
            targets: targets(global, pair, file.as_ref())?,
            bidi: bidi(global, environment)?,
            group: from_file(file.as_ref(), |f| f.name.clone()),
            me: from_file(file.as_ref(), |f| f.me.clone()),
        })
    }

    /// Whether somebody named the memory, so that its absence is an error and no reason to use the built-in one.
    pub fn names_a_store(&self) -> bool {
        self.db.as_ref().is_some_and(|db| db.origin != Origin::Default)
    }

    /// The language of the text and those of its translations, where the memory is asked what one is in the others. A
    /// group's usual languages are those of the translations but for that of the text.
    ///
    /// # Errors
    /// The language of the text was asked for as that of a translation, or no other is left.
    pub fn direction(&self) -> Result<(Lang, Vec<Lang>)> {
        let (source, targets) = (&self.source.value, &self.targets);
        let others: Vec<Lang> = targets.value.iter().filter(|target| *target != source).cloned().collect();
        let is_asked = matches!(targets.origin, Origin::Option(_));
        if others.len() < targets.value.len() && (is_asked || others.is_empty()) {
            return Err(Failure::same_languages(source, &self.source.origin, &targets.origin));
        }
        Ok((source.clone(), others))
    }

    /// The one language of the translation, where exactly one is meant.
    ///
    /// # Errors
    /// None or several are.
    pub fn only_target(&self) -> Result<Lang> {
        match self.targets.value.as_slice() {
            [one] => Ok(one.clone()),
            _ => Err(Failure::no_target()),
        }
    }
}

type Found = (PathBuf, SettingsFile);

/// The nearest settings file in `folder` or above it.
fn find_file(folder: &Path) -> Result<Option<Found>> {
    for folder in folder.ancestors() {
        let path = folder.join(FILE_NAME);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            // A folder above may not let us look into it; that is not this user's settings file.
            Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied && !path.exists() => continue,
            Err(error) => return Err(Failure::settings(&path, error)),
        };
        let file = toml::from_str(&text).map_err(|error| Failure::settings(&path, first_line(&error)))?;
        return Ok(Some((path, file)));
    }
    Ok(None)
}

fn first_line(error: &toml::de::Error) -> String {
    error.message().lines().next().unwrap_or_default().to_owned()
}

fn from_file<T>(file: Option<&Found>, value: impl Fn(&SettingsFile) -> Option<T>) -> Option<Setting<T>> {
    let (path, file) = file?;
    value(file).map(|value| Setting { value, origin: Origin::File(path.clone()) })
}

fn db(global: &Global, environment: &Environment, file: Option<&Found>) -> Option<Setting<PathBuf>> {
    let option = global.db.clone().map(|value| Setting { value, origin: Origin::Option("--db") });
    let variable =
        || environment.db.clone().map(|value| Setting { value, origin: Origin::Variable("TM_DB") });
    let beside = || {
        let folder = file?.0.parent()?;
        from_file(file, |f| {
            Some(folder.join(f.db.clone().unwrap_or_else(|| crate::workspace::FILE_NAME.into())))
        })
    };
    let home = || {
        let value = environment.data.as_ref()?.join("tm").join(crate::workspace::FILE_NAME);
        Some(Setting { value, origin: Origin::Default })
    };
    option.or_else(variable).or_else(beside).or_else(home)
}

fn source(global: &Global, pair: Option<(&str, &str)>, file: Option<&Found>) -> Result<Setting<Lang>> {
    if let Some(tag) = &global.source {
        return Ok(Setting { value: language("-s", tag)?, origin: Origin::Option("-s") });
    }
    if let Some((tag, _)) = pair {
        return Ok(Setting { value: language("$TM_PAIR", tag)?, origin: Origin::Variable("TM_PAIR") });
    }
    match from_file(file, |f| f.source.clone()) {
        Some(Setting { value, origin }) => Ok(Setting { value: language(FILE_NAME, &value)?, origin }),
        None => Ok(Setting { value: Lang::persian(), origin: Origin::Default }),
    }
}

fn targets(global: &Global, pair: Option<(&str, &str)>, file: Option<&Found>) -> Result<Setting<Vec<Lang>>> {
    let languages = |place: &'static str, tags: &mut dyn Iterator<Item = &str>| {
        tags.filter(|tag| !tag.trim().is_empty()).map(|tag| language(place, tag)).collect::<Result<Vec<_>>>()
    };
    if !global.target.is_empty() {
        let value = languages("-t", &mut global.target.iter().map(String::as_str))?;
        if value.is_empty() {
            return Err(Failure::empty_target());
        }
        return Ok(Setting { value, origin: Origin::Option("-t") });
    }
    if let Some((_, tags)) = pair.filter(|(_, tags)| !tags.is_empty()) {
        let value = languages("$TM_PAIR", &mut tags.split(','))?;
        return Ok(Setting { value, origin: Origin::Variable("TM_PAIR") });
    }
    match from_file(file, |f| Some(f.target.clone()).filter(|t| !t.is_empty())) {
        Some(Setting { value, origin }) => {
            Ok(Setting { value: languages(FILE_NAME, &mut value.iter().map(String::as_str))?, origin })
        }
        None => Ok(Setting { value: Vec::new(), origin: Origin::Default }),
    }
}

fn bidi(global: &Global, environment: &Environment) -> Result<Setting<Bidi>> {
    use clap::ValueEnum;
    if let Some(value) = global.bidi {
        return Ok(Setting { value, origin: Origin::Option("--bidi") });
    }
    match environment.bidi.as_deref() {
        None => Ok(Setting { value: Bidi::default(), origin: Origin::Default }),
        Some(text) => {
            let value = Bidi::from_str(text, true).map_err(|_| {
                Failure::usage(format!("$TM_BIDI is {text}"), "it is one of auto, terminal, visual and off")
            })?;
            Ok(Setting { value, origin: Origin::Variable("TM_BIDI") })
        }
    }
}

/// Reads a language somebody typed.
///
/// # Errors
/// It is none we know; `place` says where it was typed.
pub fn language(place: &str, tag: &str) -> Result<Lang> {
    Lang::parse_known(tag).map_err(|error| Failure::language(place, &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(folder: &Path) -> Environment {
        Environment { folder: folder.to_owned(), data: Some("/data".into()), ..Environment::default() }
    }

    #[test]
    fn the_stronger_place_wins() {
        let dir = tempfile::tempdir().unwrap();
        let inner = dir.path().join("a/b");
        std::fs::create_dir_all(&inner).unwrap();
        let mut environment = environment(&inner);
        let mut global = Global::default();
        let db = |global: &Global, environment: &Environment| {
            Settings::resolve(global, environment).unwrap().db.unwrap()
        };
        assert_eq!(db(&global, &environment).value, Path::new("/data/tm/memory.tmdb"));
        std::fs::write(
            dir.path().join(FILE_NAME),
            "db = \"group.tmdb\"\nsource = \"fa\"\ntarget = [\"de\"]\n",
        )
        .unwrap();
        assert_eq!(db(&global, &environment).value, dir.path().join("group.tmdb"));
        environment.db = Some("/env.tmdb".into());
        assert_eq!(db(&global, &environment).origin, Origin::Variable("TM_DB"));
        global.db = Some("/option.tmdb".into());
        assert_eq!(db(&global, &environment).origin, Origin::Option("--db"));
    }

    #[test]
    fn languages_come_from_the_pair_variable() {
        let mut environment = environment(Path::new("/"));
        environment.pair = Some("fa:en,de".into());
        let settings = Settings::resolve(&Global::default(), &environment).unwrap();
        assert_eq!(settings.targets.value.iter().map(Lang::as_str).collect::<Vec<_>>(), ["en", "de"]);
        assert!(settings.only_target().is_err());
    }

    #[test]
    fn a_mistyped_setting_is_an_error_that_names_the_file() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join(FILE_NAME), "sorce = \"fa\"\n").unwrap();
        let error = Settings::resolve(&Global::default(), &environment(dir.path())).unwrap_err().to_string();
        assert!(error.contains("tm.toml") && error.contains("sorce"), "{error}");
    }
}
