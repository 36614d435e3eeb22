//! What each subcommand prints, where it goes and which code it ends with.

mod add;
mod care;
mod export;
mod find;
mod glossary;
mod holdback;
mod import;
mod init;
mod mark;
mod merge;
mod review;
mod scan;
mod segment;
mod selection;
mod suggest;
