//! From what was typed to a job and from its report to the terminal: one module a subcommand.

mod add;
mod analysis;
mod backup;
mod campaign;
mod care;
mod check;
mod config;
mod dedupe;
mod doctor;
mod export;
mod find;
mod git_merge;
mod glossary;
mod holdback;
mod import;
mod init;
mod mark;
mod passages;
mod pretranslate;
mod purge;
mod repair;
mod review;
mod scan;
mod seen;
mod segment;
mod shell;
mod stats;
mod suggest;
mod tidy;
mod which;

use std::ffi::OsString;
use std::path::PathBuf;

use ::glossary::Concept;
use clap::Parser;
use clap::error::ErrorKind;
use tm::lang::Lang;
use tm::score::Score;
use tm::segment::SegmentKind;
use tm::sqlite::SqliteStore;
use tm::store::UnitStore;
use tm::unit::{Unit, Variant};

use crate::args::{Bidi, Cli, Command, Global, InputArgs, Repair, SelectionArgs};
use crate::failure::{EXIT_ERROR, Failure, Result, no_text};
use crate::jobs::selection::Selection;
use crate::reading::document::Document;
use crate::reading::input::document_name;
use crate::reading::pairs::Assumed;
use crate::settings::{Environment, Origin, Settings};
use crate::ui::Ui;
use crate::workspace::{self, Memory};

/// How a command ended that met no error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Done, or found.
    Done,
    /// Nothing found, problems found, or done with records left out.
    Nothing,
}

impl Outcome {
    /// [`Outcome::Done`] when something was.
    fn of(any: bool) -> Outcome {
        if any { Outcome::Done } else { Outcome::Nothing }
    }
}

/// Everything a command works with.
struct Context<'a> {
    global: &'a Global,
    environment: &'a Environment,
    settings: Settings,
    ui: Ui,
}

/// Runs the program; gives its exit code: 0 done, 1 nothing found or problems found, 2 usage or error.
pub fn run(args: impl Iterator<Item = OsString>) -> u8 {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            let asked = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
            // Whoever closed the pipe has seen enough of the help.
            let _ = error.print();
            return if asked { 0 } else { EXIT_ERROR };
        }
    };
    let environment = Environment::current();
    match run_command(&cli, &environment) {
        Ok(Outcome::Done) => 0,
        Ok(Outcome::Nothing) => 1,
        Err(failure) if failure.is_broken_pipe() => 0,
        Err(failure) => {
            Ui::new(&cli.global, Bidi::Off).complain(&failure.to_string());
            EXIT_ERROR
        }
    }
}

fn run_command(cli: &Cli, environment: &Environment) -> Result<Outcome> {
    let settings = Settings::resolve(&cli.global, environment)?;
    let ui = Ui::new(&cli.global, settings.bidi.value);
    let mut context = Context { global: &cli.global, environment, settings, ui };
    let outcome = match &cli.command {
        Command::Init(args) => init::run(&mut context, args),
        Command::Config => config::run(&mut context),
        Command::Import(args) => import::run(&mut context, args),
        Command::Export(args) => export::run(&mut context, args),
        Command::Add(args) => add::run(&mut context, args),
        Command::Suggest(args) => suggest::run(&mut context, args),
        Command::Check(args) => check::run(&mut context, args),
        Command::Find(args) => find::run(&mut context, args),
        Command::Segment(args) => segment::run(&mut context, args),
        Command::Pretranslate(args) => pretranslate::run(&mut context, args),
        Command::Glossary(command) => glossary::run(&mut context, command),
        Command::Undo(args) => care::undo(&mut context, args),
        Command::History { text } => care::history(&mut context, text),
        Command::Edit(args) => care::edit(&mut context, args),
        Command::Remove(args) => care::remove(&mut context, args),
        Command::Review(args) => review::run(&mut context, args),
        Command::Mark(args) => mark::run(&mut context, args),
        Command::GitMerge(args) => git_merge::run(&mut context, args),
        Command::Scan(args) => scan::run(&mut context, args),
        Command::Holdback(command) => holdback::run(&mut context, command),
        Command::Backup(args) => backup::backup(&mut context, args),
        Command::Restore(args) => backup::restore(&mut context, args),
        Command::Dedupe(args) => dedupe::run(&mut context, args),
        Command::Stats(args) => stats::run(&mut context, args),
        Command::Doctor => doctor::run(&mut context),
        Command::Purge(args) => purge::run(&mut context, args),
        Command::Completions { shell } => shell::completions(&mut context, *shell),
        Command::Man { dir } => shell::manual(&mut context, dir),
    }?;
    context.ui.finish()?;
    Ok(outcome)
}

/// What a text had in it, to say why nothing came of it.
#[derive(Debug, Default)]
struct Seen {
    /// All segments so far.
    segments: usize,
    /// Those that were not left out.
    kept: usize,
    /// The kinds that were.
    left_out: Vec<SegmentKind>,
    /// What was repaired.
    repair: repair::Summary,
}

impl Seen {
    /// Counts the segments of the next part of a text, of which those of the kinds in `skip` are left out.
    fn add(&mut self, document: &Document, skip: &[SegmentKind]) {
        self.repair.add(document);
        for segment in &document.segments {
            self.segments += 1;
            if !skip.contains(&segment.kind) {
                self.kept += 1;
            } else if !self.left_out.contains(&segment.kind) {
                self.left_out.push(segment.kind);
            }
        }
    }

    /// Says what was repaired of the text, and why nothing is left of it, if so.
    fn explain(&self, ui: &mut Ui, input: &InputArgs) {
        self.repair.tell(ui, Repair::Auto);
        let names: Vec<&str> = self.left_out.iter().map(|kind| kind.as_str()).collect();
        match (self.segments, self.kept) {
            (0, _) => ui.say(&no_text(document_name(input))),
            (_, 0) => ui.say(&format!("--skip leaves out every segment of INPUT: {}.", names.join(", "))),
            _ => {}
        }
    }
}

impl Context<'_> {
    /// Says what the reader of a document should know.
    fn warn(&mut self, document: &Document, input: &InputArgs) {
        self.complain(document);
        let mut summary = repair::Summary::default();
        summary.add(document);
        summary.tell(&mut self.ui, Repair::Auto);
        if document.segments.is_empty() {
            self.ui.say(&no_text(document_name(input)));
        }
    }

    /// Says what the reader of a document should know.
    fn complain(&mut self, document: &Document) {
        if let Some(warning) = &document.warning {
            self.ui.complain(warning);
        }
    }

    /// The units that are meant: languages count only where they were asked for now.
    fn selection(&self, args: &SelectionArgs) -> Result<Selection> {
        Selection::new(args, &self.settings.source.value, self.asked_targets())
    }

    /// The pseudonym under which opinions are stated; empty where none was chosen.
    fn me(&self) -> String {
        self.settings.me.as_ref().map_or(String::new(), |me| me.value.clone())
    }

    /// The languages named on the command line; a group's usual ones exclude nothing.
    fn asked_targets(&self) -> Vec<Lang> {
        let targets = &self.settings.targets;
        if matches!(targets.origin, Origin::Option(_)) { targets.value.clone() } else { Vec::new() }
    }

    /// Opens the memory to read from, and says so when it is the built-in one.
    fn memory(&mut self) -> Result<Memory> {
        let memory = workspace::for_reading(&self.settings)?;
        if matches!(memory, Memory::BuiltIn(_)) {
            self.ui.say(
                "No memory here: using the built-in starter memory and glossary (tm init makes your own).",
            );
        }
        Ok(memory)
    }

    /// Languages of what does not name them: only what was asked for, never a default. Texts of a TMX file are looked at
    /// more strictly than tables: only what was typed for them.
    fn assumed(&self, typed_for_it: &[String]) -> Result<Assumed> {
        if !typed_for_it.is_empty() {
            let parse =
                |tag: &String| Lang::parse(tag).map_err(|error| Failure::language("--assume-lang", &error));
            let langs = typed_for_it.iter().map(parse).collect::<Result<Vec<_>>>()?;
            return Ok(Assumed { columns: langs.clone(), texts: langs });
        }
        let Settings { source, targets, .. } = &self.settings;
        let typed = |origin: &Origin| matches!(origin, Origin::Option(_));
        let mut assumed = Assumed::default();
        if typed(&source.origin) {
            assumed.texts.push(source.value.clone());
        }
        if typed(&targets.origin) {
            assumed.texts.extend(targets.value.iter().cloned());
        }
        if let (true, [target]) = (source.origin != Origin::Default, targets.value.as_slice()) {
            assumed.columns = vec![source.value.clone(), target.clone()];
        }
        Ok(assumed)
    }

    /// The memory file that is meant, which must be there.
    fn named_memory(&self) -> Result<PathBuf> {
        let db = self.settings.db.as_ref().ok_or_else(Failure::homeless)?;
        if db.value.exists() { Ok(db.value.clone()) } else { Err(Failure::missing_store(&db.value)) }
    }

    /// Opens a memory to change what is in it: there must be one.
    fn existing_memory(&mut self) -> Result<rusqlite::Connection> {
        Ok(workspace::open_for_writing(&self.named_memory()?)?)
    }

    /// Refuses an import that the disk of the memory has no room for.
    fn check_room(&self, files: &[PathBuf], dry_run: bool) -> Result<()> {
        match &self.settings.db {
            Some(db) if !dry_run || db.value.exists() => workspace::room::check(&db.value, files),
            _ => Ok(()),
        }
    }

    /// Opens the memory to write to, and says so when it had to be made; a dry run makes none.
    fn memory_to_write(&mut self, dry_run: bool) -> Result<rusqlite::Connection> {
        if dry_run && self.settings.db.as_ref().is_none_or(|db| !db.value.exists()) {
            return workspace::in_memory();
        }
        let (path, connection, made) = workspace::for_writing(&self.settings)?;
        if made {
            self.ui.say(&format!("Created the memory {}.", path.display()));
        }
        Ok(connection)
    }
}

/// The units of a memory.
fn units(memory: &Memory) -> Box<dyn UnitStore + '_> {
    match memory {
        Memory::File(_, connection) => Box::new(SqliteStore::new(connection)),
        Memory::BuiltIn(store) => Box::new(&**store),
    }
}

/// The texts of a unit for programs.
fn variants(unit: &Unit) -> Vec<serde_json::Value> {
    let object = |v: &Variant| serde_json::json!({"lang": v.lang.as_str(), "text": v.text});
    unit.variants().iter().map(object).collect()
}

/// The concepts of a memory.
fn concepts(memory: &Memory) -> Result<Vec<Concept>> {
    crate::jobs::glossary::concepts(memory)
}

/// The threshold that was typed for `--min`.
fn percentage(typed: &str) -> Result<Score> {
    let number = typed.trim().parse().ok().filter(|number| (0.0..=101.0).contains(number));
    number.map(Score::from_percent).ok_or_else(|| Failure::not_a_percentage("--min", typed))
}

/// What is said after a write.
fn written(dry_run: bool, number: tm::store::TxNumber) -> String {
    match dry_run {
        true => "Dry run: nothing was changed.".to_owned(),
        false => format!("Write {n}; tm undo {n} takes it back.", n = number.0),
    }
}
