//! A disk that keeps for certain only what was synchronised, as POSIX promises and no more.
//!
//! Writes, truncations and changes of names that no sync has reached may be lost at a power cut, each for itself, in
//! any combination; a write may arrive sector by sector, and where a file grew without its bytes there may be rubbish.
//! A rename is atomic; a file's sync does not keep its name.

use std::collections::BTreeMap;
use std::path::Path;

use super::Random;
use super::trace::{Inode, Step};

/// Bytes that a disk writes at once: the smallest sector in use.
const SECTOR: usize = 512;

/// What a power cut leaves of what no sync has reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Nothing.
    Lost,
    /// All of it: as after a kill.
    Kept,
    /// Some of it.
    Mixed,
}

#[derive(Debug, Clone)]
enum Change {
    Write(usize, Vec<u8>),
    Truncate(usize),
}

#[derive(Debug, Default)]
struct File {
    safe: Vec<u8>,
    pending: Vec<Change>,
}

/// The disk.
#[derive(Debug, Default)]
pub struct Disk {
    files: BTreeMap<Inode, File>,
    safe_names: BTreeMap<String, Inode>,
    /// All names as the program sees them.
    names: BTreeMap<String, Inode>,
    pending_names: Vec<NameChange>,
}

#[derive(Debug, Clone)]
enum NameChange {
    Set(String, Inode),
    Moved(String, String, Inode),
    Gone(String),
}

impl Disk {
    pub fn new(files: &[(String, Vec<u8>)]) -> Disk {
        let names: BTreeMap<_, _> =
            files.iter().enumerate().map(|(i, (name, _))| (name.clone(), i)).collect();
        let files = files.iter().enumerate();
        let files = files.map(|(i, (_, bytes))| (i, File { safe: bytes.clone(), pending: Vec::new() }));
        Disk { files: files.collect(), safe_names: names.clone(), names, pending_names: Vec::new() }
    }

    pub fn step(&mut self, step: &Step) {
        match step {
            Step::Create(name, inode) => {
                self.names.insert(name.clone(), *inode);
                self.pending_names.push(NameChange::Set(name.clone(), *inode));
            }
            Step::Write(inode, at, bytes) => self.change(*inode, Change::Write(*at, bytes.clone())),
            Step::Truncate(inode, length) => self.change(*inode, Change::Truncate(*length)),
            Step::Sync(inode) => {
                let file = self.files.entry(*inode).or_default();
                let pending = std::mem::take(&mut file.pending);
                pending.iter().for_each(|change| apply(&mut file.safe, change));
            }
            Step::SyncFolder => {
                let pending = std::mem::take(&mut self.pending_names);
                pending.iter().for_each(|change| rename(&mut self.safe_names, change));
            }
            Step::Rename(from, to) => {
                let inode = self.names[from];
                self.name_change(NameChange::Moved(from.clone(), to.clone(), inode));
            }
            Step::Unlink(name) => self.name_change(NameChange::Gone(name.clone())),
            Step::Said(_) | Step::Ended => {}
        }
    }

    fn change(&mut self, inode: Inode, change: Change) {
        self.files.entry(inode).or_default().pending.push(change);
    }

    fn name_change(&mut self, change: NameChange) {
        rename(&mut self.names, &change);
        self.pending_names.push(change);
    }

    /// Cuts the power and lays what is left into an empty folder.
    pub fn cut(&self, fate: Fate, random: &mut Random, folder: &Path) {
        let mut names = self.safe_names.clone();
        // One likelihood for all makes cuts where nearly everything or nearly nothing arrived as likely as the rest.
        let percent = 10 + random.below(81);
        let arrives = |random: &mut Random| match fate {
            Fate::Lost => false,
            Fate::Kept => true,
            Fate::Mixed => random.below(100) < percent,
        };
        for change in &self.pending_names {
            if arrives(random) {
                rename(&mut names, change);
            }
        }
        for (name, inode) in names {
            let mut bytes = Vec::new();
            if let Some(file) = self.files.get(&inode) {
                bytes.clone_from(&file.safe);
                for change in &file.pending {
                    match change {
                        _ if arrives(random) => apply(&mut bytes, change),
                        Change::Write(at, new) if fate == Fate::Mixed => tear(&mut bytes, *at, new, random),
                        _ => {}
                    }
                }
            }
            std::fs::write(folder.join(name), bytes).unwrap();
        }
    }
}

fn rename(names: &mut BTreeMap<String, Inode>, change: &NameChange) {
    match change {
        NameChange::Set(name, inode) => {
            names.insert(name.clone(), *inode);
        }
        NameChange::Moved(from, to, inode) => {
            names.remove(from);
            names.insert(to.clone(), *inode);
        }
        NameChange::Gone(name) => {
            names.remove(name);
        }
    }
}

fn apply(bytes: &mut Vec<u8>, change: &Change) {
    match change {
        Change::Write(at, new) => {
            bytes.resize(bytes.len().max(at + new.len()), 0);
            bytes[*at..at + new.len()].copy_from_slice(new);
        }
        Change::Truncate(length) => bytes.resize(*length, 0),
    }
}

/// A write of which some sectors arrive, or only the length, or nothing.
fn tear(bytes: &mut Vec<u8>, at: usize, new: &[u8], random: &mut Random) {
    let kind = random.below(4);
    if kind == 0 {
        return;
    }
    let old = bytes.len();
    if old < at + new.len() {
        let rubbish = if kind == 1 { 0xA5 } else { 0 };
        bytes.resize(at + new.len(), rubbish);
    }
    let mut from = 0;
    while from < new.len() {
        let to = (((at + from) / SECTOR + 1) * SECTOR - at).min(new.len());
        if random.below(2) == 0 {
            bytes[at + from..at + to].copy_from_slice(&new[from..to]);
        }
        from = to;
    }
}
