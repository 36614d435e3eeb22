//! What goes wrong, why, and what to do next: every error the program prints, and every hint in it.

mod advice;
mod documents;
mod glossary;
mod options;

pub use advice::{STANDARD_INPUT, in_other_languages, no_text, taken_as_text};

use std::fmt;
use std::io;
use std::path::Path;

use tm::store::StoreError;

/// An error as it is printed: one sentence what, its causes, one hint.
#[derive(Debug)]
pub struct Failure {
    what: String,
    why: Vec<String>,
    hint: Option<String>,
    /// Set while an error of writing does not know yet where it was written to.
    output: Option<io::ErrorKind>,
}

/// Result of everything that can end the program.
pub type Result<T> = std::result::Result<T, Failure>;

/// What is said of a memory with damaged rows or pages.
const DAMAGED: &str = "the memory is damaged";

/// Exit code of errors: nothing was changed.
pub const EXIT_ERROR: u8 = 2;

impl Failure {
    /// An error without a cause yet.
    pub fn new(what: impl Into<String>) -> Failure {
        Failure { what: what.into(), why: Vec::new(), hint: None, output: None }
    }

    /// The same with one more cause.
    pub fn because(mut self, why: impl fmt::Display) -> Failure {
        self.why.push(why.to_string());
        self
    }

    /// The same with what to do next.
    fn hint(mut self, hint: impl Into<String>) -> Failure {
        self.hint = Some(hint.into());
        self
    }

    /// Whether our output has nobody reading it any more: nothing to print and nothing wrong.
    pub fn is_broken_pipe(&self) -> bool {
        self.output == Some(io::ErrorKind::BrokenPipe)
    }

    /// The same, naming the file if it is an error of our output.
    pub fn writing(self, path: &Path) -> Failure {
        match self.output {
            Some(kind) if kind != io::ErrorKind::BrokenPipe && path != Path::new("-") => {
                Failure::unwritable(path, &kind.into())
            }
            _ => self,
        }
    }

    /// A file that cannot be read at all.
    pub fn unreadable(path: &Path, error: &io::Error) -> Failure {
        let failure = Failure::new(format!("cannot read {}", path.display()));
        match error.kind() {
            io::ErrorKind::NotFound => failure
                .because("there is no such file")
                .hint("look at the name again; it is looked for in the folder you are in"),
            io::ErrorKind::IsADirectory => Failure::is_a_directory(path),
            io::ErrorKind::PermissionDenied => {
                failure.because("you may not read it").hint("ls -l shows who may; chmod u+r lets you")
            }
            _ => failure.because(error),
        }
    }

    /// Typography of a language that we have no rules for.
    pub fn no_typography(language: &str) -> Failure {
        Failure::new("cannot tidy this text")
            .because(format!("--tidy knows Persian, the source language is {language}"))
            .hint("leave --tidy out, or say -s fa if the text is Persian")
    }

    /// A folder where a file is wanted.
    pub fn is_a_directory(path: &Path) -> Failure {
        Failure::new(format!("cannot read {}", path.display()))
            .because("it is a folder")
            .hint(format!("name the files in it: {}", path.join("*").display()))
    }

    /// A folder without a document in it.
    pub fn no_documents(path: &Path) -> Failure {
        Failure::new(format!("no documents in {}", path.display()))
            .because("a folder is searched for .txt and .md, and has none")
            .hint("name the files themselves, whatever their endings")
    }

    /// A table of proposed terms that somebody may have worked on.
    pub fn terms_are_there(path: &Path) -> Failure {
        Failure::new(format!("{} is there already", path.display()))
            .because("what somebody has corrected in it would be lost")
            .hint("choose another name, or tm glossary import it first; --force writes over the file")
    }

    /// INPUT looks like a file name and there is no such file.
    pub fn missing_input(input: &str) -> Failure {
        Failure::new(format!("cannot read {input}"))
            .because("there is no such file")
            .hint("--text takes INPUT as the text itself")
    }

    /// A text file that is none.
    pub fn not_text(name: &str, why: impl fmt::Display) -> Failure {
        Failure::new(format!("cannot read {name} as text"))
            .because(why)
            .hint("save the document as plain text (.txt) and give that file")
    }

    /// A file that is not of the format it is read as.
    pub fn not_format(name: &str, format: &str, why: impl fmt::Display) -> Failure {
        let failure = Failure::new(format!("cannot read {name} as {format}")).because(why);
        failure.hint(format!("tm segment {name} reads it as a document; nothing was changed"))
    }

    /// An archive that cannot be read.
    pub fn archive(name: &str, why: impl fmt::Display) -> Failure {
        Failure::new(format!("cannot read {name} as a ZIP archive"))
            .because(why)
            .hint("unpack it and give tm import the files in it; nothing was changed")
    }

    /// An archive with nothing to import in it, and what is wrong with each TMX in it.
    pub fn no_tmx_in_archive(name: &str, damaged: impl Iterator<Item = String>) -> Failure {
        // More causes than this say nothing new.
        const SHOWN: usize = 5;
        let failure = Failure::new(format!("there is no TMX to import in {name}"));
        damaged
            .take(SHOWN)
            .fold(failure, Failure::because)
            .hint("tm import reads the .tmx and .tmx.gz files of an archive; nothing was changed")
    }

    /// A file to import with nothing in it.
    pub fn empty(name: &str) -> Failure {
        Failure::new(format!("cannot read {name}"))
            .because("the file is empty")
            .hint("ask for the file again; nothing was changed")
    }

    /// A file whose name and beginning say nothing of a format we import.
    pub fn unknown_format(name: &str) -> Failure {
        Failure::new(format!("cannot tell what {name} is"))
            .because("neither its name nor its beginning says TMX, TSV, CSV or JSONL")
            .hint("give it the ending .tmx, .tsv, .csv or .jsonl")
    }

    /// A pair table without languages.
    pub fn no_languages(name: &str) -> Failure {
        Failure::new(format!("cannot tell the languages of {name}"))
            .because("line 1 names no two languages")
            .hint("begin the file with a line such as fa<TAB>en, or give -s fa -t en, for more columns --assume-lang fa,en,de")
    }

    /// A text typed on the command line or read as one pair that makes no unit.
    pub fn no_unit(why: impl fmt::Display) -> Failure {
        Failure::new("cannot add this pair")
            .because(why)
            .hint("tm add \"SOURCE\" \"TRANSLATION\" -s fa -t en")
    }

    /// A pair that is not in the memory.
    pub fn no_such_pair() -> Failure {
        Failure::new("there is no such pair in the memory").hint("tm find TEXT shows what there is")
    }

    /// Several units where one is meant.
    pub fn several(count: usize) -> Failure {
        Failure::new(format!("this source has {count} translations"))
            .because("it is not clear which one is meant")
            .hint("name the translation too, or take them all with --all")
    }

    /// A day of a selection that cannot be read.
    pub fn not_a_day(typed: &str) -> Failure {
        Failure::new(format!("--since: {typed} is no day"))
            .hint("write the day as 2026-05-01, in the Gregorian calendar")
    }

    /// An option whose value is empty.
    pub fn says_nothing(option: &str) -> Failure {
        Failure::new(format!("{option}: nothing is said"))
            .because("an empty value would mean every unit, or none")
            .hint("give a value, or leave the option out")
    }

    /// The name of a unit in a selection that is none.
    pub fn not_a_unit_name(typed: &str) -> Failure {
        Failure::new(format!("--unit: {typed} is no name of a unit"))
            .because("names are hexadecimal digits, and four of them are needed at least")
            .hint("tm review and tm history show the names")
    }

    /// A change of nobody said which units.
    pub fn which_units() -> Failure {
        Failure::new("it is not said which units are meant")
            .hint("give SRC and TGT, a selection such as --origin NAME, or --all")
    }

    /// Questions where nobody can answer.
    pub fn nobody_to_ask() -> Failure {
        Failure::new("cannot ask here")
            .because("standard input or output is no terminal")
            .hint("tm review lists the units; tm review approve --unit ID decides")
    }

    /// A version of a file that git asks to merge and that is damaged.
    pub fn cannot_merge(name: &str, skipped: &tm::skipped::Skipped) -> Failure {
        Failure::new(format!("cannot merge {name}"))
            .because(skipped)
            .hint("git leaves the file as a conflict; mend that version, or take one side whole")
    }

    /// A name that is not on the hold-back list.
    pub fn no_such_name() -> Failure {
        Failure::new("this name is not on the hold-back list").hint("tm holdback list shows the names")
    }

    /// What cannot be looked for as a name.
    pub fn no_name(text: &str) -> Failure {
        Failure::new("cannot hold this name back")
            .because(format!("{text:?} has too few letters, or too many, to be looked for"))
            .hint("give the whole name, given name and family name")
    }

    /// `--in` without a language.
    pub fn no_rendering(typed: &str) -> Failure {
        Failure::new(format!("--in: {typed:?} names no language")).hint("write it as --in en=\"Reza Kamyab\"")
    }

    /// A pseudonym that shows the name.
    pub fn telling_pseudonym(text: &str) -> Failure {
        Failure::new(format!("the pseudonym {text:?} would give a name away"))
            .because("it holds a name of the hold-back list or a part of one")
            .hint("choose another, or leave --as out and let one be invented")
    }

    /// A pseudonym that two people would share, or none at all.
    pub fn usable_pseudonym(text: &str) -> Failure {
        Failure::new(format!("cannot use the pseudonym {text:?}"))
            .because("another name on the list has it, or it has no letter")
            .hint("choose another, or leave --as out and let one be invented")
    }

    /// An export that would give away who is held back.
    pub fn held_back(count: usize, shown: &[String], unit: &str) -> Failure {
        let units = if count == 1 { "1 unit".to_owned() } else { format!("{count} units") };
        let failure = Failure::new(format!("{units} cannot leave: a held-back name would be given away"));
        let failure = shown.iter().fold(failure, |failure, why| failure.because(why));
        failure.hint(format!(
            "name the spelling (tm holdback add NAME --in LANG=TEXT) or what is not meant (--except TEXT), \
             or keep the unit here: tm mark private --unit {unit}; nothing was written"
        ))
    }

    /// A glossary that would give away who is held back.
    pub fn held_back_terms(lines: &[&str]) -> Failure {
        /// Lines shown: enough to see what it is about.
        const SHOWN: usize = 5;
        let concepts = if lines.len() == 1 {
            "1 concept names".to_owned()
        } else {
            format!("{} concepts name", lines.len())
        };
        let failure = Failure::new(format!("cannot export the glossary: {concepts} somebody held back"));
        let failure = lines
            .iter()
            .take(SHOWN)
            .fold(failure, |failure, line| failure.because(line.replace('\t', " | ")));
        failure.hint(
            "--full writes it for yourself; tm holdback add NAME --except TEXT leaves out what is not meant",
        )
    }

    /// A file of terms that cannot be read as what it looks like.
    pub fn glossary_file(name: &str, what: &str, why: impl fmt::Display) -> Failure {
        let failure = Failure::new(format!("cannot read {name} as {what}")).because(why);
        failure.hint("mend it or write it again in the program it comes from; nothing was changed")
    }

    /// A file of terms in two languages that it does not name.
    pub fn glossary_languages(name: &str, why: impl fmt::Display) -> Failure {
        let failure = Failure::new(format!("cannot read {name} as terms of two languages")).because(why);
        failure.hint("say them, such as -s fa -t en; nothing was changed")
    }

    /// A list of damaged records in the place of the file they are in.
    pub fn rejects_over_input(path: &Path) -> Failure {
        Failure::new(format!("--rejects: {} is one of the files to import", path.display()))
            .because("the list would take its place")
            .hint("choose another name, such as mend.txt; nothing was changed")
    }

    /// Another memory that cannot be read while it is taken in.
    pub fn damaged_import(name: &str, why: impl fmt::Display) -> Failure {
        Failure::new(format!("cannot read all of {name}"))
            .because(why)
            .hint("your memory was not changed; ask for the file again, or for a tm export --full of it")
    }

    /// An undo of nothing.
    pub fn no_such_write(number: i64) -> Failure {
        Failure::new(format!("there is no write {number}")).hint("tm undo --list shows the writes")
    }

    /// A folder where a memory is wanted.
    pub fn folder_as_store(path: &Path) -> Failure {
        Failure::new(format!("cannot open {} as a memory", path.display()))
            .because("it is a folder")
            .hint(format!("name the memory in it, such as {}", path.join("memory.tmdb").display()))
    }

    /// A reader named a store that is not there.
    pub fn missing_store(path: &Path) -> Failure {
        Failure::new(format!("cannot open the memory {}", path.display()))
            .because("there is no such file")
            .hint(format!("tm --db {} import FILE makes it", path.display()))
    }

    /// A store that is something else.
    pub fn not_a_store(path: &Path, why: &str) -> Failure {
        Failure::new(format!("cannot open {} as a memory", path.display()))
            .because(why)
            .hint("a memory is a .tmdb file made by tm; tm import reads TMX, TSV, CSV and JSONL into one")
    }

    /// A store that was not closed and cannot be finished where it is.
    pub fn unfinished_store(path: &Path) -> Failure {
        Failure::new(format!("cannot read all of {}", path.display()))
            .because("it was not closed properly, and its -wal file cannot be worked in where it is")
            .hint("copy both files to a folder you may write to and name the copy with --db")
    }

    /// A store of a later version of this program.
    pub fn newer_store(path: &Path, found: i32, known: i32) -> Failure {
        Failure::new(format!("cannot open the memory {}", path.display()))
            .because(format!("a newer tm wrote it (layout {found}, this tm knows {known})"))
            .hint("install the newest tm; the file was not changed")
    }

    /// A store that cannot be made.
    pub fn cannot_create(path: &Path, why: impl fmt::Display) -> Failure {
        Failure::new(format!("cannot make the memory {}", path.display()))
            .because(why)
            .hint("choose a folder you may write to: tm --db FILE …")
    }

    /// An import for which the disk has no room.
    pub fn no_room(path: &Path, needed: u64, available: u64) -> Failure {
        let megabytes = |bytes: u64| bytes.div_ceil(1_000_000);
        Failure::new(format!("cannot import into {}", path.display()))
            .because(format!(
                "the disk is too full: at least {} MB are needed, {} MB are free",
                megabytes(needed),
                available / 1_000_000
            ))
            .hint("nothing was changed; free some space, or keep the memory on another disk with --db")
    }

    /// Somebody pressed Ctrl-C before anything was changed.
    pub fn interrupted() -> Failure {
        Failure::new("interrupted: nothing was changed").hint("run the same command again when it suits you")
    }

    /// No place for a store.
    pub fn homeless() -> Failure {
        Failure::new("cannot tell where the memory is")
            .because("there is no --db, no $TM_DB, no tm.toml above this folder and no home folder")
            .hint("give --db FILE")
    }

    /// `tm init` where there is a memory already.
    pub fn memory_already_there(path: &Path) -> Failure {
        Failure::new(format!("the memory {} is there already", path.display()))
            .hint("use it as it is; tm init --starter adds the starter data to it")
    }

    /// An export that would destroy a memory.
    pub fn would_overwrite_a_store(path: &Path) -> Failure {
        Failure::new(format!("cannot write {}", path.display()))
            .because("it is a memory, and an export would destroy it")
            .hint("choose another name")
    }

    /// A backup onto a file that is there.
    pub fn backup_exists(path: &Path) -> Failure {
        Failure::new(format!("{} is there already", path.display()))
            .because("a backup never takes the place of another file by itself")
            .hint("choose another name, for example with the day in it; --force writes over the file")
    }

    /// A file to be replaced that another program works with.
    pub fn in_use(path: &Path) -> Failure {
        Failure::new(format!("cannot write {}", path.display()))
            .because("a -wal file lies beside it: it is a memory that is in use or was not closed properly")
            .hint("choose another name")
    }

    /// A memory that would be copied onto itself.
    pub fn same_file(path: &Path) -> Failure {
        Failure::new(format!("{} is the memory itself", path.display())).hint("name another file")
    }

    /// A backup that does not read whole, or a copy that is not what it was made from.
    pub fn damaged_copy(path: &Path, why: impl fmt::Display) -> Failure {
        Failure::new(format!("{} is damaged", path.display()))
            .because(why)
            .hint("nothing was changed; tm doctor says what is wrong with a memory")
    }

    /// A restore whose result does not read whole, though what was put there did.
    pub fn damaged_by_restore(memory: &Path, kept: &Path, why: impl fmt::Display) -> Failure {
        let kept = kept.display();
        Failure::new(format!("{} was replaced and does not read whole now", memory.display())).because(why).hint(
            format!(
                "what was there before is kept as {kept}; tm restore {kept} goes back to it; the disk may be failing"
            ),
        )
    }

    /// The same, naming the copy that was read if it is its damage.
    pub fn in_copy(self, path: &Path) -> Failure {
        if self.what == DAMAGED { Failure::damaged_copy(path, self.why.join(": ")) } else { self }
    }

    /// A purge that nobody agreed to.
    pub fn needs_consent() -> Failure {
        Failure::new("a purge cannot be undone, and there is nobody to ask")
            .because("standard input is no terminal")
            .hint("-n shows what would go; --yes goes on without asking; nothing was changed")
    }

    /// The rows are gone, but the file may still hold what they said.
    pub fn not_wiped(why: &dyn fmt::Display) -> Failure {
        Failure::new("parts of the text may still be in the file of the memory")
            .because(why)
            .hint("close every other tm, see that the disk is not full and run the same command again")
    }

    /// Another program writes to the memory.
    pub fn busy() -> Failure {
        Failure::new("cannot write the memory")
            .because("another tm has been writing to it for more than a minute")
            .hint("wait until it has finished and run the same command again; nothing was changed")
    }

    /// An export that would destroy the settings.
    pub fn would_overwrite_settings(path: &Path) -> Failure {
        Failure::new(format!("cannot write {}", path.display()))
            .because("it holds the settings of the group")
            .hint("choose another name")
    }

    /// `tm init` where there is something already.
    pub fn already_there(path: &Path) -> Failure {
        Failure::new(format!("{} is there already", path.display()))
            .hint("tm config shows what it says; remove it to start anew")
    }

    /// A file that cannot be written.
    pub fn unwritable(path: &Path, error: &io::Error) -> Failure {
        let failure = Failure::new(format!("cannot write {}", path.display()));
        match error.kind() {
            io::ErrorKind::StorageFull => {
                failure.because("the disk is full").hint("free some space and run the same command again")
            }
            io::ErrorKind::FileTooLarge | io::ErrorKind::QuotaExceeded => failure
                .because("no file may grow that large here, or your share of the disk is used up")
                .hint("write to another disk, or free some space and run the same command again"),
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => failure
                .because("you may not write there")
                .hint("choose another folder; - writes to standard output"),
            io::ErrorKind::NotFound => {
                failure.because("there is no such folder").hint("make the folder first, or choose another")
            }
            io::ErrorKind::IsADirectory => {
                failure.because("it is a folder").hint("name a file in it, such as union.tmx")
            }
            _ => failure.because(error),
        }
    }

    /// An export whose name says no format.
    pub fn unknown_export(name: &str) -> Failure {
        Failure::new(format!("cannot tell what to write to {name}"))
            .because("its name ends in none of .tmx, .csv and .jsonl")
            .hint("give --format tmx, csv or jsonl")
    }

    /// tm.toml does not say what it should.
    pub fn settings(path: &Path, why: impl fmt::Display) -> Failure {
        Failure::new(format!("cannot read {}", path.display()))
            .because(why)
            .hint("it holds lines such as source = \"fa\" and target = [\"en\", \"de\"]")
    }

    /// Segmentation rules that cannot be used.
    pub fn rules(name: &str, why: impl fmt::Display) -> Failure {
        Failure::new(format!("cannot use the segmentation rules {name}"))
            .because(why)
            .hint("--srx takes an SRX 2.0 file; without it the built-in rules are used")
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Failure {
        match &error {
            StoreError::Sqlite(error) => Failure::from_sqlite(error),
            StoreError::Damaged { .. } | StoreError::DamagedName => Failure::new(DAMAGED)
                .because(error)
                .hint("tm doctor says what is wrong; tm restore BACKUP puts a backup in its place"),
            _ => Failure::new("the memory refused the change")
                .because(error)
                .hint("nothing was changed; tm doctor looks for what is wrong with the memory"),
        }
    }
}

impl From<tm::detail::DetailError> for Failure {
    fn from(error: tm::detail::DetailError) -> Failure {
        Failure::new("the memory is damaged")
            .because(error)
            .hint("tm doctor says what is wrong; tm restore BACKUP puts a backup in its place")
    }
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Failure {
        Failure::from_sqlite(&error)
    }
}

impl Failure {
    fn from_sqlite(error: &rusqlite::Error) -> Failure {
        use rusqlite::ErrorCode;
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Failure::new("cannot write the memory")
                .because("the disk is full")
                .hint("nothing was changed; free some space and run the same command again"),
            Some(ErrorCode::SystemIoFailure) => Failure::new("cannot write the memory")
                .because("the disk refuses to read or write: it is full, damaged or gone")
                .hint("nothing was changed; look at the disk and run the same command again"),
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                Failure::new("cannot write the memory")
                    .because("the file or its folder may only be read")
                    .hint("copy the memory to a folder you may write to and name it with --db")
            }
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Failure::busy(),
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Failure::new(DAMAGED)
                .because(error)
                .hint("tm doctor says what is wrong; tm restore BACKUP puts a backup in its place"),
            _ => Failure::new("the memory does not answer")
                .because(error)
                .hint("nothing was changed; tm doctor looks for what is wrong with the memory"),
        }
    }
}

/// Errors of our own output; those of files are named where the file is known.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        let mut failure = Failure::unwritable(Path::new("the output"), &error);
        failure.output = Some(error.kind());
        failure
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error: {}", self.what)?;
        for why in &self.why {
            write!(f, "\n  caused by: {why}")?;
        }
        if let Some(hint) = &self.hint {
            write!(f, "\n  hint: {hint}")?;
        }
        Ok(())
    }
}
