//! How CI systems call files: by their path from the top of the repository.

use std::path::{Component, Path, PathBuf};

use crate::file::read::display;

/// The top of the checked-out repository, if the CI system says where it is and the program runs
/// inside it; else the working directory.
pub(super) struct Top {
    here: PathBuf,
    top: PathBuf,
}

impl Top {
    /// As the environment has it: GitHub's and GitLab's names for the top.
    pub(super) fn find() -> Option<Self> {
        let here = std::env::current_dir().ok()?.canonicalize().ok()?;
        let named = ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"].into_iter().filter_map(std::env::var_os);
        let tops = named.filter_map(|path| Path::new(&path).canonicalize().ok());
        let top = tops.into_iter().find(|top| here.starts_with(top));
        Some(Self { top: top.unwrap_or_else(|| here.clone()), here })
    }

    /// The path from the top, with forward slashes, of a file as the user named it; what lies
    /// elsewhere keeps its name.
    pub(super) fn path(&self, shown: &str) -> String {
        let given = self.here.join(shown);
        // A link inside the repository is called by its own name, not by what it leads to.
        let plain = given.components().all(|part| part != Component::ParentDir);
        let whole = if plain && given.starts_with(&self.top) {
            Some(given)
        } else {
            given.canonicalize().ok()
        };
        let inside = whole.as_deref().and_then(|path| path.strip_prefix(&self.top).ok());
        match inside {
            // The top itself has no other name.
            Some(path) if path.as_os_str().is_empty() => ".".to_owned(),
            Some(path) => display(&path.components().collect::<PathBuf>()),
            None => shown.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_start_at_the_top() {
        let dir = tempfile::tempdir().unwrap();
        let top = dir.path().canonicalize().unwrap();
        let here = top.join("index");
        std::fs::create_dir_all(here.join("2026")).unwrap();
        std::fs::write(here.join("2026/acme.yaml"), "").unwrap();
        let at = Top { here: here.clone(), top: top.clone() };
        let whole = here.join("2026/acme.yaml").display().to_string();
        for shown in ["2026/acme.yaml", "./2026//acme.yaml", "../index/2026/acme.yaml", &whole] {
            assert_eq!(at.path(shown), "index/2026/acme.yaml", "{shown}");
        }
        assert_eq!(at.path("2026/gone.yaml"), "index/2026/gone.yaml");
        assert_eq!(at.path(".."), ".");
        let below = Top { here: here.clone(), top: here };
        assert_eq!(below.path("2026/acme.yaml"), "2026/acme.yaml");
        // Outside there is nothing it could be called from the top.
        let outside = top.display().to_string();
        assert_eq!(below.path(&outside), outside);
    }

    #[cfg(unix)]
    #[test]
    fn links_keep_their_names_inside_and_lead_inside_from_outside() {
        let dir = tempfile::tempdir().unwrap();
        let top = dir.path().canonicalize().unwrap().join("top");
        std::fs::create_dir(&top).unwrap();
        std::fs::write(top.join("a.yaml"), "").unwrap();
        std::os::unix::fs::symlink("a.yaml", top.join("b.yaml")).unwrap();
        std::os::unix::fs::symlink(&top, dir.path().join("link")).unwrap();
        let at = Top { here: top.clone(), top };
        assert_eq!(at.path("b.yaml"), "b.yaml");
        assert_eq!(at.path(&dir.path().join("link/a.yaml").display().to_string()), "a.yaml");
    }
}
