//! What may stand where in an index. A later kind of file adds a line to `LAYOUT`.

use std::path::Path;

/// A kind of file that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The contents of a catalog.
    Catalog,
    /// What an edition is.
    Edition,
    /// Who developers are.
    Developers,
    /// How two catalogs relate.
    Crosswalk,
    /// A developer's disclosure beside an edition.yaml, or a card below a catalog.yaml.
    Answers,
}

/// By what a kind of file is told.
#[derive(Clone, Copy, Debug)]
enum Told {
    /// It has this name.
    Named(&'static str),
    /// It is in a folder of this name.
    In(&'static str),
    /// It is any other.
    Otherwise,
}

/// Every kind of YAML file, by what it is told; the first that fits.
const LAYOUT: [(Kind, Told); 5] = [
    (Kind::Catalog, Told::Named("catalog")),
    (Kind::Edition, Told::Named("edition")),
    (Kind::Developers, Told::Named("developers")),
    (Kind::Crosswalk, Told::In("crosswalks")),
    (Kind::Answers, Told::Otherwise),
];

/// Which kind of file a YAML file is.
pub fn kind(path: &Path) -> Kind {
    let folder = path.parent().and_then(Path::file_name);
    let fits = |told: &Told| match told {
        Told::Named(name) => path.file_stem().is_some_and(|stem| stem == *name),
        Told::In(name) => folder.is_some_and(|folder| folder == *name),
        Told::Otherwise => true,
    };
    LAYOUT.iter().find(|(_, told)| fits(told)).map_or(Kind::Answers, |(kind, _)| *kind)
}

/// Whether a disclosure of this name would be taken for another kind of file, on some systems if not
/// on all.
///
/// ```
/// use fmti::load::layout::is_reserved;
/// assert!(is_reserved("Developers"));
/// assert!(!is_reserved("ibm"));
/// ```
pub fn is_reserved(name: &str) -> bool {
    LAYOUT.iter().any(|(_, told)| matches!(told, Told::Named(of) if of.eq_ignore_ascii_case(name)))
}

/// Endings of files that are made of an index: what is called `ibm.html` would be the page of `ibm`.
const MADE: [&str; 10] = ["csv", "html", "json", "md", "png", "svg", "txt", "xlsx", "yaml", "yml"];

/// The id whose file this id would be called like, if it is called like one.
///
/// ```
/// use fmti::load::layout::file_of;
/// assert_eq!(file_of("ibm.html"), Some("ibm"));
/// assert_eq!(file_of("model-4.5"), None);
/// ```
pub fn file_of(id: &str) -> Option<&str> {
    id.rsplit_once('.').filter(|(_, ending)| MADE.contains(ending)).map(|(stem, _)| stem)
}

/// Whether a path ends in .yaml or .yml.
pub fn is_yaml(path: &Path) -> bool {
    path.extension()
        .is_some_and(|e| e.eq_ignore_ascii_case("yaml") || e.eq_ignore_ascii_case("yml"))
}

/// JSON that belongs to an index though it is not part of it: schemas for editors, baselines, and
/// what other tools want beside any data.
fn is_known_json(path: &Path, name: &str) -> bool {
    let folder = path.parent().and_then(Path::file_name);
    folder.is_some_and(|folder| folder == "schemas")
        || name.ends_with(".schema.json")
        || name.contains("baseline")
        || ["datapackage.json", "package.json", "package-lock.json", "renovate.json"]
            .contains(&name)
}

/// Hidden YAML files of other tools, and their folders, by how they begin.
const TOOLS: [&str; 20] = [
    ".git",
    ".vscode",
    ".idea",
    ".venv",
    ".appveyor",
    ".circleci",
    ".cirrus",
    ".codeclimate",
    ".codecov",
    ".drone",
    ".fmti-",
    ".gitlab-ci",
    ".golangci",
    ".markdownlint",
    ".mega-linter",
    ".pre-commit",
    ".prettierrc",
    ".readthedocs",
    ".travis",
    ".yamllint",
];

/// Whether a path is a folder with a YAML file in it.
fn holds_yaml(path: &Path) -> bool {
    let real = path.symlink_metadata().is_ok_and(|kind| kind.is_dir());
    real && path
        .read_dir()
        .is_ok_and(|mut all| all.any(|entry| entry.is_ok_and(|entry| is_yaml(&entry.path()))))
}

/// Why a file in an index is not read though it looks as if it were to be; nothing for what nobody
/// would expect to be read.
pub fn unread(path: &Path) -> Option<&'static str> {
    let name = path.file_name()?.to_string_lossy().to_lowercase();
    if name.starts_with('.') {
        let tool = TOOLS.iter().any(|tool| name.starts_with(tool));
        return ((is_yaml(path) || holds_yaml(path)) && !tool)
            .then_some("what is hidden is not read");
    }
    if is_yaml(path) {
        return None;
    }
    if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("json")) {
        return (!is_known_json(path, &name)).then_some("only YAML is read: end it in .yaml");
    }
    let almost = [".yaml", ".yml"].iter().any(|ending| name.contains(ending));
    almost.then_some("it does not end in .yaml")
}
