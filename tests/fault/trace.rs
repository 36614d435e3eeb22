//! What the program asked the system to do with files, in order, as `strace` saw it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::files_of;
use crate::sandbox::Sandbox;

/// A file, whatever it is called.
pub type Inode = usize;

/// One change of the folder, or one word of the program.
#[derive(Debug, Clone)]
pub enum Step {
    Create(String, Inode),
    Write(Inode, usize, Vec<u8>),
    Truncate(Inode, usize),
    Sync(Inode),
    SyncFolder,
    Rename(String, String),
    Unlink(String),
    /// Text on standard error.
    Said(String),
    /// The program ended.
    Ended,
}

/// Whether programs can be watched here.
pub fn available() -> bool {
    let probe = Command::new("strace").args(["-f", "-o", "/dev/null", "true"]).output();
    let works = probe.is_ok_and(|output| output.status.success());
    if !works {
        eprintln!("skipped: strace is not here or may not watch programs; power cuts are not simulated");
    }
    works
}

/// Follows programs that work in one folder.
pub struct Recorder {
    folder: PathBuf,
    names: HashMap<String, Inode>,
    inodes: usize,
    open: HashMap<i64, Handle>,
    pub steps: Vec<Step>,
}

#[derive(Debug, Clone)]
enum Handle {
    File { inode: Inode, at: usize, append: bool },
    Folder,
    StandardError,
}

/// Calls that change files or say which file is meant.
const CALLS: &str = "openat,open,creat,close,dup,dup2,dup3,fcntl,lseek,write,pwrite64,writev,pwritev,pwritev2,\
    ftruncate,truncate,fallocate,fsync,fdatasync,sync_file_range,rename,renameat,renameat2,link,linkat,unlink,\
    unlinkat,copy_file_range,sendfile,splice";

impl Recorder {
    /// A recorder for a folder as it is now, all of it on the disk.
    pub fn new(folder: &Path) -> (Recorder, Vec<(String, Vec<u8>)>) {
        let files: Vec<_> = files_of(folder)
            .into_iter()
            .filter(|(name, _)| !is_shared_memory(name))
            .map(|(name, path)| (name, std::fs::read(path).unwrap()))
            .collect();
        let names = files.iter().enumerate().map(|(i, (name, _))| (name.clone(), i)).collect();
        let folder = folder.canonicalize().unwrap();
        let recorder =
            Recorder { folder, names, inodes: files.len(), open: HashMap::new(), steps: Vec::new() };
        (recorder, files)
    }

    /// Runs the program in the sandbox and appends what it did.
    pub fn run(&mut self, sandbox: &Sandbox, args: &[&str]) {
        let log = sandbox.path("home/trace");
        let mut command = Command::new("strace");
        let program = sandbox.command(args);
        command
            .args(["-f", "-xx", "-s", "1000000000", "-o"])
            .arg(&log)
            .args(["-e", &format!("trace={CALLS}")])
            .arg(program.get_program())
            .args(program.get_args())
            .current_dir(sandbox.path(""))
            .env_clear()
            .envs(program.get_envs().filter_map(|(name, value)| Some((name, value?))));
        let output = command.output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{args:?}: {said}");
        self.open = HashMap::from([(2, Handle::StandardError)]);
        let mut unfinished: HashMap<String, String> = HashMap::new();
        for line in std::fs::read_to_string(&log).unwrap().lines() {
            let (process, call) = line.split_once(char::is_whitespace).unwrap();
            let call = call.trim_start();
            if let Some(begun) = call.strip_suffix(" <unfinished ...>") {
                unfinished.insert(process.to_owned(), begun.to_owned());
            } else if let Some(rest) = call.strip_prefix("<... ") {
                let rest = rest.split_once("resumed>").unwrap().1;
                self.call(&(unfinished.remove(process).unwrap() + rest));
            } else if !call.starts_with("+++") && !call.starts_with("---") {
                self.call(call);
            }
        }
        self.steps.push(Step::Ended);
    }

    fn call(&mut self, line: &str) {
        let (call, result) = line.rsplit_once(" = ").unwrap_or_else(|| panic!("{line}"));
        let (name, args) = call.trim_end().strip_suffix(')').unwrap().split_once('(').unwrap();
        let result: i64 = match result.split_whitespace().next().unwrap() {
            hex if hex.starts_with("0x") => i64::from_str_radix(&hex[2..], 16).unwrap(),
            number => number.parse().unwrap_or(-1),
        };
        if result < 0 {
            return;
        }
        let args = arguments(args);
        let number = |i: usize| args[i].parse::<i64>().unwrap_or(-1);
        match name {
            "openat" => self.opened(&text(&args[1]), &args[2], result),
            "open" => self.opened(&text(&args[0]), &args[1], result),
            "close" => {
                self.open.remove(&number(0));
            }
            "dup" | "dup2" | "dup3" => self.duplicated(number(0), result),
            "fcntl" if args[1].starts_with("F_DUPFD") => self.duplicated(number(0), result),
            "fcntl" => {}
            "lseek" => {
                if let Some(Handle::File { at, .. }) = self.open.get_mut(&number(0)) {
                    *at = result as usize;
                }
            }
            "write" => self.written(number(0), &args[1], None, result),
            "pwrite64" => self.written(number(0), &args[1], Some(number(3) as usize), result),
            "writev" if !matches!(self.open.get(&number(0)), Some(Handle::File { .. })) => {}
            "ftruncate" => {
                if let Some(Handle::File { inode, .. }) = self.open.get(&number(0)) {
                    self.steps.push(Step::Truncate(*inode, number(1) as usize));
                }
            }
            "fsync" | "fdatasync" => match self.open.get(&number(0)) {
                Some(Handle::File { inode, .. }) => self.steps.push(Step::Sync(*inode)),
                Some(Handle::Folder) => self.steps.push(Step::SyncFolder),
                _ => {}
            },
            "rename" => self.renamed(&text(&args[0]), &text(&args[1])),
            "renameat" | "renameat2" => self.renamed(&text(&args[1]), &text(&args[3])),
            "unlink" => self.unlinked(&text(&args[0])),
            "unlinkat" => self.unlinked(&text(&args[1])),
            _ if self.touches_nothing(&args) => {}
            other => panic!("{other} is not simulated: {}", &line[..line.len().min(300)]),
        }
    }

    /// Whether a call with these arguments has nothing to do with our folder.
    fn touches_nothing(&self, args: &[String]) -> bool {
        let file = |arg: &String| arg.parse().is_ok_and(|fd: i64| self.open.contains_key(&fd));
        !args.iter().any(file)
            && !args.iter().any(|arg| arg.starts_with('"') && self.name(&text(arg)).is_some())
    }

    /// The name of a file in our folder.
    fn name(&self, path: &str) -> Option<String> {
        let path = self.folder.join(path);
        let parts: PathBuf = path.components().filter(|part| part.as_os_str() != ".").collect();
        let name = parts.strip_prefix(&self.folder).ok()?.to_str()?;
        (!name.is_empty() && !name.contains('/') && !is_shared_memory(name)).then(|| name.to_owned())
    }

    fn opened(&mut self, path: &str, flags: &str, fd: i64) {
        let whole = self.folder.join(path);
        if whole.is_dir() && whole.canonicalize().is_ok_and(|path| path == self.folder) {
            self.open.insert(fd, Handle::Folder);
            return;
        }
        let Some(name) = self.name(path).filter(|_| !flags.contains("O_DIRECTORY")) else {
            self.open.remove(&fd);
            return;
        };
        let inode = match self.names.get(&name) {
            Some(inode) => *inode,
            None => {
                assert!(flags.contains("O_CREAT"), "nobody made {name}");
                self.inodes += 1;
                self.names.insert(name.clone(), self.inodes - 1);
                self.steps.push(Step::Create(name, self.inodes - 1));
                self.inodes - 1
            }
        };
        if flags.contains("O_TRUNC") {
            self.steps.push(Step::Truncate(inode, 0));
        }
        self.open.insert(fd, Handle::File { inode, at: 0, append: flags.contains("O_APPEND") });
    }

    fn duplicated(&mut self, from: i64, to: i64) {
        match self.open.get(&from).cloned() {
            Some(handle) => self.open.insert(to, handle),
            None => self.open.remove(&to),
        };
    }

    fn written(&mut self, fd: i64, quoted: &str, place: Option<usize>, count: i64) {
        match self.open.get_mut(&fd) {
            Some(Handle::StandardError) => self.steps.push(Step::Said(text(quoted))),
            Some(Handle::File { inode, at, append }) => {
                assert!(!*append, "appending is not simulated");
                let mut bytes = bytes(quoted);
                bytes.truncate(count as usize);
                let place = place.unwrap_or_else(|| {
                    *at += bytes.len();
                    *at - bytes.len()
                });
                self.steps.push(Step::Write(*inode, place, bytes));
            }
            _ => {}
        }
    }

    fn renamed(&mut self, from: &str, to: &str) {
        let (Some(from), Some(to)) = (self.name(from), self.name(to)) else { return };
        let inode = self.names.remove(&from).unwrap();
        self.names.insert(to.clone(), inode);
        self.steps.push(Step::Rename(from, to));
    }

    fn unlinked(&mut self, path: &str) {
        let Some(name) = self.name(path) else { return };
        if self.names.remove(&name).is_some() {
            self.steps.push(Step::Unlink(name));
        }
    }

    /// The file that is called so now.
    pub fn inode(&self, name: &str) -> Option<Inode> {
        self.names.get(name).copied()
    }
}

/// SQLite makes this file anew at the first opening after a power cut; what was in it means nothing then.
fn is_shared_memory(name: &str) -> bool {
    name.ends_with("-shm")
}

/// The arguments of a call; commas inside of quotes, braces and brackets do not part them.
fn arguments(line: &str) -> Vec<String> {
    let (mut found, mut from, mut depth, mut quoted) = (Vec::new(), 0, 0, false);
    for (at, byte) in line.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'{' | b'[' if !quoted => depth += 1,
            b'}' | b']' if !quoted => depth -= 1,
            b',' if !quoted && depth == 0 => {
                found.push(line[from..at].trim().to_owned());
                from = at + 1;
            }
            _ => {}
        }
    }
    found.push(line[from..].trim().to_owned());
    found
}

/// `"\x6e\x61"` as bytes.
fn bytes(quoted: &str) -> Vec<u8> {
    let inner = quoted.trim_matches('"').as_bytes();
    assert!(!quoted.ends_with("..."), "the trace was cut short");
    let digit = |byte: u8| (byte as char).to_digit(16).unwrap() as u8;
    inner.as_chunks::<4>().0.iter().map(|[_, _, high, low]| digit(*high) << 4 | digit(*low)).collect()
}

fn text(quoted: &str) -> String {
    String::from_utf8_lossy(&bytes(quoted)).into_owned()
}
