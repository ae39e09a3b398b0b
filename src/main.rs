//! The `fmti` program: see the library's documentation and `fmti --help`.

use std::process::ExitCode;

fn main() -> ExitCode {
    fmti::cli::run(std::env::args_os())
}
