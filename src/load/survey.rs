//! What is in a folder: catalogs, editions, lists of developers, crosswalks.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::model::diagnostic::{Code, Diagnostic, Place};

use super::layout::{self, Kind, is_yaml};
use crate::file::reach::Links;
use crate::file::read::display;

/// The deepest folder that is looked into.
const MAX_DEPTH: usize = 12;

/// What a walk found, every list sorted by path.
#[derive(Debug, Default)]
pub struct Survey {
    /// Where it began.
    root: PathBuf,
    /// Folders with a catalog.yaml.
    pub catalogs: Vec<PathBuf>,
    /// Folders with an edition.yaml.
    pub editions: Vec<PathBuf>,
    /// Files called developers.yaml.
    pub developers: Vec<PathBuf>,
    /// YAML files in folders called `crosswalks`.
    pub crosswalks: Vec<PathBuf>,
    /// All other YAML files, by folder.
    files: BTreeMap<PathBuf, Vec<PathBuf>>,
    /// Folders with an edition or a catalog.
    marked: HashSet<PathBuf>,
    /// What is not read though it looks as if it were to be, and why.
    unread: Vec<(PathBuf, &'static str)>,
    /// What could not be walked.
    pub problems: Vec<Diagnostic>,
}

impl Survey {
    /// Walks a folder. Hidden folders and files are left alone, and named where they look like part
    /// of an index. Whether a link to a file may be read is asked when it is read; links to folders
    /// are not followed, so that a walk stays in the folder and ends, unless all are.
    pub fn of(root: &Path, links: Links) -> Self {
        let mut survey = Self { root: root.to_path_buf(), ..Self::default() };
        let visible = |entry: &DirEntry| {
            entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.')
        };
        let follow = links == Links::Followed;
        let walk = WalkDir::new(root).follow_links(follow).max_depth(MAX_DEPTH).sort_by_file_name();
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
                survey.pass_by(entry.path());
                continue;
            }
            if entry.depth() == MAX_DEPTH && entry.file_type().is_dir() {
                survey.unread.push((entry.path().to_path_buf(), "folders this deep are not read"));
            }
            if !follow && entry.path_is_symlink() && entry.depth() > 0 && entry.path().is_dir() {
                survey.problems.push(link_problem(entry.path()));
                continue;
            }
            if entry.depth() == 0 {
                continue;
            }
            if !is_yaml(entry.path()) {
                if !entry.file_type().is_dir() {
                    survey.pass_by(entry.path());
                }
                continue;
            }
            if entry.file_type().is_dir() {
                // Reading it as a file says what is wrong with it.
                walk.skip_current_dir();
            }
            survey.add(entry.into_path());
        }
        survey.marked = survey.editions.iter().chain(&survey.catalogs).cloned().collect();
        survey.tell_of_unread();
        survey
    }

    fn add(&mut self, path: PathBuf) {
        let folder = path.parent().map(Path::to_path_buf).unwrap_or_default();
        let twice = match layout::kind(&path) {
            Kind::Catalog => once(&mut self.catalogs, folder),
            Kind::Edition => once(&mut self.editions, folder),
            Kind::Developers => {
                // A walk comes to both one after the other.
                let twin =
                    self.developers.last().is_some_and(|last| last.parent() == path.parent());
                self.developers.push(path.clone());
                twin
            }
            Kind::Crosswalk => {
                self.crosswalks.push(path);
                return;
            }
            Kind::Answers => {
                self.files.entry(folder).or_default().push(path);
                return;
            }
        };
        if twice {
            let message = format!("`{}` is read instead of this", display(&path));
            let place = Place { path: display(&path.with_extension("yaml")), spot: None };
            let problem = Diagnostic::error(Code::FileNotRead, message, place);
            self.problems.push(problem.hint("keep one of them"));
        }
    }

    fn pass_by(&mut self, path: &Path) {
        self.unread.extend(layout::unread(path).map(|why| (path.to_path_buf(), why)));
    }

    /// Names what stands in an edition or a catalog and is not read.
    fn tell_of_unread(&mut self) {
        let catalogs: HashSet<&Path> = self.catalogs.iter().map(PathBuf::as_path).collect();
        let marked = |dir: &Path| self.marked.contains(dir);
        let inside = |folder: &'_ Path| folder.starts_with(&self.root);
        let mut unread: Vec<(&Path, &str)> = Vec::new();
        for (path, why) in &self.unread {
            let home = path.parent().into_iter().flat_map(Path::ancestors);
            if home.take_while(|dir| inside(dir)).any(marked) {
                unread.push((path, why));
            }
        }
        for (folder, files) in &self.files {
            let mut above = folder.ancestors().take_while(|dir| inside(dir));
            let home = above.find(|dir| marked(dir)).filter(|home| home != folder);
            // Below an edition, and below no catalog nearer than it.
            if home.is_some_and(|home| !catalogs.contains(home)) {
                let why = "a disclosure stands beside its edition.yaml, not in a folder below it";
                unread.extend(files.iter().map(|path| (path.as_path(), why)));
            }
        }
        unread.sort_unstable();
        let warnings = unread.into_iter().map(|(path, why)| {
            let place = Place { path: display(path), spot: None };
            let message = format!("this file is not read: {why}");
            Diagnostic::warning(Code::FileNotRead, message, place)
                .hint("move or rename it if it is part of the index")
        });
        let warnings: Vec<Diagnostic> = warnings.collect();
        self.problems.extend(warnings);
    }

    /// The folder that what belongs to `folder` may not lead out of: where the walk began, or the
    /// folder itself if it lies elsewhere.
    pub fn bounds<'a>(&'a self, folder: &'a Path) -> &'a Path {
        if folder.starts_with(&self.root) { &self.root } else { folder }
    }

    /// The disclosure files of the edition in `folder`.
    pub fn disclosures(&self, folder: &Path) -> &[PathBuf] {
        self.files.get(folder).map_or(&[], Vec::as_slice)
    }

    /// The cards of the catalog in `folder`: the YAML files below it, outside of editions and other
    /// catalogs.
    pub fn cards(&self, folder: &Path) -> Vec<PathBuf> {
        let foreign = |dir: &Path| {
            let mut between = dir.ancestors().take_while(|above| *above != folder);
            between.any(|above| self.marked.contains(above))
        };
        // Sorted by path, what is below a folder stands together.
        self.files
            .range(folder.to_path_buf()..)
            .take_while(|(dir, _)| dir.starts_with(folder))
            .filter(|(dir, _)| *dir != folder && !foreign(dir))
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

/// Adds a folder, unless it was added last: whether it was.
fn once(folders: &mut Vec<PathBuf>, folder: PathBuf) -> bool {
    let twice = folders.last() == Some(&folder);
    if !twice {
        folders.push(folder);
    }
    twice
}

/// The folder that contains this one, also for `.` and a single relative name.
pub fn parent(path: &Path) -> PathBuf {
    match (path.file_name(), path.parent()) {
        (Some(_), Some(above)) if above.as_os_str().is_empty() => PathBuf::from("."),
        (Some(_), Some(above)) => above.to_path_buf(),
        _ => path.join(".."),
    }
}
