//! `tm`, the translation memory and glossary of small translation groups.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(workbench::run(std::env::args_os()))
}
