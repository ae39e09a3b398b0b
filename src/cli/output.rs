//! Where a page goes: standard output, or files that appear whole or not at all.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::string::FromUtf8Error;

use anyhow::Context as _;
use clap::Args;
use clap::builder::PossibleValue;

use crate::load::reader::plain;
use crate::load::{Failure, nearest};
use crate::report::inert::inert;
use crate::report::page::Page;
use crate::report::{Format, Screen, ci, render};

use super::common::Global;
use super::paths::Top;
use super::summary::Summary;

/// Options for the form and place of the answer.
#[derive(Clone, Debug, Args)]
#[allow(clippy::struct_field_names, reason = "called as the flags are")]
pub(super) struct Output {
    /// How to write the answer [default: from the file's extension, or table]
    ///
    /// github, junit, sarif and gitlab show problems: they go with `check` and the gates of `diff`.
    #[arg(short, long, value_name = "FORMAT")]
    format: Option<Format>,
    /// Write to a file instead of the terminal; may be repeated, `-` is the terminal
    ///
    /// FORMAT=FILE says the format of one file: `-o gitlab=gl-code-quality.json`. A file that has
    /// such a name is `./FORMAT=FILE`.
    #[arg(short, long, value_name = "[FORMAT=]FILE")]
    output: Vec<PathBuf>,
    /// Also add the answer to a file in Markdown, such as `$GITHUB_STEP_SUMMARY`
    #[arg(long, value_name = "FILE")]
    summary: Option<PathBuf>,
}

/// Where an answer goes, and how.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    targets: Vec<(Option<PathBuf>, Format)>,
    summary: Option<PathBuf>,
}

impl Plan {
    /// Whether the problems found are seen on standard output.
    pub(super) fn shows_findings(&self) -> bool {
        self.targets.iter().any(|(path, format)| path.is_none() && format.shows_findings())
    }
}

impl clap::ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        const VARIANTS: [Format; Format::ALL.len()] = {
            let mut all = [Format::Table; Format::ALL.len()];
            let mut at = 0;
            while at < all.len() {
                all[at] = Format::ALL[at].0;
                at += 1;
            }
            all
        };
        &VARIANTS
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let (_, name, extensions) = Self::ALL.iter().find(|(format, ..)| format == self)?;
        Some(PossibleValue::new(*name).aliases(extensions.iter().copied()))
    }
}

impl Output {
    /// Decides the format of every file before any work is done, for an answer that judges nothing.
    pub(super) fn plan(&self) -> anyhow::Result<Plan> {
        let plan = self.plan_cases()?;
        if let Some((_, format)) = plan.targets.iter().find(|(_, format)| format.needs_cases()) {
            let message = format!("{} shows problems, and this answer has none", format.name());
            let hint =
                "github, junit, sarif and gitlab go with `fmti check` and the gates of `fmti diff`";
            return Err(Failure::new(message, hint).into());
        }
        Ok(plan)
    }

    /// The same, for an answer that has cases.
    pub(super) fn plan_cases(&self) -> anyhow::Result<Plan> {
        let targets = if self.output.is_empty() {
            vec![(None, self.format.unwrap_or(Format::Table))]
        } else {
            self.output.iter().map(|path| self.target(path)).collect::<anyhow::Result<_>>()?
        };
        Ok(Plan { targets, summary: self.summary.clone() })
    }

    fn target(&self, given: &Path) -> anyhow::Result<(Option<PathBuf>, Format)> {
        let (named, path) = named(given)?;
        let asked = named.or(self.format);
        if path == Path::new("-") {
            return Ok((None, asked.unwrap_or(Format::Table)));
        }
        if path.is_dir() {
            return Err(Failure::new(
                format!("`{}` is a folder", path.display()),
                "name a file in it, for example ranking.csv",
            )
            .into());
        }
        let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
        let Some(format) = asked.or_else(|| Format::from_extension(extension)) else {
            let known: Vec<String> = Format::ALL
                .iter()
                .flat_map(|(_, _, extensions)| extensions.iter().map(|e| format!(".{e}")))
                .collect();
            return Err(Failure::new(
                format!("cannot tell the format of `{}`", path.display()),
                format!("end it in one of {}, or say --format", known.join(", ")),
            )
            .into());
        };
        Ok((Some(path.to_path_buf()), format))
    }
}

/// The format in `FORMAT=FILE`, and the file. Before a `=` in the name of a file there is a folder,
/// if only `./`.
fn named(given: &Path) -> anyhow::Result<(Option<Format>, &Path)> {
    let parts = given.to_str().and_then(|text| text.split_once('='));
    let Some((name, path)) = parts.filter(|(name, _)| !name.contains(['/', '\\'])) else {
        return Ok((None, given));
    };
    let Some(format) = Format::named(name) else {
        let names = Format::ALL.iter().map(|(_, name, _)| *name);
        let hint = nearest::nearest(name, names.clone()).map_or_else(
            || format!("known: {}", names.collect::<Vec<_>>().join(", ")),
            |near| format!("did you mean `{near}`?"),
        );
        let hint = format!("{hint} A file of that name is `./{}`", given.display());
        return Err(Failure::new(format!("there is no format `{name}`"), hint).into());
    };
    if path.is_empty() {
        let message = format!("`{}` names no file", given.display());
        return Err(Failure::new(message, format!("for example {name}=FILE")).into());
    }
    Ok((Some(format), Path::new(path)))
}

/// Writes a page everywhere it was asked for. Files are put in place only once all are written.
pub(super) fn write(page: &Page, plan: &Plan, global: &Global) -> anyhow::Result<()> {
    write_with(Vec::new(), page, plan, global)
}

/// Writes files of a command's own and the page that tells of them.
pub(super) fn write_with(
    files: Vec<(PathBuf, Vec<u8>)>,
    page: &Page,
    plan: &Plan,
    global: &Global,
) -> anyhow::Result<()> {
    let summary = plan.summary.as_deref().map(Summary::open).transpose()?;
    let for_ci = plan.targets.iter().any(|(_, format)| format.needs_cases());
    let top = if for_ci { Top::find() } else { None };
    let from_top = top.map(|top| ci::with_paths(page, |path| top.path(path)));
    let page_for = |format: Format| match &from_top {
        Some(from_top) if format.needs_cases() => from_top,
        _ => page,
    };
    let mut ready = Vec::new();
    for (path, bytes) in files {
        ready.push((Ready::prepare(&path, bytes)?, path));
    }
    let mut shown = Vec::new();
    for (path, format) in &plan.targets {
        let page = page_for(*format);
        match path {
            None => shown.push(for_log(render(page, *format, global.stdout()), *format)),
            Some(path) => {
                let bytes = render(page, *format, Screen::PLAIN);
                ready.push((Ready::prepare(path, bytes)?, path.clone()));
            }
        }
    }
    for (file, path) in ready {
        file.put(&path)?;
        global.note(&format!("wrote {}", path.display()));
    }
    if let Some(summary) = summary {
        summary.add(page, global)?;
    }
    // Last, so that whoever reads no further gets the files all the same.
    shown.iter().try_for_each(|bytes| print(bytes))
}

/// Text that is exact in a file is made harmless where a CI system would read commands in it.
fn for_log(bytes: Vec<u8>, format: Format) -> Vec<u8> {
    let names = ["GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION"];
    let obeyed =
        names.iter().any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()));
    // The annotations are commands: that is what they are for.
    if !obeyed || format == Format::Github || is_redirected() {
        return bytes;
    }
    String::from_utf8(bytes)
        .map_or_else(FromUtf8Error::into_bytes, |text| inert(&text).into_owned().into())
}

/// Whether standard output is a file.
fn is_redirected() -> bool {
    #[cfg(unix)]
    let handle = std::os::fd::AsFd::as_fd(&io::stdout()).try_clone_to_owned();
    #[cfg(windows)]
    let handle = std::os::windows::io::AsHandle::as_handle(&io::stdout()).try_clone_to_owned();
    handle.is_ok_and(|handle| std::fs::File::from(handle).metadata().is_ok_and(|m| m.is_file()))
}

/// Writes to standard output.
pub(super) fn print(bytes: &[u8]) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes).and_then(|()| out.flush()).context("cannot write to standard output")
}

/// Writes one file, whole or not at all.
pub(super) fn save(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    Ready::prepare(path, bytes.to_vec())?.put(path)
}

/// Bytes on their way to a path.
enum Ready {
    /// Written beside the file they will replace, which is the second.
    Beside(tempfile::NamedTempFile, PathBuf),
    /// For a pipe or device, which cannot be replaced.
    Stream(Vec<u8>),
}

impl Ready {
    /// Writes the bytes beside the file they are for. A link is followed; what may not be written is
    /// not replaced either.
    fn prepare(path: &Path, bytes: Vec<u8>) -> anyhow::Result<Self> {
        let cannot = |reason: String| Failure {
            message: format!("cannot write `{}`: {reason}", path.display()),
            hint: None,
        };
        let target = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
        if let Ok(kind) = target.metadata() {
            if !kind.is_file() {
                return Ok(Self::Stream(bytes));
            }
            if kind.permissions().readonly() {
                return Err(cannot("it is read-only".into()).into());
            }
        }
        let folder = match target.parent() {
            Some(folder) if folder.as_os_str().is_empty() => Path::new("."),
            Some(folder) => folder,
            None => return Err(cannot("it cannot be a file".into()).into()),
        };
        let write = || -> io::Result<tempfile::NamedTempFile> {
            let mut builder = tempfile::Builder::new();
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt as _;
                // What any new file gets, less the user's umask.
                builder.permissions(std::fs::Permissions::from_mode(0o666));
            }
            let mut file = builder.prefix(".fmti-").tempfile_in(folder)?;
            file.write_all(&bytes)?;
            file.as_file().sync_all()?;
            Ok(file)
        };
        if !folder.is_dir() {
            return Err(cannot(format!("there is no folder `{}`", folder.display())).into());
        }
        let file = write().map_err(|error| cannot(plain(&error)))?;
        Ok(Self::Beside(file, target))
    }

    /// Puts the bytes in place.
    fn put(self, path: &Path) -> anyhow::Result<()> {
        let cannot = || format!("cannot write `{}`", path.display());
        match self {
            Self::Beside(file, target) => {
                file.persist(target).map_err(|error| error.error).with_context(cannot)?;
            }
            Self::Stream(bytes) => {
                let file = std::fs::OpenOptions::new().write(true).open(path);
                file.and_then(|mut file| file.write_all(&bytes)).with_context(cannot)?;
            }
        }
        Ok(())
    }
}
