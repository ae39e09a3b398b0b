//! The Markdown summary of a CI step, to which each program adds its own.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use anyhow::Context as _;

use crate::file::read::plain;
use crate::format::markdown;
use crate::load::Failure;
use crate::page::answer::Page;

use super::common::Global;

/// GitHub drops a summary of over 1,024 KiB whole, whoever wrote it.
const MOST: usize = 1_000_000;

/// A summary that can be added to.
pub(super) struct Summary<'a> {
    path: &'a Path,
    file: fs::File,
    /// What is to be written first, so that the page starts after a blank line.
    gap: &'static str,
    room: usize,
}

impl<'a> Summary<'a> {
    /// Opens the file, or makes it; nothing is written yet.
    pub(super) fn open(path: &'a Path) -> anyhow::Result<Self> {
        let cannot = |error: &std::io::Error| {
            let message = format!("cannot add to `{}`: {}", path.display(), plain(error));
            Failure::new(message, "--summary wants a file, such as \"$GITHUB_STEP_SUMMARY\"")
        };
        let before = match fs::read(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => Vec::new(),
            read => read.map_err(|error| cannot(&error))?,
        };
        let file = OpenOptions::new().append(true).create(true).open(path);
        let file = file.map_err(|error| cannot(&error))?;
        let gap = match before.as_slice() {
            [] | [.., b'\n', b'\n'] => "",
            [.., b'\n'] => "\n",
            _ => "\n\n",
        };
        let room = MOST.saturating_sub(before.len() + gap.len());
        Ok(Self { path, file, gap, room })
    }

    /// Adds a page, or as many of its rows as there is room for.
    pub(super) fn add(mut self, page: &Page<'_>, global: &Global) -> anyhow::Result<()> {
        let Some(text) = markdown::within(page, self.room) else {
            global.note(&format!("nothing was added to `{}`: it is full", self.path.display()));
            return Ok(());
        };
        self.file
            .write_all(format!("{}{text}", self.gap).as_bytes())
            .with_context(|| format!("cannot add to `{}`", self.path.display()))
    }
}
