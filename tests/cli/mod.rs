//! What each subcommand prints, where it goes and which code it ends with.

mod add;
mod backup;
mod care;
mod check;
mod dedupe;
mod doctor;
mod elsewhere;
mod export;
mod find;
mod glossary;
mod glossary_edit;
mod holdback;
mod import;
mod init;
mod mark;
mod merge;
mod pretranslate;
mod purge;
mod repair;
mod review;
mod scan;
mod segment;
mod selection;
mod slips;
mod stats;
mod suggest;
