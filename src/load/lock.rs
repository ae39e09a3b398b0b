//! fmti.lock: what editions are scored with, written down; and whether that is still so.

use std::path::{Path, PathBuf};

use crate::model::diagnostic::{Code, Diagnostic, Place, Severity};
use crate::model::lock::{Difference, Lock, Locked};
use crate::model::{Id, Index};

use super::keys::lock::{CATALOG, EDITION, LOCK};
use crate::file::fields::Fields;
use crate::file::node::{Kind, Node};
use crate::file::problems::{self, Doc, Report};
use crate::file::reach::Links;
use crate::file::read::display;

/// The file's name.
pub const NAME: &str = "fmti.lock";

/// The one version there is. Another canonical form of what is hashed (`load/fingerprint.rs`) makes
/// another: old hashes say nothing about it.
pub const VERSION: u32 = 1;

/// Understands a lock. A part of one would be none, so any problem refuses it.
///
/// # Errors
/// Everything that is wrong with it.
pub fn load(doc: &Doc) -> Result<Lock, Vec<Diagnostic>> {
    let mut report = Report::of(doc);
    let lock = lock(doc, &mut report);
    match (lock, report.finish()) {
        (Some(lock), problems) if problems.is_empty() => Ok(lock),
        (_, problems) => Err(problems),
    }
}

fn lock(doc: &Doc, report: &mut Report<'_>) -> Option<Lock> {
    // First of all: the other keys of a later version are not for this one to judge.
    if let Some((_, Node { kind: Kind::Scalar(version), span })) = doc.root.entry("version")
        && version.text != VERSION.to_string()
    {
        let message = format!("`version` cannot be `{}`", problems::show(&version.text));
        let hint = format!("this program reads version {VERSION}; a later one may read this");
        report.error(Code::UnknownValue, *span, message, Some(hint));
        return None;
    }
    let fields = Fields::open(&doc.root, &LOCK, report)?;
    let version = fields.get("version");
    version.and_then(|node| problems::text(node, "`version`", report));
    let editions = fields.get("editions")?;
    let mut lock = Lock::default();
    for (key, node) in problems::entries(editions, "`editions`", Code::DuplicateId, report)? {
        let id = problems::parse_id(&key.text, key.span, "the edition", report);
        let locked = locked(node, report);
        if let (Some(id), Some(locked)) = (id, locked) {
            lock.editions.insert(id, locked);
        }
    }
    Some(lock)
}

fn locked(node: &Node, report: &mut Report<'_>) -> Option<Locked> {
    let fields = Fields::open(node, &EDITION, report)?;
    let catalog = fields.get("catalog");
    let catalog = catalog.and_then(|node| {
        let fields = Fields::open(node, &CATALOG, report)?;
        let id = fields.get("id");
        let id = id.and_then(|node| problems::id(node, "the catalog", report));
        let hash = fields.get("sha256");
        let hash = hash.and_then(|node| sha256(node, "`sha256`", report));
        Some((id?, hash?))
    });
    let indicators = fields.get("indicators");
    let indicators = indicators
        .and_then(|node| problems::entries(node, "`indicators`", Code::DuplicateId, report))
        .unwrap_or_default()
        .into_iter()
        .filter_map(|(key, node)| {
            let id = problems::parse_id(&key.text, key.span, "the indicator", report);
            let hash = sha256(node, &format!("`{}`", problems::show(&key.text)), report);
            Some((id?, hash?))
        })
        .collect();
    let (catalog, sha256) = catalog?;
    Some(Locked { catalog, sha256, indicators })
}

fn sha256(node: &Node, what: &str, report: &mut Report<'_>) -> Option<String> {
    let text = problems::text(node, what, report)?;
    if text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
        return Some(text);
    }
    let message = format!("{what}: `{}` is not a SHA-256", problems::show(&text));
    let hint = "64 characters of 0-9 and a-f, as `fmti lock` writes them";
    report.error(Code::BadHash, node.span, message, Some(hint.into()));
    None
}

/// Where the lock of an edition belongs: beside its edition.yaml; here, if it is built in.
pub fn home(folder: Option<&Path>) -> PathBuf {
    match folder {
        Some(folder) if folder != Path::new(".") => folder.join(NAME),
        _ => PathBuf::from(NAME),
    }
}

/// How firmly an edition is held to a lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold<'a> {
    /// To the one beside it, if there is one; differences are worth a warning.
    IfLocked,
    /// To the one beside it, else the one here; there must be one.
    Locked,
    /// To this one, which the user named.
    To(&'a Path),
}

/// What came of holding an edition to a lock.
#[derive(Debug)]
pub struct Held {
    /// The lock, if one was found.
    pub file: Option<PathBuf>,
    /// Why the edition does not hold to it.
    pub problems: Vec<Diagnostic>,
    /// What writes it anew.
    pub command: String,
}

/// Holds the edition of a folder, or a built-in one, to its lock.
pub fn hold(index: &Index, folder: Option<&Path>, hold: Hold<'_>, links: Links) -> Held {
    let home = home(folder);
    let homes = match hold {
        Hold::IfLocked => vec![home.clone()],
        Hold::Locked => vec![home.clone(), PathBuf::from(NAME)],
        Hold::To(path) => vec![path.to_path_buf()],
    };
    // A link that leads nowhere is there too, and is reported when it is read.
    let file = homes.iter().find(|path| path.symlink_metadata().is_ok()).cloned();
    let edition = &index.edition.id;
    // What writes the very file that is held to.
    let named = folder.map_or_else(|| edition.to_string(), display);
    let mut command = format!("fmti lock {named}");
    let at = file.as_ref().unwrap_or(&homes[0]);
    if *at != home {
        command += &format!(" --lock {}", display(at));
    }
    let read = |file: &Path| match (hold, folder) {
        (Hold::To(_), _) => Doc::named(file),
        (_, Some(folder)) if *file == home => Doc::found(file, folder, links),
        _ => Doc::found(file, Path::new("."), links),
    };
    let mut problems = match &file {
        Some(file) => match read(file).map_err(|problem| vec![*problem]) {
            Ok(doc) => against(&doc, index, &command),
            Err(problems) => problems,
        },
        None if hold == Hold::IfLocked => Vec::new(),
        None => {
            let place = Place { path: display(&homes[0]), spot: None };
            let message = format!("there is no lock for edition {edition}");
            let problem = Diagnostic::error(Code::LockMissing, message, place);
            vec![problem.hint(format!("`{command}` makes one"))]
        }
    };
    if hold == Hold::IfLocked {
        let loose = |code| matches!(code, Code::LockMismatch | Code::LockMissing);
        for problem in problems.iter_mut().filter(|problem| loose(problem.code)) {
            problem.severity = Severity::Warning;
        }
    }
    Held { file, problems, command }
}

/// Whether an edition is what the lock beside it says; without one it is not.
pub fn is_held(index: &Index, folder: Option<&Path>, links: Links) -> bool {
    let held = hold(index, folder, Hold::IfLocked, links);
    held.file.is_some() && held.problems.is_empty()
}

/// What is wrong with a lock, or with an edition by it. `command` would lock it anew.
fn against(doc: &Doc, index: &Index, command: &str) -> Vec<Diagnostic> {
    let lock = match load(doc) {
        Ok(lock) => lock,
        Err(problems) => return problems,
    };
    let edition = &index.edition.id;
    let Some(locked) = lock.editions.get(edition) else {
        let known: Vec<&str> = lock.editions.keys().map(Id::as_str).collect();
        let known = if known.is_empty() { "none".into() } else { problems::some_of(&known) };
        let message = format!("edition {edition} is not locked here; locked: {known}");
        let problem = Diagnostic::error(Code::LockMissing, message, place(doc, &["editions"]));
        return vec![problem.hint(format!("`{command}` adds it"))];
    };
    let found = locked.differences(&Locked::of(index));
    let problem = |alike: &[Difference]| {
        let ids: Vec<&str> =
            alike.iter().filter_map(Difference::indicator).map(Id::as_str).collect();
        let since = format!("since edition {edition} was locked");
        let (within, message): (&[&str], String) = match &alike[0] {
            Difference::Catalog(was) => (
                &["catalog", "id"],
                format!("edition {edition} was locked with catalog `{was}`, and asks another now"),
            ),
            Difference::Other => (
                &["catalog", "sha256"],
                format!(
                    "{since}, only names, headings, themes, counterparts or the scale changed: \
                     each indicator asks what it asked"
                ),
            ),
            Difference::Added(_) => {
                (&["indicators"], format!("added {since}: {}", problems::some_of(&ids)))
            }
            Difference::Changed(_) | Difference::Removed(_) | Difference::Moved(_) => (
                &["indicators", ids[0]],
                format!("{} {since}: {}", alike[0].kind(), problems::some_of(&ids)),
            ),
        };
        let within = [&["editions", edition.as_str()], within].concat();
        Diagnostic::error(Code::LockMismatch, message, place(doc, &within))
            .hint(format!("`{command}` accepts it"))
            .about(format!("{edition} {}", alike[0].kind()))
    };
    found.chunk_by(|a, b| a.kind() == b.kind()).map(problem).collect()
}

/// The place of a key, by the keys on the way to it.
fn place(doc: &Doc, way: &[&str]) -> Place {
    let mut place = doc.file.place();
    let mut node = &doc.root;
    for name in way {
        let Some((key, below)) = node.entry(name) else { break };
        place = doc.file.at(key.span);
        node = below;
    }
    place
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file::source::SourceFile;

    fn read(text: &str) -> Result<Lock, Vec<Diagnostic>> {
        load(&Doc::parse(SourceFile::new(NAME, text)).map_err(|problem| vec![*problem])?)
    }

    #[test]
    fn a_built_in_edition_holds_to_its_own_lock_alone() {
        let index = |id| crate::load::index::builtin_edition(id).unwrap().index.unwrap();
        let mut lock = Lock::default();
        lock.editions.insert(Id::parse("2024").unwrap(), Locked::of(&index("2024")));
        lock.editions.insert(Id::parse("2025").unwrap(), Locked::of(&index("2024")));
        let doc = Doc::parse(SourceFile::new(NAME, crate::write::lock::lock(&lock))).unwrap();
        let found = |id| {
            let problems = against(&doc, &index(id), "fmti lock");
            problems.into_iter().map(|p| (p.code, p.message)).collect::<Vec<_>>()
        };
        assert_eq!(found("2024"), []);
        assert_eq!(
            found("2023"),
            [(
                Code::LockMissing,
                "edition 2023 is not locked here; locked: `2024`, `2025`".to_owned()
            )]
        );
        let other = found("2025");
        assert!(other.iter().all(|(code, _)| *code == Code::LockMismatch));
        let begins: Vec<&str> = other.iter().map(|(_, m)| m.split(' ').next().unwrap()).collect();
        // The catalogs share some ids, and ask anew under them.
        assert_eq!(begins, ["edition", "changed", "added", "removed", "moved"]);
    }

    fn codes(text: &str) -> Vec<(Code, usize)> {
        let line = |p: &Diagnostic| p.place.spot.as_ref().map_or(0, |spot| spot.line);
        read(text).unwrap_err().iter().map(|p| (p.code, line(p))).collect()
    }

    #[test]
    fn every_problem_is_located() {
        let hash = "0".repeat(64);
        let text = format!(
            "version: 1\neditions:\n  A:\n    catalog: {{id: lab-1, sha256: {hash}}}\n    \
             indicators: {{}}\n  b:\n    catalog: {{id: ../x, sha: 1}}\n    indicators:\n      \
             a: {hash}\n      b: F{hash}\n      a: {hash}\n  b: {{}}\n"
        );
        assert_eq!(
            codes(&text),
            [
                (Code::DuplicateId, 12),
                (Code::InvalidId, 3),
                (Code::UnknownKey, 7),
                (Code::MissingKey, 7),
                (Code::InvalidId, 7),
                (Code::DuplicateId, 11),
                (Code::BadHash, 10),
            ]
        );
        assert_eq!(codes("- a\n"), [(Code::WrongType, 1)]);
        assert_eq!(codes("version:\n"), [(Code::MissingKey, 1), (Code::MissingKey, 1)]);
        assert_eq!(
            codes("version: []\neditions: []\n"),
            [(Code::WrongType, 1), (Code::WrongType, 2)]
        );
        assert_eq!(codes("# nothing\n"), [(Code::EmptyFile, 0)]);
    }

    #[test]
    fn a_later_version_is_refused_for_that_alone() {
        assert_eq!(codes("versions: 1\nversion: 2\nlocks: 3\n"), [(Code::UnknownValue, 2)]);
    }

    #[test]
    fn upper_case_is_no_hash() {
        let text = |hash: &str| {
            format!(
                "version: 1\neditions:\n  a: {{catalog: {{id: b, sha256: {hash}}}, indicators: {{}}}}"
            )
        };
        assert!(read(&text(&"a".repeat(64))).is_ok());
        for bad in ["A".repeat(64), "a".repeat(63), "é".repeat(32), "x".repeat(1 << 16)] {
            assert_eq!(codes(&text(&bad)), [(Code::BadHash, 3)]);
        }
    }
}
