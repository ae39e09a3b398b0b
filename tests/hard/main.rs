//! What a stranger's files, another run at the same time, or a signal can do: nothing.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

mod outputs;
mod reading;

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// The program, in a folder.
fn fmti(dir: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fmti"));
    command.current_dir(dir).args(arguments).stdin(Stdio::null());
    command
}

fn run(dir: &Path, arguments: &[&str]) -> Output {
    fmti(dir, arguments).output().unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

/// All that was said.
fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// An index `idx` with one valid disclosure, in a new folder.
fn index() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    assert!(run(dir.path(), &["new", "index", "idx", "-q"]).status.success());
    assert!(run(dir.path(), &["new", "disclosure", "acme", "--in", "idx", "-q"]).status.success());
    dir
}

fn write(path: impl AsRef<Path>, text: &str) {
    let path = path.as_ref();
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}
