//! What is in a folder: catalogs, editions, lists of developers, crosswalks.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::model::diagnostic::{Code, Diagnostic, Place};

use crate::file::read::display;

/// Why there is nothing to work on: no problem of one file, but of what was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Failure {
    /// What could not be done.
    pub message: String,
    /// What to do instead.
    pub hint: Option<String>,
}

impl Failure {
    /// A failure with a hint.
    pub fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { message: message.into(), hint: Some(hint.into()) }
    }
}

/// The deepest folder that is looked into.
const MAX_DEPTH: usize = 12;

/// What a walk found, every list sorted by path.
#[derive(Debug, Default)]
pub struct Survey {
    /// Folders with a catalog.yaml.
    pub catalogs: Vec<PathBuf>,
    /// Folders with an edition.yaml.
    pub editions: Vec<PathBuf>,
    /// Files called developers.yaml.
    pub developers: Vec<PathBuf>,
    /// YAML files in folders called `crosswalks`.
    pub crosswalks: Vec<PathBuf>,
    /// All YAML files, by folder.
    files: BTreeMap<PathBuf, Vec<PathBuf>>,
    /// What could not be walked.
    pub problems: Vec<Diagnostic>,
}

impl Survey {
    /// Walks a folder. Hidden folders and files are left alone. Links to files are read; links to
    /// folders are not followed, so that a walk stays in the folder and ends.
    pub fn of(root: &Path) -> Self {
        let mut survey = Self::default();
        let visible = |entry: &DirEntry| {
            entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.')
        };
        let walk = WalkDir::new(root).max_depth(MAX_DEPTH).sort_by_file_name();
        let mut walk = walk.into_iter();
        loop {
            let entry = match walk.next() {
                None => break,
                Some(Ok(entry)) => entry,
                Some(Err(error)) => {
                    survey.problems.push(walk_problem(root, &error));
                    continue;
                }
            };
            if !visible(&entry) {
                if entry.file_type().is_dir() {
                    walk.skip_current_dir();
                }
                continue;
            }
            if entry.path_is_symlink() && entry.depth() > 0 && entry.path().is_dir() {
                survey.problems.push(link_problem(entry.path()));
                continue;
            }
            if !is_yaml(entry.path()) || entry.depth() == 0 {
                continue;
            }
            if entry.file_type().is_dir() {
                // Reading it as a file says what is wrong with it.
                walk.skip_current_dir();
            }
            survey.add(entry.into_path());
        }
        survey
    }

    fn add(&mut self, path: PathBuf) {
        let folder = path.parent().map(Path::to_path_buf).unwrap_or_default();
        match stem(&path) {
            "catalog" => self.catalogs.push(folder),
            "edition" => self.editions.push(folder),
            "developers" => self.developers.push(path),
            _ => {
                if folder.file_name().is_some_and(|name| name == "crosswalks") {
                    self.crosswalks.push(path);
                } else {
                    self.files.entry(folder).or_default().push(path);
                }
            }
        }
    }

    /// The disclosure files of the edition in `folder`.
    pub fn disclosures(&self, folder: &Path) -> &[PathBuf] {
        self.files.get(folder).map_or(&[], Vec::as_slice)
    }

    /// The cards of the catalog in `folder`: the YAML files below it, outside of editions and other
    /// catalogs.
    pub fn cards(&self, folder: &Path) -> Vec<PathBuf> {
        let foreign = |dir: &Path| {
            dir.ancestors().take_while(|a| *a != folder).any(|a| {
                self.editions.iter().any(|e| e == a) || self.catalogs.iter().any(|c| c == a)
            })
        };
        self.files
            .iter()
            .filter(|(dir, _)| dir.starts_with(folder) && *dir != folder && !foreign(dir))
            .flat_map(|(_, files)| files.iter().cloned())
            .collect()
    }

    /// Nothing `fmti` knows.
    pub fn is_empty(&self) -> bool {
        self.catalogs.is_empty()
            && self.editions.is_empty()
            && self.developers.is_empty()
            && self.crosswalks.is_empty()
    }

    /// How many YAML files belong to no catalog, edition or crosswalk.
    pub fn yaml_files(&self) -> usize {
        self.files.values().map(Vec::len).sum()
    }
}

fn link_problem(path: &Path) -> Diagnostic {
    let place = Place { path: display(path), spot: None };
    Diagnostic::warning(Code::LinkNotFollowed, "a link to a folder is not followed", place)
        .hint("name the folder itself, or copy it here")
}

fn walk_problem(root: &Path, error: &walkdir::Error) -> Diagnostic {
    let path = display(error.path().unwrap_or(root));
    let place = Place { path, spot: None };
    let reason = error.io_error().map_or_else(|| "unknown reason".into(), crate::file::read::plain);
    Diagnostic::error(Code::Unreadable, format!("cannot look into this: {reason}"), place)
}

/// Whether a path ends in .yaml or .yml.
pub fn is_yaml(path: &Path) -> bool {
    path.extension()
        .is_some_and(|e| e.eq_ignore_ascii_case("yaml") || e.eq_ignore_ascii_case("yml"))
}

/// The file's name without extension.
pub fn stem(path: &Path) -> &str {
    path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default()
}

/// The folder that contains this one, also for `.` and a single relative name.
pub fn parent(path: &Path) -> PathBuf {
    match (path.file_name(), path.parent()) {
        (Some(_), Some(above)) if above.as_os_str().is_empty() => PathBuf::from("."),
        (Some(_), Some(above)) => above.to_path_buf(),
        _ => path.join(".."),
    }
}
