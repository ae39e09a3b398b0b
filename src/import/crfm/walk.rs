//! The CSV files below a folder.

use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::file::reach::Links;
use crate::file::read::{display, plain};
use crate::model::diagnostic::{Code, Diagnostic, Place};

use super::Oddity;

/// What a walk found.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Files ending in .csv, in whatever case, by path.
    pub(super) files: Vec<PathBuf>,
    /// What could not be looked into though it may matter.
    pub(super) problems: Vec<Diagnostic>,
    /// What was passed by.
    pub(super) oddities: Vec<Oddity>,
}

/// The deepest folder that is looked into.
const MAX_DEPTH: usize = 12;

/// Walks a folder, following links to folders only where all are. Hidden files and folders are left alone: `.git`, `.DS_Store`,
/// and the `._` copies some systems make.
pub(super) fn walk(root: &Path, links: Links) -> Found {
    let mut found = Found::default();
    let visible = |entry: &DirEntry| {
        entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.')
    };
    let follow = links == Links::Followed;
    let walk = WalkDir::new(root).follow_links(follow).max_depth(MAX_DEPTH).sort_by_file_name();
    for entry in walk.into_iter().filter_entry(visible) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                found.cannot(root, &error);
                continue;
            }
        };
        let kind = entry.file_type();
        if kind.is_symlink() {
            let text = match entry.path().metadata() {
                Ok(to) if to.is_dir() => Some("a link to a folder: skipped"),
                Err(_) if !is_csv(entry.path()) => Some("a link that leads nowhere: skipped"),
                _ => None,
            };
            if let Some(text) = text {
                found.oddities.push(Oddity::new(display(entry.path()), text));
                continue;
            }
        }
        if kind.is_dir() || !is_csv(entry.path()) {
            continue;
        }
        // Where a link to a file leads is asked when it is read.
        if kind.is_file() || kind.is_symlink() {
            found.files.push(entry.into_path());
        } else {
            let text = "a pipe, socket or device, not a file: skipped";
            found.oddities.push(Oddity::new(display(entry.path()), text));
        }
    }
    found
}

impl Found {
    fn cannot(&mut self, root: &Path, error: &walkdir::Error) {
        let path = error.path().unwrap_or(root);
        let hidden = path.file_name().is_some_and(|n| n.to_string_lossy().starts_with('.'));
        if path != root && hidden {
            return;
        }
        let shown = display(path);
        if let Some(ancestor) = error.loop_ancestor() {
            let text = format!("a link back to {}, which contains it: skipped", display(ancestor));
            self.oddities.push(Oddity::new(shown, text));
            return;
        }
        let reason = error.io_error().map_or_else(|| "unknown reason".into(), plain);
        let dangling = error.io_error().is_some_and(|e| e.kind() == std::io::ErrorKind::NotFound);
        if dangling && !is_csv(path) {
            self.oddities.push(Oddity::new(shown, "a link that leads nowhere: skipped"));
            return;
        }
        let place = Place { path: shown, spot: None };
        let message = format!("cannot look into this: {reason}");
        self.problems.push(Diagnostic::error(Code::Unreadable, message, place));
    }
}

fn is_csv(path: &Path) -> bool {
    path.extension().is_some_and(|e| e.eq_ignore_ascii_case("csv"))
}
