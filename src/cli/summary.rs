//! The Markdown summary of a CI step, to which each program adds its own.

use std::fs::{File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::path::Path;

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
    file: File,
    /// What is to be written first, so that the page starts after a blank line.
    gap: &'static str,
    room: usize,
    /// How long the file is before anything is added.
    length: u64,
}

impl<'a> Summary<'a> {
    /// Opens the file, or makes it; nothing is written yet.
    pub(super) fn open(path: &'a Path) -> anyhow::Result<Self> {
        let cannot = |error: &std::io::Error| {
            let message = format!("cannot add to `{}`: {}", path.display(), plain(error));
            Failure::new(message, "--summary wants a file, such as \"$GITHUB_STEP_SUMMARY\"")
        };
        // What is no file holds nothing that could be read back, and may never end.
        let is_file = path.metadata().is_ok_and(|kind| kind.is_file());
        let before = match is_file.then(|| File::open(path)) {
            None => Vec::new(),
            Some(opened) => {
                let mut before = Vec::new();
                let read = opened.and_then(|file| file.take(MOST as u64).read_to_end(&mut before));
                read.map_err(|error| cannot(&error))?;
                before
            }
        };
        let file = OpenOptions::new().append(true).create(true).open(path);
        let file = file.map_err(|error| cannot(&error))?;
        let gap = match before.as_slice() {
            [] | [.., b'\n', b'\n'] => "",
            [.., b'\n'] => "\n",
            _ => "\n\n",
        };
        let room = MOST.saturating_sub(before.len() + gap.len());
        let length = file.metadata().map_or(0, |file| file.len());
        Ok(Self { path, file, gap, room, length })
    }

    /// Adds a page, or as many of its rows as there is room for.
    pub(super) fn add(mut self, page: &Page<'_>, global: &Global) -> anyhow::Result<()> {
        let Some(text) = markdown::within(page, self.room) else {
            global.note(&format!("nothing was added to `{}`: it is full", self.path.display()));
            return Ok(());
        };
        let text = format!("{}{text}", self.gap);
        self.file.write_all(text.as_bytes()).map_err(|error| {
            // Half of an answer is taken back, unless somebody added more behind it.
            let length = self.file.metadata().map_or(0, |file| file.len());
            let added = length.saturating_sub(self.length);
            if added <= text.len() as u64 {
                let _ = self.file.set_len(self.length);
            }
            let shown = self.path.display();
            anyhow::Error::msg(format!("cannot add to `{shown}`: {}", plain(&error)))
        })
    }
}
