//! Which file of the crate uses which, read from the text of `use` lines and of paths in code.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A module's path, such as `load::catalog`.
pub(super) type Module = Vec<String>;

/// Every file of a folder that holds Rust, sorted.
pub(super) fn sources(folder: &Path) -> Vec<PathBuf> {
    let walk = walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.unwrap().into_path());
    let mut found: Vec<PathBuf> =
        walk.filter(|p| p.extension().is_some_and(|e| e == "rs")).collect();
    found.sort();
    found
}

/// The code of a file: comments and the tests at its end may speak of anything.
pub(super) fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let text = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let code = text.lines().map(|line| line.split("//").next().unwrap_or_default());
    code.collect::<Vec<_>>().join("\n")
}

fn module(path: &Path) -> Module {
    let inside = path.strip_prefix("src").unwrap().with_extension("");
    let mut parts: Module = inside.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    if parts.last().is_some_and(|last| matches!(last.as_str(), "mod" | "lib" | "main")) {
        parts.pop();
    }
    parts
}

/// Every file that stands for a module, with the modules it uses.
///
/// A parent that only declares or re-exports its children does not use them.
pub(super) fn arrows() -> BTreeMap<Module, BTreeSet<Module>> {
    let files = sources(Path::new("src"));
    let modules: BTreeSet<Module> =
        files.iter().map(|path| module(path)).filter(|m| !m.is_empty()).collect();
    let mut arrows = BTreeMap::new();
    for path in &files {
        let at = module(path);
        if at.is_empty() {
            continue;
        }
        let text = code(path);
        let found = paths(&text).into_iter().filter_map(|(path, exported)| {
            let to = resolve(&modules, &at, &path)?;
            let is_child = to.len() > at.len() && to.starts_with(&at);
            (to != at && !(exported && is_child)).then_some(to)
        });
        arrows.insert(at.clone(), found.collect());
    }
    arrows
}

/// Every path that a text names, groups taken apart, and whether it is exported.
fn paths(text: &str) -> Vec<(String, bool)> {
    let mut found = Vec::new();
    let mut rest = String::new();
    for statement in text.split_inclusive(';') {
        let Some(start) = use_at(statement) else {
            rest.push_str(statement);
            continue;
        };
        rest.push_str(&statement[..start]);
        let exported = statement[..start].trim_end().ends_with([')', 'b']);
        let tree: String = statement[start + 4..].split_whitespace().collect::<Vec<_>>().join(" ");
        let tree = tree.trim_end_matches(';');
        found.extend(expand(tree).into_iter().map(|path| (path, exported)));
    }
    for start in ["crate::", "super::"] {
        for (at, _) in rest.match_indices(start) {
            let end = rest[at..].find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':'));
            found.push((rest[at..].chars().take(end.unwrap_or(rest.len())).collect(), false));
        }
    }
    found
}

/// Where a `use` line begins.
fn use_at(statement: &str) -> Option<usize> {
    statement.match_indices("use ").map(|(at, _)| at).find(|at| {
        let before = statement[..*at].chars().next_back();
        before.is_none_or(char::is_whitespace)
    })
}

/// `a::{b, c::d}` names `a::b` and `a::c::d`.
fn expand(tree: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0;
    for c in tree.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    let mut out = Vec::new();
    for part in parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()) {
        match part.split_once('{') {
            Some((head, rest)) => {
                let inside = rest.trim_end().trim_end_matches('}');
                out.extend(expand(inside).into_iter().map(|path| format!("{head}{path}")));
            }
            None => out.push(part.split(" as ").next().unwrap_or_default().to_owned()),
        }
    }
    out
}

/// The module a path names or reaches into.
fn resolve(modules: &BTreeSet<Module>, at: &Module, path: &str) -> Option<Module> {
    let mut segments = path.split("::").map(str::trim).filter(|s| !s.is_empty()).peekable();
    let mut base = match segments.next()? {
        "crate" => Module::new(),
        "self" => at.clone(),
        "super" => {
            let mut base = at.clone();
            base.pop();
            while segments.next_if_eq(&"super").is_some() {
                base.pop();
            }
            base
        }
        _ => return None,
    };
    for segment in segments {
        base.push(segment.to_owned());
        if !modules.contains(&base) {
            base.pop();
            break;
        }
    }
    (!base.is_empty()).then_some(base)
}

/// A circle of modules that use each other, if there is one.
pub(super) fn circle(arrows: &BTreeMap<Module, BTreeSet<Module>>) -> Option<Vec<Module>> {
    let mut done = BTreeSet::new();
    for start in arrows.keys() {
        let mut trail = Vec::new();
        if let Some(found) = walk(arrows, start, &mut trail, &mut done) {
            return Some(found);
        }
    }
    None
}

fn walk(
    arrows: &BTreeMap<Module, BTreeSet<Module>>,
    at: &Module,
    trail: &mut Vec<Module>,
    done: &mut BTreeSet<Module>,
) -> Option<Vec<Module>> {
    if let Some(begin) = trail.iter().position(|seen| seen == at) {
        return Some(trail[begin..].to_vec());
    }
    if done.contains(at) {
        return None;
    }
    trail.push(at.clone());
    for next in arrows.get(at).into_iter().flatten() {
        if let Some(found) = walk(arrows, next, trail, done) {
            return Some(found);
        }
    }
    trail.pop();
    done.insert(at.clone());
    None
}

#[test]
fn groups_and_paths_are_read() {
    let text = "pub use a::b;\nuse crate::load::{doc, node::{self, Kind as K}};\nlet x = \
                crate::model::Id::parse(super::up::f());";
    let found: Vec<String> = paths(text).into_iter().map(|(path, _)| path).collect();
    for path in [
        "crate::load::doc",
        "crate::load::node::self",
        "crate::load::node::Kind",
        "crate::model::Id::parse",
        "super::up::f",
    ] {
        assert!(found.iter().any(|f| f == path), "{path} not in {found:?}");
    }
}
