//! What Ctrl-C and a polite kill do: a write under way ends as if it had never begun, or as if nobody had asked.
//!
//! Nothing here is needed for safety, for a kill loses nothing either; but an interrupted command says what became of
//! it and leaves no temporary file and no large log behind.

use std::io::Write;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::failure::{EXIT_ERROR, Failure, Result};

/// How long a command has for ending by itself before it is ended: it may be waiting for its input.
const GRACE: Duration = Duration::from_secs(1);

/// Exit code of a program that Ctrl-C ended, as shells count: 128 + SIGINT. Only a second Ctrl-C gets it, when what
/// was asked for is done and only its report is left.
const EXIT_KILLED: i32 = 130;

static STATE: Mutex<State> = Mutex::new(State { phase: Phase::Undecided, temporary: None });

struct State {
    phase: Phase,
    /// The file that is being written beside the one it will replace.
    temporary: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// Nothing was changed yet.
    Undecided,
    /// Somebody wants the end.
    Asked,
    /// The command is ending.
    Ending,
    /// What was asked for is being made to stand, and will be reported.
    Decided,
    /// The same, and somebody wants the end.
    DecidedAndAsked,
}

fn state() -> MutexGuard<'static, State> {
    STATE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// From now on the command ends cleanly when it is interrupted.
pub fn listen() {
    // Where the system refuses, an interrupt is a kill as before.
    let _ = ctrlc::set_handler(interrupted);
}

/// Names a file to take away if the command has to be ended.
pub fn remove_at_end(temporary: PathBuf) {
    state().temporary = Some(temporary);
}

/// Between two records: is it time to end?
///
/// # Errors
/// Somebody interrupted the command.
pub fn check() -> Result<()> {
    let mut state = state();
    if state.phase == Phase::Undecided {
        return Ok(());
    }
    refuse(&mut state)
}

/// The last moment to interrupt: what comes now stands, and is reported.
///
/// # Errors
/// Somebody interrupted the command.
pub fn decide() -> Result<()> {
    let mut state = state();
    if state.phase == Phase::Undecided {
        state.phase = Phase::Decided;
    }
    refuse(&mut state)
}

fn refuse(state: &mut State) -> Result<()> {
    match state.phase {
        Phase::Asked | Phase::Ending => {
            state.phase = Phase::Ending;
            Err(Failure::interrupted())
        }
        _ => Ok(()),
    }
}

/// Runs in a thread of its own at every signal.
fn interrupted() {
    let mut now = state();
    match now.phase {
        Phase::Undecided => now.phase = Phase::Asked,
        Phase::Decided => now.phase = Phase::DecidedAndAsked,
        Phase::DecidedAndAsked => std::process::exit(EXIT_KILLED),
        Phase::Asked | Phase::Ending => {}
    }
    drop(now);
    std::thread::sleep(GRACE);
    let now = state();
    if now.phase == Phase::Asked {
        if let Some(temporary) = &now.temporary {
            let _ = std::fs::remove_file(temporary);
        }
        let _ = writeln!(std::io::stderr(), "{}", Failure::interrupted());
        std::process::exit(EXIT_ERROR.into());
    }
}
