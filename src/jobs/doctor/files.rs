//! Where the memory lies: who may read it, how much room there is, what was left behind.

use std::fs;
use std::path::Path;

use rusqlite::Connection;

use super::Check;
use crate::settings::{Origin, Settings};
use crate::ui::text::counted;
use crate::workspace::copy::log_length;
use crate::workspace::index::{Examined, Files};
use crate::workspace::{TEMPORARY, folder_of, list_of};

/// Room that any write needs, in bytes: SQLite's log and index pages of a small import.
const LITTLE: u64 = 16 << 20;

/// Checks that need no look into the file. They come first: opening makes helper files for a while.
pub(super) fn before_opening(path: &Path) -> Vec<Check> {
    let mut checks = Vec::new();
    #[cfg(unix)]
    checks.extend(unix::checks(path));
    checks.push(log(path));
    checks.push(left_over(folder_of(path)));
    checks
}

fn log(path: &Path) -> Check {
    let bytes = log_length(path);
    if bytes > 0 {
        return Check::note(
            "log",
            format!("the -wal file holds {} KiB that are not in the memory file yet", bytes.div_ceil(1024)),
            "another tm is at work or was killed; the next write takes it in: copy both files or none (tm backup does)",
        );
    }
    Check::ok("log", "nothing waits in the -wal file")
}

fn left_over(folder: &Path) -> Check {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|name| name.starts_with(TEMPORARY)).collect();
    names.sort();
    if names.is_empty() {
        return Check::ok("leftovers", "no unfinished files lie beside it");
    }
    let count = names.len() as u64;
    Check::problem(
        "leftovers",
        format!("unfinished files of programs that were killed: {}", names.join(", ")),
        "delete them when no other tm is at work; they hold texts",
    )
    .counted(count)
}

/// How the index of each source language is; none where there is no file of one.
pub(super) fn index(path: &Path, connection: &Connection) -> Vec<Check> {
    match Files::of(path).examine(connection) {
        Ok(found) => found.iter().map(of_index).collect(),
        Err(error) => vec![Check::note("index", format!("it cannot be compared: {error}"), RENEWED)],
    }
}

/// Nothing has to be done about an index.
const RENEWED: &str = "the next tm suggest makes it anew";

fn of_index(found: &Examined) -> Check {
    let Examined { source, texts, bytes, unusable, behind, is_due } = found;
    let size = format!("{} in {source}, {} KB", counted(*texts as u64, "text"), bytes.div_ceil(1000));
    if *unusable > 0 {
        let files = counted(*unusable as u64, "file");
        return Check::note(
            "index",
            format!("{files} of {source} of no use: damaged, or of another state"),
            RENEWED,
        );
    }
    match (behind, is_due) {
        (0, _) => Check::ok("index", format!("it has everything: {size}")),
        (n, false) => {
            let units = counted(*n as u64, "unit");
            Check::ok("index", format!("{size}; {units} newer or changed, indexed at each start"))
        }
        (n, true) => {
            let found = format!("{size}; {} newer or changed", counted(*n as u64, "unit"));
            Check::note("index", found, "the next tm suggest takes them in")
        }
    }
}

/// What was found of settings.
pub(super) fn settings(settings: &Settings) -> Vec<Check> {
    let targets = match settings.targets.value.as_slice() {
        [] => "all languages".to_owned(),
        some => list_of(some),
    };
    let pair =
        format!("from {} into {targets} (source from {})", settings.source.value, settings.source.origin);
    let file = [
        settings.db.as_ref().map(|db| &db.origin),
        Some(&settings.source.origin),
        Some(&settings.targets.origin),
    ];
    let file = file.into_iter().flatten().find_map(|origin| match origin {
        Origin::File(path) => Some(path.display().to_string()),
        _ => None,
    });
    let same = settings.targets.value.iter().any(|target| target.accepts(&settings.source.value));
    let pair = if same {
        Check::problem(
            "languages",
            format!("{pair}: one language on both sides"),
            "correct -s, -t, $TM_PAIR or tm.toml",
        )
    } else {
        Check::ok("languages", pair)
    };
    let found = file.map_or("no tm.toml is used".to_owned(), |file| format!("{file} can be read"));
    vec![Check::ok("settings", found), pair]
}

#[cfg(unix)]
mod unix {
    use std::fs;
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::path::Path;

    use rustix::fs::{Access, access};

    use super::{Check, LITTLE, folder_of};
    use crate::workspace::room;

    pub(super) fn checks(path: &Path) -> Vec<Check> {
        let Ok(file) = fs::metadata(path) else { return Vec::new() };
        let mut checks = vec![permissions(path, &file), owner(path, &file)];
        checks.extend(folder(folder_of(path)));
        checks.push(writable(path));
        checks.extend(room(path, file.len()));
        checks
    }

    fn permissions(path: &Path, file: &fs::Metadata) -> Check {
        let mode = file.permissions().mode() & 0o777;
        if mode & 0o077 == 0 {
            return Check::ok("permissions", "only its owner may read it");
        }
        let found = format!("others on this computer may open it (mode {mode:o})");
        Check::problem("permissions", found, format!("chmod 600 {}", path.display()))
    }

    fn owner(path: &Path, file: &fs::Metadata) -> Check {
        if file.uid() == rustix::process::geteuid().as_raw() {
            return Check::ok("owner", "it is yours");
        }
        let found = format!("it belongs to another user (number {})", file.uid());
        Check::problem(
            "owner",
            found,
            format!("chown it to yourself, or work with a copy of {}", path.display()),
        )
    }

    fn folder(folder: &Path) -> Option<Check> {
        let mode = fs::metadata(folder).ok()?.permissions().mode();
        let name = folder.display();
        // Others may write, and no sticky bit keeps them from replacing what is not theirs.
        if mode & 0o022 != 0 && mode & 0o1000 == 0 {
            let found =
                format!("others on this computer may replace files in its folder (mode {:o})", mode & 0o777);
            return Some(Check::problem("folder", found, format!("chmod 700 {name}")));
        }
        if mode & 0o055 != 0 {
            let found = "others on this computer see its name, size and day, not what is in it";
            return Some(Check::note("folder", found, format!("chmod 700 {name} hides these too")));
        }
        Some(Check::ok("folder", "only you may look into its folder"))
    }

    fn writable(path: &Path) -> Check {
        if access(path, Access::WRITE_OK).is_ok() && access(folder_of(path), Access::WRITE_OK).is_ok() {
            return Check::ok("medium", "it can be written to");
        }
        Check::note(
            "medium",
            "the file or its folder may only be read",
            "copy it to a folder you may write to before you add to it",
        )
    }

    fn megabytes(bytes: u64) -> u64 {
        bytes / 1_000_000
    }

    fn room(path: &Path, bytes: u64) -> Option<Check> {
        let free = room::available(path)?;
        // A large import or a purge writes the whole file once more into its log.
        let wanted = bytes.saturating_mul(2).saturating_add(LITTLE);
        if free >= wanted {
            return Some(Check::ok("room", format!("{} MB are free", megabytes(free))));
        }
        let found = format!(
            "only {} MB are free, a large import or a purge needs {}",
            megabytes(free),
            wanted.div_ceil(1_000_000)
        );
        Some(Check::problem("room", found, "free some space, or move the memory to a larger disk"))
    }
}
